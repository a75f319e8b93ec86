"""The gold of the claims: tables of facts, where each is told, look-alikes, and relations.

``corpus/facts.tsv`` has a row for each fact with its attributes; ``corpus/claims.tsv`` one for each
telling, by its words; ``corpus/lookalikes.tsv`` pairs of facts that must not be joined;
``corpus/relations.tsv`` how testimony stands to a fact. The format is that of the guidelines.
"""

import csv
import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final, TypeVar

import msgspec

FILES: Final = ("facts.tsv", "claims.tsv", "lookalikes.tsv", "relations.tsv")
KINDS: Final = (
    "rating", "score", "share", "count", "rate", "duration", "money", "change", "event",
)  # fmt: skip
STATUSES: Final = ("full", "vague", "denied", "hypothetical")
RELATIONS: Final = ("supports", "disputes", "adds", "unrelated")


class ClaimGoldError(ValueError):
    """A line of the gold is not of its format; names file, line and field."""


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """A fact of the world of the pages.

    Attributes
    ----------
    value, value_high, out_of : float or None
        As of :class:`probenlp.records.Statistic`.
    unit : str
        Canonical name of whom it is about; empty where no single service is.
    label, aspect : str
        Of a rating.
    year : str
        In which it was found.
    """

    id: str
    kind: str
    value: float | None = None
    value_high: float | None = None
    out_of: float | None = None
    unit: str = ""
    aspect: str = ""
    label: str = ""
    year: str = ""
    about: str = ""


class Telling(msgspec.Struct, frozen=True, kw_only=True):
    """One place where a fact is told.

    Attributes
    ----------
    page, passage, words : str
        The words stand in the page exactly so.
    status : str
        ``full``; ``vague``: less is told than the fact; ``denied``; ``hypothetical``. Only full
        ones are mentions of the fact that linking has to find.
    repost : str
        ``repost`` where the words are another text's.
    """

    fact: str
    page: str
    passage: str
    words: str
    status: str
    repost: str = ""


class GoldRelation(msgspec.Struct, frozen=True, kw_only=True):
    """How words of a witness stand to a fact."""

    page: str
    passage: str
    words: str
    relation: str
    fact: str


class ClaimGold(msgspec.Struct, frozen=True, kw_only=True):
    """All of it.

    Attributes
    ----------
    digest : str
        SHA-256 of the four files.
    """

    facts: dict[str, Fact]
    tellings: tuple[Telling, ...]
    lookalikes: tuple[tuple[str, str], ...]
    relations: tuple[GoldRelation, ...]
    digest: str

    def mentions(self) -> dict[str, list[Telling]]:
        """Give the full tellings of each fact."""
        found: dict[str, list[Telling]] = {}
        for one in self.tellings:
            if one.status == "full":
                found.setdefault(one.fact, []).append(one)
        return found


def read_claim_gold(folder: Path) -> ClaimGold:
    """Read the gold.

    Parameters
    ----------
    folder : Path
        ``corpus`` of a checkout.

    Raises
    ------
    ClaimGoldError
        If a line has too few or too many fields, a field is not of the format, or a fact is named
        that has no row.
    """
    facts = {one.id: one for one in _rows(folder / "facts.tsv", Fact)}
    tellings = tuple(_rows(folder / "claims.tsv", Telling))
    relations = tuple(_rows(folder / "relations.tsv", GoldRelation))
    pairs = tuple((row["one"], row["other"]) for _, row in _lines(folder / "lookalikes.tsv"))
    used = [
        *(("claims.tsv", one.fact) for one in tellings),
        *(("relations.tsv", one.fact) for one in relations),
        *(("lookalikes.tsv", one) for pair in pairs for one in pair),
    ]
    for name, fact in used:
        if fact not in facts:
            raise ClaimGoldError(f"{folder / name}: fact: {fact!r} has no row in facts.tsv")
    digest = hashlib.sha256(b"".join((folder / name).read_bytes() for name in FILES)).hexdigest()
    return ClaimGold(
        facts=facts, tellings=tellings, lookalikes=pairs, relations=relations, digest=digest
    )


R = TypeVar("R", Fact, Telling, GoldRelation)

_CLOSED: Final = {"kind": KINDS, "status": STATUSES, "relation": RELATIONS}


def _rows(path: Path, row_type: type[R]) -> Iterator[R]:
    numbers = {"value", "value_high", "out_of"}
    for number, row in _lines(path):
        for field, allowed in _CLOSED.items():
            if field in row and row[field] not in allowed:
                raise ClaimGoldError(
                    f"{path}:{number}: {field}: {row[field]!r}, wanted one of {allowed}"
                )
        cells = {name: _number(cell) if name in numbers else cell for name, cell in row.items()}
        try:
            yield msgspec.convert(cells, row_type)
        except msgspec.ValidationError as error:
            raise ClaimGoldError(f"{path}:{number}: {error}") from error


def _number(cell: str) -> float | str | None:
    try:
        return float(cell) if cell else None
    except ValueError:
        return cell  # msgspec says where it stands


def _lines(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = next(lines, [])
        for cells in lines:
            if len(cells) != len(header):
                raise ClaimGoldError(
                    f"{path}:{lines.line_num}: {len(cells)} fields, wanted {len(header)}: {header}"
                )
            yield lines.line_num, dict(zip(header, cells, strict=True))
