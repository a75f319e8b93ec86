"""JSON as strangers send it: any value may be missing, null or of another type."""

import json
import re
from typing import Any

from probenlp.errors import HarvestError
from probenlp.harvest.encoding import decode
from probenlp.harvest.inputs import MAX_BYTES, too_large

_SURROGATE = re.compile("[\ud800-\udfff]")


def load_json(data: bytes, name: str) -> Any:
    """Parse an answer.

    Parameters
    ----------
    data : bytes
        As received, decoded from its content-encoding.
    name : str
        For errors: the address or the file.

    Raises
    ------
    HarvestError
        With ``reason`` ``too-large``, ``empty``, ``unsupported`` (a page, not JSON), ``truncated``
        or ``unreadable``.
    """
    if len(data) > MAX_BYTES:
        raise HarvestError(too_large(len(data), MAX_BYTES), source=name, reason="too-large")
    text = decode(data).text.strip("\ufeff \t\r\n\x00")
    if not text:
        raise HarvestError("holds no characters, wanted JSON", source=name, reason="empty")
    if text[0] == "<":
        raise HarvestError(
            "is markup, wanted JSON: is the address of the feed right, or does the site answer"
            " with a page that asks for consent or a login?",
            source=name,
            reason="unsupported",
        )
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        cut = error.pos >= len(text) - 1 or error.msg.startswith("Unterminated")
        detail = f"is no JSON: {error.msg} at character {error.pos} of {len(text)}" + (
            "; it seems to be cut off, fetch it again" if cut else ""
        )
        raise HarvestError(
            detail, source=name, reason="truncated" if cut else "unreadable"
        ) from error
    except (RecursionError, ValueError) as error:  # nested 10⁵ deep; a number of 10⁵ digits
        raise HarvestError(
            f"is no JSON that can be read: {error}", source=name, reason="unreadable"
        ) from error


def under(value: Any, *keys: str) -> Any:
    """Go down through objects; None where there is no way.

    Examples
    --------
    >>> under({"title": {"$t": "Rooms"}}, "title", "$t"), under({"title": "Rooms"}, "title", "$t")
    ('Rooms', None)
    """
    for key in keys:
        if not isinstance(value, dict):
            return None
        value = value.get(key)
    return value


def objects(value: Any) -> list[dict[str, Any]]:
    """Give the objects of a list, or an object standing alone; whatever else is passed by."""
    if isinstance(value, dict):
        return [value]
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def words(value: Any) -> str | None:
    """Give a text that can be written out again; None for anything else and for blanks.

    Examples
    --------
    >>> words(" Rooms "), words(12), words(""), words(None)
    ('Rooms', None, None, None)
    """
    if not isinstance(value, str):
        return None
    return _SURROGATE.sub("\ufffd", value).replace("\x00", "").strip() or None


def number(value: Any) -> int | None:
    """Give a whole number from a number or its digits.

    Examples
    --------
    >>> number(12), number("12"), number(True), number("a dozen"), number(1.5)
    (12, 12, None, None, None)
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value if 0 <= value < 10**20 else None
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 20:
        return int(value)
    return None
