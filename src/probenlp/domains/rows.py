"""The rows of the tables that hold facts, one class a table.

Multiple values in a cell are joined by ``|``.

Dates are ISO 8601 strings of a year, a month or a day ("2018-04"), or empty where not known; both
ends of a validity are inclusive. Rows compare and sort by what the file says, nothing is guessed.

The page that tells how to write a domain is made from the attributes described here.

"""

from typing import Literal

import msgspec

from probenlp.records import SpeakerRole

Many = tuple[str, ...]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What every table has: a stable id, the source of the fact, and whether it was verified.

    Attributes
    ----------
    id : str
        Small letters, digits and underscores; stands once in its table and is never used again.
    note : str
        For people.
    source : str
        Where the fact is from.
    verified : str
        ``yes``, ``partly``, ``no``, or ``n/a`` for what is no fact, such as a list of cues.
    """

    id: str
    note: str = ""
    source: str = ""
    verified: str = ""


class Unit(Row, frozen=True, kw_only=True):
    """A service, office or body.

    Attributes
    ----------
    name : str
        Its full name.
    kind : str
        Row of the kinds table.
    parent : str
        Id of the unit above it, or empty.
    aliases : tuple of str
        Other names as found in texts; further ones are generated.
    name_cy : str
        Its name in Welsh, or in another second language of the area.
    code : str
        An official code, for people.
    valid_from, valid_to : str
        First and last day, month or year under this name.
    ambiguity : tuple of str
        What else the name may be: ``place`` (the name or its core is a place's), ``place:FORM``
        (only that alias is), ``coordination`` (a list of places), ``acronym``, ``common_noun``.
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
    """A holder of a public office, for one term; a person of two terms has two rows.

    Attributes
    ----------
    name : str
        The form that all mentions of the person get.
    aliases : tuple of str
        Other forms found in texts ("Dame Ada", "Ms Quill").
    role : str
        The office in words.
    role_id : str
        Row of the roles table.
    organisation : str
        Row of the units table.
    class : str
        ``official``, ``politician``, ``union``, ``academic``, …; an office whose holders are
        officials or politicians and follow each other is held by one at a time.
    valid_from, valid_to : str
        The term.
    """

    name: str
    aliases: Many = ()
    role: str = ""
    role_id: str = ""
    organisation: str = ""
    classification: str = msgspec.field(name="class", default="")
    valid_from: str = ""
    valid_to: str = ""


class Role(Row, frozen=True, kw_only=True):
    """An office or occupation; ``voice`` says whose side its holders speak for.

    Attributes
    ----------
    abbreviation : str
        As in texts.
    title : str
        The office's full name.
    aliases : tuple of str
        Other names, plurals among them.
    organisation : str
        Row of the units table, or of the kinds table for an office that each such unit has.
    class : str
        As in the people table.
    voice : tuple of str
        Keys of ``role_classes`` in ``domain.toml``; the first that is there decides.
    band : str
        Grade of pay, for people.
    valid_from, valid_to : str
        When the office existed.
    ambiguity : str
        What else its names may mean, for people.
    """

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
    """A grade of a scale (``kind`` label), or a band or total of its scores.

    Attributes
    ----------
    scale : str
        Rows with one scale belong together.
    inspectorate : str
        Row of the units table: who rates by this scale.
    kind : str
        ``label``: a grade; ``band``: the scores that come to a grade; ``total``: the most points
        there are; ``narrative``: words without a scale.
    label : str
        The grade's name.
    points : str
        What the grade counts towards a total.
    rank : str
        1 for the lowest grade of the scale.
    score_min, score_max, score_out_of : str
        The scores of a band or total, both ends included.
    valid_from, valid_to : str
        When the scale was in use.
    applies_to : str
        For people.
    surface_variants : tuple of str
        Other forms of the grade in texts.
    """

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
    """An inspection standard.

    Attributes
    ----------
    name : str
        In texts; words in brackets tell it from another of the same name and are not part of it.
    domain : str
        The group of standards it belongs to, for people.
    applies_to : tuple of str
        Rows of the kinds table.
    valid_from, valid_to : str
        When units were inspected by it.
    aliases : tuple of str
        Other names in texts.
    cue_phrases : tuple of str
        Words that tell that a sentence is about it.
    """

    name: str
    domain: str = ""
    applies_to: Many = ()
    valid_from: str = ""
    valid_to: str = ""
    aliases: Many = ()
    cue_phrases: Many = ()


class Outcome(Row, frozen=True, kw_only=True):
    """A published inspection outcome: the register that claims are held against.

    Attributes
    ----------
    unit_id : str
        Row of the units table.
    unit_name_in_source : str
        The name as published.
    kind : str
        Row of the kinds table, that of the unit.
    year, published : str
        The year, and the date as far as it is known.
    overall_rating, previous_rating : str
        Labels of the ratings table.
    score, score_out_of : str
        Points, and the most that could be had.
    score_basis : str
        Who states the score.
    chief_inspector : str
        Name of a person of the people table.
    standard_ratings : tuple of str
        ``STANDARD=LABEL``, row of the standards table and label of the ratings table.
    date_basis : str
        How the date is known.
    """

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
    standard_ratings: Many = ()
    date_basis: str = ""


class Kind(Row, frozen=True, kw_only=True):
    """A kind of unit: the nouns that make a name one ("PDU"), and how texts point back to it.

    Attributes
    ----------
    name : str
        For people.
    heads : tuple of str
        Head nouns of full names, singular: "PDU", "Probation Delivery Unit"; a head that stands
        before the place is written with "…" ("HMP …").
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


class Publisher(Row, frozen=True, kw_only=True):
    """A site or publication: host names and the names texts call it by.

    Attributes
    ----------
    name : str
        Its name.
    aliases : tuple of str
        Other names in texts.
    hosts : tuple of str
        Host names of its sites; those below them count too.
    role : str
        Whose words its own text is, a :data:`probenlp.records.SpeakerRole`.
    kind : str
        What it publishes, a :data:`probenlp.records.DocumentKind`, or empty.
    """

    name: str
    aliases: Many = ()
    hosts: Many = ()
    role: str
    kind: str = ""
