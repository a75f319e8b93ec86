"""Direct speech inside direct speech: "“He rang and said, ‘Come in’, so I went,” she said"."""

from collections.abc import Iterable, Iterator
from typing import Final

from probenlp.tag.attribution import Attribution, Frames
from probenlp.tag.layout import Block
from probenlp.tag.quote_marks import Pair, stretches

_FEWEST: Final = 3
"""Fewer words in marks inside a quotation are a term or a title."""
_MARKS: Final = frozenset("‘’'“”\"«»‹›`")


def inner_speech(
    text: str, spans: Iterable[tuple[int, int]], frames: Frames
) -> Iterator[tuple[Pair, Attribution]]:
    """Find what a quoted speaker quotes, where a verb of saying or a colon leads to it.

    Parameters
    ----------
    text : str
        The passage.
    spans : iterable of (int, int)
        The stretches of direct quotations, half-open, without their own marks.
    frames : Frames
        Of the cues that stand inside quotations.

    Yields
    ------
    (Pair, Attribution)
        The inner marks and who is made to say the words.
    """
    for start, end in spans:
        if end - start < 12 or _MARKS.isdisjoint(text[start:end]):
            continue
        floor = start
        for stretch in stretches(text, [Block(start, end, opens_paragraph=True)]):
            pair = stretch[0]
            if not pair.has_close or len(text[pair.start : pair.end].split()) < _FEWEST:
                continue
            found = frames.before(pair, floor, start)
            floor = pair.closed
            if found and found.form == "direct" and (found.cue or found.subject):
                yield pair, found
