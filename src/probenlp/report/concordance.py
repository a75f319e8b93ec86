"""Key word in context: every place of a word with what stands around it, and who says it.

The work grows with the length of the texts: a passage is searched once, and cut into words only
where something was found.

"""

import html
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import Any, Final, Literal, NamedTuple, get_args

from probenlp.records import (
    Document,
    Passage,
    PassageKind,
    Provenance,
    Side,
    Span,
    SpeakerRole,
    Voice,
)
from probenlp.report.frame import Column, Frame
from probenlp.report.naming import speaker_name, title_label
from probenlp.report.queries import Query
from probenlp.report.told import Told
from probenlp.report.words import bounds_of, folded, forms_of

Link = Callable[[Document, Passage, Span], str | None]
Measure = Literal["words", "characters"]
Order = Literal["text", "left", "right", "match"]

SHOWN: Final = 20
SIDE_WIDTH: Final = 44
"""Letters of context that a line of the drawing has on either side."""

COLUMNS: Final = (
    Column("left", "text", "what stands before, in one line"),
    Column("match", "text", "the words found, as written"),
    Column("right", "text", "what stands behind, in one line"),
    Column("voice", "category", "of the sentence; null: open", get_args(Voice)),
    Column("side", "category", "of the sentence; null: neither", get_args(Side)),
    Column("provenance", "category", "of the sentence", get_args(Provenance)),
    Column("speaker", "text", "name, of those who speak for a body; null: private or not told"),
    Column("speaker_role", "category", "null: not told", get_args(SpeakerRole)),
    Column("author_key", "text", "of the passage's writer; null: nobody, or Anonymous"),
    Column("kind", "category", "of the passage", get_args(PassageKind)),
    Column("title", "text", "of the document, or the name of what it was read from"),
    Column("document_id", "text", ""),
    Column("passage_id", "text", ""),
    Column("start", "whole", "code points of the passage's text"),
    Column("end", "whole", "half-open"),
    Column("link", "text", "opens the page; null: the source states no address"),
)


class Hit(NamedTuple):
    """One place of the words looked for.

    Attributes
    ----------
    left, match, right : str
        ``match`` is the passage's text from ``start`` to ``end``; the context has its line breaks.
    told : Told
        The sentence in which it begins, with its passage and document.
    start, end : int
        Half-open, code points of the passage's text.
    link : str or None
        Opens the page.
    """

    left: str
    match: str
    right: str
    told: Told
    start: int
    end: int
    link: str | None

    @property
    def passage_id(self) -> str:
        """Where it stands."""
        return self.told.passage.id


class Concordance:
    """The places of a word, to look at, to sort, and to take away.

    Attributes
    ----------
    query : str
        What was looked for.
    hits : tuple of Hit
    """

    def __init__(self, query: str, hits: Iterable[Hit]) -> None:
        self.query = query
        self.hits = tuple(hits)

    def __len__(self) -> int:
        return len(self.hits)

    def __iter__(self) -> Iterator[Hit]:
        return iter(self.hits)

    def __getitem__(self, place: int) -> Hit:
        return self.hits[place]

    def sort(self, by: Order = "right") -> "Concordance":
        """Give the same places in another order.

        Parameters
        ----------
        by : str
            ``right``: by the words behind; ``left``: by the words before, the nearest first;
            ``match``: by the words found; ``text``: as they stand in the corpus.
        """
        keys: dict[str, Callable[[Hit], Any]] = {
            "right": lambda hit: forms_of(hit.right),
            "left": lambda hit: forms_of(hit.left)[::-1],
            "match": lambda hit: folded(hit.match),
        }
        if by == "text":
            return self
        if by not in keys:
            raise ValueError(f"no order {by!r}: expected text, left, right or match")
        return Concordance(self.query, sorted(self.hits, key=keys[by]))

    def to_frame(self) -> Frame:
        """Give a row a place."""
        return Frame(COLUMNS, (_cells(hit) for hit in self.hits))

    def __repr__(self) -> str:
        lines = [f"{len(self):,} × {self.query!r}"]
        lines += [_line(hit) for hit in self.hits[:SHOWN]]
        if len(self) > SHOWN:
            lines.append(f"… {len(self) - SHOWN:,} more")
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = "".join(_html_row(hit) for hit in self.hits[:SHOWN])
        more = f"<p>… {len(self) - SHOWN:,} more</p>" if len(self) > SHOWN else ""
        head = f"{len(self):,} × “{html.escape(self.query)}”"
        return f"<table><caption>{head}</caption><tbody>{rows}</tbody></table>{more}"


