"""Key words, company of words and spread, against what others have published and computed."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2, power_divergence

from probenlp.errors import ProbenlpError
from probenlp.report.association import (
    chi_square_tail,
    log_dice,
    log_likelihood,
    log_likelihood_table,
    log_ratio,
    percent_difference,
)
from probenlp.report.collocations import Stretch, collocations
from probenlp.report.dispersion import deviation_of_proportions, juilland_d
from probenlp.report.keyness import keyness

COUNTS = st.dictionaries(
    st.sampled_from("abcdefgh"), st.integers(1, 60), min_size=1, max_size=8
).map(Counter)
PARTS = st.dictionaries(st.sampled_from(["d1", "d2", "d3"]), COUNTS, min_size=1, max_size=3)


def test_the_example_of_the_lancaster_tutorial() -> None:
    """52 in 50,000 words against 57 in 75,000: 2.65, short of the 3.84 of the 5 per cent level."""
    assert round(log_likelihood(52, 57, 50_000, 75_000), 2) == 2.65


def test_the_critical_values_of_rayson() -> None:
    for score, chance in ((3.84, 0.05), (6.63, 0.01), (10.83, 0.001), (15.13, 0.0001)):
        assert chi_square_tail(score) == pytest.approx(chance, rel=0.01)


def test_the_example_of_gries() -> None:
    """The letter a in his corpus of five parts: DP 0.18, Juilland's D 0.785 (Gries 2008)."""
    counts, sizes = [1, 2, 3, 4, 5], [9, 10, 10, 10, 11]
    assert deviation_of_proportions(counts, sizes) == pytest.approx(0.18)
    assert juilland_d(counts, sizes) == pytest.approx(0.785, abs=0.0005)


def test_what_rychly_says_of_log_dice() -> None:
    """At most 14; one more is twice as often; 0 is fewer than one in 16,000."""
    assert log_dice(9, 9, 9) == 14
    assert log_dice(8, 100, 100) - log_dice(4, 100, 100) == pytest.approx(1)
    assert log_dice(1, 16_384, 16_384) == pytest.approx(0)


@given(st.integers(0, 99), st.integers(0, 99), st.integers(100, 999), st.integers(100, 999))
def test_g2_is_that_of_scipy(a: int, b: int, c: int, d: int) -> None:
    if a + b == 0:
        assert log_likelihood(a, b, c, d) == 0
        return
    share = (a + b) / (c + d)
    expected = [c * share, d * share]
    theirs = power_divergence([a, b], expected, lambda_="log-likelihood").statistic
    assert log_likelihood(a, b, c, d) == pytest.approx(theirs, abs=1e-9)
    cells = [a, c - a, b, d - b]
    whole = [c * share, c * (1 - share), d * share, d * (1 - share)]
    theirs = power_divergence(cells, whole, lambda_="log-likelihood").statistic
    assert log_likelihood_table(a, c, a + b, c + d) == pytest.approx(theirs, abs=1e-8)
    assert chi_square_tail(theirs) == pytest.approx(chi2.sf(theirs, 1), abs=1e-12)


def test_effect_sizes() -> None:
    assert log_ratio(40, 10, 1000, 1000) == 2, "two doublings"
    assert log_ratio(10, 40, 1000, 1000) == -2
    assert percent_difference(40, 10, 1000, 1000) == 300
    assert percent_difference(5, 0, 1000, 1000) is None
    assert log_ratio(5, 0, 1000, 0) is None


@given(PARTS)
def test_a_corpus_against_itself_has_no_key_words(parts: dict[str, Counter[str]]) -> None:
    found = keyness(parts, parts, min_count=1, min_documents=1, alpha=2, steady=False)
    assert not list(found)


@given(PARTS, PARTS)
def test_key_words_are_those_used_more(
    ours: dict[str, Counter[str]], theirs: dict[str, Counter[str]]
) -> None:
    found = keyness(ours, theirs, min_count=1, min_documents=1, alpha=2, steady=False)
    one, other = sum(ours.values(), Counter()), sum(theirs.values(), Counter())
    more = {
        word
        for word, count in one.items()
        if count / one.total() > other[word] / other.total() + 1e-12
    }
    assert {word.word for word in found} == more
    assert all(word.p <= word.p_bh <= word.p_bonferroni + 1e-12 for word in found)
    assert all(0 <= (word.dp or 0) <= 1 for word in found)


def test_one_talkative_thread_makes_no_key_word() -> None:
    """A nickname that one thread repeats is its own, not the side's."""
    even = {f"d{number}": Counter(caseload=12, the=300, swan=1) for number in range(4)}
    even["d9"] = Counter(swan=60, the=300)
    against = {"e": Counter(caseload=2, swan=1, the=2000)}
    assert [word.word for word in keyness(even, against)] == ["caseload"]
    found = keyness(even, against, steady=False)
    assert {word.word for word in found} == {"caseload", "swan"}
    swan = next(word for word in found if word.word == "swan")
    assert not swan.is_steady
    assert (swan.dp or 0) > 0.5
    assert "1 left out as one text's doing" in keyness(even, against).note


def test_an_empty_side_is_no_error() -> None:
    assert len(keyness({}, {"d": Counter(a=3)})) == 0
    assert len(keyness({"d": Counter(a=3)}, {})) == 0


def test_company_within_words() -> None:
    texts = [Stretch("d1", "a high load is a high load".split())] * 2
    found = {one.word: one for one in collocations(texts, "load", window=1, min_count=1)}
    # Beside four loads stand four times "high" and twice "is"; ten words are no load.
    high = found["high"]
    assert (high.together, high.frequency) == (4, 4)
    assert high.expected == pytest.approx(6 * 4 / 10)
    assert high.log_dice == 14
    assert high.mi == pytest.approx(0.737, abs=0.001)


def test_a_word_between_two_is_near_once() -> None:
    found = collocations(
        [Stretch("d", "load x load y y y y".split())], "load", window=1, min_count=1
    )
    assert {one.word: one.together for one in found} == {"x": 1}


def test_company_within_sentences() -> None:
    texts = [Stretch("d", words.split()) for words in ("high load", "load high", "low", "low high")]
    (one,) = collocations(texts, "load", within="sentence", min_count=1)
    assert (one.word, one.together, one.frequency, one.expected) == ("high", 2, 3, 1.5)


def test_phrases_and_beginnings_are_looked_for() -> None:
    texts = [Stretch("d", "my case loads grew while case load counts stood still".split())] * 3
    found = {one.word for one in collocations(texts, "case load*", window=1)}
    assert {"my", "grew", "while", "counts"} == found


def test_what_cannot_be_looked_for_is_told() -> None:
    with pytest.raises(ProbenlpError, match="one of log_dice, g2, mi"):
        collocations([], "load", by="pmi")  # type: ignore[arg-type]
