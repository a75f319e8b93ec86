"""Which words go together: within so many words of each other, or within one sentence.

Counts after Evert, *Corpora and Collocations* (2008): within a window by tokens (surface
co-occurrence), within sentences by sentences (textual co-occurrence).

"""

import html
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Final, Literal, NamedTuple, get_args

from probenlp.errors import ProbenlpError
from probenlp.report.association import (
    log_dice,
    log_likelihood_table,
    mutual_information,
    t_score,
)
from probenlp.report.frame import Column, Frame
from probenlp.report.words import folded

Within = Literal["window", "sentence"]
Score = Literal["log_dice", "g2", "mi", "t", "together"]

COLUMNS: Final = (
    Column("word", "text", "in small letters"),
    Column("together", "whole", "times near the word asked for, or sentences with both"),
    Column("expected", "number", "the same, if the two had nothing to do with each other"),
    Column("frequency", "whole", "times in all, or sentences with it"),
    Column("documents", "whole", "texts in which they stand together"),
    Column("mi", "number", "pointwise mutual information, bits; favours rare words"),
    Column("log_dice", "number", "at most 14; comparable between corpora"),
    Column("t", "number", "t-score; favours frequent words"),
    Column("g2", "number", "log-likelihood ratio of the table of two by two"),
)


class Stretch(NamedTuple):
    """A run of words, a passage or a sentence, of a document."""

    document_id: str
    words: Sequence[str]


class Collocation(NamedTuple):
    """A word and how it goes with another; the fields are those of :data:`COLUMNS`."""

    word: str
    together: int
    expected: float
    frequency: int
    documents: int
    mi: float
    log_dice: float
    t: float
    g2: float


class Collocations:
    """The words that go with a word, the strongest first.

    Attributes
    ----------
    node : str
        The word asked for.
    words : tuple of Collocation
    note : str
        How often the word was met, among how much, and within what.
    """

    def __init__(self, node: str, words: tuple[Collocation, ...], note: str) -> None:
        self.node, self.words, self.note = node, words, note

    def __len__(self) -> int:
        return len(self.words)

    def __iter__(self) -> Iterator[Collocation]:
        return iter(self.words)

    def __getitem__(self, place: int) -> Collocation:
        return self.words[place]

    def sort(self, by: Score) -> "Collocations":
        """Give them by another measure, the highest first."""
        ordered = sorted(self.words, key=lambda one: (-getattr(one, by), one.word))
        return Collocations(self.node, tuple(ordered), self.note)

    def to_frame(self) -> Frame:
        """Give a row a word."""
        return Frame(COLUMNS, self.words)

    def __repr__(self) -> str:
        return f"{self.to_frame()!r}\n{self.note}"

    def _repr_html_(self) -> str:
        return f"{self.to_frame()._repr_html_()}<p>{html.escape(self.note)}</p>"


def collocations(
    stretches: Iterable[Stretch],
    node: str,
    *,
    window: int = 5,
    within: Within = "window",
    min_count: int = 3,
    min_documents: int = 1,
    by: Score = "log_dice",
) -> Collocations:
    """Find the words that stand near a word more than by chance.

    Parameters
    ----------
    stretches : iterable of Stretch
        No window reaches from one into another.
    node : str
        A word or phrase; ``*`` stands for the rest of a word.
    window : int
        Words on either side.
    within : str
        ``window``, or ``sentence``: the whole of each stretch.
    min_count, min_documents : int
        Rarer company is left out.
    by : str
        The measure to sort by.

    Raises
    ------
    ProbenlpError
        If the node is empty, or the measure or kind of company unknown.

    Examples
    --------
    >>> texts = [Stretch("d", "the high caseload of the team".split())] * 3
    >>> [one.word for one in collocations(texts, "caseload", window=1)]
    ['high', 'of']
    """
    pattern = [folded(word) for word in node.split()]
    if not pattern or by not in get_args(Score) or within not in get_args(Within):
        raise ProbenlpError(
            f"cannot look for company of {node!r} by {by!r} within {within!r}: expected a word, "
            "one of log_dice, g2, mi, t, together, and 'window' or 'sentence'"
        )
    met = _Met()
    for stretch in stretches:
        places = _places(stretch.words, pattern)
        if within == "sentence":
            met.add_whole(stretch, places, len(pattern))
        else:
            met.add_near(stretch, places, len(pattern), window)
    found = [
        one for one in met.scored() if one.together >= min_count and one.documents >= min_documents
    ]
    found = [one for one in found if one.together > one.expected]
    found.sort(key=lambda one: (-getattr(one, by), one.word))
    counted = f"within {window} words" if within == "window" else "within a sentence"
    unit = "words" if within == "window" else "sentences"
    note = f"{met.nodes:,} × {node!r} among {met.total:,} {unit}, {counted}"
    return Collocations(node, tuple(found), note)


def _places(words: Sequence[str], pattern: list[str]) -> list[int]:
    """Give where a phrase begins; its occurrences do not overlap."""
    places: list[int] = []
    free = 0
    for place in range(len(words) - len(pattern) + 1):
        if place >= free and all(
            word == want or ("*" in want and fnmatchcase(word, want))
            for word, want in zip(words[place : place + len(pattern)], pattern, strict=True)
        ):
            places.append(place)
            free = place + len(pattern)
    return places


class _Met:
    """What was met: of each word how often in all and how often near the node."""

    def __init__(self) -> None:
        self.nodes = self.total = self.near = 0
        self._all: Counter[str] = Counter()
        self._together: Counter[str] = Counter()
        self._documents: defaultdict[str, set[str]] = defaultdict(set)

    def add_near(self, stretch: Stretch, places: list[int], size: int, window: int) -> None:
        """Count tokens. A token near two nodes is near once; the nodes themselves do not count."""
        words = stretch.words
        node = {at for place in places for at in range(place, place + size)}
        near = {
            at
            for place in places
            for at in range(max(0, place - window), min(len(words), place + size + window))
        } - node
        self.nodes += len(places)
        self.total += len(words) - len(node)
        self.near += len(near)
        self._all.update(word for at, word in enumerate(words) if at not in node)
        self._note((words[at] for at in near), stretch.document_id)

    def add_whole(self, stretch: Stretch, places: list[int], size: int) -> None:
        """Count stretches with a word; the node's own words count where they stand again."""
        node = {at for place in places for at in range(place, place + size)}
        others = {word for at, word in enumerate(stretch.words) if at not in node}
        self.total += 1
        self._all.update(others)
        if places:
            self.nodes += 1
            self.near += 1
            self._note(others, stretch.document_id)

    def _note(self, words: Iterable[str], document_id: str) -> None:
        for word in words:
            self._together[word] += 1
            self._documents[word].add(document_id)

    def scored(self) -> Iterator[Collocation]:
        """Weigh every word that was met near the node."""
        for word, together in self._together.items():
            count = self._all[word]
            expected = self.near * count / self.total
            yield Collocation(
                word=word,
                together=together,
                expected=expected,
                frequency=count,
                documents=len(self._documents[word]),
                mi=mutual_information(together, expected),
                log_dice=log_dice(min(together, self.nodes), self.nodes, count),
                t=t_score(together, expected),
                g2=log_likelihood_table(together, self.near, count, self.total),
            )
