"""The place of a claim: offsets, a quotation that finds it again, and a link that opens it."""

from urllib.parse import quote

from probenlp.records import Document, Passage, Selector, Span

CONTEXT = 32
"""Characters before and after, as annotation tools of the W3C model keep them."""

WHOLE = 80
"""Up to this length a text fragment names all the words; beyond it, the first and last few."""

EDGE_WORDS = 5


def select(document: Document, passage: Passage, span: Span) -> Selector:
    """Say where a span is, in every way that a reader may need.

    Parameters
    ----------
    document, passage : Document, Passage
        Where the span stands.
    span : Span
        Of the passage's text.
    """
    in_source = passage.source_map.to_source(span.start, span.end) if passage.source_map else None
    return Selector(
        start=span.start,
        end=span.end,
        exact=span.surface,
        prefix=passage.text[max(0, span.start - CONTEXT) : span.start],
        suffix=passage.text[span.end : span.end + CONTEXT],
        source_start=in_source[0] if in_source else None,
        source_end=in_source[1] if in_source else None,
        url=_link(document, passage, span),
    )


def _link(document: Document, passage: Passage, span: Span) -> str | None:
    if passage.kind == "comment" and passage.permalink:
        return passage.permalink
    if not document.url:
        return None
    return f"{document.url.partition('#')[0]}#:~:text={text_fragment(span.surface)}"


def text_fragment(words: str) -> str:
    """Write words as the text directive of an address (WICG, *Text Fragments*).

    Parameters
    ----------
    words : str
        As they stand in the page; line breaks count as blanks, as browsers match them.

    Returns
    -------
    str
        Percent-encoded. Dashes and commas are encoded too, since they are syntax there.

    Examples
    --------
    >>> text_fragment("staff, often newly qualified")
    'staff%2C%20often%20newly%20qualified'
    """
    tokens = words.split()
    plain = " ".join(tokens)
    if len(plain) <= WHOLE or len(tokens) <= 2 * EDGE_WORDS:
        return _encode(plain)
    return f"{_encode(' '.join(tokens[:EDGE_WORDS]))},{_encode(' '.join(tokens[-EDGE_WORDS:]))}"


def _encode(words: str) -> str:
    return quote(words, safe="").replace("-", "%2D")
