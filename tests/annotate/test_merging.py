"""Gold of several people: what they agree on, a majority says, or somebody decided."""

from typing import Any

import pytest

from probenlp.annotate import Annotation, Choice, Mark, Part
from probenlp.annotate.merging import Gold, Merged, merge
from probenlp.annotate.task import JudgedChoice, JudgedMark, digest
from probenlp.errors import ProbenlpError

TEXT = "Ida runs it. Nobody came."


def part() -> Part:
    return Part(
        document_id="d1", passage_id="d1/a", at=0, start=40, end=40 + len(TEXT), passage_sha256="0"
    )


def said(label: str | None, standing: str = "added", **more: Any) -> Annotation:
    choice = () if label is None else (JudgedChoice(
        standing=standing,  # type: ignore[arg-type]
        choice=Choice(layer="voice", label=label),
    ),)  # fmt: skip
    return annotation(about="sentence", choices=choice, **more)


def marked(*stretches: tuple[str, int, int], **more: Any) -> Annotation:
    marks = tuple(
        JudgedMark(
            passage_id="d1/a",
            standing="added",
            mark=Mark(
                id=f"{label}{start}",
                layer="people",
                label=label,
                start=start,
                end=end,
                surface=TEXT[start - 40 : end - 40],
            ),
        )
        for label, start, end in stretches
    )
    return annotation(layers=("people",), marks=marks, **more)


def annotation(**more: Any) -> Annotation:
    fields: dict[str, Any] = {
        "task_id": "d1/a:40-65",
        "text": TEXT,
        "text_sha256": digest(TEXT),
        "parts": (part(),),
        "layers": ("voice",),
        "by": "somebody",
        "at": "2026-01-02T03:04:05Z",
        "guidelines": "1",
        "tool": "jsonl/plain",
        "answer": "accept",
    }
    return Annotation(**{**fields, **more})


def labels(merged: Merged) -> list[tuple[str, int, int]]:
    (one,) = merged.gold
    return [(label.label, label.start, label.end) for label in one.labels]


def test_one_person_alone_makes_gold_that_says_so() -> None:
    merged = merge({"Ida": [said("news")]})
    assert labels(merged) == [("news", 40, 65)]
    assert merged.gold[0].how == "single"
    assert merged.gold[0].by == ("Ida",)


def test_what_was_confirmed_and_what_was_added_agree() -> None:
    merged = merge({"Ida": [said("news", "kept")], "Ruth": [said("news", guidelines="2")]})
    assert merged.gold[0].how == "agreed"
    assert merged.gold[0].by == ("Ida", "Ruth")
    assert merged.gold[0].guidelines == ("1", "2")


def test_what_was_taken_away_is_no_label() -> None:
    merged = merge({"Ida": [said("news", "removed")]})
    assert labels(merged) == []


def test_where_two_differ_nothing_is_settled() -> None:
    merged = merge({"Ida": [said("news")], "Ruth": [said(None)]}, majority=True)
    assert not merged.gold
    assert merged.open[0].said == {"Ida": ("news 40-65",), "Ruth": ("(no label)",)}


def test_a_majority_counts_only_when_asked_for() -> None:
    three = {"Ida": [said("news")], "Ruth": [said("news")], "Tom": [said("other")]}
    assert merge(three).open
    merged = merge(three, majority=True)
    assert labels(merged) == [("news", 40, 65)]
    assert merged.gold[0].how == "majority"


def test_three_who_all_differ_have_no_majority() -> None:
    three = {"Ida": [said("news")], "Ruth": [said("commentary")], "Tom": [said("other")]}
    assert merge(three, majority=True).open


def test_who_decides_has_the_last_word() -> None:
    last = said("commentary", by="Edith", guidelines="3")
    merged = merge({"Ida": [said("news")], "Ruth": [said("other")]}, [last])
    assert labels(merged) == [("commentary", 40, 65)]
    assert (merged.gold[0].how, merged.gold[0].by) == ("adjudicated", ("Edith",))
    assert merged.gold[0].guidelines == ("3",)


def test_marks_agree_only_as_a_whole() -> None:
    one = marked(("practitioner", 40, 43), ("other", 53, 59))
    merged = merge({"Ida": [one], "Ruth": [marked(("practitioner", 40, 43))]})
    assert merged.open[0].said == {"Ida": ("other 53-59",), "Ruth": ("(no label)",)}


def test_each_mark_is_put_to_the_vote_by_itself() -> None:
    ida, other = ("practitioner", 40, 43), ("other", 53, 59)
    people = {"Ida": [marked(ida, other)], "Ruth": [marked(ida)], "Tom": [marked(ida)]}
    assert labels(merge(people, majority=True)) == [ida]


def test_a_text_judged_to_hold_nothing_is_gold_too() -> None:
    merged = merge({"Ida": [marked()], "Ruth": [marked()]})
    assert labels(merged) == []
    assert merged.gold[0].how == "agreed"


def test_rejected_and_ignored_tasks_are_no_gold() -> None:
    people = {
        "Ida": [said("news", "rejected", answer="reject")],
        "Ruth": [said(None, answer="ignore")],
    }
    merged = merge(people)
    assert (merged.gold, merged.open, merged.passed) == ((), (), 2)


@pytest.mark.parametrize(
    ("people", "decided", "message"),
    [
        ({"Ida": [said("news"), said("news")]}, [], "Ida judged task d1/a:40-65 twice"),
        ({"Ida": []}, [said("news"), said("news")], "was decided twice"),
        (
            {"Ida": [said("news")], "Ruth": [said("news", text="x", text_sha256=digest("x"))]},
            [],
            "two texts under one id",
        ),
    ],
)
def test_what_cannot_be_merged_is_refused(people: Any, decided: Any, message: str) -> None:
    with pytest.raises(ProbenlpError, match=message):
        merge(people, decided)


def test_gold_is_read_as_it_was_written() -> None:
    import msgspec

    (one,) = merge({"Ida": [said("news")]}).gold
    assert msgspec.json.decode(msgspec.json.encode(one), type=Gold) == one
