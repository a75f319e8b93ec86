"""Pair quotation marks, and join what stands in marks over several paragraphs.

Marks are paired inside one block (:mod:`probenlp.tag.layout`). A mark that is not closed there ends
with its block, unless the convention for long quotations says that it goes on: each further
paragraph opens with a mark, only the last one closes.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from probenlp.tag.layout import Block

Family = Literal["double", "single"]

_MARK: Final = re.compile(r"``|''|’’|‘‘|[“”„‟\"«»＂]|[‘’‛'`´‹›]")
_SINGLE: Final = frozenset("‘’‛'`´‹›")
_OPENING: Final = frozenset({"“", "„", "‟", "«", "``", "‘‘", "‘", "‛", "‹", "`"})
_CLOSING: Final = frozenset({"”", "»", "’’", "’", "›", "´"})
_BEFORE_OPEN: Final = frozenset("([{—–-/:…“\"‘'«>")
_AFTER_CLOSE: Final = frozenset(".,;:!?)]}—–-/…”\"’'»")
# Words that begin with an apostrophe and never with a quotation: "’em", "’til", "’90s", "rock ’n’".
_ELISION: Final = re.compile(
    r"(?:em|er|im|is|til|till|cause|cos|cuz|tis|twas|twere|bout|round|n|nuff|ello|ave|ere|\d0s)\b",
    re.IGNORECASE,
)
MOST_PARAGRAPHS: Final = 12
"""So many blocks further a mark may close that was not repeated at each of them."""

DEEPEST: Final = 8
"""Marks open inside one another; what goes deeper is not language."""


class Pair(NamedTuple):
    """An opening mark with its closing one.

    Attributes
    ----------
    start, end : int
        The words between the marks, half-open, without surrounding white space.
    opened : int
        Where the opening mark stands.
    closed : int
        Just after the closing mark; the end of the block where there is none.
    has_close : bool
        Whether there is a closing mark.
    family : str
        ``double`` or ``single``.
    block : int
        Number of its block.
    """

    start: int
    end: int
    opened: int
    closed: int
    has_close: bool
    family: Family
    block: int


class _Mark(NamedTuple):
    start: int
    end: int
    family: Family
    opens: bool
    closes: bool
    sure: bool  # a closing single mark that cannot be the apostrophe of "officers’ pay"


def stretches(text: str, layout: Sequence[Block]) -> list[tuple[Pair, ...]]:
    r"""Find what stands in quotation marks, outermost only.

    Parameters
    ----------
    text : str
        A passage.
    layout : sequence of Block
        Its blocks.

    Returns
    -------
    list of tuple of Pair
        In order. A tuple of several pairs is one quotation over as many blocks; only its last
        pair may have no closing mark of its own and no block after it, then it was never closed.

    Examples
    --------
    >>> from probenlp.tag.layout import blocks
    >>> text = "“We tried.\n\n“We failed,” she said. Officers’ pay is ‘poor’."
    >>> [[pair[:2] for pair in stretch] for stretch in stretches(text, blocks(text))]
    [[(1, 10), (13, 23)], [(53, 57)]]
    >>> text[53:57]
    'poor'
    """
    pairs: list[list[Pair]] = []
    stray: list[list[_Mark]] = []
    for number, block in enumerate(layout):
        found, left = _pairs_in(text, block, number)
        pairs.append(found)
        stray.append(left)
    return _joined(text, layout, pairs, stray)


def _marks_in(text: str, block: Block) -> Iterator[_Mark]:
    for found in _MARK.finditer(text, block.start, block.end):
        start, end = found.span()
        mark = found.group()
        family: Family = "single" if mark in _SINGLE else "double"
        before = text[start - 1] if start > block.start else " "
        after = text[end] if end < block.end else " "
        if family == "single" and before.isalnum() and after.isalnum():
            continue  # the apostrophe of "didn’t"
        yield _read_mark(text, (start, end), mark, family, before, after)


def _read_mark(
    text: str, place: tuple[int, int], mark: str, family: Family, before: str, after: str
) -> _Mark:
    """Tell from its form and its neighbours what a mark may be."""
    start, end = place
    can_open = (before.isspace() or before in _BEFORE_OPEN) and not after.isspace()
    can_close = not before.isspace() and (after.isspace() or after in _AFTER_CLOSE)
    if family == "double":
        if mark in _OPENING:
            # “ is sometimes typed where ” is meant, and the other way round: a mark that touches
            # a word on one side only belongs to that word.
            opens = not (can_close and not can_open)
            return _Mark(start, end, family, opens, not opens, sure=True)
        if mark in _CLOSING:
            opens = can_open and not can_close
            return _Mark(start, end, family, opens, not opens, sure=True)
        if not (can_open or can_close):
            can_open = can_close = True
        return _Mark(start, end, family, can_open, can_close, sure=True)
    if _ELISION.match(text, end):
        can_open = False
    if mark in _CLOSING and mark != "´":
        can_open = False  # “’” opens nothing: it is the apostrophe of "’til"
    if mark in ("‘", "‛", "‹", "`"):
        can_close = False
    possessive = before in "sS" and after == " " and text[end + 1 : end + 2].isalpha()
    return _Mark(start, end, family, can_open, can_close, sure=can_close and not possessive)


def _pairs_in(text: str, block: Block, number: int) -> tuple[list[Pair], list[_Mark]]:
    """Pair the marks of one block; give its outermost pairs and the closing marks left over."""
    marks = [mark for mark in _marks_in(text, block) if mark.opens or mark.closes]
    closer = _sure_closers(marks)
    open_marks: list[_Mark] = []
    done: list[tuple[_Mark, _Mark | None]] = []
    stray: list[_Mark] = []
    for place, mark in enumerate(marks):
        waiting = next((o for o in reversed(open_marks) if o.family == mark.family), None)
        if mark.closes and waiting is not None:
            if not mark.sure and closer[place] is not None:
                continue  # "‘We share the officers’ anger’": a better mark is still to come
            while open_marks[-1] is not waiting:
                open_marks.pop()  # opened inside and never closed: no quotation of its own
            open_marks.pop()
            done.append((waiting, mark))
        elif mark.opens:
            # A single mark without a partner is an apostrophe, unless it opens a paragraph: the
            # quotation may then go on in the next one.
            partner = mark.family == "double" or closer[place] is not None
            if (partner or mark.start == block.start) and len(open_marks) < DEEPEST:
                open_marks.append(mark)
        elif mark.closes and mark.sure:
            stray.append(mark)
    done += [(mark, None) for mark in open_marks]
    return _outermost(text, block, number, done), stray


def _sure_closers(marks: Sequence[_Mark]) -> list[_Mark | None]:
    """For each mark: the next single one that surely closes, up to the next that opens."""
    coming: list[_Mark | None] = [None] * len(marks)
    following: _Mark | None = None
    for place in range(len(marks) - 1, -1, -1):
        coming[place] = following
        mark = marks[place]
        if mark.family == "single":
            if mark.closes:
                following = mark if mark.sure or following is None else following
            elif mark.opens and coming[place] is None:
                following = None
    return coming


def _outermost(
    text: str, block: Block, number: int, done: list[tuple[_Mark, _Mark | None]]
) -> list[Pair]:
    found: list[Pair] = []
    for opening, closing in sorted(done, key=lambda pair: pair[0].start):
        if found and opening.start < found[-1].closed:
            continue
        end = closing.start if closing else block.end
        words = text[opening.end : end]
        if not any(character.isalnum() for character in words):
            continue
        start = opening.end + len(words) - len(words.lstrip())
        found.append(
            Pair(
                start,
                opening.end + len(words.rstrip()),
                opening.start,
                closing.end if closing else block.end,
                closing is not None,
                opening.family,
                number,
            )
        )
    return found


def _joined(
    text: str,
    layout: Sequence[Block],
    pairs: Sequence[list[Pair]],
    stray: Sequence[list[_Mark]],
) -> list[tuple[Pair, ...]]:
    """Join pairs over blocks; what a quotation covers holds no other one."""
    result: list[tuple[Pair, ...]] = []
    covered = 0
    for here in pairs:
        for pair in here:
            if pair.opened < covered:
                continue
            last_here = pair is here[-1]
            chain = _chain(text, layout, pairs, stray, pair) if last_here else (pair,)
            covered = chain[-1].closed
            result.append(chain)
    return result


def _chain(
    text: str,
    layout: Sequence[Block],
    pairs: Sequence[list[Pair]],
    stray: Sequence[list[_Mark]],
    first: Pair,
) -> tuple[Pair, ...]:
    """Follow a mark that its block does not close."""
    chain = [first]
    while not chain[-1].has_close and chain[-1].block + 1 < len(layout):
        number = chain[-1].block + 1
        following = pairs[number][:1]
        if (
            following
            and following[0].opened == layout[number].start
            and following[0].family == first.family
        ):
            chain.append(following[0])
            continue
        break
    if chain[-1].has_close:
        return tuple(chain)
    return (*chain, *_closed_later(text, layout, pairs, stray, chain[-1]))


def _closed_later(
    text: str,
    layout: Sequence[Block],
    pairs: Sequence[list[Pair]],
    stray: Sequence[list[_Mark]],
    last: Pair,
) -> list[Pair]:
    """Give the further blocks of a quotation whose mark is not repeated at each of them.

    "“We lack:⏎– desks⏎– staff.”" and pasted extracts of several paragraphs are written so. The
    closing mark must end its block, and nothing between may open a quotation of its own kind that
    stays open, so a forgotten mark takes nothing with it.
    """
    if last.opened != layout[last.block].start and not _same_paragraph(layout, last.block):
        return []
    rest: list[Pair] = []
    for number in range(last.block + 1, min(last.block + 1 + MOST_PARAGRAPHS, len(layout))):
        block = layout[number]
        if any(not pair.has_close or pair.opened == block.start for pair in pairs[number]):
            return []
        if block.opens_paragraph and last.opened != layout[last.block].start:
            return []
        closing = next((mark for mark in stray[number] if mark.family == last.family), None)
        end = closing.start if closing else block.end
        if closing and not _ends_block(text, closing.end, block.end):
            return []
        words = text[block.start : end].rstrip()
        if words:
            stop = closing.end if closing else block.end
            rest.append(
                Pair(
                    block.start,
                    block.start + len(words),
                    block.start,
                    stop,
                    closing is not None,
                    last.family,
                    number,
                )
            )
        if closing:
            return rest
    return []


def _same_paragraph(layout: Sequence[Block], number: int) -> bool:
    return number + 1 < len(layout) and not layout[number + 1].opens_paragraph


def _ends_block(text: str, start: int, end: int) -> bool:
    """Tell whether after a closing mark only its attribution can follow."""
    tail = text[start:end].strip()
    return not any(character.isalnum() for character in tail) or len(tail.split()) <= 12


def block_at(layout: Sequence[Block], offset: int) -> int:
    """Give the number of the block that an offset lies in or after."""
    return max(0, bisect_right(layout, offset, key=lambda block: block.start) - 1)
