"""A clause of indirect speech, and the clause around "…, she said, …"."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from probenlp.tag.reported_frames import FINAL
from probenlp.tag.speech_cues import Cue
from probenlp.tag.subjects import Subject

FINITE: Final = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|will|would|can|could|may|might|must|should|shall|do|does"
    r"|did|need|needs|remains?|remained|faces?|faced|lacks?|lacked|felt|feels?|makes?|made|went|came"
    r"|got|gets?|lost|became|[a-z]+n[’']t)\b"
)


class Reported(NamedTuple):
    """A clause of indirect speech.

    Attributes
    ----------
    spans : tuple of (int, int)
        The clause without its cue; two where the cue stands inside it.
    cue : (int, int)
        The reporting words.
    subject : Subject or None
        Who is made to say it; None for "was told that …".
    until : int
        End of the sentence.
    rule : str
        Which frame it was.
    """

    spans: tuple[tuple[int, int], ...]
    cue: tuple[int, int]
    subject: Subject | None
    until: int
    rule: str


def around(
    text: str, cue: Cue, subject: Subject | None, start: int, end: int, left: int, right: int
) -> Reported | None:
    """Take what stands before and after a parenthesis as the clause.

    Parameters
    ----------
    start, end : int
        The sentence.
    left, right : int
        The parenthesis: "she said" with its commas.
    """
    spans: list[tuple[int, int]] = []
    for begin, stop in ((start, left), (_after_apposition(text, right, end), end)):
        words = text[begin:stop]
        core = words.strip(FINAL + "—–-")
        if len(core.split()) > (0 if spans else 2) or (core and begin == start and right < end):
            offset = begin + words.index(core)
            if any(character.isalnum() for character in core):
                spans.append((offset, offset + len(core)))
    whole = " ".join(text[slice(*span)] for span in spans)
    if not spans or (not FINITE.search(whole) and len(whole.split()) < 4):
        return None
    return Reported(tuple(spans), (cue.start, cue.end), subject, end, "parenthesis")


def _after_apposition(text: str, right: int, end: int) -> int:
    """Give the end of the parenthesis: "…, said Ann Tarn, who runs the unit." has nothing after."""
    rest = text[right:end]
    if not rest.lstrip().startswith((",", "–", "—")):
        # "…, she said in a letter.": what follows is about the saying, not said.
        comma = rest.find(",")
        return end if comma < 0 else right + comma
    if re.match(r"[\s,–—]+(?:as|after|when|while|following|before|adding|in|at|on|during)\b", rest):
        return end  # "…, the union said, as new figures came out."
    if re.match(r"[\s,–—]+(?:who|which|the|a|an|head|chief|director|chair|general)\b", rest):
        second = rest.find(",", 2)
        return end if second < 0 else right + second
    return right


def quoted_inside(spans: Sequence[tuple[int, int]], marks: Sequence[tuple[int, int]]) -> bool:
    """Tell whether a clause has a piece of it in quotation marks."""
    return any(
        start <= opened and closed <= end + 1 for start, end in spans for opened, closed in marks
    )
