"""Records on disk: JSON Lines as the record of truth, one folder a run."""

from probenlp.store.corpus import Corpus, open_corpus
from probenlp.store.folder import FILES, OutputFolder
from probenlp.store.jsonl import open_writer, read_records, write_records

__all__ = [
    "FILES",
    "Corpus",
    "OutputFolder",
    "open_corpus",
    "open_writer",
    "read_records",
    "write_records",
]
