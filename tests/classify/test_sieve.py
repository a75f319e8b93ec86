"""The sieve keeps patterns from texts that they cannot match, and from no others."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probenlp.classify import rules
from probenlp.classify.needed import needed_tokens
from probenlp.classify.proven import proving_tokens
from probenlp.classify.sieve import SHARED, Guarded, Several, Sieve
from probenlp.classify.wording import trade_words_of
from probenlp.domains import load_domain

assert rules  # its rules bring their patterns with them
trade_words_of(load_domain("probation"))
SHARED.read()
ALL = SHARED.patterns


def words_needed(pattern: str, flags: int = 0) -> list[list[set[str]]]:
    """The ways to match as sets of whole words."""
    return [[set(need.words) for need in way] for way in needed_tokens(re.compile(pattern, flags))]


@pytest.mark.parametrize(
    ("pattern", "needed"),
    [
        (r"\b(?:told|asked) us\b", [[{"told", "asked"}, {"us"}]]),
        # What may be left out is not needed.
        (r"\bmy (?:late )?mum\b", [[{"mum"}, {"my"}]]),
        # Endings that may be there make two words.
        (r"\binspectors?\b", [[{"inspector", "inspectors"}]]),
        (r"\bsummari[sz]ed\b", [[{"summarised", "summarized"}]]),
        # Two ways to match, one of which needs two words.
        (r"\b(?:resigned|handed in)\b", [[{"resigned"}], [{"handed"}, {"in"}]]),
        # A repetition needs what it repeats.
        (r"(?:\bwell )+", [[{"well"}]]),
        # These need nothing: a blank, anything, and an alternative to a word.
        (r"\s", []),
        (r".*", []),
        (r"\bword\b|^.", []),
        # A word that may go on is found inside tokens, not looked up as one.
        (r"\bdisgrac\w+", [[set()]]),
        # Without a boundary before it, "us" is there in "bus" too.
        (r"us\b", [[set()]]),
    ],
)
def test_what_a_pattern_needs_is_read_off(pattern: str, needed: list[list[set[str]]]) -> None:
    assert words_needed(pattern) == needed


def test_words_are_kept_small_where_case_does_not_count() -> None:
    assert words_needed(r"\bTold\b", re.IGNORECASE) == [[{"told"}]]
    assert words_needed(r"\bTold\b") == [[{"Told"}]]


def test_a_pattern_is_kept_from_a_text_without_its_words() -> None:
    told = Sieve().guarded(r"\btold (?:us|me)\b")
    assert told.allows("They told nobody but us.")
    assert not told.allows("They told nobody.")
    assert not told.allows("Nobody retold it to us.")


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        # Letters that a search without case takes for plain ones.
        (r"\bsaid\b", "they ſaid so"),
        (r"\bkept\b", "it was \u212aept"),
        (r"\bin\b", "IN, İN and ın"),
        # A word beside an apostrophe, a dash, an underscore, the end.
        (r"\bisn't\b", "it isn't"),
        (r"\bwell-known\b", "a well-known fact"),
        (r"(?<![\w’'])we(?!\w)", "(we)"),
        (r"_x\b", "a_x"),
        (r"[“”]", "a “word”"),
        (r"\w+ing (?:here|there)", "standing there"),
        (r"(?:ha){2,}", "hahaha"),
        (r"(?:\d+|two|three) (?:weeks?|days?)", "12 weeks"),
        (r"[a-z]{3,}(?<!ne)ed\b", "waited"),
        (r"(?=\w*[A-Z]\w*[A-Z])[A-Z]\w{1,7}\b", "the OASys"),
        (r"^x|(?m:^y)", "a\ny"),
        (r"(?P<a>fo+)(?P=a)", "foofoo"),
    ],
)
def test_what_a_pattern_finds_it_finds_behind_a_sieve(pattern: str, text: str) -> None:
    plain = re.compile(pattern, re.IGNORECASE)
    wanted, found = plain.search(text), Sieve().guarded(plain).search(text)
    assert wanted is not None
    assert found is not None
    assert found.span() == wanted.span()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_whatever_matches_passes(data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(ALL), label="pattern")
    text = data.draw(st.from_regex(one.pattern), label="text")
    if one.pattern.search(text):  # look-arounds that hypothesis does not know may forbid it
        assert one.allows(text)


PIECES = ["told", "us", "My", "team", "I've", "waited", "12", "weeks", "!", "?", "PO", "here", "’s"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from([" ", "", "\n"]))
def test_a_guarded_pattern_answers_as_the_pattern_does(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    for one in ALL:
        wanted = one.pattern.search(text)
        found = one.search(text)
        assert (found and found.span()) == (wanted and wanted.span())
        assert one.finds(text) == (wanted is not None)


@pytest.mark.parametrize(
    ("pattern", "proven"),
    [
        (r"\b(?:he|she)\b", {"he", "she"}),
        # "told" alone is enough, "asked" is not.
        (r"\b(?:told|asked to)\b", {"told"}),
        (r"(?<![\w’'])us(?!\w)", {"us"}),
        # What stands behind or before the word is not seen in the word.
        (r"\bleft\b(?! of)", set()),
        (r"\btold(?![\w.])", set()),
        (r"(?<!\w-)told\b", set()),
        (r"(?<=to )wait\b", set()),
        # Nor where in the text it stands, nor how often.
        (r"^told\b", set()),
        (r"\btold$", set()),
        (r"(?:\bha\b ?){2}", set()),
        # What is asserted of a sign is not seen in it either.
        (r"\b!", set()),
    ],
)
def test_which_tokens_prove_a_match_is_read_off(pattern: str, proven: set[str]) -> None:
    found = proving_tokens(re.compile(pattern))
    assert {word for proof in found for word in proof.need.words} == proven
    assert not [proof.need.pieces for proof in found if proof.need.pieces]


@pytest.mark.parametrize(
    ("pattern", "text", "finds"),
    [
        (r"(?<![\w’'])us(?!\w)", "they told 'us", False),
        (r"(?<![\w’'])us(?!\w)", "they told ’us", False),
        (r"(?<![\w’'])us(?!\w)", "'they' told us", True),
        (r"(?<![\w’'])us(?!\w)", "'us' or us", True),
        (r"\b[a-z]{3,}(?<!ne)ed\b", "in need", False),
        (r"\b[a-z]{3,}(?<!ne)ed\b", "in need they waited", True),
        (r"[^\W\d_ox]", "--oo00oo--", False),
        (r"[^\W\d_ox]", "--oo00oo-- a", True),
        (r"[\w,;]\s*$", "no end \n", True),
        (r"[\w,;]\s*$", "an end.", False),
        (r"[\w,;]\s*$", "   ", False),
        (r"[\w,;]\s*$", "", False),
        (r"^(?:so|and)", "and so", True),
        (r"^(?:so|and)", "it is so", False),
        (r"^so|and", "it and so", True),
        (r"[’]t", "don't", False),
        (r"[']t", "don't", True),
    ],
)
def test_a_proof_is_no_guess(pattern: str, text: str, *, finds: bool) -> None:
    assert (re.search(pattern, text) is not None) == finds
    assert Sieve().guarded(pattern).finds(text) == finds


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_what_a_token_proves_is_found(data: st.DataObject) -> None:
    one = data.draw(st.sampled_from([one for one in ALL if one.proof or not one.ways]))
    text = data.draw(st.from_regex(one.pattern) | st.text(max_size=30), label="text")
    assert one.finds(text) == (one.pattern.search(text) is not None)
    assert one.finds(f"'{text}") == (one.pattern.search(f"'{text}") is not None)


def test_all_ways_of_asking_are_guarded_alike() -> None:
    told: Guarded = Sieve().guarded(r"\btold\b")
    assert told.match("told us")
    assert told.match("us told") is None
    assert told.fullmatch("told")
    assert told.findall("told and told") == ["told", "told"]
    assert told.findall("asked") == []
    assert told.sub("asked", "told us") == "asked us"
    assert told.sub("asked", "asked us") == "asked us"


def test_patterns_may_be_taken_in_after_others_were_asked() -> None:
    sieve = Sieve()
    told = sieve.guarded(r"\btold\b")
    assert told.search("told and asked")
    asked = sieve.guarded(r"\basked\b")
    assert asked.search("told and asked")
    assert told.search("told and asked")


def test_several_patterns_are_named_in_their_order() -> None:
    sieve = Sieve()
    several = Several({name: sieve.guarded(name) for name in ("b", "a", "[?]", "x")})
    assert several.found_in("a b?") == ["b", "a", "[?]"]


def test_a_pattern_that_cannot_be_read_is_tried_everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    # The reader of patterns is Python's own and may change.
    monkeypatch.setattr("probenlp.classify.needed._PARSER", object())
    told = Sieve().guarded(r"\btold\b")
    assert told.allows("nothing of the kind")
    assert told.search("nothing of the kind") is None
