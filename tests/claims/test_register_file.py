"""A register of one's own: sound rows only, and never the tables that ship."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from probenlp.claims.register import Register, own_entries
from probenlp.claims.register_file import add_outcome
from probenlp.cli import app
from probenlp.domains import Outcome, domain_folder, load_domain
from probenlp.errors import DomainError

PROBATION = load_domain("probation")


def an_outcome(**fields: object) -> Outcome:
    row = {
        "id": "newham_2025",
        "unit_id": "pdu_newham",
        "published": "2025-04-30",
        "overall_rating": "Good",
        "source": "a letter",
    }
    return Outcome(**(row | fields))  # type: ignore[arg-type]


def test_a_row_is_found_again(tmp_path: Path) -> None:
    table = add_outcome(tmp_path, an_outcome(standard_ratings=("staffing=Good",)), PROBATION)
    add_outcome(tmp_path, an_outcome(id="newham_2026", published="2026-05"), PROBATION)
    rows = [entry.row for entry in own_entries(table)]
    assert [row.id for row in rows] == ["newham_2025", "newham_2026"]
    assert getattr(rows[0], "standard_ratings") == ("staffing=Good",)  # noqa: B009  a Row to mypy
    entry = Register("probation", table).outcome("pdu_newham", "2025-06", earlier=False)
    assert entry
    assert (entry.row.id, entry.table, entry.line) == ("newham_2025", str(table), 2)


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"unit_id": "pdu_newam"}, "unit_id: 'pdu_newam' is no unit of the domain; try"),
        ({"overall_rating": "Fine"}, "overall_rating: 'Fine' is no grade; expected Outstanding"),
        ({"published": "30 April"}, "published: '30 April' is no date"),
        ({"published": ""}, "published: expected a date, or else a year"),
        ({"score": "30", "score_out_of": "27"}, "score: 30 is more than 27"),
        ({"score": "three"}, "score: 'three' is no number of points"),
        ({"standard_ratings": ("tea=Good",)}, "standard_ratings: 'tea' is no standard"),
        ({"id": "pdu_newham_20221123"}, "id: 'pdu_newham_20221123' is in the register already"),
    ],
)
def test_an_unsound_row_is_refused(tmp_path: Path, fields: dict[str, object], problem: str) -> None:
    with pytest.raises(DomainError) as error:
        add_outcome(tmp_path, an_outcome(**fields), PROBATION)
    assert problem in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_the_table_of_a_domain_is_never_written_to() -> None:
    table = domain_folder("probation") / "outcomes.tsv"
    before = table.read_bytes()
    with pytest.raises(DomainError, match="is the table of a domain"):
        add_outcome(table, an_outcome(), PROBATION)
    assert table.read_bytes() == before


def test_the_command_adds_a_row(tmp_path: Path) -> None:
    words = ["register", "add", str(tmp_path), "--unit", "pdu_newham", "--source", "a letter",
             "--published", "2025-04-30", "--rating", "Good"]  # fmt: skip
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0, done.output
    assert done.output.strip().endswith("pdu_newham_20250430")
    again = CliRunner().invoke(app, words)
    assert isinstance(again.exception, DomainError), "the same inspection is not added twice"
