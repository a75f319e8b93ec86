"""Texts with a form of their own that nobody writes in a post by himself: letters, exchanges.

A letter or electronic mail runs from its salutation to the farewell with its name; an exchange in a
parliament, a court or a hearing names its speaker at the head of every paragraph.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

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

# "Baroness Quill: My Lords, …", "The Chair: Order.", "Q14 Ana Quill: …", with a place in brackets.
_SPEAKER = re.compile(
    r"(?:Q\d{1,4}\.? )?(?:(?:Lord|Lady|Baroness|Sir|Dame|Mr|Mrs|Ms|Miss|Dr|Dr\.|Professor|Judge)"
    r" (?:[A-Z][\w’'-]+)(?: (?:[A-Z][\w’'.-]+|of)){0,5}|(?:The )?(?:Chair(?:man|woman)?|Speaker"
    r"|Minister|Coroner|Judge)|[A-Z][\w’'-]+ [A-Z][\w’'-]+ (?=\())(?: \([^()]{2,60}\))?: (?=\S)"
)
_FEWEST_SPEAKERS = 2


def find_exchanges(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    r"""Find the exchanges of named speakers, by numbers of lines, half-open.

    At least two lines in a row begin with a title or an office, a name and a colon. A line between
    two of them, in square or round brackets, belongs to the record: "(Laughter.)".

    Examples
    --------
    >>> from probenlp.provenance.lines import lines_of
    >>> text = "Mine:\n\nLord Quill: How many?\n\nThe Minister: Nine.\n\nNine!"
    >>> list(find_exchanges(lines_of(text)))
    [(1, 3)]
    """
    at = 0
    while at < len(lines):
        after, speakers = at, 0
        while after < len(lines):
            text = lines[after].text
            if _SPEAKER.match(text):
                speakers += 1
            elif not (speakers and text[0] in "([" and text[-1] in ")]" and len(text) < _ASIDE):
                break
            after += 1
        if speakers >= _FEWEST_SPEAKERS:
            yield at, after
        at = max(after, at + 1)


_ASIDE = 60
"""Characters of a note of the record between two speeches."""


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
            if _is_letterhead(islice(pieces, at)):
                return
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


def _is_letterhead(above: Iterable[Piece]) -> bool:
    """Tell whether nobody has said anything yet: the page is the letter, and its writer's own.

    A department publishes its minister's reply with its own name, the date, the addressee and a
    heading above "Dear Chief Inspector"; who puts a letter in says something first.
    """
    return all(
        piece.text.rstrip()[-1] not in _STOPS and len(piece.text.split()) <= _HEADING_WORDS
        for piece in above
    )


_STOPS = ".!?:：…-–—"
_HEADING_WORDS = 20


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
