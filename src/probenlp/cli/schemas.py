"""``probenlp schema``: the JSON Schemas of the files that a run writes."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def schema(
    name: Annotated[
        str | None, typer.Argument(help="document, tags, claim, group, relation or run.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="A folder for all schemas, a file each.")
    ] = None,
) -> None:
    """Print the JSON Schema of a record, or write those of all."""
    import json

    from probenlp.records.schema import schemas
    from probenlp.store.jsonl import atomic_file

    made = schemas()
    if out:
        for each, content in made.items():
            with atomic_file(out / f"{each}.schema.json") as file:
                file.write(json.dumps(content, indent=2, sort_keys=True).encode() + b"\n")
    elif name in made:
        sys.stdout.write(json.dumps(made[name], indent=2, sort_keys=True) + "\n")
    else:
        raise typer.BadParameter(
            f"{name!r} is none of {', '.join(made)}; or give --out for all of them"
        )
