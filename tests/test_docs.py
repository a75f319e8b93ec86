"""The pages that come from the code are those of the code."""

import re
import runpy
from pathlib import Path

import pytest

DOCS = Path(__file__).parents[1] / "docs"


def test_the_command_line_page_is_not_stale() -> None:
    from probenlp.cli import app

    wanted = runpy.run_path(str(DOCS / "build.py"))["reference"](app)
    page = (DOCS / "command-line.md").read_text(encoding="utf-8")
    assert page == wanted, "run `make docs` and look at what changed"


def test_commands_of_groups_stand_in_it_too() -> None:
    page = (DOCS / "command-line.md").read_text(encoding="utf-8")
    assert "## probenlp domain check\n" in page


def test_no_option_is_without_help() -> None:
    page = (DOCS / "command-line.md").read_text(encoding="utf-8")
    assert "|  |" not in page.replace("|  |\n", "|\n")


def test_the_tables_of_a_domain_are_those_of_the_code() -> None:
    page = (DOCS / "domains.md").read_text(encoding="utf-8")
    wanted = runpy.run_path(str(DOCS / "build.py"))["with_tables"](page)
    assert page == wanted, "run `make docs` and look at what changed"


def test_every_column_of_a_domain_is_described() -> None:
    from probenlp.domains.tables import TABLES, columns_of

    page = (DOCS / "domains.md").read_text(encoding="utf-8")
    for table, row_type in TABLES.items():
        section = page.partition(f"### {table}.tsv")[2].partition("###")[0]
        assert section, table
        for column in set(columns_of(row_type)) - {"id", "note", "source", "verified"}:
            assert f"| `{column}` |" in section, f"{table}: {column}"


@pytest.mark.parametrize("name", sorted(path.name for path in DOCS.glob("*.md")))
def test_every_page_is_linked_and_no_link_is_dead(name: str) -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    assert f"docs/{name}" in readme
    page = (DOCS / name).read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:|#)([^)#]+)", page):
        assert (DOCS / target).exists(), f"{name}: {target}"
