"""An HTML source as the characters a reader sees, each with its place in the source.

lxml gives no character offsets, so the source is read once more, by a scanner that builds no tree:
nesting costs it nothing and its time is linear in the source whatever stands in it.

"""

import html
import re
from array import array
from dataclasses import dataclass, field

# Blanks, and characters without width that tools add or drop. Compared texts leave them out.
IGNORED = re.compile(
    r"[\s\x00-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+"
)
_VISIBLE = re.compile(
    r"[^\s\x00-\x1f\x7f-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]+"
)
_WORD = re.compile(
    rf"{_VISIBLE.pattern[:-2]}&]+"
    r"|&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?|&"
)
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]{0,30})")
# A tag without anything odd in it; it stops at the next "<", so that failing costs no second look.
_PLAIN_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]{0,30})(?:[^\"'<>]|\"[^\"<>]*+\"|'[^'<>]*+')*+>")
_UNTIL_QUOTE_OR_END = re.compile(r"[^\"'>]*+")
_ID = re.compile(
    r"\sid\s{0,9}=\s{0,9}(?:\"([^\"]{1,200})\"|'([^']{1,200})'|([^\s\"'>]{1,200}))", re.I
)
_UNSEEN = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in ("script", "style")}


@dataclass(slots=True)
class Flat:
    """The visible characters of a source, without blanks, in stretches.

    Attributes
    ----------
    text : str
        All of them, joined.
    starts : array of int
        Where each stretch begins in ``text``.
    source_starts, source_ends : array of int
        Where it stands in the source. Stretches as long on both sides correspond character by
        character; a longer source side is a character reference.
    ids : dict of str to int
        Where the value of each ``id`` attribute stands in the source (the first of equal ones).
    body_start : int
        Behind the opening tag of the body; 0 where there is none.
    open_ended : bool
        Whether the source ends inside a tag, a comment or a script.
    closed : bool
        Whether the end tag of the body or page is there, or neither was opened.
    """

    text: str = ""
    starts: "array[int]" = field(default_factory=lambda: array("q"))
    source_starts: "array[int]" = field(default_factory=lambda: array("q"))
    source_ends: "array[int]" = field(default_factory=lambda: array("q"))
    ids: dict[str, int] = field(default_factory=dict)
    body_start: int = 0
    open_ended: bool = False
    closed: bool = True


def flatten_text(source: str) -> Flat:
    """Flatten a plain text: every character but blanks is visible."""
    flat = Flat()
    pieces: list[str] = []
    length = 0
    position = 0
    for ignored in IGNORED.finditer(source):
        length = _literal(flat, pieces, source, position, ignored.start(), length)
        position = ignored.end()
    _literal(flat, pieces, source, position, len(source), length)
    flat.text = "".join(pieces)
    return flat


def flatten_html(source: str) -> Flat:
    """Flatten an HTML source: no tags, comments, scripts and styles; references decoded.

    Examples
    --------
    >>> flat = flatten_html("<p title='a > b'>Courts &amp; <b>prisons</b><!-- not > this --></p>")
    >>> flat.text
    'Courts&prisons'
    """
    return _HtmlScan(source).run()


def _literal(flat: Flat, pieces: list[str], source: str, start: int, end: int, length: int) -> int:
    if start >= end:
        return length
    flat.starts.append(length)
    flat.source_starts.append(start)
    flat.source_ends.append(end)
    pieces.append(source[start:end])
    return length + end - start


