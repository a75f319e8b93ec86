"""Each chart: what it counts, what it leaves out, and that it says so when there is nothing."""

import builtins
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from probenlp.domains import load_domain
from probenlp.errors import OutputError, ProbenlpError
from probenlp.records import PassageTags, Sentence, Sentiment, Span, Speaker
from probenlp.report import charts
from probenlp.report.charts.quoting import Quotes
from probenlp.report.charts.sentiment import Sentiments
from probenlp.report.naming import Names

pytest.importorskip("altair", reason="the extra 'notebook' is not installed")

Make = Callable[..., SimpleNamespace]
replace = msgspec.structs.replace


def all_charts(run: SimpleNamespace) -> dict[str, Any]:
    domain = load_domain("probation")
    return {
        "ratings": charts.ratings_over_time(run.claims, run.documents, domain=domain),
        "statistics": charts.statistics_by_standard(run.claims, run.documents, domain=domain),
        "volume": charts.volume_of_testimony(run.claims, run.documents, domain=domain),
        "sentiment": charts.sentiment_by_aspect(run.tags, domain=domain),
        "quoting": charts.who_quotes_whom(run.documents, run.tags),
    }


NAMES = ("ratings", "statistics", "volume", "sentiment", "quoting")


def values(chart: Any, layer: int = 0) -> list[dict[str, Any]]:
    """Give the rows that a layer is drawn from."""
    spec = chart.to_dict()
    data = (spec["layer"][layer].get("data") if "layer" in spec else None) or spec["data"]
    rows: list[dict[str, Any]] = spec["datasets"][data["name"]]
    return rows


def notes(chart: Any) -> str:
    spec = chart.to_dict()
    title = spec.get("title") or next(one["title"] for one in spec["layer"] if "title" in one)
    return " ".join([title["text"], *title.get("subtitle", [])])


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_has_a_title_and_says_of_how_many_in_how_many_documents(
    make_run: Make, name: str
) -> None:
    chart = all_charts(make_run(300))[name]
    assert re.search(r"[\d,]+ \w+ in [\d,]+ documents?", notes(chart))
    assert values(chart)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("claims", [0, 1])
def test_little_or_no_data_makes_a_chart_all_the_same(
    make_run: Make, name: str, claims: int, tmp_path: Path
) -> None:
    run = make_run(claims)
    chart = all_charts(run)[name]
    if not claims:
        assert values(chart)[0]["why"].startswith("No ")
    assert charts.save_chart(chart, tmp_path / "chart.svg").read_text().startswith("<svg")


@pytest.mark.parametrize("name", NAMES)
def test_a_chart_is_the_same_every_time_and_reads_no_file(make_run: Make, name: str) -> None:
    first, second = (all_charts(make_run(120))[name].to_json() for _ in range(2))
    assert first == second
    assert '"url"' not in first


def test_only_ratings_asserted_of_a_named_service_with_a_month_are_drawn(make_run: Make) -> None:
    (rated,) = (one for one in make_run(20).claims if one.id.endswith(":7"))
    assert rated.rating
    others = [
        replace(rated, rating=replace(rated.rating, status="previous")),
        replace(rated, rating=replace(rated.rating, status="negated")),
        replace(rated, unit_names=()),
        replace(rated, period="2021"),
        replace(rated, period="../2021-03"),
        replace(rated, rating=None),
    ]
    assert len(values(charts.ratings_over_time([rated]))) == 1
    assert values(charts.ratings_over_time(others))[0]["why"]


def test_equal_ratings_of_a_month_are_one_mark_that_counts_them(make_run: Make) -> None:
    (rated,) = (one for one in make_run(20).claims if one.id.endswith(":7"))
    day = replace(rated, period=f"{rated.period}-17", document_id="d9")
    (row,) = values(charts.ratings_over_time([rated, day]))
    assert (row["claims"], row["month"]) == (2, rated.period)


