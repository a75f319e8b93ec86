"""How a sentence is written: marks of person, mood, attitude, register and reporting.

Each mark has a name, so that a decision can be explained, and none looks at where a sentence
stands. First person is no mark of testimony by itself: inspectors write "we" and quoted police
chiefs "I". The marks stand in ``style.tsv`` beside this file.
"""

import csv
import re
from collections.abc import Iterator
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


def style_of(sentence: str) -> Iterator[str]:
    """Name the marks of a sentence's style.

    Yields
    ------
    str
        ``i``, ``question``, …; ``words<8`` for its length; no mark twice.

    Examples
    --------
    >>> list(style_of("Why was I not told?"))
    ['i', 'question', 'reports', 'past', 'if', 'words<8']
    """
    yield from _MARKS.found_in(sentence)
    words = sentence.count(" ") + 1
    yield next((f"words<{limit}" for limit in _LONG if words < limit), "words-many")
