"""A walk over a Blogger blog by its feeds: posts by date, comments post by post.

Pages of a feed are asked for by date, not by number: when a post is deleted between two pages all
later numbers move up by one, and the first post of the next page would be passed over.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode, urljoin

from probenlp.errors import HarvestError
from probenlp.harvest.feeds.blogger_json import read_comments, read_posts
from probenlp.harvest.feeds.building import FeedSource
from probenlp.harvest.feeds.entries import FeedComment, FeedPage, FeedPost
from probenlp.harvest.feeds.walk import MOST_PAGES, Comments, Found, Walk, trouble
from probenlp.harvest.fetch.fetched import FetchError
from probenlp.records import Problem

POSTS_A_PAGE = 50
COMMENTS_A_PAGE = 200  # Blogger's own scripts take 50; it gives no more than it likes


def walk_blogger(base: str, walk: Walk) -> Iterator[Found | Problem]:
    """Give the posts of a blog, the latest first, each with the comments of its feed.

    Parameters
    ----------
    base : str
        The blog's front page; its feeds lie below it.
    walk : Walk
        How to fetch, and which dates.
    """
    seen: set[str] = set()
    upper, start, idle = walk.window.end_instant, 1, 0
    for _ in range(MOST_PAGES):
        url = _posts_url(base, walk.window.first_instant, upper, start)
        try:
            answer = walk.fetch(url)
            page = read_posts(answer.data, url)
        except (FetchError, HarvestError) as error:
            yield trouble(url, error, "incomplete" if seen else "failed")
            return
        new = [post for post in page.entries if post.native_id not in seen]
        seen.update(post.native_id for post in new if post.native_id)
        source = FeedSource(name=url, answers=(answer.data,))
        for post in new:
            yield from _with_comments(base, walk, post, source, answer.fetched_at)
        idle = 0 if new else idle + 1
        if idle > 1 or _is_last(page, start):
            return
        following = _just_after(page.entries[-1]) if new else upper
        start = 1 if following and following != upper else start + len(page.entries)
        upper = following or upper


def _posts_url(base: str, lower: str | None, upper: str | None, start: int) -> str:
    wanted = {
        "alt": "json",
        "v": "2",
        "orderby": "published",
        "max-results": str(POSTS_A_PAGE),
        "published-min": lower,
        "published-max": upper,
        "start-index": str(start) if start > 1 else None,
    }
    return f"{urljoin(base, '/feeds/posts/default')}?{_query(wanted)}"


def _query(wanted: dict[str, str | None]) -> str:
    return urlencode({key: value for key, value in wanted.items() if value is not None})


def _is_last(page: FeedPage[FeedPost] | FeedPage[FeedComment], start: int) -> bool:
    """Tell the end by the count of what matches; without one only an empty page is the end."""
    if not page.entries:
        return True
    return page.total is not None and start - 1 + len(page.entries) >= page.total


def _just_after(post: FeedPost) -> str | None:
    """Give the instant up to which posts are still wanted, the post itself included."""
    raw = post.published.raw if post.published else None
    return _shifted(raw, timedelta(milliseconds=1))


def _shifted(stamp: str | None, by: timedelta) -> str | None:
    try:
        moment = datetime.fromisoformat(stamp or "")
        if moment.tzinfo is None:
            return None
        moved = (moment + by).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moved.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _with_comments(
    base: str, walk: Walk, post: FeedPost, source: FeedSource, fetched_at: str
) -> Iterator[Found | Problem]:
    """Ask for a post's comments; a post that the feed counts none of is not asked for."""
    published = post.published.date if post.published else None
    if not walk.window.holds(published):
        return
    comments = Comments(entries=())
    if post.comments_claimed != 0:
        problems: list[Problem] = []
        comments = _comments(base, walk, post, problems)
        yield from problems
    yield Found(post=post, source=source, comments=comments, fetched_at=fetched_at)


def _comments(base: str, walk: Walk, post: FeedPost, problems: list[Problem]) -> Comments:
    feed = urljoin(base, f"/feeds/{post.native_id}/comments/default")
    found: dict[str, FeedComment] = {}
    answers: list[bytes] = []
    warnings: list[str] = []
    lower: str | None = None
    start, idle = 1, 0
    for _ in range(MOST_PAGES):
        url = f"{feed}?{_comments_query(lower, start)}"
        try:
            answer = walk.fetch(url)
            page = read_comments(answer.data, url)
        except (FetchError, HarvestError) as error:
            problems.append(trouble(url, error, "incomplete"))
            got = tuple(found.values()) if answers else None
            return Comments(entries=got, answers=tuple(answers), complete=False)
        answers.append(answer.data)
        warnings += page.warnings
        new = [comment for comment in page.entries if comment.native_id not in found]
        found.update((comment.native_id, comment) for comment in new)
        idle = 0 if new else idle + 1
        if idle > 1 or _is_last(page, start):
            break
        following = _time(page.entries[-1]) if new else lower
        start = 1 if following and following != lower else start + len(page.entries)
        lower = following or lower
    return Comments(entries=tuple(found.values()), answers=tuple(answers), warnings=tuple(warnings))


def _comments_query(lower: str | None, start: int) -> str:
    return _query(
        {
            "alt": "json",
            "v": "2",
            "orderby": "published",
            "reverse": "false",  # the oldest first
            "max-results": str(COMMENTS_A_PAGE),
            "published-min": lower,
            "start-index": str(start) if start > 1 else None,
        }
    )


def _time(comment: FeedComment) -> str | None:
    return comment.posted.utc if comment.posted else None
