"""Answers to SQL as tables."""

from pathlib import Path
from typing import Any, Final

from probenlp.report.frame import Column, Frame, Kind

_KINDS: Final[dict[str, Kind]] = {
    "BOOLEAN": "truth",
    "DOUBLE": "number",
    "FLOAT": "number",
    "TINYINT": "whole",
    "SMALLINT": "whole",
    "INTEGER": "whole",
    "BIGINT": "whole",
    "HUGEINT": "whole",
    "UTINYINT": "whole",
    "USMALLINT": "whole",
    "UINTEGER": "whole",
    "UBIGINT": "whole",
    "TIMESTAMP WITH TIME ZONE": "time",
}


def answer(folder: Path, sql: str, parameters: Any = None) -> Frame:
    """Answer one query over the tables of a run.

    Numbers, truth values and instants keep their type. A decimal becomes a number; lists become
    text, joined by ``|``; all else becomes text.

    Raises
    ------
    ProbenlpError
        If it cannot be answered; the message is one line.
    """
    from probenlp.store.tables import connect, query

    with connect(folder) as connection:
        found = query(connection, sql, parameters)
        columns = [
            Column(str(name), _kind(str(kind)), str(kind)) for name, kind, *_ in found.description
        ]
        rows = found.fetchall()
    return Frame(
        columns,
        ([_cell(cell, column.kind) for cell, column in zip(row, columns, strict=True)]
         for row in rows),
    )  # fmt: skip


def _kind(type_name: str) -> Kind:
    return "number" if type_name.startswith("DECIMAL") else _KINDS.get(type_name, "text")


def _cell(cell: Any, kind: Kind) -> Any:
    if cell is None:
        return None
    if kind == "number":
        return float(cell)
    if kind == "text" and isinstance(cell, list):
        return "|".join(map(str, cell)) or None
    return str(cell) if kind == "text" else cell
