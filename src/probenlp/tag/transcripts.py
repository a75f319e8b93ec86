"""Turns of a record of a debate or hearing: "Lord Tarn: My Lords, we are trying."."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from probenlp.tag.layout import Block
from probenlp.tag.speakers import SpeakerResolver

_LABEL: Final = re.compile(
    r"(?:Q\d+\s+)?(?P<who>[A-Z][\w’'.-]*(?:\s+(?:of|the|for|and|[A-Z(][\w’'.()-]*)){0,11}?)\s*:\s+(?=[A-Z“\"])"
)
_FEWEST: Final = 2


def turns(
    text: str, layout: Sequence[Block], resolver: SpeakerResolver
) -> Iterator[tuple[tuple[int, int], tuple[int, int], int]]:
    """Find the turns of a passage that is, in part, a record of who said what.

    One paragraph that begins with a name and a colon may be a caption or a heading; two and more
    are turns.

    Yields
    ------
    ((int, int), (int, int), int)
        The speaker's label, the words, and the number of the block.
    """
    found = []
    for number, block in enumerate(layout):
        label = _LABEL.match(text, block.start, block.end)
        if label and resolver.person_in(*label.span("who")) and label.end() < block.end:
            found.append((label.span("who"), (label.end(), block.end), number))
    if len(found) >= _FEWEST:
        yield from found
