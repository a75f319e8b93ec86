"""What is wrong in a domain's folder: where, what was met, what was wanted, what to try."""

import difflib
from collections.abc import Iterable
from typing import Literal

import msgspec

Level = Literal["fault", "warning"]
"""``fault``: the tables contradict themselves or cannot be read; ``warning``: worth a look."""


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that is wrong, or worth a look, in a domain's folder.

    Attributes
    ----------
    level : str
        See :data:`Level`.
    rule : str
        Name of the check, for counting and for tests ("unknown-unit").
    file : str
        Name of the file in the folder.
    line : int
        Counted from 1; 0 for the file as a whole.
    field : str
        The column, or the key of ``domain.toml``; empty for the whole line.
    met, wanted, advice : str
        What was met, what was wanted, and what to try; the last may be empty.

    Examples
    --------
    >>> print(Finding(rule="unknown-kind", file="units.tsv", line=3, field="kind",
    ...               met="'pud'", wanted="the id of a row of kinds.tsv", advice="'pdu'"))
    units.tsv:3: kind: met 'pud', wanted the id of a row of kinds.tsv; try 'pdu'
    """

    level: Level = "fault"
    rule: str
    file: str
    line: int = 0
    field: str = ""
    met: str
    wanted: str
    advice: str = ""

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        where = f"{place}: {self.field}" if self.field else place
        said = f"{where}: met {self.met}, wanted {self.wanted}"
        return f"{said}; try {self.advice}" if self.advice else said


def nearest(met: str, known: Iterable[str]) -> str:
    """Give the known value that is written most like one that was met; empty where none is.

    Examples
    --------
    >>> nearest("pud", ["pdu", "region"])
    "'pdu'"
    """
    close = difflib.get_close_matches(met, list(known), n=1, cutoff=0.5)
    return repr(close[0]) if close else ""
