"""Ranks over a shared folder, and Dask: the same bytes as on one machine, and nothing lost."""

import importlib.util
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from probenlp.batch import BatchOptions, BatchResult, run_batch
from probenlp.errors import ProbenlpError
from probenlp.settings import Settings

HERE = Path(__file__).parent

Batch = Callable[..., BatchResult]
Content = Callable[[Path], dict[str, bytes]]


def rank(number: int, pages: Path, out: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603
        [sys.executable, str(HERE / "drive.py"), str(pages), str(out), str(number), "3"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def whole(batch: Batch, content: Content, tmp_path: Path) -> dict[str, bytes]:
    batch("whole")
    return content(tmp_path / "whole")


def test_three_ranks_one_of_them_killed(
    pages: Path,
    whole: dict[str, bytes],
    content: Content,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    trace = tmp_path / "trace"
    monkeypatch.setenv("LIGHT_WORK_TRACE", str(trace))
    monkeypatch.setenv("LIGHT_PAUSE", "0.1")
    out = tmp_path / "out"
    ranks = [rank(number, pages, out) for number in range(3)]
    while not trace.exists() or trace.read_text().count("\n") < 12:
        time.sleep(0.05)
    ranks[1].kill()
    for one in ranks:
        _, wrong = one.communicate(timeout=90)
        assert one.returncode == 0 or one is ranks[1], wrong
    assert content(out) == whole
    left = [path.name for path in (out / ".partial-work" / "leases").iterdir()]
    assert [name for name in left if not name.startswith("rank-1-")] == []
    harvested = [line for line in trace.read_text().splitlines() if line.startswith("harvest")]
    workers = {line.split()[-1] for line in harvested}
    assert len(workers) > 1, "they share the work"
    assert len(harvested) < 2 * 24, "and do not do it twice"


def test_a_rank_that_comes_late_finds_everything_done(pages: Path, tmp_path: Path) -> None:
    assert rank(0, pages, tmp_path / "out").communicate(timeout=60)[0].split()[0] == "24"
    late = rank(2, pages, tmp_path / "out")
    said, wrong = late.communicate(timeout=60)
    assert said.split() == ["0", "24"], wrong


def test_a_run_that_is_not_shared_keeps_ranks_out(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from probenlp.batch.folder import WorkFolder

    with WorkFolder.open(tmp_path / "out"):
        late = rank(0, pages, tmp_path / "out")
        assert "another run is at work here" in late.communicate(timeout=60)[1]


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"rank": 4, "world_size": 4}, "ranks count from 0"),
        ({"rank": 0}, "go together"),
        ({"processes": 0}, "more than 0"),
    ],
)
def test_a_rank_that_cannot_be_is_refused(options: dict[str, int], message: str) -> None:
    with pytest.raises(ProbenlpError, match=message):
        BatchOptions(**options)  # type: ignore[arg-type]


@pytest.mark.skipif(importlib.util.find_spec("distributed") is not None, reason="Dask is here")
def test_without_dask_it_says_what_to_install() -> None:
    from probenlp.batch.dask_runner import DaskRunner

    with pytest.raises(ProbenlpError, match="extra 'dask'"):
        DaskRunner("local", 2)


@pytest.mark.skipif(
    importlib.util.find_spec("distributed") is None, reason="the extra 'dask' is not installed"
)
@pytest.mark.filterwarnings("ignore")
def test_two_dask_workers_one_of_them_killed(
    pages: Path,
    whole: dict[str, bytes],
    content: Content,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from probenlp.batch.dask_runner import DaskRunner

    trace = tmp_path / "trace"
    monkeypatch.setenv("LIGHT_WORK_TRACE", str(trace))
    monkeypatch.setenv("LIGHT_PAUSE", "0.1")

    def kill_one() -> None:
        while not trace.exists() or trace.read_text().count("\n") < 6:
            time.sleep(0.05)
        worker = int(trace.read_text().split()[2])
        status = Path(f"/proc/{worker}/status").read_text()
        dask_worker = int(status.partition("PPid:")[2].split()[0])
        os.kill(dask_worker, 9)

    killer = threading.Thread(target=kill_one)
    killer.start()
    options = BatchOptions(processes=2, shard_documents=3, work="light_work")
    runner = DaskRunner("local", 2)
    run_batch([pages], tmp_path / "out", Settings(salt=b"test"), options, runner=runner)
    killer.join()
    assert content(tmp_path / "out") == whole
