"""Who the people of a page are: as described, introduced, with the floor, or as they say."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from probenlp.classify.cast import Cast
from probenlp.classify.personas import Personas
from probenlp.classify.turns import turns_of
from probenlp.classify.wording import trade_words_of
from probenlp.domains import Domain
from probenlp.domains.descriptions import described, last_described
from probenlp.records import Author, Passage

Parts = dict[str, Callable[..., Any]]


@pytest.mark.parametrize(
    ("words", "role", "served"),
    [
        ("a nurse who asked not to be named", "practitioner", False),
        ("one of the paramedics", "practitioner", False),
        ("the mother of a teacher", "other", True),  # the head of the phrase decides
        ("a teacher of patients", "practitioner", False),
        ("a spokesman for the trust", "inspected_body", False),
        ("a Home Office spokeswoman", "government", False),
        ("a union officer", "union", False),  # not an officer of the service
        ("the head of school inspection", "inspectorate", False),
        ("the Parliamentary Under-Secretary of State for Ports", "government", False),
        ("the shadow minister for ports", "other", False),
        ("a cabinet member for roads", "inspected_body", False),
    ],
)
def test_a_description_tells_the_side(words: str, role: str, served: bool) -> None:
    found = described(words)
    assert found is not None
    assert (found.role, found.is_service_user) == (role, served)


@pytest.mark.parametrize("words", ["a tall man", "Ada Quill", "the lamp", ""])
def test_words_that_tell_nothing(words: str) -> None:
    assert described(words) is None


def test_a_spokesman_of_nobody_speaks_for_nobody_known() -> None:
    found = described("a spokesman")
    assert found is not None
    assert found.role is None


def test_one_of_whom() -> None:
    told = last_described("Three teachers met us behind the quay.")
    assert told is not None
    assert told.role == "practitioner"
    assert last_described("A teacher met us.") is None
    assert last_described("A teacher met us.", one_of=False) is not None


@pytest.mark.parametrize(
    ("text", "asked", "role", "served"),
    [
        ("Ada Quill, whose son waited a year, rang.", "Mrs Quill", "other", True),
        ("Ada Quill, 41, who works on the ward, rang.", "Quill", "practitioner", False),
        ("Chief executive Ada Quill rang.", "Ada Quill", "inspected_body", False),
        ("His wife Ada rang.", "Ada", "other", True),
    ],
)
def test_a_person_is_who_the_text_says(text: str, asked: str, role: str, served: bool) -> None:
    found = Cast(text).role_of(asked)
    assert found is not None
    assert (found.role, found.is_service_user) == (role, served)


def test_a_stranger_is_nobody() -> None:
    assert Cast("Ada Quill, whose lamp is bright, rang.").role_of("Quill") is None
    assert Cast("").role_of(None) is None


RECORD = """Wren Tallis (Fenland East)
I beg to move.
The Minister for Ports (Dame Ada Quill)
I thank him.
Wren Tallis
When?
Dame Ada Quill
In May."""


def test_who_has_the_floor_in_a_debate() -> None:
    found = [(turn.role, RECORD[turn.said : turn.end].strip()) for turn in turns_of(RECORD)]
    assert found == [
        ("other", "I beg to move."),
        ("government", "I thank him."),
        ("other", "When?"),
        ("government", "In May."),  # the office was given with her first turn
    ]


def test_a_line_that_only_looks_like_a_name_opens_no_turn() -> None:
    assert turns_of("Lamps of Fenland\nThey are lit.") == ()


def thread(parts: Parts, *comments: tuple[str | None, str]) -> Any:
    page = parts["document"]("A post.", passage="article")
    passages = tuple(
        Passage(id=f"c{n}", kind="comment", text=text, author=Author(name=name, key=name))
        for n, (name, text) in enumerate(comments)
    )
    return msgspec.structs.replace(page, passages=(*page.passages, *passages))


def test_who_says_it_once_is_it_in_all_he_writes(domain: Domain, parts: Parts) -> None:
    page = thread(
        parts,
        ("lamplit", "As a nurse I see it every night."),
        ("lamplit", "It goes on."),
        ("other hand", "It goes on."),
    )
    personas = Personas(page, trade_words_of(domain))
    assert [personas.of(one) for one in page.passages[1:]] == ["practitioner", "practitioner", None]


def test_relatives_and_names_and_quoted_lines(domain: Domain, parts: Parts) -> None:
    page = thread(
        parts,
        ("a", "My son was sent home from hospital at night."),
        ("retired_teacher", "It goes on."),
        ("b", "> As a nurse I see it every night.\nDo you?"),
    )
    personas = Personas(page, trade_words_of(domain))
    found = [personas.of(one) for one in page.passages[1:]]
    assert found == ["service_user", "practitioner", None]


def test_names_part_those_whom_one_key_joins(domain: Domain, parts: Parts) -> None:
    page = thread(parts, ("a", "As a nurse I see it."), ("b", "It goes on."))
    passages = tuple(
        msgspec.structs.replace(one, author=Author(name=one.author.name, key="same"))
        if one.author
        else one
        for one in page.passages
    )
    page = msgspec.structs.replace(page, passages=passages)
    personas = Personas(page, trade_words_of(domain))
    assert [personas.of(one) for one in page.passages[1:]] == ["practitioner", None]


def test_a_thread_leans_where_those_who_say_so_agree(domain: Domain, parts: Parts) -> None:
    said = [(name, "As a nurse I see it every night.") for name in "abc"]
    page = thread(parts, *said, ("d", "It goes on."))
    personas = Personas(page, trade_words_of(domain))
    assert personas.lean == personas.rather(page.passages[-1]) == "practitioner"
    alone = thread(parts, said[0], ("d", "It goes on."))
    assert Personas(alone, trade_words_of(domain)).lean is None
