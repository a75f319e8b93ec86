"""What a batch tells while it runs."""

import time
from collections.abc import Callable

import msgspec


class Event(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far a run is; with ``--json`` a line of standard output.

    Attributes
    ----------
    event : str
        ``progress``, or ``stage`` where one begins.
    stage : str
        ``plan``, ``harvest``, ``gather``, ``analyse``, ``link``.
    done, total : int, int or None
        Documents, or inputs of the harvest; None where only reading tells.
    reused : int
        Of those done: by an earlier run.
    quarantined : int
        Of those done: left out since no worker survived them.
    per_second : float or None
        Done in this run, by the clock on the wall.
    seconds_left : float or None
        At that rate.
    """

    event: str
    stage: str
    done: int = 0
    total: int | None = None
    reused: int = 0
    quarantined: int = 0
    per_second: float | None = None
    seconds_left: float | None = None


OnEvent = Callable[[Event], object]


class Meter:
    """Counts one stage and tells of it.

    Parameters
    ----------
    stage : str
    total : int or None
    on_event : callable
    clock : callable
        Seconds.

    Examples
    --------
    >>> seconds = iter([0.0, 4.0])
    >>> told = []
    >>> meter = Meter("analyse", 10, told.append, clock=lambda: next(seconds))
    >>> meter.add(2)
    >>> told[-1].per_second, told[-1].seconds_left
    (0.5, 16.0)
    """

    def __init__(
        self,
        stage: str,
        total: int | None,
        on_event: OnEvent,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stage, self._total, self._on_event, self._clock = stage, total, on_event, clock
        self._done = self._reused = self._quarantined = 0
        self._start = clock()
        on_event(Event(event="stage", stage=stage, total=total))

    def add(self, items: int, *, is_reused: bool = False, quarantined: int = 0) -> None:
        """Count items that are done."""
        self._done += items
        self._reused += items if is_reused else 0
        self._quarantined += quarantined
        passed = self._clock() - self._start
        fresh = self._done - self._reused
        rate = fresh / passed if fresh and passed > 0 else None
        left = None if rate is None or self._total is None else (self._total - self._done) / rate
        self._on_event(
            Event(
                event="progress",
                stage=self._stage,
                done=self._done,
                total=self._total,
                reused=self._reused,
                quarantined=self._quarantined,
                per_second=None if rate is None else round(rate, 3),
                seconds_left=None if left is None else round(left, 1),
            )
        )

    def at(self, done: int) -> None:
        """Tell that so many are done in all; every hundredth is told."""
        if done % _EACH == 0:
            self.add(done - self._done)


_EACH = 100
