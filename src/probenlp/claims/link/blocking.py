"""Which claims are compared at all: those that share a key, so that the work grows with them.

A figure's keys are a stretch of values with one of the rarest parts of its meaning, or with
its unit; a rating's are label and unit; every long sentence has its wording. A key that very many
share tells nothing and would make the work quadratic; those that come to it late are then compared
only under the key's narrower forms, with unit or document.

"""

import heapq
import itertools
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

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
    facts: Sequence[Facts], weights: Weights, compared: Compared | None = None
) -> Iterator[tuple[int, int]]:
    """Give the places of claims to be compared, each pair once.

    Parameters
    ----------
    facts : sequence of Facts
    weights : Weights
        Of the same.
    compared : Compared, optional
        Counted into.

    Yields
    ------
    tuple of int
        The earlier one first.
    """
    compared = Compared() if compared is None else compared
    blocks = _Blocks()
    for place, one in enumerate(facts):
        met: Counter[int] = Counter()
        crowded = 0
        for key in dict.fromkeys(keys_of(one, weights)):
            others = blocks.enter(key, one, place)
            if others is None:
                crowded += 1
            else:
                met.update(others)
        chosen = _most_shared(met)
        compared.claims += 1
        compared.pairs += len(chosen)
        compared.crowded_keys += crowded
        compared.crowded_claims += crowded > 0
        compared.further_pairs += len(met) - len(chosen)
        for other in chosen:
            yield other, place


class _Blocks:
    """The claims that have a key; most keys have one claim, for which no list is made."""

    def __init__(self) -> None:
        self._alone: dict[str, int] = {}
        self._several: dict[str, list[int]] = {}

    def enter(self, key: str, facts: Facts, place: int) -> Sequence[int] | None:
        """Enter a claim under a key; give those that were there, or None where it is full."""
        for narrowed in (key, f"{key}|{_narrow(facts)}"):
            if (block := self._several.get(narrowed)) is None:
                first = self._alone.pop(narrowed, None)
                if first is None:
                    self._alone[narrowed] = place
                    return ()
                self._several[narrowed] = [first, place]
                return (first,)
            if len(block) < MOST_IN_A_BLOCK:
                others = tuple(block)
                block.append(place)
                return others
        return None


def _most_shared(met: Counter[int]) -> list[int]:
    """Give those met under most keys, so that no claim is compared with very many."""
    if len(met) <= MOST_COMPARED:
        return sorted(met)
    chosen = heapq.nsmallest(MOST_COMPARED, met, key=lambda place: (-met[place], place))
    return sorted(chosen)


def _narrow(facts: Facts) -> str:
    return min(facts.units) if facts.units else facts.document_id
