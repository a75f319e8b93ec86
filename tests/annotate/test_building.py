"""From the records of a run to tasks: what is asked, what is shown beside it, what is marked."""

import pytest

from probenlp.annotate import Origin, pair_tasks, passage_tasks, sentence_tasks
from probenlp.annotate.layers import LayerError, check_layers
from probenlp.annotate.task import digest
from probenlp.errors import ProbenlpError
from probenlp.records import (
    Author,
    Block,
    Claim,
    Document,
    Extractor,
    Group,
    Passage,
    PassageTags,
    Quotation,
    Selector,
    Sentence,
    Sentiment,
    Source,
    Span,
    Speaker,
    Statistic,
)

ORIGIN = Origin(model="probenlp", version="9")
ARTICLE = "Only 40 per cent of lamps were lit. ‘We try,’ said Ida Crane."
COMMENT = "It is nearer 30 per cent."


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


@pytest.fixture
def document() -> Document:
    return Document(
        id="d1",
        title="Lamps unlit",
        content_sha256="0",
        source=Source(
            name="a.html",
            media_type="text/html",
            encoding="utf-8",
            encoding_how="declared",
            bytes=1,
        ),
        extractor=Extractor(name="test", version="0"),
        passages=(
            Passage(id="d1.a", kind="article", text=ARTICLE, author=Author(name="Ruth Fell")),
            Passage(
                id="d1.c1",
                kind="comment",
                text=COMMENT,
                parent_id="d1.a",
                author=Author(name="Moorhen"),
                permalink="https://lamps.example/1#c1",
            ),
        ),
        comments_found=1,
    )


def tags_of(passage: str, text: str, **tags: object) -> PassageTags:
    return PassageTags(
        document_id="d1",
        passage_id=passage,
        text_sha256=digest(text),
        **tags,  # type: ignore[arg-type]
    )


@pytest.fixture
def tags() -> tuple[PassageTags, ...]:
    figure = Statistic(
        span=span(ARTICLE, "Only 40 per cent"),
        kind="share",
        value=40.0,
        unit="per cent",
        stance="only",
        measure=span(ARTICLE, "were lit"),
        population=span(ARTICLE, "lamps"),
    )
    said = Quotation(
        spans=(span(ARTICLE, "We try"),),
        form="direct",
        cue=span(ARTICLE, "said"),
        speaker=Speaker(span=span(ARTICLE, "Ida Crane"), name="Ida Crane", role="practitioner"),
    )
    sentences = (
        Sentence(
            span=span(ARTICLE, "Only 40 per cent of lamps were lit."),
            voice="news",
            probabilities={"news": 0.75, "other": 0.25},
            provenance="own",
        ),
        Sentence(span=span(ARTICLE, "‘We try,’ said Ida Crane.")),
    )
    first = sentences[0].span
    return (
        tags_of(
            "d1.a",
            ARTICLE,
            statistics=(figure,),
            quotations=(said,),
            sentences=sentences,
            sentiments=(Sentiment(span=first, score=-0.5),),
            blocks=(Block(passage_id="d1.a", start=0, end=len(ARTICLE), provenance="own"),),
        ),
        tags_of("d1.c1", COMMENT),
    )


def test_a_comment_is_shown_with_its_thread(
    document: Document, tags: tuple[PassageTags, ...]
) -> None:
    _, comment = passage_tasks(document, tags, ["units"], ORIGIN)
    context = comment.context
    assert (context.title, context.parent, context.parent_author) == (
        "Lamps unlit",
        ARTICLE,
        "Ruth Fell",
    )
    assert (context.author, context.url) == ("Moorhen", "https://lamps.example/1#c1")
    assert comment.marks == (), "asked for units, and none was found"


def test_a_figure_has_its_attributes_and_what_it_measures(
    document: Document, tags: tuple[PassageTags, ...]
) -> None:
    article, _ = passage_tasks(document, tags, ["statistics"], ORIGIN)
    by_label = {mark.label: mark for mark in article.marks}
    assert by_label["share"].attributes == {"value": "40", "unit": "per cent", "stance": "only"}
    assert by_label["share"].origin == ORIGIN
    assert by_label["measure"].surface == "were lit"
    linked = {(link.label, link.source, link.target) for link in article.links}
    assert ("population", by_label["share"].id, by_label["population"].id) in linked


