"""From records to the rows of the page."""

from collections.abc import Iterable, Sequence
from typing import Any, get_args

from probenlp.domains import Domain
from probenlp.records import (
    Check,
    Claim,
    Document,
    Group,
    Passage,
    PassageTags,
    Provenance,
    Relation,
    RelationKind,
    RunReport,
    Side,
    Span,
    Verdict,
    Voice,
)
from probenlp.records.vocabulary import ClaimType
from probenlp.report.charts.quoting import Quotes
from probenlp.report.charts.sentiment import Sentiments
from probenlp.report.explorer.island import (
    NOWHERE,
    CheckRow,
    ClaimRow,
    Detail,
    DocumentRow,
    Figure,
    Grade,
    GroupRow,
    Island,
    PassageRow,
    RelationRow,
    RunRow,
    SpeakerRow,
    fields_of_rows,
)
from probenlp.report.naming import (
    Names,
    names_of,
    site_label,
    speaker_name,
    title_label,
    writer_label,
)

SIDES: tuple[str, ...] = get_args(Side)
VOICES: tuple[str, ...] = get_args(Voice)
PROVENANCES: tuple[str, ...] = get_args(Provenance)
TYPES: tuple[str, ...] = get_args(ClaimType)
RELATIONS: tuple[str, ...] = get_args(RelationKind)
VERDICTS: tuple[str, ...] = get_args(Verdict)


class Places:
    """Numbers things in the order they come, each once."""

    def __init__(self) -> None:
        self._places: dict[Any, int] = {}

    def of(self, thing: Any) -> int:
        """Give a thing's number, the next one if it is new."""
        return self._places.setdefault(thing, len(self._places))

    def known(self, thing: Any) -> int | None:
        """Give the number of a thing that has come before."""
        return self._places.get(thing)

    def all(self) -> tuple[Any, ...]:
        """Give the things by their numbers."""
        return tuple(self._places)


