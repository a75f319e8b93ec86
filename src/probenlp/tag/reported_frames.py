"""Frames of indirect speech other than "X said that …", and where a reported clause ends.

Questions ("asked whether …"), what somebody was told ("was told by the head that …"), and
accusations ("accused ministers of …"). Offsets are code points of the passage.
"""

import re
from typing import Final

from probenlp.tag.subjects import Subject, subject_after

_QUESTION: Final = re.compile(
    r"(?!\s+to\b)[\s,]+(?:(?:by|of)\s+)?(?:(?:[\w’'.&-]+\s+){0,7}?(?P<first>(?:whether|if|what|how|why)\s)"
    r"|(?:[\w’'.&-]+\s+){0,3}?(?P<other>(?:when|where|who|which)\s))"
)
_GERUND: Final = re.compile(r"\s+(?:their\s+|his\s+|her\s+|being\s+)?[a-z]+ing\b")
_SOURCE: Final = re.compile(r"\s+from\s+")
_TOLD_THAT: Final = re.compile(r"(?:\s+[\w’'.&()-]+){0,9}?\s+that\b,?\s+")
_TOLD_IS: Final = re.compile(r"(?:\s+[\w’'.&-]+){0,6}?\s+(?:is|was)(?:\s+that)?\s+")
_BARE: Final = re.compile(
    r"\s+(?=(?:I|he|she|it|they|we|you|there)(?:[’'](?:s|re|m|d|ll|ve)\b|\s+\w)"
    r"|(?:the|his|her|its|their|our|my|no|all|some|most|many|staff)\s+\w+)"
)
_AGENT: Final = re.compile(r"\s+by\s+")
_ACCUSED: Final = re.compile(r"\s+(?:[\w’'.&-]+\s+){1,8}?of\s+(?=\w+ing\b|“|‘|\"|')")
_CAUSE: Final = re.compile(r",?\s+(?:after|as|when|following|amid|in a|during)\s")
# "…, but it also said …", "…, and told me so": a second report begins.
_SECOND: Final = re.compile(
    r"[,;]?\s+(?:but|and|while|although|though)\s+(?:\w+|the\s+\w+|[A-Z]\w+\s+[A-Z]\w+)\s+(?:has\s+|also\s+)*"
    r"(?:said|added|warned|found|noted|told|stressed|insisted|concluded)\b"
    r"|[,;]?\s+(?:but|and|while)\s+(?:[\w’'%]+\s+){1,6}?(?:said|warned|added|found)\s+(?:that|they|it)\b"
    r"|,\s+which\s+(?:he|she|they|it)\s+(?:described|called|branded|dubbed|said|labelled)\b"
    r"|\s+and\s+(?:warn|promis|urg|vow|add)(?:ed|s|es)\b"
    r"|[,;]\s+(?:but|and)\s+(?:\w+ly\s+|then\s+|also\s+)?(?:said|told|added|warned|asked|wrote|called)\b"
)
# "…, and that is right too", "…, and I remember how it felt": the writer goes on.
_WRITER: Final = re.compile(
    r"[,;]\s+(?:and|but|so)\s+(?:(?:that|this)(?:\s+(?:is|was|makes|made)\b|[’']s\b)|so\s+(?:it|they|we)\b"
    r"|I\b(?!\s+(?:said|told)))"
    r"|,\s+which\s+(?:I\b|is\s+(?:roughly|exactly|precisely|also|why|what|where|how|one way)\b)"
)
_SUBORDINATE: Final = re.compile(
    r"\W*(?:(?:and|but|so|because)\s+)?(?:When|If|As|While|Although|Though|Since|After|Before|Once|when|if"
    r"|as|while|although|though|since|after|before|once)\b[^,;]*$"
)
_MAIN: Final = re.compile(r",\s+(?:I|we|you|he|she|they|it|there|the|my|our|nobody|some)\b")
_HANGING: Final = re.compile(
    r"[\s,;]+(?:and|but|while|or|which|whom|who|that|when|where|as|after|because)$"
)
FINAL: Final = " \n\t.!?…;,:"
"""What a clause does not end with."""


def question_start(text: str, after: int, end: int) -> int | None:
    """Find where "asked (her) whether …" begins what is asked.

    Examples
    --------
    >>> question_start("He asked the union how it felt.", 8, 31)
    19
    """
    found = _QUESTION.match(text, after, end)
    return found.start("first" if found["first"] else "other") if found else None


def told_start(text: str, after: int, end: int) -> int | None:
    """Find where "was told (in 2018) (that) …" begins what was told.

    Examples
    --------
    >>> told_start("We were told in May that it was late.", 12, 37)
    25
    >>> told_start("We were told to leave.", 12, 22)
    """
    for pattern in (_BARE, _TOLD_THAT):
        if found := pattern.match(text, after, end):
            return found.end()
    return None


def said_is(text: str, after: int, end: int) -> int | None:
    """Find where "What we were told (on Monday) is …" begins what was told."""
    found = _TOLD_IS.match(text, after, end)
    return found.end() if found else None


def hearsay(text: str, after: int, end: int) -> tuple[int, Subject | None] | None:
    """Find what "I hear (from a friend) that …" gives, and from whom."""
    found = _TOLD_THAT.match(text, after, end)
    if not found:
        return None
    source = _SOURCE.match(text, after, found.end())
    return found.end(), subject_after(text, source.end(), found.end()) if source else None


def gerund(text: str, after: int, end: int) -> int | None:
    """Find where "spoke of dreading Mondays" begins what was spoken of."""
    found = _GERUND.match(text, after, end)
    return after + 1 if found else None


def agent(text: str, after: int, end: int) -> Subject | None:
    """Find who told it: "was told by the head"."""
    found = _AGENT.match(text, after, end)
    return subject_after(text, found.end(), end) if found else None


def accusation(text: str, after: int, end: int) -> tuple[int, int] | None:
    """Find what somebody is accused of: "accused ministers of gambling with lives after …"."""
    found = _ACCUSED.match(text, after, end)
    if not found:
        return None
    cause = _CAUSE.search(text, found.end(), end)
    stop = cause.start() if cause else end
    clause = text[found.end() : stop].rstrip(FINAL)
    return found.end(), found.end() + len(clause)


def clause_end(text: str, start: int, cue: int, begin: int, stop: int) -> int:
    """Find where a reported clause ends: with its sentence, or where something else begins.

    Parameters
    ----------
    start : int
        The sentence's start.
    cue : int
        The cue's start.
    begin, stop : int
        The clause at its longest.
    """
    for other in (_SECOND, _WRITER):
        if found := other.search(text, begin, stop):
            stop = found.start()
    # "When I read that they are late, I laugh": the comma ends the subordinate clause.
    if _SUBORDINATE.match(text[start:cue]) and (found := _MAIN.search(text, begin, stop)):
        stop = found.start()
    clause = text[begin:stop].rstrip(FINAL)
    return begin + len(_HANGING.sub("", clause))
