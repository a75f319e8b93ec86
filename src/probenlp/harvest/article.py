"""The article of a page: Trafilatura takes it out, its markup becomes regions and links."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement
from trafilatura import bare_extraction

from probenlp.harvest.plain_text import is_notes_heading
from probenlp.records import Link, Region
from probenlp.records.vocabulary import RegionKind

_BLOCKS = frozenset(
    {"p", "head", "item", "quote", "list", "row", "table", "body", "div", "code", "main"}
)
_REGIONS: dict[str, RegionKind] = {
    "head": "heading", "quote": "blockquote", "item": "list_item", "table": "table",
}  # fmt: skip
_SEVERAL = re.compile(r"[ \t\n]+")
_MANY_ELEMENTS = 50_000  # Trafilatura's second opinion takes quadratic time in the paragraphs
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
    extracted = bare_extraction(
        tree,
        url=url,
        include_comments=False,
        include_links=True,
        with_metadata=False,
        fast=sum(1 for _ in tree.iter()) > _MANY_ELEMENTS,
    )
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
        text, places = _collapse(raw) if links else (_collapsed(raw), [])
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
        self.links += _placed_links(links, places, start, text)


def _placed_links(
    links: list[tuple[str, int, int]], places: list[int], base: int, text: str
) -> Iterator[Link]:
    for url, start, end in links:
        if not url:
            continue
        words = text[places[min(start, len(places) - 1)] : places[min(end, len(places) - 1)]]
        first = places[min(start, len(places) - 1)] + len(words) - len(words.lstrip())
        last = first + len(words.strip())
        yield Link(url=url, start=base + first, end=base + last) if first < last else Link(url=url)


def _blanks(text: str | None) -> str:
    return re.sub(r"[ \t\r\f\v\n]+", " ", text) if text else ""


def _collapsed(raw: str) -> str:
    return _SEVERAL.sub(lambda blanks: max(blanks[0], key=" \t\n".index), raw.strip(" \n\t"))


def _collapse(raw: str) -> tuple[str, list[int]]:
    """Make one blank of several, none beside a line break; and say where each character went."""
    out: list[str] = []
    places: list[int] = []
    for sign in raw:
        if sign in " \n\t":
            if out and out[-1] in " \n\t":
                out[-1] = max(out[-1], sign, key=" \t\n".index)
            elif out:
                out.append(sign)
            places.append(len(out))
        else:
            places.append(len(out))
            out.append(sign)
    while out and out[-1] in " \n\t":
        out.pop()
    places.append(len(out))
    return "".join(out), places
