"""``probenlp batch``: the main job in shards, on many processes and machines, resumed."""

import signal
import sys
from pathlib import Path
from types import FrameType
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
    settings_of,
)
from probenlp.cli.register import OwnRegister
from probenlp.cli.train import OwnVoiceModel

if TYPE_CHECKING:
    from probenlp.batch import BatchOptions, BatchResult
    from probenlp.batch.runner import Runner
    from probenlp.settings import Settings

_LIMITS = "Limits"
_MACHINES = "Several machines"


def batch(
    sources: Sources,
    out: Annotated[Path, typer.Option("--out", "-o", help="The folder to write.")],
    processes: Annotated[
        int | None, typer.Option("--processes", "-n", min=1, help="Workers; as many as cores.")
    ] = None,
    domain: Annotated[
        str, typer.Option(help="A domain that ships, or a folder of tables.")
    ] = "probation",
    max_bytes: Annotated[
        int, typer.Option(min=1, help="Refuse inputs larger than this.")
    ] = 20_000_000,
    register: OwnRegister = None,
    voice_model: OwnVoiceModel = None,
    seconds: Annotated[
        float,
        typer.Option(
            min=1.0, rich_help_panel=_LIMITS, help="Longest time of one document in one stage."
        ),
    ] = 300.0,
    memory: Annotated[
        int | None,
        typer.Option(
            min=1,
            rich_help_panel=_LIMITS,
            help="Megabytes of address space of a worker; its share of the machine's memory.",
        ),
    ] = None,
    shard: Annotated[
        int, typer.Option(min=1, rich_help_panel=_LIMITS, help="Documents in a shard, on average.")
    ] = 32,
    retry_quarantined: Annotated[
        bool,
        typer.Option(
            "--retry-quarantined",
            rich_help_panel=_LIMITS,
            help="Try again what no worker survived in an earlier run.",
        ),
    ] = False,
    rank: Annotated[
        int | None,
        typer.Option(
            min=0,
            envvar="PROBENLP_RANK",
            rich_help_panel=_MACHINES,
            help="Which of the runs over a shared folder this is, from 0.",
        ),
    ] = None,
    world_size: Annotated[
        int | None,
        typer.Option(
            min=1,
            envvar="PROBENLP_WORLD_SIZE",
            rich_help_panel=_MACHINES,
            help="How many runs there are over the shared folder.",
        ),
    ] = None,
    lease: Annotated[
        float,
        typer.Option(
            min=1.0,
            rich_help_panel=_MACHINES,
            help="Seconds without a sign of life after which a rank's shard is taken over.",
        ),
    ] = 60.0,
    dask: Annotated[
        str | None,
        typer.Option(
            rich_help_panel=_MACHINES,
            help="Address of a Dask scheduler, or 'local' for workers of this machine.",
        ),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print events as JSON, a line each, the report last.")
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
    """Do the main job in shards: many processes, resumed after any end, nothing done twice.

    Writes what ``probenlp run`` writes, to the byte. Run it again after a crash and it goes on;
    run it again after a change and only what the change touches is done anew. A document that
    crashes, hangs or fills its worker is left out and listed; the rest completes.
    """
    import os

    from probenlp.batch import BatchOptions

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
    options = BatchOptions(
        processes=processes or os.cpu_count() or 1,
        seconds=seconds,
        megabytes=memory,
        shard_documents=shard,
        rank=rank,
        world_size=world_size,
        lease_seconds=lease,
        retry_quarantined=retry_quarantined,
    )
    runner = _dask(dask, options.processes) if dask else None
    try:
        result = _run(sources, out, (settings, options), runner, as_json=as_json, quiet=quiet)
    except KeyboardInterrupt:
        sys.stderr.write("probenlp: stopped; what is done is kept, run it again to go on\n")
        raise typer.Exit(130) from None
    raise typer.Exit(_finish(result, out, as_json=as_json))


def _dask(address: str, processes: int) -> "Runner":
    from probenlp.batch.dask_runner import DaskRunner

    return DaskRunner(address, processes)


def _run(
    sources: list[str],
    out: Path,
    how: "tuple[Settings, BatchOptions]",
    runner: "Runner | None",
    *,
    as_json: bool,
    quiet: bool,
) -> "BatchResult":
    from probenlp.batch import run_batch
    from probenlp.cli.batch_console import events_as_json, events_for_people

    settings, options = how
    signal.signal(signal.SIGTERM, _stop)
    told = events_as_json() if as_json else events_for_people(quiet=quiet)
    with told as on_event:
        return run_batch(sources, out, settings, options, on_event, runner)


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _finish(result: "BatchResult", out: Path, *, as_json: bool) -> int:
    """Tell how the run ended; give the exit code."""
    from probenlp.cli.console import report_problems
    from probenlp.cli.summary import print_json, print_summary

    code = report_problems(result.report.problems)
    if as_json:
        print_json(result.report)
    else:
        print_summary(result.report, out)
        rate = f", {result.fresh / result.seconds:.1f} a second" if result.seconds else ""
        sys.stdout.write(
            f"{result.fresh} documents done in {result.seconds:.1f} s{rate}; "
            f"{result.reused} unchanged\n"
        )
    return code
