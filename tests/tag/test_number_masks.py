"""What looks like a number but is none, by kind."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.tag.number_masks import find_masks
from probenlp.tag.numbers import find_numbers
from probenlp.tag.quantities import find_quantities

MASKED = [
    ("It closed on 3 May 2021.", "date", "3 May 2021"),
    ("It closed on May 3, 2021.", "date", "May 3, 2021"),
    ("It closed on 2021-05-03.", "date", "2021-05-03"),
    ("the 1990s", "year", "1990s"),
    ("in 2021/22", "year", "2021/22"),
    ("at 6 pm", "clock", "6 pm"),
    ("from 10:30 on", "clock", "10:30"),
    ("1. The first item", "list", "1."),
    ("2.4 Staffing", "list", "2.4"),
    ("as shown [12]", "list", "[12]"),
    ("call +44 20 7946 0018", "phone", "+44 20 7946 0018"),
    ("reference 2022-048", "code", "2022-048"),
    ("R v Gow [2011] EWCA Crim 45", "citation", "[2011] EWCA Crim 45"),
    ("the Release Act 2003", "citation", "Act 2003"),
    ("see section 12(3)", "label", "section 12(3)"),
    ("a Tier 2 order", "label", "Tier 2"),
    ("MAPPA level 3", "label", "level 3"),
    ("aged between 18 and 25", "age", "aged between 18 and 25"),
    ("a 19-year-old", "age", "19-year-old"),
    ("on 24/7 call", "name", "24/7"),
    ("a 12-month order", "name", "12-month"),
    ("one another", "name", "one another"),
]


@pytest.mark.parametrize(("text", "kind", "surface"), MASKED)
def test_masks_by_kind(text: str, kind: str, surface: str) -> None:
    found = [(mask.kind, text[mask.start : mask.end].strip()) for mask in find_masks(text)]
    assert (kind, surface) in found


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        ("This week 40 officers left.", 40, "a free noun before a counted plural"),
        ("They had 2000 cases.", 2000, "a round number without its comma is no year"),
        ("They spent £2019 on it.", 2019, "money is no year"),
        ("A ratio of 1:45 is high.", 1, "a ratio is no clock time"),
        ("Up 12% in a year.", 12, "a sign after it"),
        ("The unit had 18 cases.", 18, "no age without a word of age"),
        ("17,000 were left.", 17000, "the zeros after a comma are no code"),
    ],
)
def test_masks_leave_figures_alone(text: str, value: float, reason: str) -> None:
    assert find_quantities(text)[0].value == value, reason


@given(st.lists(st.sampled_from([text for text, _, _ in MASKED]), max_size=6))
def test_looking_near_the_numbers_is_looking_everywhere(texts: list[str]) -> None:
    text = "\n".join(texts)
    numbers = list(find_numbers(text))
    near = find_masks(text, [number.start for number in numbers])
    for number in numbers:
        everywhere = any(m.start < number.end and number.start < m.end for m in find_masks(text))
        assert everywhere == any(m.start < number.end and number.start < m.end for m in near)
