"""A passage with its blocks, voices and tags to look at: as HTML for notebooks, and on a terminal.

Nothing is decided here: a view shows what records say, and where they say why. Everything that
comes from a source is escaped.

"""

from probenlp.report.views.claims import claim_html
from probenlp.report.views.html import document_html, passage_html
from probenlp.report.views.pieces import (
    Marked,
    PassageView,
    Piece,
    SentenceView,
    Stretch,
    view_of,
)
from probenlp.report.views.terminal import print_passage
from probenlp.report.views.threads import thread_html

__all__ = [
    "Marked",
    "PassageView",
    "Piece",
    "SentenceView",
    "Stretch",
    "claim_html",
    "document_html",
    "passage_html",
    "print_passage",
    "thread_html",
    "view_of",
]
