"""How testimony stands to a finding: supports, disputes, adds to it, or has nothing to do with it.

What speaks for a relation is added up, by unit, subject, time and place; below :data:`ENOUGH` the
two have nothing to do with each other. The direction then decides which relation it is: the same
news from inside supports, the contrary disputes, and what takes no side adds.

"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from probenlp.claims.link.facts import units_of
from probenlp.claims.link.meaning import Lexicon, Meaning
from probenlp.claims.link.scope import months_of
from probenlp.claims.valence import CONFIRMS, DISPUTES, Valence
from probenlp.domains import Domain
from probenlp.records import Claim, Relation, RelationKind

ENOUGH: Final = 1.2
CERTAIN: Final = 4.0
"""The weight at which a relation scores 1."""

WHOLE: Final = 0.5
NEAR: Final = 400
"""Characters behind a finding within which "that" and "them" speak of it."""

LONGEST: Final = 36
"""Months between a finding and what is told of the same state of affairs."""

MOST_OF_A_TESTIMONY: Final = 5
"""Findings that one piece of testimony is set beside, the surest first."""

MOST_IN_A_BLOCK: Final = 400

_OF_THE_REPORT: Final = re.compile(
    r"\b(?:report|inspectors?|inspection|inspectorate|"
    r"they(?:['’]ve)? (?:said|say|found|counted|were))\b",
    re.IGNORECASE,
)


class _Seen(NamedTuple):
    """What of a claim decides, read once."""

    claim: Claim
    meaning: Meaning
    units: frozenset[str]
    valence: int


class Relater:
    """Sets testimony beside findings.

    Parameters
    ----------
    domain : Domain
        Its synonyms, measures and topics tell what is the same subject, and what is good news.
    """

    def __init__(self, domain: Domain) -> None:
        self._lexicon = Lexicon(domain)
        self._valence = Valence(domain)
        self._parents = {topic.id: topic.parent for topic in domain.topics}

    def relate(self, testimony: Claim, finding: Claim) -> Relation | None:
        """Tell how one piece of testimony stands to one finding.

        Returns
        -------
        Relation or None
            None where too little speaks for their being of the same matter.
        """
        return self._relation(self._see(testimony), self._see(finding))

    def relations(self, claims: Iterable[Claim]) -> Iterator[Relation]:
        """Find the relations among claims.

        Only pairs are compared that share a unit, a page or a subject, so that the work grows with
        the claims.

        Parameters
        ----------
        claims : iterable of Claim
            Of a run; those of witnesses are set beside those of the inspecting side.
        """
        findings: dict[str, list[_Seen]] = defaultdict(list)
        witnesses: list[_Seen] = []
        for claim in claims:
            seen = self._see(claim)
            if is_testimony(claim):
                witnesses.append(seen)
            elif is_finding(claim):
                for key in _keys(seen):
                    if len(findings[key]) < MOST_IN_A_BLOCK:
                        findings[key].append(seen)
        for witness in witnesses:
            met = {
                finding.claim.id: finding
                for key in _keys(witness)
                for finding in findings.get(key, ())
            }
            found = [self._relation(witness, finding) for finding in met.values()]
            sure = sorted(
                (one for one in found if one), key=lambda one: (-one.score, one.finding_id)
            )
            yield from sure[:MOST_OF_A_TESTIMONY]

    def _see(self, claim: Claim) -> _Seen:
        meaning = self._lexicon.read(claim.resolved_text or claim.text)
        return _Seen(claim, meaning, units_of(claim), self._valence.of_claim(claim))

    def _relation(self, witness: _Seen, finding: _Seen) -> Relation | None:
        weights = self._weigh(witness, finding)
        if weights is None or sum(weights.values()) < ENOUGH:
            return None
        if not {"subject", "words", "value", "answers", "beside"} & weights.keys():
            return None  # of one unit, time and page, and of nothing in common
        relation, why = self._direction(witness, finding)
        total = sum(weights.values())
        return Relation(
            testimony_id=witness.claim.id,
            finding_id=finding.claim.id,
            relation=relation,
            score=round(min(1.0, total / CERTAIN), 3),
            evidence=(*(f"relate:{name}:{weight:.1f}" for name, weight in weights.items()), why),
        )

    def _weigh(self, witness: _Seen, finding: _Seen) -> dict[str, float] | None:
        """Give what speaks for one matter, by name; None where two cannot be of one."""
        one, other = witness.claim, finding.claim
        weights: dict[str, float] = {}
        if witness.units and finding.units:
            if witness.units & finding.units:
                weights["unit"] = 1.0 if one.unit_basis == "stated" else 0.7
            elif one.unit_basis == other.unit_basis == "stated":
                return None
            else:
                weights["other unit"] = -0.5
        if (months := _apart(one, other)) is not None:
            if months > LONGEST:
                return None
            weights["time"] = 0.3 if months <= 12 else 0.0
        if subject := self._subject(one, other):
            weights["subject"] = subject
        elif other.rating and other.rating.aspect in (None, "overall") and "unit" in weights:
            weights["subject"] = WHOLE  # a grade is of all the work: whatever is told bears on it
        shared = len(witness.meaning.parts & finding.meaning.parts)
        if shared:
            weights["words"] = min(1.5, 0.5 * shared)
        weights |= _nearness(one, other)
        if _OF_THE_REPORT.search(one.text) or CONFIRMS.search(one.text):
            weights["answers"] = 0.5
        if one.statistic and other.statistic and one.statistic.value == other.statistic.value:
            weights["value"] = 0.8
        return weights

    def _subject(self, one: Claim, other: Claim) -> float:
        if not one.topic or not other.topic:
            return 0.0
        if one.topic == other.topic:
            return 1.2
        parent = self._parents.get(one.topic)
        return 0.4 if parent and parent == self._parents.get(other.topic) else 0.0

    @staticmethod
    def _direction(witness: _Seen, finding: _Seen) -> tuple[RelationKind, str]:
        words = witness.claim.text
        if CONFIRMS.search(words):
            return "supports", "relate:says that it is so"
        if denial := DISPUTES.search(words):
            return "disputes", f"relate:denies:{denial[0].lower()}"
        if witness.valence and witness.valence == finding.valence:
            return "supports", "relate:same direction"
        if witness.valence and finding.valence:
            return "disputes", "relate:other direction"
        return "adds", "relate:no direction"


def is_testimony(claim: Claim) -> bool:
    """Tell whether a claim is a witness's own."""
    return claim.type == "testimony"


def is_finding(claim: Claim) -> bool:
    """Tell whether a claim is the inspecting side's own, or tells what that side found."""
    return claim.voice == "official_finding" and claim.type in ("finding", "judgement")


def _nearness(one: Claim, other: Claim) -> dict[str, float]:
    """Weigh how near testimony stands to a finding: on its page, or right behind it."""
    weights = {"page": 0.9} if one.document_id == other.document_id else {}
    if one.passage_id == other.passage_id and 0 <= one.span.start - other.span.end < NEAR:
        weights["beside"] = 0.8
    return weights


def _apart(one: Claim, other: Claim) -> int | None:
    """Give the months between two claims; None where one has no date."""
    if not one.period or not other.period:
        return None
    mine, theirs = months_of(one.period), months_of(other.period)
    return max(mine.first - theirs.last, theirs.first - mine.last, 0)


def _keys(seen: _Seen) -> Iterator[str]:
    """Give what two claims must share one of to be compared."""
    yield f"page|{seen.claim.document_id}"
    for unit in sorted(seen.units):
        yield f"unit|{unit}|{seen.claim.topic}"
    if not seen.units and seen.claim.topic:
        yield f"topic|{seen.claim.topic}|{(seen.claim.period or '')[:4]}"
