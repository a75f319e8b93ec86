"""A domain's folder as the checks see it: every line that can be read, with its number."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

from probenlp.domains.findings import Finding, Level, nearest
from probenlp.domains.rows import (
    Kind,
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
from probenlp.domains.validity import Validity, is_date
from probenlp.domains.word_rows import Measure, Synonym, Term, Topic, Wording


class Folder:
    """The settings and tables of a domain, read whole.

    Parameters
    ----------
    path : Path
        The domain's folder.

    Attributes
    ----------
    settings : dict
        ``domain.toml``; empty where it cannot be read.
    lines : dict of str to list of Line
        The lines of each table that can be read.
    unread : list of Finding
        The others.
    """

    def __init__(self, path: Path) -> None:
        self.unread: list[Finding] = []
        self.lines: dict[str, list[Line[Row]]] = {}
        settings = read_settings(path)
        if isinstance(settings, Finding):
            self.unread.append(settings)
        self.settings: dict[str, Any] = settings if isinstance(settings, dict) else {}
        for name in TABLES:
            self.lines[name] = []
            for read in read_table(path, name):
                if isinstance(read, Line):
                    self.lines[name].append(read)
                else:
                    self.unread.append(read)
        self.unread += _strangers(path)
        self._ids = {
            name: frozenset(line.row.id for line in lines) for name, lines in self.lines.items()
        }

    def ids(self, table: str) -> frozenset[str]:
        """Give the ids of a table."""
        return self._ids[table]

    def list_of(self, key: str) -> Sequence[str]:
        """Give a list of words of the settings; empty where it is none."""
        value = self.settings.get(key, ())
        return [item for item in value if isinstance(item, str)] if isinstance(value, list) else ()

    @property
    def units(self) -> list[Line[Unit]]:
        """Lines of ``units.tsv``."""
        return cast("list[Line[Unit]]", self.lines["units"])

    @property
    def kinds(self) -> list[Line[Kind]]:
        """Lines of ``kinds.tsv``."""
        return cast("list[Line[Kind]]", self.lines["kinds"])

    @property
    def people(self) -> list[Line[Person]]:
        """Lines of ``people.tsv``."""
        return cast("list[Line[Person]]", self.lines["people"])

    @property
    def roles(self) -> list[Line[Role]]:
        """Lines of ``roles.tsv``."""
        return cast("list[Line[Role]]", self.lines["roles"])

    @property
    def ratings(self) -> list[Line[RatingRow]]:
        """Lines of ``ratings.tsv``."""
        return cast("list[Line[RatingRow]]", self.lines["ratings"])

    @property
    def standards(self) -> list[Line[Standard]]:
        """Lines of ``standards.tsv``."""
        return cast("list[Line[Standard]]", self.lines["standards"])

    @property
    def topics(self) -> list[Line[Topic]]:
        """Lines of ``topics.tsv``."""
        return cast("list[Line[Topic]]", self.lines["topics"])

    @property
    def glossary(self) -> list[Line[Term]]:
        """Lines of ``glossary.tsv``."""
        return cast("list[Line[Term]]", self.lines["glossary"])

    @property
    def outcomes(self) -> list[Line[Outcome]]:
        """Lines of ``outcomes.tsv``."""
        return cast("list[Line[Outcome]]", self.lines["outcomes"])

    @property
    def measures(self) -> list[Line[Measure]]:
        """Lines of ``measures.tsv``."""
        return cast("list[Line[Measure]]", self.lines["measures"])

    @property
    def publishers(self) -> list[Line[Publisher]]:
        """Lines of ``publishers.tsv``."""
        return cast("list[Line[Publisher]]", self.lines["publishers"])

    @property
    def wording(self) -> list[Line[Wording]]:
        """Lines of ``wording.tsv``."""
        return cast("list[Line[Wording]]", self.lines["wording"])

    @property
    def synonyms(self) -> list[Line[Synonym]]:
        """Lines of ``synonyms.tsv``."""
        return cast("list[Line[Synonym]]", self.lines["synonyms"])


def _strangers(path: Path) -> Iterator[Finding]:
    """Find tables that nothing reads, which are misspelt ones more often than not."""
    for name in sorted(file.stem for file in path.glob("*.tsv")):
        if name not in TABLES:
            yield at(
                name,
                0,
                "",
                "unknown-file",
                met="a table that nothing reads",
                wanted=f"tables among {', '.join(TABLES)}",
                advice=nearest(name, TABLES),
            )


def validity_of(row: Row) -> Validity:
    """Give a row's validity; an end that is no date counts as not known."""
    start, end = getattr(row, "valid_from", ""), getattr(row, "valid_to", "")
    return Validity(start if is_date(start) else "", end if is_date(end) else "")


def at(
    table: str,
    line: int,
    field: str,
    rule: str,
    *,
    met: str,
    wanted: str,
    advice: str = "",
    level: Level = "fault",
) -> Finding:
    """Make the finding of a line of a table."""
    return Finding(
        level=level,
        rule=rule,
        file=SETTINGS if table == SETTINGS else f"{table}.tsv",
        line=line,
        field=field,
        met=met,
        wanted=wanted,
        advice=advice,
    )


def unknown(
    table: str, line: int, field: str, met: str, known: frozenset[str], what: str
) -> Iterator[Finding]:
    """Give a finding where a value is none of those known.

    Parameters
    ----------
    what : str
        What is wanted: "the id of a row of kinds.tsv".
    """
    if met not in known:
        yield at(
            table,
            line,
            field,
            f"unknown-{field.replace('_', '-')}",
            met=repr(met),
            wanted=what,
            advice=nearest(met, known),
        )
