"""FluxBB and PunBB: ``div.blockpost#p<N>``, its head a dated link, the text in ``.postmsg``."""

import re
from typing import ClassVar

from lxml.html import HtmlElement

from probenlp.harvest.comments.forum import ForumReader
from probenlp.harvest.comments.markup import Parts, classes
from probenlp.harvest.comments.nesting import Marker
from probenlp.harvest.comments.render import text_of
from probenlp.harvest.comments.thread import PageLike
from probenlp.records import Posted

_ID = re.compile(r"p\d+")


class FluxBB(ForumReader):
    """Reads topics of FluxBB and its kin."""

    name: ClassVar[str] = "fluxbb"
    marker: ClassVar[Marker] = Marker("div", r"(p\d+)")
    authors: ClassVar[tuple[str, ...]] = (".post-byline", "strong")
    dates: ClassVar[tuple[str, ...]] = ()
    bodies: ClassVar[tuple[str, ...]] = (".postmsg", ".entry-content")
    permalinks: ClassVar[tuple[str, ...]] = ()
    furniture: ClassVar[frozenset[str]] = frozenset(("postedit", "postsignature", "sig-content"))

    def detect(self, page: PageLike) -> float:
        """Score by the posts and the id that names the software."""
        if "blockpost" not in page.source_text or not self.units(page.tree):
            return 0.0
        return 0.96 if page.tree.xpath("//div[@id='punwrap' or @id='punviewtopic']") else 0.85

    def units(self, tree: HtmlElement) -> list[HtmlElement]:
        """Find the posts."""
        return [
            unit
            for unit in tree.xpath("//div[starts-with(@id, 'p')]")
            if _ID.fullmatch(unit.get("id")) and "blockpost" in classes(unit)
        ]

    def author(self, parts: Parts) -> tuple[str | None, HtmlElement | None]:
        """Give the first name in bold: the head of the left column."""
        place = parts.first("strong")
        if place is None:
            return None, None
        return text_of(place) or None, place.find(".//a[@href]")

    def posted(self, parts: Parts) -> Posted | None:
        """Read the date from the link to the post."""
        link = _dated_link(parts)
        return Posted(raw=text_of(link), source="text") if link is not None else None


def _dated_link(parts: Parts) -> HtmlElement | None:
    own = f"#{parts.unit.get('id')}"
    for link in parts.all("a"):
        if (link.get("href") or "").endswith(own) and any(c.isdigit() for c in text_of(link)):
            return link
    return None
