"""What is known of words as names: first names, those that are also words, places and months."""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final

from probenlp.annotate.pseudonyms.word_lists import words_named

WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_POSSESSIVE: Final = re.compile(r"['’]s?$", re.IGNORECASE)

_CONTRACTION: Final = re.compile(r"['’](?:m|re|ve|ll|d|t)$", re.IGNORECASE)

ORDINARY: Final = words_named("names.ordinary")
"""Words that no greeting or signature makes a name."""

INSTITUTION: Final = words_named("names.institution")
"""Words behind a name that make it the name of a place, a body or a thing."""

EPONYM: Final = frozenset(
    """act law bill review report inquiry reforms reform era doctrine agenda rules rule
    recommendations cuts years plan plans model scale test index questionnaire lecture prize
    award medal speech budget government administration cabinet amendment judgment judgement
    case clause principles standards regime revolution show programme experiment commission
    family-law foundation fund theory effect""".split()
)
"""Words behind a name without a possessive that make it the name of a thing of public life."""


def _words(name: str) -> frozenset[str]:
    text = (files("probenlp.annotate.pseudonyms") / "words" / name).read_text("utf-8")
    return frozenset(
        word for line in text.split("\n") if not line.startswith("#") for word in line.split()
    )


@cache
def first_names() -> frozenset[str]:
    """Give first names that are nothing else, in small letters."""
    return _words("first_names.txt")


@cache
def word_names() -> frozenset[str]:
    """Give first names that are also words."""
    return _words("word_names.txt")


@cache
def place_names() -> frozenset[str]:
    """Give first names that are also months, places or surnames."""
    return _words("place_names.txt")


@cache
def well_known() -> frozenset[str]:
    """Give full names that stand for books, ideas or people of public life, in small letters."""
    text = (files("probenlp.annotate.pseudonyms") / "words" / "well_known.txt").read_text("utf-8")
    return frozenset(line.casefold() for line in text.split("\n") if line and line[0] != "#")


def is_contraction(word: str) -> bool:
    """Tell "I'm" and "they're" from names with a possessive."""
    return _CONTRACTION.search(word) is not None


def bare(word: str) -> str:
    """Give a word in small letters without its possessive.

    Examples
    --------
    >>> bare("Dave's"), bare("JAMES’"), bare("O'Neil")
    ('dave', 'james', "o'neil")
    """
    return _POSSESSIVE.sub("", word).replace("’", "'").casefold()


def is_first_name(word: str) -> bool:
    """Tell whether a word is a first name and nothing else; of double names the first part counts.

    Examples
    --------
    >>> is_first_name("tanya"), is_first_name("Anne-Marie"), is_first_name("Will")
    (True, True, False)
    """
    name = unicodedata.normalize("NFKD", bare(word)).encode("ascii", "ignore").decode()
    return name in first_names() or name.split("-")[0] in first_names()


def may_be_first_name(word: str) -> bool:
    """Tell whether a word can be a first name, whatever else it is."""
    name = bare(word)
    return is_first_name(word) or name in word_names() or name in place_names()
