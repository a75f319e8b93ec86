"""What goes wrong with one input, as a record of the run."""

import traceback
from pathlib import Path

from probenlp.records import Problem, Reason, Severity

PACKAGE = Path(__file__).parents[1]


def problem_of(
    source: str,
    stage: str,
    severity: Severity,
    reason: Reason,
    detail: str,
    document_id: str | None = None,
) -> Problem:
    """Make the record of a problem."""
    return Problem(
        source=source,
        stage=stage,
        severity=severity,
        reason=reason,
        detail=detail,
        document_id=document_id,
    )


def fault(error: Exception) -> str:
    """Describe a fault of our own: what was raised, and by which line of this package."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if Path(frame.filename).is_relative_to(PACKAGE)]
    where = (ours or frames)[-1]
    place = f"{Path(where.filename).name}:{where.lineno} in {where.name}"
    return f"{type(error).__name__}: {error} ({place}); please report it with the input"
