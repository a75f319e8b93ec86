"""What is found in a passage that tells who a private person is."""

from collections.abc import Iterable
from typing import Literal, get_args

import msgspec

Kind = Literal["person", "handle", "email", "phone", "address", "link", "number", "birth", "detail"]
"""``number``: National Insurance, PNC, prison, case, NHS, staff and payroll numbers; ``birth``: a
date of birth; ``detail``: part of what tells a person by their office and years."""

KINDS: tuple[Kind, ...] = get_args(Kind)

Level = Literal["names", "details"]
"""``names``: all kinds but ``detail``; ``details``: these too, and the day of a comment."""

LEVELS: tuple[Level, ...] = get_args(Level)


class Finding(msgspec.Struct, frozen=True, order=True):
    """A stretch to be replaced.

    Attributes
    ----------
    start, end : int
        Half-open, code points of the passage's text.
    identity : str
        The same for all that gets one pseudonym: "person:dave holt", "email:ida@lamp.example".
    rule : str
        Which rule found it, for the report.
    instead : str or None
        What is written in its place, where that is no pseudonym: a decade for a year.
    """

    start: int
    end: int
    kind: Kind
    identity: str
    rule: str
    instead: str | None = None


class Suspect(msgspec.Struct, frozen=True, order=True, kw_only=True):
    """A stretch that may name a private person and was left; a person should look at it."""

    passage_id: str
    start: int
    end: int
    why: str


def apart(found: Iterable[Finding]) -> list[Finding]:
    """Keep of findings that overlap the one that begins first, of those the longest; in order.

    Examples
    --------
    >>> both = [Finding(0, 4, "person", "person:dave", "a"), Finding(0, 9, "person", "x", "b")]
    >>> [(one.start, one.end) for one in apart(both)]
    [(0, 9)]
    """
    kept: list[Finding] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
