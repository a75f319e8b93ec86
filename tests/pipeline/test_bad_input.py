"""Bad input is normal input: named with its reason, and the rest of the run completes."""

import subprocess
import sys
from pathlib import Path

import pytest

from probenlp.pipeline import run
from probenlp.records import RunReport
from probenlp.settings import Settings
from probenlp.store import open_run

GOOD_PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Vacancies at Ashmere and Tolland PDU</title></head><body><article>
<h1>Vacancies at Ashmere and Tolland PDU</h1>
<p>Inspectors visited Ashmere and Tolland PDU in the spring and looked at the files of sixty
people. They found that 41 per cent of posts for probation officers had nobody in them.</p>
<p>“We saw people who care about their work and have far too much of it,” said the Chief
Inspector. The report makes nine recommendations to the region and to the service.</p>
</article></body></html>"""

DUMP = """Monday 4 March 2024

A full inbox

Another week, another list of things to do by Friday. Nobody asks who is to do them.

{count} comments:

  1. Same here, and the printer is broken.

    ReplyDelete
  2. We lost two more this month.

    ReplyDelete
"""


def lines_wrong(tmp_path: Path) -> dict[str, bytes]:
    return {
        "empty.html": b"",
        "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
        "cut.html": GOOD_PAGE.encode()[: GOOD_PAGE.index("said the Chief")],
        "large.html": b"<html><body>" + b"<p>word word word</p>" * 1_500_000,
        "damaged.html": GOOD_PAGE.replace("people who care", "people who \xff\xfe care").encode(
            "latin-1", errors="replace"
        ),
        "count.txt": DUMP.format(count=7).encode(),
    }


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RunReport]:
    folder = tmp_path_factory.mktemp("input")
    for name, data in lines_wrong(folder).items():
        (folder / name).write_bytes(data)
    (folder / "good.html").write_text(GOOD_PAGE, encoding="utf-8")
    (folder / "thread.txt").write_text(DUMP.format(count=2), encoding="utf-8")
    (folder / "gone.html").symlink_to(folder / "nowhere.html")
    out = tmp_path_factory.mktemp("out") / "result"
    return out, run([folder], out, Settings(salt=b"test"))


WANTED = {
    "empty.html": ("failed", "empty"),
    "picture.html": ("failed", "binary"),
    "large.html": ("failed", "too-large"),
    "gone.html": ("failed", None),
    "cut.html": ("incomplete", "truncated"),
    "damaged.html": ("incomplete", "encoding"),
    "count.txt": ("incomplete", "comment-count"),
}


@pytest.mark.parametrize("name", WANTED)
def test_each_is_named_with_its_reason(outcome: tuple[Path, RunReport], name: str) -> None:
    _, report = outcome
    (problem,) = [problem for problem in report.problems if problem.source == name]
    severity, reason = WANTED[name]
    assert problem.severity == severity
    assert problem.reason == reason or (
        reason is None and problem.reason in ("unreadable", "missing")
    )
    assert len(problem.detail) > 15, "it says what was met and what to try"


def test_nothing_else_is_complained_of(outcome: tuple[Path, RunReport]) -> None:
    _, report = outcome
    assert {problem.source for problem in report.problems} == set(WANTED)


def test_the_rest_of_the_run_completes(outcome: tuple[Path, RunReport]) -> None:
    out, report = outcome
    corpus = open_run(out)
    assert corpus.run == report
    names = {document.source.name for document in corpus.documents}
    assert names == {"good.html", "thread.txt", "cut.html", "damaged.html", "count.txt"}
    assert {path.name for path in out.iterdir()} == {*report.files, "run.json"}


def test_what_is_incomplete_is_kept_with_a_warning(outcome: tuple[Path, RunReport]) -> None:
    out, _ = outcome
    for document in open_run(out).documents:
        kept_whole = document.source.name in {"good.html", "thread.txt"}
        assert bool(document.warnings) is not kept_whole, document.source.name


def test_the_command_line_tells_and_exits_with_1(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.html").write_bytes(b"")
    (tmp_path / "in" / "good.html").write_text(GOOD_PAGE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "probenlp", "run", "in", "-o", "out", "--json", "--quiet"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={"PROBENLP_SALT": "test", "PATH": ""},
    )
    assert done.returncode == 1, done.stderr
    assert done.stderr.startswith("failed: empty.html: ")
    assert done.stdout.count("\n") == 1, "one line of JSON and nothing else"
    assert len(list(open_run(tmp_path / "out").documents)) == 1


def test_an_input_that_breaks_a_stage_costs_only_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from probenlp.pipeline.steps import Analyst

    analyse = Analyst.analyse

    def stumble(self: Analyst, document: object) -> object:
        if document.source.name == "bad.html":  # type: ignore[attr-defined]
            raise ZeroDivisionError("a fault of ours")
        return analyse(self, document)  # type: ignore[arg-type]

    monkeypatch.setattr(Analyst, "analyse", stumble)
    (tmp_path / "bad.html").write_text(GOOD_PAGE.replace("spring", "autumn"), encoding="utf-8")
    (tmp_path / "good.html").write_text(GOOD_PAGE, encoding="utf-8")
    report = run([tmp_path], tmp_path / "out", Settings(salt=b"test"))
    (problem,) = report.problems
    assert (problem.source, problem.reason) == ("bad.html", "internal")
    assert "ZeroDivisionError: a fault of ours" in problem.detail
    assert report.counts["claims"].total > 0


def test_no_source_at_all_gives_an_empty_result_and_says_so(tmp_path: Path) -> None:
    report = run([tmp_path / "nowhere"], tmp_path / "out", Settings(salt=b"test"))
    assert [problem.reason for problem in report.problems] == ["missing"]
    assert report.counts["documents"].total == 0
    assert list(open_run(tmp_path / "out").claims) == []
