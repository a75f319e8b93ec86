"""Turn elements of a page into text as a browser would show it, with what the markup says of it.

White space collapses outside ``pre``; blocks stand apart by a blank line, list items, table rows
and ``br`` by a newline, table cells by a space. A picture gives text only where it stands for a
character (an emoji or a smiley).
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NamedTuple, cast
from unicodedata import category
from urllib.parse import urljoin

from lxml.html import HtmlElement

from probenlp.harvest.comments.markup import classes, tag_of
from probenlp.harvest.comments.quotes import is_quote, source_of, title_of
from probenlp.records import Link, Region
from probenlp.records.vocabulary import RegionKind

_UNSEEN = frozenset(
    "audio button canvas fieldset form head iframe input link meta noscript object script select "
    "style svg template textarea title video".split()
)
_PARAGRAPHS = frozenset(
    "address article aside blockquote center dd details dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section summary table ul".split()
)
_LINES = frozenset("caption li tbody tfoot thead tr".split())
_SPACE = " \t\n\r\f"  # a no-break space is a character
_COLLAPSE = re.compile(r"[ \t\n\r\f]{2,}|[\t\n\r\f]")
# What urljoin gives back as it is; it takes twenty times as long to do so.
_WHOLE_ADDRESS = re.compile(
    r"https?://[A-Za-z0-9.:-]+(?:/[^\0- ;?#]*+)?(?:\?[^\0- #]++)?(?:#[^\0- ]++)?"
)
_EMOJI_CATEGORIES = frozenset(("So", "Sk", "Mn", "Cf"))  # signs, skin tones, joiners
_SMILEY_CLASSES = frozenset("emoji smilie smiley smilies wp-smiley inlineimg".split())


class Rendered(NamedTuple):
    """Text, with its regions and links; offsets are half-open, in code points of the text."""

    text: str
    regions: tuple[Region, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(slots=True, eq=False)
class _Mark:
    """A stretch whose end is not yet reached; ``start`` is None until a character is written."""

    start: int | None = None


@dataclass(slots=True)
class _Writer:
    """Holds back white space until it is known that text follows, so that stretches end tight."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    breaks: int = 0
    space: bool = False
    open: list[_Mark] = field(default_factory=list)

    def write(self, text: str) -> None:
        if not text:
            return
        words = _COLLAPSE.sub(" ", text).strip(_SPACE)
        self.space = self.space or text[0] in _SPACE
        if words:
            self._put(words)
            self.space = text[-1] in _SPACE

    def write_verbatim(self, text: str) -> None:
        """Put text of a ``pre`` as it is; a line end at its border counts as a break."""
        body = text.strip("\n")
        if not body.strip():
            self.break_line()
            return
        if text.startswith("\n"):
            self.break_line()
        self._put(body)
        if text.endswith("\n"):
            self.break_line()

    def break_line(self) -> None:
        self.breaks = min(2, self.breaks + 1)

    def break_block(self, lines: int) -> None:
        self.breaks = max(self.breaks, lines)

    def start(self) -> _Mark:
        mark = _Mark()
        self.open.append(mark)
        return mark

    def end(self, mark: _Mark) -> tuple[int, int] | None:
        self.open.remove(mark)
        return None if mark.start is None else (mark.start, self.length)

    def _put(self, words: str) -> None:
        if self.pieces:
            between = "\n" * self.breaks if self.breaks else " " if self.space else ""
            self.pieces.append(between)
            self.length += len(between)
        self.breaks, self.space = 0, False
        for mark in self.open:
            if mark.start is None:
                mark.start = self.length
        self.pieces.append(words)
        self.length += len(words)


def nothing(_: HtmlElement) -> bool:
    """Leave nothing out."""
    return False


def _region_kind(element: HtmlElement, tag: str) -> RegionKind | None:
    if is_quote(element):
        return "blockquote"
    if tag == "li":
        return "list_item"
    return "heading" if len(tag) == 2 and tag[0] == "h" and tag[1] in "123456" else None


def _picture_text(element: HtmlElement) -> str:
    """Give the character a picture stands for; any other picture has no words of the writer."""
    alt = (element.get("alt") or "").strip()
    if not alt or len(alt) > 40:
        return ""
    is_smiley = not _SMILEY_CLASSES.isdisjoint(classes(element)) or "/smil" in element.get(
        "src", ""
    )
    is_emoji = all(category(char) in _EMOJI_CATEGORIES for char in alt)
    return alt if is_smiley or is_emoji else ""


