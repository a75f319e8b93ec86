"""A text dump of a page with its thread: where the thread is, and its comments one by one."""

from collections.abc import Sequence
from dataclasses import dataclass

from probenlp.harvest.byline import Byline, read_byline
from probenlp.harvest.dump_grammar import (
    ThreadHeader,
    find_headers,
    is_known_button,
    learn_furniture,
    read_number,
)
from probenlp.harvest.dump_items import Item, Items, scan_items
from probenlp.harvest.dump_said import read_said_thread
from probenlp.harvest.dump_thread import DumpComment, DumpThread
from probenlp.harvest.lines import Line, compose, remove, remove_lines
from probenlp.harvest.plain_text import mark_regions
from probenlp.records import Removal

_TRIED = 8  # headers that are looked into; a page has one, a hostile one a hundred thousand
_BYLINE_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class _Candidate:
    header: ThreadHeader | None
    above: int
    items: Items

    @property
    def weight(self) -> tuple[int, int]:
        """Prefer the thread with more items closed by buttons, then the longer one."""
        return self.items.with_footer, len(self.items.items)


def read_thread(source: str, lines: Sequence[Line]) -> DumpThread | None:
    """Find and read the thread of a text dump.

    Parameters
    ----------
    source : str
        The decoded input.
    lines : sequence of Line
        All of it, as :func:`probenlp.harvest.lines.split_lines` gives them.

    Returns
    -------
    DumpThread or None
        None where no line starts one that the layout and the buttons bear out: "3 reasons:" above
        a numbered list does not.
    """
    headers = sorted(find_headers(lines), key=_rank, reverse=True)[:_TRIED]
    candidates = [_try(lines, header) for header in headers]
    accepted = [candidate for candidate in candidates if candidate and _is_thread(candidate)]
    if not accepted and (candidate := _without_header(lines)):
        accepted = [candidate]
    if not accepted:
        return read_said_thread(source, lines)
    return _thread(source, lines, max(accepted, key=lambda candidate: candidate.weight))


def _rank(header: ThreadHeader) -> tuple[bool, bool, bool, int]:
    return header.known, header.claims is not None, header.colon, header.at


def _try(lines: Sequence[Line], header: ThreadHeader) -> _Candidate | None:
    below = range(header.at + 1, len(lines))
    first = next(index for index in below if not lines[index].blank)
    items = scan_items(lines, first, learn_furniture(lines[first:]))
    return _Candidate(header, header.first, items) if items.items else None


def _is_thread(candidate: _Candidate) -> bool:
    header, items = candidate.header, candidate.items
    if items.with_footer:
        return True
    # Numbers alone: only under a word for comments, and where layout or count bear it out.
    return (
        header is not None and header.known and (items.hanging or header.claims == len(items.items))
    )


def _without_header(lines: Sequence[Line]) -> _Candidate | None:
    """Find a thread by its known buttons alone; the header may be cut off or unlike any."""
    buttons = (
        index for index, line in enumerate(lines) if line.text and is_known_button(line.text)
    )
    first_button = next(buttons, None)
    if first_button is None:
        return None
    ones = [
        index
        for index, line in enumerate(lines[:first_button])
        if line.text.startswith("1.") and read_number(line)
    ]
    if not ones:
        return None
    margin = min(lines[index].indent for index in ones)
    first = max(index for index in ones if lines[index].indent == margin)
    items = scan_items(lines, first, learn_furniture(lines[first:]))
    return _Candidate(None, first, items) if items.with_footer > 1 else None


def _thread(source: str, lines: Sequence[Line], candidate: _Candidate) -> DumpThread:
    header, items = candidate.header, candidate.items
    removed: list[Removal] = []
    if header:
        removed += remove_lines(source, lines[header.first : header.at + 1], "header")
    bylines = _bylines(items.items)
    comments: list[DumpComment] = []
    empty = 0
    for item in items.items:
        removed.append(remove(source, item.number.start, item.number.end, "numbering"))
        byline = bylines.get(item.path)
        text = item.lines[1:] if byline else item.lines
        if byline:
            removed += remove_lines(source, item.lines[:1], "header")
        comment = _comment(source, item, text, byline)
        empty += not comment.made.text
        comments += [comment] if comment.made.text else []
    for line in sorted(items.furniture):
        removed += remove_lines(source, [line], "furniture")
    removed += remove_lines(source, lines[items.end :], "boilerplate")
    kept = {comment.path for comment in comments}
    return DumpThread(
        above=candidate.above,
        claimed=header.claims if header else None,
        structure="tree" if items.with_footer else "flat",
        comments=tuple(_reattached(comment, kept) for comment in comments),
        removed=tuple(sorted(removed, key=lambda removal: removal.source_start)),
        warnings=_warnings(items, empty),
        cut_off=_is_cut_off(items, len(lines)),
    )


def _comment(source: str, item: Item, text: Sequence[Line], byline: Byline | None) -> DumpComment:
    made = compose(source, text)
    return DumpComment(
        path=item.path,
        parent_path=item.parent.path if item.parent else None,
        depth=item.depth,
        byline=byline,
        made=made,
        regions=mark_regions(text, made, comment=True),
        closed=item.has_footer,
    )


def _reattached(comment: DumpComment, kept: set[str]) -> DumpComment:
    """Leave a reply without a parent where the renderer left the parent out."""
    if comment.parent_path is None or comment.parent_path in kept:
        return comment
    return DumpComment(
        comment.path, None, comment.depth, comment.byline, comment.made, comment.regions,
        comment.closed,
    )  # fmt: skip


def _bylines(items: Sequence[Item]) -> dict[str, Byline]:
    """Read the first lines as bylines where most of them are, so that none is by chance.

    One comment may well end its first line with an hour: "See you at 18:55".
    """
    found = {
        item.path: byline
        for item in items
        if (byline := read_byline(item.number.line.text)) and any(item.lines[1:])
    }
    glued = sum(byline.glued for byline in found.values())
    if len(found) < _BYLINE_SHARE * len(items) or (len(items) == 1 and not glued):
        return {}
    return found


def _warnings(items: Items, empty: int) -> tuple[str, ...]:
    warnings = [
        f"thread: {jump}; the renderer seems to have left comments out" for jump in items.jumps[:5]
    ]
    if len(items.jumps) > 5:
        warnings.append(f"thread: {len(items.jumps) - 5} more numbers were not the next ones")
    if empty:
        warnings.append(f"thread: {empty} numbered items have no text")
    return tuple(warnings)


def _is_cut_off(items: Items, lines: int) -> bool:
    """Tell whether the dump ends in the middle of a comment: all others have their buttons."""
    *others, last = items.items
    closed = sum(item.has_footer for item in others)
    return items.end == lines and not last.has_footer and closed > 0 and 2 * closed > len(others)
