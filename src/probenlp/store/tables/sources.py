"""Where the rows of a table come from: SQL over a JSONL file or over a Parquet file."""

from pathlib import Path

from probenlp.store.tables.catalogue import Table
from probenlp.store.tables.column_types import json_columns, literal, quoted

_MEBIBYTE = 1 << 20
_LONGEST_LINE = {"documents.jsonl": 512 * _MEBIBYTE, "tags.jsonl": 512 * _MEBIBYTE}
_LONGEST_OTHER_LINE = 64 * _MEBIBYTE
_SHORTEST_BUFFER = 16 * _MEBIBYTE


def over_json(table: Table, folder: Path) -> str:
    """Write the query that reads a table from its file, line by line, whole columns unread.

    The types are given, so that nothing is looked at before rows are asked for.
    """
    path = folder / table.file
    chosen = ",\n    ".join(
        f"{column.expression} AS {quoted(column.name)}" for column in table.columns
    )
    return f"SELECT\n    {chosen}\nFROM ({_lines(table, path)}) AS line"


def over_parquet(path: Path) -> str:
    """Write the query that reads a table from its Parquet file."""
    return (
        f"SELECT * FROM read_parquet({literal(str(path))}, "  # noqa: S608
        "hive_partitioning = false)"
    )


def _lines(table: Table, path: Path) -> str:
    """Read what the table needs of each line; with a list, a row for each of its items."""
    if not table.each:
        fields = {column.path[0] for column in table.columns}
        return f"SELECT * FROM {_reading(table, path, fields)}"  # noqa: S608
    keys = [quoted(key) for key in table.keys]
    each = quoted(table.each)
    wanted = [*keys, f"unnest({each}) AS item"]
    if table.numbered:
        wanted.append(f"generate_subscripts({each}, 1) AS number")
    reading = _reading(table, path, {*table.keys, table.each})
    return f"SELECT {', '.join(wanted)} FROM {reading}"  # noqa: S608


def _reading(table: Table, path: Path, fields: set[str]) -> str:
    types = json_columns(table.line, fields)
    columns = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in types.items())
    layout = "newline_delimited" if path.suffix == ".jsonl" else "unstructured"
    return (
        f"read_json({literal(str(path))}, format = {literal(layout)}, "
        f"columns = {{{columns}}}, maximum_object_size = {_longest_line(path)}, "
        "hive_partitioning = false)"
    )


def _longest_line(path: Path) -> int:
    """Say how long a line may be: a report of 20 MB with its source map is one line of a file.

    Buffers have that size, so it is no larger than the file, and small where lines are.
    """
    allowed = _LONGEST_LINE.get(path.name, _LONGEST_OTHER_LINE)
    return max(_SHORTEST_BUFFER, min(path.stat().st_size, allowed))
