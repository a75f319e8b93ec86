"""A movement states two levels: the one reached, and the one before."""

import msgspec

from probenlp.records import Qualifier, Statistic


def level_reached(statistic: Statistic) -> float:
    """Give the later end of a movement: 19 in "from 36 per cent to 19", 51 in "from 44 to 51".

    The end named last counts; of ends in words the lower one, since most figures that are told as
    a fall are told for it.
    """
    low, high = statistic.value, statistic.value_high
    if high is None:
        return low
    surface = statistic.span.surface
    places = (surface.rfind(f"{low:g}"), surface.rfind(f"{high:g}"))
    if min(places) < 0:
        return low
    return low if places[0] > places[1] else high


def level_before(statistic: Statistic) -> Statistic | None:
    """Give the level that a movement started from, as a figure of its own.

    Returns
    -------
    Statistic or None
        Of an earlier time. None for a figure that is no movement between two stated levels.
    """
    if statistic.kind != "change" or statistic.value_high is None:
        return None
    reached = level_reached(statistic)
    before = statistic.value if reached == statistic.value_high else statistic.value_high
    past: tuple[Qualifier, ...] = ("past",)
    return msgspec.structs.replace(
        statistic,
        kind="share" if statistic.unit == "per cent" else "count",
        value=before,
        value_high=None,
        qualifiers=tuple(dict.fromkeys((*past, *statistic.qualifiers))),
        evidence=(*statistic.evidence, "claim:level-before"),
    )
