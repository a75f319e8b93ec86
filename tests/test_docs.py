"""The pages that come from the code are those of the code."""

import runpy
from pathlib import Path

DOCS = Path(__file__).parents[1] / "docs"


def test_the_command_line_page_is_not_stale() -> None:
    from probenlp.cli import app

    wanted = runpy.run_path(str(DOCS / "build.py"))["reference"](app)
    page = (DOCS / "command-line.md").read_text(encoding="utf-8")
    assert page == wanted, "run `make docs` and look at what changed"


def test_no_option_is_without_help() -> None:
    page = (DOCS / "command-line.md").read_text(encoding="utf-8")
    assert "|  |" not in page.replace("|  |\n", "|\n")
