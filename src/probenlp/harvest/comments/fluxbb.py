"""FluxBB and PunBB: ``div.blockpost#p<N>``, its head a dated link, the text in ``.postmsg``.

PunBB 1.3 and 1.4 put the id on the head, ``div.posthead#p<N>`` in ``div.post``, and write the text
into ``.entry-content``.
"""

import re
from typing import ClassVar

from lxml.html import HtmlElement

from probenlp.harvest.comments.forum import ForumReader
from probenlp.harvest.comments.markup import Parts, classes, tag_of, with_id
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
        source = page.source_text
        if ("blockpost" not in source and "posthead" not in source) or not self.units(page.tree):
            return 0.0
        frame = "/descendant::*[@id='punwrap' or @id='punviewtopic' or @id='brd-viewtopic']"
        return 0.96 if page.tree.xpath(frame) else 0.85

    def units(self, tree: HtmlElement) -> list[HtmlElement]:
        """Find the posts."""
        named = [e for e in with_id(tree, "p") if tag_of(e) == "div" and _ID.fullmatch(e.get("id"))]
        heads = [head.getparent() for head in named if "posthead" in classes(head)]
        return [unit for unit in named if "blockpost" in classes(unit)] or [
            unit for unit in heads if unit is not None and "post" in classes(unit)
        ]

    def native_id(self, unit: HtmlElement) -> str | None:
        """Give the id of the post or of its head."""
        return super().native_id(unit) or next(
            (
                own
                for head in unit.iterchildren("div")
                if (own := super(FluxBB, self).native_id(head))
            ),
            None,
        )

    def author(self, parts: Parts) -> tuple[str | None, HtmlElement | None]:
        """Give the first name in bold: the head of the left column."""
        place = parts.first("li.username", ".postleft", "strong")
        if place is not None and "postleft" in classes(place):
            place = place.find(".//strong")
        if place is None:
            return None, None
        return text_of(place) or None, place.find(".//a[@href]")

    def posted(self, parts: Parts) -> Posted | None:
        """Read the date from the link to the post."""
        link = _dated_link(parts, self.native_id(parts.unit))
        return Posted(raw=text_of(link), source="text") if link is not None else None


def _dated_link(parts: Parts, native_id: str | None) -> HtmlElement | None:
    own = f"#{native_id}"
    for link in parts.all("a"):
        if (link.get("href") or "").endswith(own) and any(c.isdigit() for c in text_of(link)):
            return link
    return None
