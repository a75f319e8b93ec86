"""What a page states of itself: address, title, site, date, authors, language, kind.

Only statements count. A date found somewhere in the text, an author guessed from a profile box, a
kind inferred from the look of an address are not taken: None is an answer.

"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, cast
from urllib.parse import urlsplit

from lxml.etree import XPath
from lxml.html import HtmlElement

from probenlp.harvest.dates import read_date_line
from probenlp.harvest.identity import is_nobody
from probenlp.records import DocumentKind, Published

_DATE_NAMES = (
    "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued",
    "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "citation_publication_date",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publish_date",
    "publication_date", "govuk:first-published-at", "date",
)  # fmt: skip
_AUTHOR_NAMES = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "parsely-author",
    "byl",
)
_TITLE_NAMES = ("og:title", "twitter:title", "dc.title", "citation_title")
_SITE_NAMES = ("og:site_name", "application-name", "twitter:site_name")
_KIND_NAMES = ("og:type", "dc.type", "dcterms.type", "govuk:format", "govuk:schema-name", "genre",
               "parsely-type")  # fmt: skip
_KINDS: dict[str, DocumentKind] = {
    "pressrelease": "press_release", "newsarticle": "news", "reportagenewsarticle": "news",
    "analysisnewsarticle": "news", "news": "news", "newsstory": "news", "blogposting": "blog_post",
    "blogpost": "blog_post", "report": "report",
}  # fmt: skip
_ARTICLE_TYPES = frozenset({"article", "webpage", *_KINDS})
_URL_DATE = re.compile(r"/((?:19|20)\d{2})/(0?[1-9]|1[0-2])(?:/(0?[1-9]|[12]\d|3[01]))?(?=/)")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
# All that is looked at in the body, found in one pass; what the classes are is not asked by XPath,
# which takes ten times as long.
_MARKED = XPath("descendant::*[@class or @itemprop or @itemtype or @rel or @pubdate]")
_TELLING_CLASSES = re.compile(r"title|headline|date|published|author|byline|fn")
_JSON_LIMIT = 1_000_000
_MOST_AUTHORS = 12


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page states; see :class:`probenlp.records.Document` for the fields.

    Attributes
    ----------
    titles : tuple of str
        Candidates for the title, the likeliest first; which of them stands on the page is for the
        caller to see.
    """

    url: str | None
    titles: tuple[str, ...]
    site: str | None
    published: Published | None
    authors: tuple[str, ...]
    language: str | None
    kind: DocumentKind | None


def read_metadata(tree: HtmlElement, url: str | None) -> Metadata:
    """Read what a page states of itself.

    Parameters
    ----------
    tree : lxml.html.HtmlElement
        Not changed.
    url : str or None
        The page's address, where it is known.

    Returns
    -------
    Metadata

    Examples
    --------
    >>> from lxml.html import document_fromstring
    >>> page = document_fromstring(
    ...     '<html lang="en-GB"><head><meta property="article:published_time"'
    ...     ' content="2023-05-04T09:30:00+01:00"><title>Dale rated poor</title></head></html>'
    ... )
    >>> stated = read_metadata(page, None)
    >>> stated.published.date, stated.language, stated.titles, stated.authors
    ('2023-05-04T08:30:00Z', 'en-GB', ('Dale rated poor',), ())
    """
    stated = _meta(tree)
    telling = [e for e in cast("list[HtmlElement]", _MARKED(tree)) if _is_telling(e)]
    things = [thing for thing in _json_ld(tree) if _types(thing) & _ARTICLE_TYPES]
    site = _first(stated, _SITE_NAMES)
    return Metadata(
        url=url,
        titles=tuple(_titles(tree, telling, stated, things, site)),
        site=site,
        published=_published(telling, stated, things, url),
        authors=_authors(telling, stated, things),
        language=_language(tree),
        kind=_kind(telling, stated, things),
    )


def _is_telling(element: HtmlElement) -> bool:
    stated = element.attrib
    return (
        ("class" in stated and _TELLING_CLASSES.search(stated["class"]) is not None)
        or "itemprop" in stated
        or "itemtype" in stated
        or "pubdate" in stated
        or element.get("rel") == "author"
    )


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    stated: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        name = meta.get("property") or meta.get("name") or meta.get("itemprop")
        content = (meta.get("content") or "").strip()
        if name and content:
            stated.setdefault(name.strip().lower(), []).append(content)
    return stated


