"""Whatever stands in a tool's file: it is read, refused record by record, or told to be no such."""

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probenlp.annotate import FormatError, Task, read_back, tool_named

FILES = {
    "label-studio": "tasks.json",
    "doccano": "data.jsonl",
    "potato": "annotation_output/*/user_state.json",
    "prodigy": "data.jsonl",
    "argilla": "records.json",
    "convokit": "utterances.jsonl",
    "web-annotation": "annotations.jsonld",
    "jsonl": "data.jsonl",
    "inception": "documents/*.json",
}

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-3, 3)
    | st.just(10**30)
    | st.floats(allow_nan=False)
    | st.sampled_from(["", "accept", "m1", "\ud800", "😀", "labels"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from(["id", "start", "label", "x"]), inner, max_size=2)
    ),
    max_leaves=4,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Give the way to every value inside a value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    found = []
    for key, one in inner:
        found.append((*path, key))
        if isinstance(one, (dict, list)):
            found += places(one, (*path, key))
    return found


def put(value: Any, path: tuple[Any, ...], new: Any) -> None:
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = new


@pytest.mark.parametrize("tool", list(FILES))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_no_value_anywhere_breaks_an_import(
    tool: str, data: st.DataObject, plain_task: Task, tmp_path: Path
) -> None:
    from probenlp.annotate import export_tasks

    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    export_tasks([plain_task], tool_named(tool), folder)
    (file,) = folder.glob(FILES[tool])
    content = json.loads(file.read_text(encoding="utf-8"))
    if tool == "label-studio":
        content[0]["annotations"] = content[0]["predictions"]
    path = data.draw(st.sampled_from(places(content)))
    put(content, path, data.draw(JSON))
    file.write_text(json.dumps(content) + "\n", encoding="utf-8")
    try:
        kept, report = read_back(folder, tool_named(tool))
    except FormatError:
        return
    assert len(kept) == report.kept
    assert report.kept + report.refused == len(report.records)
    for one in kept:
        assert one.task.text == plain_task.text
