"""What keeps two claims apart at a glance, in columns of numbers: it settles most pairs."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final, get_args

import numpy as np
from numpy.typing import NDArray

from probenlp.claims.link.blocks import number_of
from probenlp.claims.link.facts import Facts, Sort
from probenlp.claims.link.likeness import SHARED_PARTS
from probenlp.claims.link.values import EDGE, Family

BITS: Final = 256
"""Of the signature of a claim's words: each sets one of them."""

PAIRS_AT_ONCE: Final = 8_000
"""Pairs whose rows are in memory at a time."""

_ROW: Final = np.dtype(
    [
        ("sort", "u1"),
        ("planned", "?"),
        ("family", "u1"),
        ("denied", "u1"),
        ("stated", "?"),
        ("low", "<f8"),
        ("high", "<f8"),
        ("unit", "<u8"),
        ("wording", "<u8"),
        ("parts", "<u8", (BITS // 64,)),
        ("alike_bits", "u1"),
    ]
)

_SORTS: Final = {sort: number for number, sort in enumerate(get_args(Sort))}
_FAMILIES: Final = {family: 1 + number for number, family in enumerate(get_args(Family))}
_SEVERAL: Final = 1
"""In place of a service's number where a claim is about several."""

Places = NDArray[np.int64]
Rows = NDArray[np.void]
Mask = NDArray[np.bool_]


class Contrasts:
    """Tells of many pairs at once that the two are not the same fact, so that they need no reading.

    It knows some of the reasons of :func:`probenlp.claims.link.likeness.score`, those that numbers
    tell: other sorts, plans and outcomes, other services where both name one, other values, too few
    words in common. What it lets through is scored as ever, and what it does not would have been
    scored too low.

    Parameters
    ----------
    claims : int
        How many there will be; 70 bytes of each are kept.
    """

    def __init__(self, claims: int) -> None:
        self._rows = np.empty(claims, dtype=_ROW)

    def enter(self, place: int, facts: Facts) -> None:
        """Take in a claim."""
        self._rows[place] = _row_of(facts)

    def may_be_one(self, earlier: Places, later: Places) -> Mask:
        """Tell of each pair whether nothing that numbers tell keeps the two apart.

        Parameters
        ----------
        earlier, later : ndarray of int, shape (n,)
        """
        told = np.empty(len(earlier), dtype=bool)
        for start in range(0, len(told), PAIRS_AT_ONCE):
            these = slice(start, start + PAIRS_AT_ONCE)
            told[these] = _may_be_one(self._rows[earlier[these]], self._rows[later[these]])
        return told


def _may_be_one(one: Rows, other: Rows) -> Mask:
    copied = (one["wording"] == other["wording"]) & (one["wording"] > 0)
    one_matter = (one["sort"] == other["sort"]) & (one["planned"] == other["planned"])
    may: Mask = one_matter & ~_of_others(one, other) & (copied | _may_say_the_same(one, other))
    return may


def _of_others(one: Rows, other: Rows) -> Mask:
    """Tell whether each of two names one service, and another."""
    named = np.minimum(one["unit"], other["unit"]) > _SEVERAL
    apart: Mask = (one["unit"] != other["unit"]) & named & one["stated"] & other["stated"]
    return apart


def _may_say_the_same(one: Rows, other: Rows) -> Mask:
    several = (one["unit"] == _SEVERAL) | (other["unit"] == _SEVERAL)
    may_share_unit = ((one["unit"] == other["unit"]) & (one["unit"] > 0)) | several
    shared = _most_shared(one, other)
    figure, words = one["sort"] == _SORTS["figure"], one["sort"] == _SORTS["words"]
    # Without a service in common, only what is said makes two one; a score is said of nothing
    alike = np.where(words, (shared >= SHARED_PARTS) & (one["denied"] == other["denied"]), True)
    alike &= np.where(figure & (one["family"] != _FAMILIES["points"]), shared > 0, True)
    may: Mask = (may_share_unit | alike) & (~figure | _may_meet(one, other))
    return may


def _most_shared(one: Rows, other: Rows) -> NDArray[np.int64]:
    """Give the most parts that two can have in common: bits of both, and what stands on one bit."""
    bits = np.bitwise_count(one["parts"] & other["parts"]).sum(axis=1, dtype=np.int64)
    return np.where(bits > 0, bits + one["alike_bits"], 0)


def _may_meet(one: Rows, other: Rows) -> Mask:
    """Tell whether two figures may have a value in common, or leave it where one may be denied."""
    families, bare = (one["family"], other["family"]), _FAMILIES["bare"]
    comparable = (families[0] == families[1]) | (families[0] == bare) | (families[1] == bare)
    share_denied = (one["denied"] != other["denied"]) & (families[0] == _FAMILIES["per cent"])
    left = _meet(one, 100 - other["high"], 100 - other["low"])
    may: Mask = comparable & (_meet(one, other["low"], other["high"]) | (share_denied & left))
    return may


def _meet(one: Rows, low: NDArray[np.float64], high: NDArray[np.float64]) -> Mask:
    """See :meth:`probenlp.claims.link.values.Interval.meets`."""
    shared = np.minimum(one["high"], high) - np.maximum(one["low"], low)
    meets: Mask = shared >= EDGE * np.minimum(one["high"] - one["low"], high - low)
    return meets


def _row_of(facts: Facts) -> tuple[object, ...]:
    interval = facts.interval
    parts = facts.meaning.parts | facts.surroundings.parts
    signature = _signature(parts)
    if len(facts.units) > 1:
        unit = _SEVERAL
    else:
        unit = max((number_of(name) | 2 for name in facts.units), default=0)
    return (
        _SORTS[facts.sort],
        facts.planned,
        _FAMILIES[facts.family] if facts.family else 0,
        facts.meaning.negative + 2 * facts.surroundings.negative,
        facts.unit_basis == "stated",
        interval.low if interval else 0.0,
        interval.high if interval else 0.0,
        unit,
        number_of(facts.wording) | 1 if facts.wording is not None else 0,
        np.frombuffer(signature.to_bytes(BITS // 8, "little"), dtype="<u8"),
        min(len(parts) - signature.bit_count(), 255),
    )


def _signature(parts: Iterable[str]) -> int:
    signature = 0
    for part in parts:
        signature |= _bit(part)
    return signature


@lru_cache(maxsize=65536)
def _bit(part: str) -> int:
    return 1 << number_of(part) % BITS
