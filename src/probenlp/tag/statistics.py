"""Tag the statistics of a passage (entry point: spacy_factories, probenlp_statistics).

What is a statistic, and what only looks like one, is written down in
:mod:`probenlp.tag.figures` and :mod:`probenlp.tag.number_masks`. The span of a record is the figure
with its bound and its unit; a count's unit is the noun it counts, so "more than 150 unfilled
vacancies" is one span. Words of attitude ("only") stay outside, in ``stance``.

A change "from 40% to 31%" keeps both ends, the lower in ``value`` and the upper in ``value_high``;
its evidence says which way it went (``change:fall``).

"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise

from spacy.language import Language
from spacy.tokens import Doc

from probenlp.domains import load_domain
from probenlp.records import Reading, Span, Statistic, UnitMention
from probenlp.tag.annotations import attach, attached, text_of
from probenlp.tag.figure import Figure
from probenlp.tag.figure_qualifiers import is_hypothetical, is_negated
from probenlp.tag.figures import find_figures
from probenlp.tag.measure_links import Measured
from probenlp.tag.measure_patterns import Place
from probenlp.tag.measures import measure_figure
from probenlp.tag.periods import find_periods, period_of
from probenlp.tag.polarity import polarity_reader

_JOINED = re.compile(r"(?:,|,?\s*and|\s*&|\s)*\s*(?:the\s)?$", re.IGNORECASE)


class StatisticTagger:
    """Write :class:`probenlp.records.Statistic` records into ``doc.spans["statistics"]``.

    Parameters
    ----------
    domain : str
        The domain whose measures tell good from bad and whose inspectorate is never what a figure
        is about.

    Examples
    --------
    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> _ = nlp.add_pipe("probenlp_statistics")
    >>> doc = nlp("Home visits were not made in 37 per cent of cases.")
    >>> found = attached(doc, "statistics")[0]
    >>> found.span.surface, found.value, found.negated, found.population.surface, found.polarity
    ('37 per cent', 37.0, True, 'cases', 'bad')
    """

    def __init__(self, domain: str = "probation") -> None:
        self.domain = domain
        self.polarity = polarity_reader(domain)
        facts = load_domain(domain)
        self.inspectorate = frozenset(facts.inspectorate)
        self.maxima = frozenset(
            float(row.score_out_of)
            for row in facts.ratings
            if row.kind == "total" and row.score_out_of
        )
        self.grades = _grade_pattern(row.label for row in facts.ratings if row.kind == "label")

    def __call__(self, doc: Doc) -> Doc:
        """Tag a document; its text stays as it is."""
        text = text_of(doc)
        figures = find_figures(doc, self.maxima, self.grades)
        sentences = _sentences(doc)
        starts = [start for start, _ in sentences]
        units = attached(doc, "units")
        records: list[Statistic] = []
        earlier: list[Measured] = []
        reached: list[int] = []
        for number, figure in enumerate(figures):
            place = max(0, bisect_right(starts, figure.start) - 1)
            sentence = sentences[place] if sentences else (0, len(text))
            sentence = _within_line(text, sentence, figure)
            before = sentences[place - 1] if place > 0 else None
            following = [later.start for later in figures[number + 1 : number + 4]]
            found = measure_figure(doc, text, figure, sentence, earlier, following)
            # A figure points no further back than to the sentence before its own.
            near = bisect_right(reached, min(sentence[0], before[0]) if before else sentence[0])
            _point_back(text, figure, found, sentence, before, earlier[near:])
            earlier.append(found)
            reached.append(max(found.end, reached[-1] if reached else 0))
            records.append(self.record(text, figure, found, sentence, units))
        attach(doc, "statistics", records, label=lambda statistic: statistic.kind)
        return doc

    def record(
        self,
        text: str,
        figure: Figure,
        found: Measured,
        sentence: Place,
        units: Sequence[UnitMention],
    ) -> Statistic:
        """Put one figure and what was found about it into a record."""
        period = period_of((figure.start, figure.end), find_periods(text, *sentence), text)
        counts = figure.counted is not None and found.measure is not None
        whole_noun = counts and found.measure[0] == figure.counted.start  # type: ignore[index,union-attr]
        measure = found.measure if whole_noun else _without(text, found.measure, period)
        clause = _clause_words(text, figure, found)
        words = text[slice(*measure)] if measure else ""
        negated = is_negated(clause)
        outside = negated and not is_negated(words)
        is_clause = measure is not None and measure[0] < figure.start
        counted = text[slice(*found.noun)] if found.noun and figure.counted else ""
        whole = text[slice(*found.population)] if found.population else ""
        spoken = f"{words} {counted} {whole}"
        return Statistic(
            span=Span.of(text, figure.start, figure.end),
            kind=figure.kind,
            value=figure.value,
            value_high=figure.value_high,
            unit=figure.unit,
            comparator=figure.comparator,
            stance=figure.stance,
            out_of=figure.out_of,
            measure=_span(text, measure),
            measure_label=_label(words) if measure else None,
            population=_span(text, found.population),
            period=_span(text, period),
            unit_ids=self.unit_ids(text, figure, sentence, units),
            negated=negated,
            hypothetical=is_hypothetical(_before_words(text, figure, found, sentence)),
            polarity=self.polarity.read(
                figure, spoken, negated=negated or outside, is_clause=is_clause
            ),
            antecedent=_span(text, found.antecedent),
            readings=tuple(
                Reading(span=Span.of(text, start, end), value=value, comparator=comparator)
                for start, end, value, comparator in figure.readings
            ),
            evidence=tuple(figure.evidence + found.evidence),
        )

    def unit_ids(
        self, text: str, figure: Figure, sentence: Place, units: Sequence[UnitMention]
    ) -> tuple[str, ...]:
        """Give the services a figure is about: those last named before it in its sentence.

        Names joined by commas or "and" are taken together ("Ashmere and Tolland both …"). Where
        none is named before, the first group after it counts. The inspectorate says the figure; it
        is never what the figure is about.
        """
        first = bisect_left(units, sentence[0], key=_start_of)
        after = bisect_left(units, sentence[1], first, key=_start_of)
        near = [
            unit
            for unit in units[first:after]
            if unit.unit_id and unit.unit_id not in self.inspectorate
        ]
        prior = [unit for unit in near if unit.span.end <= figure.start]
        ordered = list(reversed(prior)) or [u for u in near if u.span.start >= figure.end]
        group: list[UnitMention] = []
        for unit in ordered:
            if group:
                left, right = sorted((group[-1].span, unit.span), key=lambda span: span.start)
                if not _JOINED.fullmatch(text[left.end : right.start]):
                    break
            group.append(unit)
        group.sort(key=lambda unit: unit.span.start)
        return tuple(dict.fromkeys(unit.unit_id for unit in group if unit.unit_id))


@Language.factory(
    "probenlp_statistics", assigns=["doc.spans"], default_config={"domain": "probation"}
)
def make_statistic_tagger(
    nlp: Language,  # noqa: ARG001  (a factory's signature is spaCy's)
    name: str,  # noqa: ARG001
    domain: str,
) -> StatisticTagger:
    """Make the component; see :class:`StatisticTagger`."""
    return StatisticTagger(domain)


def _start_of(unit: UnitMention) -> int:
    return unit.span.start


def _grade_pattern(labels: Iterable[str]) -> re.Pattern[str] | None:
    """Match a grade in marks or with a capital after a number: "two ‘Good’", "two “Goods”"."""
    words = "|".join(sorted({re.escape(label) for label in labels}, key=len, reverse=True))
    if not words:
        return None
    return re.compile(rf"\s(?:[“‘\"'](?i:{words})(?P<plural>s?)[”’\"']|(?:{words})\b(?!\s[a-z]))")


def _sentences(doc: Doc) -> list[Place]:
    """Give the sentences: those of the sentence tagger, else the parser's, else the lines."""
    if tagged := attached(doc, "sentences"):
        return [(sentence.span.start, sentence.span.end) for sentence in tagged]
    if doc.has_annotation("SENT_START"):
        return [(sent.start_char, sent.end_char) for sent in doc.sents]
    found = re.finditer(r"[^\n]+?(?:[.!?][”’\"')]*(?=\s)|$|(?=\n))", text_of(doc))
    return [(m.start() + len(m[0]) - len(m[0].lstrip()), m.end()) for m in found if m[0].strip()]


