"""Real inputs, read and measured where they are at hand."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

from probenlp.harvest import Input, harvest, read
from probenlp.records import Document

SHARED = Path(os.environ.get("PROBENLP_SHARED", Path(__file__).parents[3] / "shared"))


def shared(pattern: str) -> list[Path]:
    found = sorted(SHARED.glob(pattern))
    if not found:
        pytest.skip(f"no {pattern} below {SHARED}")
    return found


def squeezed(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def document_of(path: Path) -> Document:
    return read(Input(path.name, path.read_bytes()), salt=b"")


def test_a_real_page_dump_gives_its_thread() -> None:
    dumps = [path for path in shared("seeds/*.txt") if b"ReplyDelete" in path.read_bytes()]
    told = harvest(Input("dump.txt", dumps[0].read_bytes()), salt=b"")
    document = told.document
    assert told.problems == ()
    found = [passage for passage in document.passages if passage.kind == "comment"]
    replies = [passage for passage in found if passage.parent_id]
    assert (len(found), len(replies), document.comments_claimed) == (19, 8, 19)
    assert [passage.path for passage in replies] == "1.1 4.1 5.1 5.2 7.1 8.1 9.1 11.1".split()
    assert {passage.parent_source for passage in replies} == {"indent"}
    assert not any("ReplyDelete" in passage.text for passage in document.passages)
    assert document.published is not None
    assert document.title is not None
    assert document.passages[1].text.find(document.title) == -1


def test_real_plain_texts_are_read() -> None:
    for path in shared("seeds/*.txt"):
        document = document_of(path)
        source = path.read_text(encoding="utf-8")
        for passage in document.passages:
            assert passage.source_map is not None
            for run in passage.source_map.runs:
                stretch = source[run.source_start : run.source_end]
                assert stretch == passage.text[run.start : run.end]


@pytest.mark.parametrize("main_content", [True, False])
def test_dumps_of_real_pages_give_the_same_threads(main_content: bool) -> None:
    render = pytest.importorskip("resiliparse.extract.html2text").extract_plain_text
    wanted = got = right_parents = 0
    for path in shared("pages/blogger_*.gold.json") + shared("pages/blogger_flat/*.gold.json"):
        gold: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["comments"]
        html = path.with_name(path.name.replace(".gold.json", ".html")).read_text(encoding="utf-8")
        dump = render(html, main_content=main_content, comments=True, preserve_formatting=True)
        document = read(Input("d.txt", dump.encode()), salt=b"")
        found = {squeezed(p.text): p for p in document.passages if p.kind == "comment"}
        names = {p.id: squeezed(p.text) for p in document.passages}
        for comment in gold:
            words = squeezed(comment["text"])
            if not words or words not in squeezed(dump):  # the renderer left it out
                continue
            wanted += 1
            if words not in found:
                continue
            got += 1
            parent = comment.get("parent")
            above = squeezed(gold[parent]["text"]) if parent is not None else None
            right_parents += names.get(found[words].parent_id or "") == above
    assert wanted > 200
    assert (got / wanted, right_parents / max(got, 1)) == (1.0, 1.0)


def test_real_pages_lead_back_to_their_source() -> None:
    characters = unplaced = 0
    for path in shared("pages/*.html") + shared("pages/blogger_flat/*.html"):
        for passage in document_of(path).passages:
            runs = passage.source_map.runs if passage.source_map else ()
            held = "".join(passage.text[run.start : run.end] for run in runs)
            characters += len(re.sub(r"\s", "", passage.text))
            unplaced += len(re.sub(r"\s", "", passage.text)) - len(re.sub(r"\s", "", held))
    assert unplaced / characters < 0.01