class Rows:
    """Collects what a page shows, record by record.

    Parameters
    ----------
    domain : Domain or None
        Names units, topics and standards; without it their ids are shown.
    """

    def __init__(self, domain: Domain | None = None) -> None:
        self.names: Names = names_of(domain)
        self._documents: dict[str, Document] = {}
        self._passages: dict[str, tuple[Document, Passage]] = {}
        self._document_places, self._passage_places = Places(), Places()
        self._claims, self._groups = Places(), Places()
        self._units, self._topics, self._standards = Places(), Places(), Places()
        self._speakers, self._evidence = Places(), Places()
        self._claim_rows: list[ClaimRow] = []

    def add_documents(self, documents: Iterable[Document]) -> None:
        """Take the documents; those that make no claim cost nothing on the page."""
        for document in documents:
            self._documents[document.id] = document
            for passage in document.passages:
                self._passages[passage.id] = (document, passage)

    def add_claims(self, claims: Iterable[Claim], groups: Sequence[Group]) -> None:
        """Take the claims, in the order of the run."""
        for group in groups:
            self._groups.of(group.id)
        for claim in claims:
            self._claims.of(claim.id)
            self._claim_rows.append(self._claim(claim))

    def _claim(self, claim: Claim) -> ClaimRow:
        return ClaimRow(
            id=claim.id,
            passage=self._passage_places.of((claim.document_id, claim.passage_id)),
            text=claim.text,
            prefix=claim.selector.prefix,
            suffix=claim.selector.suffix,
            side=NOWHERE if claim.side is None else SIDES.index(claim.side),
            voice=VOICES.index(claim.voice),
            provenance=PROVENANCES.index(claim.provenance),
            type=TYPES.index(claim.type),
            units=self._units_of(claim),
            topic=self._row_of(self._topics, claim.topic, self.names.topics),
            standard=self._row_of(self._standards, claim.standard, self.names.standards),
            period=claim.period,
            speaker=self._speaker(claim),
            group=NOWHERE if claim.group_id is None else self._groups.of(claim.group_id),
            detail=self._detail(claim),
        )

    def _units_of(self, claim: Claim) -> tuple[int, ...]:
        rows = [(unit, self.names.units.get(unit, unit)) for unit in claim.unit_ids]
        named: list[tuple[str | None, str]] = [*rows, *((None, name) for name in claim.unit_names)]
        return tuple(dict.fromkeys(self._units.of(row) for row in named))

    def _row_of(self, places: Places, row: str | None, names: Any) -> int:
        return NOWHERE if row is None else places.of((row, names.get(row, row)))

    def _speaker(self, claim: Claim) -> int:
        name = speaker_name(claim.speaker, claim.voice)
        if claim.speaker.role is None and name is None:
            return NOWHERE
        return self._speakers.of((claim.speaker.role, name))

    def _detail(self, claim: Claim) -> Detail:
        chances = claim.voice_probabilities
        return Detail(
            resolved=claim.resolved_text,
            link=self._link(claim),
            chances=tuple(round(1000 * chances.get(one, 0)) for one in VOICES) if chances else (),
            period_basis=claim.period_basis,
            unit_basis=claim.unit_basis,
            source=self._source(claim.source_id),
            figure=_figure(claim),
            grade=self._grade(claim),
            score=claim.sentiment.score if claim.sentiment else None,
            qualifiers=claim.qualifiers,
            evidence=self._evidence_of(claim.evidence),
        )

    def _link(self, claim: Claim) -> str | None:
        """Write the address of a claim by that of its document or comment, most of which it is."""
        url = claim.selector.url
        document, passage = self._passages.get(claim.passage_id, (None, None))
        if url is None:
            return None
        if passage and passage.permalink and url.startswith(passage.permalink):
            return "p" + url[len(passage.permalink) :]
        if document and document.url and url.startswith(document.url):
            return "d" + url[len(document.url) :]
        return "=" + url

    def _source(self, source_id: str | None) -> str | None:
        """Name the document whose words a claim repeats, the id where it is not at hand."""
        if source_id is None:
            return None
        if source_id in self._documents:
            return title_label(self._documents[source_id])
        if source_id in self._passages:
            document, passage = self._passages[source_id]
            return f"{title_label(document)}, {passage.kind} {passage.path or ''}".rstrip()
        return source_id

    def _grade(self, claim: Claim) -> Grade | None:
        rating = claim.rating
        if rating is None:
            return None
        names = (*(self.names.units.get(unit, unit) for unit in rating.unit_ids),)
        aspect = rating.aspect and self.names.standards.get(rating.aspect, rating.aspect)
        return Grade(
            words=rating.span.surface,
            label=rating.label,
            status=rating.status,
            units=(*names, *rating.unit_names),
            aspect=aspect,
        )

    def _evidence_of(self, evidence: Iterable[str]) -> tuple[int, ...]:
        return tuple(self._evidence.of(one) for one in evidence)

    def _passage_rows(self) -> tuple[PassageRow, ...]:
        return tuple(self._passage(*ids) for ids in self._passage_places.all())

    def _passage(self, document_id: str, passage_id: str) -> PassageRow:
        place = self._document_places.of(document_id)
        if passage_id not in self._passages:  # claims given without their documents
            return PassageRow(place, "", None, None, None, None)
        _, passage = self._passages[passage_id]
        return PassageRow(
            document=place,
            kind=passage.kind,
            writer=writer_label(passage, passage.author),
            posted=(passage.posted.raw or passage.posted.utc) if passage.posted else None,
            permalink=passage.permalink,
            path=passage.path,
        )

    def _document(self, document_id: str) -> DocumentRow:
        document = self._documents.get(document_id)
        if document is None:
            return DocumentRow(document_id, document_id, None, "", None, None)
        return DocumentRow(
            id=document_id,
            name=title_label(document),
            url=document.url,
            site=site_label(document),
            kind=document.kind,
            date=document.published.date if document.published else None,
        )

    def island(
        self,
        title: str,
        run: RunReport,
        groups: Iterable[Group],
        relations: Iterable[Relation],
        checks: Iterable[Check],
        tags: Iterable[PassageTags],
    ) -> Island:
        """Put together what was collected, with all that points at claims."""
        group_rows = tuple(self._group(group) for group in groups)
        relation_rows = tuple(row for one in relations if (row := self._relation(one)))
        check_rows = tuple(held for one in checks if (held := self._check(one)))
        passages = self._passage_rows()
        valued, quoted = Sentiments(), Quotes(self._documents.values())
        for one in tags:
            valued.add(one)
            quoted.add(one)
        return Island(
            title=title,
            run=_run(run),
            fields=fields_of_rows(),
            sides=SIDES,
            voices=VOICES,
            provenances=PROVENANCES,
            types=TYPES,
            relation_kinds=RELATIONS,
            verdicts=VERDICTS,
            ratings=self.names.ratings,
            units=self._units.all(),
            topics=self._topics.all(),
            standards=self._standards.all(),
            speakers=tuple(SpeakerRow(*one) for one in self._speakers.all()),
            evidence=self._evidence.all(),
            documents=tuple(self._document(one) for one in self._document_places.all()),
            passages=passages,
            claims=tuple(self._claim_rows),
            groups=group_rows,
            relations=relation_rows,
            checks=check_rows,
            sentiment=tuple(row.shown() for row in valued.rows(self.names)),
            quoting=tuple(row.shown() for row in quoted.rows()),
        )

    def _group(self, group: Group) -> GroupRow:
        members = (self._claims.known(claim_id) for claim_id in group.claim_ids)
        return GroupRow(
            id=group.id,
            label=group.label,
            claims=tuple(place for place in members if place is not None),
            source_count=group.source_count,
            evidence=self._evidence_of(group.evidence),
        )

    def _relation(self, relation: Relation) -> RelationRow | None:
        testimony = self._claims.known(relation.testimony_id)
        finding = self._claims.known(relation.finding_id)
        if testimony is None or finding is None:
            return None
        kind = RELATIONS.index(relation.relation)
        evidence = self._evidence_of(relation.evidence)
        return RelationRow(testimony, finding, kind, relation.score, evidence)

    def _check(self, check: Check) -> CheckRow | None:
        place = self._claims.known(check.claim_id)
        if place is None:
            return None
        return CheckRow(
            claim=place,
            kind=check.kind,
            verdict=VERDICTS.index(check.verdict),
            words=check.span.surface,
            stated=check.stated,
            registered=check.registered,
            table=check.table,
            row=check.row,
            line=check.line,
            evidence=self._evidence_of(check.evidence),
        )


def _figure(claim: Claim) -> Figure | None:
    figure = claim.statistic
    if figure is None:
        return None
    return Figure(
        words=figure.span.surface,
        kind=figure.kind,
        value=figure.value,
        high=figure.value_high,
        unit=figure.unit,
        comparator=figure.comparator,
        stance=figure.stance,
        out_of=figure.out_of,
        measure=_surface(figure.measure),
        population=_surface(figure.population),
        period=_surface(figure.period),
        polarity=figure.polarity,
        readings=tuple(reading.span.surface for reading in figure.readings),
        qualifiers=figure.qualifiers,
    )


def _surface(span: Span | None) -> str | None:
    return None if span is None else span.surface


def _run(run: RunReport) -> RunRow:
    counts = {name: {"": count.total, **count.by} for name, count in run.counts.items()}
    problems = tuple((one.severity, one.source, one.detail) for one in run.problems)
    return RunRow(run.started, run.seconds, run.versions, counts, problems, run.skipped)
