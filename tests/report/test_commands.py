"""The commands that make the page and the charts of a run's folder."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest
from typer.testing import CliRunner

from probenlp.cli import app
from probenlp.report.explorer import decode_island
from probenlp.store import write_records

Make = Callable[..., SimpleNamespace]


@pytest.fixture
def folder(make_run: Make, tmp_path: Path) -> Path:
    run = make_run(60)
    for name in ("documents", "tags", "claims", "groups", "relations", "checks"):
        write_records(tmp_path / f"{name}.jsonl", getattr(run, name))
    (tmp_path / "run.json").write_bytes(msgspec.json.encode(run.run))
    return tmp_path


def test_report_writes_the_page_into_the_folder_of_the_run(folder: Path) -> None:
    done = CliRunner().invoke(app, ["report", str(folder), "--title", "Ashmere"])
    assert done.exit_code == 0, done.output
    assert "report.html" in done.stdout
    island = decode_island((folder / "report.html").read_text(encoding="utf-8"))
    assert (island.title, len(island.claims)) == ("Ashmere", 60)
    assert ("staffing", "Staffing and vacancies") in island.topics


def test_charts_writes_a_picture_a_chart(folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("altair", reason="the extra 'notebook' is not installed")
    done = CliRunner().invoke(app, ["charts", str(folder), "-o", str(tmp_path / "pictures")])
    assert done.exit_code == 0, done.output
    names = sorted(path.name for path in (tmp_path / "pictures").iterdir())
    assert names == [
        "quoting.svg",
        "ratings.svg",
        "sentiment.svg",
        "statistics.svg",
        "testimony.svg",
    ]


def test_a_domain_that_is_gone_leaves_ids_and_says_so(folder: Path) -> None:
    path = folder / "run.json"
    report = msgspec.json.decode(path.read_bytes())
    report["settings"]["domain"] = "somewhere/else"
    path.write_bytes(msgspec.json.encode(report))
    done = CliRunner().invoke(app, ["report", str(folder)])
    assert done.exit_code == 0
    assert "ids are shown" in done.stderr
    island = decode_island((folder / "report.html").read_text(encoding="utf-8"))
    assert ("staffing", "staffing") in island.topics


def test_a_folder_without_a_run_is_a_bad_call(tmp_path: Path) -> None:
    done = CliRunner().invoke(app, ["report", str(tmp_path)])
    assert done.exit_code != 0
    assert not (tmp_path / "report.html").exists()
