"""What doccano's grapheme mode divides otherwise, as its page did in a browser."""

import pytest

from probenlp.annotate.tools.doccano_graphemes import counted_otherwise


@pytest.mark.parametrize(
    "text",
    [
        "plain, e\u0301 and \r\n",
        "👩‍👩‍👧‍👦 👨‍👩‍👧 a family",
        "👍🏽👍🏿 👋🏾 🤷🏻 skin tones",
        "👩🏽‍🚒 a firefighter with a tone",
        "🇬🇧🇮🇪 🏴󠁧󠁢󠁷󠁬󠁳󠁿 flags",
        "☝️🏽 a tone after a selector",
    ],
)
def test_what_it_counts_as_we_do(text: str) -> None:
    assert counted_otherwise(text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("👩‍🦰", "red hair came with Unicode 11"),
        ("🧑‍🦽", "the wheelchair with 12"),
        ("🥷🏽", "the ninja, who takes a tone, with 13"),
        ("a\u200d♀", "it joins a sign to whatever stands before the joiner"),
    ],
)
def test_what_it_counts_otherwise(text: str, why: str) -> None:
    assert counted_otherwise(f"😀 {text} in May") is not None, why
