"""Agreement, against worked examples of those who made the measures and beside scikit-learn."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from probenlp.errors import ProbenlpError
from probenlp.evaluate.agreement import (
    cohen_kappa,
    fleiss_kappa,
    interval_of,
    krippendorff_alpha,
    shared,
)

LABELS = st.sampled_from("abc")

# Krippendorff (2011), section on any number of observers with missing data: four observers,
# twelve units; "." where nobody looked.
OBSERVERS = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]

# Fleiss (1971) as it is commonly worked: ten subjects, fourteen raters, five categories.
SUBJECTS = """
0 0 0 0 14
0 2 6 4 2
0 0 3 5 6
0 3 9 2 0
2 2 8 1 1
7 7 0 0 0
3 2 6 3 0
2 5 3 2 2
6 5 2 1 0
0 2 2 3 7
"""


def units() -> list[list[str | None]]:
    columns = zip(*OBSERVERS, strict=True)
    return [[None if label == "." else label for label in unit] for unit in columns]


@pytest.mark.parametrize(("level", "alpha"), [("nominal", 0.743), ("ordinal", 0.815)])
def test_alpha_of_the_worked_example(level: str, alpha: float) -> None:
    met = krippendorff_alpha(units(), level, order="12345")  # type: ignore[arg-type]
    assert met == pytest.approx(alpha, abs=0.0005)


def test_fleiss_of_the_worked_example() -> None:
    counts = [[int(n) for n in row.split()] for row in SUBJECTS.strip().split("\n")]
    items = [
        [label for label, n in zip("abcde", row, strict=True) for _ in range(n)] for row in counts
    ]
    assert fleiss_kappa(items) == pytest.approx(0.210, abs=0.0005)


@settings(deadline=None)
@given(st.lists(st.tuples(LABELS, LABELS), min_size=1))
def test_cohen_is_that_of_scikit_learn(pairs: list[tuple[str, str]]) -> None:
    met = cohen_kappa(pairs)
    if met is None:
        assert len({label for pair in pairs for label in pair}) == 1
    else:
        one, other = zip(*pairs, strict=True)
        assert met == pytest.approx(cohen_kappa_score(one, other))


@settings(deadline=None)
@given(st.lists(st.lists(LABELS, min_size=3, max_size=3), min_size=2))
def test_whole_agreement_is_one_and_no_order_matters(items: list[list[str]]) -> None:
    same = [[labels[0]] * 3 for labels in items]
    if len({labels[0] for labels in items}) > 1:
        assert fleiss_kappa(same) == pytest.approx(1)
        assert krippendorff_alpha(same) == pytest.approx(1)
    turned = [labels[::-1] for labels in items[::-1]]
    assert fleiss_kappa(items) == pytest.approx(fleiss_kappa(turned))
    assert krippendorff_alpha(items) == pytest.approx(krippendorff_alpha(turned))


def test_with_one_label_alone_nothing_can_be_said() -> None:
    assert cohen_kappa([("a", "a")] * 9) is None
    assert krippendorff_alpha([["a", "a"]] * 9) is None
    assert krippendorff_alpha([["a", None], [None, None]]) is None
    assert cohen_kappa([]) is None
    assert fleiss_kappa([]) is None


def test_what_the_measures_do_not_take_is_told() -> None:
    with pytest.raises(ProbenlpError, match="as many labels"):
        fleiss_kappa([["a", "a"], ["a"]])
    with pytest.raises(ProbenlpError, match="an order of the labels"):
        krippendorff_alpha([["a", "b"]], "ordinal")
    with pytest.raises(ProbenlpError, match="a place for 'c'"):
        krippendorff_alpha([["a", "c"]], "ordinal", order="ab")


@pytest.mark.parametrize(
    ("one", "other", "strict", "tolerant", "reason"),
    [
        ([("x", 0, 9)], [("x", 0, 9)], 1, 1, "the same"),
        ([("x", 0, 9)], [("y", 0, 9)], 0, 0, "another label"),
        ([("x", 0, 10)], [("x", 2, 10)], 0, 1, "a word less"),
        ([("x", 0, 10)], [("x", 6, 16)], 0, 0, "less than half in common"),
        ([("x", 0, 4), ("x", 4, 8)], [("x", 0, 8)], 0, 1, "one stretch is paired once"),
        ([("x", 0, 9), ("x", 0, 9)], [("x", 0, 9)], 1, 1, "one for two"),
        ([("x", 0, 10), ("x", 1, 10)], [("x", 1, 10), ("x", 0, 7)], 1, 2, "the best fit first"),
        ([], [("x", 0, 1)], 0, 0, "nothing"),
    ],
)
def test_stretches_in_common(
    one: list[tuple[str, int, int]],
    other: list[tuple[str, int, int]],
    strict: int,
    tolerant: int,
    reason: str,
) -> None:
    assert (shared(one, other), shared(one, other, tolerant=True)) == (strict, tolerant), reason
    assert (shared(other, one), shared(other, one, tolerant=True)) == (strict, tolerant)


def test_the_interval_is_reproducible_and_holds_the_figure() -> None:
    documents = [[("a", "a"), ("b", "b"), ("a", "b")], [("b", "b")], [("a", "a"), ("b", "a")]] * 4

    def measure(drawn: Sequence[list[tuple[str, str]]]) -> float | None:
        return cohen_kappa([pair for one in drawn for pair in one])

    met, value = interval_of(documents, measure, draws=200), measure(documents)
    assert met == interval_of(documents, measure, draws=200)
    assert met is not None
    assert value is not None
    assert met[0] <= value <= met[1]
    assert interval_of(documents[:1], measure) is None, "one document says nothing of others"
