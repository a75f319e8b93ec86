"""The main job: from sources to a folder of documents, tags, claims, groups, relations, checks.

Documents are harvested first, since a paste is recognised by texts that may come later in the
run; then each goes through provenance, tagging, voice and claims; then the claims are linked. Only
one document is held at a time, besides what linking and the lookup of known texts need.

"""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from probenlp.claims import Namebook, Register
from probenlp.classify import voice_model_in
from probenlp.domains import load_domain
from probenlp.pipeline.faults import fault, problem_of
from probenlp.pipeline.gather import harvest_documents
from probenlp.pipeline.linking import DRAFT, link_claims
from probenlp.pipeline.steps import Analyst
from probenlp.pipeline.tally import Tally
from probenlp.provenance import KnownTexts
from probenlp.records import Document, RunReport
from probenlp.settings import Settings
from probenlp.store import OutputFolder, read_records

Progress = Callable[[str, int, int | None], None]
"""Told of a stage's name, how many documents are done, and how many there are if that is known."""


def run(
    paths: Sequence[str | Path],
    out: str | Path,
    settings: Settings,
    progress: Progress = lambda *_: None,
) -> RunReport:
    """Turn files and folders into a folder of documents, tags, claims and groups.

    Parameters
    ----------
    paths : sequence of str or Path
        Files and folders.
    out : str or Path
        The folder to write; a run before is replaced when this one is complete, never mixed.
    settings : Settings
    progress : callable
        Told of each document that is done.

    Returns
    -------
    RunReport
        Also written as ``run.json``. Its problems name every input that gave nothing or less than
        it holds; one bad input never ends the run.

    Raises
    ------
    OutputError
        If ``out`` cannot be used.
    DomainError, ModelError
        If the tables or the base pipeline cannot be used.
    """
    domain = load_domain(settings.domain)
    Register(domain, settings.register)  # a faulty one is told before the work, not after
    voice_model_in(settings.voice_model)  # likewise
    known, names, tally = KnownTexts(domain), Namebook(domain), Tally()
    folder = OutputFolder(Path(out))
    try:
        with _timed(tally, "harvest"):
            total = _harvest(paths, settings, folder, known, tally, progress)
        with _timed(tally, "analyse", domain.digest):
            analyst = Analyst(settings.domain, known, settings.voice_model)
            _analyse(analyst, folder, names, tally, total, progress)
        with _timed(tally, "link"):
            link_claims(folder, domain, names, tally, settings.register)
        report = tally.report(settings=settings.shown(), files=folder.digests())
        folder.commit(report)
    except BaseException:
        folder.discard()
        raise
    return report


@contextmanager
def _timed(tally: Tally, stage: str, digest: str | None = None) -> Iterator[None]:
    start = time.perf_counter()
    yield
    tally.add_stage(stage, time.perf_counter() - start, digest)


def _harvest(
    paths: Sequence[str | Path],
    settings: Settings,
    folder: OutputFolder,
    known: KnownTexts,
    tally: Tally,
    progress: Progress,
) -> int:
    """Write ``documents.jsonl``; give how many documents it holds."""
    done = 0
    with folder.writer("documents.jsonl") as write:
        for document in harvest_documents(paths, settings, tally.problems.append, tally.skip):
            write(document)
            known.add(document)
            tally.add_document(document)
            done += 1
            progress("harvest", done, None)
    return done


def _analyse(
    analyst: Analyst,
    folder: OutputFolder,
    names: Namebook,
    tally: Tally,
    total: int,
    progress: Progress,
) -> None:
    """Write ``tags.jsonl`` and the claims, which get their groups later."""
    documents = read_records(folder.read_path("documents.jsonl"), Document)
    with folder.writer("tags.jsonl") as write_tags, folder.writer(DRAFT) as write_claim:
        for done, document in enumerate(documents, start=1):
            try:
                tags, claims = analyst.analyse(document)
            except Exception as error:  # one page must not end the run
                name = document.source.name
                tally.problems.append(
                    problem_of(name, "analyse", "incomplete", "internal", fault(error), document.id)
                )
                continue
            for one in tags:
                write_tags(one)
                tally.add_tags(one)
            for claim in claims:
                write_claim(claim)
                tally.count("claims", claim.type)
                names.learn(claim)
            progress("analyse", done, total)
