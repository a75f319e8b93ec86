"""The batch with the real stages writes what the main job writes, to the byte."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from probenlp.batch import BatchOptions, run_batch
from probenlp.pipeline import run
from probenlp.records import RunReport
from probenlp.settings import Settings
from probenlp.store import open_run

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
SALT = "test"
OPTIONS = ("--processes", "2", "--shard", "1", "--json")

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Ashmere Notes</title>
<link>https://notes.ashmere.example/</link><item><title>Keys</title>
<link>https://notes.ashmere.example/keys</link><guid>https://notes.ashmere.example/keys</guid>
<description>The office on Tolland Street has one key. Six people need it every morning, and
whoever comes first waits for whoever came last the day before.</description></item></channel></rss>
"""


@pytest.fixture(scope="module")
def sources(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Pages and texts, a copy of a page, a feed, an empty file, and a file that is not there."""
    folder = tmp_path_factory.mktemp("sources") / "pages"
    folder.mkdir()
    for name in ("dump_blog_thread.txt", "plain_news.txt", "department_response.html"):
        shutil.copy(SAMPLE / name, folder / name)
    shutil.copy(SAMPLE / "plain_news.txt", folder / "the_same.txt")
    (folder / "feed.xml").write_text(FEED, encoding="utf-8")
    (folder / "empty.html").write_bytes(b"")
    (folder / "notes.md").write_text("no document", encoding="utf-8")
    return [folder, folder / "nowhere.html"]


@pytest.fixture(scope="module")
def wanted(sources: list[Path], tmp_path_factory: pytest.TempPathFactory) -> RunReport:
    return run(sources, tmp_path_factory.mktemp("run") / "out", Settings(salt=SALT.encode()))


@pytest.fixture(scope="module")
def out(sources: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command line writes, in shards of a document or two."""
    out = tmp_path_factory.mktemp("batch") / "out"
    done = call(sources, out)
    assert done.returncode == 1, "some inputs failed"
    return out


def call(sources: list[Path], out: Path) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(  # noqa: S603
        [sys.executable, "-m", "probenlp", "batch", *map(str, sources), "-o", str(out), *OPTIONS],
        capture_output=True,
        text=True,
        check=False,
        env={"PROBENLP_SALT": SALT, "PATH": ""},
    )


def test_the_files_are_the_same(wanted: RunReport, out: Path) -> None:
    assert open_run(out).run.files == wanted.files


@pytest.mark.parametrize("field", ["counts", "problems", "skipped", "removed", "settings"])
def test_the_report_says_the_same(wanted: RunReport, out: Path, field: str) -> None:
    assert getattr(open_run(out).run, field) == getattr(wanted, field)


def test_events_are_json_and_the_report_comes_last(sources: list[Path], out: Path) -> None:
    done = call(sources, out)
    *events, report = [json.loads(line) for line in done.stdout.splitlines()]
    assert [event["stage"] for event in events] == ["plan"], "nothing is new"
    assert report["counts"]["documents"]["total"] == 4
    assert done.stderr.count("failed: ") == 2


def test_python_gives_the_same_and_takes_up_what_the_command_line_did(
    sources: list[Path], out: Path, wanted: RunReport
) -> None:
    options = BatchOptions(processes=1, shard_documents=1)
    result = run_batch(sources, out, Settings(salt=SALT.encode()), options)
    assert result.report.files == wanted.files
    assert (result.fresh, result.reused) == (0, 4)
