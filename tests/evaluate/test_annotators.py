"""Several people over the same tasks: figures, disagreements, and what goes to adjudication."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from probenlp.annotate import Annotation, Choice, Mark, Part, read_export
from probenlp.annotate.task import Answer, JudgedChoice, JudgedMark, Standing, digest
from probenlp.cli import app
from probenlp.errors import ProbenlpError
from probenlp.evaluate.annotators import (
    adjudication_tasks,
    agreement,
    by_task,
    disagreements,
    marked,
)
from probenlp.store import write_records

TEXT = "Only 40 per cent of lamps were lit."


def part(number: int, text: str) -> Part:
    return Part(
        document_id=f"d{number % 3}",
        passage_id=f"p{number}",
        at=0,
        start=100,
        end=100 + len(text),
        passage_sha256="0",
    )


def annotation(
    number: int,
    by: str,
    *,
    voice: str | None = None,
    words: tuple[tuple[str, Standing], ...] = (),
    answer: Answer = "accept",
    text: str = TEXT,
) -> Annotation:
    choices = () if voice is None else (Choice(layer="voice", label=voice),)
    return Annotation(
        task_id=f"t{number}",
        text=text,
        text_sha256=digest(text),
        about="passage" if words else "sentence",
        parts=(part(number, text),),
        layers=("statistics",) if words else ("voice",),
        by=by,
        at="2026-01-01T00:00:00Z",
        guidelines="1",
        tool="jsonl/plain",
        answer=answer,
        marks=tuple(judged(text, one, standing) for one, standing in words),
        choices=tuple(JudgedChoice(standing="kept", choice=one) for one in choices),
    )


def judged(text: str, words: str, standing: Standing) -> JudgedMark:
    start = 100 + text.index(words)
    mark = Mark(
        id=words,
        layer="statistics",
        label="share",
        start=start,
        end=start + len(words),
        surface=words,
    )
    return JudgedMark(passage_id="p", standing=standing, mark=mark)


def voices(by: str, labels: str) -> list[Annotation]:
    names = {"n": "news", "c": "commentary", "o": "other"}
    return [annotation(at, by, voice=names.get(one)) for at, one in enumerate(labels)]


def figures(people: dict[str, list[Annotation]]) -> dict[tuple[str | None, str], float | None]:
    return {(one.label, one.measure): one.value for one in agreement(by_task(people))}


def test_two_people_over_voices() -> None:
    met = figures({"ida": voices("ida", "nncco"), "ruth": voices("ruth", "nnccc")})
    assert met[None, "cohen"] == pytest.approx((0.8 - 0.4) / 0.6)
    assert met["news", "alpha"] == pytest.approx(1)
    assert (None, "fleiss") not in met


def test_three_people_with_one_label_missing() -> None:
    people = {
        "ida": voices("ida", "nnc"),
        "ruth": voices("ruth", "nnc"),
        "zoe": voices("zoe", "nn."),
    }
    met = figures(people)
    assert met[None, "alpha"] == pytest.approx(1)
    assert met[None, "fleiss"] is None, "all that three people judged is news"


def test_marks_are_compared_strictly_and_with_half_in_common() -> None:
    ida = [annotation(1, "ida", words=(("Only 40 per cent", "kept"),))]
    ruth = [annotation(1, "ruth", words=(("40 per cent", "added"), ("lamps", "removed")))]
    met = figures({"ida": ida, "ruth": ruth})
    assert met[None, "f1"] == 0
    assert met[None, "f1-tolerant"] == 1
    assert len(marked(ruth[0], "statistics")) == 1, "what was taken away is no mark"


def test_disagreements_have_their_texts() -> None:
    ida = [annotation(1, "ida", words=(("Only 40 per cent", "kept"), ("lamps", "added")))]
    ruth = [annotation(1, "ruth", words=(("40 per cent", "added"), ("lamps", "kept")))]
    (one,) = disagreements(by_task({"ida": ida, "ruth": ruth}))
    assert one.text == TEXT
    assert one.said == {
        "ida": ("share 100-116 'Only 40 per cent'",),
        "ruth": ("share 105-116 '40 per cent'",),
    }


def test_adjudication_shows_who_said_what_and_what_all_said() -> None:
    ida = [annotation(1, "ida", words=(("Only 40 per cent", "kept"), ("lamps", "added")))]
    ruth = [annotation(1, "ruth", words=(("40 per cent", "added"), ("lamps", "kept")))]
    (task,) = adjudication_tasks(by_task({"ida": ida, "ruth": ruth}))
    assert [(mark.surface, mark.attributes) for mark in task.marks] == [
        ("Only 40 per cent", {"by": "ida"}),
        ("40 per cent", {"by": "ruth"}),
        ("lamps", {}),
    ]


def test_disputed_labels_are_not_preset() -> None:
    people = {"ida": voices("ida", "nc"), "ruth": voices("ruth", "nn")}
    (task,) = adjudication_tasks(by_task(people))
    assert (task.id, task.choices) == ("t1", ())


def test_what_was_rejected_or_ignored_is_passed_over() -> None:
    rejected = [annotation(0, "ruth", voice="news", answer="reject")]
    with pytest.raises(ProbenlpError, match="no task was accepted by two"):
        by_task({"ida": voices("ida", "n"), "ruth": rejected})


def test_two_texts_under_one_id_are_told() -> None:
    other = [annotation(0, "ruth", voice="news", text="Another text.")]
    with pytest.raises(ProbenlpError, match="t0: two texts under one id"):
        by_task({"ida": voices("ida", "n"), "ruth": other})


def test_a_task_judged_twice_by_one_is_told() -> None:
    with pytest.raises(ProbenlpError, match="ida judged task t0 twice"):
        by_task({"ida": voices("ida", "n") * 2})


def test_the_command_prints_figures_and_exports_what_is_disputed(tmp_path: Path) -> None:
    for name, labels in (("ida", "nncc"), ("ruth", "nnco")):
        write_records(tmp_path / f"{name}.jsonl", voices(name, labels))
    files = [str(tmp_path / f"{name}.jsonl") for name in ("ida", "ruth")]
    more = ["--disagreements", str(tmp_path / "d.jsonl"), "--adjudicate", str(tmp_path / "x")]
    done = CliRunner().invoke(app, ["agreement", *files, *more, "--tool", "jsonl"])
    assert done.exit_code == 0, done.output
    assert "cohen" in done.stdout
    assert "1 disagreements" in done.stdout
    assert json.loads((tmp_path / "d.jsonl").read_text())["task_id"] == "t3"
    assert [task.id for task in read_export(tmp_path / "x")[1]] == ["t3"]
    done = CliRunner().invoke(app, ["agreement", *files, "--json"])
    assert {one["measure"] for one in json.loads(done.stdout)["figures"]} == {"alpha", "cohen"}
