"""Fetch politely: the one place where cache, robots.txt, turns, client and archive meet."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from probenlp.harvest.fetch.addresses import Resolve, Vetting, normal_url, resolve_by_system
from probenlp.harvest.fetch.cache import Cache, Stored
from probenlp.harvest.fetch.client import REDIRECTS, Answer, Client, Wanted
from probenlp.harvest.fetch.clock import Clock
from probenlp.harvest.fetch.fetched import Fetched, FetchError
from probenlp.harvest.fetch.freshness import expires_at, may_store
from probenlp.harvest.fetch.politeness import Politeness
from probenlp.harvest.fetch.robots import KEPT_SECONDS, MAX_ROBOTS_BYTES, Robots, RobotsFile
from probenlp.harvest.fetch.schedule import Schedule
from probenlp.harvest.fetch.settings import FetchSettings
from probenlp.harvest.fetch.trail import Trail
from probenlp.harvest.fetch.warc_recorder import WarcRecorder

_ROBOTS = Wanted(any_type=True, cut_at=MAX_ROBOTS_BYTES)
_ROBOTS_REDIRECTS = 5  # RFC 9309, 2.3.1.2


class Fetcher:
    """Fetch public pages, feeds and APIs; a context manager.

    Parameters
    ----------
    settings : FetchSettings, optional
    clock : Clock, optional
        Given in tests.
    resolve : callable, optional
        The resolver; given in tests.

    Raises
    ------
    OutputError
        Where the cache or the archive cannot be used; from every method, as a fault of the run
        and not of one address.
    ImportError
        Where an archive is wanted and the extra ``warc`` is not installed.

    Examples
    --------
    >>> with Fetcher() as fetcher:
    ...     fetcher.fetch("file:///etc/hosts")
    Traceback (most recent call last):
    probenlp.harvest.fetch.fetched.FetchError: file:///etc/hosts: scheme: file: is not fetched, ...
    """

    def __init__(
        self,
        settings: FetchSettings | None = None,
        *,
        clock: Clock | None = None,
        resolve: Resolve = resolve_by_system,
    ) -> None:
        self._settings = chosen = settings or FetchSettings()
        self._clock = clock or Clock()
        self._vetting = Vetting(allow_loopback=chosen.allow_loopback, resolve=resolve)
        self._client = Client(chosen, self._clock)
        self._politeness = Politeness(chosen.delay, self._clock)
        self._robots = Robots(self._load_robots, self._clock.now, patience=chosen.retries + 1)
        self._schedule = Schedule(
            self._attempt,
            self._politeness,
            self._clock,
            retries=chosen.retries,
            max_wait=chosen.max_wait,
            workers=chosen.workers,
        )
        with ExitStack() as opened:
            self._cache = opened.enter_context(Cache(chosen.cache)) if chosen.cache else None
            self._recorder = (
                opened.enter_context(WarcRecorder(chosen.warc, software=chosen.user_agent))
                if chosen.warc
                else None
            )
            self._opened = opened.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the cache and the archive."""
        self._opened.close()

    def fetch(self, url: str) -> Fetched:
        """Fetch one address, after waiting for its host's turn.

        Parameters
        ----------
        url : str
            With its scheme; a fragment is ignored.

        Returns
        -------
        Fetched

        Raises
        ------
        FetchError
            See :data:`~probenlp.harvest.fetch.fetched.FetchReason`.
        """
        for outcome in self.fetch_all([url]):
            if isinstance(outcome, Fetched):
                return outcome
            raise outcome
        raise AssertionError("one address has one outcome")

    def fetch_all(self, urls: Iterable[str]) -> Iterator[Fetched | FetchError]:
        """Fetch many addresses, several hosts side by side.

        Parameters
        ----------
        urls : iterable of str
            Read to its end before the first request goes out.

        Yields
        ------
        Fetched or FetchError
            One outcome for each address, in the order in which they are ready: first what the
            cache may answer by itself, then what comes in.
        """
        waiting = []
        for url in urls:
            try:
                known = self._known(url)
            except FetchError as error:
                yield error
                continue
            if known is None:
                waiting.append(url)
            else:
                yield known
        yield from self._schedule.run(waiting)

    def _known(self, url: str) -> Fetched | None:
        """Answer from the cache where nothing need or may be asked."""
        if self._cache is None:
            return None
        here = normal_url(url)
        if self._settings.offline:
            stored = self._cache.get(self._cache.target(here))
            if stored is None:
                raise FetchError(url, "offline", f"is not in the cache {self._cache.path}")
            return self._repeat(url, stored)
        stored = self._cache.get(here)
        return self._repeat(url, stored) if stored and self._is_fresh(stored) else None

    def _attempt(self, url: str) -> Fetched:
        try:
            return self._visit(url)
        except FetchError as error:
            raise error.asked_as(url, normal_url(url)) from error

    def _visit(self, url: str) -> Fetched:
        trail = Trail(url, self._settings.max_redirects)
        begun, hosts = trail.url, set[str]()
        while True:
            stored = self._cache.get(trail.url) if self._cache else None
            if stored is not None and self._is_fresh(stored):
                break
            answer = self._ask(trail.url, stored.conditions if stored else {}, hosts)
            if answer.status not in REDIRECTS:
                stored = self._confirmed(stored, answer) if answer.status == 304 else None
                break
            trail.follow(answer)
        if self._cache:
            self._cache.put_target(begun, trail.url)
        if stored is not None:
            return self._repeat(url, stored, tuple(trail.notes))
        return self._keep(url, answer, tuple(trail.notes))

    def _ask(self, url: str, conditions: Mapping[str, str], hosts: set[str]) -> Answer:
        """Send one request when robots.txt allows it and the host's turn has come."""
        target = self._vetting.vet(url)
        self._heed(target.url, target.host, self._robots.check(target))
        # A redirect from http to https or to a slash at the end is part of the same visit.
        if target.host not in hosts:
            self._await_turn(target.url, target.host)
        hosts.add(target.host)
        try:
            return self._client.get(target, conditions)
        except FetchError as error:
            if error.retry_after is not None:
                self._politeness.pause(target.host, error.retry_after)
            raise
        finally:
            self._politeness.leave(target.host)

    def _heed(self, url: str, host: str, delay: float | None) -> None:
        longest = self._settings.max_wait
        if delay is None:
            return
        if delay > longest:
            raise FetchError(
                url, "robots", f"asks for {delay:g} s between requests, more than {longest:g} s"
            )
        self._politeness.set_delay(host, delay)

    def _await_turn(self, url: str, host: str) -> None:
        seconds = self._politeness.enter(host)
        if seconds > self._settings.max_wait:
            raise FetchError(
                url, "status", f"{host} asks to be left alone for {seconds:.0f} s", transient=True
            )
        if seconds > 0:
            self._clock.sleep(seconds)

    def _load_robots(self, origin: str) -> RobotsFile:
        if self._cache:
            kept = self._cache.robots(origin)
            if kept and self._clock.now() - kept.received_at < KEPT_SECONDS:
                return kept
        try:
            file = self._fetch_robots(f"{origin}/robots.txt")
        except FetchError as error:
            server_fails = error.status is None or error.status >= 500 or error.status == 429
            if error.reason not in ("status", "redirects") or (
                error.reason == "status" and server_fails
            ):
                raise
            file = RobotsFile(None, self._clock.now())
        if self._cache:
            self._cache.put_robots(origin, file)
        return file

    def _fetch_robots(self, url: str) -> RobotsFile:
        trail = Trail(url, _ROBOTS_REDIRECTS)
        while True:
            answer = self._client.get(self._vetting.vet(trail.url), wanted=_ROBOTS)
            if answer.status not in REDIRECTS:
                return RobotsFile(answer.data, answer.received_at)
            trail.follow(answer)

    def _confirmed(self, stored: Stored | None, answer: Answer) -> Stored:
        """Take an answer of the cache that the server says is unchanged (RFC 9111, 4.3.4)."""
        if stored is None or self._cache is None:
            raise FetchError(
                answer.target.url, "status", "answered 304 to an unconditional request", status=304
            )
        newer = {k: v for k, v in answer.headers.items() if not k.startswith("content-")}
        headers = {**stored.headers, **newer}
        self._cache.confirm(stored.url, headers, expires_at(headers, answer.received_at))
        return stored

    def _is_fresh(self, stored: Stored) -> bool:
        return self._clock.now() < stored.expires

    def _keep(self, url: str, answer: Answer, notes: tuple[str, ...]) -> Fetched:
        headers, final_url = answer.headers, answer.target.url
        fetched = Fetched(
            url, final_url, answer.status, headers, answer.data, answer.fetched_at, notes=notes
        )
        if self._cache and may_store(headers):
            self._cache.put(
                Stored(
                    url=final_url,
                    status=answer.status,
                    headers=headers,
                    data=answer.data,
                    fetched_at=answer.fetched_at,
                    expires=expires_at(headers, answer.received_at),
                )
            )
        if self._recorder:
            self._recorder.record(answer)
        return fetched

    def _repeat(self, url: str, stored: Stored, notes: tuple[str, ...] = ()) -> Fetched:
        fetched = Fetched(
            url,
            stored.url,
            stored.status,
            stored.headers,
            stored.data,
            stored.fetched_at,
            from_cache=True,
            notes=notes,
        )
        if self._recorder:
            self._recorder.record_stored(fetched)
        return fetched
