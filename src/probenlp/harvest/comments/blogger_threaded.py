"""Blogger with threaded replies, as its themes have written it since 2012.

``li.comment#c<ID>`` holds ``div.comment-block`` (``cite.user``, ``span.icon.user.blog-author``,
``span.datetime a[href*=showComment]``, ``p.comment-content``) and, nested in
``div.comment-replies``, the replies. Third-party themes keep the ids and class names and change the
tags. The buttons of ``span.comment-actions`` stand outside the text in every theme.
"""

import re

from lxml.html import HtmlElement

from probenlp.harvest.comments.anonymous import is_nameless
from probenlp.harvest.comments.assemble import Found, assemble
from probenlp.harvest.comments.blogger_page import comment_area, more_by_script, permalink_of
from probenlp.harvest.comments.markup import Parts, classes, nearest, tag_of, with_class, with_id
from probenlp.harvest.comments.nesting import Marker
from probenlp.harvest.comments.posted import posted_from_permalink
from probenlp.harvest.comments.quotes import without_says
from probenlp.harvest.comments.render import Rendered, absolute, render, text_of
from probenlp.harvest.comments.thread import PageLike, Thread
from probenlp.records.vocabulary import PassageStatus

_ID = re.compile(r"c\d+")
_MARKER = Marker("li|div|article", r"(c\d+)")
_SIGNS = ("comment-holder", "comment-header", "comment-thread", "showComment=", "top-ra")
_FURNITURE = frozenset(
    "comment-actions comment-footer item-control comment-replies comment-replybox-single "
    "comment-replybox-thread continue comment-reply comment-timestamp datetime comment-header "
    "avatar-image-container".split()
)


class BloggerThreaded:
    """Reads Blogger's nested threads."""

    name = "blogger-threaded"

    def detect(self, page: PageLike) -> float:
        """Score by the nested list itself; an empty list is a thread without comments."""
        if not any(sign in page.source_text for sign in _SIGNS):
            return 0.0
        if _units(page.tree):
            return 0.98
        frames = with_id(page.tree, "comment-holder", "top-ra")
        return 0.5 if any(e.get("id") in ("comment-holder", "top-ra") for e in frames) else 0.0

    def read(self, page: PageLike) -> Thread:
        """Take the thread."""
        units = _units(page.tree)
        chosen = set(units)
        found = [_read_unit(unit, chosen, page.url) for unit in units]
        return assemble(
            page,
            system=self.name,
            structure="tree" if _is_threaded(page.tree, units) else "flat",
            found=found,
            containers=comment_area(page.tree, units),
            marker=_MARKER,
            read_unit=lambda unit: _read_unit(unit, {unit}, page.url),
            warnings=more_by_script(page.tree),
        )


def _units(tree: HtmlElement) -> list[HtmlElement]:
    """Find the comments; a widget of recent comments has links to such ids, never the ids."""
    return [
        element
        for element in with_id(tree, "c")
        if _ID.fullmatch(element.get("id"))
        and tag_of(element) in ("li", "div", "article")
        and "comment" in classes(element)
    ]


def _is_threaded(tree: HtmlElement, units: list[HtmlElement]) -> bool:
    """Tell whether the blog nests replies; the themes of 2017 write a flat thread in ``div``."""
    if any(tag_of(unit) == "li" for unit in units) or not units:
        return True
    return bool(with_class(tree, "comment-thread", "comment-replies"))


def _read_unit(unit: HtmlElement, units: set[HtmlElement], url: str | None) -> Found:
    parts = Parts(unit, units)
    above = nearest(unit, units)
    name_place = parts.first(".user", ".comment-author", ".author", "cite")
    name = _name_in(name_place)
    profile = _link_in(name_place)
    body = parts.first(".comment-content", ".comment-body", ".comment-text")
    permalink = permalink_of(unit, parts.all("a"))
    return Found(
        element=unit,
        native_id=unit.get("id"),
        parent=above.get("id") if above is not None else None,
        parent_source="nesting" if above is not None else None,
        author_name=name or None,
        author_url=absolute(profile, url),
        is_post_author=parts.has(".blog-author"),
        is_anonymous=is_nameless(name, linked=profile is not None),
        posted=posted_from_permalink(
            permalink.get("href") if permalink is not None else None,
            text_of(permalink) if permalink is not None else None,
        ),
        permalink=absolute(permalink.get("href"), url) if permalink is not None else None,
        status=_status(parts),
        content=_content(body, url),
    )


def _content(body: HtmlElement | None, url: str | None) -> Rendered:
    """Render the text, with what the parser put behind its paragraph.

    Blogger writes the whole text into one ``p``. Where it holds a block ("<blockquote>" typed by
    the commenter) that paragraph ends there, and the rest stands beside it.
    """
    if body is None:
        return Rendered("")
    beside = [sibling for sibling in body.itersiblings() if not _is_furniture(sibling)]
    around = body.getparent()
    if tag_of(body) == "p" and beside and around is not None:
        return render([around], skip=_is_furniture, base_url=url)
    return render([body], skip=_is_furniture, base_url=url)


def _is_furniture(element: HtmlElement) -> bool:
    return not _FURNITURE.isdisjoint(classes(element))


def _name_in(place: HtmlElement | None) -> str:
    """Read the name: what leads to a profile, or the words before "said…"."""
    if place is None:
        return ""
    links = [words for link in place.iter("a") if link.get("href") and (words := text_of(link))]
    return links[0] if links else without_says(text_of(place))


def _link_in(place: HtmlElement | None) -> str | None:
    if place is None:
        return None
    link = place if tag_of(place) == "a" else place.find(".//a[@href]")
    return link.get("href") if link is not None else None


def _status(parts: Parts) -> PassageStatus:
    return "deleted" if parts.has(".deleted-comment") else "visible"
