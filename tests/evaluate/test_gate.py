"""Figures may rise; what falls below its floor, or was right and is not, stops here."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from probenlp.evaluate.gate import PINNED, changes, pin, wrong_items
from probenlp.evaluate.sections.ablation import false_threads, mined_scores
from probenlp.evaluate.sections.articles import bodies, leaked, mean_f1
from probenlp.evaluate.thread_gold import (
    GoldThread,
    Measured,
    digest_of,
    found_units,
    harvested,
    sample_threads,
    saved_threads,
)
from probenlp.evaluate.threads import ThreadScore, Unit, score_thread

ROOT = Path(__file__).parents[2]
PAGES = ROOT / os.environ.get("PROBENLP_SHARED", "../shared") / "pages"
# units recall and precision, author, time, parent
FLOORS = {"sample": (1.0, 1.0, 1.0, 1.0, 1.0), "saved": (0.995, 0.995, 0.998, 0.998, 0.994)}
MINED_FLOOR = 0.85


@pytest.fixture(scope="module")
def sets() -> dict[str, list[Measured]]:
    measured = {"sample": list(sample_threads(ROOT / "corpus" / "sample"))}
    if PAGES.is_dir():
        measured["saved"] = list(saved_threads(PAGES))
    return {name: [(gold, harvested(gold)) for gold in golds] for name, golds in measured.items()}


@pytest.fixture(params=FLOORS)
def name(request: pytest.FixtureRequest, sets: dict[str, list[Measured]]) -> str:
    if request.param not in sets:
        pytest.skip(f"no folder of saved pages at {PAGES}")
    return str(request.param)


@pytest.fixture
def saved(sets: dict[str, list[Measured]]) -> list[Measured]:
    if "saved" not in sets:
        pytest.skip(f"no folder of saved pages at {PAGES}")
    return sets["saved"]


def figures(score: ThreadScore) -> tuple[float, ...]:
    shares = (score.share(counts) for counts in (score.authors, score.times, score.parents))
    return (score.recall, score.precision, *shares)


def test_threads_are_above_their_floors(name: str, sets: dict[str, list[Measured]]) -> None:
    total = ThreadScore()
    for gold, document in sets[name]:
        total += score_thread(found_units(document), gold.units)
    assert all(has >= floor for has, floor in zip(figures(total), FLOORS[name], strict=True)), total


def test_the_gold_is_the_one_that_was_pinned(name: str, sets: dict[str, list[Measured]]) -> None:
    pinned = json.loads((ROOT / PINNED).read_text(encoding="utf-8"))[name]
    assert digest_of([gold for gold, _ in sets[name]]) == pinned["gold"]


def test_nothing_changed_unseen(name: str, sets: dict[str, list[Measured]]) -> None:
    lines = changes(name, sets[name], ROOT / PINNED)
    assert not lines, "\n".join([*lines, "if all is well: python -m probenlp.evaluate --pin"])


def test_blogger_counts_agree(saved: list[Measured]) -> None:
    blogger = [
        document for _, document in saved if (document.comment_system or "").startswith("blogger")
    ]
    claiming = [document for document in blogger if document.comments_claimed is not None]
    assert len(claiming) > 30
    assert all(document.comments_claimed == document.comments_found for document in claiming)


def test_the_miner_reads_systems_it_does_not_know(saved: list[Measured]) -> None:
    scores, _ = mined_scores([gold for gold, _ in saved])
    low = {
        key: (score.recall, score.precision)
        for key, score in scores.items()
        if min(score.recall, score.precision) < MINED_FLOOR
    }
    assert len(scores) > 8
    assert not low


def test_the_miner_finds_no_thread_where_there_is_none(
    name: str, sets: dict[str, list[Measured]]
) -> None:
    assert false_threads([gold for gold, _ in sets[name]]) == []


def test_articles_are_no_worse_than_trafilaturas(sets: dict[str, list[Measured]]) -> None:
    marked = bodies(sets["sample"])
    assert all(body.reference for body in marked)
    ours, theirs = (mean_f1(marked, side, "reference") for side in ("ours", "theirs"))
    assert ours >= theirs - 0.002


def test_no_comment_leaks_into_an_article(name: str, sets: dict[str, list[Measured]]) -> None:
    golds = {gold.page.name: gold for gold, _ in sets[name]}
    told = {body.name: leaked(body.ours, golds[body.name])[0] for body in bodies(sets[name])}
    assert sum(told.values()) == 0, told


GOLD = (
    Unit(text="No rooms at Ashmere.", author="Ada", shown_time="4 May"),
    Unit(text="None here either.", author="Bea", shown_time="5 May", parent=0),
    Unit(text="Nine officers, five desks.", author="Ada", shown_time="6 May"),
)


@pytest.mark.parametrize(
    ("found", "wrong"),
    [
        (GOLD, []),
        (GOLD[:2], ["p 2 missing"]),
        ((*GOLD, Unit(text="Reply")), ["p extra 1"]),
        ((GOLD[0], Unit(text="None here either.", author="B", parent=0), GOLD[2]),
         ["p 1 author", "p 1 time"]),
        ((GOLD[0], Unit(text="None here either.", author="Bea", shown_time="5 May"), GOLD[2]),
         ["p 1 parent"]),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named(found: tuple[Unit, ...], wrong: list[str]) -> None:
    gold = GoldThread(Path("p.html"), GOLD)
    assert list(wrong_items(gold, found, "p")) == wrong


def test_gains_and_losses_are_told_apart(tmp_path: Path, sets: dict[str, list[Measured]]) -> None:
    path = tmp_path / "pinned.json"
    measured = [pair for pair in sets["sample"] if pair[0].units][:2]
    assert "nothing is pinned" in changes("sample", measured, path)[0]
    pin("sample", measured, path)
    assert changes("sample", measured, path) == []
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    content["sample"]["wrong"] = ["some.html 3 author"]
    path.write_text(json.dumps(content), encoding="utf-8")
    assert changes("sample", measured, path) == ["sample: gained: some.html 3 author"]
    content["sample"] |= {"gold": "0" * 64, "wrong": []}
    path.write_text(json.dumps(content), encoding="utf-8")
    assert "the gold is another" in changes("sample", measured, path)[0]
