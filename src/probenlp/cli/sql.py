"""``probenlp sql``: a question to a run, in SQL."""

import csv
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    import duckdb

_ROWS_AT_ONCE = 1_000
_ROWS_SHOWN = 200
_UNSEEN = dict.fromkeys((*range(32), *range(127, 160)), "�")


class Format(StrEnum):
    """How the answer is written."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"
    PARQUET = "parquet"


def sql(
    folder: Annotated[Path, typer.Argument(metavar="OUT", help="A folder that a run wrote.")],
    query: Annotated[
        str, typer.Argument(metavar="QUERY", help="One statement that reads, or - for stdin.")
    ],
    layout: Annotated[
        Format, typer.Option("--format", "-f", help="How to write the answer.")
    ] = Format.TABLE,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="A file for it; needed for parquet.")
    ] = None,
    tables: Annotated[
        Path | None, typer.Option(help="Where the tables are, if not in OUT/tables.")
    ] = None,
) -> None:
    """Ask a run in SQL (DuckDB's). DESCRIBE and SHOW TABLES tell what there is.

    Reads the Parquet files that 'probenlp tables' made, or else the JSONL files themselves. The
    query reaches these files and no others, and cannot change them.
    """
    from probenlp.store.tables import clear_errors, connect
    from probenlp.store.tables import query as answer

    question = sys.stdin.read() if query == "-" else query
    if layout is Format.PARQUET:
        _write_parquet(folder, question, out, tables)
        return
    with connect(folder, tables=tables) as connection, clear_errors():
        found = answer(connection, question)
        names = _unlike([column[0] for column in found.description or []])
        _write(names, _rows(found), layout, out)


def _rows(found: "duckdb.DuckDBPyConnection") -> Iterator[tuple[Any, ...]]:
    while rows := found.fetchmany(_ROWS_AT_ONCE):
        yield from rows


def _unlike(names: list[str]) -> list[str]:
    """Give columns of the same name a number: a JSON object holds each name once."""
    given: dict[str, int] = {}
    unlike = []
    for name in names:
        given[name] = given.get(name, 0) + 1
        unlike.append(name if given[name] == 1 else f"{name}_{given[name]}")
    return unlike


def _write(
    names: list[str], rows: Iterator[tuple[Any, ...]], layout: Format, out: Path | None
) -> None:
    pieces = {Format.TABLE: _as_table, Format.CSV: _as_csv, Format.JSON: _as_json}[layout](
        names, rows
    )
    if out is None:
        for piece in pieces:
            sys.stdout.write(piece)
        return
    from probenlp.store.jsonl import atomic_file

    with atomic_file(out) as file:
        for piece in pieces:
            file.write(piece.encode())


def _as_csv(names: list[str], rows: Iterator[tuple[Any, ...]]) -> Iterator[str]:
    """Write CSV (RFC 4180); lists and records in a field are JSON."""
    lines: list[str] = []

    class Lines:
        def write(self, line: str) -> int:
            lines.append(line)
            return len(line)

    writer = csv.writer(Lines(), lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        writer.writerow([_plain(value) for value in row])
        yield "".join(lines)
        lines.clear()
    yield "".join(lines)


def _as_json(names: list[str], rows: Iterator[tuple[Any, ...]]) -> Iterator[str]:
    """Write one JSON array, an object a line."""
    yield "["
    for number, row in enumerate(rows):
        yield (",\n" if number else "\n") + _encoded(dict(zip(names, row, strict=True)))
    yield "\n]\n"


def _as_table(names: list[str], rows: Iterator[tuple[Any, ...]]) -> Iterator[str]:
    """Write a table for people; of a long answer its beginning."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in names:
        table.add_column(name, overflow="fold")
    for number, row in enumerate(rows):
        if number == _ROWS_SHOWN:
            sys.stderr.write(f"the first {_ROWS_SHOWN} rows; --format csv writes all\n")
            break
        table.add_row(*(Text(_shown(value)) for value in row))
    console = Console(width=None if sys.stdout.isatty() else 160)
    with console.capture() as captured:
        console.print(table)
    yield captured.get()


def _shown(value: Any) -> str:
    """Write a value for a terminal: a comment may hold characters that would command it."""
    return str(_plain(value)).translate(_UNSEEN)


def _plain(value: Any) -> Any:
    if value is None:
        return ""
    return _encoded(value) if isinstance(value, list | dict | tuple) else value


def _encoded(value: Any) -> str:
    import msgspec

    return msgspec.json.encode(value).decode()


def _write_parquet(folder: Path, question: str, out: Path | None, tables: Path | None) -> None:
    from probenlp.store.tables import write_query

    if out is None:
        raise typer.BadParameter("parquet is no text; name a file with --out")
    write_query(folder, question, out, tables=tables)
