"""``probenlp show``: by run, by page, by id; on a terminal and as a page."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from probenlp.cli import app
from probenlp.pipeline import run
from probenlp.settings import Settings
from probenlp.store import open_run

PAGE = Path(__file__).parents[2] / "corpus" / "sample" / "blogger_flat_2013.html"


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("run") / "out"
    run([PAGE], out, Settings(salt=b"test"))
    return out


def call(*arguments: str | Path) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, ["show", *(str(one) for one in arguments)])
    return done.exit_code, done.stdout, done.stderr


def test_a_run_lists_its_documents(finished: Path) -> None:
    code, said, _ = call(finished)
    (document,) = open_run(finished).documents
    assert code == 0
    assert said.startswith(document.id)
    assert (document.title or "") in said


def test_an_id_its_beginning_or_end_will_do(finished: Path) -> None:
    (document,) = open_run(finished).documents
    comment = next(one for one in document.passages if one.kind == "comment")
    for what in (comment.id, comment.id[-9:]):
        code, said, _ = call(finished, what)
        assert code == 0
        assert comment.id in said
        assert f"{document.id}.a" not in said
    whole = call(finished, document.id)[1]
    assert all(passage.id in whole for passage in document.passages if passage.text)


def test_a_claim_shows_the_passage_it_stands_in(finished: Path) -> None:
    claim = next(iter(open_run(finished).claims))
    code, said, _ = call(finished, claim.id, "--evidence")
    assert code == 0
    assert claim.passage_id in said
    assert "      by " in said


def test_why_names_terms_with_weights(finished: Path) -> None:
    (document,) = open_run(finished).documents
    _, said, _ = call(finished, f"{document.id}.a", "--why")
    terms = [line for line in said.split("\n") if line.strip()[:1] in "+-" and ":" in line]
    assert len(terms) > 5


def test_a_page_alone_is_read_and_shown() -> None:
    code, said, _ = call(PAGE)
    assert code == 0
    assert "── own" in said


def test_a_page_is_written_that_loads_nothing(finished: Path, tmp_path: Path) -> None:
    (document,) = open_run(finished).documents
    page = tmp_path / "page.html"
    assert call(finished, document.id, "--html", page)[0] == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert "default-src 'none'" in text
    assert "<script" not in text


@pytest.mark.parametrize("more", [("nothing-like-that",), ("{document}", "--comment", "99.9")])
def test_what_is_not_there_is_said(finished: Path, more: tuple[str, ...]) -> None:
    (document,) = open_run(finished).documents
    code, _, said = call(finished, *(one.format(document=document.id) for one in more))
    assert code == 2
    assert "no " in said
