"""Blogger's feeds as Atom, and the Atom file of an export (Google Takeout, "Back up content")."""

import re
from dataclasses import replace

from probenlp.errors import HarvestError
from probenlp.harvest.feeds.atom import AtomEntry, AtomFeed, atom_feed
from probenlp.harvest.feeds.blogger import (
    blogger_comment,
    blogger_post,
    comments_page,
    post_number,
    posts_page,
)
from probenlp.harvest.feeds.entries import FeedComment, FeedPage, FeedPost
from probenlp.harvest.feeds.xml_tree import local_name, parse_xml
from probenlp.records.vocabulary import PassageStatus

SYSTEM = "blogger-atom"
_KIND = re.compile(r"http://schemas\.google\.com/blogger/2008/kind#(\w+)")
_STATUSES: dict[str, PassageStatus] = {
    "LIVE": "visible",
    "PENDING": "hidden",
    "SPAM": "hidden",
    "REJECTED": "hidden",
    "EMPTIED": "deleted",
    "SOFT_TRASHED": "deleted",
}


def read_posts(data: bytes, name: str = "posts") -> FeedPage[FeedPost]:
    """Read a page of ``/feeds/posts/default``.

    Raises
    ------
    HarvestError
        Where it is no Atom feed; see :func:`probenlp.harvest.feeds.xml_tree.parse_xml`.
    """
    return posts_page(_feed(data, name), SYSTEM)


def read_comments(data: bytes, name: str = "comments") -> FeedPage[FeedComment]:
    """Read a page of ``/feeds/<post>/comments/default``.

    Raises
    ------
    HarvestError
        As :func:`read_posts`.
    """
    return comments_page(_feed(data, name))


def read_export(data: bytes, name: str = "export") -> list[tuple[FeedPost, list[FeedComment]]]:
    """Read an export: a whole blog in one file.

    Drafts, pages, settings and templates are no posts. Comments of the newer exports name their
    post and their parent in ``blogger:parent``, older ones in ``thr:in-reply-to``.

    Returns
    -------
    list of (FeedPost, list of FeedComment)
        In the order of the file. Comments whose post is not in the file are left out.

    Raises
    ------
    HarvestError
        As :func:`read_posts`.
    """
    feed = _feed(data, name)
    posts: dict[str, FeedPost] = {}
    for entry in feed.entries:
        if entry_kind(entry) == "post" and (entry.status or "LIVE").upper() == "LIVE":
            post = blogger_post(entry, feed, SYSTEM)
            if post and post.native_id:
                posts[post.native_id] = _addressed(post, entry, feed)
    threads: dict[str, list[FeedComment]] = {key: [] for key in posts}
    place: dict[str, str] = {}
    for entry in feed.entries:
        comment = _exported(entry, place) if entry_kind(entry) == "comment" else None
        if comment and comment.post_native_id in threads:
            threads[comment.post_native_id].append(comment)
    return [(posts[key], threads[key]) for key in posts]


def _feed(data: bytes, name: str) -> AtomFeed:
    parsed = parse_xml(data, name, wanted="an Atom feed")
    if local_name(parsed.root) != "feed":
        raise HarvestError(
            f"begins with <{local_name(parsed.root)}>, wanted an Atom <feed>",
            source=name,
            reason="unsupported",
        )
    return atom_feed(parsed.root, parsed.warnings)


def entry_kind(entry: AtomEntry) -> str | None:
    """Tell what an entry is, where it says so: ``post``, ``comment``, ``settings``."""
    if entry.kind:
        return entry.kind.lower()
    return next((found[1] for term in entry.terms if (found := _KIND.fullmatch(term))), None)


def _addressed(post: FeedPost, entry: AtomEntry, feed: AtomFeed) -> FeedPost:
    """Give a post of a newer export its address, of which only the path is stated."""
    home = next((link.href for link in feed.links if link.rel == "alternate"), None)
    if post.url or not entry.filename or not home:
        return post
    return replace(post, url=home.rstrip("/") + "/" + entry.filename.lstrip("/"))


def _exported(entry: AtomEntry, place: dict[str, str]) -> FeedComment | None:
    comment = blogger_comment(entry)
    if comment is None:
        return None
    status = _STATUSES.get((entry.status or "").upper(), comment.status)
    above = post_number(entry.parent)
    if above and comment.post_native_id is None:
        # The parent is the post, or a comment, which then stands earlier in the file.
        post = place.get(above, above)
        parent = f"c{above}" if above in place else None
        comment = replace(comment, post_native_id=post, parent_native_id=parent)
    if comment.post_native_id:
        place[comment.native_id.removeprefix("c")] = comment.post_native_id
    return replace(comment, status=status)
