"""Quoted passages in the markup of comments, and whom they name as their source."""

import re

from lxml.html import HtmlElement

from probenlp.harvest.comments.markup import classes, tag_of

_QUOTE_CLASSES = frozenset(
    "quote quoteblock quotebox quotemain bbcode_quote bbCodeBlock--quote bbCodeQuote ql-blockquote "
    "Quote UserQuote".split()
)
_TITLE_CLASSES = frozenset(
    "bbCodeBlock-title attribution title quotetitle quotetop quoteheader bbcode_postedby".split()
)
_NAME_ATTRIBUTES = ("data-quote", "data-username", "data-author")
# How forum software ends the line above a quotation, in the languages it is commonly set to.
_SAYS = re.compile(
    r"(?:\s+(?:said|wrote|says|hat gesagt|hat geschrieben|schrieb|sagte|sagt|a dit|a écrit|dijo|"
    r"dice|escribió|ha scritto|ha detto|disse|escreveu|schreef|zei|skrev|sa|napisał(?:\(a\)|a)?|"
    r"писал\(а\)|написал\(а\)|сказал\(а\)|kirjoitti))?\s*:\s*$",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\s+(?:said|wrote|says|hat gesagt|schrieb|sagte|a dit|dijo|ha detto|disse|zei|sa|powiedział"
    r"|сказал|mondta)\s*(?:…|\.\.\.)$",
    re.IGNORECASE,
)
_POSTED_BY = re.compile(r"^(?:originally posted by|zitat von|quote from:?)\s+", re.IGNORECASE)


def is_quote(element: HtmlElement) -> bool:
    """Tell whether markup says that the element's words are somebody else's."""
    tag = tag_of(element)
    if tag in ("blockquote", "cite"):
        return True
    names = classes(element)
    return tag in ("div", "aside", "table", "fieldset") and not _QUOTE_CLASSES.isdisjoint(names)


def title_of(quote: HtmlElement) -> HtmlElement | None:
    """Find the line that the software puts over a quotation ("Ann Other wrote:").

    A ``cite`` is that line only as the first thing in the quotation and with a colon: at its end
    it is what the commenter wrote.
    """
    inner: HtmlElement | None = quote
    for _ in range(4):
        if inner is None or (inner.text or "").strip() or not len(inner):
            return None
        inner = inner[0]
        if not isinstance(inner.tag, str):
            return None
        if not _TITLE_CLASSES.isdisjoint(classes(inner)):
            return inner
        if tag_of(inner) == "cite":
            return inner if ":" in "".join(inner.itertext()) else None
    return None


def source_of(quote: HtmlElement, title: HtmlElement | None) -> str | None:
    """Read whom a quotation names as its source, from an attribute or its title line.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> quote = fromstring('<blockquote><cite>Ada Fenwick wrote:</cite>No rooms.</blockquote>')
    >>> source_of(quote, title_of(quote))
    'Ada Fenwick'
    """
    for name in _NAME_ATTRIBUTES:
        if value := (quote.get(name) or "").strip():
            return value.partition(", post:")[0]
    if title is None:
        return None
    words = " ".join("".join(title.itertext()).replace("↑", " ").split())
    head, colon, _ = words.partition(":")
    name = without_says(f"{head}{colon}") if colon else words
    return _POSTED_BY.sub("", name).strip() or None


def without_says(words: str) -> str:
    """Cut the verb off a line such as "Ada Fenwick wrote:" or "Ada Fenwick said…".

    Examples
    --------
    >>> without_says("Ada Fenwick hat gesagt:"), without_says("Ada")
    ('Ada Fenwick', 'Ada')
    """
    words = words.rstrip()
    return (_SAYS if words.endswith(":") else _SAID).sub("", words).strip()
