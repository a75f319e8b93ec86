"""Sentences that stand word for word in an earlier passage of the same document.

Commenters quote the post and one another without saying so. Only what was there before them can be
their source: the article, and the passages in front of theirs.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from typing import Final

from probenlp.provenance.pieces import Piece
from probenlp.records import Document

_WORD = re.compile(r"[^\W_]+")
LEAST: Final = 7
"""Words in a sentence below which sameness is chance: "I could not agree more." """
SHINGLE: Final = 5
SAME: Final = 0.9
"""Share of a sentence's runs of five words that earlier passages must hold."""


class ThreadTexts:
    """The words of one document's passages, for looking up.

    Parameters
    ----------
    document : Document
        As harvested. Its title is no passage's source.
    """

    def __init__(self, document: Document) -> None:
        self._first: dict[int, int] = {}
        self._order = {passage.id: number for number, passage in enumerate(document.passages)}
        if len(document.passages) > 1:
            for number, passage in enumerate(document.passages):
                for shingle in _shingles(passage.text):
                    self._first.setdefault(shingle, number)

    def holds(self, pieces: Sequence[Piece], passage_id: str) -> list[bool]:
        """Tell of each sentence whether earlier passages have its words, in its order."""
        own = self._order[passage_id]
        return [bool(own) and self._holds(piece.text, own) for piece in pieces]

    def _holds(self, sentence: str, own: int) -> bool:
        shingles = list(_shingles(sentence))
        if len(shingles) <= LEAST - SHINGLE:
            return False
        known = sum(self._first.get(shingle, own) < own for shingle in shingles)
        return known >= SAME * len(shingles)


def _shingles(text: str) -> Iterator[int]:
    words = [word[0].lower() for word in _WORD.finditer(text)]
    for at in range(len(words) - SHINGLE + 1):
        yield zlib.crc32(" ".join(words[at : at + SHINGLE]).encode())
