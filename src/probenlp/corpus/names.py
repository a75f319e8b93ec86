"""From the names that people write to the ids that records hold."""

import functools
import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Final

import msgspec

from probenlp.corpus.fields.field import Names
from probenlp.corpus.questions import QuestionError, did_you_mean, listed
from probenlp.corpus.rows import Pages
from probenlp.corpus.unit_names import UnitFinder, plain
from probenlp.domains import Domain
from probenlp.store import read_records
from probenlp.store.run import RunRecords

_LISTS: Final = (list, tuple, set, frozenset)


class Naming:
    """Resolves names of units, topics, standards and documents; tables are read when needed.

    Parameters
    ----------
    records : RunRecords
    pages : Pages
    domain : callable
        Gives the domain of the run.
    """

    def __init__(self, records: RunRecords, pages: Pages, domain: Callable[[], Domain]) -> None:
        self._records, self._pages, self._domain = records, pages, domain

    def ids(self, names: Names, wanted: Any) -> Any:
        """Put ids in the place of names; what is no name stays as it is.

        Raises
        ------
        QuestionError
            If a name is unknown, or may mean several.
        """
        if not names or wanted is None or callable(wanted) or isinstance(wanted, re.Pattern):
            return wanted
        if isinstance(wanted, _LISTS):
            found = [self.ids(names, one) for one in wanted]
            return {
                one for some in found for one in (some if isinstance(some, frozenset) else {some})
            }
        if not isinstance(wanted, str):
            raise QuestionError(f"{names}={wanted!r}: expected an id or a name")
        return self.find(names, wanted)

    def find(self, names: Names, asked: str) -> frozenset[str]:
        """Give the ids of one name."""
        if names == "unit":
            return self._units.find(asked)
        if names == "document":
            return self._document(asked)
        rows = self._domain().topics if names == "topic" else self._domain().standards
        known = {row.id: row.name for row in rows}
        if asked in known or (names == "standard" and asked == "overall"):
            return frozenset({asked})
        found = [one for one, name in known.items() if plain(asked) in (plain(name), plain(one))]
        if not found:
            near = did_you_mean(asked, [*known, *known.values()])
            raise QuestionError(f"no {names} {asked!r}{near} There are: {listed(known)}")
        return frozenset(found)

    @functools.cached_property
    def _units(self) -> UnitFinder:
        path = self._records.path
        return UnitFinder(self._domain(), functools.cache(lambda: _names_in(path)))

    def _document(self, asked: str) -> frozenset[str]:
        if self._pages.document(asked) is not None:
            return frozenset({asked})
        found: dict[str, str] = {}
        known: list[str] = []
        for one in read_records(self._records.path / "documents.jsonl", _Page):
            source = one.source.name
            forms = {one.title or "", one.url or "", source, PurePosixPath(source).name}
            forms |= {PurePosixPath(source).stem}
            if plain(asked) in {plain(form) for form in forms}:
                found[one.id] = one.title or source
            known.append(one.title or source)
        if len(found) == 1:
            return frozenset(found)
        if found:
            several = "\n  ".join(f"{key}: {title}" for key, title in found.items())
            raise QuestionError(
                f"{asked!r} may be {len(found)} documents; give an id:\n  {several}"
            )
        raise QuestionError(f"no document {asked!r}{did_you_mean(asked, known)}")


class _Source(msgspec.Struct):
    name: str


class _Page(msgspec.Struct):
    """What of a document tells it from others."""

    id: str
    source: _Source
    url: str | None = None
    title: str | None = None


class _Unit(msgspec.Struct):
    name: str
    unit_id: str | None = None


class _Tagged(msgspec.Struct):
    units: tuple[_Unit, ...] = ()


class _Claimed(msgspec.Struct):
    unit_names: tuple[str, ...] = ()


def _names_in(folder: Path) -> frozenset[str]:
    """Give the names of units that the texts of a run know and no table does."""
    return frozenset(_names(folder))


def _names(folder: Path) -> Iterator[str]:
    for claim in read_records(folder / "claims.jsonl", _Claimed):
        yield from claim.unit_names
    for tagged in read_records(folder / "tags.jsonl", _Tagged):
        yield from (unit.name for unit in tagged.units if unit.unit_id is None)
