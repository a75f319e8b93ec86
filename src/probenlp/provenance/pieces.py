"""The sentences of a passage, each in its line: a pasted text begins and ends between two."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from probenlp.provenance.lines import Line
from probenlp.provenance.quotes import Quoted

_GAP = re.compile(r"(?<=[.!?…])[”’\"')\]]*\s+(?=[“‘\"'(\[]?[A-Z0-9])")
_ABBREVIATED = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Prof|Rev|Cllr|Supt|Insp|Sgt|No|para|p)\.$")


@dataclass(frozen=True, slots=True)
class Piece:
    """One sentence, or a line that is none.

    Attributes
    ----------
    start, end : int
        Half-open, code points of the passage's text.
    text : str
        Its words.
    bare : str
        Its words with a space for each character in quotation marks.
    line : int
        Number of its line.
    opens_line, closes_line : bool
        Whether it is the first, or the last, of its line.
    """

    start: int
    end: int
    text: str
    bare: str
    line: int
    opens_line: bool
    closes_line: bool

    @property
    def is_quoted(self) -> bool:
        """Whether all of it stands in quotation marks."""
        return not self.bare.strip(" .,;:“”\"'‘’")


def pieces_of(lines: Sequence[Line], quoted: Sequence[Quoted]) -> list[Piece]:
    r"""Cut the lines of a passage into sentences.

    Parameters
    ----------
    lines : sequence of Line
        In order.
    quoted : sequence of Quoted
        The passage's quotations, in order.

    Examples
    --------
    >>> from probenlp.provenance.lines import lines_of
    >>> [piece.text for piece in pieces_of(lines_of("It rained. We left!\nMr. Quill stayed."), [])]
    ['It rained.', 'We left!', 'Mr. Quill stayed.']
    """
    found = []
    for number, (line, bare) in enumerate(zip(lines, blanked(lines, quoted), strict=True)):
        for start, end in sentences_of(line.text):
            found.append(
                Piece(
                    line.start + start,
                    line.start + end,
                    line.text[start:end],
                    bare[start:end],
                    number,
                    start == 0,
                    end == len(line.text),
                )
            )
    return found


def sentences_of(text: str) -> Iterator[tuple[int, int]]:
    """Give the sentences of one line, half-open; they cover all but the space between them."""
    start = 0
    for gap in _GAP.finditer(text):
        end = gap.start() + len(gap[0].rstrip())
        if _ABBREVIATED.search(text[max(start, end - 6) : end]):
            continue
        yield start, end
        start = gap.end()
    if start < len(text):
        yield start, len(text)


def blanked(lines: Sequence[Line], quoted: Sequence[Quoted]) -> list[str]:
    """Give the lines with a space for each character that stands in a quotation."""
    bare, at = [], 0
    for line in lines:
        text = line.text
        while at < len(quoted) and quoted[at].end <= line.start:
            at += 1
        here, parts, kept = at, [], 0
        while here < len(quoted) and quoted[here].start < line.end:
            start = max(kept, quoted[here].start - line.start)
            end = max(start, min(len(text), quoted[here].end - line.start))
            parts += [text[kept:start], " " * (end - start)]
            kept = end
            here += 1
        bare.append("".join([*parts, text[kept:]]) if parts else text)
    return bare
