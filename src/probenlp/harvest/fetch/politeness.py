"""When a host may be asked again."""

import threading
from dataclasses import dataclass

from probenlp.harvest.fetch.clock import Clock


@dataclass(slots=True)
class _Host:
    ready_at: float
    delay: float


class Politeness:
    """One delay and one next turn for each host; threads may share it.

    Parameters
    ----------
    delay : float
        Seconds between requests to a host that states no crawl-delay.
    clock : Clock

    Examples
    --------
    >>> politeness = Politeness(5.0, Clock(monotonic=lambda: 100.0))
    >>> politeness.enter("dale.example"), politeness.ready_at("dale.example")
    (0.0, 105.0)
    >>> politeness.ready_at("fen.example")
    100.0
    """

    def __init__(self, delay: float, clock: Clock) -> None:
        self._delay, self._clock = delay, clock
        self._hosts: dict[str, _Host] = {}
        self._lock = threading.Lock()

    def ready_at(self, host: str) -> float:
        """Give the instant from which a host may be asked, by the monotonic clock.

        For a host that is ready it lies in the past, the further the longer it has been ready; for
        one never met before it is now.
        """
        with self._lock:
            return self._of(host).ready_at

    def enter(self, host: str) -> float:
        """Take the next turn with a host, and give the seconds to wait for it."""
        with self._lock:
            now, state = self._clock.monotonic(), self._of(host)
            turn = max(state.ready_at, now)
            state.ready_at = turn + state.delay
            return turn - now

    def leave(self, host: str) -> None:
        """End a turn: the delay counts from here, so that a slow server gets its rest."""
        with self._lock:
            self._pause(host, self._of(host).delay)

    def pause(self, host: str, seconds: float) -> None:
        """Leave a host alone for at least so many seconds from now."""
        with self._lock:
            self._pause(host, seconds)

    def set_delay(self, host: str, seconds: float) -> None:
        """Use the crawl-delay that a host states, from the next turn on."""
        with self._lock:
            self._of(host).delay = seconds

    def _pause(self, host: str, seconds: float) -> None:
        state = self._of(host)
        state.ready_at = max(state.ready_at, self._clock.monotonic() + seconds)

    def _of(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host(self._clock.monotonic(), self._delay))
