import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.records import Span

texts = st.text(st.characters(codec="utf-8"), min_size=1)


@given(st.data())
def test_a_span_cut_from_a_text_holds_in_it(data: st.DataObject) -> None:
    text = data.draw(texts)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    span = Span.of(text, start, end)
    assert span.surface == text[start:end]
    assert span.holds_in(text)
    assert not span.holds_in("☃" * len(text)) or set(span.surface) == {"☃"}


@given(texts)
def test_what_is_written_is_read_back(text: str) -> None:
    span = Span.of(text, 0, len(text))
    assert msgspec.json.decode(msgspec.json.encode(span), type=Span) == span


@pytest.mark.parametrize(
    ("start", "end", "surface", "reason"),
    [
        (3, 3, "", "an empty span points at nothing"),
        (5, 3, "ab", "it runs backwards"),
        (-1, 1, "ab", "a negative start would count from the end"),
        (0, 4, "abc", "the words do not fill it: an offset in bytes, say"),
    ],
)
def test_a_span_that_cannot_be_is_refused(start: int, end: int, surface: str, reason: str) -> None:
    with pytest.raises(ValueError, match=r"run forwards|does not fill"):
        Span(start=start, end=end, surface=surface)
    line = msgspec.json.encode({"start": start, "end": end, "surface": surface})
    with pytest.raises(msgspec.ValidationError):
        msgspec.json.decode(line, type=Span)


def test_a_span_past_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="does not fill"):
        Span.of("four", 2, 9)


def test_covers_and_overlaps() -> None:
    text = "The PDU was rated"
    whole, unit, rated = Span.of(text, 0, 17), Span.of(text, 4, 7), Span.of(text, 12, 17)
    assert whole.covers(unit)
    assert not unit.covers(whole)
    assert whole.overlaps(rated)
    assert not unit.overlaps(rated), "half-open: spans that touch share nothing"
    assert not Span.of(text, 0, 4).overlaps(unit)
