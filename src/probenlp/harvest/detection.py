"""Tells pages, feeds, data and texts apart."""

import re
from typing import Literal

Form = Literal["html", "feed", "json", "text"]

_START = re.compile(
    r"(?:\s|<!--(?:(?!-->).){0,2000}-->|<\?xml\b[^>]{0,300}>"
    # A feed with declared entities is refused by the reader of feeds, and is no text.
    r"|<!doctype\s+(?!html)[a-z:]{1,20}\b[^>\[]{0,300}(?:\[[^\]]{0,5000}\])?\s*>)*<(?P<first>!doctype\s+html|[a-z][a-z0-9:]*)",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(
    r"</?(?:p|div|a|br|span|li|ul|ol|h[1-6]|article|section|td|tr|table|img|b|i|em|strong|dd|dt"
    r"|head|body|html|meta|script|blockquote)\b[^<>]{0,300}>",
    re.IGNORECASE,
)
_DATA = re.compile(r"[\s\ufeff\x00]*(?:\[\s*)?\{\s*(?:\"(?:[^\"\\\n]){1,100}\"\s*:|\})")
_SAMPLE = 20_000
_PAGE_ROOTS = frozenset({"html", "head", "body", "meta", "title"})
_FEED_ROOTS = frozenset({"rss", "feed", "rdf:rdf", "urlset", "sitemapindex"})


def form_of(text: str) -> Form:
    """Tell markup from text by how the input begins and by how many tags it has.

    A text about markup names a tag now and then; a fragment of a page has one every few words.

    Examples
    --------
    >>> form_of("<!DOCTYPE html><title>Dale</title>"), form_of("The <p> tag opens a paragraph.")
    ('html', 'text')
    >>> form_of('<?xml version="1.0"?><rss version="2.0"></rss>')
    'feed'
    >>> form_of('[{"id": 12, "title": {}}]'), form_of("[Applause] {sic} He said so.")
    ('json', 'text')
    """
    sample = text[:_SAMPLE]
    if _DATA.match(sample):
        return "json"
    start = _START.match(sample)
    first = start["first"].lower() if start else ""
    if first in _PAGE_ROOTS or first.startswith("!doctype"):
        return "html"
    if first in _FEED_ROOTS:
        return "feed"
    tags = sum(1 for _ in _TAG.finditer(sample))
    dense = tags * 300 >= len(sample)
    return "html" if dense and (tags >= 5 or (first and tags >= 2)) else "text"
