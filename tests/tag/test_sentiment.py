"""How sentences value a service: words, denials, figures, grades, each with its reason."""

import csv
from importlib.resources import files

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from probenlp.domains import Aspect, Domain, load_domain
from probenlp.records import Sentiment
from probenlp.tag.annotations import attached
from probenlp.tag.language import load
from probenlp.tag.phrases import PhraseTable, words_of
from probenlp.tag.sentiment import BOTH_SIDES, SentimentTagger
from probenlp.tag.sentiment_aspects import Aspects
from probenlp.tag.sentiment_clauses import GRANTED, clauses_of
from probenlp.tag.sentiment_lexicon import grade_scores, lexicon, own_rows, vader_words

NEUTRAL = 0.25


@pytest.fixture(scope="module")
def nlp() -> Language:
    return load()


@pytest.fixture(scope="module")
def tagger() -> SentimentTagger:
    return SentimentTagger()


def whole(nlp: Language, text: str) -> list[Sentiment]:
    return [one for one in attached(nlp(text), "sentiments") if one.aspect is None]


def sign(score: float) -> str:
    return "0" if abs(score) < NEUTRAL else "+" if score > 0 else "-"


VALUED = [
    # Judgements in an inspector's words.
    ("The leadership of the unit is outstanding.", "+", "praise without reserve"),
    ("Staff were dedicated and knowledgeable.", "+", "praise of people"),
    ("The quality of planning was poor.", "-", "plain fault"),
    ("The arrangements were wholly inadequate.", "-", "condemnation"),
    ("Delivery requires improvement.", "-", "'requires improvement' is no praise"),
    ("There is considerable room for improvement.", "-", "neither is room for it"),
    ("Supervision has improved.", "+", "what has improved is better"),
    ("We found a culture in which staff felt valued.", "+", "how staff are treated counts"),
    ("Reports were superficial and incomplete.", "-", "two faults"),
    ("The hub opened in 2015.", "0", "a fact values nothing"),
    ("The prison holds 600 men convicted of violence.", "0", "the trade's words are no blame"),
    ("The security gate is on the left.", "0", "'security' praises nothing here"),
    ("We recommend that the region reviews its plans.", "0", "a recommendation finds nothing"),
    # Deficits and amounts.
    ("There is a backlog of reports.", "-", "a deficit is bad"),
    ("The backlog has been cleared.", "+", "a deficit that is gone is good"),
    ("Vacancies have fallen sharply.", "+", "a deficit that falls"),
    ("Vacancies continue to rise.", "-", "a deficit that rises"),
    ("Sickness absence was cut.", "+", "'cut' of what is bad"),
    ("Waiting times have doubled.", "-", "waits that grow"),
    ("Morale is low.", "-", "a good thing that is low"),
    ("Morale has risen.", "+", "a good thing that rises"),
    ("Retention dropped again.", "-", "a good thing that falls"),
    ("Caseloads are too high.", "-", "a burden is bad by its size"),
    ("Caseloads have come down.", "+", "a burden that eases"),
    ("They discussed morale.", "0", "an amount of which nothing is told"),
    ("There is a lack of oversight.", "-", "what there is too little of"),
    ("There was a shortage of experienced officers.", "-", "a shortage of what is good"),
    # Denials.
    ("The plans were not good enough.", "-", "praise denied"),
    ("Nobody was helpful.", "-", "the subject denies"),
    ("The office is not safe.", "-", "safety denied"),
    ("Managers failed to support the team.", "-", "failing to do is not doing"),
    ("There were no delays.", "+", "a deficit denied"),
    ("The building is never clean or welcoming.", "-", "never is a denial"),
    ("Not only was it safe, it was well run.", "+", "'not only' denies nothing"),
    # What is wished for, asked, or long past says little of now.
    ("Staff should be supported.", "0", "a demand is no finding"),
    ("If the plans were good, we would say so.", "0", "a condition"),
    ("Was the leadership effective?", "0", "a question"),
    # Shades.
    ("The unit was seriously understaffed.", "-", "a shade strengthens"),
    ("Planning was reasonably good.", "+", "a shade weakens, no more"),
    # What is granted and what is asserted.
    ("Although the staff were kind, the service was inadequate.", "-", "the main clause wins"),
    ("The staff were kind but the plans were poor.", "-", "what stands behind 'but' counts"),
    ("Despite severe pressure, the teams were excellent.", "+", "what is granted counts less"),
    ("The teams were excellent despite severe pressure.", "+", "wherever it stands"),
    ("The room was cold, but the welcome was warm and kind.", "+", "praise behind 'but'"),
    # Figures.
    ("Only 31 per cent of plans were sufficient.", "-", "a small share of what is good"),
    ("Plans were sufficient in 82 per cent of cases.", "+", "most of what is good"),
    ("Domestic abuse checks were missing in half of the cases.", "-", "half of what is bad"),
    ("Vacancies fell from 36 to 19 per cent.", "+", "a fall of what is bad"),
    ("Sickness rose from 9 to 14 days.", "-", "a rise of what is bad"),
    ("The unit scored three points out of 27.", "-", "few points of many"),
    ("The unit scored 20 points out of 21.", "+", "nearly all points"),
    # Grades.
    ("Ashmere and Tolland PDU was rated ‘Inadequate’.", "-", "the lowest grade"),
    ("Ashmere and Tolland PDU was rated ‘Requires improvement’.", "-", "the lowest but one"),
    ("Ashmere and Tolland PDU was rated ‘Good’.", "+", "a high grade"),
    ("Ashmere and Tolland PDU was rated ‘Outstanding’.", "+", "the highest"),
    # What was left undone, said without a word of blame.
    ("The checks had not been made.", "-", "what was left undone"),
    ("Nobody rang me back.", "-", "nobody did"),
    ("He should have been seen in March.", "-", "what ought to have been"),
    ("We are still waiting for a date.", "-", "waiting"),
    ("She was told to use her own phone.", "-", "imposed"),
    # Mockery.
    ("Well done them, another glossy leaflet.", "-", "mocking praise"),
    ("What could possibly go wrong?", "-", "mockery that asks"),
    ("Yeah right, a brilliant plan.", "-", "praise beside mockery is none"),
    # Words of a team's name, of courtesy, of everyday talk.
    ("As well as that, the clerk wrote to us.", "0", "'as well' praises nothing"),
    ("The crisis team meets on Mondays.", "0", "a team's name"),
    ("Fair enough, the form is blue.", "0", "a turn of talk"),
    # The user's plain words.
    ("My officer saved my life.", "+", "praise in plain words"),
    ("I was passed from pillar to post.", "-", "blame in plain words"),
    ("The heating is broken and there are rats.", "-", "a building's faults"),
    # VADER's words are believed where ours say nothing.
    ("It was a gloomy and hateful place.", "-", "general words of feeling"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "wanted", "reason"), VALUED)
