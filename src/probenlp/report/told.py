"""A sentence with the passage and the page it stands in: what the analyses of texts read."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from probenlp.records import Document, Passage, Sentence, Side, side_of
from probenlp.report.words import forms_of


class Told(NamedTuple):
    """One sentence, where it stands, and so by whom and when it is told."""

    document: Document
    passage: Passage
    sentence: Sentence

    @property
    def side(self) -> Side | None:
        """The side it is told from."""
        return side_of(self.sentence.voice, self.sentence.speaker.role)


def counts_by_document(told: Iterable[Told]) -> dict[str, Counter[str]]:
    """Count the words of sentences, document by document.

    Passages that repeat an earlier one of their page word for word are passed over: a comment that
    was sent twice says nothing twice.

    Returns
    -------
    dict of str to Counter
        By document id; the words in small letters.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for one in told:
        if one.passage.duplicate_of is None:
            counts[one.document.id].update(forms_of(one.sentence.span.surface))
    return dict(counts)
