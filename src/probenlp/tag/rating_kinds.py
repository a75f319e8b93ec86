"""The kinds of services that are inspected, and the words that speak of one or several of them."""

import re
from collections.abc import Sequence
from typing import Final

from probenlp.domains import Domain
from probenlp.records import UnitMention

_NUMBERS: Final = {
    word: number
    for number, word in enumerate("two three four five six seven eight nine ten".split(), start=2)
}
_NEVER: Final = re.compile(r"(?!)")


class RatedKinds:
    """What a domain's kinds of unit say about who can be rated.

    Parameters
    ----------
    domain : Domain
        Its kinds with ``inspected``, and its units with their parents.
    """

    def __init__(self, domain: Domain) -> None:
        self._rated = {kind.id for kind in domain.kinds if kind.inspected == "yes"}
        self._placed = {kind.id for kind in domain.kinds if kind.heads}
        self._inspectorates = set(domain.inspectorate)
        self.parents = {unit.id: unit.parent for unit in domain.units}
        kind_of = {unit.id: unit.kind for unit in domain.units}
        self._above = {
            (unit.kind, kind_of[unit.parent]) for unit in domain.units if unit.parent in kind_of
        }
        self._heads: dict[str, set[str]] = {}
        for kind in domain.kinds:
            for head in (*kind.heads, *kind.plural_heads):
                if kind.id in self._rated and "…" not in head:
                    self._heads.setdefault(head.casefold(), set()).add(kind.id)
        plurals = [head for kind in domain.kinds for head in kind.plural_heads]
        some, every = _choice(plurals), _choice(self._heads)
        self._many = re.compile(
            rf"\b(?:{some})\b[^,;.–]{{0,40}}\b(?:in|within|across|of)\s+(?:the\s+)?$"
        )
        numbers = "|".join(_NUMBERS)
        self._number = re.compile(
            rf"\b(?P<number>{numbers}|\d{{1,2}})\b(?:\s+of\s+[^,.;:]{{1,30}}?)?(?:\s+\w+){{0,2}}?"
            rf"\s+(?P<head>{every})\b(?![’'])",
            re.IGNORECASE,
        )
        self._one = re.compile(
            rf"\W*(?:an?|one)\s+(?:[\w-]+\s+){{0,3}}?(?P<head>{every})\b", re.IGNORECASE
        )

    def chosen(self, units: Sequence[UnitMention]) -> list[UnitMention]:
        """Give the units of a passage that can be the rated ones.

        Where none is of a kind that the domain's inspectorate inspects, those of any placed kind
        ("HMP Leeds was rated …" by another inspectorate).
        """
        rated = [unit for unit in units if unit.kind in self._rated]
        return rated or [
            unit
            for unit in units
            if unit.kind in self._placed and unit.unit_id not in self._inspectorates
        ]

    def are_many(self, before: str) -> bool:
        """Tell whether "None of the PDUs in the" precedes a name: the name only places them."""
        return bool(self._many.search(before))

    def counted(self, words: str) -> tuple[int, frozenset[str]] | None:
        """Read the last "five of the region’s 11 PDUs" of some words: how many, of which kinds."""
        last = None
        for last in self._number.finditer(words):  # noqa: B007
            pass
        if last is None:
            return None
        number = last["number"].lower()
        count = _NUMBERS.get(number) or int(number)
        return count, frozenset(self._heads[last["head"].casefold()])

    def indefinite(self, words: str) -> frozenset[str]:
        """Give the kinds that "A small youth justice service" at the start of a sentence can be."""
        found = self._one.match(words)
        return frozenset(self._heads[found["head"].casefold()]) if found else frozenset()

    def holds(self, whole: UnitMention, part: UnitMention) -> bool:
        """Tell whether a unit is of a kind that lies within the other’s ("region" and "PDU")."""
        return (part.kind, whole.kind) in self._above


def _choice(forms: object) -> str:
    ordered = sorted(map(str, forms), key=len, reverse=True)  # type: ignore[call-overload]
    return "|".join(map(re.escape, ordered)) or _NEVER.pattern
