"""The command that takes annotated work back in."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from probenlp.annotate import ImportReport

_SHOWN = 20


def import_(
    folder: Annotated[Path, typer.Argument(help="A folder that 'probenlp export' wrote.")],
    tool: Annotated[str, typer.Option(help="The tool that it was made for.")],
    by: Annotated[str, typer.Option(help="Who annotated.")],
    guidelines: Annotated[str, typer.Option(help="Version of the guidelines they followed.")],
    out: Annotated[str, typer.Option("--out", "-o", help="File of annotations to write.")],
    data: Annotated[
        Path | None,
        typer.Option(help="What the tool wrote; without it the folder's own data files."),
    ] = None,
    report: Annotated[
        Path | None,
        typer.Option(help="File for the report of every record, as JSON."),
    ] = None,
    all_judged: Annotated[
        bool,
        typer.Option(help="Take records without an answer as accepted as they are."),
    ] = False,
    key_file: Annotated[
        Path | None,
        typer.Option(help="Of an export with pseudonyms: have the words back too."),
    ] = None,
) -> None:
    """Check what an annotation tool gives back, and write a line of annotations a task.

    A record is kept whole or refused with the reason; what is missing is listed. Exit code 1 if
    anything was refused or is missing.
    """
    from datetime import UTC, datetime

    import msgspec

    from probenlp.annotate import annotations_of, read_back, read_export, tool_named
    from probenlp.store import write_records

    manifest, _ = read_export(folder)
    kept, result = read_back(folder, tool_named(tool), data, key_file=key_file)
    if all_judged:
        kept = tuple(
            one if one.answer else msgspec.structs.replace(one, answer="accept") for one in kept
        )
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    used = f"{manifest.tool}/{manifest.view}"
    annotations = annotations_of(kept, by=by, at=now, guidelines=guidelines, tool=used)
    written = write_records(out, annotations)
    if report is not None:
        report.write_bytes(msgspec.json.format(msgspec.json.encode(result), indent=2))
    _say(result, written, all_judged=all_judged)
    raise typer.Exit(0 if result.whole else 1)


def _say(result: "ImportReport", written: int, *, all_judged: bool) -> None:
    refused = [record for record in result.records if not record.kept]
    for record in refused[:_SHOWN]:
        reasons = "; ".join(record.reasons)
        typer.echo(f"refused: {record.place}: {record.task_id or 'no task'}: {reasons}", err=True)
    for task_id in result.missing[:_SHOWN]:
        typer.echo(f"missing: {task_id}", err=True)
    if max(len(refused), len(result.missing)) > _SHOWN:
        typer.echo("... and more; name a file with --report for all of them", err=True)
    if result.unjudged and not all_judged:
        typer.echo(f"{result.unjudged} records have no answer yet: not annotations", err=True)
    typer.echo(
        f"{written} annotations written; {result.kept} records kept, {result.refused} refused, "
        f"{len(result.missing)} tasks missing",
        err=True,
    )
