"""RSS 2.0 (with 0.9x), RSS 1.0 and Atom as newspapers, departments and blogs write them.

They announce articles; the article itself is on its page. An entry's text is the article only where
it stands in ``content:encoded`` or Atom's ``content``: a ``description`` is marked as a summary.
"""

import re

from lxml import etree

from probenlp.errors import HarvestError
from probenlp.harvest.feeds.atom import AtomEntry, AtomFeed, atom_feed
from probenlp.harvest.feeds.entries import (
    FeedAuthor,
    FeedComment,
    FeedPage,
    FeedPost,
    posted_in_feed,
    published_in_feed,
)
from probenlp.harvest.feeds.fragments import plain_words
from probenlp.harvest.feeds.json_values import number
from probenlp.harvest.feeds.xml_tree import (
    child_words,
    children,
    local_name,
    namespace,
    parse_xml,
    words_of,
)

SYSTEM = "syndication"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_MAILBOX = re.compile(r"[^\s()@]{1,100}@[^\s()@]{1,100}\s{0,3}\(([^()]{1,200})\)")
_WORDPRESS_COMMENT = re.compile(r"#(comment-\d{1,20})$")


def read_articles(data: bytes, name: str = "feed") -> FeedPage[FeedPost]:
    """Read the articles that a feed announces.

    Parameters
    ----------
    data : bytes
        The answer.
    name : str
        For errors: the address or the file.

    Raises
    ------
    HarvestError
        Where it is no feed; see :func:`probenlp.harvest.feeds.xml_tree.parse_xml`.

    Examples
    --------
    >>> page = read_articles(b"<rss version='2.0'><channel><title>Dale Post</title><item>"
    ...     b"<title>Dale rated poor</title><link>https://dale.example/a</link>"
    ...     b"<pubDate>Thu, 04 May 2023 09:30:00 GMT</pubDate></item></channel></rss>")
    >>> page.entries[0].title, page.entries[0].published.date, page.entries[0].site
    ('Dale rated poor', '2023-05-04T09:30:00Z', 'Dale Post')
    """
    root, warnings = _root(data, name)
    if local_name(root) == "feed":
        feed = atom_feed(root, warnings)
        return FeedPage(
            entries=tuple(_from_atom(entry, feed) for entry in feed.entries),
            total=feed.total,
            next_url=feed.next_url,
            warnings=feed.warnings,
        )
    channel = next(iter(children(root, "channel")), root)
    return FeedPage(
        entries=tuple(_from_item(item, channel) for item in _items(root, channel)),
        next_url=_next(channel),
        warnings=warnings,
    )


def read_comments(data: bytes, name: str = "feed") -> FeedPage[FeedComment]:
    """Read the comments feed that WordPress gives each post (``wfw:commentRss``).

    It states writer, time and text, and never who answers whom.

    Raises
    ------
    HarvestError
        As :func:`read_articles`.
    """
    root, warnings = _root(data, name)
    channel = next(iter(children(root, "channel")), root)
    items = _items(root, channel)
    found = [_comment(item) for item in items]
    lost = sum(1 for comment in found if comment is None)
    if lost:
        warnings = (*warnings, f"feed: {lost} entries without an id were left out")
    return FeedPage(
        entries=tuple(comment for comment in found if comment is not None), warnings=warnings
    )


def _root(data: bytes, name: str) -> tuple[etree._Element, tuple[str, ...]]:
    parsed = parse_xml(data, name)
    if local_name(parsed.root) not in ("rss", "RDF", "feed"):
        raise HarvestError(
            f"begins with <{local_name(parsed.root)}>, wanted <rss>, <rdf:RDF> or <feed>",
            source=name,
            reason="unsupported",
        )
    return parsed.root, parsed.warnings


def _items(root: etree._Element, channel: etree._Element) -> list[etree._Element]:
    """Give the items: RSS 2.0 keeps them in the channel, RSS 1.0 beside it."""
    return children(channel, "item") or children(root, "item")


def _from_atom(entry: AtomEntry, feed: AtomFeed) -> FeedPost:
    return FeedPost(
        system=SYSTEM,
        native_id=entry.id,
        url=entry.link(html_only=True) or entry.link(),
        title=entry.title,
        html=entry.html,
        is_summary=entry.is_summary,
        # "updated" is when somebody last touched it, and no date of publication.
        published=published_in_feed(entry.published),
        authors=entry.authors or feed.authors,
        site=feed.title,
        language=entry.language or feed.language,
        comments_claimed=entry.total,
        states_parents=False,
    )


def _from_item(item: etree._Element, channel: etree._Element) -> FeedPost:
    full = next(
        (words_of(place) for place in children(item, "encoded") if namespace(place) == _CONTENT),
        None,
    )
    return FeedPost(
        system=SYSTEM,
        native_id=child_words(item, "guid"),
        url=_address(item),
        title=plain_words(_plain_child(item, "title")),
        html=full or _plain_child(item, "description"),
        is_summary=full is None and _plain_child(item, "description") is not None,
        published=published_in_feed(child_words(item, "pubDate", "date")),
        authors=tuple(FeedAuthor(name=name) for name in _writers(item)),
        site=plain_words(_plain_child(channel, "title")),
        language=child_words(channel, "language"),
        comments_claimed=_count(item),
        comments_url=child_words(item, "commentRss", "commentRSS"),
        states_parents=False,
    )


def _plain_child(item: etree._Element, name: str) -> str | None:
    """Give RSS's own element, not one of the same name in another vocabulary (``media:title``)."""
    own = namespace(item)
    places = [child for child in children(item, name) if namespace(child) in ("", own)]
    return next((said for place in places if (said := words_of(place))), None)


def _address(item: etree._Element) -> str | None:
    original = child_words(item, "origLink")  # behind a service that counts clicks
    stated = original or _plain_child(item, "link")
    if stated:
        return stated
    for guid in children(item, "guid"):
        address = words_of(guid) or ""
        if guid.get("isPermaLink", "true").lower() == "true" and address.startswith("http"):
            return address
    return None


def _writers(item: etree._Element) -> list[str]:
    names = []
    for place in children(item, "creator", "author"):
        said = words_of(place) or ""
        mailbox = _MAILBOX.fullmatch(said)
        name = mailbox[1].strip() if mailbox else said
        if name and "@" not in name:
            names.append(name)
    return list(dict.fromkeys(names))


def _count(item: etree._Element) -> int | None:
    """Read ``slash:comments``; RSS's own ``comments`` is an address."""
    counts = (number(words_of(place)) for place in children(item, "comments"))
    return next((count for count in counts if count is not None), None)


def _next(channel: etree._Element) -> str | None:
    return next(
        (link.get("href") for link in children(channel, "link") if link.get("rel") == "next"), None
    )


def _comment(item: etree._Element) -> FeedComment | None:
    address = _address(item) or child_words(item, "guid") or ""
    found = _WORDPRESS_COMMENT.search(address) or _WORDPRESS_COMMENT.search(
        child_words(item, "guid") or ""
    )
    if found is None:
        return None
    name = next(iter(_writers(item)), None)
    return FeedComment(
        native_id=found[1],
        author=FeedAuthor(name=name) if name else None,
        posted=posted_in_feed(child_words(item, "pubDate", "date")),
        permalink=address,
        html=child_words(item, "encoded") or child_words(item, "description") or "",
    )
