"""Comments marked up with schema.org, whatever wrote them: microdata, or JSON-LD as a last resort.

Types ``Comment``, ``UserComments`` and ``Answer``; the properties are those of the vocabulary
(https://schema.org/Comment) and of its older ``UserComments``.
"""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from lxml.etree import ParserError
from lxml.html import HtmlElement, fragment_fromstring

from probenlp.harvest.comments.area import comment_areas
from probenlp.harvest.comments.assemble import Found, assemble
from probenlp.harvest.comments.markup import Parts, is_in_widget, nearest
from probenlp.harvest.comments.nesting import Marker
from probenlp.harvest.comments.posted import posted_from_element, utc_of_stamp
from probenlp.harvest.comments.render import Rendered, absolute, render, text_of
from probenlp.harvest.comments.thread import PageLike, Thread
from probenlp.records import Posted

_TYPE = re.compile(r"schema\.org/(?:Comment|UserComments|Answer)$")
_MARKER = Marker("div|li|article|section", r"([\w.:-]*?\d[\w.:-]*)")
_DATES = ("@datePublished", "@dateCreated", "@commentTime", "time")
_BODIES = ("@text", "@commentText", "@description", "@reviewBody", "@articleBody")
_COMMENT_TYPES = frozenset(("Comment", "UserComments", "Answer"))
_MOST_DATA = 5_000_000


class SchemaOrg:
    """Reads threads of any system that states schema.org's vocabulary."""

    name = "schema-org"

    def detect(self, page: PageLike) -> float:
        """Score low: a reader that knows the system knows more."""
        if "schema.org" not in page.source_text:
            return 0.0
        if _units(page.tree):
            return 0.5
        return 0.35 if any(True for _ in _stated(page.tree)) else 0.0

    def read(self, page: PageLike) -> Thread:
        """Take the thread from the markup, or else from the page's data."""
        units = _units(page.tree)
        names = {unit: _native_id(unit, index) for index, unit in enumerate(units)}
        if units:
            found = [_read_unit(unit, names, page.url) for unit in units]
        else:
            found = list(_read_stated(page))
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
    return [
        unit
        for unit in tree.xpath("//*[@itemscope and contains(@itemtype, 'schema.org/')]")
        if any(_TYPE.search(kind) for kind in unit.get("itemtype").split())
        and not is_in_widget(unit)
    ]


def _native_id(unit: HtmlElement, index: int) -> str:
    """Give the element's id; without one a place name that only serves to name parents."""
    return unit.get("id") or unit.get("itemid") or f"item-{index + 1}"


def _read_unit(unit: HtmlElement, units: dict[HtmlElement, str], url: str | None) -> Found:
    parts = Parts(unit, units)
    above = nearest(unit, units)
    author = parts.first("@author", "@creator")
    name_place = parts.first("@name") if author is not None and not author.get("content") else None
    name = _stated_text(name_place if name_place is not None else author)
    link = author.find(".//a[@href]") if author is not None else None
    body = parts.first(*_BODIES)
    permalink = parts.first("@url", "@discussionUrl")
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


def _stated_text(place: HtmlElement | None) -> str | None:
    if place is None:
        return None
    return (place.get("content") or text_of(place)).strip() or None


def _stated(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    """Find the comments in a page's JSON-LD, top-level ones first, without recursion."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        text = script.text or ""
        if "omment" not in text or len(text) > _MOST_DATA:
            continue
        try:
            waiting = [json.loads(text, strict=False)]
        except (ValueError, RecursionError):  # broken data on an otherwise sound page
            continue
        while waiting:
            value = waiting.pop()
            if isinstance(value, list):
                waiting.extend(reversed(value))
            elif isinstance(value, dict):
                if _is_comment(value):
                    yield value
                waiting.extend(item for item in value.values() if isinstance(item, list | dict))


def _is_comment(value: dict[str, Any]) -> bool:
    kinds = value.get("@type")
    stated = kinds if isinstance(kinds, list) else [kinds]
    return bool(value.get("text")) and any(kind in _COMMENT_TYPES for kind in map(str, stated))


def _read_stated(page: PageLike) -> Iterator[Found]:
    for index, comment in enumerate(_stated(page.tree)):
        author = comment.get("author")
        person = author[0] if isinstance(author, list) and author else author
        name = person.get("name") if isinstance(person, dict) else person
        parent = comment.get("parentItem")
        parent_id = parent.get("@id") if isinstance(parent, dict) else None
        address = comment.get("url")
        yield Found(
            element=None,
            native_id=str(comment.get("@id") or comment.get("url") or f"item-{index + 1}"),
            parent=parent_id if isinstance(parent_id, str) else None,
            parent_source="attribute" if isinstance(parent_id, str) else None,
            author_name=name if isinstance(name, str) and name else None,
            posted=_stated_date(comment),
            permalink=absolute(address, page.url) if isinstance(address, str) else None,
            content=_stated_content(str(comment["text"]), page.url),
        )


def _stated_date(comment: dict[str, Any]) -> Posted | None:
    stamp = comment.get("datePublished") or comment.get("dateCreated")
    if not isinstance(stamp, str):
        return None
    return Posted(utc=utc_of_stamp(stamp), raw=stamp, source="microdata")


def _stated_content(text: str, url: str | None) -> Rendered:
    """Render text that may hold markup, escaped once more or not."""
    if "<" not in text and "&" not in text:
        return Rendered(text.strip())
    try:
        return render([fragment_fromstring(unescape(text), create_parent="div")], base_url=url)
    except (ParserError, ValueError):
        return Rendered(text.strip())
