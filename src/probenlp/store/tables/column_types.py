"""From a record's fields to the columns of a flat table, with types that are never guessed.

A column's type comes from the record alone: guessing it from the first lines would make a column
of figures one of whole numbers until the first half appears in line 30,000.

"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import msgspec
from msgspec import inspect

from probenlp.records import Span
from probenlp.store.tables.descriptions import describe

Path = tuple[str, ...]

_SCALARS: dict[type[inspect.Type], str] = {
    inspect.StrType: "VARCHAR",
    inspect.LiteralType: "VARCHAR",
    inspect.IntType: "BIGINT",
    inspect.FloatType: "DOUBLE",
    inspect.BoolType: "BOOLEAN",
}

_PLACES = {
    "start": "Where it starts, in code points of the passage's text, from 0.",
    "end": "Where it ends, in code points of the passage's text, half-open.",
}


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    name : str
    path : tuple of str
        The field of the record it holds; empty for one that is made of others.
    type : str
        As DuckDB writes it.
    expression : str
        SQL that takes it out of a line.
    description : str
    """

    name: str
    path: Path
    type: str
    expression: str
    description: str


def duckdb_type(node: inspect.Type) -> str:
    """Give the DuckDB type that holds every value a field may have.

    Examples
    --------
    >>> duckdb_type(inspect.type_info(dict[str, float] | None))
    'MAP(VARCHAR, DOUBLE)'
    >>> duckdb_type(inspect.type_info(tuple[Span, ...]))
    'STRUCT("start" BIGINT, "end" BIGINT, "surface" VARCHAR)[]'
    """
    node = without_null(node)
    if type(node) in _SCALARS:
        return _SCALARS[type(node)]
    if isinstance(node, inspect.VarTupleType):
        return f"{duckdb_type(node.item_type)}[]"
    if isinstance(node, inspect.DictType):
        return f"MAP({duckdb_type(node.key_type)}, {duckdb_type(node.value_type)})"
    if isinstance(node, inspect.StructType) and node.array_like:
        return f"{duckdb_type(node.fields[0].type)}[]"
    if isinstance(node, inspect.StructType):
        return (
            f"STRUCT({', '.join(f'{quoted(f.name)} {duckdb_type(f.type)}' for f in node.fields)})"
        )
    raise TypeError(f"no column type for {node}: say in column_types.py how to store it")


def json_columns(record: type[msgspec.Struct], names: set[str]) -> dict[str, str]:
    """Give the types by which some fields of a record are read from its lines."""
    fields = struct_type(record).fields
    return {field.name: duckdb_type(field.type) for field in fields if field.name in names}


def flat_columns(
    record: type[msgspec.Struct],
    *,
    root: str = "line",
    leave_out: frozenset[str] = frozenset(),
    rename: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[Column]:
    """Lay a record out flat: records inside it become columns, lists stay lists.

    Parameters
    ----------
    record : type
    root : str
        What holds the record in the row that SQL sees.
    leave_out : frozenset of str
        Dotted paths of fields that get no column.
    rename : mapping of str to str
        Names of columns, by dotted path, where the rule gives none that can be written in SQL
        without quotes.

    Yields
    ------
    Column
        In the order of the record's fields.
    """
    for path, owner, node, default in _leaves(struct_type(record), ()):
        dotted = ".".join(path)
        if any(dotted == each or dotted.startswith(f"{each}.") for each in leave_out):
            continue
        yield Column(
            name=rename.get(dotted) or _name_of(path, owner),
            path=path,
            type=duckdb_type(node),
            expression=_expression(root, path, duckdb_type(node), default),
            description=_description(record, path, owner, node),
        )


def struct_type(record: type[msgspec.Struct]) -> inspect.StructType:
    """Give what msgspec knows of a record."""
    node = inspect.type_info(record)
    assert isinstance(node, inspect.StructType)  # noqa: S101
    return node


def without_null(node: inspect.Type) -> inspect.Type:
    """Give the type that a field has where it is not null."""
    if not isinstance(node, inspect.UnionType):
        return node
    (kind,) = (each for each in node.types if not isinstance(each, inspect.NoneType))
    return kind


def quoted(name: str) -> str:
    """Write a name for SQL."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """Write a text for SQL."""
    return "'" + text.replace("'", "''") + "'"


Leaf = tuple[Path, type, inspect.Type, Any]


def _leaves(struct: inspect.StructType, before: Path) -> Iterator[Leaf]:
    for field in struct.fields:
        node = without_null(field.type)
        path = (*before, field.name)
        if isinstance(node, inspect.StructType) and not node.array_like:
            yield from _leaves(node, path)
        else:
            yield path, struct.cls, node, _default_of(field)


def _default_of(field: inspect.Field) -> Any:
    if field.default_factory is not msgspec.NODEFAULT:
        return field.default_factory()
    return None if field.default is msgspec.NODEFAULT else field.default


def _name_of(path: Path, owner: type) -> str:
    """Name a column; that of a span is named after what the span is of.

    ``statistic.measure.surface`` is ``statistic_measure``, and ``statistic.span.start`` is
    ``statistic_start``: the words of a span are what people ask for.
    """
    if owner is not Span:
        return "_".join(path)
    *before, field, part = path
    if field != "span":
        return "_".join([*before, field] if part == "surface" else [*before, field, part])
    if before:
        return "_".join([*before, part])
    return part if part == "surface" else f"span_{part}"


def _expression(root: str, path: Path, kind: str, default: Any) -> str:
    """Write the SQL of a field; where a line lacks it, the record's default stands for it.

    A file of an earlier release may lack a field that was added with a default: the table must
    say what the record says.
    """
    field = ".".join([root, *(quoted(part) for part in path)])
    if default is None:
        return field
    filled = f"coalesce({field}, {_default_in_sql(default, kind)})"
    if len(path) == 1:
        return filled
    parent = ".".join([root, *(quoted(part) for part in path[:-1])])
    return f"CASE WHEN {parent} IS NOT NULL THEN {filled} END"


def _default_in_sql(default: Any, kind: str) -> str:
    if isinstance(default, bool | int | float):
        return str(default).lower()
    if isinstance(default, str):
        return literal(default)
    return f"MAP {{}}::{kind}" if isinstance(default, dict) else f"[]::{kind}"


def _description(record: type, path: Path, owner: type, node: inspect.Type) -> str:
    if owner is not Span:
        text = describe(owner, path[-1])
    else:
        holder = _owner_of(record, path[:-1])
        field, part = path[-2:]
        text = describe(holder, field)
        if part != "surface":
            text = f"{text} {_PLACES[part]}"
    if isinstance(node, inspect.LiteralType):
        return f"{text} One of: {', '.join(str(value) for value in node.values)}."
    return text


def _owner_of(record: type, path: Path) -> type:
    """Find the record that the last field of a path belongs to."""
    for name in path[:-1]:
        field = next(each for each in struct_type(record).fields if each.name == name)
        node = without_null(field.type)
        assert isinstance(node, inspect.StructType)  # noqa: S101
        record = node.cls
    return record
