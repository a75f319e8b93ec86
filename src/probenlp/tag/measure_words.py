"""Cut a measure to the words that can be read alone: without "the", "I have", "said they"."""

import re
from typing import Final

from probenlp.tag.measure_patterns import Place

_OPENING: Final = re.compile(
    r"[“‘\"'(,\s]*(?:(?:and|but|so|or|that|because|while|whereas|although|when|then|now|since|if)\s)*"
    r"(?:(?:the|an?|every)\s)?",
    re.IGNORECASE,
)
_ADVERB = r"(?:(?:already|now|also|still|since|just|only|actually|really)\s)?"
_PARTICIPLE = (
    r"(?:\w+ed|\w+en|lost|left|got|made|told|read|said|met|sent|felt|found|held|gone|done|come|put|"
    r"kept|brought|won|cut|hit|run|paid|built|heard|taught|caught|bought|thought)\b"
)
# "Had lost" is "lost", "was cancelled" is "cancelled"; "had nobody" and "been there" stay.
_AUXILIARY: Final = (
    rf"(?:(?:am|is|are|was|were)\s{_ADVERB}(?:(?:been|being)\s)?(?!not\b|never\b|no\b|to\b)"
    rf"|(?:have|has|had|having)\s{_ADVERB}(?:been\s(?={_PARTICIPLE})|(?=been\s)|(?={_PARTICIPLE}))"
    rf"|(?:been|being)\s(?={_PARTICIPLE}|(?!being\b|missing\b)\w+ing\b)|(?:already|now|also|still|since|just|only)\s)"
)
# "I have worked here" says "worked here"; "my manager sees me" keeps its subject.
_SUBJECT: Final = re.compile(
    r"there\s(?:(?:was|were|is|are)|(?:has|have|had)\sbeen)\s(?=no\b)|"
    rf"(?:I|we|you|he|she|they|it|there|who|which)(?:(?:\s|$)|[’'](?:ve|m|re|s|d|ll)(?:\s|$)){_ADVERB}"
    rf"(?:{_AUXILIARY})*",
    re.IGNORECASE,
)
_PREDICATE: Final = re.compile(rf"(?:{_AUXILIARY})+", re.IGNORECASE)
# "Said they felt ignored": what they said is measured, not that they spoke.
_SAID: Final = re.compile(
    r"(?:(?:said|say|says|saying|told\s(?:us|me|inspectors|them)|reported|stated|agreed)\s(?:to\s\w+\s)?(?:that\s)?)"
    r"(?:they|he|she|it|(?<=that\s)(?:(?:their|the|his|her)\s)?(?=\w+\s))\s?(?:(?:had|have|were|was|are)\s(?=(?!it\s|that\s|not\s)\w+(?:ed|en|t|de|ne)\s))?",
    re.IGNORECASE,
)
_HANGING: Final = re.compile(
    r"[),\s]+(?:and|but|or|an?\saverage|an?|the|extra|just|only)$|(?<!\bshort)\sof$",
    re.IGNORECASE,
)
_LIGHT: Final = frozenset(
    "it they that this these those which who we he she i you there one have has had got get is was "
    "were are be been average total 've as at of in on for to with not no".split()
)


def tidy(text: str, measure: Place | None) -> Place | None:
    """Take off what stands before the words that are measured; None where nothing is left.

    Examples
    --------
    >>> text = "I have worked here"
    >>> text[slice(*tidy(text, (0, len(text))))]
    'worked here'
    """
    if measure is None:
        return None
    start, end = measure
    for pattern in (_OPENING, _SUBJECT, _SAID, _PREDICATE):
        if found := pattern.match(text, start, end):
            start = found.end() if found.end() < end or pattern is _SUBJECT else start
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:–—-("):
        end -= 1
    while hanging := _HANGING.search(text, start, end):
        end = hanging.start()
    words = text[start:end].lower().split()
    if all(word.strip("“”‘’\"'.,") in _LIGHT for word in words):
        return None
    return start, end
