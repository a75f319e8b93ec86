"""phpBB 3: ``div.post#p<N>`` with the line "by Name » date" and the text in ``.content``."""

import re
from typing import ClassVar

from lxml.html import HtmlElement

from probenlp.harvest.comments.forum import ForumReader
from probenlp.harvest.comments.markup import Parts, classes
from probenlp.harvest.comments.nesting import Marker
from probenlp.harvest.comments.posted import posted_from_element
from probenlp.harvest.comments.render import text_of
from probenlp.harvest.comments.surroundings import read_count
from probenlp.harvest.comments.thread import PageLike
from probenlp.records import Posted

_ID = re.compile(r"p\d+")


class PhpBB(ForumReader):
    """Reads topics of phpBB."""

    name: ClassVar[str] = "phpbb"
    marker: ClassVar[Marker] = Marker("div", r"(p\d+)")
    authors: ClassVar[tuple[str, ...]] = (".username-coloured", ".username")
    dates: ClassVar[tuple[str, ...]] = ("time",)
    bodies: ClassVar[tuple[str, ...]] = (".content",)
    permalinks: ClassVar[tuple[str, ...]] = ()
    furniture: ClassVar[frozenset[str]] = frozenset(
        "signature notice attachbox postlink-hidden post-buttons profile-icons author".split()
    )

    def detect(self, page: PageLike) -> float:
        """Score by the posts and the id that phpBB gives the body."""
        if "postbody" not in page.source_text or not self.units(page.tree):
            return 0.0
        return (
            0.95
            if page.tree.xpath("/descendant::body[@id='phpbb'] | /descendant::div[@id='page-body']")
            else 0.8
        )

    def units(self, tree: HtmlElement) -> list[HtmlElement]:
        """Find the posts."""
        return [
            unit
            for unit in tree.xpath(
                "/descendant::div[starts-with(@id, 'p')]"
                "[descendant::*[starts-with(@class, 'postbody')]][descendant::*[@class='content']]"
            )
            if _ID.fullmatch(unit.get("id")) and "post" in classes(unit)
        ]

    def claimed(self, tree: HtmlElement) -> int | None:
        """Read "12 posts" beside the page numbers."""
        for place in tree.xpath(
            "/descendant::div[contains(concat(' ', normalize-space(@class), ' '), ' pagination ')]"
        ):
            if (count := read_count((place.text or "").strip() or text_of(place))) is not None:
                return count
        return None

    def author(self, parts: Parts) -> tuple[str | None, HtmlElement | None]:
        """Give the name; before version 3.1 the bold one in the line "by Name » date"."""
        if parts.has(".username-coloured", ".username"):
            return super().author(parts)
        line = parts.first("p.author")
        place = line.find(".//strong") if line is not None else None
        if place is None:
            return None, None
        return text_of(place) or None, place.find(".//a[@href]")

    def posted(self, parts: Parts) -> Posted | None:
        """Read the date: a ``time`` since version 3.3, before it what stands after the "»"."""
        if parts.has("time"):
            return posted_from_element(parts.first("time"))
        line = parts.first("p.author")
        shown = text_of(line).rpartition("»")[2].strip() if line is not None else ""
        return Posted(raw=shown, source="text") if any(c.isdigit() for c in shown) else None
