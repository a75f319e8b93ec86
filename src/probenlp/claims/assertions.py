"""Where a sentence makes more than one assertion: clauses that could stand alone."""

import re
from collections.abc import Iterator
from typing import Final

from probenlp.records import Span

LEAST_WORDS: Final = 3
"""Of a clause that can stand alone."""

_JOINT: Final = re.compile(
    r";\s+|\s+[–—]\s+(?=(?:and|but)\b)|,?\s+(?:while|whereas)\s+|,\s+(?:and|but|yet|so)\s+"
    r"|\s+(?:and|but)\s+(?=(?:it|they|he|she|we|I|you|there|this|that|these|those|nobody|none|the"
    r"|a|an|only|just|\d+|one|two|three|half)\b)"
)
"""Where one clause may end and the next begin; what follows must have a verb of its own."""

_FINITE: Final = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|does|do|did|will|would|can|could|should|must|may|might|"
    r"isn['’]?t|aren['’]?t|wasn['’]?t|weren['’]?t|hasn['’]?t|haven['’]?t|hadn['’]?t|don['’]?t|"
    r"didn['’]?t|can['’]?t|won['’]?t|get|gets|got|gave|went|came|took|made|said|told|found|saw|"
    r"felt|left|lost|held|kept|rose|fell|stood|ran|rang|meant|thought|knew|spoke|wrote|cut|put|"
    r"began|bought|brought|built|chose|drew|drove|fought|grew|hid|hit|led|met|paid|read|sat|sent|"
    r"shut|slept|sold|spent|taught|threw|understood|won|wore|gives?|makes?|takes?|says?|needs?|"
    r"\w{2,}['’](?:s|re|ve|d|ll|m)|\w{3,}ed)\b",
    re.IGNORECASE,
)
"""A verb that can make a clause. A list and the regular past: the parse is not kept with a text."""


_DEPENDENT: Final = re.compile(
    r"\s*(?:if|when|because|although|though|unless|since|until|as|after|before|where|which|who|"
    r"that|whether|so that)\b",
    re.IGNORECASE,
)
"""A clause that begins so cannot stand alone ("When staff leave, …")."""


def assertions_of(sentence: Span) -> tuple[Span, ...]:
    """Cut a sentence into the assertions it makes.

    Cuts only where both sides have a verb and a few words, outside brackets, and where neither
    side leans on the other, so that a doubtful case stays whole.

    Parameters
    ----------
    sentence : Span
        As it stands in its passage.

    Returns
    -------
    tuple of Span
        In order, without the joint between them; the sentence itself where it asserts one thing.

    Examples
    --------
    >>> text = "Planning was sufficient in 40 per cent, and a third of posts were vacant."
    >>> [part.surface for part in assertions_of(Span.of(text, 0, len(text)))]
    ['Planning was sufficient in 40 per cent', 'a third of posts were vacant.']
    >>> text = "Staff were tired and angry."
    >>> len(assertions_of(Span.of(text, 0, len(text))))
    1
    """
    text = sentence.surface
    parts: list[tuple[int, int]] = []
    start = 0
    for joint in _JOINT.finditer(text):
        if joint.start() > start and _both_stand(text, start, joint):
            parts.append((start, joint.start()))
            start = joint.end()
    parts.append((start, len(text)))
    if len(parts) == 1:
        return (sentence,)
    return tuple(_placed(sentence, *part) for part in parts)


def _both_stand(text: str, start: int, joint: re.Match[str]) -> bool:
    left, right = text[start : joint.start()], text[joint.end() :]
    rest = next(iter(_heads(right)), right)
    return (
        _stands_alone(left)
        and _stands_alone(rest)
        and not _DEPENDENT.match(left)
        and not _DEPENDENT.match(rest)
        and not _inside(text, joint.start())
    )


def _heads(words: str) -> Iterator[str]:
    """Give the words up to the next joint: the verb must be of the clause that begins here."""
    for joint in _JOINT.finditer(words):
        if joint.start() > 0:
            yield words[: joint.start()]


def _stands_alone(words: str) -> bool:
    return len(words.split()) >= LEAST_WORDS and _FINITE.search(words) is not None


def _inside(text: str, place: int) -> bool:
    """Tell whether a place is inside brackets, which belong to what stands before them."""
    before = text[:place]
    return before.count("(") > before.count(")") or before.count("[") > before.count("]")


def _placed(sentence: Span, start: int, end: int) -> Span:
    words = sentence.surface[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    words = sentence.surface[start:end]
    return Span(start=sentence.start + start, end=sentence.start + end, surface=words)
