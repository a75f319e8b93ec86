"""What tables stand in a folder, and of which run: the file ``tables.json``."""

import hashlib
from pathlib import Path

import msgspec

from probenlp.records import RunReport
from probenlp.store.folder import FILES, RUN

MANIFEST = "tables.json"
DATABASE = "probenlp.duckdb"
FOLDER = "tables"

LAYOUT = 1
"""Raised when a table or column changes, so that tables of an earlier release are made anew."""


class TableFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the tables. ``rows`` is None for the database, which holds them all."""

    sha256: str
    bytes: int
    rows: int | None = None


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """Vouches for the tables; written when all of them are in place.

    Attributes
    ----------
    layout : int
        Of the tables; see :data:`LAYOUT`.
    made_from : dict of str to str
        The SHA-256 of each JSONL file, as in ``run.json``, and of the problems in that.
    lengths : dict of str to int
        Their sizes in bytes.
    files : dict of str to TableFile
    """

    layout: int
    made_from: dict[str, str]
    lengths: dict[str, int]
    files: dict[str, TableFile]


def read_manifest(tables: Path) -> Manifest | None:
    """Read what tables there are; None where there are none that can be used."""
    try:
        return msgspec.json.decode((tables / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError):
        return None


def made_from(report: RunReport) -> dict[str, str]:
    """Give the digests that tables depend on: of the files, and of the problems in the report."""
    problems = hashlib.sha256(msgspec.json.encode(report.problems)).hexdigest()
    return {**report.files, RUN: problems}


def lengths_of(folder: Path) -> dict[str, int]:
    """Give the sizes of the files of a run, in bytes."""
    return {name: (folder / name).stat().st_size for name in FILES}


def is_current(tables: Path, folder: Path, report: RunReport) -> bool:
    """Tell whether the tables are those of the run, without reading either.

    They are where ``run.json`` states the digests they were made from, and every file has the
    size it had. A run that is repeated with another result states other digests.
    """
    manifest = read_manifest(tables)
    return (
        manifest is not None
        and manifest.layout == LAYOUT
        and manifest.made_from == made_from(report)
        and manifest.lengths == lengths_of(folder)
        and all(
            (tables / name).is_file() and (tables / name).stat().st_size == file.bytes
            for name, file in manifest.files.items()
        )
    )
