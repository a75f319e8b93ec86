"""The search index of a run: one SQLite file, made whole or not at all, and made again at will."""

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from probenlp.errors import OutputError
from probenlp.records import RunReport
from probenlp.store.run import RunRecords, open_run

INDEX = "search.sqlite"
LAYOUT = 1
"""Raised when the index changes, so that one of an earlier release is made anew."""

_MADE_FROM = ("documents.jsonl", "tags.jsonl", "claims.jsonl")

_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT);
{each}
"""
_TABLES_OF_EACH = """
CREATE TABLE {name} (
    place INTEGER PRIMARY KEY, id TEXT, document_id TEXT, passage_id TEXT,
    start INTEGER, voice TEXT, url TEXT, text TEXT
);
CREATE TABLE {name}_units (unit_id TEXT, place INTEGER);
CREATE VIRTUAL TABLE {name}_words USING fts5(
    text, content = '{name}', content_rowid = 'place', tokenize = 'unicode61 remove_diacritics 2'
);
"""
_VOICES = (
    'CREATE TABLE sentences (place INTEGER, "start" INTEGER, "end" INTEGER, voice TEXT)',
    "CREATE INDEX sentences_of ON sentences (place)",
)


def build_search(folder: str | Path, index: str | Path | None = None) -> bool:
    """Make the index of a run, unless it is there.

    Parameters
    ----------
    folder : str or Path
        A folder that ``probenlp run`` wrote.
    index : str or Path, optional
        Where to write it; ``search.sqlite`` in the folder, unless given.

    Returns
    -------
    bool
        Whether it had to be made.

    Raises
    ------
    OutputError
        If the folder holds no finished run, or the index cannot be written.
    RecordError
        At the first broken line.
    """
    corpus = open_run(folder)
    path = Path(index) if index else corpus.path / INDEX
    if _is_current(path, corpus.run):
        return False
    if path.exists() and not _is_ours(path):
        raise OutputError(
            f"{path}: is no index of probenlp, or a damaged one; delete it, or name another file "
            "with --index"
        )
    _write(corpus, path)
    return True


def _is_current(path: Path, report: RunReport) -> bool:
    try:
        with open_index(path) as connection:
            about = dict(connection.execute("SELECT name, value FROM about"))
    except (sqlite3.Error, OutputError):
        return False
    return about == _about(report)


def _is_ours(path: Path) -> bool:
    """Tell whether a file is an index, so that it may be replaced by a new one."""
    try:
        with open_index(path) as connection:
            found = connection.execute("SELECT 1 FROM about WHERE name = 'probenlp search'")
            return found.fetchone() is not None
    except sqlite3.Error:
        return False


def _about(report: RunReport) -> dict[str, str]:
    return {
        "probenlp search": str(LAYOUT),
        **{name: report.files.get(name, "") for name in _MADE_FROM},
    }


@contextlib.contextmanager
def open_index(path: Path) -> Iterator[sqlite3.Connection]:
    """Open an index for reading.

    Raises
    ------
    OutputError
        If there is none.
    """
    if not path.is_file():
        raise OutputError(f"{path}: missing; 'probenlp search' makes it")
    with contextlib.closing(
        sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    ) as connection:
        yield connection


def _write(corpus: RunRecords, path: Path) -> None:
    """Write the index under another name beside it, and rename it when it is whole."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise OutputError(
            f"{path}: cannot write there: {error.strerror}; name another file with --index"
        ) from error
    os.close(handle)
    temporary = Path(name)
    try:
        with contextlib.closing(sqlite3.connect(temporary)) as connection:
            _fill(connection, corpus)
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except sqlite3.OperationalError as error:
        raise OutputError(f"{path}: cannot write there: {error}") from error
    finally:
        temporary.unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection, corpus: RunRecords) -> None:
    connection.execute("PRAGMA journal_mode = OFF")  # written aside: whole, or thrown away
    connection.execute("PRAGMA synchronous = OFF")
    each = "".join(_TABLES_OF_EACH.format(name=name) for name in ("passages", "claims"))
    connection.executescript(_TABLES.format(each=each))
    for statement in _VOICES:
        connection.execute(statement)
    _insert(connection, "passages", _passages(corpus))
    _insert(connection, "claims", _claims(corpus))
    for name in ("passages", "claims"):
        connection.execute(f"CREATE INDEX {name}_by_id ON {name} (id)")
    _insert_tags(connection, corpus)
    connection.executemany(
        "INSERT INTO claims_units SELECT ?, place FROM claims WHERE id = ?",
        ((unit, claim.id) for claim in corpus.claims for unit in claim.unit_ids),
    )
    for name in ("passages", "claims"):
        connection.execute(f"INSERT INTO {name}_words ({name}_words) VALUES ('rebuild')")  # noqa: S608
        connection.execute(f"CREATE INDEX {name}_of ON {name}_units (unit_id, place)")
    connection.executemany("INSERT INTO about VALUES (?, ?)", _about(corpus.run).items())
    connection.commit()


def _insert(connection: sqlite3.Connection, name: str, rows: Iterable[tuple[Any, ...]]) -> None:
    connection.executemany(
        f'INSERT INTO {name} (id, document_id, passage_id, "start", voice, url, text) '  # noqa: S608
        "VALUES (?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def _passages(corpus: RunRecords) -> Iterator[tuple[Any, ...]]:
    for document in corpus.documents:
        for passage in document.passages:
            url = passage.permalink or document.url
            yield passage.id, document.id, passage.id, 0, None, url, passage.text


def _claims(corpus: RunRecords) -> Iterator[tuple[Any, ...]]:
    for claim in corpus.claims:
        yield (
            claim.id,
            claim.document_id,
            claim.passage_id,
            claim.span.start,
            claim.voice,
            claim.selector.url,
            claim.text,
        )


def _insert_tags(connection: sqlite3.Connection, corpus: RunRecords) -> None:
    for tags in corpus.tags:
        found = connection.execute(
            "SELECT place FROM passages WHERE id = ?", (tags.passage_id,)
        ).fetchone()
        if found is None:
            continue
        connection.executemany(
            "INSERT INTO sentences VALUES (?, ?, ?, ?)",
            [(found[0], one.span.start, one.span.end, one.voice) for one in tags.sentences],
        )
        named = {unit.unit_id for unit in tags.units if unit.unit_id}
        connection.executemany(
            "INSERT INTO passages_units VALUES (?, ?)", [(unit, found[0]) for unit in sorted(named)]
        )
