"""The sentiment model: what it sees, that it is kept byte for byte, and what it may change."""

from pathlib import Path

import msgspec
import numpy as np
import pytest

from probenlp.classify.sentiment import assign_sentiments, shipped_model
from probenlp.classify.sentiment_features import denied_marked, sentiment_features
from probenlp.classify.sentiment_model import (
    NEUTRAL,
    SentimentModel,
    load_sentiment_model,
    save_sentiment_model,
)
from probenlp.errors import ModelError
from probenlp.records import PassageTags, Sentence, Sentiment, Span, UnitMention


def tags_of(*sentences: tuple[str, float]) -> PassageTags:
    """Tags of a passage whose sentences have these scores."""
    text = " ".join(words for words, _ in sentences)
    spans, at = [], 0
    for words, _ in sentences:
        spans.append(Span.of(text, at, at + len(words)))
        at += len(words) + 1
    return PassageTags(
        document_id="d",
        passage_id="p",
        text_sha256="0" * 64,
        sentences=tuple(Sentence(span=span) for span in spans),
        sentiments=tuple(
            Sentiment(span=span, score=score, evidence=("own:word:denied",))
            for span, (_, score) in zip(spans, sentences, strict=True)
        ),
    )


GOOD = [("Plans were good and staff kind.", 0.7), ("The team was proud of good work.", 0.6)]
BAD = [("Plans were poor and late.", -0.7), ("The team was tired of broken doors.", -0.6)]
PLAIN = [("The office opens at nine.", 0.0), ("It lies behind the square.", 0.0)]


@pytest.fixture(scope="module")
def model() -> SentimentModel:
    groups = [(GOOD, 1), (BAD, -1), (PLAIN, 0)]
    features = [
        feature
        for sentences, _ in groups
        for sentence in sentences * 12
        for feature in sentiment_features(tags_of(sentence))
    ]
    values = [value for sentences, value in groups for _ in sentences * 12]
    aspects = [frozenset({"estate"} if "door" in f.text else ()) for f in features]
    aspects = [one | ({"practice"} if "plan" in f.text else set()) for one, f in
               zip(aspects, features, strict=True)]  # fmt: skip
    return SentimentModel.fit(features, values, aspects, {"made": "for a test"})


@pytest.mark.parametrize(
    ("text", "marked", "reason"),
    [
        ("it was safe", "it was safe", "nothing is denied"),
        ("it was not safe", "it was not not_safe", "what stands behind a denial"),
        ("it wasn't safe or kind.", "it wasn't not_safe not_or not_kind .", "up to the mark"),
        ("no, it was safe", "no , it was safe", "a mark ends the denial"),
    ],
)
def test_what_is_denied_is_another_word(text: str, marked: str, reason: str) -> None:
    assert denied_marked(text) == marked, reason


def test_names_and_figures_are_masked() -> None:
    tags = tags_of(("Dunmoor PDU lost 14 officers.", -0.4))
    unit = UnitMention(span=Span.of("Dunmoor PDU lost 14 officers.", 0, 11), name="Dunmoor PDU")
    (feature,) = sentiment_features(msgspec.structs.replace(tags, units=(unit,)))
    assert feature.text == "xx lost 0 officers."


def test_what_stands_around_is_seen() -> None:
    first, second = sentiment_features(tags_of(("It was poor.", -0.7), ("We left.", 0.0)))
    assert "before:-2" in second.marks
    assert "before:0" in first.marks
    assert "alone" not in first.marks


def test_the_model_learns_what_it_is_shown(model: SentimentModel) -> None:
    for sentences, wanted in ((GOOD, 1), (BAD, -1), (PLAIN, 0)):
        for sentence in sentences:
            (valued,) = model.value(sentiment_features(tags_of(sentence)))
            assert np.sign(valued.score) * (abs(valued.score) >= NEUTRAL) == wanted


