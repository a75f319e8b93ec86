"""ConvoKit: a corpus folder in which each thread is a conversation.

An utterance is a task; it answers the utterance of the passage that its comment answers. What is
marked stands in its ``meta``. A conversation has one root, whose id it bears: the first task of the
document, which the others answer that state no parent.

Format: https://convokit.cornell.edu/documentation/data_format.html

"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from probenlp.annotate.fields import Fields
from probenlp.annotate.task import Task
from probenlp.annotate.tool import Returned, ReturnedMark, Sheet, View
from probenlp.annotate.tools.answers import answer_of
from probenlp.annotate.wire import ascii_json, find_file, json_lines, read_json_lines

DATA = "utterances.jsonl"

_CORPUS = View(
    name="corpus",
    unit="code_point",
    holds=frozenset({"marks", "links", "choices"}),
    attributes=True,
)

_NOBODY = "(not stated)"


class ConvoKit:
    """ConvoKit's corpus folder."""

    name = "convokit"
    views = (_CORPUS,)

    def write(self, tasks: Sequence[Task], sheet: Sheet) -> Iterator[tuple[str, bytes]]:
        """Write the five files of a corpus."""
        utterances = list(_utterances(tasks, sheet))
        yield DATA, json_lines(utterances)
        nothing: dict[str, object] = {"meta": {}, "vectors": []}
        speakers = {str(one["speaker"]): nothing for one in utterances}
        yield "speakers.json", ascii_json(speakers, indent=1) + b"\n"
        conversations: dict[str, object] = {}
        for one, task in zip(utterances, tasks, strict=True):
            meta = {"title": task.context.title or "", "document_id": task.document_id}
            conversations.setdefault(str(one["conversation_id"]), {"meta": meta, "vectors": []})
        yield "conversations.json", ascii_json(conversations, indent=1) + b"\n"
        yield "corpus.json", ascii_json({"name": sheet.title}) + b"\n"
        yield "index.json", ascii_json(_index(), indent=1) + b"\n"

    def read(self, path: Path, sheet: Sheet) -> Iterator[Returned]:
        """Read ``utterances.jsonl``."""
        del sheet
        for place, value, problem in read_json_lines(find_file(path, DATA)):
            if value is None:
                yield Returned(place=place, problems=(problem,))
            else:
                yield _returned(place, value)

    def steps(self, sheet: Sheet) -> str:
        """Tell how to load it."""
        del sheet
        return """
    from convokit import Corpus
    corpus = Corpus(filename="THIS_FOLDER")

Marks stand in `utterance.meta["marks"]`, offsets in Unicode code points, ends exclusive; relations
in `links`, labels of the whole text in `choices`. After `corpus.dump("annotated", base_path=".")`
give `annotated` to `--data`. Set `utterance.meta["answer"]` to `accept`, `reject` or `ignore` in
each utterance that was judged.
"""


def _utterances(tasks: Sequence[Task], sheet: Sheet) -> Iterator[dict[str, object]]:
    first_of_passage: dict[str, str] = {}
    first_of_document: dict[str, str] = {}
    for task in tasks:
        first_of_passage.setdefault(task.passage_id, task.id)
        first_of_document.setdefault(task.document_id, task.id)
    for task in tasks:
        root = first_of_document[task.document_id]
        yield {
            "id": task.id,
            "conversation_id": root,
            "text": task.text,
            "speaker": task.context.author or _NOBODY,
            "meta": _meta(task, sheet),
            "reply-to": None if task.id == root else _answers(task, root, first_of_passage),
            "timestamp": None,
            "vectors": [],
        }


def _answers(task: Task, root: str, first_of_passage: dict[str, str]) -> str:
    """Give what a task answers: for a further part of a passage, its first part."""
    first = first_of_passage[task.passage_id]
    if first != task.id:
        return first
    return first_of_passage.get(task.context.parent_id or "", root)


def _meta(task: Task, sheet: Sheet) -> dict[str, object]:
    labels = sheet.labels
    return {
        "passage_id": task.passage_id,
        "text_sha256": task.text_sha256,
        "kind": task.context.kind or "",
        "posted": task.context.posted or "",
        "url": task.context.url or "",
        "marks": [
            {
                "id": mark.id,
                "label": labels.name("mark", mark.layer, mark.label),
                "start": mark.start,
                "end": mark.end,
                "text": mark.surface,
                "attributes": mark.attributes,
                "score": mark.score,
                "origin": f"{mark.origin.model} {mark.origin.version}" if mark.origin else None,
            }
            for mark in task.marks
        ],
        "links": [
            {
                "label": labels.name("link", link.layer, link.label),
                "source": link.source,
                "target": link.target,
            }
            for link in task.links
        ],
        "choices": [labels.name("choice", one.layer, one.label) for one in task.choices],
        "answer": "",
        "annotator": "",
    }


def _index() -> dict[str, object]:
    texts = ("passage_id", "text_sha256", "kind", "posted", "url", "answer", "annotator")
    lists = ("marks", "links", "choices")
    return {
        "utterances-index": {
            **{name: ["<class 'str'>"] for name in texts},
            **{name: ["<class 'list'>"] for name in lists},
        },
        "speakers-index": {},
        "conversations-index": {
            "title": ["<class 'str'>"],
            "document_id": ["<class 'str'>"],
        },
        "overall-index": {"name": ["<class 'str'>"]},
        "version": 1,
        "vectors": [],
    }


def _returned(place: str, value: dict[str, object]) -> Returned:
    problems: list[str] = []
    utterance = Fields(value, "", problems)
    meta = utterance.inner("meta")
    marks = tuple(
        ReturnedMark(
            ref=one.name("id"),
            name=one.text("label"),
            start=one.whole("start"),
            end=one.whole("end"),
            surface=one.maybe_text("text"),
            id=one.name("id"),
            attributes=one.strings("attributes") if "attributes" in one else None,
        )
        for one in meta.objects("marks")
    )
    links = tuple(
        (one.text("label"), one.name("source"), one.name("target")) for one in meta.objects("links")
    )
    return Returned(
        place=place,
        task_id=utterance.maybe_text("id"),
        text=utterance.text("text"),
        marks=marks,
        links=links,
        choices=tuple(meta.texts("choices")),
        answer=answer_of(meta.maybe_text("answer"), problems),
        annotator=meta.maybe_text("annotator") or None,
        problems=tuple(problems),
    )
