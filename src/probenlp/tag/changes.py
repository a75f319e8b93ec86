"""Changes: by how much something rose or fell, and "doubled", "twice as many", "threefold"."""

import re
from collections.abc import Iterator
from typing import Final

import msgspec

_MOVED = (
    r"(?:ris(?:e|es|en|ing)|rose|f[ae]ll(?:s|en|ing)?|increas(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|"
    r"dropp?(?:s|ed|ing)?|declin(?:e|es|ed|ing)|gr[eo]w(?:s|n|ing)?|cut(?:s|ting)?|reduc(?:e|es|ed|ing|tion)|"
    r"improv(?:e|es|ed|ing|ement)|climb(?:s|ed|ing)?|jump(?:s|ed|ing)?|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|"
    r"slump(?:s|ed|ing)?|shr[aiu]nk|slipp(?:ed|ing)|up|down|went|gone|go(?:es|ing)?|chang(?:e|ed|es|ing)|"
    r"mov(?:e|ed|ing)|worsen(?:s|ed|ing)?|expand(?:s|ed|ing)?|widen(?:ed|ing)?|narrow(?:ed|ing)?|plung(?:ed|ing)|"
    r"tumbl(?:e|es|ed|ing)|plummet(?:s|ed|ing)?|div(?:ed|ing)|dove|sank|sunk|sink(?:s|ing)?|swell(?:s|ed)?|"
    r"spik(?:ed|ing)|rocket(?:ed|ing)?|crept|eas(?:ed|ing)|rebound(?:ed)?|collaps(?:ed|ing)|balloon(?:ed|ing)|"
    r"doubl(?:ed|ing)|halv(?:ed|ing)|tr(?:eb|ip)l(?:ed|ing)|"
    r"rais(?:e|es|ed|ing)|lower(?:s|ed|ing)?|higher|fewer|gain(?:s|ed)?|los[et]s?|edg(?:ed|ing)|"
    r"(?:over|under)sp(?:en[dt]|ends|ending)|exceed(?:s|ed)?|overr[au]n|miss(?:ed)?)"
)
_BY = re.compile(
    rf"\b{_MOVED}\b(?:\s+[\w’'-]+){{0,5}}?\s+by\s+(?:(?:a|an)\s+)?(?:further\s+|another\s+|(?:average|total)\s+of\s+)?$",
    re.IGNORECASE,
)
_STEP_OF = re.compile(
    r"\b(?:increase|rise|fall|drop|reduction|cut|decrease|growth|decline|jump|improvement|uplift|"
    r"gain|slump|surge|hike|dip|swing|shift|change|gap|difference|lead)s?\s+of\s+$",
    re.IGNORECASE,
)
_DIRECT = re.compile(
    rf"(?<!made )(?<!make )(?<!makes )(?<!making )(?<!take )(?<!taken )\b{_MOVED}\s+(?:\w+ly\s+)?$",
    re.IGNORECASE,
)
_MOVED_ANYWHERE = re.compile(rf"\b{_MOVED}\b", re.IGNORECASE)
_STEP_AFTER = re.compile(
    r"\s(?:(?:[\w-]+\s){0,2}?(?:increase|rise|fall|drop|reduction|cut|decrease|growth|decline|uplift|jump|"
    r"improvement|hike|award)s?|(?:more|fewer|less|higher|lower|up|down))\b(?!\s+or\b)",
    re.IGNORECASE,
)
_FALLING = re.compile(
    r"\b(?:f[ae]ll|decreas|drop|declin|cut|reduc|slump|shr[aiu]nk|down|fewer|less|lower|lost|lose|plung|dip|slipp|narrow|tumbl|plummet|div(?:ed|ing)|dove|s[aiu]nk|eas(?:ed|ing)|collaps|halv)",
    re.I,
)
_MULTIPLE = re.compile(
    r"(?P<change>\b(?:doubl|halv|trebl|tripl|quadrupl)(?:ed|ing)\b)"
    r"|(?P<again>(?<!once or )(?<!think )(?<!thought )\btwice\b(?!\s(?:as|the|that|its|"
    r"their|this|what|an?|every|each|over|removed|daily|weekly|monthly)\b))|(?P<ratio>\b(?:twice|double|treble|triple)(?=\s(?:as\s(?:many|much|likely|high|long)|the|that|its|their|"
    r"this|what)\b))|(?P<times>\btimes(?=\s(?:as|the|more|higher|greater|larger|likely|over|lower|longer|that|its|"
    r"their)\b))|(?P<fold>\b(?:two|three|four|five|six|ten)-?fold\b)",
    re.IGNORECASE,
)
_MULTIPLES: Final = {"d": 2.0, "tw": 2.0, "h": 0.5, "tr": 3.0, "q": 4.0}
_FOLDS: Final = {"two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "ten": 10.0}


class Multiple(msgspec.Struct, frozen=True, kw_only=True):
    """A factor in one word: "doubled" (2), "halved" (0.5), "threefold" (3).

    Attributes
    ----------
    kind : str
        ``change``, ``ratio``, ``again`` ("it met twice"), or ``times`` for the "times" after a
        number.
    """

    start: int
    end: int
    value: float
    kind: str


def find_multiples(text: str) -> Iterator[Multiple]:
    """Find the factors that are words of their own.

    Examples
    --------
    >>> [(found.value, found.kind) for found in find_multiples("It doubled, to twice the average")]
    [(2.0, 'change'), (2.0, 'ratio')]
    """
    for found in _MULTIPLE.finditer(text):
        kind = found.lastgroup or "change"
        word = found[0].lower()
        if kind == "fold":
            value = _FOLDS[re.split("-|fold", word)[0]]
            kind = "change"
        else:
            value = next((v for key, v in _MULTIPLES.items() if word.startswith(key)), 0.0)
        yield Multiple(start=found.start(), end=found.end(), value=value, kind=kind)


def direction_by(context: str, after: str, *, is_share: bool) -> str | None:
    """Tell whether a figure is the size of a change: ``rise``, ``fall``, or None.

    Parameters
    ----------
    context : str
        The words of the sentence before the figure and its bound.
    after : str
        Some words after it.
    is_share : bool
        "Grew 5%" and "a 5% rise" are changes; "grew 500" and "500 fewer" are left to counts.

    Examples
    --------
    >>> direction_by("Absence fell by ", " over the year", is_share=True)
    'fall'
    """
    found = _BY.search(context) or _STEP_OF.search(context)
    if found is None and is_share:
        found = _DIRECT.search(context) or _STEP_AFTER.match(after)
    if found is None:
        return None
    return "fall" if _FALLING.search(found[0]) else "rise"


_MORE_AFTER = re.compile(r"\s(?:more|fewer|less|higher|lower)\b", re.IGNORECASE)


def step_word(after: str) -> int:
    """Give the length of the comparative that belongs to a step: "2.4 points [more]".

    Examples
    --------
    >>> step_word(" more than before"), step_word(" pay rise")
    (5, 0)
    """
    found = _MORE_AFTER.match(after)
    return found.end() if found else 0


def has_moved(context: str) -> bool:
    """Tell whether the words before "from 40% to 31%" speak of a change, not of a range."""
    return _MOVED_ANYWHERE.search(context) is not None
