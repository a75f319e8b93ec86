"""A register of one's own takes part in a run."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from probenlp.claims.register_file import add_outcome
from probenlp.cli import app
from probenlp.domains import Outcome, load_domain
from probenlp.errors import DomainError
from probenlp.pipeline import run
from probenlp.records import Check
from probenlp.settings import Settings
from probenlp.store import read_records

PAGE = """Inspection of Derby City

14 April 2031

HM Inspectorate of Probation has rated Derby City PDU ‘Outstanding’ overall.
The unit scored 20 points out of a possible 21.
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "derby.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


@pytest.fixture
def table(tmp_path: Path) -> Path:
    row = Outcome(
        id="derby_2031",
        unit_id="pdu_derby_city",
        year="2031",
        published="2031-04-14",
        overall_rating="Good",
        score="20",
        score_out_of="21",
        source="https://ashmere.example/derby",
    )
    return add_outcome(tmp_path / "mine", row, load_domain("probation"))


def checks_of(page: Path, out: Path, register: Path | None) -> dict[str, tuple[str, str | None]]:
    run([page], out, Settings(salt=b"test", register=register))
    found = read_records(out / "checks.jsonl", Check)
    return {check.kind: (check.verdict, check.table) for check in found}


def test_claims_are_held_against_it(page: Path, table: Path, tmp_path: Path) -> None:
    without = checks_of(page, tmp_path / "one", None)
    found = checks_of(page, tmp_path / "two", table)
    assert without["rating"][0] != "agrees", "nothing that ships knows of 2031"
    assert found["rating"] == ("contradicts", str(table)), "the row says Good"
    assert found["score"] == ("agrees", str(table))


def test_a_run_says_which_register_it_had(table: Path) -> None:
    shown = Settings(register=table).shown()["register"]
    assert shown.startswith("outcomes.tsv ")
    table.write_text(table.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert Settings(register=table).shown()["register"] != shown, "another content is told"
    assert "register" not in Settings().shown()


def test_a_missing_one_is_told_before_the_work(page: Path, tmp_path: Path) -> None:
    missing = tmp_path / "outcomes.tsv"
    with pytest.raises(DomainError, match="no such table; `probenlp register add` writes one"):
        run([page], tmp_path / "out", Settings(salt=b"test", register=missing))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("command", ["run", "batch"])
def test_the_commands_take_it(command: str) -> None:
    shown = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "200"})
    assert "--register" in shown.output
