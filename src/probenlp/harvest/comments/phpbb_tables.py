"""phpBB in tables: version 2, and version 3 in its style subsilver2.

A post is a few rows of a table: one with the anchor (``a[name]``) and the name, and one with the
text in ``.postbody``. Nothing holds a post and nothing else, so that posts are told by their texts
and the rows above each belong to it.
"""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from probenlp.harvest.comments.assemble import Found, assemble
from probenlp.harvest.comments.markup import classes, nearest, outermost, tag_of
from probenlp.harvest.comments.nesting import Marker
from probenlp.harvest.comments.render import absolute, render, text_of
from probenlp.harvest.comments.surroundings import following_page
from probenlp.harvest.comments.thread import PageLike, Thread
from probenlp.records import Posted

_ID = re.compile(r"p?(\d+)")
_MARKER = Marker("a", r"(p?\d+)", attribute="name")
_NAMES = ("postauthor", "name")
_LABEL = re.compile(r"^[^\d:]{2,30}:\s*")  # "Posted:", in the board's language
_END = re.compile(r"\s{2,}|\s[^\s\d:]{2,20}(?:\s[^\s\d:]{2,20})?:\s")  # before "Post subject:"
_DATED = re.compile(r"\b(?:19|20)\d\d\b.*\d|\d{1,2}[:.]\d\d")
_MOST_ROWS = 6


class PhpBBTables:
    """Reads topics of phpBB that stand in tables."""

    name = "phpbb-tables"

    def detect(self, page: PageLike) -> float:
        """Score by a text with a named anchor above it, in one table."""
        if "postbody" not in page.source_text:
            return 0.0
        return 0.94 if _posts(page.tree) else 0.0

    def read(self, page: PageLike) -> Thread:
        """Take the posts of one page of a topic."""
        posts = _posts(page.tree)
        tables = [table for body, _ in posts if (table := _table(body)) is not None]
        return assemble(
            page,
            system=self.name,
            structure="flat",
            found=[_read_post(body, rows, page.url) for body, rows in posts],
            containers=outermost(dict.fromkeys(tables).keys()),
            marker=_MARKER,
            next_pages=following_page(page.tree, page.url),
            check_nesting=False,
            read_headings=False,
        )


def _posts(tree: HtmlElement) -> list[tuple[HtmlElement, list[HtmlElement]]]:
    """Give each text with its rows, those with an anchor of their own only."""
    found: list[tuple[HtmlElement, list[HtmlElement]]] = []
    for body in tree.xpath(
        "/descendant::*[self::div or self::span or self::td][@class='postbody']"
    ):
        rows = _rows(body)
        if rows and _anchor(rows) is not None and nearest(body, {b for b, _ in found[-1:]}) is None:
            found.append((body, rows))
    return found


def _table(body: HtmlElement) -> HtmlElement | None:
    """Give the table whose rows are posts; the text stands in a smaller one inside."""
    for above in body.iterancestors("table"):
        if any(name in ("tablebg", "forumline") for name in classes(above)):
            return above
    return None


def _rows(body: HtmlElement) -> list[HtmlElement]:
    """Give the rows of a post from the one with its anchor down to the one with its text."""
    table = _table(body)
    row = next(
        (r for r in body.iterancestors("tr") if table is not None and _row_of(r, table)), None
    )
    rows: list[HtmlElement] = []
    while row is not None and len(rows) < _MOST_ROWS:
        rows.insert(0, row)
        if _anchor([row]) is not None:
            return rows
        row = row.getprevious()
        if row is not None and any("postbody" in classes(e) for e in row.iter("div", "span")):
            break
    return []


def _row_of(row: HtmlElement, table: HtmlElement) -> bool:
    above = row.getparent()
    return above is table or (above is not None and above.getparent() is table)


def _anchor(rows: list[HtmlElement]) -> HtmlElement | None:
    for row in rows:
        for link in row.iter("a"):
            if _ID.fullmatch(link.get("name") or ""):
                return link
    return None


def _read_post(body: HtmlElement, rows: list[HtmlElement], url: str | None) -> Found:
    anchor = _anchor(rows)
    name = _name(rows)
    link = name.find(".//a[@href]") if name is not None else None
    return Found(
        element=rows[0],
        native_id=anchor.get("name") if anchor is not None else None,
        author_name=text_of(name) or None if name is not None else None,
        author_url=absolute(link.get("href"), url) if link is not None else None,
        is_anonymous=False if name is not None else None,
        posted=_posted(rows, body),
        content=render([body], base_url=url),
    )


def _name(rows: list[HtmlElement]) -> HtmlElement | None:
    for row in rows:
        for element in row.iter("b", "span", "strong", "a"):
            if any(name in _NAMES for name in classes(element)) and text_of(element):
                return element
    return None


def _posted(rows: list[HtmlElement], body: HtmlElement) -> Posted | None:
    """Read the date from the line beside the link to the post: "Posted: Mon May 04, 2009"."""
    for link in _links_to_post(rows, body):
        line = link.getparent()
        beside = [line] if line is not None else []
        for place in beside:
            words = "".join(place.itertext()).replace("\xa0", "  ").strip()
            words = _LABEL.sub("", words, count=1)
            shown = " ".join(_END.split(words, maxsplit=1)[0].split())
            if _DATED.search(shown):
                return Posted(raw=shown, source="text")
    return None


def _links_to_post(rows: list[HtmlElement], body: HtmlElement) -> Iterator[HtmlElement]:
    for row in rows:
        for link in row.iter("a"):
            is_own = bool(re.search(r"[?&]p=\d+.*#p?\d+$", link.get("href") or ""))
            if is_own and tag_of(link) == "a" and nearest(link, (body,)) is None:
                yield link
