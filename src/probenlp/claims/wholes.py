"""A number of things told after their whole is a share: "Of 58 posts, 21 stood empty"."""

import re
from collections.abc import Iterable
from typing import Final

import msgspec

from probenlp.records import Rating, Statistic

_PARTITIVE: Final = re.compile(
    r"\b(?:of|among|out\s+of)\s+(?:the\s+|all\s+|those\s+|these\s+|our\s+|its\s+|their\s+)?\Z",
    re.IGNORECASE,
)
"""What stands before a whole: "of the 58 posts", "a sample of 40 cases"."""

BEFORE: Final = 24
"""Characters before a whole in which that is looked for."""


def share_of(
    part: Statistic, figures: Iterable[Statistic | Rating], text: str, *, start: int
) -> Statistic:
    """Read a number as the share of the whole that its clause names before it.

    Parameters
    ----------
    part : Statistic
        Of things without a noun of their own, or with the noun of the whole.
    figures : iterable of Statistic or Rating
        Those of the sentence.
    text : str
        The passage.
    start : int
        Where the clause begins.

    Returns
    -------
    Statistic
        A share of that whole, or the same where there is none.

    Examples
    --------
    >>> from probenlp.records import Span
    >>> text = "Of 50 posts, 20 were empty."
    >>> whole = Statistic(span=Span.of(text, 3, 11), kind="count", value=50, unit="posts")
    >>> part = Statistic(span=Span.of(text, 13, 15), kind="count", value=20)
    >>> found = share_of(part, [whole, part], text, start=0)
    >>> found.kind, found.value, found.out_of
    ('share', 40.0, 50)
    """
    if part.kind != "count" or part.out_of is not None or part.value_high is not None:
        return part
    for one in figures:
        if (
            isinstance(one, Statistic)
            and one.kind == "count"
            and start <= one.span.start
            and one.span.end < part.span.start
            and 0 < part.value < one.value
            and part.unit in (None, one.unit)
            and (part.unit is None or "elided:unit" in part.evidence)
            and _PARTITIVE.search(text[max(start, one.span.start - BEFORE) : one.span.start])
        ):
            return msgspec.structs.replace(
                part,
                kind="share",
                value=100 * part.value / one.value,
                unit="per cent",
                out_of=one.value,
                population=one.span,
                evidence=(*part.evidence, "claim:part-of-a-whole"),
            )
    return part
