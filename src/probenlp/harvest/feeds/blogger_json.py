"""Blogger's posts and comments feeds as JSON (``alt=json``), the form its own pages use."""

from typing import Any

from probenlp.errors import HarvestError
from probenlp.harvest.feeds.atom import AtomEntry, AtomFeed, AtomLink
from probenlp.harvest.feeds.blogger import comments_page, posts_page
from probenlp.harvest.feeds.entries import FeedAuthor, FeedComment, FeedPage, FeedPost
from probenlp.harvest.feeds.fragments import plain_words
from probenlp.harvest.feeds.json_values import load_json, number, objects, under, words

SYSTEM = "blogger-json"


def read_posts(data: bytes, name: str = "posts") -> FeedPage[FeedPost]:
    """Read a page of ``/feeds/posts/default?alt=json``.

    Parameters
    ----------
    data : bytes
        The answer.
    name : str
        For errors: the address or the file.

    Raises
    ------
    HarvestError
        Where it is no such feed; see :func:`probenlp.harvest.feeds.json_values.load_json`.

    Examples
    --------
    >>> page = read_posts(b'{"feed":{"entry":[{"id":{"$t":"tag:x:blog-1.post-12"},'
    ...                   b'"title":{"type":"text","$t":"Rooms"},"thr$total":{"$t":"3"}}]}}')
    >>> page.entries[0].native_id, page.entries[0].title, page.entries[0].comments_claimed
    ('12', 'Rooms', 3)
    """
    return posts_page(read_feed(data, name), SYSTEM)


def read_comments(data: bytes, name: str = "comments") -> FeedPage[FeedComment]:
    """Read a page of ``/feeds/<post>/comments/default?alt=json``.

    Raises
    ------
    HarvestError
        As :func:`read_posts`.
    """
    return comments_page(read_feed(data, name))


def read_feed(data: bytes, name: str) -> AtomFeed:
    """Read a feed of any kind.

    Raises
    ------
    HarvestError
        As :func:`read_posts`.
    """
    feed = under(load_json(data, name), "feed")
    if not isinstance(feed, dict):
        raise HarvestError(
            "is JSON without a 'feed' object, wanted a Blogger feed (alt=json)",
            source=name,
            reason="unsupported",
        )
    stated = feed.get("entry")
    entries = objects(stated)
    lost = len(stated) - len(entries) if isinstance(stated, list) else 0
    return AtomFeed(
        title=_title(feed.get("title")),
        entries=tuple(_entry(entry) for entry in entries),
        links=_links(feed.get("link")),
        authors=_authors(feed.get("author")),
        total=number(_text(feed.get("openSearch$totalResults"))),
        warnings=(f"feed: {lost} entries are no objects and were left out",) if lost else (),
    )


def _entry(entry: dict[str, Any]) -> AtomEntry:
    content, summary = _html(entry.get("content")), _html(entry.get("summary"))
    return AtomEntry(
        id=_text(entry.get("id")),
        title=_title(entry.get("title")),
        html=content if content is not None else summary,
        is_summary=content is None and summary is not None,
        published=_text(entry.get("published")),
        authors=_authors(entry.get("author")),
        links=_links(entry.get("link")),
        in_reply_to=tuple(
            ref
            for reply in objects(entry.get("thr$in-reply-to"))
            if (ref := words(reply.get("ref")))
        ),
        total=number(_text(entry.get("thr$total"))),
        properties={
            key: words(item.get("value")) or ""
            for item in objects(entry.get("gd$extendedProperty"))
            if (key := words(item.get("name")))
        },
        terms=tuple(
            term for item in objects(entry.get("category")) if (term := words(item.get("term")))
        ),
    )


def _text(value: Any) -> str | None:
    """Give the text of an element: ``{"$t": …}``, or bare as some libraries write it on."""
    return words(under(value, "$t")) or words(value)


def _html(value: Any) -> str | None:
    said = _text(value)
    if said is None:
        return None
    is_text = under(value, "type") == "text"
    return said.replace("&", "&amp;").replace("<", "&lt;") if is_text else said


def _title(value: Any) -> str | None:
    said = _text(value)
    if said and under(value, "type") in ("html", "xhtml"):
        return plain_words(said)
    return " ".join(said.split()) if said else None


def _authors(value: Any) -> tuple[FeedAuthor, ...]:
    found = [
        FeedAuthor(name=_text(item.get("name")), url=_text(item.get("uri")))
        for item in objects(value)
    ]
    return tuple(author for author in found if author.name or author.url)


def _links(value: Any) -> tuple[AtomLink, ...]:
    return tuple(
        AtomLink(
            rel=words(link.get("rel")) or "alternate",
            type=words(link.get("type")),
            href=words(link.get("href")) or "",
        )
        for link in objects(value)
    )
