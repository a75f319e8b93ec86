"""How testimony stands to a finding: supports, disputes, adds to it, or has nothing to do with it.

What speaks for a relation is added up, by unit, subject, time and place; below :data:`ENOUGH` the
two have nothing to do with each other. The direction then decides which relation it is: the same
news from inside supports, the contrary disputes, and what takes no side adds.

"""

import itertools
import math
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from probenlp.claims.findings import Findings, FindingsOfPage, Seen
from probenlp.claims.link.facts import units_of
from probenlp.claims.link.meaning import Lexicon
from probenlp.claims.link.scope import months_of
from probenlp.claims.subject import NATIONAL
from probenlp.claims.valence import CONFIRMS, DISPUTES, Valence
from probenlp.domains import Domain
from probenlp.records import Claim, Relation, RelationKind

ENOUGH: Final = 1.9
"""From this weight on a run sets testimony beside a finding that nobody asked for."""

ASKED: Final = 1.0
"""The same where two are given: whoever asks has a reason to."""

CERTAIN: Final = 4.5
"""The weight at which a relation scores 1."""

WHOLE: Final = 0.7
NEAR: Final = 400
"""Characters behind a finding within which "that" and "them" speak of it, and within which a
sentence is of the topic of the one before."""

LONGEST: Final = 36
"""Months between a finding and what is told of the same state of affairs."""

MOST_OF_A_TESTIMONY: Final = 3
"""Findings that one piece of testimony is set beside, the surest first."""

MARGIN: Final = 0.6
"""Share of the surest one's score that a further one must have."""

MOST_COMMON: Final = 0.02
"""Share of claims in which a word may stand and still tell anything."""

_OF_THE_REPORT: Final = re.compile(
    r"\b(?:reports?|inspectors?|inspection|inspectorate|"
    r"they(?:['’]ve)? (?:said|say|found|counted|were))\b",
    re.IGNORECASE,
)


