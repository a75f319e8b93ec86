"""A claim held against the register."""

import msgspec

from probenlp.records.span import Span
from probenlp.records.vocabulary import SCHEMA_VERSION, CheckKind, Verdict


class Check(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """One thing that a claim states, and what the register has. Neither is ever corrected.

    Attributes
    ----------
    claim_id, document_id, passage_id, span
        The one place: the claim, and the words that were held against the register.
    table, row, line
        The other place: the table, its row's id, and the line of its file counted from 1. None
        where the register has nothing to say, or where arithmetic alone decides.
    kind : str
        What was checked; see :data:`probenlp.records.CheckKind`.
    verdict : str
        ``agrees``, ``contradicts``, or ``unknown`` where the register does not tell.
    stated : str
        What the claim says, in short.
    registered : str or None
        What the register has.
    evidence : tuple of str
        The rule that decided, each ``rule:detail``.
    """

    schema_version: int = SCHEMA_VERSION
    claim_id: str
    document_id: str
    passage_id: str
    span: Span
    kind: CheckKind
    verdict: Verdict
    stated: str
    registered: str | None = None
    table: str | None = None
    row: str | None = None
    line: int | None = None
    evidence: tuple[str, ...] = ()
