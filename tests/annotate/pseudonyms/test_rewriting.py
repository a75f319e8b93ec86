"""Offsets go there and come back, whatever is replaced."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probenlp.annotate.pseudonyms import Rewriting, Stretch

SETTINGS = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def rewritten(draw: st.DrawFn) -> tuple[str, Rewriting, list[str]]:
    text = draw(st.text(min_size=1, max_size=40))
    borders = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = list(zip(borders[::2], borders[1::2], strict=False))
    words = [draw(st.sampled_from(["[Person K7]", "[x]", "[Handle Q22]"])) for _ in pairs]
    stretches = [Stretch(s, e, len(w)) for (s, e), w in zip(pairs, words, strict=True)]
    return text, Rewriting(stretches), words


@st.composite
def with_a_stretch(draw: st.DrawFn) -> tuple[str, Rewriting, list[str], int, int]:
    text, rewriting, words = draw(rewritten())
    start = draw(st.integers(0, len(text) - 1))
    return text, rewriting, words, start, draw(st.integers(start + 1, len(text)))


@SETTINGS
@given(with_a_stretch())
def test_a_stretch_outside_replacements_keeps_its_words(
    case: tuple[str, Rewriting, list[str], int, int],
) -> None:
    text, rewriting, words, start, end = case
    there = rewriting.there(start, end)
    if not any(one.start < end and start < one.end for one in rewriting.stretches):
        assert rewriting.apply(text, words)[slice(*there)] == text[start:end]


@SETTINGS
@given(with_a_stretch())
def test_a_stretch_comes_back_as_it_was_or_with_the_whole_name(
    case: tuple[str, Rewriting, list[str], int, int],
) -> None:
    _, rewriting, _, start, end = case
    back = rewriting.back(*rewriting.there(start, end))
    inside = [one for one in rewriting.stretches if one.start < end and start < one.end]
    wanted = min([start, *(one.start for one in inside)]), max([end, *(one.end for one in inside)])
    assert back == wanted


@SETTINGS
@given(with_a_stretch())
def test_nothing_is_lost_between_two_stretches(
    case: tuple[str, Rewriting, list[str], int, int],
) -> None:
    text, rewriting, words, start, _ = case
    new = rewriting.apply(text, words)
    assert rewriting.border(0) == 0
    assert rewriting.there(0, len(text))[1] == len(new)
    assert rewriting.border(start) <= rewriting.border(start + 1)


@SETTINGS
@given(rewritten())
def test_the_original_is_had_back_with_its_words_or_masked(
    case: tuple[str, Rewriting, list[str]],
) -> None:
    text, rewriting, words = case
    new = rewriting.apply(text, words)
    gone = [text[one.start : one.end] for one in rewriting.stretches]
    assert rewriting.original(new, gone) == text
    masked = rewriting.original(new)
    assert len(masked) == len(text)
    for place, (one, other) in enumerate(zip(text, masked, strict=True)):
        assert one == other or any(s.start <= place < s.end for s in rewriting.stretches)


@SETTINGS
@given(rewritten(), st.data())
def test_a_part_of_a_text_is_replaced_as_the_whole_is(
    case: tuple[str, Rewriting, list[str]], data: st.DataObject
) -> None:
    text, rewriting, words = case
    cut = data.draw(st.integers(0, len(text)))
    if rewriting.is_inside(cut):
        return
    parts = []
    for start, end in ((0, cut), (cut, len(text))):
        own, numbers = rewriting.within(start, end)
        parts.append(own.apply(text[start:end], [words[number] for number in numbers]))
    assert "".join(parts) == rewriting.apply(text, words)
