"""Which stretches overlap a span: looked up, and what reading all of them would give."""

from hypothesis import given
from hypothesis import strategies as st

from probenlp.classify.overlaps import Overlaps
from probenlp.records import Span

STRETCHES = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 30)).map(lambda one: (one[0], one[0] + one[1])),
    max_size=12,
)


@given(STRETCHES, st.integers(0, 60), st.integers(1, 20))
def test_stretches_over_a_span_are_all_that_share_a_character(
    stretches: list[tuple[int, int]], start: int, size: int
) -> None:
    span = Span(start=start, end=start + size, surface="x" * size)
    named = [(first, last, number) for number, (first, last) in enumerate(stretches)]
    wanted = sorted(
        (one for one in named if one[0] < span.end and one[1] > span.start), key=lambda one: one[:2]
    )
    assert Overlaps(named).over(span) == wanted


class _Counted(int):
    """An end that counts how often it is compared."""

    compared = 0

    def __gt__(self, other: int) -> bool:
        _Counted.compared += 1
        return int.__gt__(self, other)


def test_a_quotation_round_a_page_does_not_make_each_sentence_read_all_before_it() -> None:
    """A report in one block quotation has as many list items as sentences."""

    def cost(items: int) -> int:
        stretches = [(0, _Counted(10 * items), "quotation")]
        stretches += [(10 * n, _Counted(10 * n + 9), "item") for n in range(items)]
        overlaps = Overlaps(stretches)
        _Counted.compared = 0
        for n in range(items):
            assert len(overlaps.over(Span(start=10 * n, end=10 * n + 9, surface="x" * 9))) == 2
        return _Counted.compared

    assert cost(400) < 4.1 * cost(100)
