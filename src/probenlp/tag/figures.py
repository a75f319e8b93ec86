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

from spacy.tokens import Doc

from probenlp.records import StatisticKind
from probenlp.tag.bounds import Bound, bound_after, bound_before
from probenlp.tag.changes import direction_by, has_moved
from probenlp.tag.counted import Counted, counted_after
from probenlp.tag.figure import KINDS, Figure, before, same_sort, scaled
from probenlp.tag.figure_cues import (
    AMOUNT_BEFORE,
    AND,
    APPOSED,
    BACKWARD,
    BETWEEN,
    COLON,
    COORDINATED,
    DASH,
    DEFINITE,
    FROM,
    IN,
    OF,
    OPEN,
    OR,
    OUT_OF,
    PLACED,
    POINTS_IN_TIME_AFTER,
    POINTS_IN_TIME_BEFORE,
    RATE,
    RATIO,
    SCORE,
    SCORED,
    TO,
    VERB_AFTER,
    WITHIN,
)
from probenlp.tag.multiples import read_multiples
from probenlp.tag.quantities import Quantity, find_quantities


def find_figures(doc: Doc) -> list[Figure]:
    """Find the statistics of a text, in order of place; none overlaps another.

    Parameters
    ----------
    doc : Doc
        Tags, where it has them, make the noun that is counted surer; none are needed.

    Examples
    --------
    >>> import spacy
    >>> doc = spacy.blank("en")("Almost two thirds (64%) of 1,204 cases, only 4 of the 24 offices")
    >>> [(figure.kind, round(figure.value, 1), figure.comparator) for figure in find_figures(doc)]
    [('share', 66.7, '≈below'), ('count', 1204.0, '='), ('share', 16.7, '=')]
    """
    reader = _Reader(doc)
    return reader.read()