class _Words(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What the words of a witness say of whatever finding they are set beside; searched once."""

    confirms: bool
    denial: str | None
    answers: bool


def _words_of(text: str) -> _Words:
    confirms, denial = CONFIRMS.search(text) is not None, DISPUTES.search(text)
    return _Words(
        confirms=confirms,
        denial=denial[0].lower() if denial else None,
        answers=confirms or _OF_THE_REPORT.search(text) is not None,
    )


class Related(msgspec.Struct):
    """What was compared, and what the limit left out: nothing is dropped without a count.

    Attributes
    ----------
    testimonies, findings, pairs : int
        Those that were looked at.
    crowded_findings : int
        Findings of a service and topic, or of a page, that has so many before them that
        what witnesses say is not held against them by that.
    """

    testimonies: int = 0
    findings: int = 0
    pairs: int = 0
    crowded_findings: int = 0

    def counts(self) -> dict[str, int]:
        """Give what belongs in the report of a run, in words."""
        return {
            "relating: pairs compared": self.pairs,
            "relating: findings left out under a key too common": self.crowded_findings,
        }


class _Topics:
    """Of what the claims of texts are, by their places."""

    def __init__(self) -> None:
        self._passages: dict[str, tuple[list[int], list[str]]] = {}

    def add(self, claim: Claim) -> None:
        if claim.topic:
            places, topics = self._passages.setdefault(claim.passage_id, ([], []))
            places.append(claim.span.start)
            topics.append(claim.topic)

    def before(self, claim: Claim) -> str | None:
        """Give the topic of the claim before, where it is near."""
        places, topics = self._passages.get(claim.passage_id, ([], []))
        place = bisect_right(places, claim.span.start) - 1
        if place < 0 or claim.span.start - places[place] > NEAR:
            return None
        return topics[place]


class _Document:
    """The claims of a document, and what they are of."""

    def __init__(self, claims: Iterable[Claim]) -> None:
        self.claims = [*claims]
        self.topics = _Topics()
        for claim in self.claims:
            self.topics.add(claim)


def _documents(claims: Iterable[Claim]) -> Iterator[_Document]:
    for _, group in itertools.groupby(claims, key=lambda claim: claim.document_id):
        yield _Document(group)


class Relater:
    """Sets testimony beside findings.

    Parameters
    ----------
    domain : Domain
        Its synonyms, measures and topics tell what is the same subject, and what is good news.

    Attributes
    ----------
    compared : Related
        How many pairs :meth:`relations` compared, and what its limit left out.
    """

    def __init__(self, domain: Domain) -> None:
        self._lexicon = Lexicon(domain)
        self._valence = Valence(domain)
        self._parents = {topic.id: topic.parent for topic in domain.topics}
        self._topics = _Topics()
        self._counted: Counter[str] = Counter()
        self._total = 0
        self.compared = Related()

    def learn(self, claims: Iterable[Claim]) -> None:
        """Take in the claims of a run, in order: which words are common, and what each text is of.

        A sentence without a topic of its own is of that of the sentence before.
        """
        for claim in claims:
            self._count(claim)
            self._topics.add(claim)

    def _count(self, claim: Claim) -> None:
        self._total += 1
        self._counted.update(self._lexicon.read(claim.text).parts)

    def relate(self, testimony: Claim, finding: Claim) -> Relation | None:
        """Tell how one piece of testimony stands to one finding.

        Returns
        -------
        Relation or None
            None where too little speaks for their being of the same matter.
        """
        words, topics = _words_of(testimony.text), self._topics
        return self._relation(
            self._see(testimony, topics), words, self._see(finding, topics), ASKED
        )

    def relations(self, claims: Iterable[Claim], folder: Path | None = None) -> Iterator[Relation]:
        """Find the relations among claims.

        Only pairs are compared that share a unit or a page, and a subject, so that the work grows
        with the claims.

        Parameters
        ----------
        claims : iterable of Claim
            Of a run, document by document; those of witnesses are set beside those of the
            inspecting side. They are gone through three times, one document at a time; an iterator,
            which cannot be, is held as a list.
        folder : Path, optional
            For a file without a name, which holds the findings; by default the system's folder for
            temporary files.
        """
        claims = [*claims] if isinstance(claims, Iterator) else claims
        for claim in claims:
            self._count(claim)
        findings = Findings(folder)
        for document in _documents(claims):
            seen = [self._see(one, document.topics) for one in document.claims if is_finding(one)]
            self.compared.findings += len(seen)
            self.compared.crowded_findings += findings.add(seen)
        for number, document in enumerate(_documents(claims)):
            testimony = [claim for claim in document.claims if is_testimony(claim)]
            page = findings.of_page(number) if testimony else FindingsOfPage()
            for claim in testimony:
                witness = self._see(claim, document.topics)
                beside = {one.id: one for one in findings.beside(witness, page)}
                yield from self._surest(witness, _words_of(claim.text), beside.values())

    def _surest(self, witness: Seen, words: _Words, beside: Collection[Seen]) -> Iterator[Relation]:
        """Give the relations of one piece of testimony, none far less sure than the surest."""
        self.compared.testimonies += 1
        self.compared.pairs += len(beside)
        found = [one for finding in beside if (one := self._found(witness, words, finding))]
        found.sort(key=lambda one: (-one.score, one.finding_id))
        for one in found[:MOST_OF_A_TESTIMONY]:
            if one.score >= MARGIN * found[0].score:
                yield one

    def _see(self, claim: Claim, topics: _Topics) -> Seen:
        return Seen(
            id=claim.id,
            document_id=claim.document_id,
            passage_id=claim.passage_id,
            start=claim.span.start,
            end=claim.span.end,
            meaning=self._lexicon.read(claim.resolved_text or claim.text),
            units=units_of(claim),
            unit_basis=claim.unit_basis,
            topic=claim.topic or topics.before(claim),
            is_own_topic=claim.topic is not None,
            months=months_of(claim.period) if claim.period else None,
            value=claim.statistic.value if claim.statistic else None,
            is_overall=claim.rating is not None and claim.rating.aspect in (None, "overall"),
            valence=self._valence.of_claim(claim),
        )

    def _telling(self, parts: Iterable[str]) -> float:
        """Count the words that two claims share, the rarer the more; common ones tell nothing."""
        if not self._total:
            return sum(0.5 for _ in parts)
        whole = math.log(self._total + 2)
        weighed = (
            math.log((self._total + 1) / self._counted[part]) / whole
            for part in parts
            if 0 < self._counted[part] <= max(3, MOST_COMMON * self._total)
        )
        return sum(weighed)

    def _found(self, witness: Seen, words: _Words, finding: Seen) -> Relation | None:
        """Relate two that nobody asked for: they must be of one service, or on one page."""
        national = NATIONAL in finding.units
        if witness.units and finding.units:
            if not (witness.units & finding.units or national):
                return None
        elif witness.document_id != finding.document_id and not national:
            return None
        found = self._relation(witness, words, finding, ENOUGH)
        if found is None or witness.is_own_topic or witness.meaning.parts & finding.meaning.parts:
            return found
        # "He has been there a long time", after a sentence on workloads, adds nothing to them
        return found if found.relation != "adds" else None

    def _relation(
        self, witness: Seen, words: _Words, finding: Seen, enough: float
    ) -> Relation | None:
        weights = self._weigh(witness, words, finding)
        if weights is None or sum(weights.values()) < enough:
            return None
        if not {"subject", "words", "value", "answers", "beside"} & weights.keys():
            return None  # of one unit, time and page, and of nothing in common
        relation, why = self._direction(witness, words, finding)
        total = sum(weights.values())
        return Relation(
            testimony_id=witness.id,
            finding_id=finding.id,
            relation=relation,
            score=round(min(1.0, total / CERTAIN), 3),
            evidence=(*(f"relate:{name}:{weight:.1f}" for name, weight in weights.items()), why),
        )

    def _weigh(self, witness: Seen, words: _Words, finding: Seen) -> dict[str, float] | None:
        """Give what speaks for one matter, by name; None where two cannot be of one."""
        weights = self._place(witness, finding)
        if weights is None:
            return None
        if (months := _apart(witness, finding)) is not None:
            if months > LONGEST:
                return None
            weights["time"] = 0.3 if months <= 12 else 0.0
        if subject := self._subject(witness.topic, finding.topic):
            weights["subject"] = subject
        elif finding.is_overall and "unit" in weights and witness.valence:
            weights["subject"] = WHOLE  # a grade is of all the work: whatever is told bears on it
        if shared := self._telling(sorted(witness.meaning.parts & finding.meaning.parts)):
            weights["words"] = round(min(1.5, shared), 2)
        if words.answers:
            weights["answers"] = 0.5
        if witness.value is not None and witness.value == finding.value and witness.value > 12:
            weights["value"] = 0.8
        return weights

    @staticmethod
    def _place(witness: Seen, finding: Seen) -> dict[str, float] | None:
        """Weigh unit and page; None where the two say that they are of different services."""
        weights = _nearness(witness, finding)
        if witness.units & finding.units:
            weights["unit"] = 1.0 if witness.unit_basis == "stated" else 0.8
        elif witness.units and finding.units and NATIONAL not in finding.units:
            if "context" not in (witness.unit_basis, finding.unit_basis):
                return None
            weights["other unit"] = -0.5
        return weights

    def _subject(self, one: str | None, other: str | None) -> float:
        if not one or not other:
            return 0.0
        if one == other:
            return 1.2
        parent = self._parents.get(one)
        return 0.4 if parent and parent == self._parents.get(other) else 0.0

    @staticmethod
    def _direction(witness: Seen, words: _Words, finding: Seen) -> tuple[RelationKind, str]:
        if words.confirms:
            return "supports", "relate:says that it is so"
        if words.denial:
            return "disputes", f"relate:denies:{words.denial}"
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


def _nearness(one: Seen, other: Seen) -> dict[str, float]:
    """Weigh how near testimony stands to a finding: on its page, or right behind it."""
    weights = {"page": 0.5} if one.document_id == other.document_id else {}
    if one.passage_id == other.passage_id and 0 <= one.start - other.end < NEAR:
        weights["beside"] = 0.8
    return weights


def _apart(one: Seen, other: Seen) -> int | None:
    """Give the months between two claims; None where one has no date."""
    if one.months is None or other.months is None:
        return None
    return max(one.months.first - other.months.last, other.months.first - one.months.last, 0)
