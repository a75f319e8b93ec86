"""Over the whole sample corpus: out to every tool and back changes nothing."""

from itertools import groupby
from pathlib import Path

import pytest

from probenlp.annotate import (
    LAYERS,
    Origin,
    Task,
    annotation_tools,
    export_tasks,
    pair_tasks,
    passage_tasks,
    read_back,
    rejoin,
    sentence_tasks,
    tool_named,
    view_of,
)
from probenlp.pipeline import pair, run
from probenlp.settings import Settings
from probenlp.store import RunRecords, open_run

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"
ORIGIN = Origin(model="probenlp", version="test")
BY_PASSAGE = [name for name, layer in LAYERS.items() if "passage" in layer.by]
BY_SENTENCE = [name for name, layer in LAYERS.items() if "sentence" in layer.by]
VIEWS = [(tool.name, view.name) for tool in annotation_tools().values() for view in tool.views]


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> RunRecords:
    out = tmp_path_factory.mktemp("sample") / "out"
    run([SAMPLE], out, Settings(salt=b"test"))
    return open_run(out)


def by_passage(corpus: RunRecords, limit: int | None) -> list[Task]:
    claims = {
        name: list(own) for name, own in groupby(corpus.claims, key=lambda one: one.document_id)
    }
    return [
        task
        for document, tags in pair(corpus.documents, corpus.tags)
        for task in passage_tasks(
            document,
            tags,
            BY_PASSAGE,
            ORIGIN,
            claims=claims.get(document.id, ()),
            limit=limit,
        )
    ]


@pytest.fixture(scope="session")
def passages(corpus: RunRecords) -> list[Task]:
    return by_passage(corpus, 900)


@pytest.fixture(scope="session")
def whole_texts(corpus: RunRecords) -> list[Task]:
    sentences = [
        task
        for document, tags in pair(corpus.documents, corpus.tags)
        for task in sentence_tasks(document, tags, BY_SENTENCE, ORIGIN)
    ]
    pairs = list(pair_tasks(corpus.documents, corpus.claims, corpus.groups, ORIGIN))
    assert sentences
    assert pairs
    return [*sentences, *pairs]


@pytest.mark.parametrize(("tool", "view"), VIEWS)
def test_export_and_import_change_nothing(
    tool: str, view: str, passages: list[Task], whole_texts: list[Task], tmp_path: Path
) -> None:
    holds = view_of(tool_named(tool), view).holds
    for asks, tasks in (("marks", passages), ("choices", whole_texts)):
        if asks in holds:
            manifest = export_tasks(tasks, tool_named(tool), tmp_path / asks, view=view)
            kept, report = read_back(tmp_path / asks, tool_named(tool))
            assert report.whole
            assert manifest.left_out == ()
            assert [one.task for one in kept] == tasks


def test_the_parts_of_a_passage_are_the_passage(corpus: RunRecords, passages: list[Task]) -> None:
    whole = {task.passage_id: task for task in by_passage(corpus, None)}
    parts = {name: list(own) for name, own in groupby(passages, key=lambda one: one.passage_id)}
    assert set(parts) == set(whole)
    assert len(passages) > len(whole), "some passage is long enough to be cut"
    for name, tasks in parts.items():
        assert rejoin(tasks) == (whole[name].text, whole[name].marks, whole[name].links)


def test_every_layer_that_the_run_fills_has_marks(passages: list[Task]) -> None:
    filled = {mark.layer for task in passages for mark in task.marks}
    assert filled >= set(BY_PASSAGE) - {"sentiment"}
