"""The index of known texts: sorted arrays, in memory or mapped from a disk, looked up alike.

Sorted 64-bit hashes of the word 5-grams, and for each the numbers of the documents that hold it.
Documents are numbered by how well they rank as a source, so that the order in which they were read
decides nothing: the same documents give the same bytes. Mapped, an index costs a process the pages
it touches, and all processes of a machine share them.

"""

import contextlib
import functools
import hashlib
import os
import shutil
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from probenlp.errors import ProbenlpError

SHINGLE: Final = 5
"""Words in a shingle: four words recur by chance in one trade's prose, six miss light edits."""
MOST_SOURCES: Final = 8
"""Documents that a shingle remembers: the best ranked."""

_FACTOR: Final = np.uint64(0x9E37_79B9_7F4A_7C15)
_UNDATED: Final = "9999"
_VERSION: Final = 1
_MANIFEST: Final = "index.json"

Shingles = NDArray[np.uint64]


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """A document whose own text is official or news.

    Attributes
    ----------
    rank : int
        0 for what the publisher itself issued, 1 for other official text, 2 for news: of two
        documents with the same words the lower rank is the source, then the earlier date.
    """

    id: str
    name: str | None
    origin_id: str | None
    rank: int
    date: str | None


class _Manifest(msgspec.Struct, frozen=True, kw_only=True):
    version: int
    files: dict[str, str]


def shingles_of(words: Sequence[str]) -> Shingles:
    """Hash each run of five words; by CRC and not ``hash()``, which differs by process.

    Examples
    --------
    >>> len(shingles_of("one key for six people".split())), len(shingles_of(["one", "key"]))
    (1, 0)
    """
    count = max(0, len(words) - SHINGLE + 1)
    codes = np.fromiter((_code(word) for word in words), dtype=np.uint64, count=len(words))
    hashes = np.zeros(count, dtype=np.uint64)
    for at in range(SHINGLE):
        hashes = hashes * _FACTOR + codes[at : at + count]  # wraps at 64 bits, as wanted
    return hashes


@functools.lru_cache(maxsize=1 << 14)
def _code(word: str) -> int:
    return zlib.crc32(word.encode("utf-8", "surrogatepass")) + 1


def _order(known: Known) -> tuple[int, str, str]:
    """Sort sources: what the publisher issued first, then the earlier, then by id."""
    return known.rank, known.date or _UNDATED, known.id


def _hash_of_id(document_id: str) -> int:
    data = document_id.encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(data).digest()[:8], "little")


class IndexBuilder:
    """Takes in known texts, twelve bytes a shingle, until they are put in order."""

    def __init__(self) -> None:
        self._known: list[Known] = []
        self._numbers: dict[str, int] = {}
        self._parts: list[tuple[int, Shingles]] = []

    def __len__(self) -> int:
        return len(self._known)

    def __contains__(self, document_id: str) -> bool:
        return document_id in self._numbers

    def begin(self, known: Known) -> None:
        """Take in a document; its texts follow."""
        self._numbers[known.id] = len(self._known)
        self._known.append(known)

    def add_text(self, words: Sequence[str]) -> None:
        """Take in a text of the document begun last."""
        self._parts.append((len(self._known) - 1, np.unique(shingles_of(words))))

    def build(self) -> "Index":
        """Put everything in order."""
        known = sorted(self._known, key=_order)
        number_of = np.empty(len(known), dtype=np.int32)
        number_of[[self._numbers[one.id] for one in known]] = np.arange(len(known), dtype=np.int32)
        arrays = _postings(self._parts, number_of) | _catalogue(known)
        return Index(arrays)


def _postings(
    parts: Sequence[tuple[int, Shingles]], number_of: NDArray[np.int32]
) -> dict[str, NDArray[Any]]:
    """Give the shingles, each once and in order, and the best ranked documents of each."""
    empty = np.zeros(0, dtype=np.uint64)
    hashes = np.concatenate([part for _, part in parts] or [empty])
    sizes = [len(part) for _, part in parts]
    numbers = np.repeat(number_of[[number for number, _ in parts]], sizes) if parts else number_of
    order = np.lexsort((numbers, hashes))
    hashes, numbers = hashes[order], numbers[order]
    del order
    is_new = np.ones(len(hashes), dtype=bool)  # several texts of one document share shingles
    is_new[1:] = (hashes[1:] != hashes[:-1]) | (numbers[1:] != numbers[:-1])
    hashes, numbers = hashes[is_new], numbers[is_new]
    shingles, firsts, counts = np.unique(hashes, return_index=True, return_counts=True)
    kept = np.arange(len(hashes)) - np.repeat(firsts, counts) < MOST_SOURCES
    starts = np.zeros(len(shingles) + 1, dtype=np.int64)
    np.cumsum(np.minimum(counts, MOST_SOURCES), out=starts[1:])
    return {"shingles": shingles, "starts": starts, "holders": numbers[kept].astype(np.int32)}