def concordance(
    told: Iterable[Told],
    query: Query,
    *,
    window: int = 8,
    unit: Measure = "words",
    link: Link | None = None,
) -> Iterator[Hit]:
    """Find every place of a query in sentences.

    Parameters
    ----------
    told : iterable of Told
        Those of one passage in a row. A place counts that begins in one of them; its context may
        go on beyond the sentence, never beyond the passage.
    query : Query
        What is looked for.
    window : int
        How much is shown on either side, in words or characters.
    link : callable
        Makes the link to a place. Without it, the comment's permalink or the page's address.
    """
    for _, of_passage in groupby(told, key=lambda one: one.passage.id):
        sentences = list(of_passage)
        starts = [one.sentence.span.start for one in sentences]
        context = _Context(sentences[0].passage.text, window, unit)
        for start, end in query.find(context.text):
            place = bisect_right(starts, start) - 1
            if place < 0 or start >= sentences[place].sentence.span.end:
                continue  # begins in a sentence that was not asked for
            one = sentences[place]
            span = Span.of(context.text, start, end)
            yield Hit(
                left=context.before(start),
                match=span.surface,
                right=context.behind(end),
                told=one,
                start=start,
                end=end,
                link=(link or plain_link)(one.document, one.passage, span),
            )


def plain_link(document: Document, passage: Passage, span: Span) -> str | None:  # noqa: ARG001
    """Give the comment's permalink, or else the address of its page."""
    return passage.permalink or document.url


class _Context:
    """What stands around a place; a text is cut into words only when that is asked."""

    def __init__(self, text: str, window: int, unit: Measure) -> None:
        if window < 0 or unit not in get_args(Measure):
            raise ValueError(
                f"no window of {window} {unit}: expected 0 or more words or characters"
            )
        self.text = text
        self._window, self._unit = window, unit
        self._bounds: tuple[list[int], list[int]] | None = None

    def _words(self) -> tuple[list[int], list[int]]:
        if self._bounds is None:
            self._bounds = bounds_of(self.text)
        return self._bounds

    def before(self, start: int) -> str:
        if self._unit == "characters":
            return self.text[max(0, start - self._window) : start]
        starts, ends = self._words()
        last = bisect_right(ends, start)
        if not self._window or not last:
            return self.text[:start] if not last and self._window else ""
        first = last - self._window
        return self.text[starts[first] if first > 0 else 0 : start]

    def behind(self, end: int) -> str:
        if self._unit == "characters":
            return self.text[end : end + self._window]
        starts, ends = self._words()
        first = bisect_left(starts, end)
        if not self._window:
            return ""
        last = first + self._window - 1
        return self.text[end : ends[last] if last < len(ends) - 1 else len(self.text)]


def _cells(hit: Hit) -> tuple[Any, ...]:
    sentence, passage = hit.told.sentence, hit.told.passage
    return (
        one_line(hit.left),
        hit.match,
        one_line(hit.right),
        sentence.voice,
        hit.told.side,
        sentence.provenance,
        speaker_name(sentence.speaker, sentence.voice),
        sentence.speaker.role,
        passage.author.key if passage.author else None,
        passage.kind,
        title_label(hit.told.document),
        hit.told.document.id,
        passage.id,
        hit.start,
        hit.end,
        hit.link,
    )


def one_line(text: str) -> str:
    """Put a text on one line."""
    return " ".join(text.split())


def _line(hit: Hit) -> str:
    left, right = one_line(hit.left)[-SIDE_WIDTH:], one_line(hit.right)[:SIDE_WIDTH]
    voice = (hit.told.sentence.voice or "").replace("_", " ")
    return f"{left:>{SIDE_WIDTH}}  {one_line(hit.match)}  {right:<{SIDE_WIDTH}}  {voice}".rstrip()


def _html_row(hit: Hit) -> str:
    match = html.escape(hit.match)
    if hit.link and hit.link.startswith(("https://", "http://")):
        match = f'<a href="{html.escape(hit.link)}">{match}</a>'
    voice = (hit.told.sentence.voice or "").replace("_", " ")
    return (
        f'<tr><td style="text-align:right">{html.escape(one_line(hit.left))}</td>'
        f"<td><b>{match}</b></td>"
        f'<td style="text-align:left">{html.escape(one_line(hit.right))}</td>'
        f"<td>{html.escape(voice)}</td></tr>"
    )
