"""Figures of two numbers: parts of a whole, scores out of a maximum, ratios."""

import re
from typing import Final

from probenlp.tag.counted import Counted, counted_after
from probenlp.tag.figure import Figure, before
from probenlp.tag.figure_cues import COLON, IN, OF, ONE_IN, ONE_TO, OUT_OF, RATIO, SCORE
from probenlp.tag.figure_maker import FigureMaker
from probenlp.tag.quantities import Quantity

_TIMED: Final = re.compile(
    r"\s(?:minutes|hours|days|weeks|months|years|minute|hour|day|week|month|year)\b"
)
_PEOPLE_DID: Final = re.compile(
    r"\s(?:said|told|felt|had|have|were|are|did|do|agreed|thought|reported|failed|passed|came|went|left|got)\b"
)
_EARNED: Final = re.compile(
    r"\b(?:earn|scor|gain|award|receiv|g[eio]t|g[ai]ve|tak|took|pick|won|los[et]|drop)\w*\s(?:\w+\s){0,3}$",
    re.IGNORECASE,
)
_SPLIT: Final = re.compile(r"\b(?:ratio|split|divid|share)\w*\b|,\s$", re.IGNORECASE)
_WHEN: Final = re.compile(
    r"\s(?:last|this|next|each|every)\s(?:year|month|week|day|time|term|season)\b", re.IGNORECASE
)
_POSSESSIVE: Final = re.compile(r"of\s(?:the\s|these\s|those\s|all\s)*(?=.*['’])", re.IGNORECASE)


def read_whole(
    maker: FigureMaker, one: Quantity, two: Quantity, three: Quantity | None
) -> tuple[Figure | None, int]:
    """Read a figure of two or three numbers that starts here; tell how many it used."""
    if figure := _bracketed(maker, one, two, three):
        return figure, 3
    return _one_of_many(maker, one, two) or _part(maker, one, two) or _ratio(maker, one, two), 2


def read_slash(maker: FigureMaker, one: Quantity) -> Figure | None:
    """Read "9/27", "3/4 of cases", "70/30"; a date or a code gives None."""
    over, under = one.number.over, one.number.under
    whole = counted_after(maker.doc, maker.text, one.end) is not None or OF.match(
        maker.text, one.end
    )
    scored = SCORE.search(before(maker.text, one.start, 40)) is not None
    if over <= under and (scored or (not whole and (under in maker.maxima or under in (5, 10)))):
        return maker.figure(one, one.end, "score", over, "points", ["grammar:score"], under)
    if over + under == 100 and not OF.match(maker.text, one.end):
        return maker.figure(one, one.end, "ratio", over, None, ["grammar:ratio"], under)
    if over > under or (under > 12 and not whole):
        return None  # "22/11" with no word of what it is: a date, a code
    return maker.figure(one, one.end, "share", one.value, one.unit, ["grammar:slash"], under)


def _bracketed(
    maker: FigureMaker, one: Quantity, two: Quantity, three: Quantity | None
) -> Figure | None:
    """Read "21 (35%) of the 60 cases" and "21 (35%) of 60"."""
    if three is None or one.sort != "bare" or two.sort != "percent" or three.sort != "bare":
        return None
    if not re.fullmatch(r"\s?\(", maker.gap(one, two)):
        return None
    rest = maker.gap(two, three)
    if not rest.startswith(")") or not (OF.fullmatch(rest[1:]) or OUT_OF.fullmatch(rest[1:])):
        return None
    figure = _share(maker, one, three, "of")
    figure.readings.append((two.start, two.end, two.value, "="))
    return figure


def _part(maker: FigureMaker, one: Quantity, two: Quantity) -> Figure | None:
    """Read "one in five", "4 out of a possible 24", "11 of the 15 areas"."""
    if one.sort not in ("bare", "marks") or two.sort not in ("bare", "marks"):
        return None
    if one.value > two.value or one.number.form == "fraction" or two.value <= 1:
        return None
    gap = maker.gap(one, two)
    if OUT_OF.fullmatch(gap):
        score = _score(maker, one, two, gap)
        return score or (_share(maker, one, two, "out-of") if one.sort == "bare" else None)
    if one.sort == "marks":
        return None
    if IN.fullmatch(gap):
        return _share(maker, one, two, "in") if _is_sample(maker, one, two) else None
    if not OF.fullmatch(gap) or maker.text[one.start : one.end].lower() == "one":
        return None
    if two.sort == "marks" and _EARNED.search(before(maker.text, one.start)):
        return maker.figure(
            one, two.end, "score", one.value, "points", ["grammar:score"], two.value
        )
    return _share(maker, one, two, "of")


