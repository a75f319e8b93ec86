"""What goes with an export: the report in it, and the key, which never lies beside it."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from probenlp.annotate.pseudonyms.finding import Level
from probenlp.annotate.pseudonyms.on_tasks import Gone, Words
from probenlp.annotate.pseudonyms.plan import DocumentPlan, Replaced
from probenlp.errors import OutputError, ProbenlpError

REPORT: Final = "pseudonyms.json"
WARNING: Final = (
    "This file turns the pseudonyms of an export back into the names of private persons. Keep it "
    "apart "
    "from the export, give it to nobody who does not need it, and delete it when it is no longer "
    "needed."
)


class Report(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What was replaced in an export, without the words: ``pseudonyms.json``.

    Attributes
    ----------
    counts : dict of str to int
        Stretches of texts by kind, over all documents.
    authors : int
        Passages whose writer's name was replaced.
    documents : tuple of Replaced
        One document each, with what is suspected and was left.
    """

    level: Level
    counts: dict[str, int]
    authors: int
    suspects: int
    documents: tuple[Replaced, ...]


class Sealed(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What the manifest of such an export holds: the way of the offsets, and no word.

    Attributes
    ----------
    tasks : dict of str to Gone
        By task id.
    """

    level: Level
    tasks: dict[str, Gone]


class Key(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a key file holds.

    Attributes
    ----------
    pseudonyms : dict of str to tuple of str
        Each pseudonym, and the words that it stands for.
    tasks : dict of str to Words
        What was replaced in each task.
    """

    warning: str = WARNING
    tasks_sha256: str
    pseudonyms: dict[str, tuple[str, ...]]
    tasks: dict[str, Words]


def report_of(plans: Iterable[DocumentPlan], level: Level) -> Report:
    """Sum up what is replaced."""
    documents = tuple(plan.replaced for plan in plans)
    counts: dict[str, int] = {}
    for one in documents:
        for kind, number in one.counts.items():
            counts[kind] = counts.get(kind, 0) + number
    return Report(
        level=level,
        counts=dict(sorted(counts.items())),
        authors=sum(one.authors for one in documents),
        suspects=sum(len(one.suspects) for one in documents),
        documents=documents,
    )


def read_report(folder: Path) -> Report:
    """Read the report of an export with pseudonyms."""
    return msgspec.json.decode((folder / REPORT).read_bytes(), type=Report)


def forms_of(plans: Iterable[DocumentPlan]) -> dict[str, tuple[str, ...]]:
    """Give what each pseudonym stands for."""
    forms: dict[str, set[str]] = {}
    for plan in plans:
        for form, code in plan.forms.items():
            forms.setdefault(code, set()).add(form)
        for name, code in plan.authors.items():
            forms.setdefault(code, set()).add(name)
    return {code: tuple(sorted(words)) for code, words in sorted(forms.items())}


def check_key_place(path: Path, folder: Path) -> None:
    """Refuse to write a key where it would be given away with the export.

    Raises
    ------
    ProbenlpError
        If the file would lie in the folder of the export or in the folder that holds it, or is
        already there.
    """
    place, out = path.resolve(), folder.resolve()
    if out in place.parents or place == out or place.parent == out.parent:
        raise ProbenlpError(
            f"{path}: a key inside or beside the export {folder} is given away with it; name a "
            f"file "
            "in another folder, best on another disk"
        )
    if path.exists():
        raise ProbenlpError(f"{path}: exists; a key is never written over, name a new file")


def write_key(path: Path, key: Key) -> None:
    """Write a key file that its owner alone can read.

    Raises
    ------
    OutputError
        If it cannot be written.
    """
    data = msgspec.json.format(msgspec.json.encode(key, order="deterministic"), indent=2)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except OSError as error:
        raise OutputError(f"{path}: cannot write the key there: {error.strerror}") from error


def read_key(path: Path) -> Key:
    """Read a key file.

    Raises
    ------
    ProbenlpError
        If it is none.
    """
    try:
        return msgspec.json.decode(path.read_bytes(), type=Key)
    except FileNotFoundError:
        raise ProbenlpError(f"{path}: no such key file") from None
    except msgspec.DecodeError as error:
        raise ProbenlpError(
            f"{path}: {error}; wanted a file that 'export --key-file' wrote"
        ) from None
