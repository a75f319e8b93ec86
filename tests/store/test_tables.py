"""The tables say what the lines say, whatever the lines hold."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probenlp.errors import OutputError
from probenlp.records import Claim, RunReport, Selector, Span, Speaker, Statistic
from probenlp.store import read_records, write_records
from probenlp.store.tables import build_tables, connect
from probenlp.store.tables.catalogue import TABLES, Table
from probenlp.store.tables.made import MADE_TABLES, VIEWS
from probenlp.store.tables.manifest import MANIFEST
from probenlp.store.tables.sources import over_json

ALL = [table.name for table in (*TABLES, *MADE_TABLES)]


def lines_of(table: Table, folder: Path) -> Iterator[msgspec.Struct]:
    path = folder / table.file
    if path.suffix == ".jsonl":
        return read_records(path, table.line)
    return iter([msgspec.json.decode(path.read_bytes(), type=RunReport)])


def wanted_rows(table: Table, folder: Path) -> list[tuple[Any, ...]]:
    """The rows a table must have, read by the records."""
    rows = []
    for line in lines_of(table, folder):
        items = getattr(line, table.each) if table.each else [line]
        for number, item in enumerate(items, start=1):
            before = [getattr(line, key) for key in table.keys]
            place = [number] if table.numbered else []
            own = [value_at(item, column.path) for column in table.columns if column.path]
            rows.append((*before, *place, *own))
    return rows


def value_at(record: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        record = None if record is None else getattr(record, name)
    return msgspec.json.decode(msgspec.json.encode(record))


def rows_of(connection: duckdb.DuckDBPyConnection, name: str) -> list[tuple[Any, ...]]:
    return connection.execute(f"FROM {name}").fetchall()


@pytest.mark.parametrize("run", ["small_run", "sample_run"])
def test_every_value_of_every_line_comes_back(run: str, request: pytest.FixtureRequest) -> None:
    folder = request.getfixturevalue(run)
    with connect(folder) as connection:
        for table in TABLES:
            assert rows_of(connection, table.name) == wanted_rows(table, folder), table.name


def test_a_row_a_claim(sample_run: Path) -> None:
    lines = (sample_run / "claims.jsonl").read_bytes().count(b"\n")
    assert lines > 100
    with connect(sample_run) as connection:
        assert connection.execute("SELECT count(*) FROM claims").fetchone() == (lines,)


@pytest.mark.parametrize("run", ["small_run", "sample_run"])
def test_parquet_database_and_lines_are_equal(
    run: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    folder = request.getfixturevalue(run)
    out = tmp_path / "tables"
    build_tables(folder, out)
    kept = duckdb.connect(str(out / "probenlp.duckdb"), read_only=True)
    with kept, connect(folder) as over_lines, connect(folder, tables=out) as over_parquet:
        assert reads_parquet(over_parquet)
        assert not reads_parquet(over_lines)
        for name in (*ALL, *(view.name for view in VIEWS)):
            described = [
                connection.execute(f"DESCRIBE {name}").fetchall()
                for connection in (over_lines, over_parquet, kept)
            ]
            rows = [
                sorted(map(repr, rows_of(connection, name)))
                for connection in (over_lines, over_parquet, kept)
            ]
            assert described[0] == described[1], name
            assert [one[:2] for one in described[0]] == [one[:2] for one in described[2]], name
            assert rows[0] == rows[1] == rows[2], name


def reads_parquet(connection: duckdb.DuckDBPyConnection) -> bool:
    found = connection.execute("SELECT sql FROM duckdb_views() WHERE view_name = 'claims'")
    return "read_parquet" in str(found.fetchone())


def test_the_database_needs_no_other_file(small_run: Path, tmp_path: Path) -> None:
    build_tables(small_run)
    carried = tmp_path / "elsewhere.duckdb"
    (small_run / "tables" / "probenlp.duckdb").rename(carried)
    for parquet in (small_run / "tables").glob("*.parquet"):
        parquet.unlink()
    with duckdb.connect(str(carried), read_only=True) as connection:
        assert connection.execute("SELECT count(*) FROM findings_and_testimony").fetchone() == (1,)


TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40)
NUMBER = st.floats(allow_nan=False, allow_infinity=False)


def spans(text: str) -> Span:
    return Span(start=3, end=3 + len(text), surface=text)


STATISTICS = st.builds(
    Statistic,
    span=TEXT.map(spans),
    kind=st.sampled_from(["share", "count"]),
    value=NUMBER,
    unit=st.none() | TEXT,
    negated=st.booleans(),
    measure=st.none() | TEXT.map(spans),
    unit_ids=st.lists(TEXT, max_size=2).map(tuple),
)
CLAIMS = st.builds(
    lambda text, **more: Claim(
        id="c",
        document_id="d",
        passage_id="p",
        span=spans(text),
        text=text,
        selector=Selector(start=3, end=3 + len(text), exact=text, prefix=text, suffix=text),
        type="finding",
        voice="news",
        provenance="own",
        **more,
    ),
    text=TEXT,
    voice_probabilities=st.dictionaries(TEXT, NUMBER, max_size=3),
    speaker=st.builds(Speaker, name=st.none() | TEXT, span=st.none() | TEXT.map(spans)),
    unit_names=st.lists(TEXT, max_size=3).map(tuple),
    statistic=st.none() | STATISTICS,
)
CLAIMS_TABLE = next(table for table in TABLES if table.name == "claims")


@settings(max_examples=25, deadline=None)
@given(claims=st.lists(CLAIMS, max_size=4))
def test_any_claim_comes_back(
    claims: list[Claim], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("claims")
    write_records(folder / "claims.jsonl", claims)
    found = duckdb.execute(over_json(CLAIMS_TABLE, folder)).fetchall()
    assert found == wanted_rows(CLAIMS_TABLE, folder)


def test_a_field_that_an_earlier_release_did_not_write_has_its_default(
    small_run: Path, vouch: Callable[[Path], None]
) -> None:
    path = small_run / "claims.jsonl"
    lines = [msgspec.json.decode(line) for line in path.read_bytes().split(b"\n") if line]
    for line in lines:
        del line["unit_names"], line["voice_probabilities"], line["speaker"]
        if line["statistic"]:
            del line["statistic"]["negated"], line["statistic"]["comparator"]
    path.write_bytes(b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
    vouch(small_run)
    with connect(small_run) as connection:
        assert rows_of(connection, "claims") == wanted_rows(CLAIMS_TABLE, small_run)


def test_a_run_without_anything_has_tables_without_rows(write_run: Any, records: Any) -> None:
    folder = write_run({name: [] for name in records}, problems=())
    assert set(build_tables(folder).rows.values()) == {0}
    with connect(folder) as connection:
        assert rows_of(connection, "claims") == []


# ------------------------------------------------------------------ when they are made, and where


def stamps(folder: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path): (path.stat().st_mtime_ns, path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_a_second_build_touches_nothing(small_run: Path) -> None:
    first = build_tables(small_run)
    before = stamps(small_run)
    second = build_tables(small_run)
    assert (first.built, second.built) == (True, False)
    assert first.rows == second.rows == {**first.rows, "claims": 6, "problems": 1}
    assert stamps(small_run) == before


def test_building_leaves_the_run_as_it_was(small_run: Path) -> None:
    before = stamps(small_run)
    build_tables(small_run)
    after = stamps(small_run)
    assert {name: after[name] for name in before} == before


def test_tables_of_another_run_are_not_used(write_run: Any, records: Any) -> None:
    folder = write_run(records)
    build_tables(folder)
    records["claims.jsonl"] = [*records["claims.jsonl"]][:5]
    write_run(records)
    with connect(folder) as connection:
        assert not reads_parquet(connection)
        assert len(rows_of(connection, "claims")) == 5
    assert build_tables(folder).built
    with connect(folder) as connection:
        assert reads_parquet(connection)
        assert len(rows_of(connection, "claims")) == 5


def test_other_problems_alone_make_them_anew(write_run: Any, records: Any) -> None:
    folder = write_run(records)
    build_tables(folder)
    write_run(records, problems=())
    assert build_tables(folder).rows["problems"] == 0


def test_a_table_that_was_cut_is_not_used(small_run: Path) -> None:
    build_tables(small_run)
    path = small_run / "tables" / "claims.parquet"
    path.write_bytes(path.read_bytes()[:-9])
    with connect(small_run) as connection:
        assert len(rows_of(connection, "claims")) == 6
    assert build_tables(small_run).built


def test_a_build_that_fails_leaves_the_tables_before(
    write_run: Any, records: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_run(records)
    build_tables(folder)
    before = stamps(folder / "tables")
    records["claims.jsonl"] = records["claims.jsonl"][:5]
    write_run(records)

    def breaks(*_: object) -> None:
        raise OutputError("no space left on device")

    monkeypatch.setattr("probenlp.store.tables.build._write_database", breaks)
    with pytest.raises(OutputError, match="no space"):
        build_tables(folder)
    assert stamps(folder / "tables") == before


def test_the_manifest_comes_last(small_run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A build that is cut off between two names must not pass for a whole one."""

    def breaks(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("probenlp.store.tables.build.write_descriptor", breaks)
    with pytest.raises(KeyboardInterrupt):
        build_tables(small_run)
    assert not (small_run / "tables" / MANIFEST).exists()
    with connect(small_run) as connection:
        assert not reads_parquet(connection)
    monkeypatch.undo()
    assert build_tables(small_run).built


def test_without_the_database_there_is_none(small_run: Path) -> None:
    build_tables(small_run)
    assert not build_tables(small_run, database=False).built
    assert build_tables(small_run, small_run.parent / "other", database=False).built
    assert not (small_run.parent / "other" / "probenlp.duckdb").exists()
    assert build_tables(small_run, small_run.parent / "other").built


@pytest.mark.parametrize("name", ["a[1]b", "it's", "year=2024", "ünïcode 😀", "100% *"])
def test_a_folder_may_have_any_name(name: str, write_run: Any, records: Any) -> None:
    """A name with ``[1]`` is no pattern, and ``year=2024`` no column."""
    folder = write_run(records, name)
    with connect(folder) as connection:
        assert len(rows_of(connection, "claims")) == 6
    build_tables(folder)
    with connect(folder) as connection:
        assert reads_parquet(connection)
        assert rows_of(connection, "claims") == wanted_rows(CLAIMS_TABLE, folder)


def test_a_run_can_be_moved_with_its_tables(small_run: Path, tmp_path: Path) -> None:
    build_tables(small_run)
    small_run.rename(tmp_path / "moved")
    with connect(tmp_path / "moved") as connection:
        assert reads_parquet(connection)
        assert len(rows_of(connection, "claims")) == 6


def test_nobody_elses_folder_is_littered(small_run: Path, tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "to_mother.txt").write_text("Dear mother", encoding="utf-8")
    with pytest.raises(OutputError, match=r"to_mother.txt.*--out"):
        build_tables(small_run, tmp_path / "letters")
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["to_mother.txt"]


def test_a_place_that_cannot_be_written_to(small_run: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    for out in (tmp_path / "file", tmp_path / "file" / "below"):
        with pytest.raises(OutputError, match="file"):
            build_tables(small_run, out)
    assert not (small_run / "datapackage.json").exists()
