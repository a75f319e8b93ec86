"""Shards to workers: N slots, each fed by a thread of its own, all of them watched."""

import collections
import queue
import threading
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from probenlp.batch.leases import Leases
from probenlp.batch.orders import Receipt, Setup, Shard
from probenlp.batch.settle import settle
from probenlp.batch.slot import Slot, Stopped

Receipts = tuple[Receipt, ...]
FindDone = Callable[[Shard], Receipts | None]

_LOOK_AGAIN = 0.3
"""Seconds until a shard that another rank holds is looked at again."""


class Runner(Protocol):
    """Has shards done, somewhere."""

    def __call__(
        self, shards: Sequence[Shard], setup: Setup, find_done: FindDone
    ) -> Iterator[tuple[Shard, Receipts]]:
        """Give shards with their receipts as they are done, in any order."""


class LocalRunner:
    """Has shards done by processes of this machine.

    Parameters
    ----------
    processes : int
    leases : Leases, optional
        Where other ranks work on the same shards.
    start : float
        Where in the list to begin, 0 to 1, so that ranks begin apart.
    """

    def __init__(self, processes: int, leases: Leases | None = None, start: float = 0.0) -> None:
        self._processes = processes
        self._leases = leases
        self._start = start

    def __call__(
        self, shards: Sequence[Shard], setup: Setup, find_done: FindDone
    ) -> Iterator[tuple[Shard, Receipts]]:
        """Give shards with their receipts as they are done."""
        first = int(self._start * len(shards))
        waiting = collections.deque([*shards[first:], *shards[:first]])
        answers: queue.SimpleQueue[tuple[Shard, Receipts] | BaseException] = queue.SimpleQueue()
        stop = threading.Event()
        crew = _Crew(waiting, setup, find_done, self._leases, stop, answers)
        threads = [
            threading.Thread(target=crew.work, daemon=True)
            for _ in range(min(self._processes, len(shards)))
        ]
        for thread in threads:
            thread.start()
        try:
            for _ in shards:
                answer = answers.get()
                if isinstance(answer, BaseException):
                    raise answer
                yield answer
        finally:
            stop.set()
            for thread in threads:
                thread.join()


class _Crew:
    def __init__(
        self,
        waiting: "collections.deque[Shard]",
        setup: Setup,
        find_done: FindDone,
        leases: Leases | None,
        stop: threading.Event,
        answers: "queue.SimpleQueue[tuple[Shard, Receipts] | BaseException]",
    ) -> None:
        self._waiting, self._setup, self._find_done = waiting, setup, find_done
        self._leases, self._stop, self._answers = leases, stop, answers

    def work(self) -> None:
        """Do shards until there are none; one thread, one worker."""
        misses = 0
        try:
            with Slot(self._setup, self._stop) as slot:
                while not self._stop.is_set():
                    try:
                        shard = self._waiting.popleft()
                    except IndexError:
                        return
                    if (receipts := self._do(shard, slot)) is not None:
                        self._answers.put((shard, receipts))
                        misses = 0
                        continue
                    self._waiting.append(shard)
                    misses += 1
                    if misses >= len(self._waiting):  # others hold all that is left
                        self._stop.wait(_LOOK_AGAIN)
        except Stopped:
            return
        except BaseException as error:
            self._answers.put(error)

    def _do(self, shard: Shard, slot: Slot) -> Receipts | None:
        """Do a shard; None while another rank does it."""
        if self._leases is None:
            return settle(shard, slot.run)
        if done := self._find_done(shard):
            return done
        name = f"{shard.kind}-{shard.key}"
        if not self._leases.claim(name):
            return None
        try:
            return self._find_done(shard) or settle(shard, slot.run)
        finally:
            self._leases.release(name)
