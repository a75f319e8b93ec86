"""What one passage of a document owes to the others. ``[surface|Name]`` is a unit or a person.

Each case is a document: headline, article, comments; a comment with ``>`` answers the one above it.
"""

# ruff: noqa: E501 (a passage stands on one line with its reason)

import re

import pytest
import spacy
from spacy.language import Language

from probenlp.records import (
    Author,
    Document,
    Extractor,
    Passage,
    PersonMention,
    Published,
    Source,
    UnitMention,
)
from probenlp.tag.annotations import Named, attached, named, set_named
from probenlp.tag.passages import tag_document

DOCUMENTS = {
    "a comment says in short what the article names": """
t: Three out of [Dunmoor|Dunmoor PDU]
a: [Dunmoor PDU|Dunmoor PDU] and [Lambeth PDU|Lambeth PDU] lost staff. [Dunmoor|Dunmoor PDU] is small.
c: I work in [this PDU|Dunmoor PDU]. [Dunmoor|Dunmoor PDU] is kind.     # the one it is most about
c: [Lambeth|Lambeth PDU] too. I left [the service|Probation Service] then.
c: Where I am ([Marram Bay|Marram Bay PDU]) it is kind. [Vale Bay|Vale Bay PDU] was 8, out of 27.  # no word of units here
""",
    "a reply follows the comment it answers": """
a: [Dunmoor PDU|Dunmoor PDU] grew. [Dunmoor|Dunmoor PDU] won.
c: I left [Marram PDU|Marram PDU].
>: Is [the PDU|Marram PDU] far?
c: [The PDU|Dunmoor PDU] is near.                                       # not the other branch
""",
    "nothing is handed on from one comment to the next": """
a: It rained.
c: [Dunmoor PDU|Dunmoor PDU] and Helen were dry.
c: Dunmoor is wet, the PDU is wet.
""",
    "people are known by surname, first name and office": """
a: Chief Inspector [Helen Marchbank|Helen Marchbank] came. [Ruth Vale|Ruth Vale], MP for Ashmere, left.
c: [Ms Marchbank|Helen Marchbank] was fair. [Vale|Ruth Vale] was not. [The Chief Inspector|Helen Marchbank] left.
c: Thank you [Helen|Helen Marchbank], and Helen Street is closed.
""",
    "an author is spoken to by name": """
a@Joan Tarn: Nobody came.
c@Tipcat: I came.
c@Joan Tarn: [Tipcat|Tipcat] - you did. The tipcat game, a Tipcat, was on.
c@Anonymous: @[Tipcat|Tipcat] so did I. Anonymous, too.
c@Court Duty: [Joan|Joan Tarn], thanks. Joan of Arc. Duty calls.
""",
}


def read(case: str) -> tuple[Document, dict[str, list[tuple[str, str]]]]:
    """Make the document of a case, and what is wanted by passage."""
    passages: list[Passage] = []
    wanted: dict[str, list[tuple[str, str]]] = {}
    last: str | None = None
    for number, line in enumerate(case.strip().splitlines()):
        head, text = re.sub(r"\s+# .*$", "", line).split(": ", 1)
        marker, _, author = head.partition("@")
        kind = {"t": "title", "a": "article"}.get(marker, "comment")
        parent = last if marker == ">" else None
        passages.append(
            Passage(
                id=f"p{number}",
                kind=kind,  # type: ignore[arg-type]
                text=re.sub(r"\[([^]|]+)\|[^]]+\]", r"\1", text),
                parent_id=parent,
                author=Author(name=author) if author else None,
            )
        )
        wanted[f"p{number}"] = re.findall(r"\[([^]|]+)\|([^]]+)\]", text)
        last = f"p{number}"
    return document(*passages), wanted


def document(*passages: Passage, site: str | None = None, date: str | None = None) -> Document:
    return Document(
        id="d",
        site=site,
        content_sha256="0",
        published=Published(date=date, how="url") if date else None,
        source=Source(
            name="d", media_type="text/html", encoding="utf-8", encoding_how="utf-8", bytes=1
        ),
        extractor=Extractor(name="test", version="0"),
        passages=passages,
    )


