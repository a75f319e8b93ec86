"""SQL reaches the files of a run and no more, and changes none of them."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from probenlp.store.tables import QueryError, build_tables, connect, query

READS = [
    "SELECT count(*) FROM claims",
    "FROM groups",
    "WITH one AS (SELECT 1 AS n) SELECT n FROM one",
    "DESCRIBE claims",
    "SHOW TABLES",
    "SUMMARIZE claims",
    "SELECT 1; -- and a remark",
]

CHANGES = [
    "CREATE TABLE mine AS SELECT 1",
    "DROP VIEW claims",
    "INSERT INTO claims SELECT * FROM claims",
    "COPY claims TO 'stolen.csv'",
    "COPY (SELECT 1) TO '{run}/claims.jsonl' (FORMAT json, USE_TMP_FILE false)",
    "EXPLAIN ANALYZE COPY (SELECT 1) TO '{run}/claims.jsonl' (FORMAT json, USE_TMP_FILE false)",
    "ATTACH 'other.duckdb'",
    "SET enable_external_access = true",
    "INSTALL httpfs",
    "EXPORT DATABASE 'all'",
    "SELECT 1; DROP VIEW claims",
    "",
    "-- nothing",
]

REACHES = [
    "FROM read_text('{secret}')",
    "FROM read_csv('{secret}')",
    "FROM read_blob('{secret}')",
    "FROM '{secret}'",
    "FROM glob('{run}/../*')",
    "FROM read_json('https://example.org/x.json')",
    "SELECT getenv('HOME')",
    "FROM local_variable",
]


@pytest.fixture(scope="module")
def over_lines(kept_run: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(kept_run) as connection:
        yield connection


@pytest.fixture(scope="module")
def over_parquet(
    kept_run: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    tables = tmp_path_factory.mktemp("tables")
    build_tables(kept_run, tables, database=False)
    with connect(kept_run, tables=tables) as connection:
        yield connection


@pytest.mark.parametrize("sql", READS)
def test_a_query_that_reads(sql: str, over_lines: duckdb.DuckDBPyConnection) -> None:
    assert query(over_lines, sql).fetchall()


@pytest.mark.parametrize("sql", CHANGES)
def test_a_statement_that_changes_is_refused(
    sql: str, over_lines: duckdb.DuckDBPyConnection, kept_run: Path
) -> None:
    before = {path: path.read_bytes() for path in kept_run.iterdir()}
    with pytest.raises(QueryError) as caught:
        query(over_lines, sql.format(run=kept_run))
    assert "\n" not in str(caught.value)
    assert {path: path.read_bytes() for path in kept_run.iterdir()} == before


@pytest.mark.parametrize("sql", REACHES)
@pytest.mark.parametrize("source", ["over_lines", "over_parquet"])
def test_no_other_file_is_read(
    sql: str, source: str, kept_run: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    connection = request.getfixturevalue(source)
    secret = tmp_path / "secret.csv"
    secret.write_text("name,key\nnobody,1\n", encoding="utf-8")
    local_variable = [secret]
    with pytest.raises(QueryError) as caught:
        query(connection, sql.format(secret=secret, run=kept_run)).fetchall()
    assert "nobody" not in str(caught.value)
    assert local_variable == [secret]


@pytest.mark.parametrize(
    "sql",
    [
        "COPY claims TO '{folder}/stolen.csv'",
        "ATTACH '{folder}/new.duckdb'",
        "SET allowed_directories = ['/']",
        "SET enable_external_access = true",
        "LOAD httpfs",
        "CALL enable_logging(storage = 'file', storage_config = {{'path': '{folder}/log'}})",
    ],
)
def test_the_bare_connection_writes_nowhere_else(
    sql: str, over_lines: duckdb.DuckDBPyConnection, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    with pytest.raises(duckdb.Error):
        over_lines.execute(sql.format(folder=folder))
    assert list(folder.iterdir()) == []


def test_other_files_may_be_joined_where_that_is_asked_for(small_run: Path, tmp_path: Path) -> None:
    units = tmp_path / "units.csv"
    units.write_text("id,region\nashmere,Wenbridge\n", encoding="utf-8")
    with connect(small_run, files=True) as connection:
        found = connection.execute(
            "SELECT DISTINCT region FROM claim_units JOIN read_csv(?) u ON u.id = unit_id",
            [str(units)],
        )
        assert found.fetchall() == [("Wenbridge",)]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        ("SELECT voyce FROM claims", "voice"),
        ("FROM claimz", 'Did you mean "claims"'),
        ("SELEC 1", 'syntax error at or near "SELEC"'),
        ("SELECT 'x'::INTEGER", "'x'"),
    ],
)
def test_a_slip_in_a_query_is_one_line(
    sql: str, said: str, over_lines: duckdb.DuckDBPyConnection
) -> None:
    with pytest.raises(QueryError) as caught:
        query(over_lines, sql).fetchall()
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


def test_values_are_given_apart_from_the_query(over_lines: duckdb.DuckDBPyConnection) -> None:
    found = query(over_lines, "SELECT id FROM claims WHERE text = ?", ["'; DROP VIEW claims"])
    assert found.fetchall() == []
