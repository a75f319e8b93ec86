"""When a figure is of, where its clause holds several times and several figures."""

import pytest

from probenlp.claims.period import period_of


def when(words: str, figure: str, published: str, *others: str) -> str | None:
    def place(one: str) -> tuple[int, int]:
        start = words.index(one)
        return start, start + len(one)

    return period_of(
        words,
        figure=place(figure),
        published=published,
        others=[place(one) for one in (figure, *others)],
    ).when


@pytest.mark.parametrize(
    ("words", "figure", "others", "wanted", "reason"),
    [
        ("it is 21, compared with 44 in 2019", "21", ["44"], "2024-05", "2019 is of the other"),
        ("it is 21, compared with 44 in 2019", "44", ["21"], "2019", "its own"),
        ("in 2019 it was 44 and then 21", "21", ["44"], "2019", "in front, for all that follows"),
        ("36 of 50 posts in 2019 were empty", "36", ["50 posts"], "2019", "one figure in two"),
        ("it was Good in March 2023 and Poor by 2024", "Poor", ["Good"], "2024", "the nearer"),
        ("we lost 4 in May after 9 cases last winter", "4", ["9 cases"], "2024-05", "its month"),
        ("the office shuts in August with 9 staff", "9", [], "2024-08", "a month to come"),
        ("the office lost 9 staff in August", "9", [], "2023-08", "a month that has been"),
        ("it had 33 points before Christmas", "33", [], "2023-12", "the last one"),
    ],
)
def test_the_time_of_a_figure(
    words: str, figure: str, others: list[str], wanted: str, reason: str
) -> None:
    assert when(words, figure, "2024-05-13", *others) == wanted, reason
