"""Findings beside testimony, timelines, threads, and times."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2

from probenlp.errors import ProbenlpError
from probenlp.records import Author, Passage, Sentiment, Span
from probenlp.report.compare import compare
from probenlp.report.frame import Column, Frame, needed
from probenlp.report.moments import STEPS, Step, read_moment, steps_between
from probenlp.report.thread_tree import Thread
from probenlp.report.timelines import Dated, count_interval, timeline

ASHMERE = {"unit_names": ("Ashmere PDU",), "topic": "staffing", "period": "2023-03"}


def test_a_finding_stands_beside_what_is_told_of_it(make: SimpleNamespace) -> None:
    finding = make.finding("f", "Posts were vacant.", **ASHMERE)
    claims = [
        finding,
        make.claim("t1", "Three desks beside mine are empty.", period="2024"),  # names no unit
        make.claim("t2", "Nobody left my team.", **ASHMERE),
        make.claim("t3", "We share one printer.", **(ASHMERE | {"topic": "estates"})),
    ]
    relations = [make.relation("t1", "f", "supports"), make.relation("t2", "f", "disputes", 0.4)]
    found = compare(claims, relations, units=frozenset({"Ashmere PDU"}), topic="staffing",
                    lookup={one.id: one for one in claims}.get)  # fmt: skip
    assert [(pair.testimony.id, pair.relation.relation) for pair in found] == [
        ("t1", "supports"),
        ("t2", "disputes"),
    ]
    (row,) = list(found.to_frame())
    assert (row["unit"], row["topic"], row["period"]) == ("Ashmere PDU", "staffing", "2023")
    assert (row["findings"], row["testimony"], row["supports"], row["disputes"]) == (1, 1, 1, 1)
    assert row["disputed"] == 0.5
    assert 0.05 < row["disputed_low"] < 0.5 < row["disputed_high"] < 0.95
    assert found.pairs_frame()["testimony_link"][0] == "https://example.org/d1#t1"


def test_what_repeats_another_is_no_second_witness(make: SimpleNamespace) -> None:
    claims = [
        make.finding("f", "Posts were vacant.", **ASHMERE),
        make.claim("t1", "It is so here.", passage_id="d1.c1", **ASHMERE),
        make.claim("t2", "It is so here.", passage_id="d2.c1", source_id="d1.c1", **ASHMERE),
        make.claim("t3", "And it was so before.", passage_id="d1.c1", **ASHMERE),
    ]
    relations = [make.relation(f"t{number}", "f", "supports") for number in (1, 2, 3)]
    (row,) = list(compare(claims, relations).to_frame())
    assert (row["testimony"], row["witnesses"], row["supports"]) == (3, 1, 1)


def test_users_and_reporters_are_not_practitioners(make: SimpleNamespace) -> None:
    claims = [
        make.finding("f", "Posts were vacant.", **ASHMERE),
        make.claim("t", "I saw five officers.", side=None, voice="service_user_testimony"),
    ]
    found = compare(claims, [make.relation("t", "f", "supports")])
    assert len(found) == 0
    assert "no testimony (1 claims of the other side)" in found.note


def test_nothing_found_says_what_there_is_instead(make: SimpleNamespace) -> None:
    claims = [make.finding("f", "Posts were vacant.", **ASHMERE)]
    nothing = compare(claims, [], units=frozenset({"Tolland PDU"}), topic="staffing")
    assert not nothing
    assert "neither findings nor testimony" in repr(nothing)
    assert "findings on Ashmere PDU" in repr(nothing)


def test_an_earlier_time_is_of_no_period(make: SimpleNamespace) -> None:
    claims = [make.finding("f", "It had been Good.", **(ASHMERE | {"period": "../2023-03"}))]
    assert compare(claims, []).to_frame()["period"] == [None]


def test_sentiment_is_a_mean_of_what_is_valued(make: SimpleNamespace) -> None:
    valued = [
        make.claim(f"t{n}", "So.", sentiment=Sentiment(span=Span.of("So.", 0, 3), score=score))
        for n, score in enumerate((-1.0, 0.5))
    ]
    (row,) = list(compare([*valued, make.claim("t9", "So.")], []).to_frame())
    assert row["testimony_sentiment"] == -0.25
    assert row["finding_sentiment"] is None


def test_drawings_are_escaped_and_two_columns_wide(make: SimpleNamespace) -> None:
    claims = [
        make.finding("f", "Posts <b>were</b> vacant.", **ASHMERE),
        make.claim("t", "<script>alert(1)</script> at ours too.", **ASHMERE),
    ]
    found = compare(claims, [make.relation("t", "f", "adds")])
    assert "~ <script>" in repr(found)
    assert max(map(len, repr(found).splitlines())) < 112
    shown = found._repr_html_()
    assert "<script>" not in shown
    assert "<b>" not in shown
    assert 'href="https://example.org/d1#t"' in shown


# Timelines.


@given(st.lists(st.sampled_from(["2022", "2022-03", "2022-11-05", "2023-01-01T10:00:00Z", ""])))
def test_everything_is_counted_once(stated: list[str]) -> None:
    said = [Dated(read_moment(one) if one else None) for one in stated]
    for by in STEPS:
        line = timeline(said, by=by)
        assert sum(line.frame["count"]) + line.undated + line.too_coarse == len(said)
        assert line.undated == stated.count("")


def test_empty_months_stand_as_nothing() -> None:
    said = [Dated(read_moment(day)) for day in ("2022-11", "2023-02-03")]
    frame = timeline(said).frame
    assert frame["period"] == ["2022-11", "2022-12", "2023-01", "2023-02"]
    assert frame["count"] == [1, 0, 0, 1]
    assert frame["rate"] == [None] * 4


def test_rates_are_per_thousand_words() -> None:
    said = [Dated(read_moment("2023-01"))] * 10
    words = [Dated(read_moment("2023-01"), amount=4000)]
    (row,) = list(timeline(said, words).frame)
    assert (row["whole"], row["rate"]) == (4000, 2.5)
    assert row["low"] == pytest.approx(chi2.ppf(0.025, 20) / 2 / 4)
    assert row["high"] == pytest.approx(chi2.ppf(0.975, 22) / 2 / 4)
    assert count_interval(0)[0] == 0


# Times.


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_is_within_its_month_and_year(day: date) -> None:
    moment = read_moment(day)
    for named in (day.isoformat()[:4], day.isoformat()[:7], day.isoformat()):
        period = read_moment(named)
        assert period.start <= moment.start < moment.end <= period.end
        assert moment.within(period, period)
        assert not moment.within(None, read_moment(date(day.year - 1, day.month, 1)))
    assert moment.step("month") == day.isoformat()[:7]


@pytest.mark.parametrize("by", STEPS)
def test_steps_follow_each_other_without_a_gap(by: Step) -> None:
    steps = steps_between("1999" if by == "year" else "1999-Q1" if by == "quarter" else "1999-01",
                          "2001" if by == "year" else "2001-Q4" if by == "quarter" else "2001-12",
                          by)  # fmt: skip
    assert len(steps) == len(set(steps)) == {"year": 3, "quarter": 12, "month": 36}[by]
    assert steps == sorted(steps)


@pytest.mark.parametrize("bad", ["", "soon", "23", "2023-13", "2023-02-30", "2023-5"])
def test_what_is_no_time_is_refused(bad: str) -> None:
    with pytest.raises(ValueError, match=r"no time|must be in|out of range|month|day"):
        read_moment(bad)


# Threads.


def comment(key: str, parent: str | None = None, author: str | None = None) -> Passage:
    return Passage(
        id=key,
        kind="comment",
        text=f"Comment {key}.",
        parent_id=parent,
        author=Author(name="A name", key=author) if author else None,
    )


def test_a_thread_is_a_tree(make: SimpleNamespace) -> None:
    comments = [comment("a"), comment("b", "a"), comment("c", "b"), comment("d", "a"), comment("e")]
    thread = Thread(make.document("d1", *comments))
    assert [one.id for one in thread.roots] == ["a", "e"]
    assert [(depth, one.id) for depth, one in thread.walk()] == [
        (0, "a"), (1, "b"), (2, "c"), (1, "d"), (0, "e"),
    ]  # fmt: skip
    assert [one.id for one in thread.ancestors(thread["c"])] == ["b", "a"]
    assert [one.id for one in thread.children(thread["a"])] == ["b", "d"]
    assert thread.depth == 3
    assert "│  └─ a commenter: Comment d." in repr(thread)


@given(st.lists(st.integers(-1, 30), max_size=30))
def test_every_comment_is_walked_once_whatever_its_parent(parents: list[int]) -> None:
    """Also where parents point at themselves, at later comments, or at none that there is."""
    comments = [comment(f"c{n}", f"c{parent}" if parent >= 0 else None)
                for n, parent in enumerate(parents)]  # fmt: skip
    holder = SimpleNamespace(id="d", passages=tuple(comments), title="A page", structure="tree")
    thread = Thread(holder)  # type: ignore[arg-type]
    walked = [one.id for _, one in thread.walk()]
    assert sorted(walked) == sorted(one.id for one in comments)
    for one in comments:
        assert (thread.parent(one) is None) is (one in thread.roots)


def test_a_thread_knows_writers_by_key_and_shows_no_name(make: SimpleNamespace) -> None:
    comments = [comment("a", author="k1"), comment("b", author="k2"), comment("c", author="k2")]
    thread = Thread(make.document("d1", *comments, comment("d")))
    assert {key: len(own) for key, own in thread.authors.items()} == {"k2": 2, "k1": 1}
    assert next(iter(thread.authors)) == "k2"
    assert "A name" not in repr(thread)


def test_a_deep_thread_is_drawn(make: SimpleNamespace) -> None:
    chain = [comment(f"c{n}", f"c{n - 1}" if n else None) for n in range(3000)]
    thread = Thread(make.document("d1", *chain))
    assert thread.depth == 3000
    assert "… 2,940 more" in repr(thread)


# Tables.


def test_a_table_keeps_types_and_nulls() -> None:
    now = datetime(2023, 5, 18, 5, 30, tzinfo=UTC)
    frame = Frame(
        [
            Column("word", "text", ""),
            Column("side", "category", "", ("official", "practitioner")),
            Column("n", "whole", ""),
            Column("x", "number", ""),
            Column("yes", "truth", ""),
            Column("at", "time", ""),
        ],
        [("staff", "official", 2**40, 0.5, True, now), (None,) * 6],
    )
    assert frame.to_arrow().to_pylist() == list(frame)
    assert frame.to_polars().to_dicts() == list(frame)
    pandas = frame.to_pandas()
    assert pandas.isna().sum().tolist() == [1] * 6
    assert pandas["n"][0] == 2**40
    assert list(pandas["side"].cat.categories) == ["official", "practitioner"]
    assert str(pandas["at"].dtype) == "datetime64[us, UTC]"


def test_a_library_that_is_missing_is_named_with_its_extra() -> None:
    with pytest.raises(ProbenlpError, match=r"no_such_library .* pip install 'probenlp\[data\]'"):
        needed("no_such_library")


def test_a_table_escapes_its_cells() -> None:
    frame = Frame([Column("a", "text", '"><script>')], [("<img src=x>",)])
    assert "<img" not in frame._repr_html_()
    assert "<script>" not in frame._repr_html_()
    with pytest.raises(KeyError, match="there are: a"):
        frame["b"]
