"""Whom a claim is about where its sentence names nobody: what was carried over, and from where."""

import pytest

from probenlp.claims.focus import Kinds, Subject, contexts_of
from probenlp.claims.subject import Subjects, several_of
from probenlp.domains import load_domain
from probenlp.records import Document, Extractor, Passage, PassageTags, Source, Span, UnitMention

DOMAIN = load_domain("probation")
KINDS = Kinds(DOMAIN)


def mentions(text: str, *names: str) -> tuple[UnitMention, ...]:
    found = []
    place = 0
    for name in names:
        place = text.index(name, place)
        kind = "region" if name.endswith("region") else "pdu"
        span = Span.of(text, place, place + len(name))
        found.append(UnitMention(span=span, kind=kind, name=name))
        place += len(name)
    return tuple(found)


def tags(passage_id: str, text: str, *names: str) -> PassageTags:
    return PassageTags(
        document_id="d", passage_id=passage_id, text_sha256="0", units=mentions(text, *names)
    )


def about(text: str, sentence: str, *names: str, context: Subject | None = None) -> Subject:
    finder = Subjects(
        tags("d.a", text, *names),
        text,
        kinds=KINDS,
        plural=several_of(DOMAIN),
        context=context or Subject(),
    )
    start = text.index(sentence)
    return finder.of_sentence(Span.of(text, start, start + len(sentence)))


TOPIC = Subject((), ("Dene PDU",), "context")


@pytest.mark.parametrize(
    ("text", "names", "context", "wanted", "reason"),
    [
        ("Marl PDU is small. Nobody was seen.", ["Marl PDU"], None, "Marl PDU", "just named"),
        ("Marl PDU and Overby PDU merged. Nobody was seen.", ["Marl PDU", "Overby PDU"], None, "",
         "two are no one subject"),
        ("Marl PDU is small.\n\nNobody was seen.", ["Marl PDU"], TOPIC, "Dene PDU",
         "a new paragraph goes back to what the text is about"),
        ("Marl PDU is small.\n\nNobody was seen.", ["Marl PDU"], None, "Marl PDU",
         "with nothing to go back to"),
        ("Unlike Marl PDU, Dene PDU is large. Nobody was seen.", ["Marl PDU", "Dene PDU"], TOPIC,
         "Dene PDU", "of two, the one the text is about"),
        ("Nobody was seen.", [], TOPIC, "Dene PDU", "nothing named: what the text is about"),
    ],
)  # fmt: skip
def test_a_sentence_that_names_nobody(
    text: str, names: list[str], context: Subject | None, wanted: str, reason: str
) -> None:
    found = about(text, "Nobody was seen.", *names, context=context)
    assert found.names == ((wanted,) if wanted else ()), reason


def test_the_region_that_nobody_named_is_carried_nowhere() -> None:
    text = "Staff came from the region. Nobody was seen."
    region = UnitMention(span=Span.of(text, 16, 26), kind="region", name="Region")
    found = Subjects(
        PassageTags(document_id="d", passage_id="d.a", text_sha256="0", units=(region,)),
        text, kinds=KINDS, plural=None, context=TOPIC,
    )  # fmt: skip
    assert found.of_sentence(Span.of(text, 28, len(text))).names == ("Dene PDU",)


def test_who_is_named_by_the_way_has_not_the_figure() -> None:
    text = "Dene PDU, from which Marl PDU was carved, has 12 empty posts."
    finder = Subjects(
        tags("d.a", text, "Dene PDU", "Marl PDU"),
        text, kinds=KINDS, plural=None, context=Subject(),
    )  # fmt: skip
    figure = Span.of(text, 46, 60)
    found = finder.of_figure(Span.of(text, 0, len(text)), figure, [figure])
    assert found.names == ("Dene PDU",)


def page(*passages: Passage) -> Document:
    return Document(
        id="d",
        content_sha256="0",
        source=Source(
            name="p", media_type="text/plain", encoding="utf-8", encoding_how="utf-8", bytes=1
        ),
        extractor=Extractor(name="test", version="0"),
        passages=passages,
    )


def test_a_reply_is_about_whom_the_comment_above_is_about() -> None:
    texts = {
        "d.a": "Dene PDU has been inspected. " + "It was a long day for everybody there. " * 12,
        "d.c1": "At Marl PDU it is no better.",
        "d.c2": "Same here.",
        "d.c3": "Nobody asked us.",
    }
    parents = {"d.c2": "d.c1"}
    document = page(
        *(
            Passage(
                id=name,
                kind="article" if name == "d.a" else "comment",
                text=text,
                parent_id=parents.get(name),
            )
            for name, text in texts.items()
        )
    )
    found = contexts_of(
        document,
        [
            tags("d.a", texts["d.a"], "Dene PDU"),
            tags("d.c1", texts["d.c1"], "Marl PDU"),
            tags("d.c2", texts["d.c2"]),
            tags("d.c3", texts["d.c3"]),
        ],
        KINDS,
    )
    assert found["d.c2"].names == ("Marl PDU",), "it answers one that is about Marl"
    assert found["d.c3"].names == ("Dene PDU",), "it answers the article"
    assert {context.basis for context in found.values()} == {"context"}
