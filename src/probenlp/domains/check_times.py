"""Check what dates must agree: units with their parents, and terms of an office with each other."""

from collections.abc import Iterator
from itertools import combinations

from probenlp.domains.findings import Finding
from probenlp.domains.folder import Folder, at, validity_of
from probenlp.domains.rows import Person
from probenlp.domains.tables import Line


def check_times(folder: Folder) -> Iterator[Finding]:
    """Check validities against each other."""
    yield from _parents(folder)
    yield from _terms(folder)
    yield from _offices(folder)


def _parents(folder: Folder) -> Iterator[Finding]:
    units = {line.row.id: line.row for line in folder.units}
    for line in folder.units:
        parent = units.get(line.row.parent)
        if parent is None or validity_of(line.row).may_overlap(validity_of(parent)):
            continue
        yield at(
            "units",
            line.number,
            "parent",
            "parent-of-another-time",
            met=f"{parent.id!r} ({parent.valid_from} to {parent.valid_to})",
            wanted=f"a parent that was there from {line.row.valid_from} to {line.row.valid_to}",
        )


def _terms(folder: Folder) -> Iterator[Finding]:
    """Find two holders at a time of an office that the settings say has one."""
    for role in folder.list_of("single_offices"):
        terms = [
            line
            for line in folder.people
            if line.row.role_id == role and (line.row.valid_from or line.row.valid_to)
        ]
        for first, second in combinations(terms, 2):
            if validity_of(first.row).surely_overlaps(validity_of(second.row)):
                yield _two_holders(role, first, second)


def _two_holders(role: str, first: Line[Person], second: Line[Person]) -> Finding:
    earlier = first.row
    return at(
        "people",
        second.number,
        "valid_from",
        "two-holders",
        met=f"{second.row.valid_from!r} to {second.row.valid_to!r}",
        wanted=f"a term beside that of {earlier.name} in line {first.number} "
        f"({earlier.valid_from} to {earlier.valid_to}): {role!r} has one holder at a time",
        advice="ending the earlier term, or a row of its own for an acting holder's office",
    )


def _offices(folder: Folder) -> Iterator[Finding]:
    """Find terms that lie outside the time in which the office existed."""
    roles = {line.row.id: line.row for line in folder.roles}
    for line in folder.people:
        role = roles.get(line.row.role_id)
        if role is None or validity_of(line.row).may_overlap(validity_of(role)):
            continue
        yield at(
            "people",
            line.number,
            "role_id",
            "office-of-another-time",
            met=f"{role.id!r} ({role.valid_from} to {role.valid_to})",
            wanted=f"an office that existed from {line.row.valid_from} to {line.row.valid_to}",
        )
