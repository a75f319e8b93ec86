"""Finds the text of a passage in its source again, character by character.

What takes the text out of a page (Trafilatura, a comment reader) gives no offsets. But it leaves
the words as they are: only blanks and characters without width come and go. So both sides are
compared without those, paragraph by paragraph, in the order of the page. A paragraph that is not
found gets no run: a missing way back is better than a wrong one.

"""

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise

from probenlp.harvest.flatten import IGNORED, Flat, flatten_html, flatten_text, visible
from probenlp.records import Run, SourceMap

_Pair = tuple[int, int, int, int]  # a Run before it is one; most are joined with the next

_PARAGRAPH = re.compile(r"[^\n]+")
_CHUNK = re.compile(r"(?:\S+\s*){1,8}")
_NEAR = 4_000  # visible characters: a short paragraph further away is another one
_LONG = 40  # visible characters that no page says twice by chance
_LONGEST_GAP = 80  # blanks that a run may go on over
_BUDGET = 60  # times the source that may be searched through before only near places are tried


class SourceIndex:
    """A source, prepared for finding passages in it.

    Parameters
    ----------
    source_text : str
        The decoded source.
    html : bool
        Whether it is HTML, so that tags are skipped and references decoded.

    Attributes
    ----------
    flat : Flat
        The visible characters.

    Examples
    --------
    >>> source = "<p>Courts&nbsp;&amp; <b>prisons</b></p><p>Courts</p>"
    >>> index = SourceIndex(source, html=True)
    >>> index.place("Courts & prisons").runs
    (Run(start=0, end=6, source_start=3, source_end=9), Run(start=7, end=8, source_start=15,
    source_end=20), Run(start=9, end=16, source_start=24, source_end=31))
    """

    def __init__(self, source_text: str, html: bool) -> None:
        self.source = source_text
        self.flat: Flat = flatten_html(source_text) if html else flatten_text(source_text)
        self._budget = _BUDGET * (len(self.flat.text) + 1)

    @property
    def body_start(self) -> int:
        """Where the page's body begins in the source: what stands before is not on the page."""
        return self.flat.body_start

    def place(
        self, text: str, *, after: int | None = None, before: int | None = None
    ) -> SourceMap | None:
        """Map a passage to the source.

        Parameters
        ----------
        text : str
            The passage; its lines are looked for one after the other.
        after, before : int or None
            Positions in the source between which it stands, where they are known.

        Returns
        -------
        SourceMap or None
            Every run holds the same characters on both sides, blanks counting as equal. None where
            nothing was found.
        """
        low = self._flat_position(after or 0)
        high = len(self.flat.text) if before is None else self._flat_position(before)
        runs: list[_Pair] = []
        cursor = low
        for paragraph in _PARAGRAPH.finditer(text):
            needle = visible(paragraph[0])
            if not needle:
                continue
            found = self._find(needle, cursor, low, high)
            if found is None:
                cursor = self._piecewise(text, paragraph.span(), cursor, high, runs)
                continue
            self._align(text, paragraph.start(), paragraph.end(), found, runs)
            # A far jump of a short line may be a false friend, from which there is no way back.
            if found < cursor or found - cursor < _NEAR or len(needle) >= _LONG:
                cursor = found + len(needle)
        return SourceMap(runs=_in_order(runs)) if runs else None

    def _flat_position(self, position: int) -> int:
        stretch = bisect_right(self.flat.source_starts, position) - 1
        if stretch < 0:
            return 0
        start = self.flat.starts[stretch]
        length = self._length(stretch)
        if position >= self.flat.source_ends[stretch]:
            return start + length
        return start + min(position - self.flat.source_starts[stretch], length)

    def _length(self, stretch: int) -> int:
        following = stretch + 1
        end = (
            self.flat.starts[following]
            if following < len(self.flat.starts)
            else len(self.flat.text)
        )
        return end - self.flat.starts[stretch]

    def _find(self, needle: str, cursor: int, low: int, high: int) -> int | None:
        """Look behind the cursor, near first; then, for a long line, anywhere in the bounds."""
        flat = self.flat.text
        near = flat.find(needle, cursor, min(high, cursor + _NEAR + len(needle)))
        if near >= 0:
            return near
        for start, end in ((cursor, high), (low, min(high, cursor + len(needle)))):
            bounded = end - start <= _NEAR * 4
            if not bounded and (self._budget <= 0 or len(needle) < 4):
                continue
            self._budget -= 0 if bounded else end - start
            found = flat.find(needle, start, end)
            if found >= 0:
                return found
        return None

    def _piecewise(
        self, text: str, span: tuple[int, int], cursor: int, high: int, runs: list[_Pair]
    ) -> int:
        """Place what can be placed of a line in which something was changed or left out."""
        end = min(high, cursor + _NEAR + 4 * (span[1] - span[0]))
        for chunk in _CHUNK.finditer(text, *span):
            needle = visible(chunk[0])
            found = self.flat.text.find(needle, cursor, end) if len(needle) > 15 else -1
            if found >= 0:
                self._align(text, chunk.start(), chunk.end(), found, runs)
                cursor = found + len(needle)
                end = min(high, cursor + _NEAR)
        return cursor

    def _align(self, text: str, start: int, end: int, found: int, runs: list[_Pair]) -> None:
        """Add the runs of one stretch of the passage that stands at ``found`` in the flat text."""
        flat = self.flat
        stretch = bisect_right(flat.starts, found) - 1
        offset = found - flat.starts[stretch]
        end = start + len(text[start:end].rstrip())
        position, word_by_word = start, 0  # up to this stretch the phrases are known to differ
        while position < end:
            if ignored := IGNORED.match(text, position, end):
                position = ignored.end()
            elif stretch >= word_by_word and (
                length := self._phrase(text, position, end, stretch, offset)
            ):
                self._add(text, runs, position, flat.source_starts[stretch] + offset, length)
                position += length
                stretch, offset = flat.phrase_ends[stretch], 0
            else:
                word_by_word = flat.phrase_ends[stretch]
                step = self._word(text, position, end, stretch, offset, runs)
                position += step
                offset += step
                if offset == self._length(stretch):
                    stretch, offset = stretch + 1, 0

    def _phrase(self, text: str, position: int, end: int, stretch: int, offset: int) -> int:
        """Give how far text and source go on alike, blank for blank: the whole phrase or 0."""
        last = self.flat.phrase_ends[stretch] - 1
        if last < stretch:
            return 0
        source = self.flat.source_starts[stretch] + offset
        length = min(self.flat.source_ends[last] - source, end - position)
        ours, theirs = text[position : position + length], self.source[source : source + length]
        if ours == theirs:
            return length
        words = theirs.split()
        is_alike = ours.split() == words and sum(map(len, words)) + len(words) == length + 1
        return length if is_alike else 0

    def _word(
        self, text: str, position: int, end: int, stretch: int, offset: int, runs: list[_Pair]
    ) -> int:
        """Add what a stretch and the text up to its next blank share, and tell how much."""
        blank = IGNORED.search(text, position, end)
        whole = self._length(stretch)
        step = min(whole - offset, (blank.start() if blank else end) - position)
        source, source_end = self.flat.source_starts[stretch], self.flat.source_ends[stretch]
        if source_end - source == whole:
            self._add(text, runs, position, source + offset, step)
        elif step == whole:
            runs.append((position, position + step, source, source_end))
        return step

    def _add(self, text: str, runs: list[_Pair], start: int, source: int, length: int) -> None:
        """Add a stretch that is alike on both sides, to the last run where that goes on."""
        if runs:
            last, end, last_source, source_end = runs[-1]
            gap = start - end
            goes_on = source - source_end == gap and 0 <= gap <= _LONGEST_GAP
            if goes_on and source_end - last_source == end - last:
                ours, theirs = text[end:start], self.source[source_end:source]
                if ours == theirs or (ours.isspace() and theirs.isspace()):
                    runs[-1] = (last, start + length, last_source, source + length)
                    return
        runs.append((start, start + length, source, source + length))


