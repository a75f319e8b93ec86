"""Results as a table of typed columns: to look at, and to hand to pandas, Polars or Arrow.

Those three are the extra ``data`` and are imported when they are asked for; the table itself needs
none of them.

"""

import html
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from probenlp.errors import ProbenlpError

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

Kind = Literal["text", "category", "whole", "number", "truth", "time"]
"""``category``: one of a closed list; ``time``: an instant in UTC, to the microsecond."""

SHOWN_ROWS: Final = 10
SHOWN_WIDTH: Final = 36
"""Letters of a cell that are shown."""

LINE: Final = 110
"""Letters of a line that are shown; columns beyond it are named below the table."""


class Column(NamedTuple):
    """A column of a table.

    Attributes
    ----------
    name : str
    kind : str
        See :data:`Kind`.
    meaning : str
        What it holds, its unit, and what an empty cell says.
    values : tuple of str
        Of a category: all there can be, in their order.
    """

    name: str
    kind: Kind
    meaning: str
    values: tuple[str, ...] = ()


class Frame:
    """A table. What is not stated is None here and null everywhere else.

    Parameters
    ----------
    columns : sequence of Column
    rows : iterable of sequences
        A cell a column.

    Examples
    --------
    >>> frame = Frame([Column("word", "text", "as written"), Column("count", "whole", "")],
    ...               [("staff", 12), ("caseload", None)])
    >>> frame
    word      count
    staff        12
    caseload      ·
    >>> frame["count"], len(frame), next(iter(frame))
    ([12, None], 2, {'word': 'staff', 'count': 12})
    """

    def __init__(self, columns: Sequence[Column], rows: Iterable[Sequence[Any]]) -> None:
        self.columns = tuple(columns)
        self._cells: list[list[Any]] = [[] for _ in self.columns]
        adders = [cells.append for cells in self._cells]
        for row in rows:
            for add, cell in zip(adders, row, strict=True):
                add(cell)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def __len__(self) -> int:
        return len(self._cells[0]) if self._cells else 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        names = self.names
        for cells in zip(*self._cells, strict=True):
            yield dict(zip(names, cells, strict=True))

    def __getitem__(self, name: str) -> list[Any]:
        if name not in self.names:
            raise KeyError(f"no column {name!r}; there are: {', '.join(self.names)}")
        return list(self._cells[self.names.index(name)])

    def to_frame(self) -> "Frame":
        """Give the table itself: every result has this, and so has a table."""
        return self

    def meanings(self) -> "Frame":
        """Give the columns with what they hold, as a table."""
        heads = (Column("column", "text", ""), Column("kind", "text", ""))
        rows = [(one.name, one.kind, one.meaning) for one in self.columns]
        return Frame((*heads, Column("meaning", "text", "")), rows)

    def to_arrow(self) -> "pa.Table":
        """Give a pyarrow table; times are ``timestamp[us, UTC]``, categories dictionaries."""
        pa = needed("pyarrow")
        types = {
            "text": pa.string(),
            "category": pa.string(),
            "whole": pa.int64(),
            "number": pa.float64(),
            "truth": pa.bool_(),
            "time": pa.timestamp("us", tz="UTC"),
        }
        arrays = []
        for column, cells in zip(self.columns, self._cells, strict=True):
            array = pa.array(cells, type=types[column.kind])
            if column.kind == "category":
                indices = _places(cells, column.values)
                known = pa.array(column.values, type=pa.string())
                array = pa.DictionaryArray.from_arrays(pa.array(indices, type=pa.int32()), known)
            arrays.append(array)
        return pa.table(arrays, names=list(self.names))

    def to_pandas(self) -> "pd.DataFrame":
        """Give a pandas DataFrame; types that hold nulls, categories where the list is closed."""
        library = needed("pandas")
        types = {
            "text": "string",
            "whole": "Int64",
            "number": "Float64",
            "truth": "boolean",
            "time": "datetime64[us, UTC]",
        }
        made: pd.DataFrame = library.DataFrame(
            {
                column.name: library.Series(
                    cells,
                    dtype=library.CategoricalDtype(list(column.values))
                    if column.kind == "category"
                    else types[column.kind],
                )
                for column, cells in zip(self.columns, self._cells, strict=True)
            }
        )
        return made

    def to_polars(self) -> "pl.DataFrame":
        """Give a Polars DataFrame; ``Enum`` where the list is closed."""
        library = needed("polars")
        types = {
            "text": library.String,
            "whole": library.Int64,
            "number": library.Float64,
            "truth": library.Boolean,
            "time": library.Datetime("us", "UTC"),
        }
        schema = {
            column.name: library.Enum(column.values)
            if column.kind == "category"
            else types[column.kind]
            for column in self.columns
        }
        cells = dict(zip(self.names, self._cells, strict=True))
        made: pl.DataFrame = library.DataFrame(cells, schema=schema, strict=False)
        return made

    def __repr__(self) -> str:
        return drawn(self.columns, list(zip(*_heads(self._cells), strict=True)), len(self))

    def _repr_html_(self) -> str:
        heads = "".join(
            f'<th title="{html.escape(column.meaning)}">{html.escape(column.name)}</th>'
            for column in self.columns
        )
        rows = "".join(
            "<tr>" + "".join(f"<td>{html.escape(_cell(cell))}</td>" for cell in cells) + "</tr>"
            for cells in zip(*_heads(self._cells), strict=True)
        )
        more = f"<p>{len(self):,} rows</p>" if len(self) > SHOWN_ROWS else ""
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}"


