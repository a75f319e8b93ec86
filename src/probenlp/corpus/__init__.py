"""A run as a researcher has it in hand: collections to narrow down, tables, and text analyses."""

from probenlp.corpus.collection import Collection
from probenlp.corpus.corpus import Corpus
from probenlp.corpus.opening import open_folder
from probenlp.corpus.questions import QuestionError, UnknownIdError
from probenlp.corpus.rows import Placed

__all__ = ["Collection", "Corpus", "Placed", "QuestionError", "UnknownIdError", "open_folder"]
