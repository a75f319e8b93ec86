"""Where another's text begins and ends in a post or a comment.

A text is taken for pasted on evidence only: an introduction above it, an address of a publisher
above or below it, quotation marks round whole paragraphs with an address, or published prose with
a headline of its own. It reaches to the first sure end: an ornament, the closing mark, a
signature, its address, the next introduction, the writer's own voice at the end.

"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from probenlp.domains.origins import Origin, Origins, words_of
from probenlp.provenance.introductions import (
    Introduction,
    find_inline,
    find_introduction,
)
from probenlp.provenance.lines import END_MARK, URL, Line, followed_by_notes
from probenlp.provenance.quotes import Quoted, find_quoted
from probenlp.provenance.register import Register

_PERSONAL = frozenset(
    "comment comments post posts letter letters email e-mail emails e-mails tweet tweets thread "
    "forum message facebook blog twitter linkedin".split()
)
_NEAR = 12
"""How many lines below "Saw this elsewhere. I am tired of …" its marked text may begin."""
_LEAST_HEADED = 4
"""Lines that a text under a headline of its own must have, the headline among them."""
_LEAST_SENTENCE = 8
"""Words of a paragraph that hands over to the text below it."""
_SURELY_PUBLISHED = 4
"""Marks of published prose, of five, that it must show."""
_SIGNATURE_NAME = re.compile(
    r"(?:(?:Dame|Sir|Mr|Mrs|Ms|Miss|Dr|Prof(?:essor)?|Lord|Lady|Baroness|Rt Hon) )*"
    r"[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*){1,3}(?:,? (?:[CODM]BE|KC|QC|MP|QPM))*"
)
_OFFICE = re.compile(r"[A-Z][\w’'-]*(?:[ ,&-]+(?:(?:of|for|and|the|in|to)\b|[A-Z][\w’'-]*))+")


MARKED: Final = "end:closing-mark"
"""Evidence of a paste that stands whole in quotation marks."""


@dataclass(frozen=True, slots=True)
class Paste:
    """Another's text in a passage.

    Attributes
    ----------
    first, after : int
        Half-open, numbers of lines.
    start : int
        Code point where it begins: the line's start but for an introduction on the same line.
    source_name : str or None
        As the writer names it, else by the publisher's name.
    evidence : tuple of str
        What shows it.
    """

    first: int
    after: int
    start: int
    source_name: str | None
    evidence: tuple[str, ...]


class PasteFinder:
    """Find the pasted texts of one passage.

    Parameters
    ----------
    lines : sequence of Line
        The passage's lines.
    origins : Origins
        The publishers and bodies of the domain.
    """

    def __init__(self, lines: Sequence[Line], origins: Origins) -> None:
        self.lines = lines
        self.origins = origins
        self.quoted = find_quoted(lines)
        self.register = Register(lines, self.quoted)
        self._quoted_at = {quote.start: quote for quote in self.quoted}
        self._quoted_from = _by_first_line(lines, self.quoted)
        self._read: dict[str | None, tuple[int, int, tuple[int, str]]] = {}

    def find(self, *, headed: bool = True, threaded: bool = True) -> list[Paste]:
        """Give the pastes in order, none overlapping.

        Parameters
        ----------
        headed : bool
            Whether prose under a headline of its own is evidence: not of an article, which has one.
        threaded : bool
            Whether people comment here: on a newspaper's page a headline is the newspaper's.
        """
        found: list[Paste] = []
        at = 0
        while at < len(self.lines):
            paste = self._at(at, headed=headed, threaded=threaded)
            if paste is not None and paste.after > paste.first:
                found.append(paste)
                at = max(paste.after, at + 1)
            else:
                at += 1
        return sorted([*found, *self._by_address_below(found)], key=lambda paste: paste.first)

    def _at(self, at: int, *, headed: bool, threaded: bool) -> Paste | None:
        """Read one line as the place above (or in) which a text begins."""
        line = self.lines[at]
        if introduction := find_introduction(line.text, self.origins):
            return self._introduced(introduction, at)
        if inline := find_inline(line.text, self.origins):
            return self._inline(inline, at)
        if line.url and (origin := self.origins.at(line.url)) and at + 1 < len(self.lines):
            after = self._prose_end(at + 1)
            if self.register.published(at + 1, after) >= 2:
                return self._paste(at + 1, after, origin.name, "address:above")
        if at == 0 and headed:
            return self._headed()
        if at and threaded and line.is_headline and self._typed_sentence(at - 1):
            return self._headed_below(at)
        return None

    def _introduced(self, introduction: Introduction, at: int) -> Paste | None:
        name = introduction.source_name
        first = at + 1
        if first >= len(self.lines) or self.lines[first].is_separator:
            return None
        if introduction.quoted_only:
            near = range(first, min(len(self.lines), first + _NEAR))
            first = next((n for n in near if self._marked(n)), -1)
            if first < 0:
                return None
        if self._marked(first):
            after = self._marked_end(first)
            return self._paste(first, after, name, introduction.rule, MARKED)
        personal = bool(_PERSONAL & set(words_of(name or "")))
        after, end = self._open_end(first, introduction.origin, personal=personal)
        return self._paste(first, after, name, introduction.rule, end)

    def _inline(self, introduction: Introduction, at: int) -> Paste | None:
        line = self.lines[at]
        start = line.start + introduction.end
        start += len(line.text[introduction.end :]) - len(line.text[introduction.end :].lstrip())
        quote = self._quoted_at.get(start)
        # One short sentence in marks on the line is a quotation; whole paragraphs are a paste.
        if quote is None or (quote.end <= line.end and quote.end - quote.start < 240):
            return None
        after = next(n for n in range(at, len(self.lines)) if self.lines[n].end >= quote.end)
        paste = self._paste(at, after + 1, introduction.source_name, introduction.rule, MARKED)
        return replace(paste, start=quote.start)

    def _headed(self) -> Paste | None:
        """Take a comment for pasted that is all published prose under a headline of its own."""
        after = self._prose_end(0)
        if not self.lines[0].is_headline or after < 4:
            return None
        if self.register.published(0, after) >= 4:
            return self._paste(0, after, None, "register:headline-and-attribution")
        return None

    def _typed_sentence(self, at: int) -> bool:
        """Tell whether a line is prose in a typed register, and no furniture: "Sign up now!"."""
        text = self.lines[at].text
        typed = self.register.scores[at] > 0
        return typed and text[-1] in '.!?:)”"' and len(text.split()) >= _LEAST_SENTENCE

    def _headed_below(self, at: int) -> Paste | None:
        """Take published prose under a headline, right below a typed paragraph, for pasted.

        Of a post that is nine tenths a release, the blogger's one paragraph is the first.
        """
        after = self._prose_end(at)
        ends = next((n for n in range(at, after) if END_MARK.fullmatch(self.lines[n].text)), None)
        if ends is not None and not followed_by_notes(self.lines, ends):
            after = ends + 1
        if after - at < _LEAST_HEADED or self.register.published(at, after) < _SURELY_PUBLISHED:
            return None
        return self._paste(at, after, None, "register:headline-below-typed")

    def _by_address_below(self, found: Sequence[Paste]) -> Iterator[Paste]:
        """Read an address on its own line as the source of the paragraphs above it."""
        floor = 0
        taken = {n for paste in found for n in range(paste.first, paste.after)}
        for at, line in enumerate(self.lines):
            if at in taken or line.is_separator:
                floor = at + 1
            elif line.url and at > floor:
                paste = self._above(floor, at, line.url)
                floor = at + 1
                if paste is not None:
                    yield paste

    def _above(self, floor: int, at: int, url: str) -> Paste | None:
        origin = self.origins.at(url)
        name = origin.name if origin else _host(url)
        first = at
        while first > floor and self.register.in_quotation[first - 1]:
            first -= 1
        if first < at:
            words = sum(len(line.text.split()) for line in self.lines[first:at])
            if words >= 20:
                return self._paste(first, at + 1, name, "address:below", MARKED)
            return None
        first = at
        while first > floor and self.register.scores[first - 1] == 0:
            first -= 1
        if origin is not None and self.register.published(first, at) >= 2:
            return self._paste(first, at + 1, name, "address:below")
        return None

    def _paste(self, first: int, after: int, name: str | None, *evidence: str) -> Paste:
        host = self._address_in(first, after)
        if host and not any(rule.startswith("address") for rule in evidence):
            evidence = (*evidence, f"address:{host}")
        return Paste(first, after, self.lines[first].start, name, evidence)

    def _address_in(self, first: int, after: int) -> str | None:
        last = self.lines[after - 1].url
        return _host(last) if last and after > first else None

    def _marked(self, number: int) -> bool:
        """Tell whether a line is, from its first character, in quotation marks to its end."""
        return (
            self.lines[number].text[0] in '“"„'
            and (self.register.in_quotation[number] or number in self._quoted_from)
            and self._quoted_to_line_end(number)
        )

    def _quoted_to_line_end(self, number: int) -> bool:
        quote = self._quoted_from.get(number)
        return quote is None or quote.end >= self.lines[number].end - 2

    def _marked_end(self, first: int) -> int:
        """Find the line after a text in marks; an address below it belongs to it."""
        quote = self._quoted_from.get(first)
        if quote is not None and quote.rule == "unclosed":
            return self._open_end(first, None, personal=True)[0]
        after = first
        while after < len(self.lines) and self.register.in_quotation[after]:
            after += 1
        after = max(after, first + 1)
        if after < len(self.lines) and self.lines[after].url:
            after += 1
        return after

    def _prose_end(self, first: int) -> int:
        after = first
        while after < len(self.lines):
            line = self.lines[after]
            if line.is_separator or line.url or self.register.scores[after] > 0:
                break
            after += 1
        return after

    def _open_end(self, first: int, origin: Origin | None, *, personal: bool) -> tuple[int, str]:
        """Find where a text without marks round it ends, and by what."""
        after, rule = self._hard_end(first, origin)
        if personal:
            return after, rule
        # A foreword says "I hope" too, so a single "I" does not bring the writer back.
        back = self.register.returns_at(first, after, wanted=2)
        return (back, "end:own-register") if back < after else (after, rule)

    def _hard_end(self, first: int, origin: Origin | None) -> tuple[int, str]:
        """Find the first sure end, and what shows it.

        A text that begins further down the lines already read for another ends where that one does.
        Without remembering, a post that names its source in every paragraph would be read to its
        end for each of them.
        """
        role = origin.role if origin else None
        read = self._read.get(role)
        if read is None or not read[0] <= first < read[1]:
            stop, after, rule = self._first_end(first, origin)
            self._read[role] = read = first, stop, (after, rule)
        return read[2]

    def _first_end(self, first: int, origin: Origin | None) -> tuple[int, int, str]:
        """Give the line that ends a text, the line after the text, and what shows it."""
        for at in range(first, len(self.lines)):
            line = self.lines[at]
            if line.is_separator:
                return at, at, "end:separator"
            if at > first and self._opens_another(line):
                return at, at, "end:next-introduction"
            if END_MARK.fullmatch(line.text) and not followed_by_notes(self.lines, at):
                return at, at + 1, "end:ends"
            if self._signed(at) and (origin is None or origin.role != "journalist"):
                return at, at + 1, "end:signature"
            if line.url and self._closes(at, line.url, origin):
                return at, at + 1, "end:address"
        return len(self.lines), len(self.lines), "end:passage"

    def _opens_another(self, line: Line) -> bool:
        introduction = find_introduction(line.text, self.origins)
        if introduction is None or introduction.quoted_only:
            return False
        frame = line.text[introduction.start :]
        first = words_of(frame)[0]
        return frame.rstrip()[-1] in "-–—" or first in ("from", "this", "via", "and")

    def _signed(self, at: int) -> bool:
        """Tell whether this line is an office below a name: the end of a letter or foreword."""
        if at < 1 or len(self.lines[at].text) > 120:
            return False
        return (
            _SIGNATURE_NAME.fullmatch(self.lines[at - 1].text) is not None
            and _OFFICE.fullmatch(self.lines[at].text.rstrip(".")) is not None
            and at >= 2
            and self.lines[at - 2].text[-1] in '.!?”’"'
        )

    def _closes(self, at: int, url: str, origin: Origin | None) -> bool:
        last = at + 1 >= len(self.lines)
        known = self.origins.at(url)
        same = known is not None and (origin is None or known.role == origin.role)
        return last or same or self.register.scores[at + 1] > 0


def _by_first_line(lines: Sequence[Line], quoted: Sequence[Quoted]) -> dict[int, Quoted]:
    """Give the quotations that begin with a line's first character, by the line's number."""
    starts = {line.start: number for number, line in enumerate(lines)}
    return {starts[quote.start]: quote for quote in quoted if quote.start in starts}


def _host(url: str) -> str:
    found = URL.match(url)
    plain = (found[0] if found else url).partition("//")[2] or url
    return plain.partition("/")[0].lower().removeprefix("www.")
