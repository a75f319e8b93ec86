"""The rows of a domain's tables, one class a table. Multiple values in a cell are joined by ``|``.

Dates are ISO 8601 strings of a year, a month or a day ("2018-04"), or empty where not known; both
ends of a validity are inclusive. Rows compare and sort by what the file says, nothing is guessed.

"""

from typing import Literal

import msgspec

from probenlp.records import SpeakerRole

Many = tuple[str, ...]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What every table has: a stable id, the source of the fact, and whether it was verified."""

    id: str
    note: str = ""
    source: str = ""
    verified: str = ""


class Unit(Row, frozen=True, kw_only=True):
    """A service, office or body.

    Attributes
    ----------
    kind : str
        Row of the kinds table.
    parent : str
        Id of the unit above it, or empty.
    aliases : tuple of str
        Other names as found in texts; further ones are generated.
    ambiguity : tuple of str
        What else the name may be: ``place``, ``acronym``, ``coordination``, ``place_without_CRC``.
    """

    name: str
    kind: str
    parent: str = ""
    aliases: Many = ()
    name_cy: str = ""
    code: str = ""
    valid_from: str = ""
    valid_to: str = ""
    ambiguity: Many = ()


class Person(Row, frozen=True, kw_only=True):
    """A holder of a public office, for one term; a person of two terms has two rows."""

    name: str
    aliases: Many = ()
    role: str = ""
    role_id: str = ""
    organisation: str = ""
    classification: str = msgspec.field(name="class", default="")
    valid_from: str = ""
    valid_to: str = ""


class Role(Row, frozen=True, kw_only=True):
    """An office or occupation; ``voice`` says whose side its holders speak for."""

    abbreviation: str = ""
    title: str
    aliases: Many = ()
    organisation: str = ""
    classification: str = msgspec.field(name="class", default="")
    voice: Many = ()
    band: str = ""
    valid_from: str = ""
    valid_to: str = ""
    ambiguity: str = ""


class RatingRow(Row, frozen=True, kw_only=True):
    """A grade of a scale (``kind`` label), or a band or total of its scores."""

    scale: str
    inspectorate: str
    kind: str
    label: str
    points: str = ""
    rank: str = ""
    score_min: str = ""
    score_max: str = ""
    score_out_of: str = ""
    valid_from: str = ""
    valid_to: str = ""
    applies_to: str = ""
    surface_variants: Many = ()


class Standard(Row, frozen=True, kw_only=True):
    """An inspection standard."""

    name: str
    domain: str = ""
    applies_to: Many = ()
    valid_from: str = ""
    valid_to: str = ""
    aliases: Many = ()
    cue_phrases: Many = ()


class Topic(Row, frozen=True, kw_only=True):
    """A subject that claims are about; strong cues decide, weak ones support."""

    name: str
    parent: str = ""
    cue_lemmas: Many = ()
    weak_lemmas: Many = ()
    cue_phrases: Many = ()
    related_standards: Many = ()
    stat_units: Many = ()


class Term(Row, frozen=True, kw_only=True):
    """A term of the trade with what it stands for."""

    term: str
    expansion: str = ""
    topic: str = ""
    aliases: Many = ()
    ambiguity: str = ""


class Outcome(Row, frozen=True, kw_only=True):
    """A published inspection outcome: the register that claims are held against."""

    unit_id: str
    unit_name_in_source: str = ""
    kind: str = ""
    year: str = ""
    published: str = ""
    overall_rating: str = ""
    score: str = ""
    score_out_of: str = ""
    score_basis: str = ""
    previous_rating: str = ""
    chief_inspector: str = ""
    standard_ratings: str = ""
    date_basis: str = ""


class Kind(Row, frozen=True, kw_only=True):
    """A kind of unit: the nouns that make a name one ("PDU"), and how texts point back to it.

    Attributes
    ----------
    heads : tuple of str
        Head nouns of full names, singular: "PDU", "Probation Delivery Unit".
    plural_heads : tuple of str
        "PDUs"; they make several names at once ("Ashmere and Tolland PDUs").
    anaphors : tuple of str
        Definite short forms: "the PDU", "the unit".
    inspected : str
        ``yes`` for kinds that the inspectorate rates.
    role : str
        Whose side those who speak for such a unit are on; empty: the inspected body's where
        ``inspected``, else other.
    """

    name: str
    heads: Many = ()
    plural_heads: Many = ()
    anaphors: Many = ()
    inspected: str = ""
    role: SpeakerRole | Literal[""] = ""

    @property
    def speakers(self) -> SpeakerRole:
        """The side of those who speak for such a unit."""
        return self.role or ("inspected_body" if self.inspected else "other")


class Measure(Row, frozen=True, kw_only=True):
    """Words of a measure that tell whether much of it is good or bad for the service.

    Attributes
    ----------
    cues : tuple of str
        Lower-case words or phrases.
    direction : str
        ``good``: the more the better ("satisfactory"); ``bad``: the less ("vacancies").
    """

    cues: Many
    direction: str


class Publisher(Row, frozen=True, kw_only=True):
    """A site or publication: host names and the names texts call it by.

    Attributes
    ----------
    role : str
        Whose words its own text is, a :data:`probenlp.records.SpeakerRole`.
    kind : str
        What it publishes, a :data:`probenlp.records.DocumentKind`.
    """

    name: str
    aliases: Many = ()
    hosts: Many = ()
    role: str
    kind: str = ""
