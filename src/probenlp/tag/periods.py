"""When a figure holds: "in the year to March 2022", "at the time of our inspection"."""

import re
from typing import Final

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
)
_DATE = (
    rf"(?:(?:the\s+)?(?:end\s+of\s+|beginning\s+of\s+|start\s+of\s+|early\s+|late\s+|mid-?)?"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+)?{_MONTH}(?:\s+\d{{1,2}},)?(?:\s+(?:19|20)\d\d|\s+(?:this|last)\s+year)?"
    rf"|(?:the\s+)?(?:end\s+of\s+|start\s+of\s+|early\s+|late\s+|mid-?|spring\s+|summer\s+|autumn\s+|winter\s+)?"
    rf"(?:of\s+)?(?:19|20)\d\d(?:[/–-](?:20)?\d\d)?)\b"
)
_SPAN = (
    r"(?:weeks?|months?|years?|days?|quarters?|decades?|fortnight|(?:financial|reporting)\s+year)"
)
_COUNT = (
    r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen|few|couple\s+of|several)"
)
_PERIOD: Final = re.compile(
    rf"""\b(?:
      (?:as\s+)?(?:at|of|in|on|by|since|during|until|from|for|before|after|between|throughout|over)\s+
        {_DATE}(?:\s*(?:and|to|until|–|-)\s*{_DATE})?
    | (?:in|over|during|for|within|across|throughout)\s+(?:the\s+)?(?:last|past|previous|preceding|
        first|same|current|following|next)\s+(?:{_COUNT}\s+)?{_SPAN}(?:\s+(?:of|to|before|up\s+to)\s+(?:our\s+|the\s+)?
        (?:{_DATE}|inspections?|release|supervision|licence|sentence))?
    | (?:in|over|during)\s+the\s+(?:{_COUNT}\s+)?{_SPAN}\s+
        (?:to|before|up\s+to|ending|after|since|from)\s+(?:the\s+|our\s+)?(?:{_DATE}|\w+)
    | (?:at|by)\s+the\s+(?:time|start|end|point|beginning)\s+of\s+
        (?:(?:our|the|this|their|its|that)\s+)?(?:last\s+|previous\s+)?
        (?:inspections?|fieldwork|year|month|period|visits?|review|audit|{_DATE})
    | (?:last|this|next)\s+(?:{_SPAN}|{_MONTH}|spring|summer|autumn|winter)\b
    | (?:last|this|next)\s(?:term|season|weekend|night|Easter|Christmas)\b
    | (?:during|throughout|over)\s+the\s+
        (?:{_SPAN}|term|season|weekend|spring|summer|autumn|winter)\b
    | (?:before|by|since|until)\s+(?:the\s+)?(?:end\s+of\s+(?:the\s+)?)?
        (?:spring|summer|autumn|winter|Easter|Christmas)\b
    | (?:{_COUNT}|an?)\s+(?:weeks?|months?|years?)\s+(?:ago|earlier|before)
    | (?:when|since)\s+(?:we|inspectors|the\s+\w+|our|the\s+last)\s+(?:last\s+)?
        (?:inspect\w+|visit\w*)
    | on\s+the\s+(?:first\s+|last\s+)?day\s+(?:of\s+(?:our|the|their)\s+\w+|(?:that\s|when\s)?
        (?:we|inspectors|they|it|the\s+\w+)\s+\w+)
    | (?:during|since)\s+(?:the|our)\s+(?:\w+\s+)?
        (?:pandemic|inspection|fieldwork|period|lockdown|unification)
    )""",
    re.VERBOSE | re.IGNORECASE,
)


def find_periods(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Find the expressions of time in a sentence that say when.

    Parameters
    ----------
    text : str
    start, end : int
        The sentence, half-open.

    Examples
    --------
    >>> text = "As at 30 June 2022 absence was 9%, up from 7% in the previous year."
    >>> [text[start:end] for start, end in find_periods(text, 0, len(text))]
    ['As at 30 June 2022', 'in the previous year']
    """
    return [found.span() for found in _PERIOD.finditer(text, start, end)]


def period_of(
    figure: tuple[int, int], periods: list[tuple[int, int]], text: str
) -> tuple[int, int] | None:
    """Choose the period of a figure: the nearest after it in its clause, else the nearest before.

    A clause ends with a semicolon, a dash or a new figure's "and"; here only the punctuation is
    looked at, since a period is shared by coordinated figures ("9% and 12% in 2021").
    """
    after = [p for p in periods if p[0] >= figure[1]]
    if after and not re.search(
        r"[;:]|\bcompared\b|\bup from\b|\bdown from\b|\bfrom\s\d", text[figure[1] : after[0][0]]
    ):
        return after[0]
    prior = [p for p in periods if p[1] <= figure[0]]
    return prior[-1] if prior else None
