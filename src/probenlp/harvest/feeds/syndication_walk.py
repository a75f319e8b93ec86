"""A walk over a site that has feeds and sitemaps only: they list, the pages tell."""

from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import urljoin, urlsplit

from probenlp.errors import HarvestError
from probenlp.harvest.feeds import syndication
from probenlp.harvest.feeds.building import FeedSource
from probenlp.harvest.feeds.entries import FeedPost
from probenlp.harvest.feeds.sitemap import SYSTEM, Sitemap, SitemapEntry, read_sitemap
from probenlp.harvest.feeds.walk import MOST_PAGES, Comments, Found, Walk, is_gone, trouble
from probenlp.harvest.fetch.fetched import FetchError
from probenlp.harvest.identity import canonical_url
from probenlp.records import Problem

_MOST_SITEMAPS = 500
_OF_ARTICLES = ("post", "news", "article", "press", "blog", "publication")


def walk_syndication(base: str, feeds: Sequence[str], walk: Walk) -> Iterator[Found | Problem]:
    """Give the articles that feeds announce, then those that only sitemaps list.

    Parameters
    ----------
    base : str
        The site's front page, or a feed of it.
    feeds : sequence of str
        Addresses of feeds; the same articles in several are given once.
    walk : Walk
        How to fetch, and which dates.

    Notes
    -----
    A sitemap states when a page was changed, not when it was published: it rules out pages that
    were last touched before the first day wanted, and no others. Sitemaps are not asked for where
    a feed reaches back beyond that day.
    """
    seen: set[str] = set()
    covered = False
    for feed in feeds:
        for found in _from_feed(feed, walk, seen):
            covered = covered or isinstance(found, _Covered)
            if not isinstance(found, _Covered):
                yield found
    if not covered:
        yield from _from_sitemaps(base, walk, seen, required=not feeds)


def walk_listed(kind: str, urls: Sequence[str], walk: Walk) -> Iterator[Found | Problem]:
    """Give what a list of sources names.

    Parameters
    ----------
    kind : str
        ``feed``, ``sitemap`` or ``pages``.
    urls : sequence of str
        Of the feeds, sitemaps or pages.
    walk : Walk
        How to fetch, and which dates.
    """
    seen: set[str] = set()
    for url in urls:
        if kind == "feed":
            for found in _from_feed(url, walk, seen):
                if not isinstance(found, _Covered):
                    yield found
        elif kind == "sitemap":
            yield from _from_sitemaps(url, walk, seen, required=True, places=(url,))
        elif _is_new(page := FeedPost(system="pages", url=url, states_parents=False), seen):
            yield Found(post=page, source=FeedSource(name=url, answers=()))


class _Covered:
    """Says that a feed has reached the first day wanted."""


def _from_feed(feed: str, walk: Walk, seen: set[str]) -> Iterator[Found | Problem | _Covered]:
    url: str | None = feed
    asked: set[str] = set()
    while url and url not in asked and len(asked) < MOST_PAGES:
        asked.add(url)
        try:
            answer = walk.fetch(url)
            page = syndication.read_articles(answer.data, url)
        except (FetchError, HarvestError) as error:
            yield trouble(url, error, "incomplete")
            return
        source = FeedSource(
            name=url, answers=(answer.data,), media_type=_media_type(answer.headers)
        )
        for post in page.entries:
            date = post.published.date if post.published else None
            if walk.window.is_before(date):
                yield _Covered()
            elif walk.window.holds(date) and _is_new(post, seen):
                problems: list[Problem] = []
                comments = _comments(walk, post, problems)
                yield from problems
                yield Found(
                    post=post, source=source, comments=comments, fetched_at=answer.fetched_at
                )
        url = urljoin(url, page.next_url) if page.next_url else None


def _media_type(headers: Mapping[str, str]) -> str:
    is_atom = "atom" in headers.get("content-type", "")
    return "application/atom+xml" if is_atom else "application/rss+xml"


def _is_new(post: FeedPost, seen: set[str]) -> bool:
    key = canonical_url(post.url) if post.url else f"id:{post.native_id}"
    if key in seen:
        return False
    seen.add(key)
    return True


def _comments(walk: Walk, post: FeedPost, problems: list[Problem]) -> Comments:
    """Read the comments feed that an entry names, where it counts any."""
    if not post.comments_url or not post.comments_claimed:
        return Comments(entries=() if post.comments_claimed == 0 else None)
    try:
        answer = walk.fetch(post.comments_url)
        page = syndication.read_comments(answer.data, post.comments_url)
    except (FetchError, HarvestError) as error:
        problems.append(trouble(post.comments_url, error, "incomplete"))
        return Comments(complete=False)
    # WordPress feeds end after the latest ten entries, whatever there is.
    return Comments(
        entries=page.entries,
        answers=(answer.data,),
        complete=len(page.entries) >= post.comments_claimed,
        warnings=page.warnings,
    )


def _from_sitemaps(
    base: str, walk: Walk, seen: set[str], *, required: bool, places: Sequence[str] = ()
) -> Iterator[Found | Problem]:
    guesses = dict.fromkeys((urljoin(base, "sitemap.xml"), urljoin(base, "/sitemap.xml")))
    waiting = list(places or guesses)
    asked: set[str] = set()
    while waiting and len(asked) < _MOST_SITEMAPS:
        url = waiting.pop(0)
        if url in asked:
            continue
        asked.add(url)
        try:
            answer = walk.fetch(url)
            sitemap = read_sitemap(answer.data, url)
        except (FetchError, HarvestError) as error:
            # That a site has no sitemap at a place it never named is no fault.
            if url not in guesses or (required and not waiting) or not is_gone(error):
                yield trouble(url, error, "failed" if required else "incomplete")
            continue
        waiting = [other for other in waiting if other not in guesses] + _children(
            sitemap, walk, url
        )
        source = FeedSource(name=url, answers=(answer.data,), media_type="application/xml")
        for entry in sitemap.pages:
            post = _post(entry)
            if _is_wanted(entry, walk, urlsplit(base).hostname) and _is_new(post, seen):
                yield Found(post=post, source=source, fetched_at=answer.fetched_at)


def _children(sitemap: Sitemap, walk: Walk, url: str) -> list[str]:
    """Choose the sitemaps of articles where their names tell them from those of tags and users."""
    current = [entry for entry in sitemap.sitemaps if not walk.window.is_before(entry.changed)]
    named = [
        entry
        for entry in current
        if any(word in urlsplit(entry.url).path.lower() for word in _OF_ARTICLES)
    ]
    return [urljoin(url, entry.url) for entry in named or current]


def _is_wanted(entry: SitemapEntry, walk: Walk, host: str | None) -> bool:
    if urlsplit(entry.url).hostname != host or walk.window.is_before(entry.changed):
        return False
    published = entry.news.published if entry.news else None
    return walk.window.holds(published.date if published else None)


def _post(entry: SitemapEntry) -> FeedPost:
    return entry.news or FeedPost(system=SYSTEM, url=entry.url, states_parents=False)
