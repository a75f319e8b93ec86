"""Which system writes a blog, told by its front page, and where its feeds are."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urljoin, urlsplit

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from probenlp.errors import HarvestError
from probenlp.harvest.detection import form_of
from probenlp.harvest.encoding import decode
from probenlp.harvest.fetch.fetched import Fetched

System = Literal["blogger", "wordpress", "syndication"]

_BLOGGER_FEED = re.compile(r"/feeds/(?:posts/default|posts/summary)\b")
_API_LINK = re.compile(r"<([^<>]{1,2000})>\s{0,5};[^,<]{0,200}\brel=[\"']?https://api\.w\.org/")
_FEED_TYPES = frozenset(("application/rss+xml", "application/atom+xml", "application/rdf+xml"))
_OF_COMMENTS = re.compile(r"/comments?(?:/|\b)|comments-rss|replies", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlogSystem:
    """How a blog can be read.

    Attributes
    ----------
    system : str
        ``blogger``, ``wordpress`` (its REST interface is announced) or ``syndication``: feeds and
        sitemaps are all there is.
    base : str
        The front page, after redirects.
    api : str or None
        The root of WordPress's interface.
    feeds : tuple of str
        Feeds of articles that the page announces, not those of comments.
    """

    system: System
    base: str
    api: str | None = None
    feeds: tuple[str, ...] = ()


def discover(front: Fetched) -> BlogSystem:
    """Tell a blog's system from its front page, or from a feed given in its place.

    Raises
    ------
    HarvestError
        With ``reason`` ``empty`` or ``unsupported`` where the answer is neither.
    """
    text = decode(front.data).text.strip("\ufeff \t\r\n\x00")
    if not text:
        raise HarvestError("holds no characters, wanted a page", source=front.url, reason="empty")
    form = form_of(text)
    if form == "feed":
        return _from_feed(front, text)
    if form in ("text", "json"):
        raise HarvestError(
            "is neither a page nor a feed; give the address of the blog's front page",
            source=front.url,
            reason="unsupported",
        )
    tree = _tree(text, front.url)
    feeds = tuple(_feeds(tree, front.final_url))
    if blogger := _blogger_base(tree, front.final_url):
        return BlogSystem(system="blogger", base=blogger, feeds=feeds)
    if api := _api_root(tree, front.headers, front.final_url):
        return BlogSystem(system="wordpress", base=front.final_url, api=api, feeds=feeds)
    return BlogSystem(system="syndication", base=front.final_url, feeds=feeds)


def _from_feed(front: Fetched, text: str) -> BlogSystem:
    path = urlsplit(front.final_url).path
    if _BLOGGER_FEED.search(path) and "blogger.com" in text[:5000]:
        return BlogSystem(system="blogger", base=urljoin(front.final_url, "/"))
    return BlogSystem(system="syndication", base=front.final_url, feeds=(front.url,))


def _tree(text: str, name: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", huge_tree=True, no_network=True)
    markup = text.replace("\x00", "").encode("utf-8", "replace")
    try:
        return document_fromstring(markup, parser=parser, ensure_head_body=True)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise HarvestError(
            f"holds no element that can be parsed: {error}", source=name, reason="unsupported"
        ) from error


def _links(tree: HtmlElement, rel: str) -> list[HtmlElement]:
    return [
        link
        for link in tree.iter("link")
        if rel in (link.get("rel") or "").lower().split() and (link.get("href") or "").strip()
    ]


def _feeds(tree: HtmlElement, base: str) -> list[str]:
    found = [
        urljoin(base, link.get("href", "").strip())
        for link in _links(tree, "alternate")
        if (link.get("type") or "").lower().strip() in _FEED_TYPES
        and not _OF_COMMENTS.search(link.get("href", ""))
    ]
    return list(dict.fromkeys(found))


def _blogger_base(tree: HtmlElement, base: str) -> str | None:
    """Find the host that serves a Blogger blog's feeds: its own, as the page announces it."""
    for link in _links(tree, "alternate"):
        address = urljoin(base, link.get("href", "").strip())
        host = (urlsplit(address).hostname or "").removeprefix("www.")
        if _BLOGGER_FEED.search(urlsplit(address).path) and host != "blogger.com":
            return str(urljoin(address, "/"))
    generators = [
        meta.get("content") or ""
        for meta in tree.iter("meta")
        if (meta.get("name") or "").lower() == "generator"
    ]
    if any("blogger" in generator.lower() for generator in generators):
        return urljoin(base, "/")
    return None


def _api_root(tree: HtmlElement, headers: Mapping[str, str], base: str) -> str | None:
    """Find the interface's root, in the page's head or in the answer's ``Link`` header."""
    for link in _links(tree, "https://api.w.org/"):
        return str(urljoin(base, link.get("href", "").strip()))
    found = _API_LINK.search(headers.get("link", "")[:20_000])
    return urljoin(base, found[1]) if found else None
