"""The known texts of a run, on their way to its workers."""

from pathlib import Path

import msgspec

from probenlp.domains import Domain
from probenlp.provenance import KnownTexts
from probenlp.records import Document
from probenlp.store import read_records


def known_line(document: Document) -> Document:
    """Take from a known document what looking up needs: its own text, not its thread.

    The words of commenters are never what others paste from, and the way back to the source is
    half of a record.
    """
    passages = tuple(
        msgspec.structs.replace(passage, source_map=None, links=())
        for passage in document.passages
        if passage.kind != "comment"
    )
    return msgspec.structs.replace(document, passages=passages, removed=())


def read_known(path: Path, domain: Domain) -> KnownTexts:
    """Make the index of the known texts that a run has found."""
    if not path.exists():
        return KnownTexts(domain)
    return KnownTexts.of(read_records(path, Document), domain=domain)
