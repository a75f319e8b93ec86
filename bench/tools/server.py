"""Start a tool as a program of its own on loopback, and end it whatever happens.

Every program gets a process group of its own, so that the workers that it starts end with it, and a
log, the end of which is shown if it fails.

"""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import FrameType, TracebackType

LOOPBACK = "127.0.0.1"
_LINES_SHOWN = 30
_PATIENCE = 10.0


class ToolError(Exception):
    """A tool did not do what was asked; the message says which, what, and what it wrote."""


def free_port() -> int:
    """Give a port of the loopback interface that nobody listens on now."""
    with socket.socket() as one:
        one.bind((LOOPBACK, 0))
        port: int = one.getsockname()[1]
    return port


def is_open(port: int) -> bool:
    """Tell whether somebody listens on a port of the loopback interface."""
    with socket.socket() as one:
        one.settimeout(1)
        return one.connect_ex((LOOPBACK, port)) == 0


@contextmanager
def time_limit(seconds: int, step: str) -> Iterator[None]:
    """Stop a step that takes longer than this many seconds, and say which it was.

    Raises
    ------
    ToolError
        When the time is over.
    """

    def over(signum: int, frame: FrameType | None) -> None:
        del signum, frame
        raise ToolError(f"{step}: not done within {seconds} seconds")

    before = signal.signal(signal.SIGALRM, over)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def wait_until(done: Callable[[], bool], seconds: float, what: str, *, pause: float = 0.2) -> None:
    """Ask again and again until something holds.

    Raises
    ------
    ToolError
        If it does not within this many seconds.
    """
    end = time.monotonic() + seconds
    while not done():
        if time.monotonic() > end:
            raise ToolError(f"{what}: not so after {seconds:.0f} seconds")
        time.sleep(pause)


class Programs:
    """The programs of one tool, all ended when the block is left.

    Parameters
    ----------
    folder : Path
        Where they work and where their logs are kept.
    environment : mapping of str to str
        What they are told besides the environment of this process.
    """

    def __init__(self, folder: Path, environment: Mapping[str, str] | None = None) -> None:
        self.folder = folder
        self.environment = {**_bare_environment(), **(environment or {})}
        self._running: list[tuple[subprocess.Popen[bytes], Path]] = []
        self._logs = ExitStack()
        self._ports: list[int] = []

    def __enter__(self) -> "Programs":
        """Give the programs, none yet."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End all, the last started first, and see that their ports are free."""
        for process, _ in reversed(self._running):
            _end_group(process)
        self._logs.close()
        held = [port for port in self._ports if is_open(port)]
        if held and error is None:
            raise ToolError(f"ports still held after the end: {held}")

    def call(self, command: Sequence[str | Path], seconds: int) -> str:
        """Run a program to its end, in a group of its own; give what it printed.

        Raises
        ------
        ToolError
            If it fails, or takes longer than this many seconds.
        """
        words = [str(word) for word in command]
        process = subprocess.Popen(  # noqa: S603
            words,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            printed, _ = process.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise ToolError(f"{' '.join(words[:3])}: not done within {seconds} seconds") from None
        finally:
            _end_group(process)
        text = printed.decode("utf-8", "replace")
        if process.returncode:
            raise ToolError(f"{' '.join(words[:3])}: exit {process.returncode}\n{_end_of(text)}")
        return text

    def start(self, command: Sequence[str | Path], name: str) -> None:
        """Start a program that runs until the block is left."""
        log = self.folder / f"{name}.log"
        file = self._logs.enter_context(log.open("wb"))
        process = subprocess.Popen(  # noqa: S603
            [str(word) for word in command],
            cwd=self.folder,
            env=self.environment,
            stdout=file,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._running.append((process, log))

    def serve(self, command: Sequence[str | Path], name: str, port: int, seconds: int) -> None:
        """Start a program that listens on a port, and wait until it answers.

        Raises
        ------
        ToolError
            If it ends, or does not answer within this many seconds.
        """
        self.start(command, name)
        self._ports.append(port)
        wait_until(lambda: self._answers(port, name), seconds, f"{name} on port {port}")

    def _answers(self, port: int, name: str) -> bool:
        process, log = self._running[-1]
        if process.poll() is not None:
            text = log.read_text(encoding="utf-8", errors="replace")
            raise ToolError(f"{name} ended with exit {process.returncode}\n{_end_of(text)}")
        try:
            with urllib.request.urlopen(f"http://{LOOPBACK}:{port}/", timeout=5):
                return True
        except urllib.error.HTTPError:
            return True  # it answers, if only that there is no such page
        except OSError:
            return False


def _bare_environment() -> dict[str, str]:
    """Give this process's environment without what would lead a tool elsewhere.

    A tool must not read the settings of a user's own server of the same kind, nor go through a
    proxy to reach itself.
    """
    foreign = ("DJANGO_", "DATABASE_", "LABEL_STUDIO_", "DOCCANO_", "POTATO_", "PYTHON", "VIRTUAL_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(foreign)}
    return {**kept, "NO_PROXY": LOOPBACK, "no_proxy": LOOPBACK}


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """Ask a program and all it started to end, then make them."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            break
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            continue
    process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _end_of(text: str) -> str:
    return "\n".join(text.rstrip().split("\n")[-_LINES_SHOWN:])
