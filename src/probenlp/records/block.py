"""Whose text a stretch of a passage is."""

import msgspec

from probenlp.records.vocabulary import Provenance


class Block(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A stretch of one passage with one provenance. The blocks of a passage tile it.

    Attributes
    ----------
    start, end : int
        Half-open, code points of the passage's text.
    provenance : str
        ``own`` words of the writer; ``reported`` (somebody's words in indirect speech);
        ``quoted`` (in marks or a block quotation); ``pasted`` (a text put in whole).
    inner : str or None
        Inside a pasted block: the state within that text (its own words, or quoted in it).
    source_name : str or None
        The source as the text names it ("BBC website").
    source_document : str or None
        Id of the known document whose text it is.
    evidence : tuple of str
        The rules that decided, each ``rule:detail``.
    """

    passage_id: str
    start: int
    end: int
    provenance: Provenance
    inner: Provenance | None = None
    source_name: str | None = None
    source_document: str | None = None
    evidence: tuple[str, ...] = ()
