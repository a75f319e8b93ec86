"""A rule is passed over only where it would not have decided."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probenlp.classify import standing
from probenlp.classify.asking import Case, Cases, Rule, Rules, asked
from probenlp.classify.context import Context, Verdict
from probenlp.classify.judging import decide_by_rules
from probenlp.classify.rules import rules_of
from probenlp.classify.sieve import guarded
from probenlp.domains import load_domain
from probenlp.domains.speakers import speaker_names_of
from probenlp.records import Voice

Parts = dict[str, Callable[..., Any]]
CORPUS = Path(__file__).parents[2] / "corpus"
DOMAIN = load_domain("probation")
RULES = rules_of(DOMAIN, speaker_names_of(DOMAIN))
ALL_ASKED = Rules(tuple(RULES), pass_over=False)
KINDS = st.sampled_from([None, "news", "blog_post", "report"])
BLOCKS = st.sampled_from(
    [
        ("own", None, None),
        ("quoted", None, None),
        ("reported", None, None),
        ("pasted", "own", "BBC website"),
        ("pasted", "quoted", "full report"),
        ("pasted", "own", None),
    ]
)
TOKENS = st.sampled_from(
    "Thanks Dear all , . ? ! : “ ” ' ’ we inspected said the inspectors found report According to"
    " officers told us My caseload PSO here 12 % Inadequate rated please Source http://a.example"
    " I’ve pasted this below Kind regards Mara Quill Chief Inspector of Probation -- oo May 2021"
    " can anyone tell me refer a friend staff should never resign he she was waiting £3k week"
    " image: A And also what How WHAT HAPPENED participants survey scored removed".split(" ")
)
SOUPS = st.lists(
    st.lists(TOKENS, min_size=1, max_size=14).map(" ".join) | st.text(min_size=1, max_size=30),
    min_size=1,
    max_size=6,
)


def contexts_of(
    sentences: list[str], block: tuple[str, str | None, str | None], parts: Parts, **given: Any
) -> list[Context]:
    """Put sentences together, one a line, and take their contexts as the rules are asked."""
    text, spans = "", []
    for sentence in sentences:
        spans.append((len(text), len(text) + len(sentence)))
        text += f"{sentence}\n"
    tags = parts["tags"](text, spans, (parts["block"](text, *block),))
    document = parts["document"](text, **given)
    return [
        one for seen in decide_by_rules(document, [tags], domain=DOMAIN) for one in seen.contexts
    ]


@given(SOUPS, BLOCKS, KINDS, st.sampled_from(["comment", "article", "title"]))
@settings(max_examples=150, deadline=None)
def test_no_rule_is_passed_over_that_would_have_decided(
    parts: Parts,
    sentences: list[str],
    block: tuple[str, str | None, str | None],
    kind: str | None,
    place: str,
) -> None:
    for context in contexts_of(sentences, block, parts, kind=kind, passage=place):
        assert RULES.decide(context) == ALL_ASKED.decide(context)


def corpus_sentences() -> Iterator[list[str]]:
    """Give the sentences of each page that ships, as the gold has them."""
    for file in sorted(CORPUS.glob("pages/*.voice.tsv")):
        table = file.read_text(encoding="utf-8").split("\n")
        rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
        yield [row["sentence"] for row in rows if row.get("sentence")]


@pytest.mark.parametrize(
    ("block", "place"),
    [(("own", None, None), "comment"), (("pasted", "own", "BBC website"), "article")],
)
def test_on_every_sentence_of_the_corpus_too(
    block: tuple[str, str | None, str | None], place: str, parts: Parts
) -> None:
    seen = 0
    for sentences in corpus_sentences():
        for context in contexts_of(sentences, block, parts, passage=place):
            assert RULES.decide(context) == ALL_ASKED.decide(context)
            seen += 1
    assert seen > 1000


def some_context(parts: Parts, sentence: str = "They told us.", **given: Any) -> Context:
    return contexts_of([sentence], ("own", None, None), parts, **given)[0]


def test_a_rule_that_states_nothing_is_asked_everywhere(parts: Parts) -> None:
    rules = Rules([Rule("any", lambda _: Verdict("other"))])
    assert rules.decide(some_context(parts)) == ("any", Verdict("other"))


def test_what_a_rule_states_is_all_it_is_asked_by(parts: Parts) -> None:
    asked_of: list[str] = []

    @asked(where=standing.COMMENT, never=standing.FIGURE, finds=guarded(r"\btold (?:us|me)\b"))
    def told(context: Context, found: Any) -> Verdict | None:
        asked_of.append(context.text)
        return Verdict("news", detail=found[0])

    rules = Rules([Rule("told", told), Rule("last", lambda _: Verdict("other"))])
    assert rules.decide(some_context(parts))[1].detail == "told us"
    for sentence, place in [
        ("They told nobody.", "comment"),
        ("They told us of 40.", "comment"),
        ("They told us.", "article"),
        ("Us they told.", "comment"),
    ]:
        context = some_context(parts, sentence, passage=place)
        assert rules.decide(context)[0] == "last"
        assert told(context) is None
    assert asked_of == ["They told us."]


def test_the_first_case_that_decides_decides(parts: Parts) -> None:
    first = asked(finds=guarded("nobody"))(lambda _: Verdict("news"))
    second = asked(where_any=standing.COMMENT | standing.TITLE)(lambda _: Verdict("other"))
    rule = Cases("What it is for.", first, second)
    assert isinstance(first, Case)
    said: list[tuple[str, Voice]] = [("nobody said so", "news"), ("they said so", "other")]
    for sentence, voice in said:
        context = some_context(parts, sentence)
        assert rule(context) == Rules([Rule("r", rule)]).decide(context)[1] == Verdict(voice)


def test_rules_that_leave_a_sentence_open_are_an_error(parts: Parts) -> None:
    with pytest.raises(LookupError, match="the last"):
        Rules([Rule("none", lambda _: None)]).decide(some_context(parts))
