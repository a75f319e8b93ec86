"""A domain is a folder of tables: which services there are, who inspects them, in which words.

Probation in England and Wales ships with the package; another inspectorate is another folder
(``load_domain("path/to/folder")``). No word of a domain is wired into code.

"""

import csv
import functools
import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar, get_type_hints

import msgspec

from probenlp.domains.rows import (
    Kind,
    Many,
    Measure,
    Outcome,
    Person,
    Publisher,
    RatingRow,
    Role,
    Row,
    Standard,
    Term,
    Topic,
    Unit,
)
from probenlp.errors import DomainError
from probenlp.records import SpeakerRole

__all__ = [
    "Domain",
    "Kind",
    "Measure",
    "Outcome",
    "Person",
    "Publisher",
    "RatingRow",
    "Role",
    "Row",
    "Standard",
    "Term",
    "Topic",
    "Unit",
    "load_domain",
]

R = TypeVar("R", bound=Row)

_REQUIRED = ("units", "kinds", "people", "roles", "ratings", "standards", "topics")


class Domain(msgspec.Struct, frozen=True, kw_only=True):
    """The tables of one domain.

    Attributes
    ----------
    name, title : str
        From ``domain.toml``.
    inspectorate : tuple of str
        Ids of the units whose words are official findings.
    role_classes : dict of str to str
        From the ``voice`` column of the roles table to a speaker role.
    digest : str
        SHA-256 over the folder's files; it goes into ``run.json``.
    """

    name: str
    title: str
    language: str = "en"
    inspectorate: Many = ()
    role_classes: dict[str, SpeakerRole] = {}
    units: tuple[Unit, ...] = ()
    kinds: tuple[Kind, ...] = ()
    people: tuple[Person, ...] = ()
    roles: tuple[Role, ...] = ()
    ratings: tuple[RatingRow, ...] = ()
    standards: tuple[Standard, ...] = ()
    topics: tuple[Topic, ...] = ()
    glossary: tuple[Term, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    measures: tuple[Measure, ...] = ()
    publishers: tuple[Publisher, ...] = ()
    digest: str = ""

    def role_of_unit(self, unit_id: str | None, kind: str | None) -> SpeakerRole:
        """Give the side of those who speak for a unit, by its id or else its kind."""
        if unit_id in self.inspectorate:
            return "inspectorate"
        return next((row.speakers for row in self.kinds if row.id == kind), "other")

    def role_of(self, role: Role) -> SpeakerRole:
        """Give the speaker role of an office: the first class of its row that is mapped."""
        for voice in role.voice:
            if voice in self.role_classes:
                return self.role_classes[voice]
        return "other"


def load_domain(domain: str | Path = "probation") -> Domain:
    """Read a domain's tables.

    Parameters
    ----------
    domain : str or Path
        The name of a domain that ships, or a folder.

    Raises
    ------
    DomainError
        If the folder or a required table is missing, a row has too many or too few cells, an id
        stands twice, or a cell holds what its column does not allow; names file and line.

    Examples
    --------
    >>> probation = load_domain("probation")
    >>> next(unit.name for unit in probation.units if unit.id == "pdu_lambeth")
    'Lambeth PDU'
    """
    folder = Path(domain)
    if not folder.is_dir():
        folder = Path(__file__).parent / str(domain)
    if not (folder / "domain.toml").is_file():
        shipped = sorted(path.parent.name for path in Path(__file__).parent.glob("*/domain.toml"))
        raise DomainError(
            f"no domain {str(domain)!r}: expected a folder with a domain.toml, or one of those "
            f"that ship: {', '.join(shipped)}"
        )
    return _load(folder.resolve())


@functools.cache
def _load(folder: Path) -> Domain:
    settings = tomllib.loads((folder / "domain.toml").read_text(encoding="utf-8"))
    tables: dict[str, Any] = {}
    for name, field_type in get_type_hints(Domain).items():
        row_type = getattr(field_type, "__args__", (None,))[0]
        if not (isinstance(row_type, type) and issubclass(row_type, Row)):
            continue
        path = folder / f"{name}.tsv"
        if path.is_file():
            tables[name] = tuple(_read(path, row_type))
        elif name in _REQUIRED:
            raise DomainError(f"{path}: missing; a domain needs {', '.join(_REQUIRED)}")
    digest = hashlib.sha256()
    for path in sorted(folder.glob("*.t*")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    try:
        return msgspec.convert(settings | tables | {"digest": digest.hexdigest()}, Domain)
    except msgspec.ValidationError as error:
        raise DomainError(f"{folder / 'domain.toml'}: {error}") from error


def _read(path: Path, row_type: type[R]) -> Iterator[R]:
    """Read one table. Quote marks are data here, so no quoting is undone."""
    many = {field.encode_name for field in msgspec.structs.fields(row_type) if field.type == Many}
    seen: dict[str, int] = {}
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = next(lines, [])
        known = {field.encode_name for field in msgspec.structs.fields(row_type)}
        if unknown := sorted(set(header) - known):
            raise DomainError(f"{path}:1: unknown columns {unknown}; known are {sorted(known)}")
        for cells in lines:
            where = f"{path}:{lines.line_num}"
            if not any(cells):
                continue
            if len(cells) != len(header):
                raise DomainError(f"{where}: {len(cells)} cells under {len(header)} columns")
            row: dict[str, Any] = dict(zip(header, cells, strict=True))
            for column in many & row.keys():
                row[column] = tuple(part.strip() for part in row[column].split("|") if part.strip())
            if earlier := seen.get(row["id"]):
                raise DomainError(f"{where}: id {row['id']!r} stands in line {earlier} already")
            seen[row["id"]] = lines.line_num
            try:
                yield msgspec.convert(row, row_type)
            except msgspec.ValidationError as error:
                raise DomainError(f"{where}: {error}") from error
