"""The lines of a passage, with what can be seen of each without knowing the others."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

URL = re.compile(r"(?:https?://|www\.)[^\s<>\"“”]+", re.IGNORECASE)
_ONLY_URL = re.compile(
    r"(?:(?:source|link|see|from|via|here|at|read more|full (?:report|story|article))\W{0,3})?"
    r"[(<\[]?((?:https?://|www\.)[^\s<>\"“”]+?)[)>\].,]{0,2}",
    re.IGNORECASE,
)
# --oo00oo--, *****, =====, - - -, ~~~, ___: ornament without a word. A line of dots is no end of
# a text but a cut in it, and "xxx" is three kisses.
_SEPARATOR = re.compile(r"(?=.*[-*=~_•·#–—+])[\s\-*=~_•·#–—+.oO0xX]{3,80}")
_DATE = re.compile(
    r"(?:published |updated |posted |last updated )?"
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,? )?"
    r"(?:\d{1,2}(?:st|nd|rd|th)? )?"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|\d{1,2}[/.-]\d{1,2})[ /.,-]*(?:\d{1,2},? )?(?:\d{2,4})?"
    r"(?:,? (?:at )?\d{1,2}[:.]\d{2}(?: ?[ap]m)?(?: ?(?:gmt|bst))?)?",
    re.IGNORECASE,
)
# "By Ana Quell" or "By Ana Quell, Home affairs correspondent", never "By then it was late."
_BYLINE = re.compile(r"[Bb]y [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}(?:,? [\w ,&-]{3,60})?")


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank.

    Attributes
    ----------
    start, end : int
        Half-open, code points of the passage's text, without surrounding space.
    text : str
        ``passage.text[start:end]``.
    """

    start: int
    end: int
    text: str

    @property
    def url(self) -> str | None:
        """The address, where the line is nothing but one."""
        found = _ONLY_URL.fullmatch(self.text) if len(self.text) < 2000 else None
        return found[1] if found else None

    @property
    def is_separator(self) -> bool:
        """Whether the line is an ornament: it parts two texts."""
        return len(self.text) <= 80 and _SEPARATOR.fullmatch(self.text) is not None

    @property
    def is_dateline(self) -> bool:
        """Whether the line is a date, or a journalist's byline."""
        return len(self.text) <= 100 and (
            _DATE.fullmatch(self.text) is not None or _BYLINE.fullmatch(self.text) is not None
        )

    @property
    def is_headline(self) -> bool:
        """Whether the line has the shape of a headline: several words, no stop at its end."""
        words = self.text.split()
        return (
            4 <= len(words) <= 24
            and self.text[0].isalnum() | (self.text[0] in "‘'“\"£")
            and self.text[-1] not in '.:;,!?…-–—”"'
            and self.url is None
            and not self.is_dateline
        )


def lines_of(text: str) -> list[Line]:
    r"""Cut a text into its lines that are not blank.

    Only ``\n`` ends a line: a line separator (U+2028) may stand inside one.

    Examples
    --------
    >>> [(line.start, line.text) for line in lines_of(" One.\n\nTwo. ")]
    [(1, 'One.'), (7, 'Two.')]
    """
    return list(_lines(text))


def _lines(text: str) -> Iterator[Line]:
    at = 0
    for raw in text.split("\n"):
        words = raw.strip()
        if words:
            start = at + raw.index(words)
            yield Line(start, start + len(words), words)
        at += len(raw) + 1


def followed_by_notes(lines: Sequence[Line], at: int) -> bool:
    """Tell whether the line after this one heads the notes to editors of a press release."""
    return at + 1 < len(lines) and NOTES.match(lines[at + 1].text) is not None


# "Notes to editors cut, as ever" is the blogger's word on them.
NOTES = re.compile(
    r"(?:notes? (?:to|for) (?:the )?editors?|editor.?s notes?)\b(?=\s*(?:$|[:：–—\-(\d]))",
    re.IGNORECASE,
)
END_MARK = re.compile(r"[-–—*\s]*(?:ends?|###)[-–—*.\s]*", re.IGNORECASE)
"""The line with which a press release closes."""
