"""The parts of a pattern as Python's own reader gives them: what they match, written and spelled.

A part is a pair of its kind and what belongs to it. What is not known is taken for anything.
"""

import importlib
import re
from collections.abc import Sequence
from typing import Any, Final

Node = tuple[Any, Any]

ONCE: Final = frozenset({"LITERAL", "IN"})
REPEATS: Final = frozenset({"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"})
_CATEGORIES: Final = {"CATEGORY_WORD": r"\w", "CATEGORY_DIGIT": r"\d"}
_NO_WORD: Final = {"CATEGORY_NOT_WORD": r"\W", "CATEGORY_SPACE": r"\s"}
_BLANKS: Final = (0x85, 0xA0, 0x1680, 0x2000, 0x2028, 0x202F, 0x205F, 0x3000)
_MOST_WORDS: Final = 200
_ENDLESS: Final[Any] = getattr(importlib.import_module("re._parser"), "MAXREPEAT", None)


def spelled(row: Sequence[Node]) -> set[str] | None:
    """Spell out all words that a row matches; None where there are too many."""
    words = {""}
    for node in row:
        ends = _spelled_part(node)
        if ends is None or len(ends) * len(words) > _MOST_WORDS:
            return None
        words = {one + end for one in words for end in ends}
    return words


def _spelled_part(node: Node) -> set[str] | None:
    kind, value = str(node[0]), node[1]
    if kind == "LITERAL":
        return {chr(value)}
    if kind == "IN":
        plain = all(str(one[0]) == "LITERAL" for one in value)
        return {chr(one[1]) for one in value} if plain else None
    if kind == "SUBPATTERN":
        return spelled(list(value[3]))
    if kind == "BRANCH":
        rows = [spelled(list(one)) for one in value[1]]
        return None if None in rows else set().union(*(one for one in rows if one is not None))
    if kind in REPEATS and tuple(value[:2]) == (0, 1):
        once = spelled(list(value[2]))
        return None if once is None else once | {""}
    return {""} if looks_back(node) else None


def is_word(node: Node) -> bool:
    """Tell whether all that a part matches is word characters, maybe none at all."""
    kind, value = str(node[0]), node[1]
    if kind == "LITERAL":
        return is_word_sign(chr(value))
    if kind == "IN":
        return all(_is_word_member(one) for one in value)
    if kind in REPEATS:
        return all(is_word(one) for one in value[2])
    if kind == "SUBPATTERN":
        return not value[1] and not value[2] and all(is_word(one) for one in value[3])
    if kind == "BRANCH":
        return all(is_word(one) for row in value[1] for one in row)
    return False


def _is_word_member(member: Node) -> bool:
    kind, value = str(member[0]), member[1]
    if kind == "LITERAL":
        return is_word_sign(chr(value))
    if kind == "RANGE":  # letters of other scripts have gaps with signs between them
        low, high = value
        return high < 128 and all(is_word_sign(chr(one)) for one in range(low, high + 1))
    return kind == "CATEGORY" and str(value) in _CATEGORIES


def is_word_sign(sign: str) -> bool:
    """Tell whether a character may stand in a word."""
    return sign.isalnum() or sign == "_"


def is_sign(node: Node) -> bool:
    """Tell whether a part is one character that can be no blank."""
    if str(node[0]) == "LITERAL":
        return not chr(node[1]).isspace()
    if str(node[1][0][0]) == "NEGATE":  # what is not "no word character" is one
        return any(str(one[1]) == "CATEGORY_NOT_WORD" for one in node[1])
    return all(_is_sign_member(one) for one in node[1])


def _is_sign_member(member: Node) -> bool:
    kind, value = str(member[0]), member[1]
    if kind == "LITERAL":
        return not chr(value).isspace()
    if kind == "RANGE":
        low, high = value
        return bool(low > ord(" ")) and not any(low <= one <= high for one in _BLANKS)
    return kind == "CATEGORY" and str(value) in _CATEGORIES


def begins_a_text(row: Sequence[Node]) -> bool:
    """Tell whether what a row matches stands at the beginning of a text: ``^so``."""
    if not row:
        return False
    kind, value = str(row[0][0]), row[0][1]
    if kind == "SUBPATTERN":
        return not value[1] and not value[2] and begins_a_text(list(value[3]))
    if kind == "BRANCH":
        return all(begins_a_text(list(one)) for one in value[1])
    return kind == "AT" and str(value) in ("AT_BEGINNING", "AT_BEGINNING_STRING")


def ends_a_text(row: Sequence[Node]) -> bool:
    r"""Tell whether what a row matches is one character and the blanks at the end: ``;\s*$``."""
    if [str(node[0]) for node in row[1:]] != ["MAX_REPEAT", "AT"] or str(row[0][0]) not in ONCE:
        return False
    least_blanks, _, repeated = row[1][1]
    blanks = [str(one[1]) for kind, value in repeated if str(kind) == "IN" for one in value]
    return least_blanks == 0 and blanks == ["CATEGORY_SPACE"] and str(row[2][1]) == "AT_END"


def looks_back(node: Node) -> bool:
    """Tell whether a part looks back only, so that a word goes on behind it."""
    return str(node[0]) in ("ASSERT", "ASSERT_NOT") and node[1][0] < 0


def least(node: Node) -> int:
    """Give 0 where a part may match nothing."""
    kind, value = str(node[0]), node[1]
    if kind in ONCE:
        return 1
    if kind in REPEATS:
        return int(value[0]) and max((least(one) for one in value[2]), default=0)
    if kind == "SUBPATTERN":
        return max((least(one) for one in value[3]), default=0)
    if kind == "BRANCH":
        return min(max((least(one) for one in row), default=0) for row in value[1])
    return 0


def written(node: Node) -> str:
    """Write a part down again as a pattern; look-arounds are left out."""
    kind, value = str(node[0]), node[1]
    if kind == "LITERAL":
        return re.escape(chr(value))
    if kind == "IN":
        return f"[{''.join(_member_source(one) for one in value)}]"
    if kind in REPEATS:
        inner = "".join(written(one) for one in value[2])
        most = "" if value[1] is _ENDLESS else value[1]
        return f"(?:{inner}){{{value[0]},{most}}}"
    if kind == "SUBPATTERN":
        return f"(?:{''.join(written(one) for one in value[3])})"
    if kind == "BRANCH":
        return f"(?:{'|'.join(''.join(written(one) for one in row) for row in value[1])})"
    return ""


def _member_source(member: Node) -> str:
    kind, value = str(member[0]), member[1]
    if kind == "LITERAL":
        return re.escape(chr(value))
    if kind == "RANGE":
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return "^" if kind == "NEGATE" else {**_CATEGORIES, **_NO_WORD}[str(value)]
