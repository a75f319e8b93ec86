"""Where a pasted text may begin: somebody brings it, or it shows; good prose is no evidence."""

from collections.abc import Callable

import pytest

from probenlp.domains import Domain
from probenlp.domains.origins import origins_of
from probenlp.provenance import find_blocks
from probenlp.provenance.announcing import announces
from probenlp.provenance.letters import find_exchanges
from probenlp.provenance.lines import lines_of
from probenlp.provenance.pieces import pieces_of
from probenlp.provenance.signs import above_signs
from probenlp.records import Document, Extractor, Passage, Source

FORMAL = (
    "The first difficulty is one of measurement. Caseloads are recorded on the last day of each "
    "month, and an allocation that was made and withdrawn within the month is counted nowhere. "
    "Managers told inspectors that the published figure was of limited value to them.\n\n"
    "The second is one of incentive. A district that clears its backlog is given the work of its "
    "neighbours, and the assessments that were said to be overdue are overdue again by June.\n\n"
    "Neither is beyond remedy. Recommendations to that effect have been published on three "
    "occasions, and arrangements for the oversight of delivery have been announced on two."
)
"""An expert's own prose: passives, officials, findings, and not one "I"."""

LONG = (
    "The department has published its statistics for the quarter to June, and for the first time "
    "in nine years they are set out by district, by grade and by the length of time that a person "
    "had been in post, as this report and several others had asked."
)


def thread(article: str, *comments: str) -> Document:
    passages = [Passage(id="d#0", kind="article", text=article)]
    passages += [
        Passage(id=f"d#{number}", kind="comment", text=text)
        for number, text in enumerate(comments, start=1)
    ]
    return Document(
        id="d",
        kind="blog_post",
        content_sha256="",
        extractor=Extractor(name="by hand", version="1"),
        source=Source(
            name="d", media_type="text/html", encoding="utf-8", encoding_how="utf-8", bytes=0
        ),
        passages=tuple(passages),
    )


def kinds(document: Document, number: int, domain: Domain) -> list[str]:
    return [block.provenance for block in find_blocks(document, domain=domain)[f"d#{number}"]]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Harbour Echo, yesterday:", "a publisher, a day and a colon"),
        ("Copied from their site, bottom half only:", "somebody copied it"),
        ("Here is the foreword, and I'll say my piece after.", "a text is pointed at"),
        ("Quayside Gazette", "the name of a newspaper alone"),
        ("Cutting from the Herald for the file, no link:", "a cutting"),
    ],
)
def test_these_bring_a_text(line: str, reason: str, domain: Domain) -> None:
    assert brings(line, domain), reason


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("There are three problems with all of this:", "the writer's own list"),
        ("Ana Quill, who runs the hostel, said:", "a person speaks"),
        ("What a week it has been:", "he goes on himself"),
        ("It is a long time since anybody asked.", "no text is named"),
        (LONG, "a long paragraph about a report is the writer's own prose"),
    ],
)
def test_these_bring_none(line: str, reason: str, domain: Domain) -> None:
    assert not brings(line, domain), reason


def brings(text: str, domain: Domain) -> bool:
    line = lines_of(text)[0]
    last = pieces_of([line], [])[-1]
    signs = above_signs(line, last, origins_of(domain))
    return announces(signs, len(text.split()), typed=True)


@pytest.mark.xfail(
    reason="a comment that shows nobody typing is left to the weights, and they take this for a "
    "paste: the price of finding releases that are put in without a word (held out, recall .47 "
    "without that, .87 with it)"
)
def test_formal_prose_of_a_commenter_is_his_own(domain: Domain) -> None:
    assert "pasted" not in kinds(thread("I was there.", FORMAL), 1, domain)


def test_formal_prose_of_a_post_that_people_comment_on_is_the_writers(domain: Domain) -> None:
    document = thread(f"Two difficulties stand in the way.\n\n{FORMAL}", "Thanks for this.")
    assert "pasted" not in kinds(document, 0, domain)


def test_the_same_prose_below_its_source_is_pasted(domain: Domain) -> None:
    text = f"Harbour Echo website, yesterday:-\n\n{FORMAL}"
    assert kinds(thread("I was there.", text), 1, domain)[:2] == ["own", "pasted"]


def test_what_is_taken_up_from_the_thread_is_quoted_without_marks(domain: Domain) -> None:
    said = "Nobody at the quay office has had a supervision since the clocks went back."
    document = thread("I was there.", said, f"{said}\n\nSame here, and I've asked twice.")
    assert kinds(document, 2, domain) == ["quoted", "own"]


def test_a_comment_sent_twice_quotes_nobody(domain: Domain) -> None:
    said = "Nobody at the quay office has had a supervision since the clocks went back."
    assert kinds(thread("I was there.", said, said), 2, domain) == ["own"]


def test_an_exchange_of_named_speakers_is_a_record(domain: Domain) -> None:
    text = (
        "This was worth staying up for.\n\n"
        "Baroness Quill: My Lords, how many posts are empty?\n\n"
        "Lord Farrow of Tay: Nine, I am told.\n\n(Laughter.)\n\n"
        "Baroness Quill: Of how many?"
    )
    assert kinds(thread("I was there.", text), 1, domain) == ["own", "pasted"]


def test_one_line_with_a_colon_is_no_exchange() -> None:
    assert not list(find_exchanges(lines_of("The Minister: what a man.\n\nI was there.")))


def test_a_line_of_a_program_opens_no_text(domain: Domain) -> None:
    document = thread("For completeness, and with thanks to Ana:\n\ntotal = len(cases) + 1", "Ta!")
    assert "pasted" not in kinds(document, 0, domain)


def test_many_lines_cost_in_proportion(
    count_calls: Callable[[Document], int],
) -> None:
    """Twice the exchanges and announcements, twice the work: no loop over loops."""
    part = "From the Herald website:-\n\nMr Quill: No.\n\nMs Farrow: Yes.\n\nI was there!\n\n"
    once, twice = (count_calls(thread("I was there.", part * size)) for size in (40, 80))
    assert twice < 2.4 * once
