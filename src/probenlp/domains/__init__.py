"""A domain is a folder of tables: which services there are, who inspects them, in which words.

Probation in England and Wales ships with the package; another inspectorate is another folder
(``load_domain("path/to/folder")``). No word of a domain is wired into code.

"""

import functools
import hashlib
from pathlib import Path
from typing import Any

import msgspec

from probenlp.domains.rows import (
    Kind,
    Many,
    Outcome,
    Person,
    Publisher,
    RatingRow,
    Role,
    Row,
    Standard,
    Unit,
)
from probenlp.domains.tables import SETTINGS, TABLES, Line, read_settings, read_table
from probenlp.domains.word_rows import Aspect, Measure, Synonym, Term, Topic, Wording
from probenlp.errors import DomainError
from probenlp.records import SpeakerRole

__all__ = [
    "Aspect",
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
    "Synonym",
    "Term",
    "Topic",
    "Unit",
    "Wording",
    "domain_folder",
    "lasting_name",
    "load_domain",
    "shipped_domains",
]


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
    single_offices : tuple of str
        Rows of the roles table: offices that one person holds at a time.
    digest : str
        SHA-256 over the folder's files; it goes into ``run.json``.
    """

    name: str
    title: str
    language: str = "en"
    inspectorate: Many = ()
    role_classes: dict[str, SpeakerRole] = {}
    single_offices: Many = ()
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
    wording: tuple[Wording, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    aspects: tuple[Aspect, ...] = ()
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
        stands twice, or a cell holds what its column does not allow; names file and line. All that
        is wrong is found by :func:`probenlp.domains.check.check_domain`.

    Examples
    --------
    >>> probation = load_domain("probation")
    >>> next(unit.name for unit in probation.units if unit.id == "pdu_lambeth")
    'Lambeth PDU'
    """
    folder = domain_folder(domain)
    return _load(folder, digest_of(folder))


def domain_folder(domain: str | Path) -> Path:
    """Find the folder of a domain.

    Parameters
    ----------
    domain : str or Path
        A folder, or else the name of a domain that ships.

    Raises
    ------
    DomainError
        If there is neither; names those that ship.
    """
    named, shipped = Path(domain), Path(__file__).parent / str(domain)
    for folder in (named, shipped):
        if (folder / SETTINGS).is_file():
            return folder.resolve()
    if str(domain) and named.is_dir():  # what is missing there is told when it is read
        return named.resolve()
    raise DomainError(
        f"no domain {str(domain)!r}: expected a folder with a {SETTINGS}, or one of those "
        f"that ship: {', '.join(shipped_domains())}"
    )


def lasting_name(domain: str | Path) -> str:
    """Give a name by which a domain is found from any folder of this machine.

    Examples
    --------
    >>> lasting_name("probation")
    'probation'
    """
    folder = domain_folder(domain)
    return folder.name if folder.parent == Path(__file__).parent.resolve() else str(folder)


def shipped_domains() -> tuple[str, ...]:
    """Give the names of the domains that ship.

    Examples
    --------
    >>> shipped_domains()
    ('probation',)
    """
    return tuple(sorted(path.parent.name for path in Path(__file__).parent.glob(f"*/{SETTINGS}")))


def digest_of(folder: Path) -> str:
    """Give the SHA-256 over the names and bytes of a folder's tables and settings."""
    digest = hashlib.sha256()
    for path in (folder / SETTINGS, *(folder / f"{name}.tsv" for name in sorted(TABLES))):
        if path.is_file():
            digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


@functools.lru_cache(maxsize=16)
def _load(folder: Path, digest: str) -> Domain:
    """Read a folder; kept by its digest, so that a table edited in a session is read anew."""
    settings = read_settings(folder)
    if not isinstance(settings, dict):
        raise DomainError(f"{folder}/{settings}")
    tables: dict[str, Any] = {}
    for name in TABLES:
        rows = []
        for read in read_table(folder, name):
            if not isinstance(read, Line):
                raise DomainError(f"{folder}/{read}")
            rows.append(read.row)
        tables[name] = tuple(rows)
    try:
        return msgspec.convert(settings | tables | {"digest": digest}, Domain)
    except msgspec.ValidationError as error:
        raise DomainError(f"{folder / SETTINGS}: {error}") from error
