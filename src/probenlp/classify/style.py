"""How a sentence is written: marks of person, mood, attitude, register and reporting.

Each mark has a name, so that a decision can be explained, and none looks at where a sentence
stands. First person is no mark of testimony by itself: inspectors write "we" and quoted police
chiefs "I". The marks stand in ``style.tsv`` beside this file.
"""

import bisect
import csv
import re
from importlib.resources import files
from typing import Final

from probenlp.classify.sieve import Guarded, Several, guarded

_LONG: Final = (4, 8, 14, 22, 34)


def _read_marks() -> dict[str, Guarded]:
    """Read the table: ``words`` are whole words in any case, the others plain patterns."""
    table = files("probenlp.classify").joinpath("style.tsv").read_text(encoding="utf-8")
    rows = list(csv.reader(table.split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return {name: _compiled(how, pattern) for name, how, pattern in filter(None, rows)}


def _compiled(how: str, pattern: str) -> Guarded:
    if how == "words":
        return guarded(rf"(?<![\w’'])(?:{pattern})(?![\w])", re.IGNORECASE)
    return guarded(pattern, re.IGNORECASE if how == "any case" else 0)


_MARKS: Final = Several(_read_marks())


def style_of(sentence: str) -> list[str]:
    """Name the marks of a sentence's style.

    Returns
    -------
    list of str
        ``i``, ``question``, …; ``words<8`` for its length; no mark twice.

    Examples
    --------
    >>> style_of("Why was I not told?")
    ['i', 'question', 'reports', 'past', 'if', 'words<8']
    """
    words = sentence.count(" ") + 1
    long = bisect.bisect_right(_LONG, words)
    return [
        *_MARKS.found_in(sentence),
        f"words<{_LONG[long]}" if long < len(_LONG) else "words-many",
    ]