class _HtmlScan:
    """One pass over an HTML source."""

    def __init__(self, source: str) -> None:
        self.source, self.flat = source, Flat()
        self.pieces: list[str] = []
        self.length = 0
        self.opened = False
        self.ended = False
        self.no_more: set[str] = set()  # what is known not to come again, not to look for it twice

    def run(self) -> Flat:
        source, position = self.source, 0
        while position < len(source):
            tag = source.find("<", position)
            if tag < 0:
                self._text(position, len(source))
                break
            self._text(position, tag)
            position = self._markup(tag)
        self.flat.text = "".join(self.pieces)
        self.flat.closed = self.ended or not self.opened
        return self.flat

    def _text(self, start: int, end: int) -> None:
        chunk = self.source[start:end]
        if not chunk or chunk.isspace():
            return
        if "&" in chunk:
            self._text_with_references(start, end)
            return
        flat, length, pieces = self.flat, self.length, self.pieces
        for found in _VISIBLE.finditer(chunk):
            word = found[0]
            place = start + found.start()
            flat.starts.append(length)
            flat.source_starts.append(place)
            flat.source_ends.append(place + len(word))
            pieces.append(word)
            length += len(word)
        self.length = length

    def _text_with_references(self, start: int, end: int) -> None:
        for word in _WORD.finditer(self.source, start, end):
            if word[0][0] != "&" or len(word[0]) == 1:
                self.length = _literal(
                    self.flat, self.pieces, self.source, word.start(), word.end(), self.length
                )
            else:
                self._reference(word[0], word.start(), word.end())

    def _reference(self, reference: str, start: int, end: int) -> None:
        shown = IGNORED.sub("", html.unescape(reference))
        if not shown:
            return
        self.flat.starts.append(self.length)
        self.flat.source_starts.append(start)
        self.flat.source_ends.append(end)
        self.pieces.append(shown)
        self.length += len(shown)

    def _markup(self, start: int) -> int:
        """Step over what begins with ``<`` and give the position behind it."""
        source = self.source
        if plain := _PLAIN_TAG.match(source, start):
            return self._tag(plain[1].lower(), start, plain.end())
        if source.startswith("<!--", start):
            return self._behind("-->", start + 4)
        name = _TAG_NAME.match(source, start)
        if not name:
            if source.startswith(("<!", "<?", "</"), start):
                return self._behind(">", start + 2)
            self._text(start, start + 1)  # "a < b"
            return start + 1
        return self._tag(name[1].lower(), start, self._tag_end(name.end()))

    def _tag(self, name: str, start: int, end: int) -> int:
        """Note a tag and give the position behind it, or behind what it hides."""
        source = self.source
        self._note(name, start, end)
        closing = _UNSEEN.get(name)
        if closing and source[start + 1] != "/" and not source.startswith("/>", end - 2):
            found = closing.search(source, end)
            if not found:
                self.flat.open_ended = True
                return len(source)
            return found.start()
        return end

    def _note(self, name: str, start: int, end: int) -> None:
        if self.source[start + 1] == "/":
            self.ended = self.ended or name in ("html", "body")
            return
        if name in ("html", "body"):
            self.opened = True
            if name == "body" and not self.flat.body_start:
                self.flat.body_start = end
        if self.source.find("id", start, end) < 0 and self.source.find("ID", start, end) < 0:
            return
        if found := _ID.search(self.source, start, end):
            group = found.lastindex or 1
            self.flat.ids.setdefault(html.unescape(found[group]), found.start(group))

    def _tag_end(self, position: int) -> int:
        """Find the end of a tag; a ``>`` in a quoted attribute is none."""
        source, first = self.source, position
        while True:
            stop = _UNTIL_QUOTE_OR_END.match(source, position)
            position = stop.end() if stop else len(source)
            if position >= len(source):
                self.flat.open_ended = True
                return len(source)
            sign = source[position]
            if sign == ">":
                return position + 1
            after = -1 if sign in self.no_more else source.find(sign, position + 1)
            if after < 0:  # a stray quote: the tag ends where it would without it
                self.no_more.add(sign)
                return self._behind(">", first)
            position = after + 1

    def _behind(self, closing: str, position: int) -> int:
        found = -1 if closing in self.no_more else self.source.find(closing, position)
        if found < 0:
            self.no_more.add(closing)
            self.flat.open_ended = True
            return len(self.source)
        return found + len(closing)
