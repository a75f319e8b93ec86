"""Words of offices, bodies and files by which names are known: data, beside the lists of names.

``words/lists.json`` holds them by the module and name that read them: patterns, and lists of words.
They are of English and of the services in England and Wales.
"""

import json
import re
from functools import cache
from importlib.resources import files


@cache
def _lists() -> dict[str, str | list[str]]:
    path = files("probenlp.annotate.pseudonyms") / "words" / "lists.json"
    lists: dict[str, str | list[str]] = json.loads(path.read_text("utf-8"))
    return lists


def pattern_named(name: str, flags: int = 0) -> re.Pattern[str]:
    """Give a pattern of the lists, compiled.

    Examples
    --------
    >>> bool(pattern_named("cast.honours").search("Dame Ana Quill"))
    True
    """
    return re.compile(str(_lists()[name]), flags)


def words_named(name: str) -> frozenset[str]:
    """Give a list of words."""
    return frozenset(_lists()[name])
