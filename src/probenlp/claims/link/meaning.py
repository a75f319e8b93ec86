"""What a figure measures, as a bag of meanings that other words for the same share."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

import msgspec

from probenlp.domains import Domain

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_STOP: Final = frozenset(
    "the a an and or but for was were are is be been being has have had do does did that this these"
    " those with from their they them his her its it our us we i you your my me he she who which"
    " where when what whom whose than then there here more most less least only just almost about"
    " per cent percent into out all any some such could should would will must may might can of in"
    " on at to by as so if also very too own other others another each both after before during"
    " while since over under again once ever still already yet even up down said says say told"
    " had s t re ve ll d m one two three four five six seven eight nine ten eleven twelve"
    " many much few several lot made make get got percentage proportion share number total figure"
    " average around nearly fewer".split()
)
_NEGATIVE: Final = frozenset(
    "not no never none nobody without neither nor cannot lack lacked lacking no-one".split()
)
_ENDINGS: Final = re.compile(
    r"(?:isations?|izations?|ations?|ingly|edly|ments?|ness|ance|ence|ings?|ies|ied|ily|ers?|ors?|"
    r"ed|es|ly|s|y|e)$"
)


class Meaning(msgspec.Struct, frozen=True, gc=False):
    """What words say, whatever they are.

    Attributes
    ----------
    parts : frozenset of str
        Rows of the synonyms table, and stems of the words that stand in none.
    negative : bool
        Whether they deny it: "not made", "missing", "vacant".
    facets : frozenset of tuple of str
        Of parts that exclude others: ("stage", "planning").
    """

    parts: frozenset[str] = frozenset()
    negative: bool = False
    facets: frozenset[tuple[str, str]] = frozenset()

    def excludes(self, other: "Meaning") -> bool:
        """Tell whether two are of different sides of one thing: assessed and planned."""
        mine, theirs = dict(self.facets), dict(other.facets)
        return any(
            facet in theirs
            and not {part for name, part in self.facets if name == facet}
            & {part for name, part in other.facets if name == facet}
            for facet in mine
        )


class Lexicon:
    """Reads the meaning of words by a domain's table of synonyms.

    Parameters
    ----------
    domain : Domain

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> lexicon = Lexicon(load_domain("probation"))
    >>> one = lexicon.read("probation officer posts were vacant")
    >>> two = lexicon.read("jobs for probation officers were empty")
    >>> one == two, sorted(one.parts)
    (True, ['filled', 'post', 'practitioner'])
    >>> lexicon.read("plans were not reviewed").negative
    True
    """

    def __init__(self, domain: Domain) -> None:
        contrary = {row.id: row.opposite for row in domain.synonyms if row.opposite}
        phrases: dict[tuple[str, ...], list[tuple[str, bool]]] = {}
        for row in domain.synonyms:
            means = (contrary.get(row.id, row.id), row.id in contrary)
            for words in row.words:
                key = tuple(stem(word) for word in _WORD.findall(words.lower()))
                if means not in phrases.setdefault(key, []):
                    phrases[key].append(means)
        self._phrases = phrases
        self._facets = {row.id: row.facet for row in domain.synonyms if row.facet}
        self._longest: dict[str, int] = {}
        for first, *rest in filter(None, phrases):
            self._longest[first] = max(self._longest.get(first, 1), 1 + len(rest))

    def read(self, words: str, *, leave_out: frozenset[str] = frozenset()) -> Meaning:
        """Read words.

        Parameters
        ----------
        words : str
        leave_out : frozenset of str
            Stems that say nothing here, such as those of the unit's name.
        """
        plain = [match[0] for match in _WORD.finditer(words.lower().replace("’", "'"))]
        stems = [stem(word) for word in plain]
        parts: set[str] = set()
        negative = any(word in _NEGATIVE or word.endswith("n't") for word in plain)
        place = 0
        while place < len(stems):
            length, means = self._phrase_at(stems, place)
            for part, denies in means:
                parts.add(part)
                negative = negative or denies
            if not means and self._tells(plain[place], stems[place], leave_out):
                parts.add(stems[place])
            place += length
        facets = frozenset((self._facets[part], part) for part in parts if part in self._facets)
        return Meaning(frozenset(parts), negative, facets)

    def _phrase_at(
        self, stems: Sequence[str], place: int
    ) -> tuple[int, Sequence[tuple[str, bool]]]:
        longest = self._longest.get(stems[place], 0)  # of the phrases that begin so: mostly none
        for length in range(min(longest, len(stems) - place), 0, -1):
            if found := self._phrases.get(tuple(stems[place : place + length])):
                return length, found
        return 1, ()

    @staticmethod
    def _tells(word: str, stemmed: str, leave_out: frozenset[str]) -> bool:
        return (
            len(word) > 2
            and word not in _STOP
            and word not in _NEGATIVE
            and stemmed not in leave_out
            and not word.endswith("n't")
        )


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Cut the endings of number, tense and kind; words of four letters keep all of them but -s.

    Examples
    --------
    >>> stem("enquiries") == stem("enquiry"), stem("assessed") == stem("assessment")
    (True, True)
    >>> stem("was"), stem("jobs")
    ('was', 'job')
    """
    word = word.removesuffix("'s").removesuffix("’s")
    if len(word) <= 4:
        return word[:-1] if len(word) == 4 and word.endswith("s") and word[-2] not in "us" else word
    cut = word
    for _ in range(2):
        shorter = _ENDINGS.sub("", cut)
        if len(shorter) < 3:
            break
        cut = shorter
    if len(cut) > 3 and cut[-1] == cut[-2] and cut[-1] not in "sl":
        cut = cut[:-1]
    return cut


def stems_of(words: str) -> Iterator[str]:
    """Give the stems of all words, such as those of a name."""
    for word in _WORD.findall(words.lower()):
        yield stem(word)
