"""The taggers beside other packages, on the same gold.

A peer runs as a program in an environment of its own (``make peers``; ``bench/peers``): it is given
the passages and writes what it finds. What is asked of it is what it sets out to do: a peer that
knows no measures is not asked for measures, and titles before names are nobody's fault.
"""

import json
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, Final

from probenlp.evaluate.resample import Counts, interval
from probenlp.evaluate.results import provenance
from probenlp.evaluate.sections.tags import TaggedPage, gold_digest
from probenlp.evaluate.tag_gold import GoldPassage, GoldTag
from probenlp.evaluate.tag_scores import TITLES, Key, close, compare, speaker_name, whole_words
from probenlp.records import PassageTags

PROGRAMS: Final = Path("bench/peers")
ENVIRONMENT: Final = Path(".venv-peers/bin/python")
COLUMNS: Final = ["what", "by", "wanted", "found", "precision", "recall", "F1"]

Item = dict[str, Any]
_FIGURES: Final = frozenset({"CARDINAL", "PERCENT", "MONEY", "QUANTITY"})
_BODIES: Final = frozenset({"ORG", "GPE", "LOC", "FAC", "NORP"})
_PER_CENT: Final = 100.0


def peers_section(pages: list[TaggedPage], folder: Path, about: str) -> dict[str, Any] | None:
    """Measure the peers and ourselves; None where their environment is not made."""
    if not ENVIRONMENT.is_file():
        return None
    texts = [gold.text for _, both in pages for _, gold in both]
    found = {path.stem: found_by(path, texts) for path in sorted(PROGRAMS.glob("*.py"))}
    rows = [
        [what, by, *_cells(pages, items, score)]
        for what, by, items, score in _comparisons(found, texts)
    ]
    return {
        "about": f"{about} The peers find figures, names and quotations of all kinds, also "
        "what the guidelines leave out (dates, ordinals): their precision is not theirs to answer "
        "for.",
        "measured": provenance() | {"gold": gold_digest(folder)[:12]} | _versions(),
        "columns": COLUMNS,
        "rows": rows,
    }


def found_by(program: Path, texts: list[str]) -> list[list[Item]]:
    """Run one peer over all passages.

    Raises
    ------
    subprocess.CalledProcessError
        If it fails.
    """
    lines = "".join(json.dumps({"text": text}) + "\n" for text in texts)
    done = subprocess.run(  # noqa: S603  our own programs
        [str(ENVIRONMENT), str(program)],
        input=lines, capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.split("\n") if line]


Score = Callable[[list[Item] | None, PassageTags, GoldPassage], Counts]


def _comparisons(
    found: dict[str, list[list[Item]]], texts: list[str]
) -> Iterable[tuple[str, str, list[list[Item]] | None, Score]]:
    spacy = found["spacy_entities"]
    people = [[item for item in items if item["label"] == "PERSON"] for items in spacy]
    bodies = [[item for item in items if item["label"] in _BODIES] for items in spacy]
    figures = [[item for item in items if item["label"] in _FIGURES] for items in spacy]
    quantulum, recognizers = found["quantulum3_figures"], found["recognizers_figures"]
    quotations = found["textacy_quotations"]
    for what, score, sides in (
        ("figures: value", _values, {"quantulum3": quantulum, "Recognizers-Text": recognizers}),
        ("figures: some of the stretch", _stretches,
         {"quantulum3": quantulum, "Recognizers-Text": recognizers, "spaCy": figures}),
        ("units: exact stretch", _units, {"spaCy": bodies}),
        ("people: exact stretch without title", _people, {"spaCy": people}),
        ("direct quotations: whole", _quotations, {"textacy": quotations}),
        ("direct quotations: whole, with speaker", _spoken, {"textacy": quotations}),
    ):  # fmt: skip
        yield what, "probenlp", None, score
        for by, items in sides.items():
            if len(items) != len(texts):
                raise RuntimeError(f"{by} gave {len(items)} lines for {len(texts)} passages")
            yield what, by, items, score


def _cells(
    pages: list[TaggedPage], items: list[list[Item]] | None, score: Score
) -> list[str | int]:
    by_passage = iter(items) if items is not None else None
    counts = [
        sum(
            (score(next(by_passage) if by_passage else None, tags, gold) for tags, gold in both),
            Counts(),
        )
        for _, both in pages
    ]
    total, (low, high) = sum(counts, Counts()), interval(counts)
    shown = [f"{total.precision:.3f}", f"{total.recall:.3f}"]
    return [total.gold, total.found, *shown, f"{total.f1:.3f} [{low:.2f}, {high:.2f}]"]


