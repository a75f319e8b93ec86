"""Findings in the words of somebody who did not make them: reported, or the writer's own."""

import pytest

from probenlp.domains import Domain
from probenlp.provenance.lines import lines_of
from probenlp.provenance.reported import ReportedSpeech
from probenlp.provenance.restated import restatements_of


@pytest.mark.parametrize(
    ("sentence", "how"),
    [
        ("The harbour unit scored seven points out of 21.", "score"),
        ("It got eight points of a possible 27.", "score"),
        ("Its overall rating was ‘Good’.", "grade"),
        ("The unit went from Inadequate to something better.", "grade"),
        ("Plans were good enough in 44 per cent of cases.", "cases"),
        ("Police had not been asked in a third of the files.", "cases"),
        ("Home visits had not been planned in 61% of the cases that called for one.", "cases"),
        ("Inspectors read 96 cases.", "cases"),
        ("The report made nine recommendations.", "recommendation"),
    ],
)
def test_what_only_an_inspection_says_is_restated(sentence: str, how: str, domain: Domain) -> None:
    assert restatements_of(domain).by_itself(sentence) == how


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("I make that seven points out of 21.", "the writer counts himself"),
        ("Why is it marked out of 27?", "he asks"),
        ("Seven points out of 21!", "he exclaims"),
        ("We read 31 of the cases ourselves.", "he did it"),
        ("7 out of 21 is a third.", "arithmetic"),
        ("They should give it an ‘Outstanding’.", "he demands"),
        ("The Good News Post is back.", "a name that has a grade's word"),
        ("My caseload is at 150 per cent.", "his own work"),
    ],
)
def test_what_a_writer_makes_of_it_is_his_own(sentence: str, reason: str, domain: Domain) -> None:
    assert restatements_of(domain).by_itself(sentence) is None, reason


def reported(text: str, domain: Domain, *, news: bool = False) -> list[str]:
    lines = lines_of(text)
    found = ReportedSpeech(domain).find(lines, [news] * len(lines))
    return [text[one.start : one.end] for one in found]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("The employer has told the press that every file was read.", "an office tells others"),
        ("The Trust has told us that the wait is under four minutes.", "an office tells us"),
        ("Ana Quill, who chairs the hostel board, said that it would close.", "an aside of who"),
        ("Cllr Farrow said that the council had not been asked.", "a title names a person"),
        ("The Ministry assured members that no post would go.", "assured"),
    ],
)
def test_attribution_in_the_writers_words_is_reported(
    text: str, reason: str, domain: Domain
) -> None:
    assert reported(text, domain) == [text], reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("My manager told us that we must stay until six.", "part of his own account"),
        ("Somebody told me that the lift was broken.", "the same of a neighbour"),
        ("I said that it would end badly.", "his own words"),
    ],
)
def test_what_was_told_to_the_writer_at_work_is_his_account(
    text: str, reason: str, domain: Domain
) -> None:
    assert reported(text, domain) == [], reason


def test_findings_go_on_by_their_figures(domain: Domain) -> None:
    text = (
        "Inspectors read 96 cases. Fewer than a third held a proper plan. It was built in 1911.\n\n"
        "Reviews were done in 22 per cent."
    )
    found = reported(text, domain)
    assert found == [
        "Inspectors read 96 cases.",
        "Fewer than a third held a proper plan.",
    ]


def test_a_long_sentence_without_a_stop_costs_no_more(domain: Domain) -> None:
    """A line without a stop may be a book: it is not read to its end."""
    assert restatements_of(domain).by_itself("one in " * 20_000 + "cases") is None
