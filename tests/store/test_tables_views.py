"""What each view answers, over a run that can be read in full."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from probenlp.store.tables import connect
from probenlp.store.tables.catalogue import TABLES
from probenlp.store.tables.describing import column_types, described_columns, types_in
from probenlp.store.tables.descriptions import OWN, _documented
from probenlp.store.tables.made import MADE_TABLES, VIEWS

EVERY = (*TABLES, *MADE_TABLES, *VIEWS)


@pytest.fixture(scope="module")
def ask(kept_run: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    with connect(kept_run) as connection:
        yield connection


def test_when_a_claim_is_of_and_how_that_is_known(ask: duckdb.DuckDBPyConnection) -> None:
    rows = ask.execute("SELECT * EXCLUDE claim_id FROM claim_dates ORDER BY claim_id").fetchall()
    assert sorted(rows, key=str) == [
        # "before 2021" is no month and no year
        ("../2021", "stated", None, None),
        ("2022", "relative", 2022, None),
        ("2023-10", "stated", 2023, "2023-10"),
        # nothing is said: a post is of its own day, a comment of the instant it was posted
        ("2023-11-20T10:00:00Z", "published", 2023, "2023-11"),
        ("2023-11-30T23:30:00Z", "published", 2023, "2023-11"),
        ("2023-12-01T08:00:00Z", "published", 2023, "2023-12"),
    ]


def test_a_claim_without_any_date_has_none(ask: duckdb.DuckDBPyConnection) -> None:
    undated = ask.execute(
        "SELECT count(*) FROM claim_dates WHERE dated IS NULL AND date_basis IS NOT NULL"
    )
    assert undated.fetchone() == (0,)


def test_claims_by_unit_and_month(ask: duckdb.DuckDBPyConnection) -> None:
    rows = ask.execute(
        "SELECT unit_id, unit_name, year, month, date_basis, claims, official, practitioner, "
        "findings, testimony, with_rating, with_statistic FROM claims_by_unit_and_month"
    ).fetchall()
    assert rows == [
        ("ashmere", None, 2022, None, "relative", 1, 1, 0, 1, 0, 0, 1),
        ("ashmere", None, 2023, "2023-10", "stated", 1, 1, 0, 1, 0, 1, 0),
        ("ashmere", None, 2023, "2023-11", "published", 1, 0, 1, 0, 1, 0, 1),
        (None, "Tolland PDU", 2023, "2023-11", "published", 1, 0, 1, 0, 1, 0, 1),
    ]


def test_testimony_beside_the_finding(ask: duckdb.DuckDBPyConnection) -> None:
    rows = ask.execute(
        "SELECT relation, score, finding, finding_dated, testimony, testimony_speaker_role "
        "FROM findings_and_testimony"
    ).fetchall()
    assert rows == [
        (
            "supports",
            0.6,
            "Only 25 per cent of plans were sufficient.",
            "2022",
            "We hold 62 cases each 😀",
            "practitioner",
        )
    ]


def test_a_group_with_its_independent_sources(ask: duckdb.DuckDBPyConnection) -> None:
    rows = ask.execute(
        "SELECT group_id, claim_count, document_count, source_count, source_id, source_kind, "
        "document_id, url FROM group_sources ORDER BY source_kind DESC"
    ).fetchall()
    assert rows == [
        ("g1", 2, 2, 2, "news", "document", "news", "https://news.example/page"),
        ("g1", 2, 2, 2, "blog.c1", "comment", "blog", "https://blog.example/page#c1"),
    ]


def test_ratings_by_unit_and_date(ask: duckdb.DuckDBPyConnection) -> None:
    rows = ask.execute(
        "SELECT unit_id, unit_name, month, date_basis, rating_label, rating_status "
        "FROM ratings_by_unit_and_date"
    ).fetchall()
    assert rows == [("ashmere", None, "2023-10", "stated", "Inadequate", "asserted")]


def test_a_rating_without_a_unit_has_a_row_too(sample_run: Path) -> None:
    with connect(sample_run) as connection:
        asked = "SELECT count(DISTINCT claim_id) FROM ratings_by_unit_and_date"
        wanted = "SELECT count(*) FROM claims WHERE rating_id IS NOT NULL"
        found = connection.execute(f"SELECT ({asked}), ({wanted})").fetchone()
    assert found is not None
    assert found[0] == found[1] > 0


def test_statistics_by_topic(ask: duckdb.DuckDBPyConnection) -> None:
    rows = ask.execute(
        "SELECT topic, kind, comparator, value, unit, month, group_id FROM statistics_by_topic"
    ).fetchall()
    assert rows == [
        ("planning", "share", "=", 25.0, "per cent", None, "g1"),
        ("planning", "share", "=", 25.0, "per cent", "2023-11", "g1"),
        ("workload", "count", "=", 62.0, "cases", "2023-11", None),
    ]


def test_comments_by_month(ask: duckdb.DuckDBPyConnection) -> None:
    """A comment without a time counts in no month; nobody knows how many people have no name."""
    rows = ask.execute(
        "SELECT month, comments, documents, writers, without_name FROM comments_by_month"
    ).fetchall()
    assert rows == [("2023-11", 1, 1, 1, 0), ("2023-12", 1, 1, 1, 0), (None, 1, 1, 0, 1)]


def test_a_contradiction_has_both_places(ask: duckdb.DuckDBPyConnection) -> None:
    rows = ask.execute(
        "SELECT stated, surface, span_start, document_id, url, "
        "registered, register_table, register_row, register_line FROM contradictions"
    ).fetchall()
    assert rows == [
        ("Inadequate", "Inadequate", 30, "news", "https://x", "Good", "outcomes", "ashmere_2023", 7)
    ]


# ------------------------------------------------------------------------------ names and words


def test_every_column_has_a_name_sql_takes_and_says_what_it_holds(
    ask: duckdb.DuckDBPyConnection,
) -> None:
    for each in EVERY:
        described = described_columns(each)
        ask.execute(f"SELECT {', '.join(described)} FROM {each.name}")  # noqa: S608 - no quotes
        there = types_in(ask, each.name)
        assert list(there) == list(described)
        assert there == column_types()[each.name]
        for name, text in described.items():
            assert text.endswith((".", "…")), f"{each.name}.{name}"
            assert "``" not in text
            assert ":data:" not in text


def test_the_words_stand_in_the_database(ask: duckdb.DuckDBPyConnection) -> None:
    said = ask.execute(
        "SELECT count(*) FROM duckdb_columns() WHERE comment IS NULL AND NOT internal"
    )
    assert said.fetchone() == (0,)
    said = ask.execute("SELECT comment FROM duckdb_views() WHERE view_name = 'claims'")
    assert "checkable assertion" in str(said.fetchone())


def test_our_own_words_stand_in_for_no_docstring() -> None:
    import probenlp.records

    for name in OWN:
        record, _, field = name.partition(".")
        owner = getattr(probenlp.records, record)
        assert field in owner.__struct_fields__, f"{name}: there is no such field any more"
        assert not _documented(owner).get(field), f"{name}: its docstring says it now"
