"""A run shard by shard: the folder of :func:`probenlp.pipeline.run`, and never begun anew."""

import contextlib
import hashlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from probenlp.batch.events import Meter, OnEvent
from probenlp.batch.folder import WorkFolder, read_as, write_as
from probenlp.batch.gathering import Gathered, gather_documents, gathered_in
from probenlp.batch.leases import Leases
from probenlp.batch.linking import DoneShards, stages_of, write_output
from probenlp.batch.options import BatchOptions
from probenlp.batch.orders import Digests, Limits, Receipt, Setup, Shard, digest
from probenlp.batch.packing import pack_settings
from probenlp.batch.plan import is_web, shards_of
from probenlp.batch.process import done_before
from probenlp.batch.runner import LocalRunner, Runner
from probenlp.batch.stages import work_of
from probenlp.domains import lasting_name
from probenlp.errors import OutputError
from probenlp.records import RunReport
from probenlp.settings import Settings

_POLL = 0.3
"""Seconds between two looks at what another rank does for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchResult:
    """How a batch ended.

    Attributes
    ----------
    report : RunReport
        Also written as ``run.json``.
    fresh, reused : int
        Documents that were analysed in this call, and those of which nothing had changed.
    seconds : float
        Of this call.
    """

    report: RunReport
    fresh: int
    reused: int
    seconds: float


class _Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What there is to harvest, in order; ``request`` digests what the call asked for."""

    digest: str
    request: str
    shards: tuple[Shard, ...]


class _Complete(msgspec.Struct, frozen=True, kw_only=True):
    """Stands in the work folder when the output of a plan is in place."""

    plan: str
    documents: int
    quarantined: int
    limits: Limits
    files: dict[str, str]


def run_batch(
    sources: Sequence[str | Path],
    out: str | Path,
    settings: Settings,
    options: BatchOptions = BatchOptions(),  # noqa: B008  frozen
    on_event: OnEvent = lambda _: None,
    runner: Runner | None = None,
) -> BatchResult:
    """Turn sources into a folder of documents, tags, claims and groups, shard by shard.

    Run it again after any end, and it goes on where it was; run it again after a change, and only
    what the change touches is done anew. The files are those of :func:`probenlp.pipeline.run`, to
    the byte, for any number of processes.

    Parameters
    ----------
    sources : sequence of str or Path
        As for :func:`probenlp.pipeline.run`. Addresses are asked for by one worker, politely, and
        again in each run unless the one before was interrupted.
    out : str or Path
        The folder to write. What is done is kept in a hidden folder below it.
    settings : Settings
    options : BatchOptions
    on_event : callable
        Told how far the run is.
    runner : callable, optional
        Has the shards done elsewhere, see :mod:`probenlp.batch.dask_runner`.

    Returns
    -------
    BatchResult

    Raises
    ------
    OutputError
        If the folder cannot be used or the disk is full; what was done stays done.
    ProbenlpError
        If a model or a table is missing.
    KeyboardInterrupt
        If the run was stopped; what was done stays done.
    """
    clock = time.monotonic()
    out = Path(out)
    with _told(out), WorkFolder.open(out, is_shared=options.is_shared) as folder:
        batch = _Batch(sources, out, folder, settings, options, on_event)
        with batch.together():
            report, fresh, reused = batch.run(runner)
    return BatchResult(
        report=report, fresh=fresh, reused=reused, seconds=round(time.monotonic() - clock, 3)
    )


@contextlib.contextmanager
def _told(out: Path) -> Iterator[None]:
    """Tell of a full disk and the like in a sentence."""
    try:
        yield
    except OutputError:
        raise
    except OSError as error:
        raise OutputError(
            f"{out}: cannot write: {error.strerror or error}; what is done stays done: make room "
            "and run again"
        ) from error


