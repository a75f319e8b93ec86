"""What the taggers gain and lose is told item by item."""

import json
from pathlib import Path

import pytest

from probenlp.evaluate.sections.tags import TaggedPage, gold_digest, tagged_pages
from probenlp.evaluate.sections.traps import TRAPS, Trap, false_alarms, read_traps
from probenlp.evaluate.tag_gate import PINNED, changes, pin, wrong_of
from probenlp.evaluate.tag_gold import LAYERS

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "corpus" / "sample"
FALSE_ALARMS = 9  # of 186; a ceiling only falls


@pytest.fixture(scope="module")
def pages() -> list[TaggedPage]:
    return tagged_pages(SAMPLE)


def test_the_gold_is_the_one_that_was_pinned() -> None:
    pinned = json.loads((ROOT / PINNED).read_text(encoding="utf-8"))
    assert gold_digest(SAMPLE) == pinned["gold"]


def test_nothing_changed_unseen(pages: list[TaggedPage]) -> None:
    lines = changes(pages, SAMPLE, ROOT / PINNED)
    assert not lines, "\n".join([*lines, "if all is well: python -m probenlp.evaluate --pin"])


def test_gains_and_losses_are_told_apart(tmp_path: Path, pages: list[TaggedPage]) -> None:
    path = tmp_path / "pinned.json"
    assert "nothing is pinned" in changes(pages, SAMPLE, path)[0]
    pin(pages, SAMPLE, path)
    assert changes(pages, SAMPLE, path) == []
    content = json.loads(path.read_text(encoding="utf-8"))
    lost = content["wrong"].pop()
    content["wrong"].append("units p.html a missed the office | x")
    path.write_text(json.dumps(content), encoding="utf-8")
    assert changes(pages, SAMPLE, path) == [
        f"tags: lost: {lost}",
        "tags: gained: units p.html a missed the office | x",
    ]
    assert all(item.split(" ", 1)[0] in LAYERS for item in wrong_of(pages))


def test_the_traps_catch_no_more_than_they_did() -> None:
    caught = false_alarms(read_traps(ROOT / TRAPS))
    assert len(caught) <= FALSE_ALARMS, caught


def test_a_trap_that_catches_is_named() -> None:
    trap = Trap("statistics", "none", "In 64 per cent of the cases nothing was done.")
    assert false_alarms([trap]) == [(trap, ["64 per cent"])]


def test_a_broken_table_of_traps_is_named(tmp_path: Path) -> None:
    path = tmp_path / "traps.tsv"
    path.write_text("layer\tkind\tsentence\nunits\tplace\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"traps\.tsv:2: 2 fields"):
        read_traps(path)