def _is_sample(maker: FigureMaker, one: Quantity, two: Quantity) -> bool:
    """Tell "one in five" from "12 in 2" and "3 in 10 days"."""
    sample = two.value <= 20 or two.value in (25, 30, 40, 50, 100, 1000, 10000, 100000)
    timed = _TIMED.match(maker.text[two.end : two.end + 9]) or two.sort != "bare"
    return sample and one.value < min(two.value, 20) and not timed


def _score(maker: FigureMaker, one: Quantity, two: Quantity, gap: str) -> Figure | None:
    context = before(maker.text, one.start) + gap
    possible = re.search(r"\b(?:possible|maximum|points?|marks?)\b", gap, re.IGNORECASE)
    marked = "marks" in (one.sort, two.sort)
    whole = counted_after(maker.doc, maker.text, two.end)
    counts = (whole is not None and whole.plural) or _PEOPLE_DID.match(maker.text, two.end)
    known = two.value in maker.maxima and not counts
    if not (marked or possible or known or (SCORE.search(context) and not counts)):
        return None
    return maker.figure(one, two.end, "score", one.value, "points", ["grammar:score"], two.value)


def _share(maker: FigureMaker, one: Quantity, two: Quantity, how: str) -> Figure:
    value = 100 * one.value / two.value
    end = two.number.end if two.sort == "marks" else two.end
    figure = maker.figure(one, end, "share", value, "per cent", [f"grammar:{how}"], two.value)
    if not _WHEN.match(maker.text, end):  # "it was 1 in 4 last year"
        figure.counted = counted_after(maker.doc, maker.text, end)
    if figure.counted and (whose := _POSSESSIVE.search(maker.text, one.end, two.start)):
        counted = figure.counted  # "five of the region's 11 units": whose units they are
        figure.counted = Counted(
            start=whose.end(), end=counted.end, head=counted.head, plural=counted.plural
        )
    return figure


def _one_of_many(maker: FigureMaker, one: Quantity, two: Quantity) -> Figure | None:
    """Read "one officer in four" and "one manager to eight staff"."""
    text = maker.text
    if one.sort != "bare" or one.value != 1 or two.sort != "bare" or two.value < 2:
        return None
    if (found := ONE_IN.fullmatch(text, one.end, two.start)) and _is_sample(maker, one, two):
        after = counted_after(maker.doc, text, two.end)
        if after is not None and not _is_verb(maker, after):
            return None  # "one visit in two offices"
        figure = maker.figure(
            one, two.end, "share", 100 / two.value, "per cent", ["grammar:in"], two.value
        )
        noun = found["noun"].split()[-1]
        figure.counted = Counted(
            start=found.start("noun"), end=found.end("noun"), head=noun, plural=False
        )
        return figure
    if ONE_TO.fullmatch(text, one.end, two.start):
        after = counted_after(maker.doc, text, two.end)
        if after is not None and after.plural:
            return maker.figure(one, after.end, "ratio", 1.0, None, ["grammar:ratio"], two.value)
    return None


def _is_verb(maker: FigureMaker, counted: Counted) -> bool:
    """Tell whether what looks like a plural is a verb: "one child in nine [waits] longer"."""
    span = maker.doc.char_span(counted.start, counted.end, alignment_mode="expand")
    if span is None or len(span) != 1 or span.end >= len(maker.doc):
        return False
    return maker.doc[span.end].tag_ in ("JJR", "RBR", "RB", "DT", "TO", "PRP$", "VBN", "VBG")


def _ratio(maker: FigureMaker, one: Quantity, two: Quantity) -> Figure | None:
    if one.sort != "bare" or two.sort != "bare" or not COLON.fullmatch(maker.gap(one, two)):
        return None
    after = maker.text[two.end : two.end + 8]
    context = before(maker.text, one.start, 60)
    named = RATIO.search(context) or after.startswith(" ratio")
    # "They divide 60 to 40": two parts of a hundred, where nothing is counted.
    parts = one.value + two.value == 100 and (one.value >= two.value or _SPLIT.search(context))
    if not named and (not parts or counted_after(maker.doc, maker.text, two.end) is not None):
        return None
    return maker.figure(one, two.end, "ratio", one.value, None, ["grammar:ratio"], two.value)
