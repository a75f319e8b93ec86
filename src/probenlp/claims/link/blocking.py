"""Which claims are compared at all: those that share a key, so that the work grows with them.

A figure's keys are a stretch of values with one of the rarest parts of its meaning, or with
its unit; a rating's are label and unit; every long sentence has its wording. A key that very many
share tells nothing and would make the work quadratic; those that come to it late are then compared
only under the key's narrower forms, with unit or document.

"""

import itertools
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from probenlp.claims.link.blocks import Blocks, most_shared, places_of
from probenlp.claims.link.contrasts import Contrasts
from probenlp.claims.link.facts import Facts
from probenlp.claims.link.likeness import Weights
from probenlp.claims.link.values import Interval

MOST_IN_A_BLOCK: Final = 20
MOST_COMPARED: Final = 30
"""Claims that one is held against: those it shares most keys with."""

TELLING_PARTS: Final = 4
MOST_BUCKETS: Final = 6
EXACT: Final = 1.7
"""Per cent, or per hundred of an amount: what is told so exactly is compared by value alone."""


def keys_of(facts: Facts, weights: Weights) -> Iterator[str]:
    """Give the keys of a claim; two that have none in common are not compared."""
    if facts.wording is not None:
        yield f"w|{facts.wording}"
    if facts.sort == "rating":
        for unit in sorted(facts.units):
            yield f"r|{facts.rating}|{facts.aspect}|{unit}"
    elif facts.sort == "words":
        telling = weights.rarest(facts.surroundings.parts, TELLING_PARTS)
        for one, other in itertools.combinations(sorted(telling), 2):
            yield f"t|{one}|{other}"
    elif facts.interval is not None:
        yield from _keys_of_a_figure(facts, facts.interval, weights)


def _keys_of_a_figure(facts: Facts, interval: Interval, weights: Weights) -> Iterator[str]:
    around = facts.surroundings.parts - facts.meaning.parts
    telling = weights.rarest(facts.meaning.parts, TELLING_PARTS)
    telling += weights.rarest(around, 2 if telling else TELLING_PARTS)
    if interval.width <= EXACT * max(1.0, abs(interval.low) / 100):
        yield f"{facts.family}|={round((interval.low + interval.high) / 2, 1)}"
    if facts.family == "points":
        telling = [f"of {facts.out_of:g}" if facts.out_of else "of any", *telling]
    for bucket in _buckets(facts):
        for part in telling if facts.family != "bare" else ():
            yield f"{facts.family}|{bucket}|{part}"
        for unit in sorted(facts.units):
            yield f"{facts.family}|{bucket}|@{unit}"
    whole = range(math.ceil(interval.low), math.floor(interval.high) + 1)
    for number in whole[:MOST_BUCKETS]:  # a bare number may be of any family
        for unit in sorted(facts.units):
            yield f"bare|{number}|@{unit}"


def _buckets(facts: Facts) -> list[int]:
    """Give the stretches of values that a figure may lie in; a share also by what it leaves."""
    if facts.interval is None:
        return []
    if facts.family != "per cent":
        return _spread(_on_a_scale(facts.interval))
    stretch = Interval(facts.interval.low / 5, facts.interval.high / 5)
    found = _spread(stretch)
    denied = facts.meaning.negative or facts.surroundings.negative
    if denied and facts.interval.high <= 101:
        rest = facts.interval.of_the_rest()
        found += _spread(Interval(rest.low / 5, rest.high / 5))
    return list(dict.fromkeys(found))


def _on_a_scale(interval: Interval) -> Interval:
    """Put amounts on a scale on which a tenth more is one step further."""
    return Interval(_step(interval.low), _step(interval.high))


def _step(value: float) -> float:
    return math.copysign(math.log1p(abs(value)) * 10, value)


def _spread(interval: Interval) -> list[int]:
    first, last = math.floor(interval.low), math.floor(interval.high)
    step = max(1, math.ceil((last - first) / MOST_BUCKETS))
    return list(range(first, last + 1, step))


class Compared(msgspec.Struct):
    """What was compared, and what the limits left out: nothing is dropped without a count.

    Attributes
    ----------
    claims, pairs : int
        Those that were looked at.
    crowded_claims : int
        Claims that under some of their keys are held against nobody, since the key's block is full
        and that of its narrower form as well. They are compared under their other keys.
    crowded_keys : int
        Those keys, claim by claim.
    further_pairs : int
        Pairs that share a key and were not compared, since one of them shares more keys with
        :data:`MOST_COMPARED` others.
    """

    claims: int = 0
    pairs: int = 0
    crowded_claims: int = 0
    crowded_keys: int = 0
    further_pairs: int = 0

    def counts(self) -> dict[str, int]:
        """Give what belongs in the report of a run, in words."""
        return {
            "linking: pairs compared": self.pairs,
            "linking: pairs left out, sharing fewest keys": self.further_pairs,
            "linking: claims left out under a key too common": self.crowded_claims,
        }


def candidate_pairs(
    facts: Sequence[Facts],
    weights: Weights,
    compared: Compared | None = None,
    contrasts: Contrasts | None = None,
    folder: Path | None = None,
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Give the places of claims to be compared, each pair once.

    Parameters
    ----------
    facts : sequence of Facts
        Gone through once, in order.
    weights : Weights
        Of the same.
    compared : Compared, optional
        Counted into.
    contrasts : Contrasts, optional
        Is shown the claims; pairs that it tells apart are counted as compared, and not given.
    folder : Path, optional
        For files without a name, which hold keys and pairs: in memory is what belongs to some
        thousand claims, and nine bytes of each.

    Yields
    ------
    tuple of ndarray
        The earlier places and the later ones: stretch by stretch of the later ones, sorted by them.
    """
    compared = Compared() if compared is None else compared
    blocks = Blocks(len(facts), MOST_IN_A_BLOCK, folder)
    for place, one in enumerate(facts):
        blocks.enter(place, dict.fromkeys(keys_of(one, weights)), _narrow(one))
        if contrasts:
            contrasts.enter(place, one)
    for met in blocks.met():
        codes, left_out = most_shared(met, MOST_COMPARED)
        compared.pairs += len(codes)
        compared.further_pairs += left_out
        earlier, later = places_of(codes)
        if contrasts:
            may_be = contrasts.may_be_one(earlier, later)
            earlier, later = earlier[may_be], later[may_be]
        if len(later):
            yield earlier, later
    compared.claims += len(facts)
    compared.crowded_keys += blocks.crowded_keys
    compared.crowded_claims += blocks.crowded_claims


def _narrow(facts: Facts) -> str:
    return min(facts.units) if facts.units else facts.document_id
