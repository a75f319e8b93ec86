"""Dates as header lines state them: read where they can mean one day only."""

import datetime
import re
from typing import NamedTuple

_MONTHS = "january february march april may june july august september october november december"
_MONTH_NUMBER = {
    form: number
    for number, month in enumerate(_MONTHS.split(), start=1)
    for form in {month, month[:3], month[:4] if month == "september" else month}
}
_LABEL = r"(?:(?:first\s)?(?:published|posted|date|updated)(?:\son)?\s?[:\-–—]?\s)?"
_WEEKDAY = r"(?:[^\W\d_]{2,15}\.?,?\s)?"
_CLOCK = (
    r"(?:,?\s(?:at\s|um\s|à\s|a\slas\s|-\s|–\s|\|\s)?\d{1,2}[:.h]\d{2}(?::\d{2})?"
    r"\s?(?:[ap]\.?m\.?|uhr|gmt|bst|utc)?)?"
)
_LONG = re.compile(
    rf"{_LABEL}{_WEEKDAY}(\d{{1,2}})(?:st|nd|rd|th|\.|º)?\s(?:of\s|de\s)?([^\W\d_]{{3,12}})\.?,?\s"
    rf"(?:de\s|del\s)?(\d{{4}}){_CLOCK}\.?",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    rf"{_LABEL}{_WEEKDAY}([^\W\d_]{{3,12}})\.?\s(\d{{1,2}})(?:st|nd|rd|th)?,?\s(\d{{4}}){_CLOCK}\.?",
    re.IGNORECASE,
)
_NUMERIC = re.compile(
    rf"{_LABEL}{_WEEKDAY}(\d{{1,2}})\s?[/.\-]\s?(\d{{1,2}})\s?[/.\-]\s?(\d{{2}}|\d{{4}}){_CLOCK}\.?",
    re.IGNORECASE,
)
_ISO = re.compile(
    rf"{_LABEL}(\d{{4}})-(\d{{2}})-(\d{{2}})(?:[T\s]\d{{2}}:\d{{2}}\S{{0,14}})?", re.I
)
_MONTH_ONLY = re.compile(rf"{_LABEL}([^\W\d_]{{3,9}})\s(\d{{4}})", re.IGNORECASE)
_LONGEST = 80


class DateLine(NamedTuple):
    """A line that is a date and nothing else.

    Attributes
    ----------
    iso : str or None
        A day or a month. None where the line may mean two days, or is in a language not read here.
    raw : str
        The line.
    """

    iso: str | None
    raw: str


def read_date_line(line: str) -> DateLine | None:
    """Read a line that holds a date and nothing else.

    Parameters
    ----------
    line : str
        Without its line end.

    Returns
    -------
    DateLine or None
        None where the line is no date. Numeric dates are read where only one order is possible:
        ``23/11/2022``, but not ``04/05/2022``, which is May in London and April in Boston.

    Examples
    --------
    >>> read_date_line("Thursday 4 May 2023").iso, read_date_line("23/11/2022").iso
    ('2023-05-04', '2022-11-23')
    >>> read_date_line("04/05/2022")
    DateLine(iso=None, raw='04/05/2022')
    >>> read_date_line("The report of 4 May 2023 was read") is None
    True
    """
    text = re.sub(r"\s+", " ", line.strip())
    if not text or len(text) > _LONGEST or not any(letter.isdigit() for letter in text):
        return None
    if found := _ISO.fullmatch(text):
        return _line(line, int(found[1]), int(found[2]), int(found[3]))
    if found := _LONG.fullmatch(text):
        return _line(line, int(found[3]), _month(found[2]), int(found[1]))
    if found := _MONTH_FIRST.fullmatch(text):
        return _line(line, int(found[3]), _month(found[1]), int(found[2]))
    if found := _NUMERIC.fullmatch(text):
        return _numeric(line, int(found[1]), int(found[2]), found[3])
    found = _MONTH_ONLY.fullmatch(text)
    if found and _month(found[1]) and 1900 <= int(found[2]) <= 2100:
        return DateLine(f"{found[2]}-{_month(found[1]):02d}", line)
    return None


def _month(word: str) -> int | None:
    return _MONTH_NUMBER.get(word.lower())


def _numeric(line: str, first: int, second: int, year: str) -> DateLine:
    # Two digits of a year leave open which of the three numbers is the year.
    if len(year) == 2 or (first <= 12 and second <= 12 and first != second):
        return DateLine(None, line)
    day, month = (second, first) if second > 12 else (first, second)
    return _line(line, int(year), month, day) or DateLine(None, line)


def _line(line: str, year: int, month: int | None, day: int) -> DateLine | None:
    if month is None:
        # "5. Oktober 2013" and "3 cases 2022" have one shape: a date line only with a weekday, an
        # ordinal point or a "de" before the year.
        foreign = re.search(r"\d\.\s|,\s|\bde\b", line)
        return DateLine(None, line) if foreign and 1 <= day <= 31 else None
    try:
        return DateLine(datetime.date(year, month, day).isoformat(), line)
    except ValueError:
        return None
