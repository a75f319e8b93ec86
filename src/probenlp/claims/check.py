"""Hold what claims state against the register: agrees, contradicts, or the register does not tell.

A contradiction is reported with both places, and nothing is corrected: the register may be wrong.

"""

import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from probenlp.claims.link.scope import months_of
from probenlp.claims.register import Entry, Register, in_force
from probenlp.domains import Outcome
from probenlp.records import Check, CheckKind, Claim, Span, Statistic, Verdict

ROUNDED: Final = 1.5
"""Per cent by which a share in digits may differ from its fraction: "two thirds (67%)"."""

_OF_THINGS: Final = re.compile(
    r"\s+of\s+(?:all\s+|the\s+|our\s+|its\s+|these\s+|those\s+)?(?:[\w’'-]+\s+){0,2}?"
    r"(?:cases|people|posts|plans|assessments|checks|reviews|reports|officers|staff|prisoners|"
    r"children|files|appointments|recommendations|offices|victims|homes)\b"
    r"(?!\s+(?:that\s+)?(?:they|we|it|each|he|she|there)\b|\s+(?:expected|recommended|planned|due|"
    r"budgeted|last|a\s+year)\b)",
    re.IGNORECASE,
)
"""Counted things of which nobody can have more than all."""

_FORMER: Final = ("former", "ex-", "then ", "previous", "outgoing", "retired", "late ")


class Checker:
    """Checks claims.

    Parameters
    ----------
    register : Register

    Examples
    --------
    >>> checker = Checker(Register("probation"))
    >>> list(checker.check([]))
    []
    """

    def __init__(self, register: Register) -> None:
        self._register = register

    def check(self, claims: Iterable[Claim]) -> Iterator[Check]:
        """Check every claim that states a grade, a score, a maximum, a holder or a share.

        Parameters
        ----------
        claims : iterable of Claim

        Yields
        ------
        Check
            In the order of the claims; a claim may give none, or several.
        """
        for claim in claims:
            if claim.rating:
                yield from self._rating(claim)
            elif claim.statistic and "hypothetical" not in claim.qualifiers:
                yield from self._figure(claim, claim.statistic)
            yield from self._office(claim)

    def _rating(self, claim: Claim) -> Iterator[Check]:
        rating = claim.rating
        if rating is None or rating.status in ("negated", "hypothetical") or not claim.unit_ids:
            return
        for unit_id in claim.unit_ids:
            entry = self._outcome(claim, unit_id, earlier=rating.status == "previous")
            registered = _registered_rating(entry.row, rating.aspect) if entry else ""
            yield _made(
                claim,
                rating.span,
                "rating",
                _verdict(registered, rating.label),
                stated=f"{unit_id}: {rating.label}",
                registered=registered,
                entry=entry,
                rule=f"check:{rating.aspect or 'overall'}-rating",
            )

    def _figure(self, claim: Claim, statistic: Statistic) -> Iterator[Check]:
        if statistic.kind == "score":
            yield from self._score(claim, statistic)
            yield from self._maximum(claim, statistic)
        elif statistic.out_of is not None and statistic.kind in ("share", "ratio"):
            yield from _denominator(claim, statistic)
        if statistic.kind == "share":
            yield from _percentage(claim, statistic)
            yield from _above_the_whole(claim, statistic)

    def _score(self, claim: Claim, statistic: Statistic) -> Iterator[Check]:
        if len(claim.unit_ids) != 1 or statistic.measure is not None or statistic.value_high:
            return  # the points of one unit as a whole, not of a standard and no range
        entry = self._outcome(claim, claim.unit_ids[0], earlier="past" in claim.qualifiers)
        registered = entry.row.score if entry else ""
        yield _made(
            claim,
            statistic.span,
            "score",
            _verdict(registered, f"{statistic.value:g}"),
            stated=f"{claim.unit_ids[0]}: {statistic.value:g}",
            registered=registered,
            entry=entry,
            rule="check:score",
        )

    def _maximum(self, claim: Claim, statistic: Statistic) -> Iterator[Check]:
        """Hold "out of 24" against the unit's own maximum, or else the scales in use then."""
        if statistic.out_of is None:
            return
        stated = f"{statistic.out_of:g}"
        unit_id = claim.unit_ids[0] if len(claim.unit_ids) == 1 else None
        entry = (
            self._outcome(claim, unit_id, earlier="past" in claim.qualifiers) if unit_id else None
        )
        if statistic.value > statistic.out_of:
            yield _made(claim, statistic.span, "maximum", "contradicts", rule="check:above-maximum",
                        stated=f"{statistic.value:g} out of {stated}")  # fmt: skip
        elif entry and entry.row.score_out_of:
            registered = entry.row.score_out_of
            yield _made(claim, statistic.span, "maximum", _verdict(registered, stated),
                        stated=f"out of {stated}", registered=registered, entry=entry,
                        rule="check:maximum-of-unit")  # fmt: skip
        else:
            yield self._of_a_scale(claim, statistic.span, stated)

    def _of_a_scale(self, claim: Claim, span: Span, stated: str) -> Check:
        """Hold a maximum against the scales in use then.

        One of an earlier scale may be of an earlier inspection, and one that is on no scale may be
        of something else; only of a unit that is in the register it is a contradiction.
        """
        scales = self._register.totals(claim.period)
        same = next((entry for entry in scales if entry.row.score_out_of == stated), None)
        ever = {entry.row.score_out_of for entry in self._register.totals(None)}
        impossible = stated not in ever and bool(claim.unit_ids)
        every = sorted({int(entry.row.score_out_of) for entry in scales})
        return _made(
            claim,
            span,
            "maximum",
            "agrees" if same else "contradicts" if impossible else "unknown",
            stated=f"out of {stated}",
            registered=" or ".join(map(str, every)),
            entry=same,
            rule="check:maximum-of-a-scale",
        )

    def _office(self, claim: Claim) -> Iterator[Check]:
        """Check that who speaks as the holder of an office held it on the day."""
        speaker = claim.speaker
        if not speaker.person_id or speaker.span is None or claim.period_basis != "published":
            return
        terms = self._register.terms(speaker.person_id)
        terms = [term for entry in terms for term in self._register.terms(entry.row.name)] or terms
        dated = [entry for entry in terms if entry.row.valid_from or entry.row.valid_to]
        words = speaker.span.surface.lower()
        if not dated or not claim.period or any(word in words for word in _FORMER):
            return
        at = months_of(claim.period)
        held = next((entry for entry in dated if in_force(entry.row, at)), None)
        entry = held or dated[-1]
        row = entry.row
        yield _made(
            claim,
            speaker.span,
            "office",
            "agrees" if held else "contradicts",
            stated=f"{row.name} in {claim.period}",
            registered=f"{row.role}, {row.valid_from or '…'} to {row.valid_to or '…'}",
            entry=entry,
            rule="check:term-of-office",
        )

    def _outcome(self, claim: Claim, unit_id: str, *, earlier: bool) -> Entry[Outcome] | None:
        return self._register.outcome(unit_id, claim.period, earlier=earlier)


