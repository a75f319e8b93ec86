"""Whose text is it: each passage cut into blocks that are own, reported, quoted or pasted.

Works on harvested records alone, without a language model. Each block says which evidence decided.

Examples
--------
>>> from probenlp.domains import load_domain
>>> from probenlp.provenance import find_blocks, KnownTexts
"""

from probenlp.provenance.blocks import find_blocks
from probenlp.provenance.known import KnownTexts, Match

__all__ = ["KnownTexts", "Match", "find_blocks"]
