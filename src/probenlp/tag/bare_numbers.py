"""Bare numbers: a count, a score, a rate, an elided figure, or nothing."""

import re
from collections.abc import Collection

from spacy.tokens import Doc

from probenlp.tag.counted import Counted, counted_after
from probenlp.tag.elisions import (
    ends_phrase,
    is_alone,
    is_predicate,
    left_over,
    near,
    opens_whole,
    part_of,
    stands_in_slot,
    take_over,
)
from probenlp.tag.figure import Figure, before
from probenlp.tag.figure_cues import (
    AMOUNT_BEFORE,
    ANYTHING,
    AVERAGE,
    BACKWARD,
    CAPACITY,
    COORDINATED,
    COUNTED_OF,
    COUNTED_PART,
    DEFINITE,
    EACH,
    FEWER,
    INTRODUCED,
    MAXIMUM_OF,
    MEANS,
    MORE,
    OF_US,
    OFF_TARGET,
    PLACED,
    RATE,
    SCORE,
    SCORED,
    STEP_THAN,
    TIMES,
    TOP,
    VERB_AFTER,
    WHO,
)
from probenlp.tag.figure_maker import FigureMaker
from probenlp.tag.quantities import Quantity


class BareReader(FigureMaker):
    """Reads the numbers of one text that have no unit of their own.

    Attributes
    ----------
    last : Figure or None
        The figure before.
    whole : Figure or None
        The last count that opened its clause as a whole ("Of the 57 women it helped, …").
    """

    def __init__(self, doc: Doc, maxima: Collection[float], grades: re.Pattern[str] | None) -> None:
        super().__init__(doc, maxima)
        self.grades = grades
        self.last: Figure | None = None
        self.whole: Figure | None = None
        totals = re.compile(r"\bout\sof\s(?:a\s)?(?:possible\s)?(\d{2})\b", re.IGNORECASE)
        self.is_scored = any(float(m[1]) in maxima for m in totals.finditer(self.text))

    def with_out_of(self, figure: Figure, context: str) -> bool:
        """Read the maximum alone: "marked [out of 27]"."""
        lead = re.search(
            r"\bout\sof\s(?:(?:a|only|just|possible|maximum|total|of)\s){0,4}$", context
        )
        if lead:
            figure.kind, figure.unit = "scale", "points"
            if lead[0] == "out of ":
                figure.start -= len(lead[0])
        return lead is not None

    def finish(self, figure: Figure, last: Quantity) -> Figure | None:
        """Decide what a number without a unit is: score, rate, count, or nothing."""
        context = before(self.text, figure.start)
        if figure.kind == "change":
            counted = counted_after(self.doc, self.text, last.end)
            if counted and "grammar:bare" in figure.evidence and not MORE.search(context):
                figure.kind = "count"  # "was told by five reports"
                figure.evidence = ["grammar:bare"]
                return self.count(figure, last, counted, context)
            figure.counted, figure.unit = counted, counted.head if counted else None
            figure.end = counted.end if counted else figure.end
            return figure
        if self.is_score(figure, context):
            figure.kind, figure.unit = "score", "points"
            return figure
        if per := re.match(
            r"\s(?:in\severy|per|for\severy)\s[\d,]+\b", self.text[last.end : last.end + 40]
        ):
            figure.kind, figure.end = "rate", last.end + per.end()
            return figure
        if self.with_out_of(figure, context):
            known = figure.value in self.maxima
            return figure if known or SCORE.search(context) or "possible" in context else None
        if TIMES.match(self.text, figure.end):
            figure.end, figure.unit = figure.end + len(" times"), "times"
            return figure if last.value > 1 else None
        counted = counted_after(self.doc, self.text, figure.end, single=figure.value == 1)
        if counted is not None and counted.head.lower() == "times":
            return None  # "three times the average" is read by its factor
        if counted is None or not (counted.plural or figure.value == 1):
            counted = None
        return self.count(figure, last, counted, context)

    def is_score(self, figure: Figure, context: str) -> bool:
        """Tell "scored eight" from "scored 17 goals", which counts."""
        if not SCORED.search(context) or TOP.search(context):
            return False
        counted = counted_after(self.doc, self.text, figure.end)
        return counted is None or not counted.plural

    def count(
        self, figure: Figure, last: Quantity, counted: Counted | None, context: str
    ) -> Figure | None:
        """Decide on a number by the noun it counts, where there is one."""
        small = last.number.form == "words" and last.value <= 10
        if small and self.is_preposition(figure, context):
            figure.start, figure.comparator = figure.core[0], "="
        bounded = figure.comparator != "=" or figure.stance is not None
        if small and last.value == 1 and not (bounded and counted) and not self.is_listed(figure):
            return None
        if counted is None:
            return self.uncounted(figure, last, context, bounded=bounded)
        if small and not bounded and DEFINITE.search(context):
            new = INTRODUCED.match(self.text, counted.end) and context.lower().endswith("of the ")
            if not (new or opens_whole(context)):
                return None
        figure.counted, figure.end = counted, max(figure.end, counted.end)
        if whole := COUNTED_OF.match(self.text, counted.end):
            figure.end = whole.end()  # "87 members of staff"
        figure.unit = self.text[counted.start : figure.end]
        if rate := RATE.match(self.text, figure.end):
            figure.kind, figure.end = "rate", rate.end()
            figure.unit = self.text[counted.start : rate.end()]
            figure.evidence.append("grammar:rate")
        elif AVERAGE.search(context) or EACH.search(context):
            figure.kind = "rate"
            figure.evidence.append("grammar:average")
        return figure

    def is_preposition(self, figure: Figure, context: str) -> bool:
        """Tell "a report about two complaints" and "assessment, over three areas" from bounds."""
        words = self.text[figure.start : figure.start + 6].lower()
        return words == "about " or (words.startswith("over ") and context.endswith(", "))

    def is_listed(self, figure: Figure) -> bool:
        """Tell whether "one" goes on a list of counts: "seven men, one supervisor"."""
        gap = self.text[self.last.end : figure.start] if self.last else ""
        return (
            self.last is not None
            and (self.last.kind == "count" or self.last.out_of is not None)
            and re.fullmatch(r"(?:\s[\w\s]{0,40})?(?:,|\sand|,\sand)\s", gap) is not None
        )

    def uncounted(
        self, figure: Figure, last: Quantity, context: str, *, bounded: bool
    ) -> Figure | None:
        """Decide on a number without a noun: of them, of a whole before, or elided."""
        if self.with_part(figure, context):
            return figure
        if BACKWARD.search(context) and not WHO.match(self.text, figure.end):
            return None  # "500 of the 3,000 are": known already
        if self.is_threshold(figure, context):
            figure.kind = "scale"
            return figure
        if self.as_score(figure, last, context):
            return figure
        earlier = near(self.text, self.last, figure.start)
        slot = stands_in_slot(self.text, figure, context, earlier)
        amount = bounded or AMOUNT_BEFORE.search(context) is not None
        amount = amount or self.is_coordinated(figure, last) or slot is not None
        subject = VERB_AFTER.match(self.text, last.end) and not re.search(r"[A-Z]\w*\s$", context)
        whole = amount or subject or ends_phrase(self.text, figure.end)
        if whole and part_of(self.text, figure, self.whole):
            return figure
        if amount:
            if slot == "shared" and earlier is not None:
                take_over(figure, earlier)
            return figure
        if self.grades is not None and (grade := self.grades.match(self.text, last.end)):
            figure.end = grade.end() if grade["plural"] else figure.end
            return figure
        if subject and last.value >= 2:
            return figure
        return figure if self.is_fragment(figure, last) else None

    def is_threshold(self, figure: Figure, context: str) -> bool:
        """Tell a level from an amount: "anything [under 120]", "[Over 110] and you are red"."""
        if figure.comparator not in ("<", ">", "≤", "≥"):
            return False
        if ANYTHING.search(context):
            return True
        return not context.strip() and MEANS.match(self.text, figure.end) is not None

    def with_part(self, figure: Figure, context: str) -> bool:
        """Read "six of us" and "nine of the new starters", unless all of them are meant."""
        if BACKWARD.search(context):
            return False
        if of := OF_US.match(self.text, figure.end):
            figure.end = of.end()
            if step := FEWER.match(self.text, of.end()):
                figure.kind, figure.end = "change", step.end()  # "left us with [four of us fewer]"
            return True
        if part := COUNTED_PART.match(self.text, figure.end):
            counted = counted_after(self.doc, self.text, part.end())
            if counted is not None and counted.plural:
                figure.counted, figure.end = counted, counted.end
                figure.unit = self.text[counted.start : counted.end]
                return True
        return False

    def as_score(self, figure: Figure, last: Quantity, context: str) -> bool:
        """Read maxima ("a maximum of 30") and points that only the text's scores explain."""
        if CAPACITY.search(context):
            figure.kind = "scale"  # "a capacity of 120"
            return True
        maximum = MAXIMUM_OF.match(self.text, figure.start)
        if maximum or TOP.search(context):
            figure.kind, figure.unit = "scale", "points"
            if maximum:
                figure.start, figure.comparator = maximum.end(), "="
            return True
        scored = self.last is not None and self.last.kind == "score"
        if scored and (off := OFF_TARGET.match(self.text, last.end)):
            figure.kind, figure.unit, figure.end = "change", "points", off.end()
            return near(self.text, self.last, figure.start) is not None
        free = scored or near(self.text, self.last, figure.start) is None
        if free and self.is_scored and is_predicate(self.text, figure, context):
            figure.kind, figure.unit = "score", "points"  # "Ashmere was 8", all out of 27
            return figure.value <= max(self.maxima)
        return False

    def is_fragment(self, figure: Figure, last: Quantity) -> bool:
        """Tell whether a number alone is said for itself: "Ninety-six!", "the 540 who went"."""
        if last.value < 2:
            return False
        if (end := left_over(self.text, last.end)) is not None:
            figure.end = end
            if STEP_THAN.match(self.text, last.end):
                figure.kind = "change"
            return True
        if WHO.match(self.text, last.end):
            return True
        if last.number.form == "words" and is_alone(self.text, figure):
            if self.last is not None and self.last.value == figure.value:
                take_over(figure, self.last)
            return True
        again = self.last is not None and self.last.value == figure.value
        if again and self.last and ends_phrase(self.text, figure.end):
            take_over(figure, self.last)  # "note that 31": said again
        return figure.kind == "share"

    def is_coordinated(self, figure: Figure, last: Quantity) -> bool:
        """Tell whether a bare number shares the noun before: "43 for A and 51 for B"."""
        gap = self.text[self.floor : figure.start] if self.floor else ""
        return (
            0 < len(gap) < 60
            and COORDINATED.fullmatch(gap) is not None
            and PLACED.match(self.text, last.end) is not None
        )
