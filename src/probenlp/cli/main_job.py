"""``probenlp run``: from sources to claims in one go."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from probenlp.cli.fetching import (
    AllowLoopback,
    Cache,
    Contact,
    Delay,
    FollowCommentPages,
    Offline,
    Sources,
    Warc,
    fetch_settings,
)

if TYPE_CHECKING:
    from probenlp.records import RunReport


def run(
    sources: Sources,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write.")],
    domain: Annotated[
        str, typer.Option(help="A domain that ships, or a folder of tables.")
    ] = "probation",
    max_bytes: Annotated[
        int, typer.Option(min=1, help="Refuse inputs larger than this.")
    ] = 20_000_000,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print the run's report as JSON.")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")] = False,
    contact: Contact = None,
    delay: Delay = 5.0,
    cache: Cache = None,
    warc: Warc = None,
    offline: Offline = False,
    allow_loopback: AllowLoopback = False,
    follow_comment_pages: FollowCommentPages = False,
) -> None:
    """Read sources, tag them, tell whose words they are, and write the claims.

    Writes documents.jsonl, tags.jsonl, claims.jsonl, groups.jsonl, relations.jsonl, checks.jsonl
    and run.json. The folder is written when the run is complete; a run that ends early leaves it
    as it was.
    """
    from probenlp.cli.console import progress_bar, report_problems
    from probenlp.pipeline import run as run_pipeline
    from probenlp.settings import Settings, find_salt

    fetch = fetch_settings(
        contact=contact,
        delay=delay,
        cache=cache,
        warc=warc,
        offline=offline,
        allow_loopback=allow_loopback,
        follow_comment_pages=follow_comment_pages,
        max_bytes=max_bytes,
    )
    settings = Settings(domain=domain, salt=find_salt(), max_bytes=max_bytes, fetch=fetch)
    with progress_bar(quiet=quiet) as progress:
        report = run_pipeline(sources, out, settings, progress)
    code = report_problems(report.problems)
    if as_json:
        _print_json(report)
    else:
        _print_summary(report, out)
    raise typer.Exit(code)


def _print_json(report: "RunReport") -> None:
    import msgspec

    sys.stdout.write(msgspec.json.encode(report).decode() + "\n")


def _print_summary(report: "RunReport", out: Path) -> None:
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading, side in (("", "left"), ("in all", "right"), ("of which", "left")):
        table.add_column(heading, justify=side)  # type: ignore[arg-type]
    for what, count in report.counts.items():
        by = ", ".join(f"{number} {kind.replace('_', ' ')}" for kind, number in _largest(count.by))
        table.add_row(what, str(count.total), by)
    console = Console(soft_wrap=not sys.stdout.isatty())
    console.print(table)
    failed = sum(problem.severity == "failed" for problem in report.problems)
    incomplete = sum(problem.severity == "incomplete" for problem in report.problems)
    console.print(
        f"\n{report.seconds:.1f} s; {failed} inputs failed, {incomplete} incomplete, "
        f"{sum(report.skipped.values())} files passed over"
    )
    for name in (*report.files, "run.json"):
        console.print(f"  {out / name}", highlight=False)


def _largest(by: dict[str, int], most: int = 6) -> list[tuple[str, int]]:
    return sorted(by.items(), key=lambda item: -item[1])[:most]