def _first(stated: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((stated[name][0] for name in names if name in stated), None)


def _json_ld(tree: HtmlElement) -> Iterator[dict[str, Any]]:
    for script in tree.iter("script"):
        text = script.text or ""
        if "ld+json" not in (script.get("type") or "").lower() or len(text) > _JSON_LIMIT:
            continue
        try:
            things = json.loads(text, strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in things if isinstance(things, list) else [things]:
            if isinstance(thing, dict):
                yield thing
                graph = thing.get("@graph")
                yield from (
                    part
                    for part in (graph if isinstance(graph, list) else [])
                    if isinstance(part, dict)
                )


def _types(thing: dict[str, Any]) -> set[str]:
    kinds = thing.get("@type")
    return {str(kind).lower() for kind in (kinds if isinstance(kinds, list) else [kinds])}


def _classed(telling: list[HtmlElement], *names: str) -> Iterator[HtmlElement]:
    """Give the elements of a class, but for those among the comments."""
    wanted = set(names)
    for element in telling:
        if wanted.isdisjoint((element.get("class") or "").split()):
            continue
        above = " ".join(
            f"{ancestor.get('class', '')} {ancestor.get('id', '')}"
            for ancestor in element.iterancestors()
        )
        if "comment" not in above.lower():
            yield element


def _words(element: HtmlElement) -> str:
    return re.sub(r"\s+", " ", str(element.text_content())).strip()


def _titles(
    tree: HtmlElement,
    telling: list[HtmlElement],
    stated: dict[str, list[str]],
    things: list[dict[str, Any]],
    site: str | None,
) -> Iterator[str]:
    seen: set[str] = set()
    for candidate in _title_candidates(tree, telling, stated, things):
        title = _without_site(re.sub(r"\s+", " ", candidate).strip(), site)
        if title and title not in seen and len(title) <= 500:
            seen.add(title)
            yield title


def _title_candidates(
    tree: HtmlElement,
    telling: list[HtmlElement],
    stated: dict[str, list[str]],
    things: list[dict[str, Any]],
) -> Iterator[str]:
    for name in _TITLE_NAMES:
        yield from stated.get(name, [])[:1]
    yield from (str(thing["headline"]) for thing in things if thing.get("headline"))
    for heading in _classed(telling, "entry-title", "post-title", "article-title", "headline"):
        yield _words(heading)
        break
    main = [heading for heading in tree.iter("h1") if _words(heading)]
    if len(main) == 1:
        yield _words(main[0])
    for title in tree.iter("title"):
        yield _words(title)
        break


def _without_site(title: str, site: str | None) -> str:
    """Cut "Dale rated poor | The Dale Post" to the headline."""
    if not site:
        return title
    name = re.escape(site)
    short = re.sub(
        rf"\s*[|\-–—:·»]\s*{name}$|^{name}\s*[|\-–—:·»]\s*", "", title, flags=re.IGNORECASE
    )
    return short or title


def _published(
    telling: list[HtmlElement],
    stated: dict[str, list[str]],
    things: list[dict[str, Any]],
    url: str | None,
) -> Published | None:
    for raw in _date_statements(telling, stated, things):
        if day := read_timestamp(raw):
            return Published(date=day, raw=raw, how="metadata")
    for header in _classed(telling, "date-header", "entry-date", "post-date", "published"):
        dated = read_date_line(_words(header))
        if dated and dated.iso:
            return Published(date=dated.iso, raw=dated.raw, how="header-line")
        break
    return _from_url(url)


def _date_statements(
    telling: list[HtmlElement], stated: dict[str, list[str]], things: list[dict[str, Any]]
) -> Iterator[str]:
    yield from (str(thing["datePublished"]) for thing in things if thing.get("datePublished"))
    for name in _DATE_NAMES:
        yield from stated.get(name, [])[:1]
    for element in telling:
        dated = element.get("datetime") or element.get("content") or element.get("title")
        if element.get("itemprop") == "datePublished" and dated and not _in_comment(element):
            yield dated
            break
    for element in _classed(telling, "published", "entry-date"):
        yield element.get("datetime") or element.get("title") or ""
    for element in telling:
        if element.get("pubdate") is not None and not _in_comment(element):
            yield element.get("datetime") or ""
            break


def _in_comment(element: HtmlElement) -> bool:
    """Tell whether microdata put it in a comment, which has an author and a date as well."""
    return any("Comment" in (above.get("itemtype") or "") for above in element.iterancestors())


def read_timestamp(raw: str) -> str | None:
    """Bring a machine-readable date to ISO 8601 without making it finer than it is.

    Returns
    -------
    str or None
        An instant in UTC where a zone is stated; else the day, month or year.

    Examples
    --------
    >>> read_timestamp("2023-05-04T23:30:00-05:00"), read_timestamp("2023-05-04 23:30")
    ('2023-05-05T04:30:00Z', '2023-05-04')
    >>> read_timestamp("2023-05"), read_timestamp("4 May 2023"), read_timestamp("05/04/2023")
    ('2023-05', '2023-05-04', None)
    """
    raw = raw.strip()
    if re.fullmatch(r"(?:19|20)\d{2}(?:-(?:0[1-9]|1[0-2]))?", raw):
        return raw
    try:
        stamp = datetime.fromisoformat(re.sub(r"(\.\d{1,6})\d*", r"\1", raw.replace("/", "-")))
    except ValueError:
        dated = read_date_line(raw)
        return dated.iso if dated else None
    if stamp.tzinfo is None or len(raw) <= 10:
        return stamp.date().isoformat()
    try:
        return stamp.astimezone(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    except OverflowError:  # the first or last day of the calendar
        return stamp.date().isoformat()


def _from_url(url: str | None) -> Published | None:
    """Read the date that blogs and newspapers write into the path: ``/2023/05/`` or with a day."""
    found = _URL_DATE.search(urlsplit(url).path) if url else None
    if not found:
        return None
    year, month, day = found.groups()
    stated = f"{year}-{int(month):02d}"
    if day:
        try:
            stated = date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            return None
    return Published(date=stated, raw=found[0].strip("/"), how="url")


def _authors(
    telling: list[HtmlElement], stated: dict[str, list[str]], things: list[dict[str, Any]]
) -> tuple[str, ...]:
    for names in _author_statements(telling, stated, things):
        cleaned = [
            re.sub(r"^(?:by|von|par|por)\s+", "", name.strip(), flags=re.I) for name in names
        ]
        people = tuple(dict.fromkeys(name for name in cleaned if _is_name(name)))
        if people:
            return people[:_MOST_AUTHORS]
    return ()


def _author_statements(
    telling: list[HtmlElement], stated: dict[str, list[str]], things: list[dict[str, Any]]
) -> Iterator[list[str]]:
    for thing in things:
        authors = thing.get("author")
        yield [
            str(author.get("name", "")) if isinstance(author, dict) else str(author or "")
            for author in (authors if isinstance(authors, list) else [authors])
        ]
    for name in _AUTHOR_NAMES:
        yield stated.get(name, [])
    yield [_words(element) for element in telling if element.get("rel") == "author"][:1]
    for element in telling:
        if element.get("itemprop") == "author" and not _in_comment(element):
            yield [_words(part) for part in element.iter() if part.get("itemprop") == "name"][:1]
            break
    for element in _classed(telling, "post-author", "byline"):
        yield [_words(part) for part in _classed(list(element.iter()), "fn")][:1]


def _is_name(name: str) -> bool:
    return 0 < len(name) <= 80 and "://" not in name and "@" not in name and not is_nobody(name)


def _language(tree: HtmlElement) -> str | None:
    root = tree.getroottree().getroot()
    stated = (
        root.get("lang")
        or root.get("{http://www.w3.org/XML/1998/namespace}lang")
        or root.get("xml:lang")
    )
    found = _LANGUAGE.fullmatch((stated or "").strip())
    return found[0].replace("_", "-") if found else None


def _kind(
    telling: list[HtmlElement], stated: dict[str, list[str]], things: list[dict[str, Any]]
) -> DocumentKind | None:
    said = [kind for name in _KIND_NAMES for kind in stated.get(name, [])]
    said += [kind for thing in things for kind in sorted(_types(thing))]
    said += [kind.rsplit("/", 1)[-1] for part in telling if (kind := part.get("itemtype"))][:50]
    kinds = [_KINDS.get(re.sub(r"[\s_-]", "", word.lower())) for word in said]
    stated_kind = next((kind for kind in kinds if kind), None)
    if stated_kind is None and "blogger" in (_first(stated, ("generator",)) or "").lower():
        return "blog_post"  # Blogger publishes nothing else
    return stated_kind
