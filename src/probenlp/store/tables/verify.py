"""Whether the files of a run are what its report says: each line, digest and reference."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import duckdb
import msgspec

from probenlp.errors import OutputError, RecordError
from probenlp.records import (
    SCHEMA_VERSION,
    Check,
    Claim,
    Document,
    Group,
    PassageTags,
    Relation,
    RunReport,
)
from probenlp.store.folder import FILES
from probenlp.store.jsonl import read_records
from probenlp.store.tables.catalogue import TABLES, Table
from probenlp.store.tables.made import MADE_TABLES

RECORDS: dict[str, type[msgspec.Struct]] = dict(
    zip(FILES, (Document, PassageTags, Claim, Group, Relation, Check), strict=True)
)
"""What stands on the lines of each file."""


def require_files(folder: Path) -> None:
    """Stop where a file of a run is missing.

    Raises
    ------
    OutputError
    """
    for name in FILES:
        if not (folder / name).is_file():
            raise OutputError(
                f"{folder / name}: missing; a finished run has {', '.join(FILES)}: "
                "run again, or copy the whole folder"
            )


def verify_files(folder: Path, report: RunReport) -> None:
    """Read every line of every file by its record, and compare the files' digests.

    Raises
    ------
    RecordError
        At the first line that holds no record of this schema version.
    OutputError
        If a file is not the one that the run wrote.
    """
    for name in FILES:
        verify_lines(folder / name, RECORDS[name])
        digest = _sha256(folder / name)
        if digest != report.files.get(name):
            raise OutputError(
                f"{folder / name}: was changed after the run: its SHA-256 is {digest[:12]}…, "
                f"run.json has {str(report.files.get(name))[:12]}…; run again into a new folder, "
                "or query the files as they are with probenlp.store.tables.connect"
            )


def verify_lines(path: Path, record: type[msgspec.Struct]) -> int:
    """Count the records of a file; each must decode, and be of this schema version.

    Raises
    ------
    RecordError
        With line and field. A line of another schema version is called that, whatever else it
        lacks.
    """
    count = 0
    try:
        for one in read_records(path, record):
            count += 1
            if one.schema_version != SCHEMA_VERSION:  # type: ignore[attr-defined]
                _refuse_version(path)
    except RecordError as error:
        if "schema version" not in str(error):
            _refuse_version(path, only=error.line)
        raise
    return count


def _refuse_version(path: Path, only: int | None = None) -> None:
    """Raise for the first line of another schema version, or for that one line."""
    for number, line in enumerate(_lines(path), start=1):
        if (only is None or number == only) and (version := _version(line)) is not None:
            raise RecordError(
                f"schema version {version}, this is {SCHEMA_VERSION}; "
                "'probenlp migrate' tells what can be done",
                path=str(path),
                line=number,
                field="schema_version",
            )


def _version(line: bytes) -> int | None:
    """Read the version of a line where it is another one than ours."""
    try:
        version = msgspec.json.decode(line, type=_Versioned).schema_version
    except msgspec.DecodeError:
        return None
    return None if version == SCHEMA_VERSION else version


class _Versioned(msgspec.Struct):
    schema_version: int = SCHEMA_VERSION


def verify_references(connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
    """Stop where a row names another that is not there, or an id is given twice.

    Raises
    ------
    RecordError
        With the line of the file that names it.
    """
    for table in TABLES:
        if table.key == ("id",):
            _refuse_second(connection, table, folder)
    for name, column, target in _references():
        missing = connection.execute(
            f"SELECT {column} FROM {name} WHERE {column} IS NOT NULL "  # noqa: S608
            f"AND {column} NOT IN (SELECT id FROM {target}) LIMIT 1"
        ).fetchone()
        if missing:
            _refuse_reference(folder, name, column, target, str(missing[0]))


def _references() -> Iterator[tuple[str, str, str]]:
    for table in (*TABLES, *MADE_TABLES):
        for column, target in table.refers.items():
            yield table.name, column, target


def _refuse_second(connection: duckdb.DuckDBPyConnection, table: Table, folder: Path) -> None:
    twice = connection.execute(
        f"SELECT id FROM {table.name} GROUP BY id HAVING count(*) > 1 LIMIT 1"  # noqa: S608
    ).fetchone()
    if twice:
        path = folder / table.file
        lines = _lines_with(path, str(twice[0]))
        first, *later = lines
        raise RecordError(
            f"second record with the id {twice[0]!r}; the first is in line {first}",
            path=str(path),
            line=later[0] if later else first,
            field="id",
        )


def _refuse_reference(folder: Path, table: str, column: str, target: str, missing: str) -> None:
    name, field = _field_of(table, column)
    wanted = next(each.file for each in TABLES if each.name == target)
    raise RecordError(
        f"no {target.removesuffix('s')} {missing!r} in {wanted}; were lines taken out of it, or "
        "files of two runs mixed?",
        path=str(folder / name),
        line=_lines_with(folder / name, missing)[0],
        field=field,
    )


def _field_of(table: str, column: str) -> tuple[str, str]:
    """Give the file and the field that a column was read from."""
    if table == "group_members":
        return "groups.jsonl", "claim_ids" if column == "claim_id" else "id"
    if table == "claim_units":
        return "claims.jsonl", "id"
    found = next(each for each in TABLES if each.name == table)
    path = next(each.path for each in found.columns if each.name == column)
    return found.file, ".".join(path) or column


def _lines_with(path: Path, text: str) -> list[int]:
    """Find the lines in which a string stands as a value; at least one is given."""
    value = msgspec.json.encode(text)
    found = [number for number, line in enumerate(_lines(path), start=1) if value in line]
    return found or [1]


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
