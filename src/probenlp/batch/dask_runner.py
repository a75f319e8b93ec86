"""Shards to the workers of Dask (extra ``dask``): one machine, or whatever a scheduler has.

The same function does the same shards over a folder that all machines share. A shard runs in a
process of its own below the Dask worker, so that a document that kills its process costs no Dask
worker; a Dask worker that is killed costs the shards it held, and Dask gives them to another.

"""

import importlib
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from probenlp.batch.orders import Receipt, Setup, Shard
from probenlp.batch.runner import FindDone, Receipts
from probenlp.batch.settle import settle
from probenlp.batch.slot import Slot
from probenlp.errors import OutputError, ProbenlpError

LOCAL = "local"

_RETRIES = 10
"""How often a shard is given to another worker when its own has died."""

_slots: dict[int, tuple[bytes, Slot]] = {}
"""Of this Dask worker, one for each of its threads."""


class DaskRunner:
    """Has shards done by Dask.

    Parameters
    ----------
    address : str
        Of a scheduler (``tcp://…``), or ``local`` for workers of this machine.
    processes : int
        Of local workers.

    Raises
    ------
    ProbenlpError
        If the extra is not installed.
    """

    def __init__(self, address: str, processes: int) -> None:
        try:
            self._distributed: Any = importlib.import_module("distributed")
        except ImportError as error:
            raise ProbenlpError(
                "Dask is not installed; install probenlp with the extra 'dask'"
            ) from error
        self._address, self._processes = address, processes

    def __call__(
        self,
        shards: Sequence[Shard],
        setup: Setup,
        find_done: FindDone,  # noqa: ARG002  Dask itself knows who does what
    ) -> Iterator[tuple[Shard, Receipts]]:
        """Give shards with their receipts as they are done."""
        with self._client() as client:
            packed = msgspec.json.encode(setup)
            by_key = {f"probenlp-{shard.kind}-{shard.key}": shard for shard in shards}
            futures = [
                client.submit(
                    process_shard,
                    packed,
                    msgspec.json.encode(shard),
                    key=key,
                    pure=False,
                    retries=_RETRIES,
                )
                for key, shard in by_key.items()
            ]
            try:
                for future in self._distributed.as_completed(futures):
                    receipts = msgspec.json.decode(_result(future), type=tuple[Receipt, ...])
                    yield by_key[future.key], receipts
            finally:
                client.cancel(futures)
                client.run(close_slots)

    def _client(self) -> Any:
        if self._address != LOCAL:
            return self._distributed.Client(self._address)
        return self._distributed.Client(
            n_workers=self._processes,
            threads_per_worker=1,
            processes=True,
            dashboard_address=None,
            memory_limit=0,  # the limit is set for each process by itself
        )


def _result(future: Any) -> bytes:
    result: bytes | tuple[str, bool] = future.result()
    if isinstance(result, bytes):
        return result
    message, is_output = result
    raise (OutputError if is_output else ProbenlpError)(message)


def process_shard(setup: bytes, shard: bytes) -> bytes | tuple[str, bool]:
    """Do one shard, in a process below this one that is kept for the next.

    Parameters
    ----------
    setup, shard : bytes
        JSON of :class:`probenlp.batch.orders.Setup` and :class:`~probenlp.batch.orders.Shard`.

    Returns
    -------
    bytes, or tuple of str and bool
        JSON of the receipts; or why no worker can go on, and whether it is for the disk.
    """
    thread = threading.get_ident()
    made_for, slot = _slots.get(thread, (b"", None))
    if slot is None or made_for != setup:
        slot = Slot(msgspec.json.decode(setup, type=Setup), threading.Event())
        _slots[thread] = (setup, slot)
    try:
        done = settle(msgspec.json.decode(shard, type=Shard), slot.run)
    except OutputError as error:
        return str(error), True
    except ProbenlpError as error:
        return str(error), False
    return msgspec.json.encode(done)


def close_slots() -> None:
    """End the processes below a Dask worker when the run is over."""
    while _slots:
        _slots.popitem()[1][1].close()
