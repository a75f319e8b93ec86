"""The article of a page: Trafilatura takes it out, its markup becomes regions and links."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass, field
from itertools import accumulate
from typing import cast

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Extractor

from probenlp.harvest.plain_text import is_notes_heading
from probenlp.records import Link, Region
from probenlp.records.vocabulary import RegionKind

_BLOCKS = frozenset(
    {"p", "head", "item", "quote", "list", "row", "table", "body", "div", "code", "main"}
)
_REGIONS: dict[str, RegionKind] = {
    "head": "heading", "quote": "blockquote", "item": "list_item", "table": "table",
}  # fmt: skip
# Most blanks are single and stay as they are: only the others are looked for.
_SEVERAL = re.compile(r"[ \t\n]{2,}")
_NO_SPACE = re.compile(r"[ \t\r\f\v\n]{2,}|[\t\r\f\v\n]")
_MANY_ELEMENTS = 50_000  # Trafilatura's second opinion takes quadratic time in the paragraphs
# Made once: it takes Trafilatura longer to read its settings than to read a short paragraph. As
# "txt", since as "python" it would write the text that is written here out a second time.
_OPTIONS = Extractor(output_format="txt", comments=False, links=True, with_metadata=False)
_COUNT = etree.XPath(
    "count(descendant-or-self::*) + count(descendant::comment())"
    " + count(descendant::processing-instruction())"
)
# What a page says to its reader and not of its subject; only as a paragraph of its own.
_BOILERPLATE = re.compile(
    r"(?:leave a (?:reply|comment)|post a comment|add a comment|tweet"
    r"|share(?: this)?(?: (?:page|post|article|story))?|share on \w+(?: \w+)?"
    r"|click to (?:share|email|print)\b.{0,60}|subscribe(?: (?:now|to|here)\b.{0,60})?"
    r"|sign up (?:to|for) (?:our|the) .{0,40}newsletter.{0,40}|follow us(?: on .{0,40})?|like this"
    r"|loading|print this page|related (?:posts?|articles?|stories|content)|you may also like"
    r"|recommended(?: for you)?|advertisement|email this\s?blogthis.{0,100}|newer post|older post"
    r"|home"
    r"|read more|posted (?:by .{0,60}|in .{0,60})|(?:labels|filed under|tagged(?: with)?):.{0,200})"
    r"\s*[:.…!]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Article:
    """The text of an article and what its markup says.

    Attributes
    ----------
    text : str
        Paragraphs apart by a blank line; items and table rows under each other.
    boilerplate : tuple of str
        Paragraphs that were taken for the page's own words to its reader.
    """

    text: str = ""
    regions: tuple[Region, ...] = ()
    links: tuple[Link, ...] = ()
    boilerplate: tuple[str, ...] = ()


def extract_article(tree: HtmlElement, url: str | None, titles: Sequence[str] = ()) -> Article:
    """Take the article out of a page.

    Parameters
    ----------
    tree : lxml.html.HtmlElement
        Without its comments: what is in it may get into the article.
    url : str or None
        For links.
    titles : sequence of str
        A first heading that is one of them is the title and left out.

    Returns
    -------
    Article
        Empty where the page has none.
    """
    # Metadata are read elsewhere: Trafilatura's cost as much again, and its dates depend on today.
    options = copy(_OPTIONS)
    options.url = options.source = url
    options.fast = cast("float", _COUNT(tree)) > _MANY_ELEMENTS
    extracted = bare_extraction(tree, options=options)
    body = getattr(extracted, "body", None)
    if body is None:
        return Article()
    return _ArticleScan({_plain(title) for title in titles}).read(body)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


@dataclass(slots=True)
class _ArticleScan:
    """Writes the elements of Trafilatura's body out as text; no recursion, pages nest deep."""

    titles: set[str]
    parts: list[str] = field(default_factory=list)
    length: int = 0
    pending: list[str] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    open_regions: list[tuple[str, int]] = field(default_factory=list)
    open_links: list[tuple[str, int]] = field(default_factory=list)
    waiting_links: list[tuple[str, int, int]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  # of the paragraphs written
    gathered: int = 0  # characters pending
    notes_start: int | None = None
    close: bool = False

    def read(self, body: HtmlElement) -> Article:
        for event, element in etree.iterwalk(body, events=("start", "end")):
            tag = element.tag if isinstance(element.tag, str) else ""
            if event == "start":
                self._open(tag, element)
            else:
                self._shut(tag, element)
        self._flush()
        text = "".join(self.parts)
        if self.notes_start is not None:
            self.regions.append(Region(start=self.notes_start, end=len(text), kind="notes"))
        regions = sorted(
            set(self.regions), key=lambda region: (region.start, -region.end, region.kind)
        )
        return Article(text, tuple(regions), tuple(self.links), tuple(self.left_out))

    def _open(self, tag: str, element: HtmlElement) -> None:
        if tag in _BLOCKS:
            self._flush()
            if tag in _REGIONS:
                self.open_regions.append((tag, self.length))
        elif tag == "lb":
            self._gather("\n")
        elif tag == "cell":
            self._gather("\t")
        elif tag == "ref":
            self.open_links.append((element.get("target") or "", self.gathered))
        if tag:
            self._gather(_blanks(element.text))

    def _shut(self, tag: str, element: HtmlElement) -> None:
        if tag in _BLOCKS:
            self._flush()
            if tag in _REGIONS and self.open_regions:
                self._close_region(*self.open_regions.pop())
        elif tag == "ref" and self.open_links:
            url, start = self.open_links.pop()
            self.waiting_links.append((url, start, self.gathered))
        self._gather(_blanks(element.tail))

    def _gather(self, text: str) -> None:
        self.pending.append(text)
        self.gathered += len(text)

    def _close_region(self, name: str, opened: int) -> None:
        """Put a region round what was written since it opened, without the blank line before."""
        first = bisect_left(self.starts, opened)
        if first < len(self.starts):
            self.regions.append(
                Region(start=self.starts[first], end=self.length, kind=_REGIONS[name])
            )

    def _flush(self) -> None:
        """Write the text gathered as a paragraph."""
        raw = "".join(self.pending)
        self.pending.clear()
        self.gathered = 0
        links, self.waiting_links = self.waiting_links, []
        text = _collapsed(raw)
        if not text:
            return
        if not self.parts and _plain(text) in self.titles:
            return
        if _BOILERPLATE.fullmatch(text):
            self.left_out.append(text)
            return
        inside = any(name in ("item", "table") for name, _ in self.open_regions)
        separator = "" if not self.parts else "\n" if inside and self.close else "\n\n"
        self.close = inside
        start = self.length + len(separator)
        self.starts.append(start)
        self.parts += [separator, text] if separator else [text]
        self.length = start + len(text)
        if self.notes_start is None and start and is_notes_heading(text):
            self.notes_start = start
        if links:
            self.links += _placed_links(links, raw, start, text)


def _placed_links(
    links: list[tuple[str, int, int]], raw: str, base: int, text: str
) -> Iterator[Link]:
    place_of = _places(raw)
    for url, start, end in links:
        if not url:
            continue
        first = place_of(start)
        words = text[first : place_of(end)]
        first += len(words) - len(words.lstrip())
        last = first + len(words.strip())
        yield Link(url=url, start=base + first, end=base + last) if first < last else Link(url=url)


def _blanks(text: str | None) -> str:
    return _NO_SPACE.sub(" ", text) if text else ""


def _collapsed(raw: str) -> str:
    """Make one blank of several, a line break where there is one among them."""
    return _SEVERAL.sub(lambda blanks: max(blanks[0], key=" \t\n".index), raw.strip(" \n\t"))


def _places(raw: str) -> Callable[[int], int]:
    """Tell where a character of a text went when it was collapsed; a blank: what it stands before.

    Found run by run of blanks and asked for by bisection: a paragraph may be all links.
    """
    stripped = raw.strip(" \n\t")
    lead = len(raw) - len(raw.lstrip(" \n\t"))
    runs = [found.span() for found in _SEVERAL.finditer(stripped)]
    ends = [end for _, end in runs]
    removed = [0, *accumulate(end - start - 1 for start, end in runs)]

    def place_of(position: int) -> int:
        at = min(max(position - lead, 0), len(stripped))
        run = bisect_right(ends, at)
        if run < len(runs) and runs[run][0] <= at:
            return ends[run] - removed[run + 1]
        is_blank = stripped[at : at + 1] in (" ", "\n", "\t")
        return at + is_blank - removed[run]

    return place_of
