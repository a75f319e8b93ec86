"""Tag how sentences value the service and its aspects (component ``probenlp_sentiment``)."""

import bisect
from collections.abc import Iterator, Sequence
from typing import Final, Generic, TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from probenlp.domains import load_domain
from probenlp.records import Rating, Sentiment, Span, Statistic
from probenlp.tag.annotations import attach, attached, text_of
from probenlp.tag.sentences import sentence_spans
from probenlp.tag.sentiment_aspects import Aspects
from probenlp.tag.sentiment_lexicon import grade_scores, lexicon
from probenlp.tag.sentiment_reading import Reading, SentimentReader

BOTH_SIDES: Final = "both-sides"
"""In the evidence of a sentence that says good and bad of the service."""

_BOTH_LEAST: Final = 0.45
_MOST_EVIDENCE: Final = 6

T = TypeVar("T", Statistic, Rating)


class SentimentTagger:
    """Put :class:`~probenlp.records.Sentiment` records into ``doc.spans["sentiments"]``.

    Each sentence with a word has one record for the whole, its ``aspect`` None, and one for every
    aspect it has a cue of. A score is what the words come to, no probability; nothing that tells
    gives 0. It reads the figures and grades that were tagged before; without them words alone.

    Parameters
    ----------
    domain : str
        The name of a domain that ships, or the path of a folder of tables.

    Examples
    --------
    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> tagger = nlp.add_pipe("probenlp_sentiment")
    >>> doc = nlp("The backlog has been cleared. Nobody mends the roof.")
    >>> [(one.aspect, one.score > 0) for one in attached(doc, "sentiments")][:2]
    [(None, True), ('workload', True)]
    """

    def __init__(self, domain: str = "probation") -> None:
        tables = load_domain(domain)
        self._reader = SentimentReader(lexicon(tables), grade_scores(tables))
        self._aspects = Aspects(tables)

    def __call__(self, doc: Doc) -> Doc:
        """Tag one document."""
        text = text_of(doc)
        found = self.find(
            text, _sentences(doc, text), attached(doc, "statistics"), attached(doc, "ratings")
        )
        attach(doc, "sentiments", found, label=lambda one: one.aspect or "")
        return doc

    def find(
        self,
        text: str,
        sentences: Sequence[tuple[int, int]],
        statistics: Sequence[Statistic] = (),
        ratings: Sequence[Rating] = (),
    ) -> list[Sentiment]:
        """Find the sentiments of a passage.

        Parameters
        ----------
        text : str
            The passage.
        sentences : sequence of (int, int)
            Half-open, in order.
        statistics, ratings : sequence of records
            Of the passage, in order of their start.
        """
        figures, grades = _ByPlace(statistics), _ByPlace(ratings)
        found: list[Sentiment] = []
        for start, end in sentences:
            reading = self._reader.read(
                text[start:end],
                figures.within(start, end),
                grades.within(start, end),
                offset=start,
            )
            if reading.words:
                found.extend(self._records(Span.of(text, start, end), reading))
        return found

    def _records(self, span: Span, reading: Reading) -> Iterator[Sentiment]:
        good, bad = reading.sides()
        both = (BOTH_SIDES,) if min(good, -bad) >= _BOTH_LEAST else ()
        why = tuple(value.why for value in reading.values[:_MOST_EVIDENCE])
        whole = reading.score()
        yield Sentiment(span=span, score=whole, evidence=(*both, *why))
        clauses: dict[str, dict[int, str]] = {}
        for cue in self._aspects.find(reading.words):
            for aspect in cue.payload:
                at = reading.clause_of(cue.first).first
                clauses.setdefault(aspect, {}).setdefault(at, cue.phrase)
        for aspect, places in clauses.items():
            sums = sum(reading.score(reading.clause_of(place)) for place in places)
            score = max(-1.0, min(1.0, sums)) if both and sums else whole
            yield Sentiment(
                span=span,
                score=round(score, 3),
                aspect=aspect,
                evidence=tuple(f"cue:{phrase}" for phrase in places.values())[:_MOST_EVIDENCE],
            )


class _ByPlace(Generic[T]):
    """Records, looked up by the sentence they begin in."""

    def __init__(self, records: Sequence[T]) -> None:
        self._records: list[T] = sorted(records, key=lambda record: record.span.start)
        self._starts: list[int] = [record.span.start for record in self._records]

    def within(self, start: int, end: int) -> list[T]:
        first, last = (bisect.bisect_left(self._starts, at) for at in (start, end))
        return self._records[first:last]


def _sentences(doc: Doc, text: str) -> list[tuple[int, int]]:
    """Give the sentences that were found already, else find them."""
    if "sentences" in doc.spans:
        return [(tag.span.start, tag.span.end) for tag in attached(doc, "sentences")]
    return sentence_spans(text)


@Language.factory(
    "probenlp_sentiment",
    requires=["doc.spans"],
    assigns=["doc.spans"],
    default_config={"domain": "probation"},
)
def make_sentiment_tagger(nlp: Language, name: str, domain: str) -> SentimentTagger:  # noqa: ARG001
    """Make the component for a domain."""
    return SentimentTagger(domain)
