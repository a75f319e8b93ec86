"""Ranges and movements: "12 to 15", "between 30 and 40 per cent", "from 40% to 31%"."""

from probenlp.tag.bounds import bound_before
from probenlp.tag.changes import has_moved
from probenlp.tag.counted import counted_after
from probenlp.tag.figure import KINDS, Figure, before, same_sort, scaled
from probenlp.tag.figure_cues import AND, BETWEEN, BY, DASH, FROM, OR, TO
from probenlp.tag.figure_maker import FigureMaker
from probenlp.tag.quantities import Quantity


def read_range(maker: FigureMaker, one: Quantity, two: Quantity) -> tuple[Figure, str] | None:
    """Read two quantities as the ends of one figure.

    Returns
    -------
    tuple of Figure and str, or None
        The figure and the sort of its quantities; None where the two are no range.
    """
    text = maker.text
    low = bound_before(text, one.start, maker.floor)
    lead = text[max(0, low.start - 30) : low.start]
    origin, between = FROM.search(lead), BETWEEN.search(lead)
    value = scaled(one, two)
    start = low.start - len(between[0]) if between else low.start
    moved = origin is not None and (value > two.value or has_moved(before(text, start)))
    elided = moved and _leaves_out_unit(maker, one, two)
    if BY.search(lead):
        return None  # "fell by £3m to £18m": the step, then the level
    if not (same_sort(one, two) or elided) or not _joined(maker, one, two, between is not None):
        return None
    if not moved and not value < two.value:
        return None
    if moved and origin:
        start = low.start - len(origin[0])
    sort = two.sort if one.sort == "bare" else one.sort
    evidence = [f"change:{'fall' if value > two.value else 'rise'}" if moved else "grammar:range"]
    kind = "change" if moved else KINDS.get(sort, "count")
    figure = maker.figure(one, two.end, kind, min(value, two.value), two.unit or one.unit, evidence)
    figure.value_high = max(value, two.value)
    figure.start, figure.core = start, (one.start, two.end)
    return figure, sort


def _leaves_out_unit(maker: FigureMaker, one: Quantity, two: Quantity) -> bool:
    """Tell whether the second end of "from 36 per cent to 19" shares the unit of the first."""
    return (
        one.sort in ("percent", "time", "money")
        and two.sort == "bare"
        and counted_after(maker.doc, maker.text, two.end) is None
    )


def _joined(maker: FigureMaker, one: Quantity, two: Quantity, between: bool) -> bool:
    gap = maker.gap(one, two)
    ends = (one.sort, two.sort)
    listed = maker.text[max(0, one.start - 7) : one.start].lower() == "out of "
    choice = listed or (two.value == one.value + 1 and one.value < 20) or ends == ("bare", "time")
    return bool(
        DASH.fullmatch(gap)
        or TO.fullmatch(gap)
        or (between and AND.fullmatch(gap))
        or (OR.fullmatch(gap) and choice and one.value < two.value)
    )


def starts_from_nothing(figure: Figure) -> bool:
    """Tell whether a range of points is a scale: "between zero and three points"."""
    return figure.kind == "score" and figure.value == 0 and figure.value_high is not None
