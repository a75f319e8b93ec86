"""What is asked next, and why: each reason alone decides where all else is equal."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.annotate.queue import (
    Candidate,
    Labelled,
    Shingles,
    Weights,
    candidates_of,
    labelled_in_table,
    labelled_of,
    pick_next,
)
from probenlp.annotate.task import (
    Annotation,
    Choice,
    JudgedChoice,
    JudgedMark,
    Mark,
    Part,
    digest,
)
from probenlp.errors import ProbenlpError
from probenlp.records import Document, Extractor, Passage, PassageTags, Sentence, Source, Span

ONLY: dict[str, Any] = dict.fromkeys(Weights.__struct_fields__, 0.0)


def candidate(text: str, document: str = "d1", **more: Any) -> Candidate:
    fields: dict[str, Any] = {
        "document_id": document,
        "passage_id": f"{document}/{digest(text)[:6]}",
        "start": len(text),
        "end": 2 * len(text),
        "text": text,
        "whole": False,
        "voice": "commentary",
        "probabilities": {},
        "candidates": (),
        "ambiguous": False,
        "overruled": None,
    }
    return Candidate(**{**fields, **more})


PLAIN = candidate("The heating in our office failed on Monday morning.")


@pytest.mark.parametrize(
    ("weight", "wanted", "why"),
    [
        pytest.param(
            "uncertainty",
            candidate(
                "They moved us to the old library in spring.",
                probabilities={"commentary": 0.5, "news": 0.5},
                candidates=("commentary", "news"),
            ),
            "cannot be ruled out: commentary, news",
            id="two voices that are equally likely teach more than one that is sure",
        ),
        pytest.param(
            "uncertainty",
            candidate("They moved us to the old library in spring.", ambiguous=True),
            "marked as open",
            id="without a model, what the rules marked as open",
        ),
        pytest.param(
            "disagreement",
            candidate("They moved us to the old library in spring.", overruled="news"),
            "the rules say news, the model commentary",
            id="where rules and model differ, one of them is wrong",
        ),
        pytest.param(
            "source",
            candidate("They moved us to the old library in spring.", document="d2"),
            "nothing of its document is labelled",
            id="a document nobody has looked at",
        ),
        pytest.param(
            "novelty",
            candidate("They moved us to the old library in spring."),
            "unlike all that is labelled or queued",
            id="words that no labelled sentence has",
        ),
    ],
)
def test_a_reason_decides(weight: str, wanted: Candidate, why: str) -> None:
    labelled = [
        Labelled(text="Failed heating on Monday; our office again.", label="x", document_id="d1")
    ]
    picks, _ = pick_next(
        [PLAIN, wanted], labelled, number=1, chance=0, weights=Weights(**{**ONLY, weight: 1.0})
    )
    assert picks[0].text == wanted.text
    assert why in picks[0].why
    assert picks[0].score == picks[0].reasons[weight] > 0


def test_a_voice_with_few_labels_comes_before_one_with_many() -> None:
    rare = candidate("My sister waited nine weeks for a call.", voice="service_user_testimony")
    labels = [
        *(Labelled(text=f"Opinion number {n} about everything.", label="commentary") for n in "ab"),
        Labelled(text="Nobody rang my brother at all.", label="service_user_testimony"),
    ]
    picks, _ = pick_next(
        [PLAIN, rare], labels, number=2, chance=0, weights=Weights(**{**ONLY, "rarity": 1.0})
    )
    assert [pick.voice for pick in picks] == ["service_user_testimony", "commentary"]
    assert picks[0].why[0] == "few labels for service_user_testimony"


def test_one_document_does_not_fill_the_queue() -> None:
    offered = [
        candidate(f"Sentence {name} says something about a {name} of its own.", document)
        for document, names in (("d1", ["lamp", "desk", "chair"]), ("d2", ["door", "roof", "tap"]))
        for name in names
    ]
    picks, _ = pick_next(
        offered, number=4, chance=0, weights=Weights(**{**ONLY, "source": 1.0, "novelty": 0.1})
    )
    assert Counter(pick.document_id for pick in picks) == {"d1": 2, "d2": 2}


def test_what_is_nearly_the_same_as_something_labelled_is_never_asked() -> None:
    repost = candidate("PRESS RELEASE: Leaders knew for three years that the files were not kept")
    labelled = [Labelled(text="Leaders knew for three years that the files were not kept.")]
    picks, report = pick_next([repost, PLAIN], labelled, number=5)
    assert [pick.text for pick in picks] == [PLAIN.text]
    assert report.like_labelled == 1


def test_the_same_words_are_asked_once() -> None:
    twice = [candidate("Keep smiling, colleagues, it is nearly Friday.", d) for d in ("d1", "d2")]
    picks, report = pick_next(twice, number=2, chance=0)
    assert len(picks) == 1
    assert report.like_picked == 1


def test_some_are_drawn_by_chance_and_say_so() -> None:
    offered = [candidate(f"Thing {n} broke in room {n} while {n} people watched.") for n in WORDS]
    picks, _ = pick_next(offered, number=10, chance=0.3, seed=4)
    drawn = [pick for pick in picks if pick.drawn == "chance"]
    assert len(drawn) == 3
    assert all(pick.why[0] == "drawn by chance" for pick in drawn)
    by_lot, _ = pick_next(offered, number=10, chance=1, seed=4)
    others, _ = pick_next(offered, number=10, chance=1, seed=5)
    assert {p.text for p in by_lot} != {p.text for p in others}, "a seed chooses the lots"


WORDS = "apple birch cedar daisy elder fern grass hazel ivy juniper kelp larch maple nettle".split()


@given(st.permutations(WORDS), st.integers(0, 3))
def test_the_order_of_what_is_offered_changes_nothing(order: list[str], seed: int) -> None:
    def queue(words: list[str]) -> tuple[Any, ...]:
        offered = [candidate(f"The {word} was cut down behind office {word}.") for word in words]
        return pick_next(offered, number=6, seed=seed)[0]

    assert queue(order) == queue(sorted(WORDS))


@given(st.text(max_size=60), st.text(max_size=60))
def test_every_text_is_near_itself(text: str, other: str) -> None:
    known = Shingles()
    known.add(other)
    known.add(text)
    assert known.near(text) == any(map(str.isalnum, text))


@pytest.mark.parametrize(("number", "chance"), [(0, 0.1), (5, -0.1), (5, 1.5)])
def test_a_queue_that_makes_no_sense_is_refused(number: int, chance: float) -> None:
    with pytest.raises(ProbenlpError, match="wanted at least 1"):
        pick_next([PLAIN], number=number, chance=chance)


def test_nothing_to_ask_gives_nothing() -> None:
    assert pick_next([], number=3)[0] == ()


@pytest.mark.parametrize("bad", [{"uncertainty": -1.0}, ONLY])
def test_weights_must_weigh(bad: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="none may be negative"):
        Weights(**bad)


TEXT = "We lost three desks. Quite. They have not come back since May."


def tags_of(text: str) -> PassageTags:
    ends = (20, 27, len(text))
    starts = (0, 21, 28)
    sentences = tuple(
        Sentence(
            span=Span(start=start, end=end, surface=text[start:end]),
            voice="commentary",
            evidence=("own-report", "model:not-practitioner_testimony"),
        )
        for start, end in zip(starts, ends, strict=True)
    )
    return PassageTags(
        document_id="d1", passage_id="d1/a", text_sha256=digest(text), sentences=sentences
    )


def document_of(text: str) -> Document:
    return Document(
        id="d1",
        kind="blog_post",
        content_sha256="0" * 64,
        source=Source(
            name="a.txt", media_type="text/plain", encoding="utf-8", encoding_how="utf-8", bytes=1
        ),
        extractor=Extractor(name="t", version="1"),
        passages=(Passage(id="d1/a", kind="article", text=text),),
    )


def test_sentences_of_a_run_are_offered_but_for_the_shortest() -> None:
    offered = list(candidates_of(document_of(TEXT), [tags_of(TEXT)]))
    assert [one.text for one in offered] == ["We lost three desks.", TEXT[28:]]
    assert offered[0].overruled == "practitioner_testimony"
    assert offered[0].task_id == "d1/a:0-20"


def test_tags_of_another_text_are_refused() -> None:
    with pytest.raises(ProbenlpError, match="not of its text"):
        list(candidates_of(document_of(TEXT + " More."), [tags_of(TEXT)]))


def annotation(**more: Any) -> Annotation:
    part = Part(
        document_id="d1", passage_id="d1/a", at=0, start=0, end=len(TEXT), passage_sha256="0"
    )
    fields: dict[str, Any] = {
        "task_id": "d1/a",
        "text": TEXT,
        "text_sha256": digest(TEXT),
        "parts": (part,),
        "layers": ("voice",),
        "by": "Ida Marl",
        "at": "2026-01-02T03:04:05Z",
        "guidelines": "1",
        "tool": "jsonl/plain",
        "answer": "accept",
    }
    return Annotation(**{**fields, **more})


def test_judged_sentences_and_marks_count_as_labelled() -> None:
    chosen = JudgedChoice(standing="added", choice=Choice(layer="voice", label="news"))
    mark = Mark(id="m", layer="voice", label="commentary", start=0, end=20, surface=TEXT[:20])
    given_ = [
        annotation(about="sentence", choices=(chosen,)),
        annotation(about="sentence", answer="ignore"),
        annotation(marks=(JudgedMark(passage_id="d1/a", standing="kept", mark=mark),)),
    ]
    assert [(one.text, one.label) for one in labelled_of(given_)] == [
        (TEXT, "news"),
        (TEXT, None),
        (TEXT[:20], "commentary"),
    ]


def test_a_table_of_voices_counts_as_labelled(tmp_path: Any) -> None:
    table = tmp_path / "page.voice.tsv"
    table.write_text("passage\tvoice\tsentence\na\tnews\tIt rained\\nall day.\n", encoding="utf-8")
    assert list(labelled_in_table(table)) == [Labelled(text="It rained\nall day.", label="news")]


@pytest.mark.parametrize(
    ("lines", "message"),
    [("a\tb\nx\ty\n", ":1: no column sentence"), ("voice\tsentence\nnews\n", ":2: fields are")],
)
def test_a_broken_table_is_named(tmp_path: Any, lines: str, message: str) -> None:
    table = tmp_path / "page.voice.tsv"
    table.write_text(lines, encoding="utf-8")
    with pytest.raises(ProbenlpError, match=message):
        list(labelled_in_table(table))
