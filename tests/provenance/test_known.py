"""Known texts: a release is recognised where it comes up again, cut, reordered, edited."""

from collections.abc import Callable

import pytest

from probenlp.domains import Domain
from probenlp.provenance import KnownTexts, find_blocks
from probenlp.records import Block, Document

SENTENCES = (
    "The harbour unit has been given an overall rating of ‘Inadequate’ after a visit in May.",
    "Only three in ten of the plans that were read said how people nearby would be kept safe.",
    "Staff spoke warmly of one another, yet a third of the posts at the quay office stood empty.",
    "Leaders had drawn up a scheme for new recruits, but it had not begun by the day of the visit.",
    "The inspectorate makes five recommendations, and will come back before the end of next year.",
)
RELEASE = "\n\n".join(SENTENCES)
Make = Callable[..., Document]


@pytest.fixture
def release(make: Make) -> Document:
    return make(
        RELEASE,
        id="release",
        kind="press_release",
        passage_kind="article",
        site="HM Inspectorate of Probation",
    )


def found(document: Document, known: KnownTexts, domain: Domain) -> tuple[Block, ...]:
    return find_blocks(document, domain=domain, known=known)[document.passages[0].id]


def words_from(document: Document, blocks: tuple[Block, ...], source: str) -> str:
    text = document.passages[0].text
    return " ".join(
        text[b.start : b.end].strip() for b in blocks if b.source_document == source
    ).replace("\n\n", " ")


CUT = [
    ("whole", " ".join(SENTENCES), SENTENCES),
    ("cut", f"{SENTENCES[1]}\n\n{SENTENCES[2]}", SENTENCES[1:3]),
    ("reordered", f"{SENTENCES[3]}\n\n{SENTENCES[0]}", (SENTENCES[3], SENTENCES[0])),
    ("own words before", f"Look at this. {SENTENCES[4]}", (SENTENCES[4],)),
    (
        "own words between",
        f"{SENTENCES[0]}\n\nWell, well. I did say so.\n\n{SENTENCES[2]}",
        (SENTENCES[0], SENTENCES[2]),
    ),
    (
        "one word changed",
        SENTENCES[2].replace("warmly", "highly"),
        (SENTENCES[2].replace("warmly", "highly"),),
    ),
]


@pytest.mark.parametrize(("reason", "comment", "wanted"), CUT)
def test_a_reposted_release_points_to_its_source(
    reason: str,
    comment: str,
    wanted: tuple[str, ...],
    release: Document,
    make: Make,
    domain: Domain,
) -> None:
    known = KnownTexts.of([release], domain=domain)
    document = make(comment, id="blog")
    blocks = found(document, known, domain)
    assert words_from(document, blocks, "release") == " ".join(wanted), reason
    assert all(b.provenance == "pasted" for b in blocks if b.source_document)


def test_other_words_for_the_same_fact_are_no_repost(
    release: Document, make: Make, domain: Domain
) -> None:
    known = KnownTexts.of([release], domain=domain)
    document = make(
        "So a third of posts are empty at the quay, and the harbour got the lowest mark."
    )
    assert [b.provenance for b in found(document, known, domain)] == ["own"]


def test_a_document_is_never_its_own_source(release: Document, domain: Domain) -> None:
    known = KnownTexts.of([release], domain=domain)
    assert all(b.source_document is None for b in found(release, known, domain))


def test_of_two_alike_the_publishers_own_is_the_source(
    release: Document, make: Make, domain: Domain
) -> None:
    # The newspaper is earlier in the run, and even earlier by its date; it is still the copy.
    paper = make(
        RELEASE, id="a-paper", kind="news", passage_kind="article", site="BBC", date="2020-01-01"
    )
    for order in ([paper, release], [release, paper]):
        known = KnownTexts.of(order, domain=domain)
        assert all(b.source_document is None for b in found(release, known, domain))
        assert words_from(paper, found(paper, known, domain), "release") != ""
        comment = make(SENTENCES[1], id="blog")
        assert words_from(comment, found(comment, known, domain), "release") == SENTENCES[1]


def test_two_releases_of_one_publisher_share_phrases_but_not_sources(
    release: Document, make: Make, domain: Domain
) -> None:
    other = make(
        f"A new visit.\n\n{SENTENCES[4]}",
        id="other",
        kind="press_release",
        passage_kind="article",
        site="HM Inspectorate of Probation",
    )
    known = KnownTexts.of([release, other], domain=domain)
    assert all(b.source_document is None for b in found(other, known, domain))


def test_a_marked_sentence_in_the_news_stays_a_quotation_and_points_to_its_source(
    release: Document, make: Make, domain: Domain
) -> None:
    known = KnownTexts.of([release], domain=domain)
    paper = make(
        f"It says: “{SENTENCES[1]}”", id="paper", kind="news", passage_kind="article", site="BBC"
    )
    quoted = found(paper, known, domain)[-1]
    assert (quoted.provenance, quoted.source_document) == ("quoted", "release")


def test_an_introduction_names_the_source_and_the_known_text_is_pointed_to(
    release: Document, make: Make, domain: Domain
) -> None:
    known = KnownTexts.of([release], domain=domain)
    document = make(f"HMI press release:-\n\n{RELEASE}", id="blog")
    pasted = [b for b in found(document, known, domain) if b.provenance == "pasted"]
    assert {(b.source_name, b.source_document) for b in pasted} == {
        ("HMI press release", "release")
    }
    assert any(rule.startswith("known-text:release") for rule in pasted[0].evidence)


def test_a_release_does_not_come_from_the_newspaper_that_shares_its_words(
    make: Make, domain: Domain
) -> None:
    paper = make(RELEASE, id="paper", kind="news", passage_kind="article", site="BBC")
    known = KnownTexts.of([paper], domain=domain)
    document = make(f"HMI press release:-\n\n{RELEASE}", id="blog")
    pasted = [b for b in found(document, known, domain) if b.provenance == "pasted"]
    assert {b.source_document for b in pasted} == {None}
    assert "same-words:paper" in pasted[0].evidence


def test_blogs_and_comments_are_no_known_texts(make: Make, domain: Domain) -> None:
    known = KnownTexts(domain)
    assert not known.add(make(RELEASE, id="blog", passage_kind="article"))
    assert known.add(make(RELEASE, id="news", kind="news", passage_kind="article"))
    assert not known.add(make(RELEASE, id="news", kind="news", passage_kind="article"))
    assert len(known) == 1
