"""Where a pasted text may begin at all: below words that bring it, or with a form of its own.

Formal prose is no evidence. An expert, a union or a careful commenter writes as a report does, so a
paragraph is never taken for another's because it is well made: somebody must say where it comes
from, or it must show it (a headline, a salutation, words that stand above in the same thread).
"""

import re
from collections.abc import Collection, Sequence
from typing import Final

from probenlp.provenance.lines import Line
from probenlp.provenance.pieces import Piece

_THING: Final = frozenset({"text-noun", "publisher"})
_ENDS: Final = frozenset({"colon", "dash-end"})
_BROUGHT: Final = frozenset(
    {"copied", "keeps", "page", "hand", "web", "issued", "from-first", "reader"}
)
_POINTS: Final = frozenset({"here", "keeps", "copied", "issued", "page", "this", "reader"})
_OFFICIAL: Final = frozenset(
    {"officials", "found", "said", "titled", "spokesperson", "aged", "percent"}
)
_TYPED: Final = frozenset({"i", "you", "contraction", "slang", "stance", "exclaims"})
_LEAST_UNHEADED: Final = 3
"""Sentences of a comment that opens with another's text and nothing said of it."""
_NOTE: Final = 30
"""Words up to which a paragraph may be a note on the text below it."""
_SHORT_NOTE: Final = 12
"""The same in a passage whose writer cannot be told from published prose."""
_COMMON: Final = frozenset(
    "the of and to in a is was that for it with as on be at by i had are not this have which you he"
    " from they we were has will been their its who them our your no my".split()
)
_LEAST_COMMON: Final = 4
_NEAR: Final = 8
_LISTING: Final = re.compile(r"[\w)\]] ?(?:==|[=;{}]|->)|^(?:>>> |\.\.\. |[$#] |def |import )|\):$")
"""A line of a program: a sentence has no equals sign between its words."""
_LOOKED_AT: Final = 1200


def announces(above: Collection[str], words: int, *, typed: bool) -> bool:
    """Tell whether the line above brings a text.

    Parameters
    ----------
    above : collection of str
        The signs of that line (:func:`probenlp.provenance.signs.above_signs`).
    words : int
        How many words the whole line has: who puts a text in says so in a short paragraph, and
        "the report, published today, says this." at the end of a long one is his own prose.
    typed : bool
        Whether the writer has a register of his own that can be told from a published one. In a
        post that is formal throughout only a plain announcement counts.

    Examples
    --------
    >>> announces({"colon", "publisher", "dated"}, 4, typed=False)
    True
    >>> announces({"colon", "many-words"}, 9, typed=True)
    False
    """
    signs = frozenset(sign.removeprefix("line-") for sign in above)
    if "introduced" in above:
        return True
    thing = not _THING.isdisjoint(above)
    listed = "own-list" in above and _BROUGHT.isdisjoint(above) and "dash-end" not in above
    if not _ENDS.isdisjoint(above):
        spoken = "person-said" in above and not thing
        dated = "dated" in above and "few-words" in above
        brought = thing or dated or not _BROUGHT.isdisjoint(signs)
        return brought and not listed and not spoken
    if (
        "publisher" in above
        and "few-words" in above
        and not {"dated", "unstopped"}.isdisjoint(above)
    ):
        return True
    if words > (_NOTE if typed else _SHORT_NOTE):
        return False
    if not {"hand", "keeps"}.isdisjoint(signs):
        return typed
    whence = not _THING.isdisjoint(signs) or "web" in signs
    return whence and not _POINTS.isdisjoint(signs)


def reads_as_prose(number: int, pieces: Sequence[Piece]) -> bool:
    """Tell whether what begins here is prose in English: no listing, and no other language.

    Every sign of a writer's own register is English, so what shows none is no published text for
    that: it may be a recipe, a program or German.
    """
    if _LISTING.search(pieces[number].text[:_LOOKED_AT]):
        return False
    found = 0
    for piece in pieces[number : number + _NEAR]:
        found += sum(word in _COMMON for word in piece.text[:_LOOKED_AT].lower().split())
    return found >= _LEAST_COMMON


def begins_so(
    number: int, pieces: Sequence[Piece], lines: Sequence[Line], here: Collection[str]
) -> bool:
    """Tell whether a comment may open with another's text, by the form of its first sentence.

    People paste a release or a story into a comment and say nothing of it. So a comment of some
    length that opens without a trace of somebody typing is left to the weights; one of a sentence
    or two is its writer's: "Inspectors found that plans were thin." may be anybody's.

    Parameters
    ----------
    here : collection of str
        The signs of the sentence.
    """
    if number and lines[pieces[number - 1].line].url and pieces[number].opens_line:
        return not _OFFICIAL.isdisjoint(here)
    return not number and _TYPED.isdisjoint(here) and len(pieces) >= _LEAST_UNHEADED


class Openings:
    """Where in one passage a pasted text may begin, read from its first sentence to its last.

    Parameters
    ----------
    pieces : sequence of Piece
        The passage's sentences.
    lines : sequence of Line
        Its lines.
    comment : bool
        Whether it is a comment.
    """

    def __init__(self, pieces: Sequence[Piece], lines: Sequence[Line], *, comment: bool) -> None:
        self._pieces = pieces
        self._lines = lines
        self._comment = comment
        self._announced = [False] * (len(lines) + 1)
        self.first_line_brings = False
        """Whether the first line of a comment announces what stands below it."""

    def may_open(
        self, number: int, above: Sequence[str], here: Sequence[str], *, typed: bool
    ) -> bool:
        """Tell whether a text may begin with a sentence; to be asked of each in order.

        Parameters
        ----------
        above, here : sequence of str
            The signs of the line above and of the sentence.
        typed : bool
            Whether a post's writer can be told from published prose.
        """
        piece = self._pieces[number]
        may = False
        if piece.opens_line and number:
            may = self._below(number, above, here, typed=typed)
        if self._comment:
            may = may or begins_so(number, self._pieces, self._lines, here)
        elif piece.text[0] in '“"‘' and {"dash-end", "keeps"}.isdisjoint(above):
            # In a post a paragraph in marks is a quotation unless a text was introduced above it.
            may = False
        return may and reads_as_prose(number, self._pieces)

    def _below(
        self, number: int, above: Sequence[str], here: Sequence[str], *, typed: bool
    ) -> bool:
        piece, last = self._pieces[number], self._pieces[number - 1].line
        words = len(self._lines[last].text.split())
        brought = announces(above, words, typed=typed or self._comment)
        # A flat dump begins with the blog's name, which brings nothing.
        brought = brought and (self._comment or last > 0 or "colon" in above)
        self.first_line_brings |= self._comment and brought and last == 0
        headline = "headline" in above and self._announced[last]
        self._announced[piece.line] = brought or headline
        # "She said:" opens a quotation, "Three things:" the writer's own list.
        spoken = "person-said" in above and piece.text[0] in '“"‘'
        listed = "own-list" in above and "numbered" in here
        if (spoken or listed) and "introduced" not in above:
            return False
        headed = not self._comment and typed and self._lines[piece.line].is_headline
        return brought or headline or (headed and number > 1)
