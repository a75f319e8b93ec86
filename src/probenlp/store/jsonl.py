r"""Read and write records as JSON Lines (https://jsonlines.org), msgspec as the codec.

Lines end with ``\n`` and nothing else: ``str.splitlines`` also breaks at U+2028 and U+0085,
which people paste into comments. A path of ``-`` is a standard stream; ``.gz`` is compressed, with
no time stamp, so that the same records give the same bytes.

"""

import contextlib
import gzip
import os
import re
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import IO, Any, TypeVar, cast

import jsonlines
import msgspec

from probenlp.errors import OutputError, RecordError

R = TypeVar("R", bound=msgspec.Struct)

STANDARD_STREAM = "-"

_AT = re.compile(r" - at `\$\.?(?P<field>.*)`$")
_ENCODER = msgspec.json.Encoder(order="deterministic")


def read_records(path: str | Path, record: type[R]) -> Iterator[R]:
    """Read the records of a file one by one.

    Parameters
    ----------
    path : str or Path
        A file, compressed where its name ends in ``.gz``, or ``-`` for standard input.
    record : type
        What each line holds. Blank lines are passed over.

    Yields
    ------
    record
        In the order of the file.

    Raises
    ------
    RecordError
        At the first line that holds no such record; the records before it have been given.
    FileNotFoundError
        If there is no such file.
    """
    decoder = msgspec.json.Decoder(record)
    with contextlib.ExitStack() as stack:
        file = stack.enter_context(_open_for_reading(str(path)))
        reader = jsonlines.Reader(_lines(file, str(path)), loads=_loader(decoder))
        try:
            yield from cast("Iterator[R]", reader.iter(skip_empty=True))
        except jsonlines.InvalidLineError as error:
            raise _record_error(error, str(path)) from error


def _lines(file: IO[bytes], path: str) -> Iterator[bytes]:
    """Give the lines of a file; jsonlines itself would take a cut gzip file for a finished one."""
    number = 1
    try:
        for line in file:
            yield line
            number += 1
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise RecordError(f"damaged gzip file: {error}", path=path, line=number) from error


def _loader(decoder: msgspec.json.Decoder[R]) -> Callable[[str | bytes], R]:
    def loads(line: str | bytes) -> R:
        try:
            return decoder.decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise ValueError(str(error)) from error

    return loads


def _record_error(error: jsonlines.InvalidLineError, path: str) -> RecordError:
    problem = str(error.__cause__ or error)
    at = _AT.search(problem)
    return RecordError(
        problem[: at.start()] if at else problem,
        path=path,
        line=error.lineno,
        field=at["field"] if at else "",
    )


def _open_for_reading(path: str) -> contextlib.AbstractContextManager[IO[bytes]]:
    if path == STANDARD_STREAM:
        return contextlib.nullcontext(sys.stdin.buffer)
    if path.endswith(".gz"):
        return contextlib.closing(gzip.open(path, "rb"))  # type: ignore[arg-type]
    return Path(path).open("rb")


@contextlib.contextmanager
def open_writer(path: str | Path) -> Iterator[Callable[[msgspec.Struct], object]]:
    """Open a file for records; it appears under its name when all of them are written.

    Parameters
    ----------
    path : str or Path
        A file, compressed where its name ends in ``.gz``, or ``-`` for standard output.

    Yields
    ------
    callable
        Writes one record.

    Raises
    ------
    OutputError
        If the folder cannot be written to. After any error the file is as it was before.
    """
    if str(path) == STANDARD_STREAM:
        with contextlib.closing(jsonlines.Writer(sys.stdout.buffer, dumps=_encode)) as writer:
            yield writer.write
        sys.stdout.buffer.flush()
        return
    with atomic_file(Path(path)) as raw, contextlib.ExitStack() as stack:
        file: IO[bytes] = raw
        if str(path).endswith(".gz"):
            file = stack.enter_context(
                gzip.GzipFile(filename="", mode="wb", fileobj=raw, mtime=0)  # type: ignore[arg-type]
            )
        writer = jsonlines.Writer(file, dumps=_encode)
        yield writer.write


def write_records(path: str | Path, records: Iterable[msgspec.Struct]) -> int:
    """Write records, all or none.

    Parameters
    ----------
    path : str or Path
        As for :func:`open_writer`.
    records : iterable of records
        Taken one by one; never held together.

    Returns
    -------
    int
        How many were written.
    """
    written = 0
    with open_writer(path) as write:
        for record in records:
            write(record)
            written += 1
    return written


def _encode(record: Any) -> bytes:
    return _ENCODER.encode(record)


@contextlib.contextmanager
def atomic_file(path: Path) -> Iterator[IO[bytes]]:
    """Write a file under a temporary name beside it and rename it when it is whole.

    Raises
    ------
    OutputError
        If no file can be made there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise OutputError(f"{path}: cannot write there: {error.strerror}") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
