"""A comment thread as it stands on a page, before it becomes passages."""

from dataclasses import dataclass
from typing import Protocol

from lxml.html import HtmlElement

from probenlp.records import Link, Posted, Region, SourceMap, Structure
from probenlp.records.vocabulary import PassageStatus


class Placer(Protocol):
    """What finds a text of the page in its source again."""

    def place(
        self, text: str, *, after: int | None = None, before: int | None = None
    ) -> SourceMap | None:
        """Map a text to the source between two positions, or give None."""


class PageLike(Protocol):
    """What a reader needs of a page.

    Attributes
    ----------
    tree : lxml.html.HtmlElement
        Shared with the reader of the article: no reader changes it.
    source_text : str
        The source as decoded; positions are code points of it.
    index : Placer or None
        None where nobody asks for source maps.
    url : str or None
        Links are made absolute against it.
    """

    @property
    def tree(self) -> HtmlElement: ...  # noqa: D102
    @property
    def source_text(self) -> str: ...  # noqa: D102
    @property
    def index(self) -> Placer | None: ...  # noqa: D102
    @property
    def url(self) -> str | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True, kw_only=True)
class RawComment:
    """One comment, with what the page states of it; what it does not state is None.

    Attributes
    ----------
    native_id : str or None
        The ``id`` that the comment system writes into the page, as written.
    parent_native_id : str or None
        Of the comment answered. None at top level and where it is not known.
    parent_source : str or None
        ``nesting``, ``attribute`` or ``depth-class``; None where there is no parent.
    path : str or None
        ``5.2`` is the second reply to the fifth comment; None in flat threads.
    depth : int or None
        0 at top level; None in flat threads.
    author_name : str or None
        As shown.
    author_url : str or None
        Where the name leads, absolute.
    is_post_author, is_anonymous : bool or None
        None where the system does not mark it.
    posted : Posted or None
        When it was written.
    permalink : str or None
        Absolute where the page states it so or its own address is known.
    status : str
        ``visible``, ``deleted``, ``hidden`` or ``truncated``. The system's notice that stands in
        place of a deleted comment is kept as its text, as shown.
    text : str
        Paragraphs apart by a blank line, lines by a newline; no furniture.
    regions : tuple of Region
        Quoted passages (``blockquote``), list items and headings in it.
    links : tuple of Link
        In reading order.
    source_map : SourceMap or None
        None without an index, and where the text could not be found again.
    """

    native_id: str | None
    parent_native_id: str | None = None
    parent_source: str | None = None
    path: str | None = None
    depth: int | None = None
    author_name: str | None = None
    author_url: str | None = None
    is_post_author: bool | None = None
    is_anonymous: bool | None = None
    posted: Posted | None = None
    permalink: str | None = None
    status: PassageStatus = "visible"
    text: str
    regions: tuple[Region, ...] = ()
    links: tuple[Link, ...] = ()
    source_map: SourceMap | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """The comments of one page in the order of the page.

    Attributes
    ----------
    system : str
        The reader that took them: ``blogger-threaded``, ``wordpress``.
    structure : str
        ``tree`` where the system states who answers whom (even if nobody does), else ``flat``.
    claimed : int or None
        How many comments the page's own heading counts; pingbacks often count among them.
    pings : int
        Pingbacks and trackbacks, which are no comments and are left out.
    containers : tuple of lxml.html.HtmlElement
        Elements of the page's tree that hold the thread and nothing of the article.
    next_pages : tuple of str
        Addresses of further pages of the same thread.
    warnings : tuple of str
        In words; one about comments that the parser lost starts ``nesting:``.
    """

    system: str
    structure: Structure
    claimed: int | None = None
    pings: int = 0
    comments: tuple[RawComment, ...] = ()
    containers: tuple[HtmlElement, ...] = ()
    next_pages: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class CommentReader(Protocol):
    """What one file of this folder gives: how one comment system writes its comments.

    Attributes
    ----------
    name : str
        The system's name in records, lower case with hyphens.
    """

    name: str

    def detect(self, page: PageLike) -> float:
        """Say how surely the page's thread is of this system, 0 (not at all) to 1."""

    def read(self, page: PageLike) -> Thread:
        """Take the thread; without comments where the page has none."""
