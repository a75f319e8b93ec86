"""The table of what was proven, in the page about annotation tools."""

from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "results.json"
PAGE = Path(__file__).parents[2] / "docs" / "annotation.md"
BEGIN, END = "<!-- proven: begin -->", "<!-- proven: end -->"

_HEAD = (
    "| in | version | view | of | imported | shown right | drawn right | removed right "
    "| came back equal | own pages |"
)


def table_of(results: dict[str, Any]) -> str:
    """Give the table: a row a view and what is judged in it."""
    rows = [_HEAD, "|---|---|---|---|---|---|---|---|---|---|"]
    for tool, found in results["tools"].items():
        for view in found["views"]:
            cells = [
                tool,
                found["version"],
                view["view"],
                view["judged"],
                f"{view['imported']}/{view['texts']}",
                f"{view['shown']}/{view['of_shown']}",
                f"{view['drawn']}/{view['of_drawn']}",
                f"{view['removed']}/{view['of_removed']}",
                f"{view['back']}/{view['of_back']}",
                f"{view['sample_back']}/{view['of_sample']}",
            ]
            rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def when_of(results: dict[str, Any]) -> str:
    """Say when each was proven, and in which browser."""
    said = [
        f"{tool} {found['version']} on {found['date']} in {found['browser']}"
        for tool, found in results["tools"].items()
    ]
    return f"Last proven: {'; '.join(said)}."


def write_table(results: dict[str, Any]) -> None:
    """Put the table where the page has its marks."""
    page = PAGE.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    body = f"{BEGIN}\n{table_of(results)}\n\n{when_of(results)}\n{END}"
    PAGE.write_text(f"{before}{body}{after}", encoding="utf-8")
