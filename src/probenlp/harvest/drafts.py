"""What a reader of one form gives, before it gets its name and becomes a document."""

from dataclasses import dataclass, field

from probenlp.harvest.encoding import Decoded
from probenlp.harvest.inputs import Input
from probenlp.records import (
    Author,
    DocumentKind,
    Link,
    Posted,
    Published,
    Reason,
    Region,
    Removal,
    SourceMap,
    Structure,
)
from probenlp.records.vocabulary import PassageStatus

GOES_ON = "thread: goes on at"
"""How the warning begins that names further pages of a thread."""


@dataclass(frozen=True, slots=True)
class Incomplete:
    """Something of the input that is not in the document."""

    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class Decoding:
    """An input and its characters."""

    item: Input
    decoded: Decoded
    salt: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentDraft:
    """A comment whose parent is known by the same key as itself.

    Attributes
    ----------
    key : str
        Native id, or place in the thread: what makes the passage's id.
    parent_key : str or None
        None at top level and where it is not known.
    """

    key: str
    text: str
    parent_key: str | None = None
    parent_source: str | None = None
    path: str | None = None
    depth: int | None = None
    native_id: str | None = None
    author: Author | None = None
    posted: Posted | None = None
    permalink: str | None = None
    status: PassageStatus = "visible"
    links: tuple[Link, ...] = ()
    regions: tuple[Region, ...] = ()
    source_map: SourceMap | None = None


@dataclass(slots=True, kw_only=True)
class Draft:
    """A document without its names."""

    media_type: str
    url: str | None = None
    title: str | None = None
    title_map: SourceMap | None = None
    text: str = ""
    text_map: SourceMap | None = None
    regions: tuple[Region, ...] = ()
    links: tuple[Link, ...] = ()
    authors: tuple[str, ...] = ()
    published: Published | None = None
    site: str | None = None
    kind: DocumentKind | None = None
    language: str | None = None
    comment_system: str | None = None
    structure: Structure = "none"
    claimed: int | None = None
    pings: int = 0
    comments: tuple[CommentDraft, ...] = ()
    next_pages: tuple[str, ...] = ()
    warnings: list[str] = field(default_factory=list)
    removed: list[Removal] = field(default_factory=list)
    incomplete: list[Incomplete] = field(default_factory=list)


__all__ = ["GOES_ON", "CommentDraft", "Decoding", "Draft", "Incomplete"]
