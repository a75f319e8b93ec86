"""The same fact found again across wordings and documents, look-alikes kept apart.

``values``: a figure as an interval; ``meaning``: what it measures, as other words for the same
share it; ``scope``: whom and when; ``likeness``: how much speaks for two claims being one fact;
``blocking``: which are compared, by keys that lie in ``blocks``; ``contrasts``: what numbers alone
keep apart; ``clusters``: how groups grow; ``grouping``: the groups; ``sources``: how many
witnesses. ``spool`` and ``bins`` hold on the disk what would grow with the claims.

"""

from probenlp.claims.link.facts import FactReader, Facts
from probenlp.claims.link.grouping import Linker
from probenlp.claims.link.meaning import Lexicon

__all__ = ["FactReader", "Facts", "Lexicon", "Linker"]