def _values(items: list[Item] | None, tags: PassageTags, gold: GoldPassage) -> Counts:
    """Score values, wherever in the passage they stand; "two thirds" may be 66.7 or .667."""
    left = [float(tag.fields["value"]) for tag in gold.tags["statistics"]]
    wanted = len(left)
    ours = [[s.value, *(r.value for r in s.readings)] for s in tags.statistics]
    theirs = [[item["value"], item["value"] * _PER_CENT] for item in items or ()]
    found = ours if items is None else theirs
    for values in found:
        match = next((w for w in left for value in values if close(value, w)), None)
        if match is not None:
            left.remove(match)
    return Counts(wanted - len(left), len(found), wanted)


def _stretches(items: list[Item] | None, tags: PassageTags, gold: GoldPassage) -> Counts:
    found = _places(items, [(s.span.start, s.span.end) for s in tags.statistics])
    left = [(tag.start, tag.end) for tag in gold.tags["statistics"]]
    wanted = len(left)
    for start, end in found:
        match = next((one for one in left if one[0] < end and start < one[1]), None)
        if match is not None:
            left.remove(match)
    return Counts(wanted - len(left), len(found), wanted)


def _units(items: list[Item] | None, tags: PassageTags, gold: GoldPassage) -> Counts:
    """Score the stretch alone, an article before it aside: a peer has no table of units."""
    found = _places(items, [(u.span.start, u.span.end) for u in tags.units])
    return _exact(found, gold.tags["units"], gold.text, frozenset({"the"}))


def _people(items: list[Item] | None, tags: PassageTags, gold: GoldPassage) -> Counts:
    """Score named people only: offices ("the Chief Inspector") are no names."""
    named = [p for p in tags.people if not p.span.surface.casefold().startswith(("the ", "our "))]
    found = _places(items, [(p.span.start, p.span.end) for p in named])
    wanted = [t for t in gold.tags["people"] if not gold.text[t.start :].casefold().startswith(
        ("the ", "our ")
    )]  # fmt: skip
    return _exact(found, wanted, gold.text, TITLES)


def _exact(
    found: Iterable[tuple[int, int]], wanted: Iterable[GoldTag], text: str, aside: frozenset[str]
) -> Counts:
    def place(start: int, end: int) -> Key:
        while (first := text[start:end].split(" ", 1)) and first[0].casefold().strip(".") in aside:
            start += len(first[0]) + 1
        surface = text[start:end]
        return (start, start + len(surface.removesuffix("’s").removesuffix("'s")))

    return compare(
        [place(*one) for one in found], [place(tag.start, tag.end) for tag in wanted]
    )[0]  # fmt: skip


def _quotations(items: list[Item] | None, tags: PassageTags, gold: GoldPassage) -> Counts:
    return _quoted(items, tags, gold, spoken=False)


def _spoken(items: list[Item] | None, tags: PassageTags, gold: GoldPassage) -> Counts:
    return _quoted(items, tags, gold, spoken=True)


def _quoted(
    items: list[Item] | None, tags: PassageTags, gold: GoldPassage, *, spoken: bool
) -> Counts:
    ours = [
        ([(s.start, s.end) for s in q.spans], q.speaker.name)
        for q in tags.quotations
        if q.form == "direct"
    ]
    theirs = [([(item["start"], item["end"])], item["speaker"]) for item in items or ()]
    found = ours if items is None else theirs
    wanted = [
        (list(tag.pieces), tag.fields.get("speaker"))
        for tag in gold.tags["quotations"]
        if tag.fields["form"] == "direct"
    ]

    def keys(all_of: list[tuple[list[tuple[int, int]], str | None]]) -> list[Key]:
        return [
            (whole_words(gold.text, pieces), speaker_name(name) if spoken else "")
            for pieces, name in all_of
        ]

    return compare(keys(found), keys(wanted))[0]


def _places(items: list[Item] | None, ours: list[tuple[int, int]]) -> list[tuple[int, int]]:
    return ours if items is None else [(item["start"], item["end"]) for item in items]


def _versions() -> dict[str, str]:
    names = ("quantulum3", "recognizers-text-number", "textacy")
    program = (
        "import importlib.metadata as m, json; "
        f"print(json.dumps({{n: m.version(n) for n in {names!r}}}))"
    )
    done = subprocess.run(  # noqa: S603  a constant program
        [str(ENVIRONMENT), "-c", program], capture_output=True, text=True, check=True
    )
    versions: dict[str, str] = json.loads(done.stdout)
    return versions
