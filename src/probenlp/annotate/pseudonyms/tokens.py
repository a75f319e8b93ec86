"""The words of a passage, and the stretches of it in which no private person is named."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from probenlp.annotate.pseudonyms.names import (
    EPONYM,
    INSTITUTION,
    WORD,
    bare,
    is_first_name,
    may_be_first_name,
    well_known,
)
from probenlp.annotate.pseudonyms.word_lists import pattern_named

_IDIOMS: Final = re.compile(
    r"\brob(?:bing|s|bed)? Peter to pay Paul\b|\bTom,? Dick,? (?:and|or|&|n) Harry\b|\b(?:Joe"
    r"|John|Jane)"
    r" (?:Bloggs|Public|Doe|Average)\b|\bUncle Tom Cobb?le[iy]gh?(?: and all)?\b"
    r"|\bUncle Tom Cobb?ley\b"
    r"|\bBob['’]s your uncle\b|\bFanny['’]s your aunt\b|\b[Pp]ete['’]s sake\b|\bJack the [Ll]ad\b"
    r"|\b(?:Hobson|Buridan)['’]s\b|\b(?:Murphy|Parkinson|Goodhart|Sod|Godwin|Campbell|Moore"
    r"|Cole)['’]s"
    r" [Ll]aw\b|\b(?:Mark|mark) my words\b|\bPeter Principle\b|\bSally Army\b|\bAunt Sally\b"
    r"|\b[Jj]ack of all trades\b|\bJack and Jill\b|\bBig Ben\b|\bright Charlies?\b"
    r"|\bproper Charlies?\b"
    r"|\bNosey Parker\b|\bPlain Jane\b|\bJohnny[- ]come[- ]lately\b|\bBilly no mates\b"
    r"|\bSimple Simon\b"
    r"|\bPeeping Tom\b|\bDoubting Thomas\b|\bJudas\b|\bpaddy wagon\b|\bSmart Alec\w*\b"
    r"|\bEven Stevens?\b"
    r"|\bThomas the Tank\b|\bPostman Pat\b|\bBob the Builder\b|\bDear (?:Deidre|John)\b"
    r"|\bSpitting Image\b"
    r"|\bJohn Lewis\b|\bMarks? (?:and|&) Spencers?\b|\bW\.?H\.? Smiths?\b|\bLaura Ashley\b"
    r"|\bJohn Deere\b"
    r"|\bJack Daniel['’]?s\b|\bJohnnie Walker\b|\bBen (?:and|&) Jerry['’]?s\b|\bTed Baker\b"
    r"|\bHarry Ramsden['’]?s\b"
    r"|\bRamsay MacDonald\b|\bDr(?:\.|\b) Who\b|\bDaniel Blake\b|\bVera Drake\b|\bJane Eyre\b"
    r"|\bMobility Dick\b"
    r"|\bFather Ted\b|\bDad['’]s Army\b|\bFather Christmas\b|\bMother Teresa\b|\bJack Frost\b"
    r"|\bTommy gun\b"
    r"|\bRegina v\.? \w+|\bR v\.? [A-Z]\w+|\b[A-Z][\w’'-]+ v\.? (?:Secretary|The|R\b|Ministry"
    r"|Chief)\w*",
    re.IGNORECASE,
)
_SAINT: Final = pattern_named("tokens.saint")
_WORK: Final = re.compile(
    r"\b(?i:book|novel|film|movie|play|song|album|series|poem|musical|memoir|documentary|podcast"
    r"|episode"
    r"|titled|entitled|read|reading|watch|watched|watching|recommend)\s+"
    r"(?P<title>[“\"‘][A-Z][^“”\"‘’\n]{2,70}[”\"’])"
)
_AND_TITLE: Final = re.compile(
    r"(?:,| and|, and| or)\s+(?P<title>[“\"‘][A-Z][^“”\"‘’\n]{2,70}[”\"’])"
)
_BY: Final = re.compile(
    r"[”\"’,]?\s+(?:\(\d{4}\)\s+)?by\s+(?P<author>[A-Z][\w’'.-]*(?:\s[A-Z][\w’'.-]*){0,2})"
)
_CITED: Final = re.compile(
    r"\(?\b(?P<name>[A-Z][\w’'-]+(?:(?:,? (?:and|&) | et al\.?"
    r"|, )(?:[A-Z][\w’'-]+)?)*),?\s+\(?(?:19|20)\d\d[a-c]?\)"
)
_JOINED: Final = (" ", "\u00a0")
_SURNAMES: Final = frozenset(
    """hall hill green wood cross church park ward lane day law price mason west north south banks
    fields marsh reed page""".split()
)
"""Words of places that are surnames as well."""
_IN: Final = frozenset("the at in to from near by outside inside".split())
_LONGEST: Final = 3


class Token(NamedTuple):
    """A word of a text."""

    start: int
    end: int
    text: str

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.text[0].isupper()


class Words:
    """The words of a passage.

    Parameters
    ----------
    text : str
    blocked : iterable of tuple of int
        Stretches in which no private person is named: the names of services.
    """

    def __init__(self, text: str, blocked: Iterable[tuple[int, int]]) -> None:
        self.text = text
        self.tokens = [Token(*match.span(), match[0]) for match in WORD.finditer(text)]
        self.at = {token.start: index for index, token in enumerate(self.tokens)}
        self._blocked = _merged([*blocked, *_things(text)])
        self._starts = [start for start, _ in self._blocked]
        self._blocked = _merged([*self._blocked, *self._institutions()])
        self._starts = [start for start, _ in self._blocked]

    def is_blocked(self, start: int, end: int) -> bool:
        """Tell whether a stretch touches one in which nobody is named."""
        index = bisect_right(self._starts, start) - 1
        if index >= 0 and self._blocked[index][1] > start:
            return True
        index = bisect_left(self._starts, start)
        return index < len(self._starts) and self._starts[index] < end

    def before(self, index: int) -> Token | None:
        """Give the word right before, with nothing but one blank between."""
        if index == 0:
            return None
        token, following = self.tokens[index - 1], self.tokens[index]
        return token if self.text[token.end : following.start] in _JOINED else None

    def after(self, index: int) -> Token | None:
        """Give the word right after, with nothing but one blank between."""
        if index + 1 >= len(self.tokens):
            return None
        token, following = self.tokens[index], self.tokens[index + 1]
        return following if self.text[token.end : following.start] in _JOINED else None

    def opens_sentence(self, index: int) -> bool:
        """Tell whether a word is the first of its sentence or line."""
        start = self.tokens[index].start
        lead = self.text[max(0, start - 3) : start].rstrip(" \u00a0\t“\"'‘(*>")
        return start == 0 or not lead or lead[-1] in ".!?…\n:" or lead.endswith("\n")

    def _institutions(self) -> Iterator[tuple[int, int]]:
        """Find runs of capitals that end in the word of a body, and things named after people."""
        index = 0
        while index < len(self.tokens):
            if self.tokens[index].text in ("The", "A", "This", "That"):
                index += 1
                continue
            run = self.run(index)
            if run and (thing := self._thing(index, index + run)) is not None:
                yield thing
            index += max(run, 1)

    def _thing(self, first: int, stop: int) -> tuple[int, int] | None:
        last = self.tokens[stop - 1]
        own = "'" in last.text or "’" in last.text
        following = self.after(stop - 1)
        if following is not None and following.text.casefold() in EPONYM and not own:
            lead = self.before(first)
            if lead is not None and lead.text.casefold() in ("the", "of", "lord", "sir", "a"):
                return self.tokens[first].start, following.end
        for index in range(stop - 1, first, -1):
            word = self.tokens[index].text.casefold()
            if word in INSTITUTION or (word in EPONYM and self.tokens[index].capital):
                if index - first == 1 and self._is_surname(first, index):
                    return None
                return self.tokens[first].start, self.tokens[index].end
        return None

    def _is_surname(self, first: int, last: int) -> bool:
        lead = self.before(first)
        if lead is not None and lead.text.casefold() in _IN:
            return False
        if bare(self.tokens[first].text) != self.tokens[first].text.casefold():
            return False
        named = is_first_name(self.tokens[first].text)
        return named and self.tokens[last].text.casefold() in _SURNAMES

    def run(self, first: int) -> int:
        """Give how many words with capitals follow each other from here on."""
        index = first
        while index < len(self.tokens) and self.tokens[index].capital:
            index += 1
            if index >= len(self.tokens) or index - first > 2 * _LONGEST:
                break
            if self.text[self.tokens[index - 1].end : self.tokens[index].start] not in _JOINED:
                break
        return index - first


def _things(text: str) -> Iterator[tuple[int, int]]:
    for pattern in (_IDIOMS, _SAINT):
        yield from (match.span() for match in pattern.finditer(text))
    for match in _WORK.finditer(text):
        yield match.span("title")
        last = match.end()
        while more := _AND_TITLE.match(text, last):
            yield more.span("title")
            last = more.end()
        if author := _BY.match(text, match.end() - 1):
            yield author.span("author")
    yield from (match.span("name") for match in _CITED.finditer(text))
    yield from _well_known(text)


def _well_known(text: str) -> Iterator[tuple[int, int]]:
    words = [match.span() for match in WORD.finditer(text)]
    known, firsts = well_known(), _first_words()
    for index, (start, end) in enumerate(words):
        if bare(text[start:end]) not in firsts:
            continue
        for last in range(min(index + 3, len(words) - 1), index, -1):
            stretch = text[start : words[last][1]]
            name = " ".join(bare(word) for word in stretch.split())
            if name in known and stretch[0].isupper():
                yield start, words[last][1]
                break


def _first_words() -> frozenset[str]:
    return frozenset(name.split()[0] for name in well_known())


def _merged(stretches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


def is_name_like(word: str) -> bool:
    """Tell whether a word has a capital and can be a first name."""
    return word[0].isupper() and may_be_first_name(word)
