"""What claims state, held against the register; both places named, nothing corrected."""

from pathlib import Path
from typing import Any

import pytest

from probenlp.claims.check import Checker
from probenlp.claims.register import Register
from probenlp.domains import domain_folder
from probenlp.errors import DomainError
from probenlp.records import Check, Claim, Rating, Reading, Selector, Span, Speaker, Statistic


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Register("probation"))


def a_claim(text: str, **fields: Any) -> Claim:
    span = Span.of(text, 0, len(text))
    return Claim(
        id="c1",
        document_id="d1",
        passage_id="d1.a",
        span=span,
        text=text,
        selector=Selector(start=0, end=len(text), exact=text, prefix="", suffix=""),
        type="finding",
        voice="official_finding",
        provenance="own",
        **({"period": "2022-11", "period_basis": "published"} | fields),
    )


def rated(unit: str, label: str, *, aspect: str = "overall", **fields: Any) -> Claim:
    text = f"It was rated {label}."
    status = fields.pop("status", "asserted")
    span = Span.of(text, 13, 13 + len(label))
    rating = Rating(
        span=span, label=label, rating_id="r", unit_ids=(unit,), aspect=aspect, status=status
    )
    return a_claim(text, rating=rating, unit_ids=(unit,), unit_basis="stated", **fields)


def scored(words: str, value: float, out_of: float | None, unit: str = "", **fields: Any) -> Claim:
    text = f"It scored {words}."
    statistic = Statistic(
        span=Span.of(text, 10, 10 + len(words)), kind="score", value=value, out_of=out_of
    )
    return a_claim(text, statistic=statistic, unit_ids=(unit,) if unit else (), **fields)


def verdicts(checker: Checker, claim: Claim) -> dict[str, str]:
    return {check.kind: check.verdict for check in checker.check([claim])}


NEWHAM, LEWISHAM = "pdu_newham", "pdu_lewisham_and_bromley"


@pytest.mark.parametrize(
    ("claim", "wanted", "reason"),
    [
        (rated(NEWHAM, "Requires improvement"), {"rating": "agrees"}, "as published"),
        (rated(NEWHAM, "Good"), {"rating": "contradicts"}, "it was another grade"),
        (rated(NEWHAM, "Good", period="2020-01"), {"rating": "unknown"}, "before any inspection"),
        (rated(NEWHAM, "Good", aspect="staffing"), {"rating": "unknown"}, "standards not known"),
        (rated(NEWHAM, "Good", status="hypothetical"), {}, "nobody says that it was"),
        (rated("pdu_west_kent", "Inadequate", period="2024-06", status="previous"),
         {"rating": "agrees"}, "the inspection before the last"),
        (scored("4 out of a possible 24", 4, 24, LEWISHAM),
         {"score": "agrees", "maximum": "agrees"}, "both are in the register"),
        (scored("4 out of a possible 27", 4, 27, LEWISHAM),
         {"score": "agrees", "maximum": "contradicts"}, "this unit's maximum is another"),
        (scored("5 out of 29", 5, 29, NEWHAM), {"score": "unknown", "maximum": "contradicts"},
         "no scale has that maximum"),
        (scored("9 out of 10", 9, 10), {"maximum": "unknown"}, "perhaps no inspection's score"),
        (scored("5 out of 27", 5, 27), {"maximum": "agrees"}, "a maximum in use then"),
        (scored("5 out of 30", 5, 30), {"maximum": "unknown"}, "perhaps of an earlier inspection"),
        (scored("31 out of 27", 31, 27), {"maximum": "contradicts"}, "more than there is"),
    ],
)  # fmt: skip
def test_grades_scores_and_maxima(
    checker: Checker, claim: Claim, wanted: dict[str, str], reason: str
) -> None:
    assert verdicts(checker, claim) == wanted, reason


def test_a_contradiction_names_both_places(checker: Checker) -> None:
    (check,) = checker.check([rated(NEWHAM, "Good")])
    assert (check.claim_id, check.passage_id, check.span.surface) == ("c1", "d1.a", "Good")
    assert (check.table, check.registered) == ("outcomes", "Requires improvement")
    lines = (domain_folder("probation") / "outcomes.tsv").read_text(encoding="utf-8").split("\n")
    assert check.line
    assert lines[check.line - 1].startswith(f"{check.row}\t{NEWHAM}\t")


