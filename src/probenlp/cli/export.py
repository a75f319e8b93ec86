"""The command that writes a run out for an annotation tool."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from probenlp.cli.pseudonyms import LEVEL_HELP, plans_for, say_replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

    from probenlp.annotate import Origin, Task
    from probenlp.domains import Domain
    from probenlp.records import Claim
    from probenlp.store import RunRecords


def export(
    run: Annotated[Path, typer.Argument(help="A folder that 'probenlp run' wrote.")],
    tool: Annotated[str, typer.Option(help="An annotation tool of docs/annotation.md.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to make.")],
    layer: Annotated[
        list[str] | None,
        typer.Option(help="What to judge; may be given several times. Without it: statistics."),
    ] = None,
    view: Annotated[
        str | None, typer.Option(help="One of the tool's views; without it the usual one.")
    ] = None,
    by: Annotated[
        str | None,
        typer.Option(help="A task a 'passage', a 'sentence' or a 'pair' of claims."),
    ] = None,
    max_chars: Annotated[
        int, typer.Option(min=1, help="Cut longer passages at their blocks and paragraphs.")
    ] = 6_000,
    only: Annotated[
        Path | None,
        typer.Option(help="A queue that 'probenlp queue' wrote: only its tasks, in its order."),
    ] = None,
    title: Annotated[str, typer.Option(help="Name of the project in the tool.")] = "probenlp",
    pseudonymise: Annotated[
        bool, typer.Option("--pseudonymise", help="Take private persons out; office holders stay.")
    ] = False,
    level: Annotated[str, typer.Option(help=LEVEL_HELP)] = "names",
    key_file: Annotated[
        Path | None,
        typer.Option(help="Write what turns the pseudonyms back, apart from the export."),
    ] = None,
) -> None:
    """Write the passages of a run for an annotation tool, with what was found already marked.

    The folder holds the tool's data and configuration, IMPORT.md with the steps, manifest.json,
    and the tasks as they went out, against which everything that comes back is checked.
    """
    from probenlp.annotate import Origin, check_layers, export_tasks, tool_named, view_of
    from probenlp.annotate.pseudonyms.beside import read_report
    from probenlp.domains import load_domain
    from probenlp.errors import ProbenlpError
    from probenlp.store import open_run

    if key_file is not None and not pseudonymise:
        raise ProbenlpError("--key-file is for --pseudonymise: without it nothing is replaced")
    chosen = tool_named(tool)
    shown = view_of(chosen, view)
    wanted = layer or ["statistics"]
    asked = by or _usual(wanted, marks="marks" in shown.holds)
    names = check_layers(wanted, asked)
    corpus = open_run(run)
    origin = Origin(model="probenlp", version=corpus.run.versions.get("probenlp", "unknown"))
    more = _labels_of_domain(load_domain(corpus.run.settings.get("domain", "probation")))
    tasks = _tasks(corpus, names, asked, origin, max_chars)
    if only is not None:
        tasks = _queued(tasks, only)
    plans = plans_for(corpus, level) if pseudonymise else None
    manifest = export_tasks(
        tasks,
        chosen,
        out,
        view=shown.name,
        title=title,
        more_labels=more,
        pseudonyms=plans,
        key_file=key_file,
    )
    if pseudonymise:
        say_replaced(read_report(out))
    for one in manifest.left_out:
        typer.echo(f"left out: {one.id}: {one.reason}", err=True)
    typer.echo(f"{len(manifest.tasks)} tasks for {chosen.name}/{shown.name}: {out}")
    raise typer.Exit(1 if manifest.left_out else 0)


def _queued(tasks: "Iterator[Task]", queue: Path) -> "Iterator[Task]":
    from probenlp.annotate.queue import Pick, only_queued
    from probenlp.store import read_records

    return only_queued(tasks, list(read_records(queue, Pick)))


def _usual(layers: list[str], *, marks: bool) -> str:
    if "pairs" in layers:
        return "pair"
    return "passage" if marks else "sentence"


def _labels_of_domain(domain: "Domain") -> dict[str, list[str]]:
    """Give the labels of layers whose lists are a domain's: kinds of unit, grades."""
    kinds = [kind.id for kind in domain.kinds]
    grades = [row.label for row in domain.ratings if row.label]
    return {"units": [*kinds, "unit"], "ratings": list(dict.fromkeys(grades))}


def _tasks(
    corpus: "RunRecords", layers: tuple[str, ...], by: str, origin: "Origin", limit: int
) -> "Iterator[Task]":
    from probenlp.annotate import pair_tasks, passage_tasks, sentence_tasks
    from probenlp.pipeline import pair

    if by == "pair":
        yield from pair_tasks(corpus.documents, corpus.claims, corpus.groups, origin)
        return
    claims: dict[str, list[Claim]] = {}
    if "claims" in layers:
        for claim in corpus.claims:
            claims.setdefault(claim.document_id, []).append(claim)
    for document, tags in pair(corpus.documents, corpus.tags):
        if by == "sentence":
            yield from sentence_tasks(document, tags, layers, origin)
        else:
            own = claims.get(document.id, [])
            yield from passage_tasks(document, tags, layers, origin, claims=own, limit=limit)
