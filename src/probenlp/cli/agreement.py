"""The command that tells how far annotators agree."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from probenlp.annotate import Annotation
    from probenlp.evaluate.annotators import Disagreement, Figure


def agreement(
    files: Annotated[
        list[Path], typer.Argument(help="Files that 'probenlp import' wrote, one a person.")
    ],
    as_json: Annotated[
        bool, typer.Option("--json", help="Print figures and disagreements as JSON.")
    ] = False,
    disagreements: Annotated[
        Path | None, typer.Option(help="File for the list of disagreements, with their texts.")
    ] = None,
    adjudicate: Annotated[
        Path | None,
        typer.Option(help="Folder to export the disputed tasks to, with what everybody said."),
    ] = None,
    tool: Annotated[str, typer.Option(help="The tool for --adjudicate.")] = "label-studio",
    view: Annotated[str | None, typer.Option(help="The tool's view for --adjudicate.")] = None,
) -> None:
    """Measure how far several people agree, and list where they do not.

    Labels of texts: Krippendorff's alpha, Cohen's or Fleiss' kappa; marks: F1, strict and with
    half of the stretch in common. Intervals are drawn over documents.
    """
    import msgspec

    from probenlp.annotate import export_tasks, tool_named
    from probenlp.evaluate import annotators
    from probenlp.store import write_records

    tasks = annotators.by_task(people_of(files))
    figures = list(annotators.agreement(tasks))
    disputed = list(annotators.disagreements(tasks))
    if disagreements is not None:
        write_records(disagreements, disputed)
    if adjudicate is not None and disputed:
        export_tasks(annotators.adjudication_tasks(tasks), tool_named(tool), adjudicate, view=view)
    if as_json:
        result = {"figures": figures, "disagreements": disputed}
        typer.echo(msgspec.json.encode(result).decode())
    else:
        _show(figures, disputed, len(tasks))


def people_of(files: list[Path]) -> "dict[str, list[Annotation]]":
    """Give annotations by person; where the tool named several, by the names it gave."""
    from probenlp.annotate import Annotation
    from probenlp.store import read_records

    people: dict[str, list[Annotation]] = {}
    for file in files:
        for one in read_records(file, Annotation):
            name = one.by if one.annotator is None else f"{one.by}/{one.annotator}"
            people.setdefault(name, []).append(one)
    return people


def _show(figures: "list[Figure]", disputed: "list[Disagreement]", tasks: int) -> None:
    typer.echo(f"{tasks} tasks judged by at least two people")
    for one in figures:
        what = f"{one.layer}: {one.label}" if one.label else one.layer
        value = "not defined" if one.value is None else f"{one.value:.3f}"
        bounds = "" if one.low is None else f" [{one.low:.3f}, {one.high:.3f}]"
        typer.echo(f"{what:<40} {one.measure:<14} {value}{bounds} ({one.items} items)")
    typer.echo(f"{len(disputed)} disagreements")
