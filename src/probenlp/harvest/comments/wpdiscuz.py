"""wpDiscuz, a WordPress plugin with markup of its own (versions 5 to 7).

``div.wpd-comment#wpd-comm-<N>_<PARENT>`` names the comment and the one it answers, 0 for none;
version 5 wrote ``wc-`` for ``wpd-``. Replies are nested in the element as well.
"""

import re
from collections.abc import Mapping

from lxml.html import HtmlElement

from probenlp.harvest.comments.anonymous import is_nameless
from probenlp.harvest.comments.area import comment_areas
from probenlp.harvest.comments.assemble import Found, assemble
from probenlp.harvest.comments.markup import Parts, classes, with_class
from probenlp.harvest.comments.nesting import Marker
from probenlp.harvest.comments.posted import posted_from_element
from probenlp.harvest.comments.render import Rendered, absolute, render, text_of
from probenlp.harvest.comments.thread import PageLike, Thread
from probenlp.records import Posted

_ID = re.compile(r"(?:wpd|wc)-comm-(\d+)_(\d+)")
_MARKER = Marker("div", r"((?:wpd|wc)-comm-\d+_\d+)")
_FURNITURE = frozenset(
    "wpd-comment-footer wc-comment-footer wpd-comment-last-edited wpdiscuz-comment-edited "
    "wpd-reply-button wpd-vote wpdiscuz-readmore wpd-inline-icon-wrapper wpd-social-share".split()
)


class WpDiscuz:
    """Reads wpDiscuz threads."""

    name = "wpdiscuz"

    def detect(self, page: PageLike) -> float:
        """Score by the plugin's ids; its empty frame is a thread without comments."""
        if not any(sign in page.source_text for sign in ("wpdcom", "wpcomm", "wc-comm-")):
            return 0.0
        if _units(page.tree):
            return 0.96
        return 0.5 if page.tree.xpath("/descendant::*[@id='wpdcom' or @id='wpcomm']") else 0.0

    def read(self, page: PageLike) -> Thread:
        """Take the thread."""
        units = _units(page.tree)
        numbers = _numbers(page.source_text)
        chosen = set(units)
        found = [_read_unit(unit, chosen, numbers, page.url) for unit in units]
        return assemble(
            page,
            system=self.name,
            structure="tree",
            found=found,
            containers=comment_areas(
                page.tree, units, "/descendant::*[@id='wpdcom' or @id='wpcomm']"
            ),
            marker=_MARKER,
            read_unit=lambda unit: _read_unit(unit, {unit}, numbers, page.url),
            claimed=_claimed(page.tree),
            warnings=_more_by_script(page.tree),
        )


def _units(tree: HtmlElement) -> list[HtmlElement]:
    found = tree.xpath(
        "/descendant::div[starts-with(@id, 'wpd-comm-') or starts-with(@id, 'wc-comm-')]"
    )
    return [unit for unit in found if _ID.fullmatch(unit.get("id"))]


def _claimed(tree: HtmlElement) -> int | None:
    for element in tree.xpath("/descendant::*[@data-comments-count]"):
        count = element.get("data-comments-count").strip()
        if count.isdecimal():
            return int(count)
    return None


def _more_by_script(tree: HtmlElement) -> list[str]:
    if with_class(tree, "wpd-load-more-submit", "wc-load-more-submit"):
        return ["the page loads further comments by script; they are not in the source"]
    return []


def _read_unit(
    unit: HtmlElement, units: set[HtmlElement], numbers: Mapping[str, str], url: str | None
) -> Found:
    parts = Parts(unit, units)
    body = parts.first(".wpd-comment-text", ".wc-comment-text")
    name_place = parts.first(".wpd-comment-author", ".wc-comment-author")
    name = text_of(name_place) if name_place is not None else None
    link = name_place.find(".//a[@href]") if name_place is not None else None
    parent = _parent(unit, numbers)
    return Found(
        element=unit,
        native_id=unit.get("id"),
        parent=parent,
        parent_source="attribute" if parent else None,
        author_name=name or None,
        author_url=absolute(link.get("href"), url) if link is not None else None,
        is_post_author=parts.has(".wpd-blog-post_author", ".wc-blog-post_author"),
        is_anonymous=is_nameless(name, linked=link is not None),
        posted=_posted(parts.first(".wpd-comment-date", ".wc-comment-date", ".wc-comment-time")),
        permalink=_permalink(unit, url),
        status="truncated" if parts.has(".wpdiscuz-readmore") else "visible",
        content=render([body], skip=_is_furniture, base_url=url)
        if body is not None
        else Rendered(""),
    )


def _parent(unit: HtmlElement, numbers: Mapping[str, str]) -> str | None:
    """Give the id of the comment answered, which an id names by its number alone."""
    stated = _ID.fullmatch(unit.get("id") or "")
    return numbers.get(stated[2]) if stated else None


def _numbers(source: str) -> dict[str, str]:
    """Find the ids of all comments by number; in the source, where the parser dropped none."""
    return {
        stated[1]: tag[1] for tag in _MARKER.in_source(source) if (stated := _ID.fullmatch(tag[1]))
    }


def _posted(place: HtmlElement | None) -> Posted | None:
    """Prefer the full date, which stands in the tooltip, to "6 months ago"."""
    if place is not None and (title := (place.get("title") or "").strip()):
        return Posted(raw=title, source="text")
    return posted_from_element(place)


def _permalink(unit: HtmlElement, url: str | None) -> str | None:
    if not url:
        return None
    number = unit.get("id").split("comm-")[1].split("_")[0]
    return absolute(f"#comment-{number}", url)


def _is_furniture(element: HtmlElement) -> bool:
    return not _FURNITURE.isdisjoint(classes(element))
