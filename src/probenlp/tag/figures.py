"""Figures read whole: quantities joined to ranges, shares of a whole, scores, ratios and rates.

Which numbers are statistics
----------------------------
A number is a statistic where it states how much or how many there is of something. So

- shares, money, scores, ratios, rates and changes always are;
- a duration is one unless it points to a place in time ("three years ago", "the past 12 months",
  "in the first six weeks"), which is a period;
- a number before a plural or collective noun counts ("two boroughs", "1,268 staff"), unless it is
  a word up to ten after a word that makes it definite ("these six reports", "the first three
  reports", "both", "all four of the standards"): that points back to what is known already;
- "one" counts only with a bound or an attitude ("only one officer", "at least one visit"): else it
  is a pronoun or an article;
- a number without a noun counts where the sentence treats it as an amount: as subject ("21 were
  late"), after a bound, or after "a total of", "the number rose to".

"""

import re
from collections.abc import Collection

from spacy.tokens import Doc

from probenlp.tag.bare_numbers import BareReader
from probenlp.tag.bounds import bound_before
from probenlp.tag.changes import direction_by, step_word
from probenlp.tag.elisions import opens_scene, opens_whole
from probenlp.tag.figure import KINDS, Figure, before
from probenlp.tag.figure_cues import (
    APPOSED,
    EVERY,
    LEVEL_NOUN,
    LIMIT,
    OF_US,
    OFF_TARGET,
    OPEN,
    OR_AGAIN,
    OWN_FIRST,
    POINTS_IN_TIME_AFTER,
    POINTS_IN_TIME_BEFORE,
    RATE,
    RATED_FROM,
    SCALE_AFTER,
    SCALE_BEFORE,
    THRESHOLD,
    WITHIN,
)
from probenlp.tag.multiples import read_multiples
from probenlp.tag.quantities import Quantity, find_quantities
from probenlp.tag.ranges import read_range, starts_from_nothing
from probenlp.tag.wholes import read_slash, read_whole


def find_figures(
    doc: Doc, maxima: Collection[float] = (), grades: re.Pattern[str] | None = None
) -> list[Figure]:
    """Find the statistics of a text, in order of place; none overlaps another.

    Parameters
    ----------
    doc : Doc
        Tags, where it has them, make the noun that is counted surer; none are needed.
    maxima : collection of float
        The totals that scores of the domain are out of: "7 out of 21" is a score, no share.
    grades : pattern, optional
        Matches a grade after a number: "six units were Good and two ‘Inadequate’" counts units.

    Examples
    --------
    >>> import spacy
    >>> doc = spacy.blank("en")("Almost two thirds (64%) of 1,204 cases, only 4 of the 24 offices")
    >>> [(figure.kind, round(figure.value, 1), figure.comparator) for figure in find_figures(doc)]
    [('share', 66.7, '≈below'), ('count', 1204.0, '='), ('share', 16.7, '=')]
    """
    return _Reader(doc, maxima, grades).read()


