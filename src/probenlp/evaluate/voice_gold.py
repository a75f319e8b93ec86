"""The gold of the voices: ``<page>.voice.tsv``, one line a sentence, laid over what is found.

The table gives each sentence's words, so that it can be read and corrected by people and survives a
change in how sentences are cut: a gold sentence is judged by the sentence that covers most of it.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Final, get_args

import msgspec

from probenlp.classify.features import SentenceFeatures
from probenlp.errors import ProbenlpError
from probenlp.records import Passage, Provenance, Sentence, SpeakerRole, Voice

COLUMNS: Final = (
    "passage", "voice", "provenance", "inner", "role", "sentiment", "aspects", "flags", "sentence",
)  # fmt: skip
_SENTIMENTS: Final = ("-1", "0", "1", "mixed")


class VoiceGoldError(ProbenlpError, ValueError):
    """A line of the gold does not fit its page or its scheme; names file, line and field."""


class GoldSentence(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence with what a reader says of it.

    Attributes
    ----------
    key : str
        Its passage: ``t``, ``a``, or the path of a comment.
    start, end : int
        Half-open, code points of the passage.
    provenance : str or None
        None: nobody was asked.
    sentiment : str
        ``-1``, ``0``, ``1`` or ``mixed``.
    aspects : dict of str to int
        Sentiment towards each aspect that is plain.
    """

    key: str
    start: int
    end: int
    text: str
    voice: Voice
    provenance: Provenance | None = None
    inner: Provenance | None = None
    role: SpeakerRole | None = None
    sentiment: str = "0"
    aspects: dict[str, int] = {}
    flags: tuple[str, ...] = ()


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """One gold sentence beside what the program sees of it.

    Attributes
    ----------
    page, page_digest : str
        File name; and what stands for its words.
    source : str
        The page that stands for all that share text with it.
    features : SentenceFeatures
        As the voice model sees it.
    rule, rule_voice : str
        The rule that decided, and the voice that the rules alone decide for.
    provenance : str
        Of the block that holds it, as found.
    """

    page: str
    page_digest: str
    source: str
    gold: GoldSentence
    features: SentenceFeatures
    rule: str
    rule_voice: Voice
    provenance: Provenance
    in_comment: bool


def read_voices(path: Path, passages: dict[str, Passage]) -> tuple[GoldSentence, ...]:
    """Read the gold of a page.

    Parameters
    ----------
    path : Path
        The ``.voice.tsv`` file.
    passages : dict of str to Passage
        The page's passages by key.

    Raises
    ------
    VoiceGoldError
        If a field is not of the scheme, or a sentence does not stand in its passage behind the one
        before it.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    if not rows or tuple(rows[0]) != COLUMNS:
        raise VoiceGoldError(f"{path}:1: columns {rows[:1]}, wanted {COLUMNS}")
    return tuple(_placed(path, rows[1:], passages))


def _placed(
    path: Path, rows: list[list[str]], passages: dict[str, Passage]
) -> Iterator[GoldSentence]:
    reached: dict[str, int] = {}
    for number, row in enumerate(rows, start=2):
        where = f"{path}:{number}"
        if len(row) != len(COLUMNS):
            raise VoiceGoldError(f"{where}: {len(row)} fields, wanted {len(COLUMNS)}")
        cells = dict(zip(COLUMNS, row, strict=True))
        _check(cells, where)
        passage = passages.get(cells["passage"])
        if passage is None:
            raise VoiceGoldError(f"{where}: passage: {cells['passage']!r} is not in the page")
        words = cells["sentence"].replace("\\n", "\n").replace("\\t", "\t")
        start = passage.text.find(words, reached.get(cells["passage"], 0))
        if start < 0:
            raise VoiceGoldError(f"{where}: sentence: {words[:60]!r} does not follow there")
        reached[cells["passage"]] = start + len(words)
        yield _sentence(cells, start, words)


def _check(cells: dict[str, str], where: str) -> None:
    allowed = {
        "voice": get_args(Voice),
        "provenance": get_args(Provenance),
        "inner": ("", *get_args(Provenance)),
        "role": ("", *get_args(SpeakerRole)),
        "sentiment": _SENTIMENTS,
    }
    for field, values in allowed.items():
        if cells[field] not in values:
            raise VoiceGoldError(f"{where}: {field}: {cells[field]!r}, wanted one of {values}")


def _sentence(cells: dict[str, str], start: int, words: str) -> GoldSentence:
    aspects = (one.rpartition(":") for one in cells["aspects"].split(",") if one)
    return GoldSentence(
        key=cells["passage"],
        start=start,
        end=start + len(words),
        text=words,
        voice=cells["voice"],  # type: ignore[arg-type]
        provenance=cells["provenance"],  # type: ignore[arg-type]
        inner=cells["inner"] or None,  # type: ignore[arg-type]
        role=cells["role"] or None,  # type: ignore[arg-type]
        sentiment=cells["sentiment"],
        aspects={name: int(value) for name, _, value in aspects},
        flags=tuple(one for one in cells["flags"].split(",") if one),
    )


def covering(gold: GoldSentence, sentences: tuple[Sentence, ...]) -> int | None:
    """Give the place of the sentence that shares most characters with a gold sentence."""
    best, most = None, 0
    for place, sentence in enumerate(sentences):
        shared = min(gold.end, sentence.span.end) - max(gold.start, sentence.span.start)
        if shared > most:
            best, most = place, shared
    return best
