"""What was harvested: a page, its article and its thread."""

import msgspec

from probenlp.records.source_map import SourceMap
from probenlp.records.vocabulary import (
    SCHEMA_VERSION,
    DocumentKind,
    PassageKind,
    PassageStatus,
    RegionKind,
    Structure,
)


class Author(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Who wrote a passage, as the source states it.

    Attributes
    ----------
    name : str or None
        As shown. None where the source shows none; removed by pseudonymising.
    key : str or None
        The same for the same person within one salt, and not to be turned back into a name
        without it. None for nobody and for "Anonymous", who is many people.
    is_post_author : bool or None
        Whether the source marks the writer as the author of the post above. None: not stated.
    is_anonymous : bool or None
        Whether the writer appears under no name of their own. None: not stated.
    """

    name: str | None = None
    key: str | None = None
    is_post_author: bool | None = None
    is_anonymous: bool | None = None


class Posted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """When a comment was written.

    Attributes
    ----------
    utc : str or None
        ISO 8601 with ``Z``, only where the source states an instant.
    raw : str or None
        The words shown ("24 November 2022 at 18:55"), in whatever time zone the blog uses.
    source : str
        Where it was read: ``epoch`` (a number in a permalink), ``datetime`` (an attribute),
        ``feed``, ``microdata`` or ``text``.
    """

    utc: str | None = None
    raw: str | None = None
    source: str


class Published(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """When a document was published, and how that was found.

    Attributes
    ----------
    date : str
        ISO 8601: a year, a month, a day or an instant, never finer than the source.
    raw : str or None
        The words it was read from.
    how : str
        ``header-line`` (a date line above the text), ``metadata``, ``url``, ``feed``.
    """

    date: str
    raw: str | None = None
    how: str


class Extractor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """What took the text out of the source."""

    name: str
    version: str


class Source(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """The input a document was read from.

    Attributes
    ----------
    name : str
        The path below the folder that was named on the command line, or the URL.
    media_type : str
        ``text/html`` or ``text/plain``.
    encoding : str
        A Python codec name; ``source_map`` counts code points of the bytes decoded by it.
    encoding_errors : str
        ``strict`` or ``replace``, the error handler that decoding needed.
    encoding_how : str
        ``bom``, ``utf-16-pattern`` (by its zero bytes), ``declared``, ``utf-8``, ``cp1252``
        (the fallback of browsers) or ``utf-8-damaged``.
    bytes : int
        Size of the input.
    """

    name: str
    media_type: str
    encoding: str
    encoding_errors: str = "strict"
    encoding_how: str
    bytes: int


class Link(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A link in a passage; the offsets are None where its words could not be placed."""

    url: str
    start: int | None = None
    end: int | None = None


class Region(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A stretch of a passage about which markup or layout says something.

    Attributes
    ----------
    start, end : int
        Half-open, code points of the passage's text.
    kind : str
        See :data:`probenlp.records.RegionKind`.
    source_name : str or None
        Whom a block quotation names as its source, where the markup says so.
    """

    start: int
    end: int
    kind: RegionKind
    source_name: str | None = None


class Removal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Text of the source that is in no passage, and why: nothing is dropped silently.

    Attributes
    ----------
    source_start, source_end : int
        Half-open, code points of the decoded source.
    reason : str
        ``furniture`` (buttons of a comment system), ``boilerplate`` (sharing and subscribing),
        ``header`` (the title, date or author line, which became a field), ``numbering``.
    surface : str
        The words, cut after 200 characters.
    """

    source_start: int
    source_end: int
    reason: str
    surface: str


class Passage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One text by one hand: a headline, an article, or a comment.

    Attributes
    ----------
    id : str
        Stable over re-harvest: the document's id and the comment's native id, or else its place.
    kind : str
        ``title``, ``article`` or ``comment``.
    text : str
        Paragraphs apart by a blank line, lines by a newline; no furniture.
    parent_id : str or None
        The passage this one answers. None for a top-level comment, and where it is not known.
    parent_source : str or None
        How the parent is known: ``nesting``, ``indent``, ``attribute``, ``depth-class``, ``feed``.
    path : str or None
        Place in the thread, counted from 1: ``5.2`` is the second reply to the fifth comment.
    depth : int or None
        0 for a top-level comment; None outside threads and in flat ones.
    native_id : str or None
        What the comment system calls it.
    duplicate_of : str or None
        An earlier passage of the same document with the same words.
    source_map : SourceMap or None
        The way back to the source; None only for records that came from a feed.
    """

    id: str
    kind: PassageKind
    text: str
    parent_id: str | None = None
    parent_source: str | None = None
    path: str | None = None
    depth: int | None = None
    native_id: str | None = None
    author: Author | None = None
    posted: Posted | None = None
    permalink: str | None = None
    status: PassageStatus = "visible"
    duplicate_of: str | None = None
    links: tuple[Link, ...] = ()
    regions: tuple[Region, ...] = ()
    source_map: SourceMap | None = None


class Document(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A harvested page or file. What the source does not state is None, never guessed.

    Attributes
    ----------
    id : str
        From the canonical address where one is stated, else from the content.
    language : str or None
        As declared by the source.
    content_sha256 : str
        Of the input's bytes.
    comment_system : str or None
        Which reader took the thread: ``blogger-threaded``, ``text-dump``; None without a thread.
    comments_claimed : int or None
        What the page's own heading says: a checksum to report, not to trust.
    comments_found : int
        How many passages are comments.
    warnings : tuple of str
        What a careful reader should know, in words.
    """

    schema_version: int = SCHEMA_VERSION
    id: str
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    published: Published | None = None
    site: str | None = None
    kind: DocumentKind | None = None
    language: str | None = None
    fetched_at: str | None = None
    content_sha256: str
    source: Source
    extractor: Extractor
    comment_system: str | None = None
    structure: Structure = "none"
    comments_claimed: int | None = None
    comments_found: int = 0
    warnings: tuple[str, ...] = ()
    removed: tuple[Removal, ...] = ()
    passages: tuple[Passage, ...] = ()
