# ruff: noqa: E501  (a case a line)
"""How a harvested thread is compared with its gold."""

import pytest

from probenlp.evaluate.threads import ThreadScore, Unit, match_units, score_thread


@pytest.mark.parametrize(
    ("found", "gold", "pairs", "reason"),
    [
        (["No rooms."], ["no ROOMS"], [(0, 0)], "case and marks decide nothing"),
        (["No\n\nrooms at all."], ["No rooms at all."], [(0, 0)], "nor do line breaks"),
        (["Yes.", "Yes."], ["Yes.", "Yes."], [(0, 0), (1, 1)], "equal texts match in order"),
        (["Yes.", "Yes."], ["Yes."], [(0, 0)], "a doubled comment matches once"),
        (["a b c d e f g h i j"], ["a b c d e f g h i"], [(0, 0)], "nine of ten words"),
        (["a b c d e"], ["a b c"], [], "too few of the words"),
        (["Reply Delete"], ["No rooms."], [], "furniture is no comment"),
        (["👍"], ["👍"], [(0, 0)], "no word at all"),
        (["👍"], ["👎"], [], "nor are all signs alike"),
        ([], ["No rooms."], [], "nothing found"),
    ],
)
def test_units_match_by_their_words(
    found: list[str], gold: list[str], pairs: list[tuple[int, int]], reason: str
) -> None:
    assert match_units(found, gold) == pairs, reason


def test_the_best_pair_wins() -> None:
    gold = ["one two three four five six seven eight nine ten"]
    close, closer = f"{gold[0]} eleven twelve", f"{gold[0]} eleven"
    assert match_units([close, closer], gold) == [(1, 0)]


@pytest.mark.parametrize(
    ("found", "gold", "right"),
    [
        (Unit(text="x", utc="2024-01-01T10:00:00Z"), Unit(text="x", utc="2024-01-01T11:00:00+01:00"), 1),
        (Unit(text="x", utc="2024-01-01T10:00:00.46Z"), Unit(text="x", utc="2024-01-01T10:00:00Z"), 1),
        (Unit(text="x", utc="2024-01-01T10:01:00Z"), Unit(text="x", utc="2024-01-01T10:00:00Z"), 0),
        (Unit(text="x", shown_time="10:00"), Unit(text="x", utc="2024-01-01T10:00:00Z"), 0),
        (Unit(text="x", shown_time="4 May 2021 "), Unit(text="x", shown_time="4  may 2021"), 1),
        (Unit(text="x"), Unit(text="x", shown_time="4 May 2021"), 0),
    ],
)  # fmt: skip
def test_times_are_compared_as_instants_where_stated(found: Unit, gold: Unit, right: int) -> None:
    assert score_thread([found], [gold]).times == (right, 1)


def test_what_the_gold_does_not_state_is_not_scored() -> None:
    score = score_thread(
        [Unit(text="x", author="Ada", utc="2024-01-01T10:00:00Z")], [Unit(text="x")]
    )
    assert (score.authors, score.times) == ((0, 0), (0, 0))


def test_a_parent_is_right_where_the_matched_parents_are() -> None:
    gold = [Unit(text="top"), Unit(text="reply", parent=0), Unit(text="other", parent=0)]
    found = [Unit(text="furniture"), Unit(text="top"), Unit(text="reply", parent=1),
             Unit(text="other", parent=0)]  # fmt: skip
    assert score_thread(found, gold).parents == (2, 3)


def test_scores_of_pages_add_up() -> None:
    one = score_thread([Unit(text="x"), Unit(text="y")], [Unit(text="x")])
    total = one + ThreadScore(found=1, gold=3, matched=1)
    assert (total.precision, total.recall) == (2 / 3, 0.5)
