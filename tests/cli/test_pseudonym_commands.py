"""Taking private persons out on the command line."""

import stat
from pathlib import Path

import pytest
from typer.testing import CliRunner

from probenlp.annotate.task import Annotation
from probenlp.cli import app
from probenlp.pipeline import run
from probenlp.settings import Settings
from probenlp.store import open_run, read_records

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
WRITERS = ("Margery Plum", "Tom Birkdale", "Crispin")


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run") / "out"
    run([SAMPLE / "wordpress_expert_report.html"], out, Settings(salt=b"test"))
    return out


@pytest.fixture(autouse=True)
def salt(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PROBENLP_SALT", "test")


def call(*arguments: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [str(one) for one in arguments])
    return done.exit_code, done.stdout, done.stderr


def test_an_export_names_no_commenter_and_its_key_brings_them_back(
    finished: Path, tmp_path: Path
) -> None:
    (tmp_path / "keys").mkdir()
    key, out, back = tmp_path / "keys" / "k.json", tmp_path / "share" / "to", tmp_path / "a.jsonl"
    what = ("--tool", "jsonl", "--layer", "people", "-o", out, "--pseudonymise")
    code, _, told = call("export", finished, *what, "--key-file", key)
    assert code == 0
    assert "names above comments" in told
    written = b"".join(file.read_bytes() for file in out.iterdir()).decode()
    assert not [name for name in WRITERS if name in written]
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    who = ("--by", "Ruth Fell", "--guidelines", "1.2", "--all-judged", "-o", back)
    assert call("import", out, "--tool", "jsonl", *who, "--key-file", key)[0] == 0
    authors = {one.context.author for one in read_records(back, Annotation)}
    assert set(WRITERS) <= authors


def test_a_whole_run_is_written_without_commenters(finished: Path, tmp_path: Path) -> None:
    out = tmp_path / "share"
    code, said, _ = call("pseudonymise", finished, "-o", out, "--level", "details")
    assert code == 0
    assert "1 documents" in said
    corpus = open_run(out)
    texts = {passage.id: passage.text for passage in corpus.passages}
    for claim in corpus.claims:
        assert claim.span.holds_in(texts[claim.passage_id])
        assert claim.text == claim.selector.exact == claim.span.surface
    written = b"".join(file.read_bytes() for file in out.iterdir()).decode()
    assert not [name for name in WRITERS if name in written]


def test_a_key_without_pseudonyms_is_a_bad_call(finished: Path, tmp_path: Path) -> None:
    what = ("--tool", "jsonl", "-o", tmp_path / "o", "--key-file", tmp_path / "k")
    done = CliRunner().invoke(app, ["export", str(finished), *map(str, what)])
    assert "--key-file is for --pseudonymise" in str(done.exception)


def test_an_unknown_level_is_named_with_those_there_are(finished: Path, tmp_path: Path) -> None:
    what = ("pseudonymise", str(finished), "-o", str(tmp_path / "o"), "--level", "all")
    done = CliRunner().invoke(app, list(what))
    assert "there are names, details" in str(done.exception)
