"""A worker: ``python -m probenlp.batch.worker PARENT``, started and fed by a slot.

It reads orders from standard input, a JSON object a line, the first a :class:`Setup`, and answers
on standard output. A process of its own and no pool: a dead worker is then nothing but the end of
a pipe. It dies with its parent, even a parent that was killed, and even in the middle of a
document.

"""

import contextlib
import ctypes
import errno
import faulthandler
import os
import queue
import resource
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import msgspec

from probenlp.batch.orders import At, Done, Failed, Order, Refused, Reply, Setup

# Errors of the disk, not of a document: going on would fail for every shard.
_NO_SPACE = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EROFS, errno.EACCES})

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Work off orders until there are no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent says when to stop
    faulthandler.enable()
    faulthandler.register(signal.SIGUSR1, all_threads=False)
    _die_with(int(sys.argv[1]))
    replies = os.dup(1)
    os.dup2(2, 1)  # what a library prints must not stand among the replies
    orders: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(orders,), daemon=True).start()
    setup = msgspec.json.decode(orders.get(), type=Setup)
    _limit_memory(setup.limits.megabytes)

    def reply(message: Reply) -> None:
        os.write(replies, msgspec.json.encode(message) + b"\n")

    worker = _Worker(setup, reply)
    while line := orders.get():
        answer = worker.answer(msgspec.json.decode(line, type=Order))
        reply(answer)
        if not isinstance(answer, Done):
            break  # what failed may have left the worker in any state


class _Worker:
    def __init__(self, setup: Setup, reply: Callable[[Reply], None]) -> None:
        from probenlp.batch.folder import WorkFolder
        from probenlp.batch.packing import unpack_settings
        from probenlp.batch.process import Bench
        from probenlp.batch.stages import work_of

        self._reply = reply
        self._at: At | None = None
        self._folder = WorkFolder(Path(setup.folder))
        settings = unpack_settings(setup.settings)
        self._bench = Bench(
            folder=self._folder,
            stages=work_of(setup.work).make(settings, Path(setup.known) if setup.known else None),
            settings=settings,
            digests=setup.digests,
            limits=setup.limits,
            retry_quarantined=setup.retry_quarantined,
            tell=self._tell,
        )

    def _tell(self, at: At) -> None:
        self._at = at
        self._reply(at)

    def answer(self, order: Order) -> Reply:
        from probenlp.batch.faults import DocumentFault, frames_of
        from probenlp.batch.process import process
        from probenlp.errors import OutputError, ProbenlpError

        try:
            return Done(receipts=process(order, self._bench), megabytes=_megabytes())
        except DocumentFault as error:
            return _out_of_memory(error.at, error.trace)
        except MemoryError as error:
            return _out_of_memory(self._at, frames_of(error))
        except OutputError as error:
            return Refused(message=str(error), is_output=True)
        except ProbenlpError as error:
            return Refused(message=str(error))
        except OSError as error:
            if error.errno not in _NO_SPACE:
                raise
            message = f"{self._folder.path}: cannot write: {error.strerror}"
            return Refused(message=message, is_output=True)


def _out_of_memory(at: At | None, trace: str) -> Failed:
    return Failed(at=at, how="ran out of memory", reason="memory", trace=trace)


def _listen(orders: "queue.SimpleQueue[bytes]") -> None:
    """Take in orders; the end of the stream means that the parent is gone or has no more."""
    for line in sys.stdin.buffer:
        orders.put(line)
    os._exit(0)


def _die_with(parent: int) -> None:
    """Have the system end this process with its parent, where the system can (Linux).

    Elsewhere the listening thread does it, as soon as the interpreter lets it run.
    """
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it died before we asked
        os._exit(0)


def _limit_memory(megabytes: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # a system may not let it be set
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, megabytes << 20))


def _megabytes() -> int:
    """Tell what this process holds; its greatest so far where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except (OSError, ValueError, IndexError):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    return pages * resource.getpagesize() >> 20


if __name__ == "__main__":
    main()
