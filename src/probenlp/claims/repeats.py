"""Whom a run names with which words, in columns of numbers: each claim has a wording."""

from array import array
from collections.abc import Hashable
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T", bound=Hashable)


class Repeats(Generic[T]):
    """What the first text says that has a wording; twelve bytes for each wording told.

    Examples
    --------
    >>> repeats = Repeats()
    >>> repeats.tell("a1b2c3d4e5f60718", "Dene PDU")
    >>> repeats.tell("a1b2c3d4e5f60718", "Marl PDU")
    >>> repeats.first("a1b2c3d4e5f60718"), repeats.first("00000000000000ff")
    ('Dene PDU', None)
    """

    def __init__(self) -> None:
        self._wordings = array("Q")
        self._told = array("I")
        self._numbers: dict[T, int] = {}
        self._what: list[T] = []
        self._sorted: tuple[NDArray[np.uint64], NDArray[np.uint32]] | None = None

    def tell(self, wording: str, what: T) -> None:
        """Take in what is said with a wording.

        Parameters
        ----------
        wording : str
            A digest in hexadecimal, of which 64 bits count.
        what : hashable
            Few that differ: they are held.
        """
        number = self._numbers.setdefault(what, len(self._what))
        if number == len(self._what):
            self._what.append(what)
        self._wordings.append(int(wording[:16], 16))
        self._told.append(number)
        self._sorted = None

    def first(self, wording: str) -> T | None:
        """Give what the first that was told says with a wording."""
        if self._sorted is None:
            wordings, places = np.unique(np.asarray(self._wordings), return_index=True)
            self._sorted = wordings, np.asarray(self._told)[places]
        wordings, told = self._sorted
        number = np.uint64(int(wording[:16], 16))
        place = int(np.searchsorted(wordings, number))
        if place == len(wordings) or wordings[place] != number:
            return None
        return self._what[int(told[place])]
