"""Where the blocks of a passage end: paragraphs, list items, headings, lines of an address.

A line break means two things. In most passages it ends a block; in plain text that was wrapped at
a fixed width (mails, old forums) it is a space. The shape of the lines tells them apart: whoever
wraps by width breaks a line only when the next word would not have fitted any more.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]*[^\s]")
_MARKER = re.compile(r"[-–—•*·‣▪◦●■➢>]\s*\w|\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]\s")
_STOP = tuple(".!?:;…")
_CLOSERS = "\"'”’»)]"

NARROWEST, WIDEST = 40, 130
"""Nobody wraps prose outside these widths, in code points: below stand addresses and verse, above
stand paragraphs of one line each."""


class Block(NamedTuple):
    """A paragraph, a list item, a heading, a line of an address.

    Attributes
    ----------
    start, end : int
        Half-open, code points of the passage's text, without surrounding white space.
    opens_paragraph : bool
        Whether a blank line, or the beginning of the passage, stands before it.
    """

    start: int
    end: int
    opens_paragraph: bool


def blocks(text: str) -> list[Block]:
    r"""Divide a passage; every character that is no white space lies in exactly one block.

    Parameters
    ----------
    text : str
        A passage: paragraphs apart by blank lines or, where there are none, by line breaks.

    Returns
    -------
    list of Block
        In order. Line breaks inside a block are those of wrapping.

    Examples
    --------
    >>> text = "Ashmere PDU\n12 Mill Lane\n\nThe unit was short of staff."
    >>> [text[block.start : block.end] for block in blocks(text)]
    ['Ashmere PDU', '12 Mill Lane', 'The unit was short of staff.']
    """
    paragraphs = list(_paragraphs(text))
    usual = max((_wrap_width(text, lines) for lines in paragraphs), default=0)
    return [block for lines in paragraphs for block in _blocks_of(text, lines, usual)]


def _paragraphs(text: str) -> Iterator[list[tuple[int, int]]]:
    """Give the lines of each paragraph, without the white space around them."""
    lines: list[tuple[int, int]] = []
    last = 0
    for found in _LINE.finditer(text):
        # Only blank stuff stands between two lines: more than one break of it is a blank line.
        gap = text[last : found.start()].replace("\r\n", "\n")
        if (
            lines
            and sum(gap.count(mark) for mark in "\n\r\x85\u2028\x0b")
            + 2 * (gap.count("\u2029") + gap.count("\x0c"))
            > 1
        ):
            yield lines
            lines = []
        raw = found.group()
        lines.append((found.end() - len(raw.lstrip()), found.end()))
        last = found.end()
    if lines:
        yield lines


def _fits(line: tuple[int, int], word: int, width: int) -> bool:
    """Tell whether a word of this length would have fitted on the line."""
    return line[1] - line[0] + 1 + word <= width


def _first_word(text: str, line: tuple[int, int]) -> int:
    return len(text[line[0] : min(line[1], line[0] + WIDEST)].split(maxsplit=1)[0])


def _ends_sentence(text: str, line: tuple[int, int]) -> bool:
    return text[max(line[0], line[1] - 4) : line[1]].rstrip(_CLOSERS).endswith(_STOP)


def _wrap_width(text: str, lines: Sequence[tuple[int, int]]) -> int:
    """Give the width that a paragraph was wrapped at, or 0: it was not."""
    width = max(end - start for start, end in lines)
    breaks = list(itertools.pairwise(lines))
    if len(breaks) < 2 or not NARROWEST <= width <= WIDEST:
        return 0
    full = sum(not _fits(line, _first_word(text, after), width) for line, after in breaks)
    stops = sum(_ends_sentence(text, line) for line, _ in breaks)
    # Sentences of like length on lines of their own all end with a stop; wrapped lines rarely do.
    return width if full >= 0.8 * len(breaks) and stops <= 0.5 * len(breaks) else 0


def _blocks_of(text: str, lines: Sequence[tuple[int, int]], usual: int) -> Iterator[Block]:
    width = _wrap_width(text, lines) or usual
    start, opens = lines[0][0], True
    for line, after in itertools.pairwise(lines):
        if not _wraps(text, line, after, width):
            yield Block(start, line[1], opens)
            start, opens = after[0], False
    yield Block(start, lines[-1][1], opens)


def _wraps(text: str, line: tuple[int, int], after: tuple[int, int], width: int) -> bool:
    """Tell whether the break between two lines is only that of wrapping."""
    if _MARKER.match(text, after[0], after[1]):
        return False
    length = line[1] - line[0]
    if width and length <= width and not _fits(line, _first_word(text, after), width):
        return True
    # "… were asked to wait until\nthe new office opened": two lines have no shape to go by, but a
    # long line that stops nowhere and goes on in small letters was broken in mid-sentence.
    return (
        NARROWEST <= length <= WIDEST
        and text[after[0]].islower()
        and (text[line[1] - 1].isalnum() or text[line[1] - 1] == ",")
    )
