"""Timing two things side by side."""

import statistics
import time
from collections.abc import Callable
from typing import Any

Clock = Callable[[], float]


def seconds(work: Callable[[], object], clock: Clock = time.perf_counter) -> float:
    """Time one call."""
    start = clock()
    work()
    return clock() - start


def side_by_side(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    *,
    repeat: int,
    clock: Clock = time.process_time,
) -> dict[str, Any]:
    """Run two things in turn and compare them, after a first run of each that is not counted.

    The clock is that of the processor: on a shared machine the one on the wall times the
    neighbours as well. Only what runs in processes of its own is timed on the wall.

    Returns
    -------
    dict
        Seconds of each (median, least, greatest) and ``ratio``: how many times as fast ours is,
        the median over the pairs.
    """
    ours(), theirs()
    pairs = [(seconds(ours, clock), seconds(theirs, clock)) for _ in range(repeat)]
    ratios = [other / own for own, other in pairs]
    return {
        "ours_s": spread([own for own, _ in pairs]),
        "theirs_s": spread([other for _, other in pairs]),
        "ratio": spread(ratios),
        "clock": clock.__name__,
        "repetitions": repeat,
    }


def spread(values: list[float]) -> dict[str, float]:
    """Give median, least and greatest."""
    return {
        "median": round(statistics.median(values), 4),
        "least": round(min(values), 4),
        "greatest": round(max(values), 4),
    }
