"""Check each cell for itself: ids, dates, lists of cues, closed lists of values, stray spaces."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final, get_args

from probenlp.domains.findings import Finding, nearest
from probenlp.domains.folder import Folder, at
from probenlp.domains.rows import Many, Row
from probenlp.domains.tables import TABLES, columns_of
from probenlp.domains.validity import Validity, is_date
from probenlp.records import DocumentKind, SpeakerRole

_ID: Final = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*")
_NUMBER: Final = re.compile(r"\d+(?:\.\d+)?")
_HOST: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
_DATES: Final = ("valid_from", "valid_to", "published", "year")
_NUMBERS: Final = (
    "points",
    "rank",
    "score",
    "score_min",
    "score_max",
    "score_out_of",
)
_CLOSED: Final[dict[tuple[str, str], tuple[str, ...]]] = {
    ("kinds", "inspected"): ("yes", ""),
    ("ratings", "kind"): ("label", "band", "total", "narrative"),
    ("measures", "direction"): ("good", "bad"),
    ("publishers", "role"): get_args(SpeakerRole),
    ("publishers", "kind"): (*get_args(DocumentKind), ""),
    **{(table, "verified"): ("yes", "partly", "no", "n/a", "") for table in TABLES},
}
# Without these a row is never found in a text.
_NEEDED: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("units", ("name",)),
    ("people", ("name",)),
    ("roles", ("title",)),
    ("kinds", ("name",)),
    ("ratings", ("label", "scale", "inspectorate")),
    ("standards", ("name",)),
    ("topics", ("cue_lemmas", "cue_phrases")),
    ("glossary", ("term",)),
    ("measures", ("cues",)),
    ("publishers", ("name",)),
    ("wording", ("words",)),
    ("synonyms", ("words",)),
    ("aspects", ("name",)),
)


def check_cells(folder: Folder) -> Iterator[Finding]:
    """Check the cells of every table."""
    for table, lines in folder.lines.items():
        needed = dict(_NEEDED).get(table, ())
        for line in lines:
            yield from _check_row(table, line.number, line.row, needed)


def _check_row(table: str, number: int, row: Row, needed: Sequence[str]) -> Iterator[Finding]:
    if not _ID.fullmatch(row.id):
        wanted = "small letters and digits, joined by single underscores"
        advice = re.sub(r"[^a-z0-9]+", "_", row.id.casefold()).strip("_")
        yield at(table, number, "id", "id", met=repr(row.id), wanted=wanted, advice=repr(advice))
    if table == "topics":
        if not any(getattr(row, column) for column in needed):
            yield at(table, number, needed[0], "no-cue", met="no cue", wanted="words to find it by")
    else:
        for column in needed:
            if not getattr(row, column):
                yield at(table, number, column, "empty", met="nothing", wanted="a value")
    for column, field in columns_of(type(row)).items():
        value = getattr(row, field.name)
        cells = value if field.type == Many else (value,)
        yield from _check_cells(table, number, column, cells)
        if field.type == Many:
            yield from _check_list(table, number, column, value)
    yield from _check_ends(table, number, row)


def _check_cells(table: str, number: int, column: str, cells: Sequence[str]) -> Iterator[Finding]:
    closed = _CLOSED.get((table, column))
    for cell in cells:
        if closed is not None and cell not in closed:
            wanted = "one of " + ", ".join(repr(value) for value in closed)
            yield at(table, number, column, "value", met=repr(cell), wanted=wanted,
                     advice=nearest(cell, closed))  # fmt: skip
        if cell and column in _DATES and not is_date(cell):
            wanted = "a year, month or day as 2018, 2018-04, 2018-04-30"
            yield at(table, number, column, "date", met=repr(cell), wanted=wanted)
        if cell and column in _NUMBERS and not _NUMBER.fullmatch(cell):
            yield at(table, number, column, "number", met=repr(cell), wanted="a number")
        if column == "hosts" and not _HOST.fullmatch(cell):
            wanted = "a host name in small letters, without https:// and path"
            yield at(table, number, column, "host", met=repr(cell), wanted=wanted)
        if cell != cell.strip():
            yield at(table, number, column, "spaces", met=repr(cell), wanted="no spaces around it")
        if any(unicodedata.category(character) in ("Cc", "Cf", "Co") for character in cell):
            yield at(table, number, column, "invisible", met=repr(cell),
                     wanted="no control or invisible characters")  # fmt: skip


def _check_list(table: str, number: int, column: str, cells: Sequence[str]) -> Iterator[Finding]:
    for place, cell in enumerate(cells):
        if cell in cells[:place]:
            yield at(
                table,
                number,
                column,
                "twice",
                met=f"{cell!r} twice",
                wanted="each value once",
                level="warning",
            )
        if not any(character.isalnum() for character in cell) and cell != "…":
            yield at(table, number, column, "no-word", met=repr(cell), wanted="a word")
        if table in ("measures", "wording", "synonyms") and cell != cell.lower():
            yield at(table, number, column, "capital", met=repr(cell), wanted="small letters",
                     advice=repr(cell.lower()))  # fmt: skip


def _check_ends(table: str, number: int, row: Row) -> Iterator[Finding]:
    start, end = getattr(row, "valid_from", ""), getattr(row, "valid_to", "")
    if is_date(start) and is_date(end) and not Validity(start, end).runs_forward:
        wanted = f"a last day not before valid_from, {start}"
        yield at(table, number, "valid_to", "from-after-to", met=repr(end), wanted=wanted)
