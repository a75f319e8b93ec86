"""A document that does harm costs itself and nothing else."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from probenlp.batch import BatchResult
from probenlp.errors import ProbenlpError
from probenlp.store import open_run

AddPage = Callable[..., None]
Batch = Callable[..., BatchResult]
Content = Callable[[Path], dict[str, bytes]]

MEMORY = 700  # megabytes of address space: enough for Python with numpy, and for little more

HARMS = {
    "raise": ("raises an exception", "internal", r"LookupError: no such word.*_raise"),
    "segfault": ("reads memory that is not its own", "crash", r"SIGSEGV.*in _segfault"),
    "exit": ("ends the process from within", "crash", r"exit code 3"),
    "kill": ("is killed by the system", "crash", r"SIGKILL"),
    "hang": ("waits for ever", "timeout", r"took more than 2 s.*in _hang"),
    "hang-in-c": ("is busy for ever without letting Python run", "timeout", r"more than 2 s"),
    "memory": ("takes all memory", "memory", r"ran out of memory.*in _memory"),
    "recursion": ("calls itself for ever", "internal", r"RecursionError"),
    "odd": ("gives something that is no tags and no file can hold", "internal", r"TypeError"),
    "half-a-letter": ("gives half of a pair of letters", "internal", r"UnicodeEncodeError"),
}
MANY = 1_000


@pytest.fixture
def clean(batch: Batch, content: Content, tmp_path: Path) -> dict[str, bytes]:
    """What the harmless pages give."""
    batch("clean")
    return content(tmp_path / "clean")


def test_among_a_thousand_documents_harm_of_every_kind_costs_one_each(
    add_page: AddPage, batch: Batch, content: Content, tmp_path: Path
) -> None:
    for number in range(MANY):
        add_page(number)
    fast: dict[str, object] = {"processes": 2, "shard_documents": 32}
    batch("clean", **fast)
    deadly = {MANY + 7 * place: harm for place, harm in enumerate(HARMS)}
    for number, harm in deadly.items():
        add_page(number, more=f"!{harm} in tag\n")
    result = batch(seconds=2.0, megabytes=MEMORY, **fast)
    problems = {problem.source: problem for problem in result.report.problems}
    assert len(problems) == len(result.report.problems) == len(HARMS)
    for number, harm in deadly.items():
        problem = problems[f"page-{number:04}.txt"]
        _, reason, wanted = HARMS[harm]
        assert (problem.stage, problem.severity) == ("tag", "incomplete"), harm
        assert problem.reason == reason, (harm, problem)
        assert re.search(wanted, problem.detail), (harm, problem.detail)
        assert "\n" not in problem.detail
        assert problem.document_id == f"d-page-{number:04}.txt"
    clean = content(tmp_path / "clean")
    for name in ("tags.jsonl", "claims.jsonl"):
        assert content(tmp_path / "out")[name] == clean[name], "the others are all there"
    corpus = open_run(tmp_path / "out")
    assert sum(1 for _ in corpus.documents) == MANY + len(HARMS), "harvested all the same"


@pytest.mark.parametrize("stage", ["harvest", "classify"])
def test_harm_in_every_stage_is_found(
    add_page: AddPage,
    clean: dict[str, bytes],
    batch: Batch,
    content: Content,
    tmp_path: Path,
    stage: str,
) -> None:
    for number, harm in enumerate(("segfault", "raise", "exit"), start=100):
        add_page(number, more=f"!{harm} in {stage}\n")
    result = batch()
    assert [problem.stage for problem in result.report.problems] == [stage] * 3
    assert content(tmp_path / "out")["claims.jsonl"] == clean["claims.jsonl"]
    if stage == "harvest":
        assert {problem.severity for problem in result.report.problems} == {"failed"}
        assert content(tmp_path / "out") == clean


def test_a_worker_that_was_killed_from_outside_costs_nothing(
    add_page: AddPage, batch: Batch, pages: Path, tmp_path: Path
) -> None:
    for number in (3, 11, 19):
        add_page(number, more=f"!kill in tag once {tmp_path / f'killed-{number}'}\n")
    result = batch()
    assert result.report.problems == ()
    assert sum(1 for _ in open_run(tmp_path / "out").claims) == 24


def test_memory_that_earlier_documents_keep_costs_no_document(
    add_page: AddPage, batch: Batch, clean: dict[str, bytes], content: Content, tmp_path: Path
) -> None:
    """24 documents keep 40 MB each: more than a worker may hold, but not at once."""
    for number in range(24):
        add_page(number, more="!keep in tag\n")
    result = batch(megabytes=MEMORY)
    assert result.report.problems == ()
    assert sum(1 for _ in open_run(tmp_path / "out").claims) == 24


def test_quarantined_documents_are_tried_again_when_asked(
    add_page: AddPage, batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trace = tmp_path / "trace"
    add_page(100, more="!exit in tag\n")
    assert len(batch().report.problems) == 1
    monkeypatch.setenv("LIGHT_WORK_TRACE", str(trace))
    assert len(batch().report.problems) == 1
    assert not trace.exists(), "a known culprit is not met again"
    batch(retry_quarantined=True)
    assert "tag page-0100.txt" in trace.read_text()
    trace.unlink()
    batch(seconds=21.0)
    assert "tag page-0100.txt" in trace.read_text(), "other limits, another chance"


def test_work_that_cannot_even_begin_ends_the_run_with_the_reason(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIGHT_CANNOT_LOAD", "tag")
    with pytest.raises(ProbenlpError, match=r"while loading for stage tag.*memory limit"):
        batch()
