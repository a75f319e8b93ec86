"""Which feed a file holds: told by what stands in it, whatever it is called.

A file that a browser or another program has saved says neither its address nor its kind. Blogger's
ids, WordPress's fields and the root of an XML file tell them apart; posts and comments are told by
what only comments have, a post they stand under.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from probenlp.errors import HarvestError
from probenlp.harvest.feeds import blogger_atom, blogger_json, syndication, wordpress_rest
from probenlp.harvest.feeds.atom import AtomEntry, AtomFeed, atom_feed
from probenlp.harvest.feeds.blogger import comments_page, post_number, posts_page
from probenlp.harvest.feeds.entries import FeedComment, FeedPage, FeedPost, posted_in_feed
from probenlp.harvest.feeds.json_values import load_json, objects, under
from probenlp.harvest.feeds.xml_tree import local_name, parse_xml
from probenlp.harvest.inputs import Input

Family = Literal["blogger", "wordpress", "syndication"]

_LINKED_COMMENT = re.compile(r"#(comment-\d{1,20})$")
_COMMENT_FIELDS = frozenset(("post", "author_name", "parent"))
_POST_FIELDS = frozenset(("title", "excerpt", "slug"))


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedFile:
    """What one file states.

    Attributes
    ----------
    item : Input
        The file.
    family : str
        Whose numbers name posts in it: ``blogger``, ``wordpress`` or ``syndication``.
    media_type : str
        Of its form.
    system : str
        The reader's name.
    posts, comments : FeedPage
        One of them is empty, but for an export.
    states_parents : bool
        Whether its comments say whom they answer.
    """

    item: Input
    family: Family
    media_type: str
    system: str
    posts: FeedPage[FeedPost] = field(default_factory=FeedPage)
    comments: FeedPage[FeedComment] = field(default_factory=FeedPage)
    states_parents: bool = True


def read_feed_file(item: Input) -> FeedFile:
    """Read a file that holds a feed or an answer of an interface.

    Raises
    ------
    HarvestError
        Where it is none that is known, is damaged, or holds no entry.

    Examples
    --------
    >>> file = read_feed_file(Input("answer.json", b'[{"id": 7, "post": 3, "parent": 0, '
    ...     b'"author_name": "Ada", "content": {"rendered": "<p>No rooms.</p>"}}]'))
    >>> file.system, file.comments.entries[0].native_id
    ('wordpress-rest', 'comment-7')
    """
    start = item.data.lstrip(b"\xef\xbb\xbf \t\r\n\x00")[:1]
    file = _read_xml(item) if start == b"<" else _read_json(item)
    if not file.posts.entries and not file.comments.entries:
        raise HarvestError(
            "is a feed without entries; fetch it again, or name another page of it",
            source=item.name,
            reason="no-text",
        )
    return file


def _read_json(item: Input) -> FeedFile:
    value = load_json(item.data, item.name)
    if isinstance(under(value, "feed"), dict):
        feed = blogger_json.read_feed(item.data, item.name)
        return _blogger(item, feed, blogger_json.SYSTEM, "application/json")
    given = value if isinstance(value, list) else [value]
    entries = objects(given)
    if entries and all("id" in entry for entry in entries):
        return _wordpress(item, value, set(entries[0]))
    raise HarvestError(
        "is JSON of no kind that is known; wanted a feed of Blogger (alt=json), or posts or"
        " comments of WordPress (wp/v2)",
        source=item.name,
        reason="unsupported",
    )


def _wordpress(item: Input, value: Any, fields: set[str]) -> FeedFile:
    """Read a list, or the one object of ``wp/v2/posts/12``."""
    has_comments = fields >= _COMMENT_FIELDS
    if not has_comments and not (fields & _POST_FIELDS and "content" in fields | {"excerpt"}):
        raise HarvestError(
            "is a list of objects that are neither posts nor comments of WordPress (wp/v2)",
            source=item.name,
            reason="unsupported",
        )
    data = item.data if isinstance(value, list) else b"[" + item.data.strip(b"\xef\xbb\xbf") + b"]"
    read = _as_comments if has_comments else _as_posts
    file = FeedFile(
        item=item,
        family="wordpress",
        media_type="application/json",
        system=wordpress_rest.SYSTEM,
    )
    return read(file, data)


def _as_posts(file: FeedFile, data: bytes) -> FeedFile:
    return replace(file, posts=wordpress_rest.read_posts(data, file.item.name))


def _as_comments(file: FeedFile, data: bytes) -> FeedFile:
    return replace(file, comments=wordpress_rest.read_comments(data, file.item.name))


def _read_xml(item: Input) -> FeedFile:
    parsed = parse_xml(item.data, item.name)
    root = local_name(parsed.root)
    if root == "feed":
        feed = atom_feed(parsed.root, parsed.warnings)
        if any(post_number(entry.id) for entry in feed.entries):
            return _blogger(item, feed, blogger_atom.SYSTEM, "application/atom+xml")
        return _atom(item, feed)
    if root in ("rss", "RDF"):
        return _rss(item)
    hint = ", which names pages and holds none; name their addresses" if root in _SITEMAPS else ""
    raise HarvestError(
        f"begins with <{root}>{hint}; wanted <rss>, <rdf:RDF> or <feed>",
        source=item.name,
        reason="unsupported",
    )


_SITEMAPS = frozenset(("urlset", "sitemapindex"))


def _blogger(item: Input, feed: AtomFeed, system: str, media_type: str) -> FeedFile:
    file = FeedFile(item=item, family="blogger", media_type=media_type, system=system)
    kinds = {blogger_atom.entry_kind(entry) for entry in feed.entries}
    if "comment" in kinds and "post" in kinds:
        return _export(file)
    if any(entry.in_reply_to for entry in feed.entries) or kinds == {"comment"}:
        return replace(file, comments=comments_page(feed))
    return replace(file, posts=posts_page(feed, system))


def _export(file: FeedFile) -> FeedFile:
    threads = blogger_atom.read_export(file.item.data, file.item.name)
    return replace(
        file,
        posts=FeedPage(entries=tuple(post for post, _ in threads)),
        comments=FeedPage(entries=tuple(said for _, thread in threads for said in thread)),
    )


def _rss(item: Input) -> FeedFile:
    file = FeedFile(
        item=item,
        family="syndication",
        media_type="application/rss+xml",
        system=syndication.SYSTEM,
        states_parents=False,
    )
    comments = syndication.read_comments(item.data, item.name)
    if comments.entries:
        return replace(file, comments=comments)
    return replace(file, posts=syndication.read_articles(item.data, item.name))


def _atom(item: Input, feed: AtomFeed) -> FeedFile:
    """Read WordPress's Atom, whose comments are told by their addresses, or anybody's articles."""
    found = [_linked_comment(entry) for entry in feed.entries]
    comments = tuple(comment for comment in found if comment is not None)
    read: Callable[[bytes, str], FeedPage[FeedPost]] = syndication.read_articles
    posts: FeedPage[FeedPost] = FeedPage() if comments else read(item.data, item.name)
    return FeedFile(
        item=item,
        family="syndication",
        media_type="application/atom+xml",
        system=syndication.SYSTEM,
        posts=posts,
        comments=FeedPage(entries=comments, next_url=feed.next_url, warnings=feed.warnings),
        states_parents=any(comment.parent_native_id for comment in comments),
    )


def _linked_comment(entry: AtomEntry) -> FeedComment | None:
    address = entry.link(html_only=True) or entry.id or ""
    own = _LINKED_COMMENT.search(address) or _LINKED_COMMENT.search(entry.id or "")
    if own is None:
        return None
    above = (_LINKED_COMMENT.search(ref) for ref in entry.in_reply_to)
    return FeedComment(
        native_id=own[1],
        parent_native_id=next((found[1] for found in above if found), None),
        author=next(iter(entry.authors), None),
        posted=posted_in_feed(entry.published),
        permalink=address,
        html=entry.html or "",
    )
