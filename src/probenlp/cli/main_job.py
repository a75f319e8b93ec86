"""``probenlp run``: from sources to claims in one go."""

from pathlib import Path
from typing import Annotated

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
    settings_of,
)
from probenlp.cli.register import OwnRegister
from probenlp.cli.train import OwnVoiceModel


def run(
    sources: Sources,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write.")],
    domain: Annotated[
        str, typer.Option(help="A domain that ships, or a folder of tables.")
    ] = "probation",
    max_bytes: Annotated[
        int, typer.Option(min=1, help="Refuse inputs larger than this.")
    ] = 20_000_000,
    register: OwnRegister = None,
    voice_model: OwnVoiceModel = None,
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
    from probenlp.cli.summary import print_json, print_summary
    from probenlp.pipeline import run as run_pipeline

    settings = settings_of(
        domain=domain,
        contact=contact,
        delay=delay,
        cache=cache,
        warc=warc,
        offline=offline,
        allow_loopback=allow_loopback,
        follow_comment_pages=follow_comment_pages,
        max_bytes=max_bytes,
        register=register,
        voice_model=voice_model,
    )
    with progress_bar(quiet=quiet) as progress:
        report = run_pipeline(sources, out, settings, progress)
    code = report_problems(report.problems)
    if as_json:
        print_json(report)
    else:
        print_summary(report, out)
    raise typer.Exit(code)
