"""DocBin: spans on tokens, so tokens give way to marks and never marks to tokens."""

from pathlib import Path
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from probenlp.annotate import FormatError, Task, read_back, tool_named
from probenlp.annotate.tools.docbin import tokens_of

TOOL = tool_named("docbin")


def docs_of(folder: Path) -> list[Doc]:
    nlp = spacy.blank("en")
    return list(DocBin().from_disk(folder / "data.spacy").get_docs(nlp.vocab))


def test_spacy_reads_groups_and_cats(plain_task: Task, choice_task: Task, export: Any) -> None:
    marked, chosen = docs_of(export([plain_task, choice_task], "docbin"))
    assert marked.text == plain_task.text
    assert [(span.text, span.label_) for span in marked.spans["statistics"]] == [
        ("25 per cent", "statistics_share")
    ]
    assert chosen.cats["is_voice_practitioner_testimony"] == 1.0
    assert chosen.cats["is_voice_news"] == 0.0


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1), st.data())
def test_words_and_blanks_are_the_text(text: str, data: st.DataObject) -> None:
    places = st.sets(st.integers(0, len(text)), max_size=5)
    starts, ends = data.draw(places), data.draw(places)
    words, spaces = tokens_of(text, starts, ends)
    doc = Doc(Vocab(), words=words, spaces=spaces)
    assert doc.text == text
    assert starts - {len(text)} <= {token.idx for token in doc}
    assert ends - {0} <= {token.idx + len(token) for token in doc}


def test_without_marks_inside_them_the_tokens_are_spacys_own() -> None:
    text = "Only 25% of lamps weren't lit (at  Gullhaven)."
    words, _ = tokens_of(text, {0}, {len(text)})
    assert words == [token.text for token in spacy.blank("en")(text)]


def test_what_a_script_changes_comes_back(plain_task: Task, export: Any, tmp_path: Path) -> None:
    folder = export([plain_task], "docbin")
    (doc,) = docs_of(folder)
    doc.spans["statistics"] = [Span(doc, 1, 2, label="statistics_period")]
    doc.user_data["probenlp"]["answer"] = "accept"
    doc.user_data["probenlp"]["annotator"] = "script"
    DocBin(store_user_data=True, docs=[doc]).to_disk(tmp_path / "new.spacy")
    (back,), report = read_back(folder, TOOL, tmp_path / "new.spacy")
    assert report.whole, report
    assert (back.answer, back.annotator) == ("accept", "script")
    assert [mark.surface for mark in back.task.marks if mark.layer == "statistics"] == ["Only"]


def test_a_file_that_is_none_is_told(plain_task: Task, export: Any, tmp_path: Path) -> None:
    (tmp_path / "x.spacy").write_bytes(b"nothing of the kind")
    with pytest.raises(FormatError, match="no DocBin of spaCy"):
        read_back(export([plain_task], "docbin"), TOOL, tmp_path / "x.spacy")
