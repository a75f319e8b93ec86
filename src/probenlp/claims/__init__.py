"""From voiced sentences and their tags to claims: groups of one fact, relations, and checks."""

from probenlp.claims.build import ClaimBuilder
from probenlp.claims.check import Checker
from probenlp.claims.link import Linker
from probenlp.claims.naming import Namebook
from probenlp.claims.register import Register
from probenlp.claims.relate import Relater

__all__ = ["Checker", "ClaimBuilder", "Linker", "Namebook", "Register", "Relater"]