def render(
    roots: Iterable[HtmlElement],
    *,
    skip: Callable[[HtmlElement], bool] = nothing,
    base_url: str | None = None,
) -> Rendered:
    r"""Render elements one after another, each a block.

    Parameters
    ----------
    roots : iterable of lxml.html.HtmlElement
        Their tails (text that follows them) are not theirs.
    skip : callable
        Elements for which it is true are left out with all they hold; never asked of a root.
    base_url : str or None
        Links are made absolute against it.

    Returns
    -------
    Rendered
        Blank at both ends trimmed, never more than one blank line in a row outside ``pre``.

    Examples
    --------
    >>> from lxml.html import fromstring
    >>> body = fromstring("<div><blockquote>Caseloads fell.</blockquote>Not  here,<br>no.</div>")
    >>> render([body]).text
    'Caseloads fell.\n\nNot here,\nno.'
    >>> render([body]).regions
    (Region(start=0, end=15, kind='blockquote', source_name=None),)
    """
    writer = _Writer()
    walk = _Walk(writer, skip, base_url)
    for root in roots:
        writer.break_block(2)
        walk.run(root)
        writer.break_block(2)
    regions = sorted(walk.regions, key=lambda region: (region.start, -region.end))
    return Rendered("".join(writer.pieces), tuple(regions), tuple(walk.links))


@dataclass(slots=True)
class _Walk:
    """One pass over a root, without recursion: hostile pages nest deeper than Python's stack."""

    writer: _Writer
    skip: Callable[[HtmlElement], bool]
    base_url: str | None
    regions: list[Region] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    titles: set[HtmlElement] = field(default_factory=set)
    in_pre: int = 0

    def run(self, root: HtmlElement) -> None:
        stack: list[tuple[HtmlElement, list[tuple[str, _Mark]] | None]] = [(root, None)]
        while stack:
            element, marks = stack.pop()
            if marks is not None:
                self._close(element, marks)
            elif element is root or self._is_wanted(element):
                stack.append((element, self._open(element, is_root=element is root)))
                self._write(element.text)
                stack.extend((child, None) for child in reversed(element))
                continue
            if element is not root:
                self._write(element.tail)

    def _is_wanted(self, element: HtmlElement) -> bool:
        tag = tag_of(element)
        if not tag or tag in _UNSEEN or element in self.titles:
            return False
        return not self.skip(element)

    def _write(self, text: str | None) -> None:
        if text:
            (self.writer.write_verbatim if self.in_pre else self.writer.write)(text)

    def _open(self, element: HtmlElement, *, is_root: bool) -> list[tuple[str, _Mark]]:
        tag, writer = tag_of(element), self.writer
        if tag == "br":
            writer.break_line()
        elif tag == "img":
            writer.write(_picture_text(element))
        elif tag in ("td", "th"):
            writer.space = True
        elif tag == "pre":
            self.in_pre += 1
        writer.break_block(_block_lines(tag))
        if is_root:
            return []
        kind = _region_kind(element, tag)
        if kind == "blockquote" and (title := title_of(element)) is not None:
            self.titles.add(title)
        marks: list[tuple[str, _Mark]] = [(kind, writer.start())] if kind else []
        if tag == "a" and element.get("href"):
            marks.append(("link", writer.start()))
        return marks

    def _close(self, element: HtmlElement, marks: list[tuple[str, _Mark]]) -> None:
        tag = tag_of(element)
        for kind, mark in marks:
            stretch = self.writer.end(mark)
            if kind == "link":
                self._add_link(element, stretch)
            elif stretch:
                self._add_region(element, kind, *stretch)
        self.writer.break_block(_block_lines(tag))
        self.in_pre -= tag == "pre"

    def _add_link(self, element: HtmlElement, stretch: tuple[int, int] | None) -> None:
        if url := absolute(element.get("href"), self.base_url):
            start, end = stretch or (None, None)
            self.links.append(Link(url=url, start=start, end=end))

    def _add_region(self, element: HtmlElement, kind: str, start: int, end: int) -> None:
        source = source_of(element, title_of(element)) if kind == "blockquote" else None
        last = self.regions[-1] if self.regions else None
        # Forum software wraps one quotation in several elements: a div, then a blockquote.
        if last and (last.start, last.end, last.kind) == (start, end, kind):
            self.regions.pop()
            source = source or last.source_name
        self.regions.append(
            Region(start=start, end=end, kind=cast("RegionKind", kind), source_name=source)
        )


def _block_lines(tag: str) -> int:
    return 2 if tag in _PARAGRAPHS else 1 if tag in _LINES else 0


def absolute(href: str | None, base_url: str | None) -> str | None:
    """Make an address absolute where the page's own is known; None for scripts and nonsense."""
    href = (href or "").strip()
    if not href or href.lower().startswith(("javascript:", "data:", "vbscript:")):
        return None
    if not base_url or (_WHOLE_ADDRESS.fullmatch(href) and _WHOLE_ADDRESS.fullmatch(base_url)):
        return href
    try:
        return urljoin(base_url, href)
    except ValueError:  # "http://[forum/" typed as a link
        return None


def text_of(element: HtmlElement, skip: Callable[[HtmlElement], bool] = nothing) -> str:
    """Give an element's words on one line: for names, dates and headings."""
    if not len(element) and element.tag != "img":
        return " ".join((element.text or "").split())
    return " ".join(render([element], skip=skip).text.split())
