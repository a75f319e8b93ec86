"""Write the pages of the documentation that come from the code: command line and schemas."""

import json
from pathlib import Path

import click
import typer

from probenlp.cli import app
from probenlp.records.schema import schemas

DOCS = Path(__file__).parent


def main() -> None:
    """Write ``command-line.md`` and ``schema/*.schema.json``."""
    (DOCS / "command-line.md").write_text(reference(app), encoding="utf-8")
    for name, schema in schemas().items():
        path = DOCS / "schema" / f"{name}.schema.json"
        path.write_text(json.dumps(schema, indent=2, sort_keys=True) + "\n", encoding="utf-8")


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
    context = click.Context(group, info_name=name)
    for command_name in group.list_commands(context):  # type: ignore[attr-defined]
        command = group.get_command(context, command_name)  # type: ignore[attr-defined]
        parts.append(_section(f"{name} {command_name}", command))
    return "\n".join(parts)


def _section(title: str, command: click.Command) -> str:
    rows = [_row(parameter) for parameter in command.params]
    table = "\n".join(["| | | |", "|---|---|---|", *rows])
    return f"## {title}\n\n{(command.help or '').strip()}\n\n{table}\n"


def _row(parameter: click.Parameter) -> str:
    if parameter.param_type_name == "argument":
        names = (parameter.name or "").upper() + ("..." if parameter.nargs < 0 else "")
    else:
        names = ", ".join(f"`{option}`" for option in parameter.opts)
    default = parameter.default
    shown = "required" if parameter.required else "" if default in (None, False) else f"{default}"
    return f"| {names} | {getattr(parameter, 'help', None) or ''} | {shown} |"


if __name__ == "__main__":
    main()
