"""What looks like a number but is no statistic: dates, times, addresses, names, citations, ages.

Masks are found on the text alone, before any figure is read, so that no later rule can take the
"10" of "No 10" or the "25" of "18-25 year olds" for a finding. Each mask carries its kind, so that
false alarms can be counted by kind.

"""

import re
from collections.abc import Iterable
from typing import Final

import msgspec

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_DAY = r"(?:[0-3]?\d)(?:st|nd|rd|th)?"
_YEAR = r"(?:1[6-9]\d\d|20\d\d|21\d\d)"
_DASH = r"[-‐‑–—/]"
_CURRENCY = "£$€"

# Words that name what follows: "Band 4", "section 7", "Radio 4". Case is ignored.
_LABELS = (
    r"nos|num|nr|number|page|pages|p|pp|para|paras|paragraphs?|sections?|ss?|subsections?|"
    r"articles?|chapters?|clauses?|rules?|regulations?|reg|schedules?|annexe?s?|appendi(?:x|ces)|"
    r"tables?|figures?|fig|boxe?s?|parts?|volumes?|vol|issues?|questions?|q|notes?|footnotes?|"
    r"bands?|grades?|levels?|tiers?|categor(?:y|ies)|phases?|stages?|steps?|waves?|cohorts?|rounds?|"
    r"types?|class|versions?|v|series|episodes?|domains?|standards?|recommendations?|priority|"
    r"radio|channel|bbc|itv|room|floor|flat|platform|route|junction|formula|windows|office|"
    r"day|week|year|quarter|key\s+stage|chapter|draft|exhibit|item|point|option|model|covid|"
    r"world\s+war|group|area|district|zone|act|cm|cmd|cmnd|hc|hl|si|ewca|ewhc|uksc|isbn|issn|ref|"
    r"doi|id|ext|extension|tel|fax|telephone|mobile|call|text|ring|dial|catch|apollo|iso|objective|"
    r"target|question|scenario|case\s+study|charter|pathway|block|"
    r"wing|houseblock|unit|court|cell|reply|comment|post|anonymous|cap|strand|theme|finding|outcome"
)
# Nouns of the list above that also stand before a count in plain sentences: "in year 40 cases" is
# rare, "the unit 12 staff" rarer, but "this week 40 officers", "the area 30 posts" do occur.
_FREE_LABELS = (
    r"day|week|year|quarter|point|group|area|district|unit|court|office|call|text|class|target|"
    r"post|comment|part|level|model|item|note|notes|issue|outcome|cell|wing|act|reply|theme|question|"
    r"rounds?|ring"
)

# "Operation 21", "Studio 54": a capitalised word inside a sentence, then a small bare number.
_PROPER = re.compile(
    r"(?<=[a-z,;] )(?:[A-Z][a-z]{2,}|[A-Z]{3,})[ -]\d{1,3}"
    r"(?![\w%/:-]|[.,]\d)(?!\s+[a-z]|\s?(?:per\s?cent|%))"
)
# "One Team", "Seven Sisters": capitals inside a sentence make a name of a number word.
_CAPITAL_WORD = re.compile(
    r"\b(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Twelve|Twenty|Hundred|Half)(?=[\s-][A-Z][a-z])"
    r"|(?<=[a-z,;‘'“\"] )(?:One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\b"
    r"|(?<=[‘'“\"])One\b"
)

