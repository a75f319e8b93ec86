"""The way back from a passage to the source: which stretch of the input gave which of the text."""

from bisect import bisect_left, bisect_right

import msgspec


class Run(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One stretch of a passage and the stretch of the source it came from.

    Written as a JSON array of four numbers, since a long report has thousands.

    Attributes
    ----------
    start, end : int
        In the passage's text, code points, half-open.
    source_start, source_end : int
        In the source as decoded by ``Document.source.encoding``, code points, half-open. Where
        both stretches are equally long they correspond character by character; where they are
        not (``&amp;`` gave ``&``), the passage's stretch stands for the whole of the other.
    """

    start: int
    end: int
    source_start: int
    source_end: int

    def __post_init__(self) -> None:
        if not (0 <= self.start < self.end and 0 <= self.source_start < self.source_end):
            raise ValueError(f"a run must run forwards in text and source, got {self}")


class SourceMap(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """Carries any offset of a passage back to the source it was harvested from.

    Characters that cleaning put in (a paragraph break in place of ``</p><p>``) are in no run.

    Attributes
    ----------
    runs : tuple of Run
        In order of ``start`` and without overlap in the passage. Source order is not promised: a
        page may state things in another order than they are read.

    Examples
    --------
    >>> source = "<p>Courts &amp; prisons</p>"
    >>> text = "Courts & prisons"
    >>> source_map = SourceMap(runs=(Run(0, 7, 3, 10), Run(7, 8, 10, 15), Run(8, 16, 15, 23)))
    >>> start, end = source_map.to_source(7, 16)
    >>> source[start:end]
    '&amp; prisons'
    """

    runs: tuple[Run, ...]

    def __post_init__(self) -> None:
        for before, after in zip(self.runs, self.runs[1:], strict=False):
            if after.start < before.end:
                raise ValueError(f"runs must not overlap in the passage: {before}, {after}")

    def to_source(self, start: int, end: int) -> tuple[int, int] | None:
        """Find where in the source a stretch of the passage came from.

        Parameters
        ----------
        start, end : int
            Half-open, in code points of the passage.

        Returns
        -------
        tuple of int or None
            Half-open, in code points of the decoded source; the smallest stretch that holds all
            the source of the passage's stretch. None where every character of it was put in by
            cleaning.
        """
        first = bisect_right(self.runs, start, key=lambda run: run.end)
        last = bisect_left(self.runs, end, key=lambda run: run.start)
        touched = self.runs[first:last]
        if not touched:
            return None
        starts, ends = zip(*(_clip(run, start, end) for run in touched), strict=True)
        return min(starts), max(ends)

    def shifted(self, by: int) -> "SourceMap":
        """Move the passage's side, for a passage that is put behind another text."""
        return SourceMap(
            runs=tuple(
                Run(run.start + by, run.end + by, run.source_start, run.source_end)
                for run in self.runs
            )
        )


def _clip(run: Run, start: int, end: int) -> tuple[int, int]:
    """Cut a run to a stretch of the passage; a run of unequal sides is given whole."""
    if run.end - run.start != run.source_end - run.source_start:
        return run.source_start, run.source_end
    inner_start, inner_end = max(start, run.start), min(end, run.end)
    return run.source_start + inner_start - run.start, run.source_start + inner_end - run.start
