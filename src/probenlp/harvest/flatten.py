"""An HTML source as the characters a reader sees, each with its place in the source.

lxml gives no character offsets, so the source is read once more, by a scanner that builds no tree:
nesting costs it nothing and its time is linear in the source whatever stands in it.

"""

import html
import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

# Blanks, and characters without width that tools add or drop. Compared texts leave them out.
# The blanks are spelt out: with "\s" among them the set is looked through and not looked up.
IGNORED = re.compile(
    r"[\x00-\x20\x7f-\xa0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]+"
)
_BLANK = np.array([bool(IGNORED.match(chr(code))) for code in range(0xFF01)])
_REFERENCE = re.compile(r"&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]{0,30})")
# A tag without anything odd in it; it stops at the next "<", so that failing costs no second look.
_PLAIN_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]{0,30})(?:[^\"'<>]|\"[^\"<>]*+\"|'[^'<>]*+')*+>")
_TEXT_AND_DULL_TAG = re.compile(
    r"([^<]*+)</?(?!(?:script|style|html|body)\b)[A-Za-z][A-Za-z0-9:-]{0,30}"
    r"(?:[^\"'<>]|\"[^\"<>]*+\"|'[^'<>]*+')*+>",
    re.IGNORECASE,
)
_UNTIL_QUOTE_OR_END = re.compile(r"[^\"'>]*+")
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
    body_start: int = 0
    open_ended: bool = False
    closed: bool = True


def flatten_text(source: str) -> Flat:
    """Flatten a plain text: every character but blanks is visible."""
    flat = Flat()
    _enter_stretches(flat, source)
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


def _enter_stretches(
    flat: Flat, masked: str, references: Sequence[tuple[int, int, str]] = ()
) -> None:
    """Find the stretches of a source in which all that is not shown is blank.

    Done for all characters at once: a step for each word would take most of the time of a page.
    """
    codes = np.frombuffer(masked.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    seen = ~_BLANK[np.minimum(codes, _BLANK.size - 1)]
    begins, finishes = seen.copy(), seen.copy()
    begins[1:] &= ~seen[:-1]
    finishes[:-1] &= ~seen[1:]  # the last character of a stretch
    for start, _, _ in references:
        begins[start] = True
        if start and seen[start - 1]:
            finishes[start - 1] = True
    starts, ends = np.flatnonzero(begins), np.flatnonzero(finishes) + 1
    lengths = ends - starts
    if references:
        bounds = np.array([(start, end) for start, end, _ in references], dtype=np.int64)
        ends[np.searchsorted(starts, bounds[:, 0])] = bounds[:, 1]
    flat.text = codes[seen].tobytes().decode("utf-32-le", "surrogatepass")
    flat.starts.frombytes((np.cumsum(lengths) - lengths).astype(np.int64).tobytes())
    flat.source_starts.frombytes(starts.astype(np.int64).tobytes())
    flat.source_ends.frombytes(ends.astype(np.int64).tobytes())


class _HtmlScan:
    """One pass over an HTML source.

    What is not shown is overwritten with blanks of the same length, so that positions stay.
    """

    def __init__(self, source: str) -> None:
        self.source, self.flat = source, Flat()
        self.masked: list[str] = []
        self.references: list[tuple[int, int, str]] = []  # start, end, what is shown
        self.opened = False
        self.ended = False
        self.no_more: set[str] = set()  # what is known not to come again, not to look for it twice

    def run(self) -> Flat:
        source, position = self.source, 0
        while position < len(source):
            position = self._step_over_plain_tags(position)
            tag = source.find("<", position)
            if tag != position:
                self._text(position, tag if tag >= 0 else len(source))
            if tag < 0:
                break
            position = self._markup(tag)
        _enter_stretches(self.flat, "".join(self.masked), self.references)
        self.flat.closed = self.ended or not self.opened
        return self.flat

    def _step_over_plain_tags(self, position: int) -> int:
        """Step over tags that only are to be left out, up to the first that is more, in one go."""
        source, mask, text_and_tag = self.source, self.masked.append, _TEXT_AND_DULL_TAG.match
        while found := text_and_tag(source, position):
            start, end = found.end(1), found.end()
            if start > position:
                self._text(position, start)
            mask(" " * (end - start))
            position = end
        return position

    def _text(self, start: int, end: int) -> None:
        chunk = self.source[start:end]
        if "&" not in chunk:
            self.masked.append(chunk)
            return
        position = start
        for found in _REFERENCE.finditer(self.source, start, end):
            self.masked.append(self.source[position : found.start()])
            self._reference(found[0], found.start(), found.end())
            position = found.end()
        self.masked.append(self.source[position:end])

    def _reference(self, reference: str, start: int, end: int) -> None:
        """Write what a reference shows in its place; the shortest, "&lt", has room for it."""
        shown = IGNORED.sub("", html.unescape(reference))
        if shown and shown != reference:  # "&c;" is none that browsers know
            self.references.append((start, end, shown))
        self.masked.append(shown.ljust(end - start))

    def _markup(self, start: int) -> int:
        """Step over what begins with ``<`` and give the position behind it."""
        end = self._markup_end(start)
        self.masked.append(" " * (end - start) if end > start else "<")  # as in "a < b"
        return max(end, start + 1)

    def _markup_end(self, start: int) -> int:
        """Give the position behind what begins with ``<``: the same where nothing does."""
        source = self.source
        if plain := _PLAIN_TAG.match(source, start):
            return self._tag(plain[1].lower(), start, plain.end())
        if source.startswith("<!--", start):
            return self._behind("-->", start + 4)
        name = _TAG_NAME.match(source, start)
        if not name:
            is_markup = source.startswith(("<!", "<?", "</"), start)
            return self._behind(">", start + 2) if is_markup else start
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
