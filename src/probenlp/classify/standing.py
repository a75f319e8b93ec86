"""What can be said of a sentence's place with yes or no, as bits of one number.

Most rules are for some places only: a line of its own, a comment, the text of a newspaper. Which
rules a sentence is asked by is found once for each such number, as sentences have few of them.
"""

from typing import TYPE_CHECKING, Final, get_args

from probenlp.records import SpeakerRole

if TYPE_CHECKING:
    from probenlp.classify.context import Context

ALONE: Final = 1 << 0
"""Begins and ends its line."""
LINE_START: Final = 1 << 1
LINE_END: Final = 1 << 2
TITLE: Final = 1 << 3
ARTICLE: Final = 1 << 4
COMMENT: Final = 1 << 5
HEADER: Final = 1 << 6
HEADING: Final = 1 << 7
SIGNATURE: Final = 1 << 8
OWN: Final = 1 << 9
"""Own words, inside a pasted text or outside of one; so ``QUOTED``."""
QUOTED: Final = 1 << 10
PASTED: Final = 1 << 11
FIGURE: Final = 1 << 12
RATING: Final = 1 << 13
INVITED: Final = 1 << 14
TURN_HEAD: Final = 1 << 15
QUOTATION: Final = 1 << 16
INDIRECT: Final = 1 << 17
PARTLY_QUOTED: Final = 1 << 18
"""Some of it stands in marks."""
ABOUT_REPORT: Final = 1 << 19
INSIDER: Final = 1 << 20
"""By one who says somewhere that he does, or did, the work."""

_PLACES: Final = {"title": TITLE, "article": ARTICLE, "comment": COMMENT}
_REGIONS: Final = {"header": HEADER, "heading": HEADING, "signature": SIGNATURE}
_STATES: Final = {"own": OWN, "quoted": QUOTED}
_ROLES: Final[dict[SpeakerRole | None, int]] = {
    role: 1 << number for number, role in enumerate((None, *get_args(SpeakerRole)), start=21)
}


def in_text_of(*roles: SpeakerRole | None) -> int:
    """Give the bits of texts by any of some roles; None for those of nobody known.

    Examples
    --------
    >>> in_text_of("blogger", "commenter") == in_text_of("blogger") | in_text_of("commenter")
    True
    """
    return sum(_ROLES[role] for role in set(roles))


def standing_of(context: "Context") -> int:
    """Give the bits of a sentence."""
    bits = _ROLES[context.source.role] | _PLACES.get(context.passage.kind, 0)
    bits |= _STATES.get(context.state, 0)
    for region in context.regions:
        bits |= _REGIONS.get(region, 0)
    if context.line_start:
        bits |= LINE_START | LINE_END | ALONE if context.line_end else LINE_START
    elif context.line_end:
        bits |= LINE_END
    return (
        bits
        | PASTED * context.is_pasted
        | FIGURE * context.has_figure
        | RATING * context.has_rating
        | INVITED * context.invited
        | TURN_HEAD * context.turn_head
        | QUOTATION * (context.quotation is not None)
        | INDIRECT * (context.indirect is not None)
        | PARTLY_QUOTED * (context.quoted_share > 0)
        | ABOUT_REPORT * context.about_report
        | INSIDER * context.insider
    )
