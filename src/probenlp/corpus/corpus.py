"""The folder of a run, opened."""

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from probenlp.corpus import analyses, sources
from probenlp.corpus.collection import Collection
from probenlp.corpus.fields.field import Names as NamesOf
from probenlp.corpus.names import Naming
from probenlp.corpus.questions import QuestionError, UnknownIdError
from probenlp.corpus.rows import Pages, Placed
from probenlp.domains import Domain, load_domain
from probenlp.records import (
    Check,
    Claim,
    Document,
    Group,
    Passage,
    PassageTags,
    PersonMention,
    Quotation,
    Rating,
    Relation,
    RunReport,
    Sentence,
    Statistic,
    UnitMention,
)
from probenlp.report.collocations import Collocations, Score, Within, collocations
from probenlp.report.compare import Comparison, compare
from probenlp.report.concordance import Concordance, Measure, concordance
from probenlp.report.frame import Frame
from probenlp.report.keyness import Correction, Keyness, keyness
from probenlp.report.moments import STEPS, Step
from probenlp.report.naming import names_of
from probenlp.report.queries import Query
from probenlp.report.thread_tree import Thread
from probenlp.report.timelines import Timeline
from probenlp.report.told import counts_by_document
from probenlp.store import FILES
from probenlp.store.folder import RUN
from probenlp.store.run import RunRecords


