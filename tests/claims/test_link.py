"""The same fact found again, and look-alikes kept apart."""

import pytest

from probenlp.claims import Facts, Linker


def figure(
    name: str,
    values: set[float],
    words: str,
    *,
    units: str = "",
    year: str | None = "2022",
    negated: bool = False,
    out_of: float | None = None,
    high: float | None = None,
) -> Facts:
    return Facts(
        claim_id=name,
        document_id=f"document of {name}",
        label=name,
        keys=tuple(f"share|{value:.0f}|{word}" for value in values for word in words.split()),
        year=year,
        unit_ids=frozenset(units.split()),
        values=frozenset(values),
        words=frozenset(words.split()),
        negated=negated,
        out_of=out_of,
        high=high,
    )


def groups_of(*facts: Facts) -> list[set[str]]:
    linker = Linker()
    for one in facts:
        linker.add(one)
    return [set(group.claim_ids) for group in linker.groups()]


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (figure("a", {25}, "satisfactor case"), figure("b", {25}, "satisfactor case inspect"),
         "a quarter is 25 per cent"),
        (figure("a", {200 / 3, 64}, "check made"), figure("b", {64}, "check made"),
         "the exact reading in brackets counts"),
        (figure("a", {25}, "plan case", units="x"), figure("b", {25}, "plan case"),
         "what only one of them states keeps nothing apart"),
        (figure("a", {25}, "plan case", year=None), figure("b", {25}, "plan case"),
         "an undated source may tell the same"),
        (figure("a", {140}, "vacanc"), figure("b", {140}, "vacanc"),
         "a count as odd as this does not come twice by chance"),
        (figure("a", {9}, "vacanc", units="x"), figure("b", {9}, "vacanc", units="x"),
         "a small count of the same unit"),
    ],
)  # fmt: skip
def test_the_same_fact_is_found_again(one: Facts, other: Facts, reason: str) -> None:
    assert groups_of(one, other) == [{"a", "b"}], reason


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        (figure("a", {25}, "plan case"), figure("b", {26}, "plan case"), "another value"),
        (figure("a", {25}, "plan case"), figure("b", {25}, "post vacant"), "another measure"),
        (figure("a", {25}, "plan case", units="x"), figure("b", {25}, "plan case", units="y"),
         "another unit"),
        (figure("a", {25}, "plan case"), figure("b", {25}, "plan case", year="2019"),
         "an earlier inspection"),
        (figure("a", {64}, "check made"), figure("b", {64}, "check made", negated=True),
         "made and not made"),
        (figure("a", {3}, "people"), figure("b", {3}, "people"), "three people are anywhere"),
        (figure("a", {7}, "point staff", out_of=27), figure("b", {7}, "point staff", out_of=21),
         "another scale"),
        (figure("a", {0}, "point band", high=3), figure("b", {0}, "point band", high=4),
         "another range"),
    ],
)  # fmt: skip
def test_look_alikes_are_kept_apart(one: Facts, other: Facts, reason: str) -> None:
    assert groups_of(one, other) == [], reason


def test_a_claim_without_a_unit_does_not_bridge_two_units() -> None:
    x = figure("x", {25}, "plan case", units="x")
    y = figure("y", {25}, "plan case", units="y")
    nobody = figure("n", {25}, "plan case")
    assert groups_of(x, nobody, y) == [{"x", "n"}]


def test_groups_do_not_depend_on_how_many_others_share_a_common_word() -> None:
    crowd = [figure(f"c{n}", {float(n)}, f"case only{n}") for n in range(500)]
    pair = [figure("a", {25.5}, "rare measure"), figure("b", {25.5}, "rare measure")]
    assert groups_of(pair[0], *crowd, pair[1]) == [{"a", "b"}]
