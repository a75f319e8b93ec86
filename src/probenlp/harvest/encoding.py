"""Bytes to characters: byte order mark, declaration, UTF-8, then what browsers fall back to.

The order is that of the WHATWG Encoding and HTML standards, with two exceptions named at
:func:`decode`; a saved file has no HTTP header, a fetched page has. A statistical guess is never
made: one took pages with "£500" in Windows-1252 for Polish.

"""

import codecs
import re
from dataclasses import dataclass, replace

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    b"\x89PNG", b"GIF8", b"\xff\xd8\xff", b"%PDF-", b"PK\x03\x04", b"\x1f\x8b", b"\x7fELF",
    b"\xd0\xcf\x11\xe0", b"RIFF", b"BZh", b"7z\xbc\xaf", b"Rar!", b"\xfd7zXZ", b"\x28\xb5\x2f\xfd",
    b"PAR1", b"SQLite format 3", b"wOFF", b"wOF2",
)  # fmt: skip
_DECLARED = re.compile(
    rb"<meta\b[^>]{0,400}?\bcharset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_:.-]{2,30})"
    rb"|<\?xml\b[^>]{0,200}?\bencoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_:.-]{2,30})",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096  # the standard says 1,024; real heads put scripts first
_CONTROL = bytes(set(range(32)) - {0, 9, 10, 12, 13, 27})

# Labels that the WHATWG Encoding Standard reads as something else than their name says.
_WHATWG = {
    "ascii": "cp1252", "us-ascii": "cp1252", "latin1": "cp1252", "latin-1": "cp1252",
    "l1": "cp1252", "iso-8859-1": "cp1252", "iso8859-1": "cp1252", "iso_8859-1": "cp1252",
    "windows-1252": "cp1252", "x-cp1252": "cp1252", "iso-8859-9": "cp1254", "latin5": "cp1254",
    "iso-8859-11": "cp874", "tis-620": "cp874", "gb2312": "gb18030", "gbk": "gb18030",
    "x-gbk": "gb18030", "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932",
    "x-sjis": "cp932", "euc-kr": "cp949", "ks_c_5601-1987": "cp949", "big5": "big5hkscs",
    "utf8": "utf-8", "utf-16": "utf-8", "utf-16le": "utf-8", "utf-16be": "utf-8",
    "unicode": "utf-8", "macintosh": "mac-roman", "x-mac-roman": "mac-roman",
}  # fmt: skip
_PLAIN_LABEL = re.compile(
    r"(?:utf-8|iso-8859-\d{1,2}|windows-(?:874|125\d)|koi8-[ru]|gb18030|big5|euc-jp|iso-2022-jp"
    r"|ibm866|mac-roman)"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters and how they were got; the fields go into :class:`probenlp.records.Source`.

    Attributes
    ----------
    damaged : int
        Replacement characters that decoding had to put in.
    misdeclared : str or None
        The encoding that was declared, where the bytes are not in it.
    warning : str or None
        What a careful reader should know.
    """

    text: str
    encoding: str
    errors: str
    how: str
    damaged: int = 0
    misdeclared: str | None = None
    warning: str | None = None


def is_binary(data: bytes) -> str | None:
    """Tell whether bytes are no text, and by what.

    Returns
    -------
    str or None
        The evidence in words; None for text.

    Examples
    --------
    >>> is_binary(bytes([0x89]) + b"PNG and so on")
    'begins like a PNG file'
    >>> is_binary("ein Stück Text".encode("utf-16-le")) is None
    True
    """
    if data.startswith(tuple(bom for bom, _ in _BOMS)):
        return None
    for magic in _MAGIC:
        if data.startswith(magic):
            return f"begins like a {magic.strip(bytes(range(32))).decode('ascii', 'ignore')} file"
    if _wide(data):
        return None
    nuls = data.count(0)
    if nuls > len(data) // 200 + 3:
        return f"{nuls} of {len(data)} bytes are zero"
    controls = len(data) - len(data.translate(None, _CONTROL))
    if controls > len(data) // 20 + 3:
        return f"{controls} of {len(data)} bytes are control characters"
    return None


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """Turn the bytes of a page or text file into characters; line ends stay as they are.

    A byte order mark wins; then UTF-16 shown by its zero bytes; then the declaration; then UTF-8;
    then Windows-1252. Two exceptions to the browsers' order:

    - Declared as a single-byte encoding, but valid UTF-8 with letters beyond ASCII: saved by a tool
      that recoded the page and left its head alone. No real text in Windows-1252 is valid UTF-8.
    - Not quite UTF-8: where sound multi-byte sequences outnumber broken ones the file is cut or
      damaged UTF-8 and is repaired with U+FFFD, whatever it declares or does not declare.

    Parameters
    ----------
    data : bytes
        Of a text: see :func:`is_binary`.
    charset : str, optional
        What the server's header names; it outranks the page's own declaration.

    Returns
    -------
    Decoded
        Whose ``encoding`` and ``errors`` give the same characters again.

    Examples
    --------
    >>> page = '<meta charset="utf-8"><p>'.encode() + "£500 and “more”".encode("cp1252")
    >>> decode(page).text[-15:], decode(page).how
    ('£500 and “more”', 'cp1252')
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _forgiving(data, encoding, "bom")
    if wide := _wide(data):
        return _forgiving(data, wide, "utf-16-pattern")
    declared = codec_of(charset) or declared_encoding(data)
    if declared in (None, "utf-8"):
        return _utf8_or_cp1252(data, "utf-8" if declared is None else "declared")
    utf8 = _utf8_or_cp1252(data, "utf-8")
    if utf8.errors == "strict" and utf8.encoding == "utf-8" and not data.isascii():
        return Decoded(
            utf8.text, "utf-8", "strict", "utf-8",
            warning=f"declares {declared} but is valid UTF-8; read as UTF-8",
        )  # fmt: skip
    return _forgiving(data, str(declared), "declared")


def declared_encoding(data: bytes) -> str | None:
    """Read the encoding that a page declares in its head, as the WHATWG labels mean it.

    Returns
    -------
    str or None
        A Python codec name; None where nothing, or nothing known, is declared.

    Examples
    --------
    >>> declared_encoding(b'<meta http-equiv=x content="text/html; charset=ISO-8859-1">')
    'cp1252'
    """
    found = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    return codec_of((found[1] or found[2]).decode("ascii")) if found else None


def codec_of(label: str | None) -> str | None:
    """Give the codec that a label means on the web; None for none and for an unknown one.

    Examples
    --------
    >>> codec_of("Latin1"), codec_of("x-unheard-of"), codec_of(None)
    ('cp1252', None, None)
    """
    label = (label or "").strip().strip("\"'").lower()
    label = _WHATWG.get(label, label)
    if label not in _WHATWG.values() and not _PLAIN_LABEL.fullmatch(label):
        return None
    try:
        return label if label in ("utf-8", "cp1252") else codecs.lookup(label).name
    except LookupError:
        return None


def _utf8_or_cp1252(data: bytes, how: str) -> Decoded:
    try:
        return Decoded(data.decode("utf-8"), "utf-8", "strict", how)
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd") - data.count(b"\xef\xbf\xbd")
    sound = len(text) - len(text.encode("ascii", "ignore")) - text.count("\ufffd")
    if sound >= broken:
        return Decoded(text, "utf-8", "replace", "utf-8-damaged", damaged=broken)
    fallback = _forgiving(data, "cp1252", "cp1252")
    return replace(fallback, misdeclared="utf-8") if how == "declared" else fallback


def _forgiving(data: bytes, encoding: str, how: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding), encoding, "strict", how)
    except UnicodeDecodeError:
        text = data.decode(encoding, "replace")
        return Decoded(text, encoding, "replace", how, damaged=text.count("\ufffd"))


def _wide(data: bytes) -> str | None:
    """Know UTF-16 without a byte order mark by its zeros: every second byte of Latin script."""
    sample = data[:4096]
    pairs = len(sample) // 2
    if pairs < 2 or len(data) % 2:
        return None
    low, high = sample[::2].count(0), sample[1::2].count(0)
    if high > 0.7 * pairs and low < 0.02 * pairs + 1:
        return "utf-16-le"
    if low > 0.7 * pairs and high < 0.02 * pairs + 1:
        return "utf-16-be"
    return None
