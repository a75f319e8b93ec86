"""What is looked for in a text: a word, a phrase, a word's beginning, or a regular expression."""

from collections.abc import Iterator
from typing import Final

import regex  # type: ignore[import-untyped]

from probenlp.errors import ProbenlpError

SECONDS: Final = 10.0
"""A pattern that needs longer for one passage is given up: it would not come to an end."""

_APOSTROPHES: Final = "['’]"
_HYPHENS: Final = "[-‐‑]"


class Query:
    r"""Finds a query in texts.

    Parameters
    ----------
    words : str
        A word or phrase. Its blanks stand for any white space, an apostrophe or hyphen for any of
        its forms, and ``*`` for the rest of a word ("workload*"). With ``is_regex`` a pattern of
        the ``regex`` package.
    is_regex, case, whole_word : bool
        Whether it is a pattern, whether capitals must agree, and whether the ends must be ends of
        words. Patterns say by themselves where words end.

    Raises
    ------
    ProbenlpError
        If it is empty, or no pattern.

    Examples
    --------
    >>> list(Query("don't *load").find("They don’t  overload us, they say."))
    [(5, 20)]
    """

    def __init__(
        self, words: str, *, is_regex: bool = False, case: bool = False, whole_word: bool = True
    ) -> None:
        if not words.strip():
            raise ProbenlpError("nothing to look for: expected a word, a phrase or a pattern")
        self.words = words
        source = words if is_regex else _as_pattern(words, whole_word=whole_word)
        try:
            self._pattern = regex.compile(source, 0 if case else regex.IGNORECASE)
        except regex.error as error:
            raise ProbenlpError(
                f"no pattern: {words!r}: {error}; without regex=True it is looked for as it stands"
            ) from error

    def find(self, text: str) -> Iterator[tuple[int, int]]:
        """Give the stretches of a text that match, half-open, from left to right.

        Raises
        ------
        ProbenlpError
            If a pattern takes longer than :data:`SECONDS` for one text.
        """
        try:
            for found in self._pattern.finditer(text, timeout=SECONDS):
                if found.end() > found.start():
                    yield found.start(), found.end()
        except TimeoutError as error:
            raise ProbenlpError(
                f"the pattern {self.words!r} takes over {SECONDS:.0f} s for one passage; "
                "avoid one repetition inside another, such as (a+)+"
            ) from error


def _as_pattern(words: str, *, whole_word: bool) -> str:
    pattern = r"\s+".join("".join(_letter(letter) for letter in word) for word in words.split())
    return rf"(?<!\w){pattern}(?!\w)" if whole_word else pattern


def _letter(letter: str) -> str:
    if letter == "*":
        return r"\w*"
    if letter in "'’":
        return _APOSTROPHES
    if letter in "-‐‑":
        return _HYPHENS
    escaped: str = regex.escape(letter)
    return escaped
