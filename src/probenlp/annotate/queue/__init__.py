"""What to label next: the sentences from which the model and its readers learn most.

Each sentence that has no label yet is weighed by what speaks for it, and the queue is filled one by
one, since every pick changes what is new and which documents have been heard.

"""

from probenlp.annotate.queue.candidates import (
    Candidate,
    Labelled,
    candidates_of,
    labelled_in_table,
    labelled_of,
)
from probenlp.annotate.queue.choosing import only_queued
from probenlp.annotate.queue.likeness import NEAR, Shingles
from probenlp.annotate.queue.picking import Pick, QueueReport, Weights, pick_next

__all__ = [
    "NEAR",
    "Candidate",
    "Labelled",
    "Pick",
    "QueueReport",
    "Shingles",
    "Weights",
    "candidates_of",
    "labelled_in_table",
    "labelled_of",
    "only_queued",
    "pick_next",
]
