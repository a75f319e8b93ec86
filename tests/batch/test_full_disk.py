"""No room left: said in a sentence, nothing lost, and gone on with when there is room again."""

import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from probenlp.batch import BatchResult
from probenlp.errors import OutputError

Batch = Callable[..., BatchResult]
Content = Callable[[Path], dict[str, bytes]]


@contextmanager
def no_file_larger_than(size: int) -> Iterator[None]:
    """Have the system refuse to write more, as on a full disk; workers inherit it."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


@pytest.mark.parametrize(
    ("size", "where"),
    [(300, "a worker that writes a shard"), (4_000, "the run that joins the shards")],
)
def test_it_is_told_and_nothing_is_lost(
    batch: Batch, content: Content, tmp_path: Path, size: int, where: str
) -> None:
    batch("whole")
    with no_file_larger_than(size), pytest.raises(OutputError, match=r"cannot write.*too large"):
        batch()
    assert not (tmp_path / "out" / "run.json").exists()
    assert not list((tmp_path / "out").rglob("*.tmp")), where
    batch()
    assert content(tmp_path / "out") == content(tmp_path / "whole")


def test_the_output_of_the_run_before_stays(
    batch: Batch,
    content: Content,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    batch()
    before = content(tmp_path / "out")
    monkeypatch.setenv("LIGHT_VOICE", "second")
    with no_file_larger_than(300), pytest.raises(OutputError):
        batch()
    assert content(tmp_path / "out") == before
