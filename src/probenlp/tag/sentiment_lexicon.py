"""The words that value a public service, and how words around them turn what they say.

Two tables ship beside this module. ``public_service.tsv`` is our own: judgements as inspectors and
staff make them, deficits ("vacancy"), amounts that are good or bad by their size ("morale",
"workload"), words of movement and size, shades, mockery, and words that only name the subject where
a general lexicon hears feeling ("prison", "violence", "security"). ``vader.tsv`` holds the plain
words of VADER's lexicon (Hutto and Gilbert, 2014; MIT), asked last and believed less.

The domain adds its ordered grades (``ratings``) and its measures.

"""

import csv
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files
from typing import Final, Literal, get_args

import msgspec

from probenlp.domains import Domain
from probenlp.tag.phrases import PhraseTable, plurals, verb_forms

Kind = Literal[
    "value", "bad_amount", "good_amount", "fall", "rise", "high", "low", "more_so", "less_so",
    "irony", "hint", "neutral",
]  # fmt: skip
"""``value``: good or bad as it stands; the amounts: by how much there is; ``fall`` to ``low``: what
becomes of an amount; ``more_so``, ``less_so``: shades; ``hint``: tells where no value does ("had
not", "still waiting"); ``neutral``: names the subject, no more."""

_FORMS: Final = {"as_is": lambda word: (word,), "noun": plurals, "verb": verb_forms}
_VADER_SCALE: Final = 4.0
_VADER_TRUST: Final = 0.8
"""A general lexicon was made for posts about films and phones."""
_VADER_LEAST: Final = 1.0
"""On VADER's scale of 4; what lies below names things more often than it values them."""
_OF_MEASURE: Final = -0.15

Roles = dict[Kind, float]
"""What a word can be, with its score or factor: "poor" is a value and a size."""


class Entry(msgspec.Struct, frozen=True):
    """What the tables know of a word.

    Attributes
    ----------
    roles : dict of str to float
        By kind; scores from -1 to 1, factors of shades.
    source : str
        ``own``, ``domain`` or ``vader``.
    """

    roles: Roles
    source: str


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A row of ``public_service.tsv``."""

    id: str
    kind: Kind
    form: Literal["as_is", "noun", "verb"]
    score: str
    words: str
    note: str = ""


def own_rows() -> list[Row]:
    """Read our own table."""
    return [msgspec.convert(cells, Row) for cells in _cells("public_service.tsv")]


def _cells(name: str) -> Iterator[dict[str, str]]:
    table = files("probenlp.tag").joinpath("sentiment_words", name)
    lines = table.read_text(encoding="utf-8").split("\n")
    yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


@lru_cache(maxsize=1)
def _general() -> dict[str, Entry]:
    """Put together what holds in any domain, our own words before VADER's."""
    found: dict[str, Entry] = {}
    for row in own_rows():
        for word in row.words.split("|"):
            for form in _FORMS[row.form](word):
                entry = found.setdefault(form, Entry({}, "own"))
                entry.roles.setdefault(row.kind, float(row.score))
    for word, mean in vader_words().items():
        if abs(mean) >= _VADER_LEAST and word not in found:
            score = round(mean / _VADER_SCALE * _VADER_TRUST, 3)
            found[word] = Entry({"value": score}, "vader")
    return found


@lru_cache(maxsize=1)
def vader_words() -> dict[str, float]:
    """Read the plain words of VADER's lexicon with their means, from -4 to 4.

    Examples
    --------
    >>> vader_words()["awful"]
    -2.0
    """
    return {cells["word"]: float(cells["mean"]) for cells in _cells("vader.tsv")}


def lexicon(domain: Domain | None = None) -> PhraseTable[Entry]:
    """Make the table of all words that tell for or against a service.

    Parameters
    ----------
    domain : Domain, optional
        Its measures become amounts, its grades values by their rank: the top grade of a scale
        counts 0.9, the lowest -0.9, and the middle of the scale nothing. A word that the general
        tables know keeps what they say, for a grade is also a plain word ("good").

    Examples
    --------
    >>> from probenlp.tag.phrases import words_of
    >>> hits = lexicon().find(words_of("The prison has a worrying backlog."))
    >>> [(hit.phrase, sorted(hit.payload.roles)) for hit in hits]
    [('prison', ['neutral']), ('worrying', ['value']), ('backlog', ['bad_amount'])]
    """
    found = dict(_general())
    if domain is not None:
        for phrase, roles in _of_domain(domain):
            found.setdefault(phrase, Entry(roles, "domain"))
    return PhraseTable(found.items())


def _of_domain(domain: Domain) -> Iterator[tuple[str, Roles]]:
    for row in domain.measures:
        good = row.direction == "good"
        kind: Kind = "good_amount" if good else "bad_amount"
        for cue in row.cues:
            yield cue, {kind: -_OF_MEASURE if good else _OF_MEASURE}
    ranks = grade_scores(domain)
    for grade in domain.ratings:
        if grade.id in ranks:
            for form in (grade.label, *grade.surface_variants):
                if any(letter.isalpha() for letter in form):  # a bare "3" is no grade
                    yield form.lower().strip("‘’'"), {"value": ranks[grade.id]}


def grade_scores(domain: Domain) -> dict[str, float]:
    """Give the score of each grade: its rank in its scale, from -0.9 to 0.9.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> scores = grade_scores(load_domain("probation"))
    >>> scores["hmip4_outstanding"], scores["hmip4_requires_improvement"]
    (0.9, -0.5)
    """
    scales: dict[str, dict[str, int]] = {}
    for row in domain.ratings:
        if row.kind == "label" and row.rank:
            scales.setdefault(row.scale, {})[row.id] = int(row.rank)
    return {
        grade: _of_rank(rank, max(ranks.values()))
        for ranks in scales.values()
        for grade, rank in ranks.items()
    }


_TOP: Final = 0.9
_LEAST_OF_A_GRADE: Final = 0.5


def _of_rank(rank: int, top: int) -> float:
    """Lay ranks over -1 to 1; no grade but the very middle one is close to nothing."""
    if top == 1:
        return 0.0
    place = 2 * (rank - 1) / (top - 1) - 1
    if place == 0:
        return 0.0
    size = max(_LEAST_OF_A_GRADE, round(_TOP * abs(place), 2))
    return size if place > 0 else -size


KINDS: Final = get_args(Kind)
