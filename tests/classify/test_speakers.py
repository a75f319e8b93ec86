"""Quotations: the sentence takes the voice of the one who speaks, wherever it stands."""

from collections.abc import Callable
from typing import Any

import pytest

from probenlp.classify import assign_voices
from probenlp.domains import Domain
from probenlp.records import Quotation, Sentence, Span, Speaker, SpeakerRole

Parts = dict[str, Callable[..., Any]]


def decide(
    text: str,
    quoted: str,
    speaker: Speaker,
    parts: Parts,
    domain: Domain,
    *,
    form: str = "direct",
    block: tuple[str, str | None, str | None] = ("own", None, None),
    **document: Any,
) -> Sentence:
    start = text.index(quoted)
    quotation = Quotation(
        spans=(Span.of(text, start, start + len(quoted)),), form=form, speaker=speaker
    )
    provenance, inner, name = block
    tags = parts["tags"](
        text, [(0, len(text))], (parts["block"](text, provenance, inner, name),), (quotation,)
    )
    (result,) = assign_voices(parts["document"](text, **document), (tags,), domain=domain)
    return result.sentences[0]


QUOTE = "We lost nine people in a year and nobody was told"


@pytest.mark.parametrize(
    ("role", "voice"),
    [
        ("inspectorate", "official_finding"),  # an inspector's "we"
        ("inspected_body", "official_response"),  # a head of service's "we"
        ("government", "official_response"),
        ("provider", "official_response"),
        ("practitioner", "practitioner_testimony"),  # testimony is quoted in newspapers
        ("academic", "commentary"),
        ("other", "commentary"),
    ],
)
def test_a_quotation_has_the_voice_of_its_speakers_role(
    role: SpeakerRole, voice: str, parts: Parts, domain: Domain
) -> None:
    text = f"“{QUOTE},” Mara Quill said."
    sentence = decide(
        text, QUOTE, Speaker(name="Mara Quill", role=role), parts, domain, kind="news"
    )
    assert (sentence.voice, sentence.provenance) == (voice, "quoted")
    assert (sentence.speaker.name, sentence.speaker.role) == ("Mara Quill", role)


def test_the_attribution_goes_with_the_quotation(parts: Parts, domain: Domain) -> None:
    # More frame than quotation: the speaker's voice, but reported.
    text = "The Chief Inspector, who had come north for the day, called the work “a real let-down”."
    speaker = Speaker(name="Chief Inspector", role="inspectorate")
    sentence = decide(text, "a real let-down", speaker, parts, domain, kind="news", form="mixed")
    assert (sentence.voice, sentence.provenance) == ("official_finding", "reported")


def test_indirect_speech_has_the_voice_of_its_speaker(parts: Parts, domain: Domain) -> None:
    text = "Ms Quill made plain that the ministry would not pay twice."
    speaker = Speaker(name="Mara Quill", role="government")
    sentence = decide(
        text, "the ministry would not pay twice", speaker, parts, domain, form="indirect"
    )
    assert (sentence.voice, sentence.provenance) == ("official_response", "reported")


def test_a_quotation_in_a_paste_is_pasted(parts: Parts, domain: Domain) -> None:
    text = f"“{QUOTE},” said Mara Quill."
    speaker = Speaker(name="Mara Quill", role="inspected_body")
    sentence = decide(
        text, QUOTE, speaker, parts, domain, block=("pasted", "quoted", "BBC website")
    )
    assert (sentence.voice, sentence.provenance) == ("official_response", "pasted")


def test_the_role_is_looked_up_where_the_tagger_left_it_open(parts: Parts, domain: Domain) -> None:
    text = f"“{QUOTE},” a probation officer said."
    start = text.index("a probation")
    speaker = Speaker(span=Span.of(text, start, start + len("a probation officer")))
    sentence = decide(text, QUOTE, speaker, parts, domain, kind="news")
    assert (sentence.voice, sentence.speaker.role) == ("practitioner_testimony", "practitioner")


def test_a_nameless_quotation_in_the_news_is_open(parts: Parts, domain: Domain) -> None:
    text = f"“{QUOTE},” ran the note on the door."
    sentence = decide(text, QUOTE, Speaker(), parts, domain, kind="news", passage="article")
    assert sentence.ambiguous


def test_a_commenter_who_says_so_himself_is_not_reported(parts: Parts, domain: Domain) -> None:
    text = "I said that our team has lost nine officers in a year."
    start = text.index("I")
    speaker = Speaker(span=Span.of(text, start, start + 1), role="practitioner")
    sentence = decide(text, text[12:], speaker, parts, domain, form="indirect")
    assert (sentence.voice, sentence.provenance) == ("practitioner_testimony", "own")
