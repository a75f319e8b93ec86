"""A folder of results, read when asked."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from probenlp.errors import OutputError, RecordError
from probenlp.records import (
    SCHEMA_VERSION,
    Check,
    Claim,
    Document,
    Group,
    Passage,
    PassageTags,
    Relation,
    RunReport,
)
from probenlp.store.folder import RUN
from probenlp.store.jsonl import read_records


class RunRecords:
    """The results of a run. Nothing is held: each property reads its file anew, line by line.

    Parameters
    ----------
    path : Path
        A folder that ``probenlp run`` wrote.

    Attributes
    ----------
    path : Path
    run : RunReport
        What the run did.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.run = _read_report(path / RUN)

    def __repr__(self) -> str:
        counts = ", ".join(f"{count.total} {name}" for name, count in self.run.counts.items())
        return f"<RunRecords {self.path.name}: {counts}>"

    @property
    def documents(self) -> Iterator[Document]:
        """The documents, in the order of the run."""
        return read_records(self.path / "documents.jsonl", Document)

    @property
    def passages(self) -> Iterator[Passage]:
        """The passages of all documents."""
        return (passage for document in self.documents for passage in document.passages)

    @property
    def tags(self) -> Iterator[PassageTags]:
        """The tags, a record a passage with text."""
        return read_records(self.path / "tags.jsonl", PassageTags)

    @property
    def claims(self) -> Iterator[Claim]:
        """The claims."""
        return read_records(self.path / "claims.jsonl", Claim)

    @property
    def groups(self) -> Iterator[Group]:
        """The groups of claims that state the same fact."""
        return read_records(self.path / "groups.jsonl", Group)

    @property
    def relations(self) -> Iterator[Relation]:
        """How testimony stands to findings."""
        return read_records(self.path / "relations.jsonl", Relation)

    @property
    def checks(self) -> Iterator[Check]:
        """What claims state, held against the register."""
        return read_records(self.path / "checks.jsonl", Check)


def open_run(path: str | Path) -> RunRecords:
    """Open a folder of results.

    Raises
    ------
    OutputError
        If the folder holds no ``run.json``.
    RecordError
        If ``run.json`` is broken, or was written by a version whose records differ.
    """
    return RunRecords(Path(path))


def _read_report(path: Path) -> RunReport:
    if not path.is_file():
        raise OutputError(f"{path}: missing; expected a folder that 'probenlp run' has finished")
    data = path.read_bytes()
    try:
        version = msgspec.json.decode(data, type=_Versioned).schema_version
        if version != SCHEMA_VERSION:
            raise RecordError(
                f"written with schema version {version}, this is {SCHEMA_VERSION}; run again, or "
                "use the version of probenlp that wrote it",
                path=str(path),
                line=1,
                field="schema_version",
            )
        return msgspec.json.decode(data, type=RunReport)
    except msgspec.DecodeError as error:
        raise RecordError(str(error), path=str(path), line=1) from error


class _Versioned(msgspec.Struct):
    schema_version: int