def _registered_rating(outcome: Outcome, aspect: str | None) -> str:
    """Give the label that a unit got, as a whole or for a standard; empty where not known."""
    if aspect in (None, "overall"):
        return outcome.overall_rating
    labels = dict(pair.split("=", 1) for pair in outcome.standard_ratings if "=" in pair)
    return labels.get(aspect or "", "")


def _denominator(claim: Claim, statistic: Statistic) -> Iterator[Check]:
    """Find a part that is larger than its whole: "31 of the 28 cases"."""
    if statistic.kind == "share" and statistic.out_of and statistic.value > 100:
        part = statistic.value * statistic.out_of / 100
        yield _made(
            claim,
            statistic.span,
            "denominator",
            "contradicts",
            stated=f"{part:g} of {statistic.out_of:g}",
            rule="check:part-above-whole",
        )


def _percentage(claim: Claim, statistic: Statistic) -> Iterator[Check]:
    """Hold the readings of one share against each other: "21 of 58 (36%)".

    A share above 100 is not impossible: a workload may be 165 per cent of what it should be.
    """
    for reading in statistic.readings:
        if statistic.comparator == "=" and reading.comparator == "=":
            apart = abs(statistic.value - reading.value)
            yield _made(
                claim,
                statistic.span,
                "percentage",
                "agrees" if apart <= ROUNDED else "contradicts",
                stated=f"{reading.value:g} per cent",
                registered=f"{statistic.value:.1f} per cent by its own fraction",
                rule="check:two-readings",
            )


def _above_the_whole(claim: Claim, statistic: Statistic) -> Iterator[Check]:
    """Find a share of counted things that is more than all of them: "120 per cent of cases".

    A load may be 165 per cent of what it should be, and "120 per cent of the cases they should
    hold" compares two numbers.
    """
    if statistic.value <= 100 or statistic.comparator not in ("=", ">", "≥"):
        return
    if _OF_THINGS.match(claim.text, statistic.span.end - claim.span.start):
        yield _made(
            claim,
            statistic.span,
            "percentage",
            "contradicts",
            stated=f"{statistic.value:g} per cent",
            registered="at most 100 per cent of what is counted",
            rule="check:more-than-all",
        )


def _verdict(registered: str, stated: str) -> Verdict:
    if not registered:
        return "unknown"
    return "agrees" if registered.casefold() == stated.casefold() else "contradicts"


def _made(
    claim: Claim,
    span: Span,
    kind: CheckKind,
    verdict: Verdict,
    *,
    stated: str,
    rule: str,
    registered: str = "",
    entry: Entry[Any] | None = None,
) -> Check:
    return Check(
        claim_id=claim.id,
        document_id=claim.document_id,
        passage_id=claim.passage_id,
        span=span,
        kind=kind,
        verdict=verdict,
        stated=stated,
        registered=registered or None,
        table=entry.table if entry else None,
        row=entry.row.id if entry else None,
        line=entry.line if entry else None,
        evidence=(rule,),
    )
