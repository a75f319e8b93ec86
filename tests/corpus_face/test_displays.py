"""In a notebook records print with what was found in them."""

import sys
from typing import Any

import pytest

import probenlp
from probenlp.records import Claim, Document, Passage
from probenlp.report.thread_tree import Thread


class _Formatter:
    def __init__(self) -> None:
        self.drawers: dict[type, Any] = {}

    def for_type(self, kind: type, drawer: Any) -> None:
        self.drawers[kind] = drawer


@pytest.fixture
def formatter(monkeypatch: pytest.MonkeyPatch) -> _Formatter:
    """Stand for a notebook's display, as IPython has it."""
    html = _Formatter()
    display = type("Display", (), {"formatters": {"text/html": html}})
    shell = type("Shell", (), {"display_formatter": display})
    monkeypatch.setitem(sys.modules, "IPython", type("IPython", (), {"get_ipython": lambda: shell}))
    return html


def test_records_print_with_their_tags(folder: Any, formatter: _Formatter) -> None:
    corpus = probenlp.open(folder)
    assert set(formatter.drawers) == {Document, Passage, Claim, Thread}
    document = corpus.documents.first()
    assert 'class="sentence ' in formatter.drawers[Document](document)
    article = next(one for one in document.passages if one.kind == "article")
    assert 'class="block ' in formatter.drawers[Passage](article)
    claim = corpus.claims.first()
    assert claim.id in formatter.drawers[Claim](claim)
    assert "comments" in formatter.drawers[Thread](corpus.threads.first())


def test_outside_a_notebook_nothing_is_done(folder: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "IPython", type("IPython", (), {"get_ipython": lambda: None}))
    assert probenlp.open(folder).run.files
