"""Decide which stretches of a passage are pasted: what rules are sure of first, then the model."""

import bisect
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from probenlp.domains.origins import Origins
from probenlp.provenance.boundary import Boundary, Seen, look
from probenlp.provenance.introductions import (
    announces_text,
    find_introduction,
    hands_over,
    source_named_in,
)
from probenlp.provenance.letters import find_exchanges, find_letters
from probenlp.provenance.lines import NOTES, Line
from probenlp.provenance.pastes import MARKED, Paste, PasteFinder
from probenlp.provenance.pieces import Piece, pieces_of
from probenlp.provenance.thread import ThreadTexts
from probenlp.records import Passage

_SURE_ENDS: Final = frozenset(
    {MARKED, "end:separator", "end:ends", "end:signature", "end:address", "end:next-introduction"}
)
"""Ends of a paste that need no second opinion."""
_HANDED_BY: Final = 6
"""Lines of a post, its title and date among them, in which it hands over to a guest."""
_GUEST_LINES: Final = 6
"""Lines that a guest's post must have, or the words mean something else."""


class Found(NamedTuple):
    """A pasted stretch: half-open offsets, its source as the writer names it, what shows it."""

    start: int
    end: int
    name: str | None
    evidence: tuple[str, ...]


class Prepared(NamedTuple):
    """A passage made ready for the model."""

    pieces: list[Piece]
    seen: list[Seen]
    held: list[bool | None]
    rules: list[Paste]
    repeated: list[bool]


def prepare(
    passage: Passage,
    lines: Sequence[Line],
    finder: PasteFinder,
    thread: ThreadTexts,
    origins: Origins,
    *,
    threaded: bool,
) -> Prepared:
    """Collect the signs of a passage's sentences and what the rules are sure of.

    Parameters
    ----------
    finder : PasteFinder
        Of the passage's lines.
    thread : ThreadTexts
        The other passages of its document.
    threaded : bool
        Whether the document has comments. A page without is taken for a body's own: there only
        rules find pasted texts.
    """
    comment = passage.kind == "comment"
    pieces = pieces_of(lines, finder.quoted)
    rules = finder.find(headed=comment, threaded=threaded)
    repeated = thread.holds(pieces, passage.id)
    held = _held(pieces, lines, rules, origins)
    for number, piece in enumerate(pieces):
        if lines[piece.line].url:
            held[number] = held[number] and _amid(number, held)
    _hold_forms(pieces, lines, held, exchanges=comment or threaded)
    _hold_regions(passage, pieces, held, lines, origins)
    _free_echoes(pieces, lines, held, repeated)
    if not comment:
        _hold_guest(pieces, lines, held)
    if not comment and not threaded:
        held = [bool(one) for one in held]
    seen = look(pieces, lines, origins, comment=comment)
    _mark_regions(passage, pieces, seen)
    ruled = {line for paste in rules for line in range(paste.first, paste.after)}
    for piece, signs in zip(pieces, seen, strict=True):
        if piece.line in ruled:
            signs.within.append("rule-inside")
    return Prepared(pieces, seen, held, rules, repeated)


def _hold_forms(
    pieces: Sequence[Piece], lines: Sequence[Line], held: list[bool | None], *, exchanges: bool
) -> None:
    """Hold letters and, where people comment, exchanges: a record has them as its own."""
    for first, after in find_letters(pieces, lines):
        for number in range(first, after):
            held[number] = True
        if first:
            held[first - 1] = False
    if not exchanges:
        return
    spoken = {line for first, after in find_exchanges(lines) for line in range(first, after)}
    for number, piece in enumerate(pieces):
        if piece.line in spoken and 0 not in spoken:
            held[number] = True


def _free_echoes(
    pieces: Sequence[Piece],
    lines: Sequence[Line],
    held: list[bool | None],
    repeated: Sequence[bool],
) -> None:
    """Take words of the same thread for a quotation: its frame is the thread itself."""
    for number, piece in enumerate(pieces):
        if repeated[number] or lines[piece.line].text.startswith(">"):
            held[number] = False


