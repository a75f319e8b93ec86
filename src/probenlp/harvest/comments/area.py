"""The comment area of a page: what holds the thread and nothing of the article."""

from collections.abc import Sequence
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from probenlp.harvest.comments.markup import classes, nearest, outermost, with_class

_ARTICLE = XPath("/descendant::*[self::h1 or @itemprop='articleBody']")
_ARTICLE_CLASSES = ("entry-content", "post-content", "post-body")


def comment_areas(
    tree: HtmlElement, units: Sequence[HtmlElement], extra: str = ""
) -> list[HtmlElement]:
    """Find the outermost elements round the comments that are named after comments.

    Parameters
    ----------
    tree : lxml.html.HtmlElement
        The page.
    units : sequence of lxml.html.HtmlElement
        The comments.
    extra : str
        An XPath for what belongs to the area even if it stands apart, as the reply form.
    """
    parents = dict.fromkeys(
        parent for unit in outermost(units) if (parent := unit.getparent()) is not None
    )
    holders = _above_article(tree, set(units))
    areas = [_widest(parent, holders) for parent in parents]
    if None in areas:  # comments right beside the article: only they can be cut
        areas = [area for area in areas if area is not None] + list(outermost(units))
    if extra:
        areas += tree.xpath(extra)
    return outermost(dict.fromkeys(area for area in areas if area is not None).keys())


def _above_article(tree: HtmlElement, units: set[HtmlElement]) -> set[HtmlElement]:
    """Collect all elements that hold something of the article.

    Themes set comments in the article's class names ("comment-content entry-content"), and the
    heading of the thread as a first-rank one (``h1#comments``): neither is the article.
    """
    holders: set[HtmlElement] = set()
    named = with_class(tree, *_ARTICLE_CLASSES)
    parts = [part for part in named if not set(_ARTICLE_CLASSES).isdisjoint(classes(part))]
    for part in [*cast("list[HtmlElement]", _ARTICLE(tree)), *parts]:
        if _is_named_for_comments(part) or nearest(part, units) is not None:
            continue
        for above in part.iterancestors():
            if above in holders:
                break
            holders.add(above)
    return holders


def _widest(parent: HtmlElement, holders: set[HtmlElement]) -> HtmlElement | None:
    best = None
    for above in [parent, *parent.iterancestors()]:
        if above.tag in ("body", "html"):
            break
        if _is_named_for_comments(above):
            if above in holders:
                break
            best = above
    return best if best is not None else _bare_list(parent, holders)


def _is_named_for_comments(element: HtmlElement) -> bool:
    names = [*classes(element), element.get("id") or ""]
    return any(
        name.lower().startswith(("comment", "wpd", "entry-comments", "post-comments"))
        or name.lower().endswith(("-comments", "_comments", "commentlist", "comment-list"))
        for name in names
    )


def _bare_list(parent: HtmlElement, holders: set[HtmlElement]) -> HtmlElement | None:
    is_safe = parent.tag in ("ol", "ul", "dl") and parent not in holders
    return parent if is_safe else None
