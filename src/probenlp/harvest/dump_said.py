r"""The other layout of blog threads in text: who said, what, and when.

It has no numbers and no levels::

    thread := COUNT WORD ":"
    item   := NAME "said..." text TIMESTAMP

It states writer and time of every comment, and never whom a comment answers.

"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from probenlp.harvest.byline import Byline, is_timestamp
from probenlp.harvest.dump_grammar import ThreadHeader, find_headers
from probenlp.harvest.dump_thread import DumpComment, DumpThread
from probenlp.harvest.lines import Line, compose, remove_lines
from probenlp.harvest.plain_text import mark_regions
from probenlp.records import Removal

_SAID = re.compile(
    r"(?P<name>\S.{0,80}?)\s(?:said|says|wrote|writes|hat gesagt|schrieb|dijo|ha dicho|a dit"
    r"|ha detto|disse|zei|sa|sade|sagde|sanoi|pisze|powiedział\(a\)"
    r"|написал)\s?(?:\.{3}|…|:)"
)
_TRIED = 8


def read_said_thread(source: str, lines: Sequence[Line]) -> DumpThread | None:
    """Read a thread of the form "NAME said...", text, timestamp.

    Parameters
    ----------
    source : str
        The decoded input.
    lines : sequence of Line
        All of it.

    Returns
    -------
    DumpThread or None
        None where no header is followed by such an item, or none of them is closed by a timestamp.
    """
    headers = [
        header
        for header in find_headers(lines, lambda line: _said(line) is not None)
        if header.claims is not None or header.known
    ]
    threads = (_thread(source, lines, header) for header in headers[-_TRIED:])
    found = [thread for thread in threads if thread]
    return max(found, key=lambda thread: len(thread.comments), default=None)


def _said(line: Line) -> str | None:
    found = _SAID.fullmatch(line.text) if len(line.text) <= 120 else None
    return found["name"] if found else None


class _Stretch(NamedTuple):
    """An item: indices of its first line, of the one behind its text, and of its timestamp."""

    first: int
    stop: int
    stamp: int | None


def _thread(source: str, lines: Sequence[Line], header: ThreadHeader) -> DumpThread | None:
    stamped = list(_stamped(lines, header.at + 1))
    stretches = stamped if stamped and stamped[0].stamp else _unstamped(lines, header)
    if not stretches:
        return None
    removed: list[Removal] = remove_lines(source, lines[header.first : header.at + 1], "header")
    comments: list[DumpComment] = []
    for stretch in stretches:
        text = lines[stretch.first + 1 : stretch.stop]
        made = compose(source, text)
        removed += remove_lines(source, [lines[stretch.first]], "header")
        if stretch.stamp is not None:
            removed += remove_lines(source, [lines[stretch.stamp]], "header")
        when = lines[stretch.stamp].text if stretch.stamp is not None else None
        if made.text:
            comments.append(
                DumpComment(
                    path=str(len(comments) + 1),
                    parent_path=None,
                    depth=0,
                    byline=Byline(_said(lines[stretch.first]), when, glued=False),
                    made=made,
                    regions=mark_regions(text, made, comment=True),
                    closed=stretch.stamp is not None,
                )
            )
    last = stretches[-1]
    end = last.stop if last.stamp is None else last.stamp + 1
    removed += remove_lines(source, lines[end:], "boilerplate")
    return DumpThread(
        above=header.first,
        claimed=header.claims,
        structure="flat",
        comments=tuple(comments),
        removed=tuple(sorted(removed, key=lambda gone: gone.source_start)),
        warnings=(),
        cut_off=stretches is stamped and last.stamp is None,
    )


def _stamped(lines: Sequence[Line], start: int) -> Iterator[_Stretch]:
    """Give the items that end in a timestamp; the last one may break off before it.

    "As she said..." and a lone hour stand in comments too. So an item ends at a timestamp whose
    next line begins another item; and the last one at the first timestamp behind its beginning.
    """
    written = [index for index in range(start, len(lines)) if not lines[index].blank]
    opened: int | None = None
    stamp: int | None = None
    for place, index in enumerate(written):
        if opened is None:
            if _said(lines[index]) is None:
                return
            opened, stamp = index, None
        elif is_timestamp(lines[index].text):
            stamp = index if stamp is None else stamp
            following = written[place + 1] if place + 1 < len(written) else None
            if following is not None and _said(lines[following]) is not None:
                yield _Stretch(opened, index, index)
                opened = None
    if opened is not None:
        yield _Stretch(opened, len(lines) if stamp is None else stamp, stamp)


def _unstamped(lines: Sequence[Line], header: ThreadHeader) -> list[_Stretch]:
    """Give the items where the renderer has dropped the timestamps.

    Then only "NAME said..." on a line of its own is left, so as many of them are wanted as the
    header counts.
    """
    said = [index for index in range(header.at + 1, len(lines)) if _said(lines[index]) is not None]
    alone = [index for index in said if lines[index - 1].blank]
    starts = alone if len(alone) == header.claims else said
    if not starts or len(starts) != header.claims:
        return []
    stops = [*starts[1:], len(lines)]
    return [_Stretch(first, stop, None) for first, stop in zip(starts, stops, strict=True)]
