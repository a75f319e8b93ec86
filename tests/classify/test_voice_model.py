"""The voice model keeps scikit-learn's contract, knows how sure it is, and is plain data."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_matrix
from sklearn.base import clone

from probenlp.classify.assign import shipped_voice_model
from probenlp.classify.estimator import VoiceClassifier
from probenlp.classify.features import CONTAINER, SentenceFeatures, without_container
from probenlp.classify.model import load_model, save_model
from probenlp.classify.neighbours import Groups, beside, mean_of_others, of_length_one
from probenlp.classify.sureness import (
    best_temperature,
    calibration_error,
    heated,
    rounded,
    thresholds,
    voice_set,
)
from probenlp.classify.terms import Marks, Terms, letters, words_and_pairs
from probenlp.classify.training import fit_voice_model
from probenlp.errors import ModelError


def seen(text: str, *marks: str, block: str = "b", document: str = "d") -> SentenceFeatures:
    return SentenceFeatures(text=text, marks=marks, block=block, passage=block, document=document)


FINDINGS = ["we found that plans were weak", "inspectors judged the records poor",
            "the ward was rated good", "leaders had not acted on our report"]  # fmt: skip
TESTIMONY = ["nobody told us on the wing", "i had nine new people on monday",
             "my manager reads my files at home", "we were two on shift again"]  # fmt: skip
SENTENCES = [
    seen(text, f"{CONTAINER}passage={where}", "style:i" if "i " in text else "style:we",
         block=f"{where}{source}", document=source)
    for source in "abcd"
    for where, texts in (("article", FINDINGS), ("comment", TESTIMONY))
    for text in texts
]  # fmt: skip
VOICES = [
    "official_finding" if "article" in one.marks[0] else "practitioner_testimony"
    for one in SENTENCES
]
SOURCES = [one.document for one in SENTENCES]


def test_it_is_an_estimator_that_can_be_cloned() -> None:
    estimator = VoiceClassifier(strength=0.5)
    assert clone(estimator).get_params() == estimator.get_params()
    assert not hasattr(clone(estimator.fit(SENTENCES, VOICES)), "coef_")
    assert estimator.set_params(strength=2.0).strength == 2.0


def test_it_learns_and_gives_probabilities() -> None:
    model = VoiceClassifier().fit(SENTENCES, VOICES)
    rows = model.predict_proba(SENTENCES)
    assert rows.shape == (len(SENTENCES), 2)
    assert np.allclose(rows.sum(axis=1), 1)
    assert model.predict(SENTENCES).tolist() == VOICES
    assert model.predict_proba([]).shape == (0, 2)
    assert len(model.columns()) == model.coef_.shape[1]


def test_the_place_can_be_withheld() -> None:
    lying = seen("nobody told us on the wing", f"{CONTAINER}passage=article", block="x")
    plain = VoiceClassifier(container=False).fit(SENTENCES, VOICES)
    assert plain.predict([lying]).tolist() == ["practitioner_testimony"]
    assert np.array_equal(
        plain.predict_proba([lying]), plain.predict_proba([without_container(lying)])
    )
    assert not any(CONTAINER in name for name in plain.columns())


def test_neighbours_speak_for_a_sentence_that_says_nothing() -> None:
    model = VoiceClassifier().fit(SENTENCES, VOICES)
    alone = seen("it took nine weeks", block="x")
    among = [seen("nobody told us on the wing", "style:we", block="y"),
             seen("it took nine weeks", block="y"),
             seen("i had nine new people on monday", "style:i", block="y")]  # fmt: skip
    at = model.classes_.tolist().index("practitioner_testimony")
    assert model.predict_proba(among)[1, at] > model.predict_proba([alone])[0, at]


def test_a_decision_is_taken_apart() -> None:
    model = VoiceClassifier(container=False).fit(SENTENCES, VOICES)
    (told,) = model.explain([SENTENCES[0]], ["official_finding"])
    assert told[0][1] > 0
    assert {name.partition(":")[0] for name, _ in told} & {"words", "letters"}


def test_the_same_model_is_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        save_model(fit_voice_model(SENTENCES, VOICES, SOURCES), tmp_path / name)
    for file in ("config.json", "weights.npz"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "two" / file).read_bytes()


def test_a_model_comes_back_as_it_went(tmp_path: Path) -> None:
    model = fit_voice_model(SENTENCES, VOICES, SOURCES, about={"pages": 4})
    save_model(model, tmp_path)
    again = load_model(tmp_path)
    assert again.about == {"pages": 4}
    assert again.limits == model.limits
    before, after = model.decide(SENTENCES), again.decide(SENTENCES)
    assert [one.voice for one in before] == [one.voice for one in after]
    for one, other in zip(before, after, strict=True):
        assert one.probabilities == pytest.approx(other.probabilities, abs=1e-3)


@pytest.mark.parametrize(
    ("harm", "message"),
    [
        (lambda folder: (folder / "weights.npz").unlink(), "no voice model can be read"),
        (lambda folder: (folder / "weights.npz").write_bytes(b"PK"), "no voice model can be read"),
        (lambda folder: (folder / "config.json").write_text("{"), "no voice model can be read"),
        (lambda folder: change(folder, format=9), "format 9"),
        (lambda folder: change(folder, marks=[]), "of different models"),
    ],
)
def test_a_broken_model_is_named(tmp_path: Path, harm: object, message: str) -> None:
    save_model(fit_voice_model(SENTENCES, VOICES, SOURCES), tmp_path)
    harm(tmp_path)  # type: ignore[operator]
    with pytest.raises(ModelError, match=message):
        load_model(tmp_path)


def change(folder: Path, **fields: object) -> None:
    path = folder / "config.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | fields))


def test_too_little_to_hold_out_is_said() -> None:
    with pytest.raises(ValueError, match="1 source texts"):
        fit_voice_model(SENTENCES, VOICES, ["a"] * len(SENTENCES))


def test_the_model_that_ships_is_small_and_says_what_it_learned_from() -> None:
    folder = Path(__file__).parents[2] / "models" / "voice"
    assert sum(path.stat().st_size for path in folder.iterdir()) < 5_000_000
    about = shipped_voice_model().about
    assert about["sentences"] > 2_000
    assert min(about["voices"].values()) >= 120
    assert set(about) >= {"gold", "pages", "sources", "probenlp", "scikit-learn"}


rows = st.lists(st.lists(st.floats(0.01, 1), min_size=3, max_size=3), min_size=1, max_size=30).map(
    lambda values: np.array(values) / np.array(values).sum(axis=1, keepdims=True)
)


@given(rows, st.floats(0.3, 3))
def test_heat_keeps_the_order(values: np.ndarray, temperature: float) -> None:
    warm = heated(values, temperature)
    assert np.allclose(warm.sum(axis=1), 1)
    assert (warm.argmax(axis=1) == values.argmax(axis=1)).all()


@given(rows)
def test_a_set_is_never_empty_and_holds_the_decision(values: np.ndarray) -> None:
    for row in values.tolist():
        kept = voice_set(row, [0.5, 0.5, 0.5])
        assert kept[0] == max(range(3), key=row.__getitem__)


def test_limits_hold_back_one_in_ten_of_each_voice() -> None:
    values = np.column_stack([np.linspace(0.01, 0.99, 99), 1 - np.linspace(0.01, 0.99, 99)])
    truth = np.zeros(99, dtype=np.int64)
    low, none = thresholds(values, truth)
    assert (values[:, 0] >= low).mean() == pytest.approx(0.91, abs=0.01)
    assert none == 0.0, "no sentence of the second voice: it is never ruled out"


def test_overconfidence_is_cooled() -> None:
    values = np.tile([[0.99, 0.01]], (100, 1))
    truth = np.array([0] * 70 + [1] * 30)
    temperature = best_temperature(values, truth)
    assert temperature > 1
    assert calibration_error(heated(values, temperature), truth) < calibration_error(values, truth)


@given(st.lists(st.floats(0, 1) | st.integers(0, 20_000).map(lambda n: n / 20_000), max_size=20))
def test_many_numbers_are_rounded_as_each_alone(values: list[float]) -> None:
    assert rounded(np.array(values)).tolist() == [round(one, 4) for one in values]


@given(st.text(max_size=60))
def test_any_text_is_cut_into_terms(text: str) -> None:
    assert all(words_and_pairs(text))
    assert all(3 <= len(run) <= 5 for run in letters(text))


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=12))
def test_neighbours_are_of_the_same_group(groups: list[str]) -> None:
    ordered = sorted(groups)
    one = csr_matrix(np.arange(1.0, len(ordered) + 1)[:, None])
    means, before = mean_of_others(one, ordered), beside(one, ordered, -1)
    for at, group in enumerate(ordered):
        others = [n + 1.0 for n, g in enumerate(ordered) if g == group and n != at]
        assert means.toarray()[at, 0] == pytest.approx(sum(others) / max(1, len(others)))
        same = at > 0 and ordered[at - 1] == group
        assert before.toarray()[at, 0] == (at if same else 0)


TEXTS = st.lists(
    st.sampled_from(["my my team", "haha haha", "we found", "", "zzz", "team we"]), max_size=30
)


@given(TEXTS)
def test_terms_weighed_at_once_are_those_of_the_matrix(texts: list[str]) -> None:
    for view in ("words", "letters"):
        terms = Terms.fit(view, ["my team", "my team haha", "we found we"], least=1, most=99)
        weights = np.arange(3.0 * len(terms.terms)).reshape(3, -1) % 7
        wanted = terms.transform(texts) @ weights.T
        assert np.allclose(terms.weighed(texts).scores(weights), wanted, atol=1e-12)


def test_a_sentence_without_an_entry_scores_nothing() -> None:
    marks = Marks(["a", "b", "c"]).weighed([["a", "b", "c"], [], ["c"], ["b", "c"]], 0.5)
    weights = np.array([[1.0, 2.0, 4.0]])
    assert marks.scores(weights).ravel().tolist() == [3.5, 0.0, 2.0, 3.0]


@given(TEXTS, st.lists(st.sampled_from("abc"), min_size=30, max_size=30))
def test_groups_of_weighed_rows_are_weighed_groups(texts: list[str], names: list[str]) -> None:
    # What is linear may be weighed first; a vocabulary that misses words leaves rows empty.
    terms = Terms.fit("words", ["my team", "my team", "we found"], least=1, most=99)
    weights = np.arange(2.0 * len(terms.terms)).reshape(2, -1) % 5
    rows, names = terms.transform(texts), names[: len(texts)]
    scores, groups = rows @ weights.T, Groups(names)
    mean = mean_of_others(rows, names) if texts else rows
    assert np.allclose(groups.mean_of_others(scores), mean @ weights.T)
    lengths = groups.lengths_of_others(terms.weighed(texts))[:, None]
    wanted = of_length_one(mean) @ weights.T
    assert np.allclose(groups.sum_of_others(scores) / lengths, wanted, atol=1e-9)
    for step in (-1, 1):
        assert np.allclose(groups.beside(scores, step), beside(rows, names, step) @ weights.T)


@pytest.mark.parametrize("around", [True, False])
def test_scores_are_those_of_the_rows_that_explain_them(around: bool) -> None:
    model = VoiceClassifier(around=around).fit(SENTENCES, VOICES)
    wanted = model._rows(SENTENCES) @ model.coef_.T + model.intercept_
    assert np.allclose(model.decision_function(SENTENCES), wanted, atol=1e-9)
