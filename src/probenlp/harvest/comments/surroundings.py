"""What stands round a thread: the heading that counts it, the links to its further pages."""

import re
from collections.abc import Sequence
from itertools import islice
from urllib.parse import urldefrag

from lxml.html import HtmlElement

from probenlp.harvest.comments.markup import classes, tag_of
from probenlp.harvest.comments.render import absolute, text_of

_QUOTED = re.compile(r"“[^”]*”|„[^“”]*[“”]|«[^»]*»|»[^«]*«|\"[^\"]*\"|‘[^’]*’|「[^」]*」")
_COUNT = re.compile(
    r"(?<![\d.,:/-])\d{1,3}(?:[.,\u00a0\u202f ’']\d{3})+(?!\d)|(?<![\d.,:/-])\d{1,7}(?!\d)"
)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HEADING_CLASSES = frozenset(
    "comments-title comments-heading comment-title title-comments comment-count comments-count "
    "comments_intro comments__title comments__headline comments-headline wpd-thread-info "
    "panestack-title".split()
)
_COMMENT_PAGE = re.compile(r"/comment-page-\d+/?$")
_PAGE = re.compile(r"(?:/comment-page-|[?&](?:cpage|commentPage|comments_page)=)(\d+)")


def read_count(heading: str) -> int | None:
    """Read how many comments a heading speaks of, in any language.

    The title of the post, which headings quote and which may hold figures, is left out.

    Examples
    --------
    >>> read_count("19 comments:"), read_count("Kommentare (1.204)"), read_count("Kommentare:")
    (19, 1204, None)
    >>> read_count("2 thoughts on “10 years of Ashmere PDU”")
    2
    """
    found = _COUNT.search(_QUOTED.sub(" ", heading))
    return int(re.sub(r"\D", "", found[0])) if found else None


def claimed_count(first: HtmlElement | None, containers: Sequence[HtmlElement]) -> int | None:
    """Read the count from the headings of the comment area that stand before the first comment.

    Parameters
    ----------
    first : lxml.html.HtmlElement or None
        The first comment.
    containers : sequence of lxml.html.HtmlElement
        The comment area.
    """
    for container in containers:
        stated = container.get("data-num-comments") or ""
        if stated.isdigit():
            return int(stated)
        for heading in _headings_before(container, first):
            # The post's title, set off by markup of its own, may hold figures: "5 reasons …".
            words = text_of(heading, lambda inner: tag_of(inner) in ("cite", "em", "q"))
            if (count := read_count(words)) is not None:
                return count
    return None


_COUNTED_LINK = re.compile(r"#(?:comments?|respond|disqus_thread|comment-?list)$")
_LONGEST_COUNT = 40


def count_beside_title(tree: HtmlElement, url: str | None) -> int | None:
    """Read the count that a theme writes by the title: a link to this page's own comments.

    A page of many posts has such links too; they lead elsewhere.
    """
    here = _bare(url)
    counts = set()
    for link in tree.iter("a"):
        href = link.get("href", "")
        if not _COUNTED_LINK.search(href) or (_bare(href) and _bare(absolute(href, url)) != here):
            continue
        words = text_of(link)
        count = read_count(words) if len(words) <= _LONGEST_COUNT else None
        if count is not None and any(char.isalpha() for char in words):
            counts.add(count)
    return counts.pop() if len(counts) == 1 else None


def _bare(url: str | None) -> str:
    """Cut off what names a place on a page or a page of its comments."""
    return _COMMENT_PAGE.sub("", urldefrag(url or "").url).rstrip("/")


def _headings_before(container: HtmlElement, first: HtmlElement | None) -> list[HtmlElement]:
    found: list[HtmlElement] = []
    for element in container.iter("*"):
        if element is first or len(found) > 4:
            break
        if _is_heading(element):
            found.append(element)
    return found or _headings_beside(container)


def _is_heading(element: HtmlElement) -> bool:
    return tag_of(element) in _HEADINGS or not _HEADING_CLASSES.isdisjoint(classes(element))


def _headings_beside(container: HtmlElement) -> list[HtmlElement]:
    """Give the heading just before the area: ``<h3 id="comments">2 replies</h3><ol …>``."""
    for sibling in islice(container.itersiblings(preceding=True), 6):
        if _is_heading(sibling):
            return [] if tag_of(sibling) == "h1" and not _is_named(sibling) else [sibling]
    return []


def _is_named(heading: HtmlElement) -> bool:
    """Tell a first-rank heading of the thread from the post's title."""
    return any("comment" in name for name in (*classes(heading), heading.get("id") or ""))


def further_pages(
    tree: HtmlElement, containers: Sequence[HtmlElement], url: str | None
) -> tuple[str, ...]:
    """List the other pages of the thread, by number; links to single comments are none."""
    here = urldefrag(url or "").url
    found: dict[str, int] = {}
    for link in tree.iter("a"):
        href = link.get("href", "")
        number = _PAGE.search(href) if "age" in href else None
        if number and not _is_to_a_comment(href) and "replytocom" not in href:
            address = urldefrag(absolute(href, url) or href).url
            if address != here:
                found.setdefault(address, int(number[1]))
    for container in containers:
        for link in container.iterdescendants("a"):
            if link.get("rel") == "next" and (following := absolute(link.get("href"), url)):
                found.setdefault(urldefrag(following).url, 10**6)
    return tuple(sorted(found, key=lambda address: (found[address], address)))


def _is_to_a_comment(href: str) -> bool:
    """``…/comment-page-2/#comment-77`` is how WordPress addresses a comment, not a page turner."""
    fragment = urldefrag(href).fragment
    return any(char.isdigit() for char in fragment)


def following_page(tree: HtmlElement, url: str | None) -> tuple[str, ...]:
    """Give the next page of a forum topic, where a link says ``rel="next"``."""
    for link in tree.iter("a", "link"):
        if link.get("rel") == "next" and (address := absolute(link.get("href"), url)):
            return (address,)
    return ()
