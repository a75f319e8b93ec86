"""Comments that the parser dropped: libxml2 stops silently at 256 levels of nesting.

A thread of a thousand replies, each nested in the last, comes out of it with 126. The source still
holds the others: their start tags are found by pattern, the depth of each by counting the list
tags before it, and each is parsed by itself. Linear in the length of the source.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement, document_fromstring

from probenlp.harvest.comments.thread import PageLike

_WIDGET = re.compile(
    r"<aside\b|<\w+\s[^<>]*\b(?:id|class)\s*=\s*[\"'][^\"'<>]*\b(?:sidebar|widget)\b", re.IGNORECASE
)
_HIDDEN = (("<!--", "-->"), ("<script", "</script"), ("<template", "</template"))


class Marker:
    """How comments are told by their ids, in the source and in the tree.

    Parameters
    ----------
    tags : str
        The tags a comment may have, joined by ``|``.
    id_pattern : str
        A pattern for the whole ``id`` attribute; its only group is the native id.
    attribute : str
        Where the id stands.
    """

    def __init__(self, tags: str, id_pattern: str, attribute: str = "id") -> None:
        self.attribute = attribute
        self._id = re.compile(id_pattern)
        self._values = XPath(f"/descendant::*/@{attribute}", smart_strings=False)
        # "[^<>]" keeps a search within one tag, so that an unclosed "<li" costs nothing.
        self._tag = re.compile(
            rf"<(?:{tags})\b[^<>]*?\s{attribute}\s*=\s*[\"']?{id_pattern}(?=[\"'\s>])",
            re.IGNORECASE,
        )

    def in_source(self, source: str) -> Iterator[re.Match[str]]:
        """Find the first start tag of each comment; group 1 is the native id."""
        seen: set[str] = set()
        for tag in self._tag.finditer(source):
            if tag[1] not in seen:
                seen.add(tag[1])
                yield tag

    def native_id(self, value: str | None) -> str | None:
        """Read the native id from an attribute; None where it is no comment's."""
        match = self._id.fullmatch(value or "")
        return match[1] if match else None

    def in_tree(self, tree: HtmlElement) -> set[str]:
        """Give the native ids of the tree."""
        values = cast("list[str]", self._values(tree))
        return {match[1] for value in values if (match := self._id.fullmatch(value))}


@dataclass(frozen=True, slots=True)
class Lost:
    """Ids that only the source holds, and the means to read them there."""

    ids: frozenset[str]
    source: str
    marker: Marker

    def units(
        self, whole: Collection[str | None], partial: Collection[str | None]
    ) -> Iterator[tuple[str, str | None, HtmlElement | None]]:
        """Give each comment of the source: its id, its parent's, and its element if to be read.

        Parameters
        ----------
        whole, partial : collection of str
            Comments that the tree holds; of the second the words are missing. A comment before a
            dropped one is read again whatever the tree holds: the parser stopped in it.
        """
        tags = list(self.marker.in_source(self.source))
        depths = _list_depths(self.source, [tag.start() for tag in tags])
        ends = [tag.start() for tag in tags[1:]] + [len(self.source)]
        before_lost = [tag[1] in self.ids for tag in tags[1:]] + [False]
        above: list[tuple[int, str]] = []
        before = None
        for tag, depth, end, is_cut in zip(tags, depths, ends, before_lost, strict=True):
            if before is not None and _WIDGET.search(self.source, before, tag.start()):
                return  # lists of recent comments come after the thread
            before = tag.start()
            while above and above[-1][0] >= depth:
                above.pop()
            parent = above[-1][1] if above else None
            above.append((depth, tag[1]))
            if tag[1] in self.ids or tag[1] in partial or (is_cut and tag[1] in whole):
                yield tag[1], parent, self._parse(tag.start(), end)
            elif tag[1] in whole:
                yield tag[1], parent, None

    def _parse(self, start: int, end: int) -> HtmlElement | None:
        # lxml drops what follows a NUL.
        chunk = self.source[start:end].replace("\0", "")
        tree = document_fromstring(f"<html><body>{chunk}</body></html>")
        for element in tree.iter():
            if self.marker.native_id(element.get(self.marker.attribute)):
                return element
        return None


def find_lost(page: PageLike, marker: Marker, tags: Sequence[re.Match[str]]) -> Lost:
    """Compare the comments in the source, whose start tags are given, with those in the tree."""
    source = page.source_text
    in_source = {tag[1] for tag in tags}
    lost = in_source - marker.in_tree(page.tree) if in_source else in_source
    if lost:  # a page's own scripts and templates hold tags that are no comments
        source = _blank_hidden(source)
        lost = {tag[1] for tag in marker.in_source(source)} & lost
    return Lost(frozenset(lost), source, marker)


def _blank_hidden(source: str) -> str:
    """Overwrite comments and scripts with spaces, so that all positions stay."""
    for opening, closing in _HIDDEN:
        lower = source.lower() if opening != "<!--" else source
        if len(lower) != len(source):  # "İ" grows when lowered: positions would shift
            lower = source
        pieces, at = [], 0
        while (start := lower.find(opening, at)) >= 0:
            end = lower.find(closing, start)
            if end < 0:
                break
            pieces += [source[at:start], " " * (end - start)]
            at = end
        source = "".join([*pieces, source[at:]])
    return source


def _list_depths(source: str, positions: list[int]) -> list[int]:
    """Count the lists that are open at each position; positions ascend."""
    depths, depth, at = [], 0, 0
    tags = re.finditer(r"<(/?)(?:ol|ul)\b", source, re.IGNORECASE)
    tag = next(tags, None)
    for at in positions:
        while tag is not None and tag.start() < at:
            depth += -1 if tag[1] else 1
            tag = next(tags, None)
        depths.append(depth)
    return depths
