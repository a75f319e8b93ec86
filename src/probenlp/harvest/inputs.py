"""What a run is given: files and folders become inputs, and nothing is left out in silence."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from probenlp.records import Problem, Reason

MAX_BYTES = 20_000_000
"""As Trafilatura's MAX_FILE_SIZE: real pages stay far below, and what lies above is an attack or
an archive. A page of this size needs about a second and half a gigabyte."""

NOT_DOCUMENTS = frozenset(
    ".json .jsonl .ndjson .geojson .md .rst .toml .yaml .yml .ini .cfg .lock .tsv .csv .parquet"
    " .duckdb .sqlite .db .py .pyc .ipynb .js .mjs .css .map .sh .c .h .rs .go .java .ts"
    " .png .jpg .jpeg .gif .webp .svg .ico .bmp .tif .tiff .mp3 .mp4 .wav .ogg .webm .woff .woff2"
    " .ttf .otf .pdf .doc .docx .xls .xlsx .ppt .pptx .odt .zip .gz .bz2 .xz .zst .7z .tar .warc"
    " .npz .npy .bin .so .dll .exe .pkl .log".split()
)
"""Suffixes that are passed over inside a folder. A file that is named is always tried."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file in memory, before anything is known of it.

    Attributes
    ----------
    name : str
        The path below the folder that the caller named, with ``/``; for a single file its name;
        for a fetched page its address. Never absolute: the name goes into the output.
    data : bytes
        As stored or fetched.
    url : str or None
        Where it was fetched from, if it was; a file has none, whatever the page says of itself.
    charset : str or None
        The encoding that the server named in its header, which outranks what the page says.
    """

    name: str
    data: bytes
    url: str | None = None
    charset: str | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file of a folder that is no document by its name; for counting, no problem.

    Attributes
    ----------
    name : str
        As for :class:`Input`.
    reason : str
        ``suffix:.json`` and the like, or ``hidden``.
    """

    name: str
    reason: str


def sources(
    paths: Sequence[str | Path], *, max_bytes: int = MAX_BYTES
) -> Iterator[Input | Problem | Skipped]:
    """Walk files and folders, in a fixed order.

    Parameters
    ----------
    paths : sequence of str or Path
        Files and folders. Folders are walked to the bottom, names in order of code points;
        symbolic links to folders are not followed, so that a loop of them ends.
    max_bytes : int
        Larger files are not read into memory.

    Yields
    ------
    Input or Problem or Skipped
        A problem (``missing``, ``unreadable``, ``too-large``) for each file that cannot be read:
        the walk goes on.

    Examples
    --------
    >>> [(problem.reason, problem.stage) for problem in sources(["no/such/page.html"])]
    [('missing', 'read')]
    """
    for given in paths:
        path = Path(given)
        if path.is_dir():
            yield from _folder(path, max_bytes)
        else:
            yield _file(path, path.name, max_bytes)


def _folder(folder: Path, max_bytes: int) -> Iterator[Input | Problem | Skipped]:
    unreadable: list[Problem] = []

    def refuse(error: OSError) -> None:
        name = _below(folder, Path(error.filename or folder))
        unreadable.append(_problem(name, "unreadable", f"folder cannot be listed: {error}"))

    for root, folders, files in os.walk(folder, onerror=refuse):
        yield from unreadable
        unreadable.clear()
        for name in sorted(entry for entry in folders if entry.startswith(".")):
            yield Skipped(_below(folder, Path(root, name)), "hidden")
        folders[:] = sorted(entry for entry in folders if not entry.startswith("."))
        for name in sorted(files):
            path = Path(root, name)
            yield _skipped(folder, path) or _file(path, _below(folder, path), max_bytes)
    yield from unreadable


def _skipped(folder: Path, path: Path) -> Skipped | None:
    if path.name.startswith("."):
        return Skipped(_below(folder, path), "hidden")
    if path.suffix.lower() in NOT_DOCUMENTS:
        return Skipped(_below(folder, path), f"suffix:{path.suffix.lower()}")
    return None


def _file(path: Path, name: str, max_bytes: int) -> Input | Problem:
    try:
        # A pipe or a device would block the run for ever.
        if path.exists() and not path.is_file():
            return _problem(name, "unreadable", "is no regular file; give a file or a folder")
        with path.open("rb") as file:
            data = file.read(max_bytes + 1)
    except FileNotFoundError:
        return _problem(name, "missing", "there is no such file, or it is a link to nowhere")
    except OSError as error:
        return _problem(name, "unreadable", f"cannot be read: {error.strerror or error}")
    if len(data) > max_bytes:
        return _problem(name, "too-large", too_large(path.stat().st_size, max_bytes))
    return Input(name, data)


def too_large(size: int, max_bytes: int) -> str:
    """Say in words that an input is over the cap."""
    return f"holds {size} bytes, more than the {max_bytes} read; raise max_bytes or split the file"


def _problem(name: str, reason: Reason, detail: str) -> Problem:
    return Problem(source=name, stage="read", severity="failed", reason=reason, detail=detail)


def _below(folder: Path, path: Path) -> str:
    try:
        return path.relative_to(folder).as_posix()
    except ValueError:
        return path.name
