"""What tells a writer without a name: "I have been the SPO at Corn Street since 2003".

A sentence identifies its writer where it speaks of "I", names an office of the service, and has two
of: a small place of work, an exact year or span of years, a word of uniqueness ("the only"). The
years then become a decade, and the small place "[office]". Regions and probation delivery units
stay, since hundreds work in one, and so does the office held: an annotator has to know who speaks.

"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from probenlp.annotate.pseudonyms.finding import Finding
from probenlp.annotate.pseudonyms.names import ORDINARY
from probenlp.annotate.pseudonyms.word_lists import pattern_named, words_named

_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:[.!?](?!\s|$)[^.!?\n]*)*")
_SELF: Final = re.compile(
    r"\b(?:I|I[’']m|I[’']ve|I[’']d|me|my|mine|myself)\b|^(?:As (?:an?|the)|Been|Worked)\b"
)
_OFFICE: Final = pattern_named("details.office", re.IGNORECASE)
_WORKED: Final = re.compile(
    r"\b(?:work(?:ed|ing)?|based|employed|posted|stationed|qualified|trained|started|joined"
    r"|transferred|moved"
    r"|retired|managed|ran|run|seconded|tup(?:ed|e)|sat)\b",
    re.IGNORECASE,
)
_ONLY: Final = re.compile(
    r"\b(?:the (?:only|sole|lone|first|last|youngest|oldest|longest[- ]serving)"
    r"|one of (?:the )?(?:two|three)"
    r"|just (?:the )?(?:two|three) of us|the other)\b",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(
    r"(?<![\w/£.,-])(?:19[4-9]\d|20[0-4]\d)(?:\s?(?:[–/-]|to)\s?(?:(?:19|20)?\d\d))?(?![\w%])"
)
_YEARS: Final = re.compile(
    r"\b(?:\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|twenty[- ]\w+|thirty[- ]\w+)"
    r"(?:\s+and a half)?\s+years?\b",
    re.IGNORECASE,
)
_PLACE: Final = pattern_named("details.place")
_LARGE: Final = words_named("details.large")


def details(text: str, units: Iterable[tuple[int, int, str | None]]) -> Iterator[Finding]:
    """Find what identifies the writer of a comment.

    Parameters
    ----------
    units : iterable
        Where the names of services stand, and their kinds; large ones stay.

    Examples
    --------
    >>> text = "I have been the only SPO at Corn Street since 2003."
    >>> [(text[one.start : one.end], one.instead) for one in details(text, [])]
    [('Corn Street', '[office]'), ('2003', '[the 2000s]')]
    """
    large = [(start, end) for start, end, kind in units if kind in _LARGE]
    for sentence in _SENTENCE.finditer(text):
        words = sentence[0]
        if not _SELF.search(words) or not (_OFFICE.search(words) or _WORKED.search(words)):
            continue
        places = [p for p in _places(words, sentence.start()) if not _in(p, large)]
        years = [match.span() for match in _YEAR.finditer(words)]
        spans = [match.span() for match in _YEARS.finditer(words)]
        signs = bool(places) + bool(years or spans) + bool(_ONLY.search(words))
        if signs < 2 or (not places and not years):
            continue
        for start, end in places:
            yield _found(text, start, end, "[office]", "small place of work")
        for start, end in years:
            first = sentence.start() + start
            yield _found(
                text, first, sentence.start() + end, _decade(words[start:end]), "exact year"
            )
        for start, end in spans:
            first = sentence.start() + start
            if places:
                yield _found(text, first, sentence.start() + end, "[some years]", "span of years")


def _places(words: str, at: int) -> Iterator[tuple[int, int]]:
    for match in _PLACE.finditer(words):
        place = match["place"]
        if place.split()[0].casefold() not in ORDINARY and not place.isupper():
            yield at + match.start("place"), at + match.end("place")


def _in(place: tuple[int, int], stretches: Iterable[tuple[int, int]]) -> bool:
    return any(start < place[1] and place[0] < end for start, end in stretches)


def _decade(year: str) -> str:
    return f"[the {year[:3]}0s]"


def _found(text: str, start: int, end: int, instead: str, rule: str) -> Finding:
    return Finding(start, end, "detail", f"detail:{text[start:end].casefold()}", rule, instead)
