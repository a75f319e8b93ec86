"""Inputs made to be slow: time grows with size and no faster."""

import time
from collections.abc import Callable

import pytest

from probenlp.harvest import Input, harvest
from probenlp.harvest.flatten import flatten_html

HEAD = "Moor Vale\n\nThe unit was poor in all.\n\n"


def seconds(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def comments(text: str) -> int:
    return harvest(Input("d.txt", text.encode()), salt=b"").document.comments_found


def test_a_comment_of_one_line_and_a_megabyte() -> None:
    assert comments(f"{HEAD}1 comment:\n\n  1. {'word ' * 200_000}\n\n    ReplyDelete\n") == 1
    assert comments(f"{HEAD}1 comment:\n\n  1. {'x' * 1_000_000}\n\n    ReplyDelete\n") == 1


def test_a_hundred_thousand_buttons() -> None:
    assert comments(f"{HEAD}1 comment:\n\n  1. x\n{'    ReplyDelete' * 100_000}\n") == 1
    assert comments(HEAD + "1 comment:\n\n  1. x\n" + "\n    ReplyDelete\n" * 100_000) == 1


def test_twenty_thousand_comments() -> None:
    items = "".join(f"  {n}. Text {n}.\n\n    ReplyDelete\n" for n in range(1, 20_001))
    assert comments(f"{HEAD}20000 comments:\n\n{items}") == 20_000


def test_a_hundred_thousand_headers() -> None:
    assert comments(HEAD + "3 comments:\n\n  1. x\n" * 30_000) <= 1


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        '<a x="',
        "<a '\">",
        "<!--",
        "<script>",
        "&",
        "&amp;",
        "<p>x</p>",
        "<a b='<'>",
        "</",
        "<!",
    ],
)
def test_flattening_is_linear_in_odd_markup(piece: str) -> None:
    small, large = (f"<html><body>{piece * n}" for n in (10_000, 80_000))
    once = max(seconds(lambda: flatten_html(small)), 0.005)
    assert seconds(lambda: flatten_html(large)) < 40 * once


@pytest.mark.parametrize("levels", [1_000, 5_000])
def test_a_bomb_of_nested_elements_is_told(levels: int) -> None:
    words = "<p>" + "Inspectors found the unit without a plan and without staff. " * 10 + "</p>"
    bomb = "<div>deep " * levels + "</div>" * levels
    told = harvest(Input("p.html", f"<html><body>{words}{bomb}</body></html>".encode()), salt=b"")
    assert "Inspectors found" in told.document.passages[0].text
    assert ("nesting" in {problem.reason for problem in told.problems}) == (levels > 2_048)
