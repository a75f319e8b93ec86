"""Vanilla: ``li.ItemComment#Comment_<N>`` under ``div.ItemDiscussion#Discussion_<N>``.

The class names have stayed since version 2.0; the text is ``.Message``, ``.userContent`` since 3.
"""

from typing import ClassVar

from lxml.html import HtmlElement

from probenlp.harvest.comments.forum import ForumReader
from probenlp.harvest.comments.markup import classes
from probenlp.harvest.comments.nesting import Marker
from probenlp.harvest.comments.thread import PageLike

_KINDS = frozenset(("ItemComment", "ItemDiscussion", "Comment", "FirstComment"))


class Vanilla(ForumReader):
    """Reads discussions of Vanilla."""

    name: ClassVar[str] = "vanilla"
    marker: ClassVar[Marker] = Marker("li|div", r"((?:Comment|Discussion)_\d+)")
    authors: ClassVar[tuple[str, ...]] = ("a.Username", ".Username", ".Author")
    dates: ClassVar[tuple[str, ...]] = ("time", ".DateCreated")
    bodies: ClassVar[tuple[str, ...]] = (".Message", ".userContent", ".Item-Body")
    permalinks: ClassVar[tuple[str, ...]] = ("a.Permalink", ".DateCreated")
    furniture: ClassVar[frozenset[str]] = frozenset(
        "Reactions Signature UserSignature Options AttachFileWrapper ReactionRecord".split()
    )

    def detect(self, page: PageLike) -> float:
        """Score by the ids, which are written in capitals as nowhere else."""
        source = page.source_text
        if ("Comment_" not in source and "Discussion_" not in source) or not self.units(page.tree):
            return 0.0
        return 0.96 if page.tree.xpath("/descendant::*[contains(@class, 'MessageList')]") else 0.7

    def units(self, tree: HtmlElement) -> list[HtmlElement]:
        """Find the posts; the list of discussions has the same ids and no text."""
        found = tree.xpath(
            "/descendant::*[self::li or self::div][starts-with(@id, 'Comment_') or "
            "starts-with(@id, 'Discussion_')]"
        )
        return [
            unit
            for unit in found
            if self.native_id(unit)
            and not _KINDS.isdisjoint(classes(unit))
            and unit.xpath(
                "descendant::*[contains(@class, 'Message') or contains(@class, 'userContent')]"
            )
        ]
