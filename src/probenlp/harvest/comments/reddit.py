"""Reddit's old pages (``old.reddit.com``): nested ``div.thing.comment`` with everything stated."""

from lxml.html import HtmlElement

from probenlp.harvest.comments.area import comment_areas
from probenlp.harvest.comments.assemble import Found, assemble
from probenlp.harvest.comments.markup import Parts, classes, nearest
from probenlp.harvest.comments.nesting import Marker
from probenlp.harvest.comments.posted import posted_from_element
from probenlp.harvest.comments.render import Rendered, absolute, render, text_of
from probenlp.harvest.comments.surroundings import read_count
from probenlp.harvest.comments.thread import PageLike, Thread
from probenlp.records.vocabulary import PassageStatus

_MARKER = Marker("div", r"(t1_\w+)", attribute="data-fullname")
_SITE = "https://old.reddit.com"


class OldReddit:
    """Reads threads of old Reddit."""

    name = "reddit-old"

    def detect(self, page: PageLike) -> float:
        """Score by the full names that Reddit gives its comments."""
        return 0.97 if "t1_" in page.source_text and _units(page.tree) else 0.0

    def read(self, page: PageLike) -> Thread:
        """Take the thread; comments behind "load more comments" are counted in a warning."""
        units = _units(page.tree)
        chosen = set(units)
        base = page.url or _SITE
        return assemble(
            page,
            system=self.name,
            structure="tree",
            found=[_read_unit(unit, chosen, base) for unit in units],
            containers=_areas(page.tree, units),
            marker=_MARKER,
            read_unit=lambda unit: _read_unit(unit, {unit}, base),
            claimed=_claimed(page.tree),
            warnings=_unloaded(page.tree),
        )


def _units(tree: HtmlElement) -> list[HtmlElement]:
    return [
        unit
        for unit in tree.xpath("/descendant::div[starts-with(@data-fullname, 't1_')]")
        if "comment" in classes(unit)
    ]


def _areas(tree: HtmlElement, units: list[HtmlElement]) -> list[HtmlElement]:
    areas = tree.xpath(
        "/descendant::div[contains(concat(' ', normalize-space(@class), ' '), ' commentarea ')]"
    )
    return areas or comment_areas(tree, units)


def _claimed(tree: HtmlElement) -> int | None:
    for element in tree.xpath("/descendant::*[@data-comments-count]"):
        if element.get("data-comments-count").isdecimal():
            return int(element.get("data-comments-count"))
    for title in tree.xpath("/descendant::div[contains(@class, 'panestack-title')]/span"):
        return read_count(text_of(title))
    return None


def _unloaded(tree: HtmlElement) -> list[str]:
    count = len(
        tree.xpath(
            "/descendant::div"
            "[contains(concat(' ', normalize-space(@class), ' '), ' morechildren ')]"
        )
    )
    return [f"{count} places of the thread were not loaded on this page"] if count else []


def _read_unit(unit: HtmlElement, units: set[HtmlElement], url: str) -> Found:
    parts = Parts(unit, units)
    author = parts.first("a.author")
    name = text_of(author) if author is not None else None
    body = parts.first(".usertext-body", ".md")
    content = render([body], base_url=url) if body is not None else Rendered("")
    parent, source = _parent(unit, units, parts)
    return Found(
        element=unit,
        native_id=unit.get("data-fullname"),
        parent=parent,
        parent_source=source,
        author_name=name or unit.get("data-author"),
        author_url=absolute(author.get("href"), url) if author is not None else None,
        is_post_author=author is not None and "submitter" in classes(author),
        is_anonymous=False if name else None,
        posted=posted_from_element(parts.first("time.live-timestamp", "time")),
        permalink=absolute(unit.get("data-permalink"), _SITE),
        status=_status(unit, content.text, has_author=bool(name)),
        content=content,
    )


def _parent(
    unit: HtmlElement, units: set[HtmlElement], parts: Parts
) -> tuple[str | None, str | None]:
    above = nearest(unit, units)
    if above is not None:
        return above.get("data-fullname"), "nesting"
    for link in parts.all("a"):
        if link.get("data-event-action") == "parent":
            parent = (link.get("href") or "").rpartition("#")[2]
            return (f"t1_{parent}", "attribute") if parent else (None, None)
    return None, None


def _status(unit: HtmlElement, text: str, *, has_author: bool) -> PassageStatus:
    is_gone = "deleted" in classes(unit) or (
        not has_author and text in ("[deleted]", "[removed]", "")
    )
    return "deleted" if is_gone or text == "[removed]" else "visible"
