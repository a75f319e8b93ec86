"""Gold that several people made of a run: its lines, as sentences of the documents they are of."""

import hashlib
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final, get_args

import msgspec

from probenlp.annotate.merging import Gold
from probenlp.evaluate.voice_gold import GoldSentence, VoiceGoldError
from probenlp.pipeline.voices import keyed
from probenlp.records import Document, Voice
from probenlp.store import read_records

_SENTIMENTS: Final = {"negative": "-1", "neutral": "0", "positive": "1"}

_Place = tuple[str, int, int]


def read_gold(files: Iterable[Path]) -> Iterator[Gold]:
    """Read files that ``probenlp merge`` wrote.

    Raises
    ------
    RecordError
        If a line is broken; names file, line and field.
    """
    for file in files:
        yield from read_records(file, Gold)


def folders_and_files(gold: Iterable[Path]) -> tuple[list[Path], list[Path]]:
    """Tell folders of labelled pages from files of merged gold."""
    named = list(gold)
    return [one for one in named if one.is_dir()], [one for one in named if not one.is_dir()]


def run_of(files: Sequence[Path], run: Path | None) -> Path:
    """Give the run that files of merged gold are of.

    Raises
    ------
    VoiceGoldError
        If none is named.
    """
    if run is None:
        raise VoiceGoldError(f"{files[0]}: name the run that was annotated with --run")
    return run


class GoldByDocument(dict[str, list[Gold]]):
    """Lines of gold by the document that they are of."""

    def refuse_rest(self, run: Path) -> None:
        """Refuse what is left when every document of a run has taken its lines.

        Raises
        ------
        VoiceGoldError
            If anything is left.
        """
        if self:
            document_id, lines = next(iter(self.items()))
            raise VoiceGoldError(
                f"gold of task {lines[0].task_id}: {run} holds no document {document_id}; "
                "name the run that was annotated"
            )


def gold_by_document(lines: Iterable[Gold], layers: Container[str]) -> GoldByDocument:
    """Bring lines together by document; those of other layers are passed over."""
    found: GoldByDocument = GoldByDocument()
    for one in lines:
        if one.layer in layers:
            found.setdefault(one.parts[0].document_id, []).append(one)
    return found


def sentences_of(
    document: Document, lines: Sequence[Gold], *, valued: bool = False
) -> list[GoldSentence]:
    """Turn a document's lines into gold sentences, in the order of its passages.

    Parameters
    ----------
    document : Document
    lines : sequence of Gold
        Of its passages. A stretch with a sentiment and no voice is left out.
    valued : bool
        Leave out what has a voice and no sentiment too.

    Raises
    ------
    VoiceGoldError
        If a line is of another text than the document's, or has a label that the layer has not.
    """
    keys = {passage.id: key for key, passage in keyed(document).items()}
    texts = {passage.id: passage.text for passage in document.passages}
    voices: dict[_Place, Voice] = {}
    sentiments: dict[_Place, str] = {}
    for one in lines:
        part = one.parts[0]
        text = texts.get(part.passage_id)
        if text is None or hashlib.sha256(text.encode()).hexdigest() != part.passage_sha256:
            raise VoiceGoldError(
                f"gold of task {one.task_id}: passage {part.passage_id} is missing or its text "
                "has changed since it was annotated"
            )
        for label in one.labels:
            place = (part.passage_id, label.start, label.end)
            if one.layer == "voice":
                voices[place] = _voice(one, label.label)
            else:
                sentiments[place] = _sentiment(one, label.label)
    order = {passage_id: number for number, passage_id in enumerate(texts)}
    return [
        GoldSentence(
            key=keys[passage_id],
            start=start,
            end=end,
            text=texts[passage_id][start:end],
            voice=voice,
            sentiment=sentiments.get((passage_id, start, end), "0"),
        )
        for (passage_id, start, end), voice in sorted(
            voices.items(), key=lambda item: (order[item[0][0]], *item[0][1:])
        )
        if not valued or (passage_id, start, end) in sentiments
    ]


def _voice(line: Gold, label: str) -> Voice:
    try:
        voice: Voice = msgspec.convert(label, Voice)
        return voice
    except msgspec.ValidationError:
        raise VoiceGoldError(
            f"gold of task {line.task_id}: {label!r} is no voice; wanted one of {get_args(Voice)}"
        ) from None


def _sentiment(line: Gold, label: str) -> str:
    if label not in _SENTIMENTS:
        raise VoiceGoldError(
            f"gold of task {line.task_id}: {label!r} is no sentiment; wanted one of "
            f"{tuple(_SENTIMENTS)}"
        )
    return _SENTIMENTS[label]
