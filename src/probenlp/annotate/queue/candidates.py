"""From a run and what people have labelled: the sentences that may be asked about."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from probenlp.annotate.task import Annotation, digest
from probenlp.errors import ProbenlpError
from probenlp.records import Document, PassageTags, Sentence, Voice

LEAST_WORDS = 3
"""Shorter sentences ("Quite.", "Reply") tell a reader too little to be worth a question."""

_OVERRULED = "model:not-"


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that may be asked about.

    Attributes
    ----------
    start, end : int
        Half-open, code points of the passage.
    whole : bool
        Whether it is all of its passage.
    probabilities, candidates
        As of :class:`probenlp.records.Sentence`.
    overruled : str or None
        The voice that the rules had given, where the model decided otherwise.
    """

    document_id: str
    passage_id: str
    start: int
    end: int
    text: str
    whole: bool
    voice: Voice | None
    probabilities: dict[str, float]
    candidates: tuple[Voice, ...]
    ambiguous: bool
    overruled: str | None

    @property
    def task_id(self) -> str:
        """The id of the task that an export by sentence makes of it."""
        return self.passage_id if self.whole else f"{self.passage_id}:{self.start}-{self.end}"


class Labelled(msgspec.Struct, frozen=True, kw_only=True):
    """A sentence that has its label.

    Attributes
    ----------
    label : str or None
        None: somebody judged it, and gave none.
    document_id : str or None
        None where the labels came without.
    """

    text: str
    label: str | None = None
    document_id: str | None = None


def candidates_of(document: Document, tags: Iterable[PassageTags]) -> Iterator[Candidate]:
    """Give the sentences of a document that are long enough to be judged alone.

    Raises
    ------
    ProbenlpError
        If tags are not of the passages' texts.
    """
    texts = {passage.id: passage.text for passage in document.passages}
    for one in tags:
        text = texts.get(one.passage_id)
        if text is None or digest(text) != one.text_sha256:
            raise ProbenlpError(
                f"tags of passage {one.passage_id} are not of its text; run again before queueing"
            )
        for sentence in one.sentences:
            start, end = sentence.span.start, sentence.span.end
            words = text[start:end]
            if sum(any(map(str.isalpha, word)) for word in words.split()) >= LEAST_WORDS:
                yield Candidate(
                    document_id=document.id,
                    passage_id=one.passage_id,
                    start=start,
                    end=end,
                    text=words,
                    whole=len(words) == len(text),
                    voice=sentence.voice,
                    probabilities=sentence.probabilities,
                    candidates=sentence.candidates,
                    ambiguous=sentence.ambiguous,
                    overruled=_overruled(sentence),
                )


def _overruled(sentence: Sentence) -> str | None:
    said = (one for one in sentence.evidence if one.startswith(_OVERRULED))
    return next((one.removeprefix(_OVERRULED) for one in said), None)


def labelled_of(annotations: Iterable[Annotation], layer: str = "voice") -> Iterator[Labelled]:
    """Give what people have judged already, also what they ignored: it is not asked again.

    Parameters
    ----------
    annotations : iterable of Annotation
        Those by sentence or by passage; of a passage its marked sentences count, and its whole
        text where nothing is marked.
    layer : str
        Whose labels are counted.
    """
    for one in annotations:
        document_id = one.parts[0].document_id
        marks = [judged.mark for judged in one.marks if judged.mark.layer == layer]
        if one.about == "passage" and marks:
            for mark in marks:
                yield Labelled(text=mark.surface, label=mark.label, document_id=document_id)
            continue
        label = next((choice.label for choice in one.standing_choices(layer)), None)
        yield Labelled(text=one.text, label=label, document_id=document_id)


def labelled_in_table(path: Path) -> Iterator[Labelled]:
    """Read the sentences of a table of voices (``<page>.voice.tsv``) with their labels.

    Raises
    ------
    ProbenlpError
        If the table lacks one of the columns ``voice`` and ``sentence``, or a line a field.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        if missing := {"voice", "sentence"} - set(rows.fieldnames or ()):
            raise ProbenlpError(
                f"{path}:1: no column {sorted(missing)[0]}; is it a table of voices?"
            )
        for number, row in enumerate(rows, start=2):
            if row["voice"] is None or row["sentence"] is None:
                raise ProbenlpError(f"{path}:{number}: fields are missing")
            words = row["sentence"].replace("\\n", "\n").replace("\\t", "\t")
            yield Labelled(text=words, label=row["voice"])
