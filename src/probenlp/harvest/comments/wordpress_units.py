"""Which elements of a WordPress page are the comments of its post.

Themes and plugins list the latest comments of all posts in the same markup, in the main column of
a front page or beside a post. Such a list leads to many pages, or repeats the beginnings of
comments that stand whole elsewhere on the page.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import cast
from urllib.parse import urldefrag

from lxml.etree import XPath
from lxml.html import HtmlElement

from probenlp.harvest.comments.markup import classes, is_in_widget, nearest, outermost, tag_of
from probenlp.harvest.comments.render import absolute

ID = re.compile(r"(?:li-|div-|article-)?(comment-\d+)")
TYPES = frozenset(("comment", "pingback", "trackback"))
_DEPTH = re.compile(r"depth-(\d+)")
_CANDIDATES = XPath(
    "/descendant::*[@id or @class]"
    "[self::li or self::div or self::article or self::section or self::dd or self::tr]"
)
_PAGE_OF_COMMENTS = re.compile(r"/comment-page-\d+/?$|[?&]cpage=\d+$")
_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.|&hellip;)\])\s*(?:\S{1,20}\s*){0,3}$")
_FEW_WORDS = 25  # characters: "Ada on", "Jo hat kommentiert:"

Units = dict[HtmlElement, str | None]


def find_units(tree: HtmlElement, url: str | None) -> Units:
    """Find the outermost element of each comment, with its id.

    A comment's number may stand on it, on an element in it, or on both.
    """
    units: Units = {}
    seen: set[str] = set()
    candidates = [(element, native_id_of(element)) for element in _candidates(tree)]
    copies = _lesser_copies(candidates)
    for element, native_id in candidates:
        is_core = bool(depth_of(element)) and not TYPES.isdisjoint(classes(element))
        if (native_id is None and not is_core) or native_id in seen or element in copies:
            continue
        above = nearest(element, units)
        if native_id and not is_core and above is not None and units[above] is None:
            units[above] = native_id
        elif above is None and is_in_widget(element):
            continue
        else:
            units[element] = native_id
        if native_id:
            seen.add(native_id)
    return _without_lists_of_latest(units, url)


def _candidates(tree: HtmlElement) -> list[HtmlElement]:
    return [
        element
        for element in cast("list[HtmlElement]", _CANDIDATES(tree))
        if "comment-" in element.get("id", "") or "depth-" in element.get("class", "")
    ]


def unit_signs(tree: HtmlElement) -> Iterator[str]:
    """Tell by what elements look like comments: ``depth`` is core's own class, then no more."""
    for element in _candidates(tree):
        is_core = bool(depth_of(element)) and not TYPES.isdisjoint(classes(element))
        if (is_core or native_id_of(element)) and not is_in_widget(element):
            yield "depth" if is_core else "id"
            if is_core:
                return


def native_id_of(element: HtmlElement) -> str | None:
    """Read ``comment-<N>`` from an element, or from the ``dt`` before it."""
    before = element.getprevious() if tag_of(element) == "dd" else None
    for place in (element, before):
        if place is not None and (number := ID.fullmatch(place.get("id") or "")):
            return number[1]
    return None


def depth_of(unit: HtmlElement) -> int:
    """Read ``depth-<D>``, 0 without."""
    return next((int(m[1]) for name in classes(unit) if (m := _DEPTH.fullmatch(name))), 0)


def _lesser_copies(candidates: list[tuple[HtmlElement, str | None]]) -> set[HtmlElement]:
    """Give the elements that repeat the beginning of a comment standing whole elsewhere.

    Of two elements with one id, neither in the other, the one with more words is the comment.
    """
    named: dict[str, list[HtmlElement]] = defaultdict(list)
    for element, native_id in candidates:
        if native_id is not None:
            named[native_id].append(element)
    lesser: set[HtmlElement] = set()
    for same in named.values():
        # One in the other is how themes write it: "li#li-comment-7 > article#comment-7".
        elements = outermost(same) if len(same) > 1 else same
        if len(elements) > 1 and all(tag_of(element) != "dd" for element in elements):
            fullest = max(elements, key=lambda element: len("".join(element.itertext())))
            lesser.update(element for element in elements if element is not fullest)
    return lesser


def _without_lists_of_latest(units: Units, url: str | None) -> Units:
    """Drop lists of the latest comments of all posts."""
    groups: dict[HtmlElement | None, list[HtmlElement]] = defaultdict(list)
    for unit in units:
        if nearest(unit, units) is None:
            groups[unit.getparent()].append(unit)
    foreign = {
        unit
        for group in groups.values()
        if _lists_latest(group, units, url, alone=len(groups) == 1)
        for unit in group
    }
    if not foreign:
        return units
    return {
        unit: native_id
        for unit, native_id in units.items()
        if unit not in foreign and nearest(unit, foreign) is None
    }


def _lists_latest(group: list[HtmlElement], units: Units, url: str | None, *, alone: bool) -> bool:
    """Tell a list of the latest comments: it leads to several posts, or holds no whole text.

    A thread's own links may have another address than the page (``/?p=12``), but all the same one:
    they decide only where the page has another thread.
    """
    pages = {page for unit in group if (page := _page_of(unit, units[unit], url))}
    here = _PAGE_OF_COMMENTS.sub("", urldefrag(url or "").url).rstrip("/")
    if len(pages) > 1 or (pages and not alone and bool(here) and here not in pages):
        return True
    if any(depth_of(unit) for unit in group):
        return False
    return all(_is_only_a_link(unit) for unit in group) or (
        len(group) > 1 and all(_is_cut_off(unit) for unit in group)
    )


def _page_of(unit: HtmlElement, native_id: str | None, url: str | None) -> str | None:
    """Give the page to which a comment's own permalink leads."""
    for link in unit.iter("a"):
        href = link.get("href") or ""
        if native_id and href.endswith(f"#{native_id}") and "replytocom" not in href:
            page = href.removesuffix(f"#{native_id}")
            address = page if page.startswith(("https://", "http://")) else absolute(page, url)
            return _PAGE_OF_COMMENTS.sub("", address or "").rstrip("/") or None
    return None


def _is_only_a_link(unit: HtmlElement) -> bool:
    """Tell "Ada on <a>Five rooms</a>": next to nothing stands outside the links."""
    links = list(unit.iter("a"))
    if not any("#comment-" in (link.get("href") or "") for link in links):
        return False
    whole = len("".join("".join(unit.itertext()).split()))
    linked = sum(len("".join("".join(link.itertext()).split())) for link in links)
    return whole - linked <= _FEW_WORDS and next(unit.iter("p", "blockquote"), None) is None


def _is_cut_off(unit: HtmlElement) -> bool:
    """Tell an excerpt: it ends in dots, leads to the comment, and shows no time."""
    if next(unit.iter("time"), None) is not None:
        return False
    leads = any("#comment-" in (link.get("href") or "") for link in unit.iter("a"))
    return leads and bool(_CUT_OFF.search("".join(unit.itertext()).strip()[-80:]))
