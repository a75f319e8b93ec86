"""Recognise published texts wherever they come up again, cut, reordered or lightly edited.

An index from word 5-grams to the documents that hold them (Broder, "On the resemblance and
containment of documents", 1997), without sampling: at the size of a corpus of this kind the exact
index fits, so that containment is counted, not estimated. Building and looking up are linear in
the number of words but for the sorting; a 5-gram remembers at most eight documents. The index can
be saved and then mapped by any number of processes, see :mod:`probenlp.provenance.known_index`.

"""

import functools
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

import msgspec

from probenlp.domains import Domain
from probenlp.domains.origins import Origin, kind_of, origins_of
from probenlp.errors import ProbenlpError
from probenlp.provenance.known_index import (
    SHINGLE,
    Index,
    IndexBuilder,
    Known,
    open_index,
    save_index,
    shingles_of,
)
from probenlp.provenance.lines import Line
from probenlp.records import Document

CONTAINED: Final = 0.7
"""Share of a sentence's words that shingles of one document must cover: one changed word in a
sentence of 25 costs 9 of them, two changed words about 18."""
LEAST_SENTENCE: Final = 8
"""Words below which a sentence is only taken together with a neighbour that matched."""
LEAST_RUN: Final = 12
"""Words in a row of matched sentences below which nothing is claimed: set phrases are shorter."""

_WORD = re.compile(r"[^\W_]+")
_GAP = re.compile(r"(?<=[.!?;:])[”’\"')]*\s+(?=[“‘\"'(]?[A-Z0-9])")
_RANKS: Final = {"press_release": 0, "report": 0, "news": 2}


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """Sentences in a row that stand in one known document.

    Attributes
    ----------
    start, end : int
        Half-open, code points of the passage's text.
    known : Known
        The source.
    containment : float
        Share of the words that the source holds, 0 to 1.
    words : int
        How many words were compared.
    """

    start: int
    end: int
    known: Known
    containment: float
    words: int


class _Piece(msgspec.Struct):
    start: int
    end: int
    words: int
    covered: int = 0
    source: int = -1