def test_the_score_says_which_is_most_probable(model: SentimentModel) -> None:
    features = [f for one in (*GOOD, *BAD, *PLAIN) for f in sentiment_features(tags_of(one))]
    for valued in model.value(features):
        bad, neither, good = valued.probabilities
        assert (abs(valued.score) < NEUTRAL) == (neither >= max(bad, good))
        assert -1 <= valued.score <= 1


def test_the_same_model_is_the_same_bytes(model: SentimentModel, tmp_path: Path) -> None:
    for name in ("one", "other"):
        save_sentiment_model(model, tmp_path / name)
    for file in ("config.json", "weights.npz"):
        one, other = ((tmp_path / name / file).read_bytes() for name in ("one", "other"))
        assert one == other


def test_a_kept_model_says_the_same(model: SentimentModel, tmp_path: Path) -> None:
    save_sentiment_model(model, tmp_path)
    read = load_sentiment_model(tmp_path)
    features = [f for one in (*GOOD, *BAD, *PLAIN) for f in sentiment_features(tags_of(one))]
    for kept, fresh in zip(read.value(features), model.value(features), strict=True):
        assert kept.score == pytest.approx(fresh.score, abs=0.002)
        assert kept.aspects.keys() == fresh.aspects.keys()


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("config.json", "{}", "format"),
        ("config.json", '{"format": 99}', "99"),
        ("weights.npz", "no arrays", "sentiment model"),
    ],
)
def test_a_broken_model_is_named(
    model: SentimentModel, tmp_path: Path, file: str, content: str, told: str
) -> None:
    save_sentiment_model(model, tmp_path)
    (tmp_path / file).write_text(content)
    with pytest.raises(ModelError, match=told):
        load_sentiment_model(tmp_path)


def test_parts_that_do_not_fit_are_named(model: SentimentModel, tmp_path: Path) -> None:
    save_sentiment_model(model, tmp_path)
    config = msgspec.json.decode((tmp_path / "config.json").read_bytes())
    config["marks"] = config["marks"][1:]
    (tmp_path / "config.json").write_bytes(msgspec.json.encode(config))
    with pytest.raises(ModelError, match="shape"):
        load_sentiment_model(tmp_path)


def test_every_sentence_keeps_one_record_for_the_whole(model: SentimentModel) -> None:
    tags = tags_of(*GOOD, *BAD, *PLAIN)
    (found,) = assign_sentiments([tags], model=model)
    wholes = [one for one in found.sentiments if one.aspect is None]
    assert [one.span for one in wholes] == [one.span for one in tags.sentences]
    assert all(one.evidence[0].startswith("model:") for one in found.sentiments)
    assert all("own:word:denied" in one.evidence for one in wholes)


def test_an_aspect_is_found(model: SentimentModel) -> None:
    (found,) = assign_sentiments([tags_of(BAD[0])], model=model)
    assert [one.aspect for one in found.sentiments if one.aspect] == ["practice"]


def test_what_was_not_valued_stays_so(model: SentimentModel) -> None:
    bare = msgspec.structs.replace(tags_of(*GOOD), sentiments=())
    assert assign_sentiments([bare], model=model) == (bare,)


def test_reasons_are_named(model: SentimentModel) -> None:
    (feature,) = sentiment_features(tags_of(BAD[0]))
    names = [name for name, share in model.explain(feature, -1, most=40) if share > 0]
    assert any(name.startswith("words:") for name in names)
    assert "lexicon" in names


@pytest.mark.parametrize(
    ("sentence", "score", "wanted"),
    [
        ("Inspectors found that planning was poor and that managers had not acted.", -0.7, -1),
        ("Staff were dedicated, and people on probation were well supported.", 0.8, 1),
        ("The inspection took place in May.", 0.0, 0),
    ],
)
def test_the_model_that_ships_knows_plain_cases(sentence: str, score: float, wanted: int) -> None:
    (found,) = assign_sentiments([tags_of((sentence, score))], model=shipped_model())
    whole = found.sentiments[0]
    assert np.sign(whole.score) * (abs(whole.score) >= NEUTRAL) == wanted
