"""Find the phrases of a table in a text, the longest first, in one pass over its words."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, NamedTuple, TypeVar

_TOKEN: Final = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[^\w\s]")
_VOWELS: Final = "aeiou"

P = TypeVar("P")


class Word(NamedTuple):
    """A word or mark of a text.

    Attributes
    ----------
    start, end : int
        Half-open, code points of the text.
    text : str
        As written, with a straight apostrophe.
    lower : str
        In small letters.
    """

    start: int
    end: int
    text: str
    lower: str


@dataclass(frozen=True, slots=True)
class Hit(Generic[P]):
    """A phrase of the table in a text: its first word, the one behind its last, and what it is."""

    first: int
    last: int
    phrase: str
    payload: P


def words_of(text: str) -> list[Word]:
    """Cut a text into words and marks; a hyphenated word is one.

    Examples
    --------
    >>> [word.lower for word in words_of("It’s over-stretched!")]
    ["it's", 'over-stretched', '!']
    """
    words = []
    for match in _TOKEN.finditer(text.replace("’", "'")):
        word = match[0]
        words.append(Word(match.start(), match.end(), word, word.lower()))
    return words


class PhraseTable(Generic[P]):
    """Phrases, each with what is known of it.

    A phrase in capitals ("IT") is found in capitals only. Looking a text up takes time in its
    length alone, however many phrases there are.

    Parameters
    ----------
    phrases : iterable of (str, payload)
        Of a phrase that comes twice the first stays.

    Examples
    --------
    >>> table = PhraseTable([("fit for purpose", 1), ("fit", 2)])
    >>> [(hit.phrase, hit.payload) for hit in table.find(words_of("Not fit for purpose, not fit."))]
    [('fit for purpose', 1), ('fit', 2)]
    """

    def __init__(self, phrases: Iterable[tuple[str, P]]) -> None:
        self._phrases: dict[tuple[str, ...], tuple[str, P]] = {}
        lengths: dict[str, set[int]] = {}
        for phrase, payload in phrases:
            cased = phrase.isupper() and len(phrase) > 1
            key = tuple(word.text if cased else word.lower for word in words_of(phrase))
            if key and key not in self._phrases:
                self._phrases[key] = phrase, payload
                lengths.setdefault(key[0], set()).add(len(key))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}

    def find(self, words: Sequence[Word]) -> Iterator[Hit[P]]:
        """Give the phrases in a row of words; none overlaps another."""
        lower = [word.lower for word in words]
        written = [word.text for word in words]
        at, end = 0, len(words)
        while at < end:
            hit = self._at(lower, at)
            if hit is None and written[at] != lower[at]:
                hit = self._at(written, at)
            if hit is None:
                at += 1
            else:
                yield hit
                at = hit.last

    def _at(self, words: Sequence[str], at: int) -> Hit[P] | None:
        for length in self._lengths.get(words[at], ()):
            key = tuple(words[at : at + length])  # near the end there may be fewer
            found = self._phrases.get(key)
            if found is not None:
                return Hit(at, at + len(key), *found)
        return None


def plurals(noun: str) -> tuple[str, ...]:
    """Give a noun and its regular plural; English inflects the last word of a phrase.

    Examples
    --------
    >>> plurals("waiting list"), plurals("vacancy")
    (('waiting list', 'waiting lists'), ('vacancy', 'vacancies'))
    """
    if noun.endswith("y") and noun[-2:-1] not in _VOWELS:
        return noun, noun[:-1] + "ies"
    if noun.endswith(("s", "x", "ch", "sh")):
        return noun, noun + "es"
    return noun, noun + "s"


def verb_forms(verb: str) -> tuple[str, ...]:
    """Give the regular forms of a verb.

    Examples
    --------
    >>> verb_forms("praise"), verb_forms("deny")
    (('praise', 'praises', 'praised', 'praising'), ('deny', 'denies', 'denied', 'denying'))
    """
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2:-1] not in _VOWELS:
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    es = "es" if verb.endswith(("s", "x", "ch", "sh")) else "s"
    return verb, verb + es, verb + "ed", verb + "ing"