def test_a_quotation_runs_to_its_speaker(document: Document, tags: tuple[PassageTags, ...]) -> None:
    article, _ = passage_tasks(document, tags, ["quotations"], ORIGIN)
    surface = {mark.id: mark.surface for mark in article.marks}
    assert {(link.label, surface[link.source], surface[link.target]) for link in article.links} == {
        ("said_by", "We try", "Ida Crane"),
        ("cue", "We try", "said"),
    }


def test_a_voice_carries_its_probability(document: Document, tags: tuple[PassageTags, ...]) -> None:
    article, _ = passage_tasks(document, tags, ["voice"], ORIGIN)
    assert [(mark.label, mark.score) for mark in article.marks] == [("news", 0.75)]


def test_sentences_are_judged_whole_with_what_stands_around_them(
    document: Document, tags: tuple[PassageTags, ...]
) -> None:
    first, second = sentence_tasks(document, tags, ["voice", "blocks", "sentiment"], ORIGIN)
    assert {choice.layer: choice.label for choice in first.choices} == {
        "voice": "news",
        "blocks": "own",
        "sentiment": "negative",
    }
    assert first.context.after == " ‘We try,’ said Ida Crane."
    assert second.choices == (), "no voice was decided, so none is shown"
    assert second.parts[0].start == ARTICLE.index("‘")


def claim(passage: str, text: str, words: str, value: float, group: str | None) -> Claim:
    place = span(text, words)
    return Claim(
        id=f"{passage}:{place.start}",
        document_id="d1",
        passage_id=passage,
        span=place,
        text=words,
        selector=Selector(start=place.start, end=place.end, exact=words, prefix="", suffix=""),
        type="statement",
        voice="news",
        provenance="own",
        statistic=Statistic(span=place, kind="share", value=value, unit="per cent"),
        group_id=group,
    )


def test_pairs_are_of_one_group_or_look_alikes(document: Document) -> None:
    one = claim("d1.a", ARTICLE, "40 per cent of lamps", 40.0, "g1")
    again = claim("d1.a", ARTICLE, "Only 40 per cent", 40.0, "g1")
    other = claim("d1.c1", COMMENT, "30 per cent", 40.0, None)
    group = Group(id="g1", claim_ids=(one.id, again.id), document_ids=("d1",), label="40")
    same, different = pair_tasks([document], [one, again, other], [group], ORIGIN)
    assert same.text == "40 per cent of lamps\n\nOnly 40 per cent"
    assert [choice.label for choice in same.choices] == ["same"]
    assert [choice.label for choice in different.choices] == ["different"]
    for task in (same, different):
        for part in task.parts:
            text = ARTICLE if part.passage_id == "d1.a" else COMMENT
            words = text[part.start : part.end]
            assert task.text[part.at : part.at + len(words)] == words


def test_tags_of_another_text_are_refused(document: Document) -> None:
    stale = tags_of("d1.a", ARTICLE + " ")
    with pytest.raises(ProbenlpError, match="changed since it was tagged"):
        list(passage_tasks(document, [stale], ["units"], ORIGIN))


def test_tags_of_no_passage_are_refused(document: Document) -> None:
    with pytest.raises(ProbenlpError, match=r"d1\.c9, which document d1 does not have"):
        list(passage_tasks(document, [tags_of("d1.c9", "x")], ["units"], ORIGIN))


@pytest.mark.parametrize(
    ("layers", "by", "words"),
    [
        (["unit"], "passage", "no layer unit; there are units"),
        ([], "passage", "at least one layer"),
        (["units"], "sentence", "judged by passage, not by sentence"),
        (["voice", "pairs"], "sentence", "pairs is judged by pair"),
        (["units"], "word", "tasks by 'word'"),
    ],
)
def test_what_cannot_be_asked_is_told(layers: list[str], by: str, words: str) -> None:
    with pytest.raises(LayerError, match=words):
        check_layers(layers, by)
