"""A record with the way to what it stands in: its sentence, passage and page, read when asked."""

import functools
from bisect import bisect_right
from typing import Any, Final, Generic, TypeVar

from probenlp.corpus.line_index import LineIndex
from probenlp.errors import OutputError
from probenlp.records import (
    Claim,
    Document,
    Group,
    Passage,
    PassageTags,
    Sentence,
    Side,
    Span,
    side_of,
)
from probenlp.report.moments import Moment, read_moment
from probenlp.store.run import RunRecords

R = TypeVar("R")
T = TypeVar("T")

_KEPT: Final = 64
"""Pages and passages that are kept: rows follow each other on one page."""


class Placed(Generic[T]):
    """A tag with its place; its own fields are read straight from it.

    Attributes
    ----------
    record : Sentence, Statistic, Rating, UnitMention, PersonMention or Quotation
        As it stands in ``tags.jsonl``.
    id : str
        The passage's id and the offsets, and a number where one stretch has several.
    document_id, passage_id : str
        Where it stands.
    span : Span
        Its stretch of the passage's text; of a quotation of several pieces the first.
    """

    __slots__ = ("document_id", "id", "passage_id", "record", "span")

    def __init__(self, record: T, span: Span, tags: PassageTags, number: int) -> None:
        self.record, self.span = record, span
        self.document_id, self.passage_id = tags.document_id, tags.passage_id
        place = f"{tags.passage_id}:{span.start}-{span.end}"
        self.id = place if number == 1 else f"{place}#{number}"

    @property
    def text(self) -> str:
        """Its words."""
        return self.span.surface

    def __getattr__(self, name: str) -> Any:
        return getattr(self.record, name)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Placed):
            return NotImplemented
        return self.id == other.id and bool(self.record == other.record)

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return f"Placed({self.id!r}, {self.record!r})"


class Pages:
    """Gives documents, tags and claims by their ids; a few are kept.

    Parameters
    ----------
    records : RunRecords
        The folder of a run.
    """

    def __init__(self, records: RunRecords) -> None:
        path = records.path
        self.documents = LineIndex(path / "documents.jsonl", Document)
        self.tags = LineIndex(path / "tags.jsonl", PassageTags, key="passage_id")
        self.claims = LineIndex(path / "claims.jsonl", Claim)
        self.groups = LineIndex(path / "groups.jsonl", Group)
        self.document = functools.lru_cache(_KEPT)(self.documents.get)
        self.tags_of = functools.lru_cache(_KEPT)(self.tags.get)
        self.claim = functools.lru_cache(_KEPT)(self.claims.get)
        self.group = functools.lru_cache(_KEPT)(self.groups.get)
        self._passages = functools.lru_cache(_KEPT)(self._read_passages)

    def passage(self, document_id: str, passage_id: str) -> Passage | None:
        """Give a passage of a document."""
        return self._passages(document_id).get(passage_id)

    def _read_passages(self, document_id: str) -> dict[str, Passage]:
        document = self.document(document_id)
        return {one.id: one for one in document.passages} if document else {}


class Row(Generic[R]):
    """A record with the way to what it stands in.

    Attributes
    ----------
    record : record
    id : str
        By which the collection knows it; empty for records without one.
    pages : Pages
    document_id, passage_id : str or None
        Where it stands; None for what stands in no one place.
    span : Span or None
        Its stretch of the passage's text.
    """

    __slots__ = ("_document", "_passage", "_tags", "document_id", "id", "pages", "passage_id",
                 "record", "span")  # fmt: skip

    def __init__(
        self,
        record: R,
        pages: Pages,
        *,
        id: str = "",  # noqa: A002  the records' own word
        document_id: str | None = None,
        passage_id: str | None = None,
        span: Span | None = None,
        document: Document | None = None,
        passage: Passage | None = None,
        tags: PassageTags | None = None,
    ) -> None:
        self.record, self.pages, self.id = record, pages, id
        self.document_id, self.passage_id, self.span = document_id, passage_id, span
        self._document, self._passage, self._tags = document, passage, tags

    @property
    def document(self) -> Document | None:
        """The page; None for what stands on no one page.

        Raises
        ------
        OutputError
            If the run has no such document: the files are not of one run.
        """
        if self._document is None and self.document_id is not None:
            self._document = self.pages.document(self.document_id)
            if self._document is None:
                raise OutputError(
                    f"no document {self.document_id!r} in documents.jsonl, which {self.id!r} "
                    "stands in; are the files of this folder of one run?"
                )
        return self._document

    @property
    def passage(self) -> Passage | None:
        """The title, article or comment."""
        if self._passage is None and self.document_id and self.passage_id:
            self._passage = self.pages.passage(self.document_id, self.passage_id)
        return self._passage

    @property
    def tags(self) -> PassageTags | None:
        """All tags of the passage; None where it has none."""
        if self._tags is None and self.passage_id:
            self._tags = self.pages.tags_of(self.passage_id)
        return self._tags

    @property
    def sentence(self) -> Sentence | None:
        """The sentence in which it begins."""
        if self.span is None or self.tags is None:
            return None
        sentences = self.tags.sentences
        place = bisect_right(sentences, self.span.start, key=lambda one: one.span.start) - 1
        return sentences[place] if place >= 0 else None

    @property
    def side(self) -> Side | None:
        """The side that its sentence is told from."""
        sentence = self.sentence
        return side_of(sentence.voice, sentence.speaker.role) if sentence else None

    @property
    def moment(self) -> Moment | None:
        """When it was said, as finely as the source states it; None: not stated."""
        document = self.document
        return said_at(document, self.passage) if document else None


def said_at(document: Document, passage: Passage | None) -> Moment | None:
    """Tell when a passage was said: a comment when it was posted, all else with its page.

    A comment's time is read from the words shown where the source states no instant, to the day: it
    stands there in whatever time zone the blog uses.
    """
    if passage is None or passage.kind != "comment":
        return _read(document.published.date) if document.published else None
    if passage.posted is None:
        return None
    if passage.posted.utc:
        return _read(passage.posted.utc)
    return _read_shown(passage.posted.raw or "")


@functools.lru_cache(4096)
def _read_shown(words: str) -> Moment | None:
    from probenlp.harvest.dates import read_date_line  # brings the readers of pages along

    line = read_date_line(words)
    return _read(line.iso) if line and line.iso else None


@functools.lru_cache(4096)
def _read(stated: str) -> Moment | None:
    try:
        return read_moment(stated)
    except ValueError:  # a page may state the 31st of June
        return None
