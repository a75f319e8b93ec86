"""Check that a form in a text leads to one row: names, aliases, grades, cues, hosts."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from probenlp.domains.findings import Finding
from probenlp.domains.folder import Folder, at, validity_of
from probenlp.domains.rows import Row
from probenlp.domains.validity import Validity


class Use(NamedTuple):
    """A form that a row claims.

    Attributes
    ----------
    groups : frozenset of str
        Two rows with a group in common that claim a form contradict each other; without one, the
        form is only ambiguous.
    same : str
        Rows that share it are the same thing in two rows, such as two terms of one person.
    """

    form: str
    column: str
    line: int
    id: str
    groups: frozenset[str]
    same: str
    validity: Validity


def check_names(folder: Folder) -> Iterator[Finding]:
    """Check that no two rows claim a form at one time."""
    for table, uses, what in (
        ("units", _units(folder), "kind"),
        ("roles", _roles(folder), "office"),
        ("people", _people(folder), "person"),
        ("ratings", _ratings(folder), "scale"),
        ("standards", _standards(folder), "standard"),
        ("publishers", _publishers(folder), "publisher"),
        ("publishers", _hosts(folder), "publisher"),
        ("measures", _measures(folder), "direction"),
    ):
        yield from _collisions(table, uses, what)


def fold(form: str) -> str:
    """Fold a form as the taggers do: case, spaces, typographic apostrophes, the article.

    Examples
    --------
    >>> fold("The  Keepers’ Guild")
    "keepers' guild"
    """
    return " ".join(form.replace("’", "'").casefold().split()).removeprefix("the ")


def _collisions(table: str, uses: Iterable[Use], what: str) -> Iterator[Finding]:
    claimed: dict[str, list[Use]] = defaultdict(list)
    for use in uses:
        if form := fold(use.form):
            _add(claimed[form], use)
    for form, claims in claimed.items():
        for place, use in enumerate(claims):
            rivals = [
                other
                for other in claims[:place]
                if other.same != use.same and use.validity.surely_overlaps(other.validity)
            ]
            closest = next((r for r in rivals if r.groups & use.groups), next(iter(rivals), None))
            if closest is not None:
                yield _collision(table, form, use, closest, what)


def _add(claims: list[Use], use: Use) -> None:
    """Keep one use of a form a row: "Good" and "good" are one."""
    if not any(known.line == use.line for known in claims):
        claims.append(use)


def _collision(table: str, form: str, use: Use, other: Use, what: str) -> Finding:
    same = bool(other.groups & use.groups)
    return at(
        table,
        use.line,
        use.column,
        "same-form" if same else "ambiguous-form",
        level="fault" if same else "warning",
        met=f"{form!r}, which {other.id!r} in line {other.line} has too",
        wanted=f"a form of its own for each {what}" if same else "dates or context to tell them",
        advice="a longer form, or dates that do not overlap"
        if same
        else "leaving it out of one, unless texts do use it for both",
    )


Groups = Callable[[Row], Iterable[str]]


def _forms(
    table: str,
    folder: Folder,
    columns: tuple[str, ...],
    groups: Groups,
    same: Callable[[Row], str] = lambda row: row.id,
) -> Iterator[Use]:
    for line in folder.lines[table]:
        row, times = line.row, validity_of(line.row)
        shared = frozenset(groups(row))
        for column in columns:
            value = getattr(row, column)
            for form in value if isinstance(value, tuple) else (value,):
                yield Use(form, column, line.number, row.id, shared, same(row), times)


def _by(column: str) -> Groups:
    return lambda row: (getattr(row, column),)


def _everywhere(_: Row) -> Iterable[str]:
    return ("",)


def _units(folder: Folder) -> Iterator[Use]:
    """Give the names of units; a form that both rows declare ambiguous is left to the context.

    "acronym:LSG" in the ``ambiguity`` of two units says that texts use the form for both.
    """
    rows = {line.number: line.row for line in folder.units}
    for use in _forms("units", folder, ("name", "aliases"), _by("kind")):
        declared = {fold(what.partition(":")[2]) for what in rows[use.line].ambiguity}
        yield use._replace(groups=frozenset({use.id})) if fold(use.form) in declared else use


def _roles(folder: Folder) -> Iterator[Use]:
    """Give the titles of offices: "the chief executive" of two bodies is told by the context."""
    return _forms("roles", folder, ("title", "abbreviation", "aliases"), _by("organisation"))


def _people(folder: Folder) -> Iterator[Use]:
    """Give the names of people: two of one name are told by office, two terms are one person."""
    same = lambda row: getattr(row, "name", "")  # noqa: E731
    return _forms("people", folder, ("name", "aliases"), _by("role_id"), same)


def _ratings(folder: Folder) -> Iterator[Use]:
    labels = {line.number for line in folder.ratings if line.row.kind == "label"}
    uses = _forms("ratings", folder, ("label", "surface_variants"), _by("scale"))
    return (use for use in uses if use.line in labels)


def _standards(folder: Folder) -> Iterator[Use]:
    """Give the names of standards: those of two kinds of unit are told by the unit."""
    kinds = folder.ids("kinds")
    return _forms(
        "standards",
        folder,
        ("name", "aliases"),
        lambda row: getattr(row, "applies_to", ()) or kinds,
    )


def _publishers(folder: Folder) -> Iterator[Use]:
    return _forms("publishers", folder, ("name", "aliases"), _everywhere)


def _hosts(folder: Folder) -> Iterator[Use]:
    return _forms("publishers", folder, ("hosts",), _everywhere)


def _measures(folder: Folder) -> Iterator[Use]:
    """Give the cues of measures: one may stand in two rows, but not be good and bad."""
    same = lambda row: getattr(row, "direction", "")  # noqa: E731
    return _forms("measures", folder, ("cues",), _everywhere, same)