def share(value: float, out_of: float | None = None, reading: float | None = None) -> Claim:
    text = "In 21 of 58 (36%) of cases it was done."
    statistic = Statistic(
        span=Span.of(text, 3, 17),
        kind="share",
        value=value,
        out_of=out_of,
        readings=(Reading(span=Span.of(text, 13, 16), value=reading),) if reading else (),
    )
    return a_claim(text, statistic=statistic)


@pytest.mark.parametrize(
    ("claim", "wanted", "reason"),
    [
        (share(36.2, 58, 36), {"percentage": "agrees"}, "rounded"),
        (share(36.2, 58, 63), {"percentage": "contradicts"}, "digits turned round"),
        (share(165), {}, "165 per cent of a target is fine"),
        (share(110.7, 28), {"denominator": "contradicts"}, "31 of the 28 cases"),
    ],
)
def test_shares(checker: Checker, claim: Claim, wanted: dict[str, str], reason: str) -> None:
    assert verdicts(checker, claim) == wanted, reason


@pytest.mark.parametrize(
    ("text", "figure", "value", "wanted", "reason"),
    [
        ("120 per cent of cases were late.", "120 per cent", 120, {"percentage": "contradicts"},
         "nobody has more cases than all"),
        ("The load was 165 per cent of what it should be.", "165 per cent", 165, {}, "a load"),
        ("They hold 120 per cent of the cases they should.", "120 per cent", 120, {},
         "held against what they should hold"),
        ("100 per cent of cases were late.", "100 per cent", 100, {}, "all of them"),
    ],
)  # fmt: skip
def test_more_than_all(
    checker: Checker, text: str, figure: str, value: float, wanted: dict[str, str], reason: str
) -> None:
    start = text.index(figure)
    span = Span.of(text, start, start + len(figure))
    claim = a_claim(text, statistic=Statistic(span=span, kind="share", value=value))
    assert verdicts(checker, claim) == wanted, reason


def said_by(name: str, surface: str, period: str) -> Claim:
    text = f"{surface} said that it was poor."
    speaker = Speaker(
        span=Span.of(text, 0, len(surface)), person_id=name, name=name, role="inspectorate"
    )
    return a_claim(text, speaker=speaker, period=period)


@pytest.mark.parametrize(
    ("claim", "wanted", "reason"),
    [
        (said_by("Justin Russell", "Chief Inspector Justin Russell", "2022-11"),
         {"office": "agrees"}, "in his term"),
        (said_by("Justin Russell", "Chief Inspector Justin Russell", "2024-06"),
         {"office": "contradicts"}, "his successor's time"),
        (said_by("Justin Russell", "former Chief Inspector Justin Russell", "2024-06"), {},
         "the text says that he no longer is"),
    ],
)  # fmt: skip
def test_holders_of_offices(
    checker: Checker, claim: Claim, wanted: dict[str, str], reason: str
) -> None:
    assert verdicts(checker, claim) == wanted, reason


HEADER = "id\tunit_id\tkind\tyear\tpublished\toverall_rating\tsource"


def test_a_register_of_ones_own_stands_beside_the_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "outcomes.tsv"
    own.write_text(f"{HEADER}\nnewham_25\t{NEWHAM}\tpdu\t2025\t2025-04\tGood\tletter\n")
    checker = Checker(Register("probation", own))
    checks: list[Check] = list(checker.check([rated(NEWHAM, "Good", period="2025-05")]))
    assert [(check.verdict, check.table, check.line) for check in checks] == [
        ("agrees", str(own), 2)
    ]
    assert verdicts(checker, rated(NEWHAM, "Requires improvement")) == {"rating": "agrees"}


def test_a_broken_register_is_named(tmp_path: Path) -> None:
    own = tmp_path / "outcomes.tsv"
    own.write_text(f"{HEADER}\nx\ty\n")
    with pytest.raises(DomainError, match=r"outcomes\.tsv:2: met 2 cells"):
        Register("probation", own)
    with pytest.raises(DomainError, match=r"expected a table named outcomes\.tsv"):
        Register("probation", tmp_path / "mine.tsv")
