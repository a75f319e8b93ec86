"""Write what the documentation takes from the code: command line, schemas, tables of a domain."""

import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
import typer

from probenlp.cli import app
from probenlp.domains.rows import Many, Row
from probenlp.domains.tables import REQUIRED, TABLES, columns_of
from probenlp.records.schema import schemas
from probenlp.store.tables.describing import page

DOCS = Path(__file__).parent
BEGIN, END = "<!-- tables: written by make docs -->", "<!-- end of tables -->"


def main() -> None:
    """Write the command line, the tables of domains and runs, and the schemas of records."""
    (DOCS / "command-line.md").write_text(reference(app), encoding="utf-8")
    for name, filled in (("domains.md", with_tables), ("tables.md", with_described_tables)):
        path = DOCS / name
        path.write_text(filled(path.read_text(encoding="utf-8")), encoding="utf-8")
    for name, schema in schemas().items():
        path = DOCS / "schema" / f"{name}.schema.json"
        path.write_text(json.dumps(schema, indent=2, sort_keys=True) + "\n", encoding="utf-8")


def with_described_tables(text: str) -> str:
    """Put what the tables of a run hold between the marks of their page."""
    before, mark, rest = text.partition("<!-- tables: from the code -->")
    end = rest[rest.index("<!-- end of tables") :]
    return f"{before}{mark}\n\n{page()}\n\n{end}"


def reference(app: typer.Typer, name: str = "probenlp") -> str:
    """Write every command with its arguments and options as Markdown.

    Parameters
    ----------
    app : typer.Typer
        The command line.
    name : str
        How it is called.

    Returns
    -------
    str
        A page; a test holds the one in ``docs`` against it.
    """
    group = typer.main.get_command(app)
    parts = [f"# Command line\n\nWritten by `make docs` from `{name} --help`; do not edit.\n"]
    context = click.Context(group, info_name=name)  # type: ignore[arg-type]
    parts += [_section(title, command) for title, command in _commands(group, context, name)]  # type: ignore[arg-type]
    return "\n".join(parts)


def _commands(
    group: click.Command, context: click.Context, name: str
) -> Iterator[tuple[str, click.Command]]:
    """Give the commands of a group, and those of the groups in it, in their order."""
    for command_name in group.list_commands(context):  # type: ignore[attr-defined]
        command = group.get_command(context, command_name)  # type: ignore[attr-defined]
        title = f"{name} {command_name}"
        if hasattr(command, "list_commands"):  # typer may bring a click of its own
            yield from _commands(command, context, title)
        else:
            yield title, command


def _section(title: str, command: click.Command) -> str:
    rows = [_row(parameter) for parameter in command.params]
    table = "\n".join(["| | | |", "|---|---|---|", *rows])
    return f"## {title}\n\n{(command.help or '').strip()}\n\n{table}\n"


def _row(parameter: click.Parameter) -> str:
    if parameter.param_type_name == "argument":
        names = (parameter.metavar or (parameter.name or "").upper()) + (
            "..." if parameter.nargs < 0 else ""
        )
    else:
        names = ", ".join(f"`{option}`" for option in parameter.opts)
    default = parameter.default
    shown = "required" if parameter.required else "" if default in (None, False) else f"{default}"
    return f"| {names} | {getattr(parameter, 'help', None) or ''} | {shown} |"


def with_tables(page: str) -> str:
    """Put the tables of a domain, with their columns, in their place in a page."""
    before, begin, rest = page.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the page lacks {BEGIN!r} and {END!r}")
    return f"{before}{begin}\n\n{tables()}\n{end}{after}"


def tables() -> str:
    """Describe every table of a domain, from the classes of its rows, as Markdown."""
    parts = [f"Every table has these columns:\n\n{_columns(Row)}"]
    for name, row_type in TABLES.items():
        about = inspect.cleandoc(row_type.__doc__ or "").partition("\n\nAttributes\n")[0]
        needed = "" if name in REQUIRED else " (may be left out)"
        parts.append(f"### {name}.tsv{needed}\n\n{_plain(about)}\n\n{_columns(row_type)}")
    return "\n".join(parts)


def _columns(row_type: type[Row]) -> str:
    described = _attributes(row_type)
    lines = ["| column | | holds |", "|---|---|---|"]
    for column, field in columns_of(row_type).items():
        if row_type is not Row and column in columns_of(Row):
            continue
        marks = ["needed"] * field.required + ["several"] * (field.type == Many)
        lines.append(f"| `{column}` | {', '.join(marks)} | {described[column]} |")
    return "\n".join(lines) + "\n"


def _attributes(row_type: type[Row]) -> dict[str, str]:
    """Read what the docstring says of each column.

    Raises
    ------
    KeyError
        When a page is made, if a column is not described.
    """
    text = inspect.cleandoc(row_type.__doc__ or "").partition("----------\n")[2]
    found: dict[str, str] = {}
    for names, about in re.findall(r"^(\S[^:\n]*) : [^\n]*\n((?:    [^\n]*\n?|\n)+)", text, re.M):
        for name in names.split(", "):
            found[name] = _plain(" ".join(about.split())).replace("|", "\\|")
    return found


def _plain(text: str) -> str:
    """Turn the marks of reStructuredText into those of Markdown."""
    text = re.sub(r":\w+:`~?(?:[\w.]+\.)?(\w+)`", r"`\1`", text)
    return text.replace("``", "`")


if __name__ == "__main__":
    main()
