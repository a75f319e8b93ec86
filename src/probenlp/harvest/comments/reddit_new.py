"""Reddit's pages since 2023: nested ``shreddit-comment`` elements that state all in attributes."""

from lxml.html import HtmlElement

from probenlp.harvest.comments.area import comment_areas
from probenlp.harvest.comments.assemble import Found, assemble
from probenlp.harvest.comments.markup import Parts, nearest
from probenlp.harvest.comments.nesting import Marker
from probenlp.harvest.comments.posted import posted_from_element
from probenlp.harvest.comments.render import Rendered, absolute, render
from probenlp.harvest.comments.thread import PageLike, Thread
from probenlp.records.vocabulary import PassageStatus

_MARKER = Marker("shreddit-comment", r"(t1_\w+)", attribute="thingid")
_SITE = "https://www.reddit.com"
_GONE = frozenset(("[deleted]", "[removed]", "[ Removed by moderator ]", ""))


class Reddit:
    """Reads threads of Reddit as it writes them now."""

    name = "reddit"

    def detect(self, page: PageLike) -> float:
        """Score by the element's name, which nobody else has."""
        return 0.97 if "shreddit-comment" in page.source_text and _units(page.tree) else 0.0

    def read(self, page: PageLike) -> Thread:
        """Take the thread; what loads on a click is told of in a warning."""
        units = _units(page.tree)
        chosen = set(units)
        base = page.url or _SITE
        trees = page.tree.xpath("/descendant::shreddit-comment-tree")
        return assemble(
            page,
            system=self.name,
            structure="tree",
            found=[_read_unit(unit, chosen, base) for unit in units],
            containers=trees or comment_areas(page.tree, units),
            marker=_MARKER,
            read_unit=lambda unit: _read_unit(unit, {unit}, base),
            claimed=_claimed(page.tree),
            warnings=_unloaded(page.tree),
            read_headings=False,
        )


def _units(tree: HtmlElement) -> list[HtmlElement]:
    return [
        unit
        for unit in tree.xpath("/descendant::shreddit-comment")
        if _MARKER.native_id(unit.get("thingid"))
    ]


def _claimed(tree: HtmlElement) -> int | None:
    stated = tree.xpath(
        "/descendant::shreddit-comment-tree/@totalcomments"
        " | /descendant::shreddit-post/@comment-count"
    )
    return next((int(value) for value in stated if value.isdecimal()), None)


def _unloaded(tree: HtmlElement) -> list[str]:
    count = len(tree.xpath("/descendant::faceplate-partial[contains(@src, 'more-comments')]"))
    return [f"{count} places of the thread were not loaded on this page"] if count else []


def _read_unit(unit: HtmlElement, units: set[HtmlElement], url: str) -> Found:
    parts = Parts(unit, units)
    above = nearest(unit, units)
    parent = unit.get("parentid") if above is None else above.get("thingid")
    body = next((e for e in parts.all_elements() if e.get("slot") == "comment"), None)
    content = render([body], base_url=url) if body is not None else Rendered("")
    name = (unit.get("author") or "").strip() or None
    return Found(
        element=unit,
        native_id=unit.get("thingid"),
        parent=parent,
        parent_source=("attribute" if above is None else "nesting") if parent else None,
        author_name=None if name == "[deleted]" else name,
        author_url=f"{_SITE}/user/{name}/" if name and name != "[deleted]" else None,
        is_anonymous=False if name and name != "[deleted]" else None,
        posted=posted_from_element(parts.first("time")),
        permalink=absolute(unit.get("permalink"), _SITE),
        status=_status(name, content.text),
        content=content,
    )


def _status(name: str | None, text: str) -> PassageStatus:
    return "deleted" if name in (None, "[deleted]") and text in _GONE else "visible"