@pytest.fixture(scope="module")
def nlp() -> Language:
    blank = spacy.blank("en")
    blank.add_pipe("probenlp_units")
    blank.add_pipe("probenlp_people")
    return blank


@pytest.mark.parametrize("reason", DOCUMENTS)
def test_passages_know_what_the_document_has_named(nlp: Language, reason: str) -> None:
    page, wanted = read(DOCUMENTS[reason])
    for tags in tag_document(nlp, page):
        mentions: list[UnitMention | PersonMention] = [*tags.units, *tags.people]
        found = sorted(mentions, key=lambda mention: mention.span.start)
        got = [(mention.span.surface, mention.name) for mention in found]
        assert got == wanted[tags.passage_id], reason


@pytest.mark.parametrize(
    ("site", "text", "surface", "name"),
    [
        (
            "HM Inspectorate of Prisons",
            "The Inspectorate found",
            "The Inspectorate",
            "HM Inspectorate of Prisons",
        ),
        (None, "The Inspectorate found", "The Inspectorate", "HM Inspectorate of Probation"),
        ("Vale Echo", "She told the Echo", "Echo", "Vale Echo"),
        (
            "Ministry of Roads and Rails",
            "A Ministry spokesperson",
            "Ministry",
            "Ministry of Roads and Rails",
        ),
        (
            "Vale Pensions Select Committee",
            "the Committee asked",
            "the Committee",
            "Vale Pensions Select Committee",
        ),
    ],
)
def test_a_site_speaks_of_itself_in_short(
    nlp: Language, site: str | None, text: str, surface: str, name: str
) -> None:
    page = document(Passage(id="a", kind="article", text=text), site=site)
    (tags,) = tag_document(nlp, page)
    assert [(unit.span.surface, unit.name) for unit in tags.units] == [(surface, name)]


def test_a_blog_named_after_a_thing_is_no_unit(nlp: Language) -> None:
    page = document(
        Passage(id="a", kind="article", text="The Papers came."), site="The Caseload Papers"
    )
    (tags,) = tag_document(nlp, page)
    assert tags.units == ()


def test_a_headline_names_what_the_article_calls_the_region(nlp: Language) -> None:
    title = Passage(id="t", kind="title", text="Inspectors find probation units in Vale fail")
    article = Passage(
        id="a", kind="article", text="Probation is short of staff. The region had 40."
    )
    _, tags = tag_document(nlp, document(title, article))
    assert [unit.name for unit in tags.units] == []
    title = Passage(id="t", kind="title", text="Inspectors see Vale units fail")
    article = Passage(
        id="a", kind="article", text="Inspected, probation is slow. The region had 40."
    )
    _, tags = tag_document(nlp, document(title, article))
    assert [unit.name for unit in tags.units] == ["Vale region"]


def test_tags_come_in_the_order_of_the_passages_without_empty_ones(nlp: Language) -> None:
    texts = [("c", "comment"), ("", "comment"), ("a", "article"), (" ", "article"), ("t", "title")]
    passages = [Passage(id=f"{n}", kind=k, text=t) for n, (t, k) in enumerate(texts)]  # type: ignore[arg-type]
    found = tag_document(nlp, document(*passages))
    assert [tags.passage_id for tags in found] == ["0", "2", "4"]


def test_passages_that_answer_each_other_in_a_ring_are_tagged(nlp: Language) -> None:
    passages = [
        Passage(id="x", kind="comment", text="Dunmoor PDU", parent_id="y"),
        Passage(id="y", kind="comment", text="the PDU", parent_id="x"),
        Passage(id="z", kind="comment", text="the PDU", parent_id="lost"),
    ]
    assert len(tag_document(nlp, document(*passages))) == 3


def test_components_work_alone_and_what_they_are_told_survives_serialisation(nlp: Language) -> None:
    doc = nlp.make_doc("Dunmoor is small.")
    assert named(doc) == Named()
    (above,) = attached(nlp("Dunmoor PDU"), "units")
    set_named(doc, Named(units=(above,), publisher="Vale Echo"))
    again = spacy.tokens.Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert named(again) == named(doc)
    assert [unit.name for unit in attached(nlp(again), "units")] == ["Dunmoor PDU"]
