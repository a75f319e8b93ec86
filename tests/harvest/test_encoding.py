"""Which characters the bytes of a page are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.harvest.encoding import declared_encoding, decode, is_binary

PAGE = "<p>£500 for “Dale”</p>"


@pytest.mark.parametrize(
    ("data", "encoding", "how"),
    [
        (PAGE.encode("utf-8-sig"), "utf-8-sig", "bom"),
        (PAGE.encode("utf-16"), "utf-16", "bom"),
        (PAGE.encode("utf-16-le"), "utf-16-le", "utf-16-pattern"),
        (PAGE.encode("utf-16-be"), "utf-16-be", "utf-16-pattern"),
        (b'<meta charset="utf-8">' + PAGE.encode(), "utf-8", "declared"),
        (PAGE.encode(), "utf-8", "utf-8"),
        # The labels of the WHATWG standard: no browser reads Latin-1 as Latin-1.
        (b"<meta charset=iso-8859-1>" + PAGE.encode("cp1252"), "cp1252", "declared"),
        (b"<meta charset='us-ascii'>" + PAGE.encode("cp1252"), "cp1252", "declared"),
        (PAGE.encode("cp1252"), "cp1252", "cp1252"),
        # Declared UTF-8, but no byte of it is: a template was changed, the pages were not.
        (b'<meta charset="utf-8">' + PAGE.encode("cp1252"), "cp1252", "cp1252"),
        # Declared Latin-1, but recoded by the tool that saved it.
        (b"<meta charset=iso-8859-1>" + PAGE.encode(), "utf-8", "utf-8"),
        # A label nobody knows is no label.
        (b"<meta charset=rot13>" + PAGE.encode(), "utf-8", "utf-8"),
    ],
)
def test_the_characters_survive(data: bytes, encoding: str, how: str) -> None:
    decoded = decode(data)
    assert (decoded.encoding, decoded.how, decoded.errors) == (encoding, how, "strict")
    assert decoded.text.endswith(PAGE)


def test_damaged_utf8_is_repaired_not_read_as_windows() -> None:
    whole = "Fünf Fälle, vier Prüfungen, drei Büros – für Dale".encode()
    decoded = decode(whole[:30] + b"\xff" + whole[30:])
    assert (decoded.how, decoded.errors, decoded.damaged) == ("utf-8-damaged", "replace", 1)
    assert "Fünf Fälle" in decoded.text


def test_a_file_cut_inside_a_letter_is_utf8() -> None:
    assert decode("Büro für Prüfungen in Süd".encode()[:-2]).encoding == "utf-8"


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_stay(newline: str) -> None:
    assert decode(f"one{newline}two".encode()).text == f"one{newline}two"


@pytest.mark.parametrize(
    "data",
    [
        bytes.fromhex("89504e470d0a1a0a0000000d49484452"),
        b"%PDF-1.7 and words",
        b"PK\x03\x04words",
        b"words" + bytes(60) + b"words",
        bytes(range(32)) * 20,
    ],
)
def test_what_is_no_text_is_known(data: bytes) -> None:
    assert is_binary(data)


@pytest.mark.parametrize("data", [b"a \x00 b" + b" words" * 50, "ein Stück".encode("utf-16-le")])
def test_a_stray_zero_or_wide_text_is_no_binary(data: bytes) -> None:
    assert is_binary(data) is None


def test_declarations_far_down_or_in_no_tag_do_not_count() -> None:
    assert declared_encoding(b" " * 5000 + b'<meta charset="utf-8">') is None
    assert declared_encoding(b"charset=utf-8") is None


@given(st.binary(max_size=300))
def test_any_bytes_decode_and_decode_again_alike(data: bytes) -> None:
    decoded = decode(data)
    assert data.decode(decoded.encoding, decoded.errors) == decoded.text


@pytest.mark.parametrize(
    ("head", "misdeclared", "reason"),
    [
        (b'<meta charset="utf-8">', "utf-8", "a page that says what it is not"),
        (b"", None, "a text that says nothing cannot be wrong about it"),
        (b'<meta charset="windows-1252">', None, "a page that is what it says"),
    ],
)
def test_a_wrong_declaration_is_told(head: bytes, misdeclared: str | None, reason: str) -> None:
    decoded = decode(head + "£500 for “expenses”".encode("cp1252"))
    assert decoded.text.endswith("£500 for “expenses”")
    assert decoded.misdeclared == misdeclared, reason


def test_the_server_outranks_the_page() -> None:
    page = b'<meta charset="utf-8"><p>' + "Müller & Söhne".encode("iso-8859-2")
    assert decode(page, "iso-8859-2").text.endswith("Müller & Söhne")
    assert decode(page, "x-unheard-of").encoding != "iso-8859-2", "an unknown name counts for none"
