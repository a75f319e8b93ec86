"""The description of a run's data for programs: Frictionless Data Package 2.0 and JSON Schemas.

https://datapackage.org/standard/data-package/. Licences and contributors are left out: a run does
not know them, and the standard has no word for "unknown".

"""

import json
from pathlib import Path
from typing import Any

import msgspec

from probenlp.errors import OutputError
from probenlp.records import RunReport
from probenlp.records.schema import schemas
from probenlp.store.folder import FILES
from probenlp.store.jsonl import atomic_file
from probenlp.store.tables.catalogue import TABLES, Table
from probenlp.store.tables.describing import column_types, described_columns
from probenlp.store.tables.made import MADE_TABLES, Made
from probenlp.store.tables.manifest import DATABASE, TableFile, lengths_of
from probenlp.store.tables.verify import RECORDS

DESCRIPTOR = "datapackage.json"
SCHEMAS = "schema"
_PROFILES = "https://datapackage.org/profiles/2.0"
_SCHEMA_OF = dict(
    zip(FILES, ("document", "tags", "claim", "group", "relation", "check"), strict=True)
)
_KINDS = {
    "VARCHAR": "string",
    "BIGINT": "integer",
    "INTEGER": "integer",
    "DOUBLE": "number",
    "BOOLEAN": "boolean",
}


def write_descriptor(
    root: Path, tables: Path, files: dict[str, TableFile], report: RunReport, *, with_lines: bool
) -> None:
    """Write ``datapackage.json``, and where the lines are below it, ``schema/``.

    Parameters
    ----------
    root : Path
        The folder to describe.
    tables : Path
        Where in it the tables stand.
    files : dict of str to TableFile
        The tables' files.
    report : RunReport
    with_lines : bool
        Whether ``root`` is the folder of the run, so that its JSONL files are described too.

    Raises
    ------
    OutputError
        If a descriptor stands there that is not ours.
    """
    refuse_foreign(root)
    below = tables.relative_to(root).as_posix()
    prefix = "" if below == "." else f"{below}/"
    resources = _lines(root, report) if with_lines else []
    resources += [
        _table(each, f"{prefix}{each.name}.parquet", files[f"{each.name}.parquet"])
        for each in (*TABLES, *MADE_TABLES)
    ]
    if DATABASE in files:
        resources.append(_database(prefix + DATABASE, files[DATABASE]))
    descriptor = {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": "probenlp-run",
        "title": "Documents, tags and claims of a run of probenlp",
        "description": (
            "Offsets are half-open, in Unicode code points. What a source does not state is null. "
            "The run does not know under which licence its sources stand."
        ),
        "created": report.started,
        "resources": resources,
        "probenlp": {"schemaVersion": report.schema_version, "versions": report.versions},
    }
    if with_lines:
        _write_schemas(root / SCHEMAS)
    _write_json(root / DESCRIPTOR, descriptor)


def refuse_foreign(root: Path) -> None:
    """Stop where a descriptor stands that somebody else wrote.

    Raises
    ------
    OutputError
    """
    path = root / DESCRIPTOR
    if not path.exists():
        return
    try:
        ours = "probenlp" in msgspec.json.decode(path.read_bytes(), type=dict[str, Any])
    except msgspec.DecodeError:
        ours = False
    if not ours:
        raise OutputError(f"{path}: was not written by probenlp; move it, or name another --out")


def _lines(root: Path, report: RunReport) -> list[dict[str, Any]]:
    """Describe the record of truth. Its schema is JSON Schema, which the profile has no key for."""
    lengths = lengths_of(root)
    return [
        {
            "name": f"{name.removesuffix('.jsonl')}-lines",
            "title": f"{RECORDS[name].__name__} records, one a line",
            "path": name,
            "format": "jsonl",
            "mediatype": "application/jsonl",
            "encoding": "utf-8",
            "bytes": lengths[name],
            "hash": f"sha256:{report.files[name]}",
            "jsonSchema": f"{SCHEMAS}/{_SCHEMA_OF[name]}.schema.json",
        }
        for name in FILES
    ]


def _table(each: Table | Made, path: str, file: TableFile) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fields": [
            {"name": name, "type": kind_of(column_types()[each.name][name]), "description": text}
            for name, text in described_columns(each).items()
        ],
    }
    if each.key:
        schema["primaryKey"] = list(each.key)
    if each.refers:
        schema["foreignKeys"] = [
            {"fields": [column], "reference": {"resource": target, "fields": ["id"]}}
            for column, target in each.refers.items()
        ]
    return {
        "name": each.name,
        "description": each.description,
        "type": "table",
        "path": path,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "rows": file.rows,
        "schema": schema,
    }


def _database(path: str, file: TableFile) -> dict[str, Any]:
    return {
        "name": "database",
        "description": "All tables, with views over them, for DuckDB.",
        "path": path,
        "format": "duckdb",
        "mediatype": "application/octet-stream",
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
    }


def kind_of(duckdb_type: str) -> str:
    """Give the type of the Table Schema standard for a type of DuckDB.

    Examples
    --------
    >>> kind_of("DOUBLE"), kind_of("VARCHAR[]"), kind_of("MAP(VARCHAR, DOUBLE)")
    ('number', 'array', 'object')
    """
    if duckdb_type.endswith("[]"):
        return "array"
    return "object" if duckdb_type.startswith(("STRUCT", "MAP")) else _KINDS[duckdb_type]


def _write_schemas(folder: Path) -> None:
    for name, content in schemas().items():
        _write_json(folder / f"{name}.schema.json", content)


def _write_json(path: Path, content: dict[str, Any]) -> None:
    with atomic_file(path) as file:
        file.write(json.dumps(content, indent=2, ensure_ascii=False).encode() + b"\n")
