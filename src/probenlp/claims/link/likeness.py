"""How much speaks for it that two claims state the same fact."""

import math
from collections import Counter
from collections.abc import Iterable
from typing import Final, Literal

from probenlp.claims.link.facts import Facts
from probenlp.claims.link.scope import period_agreement, unit_agreement
from probenlp.claims.link.values import Family, Interval, surprise

ENOUGH: Final = 2.6
"""From this score on two claims state the same fact. A figure earns up to 3 for a value that
hardly comes twice, 3.5 for what it measures, 2 for the unit and 1.5 for the time."""

MEASURE: Final = 3.5
SAME_RATING: Final = 2.5
SAME_SCORE: Final = 2.2
SAME_WHOLE: Final = 1.0
SAME_START: Final = 2.0
WORDS: Final = 5.0
SHARED_PARTS: Final = 4
THIN: Final = 1
"""Parts of a measure that are too few to tell what it would be to deny it."""

EXACT: Final = 1.1
"""Per cent: of two figures that leave more open, nobody could tell that one is the other's rest."""

SURPRISING: Final = 1.7
"""A value that hardly comes twice by chance; see :func:`probenlp.claims.link.values.surprise`."""

NOT_ENOUGH: Final = -1.2
"""Of two figures that no contradiction keeps apart, but nothing they measure joins."""

UNIQUE: Final = 2.5
MOST_KEPT: Final = 2_000
"""Sums of weights that are remembered."""

LEAST_SHARED: Final = 0.05
SHARED_UNIT: Final = 0.15
"""How much less two measures of one unit must have in common."""

UNLIKE: Final = 0.4
"""Taken off where family or negation differ and may yet be the same."""
COPIED: Final = 9.0


class Weights:
    """How much a part of a meaning tells: the rarer, the more.

    Parameters
    ----------
    facts : iterable of Facts, optional
        Those that are known; :meth:`learn` takes in more.
    """

    def __init__(self, facts: Iterable[Facts] = ()) -> None:
        self._counted: Counter[str] = Counter()
        self._total = 1
        self._weights: dict[str, float] = {}
        self._sums: dict[frozenset[str], float] = {}
        for one in facts:
            self.learn(one)

    def learn(self, facts: Facts) -> None:
        """Count the parts of one claim more; what was weighed before is weighed anew."""
        self._counted.update(facts.meaning.parts | facts.surroundings.parts)
        self._total += 1
        if self._weights:
            self._weights, self._sums = {}, {}

    def of(self, part: str) -> float:
        """Weigh a part: 1 for one that stands once, near 0 for one that is everywhere."""
        found = self._weights.get(part)
        if found is None:
            of_it = self._total / (1 + self._counted[part]) + 1
            found = self._weights[part] = math.log(of_it) / math.log(max(self._total, 3))
        return found

    def _sum(self, parts: frozenset[str]) -> float:
        """Weigh all parts; they are the same ones again and again."""
        found = self._sums.get(parts)
        if found is None:
            if len(self._sums) >= MOST_KEPT:
                self._sums.clear()
            found = self._sums[parts] = sum(map(self.of, sorted(parts)))
        return found

    def rarest(self, parts: Iterable[str], most: int) -> list[str]:
        """Give the parts that tell most, in an order that does not depend on chance."""
        return sorted(parts, key=lambda part: (self._counted[part], part))[:most]

    def likeness(self, one: frozenset[str], other: frozenset[str]) -> float:
        """Compare two meanings: from 0 to 1, low where what they share is on every page."""
        if not one or not other:
            return 0.0
        common = one & other
        if not common:
            return 0.0
        shared, mine, theirs = self._sum(common), self._sum(one), self._sum(other)
        contained = shared / min(mine, theirs)
        overlap = shared / (mine + theirs - shared)
        return (2 * contained + overlap) / 3 * min(1.0, shared / 0.8)


def score(one: Facts, other: Facts, weights: Weights) -> float | None:
    """Weigh two claims.

    Returns
    -------
    float or None
        To be held against :data:`ENOUGH`; None where they cannot be the same.
    """
    if one.sort != other.sort or one.planned != other.planned:
        return None
    units, period = unit_agreement(one, other), period_agreement(one, other)
    if units is None or period is None:
        return None
    if one.wording is not None and one.wording == other.wording:
        return COPIED + units + period
    if one.sort == "rating":
        if one.rating != other.rating or one.aspect != other.aspect or units <= 0:
            return None
        return SAME_RATING + units + period
    if one.sort == "figure":
        figure = _figure(one, other, weights)
        return None if figure is None else figure + units + period
    return _wordings(one, other, weights) + units + period