def test_a_sentence_is_valued(nlp: Language, sentence: str, wanted: str, reason: str) -> None:
    (found,) = whole(nlp, sentence)
    assert sign(found.score) == wanted, f"{reason}: {found.score} {found.evidence}"


@pytest.mark.parametrize(
    ("stronger", "weaker", "reason"),
    [
        ("It was extremely poor.", "It was poor.", "a shade strengthens"),
        ("It was poor.", "It was slightly poor.", "a shade weakens"),
        ("It was inadequate.", "It was limited.", "words have a strength of their own"),
        ("It was poor.", "It was not good.", "a denial is weaker than a plain word"),
        ("It is poor.", "Ten years ago it was poor.", "what is past counts less"),
        ("It was poor and unsafe.", "It was poor.", "two faults are more than one"),
    ],
)
def test_blame_has_degrees(nlp: Language, stronger: str, weaker: str, reason: str) -> None:
    assert whole(nlp, stronger)[0].score < whole(nlp, weaker)[0].score, reason


@pytest.mark.parametrize(
    ("sentence", "aspect", "wanted"),
    [
        ("Vacancies have doubled.", "staffing", "-"),
        ("Caseloads are too high.", "workload", "-"),
        ("Senior leaders were ineffective.", "management", "-"),
        ("The roof leaks and the heating is broken.", "estate", "-"),
        ("The pay award is an insult.", "pay", "-"),
        ("Morale has risen.", "culture", "+"),
        ("Keeping people safe was not given enough weight.", "public_protection", "-"),
    ],
)
def test_an_aspect_is_valued(nlp: Language, sentence: str, aspect: str, wanted: str) -> None:
    scores = {one.aspect: one.score for one in attached(nlp(sentence), "sentiments")}
    assert aspect in scores
    assert sign(scores[aspect]) == wanted


def test_two_aspects_of_one_sentence_may_differ(nlp: Language) -> None:
    doc = nlp("The vacancies have fallen sharply, but the roof is broken and the rooms are filthy.")
    scores = {one.aspect: one.score for one in attached(doc, "sentiments")}
    assert scores["staffing"] > 0 > scores["estate"]


def test_both_sides_are_marked(nlp: Language) -> None:
    (found,) = whole(nlp, "Staff were excellent, but the leadership was inadequate.")
    assert BOTH_SIDES in found.evidence
    (plain,) = whole(nlp, "Staff were excellent.")
    assert BOTH_SIDES not in plain.evidence


def test_the_evidence_names_the_words(nlp: Language) -> None:
    (found,) = whole(nlp, "The backlog has been cleared.")
    assert found.evidence == ("own:backlog:falls",)


def test_a_words_praise_inside_a_bad_figure_counts_no_more(nlp: Language) -> None:
    (found,) = whole(nlp, "Only 12 per cent of the plans were good enough.")
    assert found.evidence == ("figure:bad",)


def test_a_previous_grade_counts_little(nlp: Language) -> None:
    now = whole(nlp, "Tolland PDU was rated ‘Inadequate’.")[0].score
    before = whole(nlp, "Tolland PDU was rated ‘Inadequate’ at its previous inspection.")[0].score
    assert now < before < NEUTRAL


