"""What feeds and interfaces state of a post and its comments, whatever system wrote them.

Nothing here knows a format. What an entry does not state is None; a native id is written as the
same system's pages write it (``c123`` on Blogger, ``comment-123`` on WordPress), so that a page and
a feed of one post meet.
"""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Generic, TypeVar

from probenlp.harvest.metadata import read_timestamp
from probenlp.records import DocumentKind, Posted, Published
from probenlp.records.vocabulary import PassageStatus

_RFC_822 = re.compile(r"(?:[A-Za-z]{3,9},?\s{1,3})?\d{1,2}\s{1,3}[A-Za-z]{3,9}\s{1,3}\d{2,4}\s")
_LONGEST_DATE = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedAuthor:
    """Who wrote an entry.

    Attributes
    ----------
    name : str or None
        As stated.
    url : str or None
        The profile or site given with the name.
    native_id : str or None
        The system's number for a registered writer; ``"0"`` says that the writer is not registered.
    """

    name: str | None = None
    url: str | None = None
    native_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedComment:
    """One comment.

    Attributes
    ----------
    native_id : str
        As the system's pages write it.
    post_native_id : str or None
        The post it stands under, as in :class:`FeedPost`.
    parent_native_id : str or None
        The comment it answers; None at top level.
    html : str
        The text as a fragment of HTML, untrusted.
    """

    native_id: str
    post_native_id: str | None = None
    parent_native_id: str | None = None
    author: FeedAuthor | None = None
    posted: Posted | None = None
    permalink: str | None = None
    html: str = ""
    status: PassageStatus = "visible"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPost:
    """One post or article.

    Attributes
    ----------
    system : str
        Which reader read it; it becomes the document's ``comment_system`` where there is a thread.
    native_id : str or None
        The system's number or name of the post.
    url : str or None
        Of the page that shows it.
    title : str or None
        Plain text.
    html : str or None
        The text as a fragment of HTML, untrusted. None where the entry holds none.
    is_summary : bool
        Whether ``html`` is only the beginning or an abstract.
    comments_claimed : int or None
        How many comments the entry counts.
    comments_url : str or None
        Where the entry says its comments can be had.
    states_parents : bool
        Whether the system's comments feed says who answers whom.
    """

    system: str
    native_id: str | None = None
    url: str | None = None
    title: str | None = None
    html: str | None = None
    is_summary: bool = False
    published: Published | None = None
    authors: tuple[FeedAuthor, ...] = ()
    site: str | None = None
    kind: DocumentKind | None = None
    language: str | None = None
    comments_claimed: int | None = None
    comments_url: str | None = None
    states_parents: bool = True


E = TypeVar("E", FeedPost, FeedComment)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedPage(Generic[E]):
    """One answer of a feed: feeds of many entries come in pages.

    Attributes
    ----------
    entries : tuple
        In the order of the feed.
    total : int or None
        How many entries the feed counts over all its pages.
    next_url : str or None
        Where the feed says it goes on.
    pings : int
        Pingbacks and trackbacks, which are no comments and are left out.
    warnings : tuple of str
        What could not be read, in words.
    """

    entries: tuple[E, ...] = ()
    total: int | None = None
    next_url: str | None = None
    pings: int = 0
    warnings: tuple[str, ...] = field(default=())


def published_in_feed(raw: str | None) -> Published | None:
    """Read the date of an entry, ISO 8601 (Atom, JSON) or as in e-mail (RSS).

    Examples
    --------
    >>> published_in_feed("Thu, 04 May 2023 09:30:00 +0100").date
    '2023-05-04T08:30:00Z'
    >>> published_in_feed("2023-05-04T09:30:00").date, published_in_feed("soon")
    ('2023-05-04', None)
    """
    raw = (raw or "").strip()
    if not raw or len(raw) > _LONGEST_DATE:
        return None
    date = _rfc_822(raw) if _RFC_822.match(raw) else None
    date = date or read_timestamp(raw)
    return Published(date=date, raw=raw, how="feed") if date else None


def _rfc_822(raw: str) -> str | None:
    try:
        moment = parsedate_to_datetime(raw)
        if moment.tzinfo is None:  # "-0000", or a zone nobody knows: the day is all that is sure
            return moment.date().isoformat()
        return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def posted_in_feed(raw: str | None, shown: str | None = None) -> Posted | None:
    """Read the time of a comment; an instant only where a zone is stated.

    Parameters
    ----------
    raw : str or None
        As the entry states it.
    shown : str or None
        What pages show in its place, where the entry says so.

    Examples
    --------
    >>> posted_in_feed("2022-11-24T19:44:15.123+01:00").utc
    '2022-11-24T18:44:15.123Z'
    >>> posted_in_feed("2022-11-24T19:44:15", "24 November 2022")
    Posted(utc=None, raw='24 November 2022', source='feed')
    """
    raw = (raw or "").strip()[:_LONGEST_DATE]
    if not raw:
        return Posted(raw=shown, source="feed") if shown else None
    return Posted(utc=_instant(raw), raw=shown or raw, source="feed")


def _instant(raw: str) -> str | None:
    if _RFC_822.match(raw):
        stamp = _rfc_822(raw)
        return stamp if stamp and stamp.endswith("Z") else None
    try:
        moment = datetime.fromisoformat(re.sub(r"(\.\d{1,6})\d*", r"\1", raw))
        if moment.tzinfo is None:
            return None
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    precision = "milliseconds" if moment.microsecond else "seconds"
    return moment.replace(tzinfo=None).isoformat(timespec=precision) + "Z"
