"""One claim for each checkable assertion of a passage."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from probenlp.claims.assertions import assertions_of
from probenlp.claims.focus import Kinds, Subject, contexts_of
from probenlp.claims.kinds import claim_type
from probenlp.claims.levels import level_before
from probenlp.claims.period import period_of
from probenlp.claims.places import Inside, Sources
from probenlp.claims.resolve import Mentions, resolved
from probenlp.claims.selector import select
from probenlp.claims.subject import Subjects, several_of
from probenlp.claims.topics import Topics
from probenlp.claims.wholes import share_of
from probenlp.domains import Domain
from probenlp.records import (
    Claim,
    Document,
    Passage,
    PassageTags,
    Qualifier,
    Rating,
    Sentence,
    Span,
    Statistic,
    UnitBasis,
    side_of,
)

_ONLY_WITH_A_FIGURE = frozenset({"news", "commentary"})

Stated = Statistic | Rating | None
"""What a claim states: a figure, a rating of one unit, or neither."""


class ClaimBuilder:
    """Makes claims from voiced sentences and their tags.

    Each clause of an official or a witness that could stand alone is a claim; one of a reporter or
    commentator only where it states a figure or a rating. A clause with several figures makes a
    claim of each, a rating given to several units one for each unit, and a movement ("from 36 per
    cent to 19") a second one of the level before.

    Parameters
    ----------
    domain : Domain
        Gives topics and standards, and tells which kinds of unit are inspected.
    """

    def __init__(self, domain: Domain) -> None:
        self._topics = Topics(domain)
        self._kinds = Kinds(domain)
        self._plural = several_of(domain)

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
        tags = tuple(tags)
        passages = {passage.id: passage for passage in document.passages}
        contexts = contexts_of(document, tags, self._kinds)
        return tuple(
            claim
            for one in tags
            for claim in _InPassage(
                self, document, passages[one.passage_id], one, contexts[one.passage_id]
            ).claims()
        )

    def subjects(self, tags: PassageTags, text: str, context: Subject) -> Subjects:
        """Make the finder of whom the figures of a passage are about."""
        return Subjects(tags, text, kinds=self._kinds, plural=self._plural, context=context)

    @property
    def topics(self) -> Topics:
        """The finder of topics."""
        return self._topics


class _InPassage:
    """The claims of one passage."""

    def __init__(
        self,
        builder: ClaimBuilder,
        document: Document,
        passage: Passage,
        tags: PassageTags,
        context: Subject,
    ) -> None:
        self._topics = builder.topics
        self._document, self._passage, self._tags = document, passage, tags
        self._subjects = builder.subjects(tags, passage.text, context)
        self._used: Counter[tuple[int, int]] = Counter()
        stated: list[Statistic | Rating] = [*tags.statistics, *tags.ratings]
        self._figures = Inside(stated)
        self._units = Inside(tags.units)
        self._mentions = Mentions(tags)
        self._sources = Sources(tags.blocks)
        self._sentiments = {one.span: one for one in tags.sentiments if one.aspect is None}

    def claims(self) -> Iterator[Claim]:
        for sentence in self._tags.sentences:
            if sentence.voice is None or sentence.voice == "other":
                continue
            figures = self._figures.covered_by(sentence.span)
            for span in assertions_of(sentence.span):
                inside: list[Stated] = [one for one in figures if span.covers(one.span)]
                if not inside and sentence.voice not in _ONLY_WITH_A_FIGURE:
                    inside = [None]
                for stated in inside:
                    yield from self._each(sentence, span, stated, figures)

    def _each(
        self, sentence: Sentence, span: Span, stated: Stated, figures: Sequence[Statistic | Rating]
    ) -> Iterator[Claim]:
        """Make the claim of a clause and figure; of a rating one for each unit that got it."""
        if isinstance(stated, Rating) and (stated.unit_ids or stated.unit_names):
            for unit_id in stated.unit_ids:
                basis = self._basis(sentence, unit_id)
                yield self._claim(sentence, span, stated, Subject((unit_id,), (), basis))
            for name in stated.unit_names:
                basis = self._basis(sentence, name)
                yield self._claim(sentence, span, stated, Subject((), (name,), basis))
        else:
            subject = self._subject(sentence, stated, figures)
            if isinstance(stated, Statistic):
                stated = share_of(stated, figures, self._passage.text, start=span.start)
            yield self._claim(sentence, span, stated, subject)
            if isinstance(stated, Statistic) and (before := level_before(stated)):
                yield self._claim(sentence, span, before, subject)

    def _basis(self, sentence: Sentence, unit: str) -> UnitBasis:
        """Tell whether the sentence names whom it rates."""
        named = self._units.covered_by(sentence.span)
        return "stated" if any(unit in (one.unit_id, one.name) for one in named) else "carried"

    def _subject(
        self, sentence: Sentence, stated: Stated, figures: Sequence[Statistic | Rating]
    ) -> Subject:
        if stated is None:
            return self._subjects.of_sentence(sentence.span)
        spans = [one.span for one in figures]
        parts = (stated.population, stated.antecedent) if isinstance(stated, Statistic) else ()
        whole = " ".join(part.surface for part in parts if part)
        return self._subjects.of_figure(sentence.span, stated.span, spans, whole)

    def _claim(self, sentence: Sentence, span: Span, stated: Stated, subject: Subject) -> Claim:
        voice = sentence.voice or "other"
        statistic = stated if isinstance(stated, Statistic) else None
        rating = stated if isinstance(stated, Rating) else None
        topic = self._topics.topic_of(span.surface) or self._topics.topic_of(sentence.span.surface)
        aspect = rating.aspect if rating and rating.aspect != "overall" else None
        qualifiers = _qualifiers(sentence, stated)
        period = period_of(
            span.surface,
            figure=_within(span, stated.span) if stated else (0, 0),
            published=self._published(),
            is_past="past" in qualifiers,
            others=[
                _within(span, one.span)
                for one in self._figures.covered_by(span)
                if stated is None or one.span != stated.span
            ],
        )
        return Claim(
            id=self._id(span),
            document_id=self._document.id,
            passage_id=self._passage.id,
            span=span,
            text=span.surface,
            selector=select(self._document, self._passage, span),
            type=claim_type(voice, span.surface, rating=rating, statistic=statistic),
            voice=voice,
            voice_probabilities=sentence.probabilities,
            side=side_of(voice, sentence.speaker.role),
            provenance=sentence.provenance or "own",
            speaker=sentence.speaker,
            resolved_text=resolved(
                span, self._mentions, subject, speaker=sentence.speaker, statistic=statistic
            ),
            unit_ids=subject.ids,
            unit_names=subject.names,
            unit_basis=subject.basis,
            period=period.when,
            period_basis=period.basis,
            source_id=self._source(span),
            topic=topic,
            standard=aspect or self._topics.standard_of(topic),
            statistic=statistic,
            rating=rating,
            sentiment=self._sentiments.get(sentence.span),
            qualifiers=qualifiers,
            evidence=sentence.evidence,
        )

    def _id(self, span: Span) -> str:
        self._used[span.start, span.end] += 1
        number = self._used[span.start, span.end]
        place = f"{self._passage.id}:{span.start}-{span.end}"
        return place if number == 1 else f"{place}#{number}"

    def _published(self) -> str | None:
        """Give the day of the words: a comment's is its own, not that of the page."""
        posted = self._passage.posted
        if posted is not None and posted.utc:
            return posted.utc
        return self._document.published.date if self._document.published else None

    def _source(self, span: Span) -> str | None:
        """Name the text whose words these are, where they are not this one's own."""
        return self._sources.at(span.start) or self._passage.duplicate_of


def _within(span: Span, part: Span) -> tuple[int, int]:
    return part.start - span.start, part.end - span.start


def _qualifiers(sentence: Sentence, stated: Stated) -> tuple[Qualifier, ...]:
    """Of what the claim states; a whole sentence told of others makes all in it reported."""
    reported: tuple[Qualifier, ...] = ("reported",) if "reported" in sentence.qualifiers else ()
    return tuple(dict.fromkeys((*(stated or sentence).qualifiers, *reported)))