_MASKS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("url", re.compile(r"\b(?:https?|ftp)\b:\S*|\bwww\.\S+|\b[\w-]+(?:\.[\w-]+)+/\S*", re.I)),
    ("email", re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+")),
    ("handle", re.compile(r"(?<!\w)[#@][\w:.]*\d[\w:.-]*")),
    (
        "date",
        re.compile(
            rf"(?<![\w.,{_CURRENCY}]){_DAY}(?:\s*(?:{_DASH}|to|and|or)\s*{_DAY})?"
            rf"(?:\s+of)?[^\S\t]+{_MONTH}(?:,?\s+(?:'\d\d|’\d\d|{_YEAR}|\d\d(?![\w%:,]|\s?(?:per|%)))\b)?"
            rf"|\b{_MONTH}\s+{_DAY}(?![\w%,.]\d|[\w%])(?:\s*{_DASH}\s*{_DAY}\b)?(?:,?\s+{_YEAR}\b)?"
            rf"|\b{_MONTH},?\s+{_YEAR}\b(?:\s*{_DASH}\s*\d\d(?:\d\d)?\b)?"
            r"|(?<![\w/.,-])\d{4}-[01]\d-[0-3]\d(?!\d)(?:[T ]\d\d:\d\d(?::\d\d)?\S*)?"
            r"|(?<![\w/.,-])[0-3]?\d([/.-])[0-3]?\d\1(?:\d{4}|\d\d)(?![\w/]|[.,]\d)",
            re.IGNORECASE,
        ),
    ),
    (
        "year",
        re.compile(
            rf"(?<![\w.,{_CURRENCY}]){_YEAR}\s?[/–—-]\s?(?:{_YEAR}|\d\d)(?![\w%]|[.,]\d)"
            rf"|(?<![\w.,{_CURRENCY}]){_YEAR}s?(?![\w%]|[.,]\d|{_DASH}\d)"
            r"(?!\s?(?:per\s?cent|percent|pounds|hours|days|people|staff|cases|%))"
            r"|(?<!\w)['’]?[1-9]0s\b|\bFY\s?\d\d(?:/\d\d)?\b"
        ),
    ),
    (
        "clock",
        re.compile(
            r"(?<![\w.,:])(?:[01]?\d|2[0-4])[:.][0-5]\d(?::[0-5]\d)?\s?(?:[ap]\.?m\b\.?|hrs?\b|hours\b)"
            r"|(?<![\w.,:])(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d)?(?![\w:])"
            r"|(?<![\w.,:])1?\d\s?[ap]\.?m\b\.?|\b1?\d\s?o['’]clock\b"
            r"|\b\w+\s+o['’]clock\b|\bhalf\s+past\s+\w+",
            re.IGNORECASE,
        ),
    ),
    (
        "list",
        re.compile(
            r"^[^\S\n]*[(\[]?(?:\d{1,3}(?:\.\d{1,3})*)(?:[.):\]](?=\s|$)|[^\S\n]*$)"
            r"|^[^\S\n]*\d{1,2}(?:\.\d{1,2})+(?=\s)"
            r"|\[\d{1,3}(?:,\s?\d{1,3})*\]|(?<=\s)\(\d\)(?=\s[a-zA-Z])",
            re.MULTILINE,
        ),
    ),
    (
        "phone",
        re.compile(
            r"(?<![\w.,])(?:\+\d{1,3}[\s-]?)?\(?0\d{1,4}\)?(?:[\s-]?\d){5,9}(?!\w)|\+\d[\d\s()-]{7,}\d"
        ),
    ),
    (
        "code",
        re.compile(
            r"(?<![\w.,])\d+(?:[.-]\d+){2,}(?![\w])|(?<![\w.,])\d{2,}-0\d+\b|(?<![\w.,:])0\d+\b(?![.,]\d)"
        ),
    ),
    (
        "citation",
        re.compile(
            r"[\[(](?:1[6-9]|20)\d\d[\])]\s+(?:\d+\s+)?[A-Z][A-Za-z.]*(?:\s+[A-Z][A-Za-z]*){0,2}\s+\d+"
            r"(?:\s*\([A-Z][a-z]+\))?|\b(?:Act|Order|Regulations|Rules)\s+(?:1[6-9]|20)\d\d\b"
            r"|(?<!\w)§+\s?\d+[\d.]*(?:\([\da-z]+\))*|\b\d+/\d{3,}\b|\bs\.\s?\d+\w*"
        ),
    ),
    (
        "label",
        re.compile(
            rf"(?<![\w'’-])(?:{_LABELS})(?:[.:]?[^\S\n]?#?|-)(?:\d+(?:\.\d+)*[a-zA-Z]?(?!\w)|(?:one|two|three|four|"
            rf"five)\b)(?:\s*(?:{_DASH}|,|and|to|&|or)\s*\d+(?:\.\d+)*(?![\w%]|\s?per\b))*"
            r"(?:\(\w+\))*(?![\w%]|[.,:]\d)|\bno\.?[^\S\n]?\d+\b(?![\d%]|[.,:]\d)",
            re.IGNORECASE,
        ),
    ),
    (
        "age",
        re.compile(
            rf"\b(?:aged?|ages|under|over)(?:\s+(?:of|from|between|under|over|up\s+to|at\s+least))*"
            rf"[\s-]+\d{{1,2}}(?:\s*(?:{_DASH}|to|and|or)\s*\d{{1,2}})?s\b"
            rf"|\b(?:aged|ages?\s+of|ages|age)(?:\s+(?:of|from|just|only|between|under|over|up\s+to|"
            rf"at\s+least|around))*\s+\d{{1,3}}(?:\s*(?:{_DASH}|to|and|or)\s*\d{{1,3}})?(?![\w%,]\d|[\w%])"
            rf"(?:\s+years)?(?:\s+(?:and|or)\s+(?:over|above|under|older|younger)\b)?"
            rf"|(?<![\w.,])(?:\d{{1,3}}|\w+)(?:\s*(?:{_DASH}|to)\s*(?:\d{{1,3}}|\w+))?(?:-|\s)years?(?:-|\s)old(?:s|-\w+)?\b"
            rf"|(?<![\w.,])\d{{1,2}}(?:\s*(?:{_DASH}|to)\s*\d{{1,2}})s\b|\b(?:under|over)-\d\d\b",
            re.IGNORECASE,
        ),
    ),
    (
        "name",
        re.compile(
            r"(?<![\w/])(?:24/7|9/11|7/7|50/50|999|1-2-1|1:1|2:1|2:2|9-5|9\s?to\s?5)(?![\w/%]|[.,]\d)(?!\s+\w+s\b)"
            r"|\b(?:one|two)[\s-]to[\s-](?:one|two)\b(?!\s+(?:ratio|ratios))"
            r"|(?<![\w.,£$€])\d+-(?:year|month|week|day|hour|minute|point|strong|man|person|bed|"
            r"mile|step|stage|tier|part|page|seat|storey|inch|metre|day|fold|way|bedroom|session)s?"
            r"\b(?!-?\s*(?:delay|wait|backlog|gap|shortfall|increase|rise|fall|drop|cut|deadline|limit|"
            r"target|reduction))"
            r"|\b(?:no|any|every|some|each|which|another|this|that|the|a)[\s-]one\b(?!\s+(?:[a-z-]+\s){0,3}(?:in|out)\b)"
            r"(?!\s+(?:hundred|thousand|million|third|quarter|fifth|per\s?cent))"
            r"|\b1[01]0\s?(?:%|per\s?cent)\s(?:agree|right|sure|certain|correct|true|behind|support|with\s|spot)"
            r"|\bone\s+(?:another|of\b|or\s+two\b|by\s+one|day\s+(?:we|they|he|she|I|you)\b|or\s+other)"
            r"|\b(?:four|4)\s+nations\b|\bfour[\s-]letter\b|\b(?:two|2)\s+cents\b|\bsquare\s+one\b|\bten\s+to\s+one\b",
            re.IGNORECASE,
        ),
    ),
    ("name", _PROPER),
    ("name", _CAPITAL_WORD),
)
_BEFORE, _AFTER = (
    60,
    60,
)  # characters of context; the longest masks without white space may be longer
_FREE = re.compile(rf"(?:{_FREE_LABELS})\b", re.IGNORECASE)
_COUNTED = re.compile(
    r"\s+(?:[a-z][a-z'’-]*\s+){0,2}?(?:[a-z-]{2,}s|staff|people|men|women|children)\b"
)
_ROUND_YEAR = re.compile(r"\d\d00$")


