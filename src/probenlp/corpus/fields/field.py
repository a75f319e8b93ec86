"""One thing a record can be asked for, and those that records of many kinds have alike."""

from collections.abc import Callable
from typing import Any, Final, Literal, NamedTuple, get_args

from probenlp.corpus.rows import Row
from probenlp.records import (
    DocumentKind,
    PassageKind,
    Provenance,
    Sentiment,
    Side,
    SpeakerRole,
    Statistic,
    Voice,
)
from probenlp.report.frame import Column, Kind
from probenlp.report.moments import PRECISIONS
from probenlp.report.naming import title_label

Names = Literal["", "unit", "topic", "standard", "document"]
"""Whose names a field takes besides ids: those of units, topics, standards, documents."""


class Field(NamedTuple):
    """A column of a frame that can also be asked for.

    Attributes
    ----------
    column : Column
        Its name, type and meaning.
    of : callable
        Gives its value for a row: one value, None, or a tuple of several.
    names : str
        Which names it takes besides ids.
    asked_as : str
        What :meth:`probenlp.corpus.Collection.where` calls it; empty: as the column.
    """

    column: Column
    of: Callable[[Row[Any]], Any]
    names: Names = ""
    asked_as: str = ""

    @property
    def asked(self) -> str:
        """The word by which it is asked for."""
        return self.asked_as or self.column.name

    def cell(self, row: Row[Any]) -> Any:
        """Give its value as one cell: several joined by ``|``."""
        value = self.of(row)
        return ("|".join(map(str, value)) or None) if isinstance(value, tuple) else value


def field(
    name: str,
    kind: Kind,
    meaning: str,
    of: Callable[[Row[Any]], Any],
    *,
    values: Any = None,
    names: Names = "",
    asked_as: str = "",
) -> Field:
    """Make a field; ``values`` is the closed list of a category."""
    known = get_args(values) if values is not None and not isinstance(values, tuple) else values
    return Field(Column(name, kind, meaning, known or ()), of, names, asked_as)


def _start(row: Row[Any]) -> Any:
    moment = row.moment
    return moment.start if moment else None


def _precision(row: Row[Any]) -> Any:
    moment = row.moment
    return moment.precision if moment else None


def _of_document(name: str) -> Callable[[Row[Any]], Any]:
    return lambda row: getattr(row.document, name, None)


def _of_sentence(name: str) -> Callable[[Row[Any]], Any]:
    return lambda row: getattr(row.sentence, name, None)


DATE: Final = (
    field(
        "date",
        "time",
        "when it was said: a comment as posted, all else as published; the first instant of "
        "what is stated, in UTC. Null: not stated",
        _start,
    ),
    field("date_precision", "category", "how finely it is stated", _precision, values=PRECISIONS),
)

DOCUMENT: Final = (
    field(
        "document_id",
        "text",
        "where it stands",
        lambda row: row.document_id,
        names="document",
        asked_as="document",
    ),
    field(
        "title",
        "text",
        "of the document, or the name of what it was read from",
        lambda row: title_label(row.document) if row.document else None,
    ),
    field("site", "text", "null: not stated", _of_document("site")),
    field(
        "document_kind",
        "category",
        "null: not stated",
        _of_document("kind"),
        values=DocumentKind,
    ),
    *DATE,
)

PASSAGE: Final = (
    field("passage_id", "text", "where it stands", lambda row: row.passage_id),
    field(
        "passage_kind",
        "category",
        "title, article or comment",
        lambda row: getattr(row.passage, "kind", None),
        values=PassageKind,
    ),
    field(
        "author_key",
        "text",
        "of the passage's writer; null: nobody, or Anonymous",
        lambda row: getattr(getattr(row.passage, "author", None), "key", None),
    ),
)

SPAN: Final = (
    field(
        "start",
        "whole",
        "code points of the passage's text, from 0",
        lambda row: row.span.start if row.span else None,
    ),
    field("end", "whole", "half-open", lambda row: row.span.end if row.span else None),
)

SENTENCE: Final = (
    field(
        "voice",
        "category",
        "of the sentence it begins in; null: open",
        _of_sentence("voice"),
        values=Voice,
    ),
    field("side", "category", "of that sentence; null: neither", lambda row: row.side, values=Side),
    field(
        "provenance",
        "category",
        "of that sentence",
        _of_sentence("provenance"),
        values=Provenance,
    ),
    field(
        "speaker_role",
        "category",
        "who says that sentence; null: not told",
        lambda row: row.sentence.speaker.role if row.sentence else None,
        values=SpeakerRole,
    ),
)

PLACE: Final = (*PASSAGE, *SPAN, *DOCUMENT)


def of_record(name: str) -> Callable[[Row[Any]], Any]:
    """Read a field of the record itself."""
    return lambda row: getattr(row.record, name)


def label_of(span: Any) -> str | None:
    """Give the words of a span; None of none."""
    return span.surface if span is not None else None


def figure_fields(statistic: Callable[[Row[Any]], Statistic | None], prefix: str) -> list[Field]:
    """Make the fields of a figure, which may be none."""

    def part(name: str) -> Callable[[Row[Any]], Any]:
        return lambda row: getattr(statistic(row), name, None)

    def words(name: str) -> Callable[[Row[Any]], Any]:
        return lambda row: label_of(getattr(statistic(row), name, None))

    kinds = Statistic.__annotations__
    return [
        field(f"{prefix}kind", "category", "of figure", part("kind"), values=kinds["kind"]),
        field(
            f"{prefix}value", "number", "shares in per cent, money in whole pounds", part("value")
        ),
        field(f"{prefix}value_high", "number", "upper end of a range", part("value_high")),
        field(f"{prefix}unit_of_measure", "text", "per cent, points, …", part("unit")),
        field(
            f"{prefix}comparator", "text", "how the number bounds the true one", part("comparator")
        ),
        field(f"{prefix}out_of", "number", "the whole: 24 in '4 out of 24'", part("out_of")),
        field(f"{prefix}measure", "text", "what is measured, as written", words("measure")),
        field(f"{prefix}measure_label", "text", "the same in normal form", part("measure_label")),
        field(f"{prefix}population", "text", "out of what, as written", words("population")),
        field(f"{prefix}negated", "truth", "whether the measure is negated", part("negated")),
    ]


def sentiment_score(sentiment: Sentiment | None) -> float | None:
    """Give a score, -1 to 1; None of none."""
    return sentiment.score if sentiment else None
