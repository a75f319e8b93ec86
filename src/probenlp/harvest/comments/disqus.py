"""Disqus as WordPress served it to readers without scripts, or saved with its frame.

The static copy is ``li#dsq-comment-<N>``; a browser that saves the whole page writes the frame's
``li.post#post-<N>`` with ``data-role`` on its parts.

A page that only embeds Disqus holds no comment at all: they are loaded by script.
"""

from lxml.html import HtmlElement

from probenlp.harvest.comments.area import comment_areas
from probenlp.harvest.comments.assemble import Found, assemble
from probenlp.harvest.comments.markup import Parts, nearest
from probenlp.harvest.comments.nesting import Marker
from probenlp.harvest.comments.posted import posted_from_element
from probenlp.harvest.comments.render import Rendered, absolute, render, text_of
from probenlp.harvest.comments.thread import PageLike, Thread
from probenlp.records import Posted

_MARKER = Marker("li|div", r"((?:dsq-comment|post)-\d+)")


class DisqusNoscript:
    """Reads the static copy of a Disqus thread."""

    name = "disqus-noscript"

    def detect(self, page: PageLike) -> float:
        """Score by the static list; the bare embed is a thread that the page does not hold."""
        if "dsq-comment" not in page.source_text and "disqus" not in page.source_text:
            return 0.0
        if _units(page.tree):
            return 0.97
        return 0.26 if page.tree.xpath("/descendant::*[@id='disqus_thread']") else 0.0

    def read(self, page: PageLike) -> Thread:
        """Take the thread."""
        units = _units(page.tree)
        chosen = set(units)
        embeds = page.tree.xpath("/descendant::*[@id='disqus_thread']")
        note = [] if units else ["the comments are loaded by script from Disqus"]
        return assemble(
            page,
            system=self.name,
            structure="tree",
            found=[_read_unit(unit, chosen, page.url) for unit in units],
            containers=embeds or comment_areas(page.tree, units),
            marker=_MARKER,
            read_unit=lambda unit: _read_unit(unit, {unit}, page.url),
            warnings=note,
        )


def _units(tree: HtmlElement) -> list[HtmlElement]:
    return [
        unit
        for unit in tree.xpath(
            "/descendant::*[self::li or self::div][starts-with(@id, 'dsq-comment-') or "
            "(starts-with(@id, 'post-') and *[@data-role='post-content'])]"
        )
        if _MARKER.native_id(unit.get("id"))
    ]


def _with_id(parts: Parts, start: str) -> HtmlElement | None:
    for tag in ("div", "span", "cite", "a"):
        for element in parts.all(tag):
            if (element.get("id") or "").startswith(start):
                return element
    return None


def _read_unit(unit: HtmlElement, units: set[HtmlElement], url: str | None) -> Found:
    parts = Parts(unit, units)
    above = nearest(unit, units)
    author = _with_id(parts, "dsq-author-user-")
    if author is None:
        author = parts.first("cite", ".dsq-commenter-name", ".author")
    body = _with_id(parts, "dsq-comment-message-")
    if body is None:
        body = parts.first(
            ".dsq-comment-message", ".dsq-comment-text", ".dsq-comment-body", ".post-message"
        )
    name = text_of(author) if author is not None else None
    link = author if author is None or author.get("href") else author.find(".//a[@href]")
    href = link.get("href") if link is not None else None
    return Found(
        element=unit,
        native_id=unit.get("id"),
        parent=above.get("id") if above is not None else None,
        parent_source="nesting" if above is not None else None,
        author_name=name or None,
        author_url=absolute(href, url),
        is_anonymous=False if name else None,
        posted=_posted(parts),
        content=render([body], base_url=url) if body is not None else Rendered(""),
    )


def _posted(parts: Parts) -> Posted | None:
    """Prefer the full date, which stands in the tooltip, to "6 months ago"."""
    ago = parts.first(".time-ago")
    if ago is not None and (title := (ago.get("title") or "").strip()):
        return Posted(raw=title, source="text")
    return posted_from_element(parts.first("time", ".dsq-comment-date", "abbr"))