def _in_order(pairs: list[_Pair]) -> tuple[Run, ...]:
    runs: list[Run] = []
    for pair in sorted(pairs):
        if not runs or pair[0] >= runs[-1].end:
            runs.append(Run(*pair))
    return tuple(runs)


def unplaced(text: str, source_map: SourceMap | None) -> int:
    """Count the characters of a passage, blanks aside, that have no way back to the source.

    Examples
    --------
    >>> unplaced("one two", SourceMap(runs=(Run(0, 3, 9, 12),)))
    3
    """
    runs = source_map.runs if source_map else ()
    ends = [0, *(run.end for run in runs)]
    starts = [*(run.start for run in runs), len(text)]
    return sum(len(visible(text[end:start])) for end, start in zip(ends, starts, strict=True))


def uncovered(index: SourceIndex, source_map: SourceMap) -> list[tuple[int, int]]:
    """List the visible stretches of the source that a passage leaves out between its own.

    Returns
    -------
    list of (int, int)
        Half-open, code points of the source; only those between the first and the last run.
    """
    runs = sorted(source_map.runs, key=lambda run: run.source_start)
    starts = index.flat.source_starts
    gaps: list[tuple[int, int]] = []
    reach = runs[0].source_end
    for before, after in pairwise(runs):
        reach = max(reach, before.source_end)
        first = bisect_left(starts, reach)
        last = bisect_left(starts, after.source_start) - 1
        if first <= last:
            gaps.append((starts[first], min(index.flat.source_ends[last], after.source_start)))
    return gaps