class _Reader(BareReader):
    """Joins the quantities of one text from left to right."""

    def __init__(self, doc: Doc, maxima: Collection[float], grades: re.Pattern[str] | None) -> None:
        super().__init__(doc, maxima, grades)
        self.quantities = find_quantities(self.text)

    def read(self) -> list[Figure]:
        figures: list[Figure] = []
        place = 0
        while place < len(self.quantities):
            figure, used = self.join(place)
            if figure is not None and figure.start >= self.floor:  # a noun may hold a number
                figures.append(figure)
                self.floor = figure.end
                if self.last is None or (figure.kind, self.last.kind) != ("scale", "score"):
                    self.last = figure  # "us 3. All out of 27. The other two were 2 and 4"
                context = before(self.text, figure.start)
                if figure.kind == "count" and (opens_whole(context) or opens_scene(context)):
                    self.whole = figure
            place += used
        figures += read_multiples(self.text, self.quantities, figures)
        return sorted(figures, key=lambda figure: figure.start)

    def join(self, place: int) -> tuple[Figure | None, int]:
        """Make the longest figure that starts with a quantity; tell how many it used."""
        one = self.quantities[place]
        two = self.quantities[place + 1] if place + 1 < len(self.quantities) else None
        three = self.quantities[place + 2] if place + 2 < len(self.quantities) else None
        figure, used = None, 1
        if two is not None and two.start - one.end < 60:
            figure, used = read_whole(self, one, two, three)
            if figure is None:
                figure, used = self.range(one, two), 2
        if figure is None:
            figure, used = self.single(one), 1
        if figure is not None and figure.kind == "share":
            used += self.readings(figure, place + used)
        return figure, used

    def range(self, one: Quantity, two: Quantity) -> Figure | None:
        """Read "12 to 15", "between 30 and 40 per cent", "from 40% to 31%"."""
        found = read_range(self, one, two)
        if found is None:
            return None
        figure, sort = found
        if starts_from_nothing(figure):
            figure.kind = "scale"
        if sort == "bare":
            if figure.value <= 1 and RATED_FROM.search(before(self.text, figure.start)):
                figure.kind = "scale"  # "rate your energy from 1 to 5"
                return figure
            return self.finish(figure, two)
        context, after = before(self.text, figure.start), self.text[two.end : two.end + 40]
        if direction_by(context, after, is_share=True):
            figure.kind = "change"
        return figure if sort != "time" else self.duration(figure, two)

    def single(self, one: Quantity) -> Figure | None:
        if one.sort == "slash":
            return read_slash(self, one)
        kind = KINDS.get(one.sort, "count")
        figure = self.figure(one, one.end, kind, one.value, one.unit, [f"grammar:{one.sort}"])
        context = before(self.text, figure.start)
        after = self.text[one.end : one.end + 40]
        if one.sort != "slash":
            is_share = one.sort in ("percent", "points")
            if direction := direction_by(context, after, is_share=is_share):
                figure.kind = "change"
                figure.evidence.append(f"change:{direction}")
                figure.end += step_word(after) if is_share else 0
        if one.sort == "points":
            figure.kind = "change"
        if one.sort == "percent" and figure.comparator in "<>" and THRESHOLD.search(context):
            figure.kind = "scale"  # "officers above 110 per cent": which officers, not how many
        if one.sort == "percent" and LIMIT.search(context):
            figure.kind = "scale"
            figure.comparator = "≤" if figure.comparator == "=" else figure.comparator
        if one.sort == "time":
            return self.duration(figure, one)
        if one.sort == "marks":
            self.marks(figure, context)
        return self.finish(figure, one) if one.sort == "bare" else figure

    def marks(self, figure: Figure, context: str) -> None:
        """Tell points scored from points to be had ("worth three points") and points between."""
        if figure.kind == "change":
            return
        if OFF_TARGET.match(self.text, figure.end):
            figure.kind = "change"
        elif SCALE_BEFORE.search(context) or SCALE_AFTER.match(self.text, figure.end):
            figure.kind = "scale"
        self.with_out_of(figure, context)

    def duration(self, figure: Figure, one: Quantity) -> Figure | None:
        """Keep a span of time that says how long, not one that says when."""
        if figure.kind == "change":
            return figure
        lead = self.text[max(0, figure.start - 24) : figure.start]
        within = WITHIN.search(lead)
        is_one = self.text[one.number.start : one.number.end].lower() == "one"
        bounded = figure.comparator != "=" or figure.stance is not None
        if is_one and not (bounded or within or re.search(r"\b(?:for|of|by)\s$", lead)):
            return None
        if POINTS_IN_TIME_AFTER.match(self.text, figure.end):
            return None
        if LEVEL_NOUN.match(self.text, figure.end):
            figure.kind = "scale"  # "the four-hour target"
            return figure
        if within:
            figure.start -= len(within[0])
            figure.comparator = "≤" if figure.comparator == "=" else figure.comparator
        elif every := EVERY.search(self.text, max(0, figure.start - 24), figure.start):
            bound = bound_before(self.text, every.start(), self.floor)
            figure.kind, figure.start, figure.comparator = "rate", bound.start, bound.comparator
            return figure
        elif own := OWN_FIRST.search(lead):  # "people in their first two years"
            figure.start -= len(own["first"])
            figure.comparator = "≤"
        elif POINTS_IN_TIME_BEFORE.search(lead):
            return None
        elif (
            figure.comparator == ">"
            and re.search(r"(?:^|[.,;\n]\s?)$", before(self.text, figure.start))
            and self.text[figure.start : figure.start + 4].lower() == "over"
        ):
            return None  # "Over three years, caseloads grew": during, not more than
        if (rate := RATE.match(self.text, figure.end)) and " each" not in rate[0]:
            figure.kind, figure.end = "rate", rate.end()
        return figure

    def readings(self, figure: Figure, place: int) -> int:
        """Take over the "(64%)" of "almost two thirds (64%)"; give how many quantities it took."""
        if place >= len(self.quantities):
            return 0
        other = self.quantities[place]
        gap = self.text[figure.end : other.start]
        bound = bound_before(self.text, other.start, figure.end)
        lead = self.text[figure.end : bound.start]
        noun = self.text[figure.end : figure.counted.end] if figure.counted else ""
        shut = self.text[other.end : other.end + 1] in (")", "]")
        opened = len(gap) < 60 and OPEN.fullmatch(lead) is not None
        apposed = APPOSED.fullmatch(lead) is not None
        again = noun != "" and OR_AGAIN.fullmatch(lead.removeprefix(noun)) is not None
        if other.sort not in ("percent", "fraction") or not ((opened and shut) or apposed or again):
            return 0
        if apposed and re.match(r"\sof\b", self.text[other.end : other.end + 4]):
            return 0  # "in 38, half of which were late"
        if abs(other.value - figure.value) > 6 or figure.value_high is not None:
            return 0
        figure.readings.append((other.start, other.end, other.value, bound.comparator))
        figure.evidence.append("grammar:reading")
        if (opened and not re.search(r"\w", OF_US.sub("", lead))) or apposed:
            figure.end = other.end + (1 if opened else 0)
        return 1
