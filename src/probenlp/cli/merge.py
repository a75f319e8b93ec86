"""The command that makes gold of several people's annotations."""

from pathlib import Path
from typing import Annotated

import typer


def merge(
    files: Annotated[
        list[Path], typer.Argument(help="Files that 'probenlp import' wrote, one a person.")
    ],
    out: Annotated[str, typer.Option("--out", "-o", help="File of gold to write, or -.")],
    decided: Annotated[
        Path | None,
        typer.Option(help="An adjudicator's annotations, which have the last word."),
    ] = None,
    majority: Annotated[
        bool, typer.Option(help="Take what more than half of at least three people say.")
    ] = False,
    still_open: Annotated[
        Path | None,
        typer.Option("--open", help="File for what stays open, with what each person said."),
    ] = None,
) -> None:
    """Merge annotations into gold: what people agree on, and what an adjudicator decided.

    Where they differ and nobody decided, nothing is written; it is counted, and listed with
    --open. Exit code 1 if anything stays open.
    """
    from probenlp.annotate import Annotation
    from probenlp.annotate.merging import merge as merge_annotations
    from probenlp.cli.agreement import people_of
    from probenlp.store import read_records, write_records

    last = read_records(decided, Annotation) if decided is not None else ()
    merged = merge_annotations(people_of(files), last, majority=majority)
    write_records(out, merged.gold)
    if still_open is not None:
        write_records(still_open, merged.open)
    how = ", ".join(f"{count} {name}" for name, count in merged.counts().items() if count)
    typer.echo(
        f"{len(merged.gold)} lines of gold ({how or 'none'}); {len(merged.open)} stay open; "
        f"{merged.passed} annotations were rejected or ignored",
        err=True,
    )
    raise typer.Exit(1 if merged.open else 0)
