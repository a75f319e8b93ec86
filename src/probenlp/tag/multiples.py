"""Factors as figures: "doubled", "twice the average", "three times as many"."""

from typing import Final

from probenlp.records import StatisticKind
from probenlp.tag.bounds import bound_before
from probenlp.tag.changes import find_multiples
from probenlp.tag.figure import Figure
from probenlp.tag.quantities import Quantity

_KINDS: Final[dict[str, StatisticKind]] = {"change": "change", "again": "count"}


def read_multiples(text: str, quantities: list[Quantity], figures: list[Figure]) -> list[Figure]:
    """Read "doubled", "twice the average" and "three times as many"."""
    found = []
    taken = {figure.end for figure in figures}
    bare = {quantity.end: quantity for quantity in quantities if quantity.sort == "bare"}
    for multiple in find_multiples(text):
        start, end, value = multiple.start, multiple.end, multiple.value
        if multiple.kind == "times":
            number = bare.get(start - 1)
            if number is None or number.end in taken:
                continue
            start, value = number.start, number.value
        if any(figure.start < end and start < figure.end for figure in figures):
            continue
        bound = bound_before(text, start)
        kind = _KINDS.get(multiple.kind, "ratio")
        falls = "change:fall" if value < 1 else "change:rise"
        found.append(
            Figure(
                start=bound.start,
                end=end,
                core=(start, end),
                kind=kind,
                value=value,
                unit="times",
                comparator=bound.comparator,
                stance=bound.stance,
                readings=[],
                evidence=["grammar:multiple", *([falls] if kind == "change" else [])],
            )
        )
    return found
