"""Groups that grow, the surest pairs first, and never hold two that contradict each other."""

import itertools
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from probenlp.claims.link.blocking import Compared, candidate_pairs
from probenlp.claims.link.contrasts import Contrasts
from probenlp.claims.link.facts import Facts
from probenlp.claims.link.likeness import ENOUGH, Weights, score

COMPARED: Final = 8
"""Members of each of two groups that are held against each other before the groups are joined."""

LOOSE: Final = 1.0
"""How far below the score of a pair the mean between two groups may lie."""

Places = NDArray[np.int64]


def grouped(
    facts: Sequence[Facts], weights: Weights, compared: Compared, folder: Path | None = None
) -> Iterator[Places]:
    """Give the places of the claims of each group of two or more, in the order of their first.

    Groups grow only along pairs that are alike enough. So claims that no chain of such pairs joins
    never decide anything of each other, and one chain of claims is in memory at a time.

    Parameters
    ----------
    facts : sequence of Facts
        Read in stretches, and one by one.
    weights : Weights
        Of the same.
    compared : Compared
        Counted into.
    folder : Path, optional
        For files without a name.
    """
    roots = np.full(len(facts), -1, dtype=np.int32)
    for chain in _chains(facts, weights, compared, folder):
        clusters = Clusters(facts, weights)
        for one, other in chain:
            clusters.join(one, other)
        for members in clusters.members():
            roots[members] = members[0]
    joined = np.flatnonzero(roots >= 0)
    joined = joined[np.argsort(roots[joined], kind="stable")]
    edges = np.flatnonzero(np.diff(roots[joined])) + 1
    if len(joined):
        yield from np.split(joined, edges)


def _chains(
    facts: Sequence[Facts], weights: Weights, compared: Compared, folder: Path | None
) -> Iterator[Iterator[tuple[int, int]]]:
    """Give the pairs that are alike enough, chain by chain, the surest first."""
    scores, ones, others = array("d"), array("I"), array("I")
    parents, contrasts = array("I", range(len(facts))), Contrasts(len(facts))
    for earlier, later in candidate_pairs(facts, weights, compared, contrasts, folder):
        for found, one, other in _alike(facts, weights, earlier, later):
            scores.append(-found)
            ones.append(one)
            others.append(other)
            _join(parents, one, other)
    of = np.array([_root(parents, one) for one in ones], dtype=np.uint32)
    order = np.lexsort((np.asarray(others), np.asarray(ones), np.asarray(scores), of))
    edges = np.flatnonzero(np.diff(of[order])) + 1
    del scores, of, parents
    for places in np.split(order, edges) if len(order) else ():
        yield ((ones[place], others[place]) for place in places)


def _alike(
    facts: Sequence[Facts], weights: Weights, earlier: Places, later: Places
) -> Iterator[tuple[float, int, int]]:
    """Score pairs; give those that are alike enough. The later ones lie close to each other."""
    start = int(later[0])
    held = facts[start : int(later[-1]) + 1]
    order = np.argsort(earlier, kind="stable")  # so that each is read once
    for one, pairs in itertools.groupby(
        zip(earlier[order].tolist(), later[order].tolist(), strict=True), key=lambda pair: pair[0]
    ):
        first = held[one - start] if one >= start else facts[one]
        for _, other in pairs:
            found = score(first, held[other - start], weights)
            if found is not None and found >= ENOUGH:
                yield found, one, other


class Clusters:
    """Groups that grow, each with what its members state.

    Parameters
    ----------
    facts : sequence of Facts
    weights : Weights
        Of the same.
    """

    def __init__(self, facts: Sequence[Facts], weights: Weights) -> None:
        self._facts = facts
        self._weights = weights
        self._parents: dict[int, int] = {}
        self._first: dict[int, list[int]] = {}
        self._sizes: dict[int, int] = {}
        self._kept_apart: dict[tuple[int, int], tuple[int, int]] = {}

    def join(self, one: int, other: int) -> None:
        """Make two groups one, unless their members contradict each other."""
        first, second = sorted((_root(self._entered(one), one), _root(self._entered(other), other)))
        if first == second:
            return
        sizes = self._sizes.get(first, 1), self._sizes.get(second, 1)
        if sum(sizes) > 2:
            if self._kept_apart.get((first, second)) == sizes:
                return  # neither has grown since: the same members would be compared again
            if not self._agree(self._of(first), self._of(second)):
                self._kept_apart[first, second] = sizes
                return
        self._parents[second] = first
        self._first[first] = sorted([*self._of(first), *self._of(second)])[:COMPARED]
        self._sizes[first] = sum(sizes)
        self._first.pop(second, None)

    def members(self) -> Iterator[list[int]]:
        """Give the places of the members of each group of two or more, in order."""
        groups: dict[int, list[int]] = {}
        for place in sorted(self._parents):
            groups.setdefault(_root(self._parents, place), []).append(place)
        yield from (members for members in groups.values() if len(members) > 1)

    def _agree(self, mine: Sequence[int], theirs: Sequence[int]) -> bool:
        """Tell whether no two contradict each other and most are alike, not only the nearest."""
        scores = []
        for one, other in itertools.product(mine, theirs):
            found = score(self._facts[one], self._facts[other], self._weights)
            if found is None:
                return False
            scores.append(found)
        return sum(scores) / len(scores) >= ENOUGH - LOOSE

    def _of(self, root: int) -> list[int]:
        """Give the first members of a group, no more than are ever compared."""
        return self._first.get(root) or [root]

    def _entered(self, place: int) -> dict[int, int]:
        self._parents.setdefault(place, place)
        return self._parents


def _root(parents: "dict[int, int] | array[int]", place: int) -> int:
    """Find the first member of the group that a place is in."""
    while parents[place] != place:
        parents[place] = parents[parents[place]]
        place = parents[place]
    return place


def _join(parents: "array[int]", one: int, other: int) -> None:
    first, second = sorted((_root(parents, one), _root(parents, other)))
    parents[second] = first
