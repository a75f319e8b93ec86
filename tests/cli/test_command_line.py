"""The command line as a person or a program meets it: real processes, streams and exit codes."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from probenlp.records import Claim, Document, PassageTags
from probenlp.store import open_run, read_records

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
PAGE = SAMPLE / "dump_blog_thread.txt"

Probenlp = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def probenlp(tmp_path: Path) -> Probenlp:
    def call(*arguments: str | Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603
            [sys.executable, "-m", "probenlp", *map(str, arguments)],
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
            env={"PROBENLP_SALT": "test", "COLUMNS": "100", "HOME": str(tmp_path)},
        )

    return call


def test_without_a_command_it_explains_itself(probenlp: Probenlp) -> None:
    done = probenlp()
    assert "Usage" in done.stdout + done.stderr
    assert probenlp("--help").returncode == 0
    assert probenlp("--version").stdout.startswith("probenlp 0.")


@pytest.mark.parametrize(
    "command",
    [
        "run",
        "batch",
        "harvest",
        "tag",
        "classify",
        "claims",
        "schema",
        "domain",
        "export",
        "import",
        "agreement",
        "register",
        "train",
    ],
)
def test_every_command_has_help_and_stands_in_the_readme(probenlp: Probenlp, command: str) -> None:
    done = probenlp(command, "--help")
    assert done.returncode == 0
    assert len(done.stdout) > 300
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    assert command in readme


def test_the_main_job_prints_a_summary_and_names_its_files(
    probenlp: Probenlp, tmp_path: Path
) -> None:
    done = probenlp("run", PAGE, "-o", "out")
    assert done.returncode == 0, done.stderr
    for name in ("documents.jsonl", "tags.jsonl", "claims.jsonl", "groups.jsonl", "run.json"):
        assert f"out/{name}" in done.stdout
        assert (tmp_path / "out" / name).is_file()
    assert "Reading: 1" in done.stderr, "progress goes to standard error"
    assert "14 comment" in done.stdout


def test_json_output_is_one_record_that_a_program_can_read(probenlp: Probenlp) -> None:
    done = probenlp("run", PAGE, "-o", "out", "--json", "--quiet")
    report = json.loads(done.stdout)
    assert report["counts"]["documents"]["total"] == 1
    assert report["settings"]["salt_fingerprint"] != "test"
    assert "test" not in json.dumps(report["settings"]), "the salt itself is never written"
    assert done.stderr == ""


def test_the_stages_one_by_one_give_what_the_main_job_gives(
    probenlp: Probenlp, tmp_path: Path
) -> None:
    assert probenlp("run", PAGE, "-o", "out").returncode == 0
    harvested = probenlp("harvest", PAGE).stdout
    (tmp_path / "d.jsonl").write_text(harvested, encoding="utf-8")
    tagged = probenlp("tag", "-", stdin=harvested).stdout
    (tmp_path / "t.jsonl").write_text(tagged, encoding="utf-8")
    assert probenlp("classify", "d.jsonl", "t.jsonl", "-o", "v.jsonl.gz").returncode == 0
    assert probenlp("claims", "d.jsonl", "v.jsonl.gz", "-o", "c.jsonl").returncode == 0
    corpus = open_run(tmp_path / "out")
    assert list(read_records(tmp_path / "d.jsonl", Document)) == list(corpus.documents)
    assert list(read_records(tmp_path / "v.jsonl.gz", PassageTags)) == list(corpus.tags)
    single = [claim.id for claim in read_records(tmp_path / "c.jsonl", Claim)]
    assert single == [claim.id for claim in corpus.claims]


def test_schemas_are_printed(probenlp: Probenlp) -> None:
    assert json.loads(probenlp("schema", "claim").stdout)["title"] == "probenlp claim"


@pytest.mark.parametrize(
    ("arguments", "message", "reason"),
    [
        (["run", str(PAGE)], "--out", "an option is missing"),
        (["run", str(PAGE), "-o", "out", "--domain", "prisons"], "no domain", "no tables"),
        (["tag", "nowhere.jsonl"], "nowhere.jsonl: no such file", "a slip of the pen"),
        (["schema", "song"], "'song' is none of", "no such record"),
        (["classify", str(PAGE), str(PAGE)], "dump_blog_thread.txt:1: ", "no JSON Lines"),
        (["sing"], "sing", "no such command"),
    ],
)  # fmt: skip
def test_a_bad_call_is_told_in_a_line_and_exits_with_2(
    probenlp: Probenlp, tmp_path: Path, arguments: list[str], message: str, reason: str
) -> None:
    done = probenlp(*arguments)
    assert done.returncode == 2, reason
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert not (tmp_path / "out").exists(), "nothing was done"


def test_tags_of_other_documents_are_refused(probenlp: Probenlp, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(probenlp("harvest", PAGE).stdout, encoding="utf-8")
    other = probenlp("harvest", SAMPLE / "plain_news.txt").stdout
    (tmp_path / "t.jsonl").write_text(probenlp("tag", "-", stdin=other).stdout, encoding="utf-8")
    done = probenlp("claims", "a.jsonl", "t.jsonl", "-o", "c.jsonl")
    assert done.returncode == 2
    assert "have no document" in done.stderr
    assert not (tmp_path / "c.jsonl").exists()


def test_help_does_not_wait_for_spacy(tmp_path: Path) -> None:
    code = (
        "import sys, probenlp.cli; "
        "heavy = {'spacy', 'sklearn', 'lxml', 'trafilatura', 'nupunkt', 'numpy'}; "
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path
    )
    assert done.stdout.strip() == "[]"
