"""The boundary model: what it decides from, that it can be read, and that it holds what is held."""

from collections.abc import Callable
from pathlib import Path

import pytest

from probenlp.domains import Domain
from probenlp.errors import ModelError
from probenlp.provenance import find_blocks
from probenlp.provenance.boundary import Boundary, Seen, Weights, read_weights, write_weights
from probenlp.provenance.fitting import Example, fit
from probenlp.records import Document, Extractor, Passage, Region, Source

WEIGHTS = Weights(
    format="probenlp-paste-boundary-1",
    within={"plain": 1.0, "i": -2.0},
    opens={"above:colon": 1.0, "line-start": -1.5},
    closes={"i": 0.5},
)


def seen(*signs: str, above: str = "", may_open: bool = True) -> Seen:
    return Seen(list(signs), ["line-start", above], list(signs), may_open)


OWN = seen("i")
TEXT = seen("plain")
BEGINS = seen("plain", above="above:colon")


def test_a_text_begins_below_its_introduction_and_ends_where_the_writer_says_i() -> None:
    states = Boundary(WEIGHTS).decide([OWN, BEGINS, TEXT, OWN], [None] * 4)
    assert states == [False, True, True, False]


def test_what_rules_hold_stays() -> None:
    states = Boundary(WEIGHTS).decide([OWN, BEGINS, OWN], [True, False, None])
    assert states == [True, False, False]


def test_no_text_begins_where_none_can() -> None:
    shut = seen("plain", above="above:colon", may_open=False)
    assert Boundary(WEIGHTS).decide([OWN, shut], [None, None]) == [False, False]


def test_the_reasons_are_the_signs_that_spoke_for_it() -> None:
    assert Boundary(WEIGHTS).reasons(BEGINS, opens=True) == ("above:colon",)


def test_fitting_finds_the_signs_that_decide_and_is_the_same_each_time() -> None:
    examples = [Example([OWN, BEGINS, TEXT, OWN], [None] * 4, [False, True, True, False])] * 5
    weights = fit(examples)
    assert weights.within["plain"] > 0 > weights.within["i"]
    assert Boundary(weights).decide(examples[0].seen, [None] * 4) == examples[0].pasted
    assert fit(examples) == weights


def test_weights_are_written_and_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "boundary.json"
    write_weights(WEIGHTS, path)
    once = path.read_bytes()
    write_weights(read_weights(path), path)
    assert path.read_bytes() == once


@pytest.mark.parametrize("content", ["", "{}", '{"format": "other"}', "[1, 2"])
def test_what_is_no_model_is_refused_with_its_path(content: str, tmp_path: Path) -> None:
    path = tmp_path / "boundary.json"
    path.write_text(content)
    with pytest.raises(ModelError, match=r"boundary\.json"):
        read_weights(path)


def thread(*texts: str, post: str = "I was there.", regions: tuple[Region, ...] = ()) -> Document:
    passages = [Passage(id="d#0", kind="article", text=post, regions=regions)]
    passages += [
        Passage(id=f"d#{number}", kind="comment", text=text)
        for number, text in enumerate(texts, start=1)
    ]
    return Document(
        id="d",
        content_sha256="",
        extractor=Extractor(name="by hand", version="1"),
        source=Source(
            name="d", media_type="text/plain", encoding="utf-8", encoding_how="utf-8", bytes=0
        ),
        passages=tuple(passages),
    )


def states(document: Document, number: int, domain: Domain) -> list[tuple[str, str]]:
    text = document.passages[number].text
    blocks = find_blocks(document, domain=domain)[f"d#{number}"]
    return [(block.provenance, text[block.start : block.end].strip()) for block in blocks]


REGION_PROSE = (
    "The harbour service has been told to improve after inspectors found that fewer than half of "
    "its plans had been reviewed. A spokesperson said that 14 new officers had been appointed and "
    "that managers would check every plan by the end of June."
)


@pytest.mark.parametrize(
    ("introduction", "remark"),
    [
        ("The press office has been quick, this is on their site:", "I can't see the word sorry."),
        ("Here's what the Courier put on its website last night:", "You couldn't make it up!"),
        ("Out today, page 9 of the report:", "Nine of us, and I was one of them."),
    ],
)
def test_a_text_ends_where_the_commenter_speaks_again(
    introduction: str, remark: str, domain: Domain
) -> None:
    document = thread(f"{introduction}\n\n{REGION_PROSE}\n\n{remark}")
    found = [one for one, _ in states(document, 1, domain)]
    text = " ".join(words for one, words in states(document, 1, domain) if one == "pasted")
    assert (found[0], found[-1]) == ("own", "own")
    assert text.startswith("The harbour service")


def test_the_evidence_names_the_signs(domain: Domain) -> None:
    document = thread(f"Here's what went up on their site this morning:\n\n{REGION_PROSE}")
    blocks = find_blocks(document, domain=domain)["d#1"]
    pasted = [block for block in blocks if block.provenance == "pasted"]
    assert pasted
    assert all(block.evidence for block in pasted)


def test_words_of_the_thread_in_marks_are_a_quotation(domain: Domain) -> None:
    said = "Nobody at the quay office has had a supervision since the clocks went back."
    document = thread(said, f"“{said}”\n\nSame here, and I've asked twice.")
    assert states(document, 2, domain)[0] == ("quoted", f"“{said}”")


def test_a_guest_speaks_in_the_first_person_and_is_not_the_blogger(domain: Domain) -> None:
    guest = "\n\n".join(f"On day {n} I rang the hostel and I'm still waiting." for n in range(8))
    post = f"Today I'm handing over to a night worker who has asked for no name.\n\n{guest}"
    document = thread("Thanks for this.", post=post)
    assert [one for one, _ in states(document, 0, domain)][:2] == ["own", "pasted"]


def test_a_release_under_one_typed_paragraph_is_pasted(domain: Domain) -> None:
    post = (
        "I've had this since six and I'm told that I'll enjoy it, so here goes nothing!\n\n"
        "Inspectors call for swift change at the Tolland quay service\n\n"
        f"{REGION_PROSE}\n\nThe inspectorate said that it would return within nine months.\n\n"
        "The service runs five offices and supervises 1,268 people, according to the report. "
        "Its leaders have drawn up a plan for the next two years, with a review each quarter and "
        "a named manager for each of the six recommendations that it has been given. The council "
        "and the police have both said that they will take part in it.\n\n"
        "ENDS\n\nI'll leave the rest to you lot, I'm off to work."
    )
    found = [one for one, _ in states(thread("Ha!", post=post), 0, domain)]
    assert (found[0], found[-1]) == ("own", "own")
    assert "pasted" in found


def test_a_body_that_writes_a_letter_about_a_quotation_keeps_its_own_article(
    make: Callable[..., Document], domain: Domain
) -> None:
    document = make(f"What we did:\n\n{REGION_PROSE}", kind="press_release", passage_kind="article")
    assert {block.provenance for block in find_blocks(document, domain=domain)["d#1"]} <= {
        "own",
        "reported",
    }
