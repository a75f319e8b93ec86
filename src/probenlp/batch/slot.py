"""A slot: one worker process at a time, watched, ended when it hangs, replaced when it dies."""

import contextlib
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from types import TracebackType
from typing import IO, cast

import msgspec

from probenlp.batch.faults import frames_in
from probenlp.batch.orders import At, Done, Failed, Order, Refused, Reply, Setup
from probenlp.errors import OutputError, ProbenlpError
from probenlp.records import Reason

_STEP = 0.25
"""Seconds between two looks at whether the run has been stopped."""

_PATIENCE = 2.0
"""Seconds for a hung worker to write down where it is."""

_MOST_ORDERS = 500
"""Orders after which a worker is replaced: what libraries keep for ever is then given back."""

_FULL = 0.7
"""Share of its memory above which a worker is replaced after its order."""

_NO_MEMORY = re.compile(r"MemoryError|bad_alloc|[Cc]annot allocate memory")
"""What a process says that ended for want of memory before Python could raise it."""

_LOOK = 0.02
_MOST_STDERR = 20_000

_ONE_THREAD = (
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "MKL_NUM_THREADS",
    "NUMEXPR_NUM_THREADS",
)
"""A worker is one thread of work; libraries that start one a core only get in each other's way."""


class Stopped(Exception):  # noqa: N818  no error: somebody asked for it
    """The run was stopped while a worker was busy."""


class Slot:
    """Runs orders in a worker process.

    Parameters
    ----------
    setup : Setup
        What a worker is told first.
    stop : threading.Event
        When it is set, the worker is ended and :class:`Stopped` raised.
    """

    def __init__(self, setup: Setup, stop: threading.Event) -> None:
        self._setup = setup
        self._stop = stop
        self._worker: _Process | None = None

    def __enter__(self) -> "Slot":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    @property
    def pid(self) -> int | None:
        """Of the worker at work."""
        return self._worker.pid if self._worker else None

    def run(self, order: Order) -> Done | Failed:
        """Have an order done.

        Raises
        ------
        OutputError, ProbenlpError
            If no worker can go on: no space left, a model is missing.
        Stopped
            If the run is stopped meanwhile.
        """
        try:
            answer = self._answer(order)
        except BaseException:
            self.close()
            raise
        if isinstance(answer, Done):
            full = answer.megabytes > _FULL * self._setup.limits.megabytes
            if full or self._has_done_enough():
                self.close()
            return answer
        self.close()
        if isinstance(answer, Refused):
            raise (OutputError if answer.is_output else ProbenlpError)(answer.message)
        return answer

    def _has_done_enough(self) -> bool:
        if self._worker:
            self._worker.orders += 1
        return self._worker is not None and self._worker.orders >= _MOST_ORDERS

    def close(self) -> None:
        """End the worker."""
        if self._worker:
            self._worker.close()
        self._worker = None

    def _answer(self, order: Order) -> Done | Failed | Refused:
        worker = self._worker = self._worker or _Process(self._setup)
        worker.send(order)
        at: At | None = None
        ends: float | None = None
        while True:
            if self._stop.is_set():
                raise Stopped
            left = _STEP if ends is None else min(_STEP, max(0.0, ends - time.monotonic()))
            reply = worker.receive(left)
            if isinstance(reply, At):
                at = reply
                ends = time.monotonic() + at.seconds if at.seconds else None
            elif isinstance(reply, (Done, Failed, Refused)):
                return reply
            elif reply == _DEAD:
                how, words = worker.end(), worker.last_words()
                reason: Reason = "memory" if _NO_MEMORY.search(words) else "crash"
                return Failed(at=at, how=how, reason=reason, trace=words)
            elif ends is not None and at is not None and time.monotonic() >= ends:
                how = f"took more than {at.seconds:g} s"
                return Failed(at=at, how=how, reason="timeout", trace=worker.place())


class _Process:
    """A worker process with its pipes.

    Parameters
    ----------
    setup : Setup
    """

    def __init__(self, setup: Setup) -> None:
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  closed with the rest
        self._process = subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "probenlp.batch.worker", str(os.getpid())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            env=os.environ | dict.fromkeys(_ONE_THREAD, "1"),
        )
        self._rest = b""
        self.pid = self._process.pid
        self.orders = 0
        self.send(setup)

    def send(self, message: Setup | Order) -> None:
        """Write a line; that nobody reads it is noticed when the answer is waited for."""
        with contextlib.suppress(BrokenPipeError):
            stream = cast("IO[bytes]", self._process.stdin)
            stream.write(msgspec.json.encode(message) + b"\n")
            stream.flush()

    def receive(self, seconds: float) -> Reply | str:
        """Give the next reply, or that there is none yet, or that the worker is dead."""
        if b"\n" not in self._rest:
            stream = cast("IO[bytes]", self._process.stdout)
            if not select.select([stream], [], [], seconds)[0]:
                return _NOTHING
            data = os.read(stream.fileno(), 1 << 16)
            if not data:
                return _DEAD
            self._rest += data
        line, end, rest = self._rest.partition(b"\n")
        if not end:
            return _NOTHING
        self._rest = rest
        return _DECODER.decode(line)

    def end(self) -> str:
        """Say how the worker ended."""
        code = self._process.wait()
        if code >= 0:
            return f"ended its worker (exit code {code})"
        try:
            return f"killed its worker ({signal.Signals(-code).name})"
        except ValueError:
            return f"killed its worker (signal {-code})"

    def place(self) -> str:
        """Ask a worker that hangs where it is."""
        self._process.send_signal(signal.SIGUSR1)
        ends = time.monotonic() + _PATIENCE
        while not (trace := frames_in(self._written())) and time.monotonic() < ends:
            time.sleep(_LOOK)
        return trace

    def last_words(self) -> str:
        """Give the frames that a dying worker wrote, or else its last line."""
        written = self._written()
        last = written.strip().rpartition("\n")[2]
        return frames_in(written) or last[:300]

    def _written(self) -> str:
        """Read the end of what the worker wrote to standard error."""
        start = max(0, os.fstat(self._errors.fileno()).st_size - _MOST_STDERR)
        return os.pread(self._errors.fileno(), _MOST_STDERR, start).decode(errors="replace")

    def close(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._errors):
            with contextlib.suppress(OSError):
                cast("IO[bytes]", stream).close()


_NOTHING, _DEAD = "nothing", "dead"

_DECODER: msgspec.json.Decoder[Reply] = msgspec.json.Decoder(Reply)