def _hold_guest(pieces: Sequence[Piece], lines: Sequence[Line], held: list[bool | None]) -> None:
    """Hold a guest's post: from the paragraph that hands over to the last but one."""
    floor = next((n for n, line in enumerate(lines[:_HANDED_BY]) if hands_over(line.text)), -1)
    if floor < 0 or len(lines) - floor < _GUEST_LINES or any(held):
        # Where a rule has found a text put in, that is what the paragraph hands over to.
        return
    for number, piece in enumerate(pieces):
        if held[number] is None and piece.line <= floor:
            held[number] = False
        elif held[number] is None and piece.line < len(lines) - 1:
            held[number] = True


def _amid(number: int, held: Sequence[bool | None]) -> bool:
    """Tell whether a pasted text goes on behind an address: one at its end stands round it."""
    return number + 1 < len(held) and held[number + 1] is True


def _held(
    pieces: Sequence[Piece], lines: Sequence[Line], rules: Sequence[Paste], origins: Origins
) -> list[bool | None]:
    """Hold what rules are sure of: a paste's first line, its whole where its end is plain."""
    held: list[bool | None] = [
        False if lines[piece.line].is_separator else None for piece in pieces
    ]
    of_line: dict[int, list[int]] = {}
    for number, piece in enumerate(pieces):
        of_line.setdefault(piece.line, []).append(number)
    for paste in rules:
        sure = any(rule in _SURE_ENDS for rule in paste.evidence) or not any(
            rule.startswith("end:") for rule in paste.evidence
        )
        # A release that goes on into its notes to editors has nothing behind them.
        sure = sure or any(NOTES.match(line.text) for line in lines[paste.first : paste.after])
        for line in range(paste.first, paste.after if sure else paste.first + 1):
            for number in of_line[line]:
                if pieces[number].end > paste.start:
                    held[number] = True
        first = of_line[paste.first][0]
        inside = pieces[first].start < paste.start
        if first and not inside and find_introduction(lines[paste.first - 1].text, origins):
            held[first - 1] = False
        if sure and paste.after in of_line and held[of_line[paste.after][0]] is None:
            held[of_line[paste.after][0]] = False
    return held


def _hold_regions(
    passage: Passage,
    pieces: Sequence[Piece],
    held: list[bool | None],
    lines: Sequence[Line],
    origins: Origins,
) -> None:
    """Hold block quotations that name their author, or that an introduction stands above."""
    for start, end, named in _regions(passage):
        below = bisect.bisect_right(lines, start, key=lambda line: line.end)
        above = lines[below - 1] if below else None
        introduced = above is not None and (
            find_introduction(above.text, origins) is not None or announces_text(above.text)
        )
        inside = _starting_in(pieces, start, end)
        # In marks besides, or with its author: somebody is quoted, and no text put in.
        quoted = named or (bool(inside) and pieces[inside[0]].text[0] in '“"')
        for number in inside:
            held[number] = True if introduced else (False if quoted else None)


def _regions(passage: Passage) -> Iterator[tuple[int, int, bool]]:
    for region in passage.regions:
        if region.kind == "blockquote" and region.end > region.start:
            yield region.start, region.end, region.source_name is not None


def _mark_regions(passage: Passage, pieces: Sequence[Piece], seen: list[Seen]) -> None:
    """Tell the model of markup: a block quotation begins and ends where it begins and ends."""
    for start, end, _ in _regions(passage):
        inside = _starting_in(pieces, start, end)
        if not inside:
            continue
        seen[inside[0]].opens.append("blockquote-begins")
        for number in inside:
            seen[number].within.append("blockquote")
            seen[number].closes.append("blockquote-goes-on")
        if inside[-1] + 1 < len(seen):
            seen[inside[-1] + 1].closes.append("blockquote-ends")


