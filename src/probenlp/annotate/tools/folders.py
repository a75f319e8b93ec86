"""Exports with a file a task: names that sort as the tasks do and that every system takes."""

import re
from collections.abc import Sequence
from pathlib import Path

from probenlp.annotate.task import Task
from probenlp.annotate.tool import FormatError

_NOT_PLAIN = re.compile(r"[^A-Za-z0-9]+")
_LONGEST = 60


def name_of(number: int, task: Task) -> str:
    """Name the files of a task, without a suffix.

    Parameters
    ----------
    number : int
        The task's place in the export, from 1: it makes the name unique.
    """
    return f"{number:06d}_{_NOT_PLAIN.sub('_', task.id).strip('_')[:_LONGEST]}"


def task_id_of(file: Path, task_ids: Sequence[str]) -> str | None:
    """Give the task of a file that :func:`name_of` named; None if its number is none of ours.

    Examples
    --------
    >>> task_id_of(Path("000002_d1_c4.ann"), ["d1.c3", "d1.c4"])
    'd1.c4'
    """
    number = file.name.partition("_")[0]
    place = int(number) if number.isdecimal() else 0
    return task_ids[place - 1] if 0 < place <= len(task_ids) else None


def files_of(path: Path, inner: str, suffix: str) -> list[Path]:
    """Give the files of an export, or of a folder that a tool wrote, in the order of their names.

    Raises
    ------
    FormatError
        If there is none.
    """
    if path.is_file():
        return [path]
    folder = path / inner if (path / inner).is_dir() else path
    found = sorted(folder.glob(f"*{suffix}"))
    if not found:
        raise FormatError(f"{folder}: no file *{suffix}; name the tool's folder with --data")
    return found
