"""What is asserted, by whom, and exactly where."""

import msgspec

from probenlp.records.span import Span
from probenlp.records.statistic import Statistic
from probenlp.records.tags import Rating, Sentiment, Speaker
from probenlp.records.vocabulary import (
    SCHEMA_VERSION,
    ClaimType,
    PeriodBasis,
    Provenance,
    Qualifier,
    RelationKind,
    Side,
    UnitBasis,
    Voice,
)


class Selector(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """The place of a claim, found again even after the page has changed a little.

    After the Web Annotation Data Model (W3C, 2017), TextPositionSelector and TextQuoteSelector.

    Attributes
    ----------
    start, end : int
        Code points of the passage's text, half-open.
    exact, prefix, suffix : str
        The words, and up to 32 characters before and after them.
    source_start, source_end : int or None
        The same place in the decoded source.
    url : str or None
        Opens the page at the words (a text fragment), or the comment's permalink. None where the
        source states no address.
    """

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str
    source_start: int | None = None
    source_end: int | None = None
    url: str | None = None


class Claim(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One checkable assertion.

    Attributes
    ----------
    id : str
        The passage's id, the offsets, and a number where one stretch makes several claims.
    text : str
        The words of the span.
    voice, provenance, speaker
        As of the sentence the claim stands in.
    voice_probabilities : dict of str to float
        Empty where a rule decided.
    side : str or None
        The projection of voice and role onto official / practitioner.
    qualifiers : tuple of str
        Of the figure or rating it states, else of the sentence's main statement.
    resolved_text : str or None
        The words with pronouns and short forms replaced by what they stand for, so that the claim
        can be read alone. None where nothing had to be replaced.
    unit_ids, unit_names : tuple of str
        Whom it is about: rows of the units table, and names of services that are in no table.
    unit_basis : str or None
        How that is known; see :data:`probenlp.records.UnitBasis`.
    period, period_basis : str or None
        Of when it speaks, and how that is known; see :data:`probenlp.records.PeriodBasis`. A year,
        month or day (ISO 8601), or ``../2024``: before then. None where nothing tells.
    source_id : str or None
        Whose words it repeats: the document they were pasted from, or the passage that its own is
        a copy of.
    topic, standard : str or None
        Rows of the domain's tables.
    sentiment : Sentiment or None
        Of its sentence as a whole towards the service.
    group_id : str or None
        The group of claims that state the same fact; None: no other claim does.
    """

    schema_version: int = SCHEMA_VERSION
    id: str
    document_id: str
    passage_id: str
    span: Span
    text: str
    selector: Selector
    type: ClaimType
    voice: Voice
    voice_probabilities: dict[str, float] = {}
    side: Side | None = None
    provenance: Provenance
    speaker: Speaker = Speaker()
    resolved_text: str | None = None
    unit_ids: tuple[str, ...] = ()
    unit_names: tuple[str, ...] = ()
    unit_basis: UnitBasis | None = None
    period: str | None = None
    period_basis: PeriodBasis | None = None
    source_id: str | None = None
    topic: str | None = None
    standard: str | None = None
    statistic: Statistic | None = None
    rating: Rating | None = None
    sentiment: Sentiment | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    group_id: str | None = None
    evidence: tuple[str, ...] = ()


class Group(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Claims that state the same fact.

    Attributes
    ----------
    claim_ids : tuple of str
        At least two, in the order of the run.
    document_ids : tuple of str
        The documents they stand in.
    label : str
        The fact in short, for people.
    sources : tuple of str
        Who tells it independently: documents, and comments, which have writers of their own. What
        was pasted or repeats another's sentence is no source of its own.
    source_count : int
        How many those are: the witnesses, where ``document_ids`` names the places.
    """

    schema_version: int = SCHEMA_VERSION
    id: str
    claim_ids: tuple[str, ...]
    document_ids: tuple[str, ...]
    label: str
    sources: tuple[str, ...] = ()
    source_count: int = 0
    evidence: tuple[str, ...] = ()


class Relation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """How testimony stands to a finding.

    Attributes
    ----------
    testimony_id, finding_id : str
        Claims.
    relation : str
        See :data:`probenlp.records.RelationKind`.
    score : float
        From 0 to 1: how much speaks for it.
    evidence : tuple of str
        What spoke for it: unit, topic, period, direction, words in common.
    """

    schema_version: int = SCHEMA_VERSION
    testimony_id: str
    finding_id: str
    relation: RelationKind
    score: float
    evidence: tuple[str, ...] = ()
