"""What is known of words as names: first names, those that are also words, places and months."""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final

WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_POSSESSIVE: Final = re.compile(r"['’]s?$", re.IGNORECASE)

_CONTRACTION: Final = re.compile(r"['’](?:m|re|ve|ll|d|t)$", re.IGNORECASE)

ORDINARY: Final = frozenset(
    """a about above after again all also although always am an and another any anyone anybody are
    as at away back be because been before being best better both but by can cannot come could
    day dear did do does done down each either else even ever every everyone everybody few first
    folks for friends from get go good got great guys had half has have he hello her here hers
    hey hi him his how however i if in indeed into is it its just know last least less let like
    little long lots love many maybe me mate mates maybe mine more most mr mrs ms much must my
    never new next nice no nobody none nor not nothing now of off often oh ok okay old on once
    one only or other our ours out over own people perhaps please poor really right same sadly
    see she shame should since so some somebody someone something sorry such sure take thank
    thanks that the their them then there these they thing this those though three thus to today
    together too totally true two under until up us very was we well were what when where which
    while who whoever whom whose why will with within without work would yeah yes yet you your
    yours anonymous admin moderator mod guest author editor blogger op team comrades colleagues
    brother sister sir madam ladies gentlemen lord god christ jesus parliament government
    ministry minister inspector inspectors inspectorate probation service prison police court
    courts judge justice press union staff officer officers office manager managers management
    director region report reports english welsh british scottish irish monday tuesday wednesday
    thursday friday saturday sunday january february march april may june july august september
    october november december christmas easter england wales scotland britain london north south
    east west united kingdom europe labour tory tories conservative conservatives liberal
    whitehall westminster covid brexit mum dad chief head senior acting interim deputy assistant
    former regional national her majesty majesty's his regards cheers best wishes x xx cat
    master coroner signed sincerely faithfully truly kind warm many ps nb""".split()
)
"""Words that no greeting or signature makes a name."""

INSTITUTION: Final = frozenset(
    """house hall court courts street road lane avenue school college centre center hospital trust
    foundation institute university prison hostel lodge ward wing unit project report review
    inquiry act law bill award prize society park church fund committee building library museum
    hotel inn arms pub approved premises office region pdu crc ldu cluster division centre's
    square bridge town city village valley county borough bay island islands hill green gate
    cross wood common farm station terminus commission association partnership alliance agency
    authority council league academy theatre stadium fen shires barn box st close terrace drive
    crescent rise programme program scheme initiative strategy model method principle theorem
    syndrome disease day prison's constabulary police probation services service ltd limited plc
    llp inc group associates solicitors chambers times news post mail mercury echo ledger
    gazette herald argus courier messenger observer guardian telegraph mirror blog podcast
    magazine journal press media radio television tv""".split()
)
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