def needed(library: str) -> Any:
    """Import a library of the extra ``data``.

    Raises
    ------
    ProbenlpError
        If it is not installed; says how to install it.
    """
    import importlib

    try:
        return importlib.import_module(library)
    except ImportError as error:
        raise ProbenlpError(
            f"{library} is not installed, and this needs it: pip install 'probenlp[data]'"
        ) from error


def drawn(columns: Sequence[Column], rows: Sequence[Sequence[Any]], total: int | None) -> str:
    """Draw the first rows of a table for a terminal.

    Parameters
    ----------
    columns, rows
        What is shown.
    total : int or None
        How many rows there are; None: not counted.
    """
    if not columns:
        return "(no columns)"
    drawers = [
        _drawn_column(column, [row[at] for row in rows]) for at, column in enumerate(columns)
    ]
    shown: list[list[str]] = []
    left: list[str] = []
    width = 0
    for column, cells in zip(columns, drawers, strict=True):
        width += len(cells[0]) + 2
        if shown and width > LINE:
            left.append(column.name)
        else:
            shown.append(cells)
    lines = ["  ".join(cells).rstrip() for cells in zip(*shown, strict=True)]
    if total is not None and total > len(rows):
        lines.append(f"… {total:,} rows")
    if left:
        lines.append(f"and columns: {', '.join(left)}")
    if not rows:
        lines.append("(no rows)")
    return "\n".join(lines)


def _drawn_column(column: Column, cells: list[Any]) -> list[str]:
    texts = [column.name, *(_shortened(_cell(cell)) for cell in cells)]
    width = max(len(text) for text in texts)
    to_right = column.kind in ("whole", "number")
    pad: Callable[[str], str] = (
        (lambda t: t.rjust(width)) if to_right else (lambda t: t.ljust(width))
    )
    return [pad(text) for text in texts]


def _cell(cell: Any) -> str:
    if cell is None:
        return "·"
    if isinstance(cell, float):
        return f"{cell:.4g}" if abs(cell) < 10_000 else f"{cell:,.0f}"
    if isinstance(cell, datetime):
        return cell.strftime("%Y-%m-%d %H:%M").removesuffix(" 00:00")
    return str(cell)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHOWN_WIDTH else line[: SHOWN_WIDTH - 1] + "…"


def _heads(cells: list[list[Any]]) -> list[list[Any]]:
    return [list(islice(column, SHOWN_ROWS)) for column in cells]


def _places(cells: list[Any], values: tuple[str, ...]) -> list[int | None]:
    places = {value: place for place, value in enumerate(values)}
    return [None if cell is None else places[cell] for cell in cells]
