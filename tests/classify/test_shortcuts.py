"""What is found by a shorter way is what the long way finds."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probenlp.classify import cast, registers
from probenlp.classify.contexts import _words_of_all
from probenlp.classify.sentiment_features import denied_marked
from probenlp.classify.wording import stem, trade_words_of
from probenlp.domains import load_domain
from probenlp.domains.origins import words_of
from probenlp.records import Sentence, Span

TRADE = trade_words_of(load_domain("probation"))
WORDS = st.sampled_from(
    "a the of our caseload caseloads OASys SPO spo PSO’s probation service officer practice"
    " delivery unit court minister election staff's recall It’s Mara Quill Jo Bell-Thorn Mrs"
    " nurse sister who whose son aged 40 his brother Dr , . ( ) he’ll not no can't never safe ;"
    " ! -n't n't 'tis".split()
)
SOUPS = st.lists(WORDS, max_size=24).map(" ".join) | st.text(max_size=40)


@given(SOUPS)
@settings(max_examples=200, deadline=None)
def test_words_of_the_trade_are_counted_at_once_as_one_by_one(text: str) -> None:
    words = words_of(text)
    runs = [
        tuple(words[at : at + size])
        for at in range(len(words))
        for size in range(1, len(words) - at + 1)
    ]
    acronyms = [one for one in re.findall(r"\w+", text) if one in TRADE._acronyms]
    told = TRADE.of(text, words)
    work = sum(stem(one) in TRADE._work for one in words)
    assert told.work == work + len(acronyms) + sum(run in TRADE._phrases for run in runs)
    assert told.politics == sum(stem(one) in TRADE._politics for one in words)
    assert told.practitioners == sum(run in TRADE._practitioners for run in runs)
    assert told.inside == TRADE.is_insider(text)
    assert told.served == TRADE.is_service_user(text)


SPACED = st.tuples(SOUPS.filter(str.strip), st.sampled_from([" ", "\n", "", "x", " – "]))


@given(st.lists(SPACED, max_size=5))
def test_words_of_a_text_are_those_of_its_sentences(parts: list[tuple[str, str]]) -> None:
    text, sentences = "", []
    for words, behind in parts:
        span = Span(start=len(text), end=len(text + words), surface=words)
        sentences.append(Sentence(span=span))
        text += words + behind
    of_each = [words_of(one.span.surface) for one in sentences]
    assert list(_words_of_all(text, sentences, of_each)) == words_of(text)


@given(SOUPS)
def test_titled_names_are_found_run_by_run_as_in_the_whole(text: str) -> None:
    wanted = [match.span() for match in cast._BEFORE.finditer(text)]
    found = [
        match.span()
        for run in cast._RUN.finditer(text)
        if cast._TWO_PARTS.search(text, run.start(), run.end())
        for match in cast._BEFORE.finditer(text, run.start(), run.end())
    ]
    assert found == wanted


@given(SOUPS)
def test_denials_are_marked_as_piece_by_piece(text: str) -> None:
    text = text.lower().replace("’", "'")
    denial = r"not|never|no|nobody|nothing|neither|nor|without|cannot|hardly|barely|\w+n't"
    wanted, denied = [], False
    for piece in re.findall(r"[\w'-]+|[^\w\s]", text):
        denied = denied and re.match(r"[.,;:!?–—]", piece) is None
        wanted.append(f"not_{piece}" if denied and piece.isalpha() else piece)
        denied = denied or re.fullmatch(denial, piece) is not None
    assert denied_marked(text) == " ".join(wanted)


@pytest.mark.parametrize("text", ["We found poor practice. We saw 40. ", "We accept it. Lessons. "])
@pytest.mark.parametrize(("loose", "official"), [("", True), ("lol mate, yeah " * 4, False)])
def test_loose_words_are_still_counted_where_they_matter(
    text: str, loose: str, *, official: bool
) -> None:
    found = registers.register_of(text * 2 + loose, pasted=True).name
    assert (found in ("findings", "answers")) == official
