"""The command that says what to label next."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from probenlp.annotate.queue import Candidate, Labelled, Pick, QueueReport, Weights


def queue(
    run: Annotated[Path, typer.Argument(help="A folder that 'probenlp run' wrote.")],
    out: Annotated[str, typer.Option("--out", "-o", help="File of picks to write, or -.")] = "-",
    labelled: Annotated[
        list[Path] | None,
        typer.Option(
            help="What has labels: files that 'probenlp import' wrote, or folders with "
            "<page>.voice.tsv; may be given several times.",
            exists=True,
        ),
    ] = None,
    number: Annotated[int, typer.Option("--number", "-n", min=1, help="How many.")] = 100,
    seed: Annotated[int, typer.Option(help="The same seed gives the same queue.")] = 0,
    chance: Annotated[
        float,
        typer.Option(min=0, max=1, help="Share drawn blindly, to measure the model by."),
    ] = 0.1,
    weights: Annotated[
        str | None,
        typer.Option(help="Other weights, as 'uncertainty=1,novelty=0'; see docs/annotation.md."),
    ] = None,
) -> None:
    """Pick the sentences to label next, with the reasons for each.

    Those the model is unsure of, those on which it overruled the rules, voices with few labels,
    documents nothing was labelled of, and words unlike any labelled before; never what is nearly
    the same as something labelled. 'probenlp export --only' sends the queue to a tool.
    """
    from probenlp.annotate.queue import pick_next
    from probenlp.store import write_records

    known = [one for path in labelled or () for one in _labelled(path)]
    picks, report = pick_next(
        _candidates(run), known, number=number, seed=seed, chance=chance, weights=_weights(weights)
    )
    write_records(out, picks)
    _say(picks, report, number)


def _candidates(run: Path) -> "Iterator[Candidate]":
    from probenlp.annotate.queue import candidates_of
    from probenlp.pipeline import pair
    from probenlp.store.run import open_run

    corpus = open_run(run)
    for document, tags in pair(corpus.documents, corpus.tags):
        yield from candidates_of(document, tags)


def _labelled(path: Path) -> "Iterator[Labelled]":
    from probenlp.annotate import Annotation
    from probenlp.annotate.queue import labelled_in_table, labelled_of
    from probenlp.store import read_records

    if not path.is_dir():
        yield from labelled_of(read_records(path, Annotation))
        return
    tables = sorted(path.glob("*.voice.tsv"))
    if not tables:
        raise typer.BadParameter(f"{path} holds no <page>.voice.tsv", param_hint="--labelled")
    for table in tables:
        yield from labelled_in_table(table)


def _weights(given: str | None) -> "Weights":
    import msgspec

    from probenlp.annotate.queue import Weights

    if given is None:
        return Weights()
    try:
        pairs = dict(one.split("=", 1) for one in given.split(",") if one.strip())
        values = {name.strip(): float(value) for name, value in pairs.items()}
        return msgspec.convert(values, Weights)
    except (ValueError, msgspec.ValidationError) as error:
        names = ", ".join(Weights.__struct_fields__)
        raise typer.BadParameter(
            f"{given!r}: {error}; wanted name=number, with names of {names}", param_hint="--weights"
        ) from error


def _say(picks: "tuple[Pick, ...]", report: "QueueReport", number: int) -> None:
    by_chance = sum(one.drawn == "chance" for one in picks)
    typer.echo(
        f"{report.picked} of {report.offered} sentences queued, {by_chance} of them by chance; "
        f"{report.like_labelled} are like labelled ones, {report.like_picked} like queued ones",
        err=True,
    )
    if report.picked < number:
        typer.echo(f"wanted {number}: nothing else is left", err=True)
