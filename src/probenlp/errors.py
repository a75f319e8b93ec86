"""Every error raised on purpose: where, what was met, what was wanted, what to try.

One base class, so that a caller catches one name. A problem with a single input is never an
exception at the level of a run: it becomes a :class:`probenlp.records.Problem` in the report.

"""

from probenlp.records.vocabulary import Reason


class ProbenlpError(Exception):
    """Base of every error raised on purpose here."""


class RecordError(ProbenlpError, ValueError):
    """A line of a JSONL file holds no valid record.

    Attributes
    ----------
    path : str
        The file, or ``"-"`` for standard input.
    line : int
        Counted from 1.
    field : str
        Path to the field as in ``passages[3].posted.utc``; empty where the whole line is bad.

    Examples
    --------
    >>> print(RecordError("expected int, got str", path="tags.jsonl", line=8, field="sentences[0]"))
    tags.jsonl:8: sentences[0]: expected int, got str
    """

    def __init__(self, problem: str, *, path: str, line: int, field: str = "") -> None:
        self.path, self.line, self.field = path, line, field
        super().__init__(": ".join(part for part in (f"{path}:{line}", field, problem) if part))


class HarvestError(ProbenlpError):
    """An input gives no document at all.

    Attributes
    ----------
    source : str
        The input's name as the caller gave it.
    reason : str
        For counting; see :data:`probenlp.records.Reason`.
    detail : str
        What was met, what was wanted, what to try.
    """

    def __init__(self, detail: str, *, source: str, reason: Reason) -> None:
        self.source, self.reason, self.detail = source, reason, detail
        super().__init__(f"{source}: {detail}")


class DomainError(ProbenlpError, ValueError):
    """A table of a domain folder cannot be used; the message names file, line and column."""


class ModelError(ProbenlpError):
    """A trained artefact or the base pipeline is missing, altered, or of another version."""


class OutputError(ProbenlpError, OSError):
    """The place to write to cannot be used; nothing was written there."""
