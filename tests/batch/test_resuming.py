"""Killed at any moment and run again, a batch gives the bytes of one that was left alone."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from probenlp.batch import BatchResult

HERE = Path(__file__).parent
DRIVE = HERE / "drive.py"

AddPage = Callable[..., None]
Batch = Callable[..., BatchResult]
Content = Callable[[Path], dict[str, bytes]]


def start(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603
        [sys.executable, str(DRIVE), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def children_of(pid: int) -> list[int]:
    found = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for path in found for child in path.read_text().split()]


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def wait_until(condition: Callable[[], object], seconds: float = 15.0) -> None:
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.02)


@pytest.mark.parametrize("seed", range(2))
def test_killed_at_random_moments_and_resumed(
    pages: Path, batch: Batch, content: Content, tmp_path: Path, seed: int
) -> None:
    moments = random.Random(seed)  # noqa: S311
    os.environ["LIGHT_PAUSE"] = "0.02"
    try:
        for _ in range(2):
            driver = start(pages, tmp_path / "out")
            time.sleep(moments.uniform(0.3, 2.5))
            driver.kill()
            driver.communicate()
        driver = start(pages, tmp_path / "out")
        said, wrong = driver.communicate(timeout=60)
    finally:
        del os.environ["LIGHT_PAUSE"]
    assert driver.returncode == 0, wrong
    assert sum(int(number) for number in said.split()) == 24
    batch("whole")
    assert content(tmp_path / "out") == content(tmp_path / "whole")
    left = [path.name for path in (tmp_path / "out").rglob("*.tmp")]
    assert left == [], "what a killed run had begun is cleared away"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_workers_die_with_their_parent(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIGHT_PAUSE", "30")
    driver = start(pages, tmp_path / "out")
    wait_until(lambda: len(children_of(driver.pid)) == 2)
    workers = children_of(driver.pid)
    time.sleep(0.5)
    driver.kill()
    driver.communicate()
    wait_until(lambda: not any(is_running(worker) for worker in workers), seconds=5)


@pytest.fixture
def slow_driver(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[subprocess.Popen[str]]:
    monkeypatch.setenv("LIGHT_PAUSE", "0.3")
    driver = start(pages, tmp_path / "out")
    wait_until(lambda: list((tmp_path / "out" / ".partial-work" / "harvest").glob("*.json")))
    yield driver
    driver.kill()
    driver.communicate()


def test_interrupted_it_stops_and_keeps_what_is_done(
    slow_driver: subprocess.Popen[str], tmp_path: Path
) -> None:
    workers = children_of(slow_driver.pid)
    slow_driver.send_signal(signal.SIGINT)
    slow_driver.communicate(timeout=5)
    assert slow_driver.returncode != 0
    assert not any(is_running(worker) for worker in workers)
    assert list((tmp_path / "out" / ".partial-work" / "harvest").glob("*.json"))
    assert not (tmp_path / "out" / "run.json").exists()


def test_a_worker_killed_from_outside_is_replaced(
    slow_driver: subprocess.Popen[str],
    batch: Batch,
    content: Content,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    os.kill(children_of(slow_driver.pid)[0], signal.SIGKILL)
    _, wrong = slow_driver.communicate(timeout=60)
    assert slow_driver.returncode == 0, wrong
    monkeypatch.setenv("LIGHT_PAUSE", "0")
    batch("whole")
    assert content(tmp_path / "out") == content(tmp_path / "whole")


def test_a_second_run_on_the_folder_is_refused(
    slow_driver: subprocess.Popen[str], pages: Path, tmp_path: Path
) -> None:
    second = start(pages, tmp_path / "out")
    _, wrong = second.communicate(timeout=30)
    assert second.returncode != 0
    assert f"another run is at work here (process {slow_driver.pid} on " in wrong
    assert slow_driver.poll() is None
