"""What a document did to its worker, in words that lead to the cause."""

import re
import traceback
from pathlib import Path

from probenlp.batch.orders import At, Culprit, Failed
from probenlp.pipeline.faults import PACKAGE, fault, problem_of
from probenlp.records import Severity

MOST_FRAMES = 12
MOST_LETTERS = 1_000

_FRAME = re.compile(r'^  File "(?P<file>[^"]+)", line (?P<line>\d+) in (?P<name>.+)$', re.MULTILINE)


class DocumentFault(Exception):  # noqa: N818  a signal to the worker's loop, not a bad call
    """An item used up the worker's memory: the worker is of no use any more."""

    def __init__(self, at: At, trace: str) -> None:
        super().__init__(at.name)
        self.at, self.trace = at, trace


def told(error: Exception) -> str:
    """Describe an exception with the way to it: one line, the innermost frame first.

    Whatever an exception carries: one that cannot even be shown, or letters that no file can hold.
    """
    try:
        what = fault(error)
    except Exception:  # its own __str__ fails
        what = f"{type(error).__name__}; please report it with the input"
    what = " ".join(what[:MOST_LETTERS].encode(errors="replace").decode().split())
    return f"{what}; {frames_of(error)}"


def frames_of(error: BaseException) -> str:
    """Give the frames of an exception in one line, the innermost first."""
    frames = traceback.extract_tb(error.__traceback__)[::-1][:MOST_FRAMES]
    return _line([(frame.filename, str(frame.lineno), frame.name) for frame in frames])


def frames_in(dump: str) -> str:
    r"""Give the frames that :mod:`faulthandler` wrote, in one line, the innermost first.

    Of several threads the one that was at work is the last of the dump.

    Examples
    --------
    >>> frames_in('Fatal Python error: Aborted\n  File "/x/claims/build.py", line 8 in build\n')
    'build.py:8 in build'
    """
    current = dump.rpartition("Current thread")[2] if "Current thread" in dump else dump
    current = current.partition("\n\n")[0]
    return _line([(m["file"], m["line"], m["name"]) for m in _FRAME.finditer(current)])


def _line(frames: list[tuple[str, str, str]]) -> str:
    return " < ".join(
        f"{_place(file)}:{line} in {name}" for file, line, name in frames[:MOST_FRAMES]
    )


def _place(file: str) -> str:
    """Name a file below this package, and others by their last part: no path of a machine."""
    path = Path(file)
    return path.relative_to(PACKAGE).as_posix() if path.is_relative_to(PACKAGE) else path.name


def culprit_of(failed: Failed, at: At) -> Culprit:
    """Make the record of a document that is left out."""
    detail = (
        f"{failed.how} in stage {at.stage}, in its shard and again alone, and is left out there; "
        "if it is only large, raise the limits and try again with --retry-quarantined"
    )
    if failed.trace:
        detail += f"; it was at {failed.trace}"
    severity: Severity = "failed" if at.stage == "harvest" else "incomplete"
    problem = problem_of(at.name, at.stage, severity, failed.reason, detail, at.document_id)
    return Culprit(stage=at.stage, index=at.index or 0, problem=problem)
