"""Rows of numbers dealt into bins on the disk, so that one bin at a time is in memory."""

import itertools
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from probenlp.claims.link.unnamed import UnnamedFile


class Bins:
    """Rows of numbers by bin.

    Parameters
    ----------
    count : int
        Bins there are.
    dtype : dtype
        Of a row.
    folder : Path, optional
        Where there is room; by default the system's for temporary files.

    Raises
    ------
    OSError
        From any method, if the disk is full.

    Examples
    --------
    >>> bins = Bins(2, np.int64)
    >>> bins.put(np.array([5, 6, 7]), np.array([1, 0, 1]))
    >>> bins.put(np.array([8]), np.array([1]))
    >>> bins.take(1)
    array([5, 7, 8])
    """

    def __init__(self, count: int, dtype: DTypeLike, folder: Path | None = None) -> None:
        self._file = UnnamedFile(folder)
        self._dtype: np.dtype[Any] = np.dtype(dtype)
        self._stretches: list[list[tuple[int, int]]] = [[] for _ in range(count)]

    def __len__(self) -> int:
        return len(self._stretches)

    def put(self, rows: NDArray[Any], bins: NDArray[Any]) -> None:
        """Deal rows into bins; within a bin they stay in order.

        Parameters
        ----------
        rows : ndarray, shape (n,)
        bins : ndarray of int, shape (n,)
            The bin of each row.
        """
        if not rows.size:
            return
        order = np.argsort(bins, kind="stable")
        edges = np.searchsorted(bins[order], np.arange(len(self) + 1))
        start = self._file.append(np.ascontiguousarray(rows[order], dtype=self._dtype).data)
        for number, (first, last) in enumerate(itertools.pairwise(edges.tolist())):
            if first < last:
                size = self._dtype.itemsize
                self._stretches[number].append((start + first * size, (last - first) * size))

    def take(self, number: int) -> NDArray[Any]:
        """Read the rows of a bin, in the order they were put."""
        read = b"".join(self._file.read(*stretch) for stretch in self._stretches[number])
        return np.frombuffer(read, dtype=self._dtype)