class _Batch:
    """One call of :func:`run_batch`."""

    def __init__(
        self,
        sources: Sequence[str | Path],
        out: Path,
        folder: WorkFolder,
        settings: Settings,
        options: BatchOptions,
        on_event: OnEvent,
    ) -> None:
        self._named = [_lasting(str(source)) for source in sources]
        self._out, self._folder, self._settings = out, folder, settings
        self._options, self._on_event = options, on_event
        self._digests = work_of(options.work).digests(settings)
        self._limits = Limits(seconds=options.seconds, megabytes=options.memory)
        self._leases: Leases | None = None

    @contextlib.contextmanager
    def together(self) -> Iterator[None]:
        """Let other ranks know that this one is alive, where there are others."""
        if not self._options.is_shared:
            yield
            return
        with Leases(self._folder.path / "leases", self._options.lease_seconds) as leases:
            leases.claim(f"rank-{self._options.rank}-{os.urandom(4).hex()}")
            self._leases = leases
            yield

    def run(self, runner: Runner | None) -> tuple[RunReport, int, int]:
        """Give the report, and how many documents were fresh and reused."""
        plan = self._planned()
        if complete := self._complete(plan.digest):
            return self._report(), 0, complete.documents
        place = (self._options.rank or 0) / (self._options.world_size or 1)
        run = runner or LocalRunner(self._options.processes, self._leases, place)
        harvested, _ = self._done(run, plan.shards, "harvest", self._digests)
        plan = msgspec.structs.replace(plan, shards=())  # the list of files is of no more use
        gathered = self._gathered(harvested)
        digests = msgspec.structs.replace(
            self._digests, classify=digest(self._digests.classify, gathered.known_sha256)
        )
        known = str(self._folder.known(gathered.known_sha256).resolve())
        analysed, reused = self._done(run, gathered.shards, "analyse", digests, known)
        self._by_one(
            "link",
            lambda: self._complete(plan.digest),
            lambda: self._link(plan, gathered, harvested, analysed, digests),
        )
        return self._report(), gathered.documents - reused, reused

    def _report(self) -> RunReport:
        return msgspec.json.decode((self._out / "run.json").read_bytes(), type=RunReport)

    def _by_one(self, name: str, is_done: Callable[[], object], do: Callable[[], object]) -> None:
        """Do something once, whichever rank it is that does it."""
        while not is_done():
            if self._leases is None:
                do()
                return
            if self._leases.claim(name):
                try:
                    if not is_done():
                        do()
                finally:
                    self._leases.release(name)
                return
            time.sleep(_POLL)

    def _planned(self) -> _Plan:
        """Walk the sources, or take the plan of the ranks that are already at work."""
        shown = msgspec.json.encode(self._settings.shown(), order="deterministic").decode()
        size = self._options.shard_documents
        request = digest(*self._named, shown, str(size), *msgspec.structs.astuple(self._digests))
        path = self._folder.path / "plan.json"
        taken: list[_Plan] = []

        def take() -> bool:
            if not self._leases or not (found := read_as(path, _Plan)):
                return False
            is_open = found.request == request and not self._complete(found.digest)
            if is_open and self._leases.others_alive("rank-"):
                taken.append(found)
            return bool(taken)

        def make() -> None:
            Meter("plan", None, self._on_event)
            visit = self._visit() if any(map(is_web, self._named)) else ""
            shards = tuple(shards_of(self._named, self._settings, size=size, visit=visit))
            keys = digest(request, *(shard.key for shard in shards))
            taken.append(_Plan(digest=keys, request=request, shards=shards))
            if self._leases:
                write_as(path, taken[0])

        while not taken:
            self._by_one("plan", take, make)
        return taken[0]

    def _visit(self) -> str:
        """Name this visit to the web; an interrupted one is gone on with, not begun again."""
        path = self._folder.path / "visit"
        if not path.exists():
            path.write_text(os.urandom(16).hex(), encoding="ascii")
        return path.read_text(encoding="ascii")

    def _complete(self, plan: str) -> _Complete | None:
        """Tell whether the output of a plan is in place and as it was written."""
        complete = read_as(self._folder.path / "complete.json", _Complete)
        if complete is None or complete.plan != plan:
            return None
        if complete.quarantined and (
            self._options.retry_quarantined or complete.limits != self._limits
        ):
            return None
        for name, sha256 in complete.files.items():
            try:
                with (self._out / name).open("rb") as file:
                    if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                        return None
            except FileNotFoundError:
                return None
        return complete

    def _done(
        self,
        run: Runner,
        shards: Sequence[Shard],
        stage: str,
        digests: Digests,
        known: str | None = None,
    ) -> tuple[DoneShards, int]:
        """Have shards done; give them in order, and how many items were done before."""
        counts = [shard.items for shard in shards]
        total = None if None in counts else sum(count or 0 for count in counts)
        meter = Meter(stage, total, self._on_event)
        done: dict[int, tuple[Receipt, ...]] = {}

        def find_done(shard: Shard) -> tuple[Receipt, ...] | None:
            retry = self._options.retry_quarantined
            return done_before(self._folder, shard, digests, self._limits, retry_quarantined=retry)

        for shard in shards:
            if receipts := find_done(shard):
                done[shard.number] = receipts
                meter.add(receipts[0].items, is_reused=True)
        reused = sum(receipts[0].items for receipts in done.values())
        waiting = [shard for shard in shards if shard.number not in done]
        if waiting:
            for shard, receipts in run(waiting, self._setup(digests, known), find_done):
                done[shard.number] = receipts
                left_out = sum(receipt.quarantined for receipt in receipts)
                meter.add(receipts[0].items, quarantined=left_out)
        bare = (msgspec.structs.replace(shard, listed=()) for shard in shards)
        return [(shard, done[shard.number]) for shard in bare], reused

    def _setup(self, digests: Digests, known: str | None) -> Setup:
        own = self._settings.voice_model
        settings = replace(
            self._settings,
            domain=lasting_name(self._settings.domain),
            voice_model=own.resolve() if own else None,
        )
        return Setup(
            work=self._options.work,
            folder=str(self._folder.path.resolve()),
            settings=pack_settings(settings),
            digests=digests,
            limits=self._limits,
            retry_quarantined=self._options.retry_quarantined,
            known=known,
        )

    def _gathered(self, harvested: DoneShards) -> Gathered:
        of = digest(self._digests.known, *(receipt.sha256 for _, (receipt,) in harvested))

        def found() -> Gathered | None:
            there = gathered_in(self._folder)
            is_whole = there and self._folder.known(there.known_sha256).is_dir()
            return there if there and there.of == of and is_whole else None

        def do() -> None:
            meter = Meter("gather", None, self._on_event)
            gather_documents(
                self._folder,
                ((shard, receipt) for shard, (receipt,) in harvested),
                self._named,
                self._settings,
                of=of,
                size=self._options.shard_documents,
                progress=meter.at,
            )

        self._by_one("gather", found, do)
        if not (gathered := found()):
            raise OutputError(f"{self._folder.path}: changed while the run was going on; run again")
        return gathered

    def _link(
        self,
        plan: _Plan,
        gathered: Gathered,
        harvested: DoneShards,
        analysed: DoneShards,
        digests: Digests,
    ) -> None:
        meter = Meter("link", gathered.documents, self._on_event)
        stages = stages_of(harvested, analysed, digests)
        report = write_output(
            self._out, self._folder, gathered, analysed, self._settings, stages, meter.at
        )
        everything = [receipt for _, done in (*harvested, *analysed) for receipt in done]
        complete = _Complete(
            plan=plan.digest,
            documents=gathered.documents,
            quarantined=sum(receipt.quarantined for receipt in everything),
            limits=self._limits,
            files=report.files,
        )
        write_as(self._folder.path / "complete.json", complete)
        (self._folder.path / "visit").unlink(missing_ok=True)
        self._folder.sweep(
            {(receipt.stage, receipt.key) for receipt in everything}, gathered.known_sha256
        )


def _lasting(source: str) -> str:
    """Name a source so that a process in any folder finds it."""
    return source if is_web(source) else os.path.abspath(source)  # noqa: PTH100  keeps ".." of links
