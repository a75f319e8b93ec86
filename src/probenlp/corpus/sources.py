"""Where the records of a collection come from: which file, in which order, found how by id."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, Final, Generic, NamedTuple, TypeVar

from probenlp.corpus.fields import Field, claims, pages, tags
from probenlp.corpus.rows import Pages, Placed, Row
from probenlp.records import (
    Check,
    Claim,
    Document,
    Group,
    Passage,
    PassageTags,
    PersonMention,
    Quotation,
    Rating,
    Relation,
    Sentence,
    Span,
    Statistic,
    UnitMention,
)
from probenlp.report.thread_tree import Thread
from probenlp.store.run import RunRecords

R = TypeVar("R")


class Source(NamedTuple, Generic[R]):
    """How a collection is read.

    Attributes
    ----------
    name : str
        Of the collection.
    fields : tuple of Field
    rows : callable
        Reads all of it, in the order of the run.
    get : callable or None
        Finds one by its id; None: these records have no ids.
    near : callable
        Gives ids that look like one.
    total : str
        Its name among the counts of ``run.json``; empty: it is not among them.
    shown : tuple of str
        The columns that a drawing has.
    """

    name: str
    fields: tuple[Field, ...]
    rows: Callable[[RunRecords, Pages], Iterator[Row[R]]]
    get: Callable[[Pages, str], Row[R] | None] | None
    near: Callable[[Pages, str], list[str]]
    total: str = ""
    shown: tuple[str, ...] = ("text", "voice", "side", "title", "date")


def _documents(records: RunRecords, pages: Pages) -> Iterator[Row[Document]]:
    for document in records.documents:
        yield _document_row(document, pages)


def _document_row(document: Document, pages: Pages) -> Row[Document]:
    return Row(document, pages, id=document.id, document_id=document.id, document=document)


def _get_document(pages: Pages, key: str) -> Row[Document] | None:
    document = pages.document(key)
    return _document_row(document, pages) if document else None


def _threads(records: RunRecords, pages: Pages) -> Iterator[Row[Thread]]:
    for document in records.documents:
        if any(one.kind == "comment" for one in document.passages):
            yield _thread_row(document, pages)


def _thread_row(document: Document, pages: Pages) -> Row[Thread]:
    thread = Thread(document)
    return Row(thread, pages, id=document.id, document_id=document.id, document=document)


def _get_thread(pages: Pages, key: str) -> Row[Thread] | None:
    document = pages.document(key)
    row = _thread_row(document, pages) if document else None
    return row if row and len(row.record) else None


def _passages(records: RunRecords, pages: Pages) -> Iterator[Row[Passage]]:
    for document in records.documents:
        for passage in document.passages:
            yield _passage_row(document, passage, pages)


def _passage_row(document: Document, passage: Passage, pages: Pages) -> Row[Passage]:
    return Row(
        passage,
        pages,
        id=passage.id,
        document_id=document.id,
        passage_id=passage.id,
        document=document,
        passage=passage,
    )


def _get_passage(pages: Pages, key: str) -> Row[Passage] | None:
    # The id of a passage begins with that of its document, and a dot.
    place = key.find(".")
    while place > 0:
        document = pages.document(key[:place])
        found = pages.passage(key[:place], key) if document else None
        if document and found:
            return _passage_row(document, found, pages)
        place = key.find(".", place + 1)
    return None


def _near_passages(pages: Pages, key: str) -> list[str]:
    near = pages.tags.near(key)
    return near or pages.documents.near(key)


def _tags(records: RunRecords, pages: Pages) -> Iterator[Row[PassageTags]]:
    for one in records.tags:
        yield _tags_row(one, pages)


def _tags_row(one: PassageTags, pages: Pages) -> Row[PassageTags]:
    return Row(
        one,
        pages,
        id=one.passage_id,
        document_id=one.document_id,
        passage_id=one.passage_id,
        tags=one,
    )


def _get_tags(pages: Pages, key: str) -> Row[PassageTags] | None:
    found = pages.tags_of(key)
    return _tags_row(found, pages) if found else None


def _first_span(record: Any) -> Span:
    span: Span = record.spans[0] if isinstance(record, Quotation) else record.span
    return span


def _placed(one: PassageTags, layer: str, pages: Pages) -> Iterator[Row[Placed[Any]]]:
    seen: Counter[tuple[int, int]] = Counter()
    for record in getattr(one, layer):
        span = _first_span(record)
        seen[span.start, span.end] += 1
        placed = Placed(record, span, one, seen[span.start, span.end])
        yield Row(
            placed,
            pages,
            id=placed.id,
            document_id=one.document_id,
            passage_id=one.passage_id,
            span=span,
            tags=one,
        )


def _layer(name: str, fields: tuple[Field, ...], *shown: str) -> Source[Placed[Any]]:
    """Make the source of one layer of tags."""

    def rows(records: RunRecords, pages: Pages) -> Iterator[Row[Placed[Any]]]:
        for one in records.tags:
            yield from _placed(one, name, pages)

    def in_passage(pages: Pages, key: str) -> list[Row[Placed[Any]]]:
        found = pages.tags_of(key.rpartition(":")[0])
        return list(_placed(found, name, pages)) if found else []

    def get(pages: Pages, key: str) -> Row[Placed[Any]] | None:
        return next((row for row in in_passage(pages, key) if row.id == key), None)

    def near(pages: Pages, key: str) -> list[str]:
        here = [row.id for row in in_passage(pages, key)]
        return here[:3] or pages.tags.near(key.rpartition(":")[0])

    return Source(name, fields, rows, get, near, name, shown)


def _claims(records: RunRecords, pages: Pages) -> Iterator[Row[Claim]]:
    for claim in records.claims:
        yield _claim_row(claim, pages)


def _claim_row(claim: Claim, pages: Pages) -> Row[Claim]:
    return Row(
        claim,
        pages,
        id=claim.id,
        document_id=claim.document_id,
        passage_id=claim.passage_id,
        span=claim.span,
    )


def _get_claim(pages: Pages, key: str) -> Row[Claim] | None:
    claim = pages.claim(key)
    return _claim_row(claim, pages) if claim else None


def _groups(records: RunRecords, pages: Pages) -> Iterator[Row[Group]]:
    return (Row(group, pages, id=group.id) for group in records.groups)


def _get_group(pages: Pages, key: str) -> Row[Group] | None:
    group = pages.group(key)
    return Row(group, pages, id=group.id) if group else None


def _relations(records: RunRecords, pages: Pages) -> Iterator[Row[Relation]]:
    return (Row(relation, pages) for relation in records.relations)


def _checks(records: RunRecords, pages: Pages) -> Iterator[Row[Check]]:
    for check in records.checks:
        yield Row(
            check,
            pages,
            document_id=check.document_id,
            passage_id=check.passage_id,
            span=check.span,
        )


def _near_documents(pages: Pages, key: str) -> list[str]:
    return pages.documents.near(key)


def _near_claims(pages: Pages, key: str) -> list[str]:
    return pages.claims.near(key)


def _near_groups(pages: Pages, key: str) -> list[str]:
    return pages.groups.near(key)


def _near_tags(pages: Pages, key: str) -> list[str]:
    return pages.tags.near(key)


def _none_near(pages: Pages, key: str) -> list[str]:  # noqa: ARG001
    return []


DOCUMENTS: Final[Source[Document]] = Source(
    "documents",
    pages.DOCUMENTS,
    _documents,
    _get_document,
    _near_documents,
    "documents",
    ("title", "kind", "site", "date", "comments"),
)
PASSAGES: Final[Source[Passage]] = Source(
    "passages",
    pages.PASSAGES,
    _passages,
    _get_passage,
    _near_passages,
    "passages",
    ("text", "kind", "path", "title", "date"),
)
THREADS: Final[Source[Thread]] = Source(
    "threads",
    pages.THREADS,
    _threads,
    _get_thread,
    _near_documents,
    "",
    ("title", "structure", "comments", "roots", "depth", "authors", "date"),
)
TAGS: Final[Source[PassageTags]] = Source(
    "tags",
    pages.TAGS,
    _tags,
    _get_tags,
    _near_tags,
    "",
    ("passage_id", "sentences", "statistics", "ratings", "people", "quotations", "units"),
)
SENTENCES: Final[Source[Placed[Sentence]]] = _layer(
    "sentences", pages.SENTENCES, "text", "voice", "side", "provenance", "title"
)
STATISTICS: Final[Source[Placed[Statistic]]] = _layer(
    "statistics", tags.STATISTICS, "text", "kind", "value", "measure", "side", "units"
)
RATINGS: Final[Source[Placed[Rating]]] = _layer(
    "ratings", tags.RATINGS, "text", "label", "status", "aspect", "units", "side"
)
UNITS: Final[Source[Placed[UnitMention]]] = _layer(
    "units", tags.UNIT_MENTIONS, "text", "unit", "kind", "side", "title"
)
PEOPLE: Final[Source[Placed[PersonMention]]] = _layer(
    "people", tags.PEOPLE, "text", "name", "role", "role_class", "title"
)
QUOTATIONS: Final[Source[Placed[Quotation]]] = _layer(
    "quotations", tags.QUOTATIONS, "text", "form", "speaker", "cue", "title"
)
CLAIMS: Final[Source[Claim]] = Source(
    "claims",
    claims.CLAIMS,
    _claims,
    _get_claim,
    _near_claims,
    "claims",
    ("text", "type", "side", "units", "topic", "period"),
)
GROUPS: Final[Source[Group]] = Source(
    "groups",
    claims.GROUPS,
    _groups,
    _get_group,
    _near_groups,
    "groups",
    ("id", "label", "claims", "documents", "sources"),
)
RELATIONS: Final[Source[Relation]] = Source(
    "relations",
    claims.RELATIONS,
    _relations,
    None,
    _none_near,
    "relations",
    ("relation", "score", "finding_text", "testimony_text"),
)
CHECKS: Final[Source[Check]] = Source(
    "checks",
    claims.CHECKS,
    _checks,
    None,
    _none_near,
    "checks",
    ("kind", "verdict", "stated", "registered", "text"),
)
