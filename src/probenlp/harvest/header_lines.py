"""What stands above a plain text: its date, its headline, its publisher, its author.

Lines are known by shape. Only what can mean one thing becomes a field; the rest stays in the text
and is marked, so that a tagger does not take it for a sentence.

"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from probenlp.harvest.dates import read_date_line
from probenlp.harvest.lines import Line, is_heading_shaped
from probenlp.records import Published

_BYLINE = re.compile(r"(?:by|von|par|por|di|door)\s+(?P<names>\S.*)", re.IGNORECASE)
_NAME = re.compile(
    r"(?:(?:Dr|Dame|Sir|Prof|Professor|Mr|Mrs|Ms|Rev)\.?\s)?"
    r"[^\W\d_a-z][\w’'.\-]*(?:\s(?:(?:van|von|de|da|di|la|le|bin|al|del|der)\s)*[^\W\d_a-z][\w’'.\-]*){0,3}"
)
_LOOK_AT = 8  # a header of more lines has not been met, and a poem's lines are short too
_MOST_FIELDS_WORDS = 6


@dataclass(slots=True)
class Header:
    """What the top of a text states.

    Attributes
    ----------
    title : Line or None
        The headline.
    published : Published or None
        None also where the date line may mean two days.
    authors : tuple of str
        Names from a line "By …".
    fields : list of Line
        Lines that became a field other than the title, to be taken out of the text.
    marked : list of Line
        Lines that stay in the text as a header.
    body : int
        Index of the first line that is no header.
    """

    title: Line | None = None
    published: Published | None = None
    authors: tuple[str, ...] = ()
    fields: list[Line] = field(default_factory=list)
    marked: list[Line] = field(default_factory=list)
    body: int = 0


def read_header(lines: Sequence[Line]) -> Header:
    r"""Read the header of a plain text.

    Parameters
    ----------
    lines : sequence of Line
        From the top.

    Returns
    -------
    Header

    Examples
    --------
    >>> from probenlp.harvest.lines import split_lines
    >>> header = read_header(split_lines("4 May 2023\n\nDale rated poor\n\nThe unit was poor."))
    >>> header.title.text, header.published.date
    ('Dale rated poor', '2023-05-04')
    """
    header = Header()
    written = [index for index, line in enumerate(lines) if not line.blank][: _LOOK_AT + 1]
    for place, index in enumerate(written):
        if place + 1 >= len(written) or not _take(header, lines, index, written[place + 1]):
            header.body = index
            break
    return header


def _take(header: Header, lines: Sequence[Line], index: int, following: int) -> bool:
    """Put one line into the header; False where the body begins."""
    line, alone = lines[index], following > index + 1
    if dated := read_date_line(line.text):
        if dated.iso and not header.published:
            header.published = Published(date=dated.iso, raw=dated.raw, how="header-line")
            header.fields.append(line)
        else:
            header.marked.append(line)
        return True
    if names := read_author_line(line.text):
        header.authors += names
        header.fields.append(line)
        return True
    if header.title is None and alone and is_heading_shaped(line.text):
        header.title = line
        return True
    if _is_publisher_shaped(header, lines, index):
        header.marked.append(line)
        return True
    return False


def _is_publisher_shaped(header: Header, lines: Sequence[Line], index: int) -> bool:
    """Know a short line of capitalised words that touches a date, title or author line.

    "The Dale Gazette" under a date may be the paper, a section or a writer: it is marked, and
    becomes no field.
    """
    words = lines[index].text.split()
    touches = any(
        line in header.fields + header.marked for line in lines[max(0, index - 1) : index]
    )
    before_date = index + 1 < len(lines) and read_date_line(lines[index + 1].text) is not None
    return (
        (touches or before_date)
        and len(words) <= _MOST_FIELDS_WORDS
        and is_heading_shaped(lines[index].text)
        and all(word[0].isupper() or len(word) <= 3 or not word[0].isalpha() for word in words)
        and words[0][0].isupper()
    )


def read_author_line(line: str) -> tuple[str, ...]:
    """Read the names of a line "By …", or nothing.

    Examples
    --------
    >>> read_author_line("By Orla Finch and Tam de Vries")
    ('Orla Finch', 'Tam de Vries')
    >>> read_author_line("By the end of June it was over")
    ()
    """
    found = _BYLINE.fullmatch(line.strip())
    if not found or len(line) > 100:
        return ()
    names = re.split(r",\s|\s(?:and|und|et|y|&)\s", found["names"].strip(" ."))
    return tuple(names) if all(_NAME.fullmatch(name) for name in names) else ()
