"""Atom (RFC 4287) with threading (RFC 4685), before anybody asks which system wrote it."""

from dataclasses import dataclass
from html import escape

from lxml import etree

from probenlp.harvest.feeds.entries import FeedAuthor
from probenlp.harvest.feeds.fragments import plain_words
from probenlp.harvest.feeds.json_values import number
from probenlp.harvest.feeds.xml_tree import child_words, children, local_name, words_of

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomLink:
    """A link of an entry or a feed."""

    rel: str = "alternate"
    type: str | None = None
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomEntry:
    """One entry.

    Attributes
    ----------
    title : str or None
        Plain text.
    html : str or None
        The content, or else the summary, as a fragment of HTML.
    is_summary : bool
        Whether it is the summary.
    in_reply_to : tuple of str
        The ``ref`` of each thing it answers.
    total : int or None
        How many replies it has (``thr:total``).
    properties : dict of str to str
        Google's extended properties.
    terms : tuple of str
        Its categories.
    status, parent, kind : str or None
        Blogger's own elements in exports: ``blogger:status``, ``blogger:parent``, ``blogger:type``.
    """

    id: str | None = None
    title: str | None = None
    html: str | None = None
    is_summary: bool = False
    published: str | None = None
    authors: tuple[FeedAuthor, ...] = ()
    links: tuple[AtomLink, ...] = ()
    in_reply_to: tuple[str, ...] = ()
    total: int | None = None
    properties: dict[str, str]
    terms: tuple[str, ...] = ()
    status: str | None = None
    parent: str | None = None
    kind: str | None = None
    filename: str | None = None
    language: str | None = None

    def link(self, *, rel: str = "alternate", html_only: bool = False) -> str | None:
        """Give the first link of a relation."""
        for link in self.links:
            if link.rel == rel and not (html_only and link.type not in (None, "text/html")):
                return link.href or None
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class AtomFeed:
    """A feed, or one page of it."""

    title: str | None = None
    language: str | None = None
    entries: tuple[AtomEntry, ...] = ()
    links: tuple[AtomLink, ...] = ()
    authors: tuple[FeedAuthor, ...] = ()
    total: int | None = None
    warnings: tuple[str, ...] = ()

    @property
    def next_url(self) -> str | None:
        """Where the feed goes on."""
        return next((link.href for link in self.links if link.rel == "next" and link.href), None)


def atom_feed(root: etree._Element, warnings: tuple[str, ...] = ()) -> AtomFeed:
    """Read a feed from its tree."""
    return AtomFeed(
        title=_plain(children(root, "title")),
        language=root.get(_XML_LANG),
        entries=tuple(_entry(entry) for entry in children(root, "entry")),
        links=_links(root),
        authors=_authors(root),
        total=number(child_words(root, "totalResults")),
        warnings=warnings,
    )


def _entry(entry: etree._Element) -> AtomEntry:
    html, is_summary = _content(entry)
    return AtomEntry(
        id=child_words(entry, "id"),
        title=_plain(children(entry, "title")),
        html=html,
        is_summary=is_summary,
        published=child_words(entry, "published", "issued", "created"),
        authors=_authors(entry),
        links=_links(entry),
        in_reply_to=tuple(
            reply.get("ref", "") for reply in children(entry, "in-reply-to") if reply.get("ref")
        ),
        total=number(child_words(entry, "total")),
        properties={
            place.get("name", ""): place.get("value", "")
            for place in children(entry, "extendedProperty")
        },
        terms=tuple(place.get("term", "") for place in children(entry, "category")),
        status=child_words(entry, "status"),
        parent=child_words(entry, "parent"),
        kind=child_words(entry, "type"),
        filename=child_words(entry, "filename"),
        language=entry.get(_XML_LANG),
    )


def _content(entry: etree._Element) -> tuple[str | None, bool]:
    for name, is_summary in (("content", False), ("summary", True)):
        for place in children(entry, name):
            if (html := _html_of(place)) is not None:
                return html, is_summary
    return None, False


def _html_of(place: etree._Element) -> str | None:
    """Bring the three ways of RFC 4287, section 3.1.1, to HTML."""
    kind = place.get("type", "text")
    if kind == "xhtml":
        inner = next((child for child in place if local_name(child) == "div"), place)
        return etree.tostring(inner, encoding="unicode", with_tail=False)
    said = words_of(place)
    if said is None:
        return None
    return said if kind in ("html", "text/html") else escape(said, quote=False)


def _plain(places: list[etree._Element]) -> str | None:
    """Read a title: only one that says so is HTML."""
    for place in places:
        if place.get("type", "text") in ("html", "text/html", "xhtml"):
            return plain_words(_html_of(place))
        if said := words_of(place):
            return " ".join(said.split())
    return None


def _authors(place: etree._Element) -> tuple[FeedAuthor, ...]:
    return tuple(
        FeedAuthor(name=child_words(author, "name"), url=child_words(author, "uri", "url"))
        for author in children(place, "author")
        if child_words(author, "name") or child_words(author, "uri", "url")
    )


def _links(place: etree._Element) -> tuple[AtomLink, ...]:
    return tuple(
        AtomLink(
            rel=link.get("rel") or "alternate",
            type=link.get("type"),
            href=(link.get("href") or "").strip(),
        )
        for link in children(place, "link")
    )
