"""Numbers as people write them: strings in, numbers out, no spaCy, so quick to test.

Digits ("1,204", "3½", "1.2 million", "40k"), words ("two hundred and six", "a dozen", "three and a
half"), and fractions ("two thirds", "three-fifths", "half", "4/24"). Ordinals are no numbers, and
neither are vague amounts ("dozens", "several"). Nothing here ever raises on odd input: what cannot
be read as a finite number is left out.

"""

import math
import re
import unicodedata
from collections.abc import Iterator
from typing import Final

import msgspec

_ONES: Final = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
        "fifteen sixteen seventeen eighteen nineteen".split()
    )
}
_TENS: Final = {
    word: 10 * value
    for value, word in enumerate(
        "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
    )
} | {"fourty": 40}
_SCALES: Final = {
    "dozen": 12.0,
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "trillion": 1e12,
}
_PARTS: Final = {
    "half": 2,
    "halve": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "seventh": 7,
    "eighth": 8,
    "ninth": 9,
    "tenth": 10,
    "twelfth": 12,
    "fifteenth": 15,
    "twentieth": 20,
    "hundredth": 100,
}
_LETTERS: Final = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}

_WORD = "|".join([*sorted(_ONES | _TENS, key=len, reverse=True), *_SCALES])
_PART = "|".join(_PARTS)
_SPACE = r"[^\S\n]{1,3}"
_ORDINAL = (
    r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    r"\w{3,6}teenth|\w{3,5}tieth|hundredth|thousandth|millionth)\b"
)
_NUMBER = re.compile(
    rf"""
      (?P<slash>(?<![\w/.,])\d{{1,3}}(?:/|[ ]/[ ])\d{{1,3}}(?![\w/]|[.,]\d))
    | (?P<digits>(?<![\w.,])\d+(?:[.,]\d+)*(?P<letter>(?:k|mn?|bn?|tn)(?![\w-]))?(?![a-zA-Z_\d]))
    | (?P<vulgar>(?<!\w)[¼½¾⅐-⅞])
    | (?P<fraction>(?<![\w-])(?P<over>an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven)
        [\s-](?P<under>{_PART})(?P<plural>s?)(?![\w]|-[a-z]))
    | (?P<half>(?<![\w-])half(?![\w-])(?!{_SPACE}an?{_SPACE}(?:dozen|million)))
    | (?P<words>(?<![\w-])(?:half{_SPACE}an?{_SPACE}(?=dozen|million)
        |an?{_SPACE}(?=(?:{_WORD})\b)(?=dozen|hundred|thousand|million|billion|trillion))?
        (?:{_WORD})(?:(?:{_SPACE}and{_SPACE}|{_SPACE}|-)(?:{_WORD})\b)*\b)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_SCALE_AFTER = re.compile(
    rf"(?:{_SPACE}|-)(hundred|thousand|million|billion|trillion|dozen|mn|bn|tn)\b", re.IGNORECASE
)
_MIXED_AFTER = re.compile(
    rf"{_SPACE}and{_SPACE}(an?|one|two|three)(?:{_SPACE}|-)(half|thirds?|quarters?)\b"
    rf"|([¼½¾⅐-⅞])|{_SPACE}(\d)/(\d)(?![\d/])",
    re.IGNORECASE,
)
# "twenty-first", "two hundred and sixth": the chain was the beginning of an ordinal.
_ORDINAL_AFTER = re.compile(rf"(?:-|{_SPACE}(?:and{_SPACE})?){_ORDINAL}", re.IGNORECASE)
# "A third complaint" is an ordinal, "a third of complaints", "a third had" and "a third (34%)" are
# shares: a share is followed by the whole, a verb or the end of its phrase, an ordinal by a noun.
_PHRASE_END = re.compile(
    rf"\s*(?:$|\n|[^\w\s])|{_SPACE}(?:of|to|in|at|by|on|or|and|as|for|from|with|were|was|is|are|be|"
    r"been|being|had|have|has|did|do|does|said|say|told|felt|could|would|should|will|can|may|"
    r"reported|received|remained?|were|than|more|less|fewer|who|that|which|not|never|also|still|"
    r"lower|higher|lacked|left|got|made|went|came|took|needed|the|its|their|our|his|her|last|this|next|"
    r"since|over|under|between|because|when|while|before|after|during|among|across|if|so|lost|within)\b",
    re.IGNORECASE,
)
# "They do not need a sixth.": an ordinal without its noun; "fell to a sixth." is a share.
_SHARE_BEFORE = re.compile(
    r"\b(?:than|about|around|by|to|in|almost|nearly|only|just|over|under|roughly|up|is|was|of|at)\s$",
    re.I,
)
# "Sixty-odd", "a ten-minute call", "a four-hour wait"; never "a three-year-old".
_JOINED_UNIT = re.compile(
    r"-odd|-(?:second|minute|hour|day|week|fortnight|month|year)(?![\w-])", re.IGNORECASE
)
_NO_QUARTER_AFTER = re.compile(rf"{_SPACE}(?:of{_SPACE}an{_SPACE}hour|past|final|end|mile)\b")
_HALF_AFTER = re.compile(
    rf"\s*(?:$|\n|[^\w\s])|{_SPACE}(?:of|the|these|those|this|that|its|their|our|his|her|my|your|all|"
    r"were|was|is|are|had|have|has|did|do|does|said|say|told|felt|could|would|should|will|can|"
    r"reported|received|who|in|as|and|or|to|not|but|for|at|on)\b",
    re.IGNORECASE,
)
_HALF_BEFORE = re.compile(
    r"\b(?:almost|nearly|than|about|over|under|around|only)\s+$", re.IGNORECASE
)
_NO_HALF_BEFORE = re.compile(
    r"\b(?:first|second|latter|other|former|better|top|bottom|(?:cut|split|cutting|fold(?:ed)?|"
    r"divided)(?:\s\w+){0,4}?\s+in|each|this|another|every|final|last|next|opening|closing)\s+$",
    re.IGNORECASE,
)


class Number(msgspec.Struct, frozen=True, kw_only=True):
    """One number of a text.

    Attributes
    ----------
    start, end : int
        Half-open, code points.
    value : float
        Finite. A fraction's value is between 0 and 1 ("two thirds"), never in per cent.
    form : str
        ``digits``, ``words``, ``fraction`` ("a third", "half", "½") or ``slash`` ("4/24").
    over, under : float
        Of a fraction: 2 and 3 in "two thirds"; else 0.
    """

    start: int
    end: int
    value: float
    form: str
    over: float = 0.0
    under: float = 0.0


def find_numbers(text: str) -> Iterator[Number]:
    """Find the numbers of a text from left to right, none overlapping another.

    Parameters
    ----------
    text : str
        Any text; numbers do not run over line ends.

    Yields
    ------
    Number
        In order of place.

    Examples
    --------
    >>> [number.value for number in find_numbers("Two hundred and six of 1,204 cases; 3½ days")]
    [206.0, 1204.0, 3.5]
    >>> list(find_numbers("the twenty-third of dozens, a third complaint"))
    []
    """
    place = 0
    while found := _NUMBER.search(text, place):
        number = _READERS[found.lastgroup if found.lastgroup in _READERS else _kind(found)](found)
        if number is None:
            place = found.end()
            continue
        yield number
        place = number.end


def read_number(phrase: str) -> float | None:
    """Read a phrase that is a number and nothing else; None if it is not one.

    Examples
    --------
    >>> read_number("one million two hundred thousand and five"), read_number("ten green bottles")
    (1200005.0, None)
    """
    phrase = phrase.strip()
    number = next(find_numbers(phrase), None)
    if number is None or (number.start, number.end) != (0, len(phrase)):
        return None
    return number.value


def _kind(found: re.Match[str]) -> str:
    return next(name for name in _READERS if found[name] is not None)


def _finite(
    start: int, end: int, value: float, form: str, over: float = 0.0, under: float = 0.0
) -> Number | None:
    if not math.isfinite(value):
        return None
    return Number(start=start, end=end, value=value, form=form, over=over, under=under)


def _digits(found: re.Match[str]) -> Number | None:
    """Read digits. "1,23,4" and "3.8.1" are no numbers; "0451" is a code, "0.5" a number."""
    letter = found["letter"] or ""
    plain = found["digits"][: len(found["digits"]) - len(letter)]
    if not _THOUSANDS.fullmatch(plain) or re.match(r"0\d", plain):
        return None
    value = float(plain.replace(",", "")) * _LETTERS.get(letter.lower(), 1.0)
    end = found.end()
    if not letter and (scale := _SCALE_AFTER.match(found.string, end)):
        word = scale[1].lower()
        value, end = value * (_SCALES.get(word) or _LETTERS[word]), scale.end()
    end, value = _with_fraction(found.string, end, value)
    return _finite(found.start(), end, value, "digits")


def _with_fraction(text: str, end: int, value: float) -> tuple[int, float]:
    """Add the "and a half" of "three and a half", the "½" of "3½", the "1/2" of "3 1/2"."""
    if not (mixed := _MIXED_AFTER.match(text, end)):
        return end, value
    if mixed[3]:
        return mixed.end(), value + unicodedata.numeric(mixed[3])
    if mixed[5]:
        over, under = float(mixed[4]), float(mixed[5])
        return (mixed.end(), value + over / under) if 0 < over < under else (end, value)
    over = _ONES.get(mixed[1].lower(), 1)
    return mixed.end(), value + over / _PARTS[mixed[2].lower().rstrip("s")]


def _vulgar(found: re.Match[str]) -> Number | None:
    value = unicodedata.numeric(found["vulgar"])
    return _finite(found.start(), found.end(), value, "fraction", value, 1.0)


def _slash(found: re.Match[str]) -> Number | None:
    over, _, under = found["slash"].partition("/")
    if float(under) == 0 or over.startswith("0") or under.startswith("0"):
        return None
    parts = float(over), float(under)
    return _finite(found.start(), found.end(), parts[0] / parts[1], "slash", *parts)


def _fraction(found: re.Match[str]) -> Number | None:
    text, end = found.string, found.end()
    over, under = _ONES.get(found["over"].lower(), 1), _PARTS[found["under"].lower()]
    if over >= under or (found["plural"] and over == 1) or (over > 1 and not found["plural"]):
        return None
    if not found["plural"] and "-" not in found["fraction"]:
        clock = under == 4 and _NO_QUARTER_AFTER.match(text, end)
        if clock or (under != 4 and not _PHRASE_END.match(text, end)):
            return None
        stopped = under > 4 and re.match(r"[.!?,;:](?:\W|$)", text[end : end + 2])
        if stopped and not _SHARE_BEFORE.search(text, max(0, found.start() - 12), found.start()):
            return None
    return _finite(found.start(), end, over / under, "fraction", over, under)


def _half(found: re.Match[str]) -> Number | None:
    text, start, end = found.string, found.start(), found.end()
    bounded = _HALF_BEFORE.search(text, max(0, start - 12), start)
    if not (bounded or _HALF_AFTER.match(text, end)) or _NO_HALF_BEFORE.search(
        text, max(0, start - 30), start
    ):
        return None
    return _finite(start, end, 0.5, "fraction", 1.0, 2.0)


def _words(found: re.Match[str]) -> Number | None:
    """Read the longest beginning of a chain of number words that is one number."""
    text, start = found.string, found.start()
    lead = re.match(r"(half\s+)?an?\s+", found["words"], re.IGNORECASE)
    begin = start + (lead.end() if lead else 0)
    chain = [
        (word[0].lower(), word.end()) for word in re.finditer(r"\w+", text[begin : found.end()])
    ]
    between = text[max(0, start - 8) : start].lower().endswith("between ")
    value, used = _read_chain(
        [word for word, _ in chain], implicit=lead is not None, between=between
    )
    if used == 0:
        return None
    end = begin + chain[used - 1][1]
    if lead and lead[1]:
        value /= 2
    if _ORDINAL_AFTER.match(text, end) and not re.match(r"\W\w+s\b", text[end : end + 20]):
        return None
    joined = text[end : end + 1] == "-" and text[end + 1 : end + 2].isalpha()
    if joined and used == len(chain) and not _JOINED_UNIT.match(text, end):
        return None  # "two-tier", "ten-fold": a compound, no number of anything
    end, value = _with_fraction(text, end, value)
    return _finite(start, end, value, "words")


def _read_chain(words: list[str], *, implicit: bool, between: bool) -> tuple[float, int]:
    """Read "two hundred and six"; of "thirty and forty" read only "thirty".

    Parameters
    ----------
    words : list of str
        Lower case; number words and "and".
    implicit : bool
        Whether an article stood before ("a hundred").
    between : bool
        Whether "between" stood before: "between one hundred and one thousand" holds two numbers,
        "one hundred and one thousand" is one.

    Returns
    -------
    tuple of float and int
        The value, and how many words were used.
    """
    total, group, used, last_scale = 0.0, 1.0 if implicit else 0.0, 0, math.inf
    open_to = "scale" if implicit else "any"  # what may come next
    for place, word in enumerate(words):
        if word == "and":
            # "two hundred and six", never "thirty and forty".
            if not _goes_on(words, place, between=between):
                break
            continue
        if word in _SCALES:
            scale = _SCALES[word]
            if open_to == "nothing" or (used == 0 and not implicit):
                break
            if scale in (12.0, 100.0):
                if group == 0 or group >= 100:
                    break
                group *= scale
                open_to = "any" if scale == 100.0 else "nothing"
            else:
                if group == 0 or scale >= last_scale:
                    break
                total, group, last_scale, open_to = total + group * scale, 0.0, scale, "any"
        elif word in _TENS and open_to == "any" and group % 100 == 0:
            group, open_to = group + _TENS[word], "ones"
        elif word in _ONES and _fits(_ONES[word], group, open_to):
            group, open_to = group + _ONES[word], "scale"
        else:
            break
        used = place + 1
    return total + group, used


def _goes_on(words: list[str], place: int, *, between: bool) -> bool:
    """Tell whether a number goes on after its "and": a scale before it, no other number after."""
    last = words[place - 1] if place else ""
    if last not in _SCALES or last == "dozen":
        return False
    after = _SCALES.get("".join(words[place + 2 : place + 3]), 0.0)
    return after != _SCALES[last] and not (between and after > _SCALES[last])


def _fits(one: int, group: float, open_to: str) -> bool:
    if open_to == "ones":
        return 0 < one < 10
    return open_to == "any" and group % 100 == 0


_READERS: Final = {
    "slash": _slash,
    "digits": _digits,
    "vulgar": _vulgar,
    "fraction": _fraction,
    "half": _half,
    "words": _words,
}