def _within_line(text: str, sentence: Place, figure: Figure) -> Place:
    """Cut a sentence at line ends that are no wrapping: after a heading's or date's short line."""
    start, end = min(sentence[0], figure.start), max(sentence[1], figure.end)
    breaks = [start, *(m.end() for m in re.compile(r"\n").finditer(text, start, figure.start))]
    for line, following in pairwise(breaks):
        if following - line < 60 or text[following : following + 1] == "\n":
            start = following
    blank = text.find("\n\n", figure.end, end)
    return start, blank if blank > 0 else end


_THIS = re.compile(
    r"^[“‘\"']?(?:And\s|But\s)?(?:this|that|it|which)\s(?:(?:also|only|just)\s)?(?:was|is|applied|applies|happened|"
    r"occurred|had|has|rose|fell|were|affected|represents?|represented|equates?|amounts?|compares?|compared)\b"
    r"(?:\s(?:to|true|of|the\scase|in|only|just|also|for)){0,4}\s?$",
    re.IGNORECASE,
)


def _point_back(
    text: str,
    figure: Figure,
    found: Measured,
    sentence: Place,
    before: Place | None,
    earlier: Sequence[Measured],
) -> None:
    """Let "This applied to 52%" take its measure from the sentence before, or its first figure."""
    lead = text[sentence[0] : figure.start]
    same = [other for other in earlier if other.pointed and other.end > sentence[0]]
    if same and figure.kind == "share" and found.measure is None:
        found.measure, found.antecedent = same[-1].measure, same[-1].antecedent
        found.population = found.population or same[-1].population
        return
    shared = figure.kind in ("share", "change")
    if before is None or not shared or figure.counted or len(lead) > 60 or not _THIS.match(lead):
        return
    found.pointed = True
    shares = [o for o in earlier if o.kind == figure.kind and o.end > before[0] and o.measure]
    if shares:
        found.measure = found.antecedent = shares[0].measure
        found.population = found.population or shares[0].population
        found.evidence.append("antecedent:measure-before")
        return
    start, end = before
    while end > start and not text[end - 1].isalnum():
        end -= 1
    if end > start:
        found.measure = found.antecedent = (start, end)
        found.evidence.append("antecedent:sentence-before")


