"""Lines of a plain text, and passages put together from them without losing the way back."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from probenlp.records import Removal, Run, SourceMap

_SURFACE = 200  # characters of a removal that are kept


class Line(NamedTuple):
    """A line without its indentation and its end.

    Attributes
    ----------
    start, end : int
        What is left of it after stripping blanks; half-open, code points of the source. Both the
        same for a blank line.
    indent : int
        Columns before ``start``, a tab reaching to the next multiple of four.
    text : str
        ``source[start:end]``.
    """

    start: int
    end: int
    indent: int
    text: str

    @property
    def blank(self) -> bool:
        """Whether nothing but blanks stands on it."""
        return self.start == self.end


def split_lines(source: str) -> list[Line]:
    r"""Cut a text into lines at ``\n``, whatever else Unicode takes for a line end.

    A carriage return before it counts as a blank at the end of the line; a file with carriage
    returns only (an old Macintosh) is cut at those.

    Examples
    --------
    >>> [line.text for line in split_lines("one\r\n  two\n")]
    ['one', 'two', '']
    """
    newline = "\n" if "\n" in source or "\r" not in source else "\r"
    lines: list[Line] = []
    position = 0
    for raw in source.split(newline):
        text = raw.strip()
        margin = len(raw) - len(raw.lstrip()) if text else 0
        indent = len(raw[:margin].expandtabs(4)) if margin else 0
        start = position + margin
        lines.append(Line(start, start + len(text), indent, text))
        position += len(raw) + 1
    return lines


class Composition(NamedTuple):
    """A passage's text and the way back to the source.

    Attributes
    ----------
    places : tuple of (int, int)
        Where each line given stands in the text, half-open; blank lines have no place and are left
        out here.
    """

    text: str
    source_map: SourceMap
    places: tuple[tuple[int, int], ...]


def compose(source: str, lines: Iterable[Line]) -> Composition:
    r"""Put lines together as a passage: de-indented, one blank line between paragraphs.

    Every run of the source map is the same characters on both sides.

    Examples
    --------
    >>> source = "  one\n\n\n  two\n  three"
    >>> made = compose(source, split_lines(source))
    >>> made.text
    'one\n\ntwo\nthree'
    >>> [source[run.source_start:run.source_end] for run in made.source_map.runs]
    ['one', 'two', 'three']
    """
    parts: list[str] = []
    runs: list[Run] = []
    places: list[tuple[int, int]] = []
    length, gap = 0, False
    for line in lines:
        if line.blank:
            gap = True
            continue
        separator = "" if not parts else "\n\n" if gap else "\n"
        parts += separator, line.text
        start = length + len(separator)
        length = start + len(line.text)
        places.append((start, length))
        last = runs[-1] if runs else None
        if last and source[last.source_end : line.start] == separator:
            runs[-1] = Run(last.start, length, last.source_start, line.end)
        else:
            runs.append(Run(start, length, line.start, line.end))
        gap = False
    return Composition("".join(parts), SourceMap(runs=tuple(runs)), tuple(places))


def remove(source: str, start: int, end: int, reason: str) -> Removal:
    """List a stretch of the source as left out."""
    surface = source[start : min(end, start + _SURFACE)]
    return Removal(source_start=start, source_end=end, reason=reason, surface=surface)


def remove_lines(source: str, lines: Sequence[Line], reason: str) -> list[Removal]:
    """List lines as left out, those that follow each other as one."""
    written = [line for line in lines if not line.blank]
    removals: list[Removal] = []
    for line in written:
        if removals and not source[removals[-1].source_end : line.start].strip():
            removals[-1] = remove(source, removals[-1].source_start, line.end, reason)
        else:
            removals.append(remove(source, line.start, line.end, reason))
    return removals


def is_heading_shaped(text: str) -> bool:
    """Tell whether a line standing alone reads like a headline: no sentence end, not too long.

    Examples
    --------
    >>> is_heading_shaped("What inspectors found in Dale")
    True
    >>> is_heading_shaped("They found nothing."), is_heading_shaped("Dear all,")
    (False, False)
    """
    words = text.split()
    return (
        0 < len(words) <= 25
        and len(text) <= 200
        and not re.search(r"[.,;:…]['\"’”)\]]*$|:-$", text)
        and 2 * sum(sign.isalpha() or sign.isspace() for sign in text) > len(text)
        and "://" not in text
    )
