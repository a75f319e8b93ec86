"""Open the folder of a run."""

import sys
from pathlib import Path

from probenlp.corpus.corpus import Corpus
from probenlp.store.run import open_run


def open_folder(path: str | Path) -> Corpus:
    """Open the folder of a run.

    Parameters
    ----------
    path : str or Path
        What ``probenlp run`` or ``probenlp batch`` wrote.

    Raises
    ------
    OutputError
        If the folder holds no ``run.json``.
    RecordError
        If ``run.json`` is broken, or was written by a version whose records differ.

    Notes
    -----
    In a notebook documents, passages, threads and claims print from then on with their blocks,
    voices and tags.
    """
    corpus = Corpus(open_run(path))
    if "IPython" in sys.modules:
        from probenlp.corpus.displays import show_in_notebooks

        show_in_notebooks(corpus)
    return corpus
