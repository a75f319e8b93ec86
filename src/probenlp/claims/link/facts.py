"""What of a claim decides whether another states the same: small, so that all can be held."""

import hashlib
import re
from collections.abc import Mapping
from typing import Final, Literal

import msgspec

from probenlp.claims.levels import level_before
from probenlp.claims.link.meaning import Lexicon, Meaning, stems_of
from probenlp.claims.link.names import fold
from probenlp.claims.link.scope import Months, months_of
from probenlp.claims.link.values import Family, Interval, family_of, interval_of
from probenlp.domains import Domain
from probenlp.records import Claim, PeriodBasis, Statistic, UnitBasis

LEAST_WORDS: Final = 8
"""Of a sentence that, found again, was copied: shorter ones are written twice by chance."""

_SPACE: Final = re.compile(r"[\W_]+")

_NUMBER: Final = re.compile(r"\d+")

Sort = Literal["rating", "figure", "words"]
"""``words``: a claim without figure or rating, found again by its wording alone."""


class Facts(msgspec.Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """A claim, as linking sees it.

    Attributes
    ----------
    claim_id, document_id : str
    witness : str
        Whose words they are: the document, a comment, or the text they were pasted from.
    label : str
        The fact in short, for people.
    wording : str or None
        Digest of a long enough sentence and the figure's place in it; two claims with the same one
        are one text.
    family, interval : str, Interval or None
        Of a figure; see :func:`probenlp.claims.link.values.interval_of`.
    out_of : float or None
        The maximum of a score, the whole of a share.
    planned : bool
        Whether it is of what may be or is to come: a target, a plan. The same plan may be told
        twice; it is never the same as what came of it.
    before : float or None
        The level that a movement started from; ``interval`` is of the one reached.
    rating, aspect : str or None
        Row of the ratings table and the standard; None: not stated, so the overall one.
    numbers : frozenset of str
        Those in the words of a claim that states no figure: two with others are no one statement.
    meaning, surroundings : Meaning
        Of what is measured, and of the whole clause.
    units : frozenset of str
        Ids and folded names of whom it is about.
    months, period_basis : Months, str or None
        When, as months counted from year 0.
    """

    claim_id: str
    document_id: str
    witness: str
    label: str
    sort: Sort
    wording: str | None = None
    family: Family | None = None
    interval: Interval | None = None
    out_of: float | None = None
    planned: bool = False
    before: float | None = None
    rating: str | None = None
    aspect: str | None = None
    numbers: frozenset[str] = frozenset()
    meaning: Meaning = Meaning()
    surroundings: Meaning = Meaning()
    units: frozenset[str] = frozenset()
    unit_basis: UnitBasis | None = None
    months: Months | None = None
    period_basis: PeriodBasis | None = None


class FactReader:
    """Takes from claims what linking needs.

    Parameters
    ----------
    lexicon : Lexicon
        Of the domain.
    maxima : frozenset of float
        The most points that a unit can score, by any of the domain's scales.
    unit_names : mapping of str to str, optional
        Names of units by id: their words say nothing of what is measured.
    """

    def __init__(
        self,
        lexicon: Lexicon,
        maxima: frozenset[float],
        unit_names: Mapping[str, str] | None = None,
    ) -> None:
        self._lexicon = lexicon
        self._maxima = maxima
        self._unit_names = unit_names or {}

    def facts_of(self, claim: Claim) -> Facts | None:
        """Take the facts of a claim.

        Returns
        -------
        Facts or None
            None for what asserts no fact that could be told twice: a denied or imagined rating, the
            ends of a scale, a few words without a figure.
        """
        if claim.rating:
            return self._rating(claim)
        if claim.statistic:
            return self._figure(claim, claim.statistic)
        return self._words(claim)

    def _rating(self, claim: Claim) -> Facts | None:
        rating = claim.rating
        if rating is None or rating.status in ("negated", "hypothetical"):
            return None
        aspect = None if rating.aspect == "overall" else rating.aspect
        about = f"{', '.join(sorted((*claim.unit_ids, *claim.unit_names)))}"
        return self._facts(
            claim,
            label=f"{about}: {rating.label}{f' ({aspect})' if aspect else ''}",
            sort="rating",
            wording=_wording(claim, rating.span.start),
            rating=rating.rating_id,
            aspect=aspect,
        )

    def _figure(self, claim: Claim, statistic: Statistic) -> Facts | None:
        family = family_of(statistic)
        if family == "per cent" and self._is_score(statistic):
            family = "points"
        if family is None:
            return None
        left_out = self._stems_of_units(claim)
        parts = [part.surface for part in (statistic.measure, statistic.population) if part]
        counted = [statistic.unit or ""] if family == "number" else []
        words = " ; ".join([*parts, *counted])
        wording = _wording(claim, statistic.span.start)
        return self._facts(
            claim,
            label=f"{statistic.span.surface}: {' / '.join(parts) or claim.text[:60]}",
            sort="figure",
            wording=wording,
            family=family,
            interval=interval_of(statistic, family),
            out_of=statistic.out_of,
            planned=statistic.hypothetical or "hypothetical" in claim.qualifiers,
            before=before.value if (before := level_before(statistic)) else None,
            meaning=self._read(words, left_out, negated=statistic.negated),
            surroundings=self._read(claim.text, left_out),
        )

    def _read(self, words: str, left_out: frozenset[str], *, negated: bool = False) -> Meaning:
        found = self._lexicon.read(words, leave_out=left_out)
        if negated and not found.negative:
            found = Meaning(found.parts, negative=True, facets=found.facets)
        return found

    def _stems_of_units(self, claim: Claim) -> frozenset[str]:
        ids = (self._unit_names.get(unit_id, "") for unit_id in claim.unit_ids)
        return frozenset(stem for name in (*claim.unit_names, *ids) for stem in stems_of(name))

    def _is_score(self, statistic: Statistic) -> bool:
        """Tell whether "three of 27" is a score: 27 is a maximum, and nothing is measured."""
        if statistic.population and statistic.population.surface.lower() in ("point", "points"):
            return True
        return statistic.out_of in self._maxima and not (
            statistic.measure or statistic.population or statistic.readings
        )

    def _words(self, claim: Claim) -> Facts | None:
        wording = _wording(claim, claim.span.start)
        if wording is None:
            return None
        left_out = self._stems_of_units(claim)
        return self._facts(
            claim,
            label=claim.text[:80],
            sort="words",
            wording=wording,
            numbers=frozenset(_NUMBER.findall(claim.text)),
            surroundings=self._read(claim.text, left_out),
        )

    def _facts(self, claim: Claim, **fields: object) -> Facts:
        comment = ".c" in claim.passage_id.removeprefix(claim.document_id)
        own = claim.passage_id if comment else claim.document_id
        return Facts(
            claim_id=claim.id,
            document_id=claim.document_id,
            witness=claim.source_id or own,
            units=units_of(claim),
            unit_basis=claim.unit_basis,
            months=months_of(claim.period) if claim.period else None,
            period_basis=claim.period_basis,
            **fields,  # type: ignore[arg-type]
        )


def units_of(claim: Claim) -> frozenset[str]:
    """Give whom a claim is about, names folded so that apostrophes and case do not matter."""
    return frozenset((*claim.unit_ids, *map(fold, claim.unit_names)))


def maxima_of(domain: Domain) -> frozenset[float]:
    """Give the most points of each scale of a domain."""
    found = (row.score_out_of for row in domain.ratings if row.kind == "total")
    return frozenset(float(out_of) for out_of in found if out_of.isdigit())


def wording_of(claim: Claim) -> str | None:
    """Digest the words of a claim with the place of what it states; None where they are few."""
    stated = claim.statistic or claim.rating
    return _wording(claim, stated.span.start if stated else claim.span.start, of_unit=False)


def _wording(claim: Claim, place: int, *, of_unit: bool = True) -> str | None:
    """Digest a sentence with the place of its figure, in letters and digits alone."""
    words = _SPACE.sub(" ", claim.text.casefold()).strip()
    if words.count(" ") + 1 < LEAST_WORDS:
        return None
    before = _SPACE.sub(" ", claim.text[: place - claim.span.start].casefold()).strip()
    units = " ".join(sorted(units_of(claim))) if of_unit else ""
    which = claim.statistic.value if claim.statistic else units
    key = f"{len(before)}|{words}|{which if claim.statistic or claim.rating else ''}"
    return hashlib.blake2b(key.encode(), digest_size=12).hexdigest()
