"""Frames of English ("my …", "I was …") that the wording table of a domain fills."""

import pytest

from probenlp.classify.frames import insider_pattern, report_pattern, served_pattern
from probenlp.domains import Domain, Wording, load_domain
from probenlp.domains.word_rows import WordingUse

NO_WORDS = Domain(name="none", title="No words")


def domain_with(use: WordingUse, *words: str) -> Domain:
    return Domain(name="d", title="D", wording=(Wording(id="w", use=use, words=words),))


@pytest.mark.parametrize(
    ("use", "words", "text"),
    [
        ("my_work", "lamp", "My lamp went out."),
        ("our_work", "lantern room", "Our lantern room leaks."),
    ],
)
def test_what_insiders_call_theirs(use: WordingUse, words: str, text: str) -> None:
    assert insider_pattern(domain_with(use, words)).search(text)
    assert not insider_pattern(NO_WORDS).search(text)


@pytest.mark.parametrize(
    ("use", "words", "text"),
    [
        ("served_while_on", "the sound", "I am out on the sound."),
        ("served_while_on", "a night …", "I was on a night passage."),  # any word
        ("served_my", "pilot", "My pilot never came."),
        ("served_beside_family", "harbour", "My son waits in the harbour."),
        ("served_beside_family", "wreck…", "My son was wrecked twice."),  # any ending
        ("served_as", "skipper", "As a skipper I see no light."),
        ("served_was", "towed in", "I was towed in."),
        ("served_phrase", "when the light failed me", "That was when the light failed me."),
    ],
)
def test_how_those_give_themselves_away_whom_the_service_is_for(
    use: WordingUse, words: str, text: str
) -> None:
    assert served_pattern(domain_with(use, words)).search(text)
    assert not served_pattern(NO_WORDS).search(text)


def test_reports_by_the_name_of_their_inspectorate() -> None:
    assert report_pattern(domain_with("inspection", "lightwatch")).search("Lightwatch was here")
    assert not report_pattern(NO_WORDS).search("Lightwatch was here")


@pytest.mark.parametrize(
    "text", ["My caseload doubled.", "Our court team is down to two.", "My team leads on this."]
)
def test_insiders_of_probation(text: str) -> None:
    assert insider_pattern(load_domain("probation")).search(text)


@pytest.mark.parametrize(
    "text",
    [
        "I was on licence then.",
        "I am on a suspended sentence.",
        "My own offender manager said so.",
        "My brother came out of prison with nothing.",
        "I was recalled for nothing.",
        "When I got out there was no bed.",
        "I did my six months inside.",
    ],
)
def test_people_on_probation_and_their_families(text: str) -> None:
    assert served_pattern(load_domain("probation")).search(text)
    if "brother" not in text:
        assert not served_pattern(NO_WORDS).search(text)


@pytest.mark.parametrize("text", ["He was on licence.", "My brother has a boat.", "They got out."])
def test_words_about_others_give_nobody_away(text: str) -> None:
    assert not served_pattern(load_domain("probation")).search(text)
