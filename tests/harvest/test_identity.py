"""Names of documents, passages and people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.harvest.identity import author_key, canonical_url, comment_id, document_id

ONE_PAGE = [
    "https://dale.example/2023/04/unit.html",
    "https://dale.example/2023/04/unit.html#comments",
    "https://DALE.example/2023/04/unit.html?m=1",
    "https://dale.example/2023/04/unit.html?showComment=1680000000000#c12",
    "https://dale.example/2023/04/unit.html?utm_source=letter&utm_medium=email",
    "https://dale.example/2023/04/unit.html?replytocom=7",
]


def test_views_of_one_page_are_one_document() -> None:
    assert len({document_id(url, "") for url in ONE_PAGE}) == 1


def test_parameters_that_choose_the_page_stay() -> None:
    assert canonical_url("https://dale.example/?p=1") != canonical_url("https://dale.example/?p=2")


@pytest.mark.parametrize("url", ["http://[half", "", "dale", "http://dale.example/%zz?a=%ff"])
def test_odd_addresses_still_name(url: str) -> None:
    assert document_id(url, "ab").startswith("d")


def test_without_an_address_the_content_names() -> None:
    assert document_id(None, "ab") != document_id(None, "ac")
    assert comment_id("d1", None, "5.2") == "d1.c5.2"
    assert comment_id("d1", "c99", "5.2") == "d1.cc99"


@pytest.mark.parametrize("nobody", [None, "", "  ", "Anonymous", "anonym", "Unknown"])
def test_nobody_has_no_key(nobody: str | None) -> None:
    assert author_key(nobody, None, b"salt") is None


def test_two_people_of_one_name_are_two_where_profiles_say_so() -> None:
    keys = {author_key("Tam Weir", f"https://people.example/{n}", b"salt") for n in (1, 2)}
    assert len(keys) == 2


@given(st.text(min_size=1), st.binary(), st.binary())
def test_keys_depend_on_the_salt_and_hide_the_name(name: str, one: bytes, two: bytes) -> None:
    key = author_key(name, None, one)
    assert key is None or (len(key) == 16 and set(key) <= set("0123456789abcdef"))
    # HMAC pads its key with zeros: such salts are one salt.
    if key and one.rstrip(b"\0") != two.rstrip(b"\0"):
        assert key != author_key(name, None, two)
