"""The shards become the output of a run: tags, claims, groups, and the report."""

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import cast

import msgspec

from probenlp.batch.folder import WorkFolder, place
from probenlp.batch.gathering import Gathered
from probenlp.batch.orders import DecidedLine, Digests, Receipt, Shard, StageName
from probenlp.claims import Namebook
from probenlp.domains import load_domain
from probenlp.pipeline.linking import DRAFT, link_claims
from probenlp.pipeline.tally import Tally
from probenlp.records import RunReport, Stage
from probenlp.settings import Settings
from probenlp.store import OutputFolder

Write = Callable[[msgspec.Struct], object]
DoneShards = Sequence[tuple[Shard, tuple[Receipt, ...]]]


def write_output(
    out: Path,
    folder: WorkFolder,
    gathered: Gathered,
    done: DoneShards,
    settings: Settings,
    stages: Sequence[Stage],
    progress: Callable[[int], object] = lambda _: None,
) -> RunReport:
    """Write the output of a run from shards that are done, and put it in place.

    Parameters
    ----------
    out : Path
        The output folder.
    folder : WorkFolder
    gathered : Gathered
    done : sequence of Shard and receipts
        In the order of the documents.
    settings : Settings
    stages : sequence of Stage
        Those before, for the report.
    progress : callable
        Told how many documents are written.

    Returns
    -------
    RunReport
        As of :func:`probenlp.pipeline.run`, but for times.
    """
    clock = time.process_time()
    domain = load_domain(settings.domain)
    tally, names, output = Tally(), Namebook(domain), OutputFolder(out)
    for what, count in gathered.report.counts.items():
        tally.add_counts({what: count.by})
    try:
        place(folder.documents, output.read_path("documents.jsonl"))
        with output.writer("tags.jsonl") as tags, output.writer(DRAFT) as claims:
            _write_shards(folder, done, tally, names, (tags, claims), progress)
        link_claims(output, domain, names, tally, settings.register)
        report = msgspec.structs.replace(
            tally.report(settings=settings.shown(), files=output.digests()),
            stages=(*stages, Stage(name="link", seconds=round(time.process_time() - clock, 3))),
            skipped=gathered.report.skipped,
            removed=gathered.report.removed,
            problems=(*gathered.report.problems, *tally.problems),
        )
        output.commit(report)
    except BaseException:
        output.discard()
        raise
    return report


def _write_shards(
    folder: WorkFolder,
    done: DoneShards,
    tally: Tally,
    names: Namebook,
    write: tuple[Write, Write],
    progress: Callable[[int], object],
) -> None:
    """Write the tags and claims of all shards."""
    write_tags, write_claim = write
    written = 0
    for _, receipts in done:
        tally.add_counts(receipts[-1].counts)
        for decided in folder.records(receipts[-1], DecidedLine):
            if decided.problem:
                tally.problems.append(decided.problem)
            for tags in decided.tags:  # as they are: decoding them would take longer than all else
                write_tags(cast("msgspec.Struct", tags))
            for claim in decided.claims:
                write_claim(claim)
                names.learn(claim)
            written += 1
            progress(written)


def stages_of(harvested: DoneShards, analysed: DoneShards, digests: Digests) -> list[Stage]:
    """Tell how long each stage took: processor time of all workers, earlier runs included."""
    seconds: dict[StageName, float] = {"harvest": 0.0, "tag": 0.0, "classify": 0.0}
    for _, receipts in (*harvested, *analysed):
        for receipt in receipts:
            seconds[receipt.stage] += receipt.seconds
    by: Mapping[StageName, str] = {
        "harvest": digests.harvest,
        "tag": digests.tag,
        "classify": digests.classify,
    }
    return [
        Stage(name=name, seconds=round(spent, 3), digest=by[name])
        for name, spent in seconds.items()
    ]
