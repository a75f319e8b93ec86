"""Comments marked up with schema.org, whatever wrote them: microdata or RDFa, else JSON-LD.

Types ``Comment``, ``UserComments`` and ``Answer``; the properties are those of the vocabulary
(https://schema.org/Comment) and of its older ``UserComments``.
"""

import re

from lxml.html import HtmlElement

from probenlp.harvest.comments.area import comment_areas
from probenlp.harvest.comments.assemble import Found, assemble
from probenlp.harvest.comments.markup import Parts, is_in_widget, nearest
from probenlp.harvest.comments.nesting import Marker
from probenlp.harvest.comments.posted import posted_from_element
from probenlp.harvest.comments.render import Rendered, absolute, render, text_of
from probenlp.harvest.comments.schema_org_data import read_stated, stated_comments
from probenlp.harvest.comments.thread import PageLike, Thread

_TYPE = re.compile(r"schema\.org/(?:Comment|UserComments|Answer)$")
_MARKER = Marker("div|li|article|section", r"([\w.:-]*?\d[\w.:-]*)")
_RDFA_TYPE = re.compile(r"(?:schema:|https?://schema\.org/)?(?:Comment|UserComments|Answer)")


def _stated_as(*names: str) -> tuple[str, ...]:
    """Give the selectors of properties: microdata first, then RDFa, with a prefix and without."""
    return tuple(f"{mark}{name}" for name in names for mark in ("@", "%", "%schema:"))


_AUTHORS = _stated_as("author", "creator")
_NAMES = _stated_as("name")
_DATES = (*_stated_as("datePublished", "dateCreated", "commentTime"), "time")
_BODIES = _stated_as("text", "commentText", "description", "reviewBody", "articleBody")
_LINKS = _stated_as("url", "discussionUrl")


class SchemaOrg:
    """Reads threads of any system that states schema.org's vocabulary."""

    name = "schema-org"

    def detect(self, page: PageLike) -> float:
        """Score low: a reader that knows the system knows more."""
        if "schema.org" not in page.source_text:
            return 0.0
        if _units(page.tree):
            return 0.5
        return 0.35 if any(True for _ in stated_comments(page.tree)) else 0.0

    def read(self, page: PageLike) -> Thread:
        """Take the thread from the markup, or else from the page's data."""
        units = _units(page.tree)
        names = {unit: _native_id(unit, index) for index, unit in enumerate(units)}
        if units:
            found = [_read_unit(unit, names, page.url) for unit in units]
        else:
            found = list(read_stated(page))
        return assemble(
            page,
            system=self.name,
            structure="tree" if any(comment.parent for comment in found) else "flat",
            found=found,
            containers=comment_areas(page.tree, units),
            marker=_MARKER,
            check_nesting=False,
        )


def _units(tree: HtmlElement) -> list[HtmlElement]:
    marked = [
        unit
        for unit in tree.xpath("/descendant::*[@itemscope and contains(@itemtype, 'schema.org/')]")
        if any(_TYPE.search(kind) for kind in unit.get("itemtype").split())
    ] or [
        unit
        for unit in tree.xpath("/descendant::*[@typeof]")
        if any(_RDFA_TYPE.fullmatch(kind) for kind in unit.get("typeof").split())
    ]
    return [unit for unit in marked if not is_in_widget(unit)]


def _native_id(unit: HtmlElement, index: int) -> str:
    """Give the element's id; without one a place name that only serves to name parents."""
    return unit.get("id") or unit.get("itemid") or unit.get("resource") or f"item-{index + 1}"


def _read_unit(unit: HtmlElement, units: dict[HtmlElement, str], url: str | None) -> Found:
    parts = Parts(unit, units)
    above = nearest(unit, units)
    author = parts.first(*_AUTHORS)
    if author is None:
        author = _by_relation(parts)
    name_place = parts.first(*_NAMES) if author is not None and not author.get("content") else None
    name = _stated_text(name_place if name_place is not None else author)
    link = author.find(".//a[@href]") if author is not None else None
    body = parts.first(*_BODIES)
    permalink = parts.first(*_LINKS)
    parent = units[above] if above is not None else None
    return Found(
        element=unit,
        native_id=units[unit],
        parent=parent,
        parent_source="nesting" if parent else None,
        author_name=name,
        author_url=absolute(link.get("href"), url) if link is not None else None,
        is_anonymous=None,
        posted=posted_from_element(parts.first(*_DATES)),
        permalink=absolute(permalink.get("href"), url) if permalink is not None else None,
        content=render([body], base_url=url) if body is not None else Rendered(""),
    )


def _by_relation(parts: Parts) -> HtmlElement | None:
    """Find the writer where RDFa leads to it by ``rel`` and not by ``property``."""
    for element in parts.all_elements():
        relations = (element.get("rel") or "").split()
        if any(name in relations for name in ("schema:author", "schema:creator", "author")):
            return element
    return None


def _stated_text(place: HtmlElement | None) -> str | None:
    if place is None:
        return None
    return (place.get("content") or text_of(place)).strip() or None
