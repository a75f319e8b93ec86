"""Where a thing stands in a text."""

import msgspec


class Span(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A stretch of one passage's text.

    Attributes
    ----------
    start, end : int
        Half-open, ``0 <= start < end``; in Unicode code points of the passage's text, not bytes
        and not UTF-16 units.
    surface : str
        The words, ``text[start:end]``, kept so that a record can be read alone.

    Examples
    --------
    >>> Span.of("Only 25 per cent", 5, 16)
    Span(start=5, end=16, surface='25 per cent')
    """

    start: int
    end: int
    surface: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span must run forwards, got {self.start}..{self.end}")
        if len(self.surface) != self.end - self.start:
            raise ValueError(f"{self.surface!r} does not fill {self.start}..{self.end}")

    @classmethod
    def of(cls, text: str, start: int, end: int) -> "Span":
        """Cut a span out of its text.

        Raises
        ------
        ValueError
            If the stretch is empty, runs backwards, or reaches past the text.
        """
        return cls(start=start, end=end, surface=text[start:end])

    def holds_in(self, text: str) -> bool:
        """Tell whether the text still has these words in this place."""
        return text[self.start : self.end] == self.surface

    def covers(self, other: "Span") -> bool:
        """Tell whether the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end
