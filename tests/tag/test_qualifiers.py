"""How statements are qualified: sentences and figures, with the reason for each."""

import msgspec
import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from probenlp.records import Qualifier, Span
from probenlp.tag.annotations import attached, set_published
from probenlp.tag.language import load
from probenlp.tag.qualifiers import Stretches
from probenlp.tag.qualifying import MARKERS, qualifiers_of


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


@pytest.mark.parametrize(
    ("sentence", "qualifiers", "reason"),
    [
        ("The officer reads every file.", "", "nothing qualifies it"),
        ("Nobody had opened the file.", "negated", "the subject denies"),
        ("The file had not been opened.", "negated", "the verb is denied"),
        ("There was no plan for the summer.", "negated", "what there is, is denied"),
        ("The team failed to open the file.", "negated", "failing to do is not doing"),
        ("The clerk who had no key opened the file.", "", "the denial is in an aside"),
        ("Not only was the file late, it was wrong.", "", "a look-alike of a denial"),
        ("No fewer than nine files were late.", "", "a bound, no denial"),
        ("Leaders should fill the posts.", "hypothetical", "a duty"),
        ("The hostel will open in spring.", "hypothetical", "a forecast"),
        ("If the hostel closes, people will sleep outside.", "hypothetical", "a condition"),
        ("The region hopes to open a hostel.", "hypothetical", "a wish"),
        ("Who reads these files?", "hypothetical", "a question asserts nothing"),
        ("The hostel, which could burn down tomorrow, is full.", "", "what could be is an aside"),
        ("Two years ago the hostel was clean.", "past", "years ago"),
        ("Two weeks ago the hostel was clean.", "", "what is weeks old is news"),
        ("At the last inspection the hostel was clean.", "past", "an earlier inspection"),
        ("The hostel used to be clean.", "past", "a state that is over"),
        ("Previously the hostel was a bank, and today it is full.", "past", "its first statement"),
        ("In 2017 the hostel was clean.", "past", "a year before the publication"),
        ("In 2023 the hostel was clean.", "", "the year of the publication"),
        ("The hostel has been full since 2017.", "", "it lasts until now"),
        ("The manager said that the hostel was full.", "reported", "indirect speech"),
        ("“The hostel is full,” said Mr Orme.", "reported", "direct speech"),
        ("Residents said that nobody had asked them.", "negated reported", "a denial, told"),
        ("I would not send anybody there.", "negated hypothetical", "both"),
    ],
)
def test_sentences(nlp: Language, sentence: str, qualifiers: str, reason: str) -> None:
    doc = nlp.make_doc(sentence)
    set_published(doc, "2023-04-01")
    (found,) = attached(nlp(doc), "sentences")
    assert " ".join(found.qualifiers) == qualifiers, reason


@pytest.mark.parametrize(
    ("sentence", "figures", "reason"),
    [
        ("Two years ago 40 per cent of posts were empty, but now 12 per cent are.",
         ["past", ""], "now ends the reach of then"),
        ("Plans were made in 44 per cent of cases, compared with 61 per cent last year.",
         ["", "past"], "each figure has its own time"),
        ("Visits were not made in 30 per cent of cases.", ["negated"], "the measure is denied"),
        ("The region hopes to recruit 40 officers.", ["hypothetical"], "a plan"),
        ("“We are short of 19 officers,” said the director.", ["reported"], "inside a quotation"),
        ("At its previous inspection the unit scored 4 out of 27.", ["past"], "inspected before"),
    ],
)  # fmt: skip
def test_figures(nlp: Language, sentence: str, figures: list[str], reason: str) -> None:
    found = attached(nlp(sentence), "statistics")
    assert [" ".join(one.qualifiers) for one in found] == figures, reason


@pytest.mark.parametrize(
    ("sentence", "qualifiers"),
    [
        ("Calder Reach PDU was rated ‘Good’.", ""),
        ("Calder Reach PDU was not rated ‘Good’.", "negated"),
        ("Calder Reach PDU was previously rated ‘Good’.", "past"),
        ("Calder Reach PDU could be rated ‘Good’ next time.", "hypothetical"),
        ("“Calder Reach PDU was rated ‘Good’ in May,” said Mr Orme.", "reported"),
    ],
)
def test_ratings(nlp: Language, sentence: str, qualifiers: str) -> None:
    (found,) = attached(nlp(sentence), "ratings")
    assert " ".join(found.qualifiers) == qualifiers


def test_figures_are_qualified_without_a_parser() -> None:
    blank = spacy.blank("en")
    for name in ("sentences", "statistics", "qualifiers"):
        blank.add_pipe(f"probenlp_{name}")
    (figure,) = attached(blank("Ten years ago 40 per cent of the beds were empty."), "statistics")
    assert figure.qualifiers == ("past",)


def test_every_marker_works() -> None:
    """A pattern that matches nothing would go unseen: each has an example of its own."""
    examples = {
        ("negated", "forward"): ["They did not see", "They hadn't seen"],
        ("negated", "backward"): ["see was missing"],
        ("hypothetical", "forward"): ["They might see"],
        ("past", "clause"): ["see in those days"],
    }
    for marker in MARKERS:
        words = examples[marker.qualifier, marker.reach]
        assert any(marker.pattern.search(one) for one in words)
    for (qualifier, _), words in examples.items():
        for one in words:
            at = one.index("see")
            assert qualifier in qualifiers_of(one, (at, at + 3))


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_any_stretch_of_any_text_is_taken(text: str, one: int, other: int) -> None:
    start, end = sorted((min(one, len(text)), min(other, len(text))))
    known: set[Qualifier] = {"negated", "hypothetical", "past"}
    assert qualifiers_of(text, (start, end)) <= known


places = st.tuples(st.integers(0, 60), st.integers(1, 30)).map(lambda p: (p[0], p[0] + p[1]))


@given(st.lists(places), places)
def test_stretches_are_found_as_by_looking_at_each(
    stretches: list[tuple[int, int]], place: tuple[int, int]
) -> None:
    start, end = place
    span = msgspec.convert({"start": start, "end": end, "surface": "x" * (end - start)}, Span)
    covered = {i for s, e in stretches for i in range(s, e)}
    assert Stretches(stretches).common(span) == len(covered & {*range(start, end)})
