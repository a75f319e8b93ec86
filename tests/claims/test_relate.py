"""Testimony beside findings: supports, disputes, adds, or nothing to do with it."""

from typing import Any

import pytest

from probenlp.claims import Relater
from probenlp.domains import load_domain
from probenlp.records import Claim, Selector, Span


@pytest.fixture(scope="module")
def relater() -> Relater:
    return Relater(load_domain("probation"))


def a_claim(text: str, number: int, **fields: Any) -> Claim:
    defaults: dict[str, Any] = {
        "document_id": "d1",
        "unit_names": ("Marl PDU",),
        "unit_basis": "stated",
        "period": "2023-03",
        "period_basis": "published",
    }
    return Claim(
        id=fields.pop("id", f"c{number}"),
        passage_id="d1.a",
        span=Span.of(text, 0, len(text)),
        text=text,
        selector=Selector(start=0, end=len(text), exact=text, prefix="", suffix=""),
        provenance="own",
        **(defaults | fields),
    )


def finding(text: str, topic: str | None = None, **fields: Any) -> Claim:
    return a_claim(text, 1, type="finding", voice="official_finding", topic=topic, **fields)


def witness(text: str, topic: str | None = None, **fields: Any) -> Claim:
    return a_claim(text, 2, type="testimony", voice="practitioner_testimony", topic=topic, **fields)


VACANT = finding("A third of officer posts were vacant.", "staffing")


@pytest.mark.parametrize(
    ("told", "wanted", "reason"),
    [
        (witness("We are five officers down and two posts are vacant.", "staffing"),
         "supports", "ill news of the same matter"),
        (witness("Every officer post here is filled.", "staffing"),
         "disputes", "good news against ill news"),
        (witness("I don't recognise that, our officer posts are not vacant.", "staffing"),
         "disputes", "it says so"),
        (witness("They are right about the officer posts.", "staffing"),
         "supports", "it says so"),
        (witness("Officer posts are advertised in March.", "staffing"),
         "adds", "neither good nor bad"),
        (witness("The kettle in the kitchen is red."), None, "another matter"),
        (witness("Two officer posts are vacant.", "staffing", unit_names=("Dene PDU",)),
         None, "another unit, both stated"),
        (witness("Two officer posts are vacant.", "staffing", period="2017-01"),
         None, "years apart"),
    ],
)  # fmt: skip
def test_how_testimony_stands_to_a_finding(
    relater: Relater, told: Claim, wanted: str | None, reason: str
) -> None:
    found = relater.relate(told, VACANT)
    assert (found.relation if found else None) == wanted, reason


def test_a_relation_says_what_spoke_for_it(relater: Relater) -> None:
    told = witness("We are five officers down and two posts are vacant.", "staffing")
    found = relater.relate(told, VACANT)
    assert found
    assert (found.testimony_id, found.finding_id) == ("c2", "c1")
    assert 0 < found.score <= 1
    assert {one.split(":")[1] for one in found.evidence} >= {"unit", "subject", "words"}


def test_only_witnesses_are_set_beside_findings(relater: Relater) -> None:
    told = witness("Two officer posts are vacant.", "staffing")
    (found,) = relater.relations([VACANT, told])
    assert found.relation == "supports"
    assert list(relater.relations([VACANT, VACANT])) == []


def test_a_run_keeps_few_findings_beside_each_witness_and_none_of_other_services() -> None:
    told = witness("Half our officer posts are vacant.", "staffing", document_id="d9")
    near = [
        finding(f"In spring {n} per cent of officer posts were vacant.", "staffing", id=f"f{n}")
        for n in range(20, 40)
    ]
    far = [
        finding("A third of officer posts were vacant.", "staffing", id=f"g{n}",
                unit_names=("Hale PDU",))
        for n in range(20)
    ]  # fmt: skip
    found = [*Relater(load_domain("probation")).relations([*near, *far, told])]
    assert 1 <= len(found) <= 3
    assert all(one.finding_id.startswith("f") for one in found)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
