"""What stands in a clause is looked up, and is what reading the whole passage would give."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.claims import ClaimBuilder
from probenlp.claims.places import Cover, Inside, Sources
from probenlp.domains import load_domain
from probenlp.records import (
    Block,
    Document,
    Extractor,
    Passage,
    PassageTags,
    PersonMention,
    Rating,
    Sentence,
    Source,
    Span,
    Speaker,
    Statistic,
    UnitMention,
)

TEXT = "x" * 40
SPANS = st.tuples(st.integers(0, 39), st.integers(1, 12)).map(
    lambda place: Span.of(TEXT, place[0], min(40, place[0] + place[1]))
)


@given(st.lists(SPANS, max_size=12), SPANS)
def test_records_inside_a_span_are_those_that_it_covers(spans: list[Span], asked: Span) -> None:
    records = [Sentence(span=span) for span in spans]
    wanted = [one for one in records if asked.covers(one.span)]
    found = Inside(records).covered_by(asked)
    assert found == sorted(wanted, key=lambda one: one.span.start)  # and else in the order given


@given(st.lists(SPANS, max_size=12), SPANS)
def test_a_span_is_covered_where_any_stretch_covers_it(spans: list[Span], asked: Span) -> None:
    assert Cover(spans).covers(asked) == any(span.covers(asked) for span in spans)


@given(st.lists(st.tuples(st.integers(1, 9), st.sampled_from([None, "d1", "d2"])), max_size=8))
def test_a_source_is_that_of_the_block_at_the_place(
    sizes: list[tuple[int, str | None]],
) -> None:
    blocks, at = [], 0
    for size, source in sizes:
        blocks.append(
            Block(
                passage_id="p",
                start=at,
                end=at + size,
                provenance="pasted",
                source_document=source,
            )
        )
        at += size
    for offset in range(at + 2):
        wanted = [b.source_document for b in blocks if b.start <= offset < b.end]
        assert Sources(blocks).at(offset) == (wanted or [None])[0]


def report(sentences: int) -> tuple[Document, tuple[PassageTags]]:
    """Make a report of one passage in which every sentence names, counts, rates and quotes."""
    sentence = "Ash{n} PDU was rated ‘Good’, and Ms Tarn said that 12 of its posts were vacant. "
    text = "".join(sentence.format(n=f"{n:05}") for n in range(sentences))
    size = len(sentence.format(n="00000"))

    def spans(words: str) -> list[Span]:
        place = sentence.format(n="00000").index(words)
        starts = range(place, len(text), size)
        return [Span.of(text, start, start + len(words)) for start in starts]

    units = [Span.of(text, at, at + 12) for at in range(0, len(text), size)]
    tags = PassageTags(
        document_id="d",
        passage_id="d#a",
        text_sha256="0",
        blocks=(Block(passage_id="d#a", start=0, end=len(text), provenance="own"),),
        sentences=tuple(
            Sentence(
                span=Span.of(text, at, at + size - 1),
                voice="official_finding",
                speaker=Speaker(span=speaker, name="Ms Tarn"),
            )
            for at, speaker in zip(range(0, len(text), size), spans("Ms Tarn"), strict=True)
        ),
        units=tuple(UnitMention(span=span, kind="pdu", name=span.surface) for span in units),
        people=tuple(
            PersonMention(span=span, name="Ada Tarn", evidence=()) for span in spans("Ms Tarn")
        ),
        statistics=tuple(
            Statistic(span=span, kind="count", value=12) for span in spans("12 of its posts")
        ),
        ratings=tuple(
            Rating(span=span, label="Good", rating_id="r", unit_names=(unit.surface,))
            for span, unit in zip(spans("Good"), units, strict=True)
        ),
    )
    document = Document(
        id="d",
        content_sha256="0",
        source=Source(
            name="a", media_type="text/plain", encoding="utf-8", encoding_how="utf-8", bytes=1
        ),
        extractor=Extractor(name="test", version="0"),
        passages=(Passage(id="d#a", kind="article", text=text),),
    )
    return document, (tags,)


@pytest.fixture(scope="module")
def builder() -> ClaimBuilder:
    return ClaimBuilder(load_domain("probation"))


def test_the_claims_of_a_report_cost_what_its_sentences_cost(
    builder: ClaimBuilder, calls: Callable[[Callable[[], object]], int]
) -> None:
    """Each figure asked of each sentence made a claim of a long report cost sixteen times."""
    short, long = report(100), report(400)
    builder.build(*short)
    assert len(builder.build(*long)) == 4 * len(builder.build(*short))
    assert calls(lambda: builder.build(*long)) < 4.2 * calls(lambda: builder.build(*short))
