"""How records look in a notebook: set up once, when a run is opened there."""

import sys
from collections.abc import Callable
from typing import Any, cast

from probenlp.records import Claim, Document, Passage, PassageTags
from probenlp.report.thread_tree import Thread
from probenlp.report.views import claim_html, document_html, passage_html, thread_html


def show_in_notebooks(corpus: Any) -> None:
    """Let documents, passages, claims and threads of a corpus print with their blocks and voices.

    Records know nothing of display, so the notebook is told. Outside of one nothing is done, and
    nothing of it is imported.

    Parameters
    ----------
    corpus : Corpus
        The one whose tags are laid over documents and passages; the last that was opened.
    """
    interactive: Any = sys.modules.get("IPython")
    shell = interactive.get_ipython() if interactive is not None else None
    formatter = getattr(shell, "display_formatter", None)
    if formatter is None:
        return

    def tags_of(passage: Passage) -> PassageTags | None:
        known = passage.id in corpus.tags  # a passage without text has none
        return cast("PassageTags", corpus.tags[passage.id]) if known else None

    def draw(document: Document) -> str:
        found = (tags_of(passage) for passage in document.passages)
        return document_html(document, [tags for tags in found if tags is not None])

    drawers: dict[type, Callable[[Any], str]] = {
        Document: draw,
        Passage: lambda one: passage_html(one, tags_of(one)),
        Claim: claim_html,
        Thread: thread_html,
    }
    for kind, drawer in drawers.items():
        formatter.formatters["text/html"].for_type(kind, drawer)
