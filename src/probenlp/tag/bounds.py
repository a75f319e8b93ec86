"""How the stated number bounds the true one, and what the writer thinks of its size.

A hedge is an arithmetic relation, not a mere "about": *almost* two thirds lies below two thirds,
*just over* a half above it (Williams and Power, A Fact-aligned Corpus of Numerical Expressions,
LREC 2010). Words of attitude ("only", "as many as") do not change the value and are kept apart.

"""

import re
from itertools import product
from typing import Final

import msgspec

from probenlp.records import Comparator, Stance


def _table() -> dict[str, Comparator]:
    plain: dict[Comparator, str] = {
        ">": "more than|over|above|in excess of|greater than|upwards of|upward of|higher than|"
        "exceeding|exceeds|exceeded|longer than|larger than|bigger than|better than|north of|>",
        "<": "fewer than|less than|under|below|lower than|shorter than|smaller than|south of|<",
        "≈below": "almost|nearly|not quite|close on|approaching|nearing|just short of|"
        "little short of|very nearly|nigh on|virtually|little less than|not far short of|"
        "not far off|getting on for|just shy of|shy of|pushing",
        "≈above": "little more than|barely more than|only just over|barely over",
        "≈": "around|about|approximately|approx|approx.|roughly|some|circa|c|c.|ca|ca.|near|"
        "close to|"
        "near to|something like|in the region of|in the order of|of the order of|an estimated|"
        "estimated|somewhere around|somewhere near|broadly|~|≈|very roughly|around about|barely|"
        "hardly|scarcely|maybe|perhaps",
        "≥": "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|"
        "minimum of|minimum|a minimum|no lower than|at or above|at or over|≥|>=",
        "≤": "up to|at most|no more than|not more than|a maximum of|maximum of|maximum|"
        "a maximum|no higher than|at the most|anything up to|at or below|at or under|≤|<=",
    }
    table = {
        phrase: comparator for comparator, phrases in plain.items() for phrase in phrases.split("|")
    }
    small = "just|slightly|marginally|fractionally|a little|a bit|a shade|a fraction|only just"
    big = "well|far|much|way|significantly|considerably|substantially|comfortably|slightly"
    above = "over|above|more than|in excess of|higher than|longer than|greater than"
    below = "under|below|less than|fewer than|lower than|shorter than"
    for words, sides, comparator in (
        (big, above, ">"), (big, below, "<"), (small, above, "≈above"), (small, below, "≈below")
    ):  # fmt: skip
        for word, side in product(words.split("|"), sides.split("|")):
            table[f"{word} {side}"] = comparator  # type: ignore[assignment]
    return table


