"""Export and import on the command line: files, streams and exit codes."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from probenlp.annotate.task import Annotation
from probenlp.cli import app
from probenlp.pipeline import run
from probenlp.settings import Settings
from probenlp.store import read_records

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run") / "out"
    run([SAMPLE / "dump_blog_thread.txt"], out, Settings(salt=b"test"))
    return out


def call(*arguments: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [str(one) for one in arguments])
    return done.exit_code, done.stdout, done.stderr


def import_(folder: Path, out: Path, *more: str | Path) -> tuple[int, str, str]:
    who = ("--by", "Ruth Fell", "--guidelines", "1.2", "-o", out)
    return call("import", folder, "--tool", "jsonl", *who, *more)


def test_an_export_says_what_it_wrote(finished: Path, tmp_path: Path) -> None:
    out = tmp_path / "labels"
    code, said, _ = call(
        "export",
        finished,
        "--tool",
        "label-studio",
        "--layer",
        "units",
        "--layer",
        "voice",
        "-o",
        out,
    )
    assert code == 0
    assert "tasks for label-studio/text" in said
    assert {"tasks.json", "config.xml", "manifest.json", "IMPORT.md", "tasks.jsonl"} == {
        path.name for path in out.iterdir()
    }
    manifest = json.loads((out / "manifest.json").read_text())
    assert manifest["offset_unit"] == "code_point"
    assert manifest["versions"]["probenlp"]
    labels = manifest["labels"]["names"]
    assert "units_pdu" in labels, "kinds of the domain are offered, whether or not they occur"


def test_pairs_and_sentences_are_asked_where_the_view_asks_for_them(
    finished: Path, tmp_path: Path
) -> None:
    view = ("--tool", "doccano", "--view", "classification")
    code, _, _ = call("export", finished, *view, "--layer", "voice", "-o", tmp_path / "voice")
    assert code == 0
    task = json.loads((tmp_path / "voice" / "tasks.jsonl").read_text().split("\n")[0])
    assert task["about"] == "sentence"


def test_judged_records_become_annotations(finished: Path, tmp_path: Path) -> None:
    folder, out, report = tmp_path / "x", tmp_path / "a.jsonl", tmp_path / "report.json"
    assert call("export", finished, "--tool", "jsonl", "-o", folder)[0] == 0
    lines = [json.loads(line) for line in (folder / "data.jsonl").read_text().split("\n")[:-1]]
    lines[0]["answer"] = "accept"
    lines[1]["text"] += "!"
    (folder / "data.jsonl").write_text("".join(json.dumps(one) + "\n" for one in lines[:-1]))
    code, _, said = import_(folder, out, "--report", report)
    assert code == 1, "a record was refused and one is missing"
    assert "refused: data.jsonl:2" in said
    assert f"missing: {lines[-1]['id']}" in said
    (made,) = read_records(out, Annotation)
    assert (made.by, made.guidelines, made.tool) == ("Ruth Fell", "1.2", "jsonl/plain")
    assert made.task_id == lines[0]["id"]
    assert json.loads(report.read_text())["refused"] == 1


def test_all_can_be_taken_as_judged(finished: Path, tmp_path: Path) -> None:
    folder, out = tmp_path / "x", tmp_path / "a.jsonl"
    call("export", finished, "--tool", "jsonl", "-o", folder)
    assert import_(folder, out)[0] == 0
    assert list(read_records(out, Annotation)) == []
    assert import_(folder, out, "--all-judged")[0] == 0
    made = list(read_records(out, Annotation))
    assert len(made) == len((folder / "data.jsonl").read_text().split("\n")) - 1
    for one in made:
        for judged in one.marks:
            assert judged.standing == "kept"
