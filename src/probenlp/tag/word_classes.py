"""Word classes by the tags of the Penn Treebank.

The taggers read ``token.tag_`` and not ``token.pos_``: the universal classes are made from the tags
by a component of the base pipeline that takes a tenth of its time and is left out.

"""

from typing import Final

NOUNS: Final = frozenset({"NN", "NNS"})
NAMES: Final = frozenset({"NNP", "NNPS"})
VERBS: Final = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD"})
ADJECTIVES: Final = frozenset({"JJ", "JJR", "JJS"})
PREPOSITIONS: Final = frozenset({"IN"})
