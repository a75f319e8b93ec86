"""What to do with a run that an earlier or later release wrote.

The policy. ``SCHEMA_VERSION`` is raised when a field changes its meaning or goes; adding a field
with a default keeps it, and such a run can be read as it is: the default stands for what its lines
lack. When the version is raised, the release that raises it adds a :class:`Step` to :data:`STEPS`
for every file whose lines change, with a test on lines that the release before wrote. A run is
never changed in place: :func:`migrate` writes a new folder, all of it or nothing.

There has been one version, so there is no step. A run of a later version cannot be read: install
the release that wrote it.

"""

import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from probenlp.errors import OutputError, ProbenlpError, RecordError
from probenlp.records import SCHEMA_VERSION
from probenlp.store.folder import FILES, RUN
from probenlp.store.tables.verify import RECORDS, require_files, verify_lines

Line = dict[str, Any]


@dataclass(frozen=True)
class Step:
    """How the lines of one file become those of the next version.

    Attributes
    ----------
    before, after : int
        Schema versions; ``after`` is ``before + 1``.
    file : str
        One of :data:`probenlp.store.FILES`, or ``run.json``.
    change : callable
        Takes a line as it was decoded and gives the new one. ``schema_version`` is set for it.
    """

    before: int
    after: int
    file: str
    change: Callable[[Line], Line]


STEPS: tuple[Step, ...] = ()
"""In no particular order. A version that is raised without a change to a file has no step for it,
but must have one for ``run.json``, which tells that the way was thought of."""


class MigrationError(ProbenlpError, ValueError):
    """A run cannot be brought to the version of this release; the message says what can be done."""


def version_of(folder: str | Path) -> int:
    """Read which schema version a run is of, whatever else of it has changed.

    Raises
    ------
    OutputError
        If the folder holds no ``run.json``.
    RecordError
        If that states no version.
    """
    path = Path(folder) / RUN
    if not path.is_file():
        raise OutputError(f"{path}: missing; expected a folder that 'probenlp run' has finished")
    try:
        return msgspec.json.decode(path.read_bytes(), type=_Versioned).schema_version
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RecordError(str(error), path=str(path), line=1, field="schema_version") from error


class _Versioned(msgspec.Struct):
    schema_version: int


def migrate(
    folder: str | Path,
    out: str | Path,
    *,
    steps: Iterable[Step] = STEPS,
    to: int = SCHEMA_VERSION,
) -> tuple[Path, ...]:
    """Write a run of an earlier version as one of this version, into a new folder.

    Parameters
    ----------
    folder : str or Path
        The run; it is only read.
    out : str or Path
        A folder that does not exist, or is empty.
    steps : iterable of Step
        What is known of the versions between.
    to : int
        The version wanted.

    Returns
    -------
    tuple of Path
        The files written, ``run.json`` last.

    Raises
    ------
    MigrationError
        If the run has that version already, is of a later one, or no step leads to it.
    RecordError
        At the first line that is broken, or that is no record afterwards.
    OutputError
        If a file is missing, or the new folder cannot be written.
    """
    place, target, known = Path(folder), Path(out), tuple(steps)
    way = _way(version_of(place), to, known, place)
    require_files(place)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise OutputError(f"{target}: is there already; name a new or empty folder")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    except OSError as error:
        raise OutputError(f"{target}: cannot write there: {error.strerror}") from error
    try:
        _write(place, partial, way, known)
        if to == SCHEMA_VERSION:
            _verify(partial)
        partial.chmod(0o755)
        partial.replace(target)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return tuple(target / name for name in (*FILES, RUN))


def _way(version: int, to: int, steps: tuple[Step, ...], folder: Path) -> range:
    """Give the versions to step from, or say why there is no way."""
    if version == to:
        raise MigrationError(f"{folder}: is of schema version {to} already; nothing to do")
    if version > to:
        raise MigrationError(
            f"{folder}: is of schema version {version}, this release knows {to}; install the "
            "release of probenlp that wrote it (run.json names it under versions)"
        )
    way = range(version, to)
    for before in way:
        if not any(step.before == before and step.file == RUN for step in steps):
            raise MigrationError(
                f"{folder}: is of schema version {version}, and nothing is known of the way from "
                f"{before} to {before + 1}; run again from the sources, or use the release of "
                "probenlp that wrote it (run.json names it under versions)"
            )
    return way


def _write(folder: Path, partial: Path, way: range, steps: tuple[Step, ...]) -> None:
    for name in FILES:
        with (partial / name).open("wb") as file:
            for number, line in _lines(folder / name):
                changed = _changed(line, way, steps, name, f"{folder / name}", number)
                file.write(msgspec.json.encode(changed) + b"\n")
            file.flush()
            os.fsync(file.fileno())
    report = msgspec.json.decode((folder / RUN).read_bytes(), type=Line)
    report = _changed(report, way, steps, RUN, f"{folder / RUN}", 1)
    report["files"] = {name: _sha256(partial / name) for name in sorted(FILES)}
    (partial / RUN).write_bytes(msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n")


def _lines(path: Path) -> Iterator[tuple[int, Line]]:
    decoder = msgspec.json.Decoder(Line)
    with path.open("rb") as file:
        for number, line in enumerate(file, start=1):
            if line.strip():
                try:
                    yield number, decoder.decode(line)
                except (msgspec.DecodeError, UnicodeDecodeError) as error:
                    raise RecordError(str(error), path=str(path), line=number) from error


def _changed(
    line: Line, way: range, steps: tuple[Step, ...], name: str, path: str, number: int
) -> Line:
    if line.get("schema_version", way.start) != way.start:
        raise RecordError(
            f"schema version {line['schema_version']} in a run of {way.start}",
            path=path,
            line=number,
            field="schema_version",
        )
    for before in way:
        for step in steps:
            if step.before == before and step.file == name:
                try:
                    line = step.change(line)
                except (KeyError, TypeError, ValueError) as error:
                    raise RecordError(
                        f"cannot be brought from version {before} to {step.after}: {error!r}",
                        path=path,
                        line=number,
                    ) from error
    return {**line, "schema_version": way.stop}


def _verify(folder: Path) -> None:
    for name in FILES:
        verify_lines(folder / name, RECORDS[name])


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
