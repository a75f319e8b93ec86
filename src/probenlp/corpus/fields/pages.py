"""Fields of documents, passages, threads, sentences and of all tags of a passage."""

from collections.abc import Callable
from typing import Any, Final, get_args

from probenlp.corpus.fields.field import (
    DATE,
    DOCUMENT,
    PASSAGE,
    PLACE,
    field,
    of_record,
    sentiment_score,
)
from probenlp.corpus.rows import Row
from probenlp.records import (
    DocumentKind,
    PassageKind,
    PassageStatus,
    Provenance,
    Qualifier,
    Sentence,
    Side,
    SpeakerRole,
    Structure,
    Voice,
)
from probenlp.report.naming import speaker_name, title_label


def _published(row: Row[Any]) -> Any:
    return row.record.published.date if row.record.published else None


DOCUMENTS: Final = (
    field("id", "text", "", of_record("id"), names="document", asked_as="document"),
    field(
        "title",
        "text",
        "or the name of what it was read from",
        lambda row: title_label(row.record),
    ),
    field("site", "text", "null: not stated", of_record("site")),
    field("kind", "category", "null: not stated", of_record("kind"), values=DocumentKind),
    field("published", "text", "as finely as stated (ISO 8601)", _published),
    *DATE,
    field("url", "text", "null: not stated", of_record("url")),
    field("source", "text", "what it was read from", lambda row: row.record.source.name),
    field("language", "text", "as declared; null: not stated", of_record("language")),
    field("structure", "category", "of its thread", of_record("structure"), values=Structure),
    field("comment_system", "text", "null: no thread", of_record("comment_system")),
    field("comments", "whole", "comments found", of_record("comments_found")),
    field("comments_claimed", "whole", "by the page's own heading", of_record("comments_claimed")),
    field(
        "letters",
        "whole",
        "code points of all its passages",
        lambda row: sum(len(one.text) for one in row.record.passages),
    ),
    field("warnings", "text", "what a careful reader should know", of_record("warnings")),
)


def _author(name: str) -> Any:
    return lambda row: getattr(row.record.author, name, None)


def _units_in_passage(row: Row[Any]) -> tuple[str, ...]:
    if row.tags is None:
        return ()
    return tuple(dict.fromkeys(one.unit_id or one.name for one in row.tags.units))


PASSAGES: Final = (
    field("id", "text", "", of_record("id")),
    field("kind", "category", "title, article or comment", of_record("kind"), values=PassageKind),
    field("text", "text", "", of_record("text")),
    field("author_key", "text", "null: nobody, or Anonymous", _author("key")),
    field("is_post_author", "truth", "the writer of the post above", _author("is_post_author")),
    field("is_anonymous", "truth", "under no name of their own", _author("is_anonymous")),
    field("parent_id", "text", "the passage it answers; null: none, or not known",
          of_record("parent_id")),
    field("path", "text", "place in the thread", of_record("path")),
    field("depth", "whole", "0 at the top of the thread; null outside", of_record("depth")),
    field("status", "category", "", of_record("status"), values=PassageStatus),
    field("duplicate_of", "text", "an earlier passage with the same words",
          of_record("duplicate_of")),
    field("permalink", "text", "null: not stated", of_record("permalink")),
    field("units", "text", "ids or names of the units named, joined by |", _units_in_passage,
          names="unit", asked_as="unit"),
    *DOCUMENT,
)  # fmt: skip

THREADS: Final = (
    field("id", "text", "of the document", of_record("id"), names="document", asked_as="document"),
    field("title", "text", "of the document", lambda row: title_label(row.record.document)),
    field("site", "text", "null: not stated", lambda row: row.record.document.site),
    field("kind", "category", "of the document", lambda row: row.record.document.kind,
          values=DocumentKind),
    *DATE,
    field("structure", "category", "whether the page states who answers whom",
          of_record("structure"), values=tuple(get_args(Structure))),
    field("comments", "whole", "", lambda row: len(row.record)),
    field("roots", "whole", "comments that answer no other", lambda row: len(row.record.roots)),
    field("depth", "whole", "comments that answer one another at most", of_record("depth")),
    field("authors", "whole", "writers with a key", lambda row: len(row.record.authors)),
)  # fmt: skip


def _number_of(layer: str) -> Callable[[Row[Any]], int]:
    return lambda row: len(getattr(row.record, layer))


TAGS: Final = (
    *PASSAGE,
    *(
        field(name, "whole", "how many", _number_of(name))
        for name in ("blocks", "sentences", "statistics", "ratings", "people", "quotations")
    ),
    field("units", "text", "ids or names of the units named, joined by |", _units_in_passage,
          names="unit", asked_as="unit"),
    *DOCUMENT,
)  # fmt: skip


def _sentence(row: Row[Any]) -> Sentence:
    sentence: Sentence = row.record.record
    return sentence


def _side(row: Row[Any]) -> Side | None:
    return row.side


def _within(row: Row[Any], name: str) -> list[Any]:
    """Give the tags of the passage that begin inside the sentence."""
    tags, span = row.tags, row.span
    if tags is None or span is None:
        return []
    return [one for one in getattr(tags, name) if span.start <= one.span.start < span.end]


def _units_in_sentence(row: Row[Any]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.unit_id or one.name for one in _within(row, "units")))


def _sentiment(row: Row[Any]) -> float | None:
    whole = [one for one in _within(row, "sentiments") if one.aspect is None]
    return sentiment_score(whole[0]) if whole else None


def _speaker(row: Row[Any]) -> str | None:
    return speaker_name(_sentence(row).speaker, _sentence(row).voice)


SENTENCES: Final = (
    field("id", "text", "the passage's id and the offsets", of_record("id")),
    field("text", "text", "", lambda row: row.span.surface if row.span else None),
    field("voice", "category", "whose words; null: open", of_record("voice"), values=Voice),
    field("side", "category", "null: neither", _side, values=Side),
    field("provenance", "category", "of its block", of_record("provenance"), values=Provenance),
    field("speaker", "text", "of those who speak for a body; null: private, or not told", _speaker),
    field("speaker_role", "category", "null: not told", lambda row: _sentence(row).speaker.role,
          values=SpeakerRole),
    field("voice_probability", "number", "of its voice; null: a rule decided",
          lambda row: _sentence(row).probabilities.get(_sentence(row).voice or "")),
    field("ambiguous", "truth", "marked as truly open", of_record("ambiguous")),
    field("relays", "text", "whose views an official sentence passes on", of_record("relays")),
    field("qualifiers", "text", f"joined by |: {', '.join(get_args(Qualifier))}",
          of_record("qualifiers"), asked_as="qualifier"),
    field("sentiment", "number", "-1 bad for the service to 1; null: not valued", _sentiment),
    field("units", "text", "ids or names of the units named in it, joined by |",
          _units_in_sentence, names="unit", asked_as="unit"),
    *PLACE,
)  # fmt: skip
