"""The voice model that ships, on pages that nobody read who wrote rules or fitted weights."""

from collections import Counter
from pathlib import Path

import pytest

from probenlp.classify.assign import shipped_voice_model
from probenlp.evaluate.examples import examples_of
from probenlp.evaluate.sections.voice import predictions_of
from probenlp.evaluate.source_groups import source_groups
from probenlp.evaluate.voice_gold import COLUMNS, Example, VoiceGoldError, read_voices
from probenlp.evaluate.voice_scores import (
    FIVE,
    macro_f1,
    pasted_called_testimony,
    per_class,
    risk_coverage,
    sides,
)
from probenlp.pipeline.voices import digest_of, labelled_pages
from probenlp.records import Passage

CORPUS = Path(__file__).parents[2] / "corpus"
TRAINED_ON = [CORPUS / "sample", CORPUS / "pages"]

# Measured when the model was fitted, rounded down. A floor only rises.
FLOORS = {"five voices": 0.61, "seven voices": 0.64, "sides": 0.80, "testimony": 0.59}
MOST_PASTED_CALLED_TESTIMONY = 0.05


@pytest.fixture(scope="module")
def held_out() -> list[Example]:
    return examples_of([CORPUS / "held_out"])


@pytest.fixture(scope="module")
def found(held_out: list[Example]) -> list[str]:
    return predictions_of(held_out, shipped_voice_model())["the model"]


def test_no_figure_falls_below_its_floor(held_out: list[Example], found: list[str]) -> None:
    wanted = [one.gold.voice for one in held_out]
    roles = [one.gold.role for one in held_out]
    figures = {
        "five voices": macro_f1(found, wanted, FIVE),
        "seven voices": macro_f1(found, wanted),
        "sides": macro_f1(sides(found, roles), sides(wanted, roles)),
        "testimony": macro_f1(found, wanted, ("practitioner_testimony",)),
    }
    assert {name: figure for name, figure in figures.items() if figure < FLOORS[name]} == {}


def test_pasted_text_is_not_called_testimony(held_out: list[Example], found: list[str]) -> None:
    wanted = [one.gold.voice for one in held_out]
    provenance = [one.gold.provenance for one in held_out]
    wrong, pasted = pasted_called_testimony(found, wanted, provenance)
    assert pasted > 50, "enough to say anything"
    assert wrong <= MOST_PASTED_CALLED_TESTIMONY * pasted


def test_the_model_was_fitted_on_the_gold_that_ships() -> None:
    assert shipped_voice_model().about["gold"] == digest_of(TRAINED_ON), (
        "the labels are others: probenlp train voice corpus/sample corpus/pages -o models/voice"
    )


def test_there_are_labels_enough_of_every_voice() -> None:
    tables = [table for _, table in labelled_pages([*TRAINED_ON, CORPUS / "held_out"])]
    rows = [
        line.split("\t")
        for table in tables
        for line in table.read_text(encoding="utf-8").split("\n")[1:]
        if line
    ]
    assert len(tables) >= 60
    assert len(rows) >= 2_000
    assert min(Counter(row[1] for row in rows).values()) >= 120


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a\tnews\town\t\tjournalist\t0\t\t", r"x\.voice\.tsv:2: 8 fields"),
        ("a\tsong\town\t\t\t0\t\t\tRain fell.", r":2: voice: 'song'"),
        ("a\tnews\town\t\t\t2\t\t\tRain fell.", r":2: sentiment: '2'"),
        ("b\tnews\town\t\t\t0\t\t\tRain fell.", r":2: passage: 'b'"),
        ("a\tnews\town\t\t\t0\t\t\tSnow fell.", r":2: sentence: 'Snow fell\.'"),
    ],
)
def test_gold_that_does_not_fit_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "x.voice.tsv"
    path.write_text("\t".join(COLUMNS) + f"\n{line}\n", encoding="utf-8")
    passages = {"a": Passage(id="d#0", kind="article", text="Rain fell.")}
    with pytest.raises(VoiceGoldError, match=message):
        read_voices(path, passages)


def test_pages_that_share_text_are_one_source() -> None:
    said = "the office in the high street will shut for repairs on the last friday of june"
    groups = source_groups({"b": [said], "a": [f"They say {said}."], "c": ["the office is shut"]})
    assert groups == {"b": "a", "a": "a", "c": "c"}


def test_scores_are_those_of_small_examples() -> None:
    assert per_class(["a", "b"], ["a", "a"])["a"].recall == 0.5
    assert macro_f1(["a", "b"], ["a", "a"]) == pytest.approx(2 / 3)
    assert sides(["commentary", "news"], ["academic", None]) == ["neither", "neither"]
    called = pasted_called_testimony(
        ["practitioner_testimony", "news"], ["news", "news"], ["pasted", "own"]
    )
    assert called == (1, 1)
    assert risk_coverage([0.9, 0.1], [True, False], [0.5]) == {0.5: 0.0}
