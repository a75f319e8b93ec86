"""Many addresses, many hosts: each host waits for its own turn and never for another's."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from probenlp.harvest.fetch.addresses import host_of
from probenlp.harvest.fetch.backoff import wait_before
from probenlp.harvest.fetch.clock import Clock
from probenlp.harvest.fetch.fetched import Fetched, FetchError
from probenlp.harvest.fetch.politeness import Politeness


@dataclass(slots=True)
class _Task:
    url: str
    host: str
    tries: int = 0


class Schedule:
    """Ask hosts side by side, each of them one address at a time, in the order given.

    Parameters
    ----------
    attempt : callable
        Fetches an address once; raises FetchError.
    politeness : Politeness
    clock : Clock
    retries : int
        How often an attempt with a transient error is made again.
    max_wait : float
        An address is given up where its host asks for a longer pause, in seconds.
    workers : int
        How many hosts are asked at the same time. With 1 everything runs in the caller's thread.
    """

    def __init__(
        self,
        attempt: Callable[[str], Fetched],
        politeness: Politeness,
        clock: Clock,
        *,
        retries: int,
        max_wait: float,
        workers: int,
    ) -> None:
        self._attempt, self._politeness, self._clock = attempt, politeness, clock
        self._retries, self._max_wait, self._workers = retries, max_wait, workers

    def run(self, urls: Iterable[str]) -> Iterator[Fetched | FetchError]:
        """Yield one outcome for each address, in the order in which they are ready.

        Waiting goes on only while the caller asks for the next outcome. What has been begun when
        the caller stops asking is finished and dropped.
        """
        queues: dict[str, deque[_Task]] = {}
        for url in urls:
            try:
                host = host_of(url)
            except FetchError as error:
                yield error
                continue
            queues.setdefault(host, deque()).append(_Task(url, host))
        if self._workers == 1 or len(queues) == 1:
            yield from self._one_by_one(queues)
        elif queues:
            yield from self._side_by_side(queues)

    def _one_by_one(self, queues: dict[str, deque[_Task]]) -> Iterator[Fetched | FetchError]:
        while queues:
            host, seconds = self._next(queues, set())
            if 0 < seconds <= self._max_wait:
                self._clock.sleep(seconds)
            task = self._take(queues, host)
            outcome = self._outcome(task, self._try(task), queues)
            if outcome is not None:
                yield outcome

    def _side_by_side(self, queues: dict[str, deque[_Task]]) -> Iterator[Fetched | FetchError]:
        running: dict[Future[Fetched | FetchError], _Task] = {}
        with ThreadPoolExecutor(self._workers, thread_name_prefix="fetch") as pool:
            while queues or running:
                patience = self._fill(pool, queues, running)
                if not running:
                    self._clock.sleep(patience or 0.0)
                    continue
                done, _ = wait(running, timeout=patience, return_when=FIRST_COMPLETED)
                for future in [each for each in running if each in done]:
                    outcome = self._outcome(running.pop(future), future.result(), queues)
                    if outcome is not None:
                        yield outcome

    def _fill(
        self,
        pool: ThreadPoolExecutor,
        queues: dict[str, deque[_Task]],
        running: dict[Future[Fetched | FetchError], _Task],
    ) -> float | None:
        """Start what may start; give the seconds until more may, None where nothing is queued."""
        busy = {task.host for task in running.values()}
        while len(running) < self._workers and queues.keys() - busy:
            host, seconds = self._next(queues, busy)
            if 0 < seconds <= self._max_wait:
                return seconds
            task = self._take(queues, host)
            busy.add(host)
            running[pool.submit(self._try, task)] = task
        return None

    def _next(self, queues: dict[str, deque[_Task]], busy: set[str]) -> tuple[str, float]:
        """Choose the host whose turn comes first, and give the seconds until then."""
        host = min((h for h in queues if h not in busy), key=self._politeness.ready_at)
        return host, max(0.0, self._politeness.ready_at(host) - self._clock.monotonic())

    def _take(self, queues: dict[str, deque[_Task]], host: str) -> _Task:
        task = queues[host].popleft()
        if not queues[host]:
            del queues[host]
        return task

    def _try(self, task: _Task) -> Fetched | FetchError:
        seconds = self._politeness.ready_at(task.host) - self._clock.monotonic()
        if seconds > self._max_wait:
            return FetchError(
                task.url,
                "status",
                f"{task.host} asks to be left alone for {seconds:.0f} s, longer than the "
                f"{self._max_wait:g} s waited; try again later",
                retry_after=seconds,
                transient=True,
            )
        task.tries += 1
        try:
            return self._attempt(task.url)
        except FetchError as error:
            return error

    def _outcome(
        self, task: _Task, outcome: Fetched | FetchError, queues: dict[str, deque[_Task]]
    ) -> Fetched | FetchError | None:
        """Give what is final; put back in front of its queue what is to be tried again."""
        if isinstance(outcome, Fetched) or not outcome.transient or not task.tries:
            return outcome
        seconds = wait_before(task.tries, outcome.retry_after)
        self._politeness.pause(task.host, seconds)
        if task.tries > self._retries or seconds > self._max_wait:
            return outcome
        rest = queues.pop(task.host, deque())
        queues[task.host] = deque([task, *rest])
        return None
