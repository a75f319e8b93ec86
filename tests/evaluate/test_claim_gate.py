"""What the claims gain and lose is told item by item, and no figure falls below its floor."""

import json
from pathlib import Path

import pytest

from probenlp.evaluate.claim_gate import PINNED, changes, pin, wrong_of
from probenlp.evaluate.claim_gold import read_claim_gold
from probenlp.evaluate.resample import Counts
from probenlp.evaluate.sections.claims import (
    Measured,
    detection_counts,
    group_scores,
    measure,
    our_groups,
    related,
    run_pages,
)

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"

# Measured when they were pinned, rounded down. A floor only rises, a ceiling only falls.
FLOORS = {
    "pairs, F1": 0.83,
    "groups, LEA": 0.77,
    "sentences that claim, F1": 0.97,
    "tellings found": 0.88,
    "unit": 0.86,
    "year": 0.89,
    "relations right": 0.40,
}
LOOKALIKES_JOINED = 0


@pytest.fixture(scope="module")
def measured() -> Measured:
    return measure(CORPUS, run_pages(CORPUS))


def test_the_gold_is_the_one_that_was_pinned() -> None:
    pinned = json.loads((ROOT / PINNED).read_text(encoding="utf-8"))
    assert read_claim_gold(CORPUS).digest == pinned["gold"]


def test_nothing_changed_unseen(measured: Measured) -> None:
    lines = changes(measured, CORPUS, ROOT / PINNED)
    assert not lines, "\n".join([*lines, "if all is well: python -m probenlp.evaluate --pin"])


def test_no_figure_falls_below_its_floor(measured: Measured) -> None:
    lea, pairs, alike = group_scores(measured, our_groups(measured.claims))
    wrong = [item.split(" ", 1)[0] for item in wrong_of(measured, CORPUS)]
    full = sum(one.status == "full" for one in measured.gold.tellings)
    relations = [found == one.relation for one, found in related(measured, CORPUS)]
    figures = {
        "pairs, F1": pairs.f1,
        "groups, LEA": lea,
        "sentences that claim, F1": sum(detection_counts(measured, CORPUS), Counts()).f1,
        "tellings found": 1 - wrong.count("telling") / full,
        "unit": 1 - wrong.count("unit") / sum(
            bool(measured.gold.facts[measured.gold.tellings[place].fact].unit)
            for place in measured.found
            if measured.gold.tellings[place].status == "full"
        ),
        "year": 1 - wrong.count("year") / full,
        "relations right": sum(relations) / len(relations),
    }  # fmt: skip
    assert {name: figure for name, figure in figures.items() if figure < FLOORS[name]} == {}
    assert alike <= LOOKALIKES_JOINED


def test_gains_and_losses_are_told_apart(tmp_path: Path, measured: Measured) -> None:
    path = tmp_path / "pinned.json"
    assert "nothing is pinned" in changes(measured, CORPUS, path)[0]
    pin(measured, CORPUS, path)
    assert changes(measured, CORPUS, path) == []
    content = json.loads(path.read_text(encoding="utf-8"))
    lost = content["wrong"].pop()
    content["wrong"].append("telling marl p.html a nine posts")
    content["gold"] = "another"
    path.write_text(json.dumps(content), encoding="utf-8")
    other, *lines = changes(measured, CORPUS, path)
    assert "the gold is another" in other
    assert lines == [f"claims: lost: {lost}", "claims: gained: telling marl p.html a nine posts"]
