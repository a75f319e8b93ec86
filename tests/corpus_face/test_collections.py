"""Collections: lazy, counted, found by id, narrowed down, and taken away as tables."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import probenlp
from probenlp.corpus import Corpus, Placed, QuestionError, UnknownIdError, open_folder
from probenlp.errors import OutputError, RecordError
from probenlp.records import Claim

NAMES = (
    "documents",
    "passages",
    "threads",
    "sentences",
    "tags",
    "claims",
    "groups",
    "relations",
    "checks",
    "statistics",
    "ratings",
    "units",
    "people",
    "quotations",
)
UNIT = "Ashmere and Tolland PDU"


def test_the_package_opens_a_folder(folder: Path) -> None:
    assert isinstance(probenlp.open(folder), Corpus)


def test_all_collections_are_there(corpus: Corpus) -> None:
    assert set(corpus.collections()) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_collection_is_as_long_as_it_is(corpus: Corpus, name: str) -> None:
    collection = corpus.collections()[name]
    assert len(collection) == sum(1 for _ in collection) == len(collection.to_frame())
    assert len(collection.where()) == len(collection)
    assert bool(collection) is (len(collection) > 0)


@pytest.mark.parametrize("name", [one for one in NAMES if one not in ("relations", "checks")])
def test_every_record_is_found_by_its_id(corpus: Corpus, name: str) -> None:
    collection = corpus.collections()[name]
    rows = list(collection.rows())
    assert len({row.id for row in rows}) == len(rows), "an id stands for one record"
    for row in rows[:40]:
        found = collection[row.id]
        assert (found.id == row.id) if name == "threads" else (found == row.record)
        assert row.id in collection


def test_records_without_ids_say_how_to_find_them(corpus: Corpus) -> None:
    with pytest.raises(TypeError, match=r"relations have no ids; use where\("):
        corpus.relations["x"]


def test_an_unknown_id_is_told_with_those_near_it(corpus: Corpus) -> None:
    claim = corpus.claims.first()
    with pytest.raises(UnknownIdError) as raised:
        corpus.claims[claim.id + "9"]
    assert claim.id in str(raised.value)
    assert isinstance(raised.value, KeyError)


def test_an_id_that_was_filtered_out_is_told_so(corpus: Corpus) -> None:
    claim = next(one for one in corpus.claims if one.side != "practitioner")
    with pytest.raises(UnknownIdError, match="not where side='practitioner'"):
        corpus.claims.where(side="practitioner")[claim.id]


def test_places_and_slices(corpus: Corpus) -> None:
    first = list(corpus.claims)[:3]
    assert corpus.claims[:3] == corpus.claims.head(3) == first
    assert corpus.claims[2] == first[2]
    with pytest.raises(IndexError, match="counted from 0"):
        corpus.claims[10**9]


def test_opening_reads_the_report_alone(folder: Path, tmp_path: Path) -> None:
    shutil.copy(folder / "run.json", tmp_path)
    opened = open_folder(tmp_path)  # there are no other files, and none is missed
    assert "claims" in repr(opened)
    assert opened.claims.where(side="official").name == "claims"
    for ask in (lambda: opened.claims.first(), lambda: opened.documents["d1"]):
        with pytest.raises(OutputError, match=r"jsonl: missing; a run is all the files"):
            ask()


def test_a_count_is_taken_anew_after_a_file_was_changed(folder: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    lines = (copy / "claims.jsonl").read_bytes().splitlines(keepends=True)
    (copy / "claims.jsonl").write_bytes(b"".join(lines[:5]))
    assert len(open_folder(copy).claims) == 5


@pytest.mark.parametrize(
    ("how", "told"),
    [
        (lambda line: line[: len(line) // 2] + b"\n", "claims.jsonl:3"),
        (lambda line: line.replace(b'"voice":"', b'"voice":"un'), "voice"),
    ],
    ids=["cut", "unknown-voice"],
)
def test_a_broken_line_is_named(
    folder: Path, tmp_path: Path, how: Callable[[bytes], bytes], told: str
) -> None:
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    lines = (copy / "claims.jsonl").read_bytes().splitlines(keepends=True)
    broken_id = open_folder(folder).claims[2].id
    lines[2] = how(lines[2])
    (copy / "claims.jsonl").write_bytes(b"".join(lines))
    opened = open_folder(copy)
    for ask in (
        lambda: list(opened.claims),
        lambda: opened.claims.to_frame(),
        lambda: len(opened.claims.where(side="official")),
        lambda: opened.claims[broken_id],
    ):
        with pytest.raises(RecordError, match=re.escape(told)) as raised:
            ask()
        assert raised.value.line == 3


def test_a_folder_without_a_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"run\.json"):
        probenlp.open(tmp_path)


# where() is what a loop over the records would be.

ASKED: list[tuple[dict[str, Any], Callable[[Claim], bool]]] = [
    ({"side": "practitioner"}, lambda one: one.side == "practitioner"),
    ({"side": None}, lambda one: one.side is None),
    ({"topic": None}, lambda one: one.topic is None),
    ({"type": ["finding", "judgement"]}, lambda one: one.type in ("finding", "judgement")),
    ({"voice": lambda voice: "official" in voice}, lambda one: "official" in one.voice),
    ({"unit": UNIT}, lambda one: UNIT in one.unit_names),
    ({"unit": "ashmere & tolland"}, lambda one: UNIT in one.unit_names),
    ({"text": re.compile("inspect", re.I)}, lambda one: "inspect" in one.text.lower()),
    (
        {"figure_value": lambda value: value > 50},
        lambda one: one.statistic is not None and one.statistic.value > 50,
    ),
    ({"figure_kind": "share"}, lambda one: bool(one.statistic and one.statistic.kind == "share")),
    ({"topic": "Staffing and vacancies"}, lambda one: one.topic == "staffing"),
]


@pytest.mark.parametrize(("asked", "same"), ASKED, ids=lambda one: str(one)[:40])
def test_where_is_filtering(
    corpus: Corpus, asked: dict[str, Any], same: Callable[[Claim], bool]
) -> None:
    wanted = [one for one in corpus.claims if same(one)]
    assert list(corpus.claims.where(**asked)) == wanted
    assert list(corpus.claims.where(same)) == wanted, "a function of the record does as well"


@given(first=st.sampled_from(ASKED), second=st.sampled_from(ASKED))
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_where_can_be_chained_in_any_order(
    corpus: Corpus, first: tuple[Any, Any], second: tuple[Any, Any]
) -> None:
    both = [one for one in corpus.claims if first[1](one) and second[1](one)]
    assert list(corpus.claims.where(**first[0]).where(**second[0])) == both
    assert list(corpus.claims.where(**second[0]).where(**first[0])) == both


def test_narrowing_down_leaves_the_whole_as_it_was(corpus: Corpus) -> None:
    claims = corpus.claims
    claims.where(side="official")
    assert len(list(claims)) == len(corpus.claims)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"voce": "news"}, "no field 'voce'; did you mean 'voice'?"),
        ({"voice": "practicioner_testimony"}, "did you mean 'practitioner_testimony'"),
        ({"side": "staff"}, "one of official, practitioner"),
        ({"topic": "stafing"}, "no topic 'stafing'; did you mean 'staffing'"),
        ({"unit": "Ashmere and Toland PDU"}, f"did you mean '{UNIT}'"),
        ({"unit": "London"}, "region_london: London probation region"),
        ({"document": "Three Out Of Twenty-Sevn"}, "did you mean 'Three Out Of Twenty-Seven'"),
        ({"since": "soon"}, "expected '2023'"),
        ({"figure_value": "50"}, "figure_value is a number"),
        ({"figure_negated": "yes"}, "expected True or False"),
        ({"unit": 7}, "expected an id or a name"),
    ],
)
def test_a_slip_in_a_question_is_told(corpus: Corpus, asked: dict[str, Any], told: str) -> None:
    with pytest.raises(QuestionError) as raised:
        corpus.claims.where(**asked)
    assert told in str(raised.value)


def test_a_document_is_known_by_id_address_title_and_file(corpus: Corpus) -> None:
    document = next(one for one in corpus.documents if one.url and one.title)
    names = [document.id, document.url, document.title, Path(document.source.name).stem]
    for name in names:
        assert list(corpus.documents.where(document=name)) == [document]
    assert len(corpus.claims.where(document=document.id)) == sum(
        one.document_id == document.id for one in corpus.claims
    )


def test_times_include_both_ends_and_leave_out_what_has_none(corpus: Corpus) -> None:
    rows = list(corpus.passages.rows())
    days = sorted({row.moment.start.date().isoformat() for row in rows if row.moment})
    first, last = days[0], days[-1]
    dated = [row.record for row in rows if row.moment]
    assert list(corpus.passages.where(since=first, until=last)) == dated
    assert list(corpus.passages.where(date=first))
    later = list(corpus.passages.where(since=last[:4]))
    assert 0 < len(later) < len(dated)
    assert not corpus.passages.where(since="2100")


def test_a_comment_without_a_time_has_none(corpus: Corpus) -> None:
    for row in corpus.passages.where(kind="comment").rows():
        posted = row.record.posted
        if posted is None:
            assert row.moment is None, "the day of the page is not the day of the comment"
        elif posted.utc:
            assert row.moment is not None
            assert row.moment.precision == "instant"


def test_tags_know_their_sentence(corpus: Corpus) -> None:
    rows = list(corpus.statistics.rows())
    assert rows
    for row in rows:
        assert row.passage is not None
        assert row.sentence is not None
        assert row.record.span.holds_in(row.passage.text)
        inside = row.sentence.span.start <= row.record.span.start < row.sentence.span.end
        assert inside, row.id


def test_a_tag_gives_its_own_fields(corpus: Corpus) -> None:
    figure = corpus.statistics.where(kind="share").first()
    assert isinstance(figure, Placed)
    assert figure.value == figure.record.value
    assert figure.text in corpus.passages[figure.passage_id].text
    with pytest.raises(AttributeError):
        _ = figure.colour


@pytest.mark.parametrize("name", NAMES)
def test_tables_agree(corpus: Corpus, name: str) -> None:
    frame = corpus.collections()[name].to_frame()
    arrow, pandas, polars = frame.to_arrow(), frame.to_pandas(), frame.to_polars()
    assert arrow.column_names == list(pandas.columns) == polars.columns == list(frame.names)
    for column in frame.columns:
        cells = frame[column.name]
        nulls = sum(cell is None for cell in cells)
        assert arrow[column.name].to_pylist() == cells == polars[column.name].to_list()
        assert nulls == pandas[column.name].isna().sum() == polars[column.name].null_count()
        assert column.kind != "category" or set(cells) <= {None, *column.values}
        assert not any(isinstance(cell, (list, tuple, dict)) for cell in cells), "flat"


@pytest.mark.parametrize("name", NAMES)
def test_every_column_can_be_asked_for_and_says_what_it_holds(corpus: Corpus, name: str) -> None:
    collection = corpus.collections()[name]
    fields = list(collection.fields)
    assert [one["column"] for one in fields] == list(collection.to_frame().names)
    assert len({one["field"] for one in fields}) == len(fields)
    assert sum(not one["meaning"] for one in fields) <= len(fields) / 3
    for one in fields:
        if one["values"]:
            collection.where(**{one["field"]: one["values"].split("|")[0]})
        elif one["kind"] != "time":
            collection.where(**{one["field"]: None})


@pytest.mark.parametrize("name", NAMES)
def test_drawings_are_small_and_escaped(corpus: Corpus, name: str) -> None:
    collection = corpus.collections()[name]
    text = repr(collection)
    assert name in text.splitlines()[0]
    assert len(text.splitlines()) < 12
    assert max(map(len, text.splitlines())) < 200
    assert collection._repr_html_().count("<tr>") <= 7


def test_counts_of_a_field(corpus: Corpus) -> None:
    counts = {row["side"]: row["count"] for row in corpus.claims.counts("side")}
    for side, count in counts.items():
        assert count == len(corpus.claims.where(side=side))
    assert sum(counts.values()) == len(corpus.claims)


def test_sql_asks_the_same_claims(corpus: Corpus) -> None:
    answer = corpus.sql("SELECT side, count(*) AS n FROM claims GROUP BY side ORDER BY n DESC")
    wanted = {row["side"]: row["count"] for row in corpus.claims.counts("side")}
    assert {row["side"]: row["n"] for row in answer} == wanted
    assert answer.to_pandas()["n"].sum() == len(corpus.claims)


def test_sql_takes_values(corpus: Corpus) -> None:
    answer = corpus.sql("SELECT count(*) AS n FROM claims WHERE side = ?", ["official"])
    assert answer["n"] == [len(corpus.claims.where(side="official"))]


def test_a_thread_is_opened_by_its_document(corpus: Corpus) -> None:
    thread = corpus.threads.where(structure="tree").first()
    assert corpus.threads[thread.id].comments == thread.comments
    assert [one for _, one in thread.walk()] != []
    without = next(one for one in corpus.documents if not one.comments_found)
    with pytest.raises(UnknownIdError):
        corpus.threads[without.id]
