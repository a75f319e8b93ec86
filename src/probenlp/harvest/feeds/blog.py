"""A whole blog with its threads, between two dates."""

from collections.abc import Iterator
from datetime import date

from msgspec.structs import replace

from probenlp.errors import HarvestError
from probenlp.harvest.feeds.blogger_walk import walk_blogger
from probenlp.harvest.feeds.discovery import BlogSystem, discover
from probenlp.harvest.feeds.post_page import harvest_post
from probenlp.harvest.feeds.syndication_walk import walk_syndication
from probenlp.harvest.feeds.walk import Found, Walk, Window, trouble
from probenlp.harvest.feeds.wordpress_walk import walk_wordpress
from probenlp.harvest.fetch.fetched import Fetch, FetchError
from probenlp.records import Document, Problem


def harvest_blog(
    url: str,
    *,
    fetch: Fetch,
    salt: bytes,
    since: date | None = None,
    until: date | None = None,
    follow_pages: bool = True,
) -> Iterator[Document | Problem]:
    """Harvest a blog: each post's page and thread, joined with what its feeds state.

    Parameters
    ----------
    url : str
        The front page, or a feed.
    fetch : callable
        Address in, :class:`~probenlp.harvest.fetch.fetched.Fetched` out; raises ``FetchError``.
        Robots rules, delays and the vetting of addresses are its affair.
    salt : bytes
        The project's secret for the keys of authors.
    since, until : date or None
        The first and the last day of publication wanted, in UTC, both included. A post whose date
        nobody states is taken.
    follow_pages : bool
        Whether further pages of a thread are fetched where no feed gave the whole thread.

    Yields
    ------
    Document or Problem
        The latest post first, in the order of the feed; each post once. One post's trouble is one
        problem and the rest goes on.

    Raises
    ------
    ValueError
        If ``since`` lies after ``until``.
    """
    if since and until and since > until:
        raise ValueError(f"since {since} lies after until {until}; turn them round")
    return _harvest(url, Walk(fetch, salt, Window(since, until), follow_pages))


def _harvest(url: str, walk: Walk) -> Iterator[Document | Problem]:
    try:
        blog = discover(walk.fetch(url))
    except (FetchError, HarvestError) as error:
        yield trouble(url, error, "failed")
        return
    for found in _posts(blog, walk):
        if isinstance(found, Problem):
            yield found
        else:
            yield from harvest_post(found, walk)


def _posts(blog: BlogSystem, walk: Walk) -> Iterator[Found | Problem]:
    if blog.system == "blogger":
        yield from walk_blogger(blog.base, walk)
    elif blog.system == "wordpress" and blog.api:
        yield from _wordpress(blog, blog.api, walk)
    else:
        yield from walk_syndication(blog.base, blog.feeds, walk)


def _wordpress(blog: BlogSystem, api: str, walk: Walk) -> Iterator[Found | Problem]:
    """Walk the REST interface; many sites announce it and keep it shut, then go by the feeds."""
    for number, found in enumerate(walk_wordpress(api, walk)):
        if number or not isinstance(found, Problem) or found.severity != "failed":
            yield found
            continue
        detail = f"{found.detail}; the site was read by its feeds and sitemap instead"
        yield replace(found, severity="incomplete", detail=detail)
        yield from walk_syndication(blog.base, blog.feeds, walk)
        return
