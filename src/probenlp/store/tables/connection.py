"""Queries over a run: views that stand over its files, opened at once and read when asked."""

import contextlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from probenlp.errors import ProbenlpError, RecordError
from probenlp.store.folder import FILES, RUN
from probenlp.store.run import open_run
from probenlp.store.tables.aside import flush, folder_aside
from probenlp.store.tables.catalogue import TABLES
from probenlp.store.tables.column_types import literal, quoted
from probenlp.store.tables.describing import described_columns
from probenlp.store.tables.made import MADE_TABLES, VIEWS
from probenlp.store.tables.manifest import FOLDER, is_current
from probenlp.store.tables.sources import over_json, over_parquet
from probenlp.store.tables.verify import RECORDS, require_files, verify_lines


class QueryError(ProbenlpError, ValueError):
    """A query cannot be answered; the message is one line."""


def connect(
    folder: str | Path, *, tables: str | Path | None = None, files: bool = False
) -> duckdb.DuckDBPyConnection:
    """Open a run for SQL, at once: no row is read before a query asks for it.

    The tables stand over the Parquet files where those are of this run, else over the JSONL files
    themselves, with the same columns and types. :doc:`/tables` lists them.

    Parameters
    ----------
    folder : str or Path
        A folder that ``probenlp run`` wrote.
    tables : str or Path, optional
        Where its tables are, if not in ``folder/tables``.
    files : bool
        Whether SQL may read and write other files of the machine. Unless it is set, a query
        reaches the files of the run and nothing else, and cannot change that.

    Returns
    -------
    duckdb.DuckDBPyConnection
        In memory; what a query creates is gone when it is closed. :func:`query` also keeps SQL
        from changing anything.

    Raises
    ------
    OutputError
        If the folder holds no finished run.
    RecordError
        If ``run.json`` is broken, or was written by a version whose records differ.
    """
    connection, reached = _open(Path(folder).absolute(), tables)
    if not files:
        _confine(connection, reached)
    return connection


def _open(folder: Path, tables: str | Path | None) -> tuple[duckdb.DuckDBPyConnection, list[Path]]:
    """Open a connection that may still be confined, and say which files its views read."""
    report = open_run(folder).run
    require_files(folder)
    made = Path(tables).absolute() if tables else folder / FOLDER
    current = is_current(made, folder, report)
    connection = duckdb.connect(config={"python_enable_replacements": "false"})
    return connection, create_views(connection, folder, made if current else None)


def create_views(
    connection: duckdb.DuckDBPyConnection, folder: Path, tables: Path | None
) -> list[Path]:
    """Make a view of each table, over Parquet or over JSONL, and the views made of those.

    Returns
    -------
    list of Path
        The files that they read.
    """
    statements = []
    for table in TABLES:
        reading = (
            over_parquet(tables / f"{table.name}.parquet") if tables else over_json(table, folder)
        )
        statements.append(f"CREATE VIEW {table.name} AS {reading}")
    for made in MADE_TABLES:
        reading = over_parquet(tables / f"{made.name}.parquet") if tables else made.sql
        statements.append(f"CREATE VIEW {made.name} AS {reading}")
    statements += [f"CREATE VIEW {view.name} AS {view.sql}" for view in VIEWS]
    connection.begin()
    for statement in statements:
        connection.execute(statement)
    comment(connection, stored=False)
    connection.commit()
    if tables is None:
        return [folder / name for name in (*FILES, RUN)]
    return [tables / f"{each.name}.parquet" for each in (*TABLES, *MADE_TABLES)]


def comment(connection: duckdb.DuckDBPyConnection, *, stored: bool) -> None:
    """Put the descriptions on tables, views and columns; see ``duckdb_columns()``."""
    for each in (*TABLES, *MADE_TABLES, *VIEWS):
        kind = "TABLE" if stored and each not in VIEWS else "VIEW"
        statements = [f"COMMENT ON {kind} {each.name} IS {literal(each.description)}"]
        statements += [
            f"COMMENT ON COLUMN {each.name}.{quoted(name)} IS {literal(text)}"
            for name, text in described_columns(each).items()
        ]
        connection.execute(";".join(statements))


