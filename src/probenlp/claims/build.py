"""One claim for each checkable assertion of a passage."""

import re
from collections.abc import Iterable

from probenlp.claims.selector import select
from probenlp.claims.topics import Topics
from probenlp.domains import Domain
from probenlp.records import (
    Claim,
    ClaimType,
    Document,
    Passage,
    PassageTags,
    Qualifier,
    Rating,
    Sentence,
    Statistic,
    Voice,
    side_of,
)

# What those who inspect ask for. "Must" and "should" are theirs; "will" is a forecast.
_RECOMMENDS = re.compile(
    r"\b(?:should|must|needs? to|ought to|(?:we|inspectors?) recommend\w*|"
    r"(?:is|are) (?:asked|urged|recommended) to|requires? (?:urgent|immediate|further))\b",
    re.IGNORECASE,
)

# Words that weigh instead of telling: "poor", "disappointing". Not "satisfactory", which is what
# case inspection counts ("52 per cent were satisfactory").
_EVALUATES = re.compile(
    r"\b(?:poor|weak|strong|excellent|disappoint\w*|concern(?:s|ed|ing)?|commend\w*|impress\w*|"
    r"unacceptabl\w*|inadequate|insufficient|effective|ineffective|good|outstanding|worr\w+|"
    r"shock\w*|not good enough|well[- ](?:led|managed|run)|fall(?:s|ing)? short)\b",
    re.IGNORECASE,
)

_TYPES: dict[Voice, ClaimType] = {
    "official_response": "response",
    "practitioner_testimony": "testimony",
    "service_user_testimony": "testimony",
    "news": "statement",
    "commentary": "statement",
}

_ONLY_WITH_A_FIGURE = frozenset({"news", "commentary"})


class ClaimBuilder:
    """Makes claims from voiced sentences and their tags.

    A sentence of an official or a witness is a claim; one of a reporter or commentator only where
    it states a figure or a rating. A sentence with several figures or ratings makes a claim of
    each.

    Parameters
    ----------
    domain : Domain
        Gives topics and standards, and tells which kinds of unit are inspected.
    """

    def __init__(self, domain: Domain) -> None:
        self._topics = Topics(domain)
        self._inspected = {kind.id for kind in domain.kinds if kind.inspected == "yes"}

    def build(self, document: Document, tags: Iterable[PassageTags]) -> tuple[Claim, ...]:
        """Make the claims of a document.

        Parameters
        ----------
        document : Document
        tags : iterable of PassageTags
            Of its passages, with voices.

        Returns
        -------
        tuple of Claim
            In the order of the text, without groups.
        """
        passages = {passage.id: passage for passage in document.passages}
        return tuple(
            claim
            for passage_tags in tags
            for sentence in passage_tags.sentences
            for claim in self._claims_of(
                document, passages[passage_tags.passage_id], passage_tags, sentence
            )
        )

    def _claims_of(
        self, document: Document, passage: Passage, tags: PassageTags, sentence: Sentence
    ) -> Iterable[Claim]:
        voice = sentence.voice
        if voice is None or voice == "other":
            return
        statistics = [s for s in tags.statistics if sentence.span.covers(s.span)]
        ratings = [r for r in tags.ratings if sentence.span.covers(r.span)]
        figures: list[tuple[Statistic | None, Rating | None]] = [
            *((statistic, None) for statistic in statistics),
            *((None, rating) for rating in ratings),
        ]
        if not figures and voice not in _ONLY_WITH_A_FIGURE:
            figures = [(None, None)]
        for number, (statistic, rating) in enumerate(figures, start=1):
            yield self._claim(document, passage, tags, sentence, voice, statistic, rating, number)

    def _claim(
        self,
        document: Document,
        passage: Passage,
        tags: PassageTags,
        sentence: Sentence,
        voice: Voice,
        statistic: Statistic | None,
        rating: Rating | None,
        number: int,
    ) -> Claim:
        span = sentence.span
        topic = self._topics.topic_of(span.surface)
        aspect = rating.aspect if rating and rating.aspect != "overall" else None
        place = f"{passage.id}:{span.start}-{span.end}"
        return Claim(
            id=place if number == 1 else f"{place}#{number}",
            document_id=document.id,
            passage_id=passage.id,
            span=span,
            text=span.surface,
            selector=select(document, passage, span),
            type=claim_type(voice, span.surface, rating=rating, statistic=statistic),
            voice=voice,
            voice_probabilities=sentence.probabilities,
            side=side_of(voice, sentence.speaker.role),
            provenance=sentence.provenance or "own",
            speaker=sentence.speaker,
            unit_ids=self._units(tags, sentence, statistic, rating),
            topic=topic,
            standard=aspect or self._topics.standard_of(topic),
            statistic=statistic,
            rating=rating,
            qualifiers=_qualifiers(sentence, statistic, rating),
            evidence=sentence.evidence,
        )

    def _units(
        self,
        tags: PassageTags,
        sentence: Sentence,
        statistic: Statistic | None,
        rating: Rating | None,
    ) -> tuple[str, ...]:
        """Whom it is about: what the tagger bound to the figure, else the inspected units named."""
        if rating and rating.unit_ids:
            return rating.unit_ids
        if statistic and statistic.unit_ids:
            return statistic.unit_ids
        named = (
            unit.unit_id
            for unit in tags.units
            if unit.unit_id and unit.kind in self._inspected and sentence.span.covers(unit.span)
        )
        return tuple(dict.fromkeys(named))


def _qualifiers(
    sentence: Sentence, statistic: Statistic | None, rating: Rating | None
) -> tuple[Qualifier, ...]:
    """Of what the claim states; a whole sentence told of others makes all in it reported."""
    of = statistic or rating or sentence
    reported: tuple[Qualifier, ...] = ("reported",) if "reported" in sentence.qualifiers else ()
    return tuple(dict.fromkeys((*of.qualifiers, *reported)))


def claim_type(
    voice: Voice,
    sentence: str,
    *,
    rating: Rating | None = None,
    statistic: Statistic | None = None,
) -> ClaimType:
    """Tell what sort of assertion a sentence makes.

    Parameters
    ----------
    voice : str
        Who originates it; only the inspecting side makes findings.
    sentence : str
        Its words.
    rating, statistic : Rating, Statistic or None
        The figure the claim is about.

    Examples
    --------
    >>> claim_type("official_finding", "Leaders should fill the posts.")
    'recommendation'
    >>> claim_type("official_finding", "Planning was poor."), claim_type("news", "It has 40 staff.")
    ('judgement', 'statement')
    """
    if voice in _TYPES:
        return _TYPES[voice]
    if rating:
        return "judgement"
    if statistic:
        return "finding"
    if _RECOMMENDS.search(sentence):
        return "recommendation"
    return "judgement" if _EVALUATES.search(sentence) else "finding"
