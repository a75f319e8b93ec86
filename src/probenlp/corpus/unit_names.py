"""Which unit somebody means who writes an id, a name, or one of its other names."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Final

from probenlp.corpus.questions import QuestionError, did_you_mean
from probenlp.domains import Domain, Unit

SHOWN: Final = 12

_PARTS: Final = re.compile(r"[^\W_]+")


def plain(name: str) -> str:
    """Give a name without case, accents of form, marks and the sign for "and".

    Examples
    --------
    >>> plain("Lewisham & Bromley"), plain("lewisham-and-bromley")
    ('lewisham and bromley', 'lewisham and bromley')
    """
    words = unicodedata.normalize("NFKC", name).casefold().replace("&", " and ").replace("’", "")
    return " ".join(_PARTS.findall(words.replace("'", "")))


class UnitFinder:
    """Resolves what is asked for to the units that are meant.

    Ids and codes come first, then names, other names, and names without their head ("Lambeth" for
    Lambeth PDU, which is also a borough: such words are asked back). What no table knows is looked
    for among the names in the texts of the run.

    Parameters
    ----------
    domain : Domain
        Its units table.
    in_texts : callable
        Gives the names of units that are in no table; asked only if need be.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> finder = UnitFinder(load_domain("probation"), lambda: ["Ashmere and Tolland PDU"])
    >>> sorted(finder.find("lewisham-and-bromley")), sorted(finder.find("Ashmere and Tolland"))
    (['pdu_lewisham_and_bromley'], ['Ashmere and Tolland PDU'])
    """

    def __init__(self, domain: Domain, in_texts: Callable[[], Iterable[str]]) -> None:
        self._in_texts = in_texts
        self._units = {unit.id: unit for unit in domain.units}
        heads = {
            kind.id: sorted((plain(head) for head in kind.heads), key=len, reverse=True)
            for kind in domain.kinds
        }
        self._levels: tuple[dict[str, set[str]], ...] = tuple(defaultdict(set) for _ in range(2))
        for unit in domain.units:
            core = _without(plain(unit.name), heads.get(unit.kind, []))
            own_id = plain(unit.id.removeprefix(f"{unit.kind}_"))
            for level, names in zip(
                self._levels,
                (
                    (unit.id, unit.code),
                    (unit.name, *unit.aliases, unit.name_cy, core, own_id),
                ),
                strict=True,
            ):
                for name in names:
                    if key := plain(name):
                        level[key].add(unit.id)

    def find(self, asked: str) -> frozenset[str]:
        """Give the id of the unit meant, or the forms in the texts of one that is in no table.

        Raises
        ------
        QuestionError
            If it may be several, with all of them; or none, with names that look alike.
        """
        if asked in self._units:
            return frozenset({asked})
        key = plain(asked)
        for level in self._levels:
            if found := level.get(key):
                return self._only_one(asked, found)
        return self._in_no_table(asked, key)

    def _only_one(self, asked: str, found: set[str]) -> frozenset[str]:
        if len(found) > 1:
            named = [_described(self._units[one]) for one in sorted(found)]
            more = f"\n  … {len(named) - SHOWN} more" if len(named) > SHOWN else ""
            raise QuestionError(
                f"{asked!r} may be {len(named)} units; give the id of the one that is meant:\n  "
                + "\n  ".join(named[:SHOWN])
                + more
            )
        return frozenset(found)

    def _in_no_table(self, asked: str, key: str) -> frozenset[str]:
        names: dict[str, set[str]] = defaultdict(set)
        for name in self._in_texts():
            names[plain(name)].add(name)
        if key in names:
            return frozenset(names[key])
        longer = {one for one in names if key and one.startswith(f"{key} ")}
        if len(longer) == 1:
            return frozenset(names[longer.pop()])
        if longer:
            raise QuestionError(
                f"{asked!r} may be {len(longer)} units that are in no table; give the whole name: "
                + ", ".join(sorted(name for one in longer for name in names[one]))
            )
        shown = {one: unit.name for unit in self._units.values() for one in (plain(unit.name),)}
        shown |= {one: sorted(forms)[0] for one, forms in names.items()}
        near = did_you_mean(asked, shown.values()) or did_you_mean(key, shown)
        raise QuestionError(f"no unit {asked!r} in the units table, nor in the texts{near}")


def _without(name: str, heads: list[str]) -> str:
    """Take the head of its kind off a name; empty where nothing or all would go."""
    for head in heads:
        if head and name.endswith(f" {head}"):
            return name.removesuffix(f" {head}")
        if head and name.startswith(f"{head} "):
            return name.removeprefix(f"{head} ")
    return ""


def _described(unit: Unit) -> str:
    since = f", {unit.valid_from or '…'} to {unit.valid_to or 'now'}" if unit.valid_from else ""
    return f"{unit.id}: {unit.name} ({unit.kind}{since})"
