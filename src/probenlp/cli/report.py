"""The commands that make what people look at: the explorer page, and charts."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from probenlp.domains import Domain
    from probenlp.store import RunRecords


def report(
    run: Annotated[Path, typer.Argument(help="A folder that 'probenlp run' wrote.")],
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="The page; else report.html in the folder.")
    ] = None,
    title: Annotated[str | None, typer.Option(help="Heading of the page.")] = None,
) -> None:
    """Write one page to explore the claims of a run: filters, search, evidence, charts.

    The page needs no other file and no network, and opens from disk in any browser of today.
    Those who comment are not named in it.
    """
    from probenlp.report.explorer import write_report
    from probenlp.store import open_run

    corpus = open_run(run)
    path = out or run / "report.html"
    size = write_report(
        path,
        run=corpus.run,
        documents=corpus.documents,
        claims=corpus.claims,
        groups=corpus.groups,
        relations=corpus.relations,
        checks=corpus.checks,
        tags=corpus.tags,
        domain=_domain(corpus),
        title=title,
    )
    typer.echo(f"{path}: {size / 1e6:.1f} MB")


def charts(
    run: Annotated[Path, typer.Argument(help="A folder that 'probenlp run' wrote.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder for the pictures.")],
    picture: Annotated[
        Literal["svg", "png", "pdf"], typer.Option("--format", help="Kind of picture.")
    ] = "svg",
) -> None:
    """Draw the charts of a run: ratings, figures, sentiment, testimony, who quotes whom.

    Needs the extra 'notebook', and no browser.
    """
    from probenlp.report.charts import save_chart
    from probenlp.store import open_run

    for name, draw in _charts(open_run(run)).items():
        typer.echo(str(save_chart(draw(), out / f"{name}.{picture}")))


def _charts(corpus: "RunRecords") -> "dict[str, Callable[[], Any]]":
    from probenlp.report import charts

    domain = _domain(corpus)
    return {
        "ratings": lambda: charts.ratings_over_time(corpus.claims, corpus.documents, domain=domain),
        "statistics": lambda: charts.statistics_by_standard(
            corpus.claims, corpus.documents, domain=domain
        ),
        "sentiment": lambda: charts.sentiment_by_aspect(corpus.tags, domain=domain),
        "testimony": lambda: charts.volume_of_testimony(
            corpus.claims, corpus.documents, domain=domain
        ),
        "quoting": lambda: charts.who_quotes_whom(corpus.documents, corpus.tags),
    }


def _domain(corpus: "RunRecords") -> "Domain | None":
    """Load the tables that the run was made with; without them ids are shown for names."""
    from probenlp.domains import load_domain
    from probenlp.errors import DomainError

    try:
        return load_domain(corpus.run.settings.get("domain", "probation"))
    except DomainError as error:
        typer.echo(f"names are missing, ids are shown: {error}", err=True)
        return None
