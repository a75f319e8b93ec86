"""The file that goes with an export and makes what comes back checkable."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import msgspec

from probenlp import __version__
from probenlp.annotate.labels import LabelMap
from probenlp.annotate.pseudonyms.beside import Sealed
from probenlp.annotate.task import TASK_VERSION, Task
from probenlp.annotate.tool import FormatError

MANIFEST = "manifest.json"
TASKS = "tasks.jsonl"
"""The tasks as they went out; never given to the tool, and needed on the way back."""


class Listed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A task of an export."""

    id: str
    document_ids: tuple[str, ...]
    passage_ids: tuple[str, ...]
    text_sha256: str


class LeftOut(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A task that a tool cannot hold, and why."""

    id: str
    reason: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What an export holds, in ``manifest.json``.

    Attributes
    ----------
    offset_unit, offset_end
        What the tool's offsets count; whether the end belongs to the stretch.
    labels : dict
        What each name in the tool stands for.
    tasks : tuple of Listed
        In the order of the file of tasks.
    tasks_sha256 : str
        Of ``tasks.jsonl``.
    files : dict of str to str
        The SHA-256 of each file as it was written.
    left_out : tuple of LeftOut
        Tasks that are not in the export.
    versions : dict of str to str
        Of probenlp and of the models whose marks are shown.
    pseudonyms : Sealed or None
        The way of the offsets where private persons were taken out: lengths and places, no words.
    """

    schema_version: int = TASK_VERSION
    tool: str
    view: str
    title: str
    offset_unit: str
    offset_end: str = "exclusive"
    layers: tuple[str, ...]
    labels: LabelMap
    tasks: tuple[Listed, ...]
    tasks_sha256: str
    files: dict[str, str]
    left_out: tuple[LeftOut, ...] = ()
    versions: dict[str, str]
    pseudonyms: Sealed | None = None


def listed(task: Task) -> Listed:
    """Give the line of a task in the manifest."""
    return Listed(
        id=task.id,
        document_ids=tuple(part.document_id for part in task.parts),
        passage_ids=tuple(part.passage_id for part in task.parts),
        text_sha256=task.text_sha256,
    )


def versions_of(tasks: Sequence[Task]) -> dict[str, str]:
    """Give the version of probenlp and of every model that marked something."""
    origins = {one.origin for task in tasks for one in task.labelled if one.origin is not None}
    versions = {"probenlp": __version__}
    for origin in sorted(origins, key=lambda one: (one.model, one.version)):
        versions[f"model {origin.model}"] = origin.version
    return versions


def encode_tasks(tasks: Sequence[Task]) -> bytes:
    """Write tasks as JSON Lines."""
    return b"".join(msgspec.json.encode(task, order="deterministic") + b"\n" for task in tasks)


def read_export(folder: Path) -> tuple[Manifest, tuple[Task, ...]]:
    """Read the manifest and the tasks of an export.

    Raises
    ------
    FormatError
        If the folder is no export, is of another version, or its tasks were changed.
    """
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
        data = (folder / TASKS).read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise FormatError(
            f"{error.filename}: missing; wanted a folder that 'probenlp export' wrote"
        ) from None
    except msgspec.DecodeError as error:
        raise FormatError(f"{folder / MANIFEST}: {error}") from None
    if digest_of(data) != manifest.tasks_sha256:
        raise FormatError(
            f"{folder / TASKS}: changed since the export; put the file back, the work is in the "
            "tool's own file"
        )
    lines = data.split(b"\n")[:-1]
    return manifest, tuple(msgspec.json.decode(line, type=Task) for line in lines)


def digest_of(data: bytes) -> str:
    """Give the SHA-256 of bytes, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()
