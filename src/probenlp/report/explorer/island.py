r"""The data of the page: one JSON value in a script element that no browser executes.

Rows are written as arrays and refer to each other by place, which makes the page a third of the
size that the records have. The order of the fields is given in :attr:`Island.fields`, so that the
page's script reads them by name.

"""

import re

import msgspec

from probenlp.errors import RecordError

NOWHERE = -1
"""In place of a row's number: there is none."""

_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_UNSAFE_ONE = re.compile("[<>&\u2028\u2029]")
_ISLAND = re.compile(r'<script id="data" type="application/json">(.*?)</script>', re.DOTALL)


class DocumentRow(msgspec.Struct, frozen=True, array_like=True):
    """A document; ``name`` is its title or the name of its file."""

    id: str
    name: str
    url: str | None
    site: str
    kind: str | None
    date: str | None


class PassageRow(msgspec.Struct, frozen=True, array_like=True):
    """A passage that makes claims; ``writer`` is a label without a name."""

    document: int
    kind: str
    writer: str | None
    posted: str | None
    permalink: str | None
    path: str | None


class SpeakerRow(msgspec.Struct, frozen=True, array_like=True):
    """Who speaks: a role, and a name where it may be shown."""

    role: str | None
    name: str | None


class Figure(msgspec.Struct, frozen=True, omit_defaults=True):
    """A statistic as the page shows it."""

    words: str
    kind: str
    value: float
    high: float | None = None
    unit: str | None = None
    comparator: str = "="
    stance: str | None = None
    out_of: float | None = None
    measure: str | None = None
    population: str | None = None
    period: str | None = None
    polarity: str | None = None
    readings: tuple[str, ...] = ()
    qualifiers: tuple[str, ...] = ()


class Grade(msgspec.Struct, frozen=True, omit_defaults=True):
    """A rating as the page shows it."""

    words: str
    label: str
    status: str
    units: tuple[str, ...] = ()
    aspect: str | None = None


class Detail(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is shown only when a claim is opened, and what few claims have.

    Attributes
    ----------
    link : str or None
        ``d`` and what follows the document's address, ``p`` and what follows the permalink, or
        ``=`` and the whole address.
    chances : list of int
        Of the voices in the order of :attr:`Island.voices`, in thousandths.
    source : str or None
        Whose words it repeats.
    """

    resolved: str | None = None
    link: str | None = None
    chances: tuple[int, ...] = ()
    period_basis: str | None = None
    unit_basis: str | None = None
    source: str | None = None
    figure: Figure | None = None
    grade: Grade | None = None
    score: float | None = None
    qualifiers: tuple[str, ...] = ()
    evidence: tuple[int, ...] = ()


class ClaimRow(msgspec.Struct, frozen=True, array_like=True):
    """A claim: what is filtered by and listed; the rest is in its detail."""

    id: str
    passage: int
    text: str
    prefix: str
    suffix: str
    side: int
    voice: int
    provenance: int
    type: int
    units: tuple[int, ...]
    topic: int
    standard: int
    period: str | None
    speaker: int
    group: int
    detail: Detail


class GroupRow(msgspec.Struct, frozen=True, array_like=True):
    """Claims that state the same fact."""

    id: str
    label: str
    claims: tuple[int, ...]
    source_count: int
    evidence: tuple[int, ...]


class RelationRow(msgspec.Struct, frozen=True, array_like=True):
    """How testimony stands to a finding."""

    testimony: int
    finding: int
    relation: int
    score: float
    evidence: tuple[int, ...]


class CheckRow(msgspec.Struct, frozen=True, array_like=True):
    """A claim held against the register."""

    claim: int
    kind: str
    verdict: int
    words: str
    stated: str
    registered: str | None
    table: str | None
    row: str | None
    line: int | None
    evidence: tuple[int, ...]


class RunRow(msgspec.Struct, frozen=True):
    """What run it was."""

    started: str
    seconds: float
    versions: dict[str, str]
    counts: dict[str, dict[str, int]]
    problems: tuple[tuple[str, str, str], ...]
    skipped: dict[str, int]


class Island(msgspec.Struct, frozen=True, kw_only=True):
    """All data of a page.

    Attributes
    ----------
    fields : dict of str to list of str
        The names of the fields of each kind of row, in their order.
    units : list of pairs
        Id and name; the id is None for services that are in no table.
    sentiment, quoting : list of lists
        Rows of the two charts that need more than claims.
    """

    title: str
    run: RunRow
    fields: dict[str, tuple[str, ...]]
    sides: tuple[str, ...]
    voices: tuple[str, ...]
    provenances: tuple[str, ...]
    types: tuple[str, ...]
    relation_kinds: tuple[str, ...]
    verdicts: tuple[str, ...]
    ratings: tuple[str, ...]
    units: tuple[tuple[str | None, str], ...]
    topics: tuple[tuple[str, str], ...]
    standards: tuple[tuple[str, str], ...]
    speakers: tuple[SpeakerRow, ...]
    evidence: tuple[str, ...]
    documents: tuple[DocumentRow, ...]
    passages: tuple[PassageRow, ...]
    claims: tuple[ClaimRow, ...]
    groups: tuple[GroupRow, ...]
    relations: tuple[RelationRow, ...]
    checks: tuple[CheckRow, ...]
    sentiment: tuple[tuple[str, str, int, int, int, float], ...] = ()
    quoting: tuple[tuple[str, str, str, int], ...] = ()


def fields_of_rows() -> dict[str, tuple[str, ...]]:
    """Give the names of the fields of the rows that are written as arrays.

    Examples
    --------
    >>> fields_of_rows()["speaker"]
    ('role', 'name')
    """
    rows = {
        "document": DocumentRow,
        "passage": PassageRow,
        "speaker": SpeakerRow,
        "claim": ClaimRow,
        "group": GroupRow,
        "relation": RelationRow,
        "check": CheckRow,
    }
    return {name: row.__struct_fields__ for name, row in rows.items()}


def encode_island(island: Island) -> str:
    r"""Write the data so that it can stand between script tags.

    A comment may hold ``</script>``, ``<!--`` or U+2028: ``<``, ``>``, ``&`` and the two line
    separators are written as escapes, which mean the same in JSON and nothing in HTML.

    Examples
    --------
    >>> escaped("</script><!-- \u2028")
    '\\u003c/script\\u003e\\u003c!-- \\u2028'
    """
    return escaped(msgspec.json.encode(island).decode())


def escaped(json: str) -> str:
    """Escape what HTML or old JavaScript would read as its own; see :func:`encode_island`."""
    return _UNSAFE_ONE.sub(lambda one: _UNSAFE[one[0]], json)


def decode_island(page: str) -> Island:
    """Read the data back out of a page.

    Parameters
    ----------
    page : str
        The HTML that :func:`probenlp.report.explorer.report_page` gave.

    Raises
    ------
    RecordError
        If it is no such page, or its data do not fit.
    """
    found = _ISLAND.search(page)
    if found is None:
        raise RecordError("no data of an explorer page in it", path="page", line=1)
    try:
        return msgspec.json.decode(found[1], type=Island)
    except msgspec.DecodeError as error:
        raise RecordError(str(error), path="page", line=1) from error
