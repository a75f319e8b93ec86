"""What the taggers find in a passage."""

import msgspec

from probenlp.records.block import Block
from probenlp.records.span import Span
from probenlp.records.statistic import Statistic
from probenlp.records.vocabulary import (
    SCHEMA_VERSION,
    Provenance,
    Qualifier,
    RatingStatus,
    SpeakerRole,
    Voice,
)


class UnitMention(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A named service, office or body.

    Attributes
    ----------
    unit_id : str or None
        Row of the domain's units table; None where it stays open or is not in the table.
    kind : str or None
        ``pdu``, ``region``, ``crc``, … as in the table.
    name : str
        The table's name, or the surface of a unit the table does not know.
    candidates : tuple of str
        The ids it may be, where date, kind and context leave more than one.
    """

    span: Span
    unit_id: str | None = None
    kind: str | None = None
    name: str
    candidates: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


class PersonMention(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False
):
    """A person, by name, title or office.

    Attributes
    ----------
    person_id : str or None
        Row of the domain's people table; else None.
    name : str
        One form per person and document: "Justin Russell" for "Mr Russell" too.
    role : str or None
        The office as stated ("Chief Inspector of Probation").
    organisation : str or None
        Id of the body they speak for, from the people or roles table.
    role_class : str or None
        See :data:`probenlp.records.SpeakerRole`.
    """

    span: Span
    person_id: str | None = None
    name: str
    role: str | None = None
    organisation: str | None = None
    role_class: SpeakerRole | None = None
    evidence: tuple[str, ...] = ()


class Rating(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A grade of the inspectorate's scale, and who got it.

    Attributes
    ----------
    label : str
        As in the domain's ratings table ("Requires improvement").
    rating_id : str
        Row of that table.
    unit_ids : tuple of str
        Who is rated; several for "both rated". Empty where the text leaves it open.
    unit_names : tuple of str
        The same as written, for units that are in no table.
    aspect : str or None
        ``overall`` or a row of the standards table. None: not stated.
    status : str
        Whether this text asserts it of these units now.
    qualifiers : tuple of str
        See :data:`probenlp.records.Qualifier`.
    """

    span: Span
    label: str
    rating_id: str
    unit_ids: tuple[str, ...] = ()
    unit_names: tuple[str, ...] = ()
    aspect: str | None = None
    status: RatingStatus = "asserted"
    qualifiers: tuple[Qualifier, ...] = ()
    evidence: tuple[str, ...] = ()


class Speaker(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Who says something; every field is None where the text does not tell."""

    span: Span | None = None
    person_id: str | None = None
    name: str | None = None
    role: SpeakerRole | None = None


class Quotation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Words given as somebody's.

    Attributes
    ----------
    spans : tuple of Span
        The words without their marks; several where a cue or a paragraph break stands between.
    form : str
        ``direct`` (in marks), ``indirect`` ("said that …"), ``mixed`` (marks inside indirect).
    cue : Span or None
        The words that say it is speech ("said", "according to"), None for a block quotation.
    closed : bool
        False where the closing mark is missing; the quotation then ends with its paragraph.
    """

    spans: tuple[Span, ...]
    form: str
    cue: Span | None = None
    speaker: Speaker = Speaker()
    closed: bool = True
    evidence: tuple[str, ...] = ()


class Sentiment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """How a sentence values the service, or one aspect of it.

    Attributes
    ----------
    score : float
        From -1 (bad for the service) to 1.
    aspect : str or None
        None for the sentence as a whole.
    """

    span: Span
    score: float
    aspect: str | None = None
    evidence: tuple[str, ...] = ()


class Sentence(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One sentence and whose words it is.

    Attributes
    ----------
    voice : str or None
        None until the classify stage has run, and where it abstains.
    probabilities : dict of str to float
        Over the voices; empty for a decision by rule.
    candidates : tuple of str
        The voices that cannot be ruled out, the most probable first; empty for a decision by rule.
        For each voice by itself, nine in ten of its sentences have it among them.
    provenance : str or None
        That of its block; inside a pasted block the block's ``inner`` tells the rest.
    relays : str or None
        Whose views an official sentence relays ("staff told us that …"): ``practitioner`` or
        ``service_user``.
    qualifiers : tuple of str
        Of its main statement; see :data:`probenlp.records.Qualifier`.
    ambiguous : bool
        Marked as truly open by rule or by the model.
    """

    span: Span
    voice: Voice | None = None
    probabilities: dict[str, float] = {}
    candidates: tuple[Voice, ...] = ()
    provenance: Provenance | None = None
    speaker: Speaker = Speaker()
    relays: str | None = None
    qualifiers: tuple[Qualifier, ...] = ()
    ambiguous: bool = False
    evidence: tuple[str, ...] = ()


class PassageTags(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """All tags of one passage: a line of ``tags.jsonl``.

    Attributes
    ----------
    text_sha256 : str
        Of the passage's text in UTF-8, so that tags are never laid over another text.
    """

    schema_version: int = SCHEMA_VERSION
    document_id: str
    passage_id: str
    text_sha256: str
    blocks: tuple[Block, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    units: tuple[UnitMention, ...] = ()
    people: tuple[PersonMention, ...] = ()
    statistics: tuple[Statistic, ...] = ()
    ratings: tuple[Rating, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    sentiments: tuple[Sentiment, ...] = ()
