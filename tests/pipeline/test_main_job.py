"""The laws of a run's output, held over every record it writes."""

import hashlib
import html
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from probenlp.pipeline import run
from probenlp.records import (
    Claim,
    Document,
    Passage,
    PassageTags,
    Quotation,
    RunReport,
    Span,
)
from probenlp.settings import Settings
from probenlp.store import RunRecords, open_run

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "corpus" / "sample"
REAL = ROOT / os.environ.get("PROBENLP_SHARED", "../shared") / "seeds"


@pytest.fixture(scope="module", params=[SAMPLE, REAL], ids=["sample", "real"])
def pages(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.param
    if not folder.is_dir():
        pytest.skip(f"no folder of real documents at {folder}")
    return folder


@pytest.fixture(scope="module")
def corpus(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> RunRecords:
    out = tmp_path_factory.mktemp("main-job") / "out"
    run([pages], out, Settings(salt=b"test"))
    return open_run(out)


@pytest.fixture(scope="module")
def documents(corpus: RunRecords) -> dict[str, Document]:
    return {document.id: document for document in corpus.documents}


@pytest.fixture(scope="module")
def passages(documents: dict[str, Document]) -> dict[str, Passage]:
    return {passage.id: passage for document in documents.values() for passage in document.passages}


@pytest.fixture(scope="module")
def report(corpus: RunRecords) -> RunReport:
    return corpus.run


def spans_of(tags: PassageTags) -> Iterator[Span]:
    """Every span of every tag, however deep."""
    for sentence in tags.sentences:
        yield sentence.span
        if sentence.speaker.span:
            yield sentence.speaker.span
    for group in (tags.units, tags.people, tags.ratings, tags.sentiments):
        yield from (mention.span for mention in group)
    for statistic in tags.statistics:
        parts = (statistic.measure, statistic.population, statistic.period, statistic.antecedent)
        yield from (part for part in (statistic.span, *parts) if part)
        yield from (reading.span for reading in statistic.readings)
    for quotation in tags.quotations:
        yield from spans_of_quotation(quotation)


def spans_of_quotation(quotation: Quotation) -> Iterator[Span]:
    yield from quotation.spans
    yield from (part for part in (quotation.cue, quotation.speaker.span) if part)


def test_every_page_is_read_without_a_complaint(report: RunReport) -> None:
    assert [problem for problem in report.problems if problem.severity != "skipped"] == []


def test_every_span_of_every_tag_slices_to_its_words(
    corpus: RunRecords, passages: dict[str, Passage]
) -> None:
    checked = 0
    for tags in corpus.tags:
        text = passages[tags.passage_id].text
        for span in spans_of(tags):
            assert span.holds_in(text), (tags.passage_id, span)
            checked += 1
    assert checked > 300


def test_tags_are_of_the_text_they_say(corpus: RunRecords, passages: dict[str, Passage]) -> None:
    for tags in corpus.tags:
        text = passages[tags.passage_id].text
        assert hashlib.sha256(text.encode()).hexdigest() == tags.text_sha256


def test_the_blocks_of_a_passage_tile_it(corpus: RunRecords, passages: dict[str, Passage]) -> None:
    for tags in corpus.tags:
        edges = [0]
        for block in tags.blocks:
            assert block.start == edges[-1], (tags.passage_id, block)
            edges.append(block.end)
        assert edges[-1] == len(passages[tags.passage_id].text), tags.passage_id


def test_sentences_hold_every_word_once(corpus: RunRecords, passages: dict[str, Passage]) -> None:
    for tags in corpus.tags:
        text = passages[tags.passage_id].text
        end = 0
        for sentence in tags.sentences:
            assert not text[end : sentence.span.start].strip(), (tags.passage_id, sentence.span)
            assert sentence.span.start >= end
            end = sentence.span.end
        assert not text[end:].strip(), tags.passage_id


def test_every_sentence_has_a_voice_and_a_provenance(corpus: RunRecords) -> None:
    for tags in corpus.tags:
        for sentence in tags.sentences:
            assert sentence.voice, sentence
            assert sentence.provenance, sentence
            assert sentence.evidence, sentence


def test_every_tag_says_which_rule_or_row_decided(corpus: RunRecords) -> None:
    for tags in corpus.tags:
        groups = (tags.units, tags.people, tags.statistics, tags.ratings, tags.quotations)
        for evidence in (tag.evidence for group in groups for tag in group):
            assert evidence, tags.passage_id
            assert all(":" in one for one in evidence), evidence


def test_claims_stand_where_they_say(corpus: RunRecords, passages: dict[str, Passage]) -> None:
    ids = set()
    for claim in corpus.claims:
        text = passages[claim.passage_id].text
        assert claim.span.holds_in(text)
        place = claim.selector
        assert text[place.start : place.end] == place.exact == claim.text
        assert text[: place.start].endswith(place.prefix)
        assert text[place.end :].startswith(place.suffix)
        assert claim.id not in ids
        ids.add(claim.id)
    assert len(ids) > 50


def decoded(pages: Path, document: Document) -> str:
    data = (pages / document.source.name).read_bytes()
    return data.decode(document.source.encoding, document.source.encoding_errors)


def test_every_claim_leads_back_to_its_source(
    pages: Path, corpus: RunRecords, documents: dict[str, Document]
) -> None:
    sources = {document.id: decoded(pages, document) for document in documents.values()}
    for claim in corpus.claims:
        place = claim.selector
        assert place.source_start is not None, claim.id
        found = sources[claim.document_id][place.source_start : place.source_end]
        if documents[claim.document_id].source.media_type == "text/html":
            found = html.unescape(re.sub(r"<[^>]*>", " ", found))
        squeezed = "".join(found.split())
        assert squeezed == "".join(claim.text.split()), (claim.id, found)


def test_groups_and_claims_point_at_each_other(corpus: RunRecords) -> None:
    claims: dict[str, Claim] = {claim.id: claim for claim in corpus.claims}
    in_groups = set()
    for group in corpus.groups:
        assert len(group.claim_ids) > 1
        for claim_id in group.claim_ids:
            assert claims[claim_id].group_id == group.id
            in_groups.add(claim_id)
        assert set(group.document_ids) == {claims[one].document_id for one in group.claim_ids}
    assert in_groups == {claim.id for claim in claims.values() if claim.group_id}
    assert in_groups, "both tell several facts twice"


def test_the_report_counts_what_is_there(corpus: RunRecords, report: RunReport) -> None:
    assert report.counts["documents"].total == sum(1 for _ in corpus.documents)
    assert report.counts["passages"].total == sum(1 for _ in corpus.passages)
    assert report.counts["claims"].total == sum(1 for _ in corpus.claims)
    assert report.counts["groups"].total == sum(1 for _ in corpus.groups)
    for name, digest in report.files.items():
        assert hashlib.sha256((corpus.path / name).read_bytes()).hexdigest() == digest


def test_a_second_run_writes_the_same_bytes(
    pages: Path, corpus: RunRecords, tmp_path: Path
) -> None:
    again = run([pages], tmp_path / "again", Settings(salt=b"test"))
    assert again.files == corpus.run.files


def test_another_salt_changes_the_keys_and_nothing_else(
    pages: Path, documents: dict[str, Document], tmp_path: Path
) -> None:
    run([pages], tmp_path / "other", Settings(salt=b"another"))
    for other in open_run(tmp_path / "other").documents:
        for mine, theirs in zip(documents[other.id].passages, other.passages, strict=True):
            assert mine.text == theirs.text
            if mine.author and mine.author.key:
                assert theirs.author
                assert theirs.author.name == mine.author.name
                assert theirs.author.key != mine.author.key
