"""What takes a statement out of the here and now: denied, only thought of, of an earlier time.

After ConText (Harkema et al., 2009) as medspaCy and EDS-NLP apply it: a marker works on what
stands in its clause, before or behind it; a terminator ends its reach ("was poor then but is good
now"); look-alikes of markers ("not only", "no fewer than") are none. EDS-NLP's history has a limit
in time; here an event of weeks ago is news, and what is a year old or stands in an earlier
inspection is past.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from probenlp.records import Qualifier

Reach = Literal["forward", "backward", "clause"]


@dataclass(frozen=True, slots=True)
class Marker:
    """A pattern that qualifies what it reaches.

    Attributes
    ----------
    reach : str
        ``forward`` to the end of its clause, ``backward`` to its start, or the whole ``clause``.
    ends : re.Pattern or None
        What ends its reach before the clause does.
    """

    qualifier: Qualifier
    pattern: re.Pattern[str]
    reach: Reach
    ends: re.Pattern[str] | None = None


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


_NO_MARKERS: Final = _words(
    r"not only|not just|not merely|not least|not surprisingly|no (?:fewer|less|more|doubt|wonder)"
    r"(?: than)?|if not|if only|why not|not (?:more|less|fewer) than"
    r"|since (?:its|the|their|our|that) (?:last|previous|first) inspection"
    r"|no sooner|cannot but|not until|as if|even if|what if"
)
# "…, but …" and a second main clause begin a clause of their own; "which" tells more of the same.
_CLAUSE: Final = re.compile(
    r"[;:–—.!?]\s|\s[-–—]\s|,?\s+\b(?:but|while|whilst|whereas|although|though|however|yet)\b"
    r"|,\s+(?:and|so|or)\s+(?=(?:I|we|you|he|she|it|they|there|this|that|the|an?|my|our|their)\b)"
    r"|,\s+(?:which|who|where)\b|,\s+(?:up|down|compared|having|from)\b",
    re.IGNORECASE,
)
_NOW: Final = _words(r"now|this time|today|currently|has since|have since|nowadays|these days")
_PERIOD: Final = (
    r"(?:(?:a|one|two|three|four|five|six|seven|eight|nine|ten|\d+|a few|some|many|several) )"
)

MARKERS: Final = (
    Marker("negated", _words(
        r"not|never|cannot|neither|nor|no longer|nobody|no[- ]one|none(?: of)?|nothing|nowhere"
        r"|hardly|barely|scarcely|without|fail(?:s|ed|ing)? to|unable to|denie[sd]|refused to"
        r"|(?:no|little) (?:evidence|sign|record|trace)|lack(?:s|ed|ing)?|absence of|no(?=\s+[a-z])"
    ), "forward"),
    Marker("negated", re.compile(r"n['’]t\b", re.IGNORECASE), "forward"),
    Marker("negated", _words(
        r"(?:was|were|is|are) (?:absent|missing|lacking|nowhere)"
    ), "backward"),
    Marker("hypothetical", _words(
        r"if|unless|whether|should|would|could|might|may(?! \d| (?:19|20))|must|shall|will|ought to"
        r"|(?:hop|aim|plan|intend|expect|want|wish|need|seek|promis|pledg|propos|threaten)"
        r"(?:es|ed|s|e|ing)? to"
        r"|in order to|so that|due to (?:be|open|close|start)|going to|likely to|supposed to"
        r"|in case|until|as long as|targets?|recommend(?:s|ed|ation)?|plans? (?:to|for)|the aim is"
    ), "forward", _words(r"but in (?:fact|truth|practice)")),
    Marker("past", _words(
        r"previously|formerly|originally|historically|in those days|in my day|back then"
        r"|at that time"
        r"|used to|last (?:year|time)|the year before"
        rf"|{_PERIOD}?(?:years?|decades?|generations?) (?:ago|earlier|before|back|previously)"
        r"|(?:at|in|after|following|during|since) (?:its|the|their|our|an|that|my|your) "
        r"(?:last|previous|earlier|first|prior) (?:inspection|report|visit|review|rating)"
        r"|the (?:last|previous|earlier) (?:inspection|report|rating|figure)"
        r"|before (?:the (?:split|reforms?|merger|change|pandemic)|then|that)|under the old"
    ), "clause", _NOW),
)  # fmt: skip

_YEAR: Final = re.compile(
    r"\b(?:in|during|of|since|for|until|back in)\s+(?:\w+\s+)?((?:19|20)\d\d)\b", re.I
)
_GOING_ON: Final = _words(r"since")


def qualifiers_of(
    sentence: str, target: tuple[int, int], *, date: str | None = None
) -> frozenset[Qualifier]:
    """Tell how a stretch of a sentence is qualified by the words around it.

    Parameters
    ----------
    sentence : str
        One sentence.
    target : (int, int)
        Half-open, code points of the sentence.
    date : str or None
        When the text was published; a year before it is past.

    Returns
    -------
    frozenset of str
        ``negated``, ``hypothetical``, ``past``. A question is hypothetical as a whole.

    Examples
    --------
    >>> words = "Two years ago half of the posts were empty, but now one in ten is."
    >>> sorted(qualifiers_of(words, (14, 18))), sorted(qualifiers_of(words, (52, 62)))
    (['past'], [])
    """
    start, end = _clause(sentence, target)
    clause = _NO_MARKERS.sub(lambda found: " " * len(found[0]), sentence[start:end])
    at = (target[0] - start, target[1] - start)
    found = {marker.qualifier for marker in MARKERS if _reaches(marker, clause, at)}
    if date and any(year < date[:4] for year in _years(clause)):
        found.add("past")
    if sentence.rstrip("”’\"' )").endswith("?"):
        found.add("hypothetical")
    return frozenset(found)


def _reaches(marker: Marker, clause: str, target: tuple[int, int]) -> bool:
    for hit in marker.pattern.finditer(clause):
        if hit.start() < target[1] and target[0] < hit.end():
            continue  # the target's own words: "no more than 12" is a figure
        before = hit.end() <= target[0]
        if (before and marker.reach == "backward") or (not before and marker.reach == "forward"):
            continue
        between = clause[hit.end() : target[0]] if before else clause[target[1] : hit.start()]
        if marker.ends is None or not marker.ends.search(between):
            return True
    return False


def _years(clause: str) -> Iterator[str]:
    """Give the years a clause is put in; "since 2019" lasts until now."""
    for found in _YEAR.finditer(clause):
        if not _GOING_ON.match(found[0]):
            yield found[1]


def _clause(sentence: str, target: tuple[int, int]) -> tuple[int, int]:
    """Give the stretch of the clause that holds the target.

    "If it improves, it could …": a clause that opens the sentence keeps the comma's other side, so
    only what begins a clause cuts.
    """
    start, end = 0, len(sentence)
    for found in _CLAUSE.finditer(sentence):
        if found.end() <= target[0]:
            start = found.end()
        elif found.start() >= target[1]:
            end = found.start()
            break
    return start, end
