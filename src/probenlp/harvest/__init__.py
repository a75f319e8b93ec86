"""Bytes to documents: articles, plain texts and comment threads, each word with its place.

:func:`sources` walks files and folders, :func:`read` makes a document of one input, and
:func:`harvest` also tells what of the input is not in it.

"""

from probenlp.harvest.inputs import MAX_BYTES, Input, Skipped, sources
from probenlp.harvest.page import Page
from probenlp.harvest.placement import SourceIndex
from probenlp.harvest.reading import Harvested, harvest, read

__all__ = [
    "MAX_BYTES",
    "Harvested",
    "Input",
    "Page",
    "Skipped",
    "SourceIndex",
    "harvest",
    "read",
    "sources",
]
