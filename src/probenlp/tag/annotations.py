"""Records on a spaCy ``Doc``: each tagger leaves its records in one span group.

The group's spans are the tagged stretches, aligned to tokens, for everything that reads
``doc.spans`` (displaCy, DocBin, other components). The group's ``attrs`` hold the typed records
with their exact offsets; spaCy keeps both through ``to_bytes``, ``DocBin`` and other processes.

"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final
from weakref import WeakKeyDictionary

import msgspec
from spacy.tokens import Doc, SpanGroup
from spacy.tokens import Span as DocSpan

from probenlp.records import (
    PersonMention,
    Quotation,
    Rating,
    Sentence,
    Sentiment,
    Span,
    Statistic,
    UnitMention,
)

GROUPS: Final[dict[str, Any]] = {
    "sentences": Sentence,
    "units": UnitMention,
    "people": PersonMention,
    "statistics": Statistic,
    "ratings": Rating,
    "quotations": Quotation,
    "sentiments": Sentiment,
}
"""The span groups that the taggers write, and the record of each."""

Tag = UnitMention | PersonMention | Statistic | Rating | Quotation | Sentence | Sentiment


_texts: Final[WeakKeyDictionary[Doc, str]] = WeakKeyDictionary()


def text_of(doc: Doc) -> str:
    r"""Give a document's text; spaCy joins all its tokens anew each time ``doc.text`` is asked for.

    It is remembered as long as the document lives: nothing changes the text of a ``Doc`` with
    tokens, even splitting and merging these does not.

    Examples
    --------
    >>> import spacy
    >>> text_of(spacy.blank("en")("Two  words\n"))
    'Two  words\n'
    """
    text = _texts.get(doc)
    if not text:
        text = _texts[doc] = doc.text
    return text


def _spans_of(tag: Tag) -> Iterable[Span]:
    return tag.spans if isinstance(tag, Quotation) else (tag.span,)


def attach(
    doc: Doc,
    group: str,
    tags: Sequence[Tag],
    *,
    label: Callable[[Any], str] = lambda _: "",
    kb_id: Callable[[Any], str] = lambda _: "",
) -> None:
    """Lay records over a document, in place of any that the group held.

    Parameters
    ----------
    doc : Doc
        Its text is the passage's text, unchanged.
    group : str
        One of :data:`GROUPS`.
    tags : sequence of records
        In order of their start.
    label, kb_id : callable
        From a record to the label and the knowledge-base id of its span.

    Raises
    ------
    ValueError
        If a record's words are not in its place of the document.
    """
    text, spans = text_of(doc), []
    for tag in tags:
        for span in _spans_of(tag):
            placed = doc.char_span(span.start, span.end, alignment_mode="expand")
            if placed is None or not span.holds_in(text):
                raise ValueError(f"{group}: {span} does not stand in this text")
            spans.append(DocSpan(doc, placed.start, placed.end, label=label(tag), kb_id=kb_id(tag)))
    doc.spans[group] = SpanGroup(
        doc, name=group, spans=spans, attrs={"records": msgspec.to_builtins(list(tags))}
    )


def attached(doc: Doc, group: str) -> tuple[Any, ...]:
    """Read a group's records back; empty where its tagger has not run.

    Examples
    --------
    >>> import spacy
    >>> doc = spacy.blank("en")("Only 25 per cent")
    >>> attached(doc, "statistics")
    ()
    """
    if group not in doc.spans:
        return ()
    records = doc.spans[group].attrs.get("records", [])
    record = GROUPS[group]
    return tuple(msgspec.convert(one, record) for one in records)


class Named(msgspec.Struct, frozen=True):
    """What a document has named before one of its passages, for the short forms of that passage.

    Attributes
    ----------
    units, people : tuple
        Mentions of other passages, the one that a short form most likely means last.
    authors : tuple of str
        Who wrote the document and its comments; a comment speaks to them by name.
    headline : str or None
        Of an article: "Eastmere units fail" names what the article calls "the region".
    publisher : str or None
        The name of the site, as it states it: its own "Inspectorate", "Echo" or "Ministry".
    """

    units: tuple[UnitMention, ...] = ()
    people: tuple[PersonMention, ...] = ()
    authors: tuple[str, ...] = ()
    headline: str | None = None
    publisher: str | None = None


def set_named(doc: Doc, before: Named) -> None:
    """Tell the taggers what the document has named outside this text.

    A comment says "Dunmoor" or "the PDU" of what the article above it has named in full. Without
    this a text is tagged for itself.

    Examples
    --------
    >>> import spacy
    >>> doc = spacy.blank("en")("The Echo asked.")
    >>> set_named(doc, Named(publisher="Tolland Echo"))
    >>> named(doc).publisher
    'Tolland Echo'
    """
    doc.user_data["named"] = msgspec.to_builtins(before)  # a Doc's bytes hold no classes of ours


def named(doc: Doc) -> Named:
    """Give what was told by :func:`set_named`; nothing named where nothing was told."""
    return msgspec.convert(doc.user_data.get("named", {}), Named)


def set_published(doc: Doc, date: str | None) -> None:
    """Tell the taggers when the text was published: names and offices change hands."""
    doc.user_data["published"] = date


def published(doc: Doc) -> str | None:
    """Give the date told by :func:`set_published` (ISO 8601, maybe only a year), or None."""
    date = doc.user_data.get("published")
    return date if isinstance(date, str) else None
