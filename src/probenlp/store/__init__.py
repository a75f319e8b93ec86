"""Records on disk: JSON Lines as the record of truth, one folder a run."""

from probenlp.store.folder import FILES, OutputFolder
from probenlp.store.jsonl import open_writer, read_records, write_records
from probenlp.store.run import RunRecords, open_run

__all__ = [
    "FILES",
    "OutputFolder",
    "RunRecords",
    "open_run",
    "open_writer",
    "read_records",
    "write_records",
]
