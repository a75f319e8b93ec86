"""A plain text: header, article with its headings, lists and notes, and what stays out of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from probenlp.harvest.header_lines import Header, read_header
from probenlp.harvest.lines import (
    Composition,
    Line,
    compose,
    is_heading_shaped,
    remove_lines,
)
from probenlp.records import Region, Removal
from probenlp.records.vocabulary import RegionKind

_BULLET = re.compile(r"(?:[•‣◦▪●*]|[-–—](?=\s?\w)|\(?(?:\d{1,3}|[a-z]|[ivx]{1,4})[.)](?=\s))\s*\S")
_QUOTED = re.compile(r">")
_NOTES = re.compile(
    r"(?:notes?\s+(?:to|for)\s+(?:the\s+)?(?:editors?|journalists?|newsdesks?|media)|editors?[’']?\s+notes?"
    r"|[-–—*~\s]*ENDS?[-–—*~\s.]*|#{2,5})\s*:?\s*-?",
    re.IGNORECASE,
)
_END_MARK = re.compile(r"[-–—*~\s]*(?:ends?)[-–—*~\s.]*", re.IGNORECASE)
# Lines that Blogger writes under a post, in the languages its blogs are met in.
_UNDER_POST = re.compile(
    r"(?:posted by|eingestellt von|publicado por|publié par|pubblicato da|geplaatst door"
    r"|postado por|labels|etiquetas|libellés|etichette|tags|marcadores)\b.{0,200}"
    r"|.{0,80}BlogThis!.{0,200}",
    re.IGNORECASE,
)
_UNDER_POST_WITHIN = 8  # lines
_SIGNATURE_WORDS = 8


@dataclass(frozen=True, slots=True)
class TextDraft:
    """What a plain text, or the part of a dump above its thread, holds.

    Attributes
    ----------
    title : Composition or None
        The headline.
    article : Composition
        May be empty.
    """

    header: Header
    title: Composition | None
    article: Composition
    regions: tuple[Region, ...]
    removed: tuple[Removal, ...]


def read_plain_text(source: str, lines: Sequence[Line], *, above_thread: bool = False) -> TextDraft:
    """Read a plain text.

    Hard-wrapped lines stay as they are; blank lines part paragraphs.

    Parameters
    ----------
    source : str
        The decoded input; offsets count in it.
    lines : sequence of Line
        Of the text, or those above the thread of a dump.
    above_thread : bool
        Whether the lines that a blog writes under its posts are looked for at the end.

    Returns
    -------
    TextDraft
    """
    header = read_header(lines)
    taken = set(header.fields) | ({header.title} if header.title else set())
    body = [line for line in lines if line not in taken]
    removed = remove_lines(source, header.fields, "header")
    if above_thread:
        body, under = _cut_under_post(body)
        removed += remove_lines(source, under, "boilerplate")
    article = compose(source, body)
    title = compose(source, [header.title]) if header.title else None
    regions = mark_regions(body, article, header.marked)
    return TextDraft(header, title, article, regions, tuple(removed))


def _cut_under_post(body: list[Line]) -> tuple[list[Line], list[Line]]:
    written = [index for index, line in enumerate(body) if not line.blank]
    under = {
        index for index in written[-_UNDER_POST_WITHIN:] if _UNDER_POST.fullmatch(body[index].text)
    }
    kept = [line for index, line in enumerate(body) if index not in under]
    return kept, [body[index] for index in sorted(under)]


def mark_regions(
    lines: Sequence[Line], made: Composition, header: Sequence[Line] = (), *, comment: bool = False
) -> tuple[Region, ...]:
    """Say what layout says of the lines of a passage.

    Parameters
    ----------
    lines : sequence of Line
        Those that the passage was composed of, blank ones too.
    made : Composition
        What came of them.
    header : sequence of Line
        Lines known to be a date, publisher or author line.
    comment : bool
        In a comment nothing stands alone as a headline: people write in short lines.

    Returns
    -------
    tuple of Region
        In order of ``start``; notes to editors hold what stands in them.
    """
    written = [index for index, line in enumerate(lines) if not line.blank]
    marked = set(header)
    regions: list[Region] = []
    notes: int | None = None
    for place, index in enumerate(written):
        kind = _kind(lines, index, marked, comment)
        if not comment and notes is None and _starts_notes(lines, written, place):
            notes = place
        if kind:
            start, end = made.places[place]
            regions.append(Region(start=start, end=end, kind=kind))
    regions = _joined_quotes(regions, made.text)
    if notes is not None:
        regions.append(Region(start=made.places[notes][0], end=len(made.text), kind="notes"))
    elif not comment and (signature := _signature(lines, written)):
        start = made.places[signature][0]
        regions = [region for region in regions if region.start < start]
        regions.append(Region(start=start, end=len(made.text), kind="signature"))
    return tuple(sorted(regions, key=lambda region: (region.start, -region.end)))


def _kind(lines: Sequence[Line], index: int, marked: set[Line], comment: bool) -> RegionKind | None:
    line = lines[index]
    if line in marked:
        return "header"
    if _QUOTED.match(line.text):
        return "blockquote"
    if _BULLET.match(line.text):
        return "list_item"
    if comment or _END_MARK.fullmatch(line.text):
        return None
    if _stands_alone(lines, index) and is_heading_shaped(line.text):
        return "heading"
    return None


def _stands_alone(lines: Sequence[Line], index: int) -> bool:
    above = index == 0 or lines[index - 1].blank
    return (
        above and index + 1 < len(lines) and lines[index + 1].blank and _is_followed(lines, index)
    )


def _is_followed(lines: Sequence[Line], index: int) -> bool:
    """Look whether a text comes below, at most a few blank lines away."""
    return any(not line.blank for line in lines[index + 1 : index + 6])


def is_notes_heading(text: str) -> bool:
    """Tell whether a line says that the text proper is over: "Notes to editors", "ENDS".

    A bare "End" or a row of hashes inside a text is a section break unless in capitals.

    Examples
    --------
    >>> is_notes_heading("Notes to editor"), is_notes_heading("- ENDS -"), is_notes_heading("End")
    (True, True, False)
    """
    if not _NOTES.fullmatch(text.strip()):
        return False
    if _END_MARK.fullmatch(text.strip()):
        return text.strip("-–—*~ .").isupper()
    return not text.strip().startswith("#")


def _starts_notes(lines: Sequence[Line], written: Sequence[int], place: int) -> bool:
    """Know notes by their heading; at the very top it would leave no text."""
    return place > 0 and is_notes_heading(lines[written[place]].text)


def _signature(lines: Sequence[Line], written: Sequence[int]) -> int | None:
    """Find two to four short lines without a full stop at the very end: a name and an office."""
    first = len(written)
    while first > 1 and written[first - 1] - (written[first] if first < len(written) else 0) != 0:
        line = lines[written[first - 1]]
        joined = first == len(written) or written[first] == written[first - 1] + 1
        short = len(line.text.split()) <= _SIGNATURE_WORDS and is_heading_shaped(line.text)
        if not (joined and short) or _BULLET.match(line.text):
            break
        first -= 1
    apart = 0 < first < len(written) and written[first - 1] < written[first] - 1
    return first if apart and 2 <= len(written) - first <= 4 else None


def _joined_quotes(regions: list[Region], text: str) -> list[Region]:
    """Make one block quotation of quoted lines that follow each other."""
    joined: list[Region] = []
    for region in regions:
        last = joined[-1] if joined else None
        if (
            last
            and last.kind == region.kind == "blockquote"
            and not text[last.end : region.start].strip()
        ):
            joined[-1] = Region(start=last.start, end=region.end, kind="blockquote")
        else:
            joined.append(region)
    return joined
