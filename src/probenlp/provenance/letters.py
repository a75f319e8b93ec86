"""Letters and electronic mail put in whole: from the salutation to the farewell with its name."""

import re
from collections.abc import Iterator, Sequence

from probenlp.provenance.lines import Line
from probenlp.provenance.pieces import Piece

_SALUTATION = re.compile(
    r"(?:Dear (?:[A-Z]|colleague|all|sir|madam|parent|member|resident|friend|customer|patient)"
    r"|(?:Sir|Madam|Colleagues|Good (?:morning|afternoon) (?:all|everyone|colleagues)),)"
)
_FAREWELL = re.compile(
    r"(?:yours (?:sincerely|faithfully|truly|ever|aye)|(?:with )?(?:my |our |very |kind |kindest |"
    r"best |warm |warmest )+(?:regards|wishes|thanks)|in (?:solidarity|unity))\b",
    re.IGNORECASE,
)
_LONGEST = 120
"""Sentences in a letter: a farewell further off is not this letter's."""
_NAME_LINES = 3
_NAME = re.compile(r"[A-Z][\w’'.-]*(?:[ ,&-]+(?:(?:of|for|and|the)\b|[A-Z(][\w’'.)-]*))*")


def find_letters(pieces: Sequence[Piece], lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    r"""Find the letters that stand in a passage behind words of its writer.

    Parameters
    ----------
    pieces : sequence of Piece
        The passage's sentences.
    lines : sequence of Line
        Its lines.

    Yields
    ------
    tuple of int
        Half-open, numbers of sentences; the farewell and the name below it belong to the letter.

    Examples
    --------
    >>> from probenlp.provenance.lines import lines_of
    >>> text = "It came:\n\nDear all,\n\nWe shall move.\n\nKind regards,\n\nAna Quill\n\nGreat."
    >>> lines = lines_of(text)
    >>> from probenlp.provenance.pieces import pieces_of
    >>> list(find_letters(pieces_of(lines, []), lines))
    [(1, 5)]
    """
    at = 1
    while at < len(pieces):
        piece = pieces[at]
        if piece.opens_line and _SALUTATION.match(piece.text):
            after = _farewell(pieces, at)
            if after:
                after = _signed(pieces, lines, after)
            elif pieces[at - 1].text[-1] in ":：-–—":
                # Announced, and cut before its end: at least its first line is sure.
                after = min(at + 2, len(pieces))
            if after:
                yield at, after
                at = after
        at += 1


def _farewell(pieces: Sequence[Piece], first: int) -> int:
    """Give the number of the sentence behind the farewell; 0 where there is none."""
    for at in range(first + 1, min(len(pieces), first + _LONGEST)):
        if _FAREWELL.match(pieces[at].text):
            return at + 1
        if _SALUTATION.match(pieces[at].text) and pieces[at].opens_line:
            return 0
    return 0


def _signed(pieces: Sequence[Piece], lines: Sequence[Line], after: int) -> int:
    """Take in the lines of name and office below a farewell that does not hold them."""
    line = pieces[after - 1].line
    if len(pieces[after - 1].text.rstrip(" ,").split()) > 4:
        return after
    while after < len(pieces) and pieces[after].line <= line + _NAME_LINES:
        text = lines[pieces[after].line].text.rstrip(",")
        # "Great." below a name is the writer again.
        if len(text) > 70 or text[-1] == "." or not _NAME.fullmatch(text):
            break
        after += 1
    return after