class Corpus:
    """The results of a run: collections of records, and questions to its texts.

    Opening reads ``run.json`` alone. A collection reads its file when it is asked, line by line,
    and keeps nothing; looking records up by id keeps 16 bytes a line.

    Parameters
    ----------
    records : RunRecords
        The files.
    """

    def __init__(self, records: RunRecords) -> None:
        self.records = records
        self.pages = Pages(records)
        self._naming = Naming(records, self.pages, lambda: self.domain)

    @property
    def path(self) -> Path:
        """The folder."""
        return self.records.path

    @property
    def run(self) -> RunReport:
        """What the run did: versions, settings, counts, and everything that went wrong."""
        return self.records.run

    @functools.cached_property
    def domain(self) -> Domain:
        """The tables that the run was made with.

        Raises
        ------
        DomainError
            If they are not where the run found them.
        """
        return load_domain(self.run.settings.get("domain", "probation"))

    @property
    def documents(self) -> Collection[Document]:
        """Pages and files."""
        return Collection(self, sources.DOCUMENTS)

    @property
    def passages(self) -> Collection[Passage]:
        """Titles, articles and comments."""
        return Collection(self, sources.PASSAGES)

    @property
    def threads(self) -> Collection[Thread]:
        """The comments of each page that has some, as the tree that they are."""
        return Collection(self, sources.THREADS)

    @property
    def sentences(self) -> Collection[Placed[Sentence]]:
        """Sentences, with whose words they are."""
        return Collection(self, sources.SENTENCES)

    @property
    def tags(self) -> Collection[PassageTags]:
        """All tags of each passage."""
        return Collection(self, sources.TAGS)

    @property
    def statistics(self) -> Collection[Placed[Statistic]]:
        """Figures."""
        return Collection(self, sources.STATISTICS)

    @property
    def ratings(self) -> Collection[Placed[Rating]]:
        """Grades of the inspectorate's scale."""
        return Collection(self, sources.RATINGS)

    @property
    def units(self) -> Collection[Placed[UnitMention]]:
        """Mentions of services, offices and bodies."""
        return Collection(self, sources.UNITS)

    @property
    def people(self) -> Collection[Placed[PersonMention]]:
        """Mentions of people."""
        return Collection(self, sources.PEOPLE)

    @property
    def quotations(self) -> Collection[Placed[Quotation]]:
        """Words given as somebody's."""
        return Collection(self, sources.QUOTATIONS)

    @property
    def claims(self) -> Collection[Claim]:
        """Checkable assertions."""
        return Collection(self, sources.CLAIMS)

    @property
    def groups(self) -> Collection[Group]:
        """Groups of claims that state the same fact."""
        return Collection(self, sources.GROUPS)

    @property
    def relations(self) -> Collection[Relation]:
        """How testimony stands to findings."""
        return Collection(self, sources.RELATIONS)

    @property
    def checks(self) -> Collection[Check]:
        """What claims state, held against the register."""
        return Collection(self, sources.CHECKS)

    def collections(self) -> dict[str, Collection[Any]]:
        """Give all collections by name."""
        every = (
            self.documents, self.passages, self.threads, self.sentences, self.tags, self.claims,
            self.groups, self.relations, self.checks, self.statistics, self.ratings, self.units,
            self.people, self.quotations,
        )  # fmt: skip
        return {one.name: one for one in every}

    def counted(self, total: str) -> int | None:
        """Give a count of ``run.json``; None where there is none, or a file was changed since."""
        count = self.run.counts.get(total)
        return count.total if count is not None and self._vouched else None

    @functools.cached_property
    def _vouched(self) -> bool:
        """Whether ``run.json``, which is written last, is the newest of the files."""
        written = (self.path / RUN).stat().st_mtime_ns
        files = (self.path / name for name in FILES)
        return all(one.stat().st_mtime_ns <= written for one in files if one.exists())

    def named(self, names: NamesOf, wanted: Any) -> Any:
        """Put ids in the place of names of units, topics, standards or documents."""
        return self._naming.ids(names, wanted)

    def sql(self, query: str, parameters: Any = None) -> Frame:
        """Ask the tables of the run in SQL.

        Parameters
        ----------
        query : str
            One query of DuckDB that reads; the tables are those of ``probenlp tables``.
        parameters : sequence or dict, optional
            Values for ``?`` or ``$name`` in it.

        Raises
        ------
        ProbenlpError
            If it cannot be answered.
        """
        from probenlp.corpus.answers import answer

        return answer(self.path, query, parameters)

    def kwic(
        self,
        words: str,
        *,
        window: int = 8,
        window_in: Measure = "words",
        regex: bool = False,
        case: bool = False,
        whole_word: bool = True,
        **asked: Any,
    ) -> Concordance:
        """Find every place of a word or phrase, with what stands around it and who says it.

        Parameters
        ----------
        words : str
            A word or phrase; ``*`` stands for the rest of a word. With ``regex`` a pattern.
        window : int
            How much is shown on either side.
        window_in : str
            ``words`` or ``characters``.
        regex, case, whole_word : bool
            See :class:`probenlp.report.queries.Query`.
        **asked
            Which sentences count, as for ``corpus.sentences.where``.
        """
        query = Query(words, is_regex=regex, case=case, whole_word=whole_word)
        told = analyses.told(self.sentences.where(**asked))
        hits = concordance(told, query, window=window, unit=window_in, link=analyses.link_to)
        return Concordance(words, hits)

    def keyness(
        self,
        *,
        against: Mapping[str, Any] | None = None,
        min_count: int = 3,
        min_documents: int = 2,
        alpha: float = 0.05,
        correction: Correction = "bonferroni",
        steady: bool = True,
        **asked: Any,
    ) -> Keyness:
        """Find the words that some sentences use more than others.

        Parameters
        ----------
        against : dict, optional
            What they are held against, as for ``where``; without it, all other sentences.
        min_count, min_documents, alpha, correction, steady
            See :func:`probenlp.report.keyness.keyness`.
        **asked
            Which sentences are meant, as for ``corpus.sentences.where``.
        """
        ours, others = analyses.parted(self, asked, against)
        return keyness(
            counts_by_document(ours),
            counts_by_document(others),
            min_count=min_count,
            min_documents=min_documents,
            alpha=alpha,
            correction=correction,
            steady=steady,
        )

    def collocations(
        self,
        word: str,
        *,
        window: int = 5,
        within: Within = "window",
        min_count: int = 3,
        min_documents: int = 1,
        by: Score = "log_dice",
        **asked: Any,
    ) -> Collocations:
        """Find the words that stand near a word more than by chance.

        Parameters
        ----------
        word, window, within, min_count, min_documents, by
            See :func:`probenlp.report.collocations.collocations`.
        **asked
            Which sentences count, as for ``corpus.sentences.where``.
        """
        return collocations(
            analyses.stretches(self.sentences.where(**asked), within),
            word,
            window=window,
            within=within,
            min_count=min_count,
            min_documents=min_documents,
            by=by,
        )

    def timeline(
        self,
        of: str = "claims",
        *,
        by: Step = "month",
        per: analyses.Per | None = None,
        split: str | None = None,
        **asked: Any,
    ) -> Timeline:
        """Count records by when they were said.

        Parameters
        ----------
        of : str
            A collection.
        by : str
            ``month``, ``quarter`` or ``year``.
        per : str or None
            ``words``: per 1,000 words said then; ``all``: as a share of all such records. Both
            wholes are narrowed down by who speaks, where and when, not by topic or unit.
        split : str or None
            A field; there is then a row a value of it.
        **asked
            Which records count, as for ``where``.
        """
        _check_step(by)
        return analyses.timeline_of(self, of, by, per, split, asked)

    def compare(
        self,
        *,
        topic: str | None = None,
        unit: str | None = None,
        by: Step = "year",
        **asked: Any,
    ) -> Comparison:
        """Set official findings and testimony side by side.

        Parameters
        ----------
        topic, unit : str or None
            An id or name; None: all.
        by : str
            ``year``, ``quarter`` or ``month`` of when a claim speaks.
        **asked
            Which claims count, as for ``corpus.claims.where``.
        """
        _check_step(by)
        topics = None if topic is None else self._naming.find("topic", topic)
        return compare(
            self.claims.where(**asked),
            self.relations,
            units=None if unit is None else self._naming.find("unit", unit),
            topic=None if topics is None else next(iter(topics)),
            by=by,
            names=names_of(self.domain),
            lookup=self._looked_up(asked),
        )

    def _looked_up(self, asked: Mapping[str, Any]) -> Callable[[str], Claim | None]:
        """Give the way to claims by id; what was not asked for is not found by it."""
        claims = self.claims.where(**asked)

        def looked_up(key: str) -> Claim | None:
            try:
                return claims[key]
            except UnknownIdError:
                return None

        return looked_up

    def __repr__(self) -> str:
        counts = ", ".join(f"{count.total:,} {name}" for name, count in self.run.counts.items())
        problems = len(self.run.problems)
        left = f"; {problems:,} inputs gave nothing or less" if problems else ""
        return f"<Corpus {self.path.name} of {self.run.started[:10]}: {counts}{left}>"


def _check_step(by: str) -> None:
    if by not in STEPS:
        raise QuestionError(f"by={by!r}: expected one of {', '.join(STEPS)}")
