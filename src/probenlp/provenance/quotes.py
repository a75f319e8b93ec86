"""Which stretches of a text stand in quotation marks, the state carried over paragraphs.

By the convention of British print a mark opens *every* paragraph of a long quotation and only the
last one closes; bloggers often open only the first. Both are read here. A mark that is never
closed reaches to the end of its own paragraph and no further.

"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from probenlp.provenance.lines import Line

_DOUBLE = re.compile(r"[“”„\"]")
# ‘…’ within one line, with apostrophes inside words and after a plural's s; at least six words,
# because ‘Inadequate’ and ‘hugely disappointing’ are no speech.
_SINGLE = re.compile(r"(?<![\w’])‘((?:[^‘’\n]|(?<=\w)’(?=\w)){20,4000})’(?!\w)")
_REACH = 40
"""How many lines without a mark of their own a quotation may run on to its closing mark."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A stretch in quotation marks, marks included.

    Attributes
    ----------
    start, end : int
        Half-open, code points of the passage's text.
    rule : str
        ``marks``; ``carried`` (over paragraphs); ``unclosed`` (to the end of its paragraph).
    """

    start: int
    end: int
    rule: str


@dataclass(slots=True)
class _Open:
    """A quotation that has not met its closing mark."""

    start: int
    line: int
    last_marked: int
    ends: list[tuple[int, int]]
    """Per paragraph that opened with a mark: its start and end."""


def find_quoted(lines: Sequence[Line]) -> list[Quoted]:
    r"""Find the stretches in quotation marks.

    Parameters
    ----------
    lines : sequence of Line
        The passage's lines in order.

    Returns
    -------
    list of Quoted
        In order, none overlapping. Terms and grades in marks ("‘Good’") are left out.

    Examples
    --------
    >>> from probenlp.provenance.lines import lines_of
    >>> text = "She said: “We are tired.\n\n“Nobody listens.” Then she left."
    >>> [text[quote.start : quote.end] for quote in find_quoted(lines_of(text))]
    ['“We are tired.\n\n“Nobody listens.”']
    """
    found = sorted([*_double(lines), *_single(lines)], key=lambda quote: quote.start)
    kept: list[Quoted] = []
    for quote in found:
        if not kept or quote.start >= kept[-1].end:
            kept.append(quote)
    return kept


def _double(lines: Sequence[Line]) -> Iterator[Quoted]:
    pending: _Open | None = None
    for number, line in enumerate(lines):
        marks = [(match.start(), _opens(line.text, match)) for match in _DOUBLE.finditer(line.text)]
        if pending is not None and _is_lost(pending, number, marks):
            yield from _to_paragraph_ends(pending)
            pending = None
        whole, pending = _read_line(line, number, marks, pending)
        yield from whole
    if pending is not None:
        yield from _to_paragraph_ends(pending)


def _read_line(
    line: Line, number: int, marks: list[tuple[int, bool]], pending: _Open | None
) -> tuple[list[Quoted], _Open | None]:
    """Give the quotations that close in a line, and the one that is open at its end."""
    goes_on = pending is not None and marks[:1] == [(0, True)]
    if pending is not None and goes_on:
        pending.last_marked = number
    depth = 0 if pending is None else 1
    opened = -1 if pending is None else pending.start
    whole = []
    for at, opens in marks[1:] if goes_on else marks:
        if opens and depth == 0:
            opened = line.start + at
        depth = depth + 1 if opens else max(0, depth - 1)
        if not opens and depth == 0 and opened >= 0:
            whole += _closed(opened, line.start + at + 1, line, carried=pending is not None)
            pending, opened = None, -1
    if depth == 0:
        return whole, None
    if pending is None:
        pending = _Open(start=opened, line=number, last_marked=number, ends=[(opened, line.end)])
    elif goes_on:
        pending.ends.append((line.start, line.end))
    return whole, pending


def _opens(text: str, match: re.Match[str]) -> bool:
    """Tell an opening mark from a closing one; people type straight ones, and curly ones wrong."""
    at = match.start()
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    if match[0] == "“" or match[0] == "„":
        return True
    return (before.isspace() or before in "([—–-‘'/") and not after.isspace()


def _is_lost(pending: _Open, number: int, marks: list[tuple[int, bool]]) -> bool:
    """Tell whether the open quotation cannot be going on in this line.

    It goes on where the line opens with a mark, or where it has no mark that opens before one
    closes. ``He called it "a mess. …`` followed by a paragraph with a quotation of its own was
    never closed, and must not swallow that paragraph.
    """
    if marks and marks[0] == (0, True):
        return number - pending.last_marked > 1
    depth, lowest = 0, 0
    for _, opens in marks:
        depth += 1 if opens else -1
        lowest = min(lowest, depth)
    balanced = bool(marks) and lowest == 0
    return balanced or number - pending.last_marked > _REACH


def _to_paragraph_ends(pending: _Open) -> Iterator[Quoted]:
    for start, end in pending.ends:
        yield Quoted(start, end, "unclosed")


def _closed(start: int, end: int, line: Line, *, carried: bool) -> list[Quoted]:
    if carried:
        return [Quoted(start, end, "carried")]
    if is_speech(line.text[start - line.start : end - line.start]):
        return [Quoted(start, end, "marks")]
    return []


def _single(lines: Sequence[Line]) -> Iterator[Quoted]:
    for line in lines:
        if "‘" not in line.text:
            continue
        for match in _SINGLE.finditer(line.text):
            if len(match[1].split()) >= 6:
                yield Quoted(line.start + match.start(), line.start + match.end(), "marks")


def is_speech(quoted: str) -> bool:
    """Tell words of somebody from a term or a grade in marks.

    Examples
    --------
    >>> is_speech("“We can’t cope,”"), is_speech("“Requires improvement”"), is_speech("“One Team”")
    (True, False, False)
    """
    inside = quoted.strip('“”„"‘’ ')
    words = len(inside.split())
    return words >= 4 or (words >= 2 and inside[-1:] in tuple(".,!?"))