def test_grades_are_in_the_order_of_the_domain_the_worst_first(make_run: Make) -> None:
    chart = charts.ratings_over_time(make_run(300).claims, domain=load_domain("probation"))
    scale = chart.to_dict()["encoding"]["color"]["scale"]
    assert scale["domain"] == ["Inadequate", "Requires improvement", "Good", "Outstanding"]
    assert len(set(scale["range"])) == 4


def test_grades_are_told_apart_by_shape_too(make_run: Make) -> None:
    chart = charts.ratings_over_time(make_run(300).claims, domain=load_domain("probation"))
    assert len(set(chart.to_dict()["encoding"]["shape"]["scale"]["range"])) == 4


@pytest.mark.parametrize(
    ("comparator", "high", "low_end", "high_end", "stated"),
    [
        ("=", None, 40, 40, "whole"),
        ("=", 55.0, 40, 55, "whole"),  # "40 to 55 per cent"
        ("<", None, 35, 40, "as a bound"),
        ("≈below", None, 35, 40, "as a bound"),  # "almost 40 per cent"
        ("≥", None, 40, 45, "as a bound"),
    ],
)
def test_a_share_is_drawn_with_its_bound(
    make_run: Make,
    comparator: Any,
    high: float | None,
    low_end: float,
    high_end: float,
    stated: str,
) -> None:
    claim = make_run(13).claims[12]
    figure = replace(claim.statistic, value=40.0, value_high=high, comparator=comparator)
    shown = replace(claim, statistic=figure, standard="staffing", side="official")
    (row,) = values(charts.statistics_by_standard([shown]), layer=1)
    assert (row["low"], row["high"], row["stated"]) == (low_end, high_end, stated)


@pytest.mark.parametrize(
    "change",
    [
        {"hypothetical": True},  # a target
        {"value": 165.0},  # of a target; no share of a whole
        {"kind": "count", "unit": "posts"},
    ],
)
def test_what_is_no_share_of_a_whole_is_left_out(make_run: Make, change: dict[str, Any]) -> None:
    claim = make_run(13).claims[12]
    figure = replace(claim.statistic, value=40.0)
    shown = replace(
        claim, statistic=replace(figure, **change), standard="staffing", side="official"
    )
    assert values(charts.statistics_by_standard([shown]))[0]["why"]


def told(make_run: Make, *months: str) -> list[Any]:
    claim = make_run(13).claims[2]
    return [
        replace(claim, side="practitioner", topic="staffing", period=month, document_id=f"d{i}")
        for i, month in enumerate(months)
    ]


def columns(chart: Any) -> list[str]:
    found: list[str] = chart.to_dict()["layer"][0]["encoding"]["x"]["scale"]["domain"]
    return found


def test_months_without_testimony_keep_their_place(make_run: Make) -> None:
    chart = charts.volume_of_testimony(told(make_run, "2022-11", "2023-02"))
    assert columns(chart) == ["2022-11", "2022-12", "2023-01", "2023-02"]
    assert "by month" in notes(chart)


def test_many_years_are_drawn_by_quarter_and_then_by_year(make_run: Make) -> None:
    quarters = charts.volume_of_testimony(told(make_run, "2016-02", "2023-05"))
    assert columns(quarters)[0] == "2016 Q1"
    assert columns(quarters)[-1] == "2023 Q2"
    years = charts.volume_of_testimony(told(make_run, "1998-02", "2023-05"))
    assert columns(years) == [str(year) for year in range(1998, 2024)]


def test_a_few_remarks_on_long_ago_stand_in_one_column(make_run: Make) -> None:
    months = [f"2023-{1 + i % 12:02}" for i in range(60)]
    chart = charts.volume_of_testimony(told(make_run, "1907-05", *months))
    assert columns(chart)[:2] == ["before 2023-01", "2023-01"]
    assert sum(row["claims"] for row in values(chart)) == 61