def _starting_in(pieces: Sequence[Piece], start: int, end: int) -> range:
    """Give the numbers of the sentences that begin in a stretch."""
    first = bisect.bisect_left(pieces, start, key=_start_of)
    return range(first, bisect.bisect_left(pieces, end, first, key=_start_of))


def _start_of(piece: Piece) -> int:
    return piece.start


def decide(
    prepared: Prepared, lines: Sequence[Line], boundary: Boundary, origins: Origins
) -> list[Found]:
    """Give the pasted stretches of a passage, in order, none overlapping."""
    pieces, seen, held, rules, _ = prepared
    states = boundary.decide(seen, held)
    starts = {paste.start: paste for paste in rules}
    found = []
    first = 0
    while first < len(states):
        if not states[first]:
            first += 1
            continue
        after = first + 1
        while after < len(states) and states[after] and not _new_paste(pieces[after], starts):
            after += 1
        last = _to_closing_mark(first, after, pieces, held)
        found.append(_found(first, last, prepared, lines, boundary, origins))
        first = after
    return found


def echoed(prepared: Prepared) -> Iterator[tuple[int, int]]:
    """Give the stretches that a comment takes up from the thread, without marks, to answer them.

    They begin a line, and something else stands in the comment: one that has been sent twice
    quotes nobody.
    """
    pieces, repeated = prepared.pieces, prepared.repeated
    if all(repeated):
        return
    first = 0
    while first < len(pieces):
        after = first + 1
        if repeated[first] and pieces[first].opens_line:
            while after < len(pieces) and repeated[after]:
                after += 1
            yield pieces[first].start, pieces[after - 1].end
        first = after


def _to_closing_mark(
    first: int, after: int, pieces: Sequence[Piece], held: Sequence[bool | None]
) -> int:
    """Cut a text that stands in quotation marks where they close: "They write:", then "“…”".

    Whoever put it in put it in marks, so the paragraph behind them is his own. A story that
    begins with one sentence that somebody said goes on in the reporter's words.
    """
    at = first
    while at < after and pieces[at].is_quoted:
        at += 1
    trimmed = first + 1 < at < after and pieces[at].opens_line
    return at if trimmed and True not in held[at:after] else after


def _new_paste(piece: Piece, starts: dict[int, Paste]) -> bool:
    return piece.opens_line and piece.start in starts


def _found(
    first: int,
    after: int,
    prepared: Prepared,
    lines: Sequence[Line],
    boundary: Boundary,
    origins: Origins,
) -> Found:
    pieces, _, _, rules, _ = prepared
    start, end = pieces[first].start, pieces[after - 1].end
    first_rule = bisect.bisect_left(rules, start, key=lambda paste: paste.start)
    rule = next((one for one in rules[first_rule : first_rule + 1] if one.start < end), None)
    if rule is not None:
        last = lines[rule.after - 1].end
        kept = [
            one
            for one in rule.evidence
            if last == end or one == MARKED or not one.startswith("end:")
        ]
        if last != end:
            kept += _reasons(boundary, prepared, after, opens=False)
        begins = rule.start if rule.first == pieces[first].line else start
        return Found(max(start, begins), end, rule.source_name, tuple(kept))
    evidence = _reasons(boundary, prepared, first, opens=True)
    evidence += _reasons(boundary, prepared, after, opens=False)
    if all(piece.is_quoted for piece in pieces[first:after]):
        evidence.append(MARKED)
    above = pieces[first - 1] if first and pieces[first].opens_line else None
    name = source_named_in(above.text, origins) if above is not None else None
    return Found(start, end, name, tuple(evidence or ["model:register"]))


def _reasons(boundary: Boundary, prepared: Prepared, at: int, *, opens: bool) -> list[str]:
    if at >= len(prepared.seen):
        return ["end:passage"]
    side = "opens" if opens else "closes"
    names = boundary.reasons(prepared.seen[at], opens=opens)
    return [f"model:{side}:{'+'.join(names)}"] if names else []
