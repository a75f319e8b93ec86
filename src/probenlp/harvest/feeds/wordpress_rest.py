"""WordPress's REST interface: ``wp/v2/posts`` and ``wp/v2/comments``, part of core since 4.7."""

from collections.abc import Mapping
from html import unescape
from typing import Any

from probenlp.errors import HarvestError
from probenlp.harvest.feeds.entries import (
    FeedAuthor,
    FeedComment,
    FeedPage,
    FeedPost,
    posted_in_feed,
    published_in_feed,
)
from probenlp.harvest.feeds.fragments import plain_words
from probenlp.harvest.feeds.json_values import load_json, number, objects, under, words
from probenlp.records.vocabulary import PassageStatus

SYSTEM = "wordpress-rest"
_PINGS = frozenset(("pingback", "trackback"))
_STATUSES: dict[str, PassageStatus] = {
    "hold": "hidden",
    "unapproved": "hidden",
    "spam": "hidden",
    "trash": "deleted",
}
_NOTHING: Mapping[str, str] = {}


def read_posts(
    data: bytes, name: str = "posts", headers: Mapping[str, str] = _NOTHING
) -> FeedPage[FeedPost]:
    """Read a page of ``wp/v2/posts``.

    Parameters
    ----------
    data : bytes
        The answer.
    name : str
        For errors: the address or the file.
    headers : mapping of str to str
        Of the answer, names in lower case; ``x-wp-total`` counts the posts of all pages.

    Returns
    -------
    FeedPage
        Posts behind a password have no text; entries of other states than ``publish`` are left
        out.

    Raises
    ------
    HarvestError
        Where it is no such list; the interface's own error message is passed on.

    Examples
    --------
    >>> page = read_posts(b'[{"id": 12, "title": {"rendered": "Rooms &#038; chairs"}}]')
    >>> page.entries[0].native_id, page.entries[0].title, page.entries[0].published
    ('12', 'Rooms & chairs', None)
    """
    items, lost = _items(data, name, "posts")
    public = [item for item in items if item.get("status") in (None, "publish")]
    warnings = [f"feed: {lost} entries without an id were left out"] if lost else []
    if len(public) < len(items):
        warnings.append(f"feed: {len(items) - len(public)} posts are not public")
    return FeedPage(
        entries=tuple(_post(item) for item in public),
        total=number(headers.get("x-wp-total")),
        warnings=tuple(warnings),
    )


def read_comments(
    data: bytes, name: str = "comments", headers: Mapping[str, str] = _NOTHING
) -> FeedPage[FeedComment]:
    """Read a page of ``wp/v2/comments``.

    Parameters
    ----------
    data, name, headers
        As for :func:`read_posts`.

    Returns
    -------
    FeedPage
        Pingbacks and trackbacks are counted and left out.

    Raises
    ------
    HarvestError
        As :func:`read_posts`.
    """
    items, lost = _items(data, name, "comments")
    said = [item for item in items if words(item.get("type")) not in _PINGS]
    return FeedPage(
        entries=tuple(_comment(item) for item in said),
        total=number(headers.get("x-wp-total")),
        pings=len(items) - len(said),
        warnings=(f"feed: {lost} entries without an id were left out",) if lost else (),
    )


def _items(data: bytes, name: str, wanted: str) -> tuple[list[dict[str, Any]], int]:
    """Give the entries that have an id, and how many have none."""
    answer = load_json(data, name)
    if isinstance(answer, dict):
        code, message = words(answer.get("code")), words(answer.get("message"))
        said = f": {code}: {message}" if code or message else ""
        raise HarvestError(
            f"is an object, wanted a list of WordPress {wanted}{said}",
            source=name,
            reason="unsupported",
        )
    if not isinstance(answer, list):
        raise HarvestError(
            f"is {type(answer).__name__}, wanted a list of WordPress {wanted}",
            source=name,
            reason="unsupported",
        )
    items = [item for item in objects(answer) if number(item.get("id")) is not None]
    return items, len(answer) - len(items)


def _post(item: dict[str, Any]) -> FeedPost:
    body, excerpt = _rendered(item.get("content")), _rendered(item.get("excerpt"))
    protected = under(item, "content", "protected") is True
    return FeedPost(
        system=SYSTEM,
        native_id=str(number(item.get("id"))),
        url=words(item.get("link")),
        title=plain_words(_rendered(item.get("title"))),
        html=None if protected else body or excerpt,
        is_summary=body is None and excerpt is not None,
        published=published_in_feed(_utc(item.get("date_gmt")) or words(item.get("date"))),
        authors=_authors(item),
        comments_url=_replies(item),
    )


def _comment(item: dict[str, Any]) -> FeedComment:
    parent, post = number(item.get("parent")), number(item.get("post"))
    return FeedComment(
        native_id=f"comment-{number(item.get('id'))}",
        post_native_id=str(post) if post else None,
        parent_native_id=f"comment-{parent}" if parent else None,
        author=_commenter(item),
        posted=posted_in_feed(_utc(item.get("date_gmt")) or words(item.get("date"))),
        permalink=words(item.get("link")),
        html=_rendered(item.get("content")) or "",
        status=_STATUSES.get(words(item.get("status")) or "", "visible"),
    )


def _rendered(value: Any) -> str | None:
    return words(under(value, "rendered")) or words(value)


def _utc(value: Any) -> str | None:
    """Write the zone that the field's name states: ``date_gmt`` comes without one."""
    said = words(value)
    if said is None or said.startswith("0000"):  # a draft's
        return None
    return said if said.endswith("Z") or "+" in said else f"{said}Z"


def _commenter(item: dict[str, Any]) -> FeedAuthor | None:
    name, url = words(item.get("author_name")), words(item.get("author_url"))
    user = number(item.get("author"))
    if name is None and url is None and not user:
        return None
    return FeedAuthor(
        name=unescape(name) if name else None,  # kept escaped in the database
        url=unescape(url) if url else None,
        native_id=str(user) if user is not None else None,
    )


def _authors(item: dict[str, Any]) -> tuple[FeedAuthor, ...]:
    """Give the writers: the number stands in the post, the name only where it was embedded."""
    embedded = {
        number(author.get("id")): author for author in objects(under(item, "_embedded", "author"))
    }
    user = number(item.get("author"))
    if user is None:
        return ()
    known = embedded.get(user, {})
    name = words(known.get("name"))
    return (
        FeedAuthor(
            name=unescape(name) if name else None,
            url=words(known.get("link")),
            native_id=str(user),
        ),
    )


def _replies(item: dict[str, Any]) -> str | None:
    return next(
        (
            href
            for link in objects(under(item, "_links", "replies"))
            if (href := words(link.get("href")))
        ),
        None,
    )
