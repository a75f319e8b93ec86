"""Claims by key, and who meets whom there, in columns of numbers that lie on the disk."""

from array import array
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from probenlp.claims.link.bins import Bins

CLAIMS_IN_A_BIN: Final = 5_000
"""Claims whose keys are in memory at a time, about: theirs, or as many others'."""

LEAST_AT_ONCE: Final = 1_000
MOST_AT_ONCE: Final = 20_000
"""Claims in a stretch, which with their pairs are in memory at a time: a twentieth of all, within
these bounds. The longer the stretch, the fewer times an earlier claim is read again."""

KEYS_AT_ONCE: Final = 20_000
"""Keys that wait in memory until they are dealt."""

_ROW: Final = np.dtype([("key", "<u8"), ("place", "<u4")])
_ODD: Final = np.uint64(0x9E3779B97F4A7C15)

Codes = NDArray[np.uint64]
"""Pairs of places as one number each: the later one times 2**32, and the earlier one. So sorted,
they stand by the later one."""

_LATER: Final = np.uint64(32)
_EARLIER: Final = np.uint64(0xFFFFFFFF)


class Blocks:
    """The claims that have a key: the first so many are compared, later ones by a narrower key.

    Parameters
    ----------
    claims : int
        How many there will be.
    most : int
        Claims in a block.
    folder : Path, optional
        For files without a name.

    Attributes
    ----------
    crowded_keys : int
        Keys of claims for which the narrower block was full too.
    """

    def __init__(self, claims: int, most: int, folder: Path | None = None) -> None:
        self._most = most
        self._keys = Bins(1 + claims // CLAIMS_IN_A_BIN, _ROW, folder)
        self._at_once = min(max(claims // 20, LEAST_AT_ONCE), MOST_AT_ONCE)
        self._pairs = Bins(1 + claims // self._at_once, np.uint64, folder)
        self._narrow = np.zeros(claims, dtype=np.uint64)
        self._is_crowded = np.zeros(claims, dtype=bool)
        self._waiting = array("Q"), array("I")
        self.crowded_keys = 0

    @property
    def crowded_claims(self) -> int:
        """How many claims are held against nobody under some of their keys."""
        return int(self._is_crowded.sum())

    def enter(self, place: int, keys: Iterable[str], narrow: str) -> None:
        """Enter a claim under its keys; those before it have been entered."""
        numbers, places = self._waiting
        self._narrow[place] = number_of(narrow)
        for key in keys:
            numbers.append(number_of(key))
            places.append(place)
        if len(numbers) >= KEYS_AT_ONCE:
            self._deal()

    def _deal(self) -> None:
        numbers, places = self._waiting
        rows = np.empty(len(numbers), dtype=_ROW)
        rows["key"], rows["place"] = numbers, places
        self._keys.put(rows, (rows["key"] % np.uint64(len(self._keys))).astype(np.int64))
        self._waiting = array("Q"), array("I")

    def met(self) -> Iterator[Codes]:
        """Give the pairs that meet under a key, stretch by stretch, once for each such key."""
        self._deal()
        for number in range(len(self._keys)):
            rows = self._keys.take(number)
            pairs, keys, late = _within(rows["key"], rows["place"], self._most)
            further, keys, crowded = _within(keys * _ODD + self._narrow[late], late, self._most)
            self._is_crowded[crowded] = True
            self.crowded_keys += len(keys)
            pairs = np.concatenate((pairs, further))
            stretch = (pairs >> _LATER) // np.uint64(self._at_once)
            self._pairs.put(pairs, stretch.astype(np.int64))
        for number in range(len(self._pairs)):
            yield self._pairs.take(number)


def number_of(key: str) -> int:
    """Give a number of 64 bits: that two of ten million keys share one is as likely as 1 in 10⁵."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")


def _within(
    keys: Codes, places: NDArray[np.uint32], most: int
) -> tuple[Codes, Codes, NDArray[np.uint32]]:
    """Pair the first so many claims of each key; give keys and places of those that come later.

    Parameters
    ----------
    keys, places : ndarray, shape (n,)
        The claims of a key in their order.
    most : int
    """
    order = np.argsort(keys, kind="stable")
    keys, places = keys[order], places[order]
    is_early = _rank(keys) < most
    late = ~is_early
    later_keys, later_places = keys[late], places[late]
    keys, wide = keys[is_early], places[is_early].astype(np.uint64)
    pairs: list[Codes] = []
    for apart in range(1, most):
        same = keys[apart:] == keys[:-apart]
        if not same.any():
            break
        pairs.append((wide[apart:][same] << _LATER) | wide[:-apart][same])
    return np.concatenate([np.empty(0, np.uint64), *pairs]), later_keys, later_places


def most_shared(codes: Codes, most: int) -> tuple[Codes, int]:
    """Choose for each claim those that it met under most keys, the earliest first among equals.

    Parameters
    ----------
    codes : ndarray of uint64
        Each pair as often as it met.
    most : int
        Earlier claims for each later one.

    Returns
    -------
    codes : ndarray of uint64
        Each pair once, sorted.
    left_out : int

    Examples
    --------
    >>> met = np.array([7 << 32 | 1, 7 << 32 | 2, 7 << 32 | 2], dtype=np.uint64)
    >>> codes, left_out = most_shared(met, 1)
    >>> places_of(codes), left_out
    ((array([2]), array([7])), 1)
    """
    pairs, counts = np.unique(codes, return_counts=True)
    order = np.lexsort((pairs, -counts, pairs >> _LATER))
    chosen = np.sort(order[_rank(pairs[order] >> _LATER) < most])
    return pairs[chosen], len(pairs) - len(chosen)


def _rank(values: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Count equal neighbours from 0."""
    place = np.arange(len(values))
    is_first = np.ones(len(values), dtype=bool)
    is_first[1:] = values[1:] != values[:-1]
    return place - np.maximum.accumulate(np.where(is_first, place, 0))


def places_of(codes: Codes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Give the earlier places and the later ones."""
    return (codes & _EARLIER).astype(np.int64), (codes >> _LATER).astype(np.int64)
