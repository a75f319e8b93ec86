"""The last stage of a run: claims of the same fact, beside each other, and against the register.

It needs no language model, so what only links starts without one.
"""

from collections.abc import Iterator
from typing import Final

import msgspec

from probenlp.claims import Checker, Linker, Register, Relater
from probenlp.domains import Domain
from probenlp.pipeline.tally import Tally
from probenlp.records import Claim
from probenlp.store import OutputFolder, read_records

DRAFT: Final = "claims-without-groups.jsonl"
"""The claims of a run before their groups are known, beside its other files."""


def link_claims(folder: OutputFolder, linker: Linker, tally: Tally) -> None:
    """Write groups, claims with the group of each, and how claims stand to others and the register.

    The files are ``groups.jsonl``, ``claims.jsonl``, ``relations.jsonl`` and ``checks.jsonl``.
    """
    group_of: dict[str, str] = {}
    with folder.writer("groups.jsonl") as write:
        for group in linker.groups():
            write(group)
            crossing = "across documents" if len(group.document_ids) > 1 else "in one document"
            tally.count("groups", crossing)
            group_of.update(dict.fromkeys(group.claim_ids, group.id))
    draft = folder.read_path(DRAFT)
    with folder.writer("claims.jsonl") as write:
        for claim in read_records(draft, Claim):
            group_id = group_of.get(claim.id)
            write(msgspec.structs.replace(claim, group_id=group_id) if group_id else claim)
    draft.unlink()
    _relate(folder, linker.domain, tally)
    _check(folder, linker.domain, tally)


def _relate(folder: OutputFolder, domain: Domain, tally: Tally) -> None:
    """Write ``relations.jsonl``: testimony beside the findings it bears on."""
    with folder.writer("relations.jsonl") as write:
        for relation in Relater(domain).relations(_claims(folder)):
            write(relation)
            tally.count("relations", relation.relation)


def _check(folder: OutputFolder, domain: Domain, tally: Tally) -> None:
    """Write ``checks.jsonl``: claims held against the register."""
    with folder.writer("checks.jsonl") as write:
        for check in Checker(Register(domain)).check(_claims(folder)):
            write(check)
            tally.count("checks", check.verdict)


def _claims(folder: OutputFolder) -> Iterator[Claim]:
    return read_records(folder.read_path("claims.jsonl"), Claim)
