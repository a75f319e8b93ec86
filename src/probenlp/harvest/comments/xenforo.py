"""XenForo 1 and 2: ``.message`` with ``data-author`` and an id ``post-<N>`` or ``js-post-<N>``."""

from typing import ClassVar

from lxml.html import HtmlElement

from probenlp.harvest.comments.forum import ForumReader
from probenlp.harvest.comments.markup import Parts, classes, with_class
from probenlp.harvest.comments.nesting import Marker
from probenlp.harvest.comments.posted import posted_from_element, posted_from_epoch
from probenlp.harvest.comments.render import text_of
from probenlp.harvest.comments.thread import PageLike
from probenlp.records import Posted
from probenlp.records.vocabulary import PassageStatus


class XenForo(ForumReader):
    """Reads topics of XenForo."""

    name: ClassVar[str] = "xenforo"
    marker: ClassVar[Marker] = Marker("article|li|div", r"((?:js-)?post-\d+)")
    authors: ClassVar[tuple[str, ...]] = (".username", ".message-name")
    dates: ClassVar[tuple[str, ...]] = ("time.u-dt", "time", "abbr.DateTime", "span.DateTime")
    bodies: ClassVar[tuple[str, ...]] = (".bbWrapper", ".messageText", ".message-body")
    permalinks: ClassVar[tuple[str, ...]] = ("a.datePermalink", "a.hashPermalink", "time.u-dt")
    furniture: ClassVar[frozenset[str]] = frozenset(
        (
            "bbCodeBlock-expandLink",
            "quoteExpand",
            "messageTextEndMarker",
            "message-signature",
            "bbCodeBlock-shrinkLink",
        )
    )

    def detect(self, page: PageLike) -> float:
        """Score by the posts, and by the id that XenForo gives the page."""
        if "post-" not in page.source_text or not self.units(page.tree):
            return 0.0
        is_marked = page.tree.get("id") in ("XF", "XenForo") or with_class(
            page.tree, "bbWrapper", "messageText"
        )
        return 0.96 if is_marked else 0.6

    def units(self, tree: HtmlElement) -> list[HtmlElement]:
        """Find the posts; the first post of a forum's preview widget has no id."""
        return [
            unit
            for unit in with_class(tree, "message")
            if "message" in classes(unit) and self.native_id(unit)
        ]

    def posted(self, parts: Parts) -> Posted | None:
        """Read the date; XenForo 1 states seconds since 1970 for recent posts."""
        place = parts.first(*self.dates)
        if place is not None and place.get("data-time") and not place.get("datetime"):
            return posted_from_epoch(place.get("data-time"), text_of(place))
        return posted_from_element(place)

    def status(self, parts: Parts) -> PassageStatus:
        """Tell deleted posts, whose frame stays."""
        gone = {"message--deleted", "deleted", "message--removed"}
        return "deleted" if not gone.isdisjoint(classes(parts.unit)) else "visible"