def _without(text: str, measure: Place | None, period: Place | None) -> Place | None:
    """Take the period off the end of a measure."""
    if (
        measure is None
        or period is None
        or not measure[0] < period[0] < measure[1] <= period[1] + 1
    ):
        return measure
    end = period[0]
    while end > measure[0] and not text[end - 1].isalnum():
        end -= 1
    return (measure[0], end) if end > measure[0] else measure


def _clause_words(text: str, figure: Figure, found: Measured) -> str:
    """Give the words in which a negation would deny the measure: not those of the whole."""
    if found.measure is None:
        return ""
    low, high = found.measure
    if low >= figure.end:  # a predicate: "[25% of cases] were not satisfactory"
        low = max(figure.end, found.population[1] if found.population else 0)
        if low > high or high - low > 400:
            low = found.measure[0]
    return text[low:high]


def _before_words(text: str, figure: Figure, found: Measured, sentence: Place) -> str:
    """Give the clause before the figure and the predicate after it, without the whole."""
    low = found.clause[0] if found.clause else sentence[0]
    low = max(sentence[0], min(low, figure.start), figure.start - 200)
    opening = text[sentence[0] : sentence[0] + 7].lower()
    words = text[low : figure.start]
    if found.measure and found.measure[0] >= figure.end:
        edge = max(figure.end, found.population[1] if found.population else 0)
        words += " " + text[edge : min(found.measure[1], edge + 80)]
    if opening.startswith(("if ", "unless ")):
        words = "if " + words
    return words


def _label(words: str) -> str:
    """Give the measure in normal form: lower case, no auxiliaries, no marks."""
    kept = re.findall(r"[\w’'-]+", words.lower().replace("’", "'"))
    return " ".join(word for word in kept if word not in _EMPTY)


_EMPTY = frozenset(
    "the a an of to in on for with their its our his her was were is are be been being had has "
    "have did do does not and or that this these those as at by".split()
)


def _span(text: str, place: Place | None) -> Span | None:
    return Span.of(text, *place) if place and place[0] < place[1] else None