_BOUNDS: Final[dict[str, Comparator]] = _table()
_STANCES: Final[dict[str, Stance]] = {
    "only": "only",
    "merely": "only",
    "a mere": "only",
    "mere": "only",
    "just": "just",
    "as many as": "as many as",
    "as few as": "as few as",
    "as much as": "as much as",
    "as little as": "as little as",
    "as low as": "as little as",
    "as high as": "as much as",
    "fully": "fully",
    "a full": "fully",
}
_LONGEST = max(len(phrase.split()) for phrase in (*_BOUNDS, *_STANCES))
_WORD = re.compile(r"[^\s(\[‘“'\"]+")
_LINKS = frozenset({"in", "for", "with", "to", "by", "at", "of", "on"})
# "They talked about 12 cases": a preposition, not a bound.
_ABOUT_VERB = re.compile(
    r"\b(?:talk\w*|speak\w*|spoke|ask\w*|tell|told|hear\w*|concern\w*|complain\w*|information|know\w*|"
    r"knew|worr\w+|think\w*|thought|learn\w*|writ\w+|wrote|question\w*|details?|something|nothing|"
    r"anything|what|how|views?|feedback|data|care[ds]?)\s*$",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\+(?!\d)|\s\+(?!\s?\w)|(?:-|[^\S\n])odd(?=[^\w-]|$)|[^\S\n]{1,2}(?:(?:or|and)\s(?:more|above|over|higher|greater|longer|upwards|less|fewer|"
    r"under|below|lower|shorter|so|thereabouts)|plus|at\sleast|at\smost|at\sthe\smost|at\sthe\sleast|"
    r"approximately)(?![\w-])(?!\sthan\b)",
    re.IGNORECASE,
)


class Bound(msgspec.Struct, frozen=True, kw_only=True):
    """What stands before or after a figure.

    Attributes
    ----------
    start, end : int
        Of the words of the bound, without those of the stance; both are the figure's edge where
        there is no bound.
    comparator : str
        See :data:`probenlp.records.Comparator`.
    stance : str or None
        See :data:`probenlp.records.Stance`.
    """

    start: int
    end: int
    comparator: Comparator = "="
    stance: Stance | None = None


def bound_before(text: str, place: int, floor: int = 0) -> Bound:
    """Read the bound and the stance that stand directly before a figure.

    Parameters
    ----------
    text : str
    place : int
        Where the figure starts.
    floor : int
        Nothing before this offset is read (the start of the sentence or the figure before).

    Examples
    --------
    >>> text = "Only about 40%"
    >>> bound_before(text, text.index("40"))
    Bound(start=5, end=11, comparator='≈', stance='only')
    """
    low = max(floor, place - 60)
    low = max(low, text.rfind("\n", low, place) + 1)
    words = [(m.start(), m[0].lower()) for m in _WORD.finditer(text, low, place)]
    if words and text[place - 1] in "(['‘“\"":
        words = []  # "almost two thirds (64%)": what is in brackets stands alone
    words, found = _take(words, _BOUNDS)
    start, comparator = place, "="
    if found is not None and not _is_preposition(text, *found, low):
        start, comparator = found[0], _BOUNDS[found[1]]
    elif found is not None:
        words = []
    rest = words[:-1] if words and words[-1][1] in _LINKS else words
    _, attitude = _take(rest, _STANCES)
    stance = _STANCES[attitude[1]] if attitude else None
    if found and found[1] in ("barely", "hardly", "scarcely"):
        stance = "only"
    return Bound(start=start, end=place, comparator=comparator, stance=stance)  # type: ignore[arg-type]


def _take(
    words: list[tuple[int, str]], table: "dict[str, Comparator] | dict[str, Stance]"
) -> tuple[list[tuple[int, str]], tuple[int, str] | None]:
    """Take the longest phrase of a table off the end of the words."""
    for length in range(min(_LONGEST, len(words)), 0, -1):
        phrase = " ".join(word for _, word in words[-length:])
        if phrase in table:
            return words[:-length], (words[-length][0], phrase)
    return words, None


def _is_preposition(text: str, start: int, phrase: str, low: int) -> bool:
    if phrase == "about":
        return _ABOUT_VERB.search(text, max(low, start - 20), start) is not None
    return False


def bound_after(text: str, place: int, *, is_money: bool = False) -> Bound | None:
    """Read a bound that follows a figure: "or more", "or so", "plus", "+"; None if there is none.

    Parameters
    ----------
    is_money : bool
        "20 plus cases" is a bound, "£19,000 plus expenses" a sum.

    Examples
    --------
    >>> bound_after("60 or more cases", 2)
    Bound(start=2, end=10, comparator='≥', stance=None)
    """
    found = _AFTER.match(text, place)
    if not found:
        return None
    words = found[0].split()
    if is_money and words == ["plus"] and text[found.end() : found.end() + 2].strip().isalpha():
        return None
    comparator: Comparator = "≥"
    if {"less", "fewer", "under", "below", "lower", "shorter", "most"} & {w.lower() for w in words}:
        comparator = "≤"
    elif words[-1].lower() in ("so", "thereabouts", "approximately"):
        comparator = "≈"
    elif words[-1].lower().endswith("odd"):
        comparator = "≈above"  # "sixty-odd": sixty and some
    return Bound(start=place, end=found.end(), comparator=comparator)