class _Reader:
    """Joins the quantities of one text from left to right."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = doc.text
        self.quantities = find_quantities(self.text)
        self.floor = 0

    def read(self) -> list[Figure]:
        figures: list[Figure] = []
        place = 0
        while place < len(self.quantities):
            figure, used = self.join(place)
            if figure is not None and figure.start >= self.floor:  # a noun may hold a number
                figures.append(figure)
                self.floor = figure.end
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
            figure, used = self.bracketed(one, two, three), 3
            if figure is None:
                figure, used = (
                    self.parts(one, two) or self.ratio(one, two) or self.range(one, two),
                    2,
                )
        if figure is None:
            figure, used = self.single(one), 1
        if figure is not None and figure.kind == "share":
            used += self.readings(figure, place + used)
        return figure, used

    def gap(self, one: Quantity, two: Quantity) -> str:
        return self.text[one.end : two.start]

    def bracketed(self, one: Quantity, two: Quantity, three: Quantity | None) -> Figure | None:
        """Read "21 (35%) of the 60 cases" and "21 (35%) of 60"."""
        if three is None or one.sort != "bare" or two.sort != "percent" or three.sort != "bare":
            return None
        if not re.fullmatch(r"\s?\(", self.gap(one, two)):
            return None
        rest = self.gap(two, three)
        if not rest.startswith(")") or not (OF.fullmatch(rest[1:]) or OUT_OF.fullmatch(rest[1:])):
            return None
        figure = self.share(one, three, "of")
        if figure is not None:
            figure.readings.append((two.start, two.end, two.value, "="))
        return figure

    def parts(self, one: Quantity, two: Quantity) -> Figure | None:
        """Read "one in five", "4 out of a possible 24", "11 of the 15 areas"."""
        if one.sort != "bare" or two.sort not in ("bare", "marks") or one.value > two.value:
            return None
        if one.number.form == "fraction" or two.value <= 1:
            return None
        gap = self.gap(one, two)
        if OUT_OF.fullmatch(gap):
            return self.score(one, two, gap) or self.share(one, two, "out-of")
        if IN.fullmatch(gap):
            sample = two.value <= 20 or two.value in (25, 30, 40, 50, 100, 1000, 10000, 100000)
            timed = re.match(
                r"\s(?:minutes|hours|days|weeks|months|years)\b", self.text[two.end :][:9]
            )
            small = one.value < two.value and one.value < 20
            return self.share(one, two, "in") if sample and small and not timed else None
        if not OF.fullmatch(gap) or self.text[one.start : one.end].lower() == "one":
            return None
        return self.share(one, two, "of")

    def score(self, one: Quantity, two: Quantity, gap: str) -> Figure | None:
        context = before(self.text, one.start) + gap
        possible = re.search(r"\b(?:possible|maximum|points?|marks?)\b", gap, re.IGNORECASE)
        if not (two.sort == "marks" or possible or SCORE.search(context)):
            return None
        return self.figure(one, two.end, "score", one.value, "points", ["grammar:score"], two.value)

    def share(self, one: Quantity, two: Quantity, how: str) -> Figure | None:
        value = 100 * one.value / two.value
        figure = self.figure(
            one, two.end, "share", value, "per cent", [f"grammar:{how}"], two.value
        )
        figure.counted = counted_after(self.doc, self.text, two.end)
        return figure

    def ratio(self, one: Quantity, two: Quantity) -> Figure | None:
        if one.sort != "bare" or two.sort != "bare" or not COLON.fullmatch(self.gap(one, two)):
            return None
        after = self.text[two.end : two.end + 8]
        if not RATIO.search(before(self.text, one.start, 60)) and not after.startswith(" ratio"):
            return None
        return self.figure(one, two.end, "ratio", one.value, None, ["grammar:ratio"], two.value)

    def range(self, one: Quantity, two: Quantity) -> Figure | None:
        """Read "12 to 15", "between 30 and 40 per cent", "from 40% to 31%"."""
        gap = self.gap(one, two)
        lead = self.text[max(0, one.start - 30) : one.start]
        low = bound_before(self.text, one.start, self.floor)
        lead = self.text[max(0, low.start - 30) : low.start]
        origin, between = FROM.search(lead), BETWEEN.search(lead)
        joined = (
            DASH.fullmatch(gap)
            or TO.fullmatch(gap)
            or (between and AND.fullmatch(gap))
            or (OR.fullmatch(gap) and two.value == one.value + 1 and one.value < 20)
        )
        if not joined or not same_sort(one, two):
            return None
        start = low.start - len(between[0]) if between else low.start
        value = scaled(one, two)
        context = before(self.text, start)
        moved = origin and (value > two.value or has_moved(context))
        if not moved and not value < two.value:
            return None
        if moved and origin:
            start = low.start - len(origin[0])
        sort = two.sort if one.sort == "bare" else one.sort
        kind = "change" if moved else KINDS.get(sort, "count")
        evidence = [
            f"change:{'fall' if value > two.value else 'rise'}" if moved else "grammar:range"
        ]
        unit = two.unit or one.unit
        figure = self.figure(one, two.end, kind, min(value, two.value), unit, evidence)
        figure.value_high = max(value, two.value)
        figure.start, figure.core = start, (one.start, two.end)
        if sort == "bare":
            return self.finish(figure, two)
        if direction_by(before(self.text, start), self.text[two.end : two.end + 40], is_share=True):
            figure.kind = "change"
        return figure if sort != "time" else self.duration(figure, two)

    def single(self, one: Quantity) -> Figure | None:
        kind = KINDS.get(one.sort, "count")
        value, unit, out_of, evidence = one.value, one.unit, None, [f"grammar:{one.sort}"]
        if one.sort == "slash":
            out_of = one.number.under
            if SCORE.search(before(self.text, one.start, 40)):
                kind, value, unit = "score", one.number.over, "points"
            elif one.number.under > 12 and not counted_after(self.doc, self.text, one.end):
                return None  # "4/24" with no word of what it is: a date, a code, a score
        figure = self.figure(one, one.end, kind, value, unit, evidence, out_of)
        context = before(self.text, figure.start)
        after = self.text[one.end : one.end + 40]
        if one.sort in ("percent", "points", "money", "bare", "fraction", "time"):
            is_share = one.sort in ("percent", "points")
            if direction := direction_by(context, after, is_share=is_share):
                figure.kind = "change"
                figure.evidence.append(f"change:{direction}")
        if one.sort == "points":
            figure.kind = "change"
        if one.sort == "time":
            return self.duration(figure, one)
        if one.sort == "marks" and re.search(r"\bout\sof\s(?:[a-z]+\s){0,3}$", context):
            figure.kind = "scale"
        return self.finish(figure, one) if one.sort == "bare" else figure

    def duration(self, figure: Figure, one: Quantity) -> Figure | None:
        """Keep a span of time that says how long, not one that says when."""
        lead = self.text[max(0, figure.start - 24) : figure.start]
        within = WITHIN.search(lead)
        is_one = self.text[one.number.start : one.number.end].lower() == "one"
        bounded = figure.comparator != "=" or figure.stance is not None
        if is_one and not (bounded or within or re.search(r"\b(?:for|of|by)\s$", lead)):
            return None
        if POINTS_IN_TIME_AFTER.match(self.text, figure.end):
            return None
        if within:
            figure.start -= len(within[0])
            figure.comparator = "≤" if figure.comparator == "=" else figure.comparator
        elif POINTS_IN_TIME_BEFORE.search(lead):
            return None
        elif (
            figure.comparator == ">"
            and re.search(r"(?:^|[.,;\n]\s?)$", before(self.text, figure.start))
            and self.text[figure.start :][:4].lower() == "over"
        ):
            return None  # "Over three years, caseloads grew": during, not more than
        if (rate := RATE.match(self.text, figure.end)) and " each" not in rate[0]:
            figure.kind, figure.end = "rate", rate.end()
        return figure

    def finish(self, figure: Figure, last: Quantity) -> Figure | None:
        """Decide what a number without a unit is: score, rate, count, or nothing."""
        context = before(self.text, figure.start)
        if figure.kind == "change":
            counted = counted_after(self.doc, self.text, last.end)
            figure.counted, figure.unit = counted, counted.head if counted else None
            figure.end = counted.end if counted else figure.end
            return figure
        if SCORED.search(context):
            figure.kind, figure.unit = "score", "points"
            return figure
        if per := re.match(r"\s(?:in\severy|per|for\severy)\s[\d,]+\b", self.text[last.end :][:40]):
            figure.kind, figure.end = "rate", last.end + per.end()
            return figure
        if re.search(r"\bout\sof\s(?:(?:a|only|just|possible|maximum|total|of)\s){0,4}$", context):
            figure.kind, figure.unit = "scale", "points"
            return figure if SCORE.search(context) or "possible" in context else None
        counted = counted_after(self.doc, self.text, figure.end, single=figure.value == 1)
        if counted is not None and counted.head.lower() == "times":
            return None  # "three times the average" is read by its factor
        if counted is None or not (counted.plural or figure.value == 1):
            counted = None
        return self.count(figure, last, counted, context)

    def count(
        self, figure: Figure, last: Quantity, counted: Counted | None, context: str
    ) -> Figure | None:
        words = last.number.form == "words"
        if words and last.value <= 10 and self.text[figure.start :][:6].lower() == "about ":
            figure.start, figure.comparator = figure.core[0], "="  # "a report about two complaints"
        bounded = figure.comparator != "=" or figure.stance is not None
        if words and last.value == 1 and not (bounded and counted):
            return None
        if counted is None:
            amount = bounded or AMOUNT_BEFORE.search(context) is not None
            amount = amount or self.is_coordinated(figure, last)
            if BACKWARD.search(context):
                return None  # "500 of the 3,000 are": known already
            subject = VERB_AFTER.match(self.text, last.end) and not re.search(
                r"[A-Z]\w*\s$", context
            )
            return figure if amount or (subject and (last.value >= 2)) else None
        if words and last.value <= 10 and not bounded and DEFINITE.search(context):
            return None
        figure.counted, figure.end = counted, max(figure.end, counted.end)
        figure.unit = self.text[counted.start : counted.end]
        if rate := RATE.match(self.text, counted.end):
            figure.kind, figure.end = "rate", rate.end()
            figure.unit = self.text[counted.start : rate.end()]
            figure.evidence.append("grammar:rate")
        return figure

    def is_coordinated(self, figure: Figure, last: Quantity) -> bool:
        """Tell whether a bare number shares the noun before: "43 for A and 51 for B"."""
        gap = self.text[self.floor : figure.start] if self.floor else ""
        return (
            0 < len(gap) < 60
            and COORDINATED.fullmatch(gap) is not None
            and PLACED.match(self.text, last.end) is not None
        )

    def readings(self, figure: Figure, place: int) -> int:
        """Take over the "(64%)" of "almost two thirds (64%)"; give how many quantities it took."""
        if place >= len(self.quantities):
            return 0
        other = self.quantities[place]
        gap = self.text[figure.end : other.start]
        bound = bound_before(self.text, other.start, figure.end)
        lead = self.text[figure.end : bound.start]
        shut = self.text[other.end : other.end + 1] in (")", "]")
        opened = len(gap) < 60 and OPEN.fullmatch(lead) is not None
        apposed = APPOSED.fullmatch(lead) is not None
        if other.sort not in ("percent", "fraction") or not ((opened and shut) or apposed):
            return 0
        if abs(other.value - figure.value) > 6 or figure.value_high is not None:
            return 0
        figure.readings.append((other.start, other.end, other.value, bound.comparator))
        figure.evidence.append("grammar:reading")
        if (opened and not re.search(r"\w", lead)) or apposed:
            figure.end = other.end + (1 if opened else 0)
        return 1

    def figure(
        self,
        one: Quantity,
        end: int,
        kind: StatisticKind,
        value: float,
        unit: str | None,
        evidence: list[str],
        out_of: float | None = None,
    ) -> Figure:
        """Make a figure with the bound before its first and after its last quantity."""
        bound = bound_before(self.text, one.start, self.floor)
        late = bound_after(self.text, end)
        if late is not None and bound.comparator == "=":
            bound = Bound(
                start=one.start, end=one.start, comparator=late.comparator, stance=bound.stance
            )
            edge = late.end
        else:
            edge = end
        return Figure(
            start=bound.start,
            end=edge,
            core=(one.start, end),
            kind=kind,
            value=value,
            unit=unit,
            comparator=bound.comparator,
            stance=bound.stance,
            out_of=out_of,
            readings=[],
            evidence=evidence,
        )
