"""A tool is found by entry point; none stands there without its test and its line in the docs."""

import re
import tomllib
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any

import pytest

from probenlp.annotate import Task, annotation_tools, registry, tool_named
from probenlp.errors import ProbenlpError

ROOT = Path(__file__).parents[2]
MODULES = [place.partition(":")[0] for place in registry.BUILT_IN]


def test_the_built_in_tools_are_announced_as_entry_points() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    announced = project["entry-points"][registry.GROUP]
    folder = "probenlp.annotate.tools."
    assert list(announced.values()) == [f"{folder}{place}" for place in registry.BUILT_IN]
    assert list(announced) == list(annotation_tools())


@pytest.mark.parametrize("module", MODULES)
def test_every_tool_has_its_own_test(module: str) -> None:
    test = Path(__file__).parent / "tools" / f"test_{module}.py"
    assert "def test_" in test.read_text(encoding="utf-8")


def test_every_tool_and_view_has_its_line_in_the_table() -> None:
    page = (ROOT / "docs" / "annotation.md").read_text(encoding="utf-8")
    rows = [[c.strip() for c in row.split("|")[1:-1]] for row in re.findall(r"(?m)^\|.*\|$", page)]
    units = {"code_point": "code points", "utf16": "UTF-16 units", "grapheme": "grapheme clusters"}
    for tool in annotation_tools().values():
        for view in tool.views:
            row = next(row for row in rows if row[:2] == [f"`{tool.name}`", f"`{view.name}`"])
            assert units[view.unit] == row[2]
            assert ("marks" in view.holds) == (row[3] == "both ways")
            assert ("links" in view.holds) == (row[4] == "both ways")
            assert ("choices" in view.holds) == (row[5] == "both ways")
            assert view.attributes == (row[6] == "both ways")
            assert view.tells_answers == (row[7] == "yes")


@pytest.mark.parametrize("name", list(annotation_tools()))
def test_every_tool_tells_how_to_load_its_export(name: str, plain_task: Task, export: Any) -> None:
    steps = (export([plain_task], name) / "IMPORT.md").read_text(encoding="utf-8")
    assert f"probenlp import THIS_FOLDER --tool {name}" in steps
    assert re.search(r"code points|UTF-16|grapheme", steps), "it says what offsets count"


def test_an_unknown_tool_is_told_with_those_there_are() -> None:
    with pytest.raises(ProbenlpError, match=r"no annotation tool 'docano'; there are .*doccano"):
        tool_named("docano")


class Elsewhere:
    name = "test-elsewhere"


def test_another_package_can_bring_a_tool(monkeypatch: pytest.MonkeyPatch) -> None:
    entry = EntryPoint("elsewhere", "elsewhere:Elsewhere", registry.GROUP)
    monkeypatch.setattr(EntryPoint, "load", lambda _: Elsewhere)
    monkeypatch.setattr(registry, "entry_points", lambda group: [entry])
    annotation_tools.cache_clear()
    try:
        assert "test-elsewhere" in annotation_tools()
    finally:
        annotation_tools.cache_clear()
