"""What the readers of forum software share: posts stand one after another, and nothing is nested.

The first post of a topic counts as one of its comments, as forums themselves count. Whom a post
answers is stated by quotations at most, so that the structure is flat.
"""

from abc import ABC, abstractmethod
from typing import ClassVar

from lxml.html import HtmlElement

from probenlp.harvest.comments.area import comment_areas
from probenlp.harvest.comments.assemble import Found, assemble
from probenlp.harvest.comments.markup import Parts, classes, tag_of
from probenlp.harvest.comments.nesting import Marker
from probenlp.harvest.comments.posted import posted_from_element
from probenlp.harvest.comments.render import Rendered, absolute, render, text_of
from probenlp.harvest.comments.surroundings import following_page
from probenlp.harvest.comments.thread import PageLike, Thread
from probenlp.records import Posted
from probenlp.records.vocabulary import PassageStatus


class ForumReader(ABC):
    """Reads one forum software; a subclass names the elements."""

    name: ClassVar[str]
    marker: ClassVar[Marker]
    authors: ClassVar[tuple[str, ...]]
    dates: ClassVar[tuple[str, ...]]
    bodies: ClassVar[tuple[str, ...]]
    permalinks: ClassVar[tuple[str, ...]]
    furniture: ClassVar[frozenset[str]] = frozenset()

    @abstractmethod
    def detect(self, page: PageLike) -> float:
        """Score by the software's own markup."""

    @abstractmethod
    def units(self, tree: HtmlElement) -> list[HtmlElement]:
        """Find the posts."""

    def read(self, page: PageLike) -> Thread:
        """Take the posts of one page of a topic."""
        units = self.units(page.tree)
        chosen = set(units)
        return assemble(
            page,
            system=self.name,
            structure="flat",
            found=[self._read_unit(Parts(unit, chosen), page.url) for unit in units],
            containers=comment_areas(page.tree, units),
            marker=self.marker,
            read_unit=lambda unit: self._read_unit(Parts(unit, {unit}), page.url),
            claimed=self.claimed(page.tree),
            next_pages=following_page(page.tree, page.url),
            read_headings=False,
        )

    def claimed(self, tree: HtmlElement) -> int | None:  # noqa: ARG002
        """Read the count of posts where the software states one; forums have no such heading."""
        return None

    def author(self, parts: Parts) -> tuple[str | None, HtmlElement | None]:
        """Give the name shown, and the link it is."""
        place = parts.first(*self.authors)
        if place is None:
            return None, None
        link = place if tag_of(place) == "a" else place.find(".//a[@href]")
        if link is None and (around := place.getparent()) is not None and tag_of(around) == "a":
            link = around
        return text_of(place) or None, link

    def posted(self, parts: Parts) -> Posted | None:
        """Read the date."""
        return posted_from_element(parts.first(*self.dates))

    def body(self, parts: Parts) -> HtmlElement | None:
        """Find the element that holds the text."""
        return parts.first(*self.bodies)

    def status(self, parts: Parts) -> PassageStatus:  # noqa: ARG002
        """Tell deleted posts; most forums leave no trace of them."""
        return "visible"

    def native_id(self, unit: HtmlElement) -> str | None:
        """Give the post's id as written."""
        return self.marker.native_id(unit.get(self.marker.attribute))

    def _read_unit(self, parts: Parts, url: str | None) -> Found:
        name, link = self.author(parts)
        body = self.body(parts)
        permalink = parts.first(*self.permalinks)
        return Found(
            element=parts.unit,
            native_id=self.native_id(parts.unit),
            author_name=name,
            author_url=absolute(link.get("href"), url) if link is not None else None,
            is_anonymous=False if name else None,
            posted=self.posted(parts),
            permalink=_permalink(permalink, url),
            status=self.status(parts),
            content=render([body], skip=self._is_furniture, base_url=url)
            if body is not None
            else Rendered(""),
        )

    def _is_furniture(self, element: HtmlElement) -> bool:
        return not self.furniture.isdisjoint(classes(element))


def _permalink(place: HtmlElement | None, url: str | None) -> str | None:
    if place is None:
        return None
    link = place if place.get("href") else place.getparent()
    if link is None or not link.get("href"):
        link = place.find(".//a[@href]")
    address = absolute(link.get("href"), url) if link is not None else None
    return address if address and "://" in address else None
