"""Records on the disk instead of in memory: those of a run's claims, read back by their place."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Final, Generic, TypeVar, overload

import msgspec

from probenlp.claims.link.unnamed import UnnamedFile

R = TypeVar("R", bound=msgspec.Struct)

WRITTEN_AT_ONCE: Final = 1 << 18
"""Bytes that wait in memory until they are written."""

READ_AT_ONCE: Final = 500
"""Records that are in memory at a time when all are gone through."""


class Spool(Sequence[R], Generic[R]):
    """Records in the order they came, of which a few are in memory.

    They lie in a file without a name, which goes with the process whatever ends it.

    Parameters
    ----------
    kind : type
        Of the records.
    folder : Path, optional
        Where there is room: that of the output. By default the system's for temporary files.
    kept : int
        Records that are kept when they were read by their place, since they are asked for again.

    Raises
    ------
    OSError
        From any method, if the disk is full.

    Examples
    --------
    >>> from probenlp.records import Span
    >>> spool = Spool(Span)
    >>> spool.append(Span(start=0, end=2, surface="31"))
    >>> len(spool), spool[0].surface
    (1, '31')
    """

    def __init__(self, kind: type[R], folder: Path | None = None, *, kept: int = 500) -> None:
        self._file = UnnamedFile(folder)
        self._encode = msgspec.msgpack.Encoder().encode
        self._decode = msgspec.msgpack.Decoder(kind).decode
        self._ends = array("Q", [0])
        self._waiting = bytearray()
        self._kept: dict[int, R] = {}
        self._most_kept = kept

    def append(self, record: R) -> None:
        """Take in a record."""
        self._waiting += self._encode(record)
        self._ends.append(self._file.length + len(self._waiting))
        if len(self._waiting) >= WRITTEN_AT_ONCE:
            self._write()

    def _write(self) -> None:
        self._file.append(self._waiting)
        self._waiting.clear()

    def __len__(self) -> int:
        return len(self._ends) - 1

    @overload
    def __getitem__(self, place: int) -> R: ...
    @overload
    def __getitem__(self, place: slice) -> list[R]: ...

    def __getitem__(self, place: int | slice) -> R | list[R]:
        """Read a record, or those of a stretch."""
        if isinstance(place, slice):
            return self._read(*place.indices(len(self)))
        found = self._kept.get(place)
        if found is None:
            if not 0 <= place < len(self):
                raise IndexError(place)
            (found,) = self._read(place, place + 1)
            if len(self._kept) >= self._most_kept:
                self._kept.clear()
            self._kept[place] = found
        return found

    def __iter__(self) -> Iterator[R]:
        """Go through all records, some at a time."""
        for start in range(0, len(self), READ_AT_ONCE):
            yield from self[start : start + READ_AT_ONCE]

    def _read(self, start: int, end: int, step: int = 1) -> list[R]:
        if self._waiting:
            self._write()
        if start >= end:
            return []
        first = self._ends[start]
        read = self._file.read(first, self._ends[end] - first)
        if end == start + 1:
            return [self._decode(read)]
        part, ends = memoryview(read), [place - first for place in self._ends[start : end + 1]]
        return [
            self._decode(part[ends[place] : ends[place + 1]])
            for place in range(0, end - start, step)
        ]


class Changed(Sequence[R], Generic[R]):
    """The same records, each changed as it is read.

    Parameters
    ----------
    records : sequence
    change : callable
    """

    def __init__(self, records: Sequence[R], change: Callable[[R], R]) -> None:
        self._records = records
        self._change = change

    def __len__(self) -> int:
        return len(self._records)

    @overload
    def __getitem__(self, place: int) -> R: ...
    @overload
    def __getitem__(self, place: slice) -> list[R]: ...

    def __getitem__(self, place: int | slice) -> R | list[R]:
        """Read a record, or those of a stretch."""
        if isinstance(place, slice):
            return [self._change(record) for record in self._records[place]]
        return self._change(self._records[place])

    def __iter__(self) -> Iterator[R]:
        """Go through all records."""
        return map(self._change, self._records)
