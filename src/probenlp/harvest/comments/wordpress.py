"""WordPress, whatever the theme.

Themes write a comment in a hundred ways, but the core function ``comment_class`` gives every one
of them ``comment`` (or ``pingback``, ``trackback``), ``depth-<D>`` and ``bypostauthor``, and core
links need ``comment-<N>`` as an id on the comment or an element in it (``li-comment-<N>`` and
``div-comment-<N>`` go with it). These are the keys; author, date and text are looked for by the
names of the core templates first (html5, classic, block themes), then by those of theme families.
"""

from collections.abc import Sequence
from dataclasses import replace

from lxml.html import HtmlElement

from probenlp.harvest.comments.anonymous import is_nameless
from probenlp.harvest.comments.area import comment_areas
from probenlp.harvest.comments.assemble import Found, assemble
from probenlp.harvest.comments.markup import Parts, classes, nearest, tag_of, with_class, with_id
from probenlp.harvest.comments.nesting import Marker
from probenlp.harvest.comments.render import absolute
from probenlp.harvest.comments.thread import PageLike, Thread
from probenlp.harvest.comments.wordpress_body import find_body, is_furniture, render_body
from probenlp.harvest.comments.wordpress_head import (
    author_url,
    find_date,
    find_name,
    name_in,
    posted_in,
)
from probenlp.harvest.comments.wordpress_units import (
    ID,
    TYPES,
    Units,
    depth_of,
    find_units,
    unit_signs,
)

_MARKER = Marker("li|div|article|section|dd|dt|tr", ID.pattern)
_PING_LISTS = frozenset("pinglist ping-list pingbacks pings trackbacks trackbacklist".split())


class WordPress:
    """Reads the comments of WordPress themes."""

    name = "wordpress"

    def detect(self, page: PageLike) -> float:
        """Score by the class names and ids of core; the bare form is a thread without comments."""
        signs = set(unit_signs(page.tree))
        if "depth" in signs:
            return 0.9
        if signs:
            return 0.7 if _is_wordpress(page) else 0.4
        forms = with_id(page.tree, "respond", "commentform")
        has_form = any(form.get("id") in ("respond", "commentform") for form in forms)
        return 0.3 if has_form or with_class(page.tree, "comment-respond") else 0.0

    def read(self, page: PageLike) -> Thread:
        """Take the thread; pingbacks and trackbacks are counted in a warning, not taken."""
        units = find_units(page.tree, page.url)
        comments = {unit: number for unit, number in units.items() if _type(unit) == "comment"}
        found = _parents_by_depth([_read_unit(unit, units, page.url) for unit in comments])
        pings = len(units) - len(comments)
        thread = assemble(
            page,
            system=self.name if _is_wordpress(page) else "unknown",
            structure="tree" if _is_threaded(page.tree, units, found) else "flat",
            found=found,
            containers=comment_areas(page.tree, list(units), "/descendant::*[@id='respond']"),
            marker=_MARKER,
            read_unit=lambda unit: _read_lost(unit, page.url),
            warnings=_ping_warning(pings),
        )
        return replace(thread, pings=pings)


def _is_wordpress(page: PageLike) -> bool:
    """Tell WordPress from the systems that number their comments in the same way."""
    return any(
        sign in page.source_text for sign in ("wp-content", "wp-includes", "wp-json")
    ) or bool(
        page.tree.xpath(
            "/descendant::meta[@name='generator' and contains(@content, 'WordPress')] | "
            "/descendant::*[contains(@class, 'comment') and contains(@class, 'depth-')]"
        )
    )


def _ping_warning(count: int) -> list[str]:
    return [f"{count} pingbacks or trackbacks are no comments and were left out"] if count else []


def _type(unit: HtmlElement) -> str:
    stated = next((name for name in classes(unit) if name in TYPES), None)
    if stated:
        return stated
    around = unit.getparent()
    names = [*classes(around), around.get("id") or ""] if around is not None else []
    return "pingback" if not _PING_LISTS.isdisjoint(names) else "comment"


def _is_threaded(tree: HtmlElement, units: Units, found: Sequence[Found]) -> bool:
    """Tell whether the blog nests replies at all; before version 2.7 no theme could."""
    if any(depth_of(unit) for unit in units) or any(comment.parent for comment in found):
        return True
    return any(tag_of(link) == "a" for link in with_class(tree, "comment-reply-link"))


def _parents_by_depth(found: Sequence[Found]) -> list[Found]:
    """Take parents from ``depth-<D>`` where a theme writes replies beside their comments."""
    last: dict[int, str | None] = {}
    result = []
    for comment in found:
        depth = depth_of(comment.element) if comment.element is not None else 0
        above = last.get(depth - 1) if depth > 1 and comment.parent is None else None
        if depth:
            last[depth] = comment.native_id
        result.append(
            replace(comment, parent=above, parent_source="depth-class") if above else comment
        )
    return result


def _read_lost(unit: HtmlElement, url: str | None) -> Found | None:
    number = ID.fullmatch(unit.get("id") or "")
    if number is None or _type(unit) != "comment":
        return None
    return _read_unit(unit, {unit: number[1]}, url)


def _read_unit(unit: HtmlElement, units: Units, url: str | None) -> Found:
    parts = Parts(unit, units)
    if tag_of(unit) == "dd" and (head := unit.getprevious()) is not None and head.tag == "dt":
        parts.add(head)  # themes that write a definition list
    above = nearest(unit, units)
    body = find_body(parts)
    user_text = set(body.iter()) if body is not None else set()
    name_place = find_name(parts, user_text)
    name = name_in(name_place)
    link = author_url(name_place)
    permalink = _permalink(parts, units[unit], user_text)
    date_place = find_date(parts, permalink, user_text)
    return Found(
        element=unit,
        native_id=units[unit],
        parent=units[above] if above is not None else None,
        parent_source="nesting" if above is not None else None,
        author_name=name,
        author_url=absolute(link, url),
        is_post_author="bypostauthor" in classes(unit) if depth_of(unit) else None,
        is_anonymous=is_nameless(name, linked=link is not None or "byuser" in classes(unit)),
        posted=posted_in(date_place, lambda e: e is name_place or is_furniture(e)),
        permalink=_absolute_only(permalink, url),
        status="hidden" if parts.has(".comment-awaiting-moderation") else "visible",
        content=render_body(parts, body, (name_place, date_place), url),
    )


def _permalink(
    parts: Parts, native_id: str | None, user_text: set[HtmlElement]
) -> HtmlElement | None:
    if native_id is None:
        return None
    for link in parts.all("a"):
        href = link.get("href") or ""
        is_button = "replyto" in href or any("reply" in name for name in classes(link))
        if href.endswith(f"#{native_id}") and link not in user_text and not is_button:
            return link
    return None


def _absolute_only(link: HtmlElement | None, url: str | None) -> str | None:
    address = absolute(link.get("href"), url) if link is not None else None
    return address if address and address.startswith(("http://", "https://")) else None
