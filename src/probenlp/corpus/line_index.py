"""Find a record of a file by its id without reading the file anew each time, and without it."""

import heapq
import re
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, Generic, TypeVar

import msgspec

from probenlp.errors import RecordError

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[tuple[int], np.dtype[np.int64]]

R = TypeVar("R", bound=msgspec.Struct)

NEAR: Final = 3


class LineIndex(Generic[R]):
    """The places of a file's lines by the id that stands in them: 16 bytes a line.

    Parameters
    ----------
    path : Path
        A JSONL file.
    record : type
        What a line holds.
    key : str
        The field that is the id. It is read off the head of the line; of a line that has another
        order of fields the whole is read.
    """

    def __init__(self, path: Path, record: type[R], key: str = "id") -> None:
        self._path, self._record, self._key = path, record, key
        self._head = re.compile(
            rb'\{(?:"schema_version":\d+,)?(?:"document_id":"[^"\\]*",)?"'
            + key.encode()
            + rb'":"([^"\\]*)"'
        )
        self._places: tuple[Numbers, Numbers] | None = None
        self._decoder = msgspec.json.Decoder(record)

    def get(self, key: str) -> R | None:
        """Give a record; None where there is none of that id.

        Raises
        ------
        RecordError
            If its line holds no such record.
        """
        if self._places is None:
            self._places = self._read()
        hashes, offsets = self._places
        wanted = hash(key)
        place = int(hashes.searchsorted(wanted))
        with self._path.open("rb") as file:
            while place < len(hashes) and hashes[place] == wanted:
                offset = int(offsets[place])
                file.seek(offset)
                line = file.readline()
                if self._key_of(line) == key:
                    return self._decoded(line, offset)
                place += 1
        return None

    def near(self, key: str) -> list[str]:
        """Give the ids that begin and end most like one; for a message, so the file is read."""
        return heapq.nlargest(
            NEAR, (one for _, one in self._keys()), key=lambda one: _like(one, key)
        )

    def _read(self) -> "tuple[Numbers, Numbers]":
        import numpy as np

        hashes, offsets = array("q"), array("q")
        for offset, key in self._keys():
            hashes.append(hash(key))
            offsets.append(offset)
        made = np.array(hashes, dtype=np.int64)
        order = np.argsort(made, kind="stable")
        return made[order], np.array(offsets, dtype=np.int64)[order]

    def _keys(self) -> Iterator[tuple[int, str]]:
        """Give where each line begins, and its id; lines without one are passed over."""
        offset = 0
        with self._path.open("rb") as file:
            for line in file:
                key = self._key_of(line)
                if key is not None:
                    yield offset, key
                offset += len(line)

    def _key_of(self, line: bytes) -> str | None:
        if found := self._head.match(line):
            return found[1].decode("utf-8", "replace")
        try:
            return str(msgspec.json.decode(line)[self._key])
        except (msgspec.DecodeError, UnicodeDecodeError, KeyError, TypeError):
            return None  # a broken line is told when the file is read through

    def _decoded(self, line: bytes, offset: int) -> R:
        try:
            return self._decoder.decode(line)
        except msgspec.DecodeError as error:
            with self._path.open("rb") as file:
                number = file.read(offset).count(b"\n") + 1
            raise RecordError(str(error), path=str(self._path), line=number) from error


def _like(one: str, other: str) -> int:
    return _shared(one, other) + _shared(one[::-1], other[::-1])


def _shared(one: str, other: str) -> int:
    """Count the letters with which both begin."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))
