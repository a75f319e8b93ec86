"""Parquet files and a database made of a run, whole or not at all."""

import hashlib
import shutil
import tempfile
from pathlib import Path

import duckdb
import msgspec

from probenlp.errors import OutputError
from probenlp.records import RunReport
from probenlp.store.jsonl import atomic_file
from probenlp.store.run import open_run
from probenlp.store.tables.aside import PARTIAL, flush, folder_aside
from probenlp.store.tables.catalogue import TABLES, Table
from probenlp.store.tables.column_types import literal
from probenlp.store.tables.connection import clear_errors, comment
from probenlp.store.tables.datapackage import DESCRIPTOR, refuse_foreign, write_descriptor
from probenlp.store.tables.made import MADE_TABLES, VIEWS, Made
from probenlp.store.tables.manifest import (
    DATABASE,
    FOLDER,
    LAYOUT,
    MANIFEST,
    Manifest,
    TableFile,
    is_current,
    lengths_of,
    made_from,
    read_manifest,
)
from probenlp.store.tables.sources import over_json
from probenlp.store.tables.verify import require_files, verify_files, verify_references


class TablesReport(msgspec.Struct, frozen=True, kw_only=True):
    """What tables a run has.

    Attributes
    ----------
    folder, out : str
        The run, and where its tables stand.
    built : bool
        False where they were there already and nothing was touched.
    rows : dict of str to int
        By table.
    bytes : dict of str to int
        By file.
    descriptor : str
        The data package that describes them.
    """

    folder: str
    out: str
    built: bool
    rows: dict[str, int]
    bytes: dict[str, int]
    descriptor: str


def build_tables(
    folder: str | Path, out: str | Path | None = None, *, database: bool = True
) -> TablesReport:
    """Make Parquet files and a DuckDB database of a run, with a description of the data.

    Every line is read by its record first, the files' digests are compared with ``run.json``, and
    every reference between records is followed: tables are made of sound data or not at all. They
    are written aside and renamed, ``tables.json`` last, which vouches for them. Where the tables
    are those of the run already, nothing is touched.

    Parameters
    ----------
    folder : str or Path
        A folder that ``probenlp run`` wrote; its own files are only read.
    out : str or Path, optional
        Where to write; ``tables`` in the folder, unless given.
    database : bool
        Whether to make ``probenlp.duckdb``, which holds all tables in one file, as well.

    Returns
    -------
    TablesReport

    Raises
    ------
    OutputError
        If a file of the run is missing or was changed, or the place cannot be written to.
    RecordError
        At the first line that is broken, of another schema version, or names a record that is
        not there.
    """
    place = Path(folder).absolute()
    report = open_run(place).run
    require_files(place)
    target = Path(out).absolute() if out else place / FOLDER
    if not _is_there(target, place, report, database=database):
        verify_files(place, report)
        _build(place, target, report, database=database)
        return _report(place, target, built=True)
    return _report(place, target, built=False)


def _is_there(target: Path, folder: Path, report: RunReport, *, database: bool) -> bool:
    return (
        is_current(target, folder, report)
        and (not database or (target / DATABASE).is_file())
        and (_root(folder, target) / DESCRIPTOR).is_file()
    )


def _build(folder: Path, target: Path, report: RunReport, *, database: bool) -> None:
    root = _root(folder, target)
    refuse_foreign(root)
    lengths = lengths_of(folder)
    _require_ours(target)
    with folder_aside(target) as partial:
        rows = _write_parquet(folder, partial)
        if database:
            _write_database(partial)
        files = {
            path.name: TableFile(
                sha256=_sha256(path), bytes=path.stat().st_size, rows=rows.get(path.name)
            )
            for path in sorted(partial.iterdir())
        }
        for name in files:
            (partial / name).replace(target / name)
    if not database:
        (target / DATABASE).unlink(missing_ok=True)
    write_descriptor(root, target, files, report, with_lines=root == folder)
    manifest = Manifest(layout=LAYOUT, made_from=made_from(report), lengths=lengths, files=files)
    with atomic_file(target / MANIFEST) as file:
        file.write(msgspec.json.format(msgspec.json.encode(manifest), indent=2) + b"\n")


def _root(folder: Path, target: Path) -> Path:
    """Find the folder a descriptor can stand in: it may only name files beside or below it."""
    return folder if target.is_relative_to(folder) else target


def _require_ours(target: Path) -> None:
    """Stop where a slip in the command line would litter somebody's folder."""
    if target.exists() and not target.is_dir():
        raise OutputError(f"{target}: is a file; expected a folder to write to")
    if not target.is_dir() or (target / MANIFEST).exists():
        return
    if other := _something_else(target):
        raise OutputError(
            f"{target}: holds other files ({other}, …) and no {MANIFEST}; name a new or empty "
            "folder with --out"
        )


def _something_else(target: Path) -> str | None:
    ours = {f"{each.name}.parquet" for each in (*TABLES, *MADE_TABLES)} | {DATABASE, DESCRIPTOR}
    names = sorted(entry.name for entry in target.iterdir())
    return next((name for name in names if name not in ours and PARTIAL not in name), None)


def _write_parquet(folder: Path, partial: Path) -> dict[str, int]:
    """Write each table as soon as it is read, then follow the references between them."""
    rows = {}
    with duckdb.connect() as connection, clear_errors():
        spill = Path(tempfile.mkdtemp(prefix="spill-", dir=partial))
        connection.execute(f"SET temp_directory = {literal(str(spill))}")
        for each in (*TABLES, *MADE_TABLES):
            path = partial / f"{each.name}.parquet"
            reading = over_json(each, folder) if isinstance(each, Table) else each.sql
            rows[path.name] = _copy(connection, reading, path, each)
            connection.execute(
                f"CREATE VIEW {each.name} AS SELECT * FROM {literal(str(path))}"  # noqa: S608
            )
        verify_references(connection, folder)
    shutil.rmtree(spill, ignore_errors=True)
    return rows


def _copy(
    connection: duckdb.DuckDBPyConnection, reading: str, path: Path, each: Table | Made
) -> int:
    connection.execute(
        f"COPY ({reading}) TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd, "
        f"KV_METADATA {{description: {literal(each.description)}}})"
    )
    flush(path)
    row = connection.fetchone()
    return int(row[0]) if row else 0


def _write_database(partial: Path) -> None:
    path = partial / DATABASE
    with duckdb.connect(str(path)) as connection:
        connection.begin()  # one, or each of 400 descriptions waits for the disk
        for each in (*TABLES, *MADE_TABLES):
            parquet = literal(str(partial / f"{each.name}.parquet"))
            connection.execute(
                f"CREATE TABLE {each.name} AS SELECT * FROM {parquet}"  # noqa: S608
            )
        for view in VIEWS:
            connection.execute(f"CREATE VIEW {view.name} AS {view.sql}")
        comment(connection, stored=True)
        connection.commit()
        connection.execute("CHECKPOINT")
    flush(path)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _report(folder: Path, target: Path, *, built: bool) -> TablesReport:
    manifest = read_manifest(target)
    if manifest is None:
        raise OutputError(f"{target / MANIFEST}: gone; is another program writing there?")
    return TablesReport(
        folder=str(folder),
        out=str(target),
        built=built,
        rows={
            name.removesuffix(".parquet"): file.rows
            for name, file in manifest.files.items()
            if file.rows is not None
        },
        bytes={name: file.bytes for name, file in manifest.files.items()},
        descriptor=str(_root(folder, target) / DESCRIPTOR),
    )
