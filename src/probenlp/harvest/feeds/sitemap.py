"""Sitemaps and their indexes (sitemaps.org 0.9), with Google's news extension, gzipped or not."""

import zlib
from dataclasses import dataclass

from lxml import etree

from probenlp.errors import HarvestError
from probenlp.harvest.encoding import decode
from probenlp.harvest.feeds.entries import FeedPost, published_in_feed
from probenlp.harvest.feeds.xml_tree import child_words, children, local_name, parse_xml
from probenlp.harvest.inputs import MAX_BYTES, too_large
from probenlp.harvest.metadata import read_timestamp

SYSTEM = "sitemap"
_MOST_LINES = 50_000  # the standard's own limit


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """A page, or a further sitemap.

    Attributes
    ----------
    url : str
        As stated.
    changed : str or None
        ISO 8601: when it was last changed, which is no date of publication.
    news : FeedPost or None
        Title, date and publication of a news sitemap.
    """

    url: str
    changed: str | None = None
    news: FeedPost | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """One file: pages, or an index of further sitemaps."""

    pages: tuple[SitemapEntry, ...] = ()
    sitemaps: tuple[SitemapEntry, ...] = ()
    warnings: tuple[str, ...] = ()


def read_sitemap(data: bytes, name: str = "sitemap") -> Sitemap:
    """Read a sitemap.

    Parameters
    ----------
    data : bytes
        XML, a plain list of addresses, or either compressed by gzip.
    name : str
        For errors: the address or the file.

    Raises
    ------
    HarvestError
        Where it is no sitemap; see :func:`probenlp.harvest.feeds.xml_tree.parse_xml`.

    Examples
    --------
    >>> found = read_sitemap(b"<urlset><url><loc>https://dale.example/a</loc>"
    ...                      b"<lastmod>2023-05-04</lastmod></url></urlset>")
    >>> found.pages[0].url, found.pages[0].changed
    ('https://dale.example/a', '2023-05-04')
    """
    data = inflate(data, name)
    if _is_list(data):
        return _from_lines(data)
    parsed = parse_xml(data, name, wanted="a sitemap")
    root = parsed.root
    if local_name(root) == "sitemapindex":
        return Sitemap(sitemaps=_entries(root, "sitemap"), warnings=parsed.warnings)
    if local_name(root) == "urlset":
        return Sitemap(pages=_entries(root, "url"), warnings=parsed.warnings)
    raise HarvestError(
        f"begins with <{local_name(root)}>, wanted <urlset> or <sitemapindex>",
        source=name,
        reason="unsupported",
    )


def inflate(data: bytes, name: str) -> bytes:
    """Undo gzip, never into more than is read of any input.

    Raises
    ------
    HarvestError
        With ``reason`` ``too-large`` or ``unreadable``.
    """
    if not data.startswith(b"\x1f\x8b"):
        return data
    stream = zlib.decompressobj(wbits=31)
    try:
        plain = stream.decompress(data, MAX_BYTES + 1)
    except zlib.error as error:
        raise HarvestError(
            f"is damaged gzip: {error}; fetch it again", source=name, reason="unreadable"
        ) from error
    if len(plain) > MAX_BYTES:
        raise HarvestError(too_large(len(plain), MAX_BYTES), source=name, reason="too-large")
    if not stream.eof:
        raise HarvestError(
            "is gzip that ends early; fetch it again", source=name, reason="truncated"
        )
    return plain


def _is_list(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:8].lower().startswith((b"http://", b"https://"))


def _from_lines(data: bytes) -> Sitemap:
    lines = [line.strip() for line in decode(data).text.split("\n")]
    pages = [line for line in lines if line.startswith(("http://", "https://"))]
    return Sitemap(pages=tuple(SitemapEntry(url=url) for url in pages[:_MOST_LINES]))


def _entries(root: etree._Element, kind: str) -> tuple[SitemapEntry, ...]:
    found = []
    for place in children(root, kind):
        url = child_words(place, "loc")
        if url:
            changed = read_timestamp(child_words(place, "lastmod") or "")
            found.append(SitemapEntry(url=url, changed=changed, news=_news(place, url)))
    return tuple(found)


def _news(place: etree._Element, url: str) -> FeedPost | None:
    for news in children(place, "news"):
        about = next(iter(children(news, "publication")), None)
        return FeedPost(
            system=SYSTEM,
            url=url,
            title=child_words(news, "title"),
            published=published_in_feed(child_words(news, "publication_date")),
            site=child_words(about, "name") if about is not None else None,
            language=child_words(about, "language") if about is not None else None,
            states_parents=False,
        )
    return None
