"""The counts, times and problems of a run, for its report."""

import datetime
import importlib.metadata
import platform
import time
from collections import Counter
from collections.abc import Mapping

from probenlp import __version__
from probenlp.harvest import Skipped
from probenlp.records import Count, Document, PassageTags, Problem, RunReport, Stage

LIBRARIES = ("spacy", "trafilatura", "lxml", "nupunkt", "msgspec")
"""Whose version can change the output."""

THINGS = (
    "documents",
    "passages",
    "blocks",
    "sentences",
    "units",
    "people",
    "statistics",
    "ratings",
    "quotations",
    "claims",
    "groups",
    "relations",
    "checks",
    "comparisons",
)
"""What is counted, in the order of the stages; a run that finds none says 0. Comparisons are the
pairs of claims that were held against each other, and what the limits of that left out."""


class Tally:
    """Counts while a run goes on.

    Attributes
    ----------
    problems : list of Problem
        In the order met.
    """

    def __init__(self) -> None:
        self._started = datetime.datetime.now(datetime.UTC)
        self._clock = time.perf_counter()
        self._counts: dict[str, Counter[str]] = {what: Counter() for what in THINGS}
        self._skipped: Counter[str] = Counter()
        self._removed: Counter[str] = Counter()
        self._stages: list[Stage] = []
        self.problems: list[Problem] = []

    def count(self, what: str, kind: str | None) -> None:
        """Count one of :data:`THINGS`; None where its kind is open."""
        self._counts[what][kind or "unknown"] += 1

    def counts(self) -> dict[str, dict[str, int]]:
        """Give what has been counted so far, to be added to another tally."""
        return {what: dict(by) for what, by in self._counts.items() if by}

    def add_counts(self, counts: Mapping[str, Mapping[str, int]]) -> None:
        """Add what another tally has counted."""
        for what, by in counts.items():
            self._counts[what].update(by)

    def skip(self, skipped: Skipped) -> None:
        """Count a file that is no document."""
        self._skipped[skipped.reason] += 1

    def add_stage(self, name: str, seconds: float, digest: str | None) -> None:
        """Enter a stage that is done, with the digest of the tables that decided in it."""
        self._stages.append(Stage(name=name, seconds=round(seconds, 3), digest=digest))

    def add_document(self, document: Document) -> None:
        """Count a document, its passages, and what of its source is in none of them."""
        self.count("documents", document.kind)
        for passage in document.passages:
            self.count("passages", passage.kind)
        for removal in document.removed:
            self._removed[removal.reason] += removal.source_end - removal.source_start

    def add_tags(self, tags: PassageTags) -> None:
        """Count the tags of a passage."""
        for what, kinds in (
            ("blocks", (block.provenance for block in tags.blocks)),
            ("sentences", (sentence.voice for sentence in tags.sentences)),
            ("units", (unit.kind for unit in tags.units)),
            ("people", (person.role_class for person in tags.people)),
            ("statistics", (statistic.kind for statistic in tags.statistics)),
            ("ratings", (rating.label for rating in tags.ratings)),
            ("quotations", (quotation.form for quotation in tags.quotations)),
        ):
            for kind in kinds:
                self.count(what, kind)

    def report(self, *, settings: dict[str, str], files: dict[str, str]) -> RunReport:
        """Make the report of the run, which ends here."""
        return RunReport(
            started=self._started.isoformat(timespec="seconds").replace("+00:00", "Z"),
            seconds=round(time.perf_counter() - self._clock, 3),
            versions={
                "probenlp": __version__,
                "python": platform.python_version(),
                **{name: importlib.metadata.version(name) for name in LIBRARIES},
            },
            settings=settings,
            stages=tuple(self._stages),
            files=files,
            counts={
                what: Count(total=by.total(), by=dict(sorted(by.items())))
                for what, by in self._counts.items()
            },
            skipped=dict(sorted(self._skipped.items())),
            removed=dict(sorted(self._removed.items())),
            problems=tuple(self.problems),
        )
