"""What is asserted, by whom, and exactly where."""

import msgspec

from probenlp.records.span import Span
from probenlp.records.statistic import Statistic
from probenlp.records.tags import Rating, Sentiment, Speaker
from probenlp.records.vocabulary import (
    SCHEMA_VERSION,
    ClaimType,
    Provenance,
    Qualifier,
    Side,
    Voice,
)


class Selector(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
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


class Claim(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
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
    topic, standard : str or None
        Rows of the domain's tables.
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
    unit_ids: tuple[str, ...] = ()
    topic: str | None = None
    standard: str | None = None
    statistic: Statistic | None = None
    rating: Rating | None = None
    sentiment: Sentiment | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    group_id: str | None = None
    evidence: tuple[str, ...] = ()


class Group(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Claims that state the same fact.

    Attributes
    ----------
    claim_ids : tuple of str
        At least two, in the order of the run.
    document_ids : tuple of str
        The documents they stand in.
    label : str
        The fact in short, for people.
    """

    schema_version: int = SCHEMA_VERSION
    id: str
    claim_ids: tuple[str, ...]
    document_ids: tuple[str, ...]
    label: str
    evidence: tuple[str, ...] = ()


class Relation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How testimony stands to a finding.

    Attributes
    ----------
    relation : str
        ``supports``, ``disputes`` or ``adds``.
    score : float
        From 0 to 1.
    """

    schema_version: int = SCHEMA_VERSION
    testimony_id: str
    finding_id: str
    relation: str
    score: float
    evidence: tuple[str, ...] = ()
