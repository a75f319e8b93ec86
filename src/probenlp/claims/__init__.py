"""From voiced sentences and their tags to claims, and from claims to groups of the same fact."""

from probenlp.claims.build import ClaimBuilder
from probenlp.claims.link import Facts, Linker, facts_of

__all__ = ["ClaimBuilder", "Facts", "Linker", "facts_of"]
