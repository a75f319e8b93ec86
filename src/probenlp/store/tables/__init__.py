"""Tables of a run: Parquet files, a DuckDB database, and views for questions that recur.

JSONL is the record of truth; all of this is made of it, and can be made again. The tables are flat,
named in the field's words, and each column says what it holds; their types come from the records
and are never guessed.

"""

from probenlp.store.tables.build import TablesReport, build_tables
from probenlp.store.tables.connection import (
    QueryError,
    clear_errors,
    connect,
    query,
    write_query,
)

__all__ = [
    "QueryError",
    "TablesReport",
    "build_tables",
    "clear_errors",
    "connect",
    "query",
    "write_query",
]
