"""A table of outcomes of one's own: rows are validated before they are written."""

import csv
import io
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from probenlp.claims.register import own_entries
from probenlp.domains import Domain, Outcome, Row
from probenlp.domains.findings import nearest
from probenlp.domains.tables import columns_of
from probenlp.domains.validity import is_date
from probenlp.errors import DomainError

NAME: Final = "outcomes.tsv"


def add_outcome(path: Path, row: Outcome, domain: Domain) -> Path:
    """Add a row to a table of outcomes; the tables that ship are never written to.

    Parameters
    ----------
    path : Path
        The table, named ``outcomes.tsv``, or the folder it stands in; made where it is missing.
    row : Outcome
    domain : Domain
        Its units, grades and standards are what a row may name.

    Returns
    -------
    Path
        The table, which holds all its rows or is as it was before.

    Raises
    ------
    DomainError
        If the row names what the domain has not, contradicts itself, or has an id that stands in
        the table already; or if the table is one of a domain's, or cannot be read.
    """
    path = path / NAME if path.is_dir() or not path.suffix else path
    if (path.parent / "domain.toml").exists():
        raise DomainError(f"{path}: is the table of a domain; name a folder of your own")
    problems = list(problems_of(row, domain))
    rows = [entry.row for entry in own_entries(path)] if path.exists() else []
    if any(row.id == one.id for one in (*rows, *domain.outcomes)):
        problems.append(f"id: {row.id!r} is in the register already; a second inspection needs "
                        "an id of its own")  # fmt: skip
    if problems:
        raise DomainError(f"{path}: {'; '.join(problems)}")
    columns = list(columns_of(Outcome))
    lines = [columns, *([_cell(one, column) for column in columns] for one in (*rows, row))]
    _write(path, lines)
    return path


def problems_of(row: Outcome, domain: Domain) -> Iterator[str]:
    """Say what is wrong with an outcome: field, what was met, what was wanted.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> wrong = Outcome(id="x", unit_id="pdu_newam", year="2025", overall_rating="Fine")
    >>> for problem in problems_of(wrong, load_domain("probation")):
    ...     print(problem)
    unit_id: 'pdu_newam' is no unit of the domain; try 'pdu_newham'
    overall_rating: 'Fine' is no grade; expected Outstanding, Good, Requires improvement, Inadequate
    """
    units = {unit.id for unit in domain.units}
    if row.unit_id not in units:
        advice = nearest(row.unit_id, units)
        yield f"unit_id: {row.unit_id!r} is no unit of the domain" + (
            f"; try {advice}" if advice else ""
        )
    for field in ("year", "published"):
        if (date := getattr(row, field)) and not is_date(date):
            yield f"{field}: {date!r} is no date; expected a year, month or day (2025-04-30)"
    if not row.year and not row.published:
        yield "published: expected a date, or else a year"
    grades = _grades(domain)
    standards = dict(pair.partition("=")[::2] for pair in row.standard_ratings)
    stated = {"overall_rating": row.overall_rating, "previous_rating": row.previous_rating}
    for field, label in (stated | standards).items():
        if label and label not in grades:
            yield f"{field}: {label!r} is no grade; expected {', '.join(grades)}"
    for standard in standards.keys() - {one.id for one in domain.standards}:
        yield f"standard_ratings: {standard!r} is no standard of the domain"
    yield from _score_problems(row)


def _score_problems(row: Outcome) -> Iterator[str]:
    for field in ("score", "score_out_of"):
        if (points := getattr(row, field)) and not points.isdigit():
            yield f"{field}: {points!r} is no number of points"
            return
    if row.score and row.score_out_of and int(row.score) > int(row.score_out_of):
        yield f"score: {row.score} is more than {row.score_out_of}"


def _grades(domain: Domain) -> list[str]:
    """Give the grades of the domain's own inspectorate, in the order of its first scale."""
    own = set(domain.inspectorate[:1])
    rows = [row for row in domain.ratings if row.kind == "label" and row.inspectorate in own]
    first = rows[0].scale if rows else ""
    return [row.label for row in rows if row.scale == first]


def _cell(row: Row, column: str) -> str:
    name = "classification" if column == "class" else column
    value = getattr(row, name)
    text = "|".join(value) if isinstance(value, tuple) else str(value)
    return " ".join(text.split())  # a tab or line break would end the cell


def _write(path: Path, lines: list[list[str]]) -> None:
    content = io.StringIO()
    writer = csv.writer(content, delimiter="\t", quoting=csv.QUOTE_NONE, lineterminator="\n",
                        escapechar=None, quotechar=None)  # fmt: skip
    writer.writerows(lines)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(content.getvalue())
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
