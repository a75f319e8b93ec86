"""Discourse: the pages it serves to crawlers, and topics saved from a browser.

For crawlers each post is ``div.crawler-post#post_<N>`` with schema.org properties; in a browser
``article#post_<N>`` with the text in ``.cooked``; under a blog's post, in the frame that embeds the
topic, ``article.post#post-<N>``. All write the same body.
"""

from typing import ClassVar

from lxml.html import HtmlElement

from probenlp.harvest.comments.forum import ForumReader
from probenlp.harvest.comments.markup import Parts, classes, tag_of, with_id
from probenlp.harvest.comments.nesting import Marker
from probenlp.harvest.comments.posted import posted_from_element, posted_from_epoch
from probenlp.harvest.comments.render import text_of
from probenlp.harvest.comments.thread import PageLike
from probenlp.records import Posted
from probenlp.records.vocabulary import PassageStatus


class Discourse(ForumReader):
    """Reads topics of Discourse."""

    name: ClassVar[str] = "discourse"
    marker: ClassVar[Marker] = Marker("div|article", r"(post[_-]\d+)")
    authors: ClassVar[tuple[str, ...]] = ("@name", ".username", ".full-name", ".creator")
    dates: ClassVar[tuple[str, ...]] = ("time.post-time", "time", ".relative-date", "a.post-date")
    bodies: ClassVar[tuple[str, ...]] = ("div.post", ".cooked", "@text", "@articleBody")
    permalinks: ClassVar[tuple[str, ...]] = ("a.post-date",)
    furniture: ClassVar[frozenset[str]] = frozenset(
        "quote-controls meta lightbox-wrapper cooked-selection-barrier codeblock-button-wrapper "
        "post-likes".split()
    )

    def detect(self, page: PageLike) -> float:
        """Score by the posts and the generator that the page names."""
        if "post" not in page.source_text or not self.units(page.tree):
            return 0.0
        generator = page.tree.xpath("/descendant::meta[@name='generator']/@content")
        is_named = any(value.startswith("Discourse") for value in generator)
        is_marked = page.tree.xpath(
            "/descendant::*[contains(@class, 'crawler-post') or @class='cooked']"
        )
        return 0.96 if is_named or is_marked else 0.5

    def units(self, tree: HtmlElement) -> list[HtmlElement]:
        """Find the posts."""
        return [
            unit
            for unit in with_id(tree, "post")
            if tag_of(unit) in ("div", "article")
            and self.native_id(unit)
            and (
                {"crawler-post", "topic-post", "topic-body"} & set(classes(unit))
                or (unit.tag == "article" and _is_of_discourse(unit))
                or unit.get("itemprop") == "comment"
            )
        ]

    def posted(self, parts: Parts) -> Posted | None:
        """Read the date; in a browser it is milliseconds since 1970."""
        place = parts.first(*self.dates)
        if place is not None and (millis := (place.get("data-time") or "")).isdecimal():
            return posted_from_epoch(millis[:-3], text_of(place))
        return posted_from_element(place)

    def status(self, parts: Parts) -> PassageStatus:
        """Tell deleted and hidden posts."""
        names = classes(parts.unit)
        if "deleted" in names or parts.has(".user-deleted"):
            return "deleted"
        return "hidden" if parts.has(".post-hidden") else "visible"


def _is_of_discourse(unit: HtmlElement) -> bool:
    """Tell a post from a blog's article, which WordPress names ``article#post-<N>``."""
    if (unit.get("id") or "").startswith("post_"):
        return True
    return any("cooked" in classes(inner) for inner in unit.iter("div"))
