"""Tell from their shape whether words in quotation marks are speech or only set apart.

Terms, titles, ratings and irony stand in marks too; they are short, and no clause of their own.
"""

import re
from collections.abc import Sequence
from typing import Final

from probenlp.tag.attribution import Attribution
from probenlp.tag.layout import Block
from probenlp.tag.quote_marks import Pair

SHORTEST_BLOCK: Final = 5
"""Fewer words in marks that nobody says are a title or a term, even alone in a paragraph."""
SHORTEST_SENTENCE: Final = 3
"""The same for words that end with a stop."""
TITLE_WORDS: Final = 4
"""Fewer words in single marks inside a sentence are a title or a term."""
_SENTENCE_ENDS: Final = frozenset(".!?…:")
_SPOKEN: Final = re.compile(
    r"(?:I|we|you|he|she|they|it|there)(?:[’'](?:s|re|m|d|ll|ve)\b|\s+[a-z]+)", re.IGNORECASE
)
_HAS_VERB: Final = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|cannot|could|should|must|do|does|did|\w+n[’']t"
    r"|[Ss]top|[Ss]tart|[Gg]ive|[Ll]et)\b|\b(?:I|we|you|they|she|he)\s+\w+"
)
_ANSWERED: Final = re.compile(r"[.!?:;,]*\s*(?:[–—-]+\s|$|(?<=[.!?:])\s*[A-Z])|[:]\s")
_WHOLE_PHRASE: Final = re.compile(
    r"\s*(?:$|[,;:–—-]|(?:as|after|in|on|at|over|of|and|but|to|with|without|by|amid|for|from|when|while"
    r"|since|before|during|despite|following)\b)"
)
_HEADLINE: Final = range(5, 25)


class QuotedWords:
    """Judges words in marks by their shape.

    Parameters
    ----------
    text : str
        The passage.
    layout : sequence of Block
        Its blocks.
    ratings : frozenset of str
        The grades of the domain, in small letters: in marks they are never speech.
    """

    def __init__(self, text: str, layout: Sequence[Block], ratings: frozenset[str]) -> None:
        self._text = text
        self._layout = layout
        self._ratings = ratings

    def is_term(self, pair: Pair, attribution: Attribution | None) -> bool:
        """Tell whether words in marks are a rating, a title, a term or meant ironically."""
        words = self._text[pair.start : pair.end]
        if words.casefold().strip(" .,;:") in self._ratings:
            return True
        count = len(words.split())
        if attribution is None:
            return count < (SHORTEST_SENTENCE if words[-1] in ".!?…" else SHORTEST_BLOCK)
        spoken = attribution.form == "direct" or attribution.frame == "after"
        if pair.family == "single" and not spoken and not self._in_headline(pair):
            # ‘One Team’, ‘heads of service’: a term in somebody's sentence is not their wording.
            return count < TITLE_WORDS
        named = all(word[0].isupper() for word in words.split() if len(word) > 3)
        return not spoken and named and count < TITLE_WORDS and words[0].isupper()

    def is_word(self, pair: Pair) -> bool:
        """Tell whether a single word stands in marks, which is nobody's wording by itself."""
        words = self._text[pair.start : pair.end]
        return len(words.split()) == 1 and words[-1] not in ".!?…,"

    def _in_headline(self, pair: Pair) -> bool:
        """Tell whether words stand in a line like a headline, where single marks are speech."""
        block = self._layout[pair.block]
        line = self._text[block.start : block.end].rstrip("”’\"' ")
        if not _WHOLE_PHRASE.match(self._text, pair.closed, block.end):
            return False  # "inspections conclude ‘hugely disappointing’ set": part of a phrase
        return line[-1:] not in tuple(".!?…:;,") and len(line.split()) in _HEADLINE

    def shape(self, pairs: Sequence[Pair]) -> str:
        """Name the shape that makes words in marks a quotation though nobody is made to say them.

        A block quotation fills its paragraphs; in running text a whole sentence of some length
        stands between sentences. Everything else in marks is a term.
        """
        first, last = pairs[0], pairs[-1]
        block = self._layout[first.block]
        tail = self._text[last.closed : self._layout[last.block].end].strip(" .,;:!?…)")
        words = self._text[first.start : last.end]
        count = len(words.split())
        if first.opened == block.start and not tail:
            finished = words[-1] in ".!?…"
            long_enough = count >= (SHORTEST_SENTENCE if finished else SHORTEST_BLOCK)
            heading = len(pairs) == 1 and count < 10 and words[-1] not in ".!?…,"
            return "block" if long_enough and not heading else ""
        if len(pairs) > 1:
            return "paragraphs"
        if not first.has_close:
            return ""
        if first.family == "double" and count >= SHORTEST_BLOCK and _SPOKEN.match(words):
            return "clause"  # "Spat my tea out at “she shadows me to the door”."
        if first.opened == block.start and count >= SHORTEST_SENTENCE and self._answered(first):
            return "answered"
        return "sentence" if self._is_sentence(first, block) else ""

    def _answered(self, pair: Pair) -> bool:
        """Read "“We try” – do you?" and "‘Nobody is checking’: report condemns service"."""
        words = self._text[pair.start : pair.end]
        return bool(_HAS_VERB.search(words) and _ANSWERED.match(self._text, pair.closed))

    def _is_sentence(self, pair: Pair, block: Block) -> bool:
        """Tell whether a whole sentence in marks stands between sentences."""
        words = self._text[pair.start : pair.end]
        before = self._text[block.start : pair.opened].rstrip()
        count = len(words.split())
        return (
            (not before or before[-1] in _SENTENCE_ENDS)
            and words[0].isupper()
            and words[-1] in ".!?…"
            and count >= SHORTEST_BLOCK
            and (pair.family == "double" or count > 8)
        )