def test_testimony_without_topic_or_month_is_counted_below_the_title(make_run: Make) -> None:
    claims = told(make_run, "2023-01", "2023")
    claims.append(replace(claims[0], topic=None))
    claims.append(replace(claims[0], side="official"))
    assert "1 claim in 1 document; 2 more" in notes(charts.volume_of_testimony(claims))


def valued(score: float, voice: Any, role: Any = None, aspect: str | None = "pay") -> PassageTags:
    span = Span(start=0, end=5, surface="Words")
    return PassageTags(
        document_id="d1",
        passage_id="d1.a",
        text_sha256="0" * 64,
        sentences=(Sentence(span=span, voice=voice, speaker=Speaker(role=role)),),
        sentiments=(Sentiment(span=span, score=score, aspect=aspect),),
    )


def test_sentiment_is_of_an_aspect_and_a_side() -> None:
    found = Sentiments()
    for one in (
        valued(-0.8, "practitioner_testimony"),
        valued(-0.1, "practitioner_testimony"),
        valued(0.9, "official_finding"),
        valued(0.9, "commentary", "commenter"),
        valued(0.9, "commentary", "academic"),  # on neither side
        valued(0.9, "news"),
        valued(0.9, None),  # whose voice is open
        valued(0.9, "official_finding", aspect=None),  # of the sentence as a whole
    ):
        found.add(one)
    rows = {row.side: (row.bad, row.even, row.good) for row in found.rows(Names())}
    assert rows == {"official": (0, 0, 1), "practitioner": (1, 1, 1)}


def test_quotations_name_public_speakers_and_roles_of_all_others(make_run: Make) -> None:
    run = make_run(40)
    found = Quotes(run.documents)
    for one in run.tags:
        found.add(one)
    rows = found.rows()
    assert {row.speaker for row in rows} == {"Ada Quill", "practitioners, not named"}
    assert {row.source for row in rows} >= {"news0.example", "commenters, news0.example"}
    assert sum(row.quotations for row in rows) == 40


def test_columns_of_the_network_are_ordered_so_that_equals_face_each_other() -> None:
    from probenlp.report.charts.quoting import Quoted, _orders

    rows = [
        Quoted(source=source, speaker=speaker, side=None, quotations=1)
        for source, speaker in (("a", "z"), ("b", "y"), ("c", "x"), ("a", "w"))
    ]
    sources, speakers = _orders(rows)
    places = [speakers.index(row.speaker) for s in sources for row in rows if row.source == s]
    assert places in (sorted(places), [2, 3, 1, 0], [3, 2, 1, 0], [1, 0, 2, 3], [0, 1, 2, 3])


@pytest.mark.parametrize(
    ("ending", "start"), [("svg", b"<svg"), ("png", b"\x89PNG"), ("pdf", b"%PDF")]
)
def test_a_chart_is_saved_without_a_browser(
    make_run: Make, ending: str, start: bytes, tmp_path: Path
) -> None:
    chart = charts.ratings_over_time(make_run(60).claims)
    saved = charts.save_chart(chart, tmp_path / "new" / f"chart.{ending}")
    assert saved.read_bytes().startswith(start)


def test_a_picture_is_the_same_every_time(make_run: Make, tmp_path: Path) -> None:
    chart = charts.volume_of_testimony(make_run(60).claims)
    first, second = (charts.save_chart(chart, tmp_path / f"{i}.png") for i in "12")
    assert first.read_bytes() == second.read_bytes()


def test_another_ending_is_refused_with_those_that_are_known(
    make_run: Make, tmp_path: Path
) -> None:
    with pytest.raises(OutputError, match="svg, png, pdf"):
        charts.save_chart(charts.ratings_over_time([]), tmp_path / "chart.bmp")


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without_altair(name: str, *rest: Any, **more: Any) -> Any:
        if name == "altair":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.delitem(sys.modules, "altair", raising=False)
    monkeypatch.setattr(builtins, "__import__", without_altair)
    with pytest.raises(ProbenlpError, match=re.escape("probenlp[notebook]")):
        charts.ratings_over_time([])
