"""A walk over a WordPress site by its REST interface: posts in pages, their comments by the page.

The interface counts no comments of a post, so that one request for each of a thousand silent posts
would be a thousand too many: the comments of all posts of a page are asked for together.
"""

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlencode, urlsplit

from probenlp.errors import HarvestError
from probenlp.harvest.feeds.building import FeedSource
from probenlp.harvest.feeds.entries import FeedComment, FeedPage, FeedPost
from probenlp.harvest.feeds.walk import MOST_PAGES, Comments, Found, Walk, trouble
from probenlp.harvest.feeds.wordpress_rest import read_comments, read_posts
from probenlp.harvest.fetch.fetched import Fetched, FetchError
from probenlp.records import Problem

POSTS_A_PAGE = 50
COMMENTS_A_PAGE = 100  # the most that core gives


def walk_wordpress(api: str, walk: Walk) -> Iterator[Found | Problem]:
    """Give the posts of a site, the latest first, each with its comments.

    Parameters
    ----------
    api : str
        The root of the interface: ``https://blog.example/wp-json/`` or, on sites without tidy
        addresses, ``https://blog.example/?rest_route=/``.
    walk : Walk
        How to fetch, and which dates.
    """
    seen: set[str | None] = set()
    total: int | None = None
    number, end = 1, 0
    for _ in range(MOST_PAGES):
        url = endpoint(api, "wp/v2/posts", _wanted(walk, number))
        try:
            answer = walk.fetch(url)
            page = read_posts(answer.data, url, answer.headers)
        except (FetchError, HarvestError) as error:
            if not _is_past_the_end(error):
                yield trouble(url, error, "incomplete" if seen else "failed")
            if not _is_past_the_end(error) or number == 1 or number == end:
                return
            number, end = number - 1, number
            continue
        moved = _pages_moved(total, page.total, number)
        total = page.total if page.total is not None else total
        if moved:
            number -= moved
            continue
        new = [post for post in page.entries if post.native_id not in seen]
        seen.update(post.native_id for post in new)
        yield from _with_comments(api, walk, new, answer, url)
        if _is_last(page, answer, number):
            return
        number += 1


def _pages_moved(before: int | None, now: int | None, number: int) -> int:
    """Say how many pages to go back for: posts were deleted since the page before was read.

    What was the first post of this page then is now the last of that one, and nobody has seen it.
    """
    if before is None or now is None:
        return 0
    return min(number - 1, -(-max(0, before - now) // POSTS_A_PAGE))


def endpoint(api: str, path: str, wanted: dict[str, str]) -> str:
    """Write the address of an endpoint, for both forms of the interface's root.

    Examples
    --------
    >>> endpoint("https://dale.example/wp-json/", "wp/v2/posts", {"page": "2"})
    'https://dale.example/wp-json/wp/v2/posts?page=2'
    >>> endpoint("https://dale.example/?rest_route=/", "wp/v2/posts", {"page": "2"})
    'https://dale.example/?rest_route=/wp/v2/posts&page=2'
    """
    joint = "&" if "?" in api else "?"
    return f"{api.rstrip('/')}/{path}{joint}{urlencode(wanted, safe=',')}"


def _wanted(walk: Walk, number: int) -> dict[str, str]:
    wanted = {
        "per_page": str(POSTS_A_PAGE),
        "page": str(number),
        "orderby": "date",
        "order": "desc",
        "_embed": "author",
    }
    if walk.window.since:  # "after" leaves its own instant out
        wanted["after"] = f"{(walk.window.since - timedelta(days=1)).isoformat()}T23:59:59Z"
    if end := walk.window.end_instant:
        wanted["before"] = end
    return wanted


def _is_past_the_end(error: FetchError | HarvestError) -> bool:
    """WordPress answers 400 for a page after the last."""
    return getattr(error, "status", None) == 400


def _is_last(
    page: FeedPage[FeedPost] | FeedPage[FeedComment], answer: Fetched, number: int
) -> bool:
    pages = answer.headers.get("x-wp-totalpages", "")
    if pages.isdigit():
        return number >= int(pages)
    return not page.entries


def _with_comments(
    api: str, walk: Walk, posts: list[FeedPost], answer: Fetched, url: str
) -> Iterator[Found | Problem]:
    wanted = [
        post for post in posts if walk.window.holds(post.published.date if post.published else None)
    ]
    if not wanted:
        return
    problems: list[Problem] = []
    comments = _comments(api, walk, wanted, problems)
    yield from problems
    by_post: dict[str | None, list[FeedComment]] = {}
    for comment in comments.entries or ():
        by_post.setdefault(comment.post_native_id, []).append(comment)
    source = FeedSource(name=url, answers=(answer.data,))
    for post in wanted:
        mine = None if comments.entries is None else tuple(by_post.get(post.native_id, ()))
        # The other posts' comments are no part of this one's bytes, unless it has some itself.
        answers = comments.answers if mine else ()
        yield Found(
            post=post,
            source=source,
            comments=Comments(entries=mine, answers=answers, complete=comments.complete),
            fetched_at=answer.fetched_at,
        )


def _comments(api: str, walk: Walk, posts: list[FeedPost], problems: list[Problem]) -> Comments:
    """Read the comments of several posts to the end."""
    numbers = ",".join(post.native_id for post in posts if post.native_id)
    found: dict[str, FeedComment] = {}
    answers: list[bytes] = []
    for number in range(1, MOST_PAGES):
        wanted = {
            "post": numbers,
            "per_page": str(COMMENTS_A_PAGE),
            "page": str(number),
            "orderby": "date_gmt",
            "order": "asc",
        }
        url = endpoint(api, "wp/v2/comments", wanted)
        try:
            answer = walk.fetch(url)
            page = read_comments(answer.data, url, answer.headers)
        except (FetchError, HarvestError) as error:
            if answers and _is_past_the_end(error):
                break
            problems.append(trouble(_without_query(url), error, "incomplete"))
            got = tuple(found.values()) if answers else None
            return Comments(entries=got, answers=tuple(answers), complete=False)
        answers.append(answer.data)
        for comment in page.entries:
            found.setdefault(comment.native_id, comment)
        if _is_last(page, answer, number):
            break
    return Comments(entries=tuple(found.values()), answers=tuple(answers))


def _without_query(url: str) -> str:
    """Name the endpoint: the numbers of fifty posts help nobody to find the fault."""
    parts = urlsplit(url)
    return url if "rest_route" in parts.query else parts._replace(query="").geturl()
