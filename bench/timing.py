"""Timing two things side by side."""

import statistics
import time
from collections.abc import Callable
from typing import Any


def seconds(work: Callable[[], object]) -> float:
    """Time one call on the wall clock."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def side_by_side(
    ours: Callable[[], object], theirs: Callable[[], object], *, repeat: int
) -> dict[str, Any]:
    """Run two things in turn and compare them.

    Returns
    -------
    dict
        Seconds of each (median, least, greatest) and ``ratio``: how many times as fast ours is,
        the median over the pairs.
    """
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(repeat)]
    ratios = [other / own for own, other in pairs]
    return {
        "ours_s": spread([own for own, _ in pairs]),
        "theirs_s": spread([other for _, other in pairs]),
        "ratio": spread(ratios),
        "repetitions": repeat,
    }


def spread(values: list[float]) -> dict[str, float]:
    """Give median, least and greatest."""
    return {
        "median": round(statistics.median(values), 4),
        "least": round(min(values), 4),
        "greatest": round(max(values), 4),
    }