def _catalogue(known: Sequence[Known]) -> dict[str, NDArray[Any]]:
    """Give the documents as bytes by number, and their numbers by a hash of the id."""
    lines = [msgspec.json.encode(one) for one in known]
    ends = np.zeros(len(known) + 1, dtype=np.int64)
    np.cumsum([len(line) for line in lines], out=ends[1:])
    ids = np.array([_hash_of_id(one.id) for one in known], dtype=np.uint64)
    order = np.argsort(ids, kind="stable")
    return {
        "documents": np.frombuffer(b"".join(lines), dtype=np.uint8),
        "document_starts": ends,
        "ids": ids[order],
        "id_numbers": order.astype(np.int32),
    }


class Index:
    """Looks up shingles, documents by number, and numbers by id.

    Parameters
    ----------
    arrays : mapping of str to array
        By the names of the files of a saved index.
    """

    def __init__(self, arrays: Mapping[str, NDArray[Any]]) -> None:
        self.arrays = arrays
        self._shingles, self._starts = arrays["shingles"], arrays["starts"]
        self._holders = arrays["holders"]

    def __len__(self) -> int:
        return len(self.arrays["document_starts"]) - 1

    def known(self, number: int) -> Known:
        """Give a document."""
        start, end = self.arrays["document_starts"][number : number + 2]
        return msgspec.json.decode(self.arrays["documents"][start:end].tobytes(), type=Known)

    def number_of(self, document_id: str) -> int | None:
        """Give the number of a document, if it is known."""
        ids, wanted = self.arrays["ids"], np.uint64(_hash_of_id(document_id))
        for at in range(int(np.searchsorted(ids, wanted)), len(ids)):
            if ids[at] != wanted:
                return None
            number = int(self.arrays["id_numbers"][at])
            if self.known(number).id == document_id:
                return number
        return None

    def holders(self, shingles: Shingles) -> list[tuple[int, ...]]:
        """Give for each shingle the documents that hold it, the best ranked first."""
        found: list[tuple[int, ...]] = [()] * len(shingles)
        if not len(self._shingles):
            return found
        places = np.searchsorted(self._shingles, shingles)
        places[places == len(self._shingles)] = 0
        for at in np.flatnonzero(self._shingles[places] == shingles):
            start, end = self._starts[places[at] : places[at] + 2]
            found[at] = tuple(self._holders[start:end].tolist())
        return found


def save_index(index: Index, path: Path) -> str:
    """Write an index into a folder of its own, whole or not at all.

    Parameters
    ----------
    index : Index
    path : Path
        The folder. Another index that stands there is replaced; the same one is left alone.

    Returns
    -------
    str
        SHA-256 of the index: the same for the same documents, in whatever order they were read.
    """
    aside = path.with_name(f".{path.name}-{os.getpid()}-{os.urandom(4).hex()}.tmp")
    aside.mkdir(parents=True)
    try:
        files = {name: _write_array(aside / f"{name}.npy", index.arrays[name]) for name in _NAMES}
        manifest = msgspec.json.encode(_Manifest(version=_VERSION, files=files))
        _flushed(aside / _MANIFEST, manifest + b"\n")
        _put(aside, path, manifest + b"\n")
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return hashlib.sha256(manifest).hexdigest()


_NAMES: Final = (
    "shingles",
    "starts",
    "holders",
    "documents",
    "document_starts",
    "ids",
    "id_numbers",
)


def _write_array(path: Path, array: NDArray[Any]) -> str:
    with path.open("xb") as file:
        np.save(file, array, allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _flushed(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _put(aside: Path, path: Path, manifest: bytes) -> None:
    """Put a folder in its place, unless the same one stands there."""
    with contextlib.suppress(OSError):
        if (path / _MANIFEST).read_bytes() == manifest:
            return
    while True:
        try:
            aside.rename(path)
        except OSError:
            if not path.exists():
                raise
            path.rename(aside.with_name(f"{aside.name}.old"))
            shutil.rmtree(aside.with_name(f"{aside.name}.old"), ignore_errors=True)
        else:
            return


def open_index(path: Path) -> Index:
    """Map a saved index, read-only.

    Raises
    ------
    ProbenlpError
        If there is none, or one of another version, or a file of it is missing or cut off.
    """
    try:
        manifest = msgspec.json.decode((path / _MANIFEST).read_bytes(), type=_Manifest)
        if manifest.version != _VERSION:
            raise ProbenlpError(
                f"{path}: an index of known texts of version {manifest.version}; this reads "
                f"version {_VERSION}; remove it and run again"
            )
        return Index(dict(_mapped(path)))
    except (OSError, ValueError, msgspec.DecodeError) as error:
        raise ProbenlpError(
            f"{path}: no index of known texts that can be read ({error}); remove it and run again"
        ) from error


def _mapped(path: Path) -> Iterator[tuple[str, NDArray[Any]]]:
    for name in _NAMES:
        mapped = np.load(path / f"{name}.npy", mmap_mode="r", allow_pickle=False)
        yield name, mapped.view(np.ndarray)  # a bare array: each slice of a memmap costs more
