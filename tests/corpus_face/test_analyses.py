"""What a corpus is asked in one call."""

import pytest

from probenlp.corpus import Corpus, QuestionError
from probenlp.report.words import forms_of

UNIT = "Ashmere and Tolland PDU"


@pytest.mark.parametrize("words", ["inspect*", "the", "PDU", "in the"])
def test_every_hit_is_in_its_passage(corpus: Corpus, words: str) -> None:
    hits = corpus.kwic(words, window=6)
    assert len(hits)
    for hit in hits:
        text = corpus.passages[hit.passage_id].text
        assert text[hit.start : hit.end] == hit.match
        assert text[: hit.start].endswith(hit.left)
        assert text[hit.end :].startswith(hit.right)
        assert len(forms_of(hit.left)) <= 6


def test_a_side_has_only_its_own_hits(corpus: Corpus) -> None:
    every = {(hit.passage_id, hit.start) for hit in corpus.kwic("the")}
    sides: list[set[tuple[str, int]]] = []
    for side in ("official", "practitioner", None):
        hits = corpus.kwic("the", side=side)
        assert {hit.told.side for hit in hits} <= {side}
        sides.append({(hit.passage_id, hit.start) for hit in hits})
    assert set.union(*sides) == every
    assert sum(map(len, sides)) == len(every)


def test_hits_open_the_page_where_it_has_an_address(corpus: Corpus) -> None:
    hits = corpus.kwic("probation")
    linked = [hit for hit in hits if hit.told.document.url]
    assert linked
    for hit in linked:
        assert hit.link
        assert hit.link == hit.told.passage.permalink or "#:~:text=" in hit.link


def test_a_corpus_held_against_itself_has_no_key_words(corpus: Corpus) -> None:
    assert not list(corpus.keyness(against={}, min_count=1, steady=False, alpha=2.0))


def test_key_words_of_a_side(corpus: Corpus) -> None:
    keys = corpus.keyness(side="practitioner", correction="none", min_documents=1, steady=False)
    others = corpus.keyness(
        side="practitioner", against={"side": "official"}, correction="none", steady=False
    )
    assert {"i", "we"} & {one.word for one in keys}
    assert others.reference_size < keys.reference_size, "news and users stand on neither side"
    assert all(one.frequency / keys.focus_size > one.frequency_against / keys.reference_size
               for one in keys)  # fmt: skip


def test_nothing_to_hold_against_each_other(corpus: Corpus) -> None:
    with pytest.raises(QuestionError, match="say which part"):
        corpus.keyness()


def test_company_of_a_word(corpus: Corpus) -> None:
    near = corpus.collocations("probation", min_count=2)
    assert len(near)
    assert all(one.together > one.expected and one.log_dice <= 14 for one in near)
    within = corpus.collocations("probation", within="sentence", min_count=2, side="official")
    assert "sentences" in within.note


@pytest.mark.parametrize("of", ["claims", "statistics", "passages"])
def test_a_timeline_counts_everything_once(corpus: Corpus, of: str) -> None:
    line = corpus.timeline(of, by="month")
    counted = sum(line.to_frame()["count"]) + line.undated + line.too_coarse
    assert counted == len(corpus.collections()[of])


def test_a_timeline_against_what_was_said(corpus: Corpus) -> None:
    line = corpus.timeline(by="year", per="words", side="practitioner", topic="staffing")
    for row in line.to_frame():
        if row["whole"]:
            assert row["low"] <= row["rate"] <= row["high"]
    parts = corpus.timeline(by="year", per="all", split="side", topic="staffing").to_frame()
    assert {row["split"] for row in parts} <= {"official", "practitioner", None}
    assert all(row["rate"] is None or 0 <= row["rate"] <= 1 for row in parts)


def test_findings_beside_testimony(corpus: Corpus) -> None:
    found = corpus.compare(unit="ashmere and tolland")
    assert found
    assert len(found)
    for pair in found:
        assert pair.finding.voice == "official_finding"
        assert pair.testimony.side == "practitioner"
        assert UNIT in pair.finding.unit_names
        assert pair.relation in list(corpus.relations)
        assert pair.links == (pair.finding.selector.url, pair.testimony.selector.url)
    table = found.to_frame()
    assert set(table["unit"]) == {UNIT, None} or set(table["unit"]) == {UNIT}
    assert len(found.pairs_frame()) == len(found)


def test_every_pair_of_the_run_is_in_the_whole_comparison(corpus: Corpus) -> None:
    ours = {
        (one.finding_id, one.testimony_id) for one in corpus.relations.where(side="practitioner")
    }
    assert {(pair.finding.id, pair.testimony.id) for pair in corpus.compare()} == ours


def test_nothing_found_is_said(corpus: Corpus) -> None:
    nothing = corpus.compare(unit="pdu_lambeth", topic="staffing")
    assert not nothing
    assert "nothing found" in repr(nothing)
    assert len(nothing.to_frame()) == 0


@pytest.mark.parametrize("by", ["week", "2023"])
def test_an_unknown_step_is_told(corpus: Corpus, by: str) -> None:
    with pytest.raises(QuestionError, match="month, quarter, year"):
        corpus.timeline(by=by)  # type: ignore[arg-type]
    with pytest.raises(QuestionError, match="month, quarter, year"):
        corpus.compare(by=by)  # type: ignore[arg-type]


def test_what_is_no_collection_cannot_be_counted(corpus: Corpus) -> None:
    with pytest.raises(QuestionError, match="did you mean 'claims'"):
        corpus.timeline("claim")
