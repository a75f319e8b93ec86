"""Key word in context."""

from itertools import pairwise
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.errors import ProbenlpError
from probenlp.report.concordance import Concordance, concordance
from probenlp.report.queries import Query
from probenlp.report.words import forms_of, words_of

# Query; text with what must be found in brackets.
SPECIFICATION = """
caseload      | My [caseload] is over; my caseloads were not counted.
caseload*     | My [caseload] is over; the [caseloads] of others are not.
*load         | The [workload] and the [caseload] grow, the loader does not.
don't         | We [don’t] count, and you [don't] either.
case load     | A [case  load] over two blanks is a phrase, caseload is none.
follow-up     | The [follow‑up] was late, the followup too.
No. 10        | They met at [No. 10], not at No 10.
PDU           | Our [PDU] and your [pdu]; PDUs are more than one.
""".strip().splitlines()


@pytest.mark.parametrize("line", SPECIFICATION, ids=lambda line: line.partition("|")[0].strip())
def test_what_a_query_finds(line: str) -> None:
    query, _, marked = (part.strip() for part in line.partition("|"))
    wanted = [piece.partition("]")[0] for piece in marked.split("[")[1:]]
    text = marked.replace("[", "").replace("]", "")
    assert [text[start:end] for start, end in Query(query).find(text)] == wanted


def test_case_and_parts_of_words_on_request() -> None:
    text = "Workload, workload, WORKLOADS"
    assert len(list(Query("Workload", case=True).find(text))) == 1
    assert len(list(Query("load", whole_word=False).find(text))) == 3
    assert len(list(Query("load").find(text))) == 0


def test_a_pattern_finds_as_it_says() -> None:
    hits = Query(r"\b\d+ (?:cases|people)\b", is_regex=True).find("62 cases, 38 people, 5 posts")
    assert list(hits) == [(0, 8), (10, 19)]


@pytest.mark.parametrize(("words", "told"), [(" ", "nothing to look for"), ("(", "no pattern")])
def test_what_is_no_query_is_told(words: str, told: str) -> None:
    with pytest.raises(ProbenlpError, match=told):
        Query(words, is_regex=True)


def test_a_pattern_that_does_not_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("probenlp.report.queries.SECONDS", 0.2)
    with pytest.raises(ProbenlpError, match="one repetition inside another"):
        list(Query(r"(a|aa)+$", is_regex=True).find("a" * 80 + "b"))


@given(st.text(st.sampled_from("ab cd’-.\n\u2028é😀"), max_size=80), st.integers(0, 4))
def test_hits_and_context_are_of_the_text(text: str, window: int) -> None:
    make = _make()
    if not text.strip():
        return
    for unit in ("words", "characters"):
        for hit in concordance(make.told("d", text), Query("a*"), window=window, unit=unit):
            assert text[hit.start : hit.end] == hit.match
            assert text[: hit.start].endswith(hit.left)
            assert text[hit.end :].startswith(hit.right)
            counted = forms_of if unit == "words" else len
            size = counted(hit.left)
            assert (len(size) if isinstance(size, list) else size) <= window + (unit == "words")


def _make() -> SimpleNamespace:
    """Hypothesis and fixtures of functions do not go together: made here."""
    from probenlp.records import Document, Extractor, Passage, Sentence, Source, Span
    from probenlp.report.told import Told

    def told(key: str, text: str) -> list[Told]:
        source = Source(name=key, media_type="", encoding="", encoding_how="", bytes=0)
        passage = Passage(id=f"{key}.a", kind="article", text=text)
        document = Document(
            id=key,
            content_sha256="",
            source=source,
            extractor=Extractor(name="", version=""),
            passages=(passage,),
        )
        return [Told(document, passage, Sentence(span=Span.of(text, 0, len(text))))]

    return SimpleNamespace(told=told)


@given(st.text(max_size=60))
def test_words_stand_where_they_say(text: str) -> None:
    words = list(words_of(text))
    assert [word.form for word in words] == forms_of(text)
    assert all(a.end <= b.start for a, b in pairwise(words))


def test_only_sentences_that_were_asked_for(make: SimpleNamespace) -> None:
    sentences = make.told("d", "The load grew.", "The load fell.", "A load stayed.")
    hits = list(concordance([sentences[0], sentences[2]], Query("load"), window=3))
    assert [hit.told.sentence.span.surface for hit in hits] == ["The load grew.", "A load stayed."]
    assert hits[1].left == "load fell. A ", "the context goes on beyond the sentence"


def test_orders(make: SimpleNamespace) -> None:
    sentences = make.told("d", "Our b load c.", "My a load d.", "The c load b.")
    found = Concordance("load", concordance(sentences, Query("load"), window=1))
    assert [hit.right.strip(" .") for hit in found.sort("right")] == ["b", "c", "d"]
    assert [hit.left.strip() for hit in found.sort("left")] == ["a", "b", "c"]
    assert list(found.sort("text")) == list(found)
    with pytest.raises(ValueError, match="expected text, left, right or match"):
        found.sort("up")  # type: ignore[arg-type]


def test_drawings(make: SimpleNamespace) -> None:
    nasty = make.told("d", "A <script>load</script> of it.")
    found = Concordance("load", concordance(nasty, Query("load")))
    assert "1 × 'load'" in repr(found)
    assert "<script>" not in found._repr_html_()
    assert found.to_frame()["match"] == ["load"]
