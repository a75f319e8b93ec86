"""Joins claims that state the same fact into groups, the surest pairs first."""

import hashlib
from array import array
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

import msgspec

from probenlp.claims.link.blocking import Compared
from probenlp.claims.link.clusters import grouped
from probenlp.claims.link.facts import FactReader, Facts, maxima_of
from probenlp.claims.link.likeness import Weights
from probenlp.claims.link.meaning import Lexicon
from probenlp.claims.link.names import full_names
from probenlp.claims.link.sources import sources_of
from probenlp.claims.link.spool import Changed, Spool
from probenlp.domains import Domain
from probenlp.records import Claim, Group


class Linker:
    """Joins claims that state the same fact into groups.

    Add each claim, then ask for the groups. The surest pairs are joined first, and no claim joins a
    group whose members state another unit, time or value: a claim that names no unit ("only 25 per
    cent were satisfactory") fits several, and never makes one group of two.

    Parameters
    ----------
    domain : Domain
        Its synonyms tell which words say the same.
    folder : Path, optional
        For files without a name, which hold what decides of each claim: in memory are some 60 bytes
        of each. By default the system's folder for temporary files.

    Attributes
    ----------
    domain : Domain
    compared : Compared
        How many pairs were compared, and what the limits of blocking left out; complete when the
        groups have been gone through.
    """

    def __init__(self, domain: Domain, folder: Path | None = None) -> None:
        self.domain = domain
        self.compared = Compared()
        self._folder = folder
        names = {unit.id: unit.name for unit in domain.units}
        self._reader = FactReader(Lexicon(domain), maxima_of(domain), names)
        self._spool = Spool(Facts, folder)
        self._weights = Weights()
        self._named: set[str] = set()
        self._added = 0
        self._numbers = array("I")
        self._groups_of = array("i")
        self._ids: list[str] = []

    def add(self, claim: Claim) -> None:
        """Take in a claim."""
        if facts := self._reader.facts_of(claim):
            self.add_facts(facts)
        else:
            self._added += 1

    def add_facts(self, facts: Facts) -> None:
        """Take in what of a claim decides."""
        self._spool.append(facts)
        self._weights.learn(facts)
        self._named.update(unit for unit in facts.units if " " in unit)
        self._numbers.append(self._added)
        self._added += 1

    def groups(self) -> Iterator[Group]:
        """Give the groups of two or more claims, in the order of their first claim."""
        in_full = full_names(self._named)
        facts = Changed(self._spool, partial(_in_full, in_full)) if in_full else self._spool
        self.compared = Compared()
        self._groups_of, self._ids = array("i", [-1]) * self._added, []
        for places in grouped(facts, self._weights, self.compared, self._folder):
            group = _group([facts[place] for place in places.tolist()])
            for place in places:
                self._groups_of[self._numbers[place]] = len(self._ids)
            self._ids.append(group.id)
            yield group

    def group_ids(self) -> Iterator[str | None]:
        """Give the group of each claim, in the order they were added; None for one that has none.

        The groups must have been gone through.
        """
        for number in self._groups_of:
            yield self._ids[number] if number >= 0 else None


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


def _in_full(full: Mapping[str, str], facts: Facts) -> Facts:
    """Write short names of services in no table in full."""
    if not facts.units & full.keys():
        return facts
    named = frozenset(full.get(unit, unit) for unit in facts.units)
    return msgspec.structs.replace(facts, units=named)
