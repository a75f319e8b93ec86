"""The two clocks that fetching reads, so that a test can wind them."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """Time as fetching sees it.

    Attributes
    ----------
    monotonic : callable
        Seconds since no matter when, for delays.
    now : callable
        Seconds since 1970, UTC, for what is written down and compared with a server's dates.
    sleep : callable
        Seconds to wait.
    """

    monotonic: Callable[[], float] = time.monotonic
    now: Callable[[], float] = time.time
    sleep: Callable[[float], None] = time.sleep


def iso(seconds: float) -> str:
    """Write an instant as ISO 8601 UTC, to the second.

    Examples
    --------
    >>> iso(0.9)
    '1970-01-01T00:00:00Z'
    """
    return datetime.fromtimestamp(int(seconds), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
