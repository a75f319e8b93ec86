"""The last stage of a run: claims of the same fact, beside each other, and against the register.

It needs no language model, so what only links starts without one.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

import msgspec

from probenlp.claims import Checker, Linker, Namebook, Register, Relater
from probenlp.domains import Domain
from probenlp.pipeline.tally import Tally
from probenlp.records import Claim, Document
from probenlp.store import OutputFolder, read_records

DRAFT: Final = "claims-without-groups.jsonl"
"""The claims of a run before their groups are known, beside its other files."""


NAMED: Final = "claims-named.jsonl"
"""The same, with the services put in that other texts of the run introduce."""


def link_claims(
    folder: OutputFolder,
    domain: Domain,
    names: Namebook,
    tally: Tally,
    register: Path | None = None,
) -> None:
    """Write groups, claims with the group of each, and how claims stand to others and the register.

    The files are ``groups.jsonl``, ``claims.jsonl``, ``relations.jsonl`` and ``checks.jsonl``.

    Parameters
    ----------
    folder : OutputFolder
        It holds the documents, and the claims as :data:`DRAFT`.
    domain : Domain
    names : Namebook
        Shown every claim.
    tally : Tally
    register : Path, optional
        A table of outcomes of one's own.

    Raises
    ------
    DomainError
        If the register cannot be read.
    """
    checker = Checker(Register(domain, register))  # a faulty register is told at once
    linker = _named(folder, domain, names)
    with folder.writer("groups.jsonl") as write:
        for group in linker.groups():
            write(group)
            crossing = "across documents" if len(group.document_ids) > 1 else "in one document"
            tally.count("groups", crossing)
    _count(tally, linker.compared.counts())
    draft = folder.read_path(NAMED)
    with folder.writer("claims.jsonl") as write:
        for claim, group_id in zip(read_records(draft, Claim), linker.group_ids(), strict=True):
            write(msgspec.structs.replace(claim, group_id=group_id) if group_id else claim)
    draft.unlink()
    _relate(folder, domain, tally)
    _check(folder, checker, tally)


def _named(folder: OutputFolder, domain: Domain, names: Namebook) -> Linker:
    """Write the claims with their services by name; give what links them."""
    documents = read_records(folder.read_path("documents.jsonl"), Document)
    draft = folder.read_path(DRAFT)
    linker = Linker(domain, draft.parent)
    with folder.writer(NAMED) as write:
        for claim in names.settled(read_records(draft, Claim), documents):
            write(claim)
            linker.add(claim)
    draft.unlink()
    return linker


def _relate(folder: OutputFolder, domain: Domain, tally: Tally) -> None:
    """Write ``relations.jsonl``: testimony beside the findings it bears on."""
    relater = Relater(domain)
    with folder.writer("relations.jsonl") as write:
        for relation in relater.relations(_Claims(folder), folder.read_path("claims.jsonl").parent):
            write(relation)
            tally.count("relations", relation.relation)
    _count(tally, relater.compared.counts())


def _count(tally: Tally, compared: Mapping[str, int]) -> None:
    """Enter how many pairs were compared and what the limits left out, where there was any."""
    tally.add_counts({"comparisons": {what: count for what, count in compared.items() if count}})


def _check(folder: OutputFolder, checker: Checker, tally: Tally) -> None:
    """Write ``checks.jsonl``: claims held against the register."""
    with folder.writer("checks.jsonl") as write:
        for check in checker.check(_Claims(folder)):
            write(check)
            tally.count("checks", check.verdict)


class _Claims:
    """The claims of a run as they are written, read anew each time they are gone through."""

    def __init__(self, folder: OutputFolder) -> None:
        self._folder = folder

    def __iter__(self) -> Iterator[Claim]:
        return read_records(self._folder.read_path("claims.jsonl"), Claim)
