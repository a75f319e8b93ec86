"""Joins claims that state the same fact into groups, the surest pairs first."""

import hashlib
import itertools
from array import array
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec
import numpy as np

from probenlp.claims.link.blocking import Compared, candidate_pairs
from probenlp.claims.link.facts import FactReader, Facts, maxima_of
from probenlp.claims.link.likeness import ENOUGH, Weights, score
from probenlp.claims.link.meaning import Lexicon
from probenlp.claims.link.names import full_names
from probenlp.claims.link.sources import sources_of
from probenlp.domains import Domain
from probenlp.records import Claim, Group

COMPARED: Final = 8
"""Members of each of two groups that are held against each other before the groups are joined."""

LOOSE: Final = 1.0
"""How far below the score of a pair the mean between two groups may lie."""


class Linker:
    """Joins claims that state the same fact into groups.

    Add each claim, then ask for the groups. The surest pairs are joined first, and no claim joins a
    group whose members state another unit, time or value: a claim that names no unit ("only 25 per
    cent were satisfactory") fits several, and never makes one group of two.

    Parameters
    ----------
    domain : Domain
        Its synonyms tell which words say the same.

    Attributes
    ----------
    domain : Domain
    compared : Compared
        How many pairs were compared, and what the limits of blocking left out; complete when the
        groups have been gone through.
    """

    def __init__(self, domain: Domain) -> None:
        self.domain = domain
        self.compared = Compared()
        names = {unit.id: unit.name for unit in domain.units}
        self._reader = FactReader(Lexicon(domain), maxima_of(domain), names)
        self._facts: list[Facts] = []

    def add(self, claim: Claim) -> None:
        """Take in a claim."""
        if facts := self._reader.facts_of(claim):
            self.add_facts(facts)

    def add_facts(self, facts: Facts) -> None:
        """Take in what of a claim decides."""
        self._facts.append(facts)

    def groups(self) -> Iterator[Group]:
        """Give the groups of two or more claims, in the order of their first claim."""
        self._facts = [*_in_full(self._facts)]
        weights = Weights(self._facts)
        clusters = _Clusters(self._facts, weights)
        for one, other in self._pairs(weights):
            clusters.join(one, other)
        for members in clusters.members():
            if len(members) > 1:
                yield _group([self._facts[place] for place in members])

    def _pairs(self, weights: Weights) -> Iterator[tuple[int, int]]:
        """Give the pairs that are alike enough, the surest first."""
        facts, self.compared = self._facts, Compared()
        # Columns of numbers: a million claims have millions of such pairs
        scores, ones, others = array("d"), array("q"), array("q")
        for one, other in candidate_pairs(facts, weights, self.compared):
            found = score(facts[one], facts[other], weights)
            if found is not None and found >= ENOUGH:
                scores.append(-found)
                ones.append(one)
                others.append(other)
        for place in np.lexsort((others, ones, scores)):
            yield ones[place], others[place]


class _Clusters:
    """Groups that grow, each with what its members state."""

    def __init__(self, facts: Sequence[Facts], weights: Weights) -> None:
        self._facts = facts
        self._weights = weights
        self._parents = list(range(len(facts)))
        self._first: dict[int, list[int]] = {}
        self._sizes: dict[int, int] = {}
        self._kept_apart: dict[tuple[int, int], tuple[int, int]] = {}

    def join(self, one: int, other: int) -> None:
        """Make two groups one, unless their members contradict each other."""
        first, second = sorted((self._root(one), self._root(other)))
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

    def _agree(self, mine: Sequence[int], theirs: Sequence[int]) -> bool:
        """Tell whether no two contradict each other and most are alike, not only the nearest."""
        scores = []
        for one, other in itertools.product(mine, theirs):
            found = score(self._facts[one], self._facts[other], self._weights)
            if found is None:
                return False
            scores.append(found)
        return sum(scores) / len(scores) >= ENOUGH - LOOSE

    def members(self) -> Iterator[list[int]]:
        """Give the places of each group's members, in order."""
        groups: dict[int, list[int]] = {}
        for place in range(len(self._facts)):
            groups.setdefault(self._root(place), []).append(place)
        yield from groups.values()

    def _of(self, root: int) -> list[int]:
        """Give the first members of a group, no more than are ever compared."""
        return self._first.get(root) or [root]

    def _root(self, place: int) -> int:
        while self._parents[place] != place:
            self._parents[place] = self._parents[self._parents[place]]
            place = self._parents[place]
        return place


def _group(members: Sequence[Facts]) -> Group:
    claim_ids = tuple(facts.claim_id for facts in members)
    digest = hashlib.sha256("\n".join(sorted(claim_ids)).encode()).hexdigest()
    sources = sources_of(members)
    copied = len({one.wording for one in members}) == 1 and members[0].wording
    kind = "wording" if copied else members[0].sort
    return Group(
        id=f"g{digest[:12]}",
        claim_ids=claim_ids,
        document_ids=tuple(dict.fromkeys(facts.document_id for facts in members)),
        label=max(members, key=_tells).label,
        sources=sources,
        source_count=len(sources),
        evidence=(f"link:same-{kind}",),
    )


def _tells(facts: Facts) -> tuple[int, float]:
    """Order members by how much they tell: a unit of their own, and an exact value."""
    width = facts.interval.width if facts.interval else 0.0
    return int(facts.unit_basis == "stated"), -width


def _in_full(facts: Sequence[Facts]) -> Iterator[Facts]:
    """Give the facts with short names of services in no table written in full."""
    in_full = full_names({unit for one in facts for unit in one.units if " " in unit})
    for one in facts:
        if one.units & in_full.keys():
            named = frozenset(in_full.get(unit, unit) for unit in one.units)
            yield msgspec.structs.replace(one, units=named)
        else:
            yield one
