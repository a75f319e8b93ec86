"""What Blogger means by the fields of its Atom, be it written as XML or as JSON.

The rules are those of the script that Blogger's own pages carry to load further comments: the id
ends in ``post-<ID>`` for posts and comments alike, a comment's permalink is its alternate link, the
comment answered stands in a link to ``…/comments/default/<ID>``, and ``blogger.contentRemoved``
says that the text is Blogger's notice in place of a deleted comment.
"""

import re
from dataclasses import replace

from probenlp.harvest.feeds.atom import AtomEntry, AtomFeed
from probenlp.harvest.feeds.entries import (
    FeedAuthor,
    FeedComment,
    FeedPage,
    FeedPost,
    posted_in_feed,
    published_in_feed,
)

_NUMBER = re.compile(r"post-(\d{1,30})$")
_COMMENT_LINK = re.compile(r"/comments/default/(\d{1,30})(?:[?#/]|$)")
_PROFILE = re.compile(r"https?://(?:www|draft)\.blogger\.com/profile/(\d{1,30})/?$", re.IGNORECASE)
_OWN_LINKS = frozenset(("edit", "self"))


def posts_page(feed: AtomFeed, system: str) -> FeedPage[FeedPost]:
    """Read a page of a blog's posts feed."""
    posts = [blogger_post(entry, feed, system) for entry in feed.entries]
    return FeedPage(
        entries=tuple(post for post in posts if post is not None),
        total=feed.total,
        next_url=feed.next_url,
        warnings=(*feed.warnings, *_without_id(posts)),
    )


def comments_page(feed: AtomFeed) -> FeedPage[FeedComment]:
    """Read a page of a post's, or a whole blog's, comments feed."""
    comments = [blogger_comment(entry) for entry in feed.entries]
    return FeedPage(
        entries=tuple(comment for comment in comments if comment is not None),
        total=feed.total,
        next_url=feed.next_url,
        warnings=(*feed.warnings, *_without_id(comments)),
    )


def _without_id(entries: list[FeedPost | None] | list[FeedComment | None]) -> tuple[str, ...]:
    lost = sum(1 for entry in entries if entry is None)
    return (f"feed: {lost} entries without an id were left out",) if lost else ()


def blogger_post(entry: AtomEntry, feed: AtomFeed, system: str) -> FeedPost | None:
    """Read an entry as a post; None where it has no id of Blogger's form."""
    native_id = post_number(entry.id)
    if native_id is None:
        return None
    replies = next(
        (
            link.href
            for link in entry.links
            if link.rel == "replies" and link.type == "application/atom+xml"
        ),
        None,
    )
    return FeedPost(
        system=system,
        native_id=native_id,
        url=entry.link(html_only=True),
        title=entry.title,
        html=entry.html,
        is_summary=entry.is_summary,
        published=published_in_feed(entry.published),
        authors=tuple(_profiled(author) for author in entry.authors),
        site=feed.title,
        kind="blog_post",  # Blogger publishes nothing else
        language=entry.language or feed.language,
        comments_claimed=entry.total,
        comments_url=replies,
    )


def blogger_comment(entry: AtomEntry) -> FeedComment | None:
    """Read an entry as a comment; None where it has no id of Blogger's form."""
    own = post_number(entry.id)
    if own is None:
        return None
    post = next((found for ref in entry.in_reply_to if (found := post_number(ref))), None)
    parent = _parent(entry, own)
    author = next(iter(entry.authors), None)
    return FeedComment(
        native_id=f"c{own}",
        post_native_id=post,
        parent_native_id=f"c{parent}" if parent else None,
        author=_profiled(author) if author else None,
        posted=posted_in_feed(entry.published, entry.properties.get("blogger.displayTime") or None),
        permalink=entry.link(html_only=True),
        html=entry.html or "",
        status="deleted" if "blogger.contentRemoved" in entry.properties else "visible",
    )


def _parent(entry: AtomEntry, own: str) -> str | None:
    """Find the comment answered among the links; ``edit`` and ``self`` lead to the entry itself."""
    for link in entry.links:
        found = _COMMENT_LINK.search(link.href) if link.rel not in _OWN_LINKS else None
        if found and found[1] != own:
            return found[1]
    return None


def post_number(atom_id: str | None) -> str | None:
    """Take Blogger's number out of an entry's id.

    Examples
    --------
    >>> post_number("tag:blogger.com,1999:blog-7.post-12"), post_number("urn:x:12")
    ('12', None)
    """
    found = _NUMBER.search(atom_id or "")
    return found[1] if found else None


def _profiled(author: FeedAuthor) -> FeedAuthor:
    """Write a profile's address as pages do: feeds still carry the form without encryption."""
    found = _PROFILE.match(author.url or "")
    return replace(author, url=f"https://www.blogger.com/profile/{found[1]}") if found else author
