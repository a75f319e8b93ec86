"""Every command that README and the pages show is one that the command line takes."""

import re
import shlex
from pathlib import Path
from typing import Any

import click
import pytest
import typer

from probenlp.cli import app

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]
COMMAND = re.compile(r"^(?: {4}|\t)?\s*(?:\.venv/bin/)?probenlp (.*)$", re.M)


def shown() -> list[tuple[str, str]]:
    """Give page and command for each line of a code block that calls probenlp."""
    return [
        (page.name, match[1])
        for page in PAGES
        if page.name != "command-line.md"
        for line in code_lines(re.sub(r"\\\n\s*", "", page.read_text(encoding="utf-8")))
        if (match := COMMAND.match(line))
    ]


def code_lines(text: str) -> list[str]:
    """Give the lines of code blocks, indented or fenced."""
    fenced = "\n".join(re.findall(r"```\w*\n(.*?)```", text, re.S))
    return [line for line in text.split("\n") if line.startswith("    ")] + fenced.split("\n")


SHOWN = shown()


def test_there_are_commands_to_check() -> None:
    assert len(SHOWN) > 20


@pytest.mark.parametrize(("page", "command"), SHOWN)
def test_a_shown_command_is_taken(page: str, command: str) -> None:
    words = shlex.split(command.partition("  #")[0].partition(" | ")[0].partition(" > ")[0])
    group: Any = typer.main.get_command(app)
    context = click.Context(group, info_name="probenlp")
    while words and hasattr(group, "get_command"):
        name = words.pop(0)
        found = group.get_command(context, name)
        assert found is not None, f"{page}: no command {name}"
        group = found
    options = [(*one.opts, *one.secondary_opts) for one in group.params]
    known = {name for names in options for name in names}
    named = {word.partition("=")[0] for word in words if re.match(r"--?[a-z]", word)}
    assert named <= known | {"--help", "-h"}, f"{page}: {sorted(named - known)}"


def test_the_commands_of_the_readme_run(tmp_path: Path) -> None:
    """From a page to claims, a report and a table: the way that README names."""
    from typer.testing import CliRunner

    page, out = ROOT / "corpus" / "sample" / "plain_news.txt", tmp_path / "out"
    for call in (
        ("run", str(page), "--out", str(out), "--quiet"),
        ("report", str(out), "-o", str(tmp_path / "report.html")),
        ("tables", str(out)),
        ("sql", str(out), "SELECT count(*) FROM claims"),
        ("search", str(out), "probation"),
        ("show", str(out)),
    ):
        done = CliRunner().invoke(app, list(call))
        assert done.exit_code == 0, f"{call}: {done.output}"
    assert (tmp_path / "report.html").stat().st_size > 10_000
