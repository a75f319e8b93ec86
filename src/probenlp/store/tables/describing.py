"""The words on every table, view and column, for people and for programs."""

import functools

import duckdb

from probenlp.store.tables.catalogue import TABLES, Table
from probenlp.store.tables.column_types import quoted
from probenlp.store.tables.made import MADE_TABLES, VIEWS, Made


@functools.cache
def _all() -> dict[str, Table | Made]:
    return {each.name: each for each in (*TABLES, *MADE_TABLES, *VIEWS)}


def described_columns(each: Table | Made) -> dict[str, str]:
    """Give each column of a table or view with what it says.

    Examples
    --------
    >>> from probenlp.store.tables.made import MADE_TABLES
    >>> described_columns(MADE_TABLES[1])["number"]
    "The claim's place in the group, from 1."
    """
    if isinstance(each, Table):
        return {column.name: column.description for column in each.columns}
    return {name: _resolved(text) for name, text in each.columns.items()}


def _resolved(text: str) -> str:
    """Follow ``=claims.voice`` to what that column says."""
    if not text.startswith("="):
        return text
    table, _, column = text[1:].partition(".")
    return described_columns(_all()[table])[column]


@functools.cache
def column_types() -> dict[str, dict[str, str]]:
    """Give the DuckDB type of each column of each table and view.

    Those of views come from DuckDB, which is asked about empty tables.

    Examples
    --------
    >>> column_types()["claim_dates"]["year"]
    'INTEGER'
    """
    with duckdb.connect() as connection:
        for table in TABLES:
            columns = ", ".join(f"{quoted(each.name)} {each.type}" for each in table.columns)
            connection.execute(f"CREATE TABLE {table.name} ({columns})")
        for made in (*MADE_TABLES, *VIEWS):
            connection.execute(f"CREATE VIEW {made.name} AS {made.sql}")
        return {name: types_in(connection, name) for name in _all()}


def types_in(connection: duckdb.DuckDBPyConnection, name: str) -> dict[str, str]:
    """Give the types of the columns of one table or view, as the connection has it."""
    described = connection.execute(f"DESCRIBE {name}").fetchall()
    return {column: kind for column, kind, *_ in described}


def page() -> str:
    """Write the part of the documentation that lists all tables, views and columns.

    Returns
    -------
    str
        Markdown: a section a table, a row a column.
    """
    parts = []
    kinds: dict[str, tuple[Table | Made, ...]] = {
        "Tables": (*TABLES, *MADE_TABLES),
        "Views": VIEWS,
    }
    for heading, all_of_them in kinds.items():
        parts.append(f"## {heading}\n")
        parts += [_section(each) for each in all_of_them]
    return "\n".join(parts)


def _section(each: Table | Made) -> str:
    made_of = f" From `{each.file}`." if isinstance(each, Table) else ""
    rows = [
        f"| `{name}` | {column_types()[each.name][name]} | {text.replace('|', chr(92) + '|')} |"
        for name, text in described_columns(each).items()
    ]
    return "\n".join(
        (
            f"### {each.name}\n",
            f"{each.description}{made_of}\n",
            "| column | type | what it says |",
            "|---|---|---|",
            *rows,
            "",
        )
    )
