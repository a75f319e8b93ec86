"""Bad input is normal input: the file, the line, the field, and nothing overwritten."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from probenlp.errors import OutputError, RecordError
from probenlp.store.tables import build_tables, connect, query

Vouch = Callable[[Path], None]


def change(path: Path, line: int, new: bytes | None = None, **fields: Any) -> None:
    lines = path.read_bytes().split(b"\n")
    if new is None:
        new = msgspec.json.encode({**msgspec.json.decode(lines[line - 1]), **fields})
    lines[line - 1] = new
    path.write_bytes(b"\n".join(lines))


@pytest.fixture
def refused(small_run: Path, vouch: Vouch) -> Callable[[], str]:
    """Build from a changed run; give the error, having seen that the tables stayed."""
    build_tables(small_run, database=False)
    before = {path: path.read_bytes() for path in (small_run / "tables").iterdir()}

    def build() -> str:
        vouch(small_run)
        with pytest.raises(RecordError) as caught:
            build_tables(small_run, database=False)
        assert {path: path.read_bytes() for path in (small_run / "tables").iterdir()} == before
        return str(caught.value)

    return build


def test_a_broken_line(small_run: Path, refused: Any) -> None:
    change(small_run / "claims.jsonl", 3, b'{"id": "news.a:1", ')
    assert refused().startswith(f"{small_run / 'claims.jsonl'}:3: ")


def test_a_broken_field(small_run: Path, refused: Any) -> None:
    change(small_run / "claims.jsonl", 2, voice="gossip")
    assert "claims.jsonl:2: voice: Invalid enum value 'gossip'" in refused()


def test_a_line_that_is_no_utf_8(small_run: Path, refused: Any) -> None:
    path = small_run / "groups.jsonl"
    path.write_bytes(path.read_bytes().replace(b"25 per cent", b"\xa325 per cent"))
    assert "groups.jsonl:1: " in refused()


def test_a_group_that_names_a_missing_claim(small_run: Path, refused: Any) -> None:
    change(small_run / "groups.jsonl", 1, claim_ids=["news.a:44#1", "news.a:9-9"])
    said = refused()
    assert "groups.jsonl:1: claim_ids: no claim " in said
    assert "in claims.jsonl" in said


def test_a_claim_of_a_missing_group(small_run: Path, refused: Any) -> None:
    change(small_run / "claims.jsonl", 4, group_id="g99")
    assert "claims.jsonl:4: group_id: no group 'g99' in groups.jsonl" in refused()


@pytest.mark.parametrize(
    ("file", "field", "of"),
    [
        ("relations.jsonl", "finding_id", "claim"),
        ("checks.jsonl", "claim_id", "claim"),
        ("tags.jsonl", "passage_id", "passage"),
        ("claims.jsonl", "document_id", "document"),
    ],
)
def test_a_reference_to_nothing(
    file: str, field: str, of: str, small_run: Path, refused: Any
) -> None:
    fields: dict[str, Any] = {field: "gone"}
    change(small_run / file, 1, **fields)
    said = refused()
    assert f"{file}:1: " in said
    assert f"no {of} 'gone' in {of}s.jsonl" in said.replace("in documents", f"in {of}s")


def test_two_claims_with_one_id(small_run: Path, refused: Any) -> None:
    path = small_run / "claims.jsonl"
    path.write_bytes(path.read_bytes() + path.read_bytes().split(b"\n")[0] + b"\n")
    assert "claims.jsonl:7: id: second record with the id" in refused()
    assert "the first is in line 1" in refused()


@pytest.mark.parametrize("version", [0, 2])
def test_a_line_of_another_schema_version(version: int, small_run: Path, refused: Any) -> None:
    change(small_run / "claims.jsonl", 5, schema_version=version)
    said = refused()
    assert f"claims.jsonl:5: schema_version: schema version {version}, this is 1" in said
    assert "probenlp migrate" in said


def test_a_line_of_another_version_is_called_that_whatever_it_lacks(
    small_run: Path, refused: Any
) -> None:
    change(small_run / "claims.jsonl", 5, b'{"schema_version": 0, "claim": "it was half"}')
    assert "claims.jsonl:5: schema_version: schema version 0" in refused()


def test_a_run_of_another_schema_version(small_run: Path) -> None:
    path = small_run / "run.json"
    change(path, 2, path.read_bytes().split(b"\n")[1].replace(b"1", b"2"))
    for do in (build_tables, connect):
        with pytest.raises(RecordError, match=r"run.json:1: schema_version: .*version 2"):
            do(small_run)


@pytest.mark.parametrize("do", [build_tables, connect])
def test_a_missing_file(do: Callable[[Path], object], small_run: Path) -> None:
    (small_run / "groups.jsonl").unlink()
    with pytest.raises(OutputError, match=r"groups.jsonl: missing"):
        do(small_run)


@pytest.mark.parametrize("do", [build_tables, connect])
def test_a_folder_without_a_report(do: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"run.json: missing"):
        do(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_file_changed_after_the_run(small_run: Path) -> None:
    change(small_run / "groups.jsonl", 1, label="30 per cent: plans")
    with pytest.raises(OutputError, match=r"groups.jsonl: was changed after the run"):
        build_tables(small_run)
    with connect(small_run) as connection:  # the lines themselves can still be asked
        assert query(connection, "SELECT label FROM groups").fetchone() == ("30 per cent: plans",)


def test_a_query_names_a_broken_line_exactly(small_run: Path) -> None:
    """DuckDB notices a line that is cut off in the next one."""
    change(small_run / "claims.jsonl", 2, b'{"id": "news.a:1", ')
    with (
        connect(small_run) as connection,
        pytest.raises(RecordError, match=r"claims\.jsonl:2: "),
    ):
        query(connection, "SELECT count(text) FROM claims").fetchall()


def test_a_broken_line_harms_no_other_table(small_run: Path) -> None:
    change(small_run / "claims.jsonl", 2, b"{")
    with connect(small_run) as connection:
        assert query(connection, "SELECT count(*) FROM passages").fetchone() == (5,)


def test_a_descriptor_of_somebody_else_stays(small_run: Path) -> None:
    theirs = small_run / "datapackage.json"
    theirs.write_text('{"name": "mine", "resources": []}', encoding="utf-8")
    with pytest.raises(OutputError, match=r"datapackage.json: was not written by probenlp"):
        build_tables(small_run)
    assert "mine" in theirs.read_text(encoding="utf-8")
    assert not (small_run / "tables").exists()
