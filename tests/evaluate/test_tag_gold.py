"""The gold of the taggers fits its texts, and its scorers count as they say."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from probenlp.evaluate.resample import Counts, interval
from probenlp.evaluate.sections.tags import TaggedPage, scores_of, tagged_pages
from probenlp.evaluate.tag_gold import GoldError, GoldPassage, read_tags
from probenlp.evaluate.tag_scores import (
    SCORES,
    compare,
    direct_keys,
    part_counts,
    rating_keys,
    reported_counts,
    statistic_keys,
)
from probenlp.records import PassageTags, Quotation, Rating, Reading, Span, Speaker, Statistic

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"

# What was measured when it was last looked at, rounded down. A floor only rises.
FLOORS = {
    "units: span and identity": 0.97,
    "people: span and canonical name": 0.96,
    "statistics: value": 0.96,
    "statistics: span, value, kind, comparator": 0.94,
    "statistics: words of the measure": 0.79,
    "statistics: words of the population": 0.87,
    "ratings: pairs of unit and grade, aspect, status": 0.94,
    "quotations: direct, whole, with speaker": 0.95,
    "quotations: indirect and mixed, eight tenths": 0.94,
}


@pytest.fixture(scope="module")
def pages() -> list[TaggedPage]:
    return tagged_pages(SAMPLE)


def test_every_page_of_the_sample_has_gold(pages: list[TaggedPage]) -> None:
    wanted = {path.name for path in SAMPLE.iterdir() if path.suffix in {".html", ".txt"}}
    assert {name for name, _ in pages} == wanted


def test_every_figure_has_a_floor() -> None:
    assert set(FLOORS) == set(SCORES)


@pytest.mark.parametrize("name", FLOORS)
def test_no_figure_falls_below_its_floor(name: str, pages: list[TaggedPage]) -> None:
    total = sum(scores_of(pages)[name], Counts())
    assert total.gold > 50, "enough to say anything"
    assert total.f1 >= FLOORS[name], f"{name}: {total.f1:.3f}"


TEXT = "Almost two thirds (64%) of plans were late. “We try,” said Ann Marsh. It was rated ‘Good’."


def gold_of(**layers: Sequence[Mapping[str, object]]) -> GoldPassage:
    import json
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.tags.json"
        path.write_text(json.dumps({"passages": {"a": layers}}))
        (passage,) = read_tags(path, {"a": TEXT})
    return passage


def tags(**layers: object) -> PassageTags:
    return PassageTags(document_id="d", passage_id="d.a", text_sha256="0", **layers)  # type: ignore[arg-type]


FIGURE = {"text": "Almost two thirds (64%)", "kind": "share", "value": 66.7, "comparator": "≈below",
          "measure": "late", "population": "plans"}  # fmt: skip


def a_statistic(**fields: object) -> Statistic:
    known: dict[str, object] = {
        "span": Span.of(TEXT, 0, 23),
        "kind": "share",
        "value": 200 / 3,
        "comparator": "≈below",
        "measure": Span.of(TEXT, 33, 42),
        "readings": (Reading(span=Span.of(TEXT, 19, 22), value=64.0),),
    }
    return Statistic(**(known | fields))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("wanted", "ours", "right", "reason"),
    [
        ({}, {}, 1, "66.7 and two thirds are one value"),
        ({"value": 64, "comparator": "="}, {}, 1, "either reading will do"),
        ({"value": 64}, {}, 0, "but each with its own bound"),
        ({"value": 60}, {}, 0, "another value"),
        ({"kind": "count"}, {}, 0, "another kind"),
        ({}, {"span": Span.of(TEXT, 0, 17)}, 0, "another span"),
    ],
)
def test_a_statistic_is_right_when_all_of_it_is(
    wanted: dict[str, object], ours: dict[str, object], right: int, reason: str
) -> None:
    gold = gold_of(statistics=[FIGURE | wanted])
    counts, _, _ = compare(*statistic_keys(tags(statistics=(a_statistic(**ours),)), gold))
    assert counts == Counts(right, 1, 1), reason


def test_a_measure_is_scored_by_its_words() -> None:
    gold = gold_of(statistics=[FIGURE])
    ours = tags(statistics=(a_statistic(),))
    assert part_counts(ours, gold, "measure") == Counts(right=1, found=2, gold=1), "were late"
    assert part_counts(ours, gold, "population") == Counts(right=0, found=0, gold=1)


@pytest.mark.parametrize(("name", "right"), [("Ann Marsh", 1), ("Ms Ann Marsh", 1), (None, 0)])
def test_a_direct_quotation_needs_its_speaker(name: str | None, right: int) -> None:
    said = {"pieces": [{"from": "We try", "to": "try"}], "form": "direct", "speaker": "Ann Marsh"}
    quotation = Quotation(spans=(Span.of(TEXT, 45, 52),), form="direct", speaker=Speaker(name=name))
    assert quotation.spans[0].surface == "We try,", "a comma inside the marks is no difference"
    gold = gold_of(quotations=[said])
    assert compare(*direct_keys(tags(quotations=(quotation,)), gold))[0].right == right
    assert reported_counts(tags(quotations=(quotation,)), gold) == Counts()


def test_a_rating_without_a_unit_counts_as_one_pair() -> None:
    item = {"text": "Good", "label": "Good", "units": [], "aspect": "overall", "status": "asserted"}
    at = TEXT.index("Good")
    rating = Rating(
        span=Span.of(TEXT, at, at + 4), label="Good", rating_id="good", aspect="overall"
    )
    counts, _, _ = compare(*rating_keys(tags(ratings=(rating,)), gold_of(ratings=[item])))
    assert counts == Counts(1, 1, 1)


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"text": "three thirds"}, "stands 0 times"),
        ({"text": "a", "nth": 99}, "wanted number 99"),
    ],
)
def test_gold_that_does_not_fit_its_text_is_named(item: dict[str, object], message: str) -> None:
    with pytest.raises(GoldError, match=f"page.tags.json: passage a: units: .*{message}"):
        gold_of(units=[item | {"name": "x", "kind": "pdu"}])


def test_an_interval_holds_the_figure_and_shrinks_with_agreement() -> None:
    mixed = [Counts(5, 10, 10), Counts(9, 10, 10), Counts(7, 10, 10), Counts(10, 10, 10)]
    low, high = interval(mixed)
    assert low < sum(mixed, Counts()).f1 < high
    assert interval([Counts(7, 10, 10)] * 20) == (0.7, 0.7)
