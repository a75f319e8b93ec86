"""Read the tables of a domain's folder line by line; what cannot be read becomes a finding.

One reader for those who use a domain, who stop at the first finding, and for those who check one,
who want them all.

"""

import csv
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, Generic, Literal, TypeVar, get_args, get_origin

import msgspec

from probenlp.domains.findings import Finding, nearest
from probenlp.domains.rows import (
    Kind,
    Many,
    Outcome,
    Person,
    Publisher,
    RatingRow,
    Role,
    Row,
    Standard,
    Unit,
)
from probenlp.domains.word_rows import Aspect, Measure, Synonym, Term, Topic, Wording

TABLES: Final[dict[str, type[Row]]] = {
    "units": Unit,
    "kinds": Kind,
    "people": Person,
    "roles": Role,
    "ratings": RatingRow,
    "standards": Standard,
    "topics": Topic,
    "glossary": Term,
    "outcomes": Outcome,
    "measures": Measure,
    "publishers": Publisher,
    "wording": Wording,
    "synonyms": Synonym,
    "aspects": Aspect,
}
"""The tables of a domain, each the file ``NAME.tsv``, with the class of its rows."""

REQUIRED: Final = ("units", "kinds", "people", "roles", "ratings", "standards", "topics")
"""The tables that no domain can do without; they may be empty but for their header."""

SETTINGS: Final = "domain.toml"

R_co = TypeVar("R_co", bound=Row, covariant=True)


class Line(msgspec.Struct, Generic[R_co], frozen=True):
    """A row and the line of its file, counted from 1."""

    number: int
    row: R_co


def columns_of(row_type: type[Row]) -> dict[str, msgspec.structs.FieldInfo]:
    """Give the columns of a table by their names in the file.

    Examples
    --------
    >>> list(columns_of(Measure))
    ['id', 'note', 'source', 'verified', 'cues', 'direction']
    """
    return {field.encode_name: field for field in msgspec.structs.fields(row_type)}


def read_settings(folder: Path) -> dict[str, Any] | Finding:
    """Read ``domain.toml``, or say why it cannot be read."""
    path = folder / SETTINGS
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Finding(
            rule="missing-file",
            file=SETTINGS,
            met="no such file",
            wanted="the domain's name, title and inspectorates",
            advice="the file of a domain that ships as a pattern",
        )
    except UnicodeDecodeError as error:
        return _not_utf8(SETTINGS, error)
    except tomllib.TOMLDecodeError as error:
        return Finding(rule="not-toml", file=SETTINGS, met=f"{error}", wanted="TOML")


def read_table(folder: Path, name: str) -> Iterator[Line[Row] | Finding]:
    """Read one table. Quote marks are data here, so no quoting is undone.

    Parameters
    ----------
    folder : Path
        The domain's.
    name : str
        One of :data:`TABLES`.

    Yields
    ------
    Line or Finding
        In the order of the file. A line that cannot be read gives findings in its place.
    """
    path = folder / f"{name}.tsv"
    if not path.is_file():
        if name in REQUIRED:
            yield Finding(
                rule="missing-file",
                file=path.name,
                met="missing",
                wanted=f"a table; a domain needs {', '.join(REQUIRED)}",
                advice="a file with a header alone",
            )
        return
    try:
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            yield from _lines(path.name, lines, TABLES[name])
    except UnicodeDecodeError as error:
        yield _not_utf8(path.name, error)
    except csv.Error as error:
        yield Finding(rule="not-a-table", file=path.name, met=f"{error}", wanted="a table")


def _not_utf8(name: str, error: UnicodeDecodeError) -> Finding:
    return Finding(
        rule="not-utf8",
        file=name,
        met=f"byte {error.object[error.start]:#04x} at {error.start}",
        wanted="UTF-8",
        advice="saving it as UTF-8",
    )


def _lines(name: str, lines: Any, row_type: type[Row]) -> Iterator[Line[Row] | Finding]:
    header: list[str] = next(lines, [])
    bad_header = tuple(_check_header(name, header, row_type))
    yield from bad_header
    if bad_header:  # every line below would only repeat it
        return
    columns = columns_of(row_type)
    many = {column for column, field in columns.items() if field.type == Many}
    seen: dict[str, int] = {}
    for cells in lines:
        if not any(cells):
            continue
        read = _read_line(name, lines.line_num, header, cells, row_type, many)
        if isinstance(read, Line):
            number = seen.setdefault(read.row.id, lines.line_num)
            if number != lines.line_num:
                yield Finding(
                    rule="duplicate-id",
                    file=name,
                    line=lines.line_num,
                    field="id",
                    met=f"{read.row.id!r}, which stands in line {number} already",
                    wanted="an id of its own",
                    advice=f"'{read.row.id}_2'",
                )
                continue
        yield read


def _check_header(name: str, header: list[str], row_type: type[Row]) -> Iterator[Finding]:
    columns = columns_of(row_type)
    for column in header:
        if column not in columns:
            yield Finding(
                rule="unknown-column",
                file=name,
                line=1,
                field=column,
                met="an unknown column",
                wanted=f"columns among {', '.join(columns)}",
                advice=nearest(column, columns.keys() - set(header)),
            )
        elif header.count(column) > 1:
            yield Finding(
                rule="column-twice",
                file=name,
                line=1,
                field=column,
                met="a column that stands twice",
                wanted="each column once",
            )
    for column, field in columns.items():
        if field.required and column not in header:
            yield Finding(
                rule="missing-column",
                file=name,
                line=1,
                field=column,
                met="no such column",
                wanted="it in every line",
            )


def _read_line(
    name: str,
    number: int,
    header: list[str],
    cells: list[str],
    row_type: type[Row],
    many: set[str],
) -> Line[Row] | Finding:
    if len(cells) != len(header):
        return Finding(
            rule="cells",
            file=name,
            line=number,
            met=f"{len(cells)} cells",
            wanted=f"{len(header)}, one under each column",
            advice="looking for a tab too few or too many",
        )
    row: dict[str, Any] = dict(zip(header, cells, strict=True))
    for column in many & row.keys():
        row[column] = tuple(part.strip() for part in row[column].split("|") if part.strip())
    try:
        return Line(number, msgspec.convert(row, row_type))
    except msgspec.ValidationError as error:
        column = f"{error}".partition(" - at `$.")[2].rstrip("`")
        return Finding(
            rule="cell",
            file=name,
            line=number,
            field=column,
            met=repr(row.get(column, "")),
            wanted=f"one of {', '.join(map(repr, allowed_in(row_type, column)))}",
            advice=nearest(str(row.get(column, "")), allowed_in(row_type, column)),
        )


def allowed_in(row_type: type[Row], column: str) -> tuple[str, ...]:
    """Give the values that a column takes; none where it takes any text.

    Examples
    --------
    >>> allowed_in(Kind, "role")[:2], allowed_in(Kind, "name")
    (('inspectorate', 'inspected_body'), ())
    """
    found = columns_of(row_type)[column].type
    return tuple(
        value
        for part in (found, *get_args(found))
        if get_origin(part) is Literal
        for value in get_args(part)
    )
