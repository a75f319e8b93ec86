"""A writer's name and a date glued together, as renderers leave the head of a comment.

"Orla Finch6. Juni 2021 um 10:23", "tam21:00", "R. WeirWednesday, May 10, 2023 4:14:00 PM": the
markup that kept the two apart is gone, and what is left to part them is that a date begins.

"""

import re
from typing import NamedTuple

_MERIDIEM = r"(?:\s?[apAP]\.?[mM]\.?)?"
_CLOCK = rf"\d{{1,2}}[:.h]\d{{2}}(?::\d{{2}})?{_MERIDIEM}(?:\s?(?:Uhr|[A-Z]{{2,4}}))?"
_WORD = r"[^\W\d_]{1,12}"
_JOIN = rf"(?:,?\s?(?:{_WORD}\s){{0,2}}|,\s|\s)"
# Day first, month first, year first, figures only; each with an hour or without one.
_DAY = rf"(?:\d{{1,2}}(?:\.|st|nd|rd|th|º)?\s(?:de\s|of\s)?{_WORD}\.?,?\s(?:de\s|del\s)?\d{{4}})"
_MONTH = rf"(?:{_WORD}\.?\s\d{{1,2}}(?:st|nd|rd|th)?,\s\d{{4}})"
_FIGURES = r"(?:\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}[-/.]\d{1,2}[-/.]\d{1,2})"
# The earliest place where the rest of the line is a date decides, so "12 May" is not read as
# "2 May" of a writer called "Tam1".
_DATE = re.compile(
    rf"(?P<date>(?:[A-ZÀ-Þ][^\W\d_A-Z]{{1,11}}\.?,\s)?(?:{_DAY}|{_MONTH}|{_FIGURES})(?:{_JOIN}{_CLOCK})?"
    rf"|{_CLOCK})\s*$"
)
_STAMP = re.compile(
    rf"(?:[^\W\d_]{{2,15}}\.?,?\s)?(?:{_DAY}|{_MONTH}|{_FIGURES})(?:{_JOIN}|\s[-–—]\s){_CLOCK}|{_CLOCK}"
)
_LONGEST = 160


class Byline(NamedTuple):
    """A writer and a time.

    Attributes
    ----------
    name : str or None
        None where name and date cannot be parted with certainty ("Tam12 May" may be either).
    when : str or None
        As shown; None where the text breaks off before it.
    glued : bool
        Whether nothing stood between the two.
    """

    name: str | None
    when: str | None
    glued: bool


def read_byline(line: str) -> Byline | None:
    """Part the head of a comment into name and date.

    Parameters
    ----------
    line : str
        The first line of a comment, without its number.

    Returns
    -------
    Byline or None
        None where the line does not end in a date or an hour with a name before it.

    Examples
    --------
    >>> read_byline("Orla Finch6. Juni 2021 um 10:23")
    Byline(name='Orla Finch', when='6. Juni 2021 um 10:23', glued=True)
    >>> read_byline("R. WeirWednesday, May 10, 2023 4:14:00 PM").name
    'R. Weir'
    >>> read_byline("We met the inspectors.") is None
    True
    """
    if len(line) > _LONGEST or not (line[-1:].isalnum() or line.endswith(".")):
        return None
    found = _DATE.search(line)
    if not found or not found.start():
        return None
    before = line[: found.start()]
    glued = not before[-1].isspace()
    name = before.rstrip(" ,·|–-")
    if not name or len(name) > 80:
        return None
    if before[-1].isdigit() or (glued and found["date"][0].isdigit() and before[-1] in ":./-"):
        return Byline(None, line.strip(), glued)
    return Byline(name, found["date"].strip(), glued)


def is_timestamp(line: str) -> bool:
    """Tell whether a line is a date with an hour, or an hour, and nothing else.

    Examples
    --------
    >>> is_timestamp("April 3, 2021 at 10:35 PM"), is_timestamp("Sonntag, 4. April 2021 um 9:05")
    (True, True)
    >>> is_timestamp("April 3, 2021")
    False
    """
    return len(line) <= 80 and _STAMP.fullmatch(line) is not None
