"""Drupal 6 to 11: ``.comment`` with ``div.indented`` round the replies that follow it.

A reply is not nested in the comment it answers but in an indented box after it, so that the parent
is the last comment one box further out. The id stands on the comment or on an empty anchor before
it; the text in the field ``comment_body`` (class names differ by version, RDFa names do not).
"""

import re
from dataclasses import replace

from lxml.html import HtmlElement

from probenlp.harvest.comments.anonymous import is_nameless
from probenlp.harvest.comments.area import comment_areas
from probenlp.harvest.comments.assemble import Found, assemble
from probenlp.harvest.comments.drupal_byline import (
    answered,
    date_shown,
    name_of,
    name_place,
    timestamp,
)
from probenlp.harvest.comments.markup import Parts, classes, is_in_widget, tag_of, with_class
from probenlp.harvest.comments.nesting import Marker
from probenlp.harvest.comments.posted import posted_from_element, posted_from_epoch
from probenlp.harvest.comments.render import Rendered, absolute, render
from probenlp.harvest.comments.thread import PageLike, Thread
from probenlp.records import Posted

_MARKER = Marker("a|article|div|section", r"(comment-\d+)")
_NUMBER = re.compile(r"comment-(\d+)$")
_BODIES = (
    "%schema:text %content:encoded .field-name-comment-body .field--name-comment-body "
    ".comment__text-content .comment__text .comment-text .comment__content .content .comment-body"
).split()
_DATES = ("%schema:dateCreated", "%dc:date", "%dc:created", "%dcterms:created")
_MARKS = (
    "descendant::*[contains(@class, 'field-name-comment-body') or "
    "contains(@class, 'field--name-comment-body')]"
    " | descendant::a[contains(@href, '/comment/reply/')]"
)
_FURNITURE = frozenset(
    "links comment__links inline-links submitted expanding-formatter-trigger "
    "expanding-formatter-ellipsis comment__submitted user-signature field--name-user-picture "
    "visually-hidden element-invisible".split()
)


class Drupal:
    """Reads Drupal's threads."""

    name = "drupal"

    def detect(self, page: PageLike) -> float:
        """Score by the marks of a Drupal comment, which other systems' ``.comment`` lack."""
        if not any(sign in page.source_text for sign in ("rupal", "/comment/", "Comment")):
            return 0.0
        units = _units(page.tree)
        if not units:
            return 0.0
        return 0.94 if _is_drupal(units[0], page.tree) else 0.0

    def read(self, page: PageLike) -> Thread:
        """Take the thread."""
        units = _units(page.tree)
        chosen = set(units)
        found = [_read_unit(unit, chosen, page.url) for unit in units]
        depths = [_depth(unit) for unit in units]
        is_tree = (
            any(depths)
            or any(comment.parent for comment in found)
            or bool(page.tree.xpath("/descendant::a[contains(@href, 'comment/reply/')]"))
        )
        return assemble(
            page,
            system=self.name,
            structure="tree" if is_tree else "flat",
            found=_parents(found, depths),
            containers=comment_areas(page.tree, units),
            marker=_MARKER,
        )


def _units(tree: HtmlElement) -> list[HtmlElement]:
    """Find the comments: by class name, with an id on them, before them, or in RDFa."""
    return [
        element
        for element in with_class(tree, "comment")
        if tag_of(element) in ("article", "div", "section", "li")
        and "comment" in classes(element)
        and _native_id(element)
        and not is_in_widget(element)
    ]


def _is_drupal(unit: HtmlElement, tree: HtmlElement) -> bool:
    if unit.get("data-comment-user-id") or "Comment" in (unit.get("typeof") or ""):
        return True
    if any(name in classes(unit) for name in ("comment-by-anonymous", "comment-by-node-author")):
        return True
    generator = tree.xpath("/descendant::meta[@name='Generator' or @name='generator']/@content")
    is_site = any("Drupal" in value for value in generator) or bool(
        tree.xpath("/descendant::script[contains(text(), 'Drupal.settings')]")
    )
    return is_site or bool(unit.xpath(_MARKS))


def _native_id(unit: HtmlElement) -> str | None:
    before = unit.getprevious()
    stated = [unit.get("id"), before.get("id") if before is not None else None, unit.get("about")]
    for value in stated:
        if number := _NUMBER.search(value or ""):
            return f"comment-{number[1]}"
    for link in unit.iterfind(".//a[@class]"):
        if "permalink" in classes(link) and (number := _NUMBER.search(link.get("href") or "")):
            return f"comment-{number[1]}"
    return None


def _depth(unit: HtmlElement) -> int:
    return sum("indented" in classes(above) for above in unit.iterancestors("div"))


def _parents(found: list[Found], depths: list[int]) -> list[Found]:
    last: dict[int, str | None] = {}
    result = []
    for comment, depth in zip(found, depths, strict=True):
        above = last.get(depth - 1) if depth else None
        last[depth] = comment.native_id
        result.append(replace(comment, parent=above, parent_source="nesting") if above else comment)
    return result


def _read_unit(unit: HtmlElement, units: set[HtmlElement], url: str | None) -> Found:
    parts = Parts(unit, units)
    body = parts.first(*_BODIES)
    name, place = name_of(parts), name_place(parts)
    linked = place is not None and (tag_of(place) == "a" or place.find(".//a[@href]") is not None)
    parent = answered(parts)
    return Found(
        element=unit,
        native_id=_native_id(unit),
        parent=parent,
        parent_source="attribute" if parent else None,
        author_name=name,
        author_url=_author_url(place, url),
        is_post_author=_is_post_author(unit),
        is_anonymous=is_nameless(name, linked=linked),
        posted=_posted(parts, date_shown(parts)),
        permalink=_permalink(parts, _native_id(unit), url),
        status="hidden" if "unpublished" in " ".join(classes(unit)) else "visible",
        content=render([body], skip=_is_furniture, base_url=url)
        if body is not None
        else Rendered(""),
    )


def _author_url(place: HtmlElement | None, url: str | None) -> str | None:
    if place is None:
        return None
    link = place if tag_of(place) == "a" else place.find(".//a[@href]")
    return absolute(link.get("href") or place.get("about"), url) if link is not None else None


def _is_post_author(unit: HtmlElement) -> bool | None:
    names = classes(unit)
    if any(name in names for name in ("comment-by-node-author", "by-node-author", "by-author")):
        return True
    return False if any("by-anonymous" in name or "by-viewer" in name for name in names) else None


def _posted(parts: Parts, shown: str | None) -> Posted | None:
    posted = posted_from_element(parts.first("time"))
    if posted and posted.utc:
        return posted
    stated = posted_from_element(parts.first(*_DATES))
    if stated and stated.utc:
        return stated
    if seconds := timestamp(parts, shown):
        return posted_from_epoch(seconds, shown)
    return posted or (Posted(raw=shown, source="text") if shown else None)


def _permalink(parts: Parts, native_id: str | None, url: str | None) -> str | None:
    for link in parts.all("a"):
        href = link.get("href") or ""
        if native_id and href.endswith(f"#{native_id}"):
            address = absolute(href, url)
            return address if address and "://" in address else None
    return None


def _is_furniture(element: HtmlElement) -> bool:
    return not _FURNITURE.isdisjoint(classes(element))
