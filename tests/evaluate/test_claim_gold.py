"""The gold of the claims is sound, large enough, and stands in its pages."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from probenlp.evaluate.claim_gold import (
    ClaimGold,
    ClaimGoldError,
    GoldRelation,
    Telling,
    read_claim_gold,
)
from probenlp.evaluate.claim_match import Page, place_of
from probenlp.harvest import Input, harvest
from probenlp.pipeline.voices import keyed

CORPUS = Path(__file__).parents[2] / "corpus"


@pytest.fixture(scope="module")
def gold() -> ClaimGold:
    return read_claim_gold(CORPUS)


def test_the_gold_is_as_large_as_it_says(gold: ClaimGold) -> None:
    told = {fact: rows for fact, rows in gold.mentions().items() if len(rows) > 1}
    crossing = [rows for rows in told.values() if len({row.page for row in rows}) > 1]
    assert len(gold.tellings) >= 250
    assert len(told) >= 60
    assert 2 * len(crossing) >= len(told)
    assert len(gold.lookalikes) >= 40
    assert len(gold.relations) >= 40


def test_no_line_stands_twice(gold: ClaimGold) -> None:
    places = Counter((one.fact, one.page, one.passage, one.words) for one in gold.tellings)
    assert max(places.values()) == 1
    pairs = Counter(frozenset(pair) for pair in gold.lookalikes)
    assert max(pairs.values()) == 1
    assert all(one != other for one, other in gold.lookalikes)


def test_every_word_stands_where_the_gold_says(gold: ClaimGold) -> None:
    pages: dict[str, Page] = {}
    rows: list[Telling | GoldRelation] = [*gold.tellings, *gold.relations]
    for row in rows:
        if row.page not in pages:
            path = next(CORPUS.glob(f"[sp]*/{row.page}"))
            document = harvest(Input(path.name, path.read_bytes()), salt=b"test").document
            pages[row.page] = Page(row.page, document, keyed(document), ())
        passage, start, end = place_of(row.words, row.passage, pages[row.page], CORPUS)
        assert passage
        assert start < end


@pytest.mark.parametrize(
    ("name", "line", "problem"),
    [
        ("facts.tsv", "x\tmood\t\t\t\t\t\t\t\t", "kind: 'mood', wanted one of"),
        ("facts.tsv", "x\tshare\tmany\t\t\t\t\t\t\t", "value"),
        ("claims.tsv", "at23-rating\tp.html\ta\twords\tperhaps\t", "status: 'perhaps'"),
        ("claims.tsv", "nowhere\tp.html\ta\twords\tfull\t", "'nowhere' has no row in facts"),
        ("relations.tsv", "p.html\ta\twords\tlikes\tat23-rating", "relation: 'likes'"),
        ("lookalikes.tsv", "at23-rating\tat24-rating", "2 fields, wanted 4"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, name: str, line: str, problem: str) -> None:
    for path in CORPUS.glob("*.tsv"):
        shutil.copy(path, tmp_path)
    with (tmp_path / name).open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with pytest.raises(ClaimGoldError, match=name) as error:
        read_claim_gold(tmp_path)
    assert problem in str(error.value)
