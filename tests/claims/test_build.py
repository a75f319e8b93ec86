"""One claim for each checkable assertion: who is heard, and what sort of claim it is."""

import pytest

from probenlp.claims import ClaimBuilder
from probenlp.domains import load_domain
from probenlp.records import (
    Claim,
    Document,
    Extractor,
    Passage,
    PassageTags,
    Rating,
    Sentence,
    Source,
    Span,
    Speaker,
    Statistic,
    UnitMention,
    Voice,
)

TEXT = "Lambeth PDU was rated ‘Good’ and 12 of its 40 posts were vacant."


@pytest.fixture(scope="module")
def builder() -> ClaimBuilder:
    return ClaimBuilder(load_domain("probation"))


def claims_of(
    builder: ClaimBuilder,
    text: str,
    voice: Voice | None,
    *,
    role: str | None = None,
    statistics: tuple[Statistic, ...] = (),
    ratings: tuple[Rating, ...] = (),
    units: tuple[UnitMention, ...] = (),
) -> tuple[Claim, ...]:
    passage = Passage(id="d1.a", kind="article", text=text)
    document = Document(
        id="d1",
        content_sha256="0",
        source=Source(
            name="a", media_type="text/plain", encoding="utf-8", encoding_how="utf-8", bytes=1
        ),
        extractor=Extractor(name="test", version="0"),
        passages=(passage,),
    )
    speaker = Speaker(role=role)  # type: ignore[arg-type]
    sentence = Sentence(span=Span.of(text, 0, len(text)), voice=voice, speaker=speaker)
    tags = PassageTags(
        document_id="d1",
        passage_id="d1.a",
        text_sha256="0",
        sentences=(sentence,),
        statistics=statistics,
        ratings=ratings,
        units=units,
    )
    return builder.build(document, [tags])


GOOD = Rating(
    span=Span.of(TEXT, 23, 27),
    label="Good",
    rating_id="hmip4_good",
    unit_ids=("pdu_lambeth",),
    aspect="overall",
)
POSTS = Statistic(span=Span.of(TEXT, 33, 45), kind="ratio", value=12, out_of=40)
LAMBETH = UnitMention(
    span=Span.of(TEXT, 0, 11), unit_id="pdu_lambeth", kind="pdu", name="Lambeth PDU"
)


def test_a_sentence_with_two_figures_makes_two_claims(builder: ClaimBuilder) -> None:
    figure, rating = claims_of(
        builder, TEXT, "official_finding", statistics=(POSTS,), ratings=(GOOD,), units=(LAMBETH,)
    )
    assert (figure.type, figure.statistic, figure.rating) == ("finding", POSTS, None)
    assert (rating.type, rating.statistic, rating.rating) == ("judgement", None, GOOD)
    assert figure.id != rating.id
    assert figure.unit_ids == rating.unit_ids == ("pdu_lambeth",)
    assert figure.topic == "staffing"


def test_only_inspected_kinds_of_unit_are_what_a_claim_is_about(builder: ClaimBuilder) -> None:
    text = "HM Inspectorate of Probation says Lambeth PDU lacks staff."
    body = UnitMention(
        span=Span.of(text, 0, 28), unit_id="hmip_probation", kind="inspectorate", name="HMIP"
    )
    unit = UnitMention(
        span=Span.of(text, 34, 45), unit_id="pdu_lambeth", kind="pdu", name="Lambeth PDU"
    )
    (claim,) = claims_of(builder, text, "official_finding", units=(body, unit))
    assert claim.unit_ids == ("pdu_lambeth",)


@pytest.mark.parametrize(
    ("voice", "sentence", "wanted", "reason"),
    [
        ("official_finding", "Staff did not check with the police.", "finding", "a fact observed"),
        ("official_finding", "Planning was poor throughout.", "judgement", "it weighs"),
        ("official_finding", "The region should fill its posts.", "recommendation", "it asks"),
        ("official_finding", "We recommend a review.", "recommendation", "in so many words"),
        ("official_response", "We have recruited 40 people.", "response", "an office answers"),
        ("practitioner_testimony", "I hold 70 cases.", "testimony", "from the inside"),
        ("service_user_testimony", "My officer changed twice.", "testimony", "at the other end"),
    ],
)  # fmt: skip
def test_the_type_of_a_claim(
    builder: ClaimBuilder, voice: Voice, sentence: str, wanted: str, reason: str
) -> None:
    (claim,) = claims_of(builder, sentence, voice)
    assert claim.type == wanted, reason


@pytest.mark.parametrize("voice", ["other", None, "news", "commentary"])
def test_without_a_figure_these_make_no_claim(builder: ClaimBuilder, voice: Voice | None) -> None:
    assert claims_of(builder, "It has been a long week.", voice) == ()


@pytest.mark.parametrize("voice", ["news", "commentary"])
def test_a_figure_given_in_passing_is_a_statement(builder: ClaimBuilder, voice: Voice) -> None:
    (claim,) = claims_of(builder, TEXT, voice, statistics=(POSTS,))
    assert claim.type == "statement"


@pytest.mark.parametrize(
    ("voice", "role", "side"),
    [
        ("official_finding", "inspectorate", "official"),
        ("official_response", "provider", "official"),
        ("practitioner_testimony", None, "practitioner"),
        ("service_user_testimony", None, None),
    ],
)
def test_the_side_is_a_projection(
    builder: ClaimBuilder, voice: Voice, role: str | None, side: str | None
) -> None:
    (claim,) = claims_of(builder, "Nobody called back.", voice, role=role)
    assert claim.side == side
