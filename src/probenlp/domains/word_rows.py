"""The rows of the tables that hold words: subjects, terms, measures, and turns of phrase."""

from typing import Literal

from probenlp.domains.rows import Many, Row


class Topic(Row, frozen=True, kw_only=True):
    """A subject that claims are about; strong cues decide, weak ones support.

    Attributes
    ----------
    name : str
        For people.
    parent : str
        The group of topics it belongs to; ``context`` for subjects that are not the work itself.
        The topic with the id ``politics`` tells opinion from testimony.
    cue_lemmas, cue_phrases : tuple of str
        Strong cues, words and phrases; inflected forms are found too. What is written in capitals
        is found in capitals only.
    weak_lemmas : tuple of str
        Words that only break ties.
    related_standards : tuple of str
        Rows of the standards table; a claim takes the standard where there is exactly one.
    stat_units : tuple of str
        What its figures count, for people.
    """

    name: str
    parent: str = ""
    cue_lemmas: Many = ()
    weak_lemmas: Many = ()
    cue_phrases: Many = ()
    related_standards: Many = ()
    stat_units: Many = ()


class Term(Row, frozen=True, kw_only=True):
    """A term of the trade with what it stands for.

    Attributes
    ----------
    term : str
        As in texts; an acronym counts as a word of the work.
    expansion : str
        What it stands for.
    topic : str
        Row of the topics table, or empty.
    aliases : tuple of str
        Other forms.
    ambiguity : str
        What else it may mean, for people.
    """

    term: str
    expansion: str = ""
    topic: str = ""
    aliases: Many = ()
    ambiguity: str = ""


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


class Aspect(Row, frozen=True, kw_only=True):
    """A side of the service that is praised or blamed by itself; its id is the aspect's name.

    Attributes
    ----------
    name : str
        For people.
    topics : tuple of str
        Rows of the topics table whose strong cues tell of it too.
    cues : tuple of str
        Further words and phrases, singular and present; inflected forms are found too. What is
        written in capitals is found in capitals only.
    """

    name: str = ""
    topics: Many = ()
    cues: Many = ()


WordingUse = Literal[
    "my_work",
    "our_work",
    "served_while_on",
    "served_my",
    "served_beside_family",
    "served_as",
    "served_was",
    "served_phrase",
    "inspection",
]


class Wording(Row, frozen=True, kw_only=True):
    """Words by which writers give away that they do the work, or that the service acts on them.

    The frames are English and stand in code ("my …", "as a …", "I was …"); what fills them in one
    trade stands here.

    Attributes
    ----------
    use : str
        ``my_work``, ``our_work``: what those who do the work call "my" and "our" ("my caseload").
        ``served_while_on``: "I am on …"; ``served_my``: "my …"; ``served_as``: "as a …";
        ``served_was``: "I was …"; ``served_phrase``: a clause as it stands, of those on whom the
        service acts, and ``served_beside_family``: what makes "my son …" a word of their family.
        ``inspection``: names by which writers point to a report of an inspectorate.
    words : tuple of str
        Lower-case words or phrases; "…" alone is any word, at a word's end any ending.
    """

    use: WordingUse
    words: Many


class Synonym(Row, frozen=True, kw_only=True):
    """Words that say the same of what is measured, so that a fact told in other words is found.

    A word may stand in several rows: a vacancy is a post that is not filled.

    Attributes
    ----------
    words : tuple of str
        Lower-case words or phrases; other endings are found too.
    opposite : str
        Row of this table that says the contrary: a third sufficient is two thirds insufficient.
    facet : str
        Rows of one facet exclude each other: what was assessed well is not what was planned well.
    """

    words: Many
    opposite: str = ""
    facet: str = ""
