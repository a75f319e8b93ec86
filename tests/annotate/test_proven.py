"""What was proven in the tools themselves stands in the results, and the page says the same."""

import json
from pathlib import Path
from typing import Any

import pytest

from probenlp.annotate import tool_named

ROOT = Path(__file__).parents[2]
PROVEN: dict[str, Any] = json.loads((ROOT / "bench/tools/results.json").read_bytes())["tools"]
PAGE = (ROOT / "docs" / "annotation.md").read_text(encoding="utf-8")
VIEWS = [(tool, view) for tool, found in PROVEN.items() for view in found["views"]]


def rows() -> list[list[str]]:
    table = PAGE.partition("<!-- proven: begin -->")[2].partition("<!-- proven: end -->")[0]
    lines = [line for line in table.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines[2:]]


def test_every_view_of_the_three_tools_is_proven_for_all_that_it_holds() -> None:
    wanted = {
        (name, view.name, held)
        for name in ("doccano", "label-studio", "potato")
        for view in tool_named(name).views
        for held in view.holds
        if held != "links"
    }
    assert {(tool, view["view"], view["judged"]) for tool, view in VIEWS} == wanted


def test_the_page_has_a_row_a_view_with_the_figures_of_the_results() -> None:
    assert rows() == [
        [
            tool,
            PROVEN[tool]["version"],
            view["view"],
            view["judged"],
            f"{view['imported']}/{view['texts']}",
            f"{view['shown']}/{view['of_shown']}",
            f"{view['drawn']}/{view['of_drawn']}",
            f"{view['removed']}/{view['of_removed']}",
            f"{view['back']}/{view['of_back']}",
            f"{view['sample_back']}/{view['of_sample']}",
        ]
        for tool, view in VIEWS
    ]


@pytest.mark.parametrize("tool", list(PROVEN))
def test_the_page_says_when_and_with_which_versions(tool: str) -> None:
    found = PROVEN[tool]
    said = f"{tool} {found['version']} on {found['date']} in {found['browser']}"
    assert said in PAGE


@pytest.mark.parametrize("tool", list(PROVEN))
def test_the_versions_are_those_that_are_pinned(tool: str) -> None:
    """Whoever raises a version proves it again."""
    pins = (ROOT / "requirements" / f"tools-{tool}.txt").read_text(encoding="utf-8")
    package = {"potato": "potato-annotation"}.get(tool, tool)
    assert f"\n{package}=={PROVEN[tool]['version']} " in f"\n{pins}"


@pytest.mark.parametrize(("tool", "view"), VIEWS, ids=lambda one: str(one)[:40])
def test_what_came_back_wrong_is_told_in_the_page(tool: str, view: dict[str, Any]) -> None:
    """A figure below its whole needs its reason beside the table."""
    pairs = [("shown", "of_shown"), ("drawn", "of_drawn"), ("back", "of_back")]
    pairs += [("imported", "texts"), ("sample_back", "of_sample"), ("removed", "of_removed")]
    if any(view[one] != view[whole] for one, whole in pairs):
        assert f"`{tool}` `{view['view']}`:" in PAGE
