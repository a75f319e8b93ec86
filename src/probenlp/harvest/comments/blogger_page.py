"""What threaded and flat Blogger pages share: the comment area and the dated permalinks."""

from collections.abc import Iterable, Sequence

from lxml.html import HtmlElement

from probenlp.harvest.comments.markup import classes, outermost, tag_of, with_class, with_id


def comment_area(tree: HtmlElement, units: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Find the comment area, or the lists themselves in a theme that has none."""
    bodies = [body for body in with_class(tree, "post-body") if "post-body" in classes(body)]
    holders = {above for body in bodies for above in body.iterancestors()}
    areas = [
        area
        for area in with_id(tree, "comments")
        if area.get("id") == "comments" and tag_of(area) != "a" and area not in holders
    ]
    lists = [unit.getparent() for unit in units if unit.getparent() is not None]
    return outermost(dict.fromkeys([*areas, *lists]).keys())


def more_by_script(tree: HtmlElement) -> list[str]:
    """Warn of comments that Blogger loads by script after the first two hundred."""
    for element in with_class(tree, "loadmore"):
        names = classes(element)
        is_button = tag_of(element) == "div" and "loadmore" in names
        if is_button and "hidden" not in names and "loaded" not in names:
            return ["the page loads further comments by script; they are not in the source"]
    return []


def permalink_of(unit: HtmlElement, links: Iterable[HtmlElement]) -> HtmlElement | None:
    """Find the link that shows a comment's date; its text may link to other comments."""
    own = f"#{unit.get('id')}"
    mine = [link for link in links if (link.get("href") or "").endswith(own)]
    dated = [link for link in mine if "showComment=" in link.get("href")]
    return next(iter([*dated, *mine]), None)
