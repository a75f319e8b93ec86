"""Laws: only the fields of the voice are filled, always, the same each time, in linear work."""

import sys
from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probenlp.classify import assign_voices
from probenlp.classify.rules import rules_of
from probenlp.domains import Domain, load_domain
from probenlp.domains.speakers import speaker_names_of
from probenlp.records import PassageTags

Parts = dict[str, Callable[..., Any]]
DOMAIN = load_domain("probation")
BLOCKS = st.sampled_from(
    [
        ("own", None, None),
        ("quoted", None, None),
        ("reported", None, None),
        ("pasted", "own", "BBC website"),
        ("pasted", "quoted", "full report"),
        ("pasted", "own", None),
    ]
)
SENTENCES = st.lists(
    st.one_of(
        st.sampled_from(
            [
                "Inspectors found rot.",
                "He said so.",
                "I'm on it!",
                "“So we did,” she said.",
                "😉",
                "--",
            ]
        ),
        st.text(min_size=1, max_size=60).filter(lambda words: words.strip() == words),
    ),
    max_size=12,
)


def tagged(words: list[str], block: tuple[str, str | None, str | None], parts: Parts) -> Any:
    text, sentences = "", []
    for sentence in words:
        sentences.append((len(text), len(text) + len(sentence)))
        text += f"{sentence}\n"
    blocks = (parts["block"](text, *block),) if text else ()
    return parts["document"](text), parts["tags"](text, sentences, blocks)


@given(SENTENCES, BLOCKS)
@settings(max_examples=200, deadline=None)
def test_every_sentence_is_filled_and_nothing_else_changes(
    parts: Parts, words: list[str], block: tuple[str, str | None, str | None]
) -> None:
    document, tags = tagged(words, block, parts)
    (result,) = assign_voices(document, (tags,), domain=DOMAIN)
    (again,) = assign_voices(document, (tags,), domain=DOMAIN)
    assert result == again
    assert msgspec.structs.replace(result, sentences=()) == msgspec.structs.replace(
        tags, sentences=()
    )
    assert [one.span for one in result.sentences] == [one.span for one in tags.sentences]
    for sentence in result.sentences:
        assert sentence.voice is not None
        assert sentence.provenance is not None
        assert sentence.evidence
        assert sentence.probabilities == {}
    # What is encoded can be decoded: every word is one of the closed lists.
    assert msgspec.json.decode(msgspec.json.encode(result), type=PassageTags) == result


@pytest.mark.parametrize(
    "sentence",
    [
        "My caseload went from 38 to 61 in a month.",
        "We have been told to close cases early.",
        "I have lost four colleagues this year.",
    ],
)
@pytest.mark.parametrize("name", ["BBC website", "HMI press release", "Ministry of Justice"])
def test_no_first_person_turns_a_pasted_text_into_testimony(
    sentence: str, name: str, parts: Parts
) -> None:
    document, tags = tagged([sentence], ("pasted", "own", name), parts)
    (result,) = assign_voices(document, (tags,), domain=DOMAIN)
    assert result.sentences[0].voice != "practitioner_testimony"


def test_what_no_rule_decides_says_so(parts: Parts) -> None:
    document, tags = tagged(["It is the same over there."], ("own", None, None), parts)
    (result,) = assign_voices(document, (tags,), domain=DOMAIN)
    assert result.sentences[0].ambiguous
    assert result.sentences[0].evidence == ("default",)


def test_every_rule_says_what_it_is_for(domain: Domain) -> None:
    rules = rules_of(domain, speaker_names_of(domain))
    assert len({rule.name for rule in rules}) == len(rules)
    assert all(rule.decide.__doc__ for rule in rules)


def test_tags_of_another_document_are_refused(parts: Parts) -> None:
    document, tags = tagged(["A line."], ("own", None, None), parts)
    stray = msgspec.structs.replace(tags, passage_id="elsewhere")
    with pytest.raises(ValueError, match="elsewhere"):
        assign_voices(document, (stray,), domain=DOMAIN)


@pytest.mark.parametrize(
    "sentence", ["Inspectors found rot.", "“We were told of it,” she said.", "a"]
)
def test_work_grows_with_the_length_and_no_faster(sentence: str, parts: Parts) -> None:
    def calls(count: int) -> int:
        document, tags = tagged([sentence] * count, ("quoted", None, None), parts)
        seen = 0

        def note(*_: object) -> None:
            nonlocal seen
            seen += 1

        sys.setprofile(note)
        try:
            assign_voices(document, (tags,), domain=DOMAIN)
        finally:
            sys.setprofile(None)
        return seen

    calls(1)
    assert calls(400) <= 6 * calls(100)
