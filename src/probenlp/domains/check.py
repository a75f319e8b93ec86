"""Check the folder of a domain as a whole: all that is wrong, not only what is met first."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import msgspec

from probenlp.domains import digest_of, domain_folder
from probenlp.domains.check_cells import check_cells
from probenlp.domains.check_names import check_names
from probenlp.domains.check_references import check_references
from probenlp.domains.check_scales import check_scales
from probenlp.domains.check_settings import check_settings
from probenlp.domains.check_times import check_times
from probenlp.domains.findings import Finding
from probenlp.domains.folder import Folder
from probenlp.domains.tables import SETTINGS, TABLES

CHECKS: Final[tuple[Callable[[Folder], Iterator[Finding]], ...]] = (
    check_settings,
    check_cells,
    check_references,
    check_times,
    check_names,
    check_scales,
)
"""The checks. One more is one more function here."""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What a check of a domain's folder came to.

    Attributes
    ----------
    folder, name : str
        The folder, and the domain's name as it states it; empty where it states none.
    digest : str
        SHA-256 over the files that were checked.
    rows : dict of str to int
        How many rows could be read of each table that is there.
    findings : tuple of Finding
        In the order of files and lines.
    """

    folder: str
    name: str
    digest: str
    rows: dict[str, int]
    findings: tuple[Finding, ...] = ()

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The findings that are faults."""
        return tuple(one for one in self.findings if one.level == "fault")


def check_domain(domain: str | Path) -> Report:
    """Check a domain's folder.

    Parameters
    ----------
    domain : str or Path
        A folder, or the name of a domain that ships.

    Returns
    -------
    Report
        With every finding. What a line that cannot be read would have said is not checked, but
        everything else is.

    Raises
    ------
    DomainError
        If there is no such folder.

    Examples
    --------
    >>> check_domain("probation").faults
    ()
    """
    path = domain_folder(domain)
    folder = Folder(path)
    findings = list(folder.unread)
    for check in CHECKS:
        findings.extend(check(folder))
    order = {name: place for place, name in enumerate([SETTINGS, *(f"{t}.tsv" for t in TABLES)])}
    name = folder.settings.get("name")
    return Report(
        folder=str(path),
        name=name if isinstance(name, str) else "",
        digest=digest_of(path),
        rows={name: len(folder.lines[name]) for name in TABLES if (path / f"{name}.tsv").is_file()},
        findings=tuple(sorted(findings, key=lambda one: (order.get(one.file, -1), one.line))),
    )
