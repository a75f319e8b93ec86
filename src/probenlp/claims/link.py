"""The same fact found again: claims that state one rating, or one figure of one measure.

A first version, careful on purpose: two claims are linked when unit, year, value and measure agree
in what both state, and never across a negation. Candidates share a key, so that the work grows
with the claims and not with their pairs.

"""

import hashlib
import re
from collections.abc import Iterable, Iterator

import msgspec

from probenlp.records import Claim, Group, Statistic

SAME_MEASURE = 0.5
"""Least share of content words in common (Jaccard) for two figures of the same value."""

MOST_IN_A_BLOCK = 200
"""A key that more claims share ("cases") tells nothing, and comparing all pairs is quadratic."""

SPECIFIC = 100
"""From this value on a bare count ("140 vacancies") hardly ever comes twice by chance; below it
("three people", "96 cases") the same unit must be named as well."""

_WORD = re.compile(r"[^\W\d_]{3,}")
_STOP = frozenset(
    "the and for was were are has have had been that this with from not but their they his her its"
    " our who which where when than then more most less least only just almost per cent percent"
    " about over under into out all any some such could should would will must may".split()
)


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What of a claim decides whether another states the same: small, so that all can be held.

    Attributes
    ----------
    keys : tuple of str
        Claims with a key in common are compared.
    values : frozenset of float
        All readings of the figure: "almost two thirds (64%)" has 66.7 and 64.
    words : frozenset of str
        Content words of measure and population, without endings.
    high, out_of : float or None
        The upper end of a range, the maximum of a score.
    """

    claim_id: str
    document_id: str
    label: str
    keys: tuple[str, ...]
    year: str | None
    unit_ids: frozenset[str]
    values: frozenset[float] = frozenset()
    words: frozenset[str] = frozenset()
    negated: bool = False
    high: float | None = None
    out_of: float | None = None


def facts_of(claim: Claim, *, year: str | None) -> Facts | None:
    """Take from a claim what linking needs.

    Parameters
    ----------
    claim : Claim
    year : str or None
        In which its document was published.

    Returns
    -------
    Facts or None
        None for a claim without a rating of a unit and without a measured figure.
    """
    if claim.rating and claim.rating.status == "asserted":
        units = claim.rating.unit_ids or claim.rating.unit_names
        if not units:
            return None
        key = "|".join(
            ("rating", claim.rating.rating_id, claim.rating.aspect or "overall", *sorted(units))
        )
        return Facts(
            claim_id=claim.id,
            document_id=claim.document_id,
            label=f"{', '.join(units)}: {claim.rating.label}",
            keys=(key,),
            year=year,
            unit_ids=frozenset(units),
        )
    return _figure(claim, claim.statistic, year) if claim.statistic else None


def _figure(claim: Claim, statistic: Statistic, year: str | None) -> Facts | None:
    described = [part.surface for part in (statistic.measure, statistic.population) if part]
    counted = statistic.unit if statistic.kind in ("count", "rate") else None
    words = frozenset(_content_words(" ".join([*described, counted or ""])))
    if not words or statistic.hypothetical:
        return None
    values = frozenset({statistic.value, *(reading.value for reading in statistic.readings)})
    return Facts(
        claim_id=claim.id,
        document_id=claim.document_id,
        label=f"{statistic.span.surface}: {' / '.join(described) or statistic.unit}",
        keys=tuple(
            sorted(f"{statistic.kind}|{value:.0f}|{word}" for value in values for word in words)
        ),
        year=year,
        unit_ids=frozenset(statistic.unit_ids or claim.unit_ids),
        values=values,
        words=words,
        negated=statistic.negated,
        high=statistic.value_high,
        out_of=statistic.out_of,
    )


def _content_words(text: str) -> Iterator[str]:
    for word in _WORD.findall(text.lower()):
        if word not in _STOP:
            yield re.sub(r"(?:ies|y|es|s|ing|ed|ment)$", "", word) or word


class Linker:
    """Joins claims that state the same fact into groups.

    Add the facts of each claim, then ask for the groups. A claim that names no unit ("only 25 per
    cent were satisfactory") fits several; it joins the first group it fits and never bridges two
    groups about different units or years.
    """

    def __init__(self) -> None:
        self._facts: list[Facts] = []
        self._parents: list[int] = []
        self._blocks: dict[str, list[int]] = {}
        self._scopes: list[tuple[frozenset[str], str | None]] = []

    def add(self, facts: Facts) -> None:
        """Take in a claim and compare it with those that share a key."""
        place = len(self._facts)
        self._facts.append(facts)
        self._parents.append(place)
        self._scopes.append((facts.unit_ids, facts.year))
        for key in facts.keys:
            block = self._blocks.setdefault(key, [])
            if len(block) >= MOST_IN_A_BLOCK:
                continue
            for other in block:
                if same_fact(self._facts[other], facts):
                    self._join(self._root(other), self._root(place))
            block.append(place)

    def groups(self) -> Iterator[Group]:
        """Give the groups of two or more claims, in the order of their first claim."""
        members: dict[int, list[Facts]] = {}
        for place, facts in enumerate(self._facts):
            members.setdefault(self._root(place), []).append(facts)
        for group in members.values():
            if len(group) > 1:
                yield _group(group)

    def _join(self, one: int, other: int) -> None:
        """Make two groups one, unless their members are about different units or years."""
        if one == other or not _same_scope(self._scopes[one], self._scopes[other]):
            return
        self._parents[other] = one
        (units, year), (other_units, other_year) = self._scopes[one], self._scopes[other]
        self._scopes[one] = (units or other_units, year or other_year)

    def _root(self, place: int) -> int:
        while self._parents[place] != place:
            self._parents[place] = self._parents[self._parents[place]]
            place = self._parents[place]
        return place


def same_fact(one: Facts, other: Facts) -> bool:
    """Tell whether two claims that share a key state the same fact.

    What only one of them states (a unit, a year) does not keep them apart; what both state must
    agree.
    """
    if not _same_scope((one.unit_ids, one.year), (other.unit_ids, other.year)):
        return False
    if not one.values and not other.values:
        return True  # ratings: the key holds label, aspect and units
    if one.negated != other.negated or one.high != other.high:
        return False
    values = one.values & other.values
    if not values or (one.out_of and other.out_of and one.out_of != other.out_of):
        return False
    if min(len(one.words), len(other.words)) == 1 and max(values) < SPECIFIC:
        return bool(one.unit_ids & other.unit_ids) and one.words == other.words
    common = len(one.words & other.words)
    return common >= SAME_MEASURE * len(one.words | other.words)


def _same_scope(
    one: tuple[frozenset[str], str | None], other: tuple[frozenset[str], str | None]
) -> bool:
    (units, year), (other_units, other_year) = one, other
    if year and other_year and year != other_year:
        return False
    return not (units and other_units and units.isdisjoint(other_units))


def _group(members: Iterable[Facts]) -> Group:
    members = list(members)
    claim_ids = tuple(facts.claim_id for facts in members)
    digest = hashlib.sha256("\n".join(sorted(claim_ids)).encode()).hexdigest()
    return Group(
        id=f"g{digest[:12]}",
        claim_ids=claim_ids,
        document_ids=tuple(dict.fromkeys(facts.document_id for facts in members)),
        label=members[0].label,
        evidence=("link:same-rating" if not members[0].values else "link:same-value-and-measure",),
    )
