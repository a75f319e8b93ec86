"""vBulletin 3, 4 and 5: the text in ``#post_message_<N>``, the frame different in each.

Version 3 writes a table ``#post<N>``, version 4 ``li#post_<N>``, version 5 ``li.b-post`` with
``data-node-id``.
"""

import re
from typing import ClassVar

from lxml.html import HtmlElement

from probenlp.harvest.comments.forum import ForumReader
from probenlp.harvest.comments.markup import Parts, classes, tag_of
from probenlp.harvest.comments.nesting import Marker
from probenlp.harvest.comments.posted import posted_from_element, shows_moment
from probenlp.harvest.comments.render import text_of
from probenlp.harvest.comments.thread import PageLike
from probenlp.records import Posted

_ID = re.compile(r"(post_?\d+)")


class VBulletin(ForumReader):
    """Reads topics of vBulletin."""

    name: ClassVar[str] = "vbulletin"
    marker: ClassVar[Marker] = Marker("table|li|div", r"(post_?\d+)")
    authors: ClassVar[tuple[str, ...]] = (
        ".bigusername", "a.username", ".username_container", ".author", ".username",
    )  # fmt: skip
    dates: ClassVar[tuple[str, ...]] = (
        "time", ".postdate", ".b-post__timestamp", "td.thead", ".date",
    )  # fmt: skip
    bodies: ClassVar[tuple[str, ...]] = (
        ".postcontent", ".js-post__content-text", ".b-post__content", ".postbody",
    )  # fmt: skip
    permalinks: ClassVar[tuple[str, ...]] = ("a.postcounter", "a.b-post__count")
    furniture: ClassVar[frozenset[str]] = frozenset(
        "signature signaturecontainer lastedited after_content b-post-control".split()
    )

    def detect(self, page: PageLike) -> float:
        """Score by the ids of the texts and the generator."""
        if not any(
            sign in page.source_text for sign in ("post_message_", "b-post")
        ) or not self.units(page.tree):
            return 0.0
        generator = page.tree.xpath("/descendant::meta[@name='generator']/@content")
        return 0.96 if any("vBulletin" in value for value in generator) else 0.85

    def units(self, tree: HtmlElement) -> list[HtmlElement]:
        """Find the posts: the frames that hold a text of a post."""
        frames = tree.xpath(
            "/descendant::*[self::table or self::li or self::div][starts-with(@id, 'post')]"
        )
        return [
            frame
            for frame in frames
            if _ID.fullmatch(frame.get("id")) and _text_of_post(frame) is not None
        ] or [
            frame
            for frame in tree.xpath("/descendant::li[@data-node-id]")
            if "b-post" in classes(frame)
        ]

    def native_id(self, unit: HtmlElement) -> str | None:
        """Give the id of the frame, or the number of the node in version 5."""
        return super().native_id(unit) or unit.get("data-node-id")

    def body(self, parts: Parts) -> HtmlElement | None:
        """Find the text: version 4 writes it into a ``blockquote`` that quotes nobody."""
        text = _text_of_post(parts.unit)
        inner = parts.first(*self.bodies)
        return (
            inner
            if inner is not None and inner.tag == "blockquote"
            else (text if text is not None else inner)
        )

    def posted(self, parts: Parts) -> Posted | None:
        """Read the date; in version 3 it is the first cell of the head with a figure."""
        for selector in self.dates:
            for place in parts.all(selector):
                posted = posted_from_element(place, skip=_is_icon)
                if posted and (posted.utc or any(c.isdigit() for c in posted.raw or "")):
                    return posted
        text = _text_of_post(parts.unit)
        written = set(text.iter()) if text is not None else set()
        for place in parts.all_elements():  # styles that put the date into a cell of no name
            if place not in written and shows_moment(place):
                return posted_from_element(place)
        return None

    def author(self, parts: Parts) -> tuple[str | None, HtmlElement | None]:
        """Give the name shown."""
        place = parts.first(*self.authors)
        if place is None:
            return None, None
        inner = place.find(".//strong")
        link = place if place.tag == "a" else place.find(".//a[@href]")
        return text_of(inner if inner is not None else place) or None, link


def _is_icon(element: HtmlElement) -> bool:
    """Version 3 puts a picture before the date, whose words are "Old" or "Unread"."""
    return tag_of(element) == "img"


def _text_of_post(frame: HtmlElement) -> HtmlElement | None:
    found = frame.xpath("descendant::*[starts-with(@id, 'post_message_')]")
    return found[0] if found else None
