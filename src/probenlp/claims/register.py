"""The register: published outcomes, terms of office and scales, with the lines they stand in."""

from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final, Generic, TypeVar, cast

import msgspec

from probenlp.claims.link.scope import Months, months_of
from probenlp.domains import Domain, Outcome, Person, RatingRow, Row, domain_folder
from probenlp.domains.tables import Line, read_table
from probenlp.domains.validity import is_date
from probenlp.errors import DomainError

R = TypeVar("R", bound=Row)

LATE: Final = 1
"""Months by which a report may come before the date that the register has for it."""


class Entry(msgspec.Struct, Generic[R], frozen=True):
    """A row of the register, and where it stands."""

    table: str
    line: int
    row: R


class Register:
    """What is known of inspections, by unit, person and scale.

    Parameters
    ----------
    domain : Domain, str or Path
        Its outcomes, people and ratings tables are the register. Of tables that have been read
        already the lines are counted without empty ones.
    own : Path, optional
        A table of further outcomes, in the same columns (``probenlp register add`` writes one). A
        row of it stands beside those that ship.

    Raises
    ------
    DomainError
        If a table cannot be read.
    """

    def __init__(self, domain: Domain | str | Path = "probation", own: Path | None = None) -> None:
        self._outcomes: dict[str, list[Entry[Outcome]]] = defaultdict(list)
        for entry in (*_rows(domain, "outcomes"), *(own_entries(own) if own else ())):
            outcome = cast("Entry[Outcome]", entry)
            self._outcomes[outcome.row.unit_id].append(outcome)
        for entries in self._outcomes.values():
            entries.sort(key=lambda entry: when(entry.row) or Months(0, 0))
        self._people: dict[str, list[Entry[Person]]] = defaultdict(list)
        for entry in _rows(domain, "people"):
            person = cast("Entry[Person]", entry)
            self._people[person.row.name].append(person)
            self._people[person.row.id].append(person)
        scales = (cast("Entry[RatingRow]", entry) for entry in _rows(domain, "ratings"))
        self._totals = [entry for entry in scales if entry.row.kind == "total"]

    def outcome(self, unit_id: str, period: str | None, *, earlier: bool) -> Entry[Outcome] | None:
        """Find the inspection of a unit that somebody speaks of.

        Parameters
        ----------
        period : str or None
            Of the claim.
        earlier : bool
            Whether it speaks of the inspection before the one that was last then.

        Returns
        -------
        Entry or None
            The last one up to that time; None where none is known to be.
        """
        known = self._outcomes.get(unit_id, [])
        if period is None:
            return known[0] if len(known) == 1 and not earlier else None
        until = months_of(period).last + LATE
        before = [entry for entry in known if (date := when(entry.row)) and date.first <= until]
        if period.startswith("../") or not earlier:
            return before[-1] if before else None
        return before[-2] if len(before) > 1 else None

    def terms(self, name_or_id: str) -> list[Entry[Person]]:
        """Give the terms of a person."""
        return self._people.get(name_or_id, [])

    def totals(self, period: str | None) -> list[Entry[RatingRow]]:
        """Give the scales in use at a time; all of them where no time is known."""
        if period is None or period.startswith("../"):
            return self._totals
        return [entry for entry in self._totals if in_force(entry.row, months_of(period))]


def when(outcome: Outcome) -> Months | None:
    """Give the month or year of an outcome; None where the register has none."""
    date = outcome.published or outcome.year
    return months_of(date[:7]) if is_date(date) else None


def in_force(row: RatingRow | Person, at: Months) -> bool:
    """Tell whether a row's validity may hold a time."""
    start = months_of(row.valid_from[:7]).first if is_date(row.valid_from) else 0
    end = months_of(row.valid_to[:7]).last if is_date(row.valid_to) else at.last
    return start <= at.last and at.first <= end


def own_entries(path: Path) -> Iterator[Entry[Row]]:
    """Read a table of one's own; it has the name it has, so the folder's reader is told it."""
    if path.name != "outcomes.tsv":
        raise DomainError(f"{path}: expected a table named outcomes.tsv")
    if not path.is_file():
        raise DomainError(
            f"{path}: there is no such table; `probenlp register add` writes one, row by row"
        )
    for entry in _entries(path.parent, "outcomes"):
        yield Entry(str(path), entry.line, entry.row)


def _rows(domain: Domain | str | Path, name: str) -> Iterator[Entry[Row]]:
    if not isinstance(domain, Domain):
        yield from _entries(domain_folder(domain), name)
        return
    rows: tuple[Row, ...] = getattr(domain, name)
    for number, row in enumerate(rows, start=2):  # the header is the first line
        yield Entry(name, number, row)


def _entries(folder: Path, name: str) -> Iterator[Entry[Row]]:
    for read in read_table(folder, name):
        if not isinstance(read, Line):
            raise DomainError(f"{folder}/{read}")
        yield Entry(name, read.number, read.row)
