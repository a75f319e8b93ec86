"""What the figures of a sentence say for or against the service.

A figure's own polarity decides, where ``probenlp_statistics`` found one: "only 38% of plans were
sufficient" is bad. Before that comes movement: "vacancies fell from 36 to 19 per cent", "37 per
cent, compared with 67 a year ago" are good, though both shares of something bad are bad in
themselves. A share of what only the lexicon values ("half felt ignored"), and points out of a
total, are read here.

"""

import bisect
from collections.abc import Sequence
from typing import Final, NamedTuple

from probenlp.records import Statistic
from probenlp.tag.phrases import Hit, Word
from probenlp.tag.sentiment_lexicon import Entry

_FIGURE: Final = 0.6
_OPEN: Final = 0.35
_PAST: Final = 0.5
_HALF: Final = 50.0
_LEAST_VALUED: Final = 0.4
_LOW_SCORE, _HIGH_SCORE = 0.4, 0.66
"""Shares of a total: scales of inspectorates put the line to their lower grades about there."""
_NEAR: Final = 4
"""Words between a movement and its figure: "had come down to an average of 12"."""
_SMALL: Final = ("only", "just", "as few", "as little")
_COMPARING: Final = frozenset("compared from previously against before ago earlier was".split())


class Valued(NamedTuple):
    """One thing that tells: a word, figure or grade.

    Attributes
    ----------
    first, last : int
        Words of the sentence, half-open.
    score : float
        From about -1 to 1, before its clause is weighed.
    why : str
        For the evidence: ``own:backlog:falls``.
    """

    first: int
    last: int
    score: float
    why: str


class Figure(NamedTuple):
    """A statistic in its sentence.

    Attributes
    ----------
    first, last : int
        Words of the sentence, half-open.
    statistic : Statistic
        As tagged.
    hits : list of Hit
        What the lexicon knows in the figure and its measure.
    places : set of int
        The words of the figure and its measure.
    """

    first: int
    last: int
    statistic: Statistic
    hits: list[Hit[Entry]]
    places: set[int]

    @property
    def direction(self) -> int:
        """1 where the more of it the better, -1 the worse, 0 where nothing tells."""
        total = sum(_direction(hit.payload) for hit in self.hits)
        sign = (total > 0) - (total < 0)
        return -sign if self.statistic.negated else sign


def figures_in(
    words: Sequence[Word],
    hits: Sequence[Hit[Entry]],
    statistics: Sequence[Statistic],
    offset: int,
    taken: set[int],
) -> list[Valued]:
    """Value the figures of a sentence.

    Parameters
    ----------
    words : sequence of Word
        Of the sentence.
    hits : sequence of Hit
        What the lexicon knows in it.
    statistics : sequence of Statistic
        Those in the sentence.
    offset : int
        Where the sentence begins in the text that the statistics' offsets count in.
    taken : set of int
        The words of what counts are added: they count no more by themselves.
    """
    figures = [_placed(words, hits, one, offset) for one in statistics]
    figures = [figure for figure in figures if figure.first < figure.last]
    values: list[Valued] = []
    for at, figure in enumerate(figures):
        if at and figure.first == figures[at - 1].first:
            continue
        before = figures[at - 1] if at else None
        if before is not None and _is_earlier(words, before, figure):
            taken.update(figure.places)
            if values and (trend := _compared(before, figure)):
                values[-1] = values[-1]._replace(score=trend * _FIGURE, why="figure:compared")
            continue
        if value := _moved(hits, figure) or _valued(figure):
            taken.update(figure.places)
            values.append(value)
    return values


def _placed(
    words: Sequence[Word], hits: Sequence[Hit[Entry]], one: Statistic, offset: int
) -> Figure:
    first, last = covered(words, one.span.start - offset, one.span.end - offset)
    spans = [span for span in (one.span, one.measure) if span is not None]
    places = {
        place
        for span in spans
        for place in range(*covered(words, span.start - offset, span.end - offset))
    }
    return Figure(first, last, one, [hit for hit in hits if hit.first in places], places)


def _valued(figure: Figure) -> Valued | None:
    one = figure.statistic
    polarity = one.polarity or _by_words(figure) or _by_total(one)
    if polarity is None or polarity == "neutral":
        return None
    score = _FIGURE if polarity == "good" else -_FIGURE
    if one.hypothetical or "hypothetical" in one.qualifiers:
        score *= _OPEN
    if "past" in one.qualifiers:
        score *= _PAST
    return Valued(figure.first, figure.last, score, f"figure:{polarity}")


def _by_words(figure: Figure) -> str | None:
    """Give the polarity of a share whose measure only the lexicon knows: "half felt ignored"."""
    one = figure.statistic
    total = sum(hit.payload.roles.get("value", 0.0) for hit in figure.hits)
    if one.kind != "share" or abs(total) < _LEAST_VALUED:
        return None
    small = one.stance is not None and one.stance.startswith(_SMALL)
    if (total > 0) != one.negated:
        return "good" if one.value >= _HALF and not small else "bad"
    return "good" if one.value < _HALF and small else "bad"


def _by_total(one: Statistic) -> str | None:
    if one.kind != "score" or not one.out_of:
        return None
    share = one.value / one.out_of
    return "bad" if share <= _LOW_SCORE else "good" if share >= _HIGH_SCORE else None


def _direction(entry: Entry) -> int:
    roles = entry.roles
    if "bad_amount" in roles or roles.get("value", 0.0) < 0:
        return -1
    return 1 if "good_amount" in roles or roles.get("value", 0.0) > 0 else 0


def _moved(hits: Sequence[Hit[Entry]], figure: Figure) -> Valued | None:
    """Value a figure by the movement right before it, where its measure has a direction."""
    direction = figure.direction
    if not direction:
        return None
    for hit in hits:
        kinds = hit.payload.roles.keys()
        if 0 <= figure.first - hit.last <= _NEAR and kinds & {"rise", "fall"}:
            if len(kinds) > 1 and "value" not in kinds:
                continue
            if hit.phrase in ("more", "less", "fewer", "lower", "higher"):
                continue  # "more than half" is a bound, no movement
            score = direction * (_FIGURE if "rise" in kinds else -_FIGURE)
            return Valued(figure.first, figure.last, score, "figure:moves")
    return None


def _is_earlier(words: Sequence[Word], before: Figure, figure: Figure) -> bool:
    """Tell whether a figure is what the one before it is held against: "…, from 17"."""
    one, other = before.statistic, figure.statistic
    between = words[before.last : figure.first]
    if not 0 < len(between) <= 2 * _NEAR + 2 or one.kind != other.kind:
        return False
    later = "past" in other.qualifiers and "past" not in one.qualifiers
    return later or any(word.lower in _COMPARING - {"was", "before", "ago"} for word in between)


def _compared(now: Figure, then: Figure) -> int:
    """Give 1 where things are better now than they were, -1 where worse, 0 where nothing tells."""
    direction = now.direction or then.direction
    if not direction and now.statistic.polarity:
        return 0
    change = now.statistic.value - then.statistic.value
    return direction * ((change > 0) - (change < 0))


def covered(words: Sequence[Word], start: int, end: int) -> tuple[int, int]:
    """Give the words that touch a stretch of the sentence, half-open."""
    first = bisect.bisect_right(words, start, key=lambda word: word.end)
    last = bisect.bisect_left(words, end, key=lambda word: word.start)
    return (first, last) if first < last else (0, 0)
