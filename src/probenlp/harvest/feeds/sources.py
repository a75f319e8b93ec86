"""The list of a field's public sources, ``corpus/sources.toml``: what to harvest, on what terms.

One ``[[source]]`` table a source. The list names addresses and promises nothing: whoever runs it
fetches under the robots rules and terms of each site at that time.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal, cast, get_args
from urllib.parse import urlsplit

from probenlp.domains import Domain, load_domain
from probenlp.errors import HarvestError
from probenlp.harvest.feeds.blog import harvest_blog
from probenlp.harvest.feeds.post_page import harvest_post
from probenlp.harvest.feeds.syndication_walk import walk_listed
from probenlp.harvest.feeds.walk import Walk, Window
from probenlp.harvest.fetch.fetched import Fetch
from probenlp.records import Document, Problem, SpeakerRole

SourceKind = Literal["feed", "blog", "sitemap", "pages"]
"""``feed``: the articles a feed announces; ``blog``: all posts with their threads; ``sitemap``: the
pages a sitemap lists; ``pages``: the pages named, and no others."""

_FIELDS = {
    "id": str,
    "name": str,
    "kind": str,
    "url": str,
    "urls": list,
    "publisher": str,
    "role": str,
    "terms": str,
    "since": date,
    "verified": bool,
    "note": str,
}
_REQUIRED = ("id", "name", "kind", "terms", "verified")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedSource:
    """One source.

    Attributes
    ----------
    id : str
        Unique in the list.
    kind : str
        See :data:`SourceKind`.
    urls : tuple of str
        One address, or for ``pages`` several.
    publisher : str or None
        Row of the domain's publishers table.
    role : str
        Whose words the source's own text is, a :data:`probenlp.records.SpeakerRole`; the
        publisher's where the entry states none.
    terms : str
        Licence or terms of use, in words.
    since : date or None
        Nothing older is wanted.
    verified : bool
        Whether somebody has seen that the address gives what the entry says.
    """

    id: str
    name: str
    kind: SourceKind
    urls: tuple[str, ...]
    role: SpeakerRole
    terms: str
    verified: bool
    publisher: str | None = None
    since: date | None = None
    note: str = ""


def read_sources(path: str | Path, *, domain: Domain | None = None) -> tuple[ListedSource, ...]:
    """Read a list of sources.

    Parameters
    ----------
    path : str or Path
        A TOML file.
    domain : Domain or None
        Whose publishers the entries refer to; probation in England and Wales by default.

    Raises
    ------
    HarvestError
        If the file is missing or no TOML, or an entry has an unknown or missing field, a value
        that is not allowed, or an id that stands twice; names the entry.

    Examples
    --------
    >>> read_sources("no/such/sources.toml")
    Traceback (most recent call last):
    probenlp.errors.HarvestError: no/such/sources.toml: there is no such file
    """
    file = Path(path)
    entries = _entries(file)
    publishers = {row.id: row for row in (domain or load_domain()).publishers}
    roles = {key: str(row.role) for key, row in publishers.items()}
    sources: list[ListedSource] = []
    seen: dict[str, int] = {}
    for number, entry in enumerate(entries, start=1):
        check = _Check(str(path), number, entry)
        source = check.source(roles)
        if source.id in seen:
            raise check.refuse(f"the id stands in source {seen[source.id]} already")
        seen[source.id] = number
        sources.append(source)
    return tuple(sources)


def _entries(file: Path) -> list[Any]:
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise HarvestError("there is no such file", source=str(file), reason="missing") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise HarvestError(
            f"cannot be read as TOML: {error}", source=str(file), reason="unreadable"
        ) from error
    entries = table.get("source")
    if not isinstance(entries, list) or not entries:
        raise HarvestError(
            "holds no [[source]] table, wanted at least one", source=str(file), reason="empty"
        )
    return entries


@dataclass(frozen=True, slots=True)
class _Check:
    """Reads one entry and refuses it by name."""

    path: str
    number: int
    entry: Any

    def refuse(self, problem: str) -> HarvestError:
        stated = self.entry.get("id") if isinstance(self.entry, dict) else None
        name = f" ({stated!r})" if stated else ""
        return HarvestError(
            problem, source=f"{self.path}: source {self.number}{name}", reason="unreadable"
        )

    def source(self, roles: dict[str, str]) -> ListedSource:
        self._check_fields()
        entry = self.entry
        if entry["kind"] not in get_args(SourceKind):
            raise self.refuse(self._not_one_of("kind", get_args(SourceKind)))
        return ListedSource(
            id=entry["id"],
            name=entry["name"],
            kind=entry["kind"],
            urls=self._urls(),
            role=self._role(roles),
            terms=entry["terms"],
            verified=entry["verified"],
            publisher=entry.get("publisher"),
            since=entry.get("since"),
            note=entry.get("note", ""),
        )

    def _check_fields(self) -> None:
        if not isinstance(self.entry, dict):
            raise self.refuse(f"is {type(self.entry).__name__}, wanted a [[source]] table")
        if unknown := sorted(set(self.entry) - set(_FIELDS)):
            raise self.refuse(f"unknown fields {unknown}; known are {sorted(_FIELDS)}")
        for name in _REQUIRED:
            if self.entry.get(name) in (None, ""):
                raise self.refuse(f"{name!r} is missing or empty")
        for name, value in self.entry.items():
            # TOML's date-time is a subclass of a date, and says more than is wanted here.
            if type(value) is not _FIELDS[name]:
                wanted = _FIELDS[name].__name__
                raise self.refuse(f"{name!r} is {type(value).__name__}, wanted {wanted}")

    def _urls(self) -> tuple[str, ...]:
        one, several = self.entry.get("url"), self.entry.get("urls", [])
        if bool(one) == bool(several):
            raise self.refuse("wanted either 'url' or 'urls'")
        if several and self.entry["kind"] != "pages":
            raise self.refuse("'urls' is for kind 'pages'; make a source of each address")
        for url in several or [one]:
            if not isinstance(url, str) or not _is_web_address(url):
                raise self.refuse(f"{url!r} is no address of the web, wanted https://…")
        return tuple(several or [one])

    def _role(self, roles: dict[str, str]) -> SpeakerRole:
        publisher, stated = self.entry.get("publisher"), self.entry.get("role")
        if publisher is not None and publisher not in roles:
            raise self.refuse(self._not_one_of("publisher", sorted(roles)))
        role = stated or roles.get(publisher or "")
        if role is None:
            raise self.refuse("wanted a 'publisher' of the domain's table, or a 'role'")
        if role not in get_args(SpeakerRole):
            raise self.refuse(self._not_one_of("role", get_args(SpeakerRole)))
        if publisher is not None and stated and stated != roles[publisher]:
            raise self.refuse(
                f"role {stated!r} contradicts the publishers table, where {publisher!r} is"
                f" {roles[publisher]!r}; leave 'role' out"
            )
        return cast("SpeakerRole", role)

    def _not_one_of(self, name: str, wanted: Sequence[str]) -> str:
        return f"{name} {self.entry[name]!r} is not one of {', '.join(wanted)}"


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def harvest_source(
    source: ListedSource,
    *,
    fetch: Fetch,
    salt: bytes,
    since: date | None = None,
    until: date | None = None,
) -> Iterator[Document | Problem]:
    """Harvest a listed source.

    Parameters
    ----------
    source : ListedSource
        From :func:`read_sources`.
    fetch, salt, since, until
        As for :func:`probenlp.harvest.feeds.blog.harvest_blog`; the later of ``since`` and the
        source's own counts.

    Yields
    ------
    Document or Problem
        In the order of the source; each post once.
    """
    first = max((day for day in (since, source.since) if day), default=None)
    if first and until and first > until:
        return
    if source.kind == "blog":
        yield from harvest_blog(source.urls[0], fetch=fetch, salt=salt, since=first, until=until)
        return
    walk = Walk(fetch, salt, Window(first, until))
    for found in walk_listed(source.kind, source.urls, walk):
        if isinstance(found, Problem):
            yield found
        else:
            yield from harvest_post(found, walk)