def test_it_works_alone() -> None:
    blank = spacy.blank("en")
    blank.add_pipe("probenlp_sentiment")
    found = attached(blank("The service is excellent. The roof leaks badly."), "sentiments")
    assert [sign(one.score) for one in found if one.aspect is None] == ["+", "-"]


def test_a_domain_without_aspects_has_none() -> None:
    bare = Aspects(Domain(name="bare", title="Bare"))
    assert not list(bare.find(words_of("Vacancies and pay.")))


def test_an_aspect_of_an_unknown_topic_keeps_its_own_cues() -> None:
    row = Aspect(id="lamps", topics=("nowhere",), cues=("wick",))
    found = Aspects(Domain(name="bare", title="Bare", aspects=(row,)))
    assert [hit.payload for hit in found.find(words_of("Two wicks."))] == [("lamps",)]


def test_grades_of_a_scale_go_up() -> None:
    scores = grade_scores(load_domain("probation"))
    ranks = ["inadequate", "requires_improvement", "good", "outstanding"]
    four = [scores[f"hmip4_{rank}"] for rank in ranks]
    assert four == sorted(four)
    assert four[0] == -four[3]


def test_our_table_says_what_it_means() -> None:
    for row in own_rows():
        score = float(row.score)
        if row.kind in ("value", "hint", "irony", "bad_amount"):
            assert 0 < abs(score) <= 1, row.id
        words = row.words.split("|")
        assert len(words) == len(set(words)), row.id
        assert all(word == word.strip().lower() and word for word in words), row.id


def test_no_word_is_both_good_and_bad() -> None:
    signs: dict[str, set[bool]] = {}
    for row in own_rows():
        if row.kind == "value":
            for word in row.words.split("|"):
                signs.setdefault(word, set()).add(float(row.score) > 0)
    assert not [word for word, found in signs.items() if len(found) > 1]


def test_the_general_lexicon_is_whole() -> None:
    assert len(vader_words()) > 7000
    assert vader_words()["excellent"] > 0 > vader_words()["horrible"]
    table = files("probenlp.tag").joinpath("sentiment_words", "vader.tsv")
    rows = list(csv.reader(table.read_text(encoding="utf-8").splitlines(), delimiter="\t"))
    assert all(len(row) == 2 for row in rows)


@pytest.mark.parametrize(
    ("sentence", "weights", "reason"),
    [
        ("It rained.", [1.0], "one clause"),
        ("Although it rained, they came.", [GRANTED, 1.0], "granted first"),
        ("They came although it rained.", [1.0, GRANTED], "granted behind"),
        ("In spite of rain, they came.", [GRANTED, 1.0], "two words"),
        ("It rained but they came.", [GRANTED, 1.0], "what 'but' turns from"),
        ("All but two came.", [1.0], "'all but' turns nothing"),
        ("It has not come yet.", [1.0], "'not yet' turns nothing"),
        ("While waiting, they read.", [1.0, 1.0], "a span of time grants nothing"),
    ],
)
def test_clauses_are_weighed(sentence: str, weights: list[float], reason: str) -> None:
    assert [clause.weight for clause in clauses_of(words_of(sentence))] == weights, reason


def test_the_longest_phrase_is_taken() -> None:
    table = PhraseTable([("fit", 1), ("fit for purpose", 2), ("IT", 3)])
    assert [hit.payload for hit in table.find(words_of("It is fit for purpose and fit."))] == [2, 1]
    assert [hit.payload for hit in table.find(words_of("IT is slow."))] == [3]


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="abc not good but, backlog fell 40% 😬\n‘’.!?", max_size=120))
def test_any_text_keeps_its_offsets(text: str) -> None:
    tagger = _SHARED
    for one in tagger.find(text, [(0, len(text))] if text else []):
        assert one.span.holds_in(text)
        assert -1 <= one.score <= 1


_SHARED = SentimentTagger()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([row[0] for row in VALUED]), min_size=1, max_size=4))
def test_a_sentence_is_valued_whatever_follows(sentences: list[str]) -> None:
    text = " ".join(sentences)
    places, at = [], 0
    for sentence in sentences:
        places.append((at, at + len(sentence)))
        at += len(sentence) + 1
    together = [one.score for one in _SHARED.find(text, places) if one.aspect is None]
    alone = [
        one.score
        for sentence in sentences
        for one in _SHARED.find(sentence, [(0, len(sentence))])
        if one.aspect is None
    ]
    assert together == alone


def test_a_text_without_full_stops_takes_time_in_its_length(tagger: SentimentTagger) -> None:
    text = "the backlog was not good and never fell " * 4000
    found = tagger.find(text, [(0, len(text))])
    assert found[0].score != 0


def test_the_lexicon_without_a_domain_has_no_grades() -> None:
    hits = list(lexicon().find(words_of("A recall rate.")))
    assert not [hit for hit in hits if hit.payload.source == "domain"]