def meeting(one: Facts, other: Facts) -> Interval | None:
    """Give the values that two figures can both have, as the first tells them.

    A share that is denied is compared by what it leaves: "not made in 64 per cent" and "made in
    36". Where it is not plain whether a measure is denied, since the denial stands elsewhere in the
    clause, either will do.
    """
    if one.interval is None or other.interval is None:
        return None
    if one.family != other.family and "bare" not in (one.family, other.family):
        return None
    contrary = _contrary(one, other)
    direct = one.interval.within(other.interval) if one.interval.meets(other.interval) else None
    if contrary == "no" or (contrary == "perhaps" and direct):
        return direct
    if one.family != "per cent" or max(one.interval.high, other.interval.high) > 101:
        return None
    if contrary == "perhaps" and max(one.interval.width, other.interval.width) > EXACT:
        return None
    rest = other.interval.of_the_rest()
    return one.interval.within(rest) if one.interval.meets(rest) else None


def _contrary(one: Facts, other: Facts) -> Literal["yes", "no", "perhaps"]:
    """Tell whether one denies what the other asserts, by the measure and by the whole clause."""
    measure = one.meaning.negative != other.meaning.negative
    clause = one.surroundings.negative != other.surroundings.negative
    if measure != clause or min(len(one.meaning.parts), len(other.meaning.parts)) <= THIN:
        return "perhaps" if measure or clause else "no"
    return "yes" if measure else "no"


def _figure(one: Facts, other: Facts, weights: Weights) -> float | None:
    common = meeting(one, other)
    if common is None or one.family is None:
        return None
    family = one.family if other.family != "bare" else other.family
    if family == "points":
        return _score(one, other)
    if one.meaning.excludes(other.meaning):
        return None
    measured = weights.likeness(one.meaning.parts, other.meaning.parts)
    around = _around(one, other, weights)
    if not one.meaning.parts or not other.meaning.parts:
        measured = 0.8 * around  # an elided measure: what stands round it must do
    surprising = surprise(common, family)
    value = surprising - UNLIKE * (one.family != other.family)
    if value < 2 and family == "number" and not one.units & other.units:
        value -= 1.0  # "three people" are anywhere
    same_whole = SAME_WHOLE * bool(one.out_of and one.out_of == other.out_of and one.out_of > 12)
    alike = max(measured, 0.9 * around)
    # One text has many figures of its service: there the service tells nothing
    shared_unit = bool(one.units & other.units) and one.document_id != other.document_id
    # "Dunmoor had 120": unit and number tell enough
    elided = _is_elided(one, other) and surprising >= SURPRISING
    if not elided and alike < _needed(value, family, shared_unit=shared_unit):
        return NOT_ENOUGH  # "nine days" and "nine days": nothing says that they are of one thing
    same_start = SAME_START * (one.before is not None and one.before == other.before)
    unlike = UNLIKE * (one.meaning.negative != other.meaning.negative)
    return value + MEASURE * alike + same_whole + same_start - unlike


def _needed(value: float, family: Family, *, shared_unit: bool) -> float:
    """Give how much two measures must have in common: the less, the more the value tells."""
    if family in ("days", "number") and value < SURPRISING:
        needed = 0.5
    elif value >= SURPRISING:
        needed = 0.15
    else:
        needed = 0.25 if value >= 1 else 0.4
    if value >= UNIQUE:
        needed = 0.1
    return max(needed - SHARED_UNIT * shared_unit, LEAST_SHARED)


def _is_elided(one: Facts, other: Facts) -> bool:
    """Tell whether one of two figures of one service is given without saying of what."""
    thin = min(len(one.meaning.parts), len(other.meaning.parts)) <= THIN
    return thin and bool(one.units & other.units)


def _score(one: Facts, other: Facts) -> float | None:
    if one.out_of and other.out_of and one.out_of != other.out_of:
        return None
    same_whole = SAME_WHOLE if one.out_of and one.out_of == other.out_of else 0.0
    return SAME_SCORE + same_whole


def _wordings(one: Facts, other: Facts, weights: Weights) -> float:
    """Compare claims without figures: most of what both say must be the same, and not denied."""
    mine, theirs = one.surroundings, other.surroundings
    if one.numbers and other.numbers and one.numbers != other.numbers:
        return 0.0
    if mine.negative != theirs.negative or len(mine.parts & theirs.parts) < SHARED_PARTS:
        return 0.0
    return WORDS * weights.likeness(mine.parts, theirs.parts)


def _around(one: Facts, other: Facts, weights: Weights) -> float:
    """Compare the clauses: the words of a measure may stand anywhere in them."""
    mine, theirs = one.meaning.parts, other.meaning.parts
    return max(
        weights.likeness(mine, _with_clause(other)),
        weights.likeness(theirs, _with_clause(one)),
        weights.likeness(one.surroundings.parts, other.surroundings.parts),
    )


def _with_clause(facts: Facts) -> frozenset[str]:
    """Give measure and clause together; the clause mostly holds the measure, and needs no copy."""
    mine, clause = facts.meaning.parts, facts.surroundings.parts
    return clause if mine <= clause else mine | clause
