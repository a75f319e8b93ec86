"""What the walks over a blog share: the dates wanted, what is found, how trouble is told."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from probenlp.errors import HarvestError, ProbenlpError
from probenlp.harvest.feeds.building import FeedSource
from probenlp.harvest.feeds.entries import FeedComment, FeedPost
from probenlp.harvest.fetch.fetched import Fetch, FetchError
from probenlp.records import Problem, Reason, Severity

MOST_PAGES = 10_000
"""Pages of one feed: a server that always has a next one must not be followed for ever."""


@dataclass(frozen=True, slots=True)
class Window:
    """Which dates of publication are wanted, both ends included, in UTC.

    Examples
    --------
    >>> window = Window(date(2023, 5, 1), date(2023, 5, 31))
    >>> window.holds("2023-05-31T22:10:00Z"), window.holds("2023-06-01"), window.holds("2023")
    (True, False, True)
    """

    since: date | None = None
    until: date | None = None

    def holds(self, published: str | None) -> bool:
        """Tell whether a date may lie inside; one that is not known may."""
        return not (self.is_before(published) or self.is_after(published))

    def is_before(self, published: str | None) -> bool:
        """Tell whether a date lies before the first day for certain."""
        day = (published or "")[:10]
        return bool(day and self.since and day < self.since.isoformat()[: len(day)])

    def is_after(self, published: str | None) -> bool:
        """Tell whether a date lies after the last day for certain."""
        day = (published or "")[:10]
        return bool(day and self.until and day > self.until.isoformat()[: len(day)])

    @property
    def first_instant(self) -> str | None:
        """The first instant inside."""
        return f"{self.since.isoformat()}T00:00:00Z" if self.since else None

    @property
    def end_instant(self) -> str | None:
        """The first instant after the last day."""
        if self.until is None or self.until == date.max:
            return None
        return f"{(self.until + timedelta(days=1)).isoformat()}T00:00:00Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comments:
    """A post's comments as far as a feed gave them.

    Attributes
    ----------
    entries : tuple of FeedComment or None
        None where they were not asked for or nothing came.
    answers : tuple of bytes
        What was read for them.
    complete : bool
        Whether the feed was read to its end.
    """

    entries: tuple[FeedComment, ...] | None = None
    answers: tuple[bytes, ...] = ()
    complete: bool = True
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A post that a feed names, with its comments from the feed."""

    post: FeedPost
    source: FeedSource
    comments: Comments = Comments()
    fetched_at: str | None = None


@dataclass(frozen=True, slots=True)
class Walk:
    """What a walk needs to know.

    Attributes
    ----------
    fetch : callable
        Address in, answer out; robots rules, delays and the vetting of addresses are its affair.
    """

    fetch: Fetch
    salt: bytes = field(repr=False)
    window: Window = Window()
    follow_pages: bool = True


def trouble(
    source: str, error: ProbenlpError, severity: Severity, *, document_id: str | None = None
) -> Problem:
    """Make a problem of an error in fetching or reading."""
    return Problem(
        source=source,
        stage="read" if isinstance(error, FetchError) else "harvest",
        severity=severity,
        reason=_reason(error),
        detail=error.detail if isinstance(error, FetchError | HarvestError) else str(error),
        document_id=document_id,
    )


def _reason(error: ProbenlpError) -> Reason:
    if isinstance(error, HarvestError):
        return error.reason
    if isinstance(error, FetchError):
        if error.reason == "too-large":
            return "too-large"
        if error.reason == "unsupported":
            return "unsupported"
        return "missing" if is_gone(error) else "unreadable"
    return "internal"


def is_gone(error: ProbenlpError) -> bool:
    """Tell whether there is nothing (any more) under an address."""
    if isinstance(error, HarvestError):
        return error.reason == "missing"
    return isinstance(error, FetchError) and error.status in (404, 410)
