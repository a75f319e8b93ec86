"""What a corpus can be asked, and what it says where a question has a slip in it."""

import difflib
import re
from collections.abc import Callable, Collection, Iterable
from typing import Any, Final

from probenlp.errors import ProbenlpError

NEAR: Final = 3
LISTED: Final = 20

_NUMBERS: Final = frozenset({"whole", "number"})


class QuestionError(ProbenlpError, ValueError):
    """A question names a field or value that there is not, or one that may mean several."""


class UnknownIdError(ProbenlpError, KeyError):
    """There is no record of that id."""

    def __str__(self) -> str:
        return str(self.args[0])  # a KeyError would show it in quotation marks


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give the words of a list that come near to one, as the end of a message.

    Examples
    --------
    >>> did_you_mean("practicioner", ["official", "practitioner"])
    "; did you mean 'practitioner'?"
    """
    near = difflib.get_close_matches(word, list(known), n=NEAR, cutoff=0.6)
    return f"; did you mean {' or '.join(repr(one) for one in near)}?" if near else ""


def listed(words: Iterable[str]) -> str:
    """Write the words of a list, the first of a long one."""
    every = list(words)
    more = f", … ({len(every)} in all)" if len(every) > LISTED else ""
    return ", ".join(every[:LISTED]) + more


def check_values(field: str, wanted: object, values: tuple[str, ...], kind: str) -> None:
    """Refuse a value that a field never has: it would find nothing, and nobody would know why.

    Raises
    ------
    QuestionError
        Names what the field may hold.
    """
    for value in _each(wanted):
        if value is None or callable(value) or isinstance(value, re.Pattern):
            continue
        if values and value not in values:
            raise QuestionError(
                f"{field} is never {value!r}; it is one of {listed(values)}"
                f"{did_you_mean(str(value), values)}"
            )
        if kind in _NUMBERS and (isinstance(value, bool) or not isinstance(value, (int, float))):
            raise QuestionError(f"{field} is a number: expected one, or a function, not {value!r}")
        if kind == "truth" and not isinstance(value, bool):
            raise QuestionError(f"{field} is true or false: expected True or False, not {value!r}")


def _each(wanted: object) -> Collection[Any]:
    if isinstance(wanted, (list, tuple, set, frozenset)):
        return wanted
    return (wanted,)


def in_words(wanted: object, ids: object) -> str:
    """Write a value that was asked for, with the ids that a name was taken to mean.

    Examples
    --------
    >>> in_words("Lambeth", frozenset({"pdu_lambeth"})), in_words("staffing", "staffing")
    ("'Lambeth' (pdu_lambeth)", "'staffing'")
    """
    if callable(wanted):
        return "…"
    if isinstance(ids, (set, frozenset)) and set(ids) != set(_each(wanted)):
        return f"{wanted!r} ({', '.join(sorted(map(str, ids)))})"
    return repr(wanted)


def matcher(wanted: object) -> Callable[[Any], bool]:
    """Make the test of a field's value.

    Parameters
    ----------
    wanted : object
        A value; several of which one is enough; None for what is not stated; a compiled pattern
        that is searched for; or a function, which is never given a None.

    Examples
    --------
    >>> test = matcher({"staffing", "training"})
    >>> test("staffing"), test(("court", "training")), test(None)
    (True, True, False)
    >>> matcher(None)(()), matcher(lambda value: value > 50)(None)
    (True, False)
    """
    tests = [_one_matcher(one) for one in _each(wanted)]
    return lambda value: any(test(value) for test in tests)


def _one_matcher(wanted: Any) -> Callable[[Any], bool]:
    if wanted is None:
        return lambda value: value is None or value == ()
    if isinstance(wanted, re.Pattern):
        return lambda value: any(
            isinstance(one, str) and wanted.search(one) is not None for one in _each(value)
        )
    if callable(wanted):
        return lambda value: value is not None and bool(wanted(value))
    return lambda value: any(one == wanted for one in _each(value))
