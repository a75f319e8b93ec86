"""Ask a site's robots.txt before anything else (RFC 9309)."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from protego import Protego

from probenlp.harvest.fetch.addresses import Target
from probenlp.harvest.fetch.fetched import FetchError
from probenlp.harvest.fetch.settings import AGENT

MAX_ROBOTS_BYTES = 512_000
"""RFC 9309, 2.5: at least 500 kibibytes must be read; the rest is left."""

KEPT_SECONDS = 86_400
"""RFC 9309, 2.4: a copy is not used for more than a day."""


@dataclass(frozen=True, slots=True)
class RobotsFile:
    """A robots.txt as answered, or the fact that there is none.

    Attributes
    ----------
    body : bytes or None
        None where the site has none: then everything may be fetched (RFC 9309, 2.3.1.3).
    received_at : float
        Seconds since 1970.
    """

    body: bytes | None
    received_at: float


class Rules:
    r"""What one robots.txt allows.

    Parameters
    ----------
    body : bytes or None
        The file; None where there is none.

    Examples
    --------
    >>> rules = Rules(b"User-agent: *\nDisallow: /*?replytocom=\nCrawl-delay: 2\n")
    >>> rules.allows("https://dale.example/a?replytocom=7"), rules.delay
    (False, 2.0)
    """

    def __init__(self, body: bytes | None) -> None:
        text = (body or b"").decode("utf-8-sig", "replace")
        self._parsed: Any = Protego.parse(text)
        self.delay: float | None = self._delay()

    def allows(self, url: str) -> bool:
        """Tell whether an address may be fetched."""
        return bool(self._parsed.can_fetch(url, AGENT))

    def _delay(self) -> float | None:
        """Give the longer of the crawl-delay and the request-rate, in seconds."""
        stated = []
        if (delay := self._parsed.crawl_delay(AGENT)) is not None:
            stated.append(float(delay))
        if (rate := self._parsed.request_rate(AGENT)) is not None:
            stated.append(rate.seconds / rate.requests)
        return max(stated, default=None)


class Robots:
    """Keep the rules of every site that is visited.

    Parameters
    ----------
    load : callable
        Gives the robots.txt of an origin (scheme, host and port); raises FetchError.
    now : callable
        Seconds since 1970.
    patience : int
        After so many failures in a row a site's robots.txt is not asked for again.
    """

    def __init__(
        self, load: Callable[[str], RobotsFile], now: Callable[[], float], *, patience: int
    ) -> None:
        self._load, self._now, self._patience = load, now, patience
        self._rules: dict[str, tuple[float, Rules]] = {}
        self._failures: dict[str, tuple[int, FetchError]] = {}
        self._lock = threading.Lock()

    def check(self, target: Target) -> float | None:
        """Give the site's crawl-delay in seconds, or None where it states none.

        Raises
        ------
        FetchError
            With reason ``robots`` where the address is disallowed, or where the server fails to
            say what is (RFC 9309, 2.3.1.4). Where the server cannot be reached at all the reason
            is that of the failure: ``dns``, ``tls``, ``network`` …
        """
        rules = self._of(target)
        if not rules.allows(target.url):
            raise FetchError(
                target.url, "robots", f"disallowed for {AGENT} by {target.origin}/robots.txt"
            )
        return rules.delay

    def _of(self, target: Target) -> Rules:
        origin = target.origin
        with self._lock:
            received_at, rules = self._rules.get(origin, (0.0, None))
            failed, last = self._failures.get(origin, (0, None))
        if rules is not None and self._now() - received_at < KEPT_SECONDS:
            return rules
        # A thousand addresses of a dead host must not mean a thousand rounds of retries.
        if last is not None and failed >= self._patience:
            raise FetchError(last.url, last.reason, f"{last.detail}; given up for this run")
        try:
            file = self._load(origin)
        except FetchError as error:
            failure = _unreachable(error)
            with self._lock:
                count = failed + 1 if failure.transient else self._patience
                self._failures[origin] = (count, failure)
            raise failure from error
        rules = Rules(file.body)
        with self._lock:
            self._failures.pop(origin, None)
            self._rules[origin] = (file.received_at, rules)
        return rules


def _unreachable(error: FetchError) -> FetchError:
    if error.reason != "status":
        return error
    return FetchError(
        error.url,
        "robots",
        f"{error.detail}: taken to disallow everything (RFC 9309, 2.3.1.4)",
        status=error.status,
        retry_after=error.retry_after,
        transient=error.transient,
    )