class Mask(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch that holds no statistic, and why: ``date``, ``clock``, ``label`` and so on."""

    start: int
    end: int
    kind: str


def find_masks(text: str, places: Iterable[int] | None = None) -> list[Mask]:
    """Find the stretches of a text whose numbers are no statistics, in order of their start.

    Parameters
    ----------
    text : str
        Any text. Masks may overlap one another.
    places : iterable of int, optional
        Ascending offsets of the numbers in question: only their neighbourhood is looked at, which
        is much quicker where numbers are few. By default the whole text.

    Examples
    --------
    >>> text = "On 22 May Band 4 staff aged 18-25 met at 18:55."
    >>> for mask in find_masks(text):
    ...     print(mask.kind, text[mask.start : mask.end])
    date 22 May
    label Band 4
    age aged 18-25
    clock 18:55
    """
    windows = [(0, len(text))] if places is None else _windows(text, places)
    masks = [
        Mask(start=found.start(), end=found.end(), kind=kind)
        for start, end in windows
        for kind, pattern in _MASKS
        for found in pattern.finditer(text, start, end)
        if found.end() > found.start() and _holds(kind, found)
    ]
    return sorted(masks, key=lambda mask: (mask.start, mask.end))


def _windows(text: str, places: Iterable[int]) -> list[tuple[int, int]]:
    """Lay windows round the places, from white space to white space, and join those that meet."""
    windows: list[tuple[int, int]] = []
    for place in places:
        if windows and place + _AFTER <= windows[-1][1]:
            continue
        floor = windows[-1][1] if windows else 0
        start = max(floor, place - _BEFORE)
        start = max(floor, text.rfind(" ", floor, start + 1), text.rfind("\n", floor, start + 1))
        end = text.find(" ", min(len(text), place + _AFTER))
        end = len(text) if end < 0 else end
        if windows and start <= floor:
            windows[-1] = (windows[-1][0], end)
        else:
            windows.append((start, end))
    return windows


def _holds(kind: str, found: re.Match[str]) -> bool:
    text, start, end = found.string, found.start(), found.end()
    if kind == "label":
        # "This week 40 officers left": a free noun before a counted plural is no label, and
        # neither is "the target, 90 cases" (a comma ends the pattern anyway).
        return not (_FREE.match(text, start) and _COUNTED.match(text, end))
    if kind == "year":
        # "2000 cases": a round number before a plural is a count without its comma.
        return not (_ROUND_YEAR.search(found[0]) and _COUNTED.match(text, end))
    if kind == "clock":
        return "ratio" not in text[max(0, start - 30) : start].lower()
    return not (kind == "date" and text[end : end + 1] == "%")