def _confine(connection: duckdb.DuckDBPyConnection, reached: list[Path]) -> None:
    """Leave SQL the files of the run, and no way to other files, extensions or settings."""
    paths = ", ".join(literal(str(path)) for path in reached)
    for setting in (
        f"allowed_paths = [{paths}]",
        "temp_directory = ''",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        connection.execute(f"SET {setting}")


def query(
    connection: duckdb.DuckDBPyConnection, sql: str, parameters: Any = None
) -> duckdb.DuckDBPyConnection:
    """Answer one query that changes nothing.

    Parameters
    ----------
    connection : duckdb.DuckDBPyConnection
        From :func:`connect`.
    sql : str
        One statement that reads: ``SELECT``, ``FROM``, ``WITH``, ``DESCRIBE``, ``SHOW``,
        ``SUMMARIZE``.
    parameters : sequence or dict, optional
        Values for ``?`` or ``$name`` in it.

    Returns
    -------
    duckdb.DuckDBPyConnection
        With the answer, for ``fetchall``, ``fetchmany``, ``df``, ``pl``.

    Raises
    ------
    QueryError
        If it is no such statement, names what is not there, or fails.
    RecordError
        If it meets a line that holds no record.
    """
    with clear_errors():
        _require_reading(sql)
        return connection.execute(sql, parameters)


def _require_reading(sql: str) -> None:
    statements = duckdb.extract_statements(sql)
    if len(statements) != 1:
        raise QueryError(f"{len(statements)} statements given; give one")
    if statements[0].type != duckdb.StatementType.SELECT:
        raise QueryError(
            f"{statements[0].type.name} is no query that only reads; give one: SELECT, FROM, "
            "WITH, DESCRIBE, SHOW or SUMMARIZE"
        )


def write_query(
    folder: str | Path, sql: str, out: str | Path, *, tables: str | Path | None = None
) -> int:
    """Answer one query that changes nothing, into a Parquet file.

    Parameters
    ----------
    folder, tables
        As for :func:`connect`.
    sql : str
        As for :func:`query`.
    out : str or Path
        The file; it appears when it is whole.

    Returns
    -------
    int
        How many rows it has.

    Raises
    ------
    QueryError, RecordError, OutputError
    """
    target = Path(out).absolute()
    with clear_errors(), folder_aside(target.parent) as aside:
        _require_reading(sql)
        written = aside / target.name
        connection, reached = _open(Path(folder).absolute(), tables)
        with connection:
            # DuckDB writes under the second name and renames.
            _confine(connection, [*reached, written, aside / f"tmp_{target.name}"])
            connection.sql(_without_end(sql)).write_parquet(str(written), compression="zstd")
            row = connection.execute(
                "SELECT num_rows FROM parquet_file_metadata(?)", [str(written)]
            ).fetchone()
        flush(written)
        written.replace(target)
    return int(row[0]) if row else 0


def _without_end(sql: str) -> str:
    """Cut a query before its last semicolon, so that it can stand inside another statement."""
    written = sql.encode()
    places = [at for at, kind in duckdb.tokenize(sql) if kind != duckdb.token_type.comment]
    while places and written[places[-1] :].startswith(b";"):
        written = written[: places.pop()]
    return written.decode()


@contextlib.contextmanager
def clear_errors() -> Iterator[None]:
    """Turn errors of DuckDB into one line; a broken line of a file is named exactly.

    Raises
    ------
    QueryError, RecordError
    """
    try:
        yield
    except duckdb.Error as error:
        said = str(error)
        _name_broken_line(said)
        raise QueryError(_one_line(said)) from error


def _one_line(said: str) -> str:
    """Leave out the query itself, which DuckDB repeats with a mark under the spot."""
    return " ".join(re.split(r"\n+LINE \d+: ", said)[0].split())


def _name_broken_line(said: str) -> None:
    """Read the file that DuckDB could not read again, by its records; they know line and field.

    DuckDB counts the line in which it noticed, often the one after.
    """
    path = Path(said.partition('file "')[2].partition('"')[0])
    if path.name in RECORDS and path.is_file():
        verify_lines(path, RECORDS[path.name])
    if path.name == RUN and path.is_file():
        raise RecordError("no report of a run", path=str(path), line=1)