class KnownTexts:
    """The published texts of a run, for looking up.

    Parameters
    ----------
    domain : Domain
        Tells the publishers.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> known = KnownTexts(load_domain("probation"))
    >>> len(known)
    0
    """

    def __init__(self, domain: Domain) -> None:
        self._origins = origins_of(domain)
        self._builder: IndexBuilder | None = IndexBuilder()
        self._made: Index | None = None

    @classmethod
    def of(cls, documents: Iterable[Document], *, domain: Domain) -> "KnownTexts":
        """Make the index of several documents at once."""
        known = cls(domain)
        for document in documents:
            known.add(document)
        return known

    @classmethod
    def open(cls, path: Path, *, domain: Domain) -> "KnownTexts":
        """Map an index that :meth:`save` wrote, read-only.

        Looking up gives what it gave before saving. The memory that this takes does not grow with
        the index: the system holds what is touched, once for all processes of the machine.

        Raises
        ------
        ProbenlpError
            If there is no whole index of this version.
        """
        known = cls(domain)
        known._made, known._builder = open_index(path), None
        return known

    def save(self, path: Path) -> str:
        """Write the index into a folder of its own, whole or not at all.

        Returns
        -------
        str
            Its SHA-256: the same for the same documents, in whatever order they were added.
        """
        return save_index(self._index, path)

    def __len__(self) -> int:
        return len(self._builder if self._builder is not None else self._index)

    def add(self, document: Document) -> bool:
        """Take a document in, where its own text is official or news.

        Returns
        -------
        bool
            False where the text is nobody's to be pasted from (a blog, an unknown site), or
            where a document of this id is known already.

        Raises
        ------
        ProbenlpError
            If the index was opened from a disk.
        """
        if self._builder is None:
            raise ProbenlpError(
                "an index of known texts that was opened from a disk takes no more documents; "
                "make a new one of all of them"
            )
        known = _as_known(document, self._origins.of_document(document))
        if known is None or known.id in self._builder:
            return False
        self._made = None
        self._builder.begin(known)
        for passage in document.passages:
            if passage.kind == "article":
                words = [word[0].lower() for word in _WORD.finditer(passage.text)]
                self._builder.add_text(words)
        return True

    @property
    def _index(self) -> Index:
        """Everything added so far, in order; made when it is first looked up."""
        if self._made is None:
            self._made = (self._builder or IndexBuilder()).build()
        return self._made

    def find(self, document: Document, lines: Sequence[Line]) -> list[Match]:
        """Find the known texts in the lines of one passage.

        Parameters
        ----------
        document : Document
            The one that the passage belongs to: never its own source, nor the source of what it
            took from another.
        lines : sequence of Line
            The lines of the passage.

        Returns
        -------
        list of Match
            In order, not overlapping, cut at sentences.
        """
        if not len(self):
            return []
        may_be = self._allowed(document)
        pieces = [piece for line in lines for piece in self._measured(line, may_be)]
        return list(self._rows(pieces))

    def _allowed(self, document: Document) -> Callable[[int], bool]:
        """Tell, when asked for a known text, whether it can be this document's source."""
        index = self._index
        number = index.number_of(document.id)
        if number is None:
            return lambda _: True
        own = index.known(number)
        return functools.cache(lambda other: _precedes(index.known(other), own))

    def _measured(self, line: Line, may_be: Callable[[int], bool]) -> list[_Piece]:
        words = list(_WORD.finditer(line.text))
        shingles = shingles_of([word[0].lower() for word in words])
        sources = [
            tuple(filter(may_be, held)) if held else held for held in self._index.holders(shingles)
        ]
        pieces, first = [], 0
        for start, end in _sentences(line.text):
            after = first
            while after < len(words) and words[after].start() < end:
                after += 1
            piece = _Piece(line.start + start, line.start + end, after - first)
            _cover(piece, sources, first, after)
            pieces.append(piece)
            first = after
        return pieces

    def _rows(self, pieces: list[_Piece]) -> Iterator[Match]:
        """Join matched sentences in a row; a short one goes with the row it stands in."""
        row: list[_Piece] = []
        for number, piece in enumerate(pieces):
            source = row[-1].source if row else -1
            following = pieces[number + 1].source if number + 1 < len(pieces) else -1
            short = piece.words < LEAST_SENTENCE and piece.source in (-1, source)
            if short and source >= 0 and (following == source or piece.covered == piece.words):
                piece.source = source
            elif short:
                piece.source = -1
            if row and piece.source != source:
                yield from self._match(row)
                row = []
            if piece.source >= 0:
                row.append(piece)
        yield from self._match(row)

    def _match(self, row: list[_Piece]) -> Iterator[Match]:
        words = sum(piece.words for piece in row)
        if words >= LEAST_RUN:
            yield Match(
                start=row[0].start,
                end=row[-1].end,
                known=self._index.known(row[0].source),
                containment=round(sum(piece.covered for piece in row) / words, 3),
                words=words,
            )


def _as_known(document: Document, origin: Origin | None) -> Known | None:
    kind = kind_of(document, origin)
    official = origin is not None and origin.role in (
        "inspectorate",
        "government",
        "inspected_body",
    )
    if kind not in _RANKS and not official:
        return None
    rank = _RANKS.get(kind or "", 1)
    return Known(
        id=document.id,
        name=origin.name if origin else document.site,
        origin_id=origin.id if origin else None,
        rank=rank,
        date=document.published.date if document.published else None,
    )


def _precedes(known: Known, own: Known) -> bool:
    """Tell whether one known text can be the source of another.

    Two releases of one publisher share their set phrases, and neither is the other's source. Two
    newspapers share an agency's copy; the earlier one is named only where both are dated.
    """
    if known.id == own.id or (known.origin_id is not None and known.origin_id == own.origin_id):
        return False
    if known.rank != own.rank:
        return known.rank < own.rank
    return known.date is not None and own.date is not None and known.date < own.date


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _GAP.finditer(text):
        yield start, gap.start() + len(gap[0].rstrip())
        start = gap.end()
    yield start, len(text)


def _cover(
    piece: _Piece,
    sources: Sequence[tuple[int, ...]],
    first: int,
    after: int,
) -> None:
    """Choose the document that covers most words of a piece; of equals, the best ranked.

    Documents are numbered by their rank, so that the lowest number is the best.
    """
    # Shingles that begin in the sentence before may end in this one: they cover its first words.
    begin = max(0, first - SHINGLE + 1)
    votes = Counter(number for held in sources[begin:after] for number in held)
    if not votes:
        return
    most = max(votes.values())
    best = min(number for number, count in votes.items() if count >= 0.9 * most)
    covered: set[int] = set()
    for at in range(begin, min(after, len(sources))):
        if best in sources[at]:
            covered.update(range(max(first, at), min(after, at + SHINGLE)))
    piece.covered = len(covered)
    if piece.covered >= CONTAINED * piece.words:
        piece.source = best
