"""``probenlp tables``: Parquet files and a database made of a run."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from probenlp.store.tables import TablesReport


def tables(
    folder: Annotated[Path, typer.Argument(metavar="OUT", help="A folder that a run wrote.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Where to write; OUT/tables.")
    ] = None,
    database: Annotated[
        bool, typer.Option(help="Make a DuckDB file that holds all tables, too.")
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print what was made as JSON.")] = False,
) -> None:
    """Make Parquet files, a DuckDB database and a data package of a run.

    Every line, digest and reference is checked first; what is there is replaced when all of the
    new is written. Where the tables are those of the run already, nothing is touched.
    """
    from probenlp.store.tables import build_tables

    report = build_tables(folder, out, database=database)
    if as_json:
        import msgspec

        sys.stdout.write(msgspec.json.encode(report).decode() + "\n")
    else:
        _print(report)


def _print(report: "TablesReport") -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading, side in (("table", "left"), ("rows", "right"), ("bytes", "right")):
        table.add_column(heading, justify=side)  # type: ignore[arg-type]
    for name, rows in report.rows.items():
        table.add_row(name, f"{rows:,}", f"{report.bytes[f'{name}.parquet']:,}")
    console = Console(soft_wrap=not sys.stdout.isatty())
    console.print(table)
    state = "made" if report.built else "already those of this run; nothing was touched"
    console.print(f"\n{report.out}: {state}\n{report.descriptor}", highlight=False)
