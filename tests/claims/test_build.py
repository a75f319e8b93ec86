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
    Sentiment,
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
    sentiments: tuple[Sentiment, ...] = (),
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
        sentiments=sentiments,
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
    rating, figure = claims_of(
        builder, TEXT, "official_finding", statistics=(POSTS,), ratings=(GOOD,), units=(LAMBETH,)
    )
    assert (figure.type, figure.statistic, figure.rating) == ("finding", POSTS, None)
    assert (rating.type, rating.statistic, rating.rating) == ("judgement", None, GOOD)
    assert figure.id != rating.id
    assert figure.unit_ids == rating.unit_ids == ("pdu_lambeth",)
    assert figure.topic == "staffing"


def test_a_claim_bears_what_its_sentence_says_of_the_service_as_a_whole(
    builder: ClaimBuilder,
) -> None:
    text = "Staff were tired and morale was low."
    whole = Sentiment(span=Span.of(text, 0, len(text)), score=-0.4)
    aspect = Sentiment(span=whole.span, score=-0.6, aspect="staffing")
    claims = claims_of(builder, text, "official_finding", sentiments=(aspect, whole))
    assert {claim.sentiment for claim in claims} == {whole}
    unvalued = claims_of(builder, text, "official_finding")
    assert {claim.sentiment for claim in unvalued} == {None}, "nobody has valued it"


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


def share(text: str, words: str, **fields: object) -> Statistic:
    start = text.index(words)
    return Statistic(
        span=Span.of(text, start, start + len(words)),
        kind="share",
        value=30,
        unit="per cent",
        **fields,  # type: ignore[arg-type]
    )


def unit(text: str, words: str, name: str | None = None) -> UnitMention:
    start = text.index(words)
    return UnitMention(
        span=Span.of(text, start, start + len(words)), kind="pdu", name=name or words
    )


def test_two_clauses_are_two_claims_with_spans_of_their_own(builder: ClaimBuilder) -> None:
    text = "Planning was sufficient in 40 per cent, and a third of posts were vacant."
    first, second = claims_of(
        builder,
        text,
        "official_finding",
        statistics=(share(text, "40 per cent"), share(text, "a third")),
    )
    assert first.text == "Planning was sufficient in 40 per cent"
    assert second.text == "a third of posts were vacant."
    assert second.span.holds_in(text)
    assert (first.topic, second.topic) != (None, "assessment"), "each has its own topic"


@pytest.mark.parametrize(
    ("sentence", "parts", "reason"),
    [
        ("Staff were tired and angry.", 1, "one verb, two complements"),
        ("Nobody asked the police; nobody rang the school.", 2, "a semicolon between clauses"),
        ("When posts are empty, and nobody can say why, plans are late.", 1, "a clause leans"),
        ("Leaders knew of it, but they did not act.", 2, "both have subject and verb"),
        ("It scored well (and it was visited twice) in May.", 1, "inside brackets"),
    ],
)
def test_only_clauses_that_stand_alone_are_cut(
    builder: ClaimBuilder, sentence: str, parts: int, reason: str
) -> None:
    assert len(claims_of(builder, sentence, "official_finding")) == parts, reason


def test_a_grade_of_two_units_is_two_claims(builder: ClaimBuilder) -> None:
    both = Rating(
        span=Span.of(TEXT, 23, 27), label="Good", rating_id="g", unit_names=("Marl PDU", "Dene PDU")
    )
    claims = [
        claim
        for claim in claims_of(builder, TEXT, "official_finding", ratings=(both,))
        if claim.rating
    ]
    assert [claim.unit_names for claim in claims] == [("Marl PDU",), ("Dene PDU",)]
    assert len({claim.id for claim in claims}) == 2


def test_each_figure_has_the_unit_beside_it(builder: ClaimBuilder) -> None:
    text = "Marl PDU had 30 per cent of posts vacant, Dene PDU 31 per cent."
    one, other = share(text, "30 per cent"), share(text, "31 per cent")
    units = (unit(text, "Marl PDU"), unit(text, "Dene PDU"))
    claims = claims_of(builder, text, "official_finding", statistics=(one, other), units=units)
    assert [claim.unit_names for claim in claims] == [("Marl PDU",), ("Dene PDU",)]
    text = "Checks were made in 30 per cent of cases in Marl PDU and 31 per cent in Dene PDU."
    one, other = share(text, "30 per cent"), share(text, "31 per cent")
    units = (unit(text, "Marl PDU"), unit(text, "Dene PDU"))
    claims = claims_of(builder, text, "official_finding", statistics=(one, other), units=units)
    assert [claim.unit_names for claim in claims] == [("Marl PDU",), ("Dene PDU",)]


def test_what_is_true_of_the_country_is_of_no_unit(builder: ClaimBuilder) -> None:
    text = "Nationally, 30 per cent of posts were vacant."
    (claim,) = claims_of(
        builder, text, "official_finding", statistics=(share(text, "30 per cent"),)
    )
    assert (claim.unit_names, claim.unit_basis) == (("(nationally)",), "stated")


def test_a_movement_states_the_level_before_too(builder: ClaimBuilder) -> None:
    text = "The share has fallen from 36 per cent to 19."
    words = "from 36 per cent to 19"
    moved = Statistic(
        span=Span.of(text, 21, 21 + len(words)),
        kind="change",
        value=19,
        value_high=36,
        unit="per cent",
    )
    now, before = claims_of(builder, text, "official_finding", statistics=(moved,))
    assert now.statistic == moved
    assert before.statistic
    assert (before.statistic.kind, before.statistic.value) == ("share", 36)
    assert "past" in before.qualifiers


def test_a_claim_can_be_read_alone(builder: ClaimBuilder) -> None:
    text = "The PDU had lost staff."
    (claim,) = claims_of(
        builder, text, "official_finding", units=(unit(text, "The PDU", "Marl PDU"),)
    )
    assert claim.resolved_text == "Marl PDU had lost staff."
    assert claim.text == text, "the original words are kept"
    (plain,) = claims_of(builder, "Marl PDU had lost staff.", "official_finding")
    assert plain.resolved_text is None


def test_an_elided_measure_stands_in_brackets(builder: ClaimBuilder) -> None:
    text = "A year ago it was 30 per cent."
    elsewhere = Span(start=100, end=112, surface="posts vacant")
    statistic = share(text, "30 per cent", measure=elsewhere)
    (claim,) = claims_of(builder, text, "official_finding", statistics=(statistic,))
    assert claim.resolved_text == "A year ago it was 30 per cent [posts vacant]."
