"""An HTML source as the characters a reader sees, each with its place in the source.

lxml gives no character offsets, so the source is read once more, by a scanner that builds no tree:
nesting costs it nothing and its time is linear in the source whatever stands in it.

"""

import html
import re
from array import array
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

# Blanks, and characters without width that tools add or drop. Compared texts leave them out.
# The blanks are spelt out: with "\s" among them the set is looked through and not looked up.
IGNORED = re.compile(
    r"[\x00-\x20\x7f-\xa0\u00ad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u2064\u3000\ufeff]+"
)
_SEEN = np.array([not IGNORED.match(chr(code)) for code in range(0xFF01)])
_SPACE = np.array([chr(code).isspace() for code in range(0xFF01)])
_REFERENCE = re.compile(r"&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});?")
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]{0,30})")
# A tag without anything odd in it; it stops at the next "<", so that failing costs no second look.
_PLAIN_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9:-]{0,30})(?:[^\"'<>]|\"[^\"<>]*+\"|'[^'<>]*+')*+>")
_Codes = NDArray[np.uint32]
_Places = NDArray[np.int64]
_Flags = NDArray[np.bool_]
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
    phrase_ends : array of int
        For each stretch the first behind its phrase: stretches that a single white space parts from
        one another, so that all can be compared with a text at once. A reference is in no phrase
        and has its own number.
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
    phrase_ends: "array[int]" = field(default_factory=lambda: array("q"))
    body_start: int = 0
    open_ended: bool = False
    closed: bool = True


def visible(text: str) -> str:
    r"""Give a text without blanks and characters without width.

    Examples
    --------
    >>> visible("courts and\n pri\u00adsons")
    'courtsandprisons'
    """
    joined = "".join(text.split())
    # All that is ignored and no white space cannot be printed; most texts hold nothing of the kind.
    return joined if joined.isprintable() else IGNORED.sub("", joined)


def flatten_text(source: str) -> Flat:
    """Flatten a plain text: every character but blanks is visible."""
    flat, codes = Flat(), _codes(source)
    _enter_stretches(flat, codes, _seen(codes), array("q"))
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


def _codes(source: str) -> _Codes:
    return np.array(np.frombuffer(source.encode("utf-32-le", "surrogatepass"), dtype=np.uint32))


def _seen(codes: _Codes) -> _Flags:
    """Tell which characters are not to be ignored."""
    seen = codes > ord(" ")
    others = np.flatnonzero(codes > ord("~"))  # few, in most languages
    seen[others] = _SEEN.take(codes[others], mode="clip")
    return seen


def _dull_tags(codes: _Codes) -> tuple[_Places, _Places, _Places]:
    """Find the tags that only are to be left out: where they begin and end, and every other ``<``.

    Those are a ``<``, perhaps a slash, a letter, and all up to the next ``>``, before which no
    other ``<`` comes and every quote is closed. Not told from them are tags within comments,
    scripts and quotes: they end before those do.
    """
    opening, closing = np.flatnonzero(codes == ord("<")), np.flatnonzero(codes == ord(">"))
    nearest = np.searchsorted(closing, opening)
    end = np.append(closing, codes.size)[nearest]
    double, single = (_between(codes == ord(quote), opening, end) for quote in "\"'")
    is_closed = np.where(single == 0, double % 2 == 0, (double == 0) & (single % 2 == 0))
    name = opening + 1 + (codes.take(opening + 1, mode="clip") == ord("/"))
    letters = (codes.take(name + step, mode="clip") | 32 for step in range(3))  # in lower case
    first, second, third = letters
    is_letter = (first >= ord("a")) & (first <= ord("z"))
    telling = np.zeros(opening.size, dtype=np.bool_)
    for begins in ("scr", "sty", "htm", "bod"):
        one, two, three = map(ord, begins)
        telling |= (first == one) & (second == two) & (third == three)
    dull = is_closed & is_letter & ~telling & (end < np.append(opening[1:], codes.size))
    return opening[dull], end[dull] + 1, opening[~dull]


def _between(signs: _Flags, starts: _Places, ends: _Places) -> _Places:
    """Count signs between places."""
    where = np.flatnonzero(signs)
    return np.searchsorted(where, ends) - np.searchsorted(where, starts)


def _enter_stretches(flat: Flat, codes: _Codes, seen: _Flags, references: "array[int]") -> None:
    """Find the stretches of characters that are seen.

    Done for all characters at once: a step for each word would take most of the time of a page.
    ``references`` are the start and the end of each character reference in turn; what they show
    stands at their start.
    """
    edges = np.flatnonzero(np.diff(seen, prepend=False, append=False))
    starts, ends = edges[::2], edges[1::2]
    lengths = ends - starts
    shortened = np.empty(0, dtype=np.int64)
    if references:
        bounds = np.frombuffer(references, dtype=np.int64).reshape(-1, 2)
        behind_text = bounds[seen[bounds[:, 0] - 1] & (bounds[:, 0] > 0), 0]
        starts = np.sort(np.concatenate((starts, behind_text)))
        ends = np.sort(np.concatenate((ends, behind_text)))
        lengths = ends - starts
        shortened = np.searchsorted(starts, bounds[:, 0])
        ends[shortened] = bounds[:, 1]
    flat.text = codes[seen].tobytes().decode("utf-32-le", "surrogatepass")
    flat.starts.frombytes((np.cumsum(lengths) - lengths).tobytes())
    flat.source_starts.frombytes(starts.tobytes())
    flat.source_ends.frombytes(ends.tobytes())
    flat.phrase_ends.frombytes(_phrase_ends(codes, starts, ends, shortened).tobytes())


def _phrase_ends(codes: _Codes, starts: _Places, ends: _Places, references: _Places) -> _Places:
    """Give for each stretch the first one behind its phrase."""
    if not starts.size:
        return starts
    apart = ~_SPACE.take(codes[ends[:-1]], mode="clip") | (starts[1:] - ends[:-1] != 1)
    apart[references[references < apart.size]] = True
    apart[references[references > 0] - 1] = True
    phrases = np.append(np.flatnonzero(apart) + 1, starts.size)
    behind = np.repeat(phrases, np.diff(phrases, prepend=0))
    behind[references] = references
    return behind


class _HtmlScan:
    """One pass over an HTML source, in which only what is odd is looked at by itself."""

    def __init__(self, source: str) -> None:
        self.source, self.flat = source, Flat()
        self.codes = _codes(source)
        self.references = array("q")  # start and end of each in turn
        self.opened = False
        self.ended = False
        self.no_more: set[str] = set()  # what is known not to come again, not to look for it twice

    def run(self) -> Flat:
        seen = self._shown()
        for start in np.flatnonzero((self.codes == ord("&")) & seen).tolist():
            if found := _REFERENCE.match(self.source, start):
                self._reference(found[0], start, seen)
        _enter_stretches(self.flat, self.codes, seen, self.references)
        self.flat.closed = self.ended or not self.opened
        return self.flat

    def _shown(self) -> _Flags:
        """Tell which characters are neither ignored nor markup."""
        starts, ends, odd = _dull_tags(self.codes)
        steps = np.zeros(len(self.source) + 1, dtype=np.int8)
        steps[starts], steps[ends] = 1, -1
        steps[np.intersect1d(starts, ends, assume_unique=True)] = 0  # "<b><i>"
        seen = _seen(self.codes)
        seen &= np.cumsum(steps[:-1], dtype=np.int8) == 0
        position = 0
        for start in odd.tolist():
            if start >= position:
                position = self._markup_end(start)  # the same: a bare "<", as in "a < b"
                seen[start:position] = False
        return seen

    def _reference(self, reference: str, start: int, seen: _Flags) -> None:
        """Write what a reference shows in its place; the shortest, "&lt", has room for it."""
        shown = IGNORED.sub("", html.unescape(reference))
        if shown == reference:  # "&c;" is none that browsers know
            return
        end = start + len(reference)
        seen[start:end] = False
        if shown:
            self.references.extend((start, end))
            self.codes[start : start + len(shown)] = [ord(sign) for sign in shown]
            seen[start : start + len(shown)] = True

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
