"""Files written aside: they get their names when all of them are whole."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import duckdb

from probenlp.errors import OutputError

PARTIAL = ".partial-"


@contextlib.contextmanager
def folder_aside(target: Path) -> Iterator[Path]:
    """Make a hidden folder inside another, to write to; it is gone afterwards.

    The target is made where it is missing, and gone again where nothing was put into it.

    Raises
    ------
    OutputError
        If nothing can be written there.
    """
    was_there = target.is_dir()
    try:
        target.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=PARTIAL, dir=target))
    except OSError as error:
        raise OutputError(
            f"{target}: cannot write there: {error.strerror}; name another place with --out"
        ) from error
    try:
        yield partial
    except duckdb.IOException as error:
        raise OutputError(f"{target}: cannot write there: {error}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
        if not was_there:
            with contextlib.suppress(OSError):
                target.rmdir()


def flush(path: Path) -> None:
    """Wait until a file is on the disk: a name must not come before its bytes."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
