"""Find words in the passages or claims of a run, by an index that can be made again.

The index is SQLite's FTS5 (https://www.sqlite.org/fts5.html), which Python brings along. Words are
compared without case and accents, and not reduced to stems: who asks for *inspected* means the
word. ``inspect*`` finds all that begin so.

"""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple, get_args

import msgspec

from probenlp.errors import ProbenlpError
from probenlp.records import Span, Voice
from probenlp.store.search_index import INDEX, build_search, open_index

__all__ = ["Among", "Hit", "SearchError", "build_search", "plain_query", "search"]

Among = Literal["passages", "claims"]

_PHRASE_OR_WORD = re.compile(r'"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+)')
_OPENS, _CLOSES = "\ue000\ue001", "\ue001\ue000"  # no character of any language
_AROUND = 70


class SearchError(ProbenlpError, ValueError):
    """Words cannot be searched for; the message is one line."""


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A passage or claim with the words.

    Attributes
    ----------
    id : str
        Of the passage or claim.
    matches : tuple of Span
        The words found, in code points of the passage's text.
    snippet : str
        The text around the first of them.
    snippet_start : int
        Where in the passage's text the snippet starts.
    voice : str or None
        Of the claim, or of the sentence of the first match.
    url : str or None
        Opens the claim, the comment, or the document.
    rank : float
        BM25 as SQLite gives it: the lower, the better.
    """

    id: str
    document_id: str
    passage_id: str
    matches: tuple[Span, ...]
    snippet: str
    snippet_start: int
    voice: str | None
    url: str | None
    rank: float


def search(
    folder: str | Path,
    words: str,
    *,
    among: Among = "passages",
    voice: Voice | None = None,
    unit: str | None = None,
    document: str | None = None,
    raw: bool = False,
    limit: int | None = 20,
    index: str | Path | None = None,
) -> Iterator[Hit]:
    """Find all of the words, the best places first. The index is made where it is missing.

    Parameters
    ----------
    folder : str or Path
        A folder that ``probenlp run`` wrote.
    words : str
        Words, ``"phrases in quotes"`` and beginnings (``inspect*``); all of them must be there.
    among : str
        ``passages`` or ``claims``.
    voice : str, optional
        Only words in this voice: in a passage, in a sentence of it.
    unit : str, optional
        Row of the units table: claims about it, or passages that name it.
    document : str, optional
        Id of a document.
    raw : bool
        Whether ``words`` are in the query language of FTS5 (``OR``, ``NOT``, ``NEAR``).
    limit : int or None
        The most hits; None for all.
    index : str or Path, optional
        As for :func:`build_search`.

    Yields
    ------
    Hit

    Raises
    ------
    SearchError
        If there is no word to look for, or a raw query is not well formed.
    """
    _require(among, get_args(Among))
    if voice is not None:
        _require(voice, get_args(Voice))
    wanted = words if raw else plain_query(words)
    build_search(folder, index)
    with open_index(Path(index) if index else Path(folder) / INDEX) as connection:
        given = 0
        for row in _rows(connection, wanted, among, unit, document):
            if limit is not None and given >= limit:
                return
            if hit := _hit(connection, row, among, voice):
                given += 1
                yield hit


def _require(word: str, known: tuple[str, ...]) -> None:
    if word not in known:
        raise SearchError(f"{word!r} is none of {', '.join(known)}")


def plain_query(words: str) -> str:
    r"""Write what people type as a query of FTS5: no character of it has a meaning by accident.

    Raises
    ------
    SearchError
        If it holds no letter or digit.

    Examples
    --------
    >>> plain_query('AND "case load" don\'t inspect*')
    '"AND" "case load" "don\'t" "inspect"*'
    >>> plain_query('a lone " quote')
    '"a" "lone" "quote"'
    """
    parts = []
    for found in _PHRASE_OR_WORD.finditer(words.replace("\0", " ")):
        text = found["phrase"] or found["word"] or ""
        if any(character.isalnum() for character in text):
            begins = "*" if found["word"] and text.endswith("*") else ""
            parts.append(f'"{text.rstrip("*") if begins else text}"{begins}')
    if not parts:
        raise SearchError(f"no word to look for in {words!r}; give letters or digits")
    return " ".join(parts)


class _Row(NamedTuple):
    """What the index gives of a place; ``marked`` is the text with the words between marks."""

    place: int
    id: str
    document_id: str
    passage_id: str
    start: int
    voice: str | None
    url: str | None
    text: str
    rank: float
    marked: str


def _rows(
    connection: sqlite3.Connection,
    wanted: str,
    among: Among,
    unit: str | None,
    document: str | None,
) -> Iterator[_Row]:
    conditions, values = [f"{among}_words MATCH ?"], [_OPENS, _CLOSES, wanted]
    if unit is not None:
        conditions.append(
            f"t.place IN (SELECT place FROM {among}_units WHERE unit_id = ?)"  # noqa: S608
        )
        values.append(unit)
    if document is not None:
        conditions.append("t.document_id = ?")
        values.append(document)
    try:
        yield from map(
            _Row._make,
            connection.execute(
                f"SELECT t.*, bm25({among}_words) AS rank, "  # noqa: S608
                f"highlight({among}_words, 0, ?, ?) "
                f"FROM {among}_words JOIN {among} t ON t.place = {among}_words.rowid "
                f"WHERE {' AND '.join(conditions)} ORDER BY rank, t.place",
                values,
            ),
        )
    except sqlite3.OperationalError as error:
        raise SearchError(
            f"{wanted!r}: {error}; see https://www.sqlite.org/fts5.html, or leave --raw out"
        ) from error


def _hit(
    connection: sqlite3.Connection, row: _Row, among: Among, voice: Voice | None
) -> Hit | None:
    """Make a hit of a row; None where no word stands in the voice."""
    spans = _marked_spans(row.marked)
    found_voice = row.voice
    if among == "passages":
        voices = _voices(connection, row.place)
        if voice is not None:
            spans = [one for one in spans if _voice_at(voices, one) == voice]
        found_voice = _voice_at(voices, spans[0]) if spans else None
    if not spans or (voice is not None and found_voice != voice):
        return None
    snippet, start = _snippet(row.text, *spans[0])
    return Hit(
        id=row.id,
        document_id=row.document_id,
        passage_id=row.passage_id,
        matches=tuple(
            Span(start=row.start + one, end=row.start + end, surface=row.text[one:end])
            for one, end in spans
        ),
        snippet=snippet,
        snippet_start=row.start + start,
        voice=found_voice,
        url=row.url,
        rank=row.rank,
    )


_Voices = list[tuple[int, int, str | None]]


def _voices(connection: sqlite3.Connection, place: int) -> _Voices:
    return connection.execute(
        'SELECT "start", "end", voice FROM sentences WHERE place = ?', (place,)
    ).fetchall()


def _voice_at(voices: _Voices, span: tuple[int, int]) -> str | None:
    return next((voice for start, end, voice in voices if start <= span[0] < end), None)


def _marked_spans(marked: str) -> list[tuple[int, int]]:
    """Read the places of the words out of the text with marks, as places without them.

    Examples
    --------
    >>> _marked_spans(f"a {_OPENS}case{_CLOSES}load {_OPENS}of{_CLOSES} 62")
    [(2, 6), (11, 13)]
    """
    spans, length = [], 0
    pieces = marked.split(_OPENS)
    length = len(pieces[0])
    for piece in pieces[1:]:
        word, _, after = piece.partition(_CLOSES)
        spans.append((length, length + len(word)))
        length += len(word) + len(after)
    return spans


def _snippet(text: str, start: int, end: int) -> tuple[str, int]:
    """Cut the surroundings of a match out of its text, at the ends of words."""
    first = max(0, start - _AROUND)
    last = min(len(text), end + _AROUND)
    if first > 0 and (space := text.find(" ", first, start)) >= 0:
        first = space + 1
    if last < len(text) and (space := text.rfind(" ", end, last)) >= 0:
        last = space
    return text[first:last], first
