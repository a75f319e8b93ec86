"""Check that what one table names in another is there."""

from collections.abc import Iterator
from typing import Final

from probenlp.domains.findings import Finding
from probenlp.domains.folder import Folder, at, unknown

_REFERENCES: Final[tuple[tuple[str, str, tuple[str, ...]], ...]] = (
    ("units", "kind", ("kinds",)),
    ("units", "parent", ("units",)),
    ("people", "role_id", ("roles",)),
    ("people", "organisation", ("units",)),
    ("roles", "organisation", ("units", "kinds")),
    ("ratings", "inspectorate", ("units",)),
    ("standards", "applies_to", ("kinds",)),
    ("topics", "related_standards", ("standards",)),
    ("aspects", "topics", ("topics",)),
    ("glossary", "topic", ("topics",)),
    ("synonyms", "opposite", ("synonyms",)),
    ("outcomes", "unit_id", ("units",)),
    ("outcomes", "kind", ("kinds",)),
)
"""Table, column, and the tables that one of the column's ids must stand in."""


def check_references(folder: Folder) -> Iterator[Finding]:
    """Check every id that points to a row, and that parents make no circle."""
    for table, column, targets in _REFERENCES:
        known = frozenset[str]().union(*(folder.ids(target) for target in targets))
        wanted = "the id of a row of " + " or ".join(f"{target}.tsv" for target in targets)
        for line in folder.lines[table]:
            value = getattr(line.row, column)
            for one in value if isinstance(value, tuple) else (value,) if value else ():
                yield from unknown(table, line.number, column, one, known, wanted)
    yield from _circles(folder)
    yield from _inspected(folder)


def _circles(folder: Folder) -> Iterator[Finding]:
    parents = {line.row.id: line.row.parent for line in folder.units}
    told: set[str] = set()
    for line in folder.units:
        chain, unit = [line.row.id], line.row.parent
        while unit in parents and unit not in chain and unit not in told:
            chain.append(unit)
            unit = parents[unit]
        if unit in chain:
            circle = chain[chain.index(unit) :]
            met = " > ".join([*circle, unit])
            yield at("units", line.number, "parent", "circle", met=met, wanted="a unit at the top")
        told.update(chain)


def _inspected(folder: Folder) -> Iterator[Finding]:
    """Check that kinds which are rated can be told in a text, and that there is one."""
    inspected = [line for line in folder.kinds if line.row.inspected == "yes"]
    for line in inspected:
        if not line.row.heads:
            yield at(
                "kinds",
                line.number,
                "heads",
                "no-head",
                met="nothing",
                wanted="the nouns that make a name one of this kind, since it is inspected",
            )
    if folder.kinds and not inspected:
        yield at(
            "kinds",
            0,
            "inspected",
            "none-inspected",
            met="no kind with 'yes'",
            wanted="the kinds that the inspectorate rates",
            level="warning",
        )
    rated = {line.row.inspectorate for line in folder.ratings if line.row.kind == "label"}
    for place, unit in enumerate(folder.list_of("inspectorate")):
        if place == 0 and unit not in rated:
            yield at(
                "ratings",
                0,
                "inspectorate",
                "no-scale",
                met=f"no label of {unit!r}",
                wanted="the grades of the first inspectorate of domain.toml",
                level="warning",
            )
