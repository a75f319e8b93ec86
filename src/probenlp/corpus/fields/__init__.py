"""What a collection's records can be asked for: the columns of its frame, the words of where()."""

from probenlp.corpus.fields.field import Field

__all__ = ["Field"]
