"""How long an answer may be given again without asking the server (RFC 9111)."""

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)


def may_store(headers: Mapping[str, str]) -> bool:
    """Tell whether an answer may be kept at all (RFC 9111, 5.2.2.5).

    Examples
    --------
    >>> may_store({"cache-control": "no-cache, no-store"}), may_store({})
    (False, True)
    """
    return "no-store" not in _directives(headers)


def expires_at(headers: Mapping[str, str], received_at: float) -> float:
    """Give the instant up to which an answer is fresh.

    Parameters
    ----------
    headers : mapping of str to str
        Lower-case names.
    received_at : float
        Seconds since 1970, UTC.

    Returns
    -------
    float
        Seconds since 1970; ``received_at`` itself where the server states no lifetime. Nothing is
        guessed from ``last-modified``: a thread may grow at any time.

    Examples
    --------
    >>> expires_at({"cache-control": "public, max-age=300", "age": "100"}, 1_000.0)
    1200.0
    >>> expires_at({"cache-control": "no-cache, max-age=300"}, 1_000.0)
    1000.0
    """
    if "no-cache" in _directives(headers) or headers.get("vary", "").strip() == "*":
        return received_at
    if stated := _MAX_AGE.search(headers.get("cache-control", "")):
        return received_at + max(0.0, float(stated[1]) - _age(headers))
    expires, sent = _instant(headers.get("expires")), _instant(headers.get("date"))
    if expires is None:
        return received_at
    # By the server's own clock, which may differ from ours by hours.
    return received_at + max(0.0, expires - (received_at if sent is None else sent) - _age(headers))


def _directives(headers: Mapping[str, str]) -> set[str]:
    control = headers.get("cache-control", "").lower()
    return {part.partition("=")[0].strip() for part in control.split(",")}


def _age(headers: Mapping[str, str]) -> float:
    age = headers.get("age", "").strip()
    return float(age[:12]) if age.isascii() and age.isdigit() else 0.0


def _instant(value: str | None) -> float | None:
    try:
        return parsedate_to_datetime(value or "").timestamp()
    except (ValueError, TypeError, OverflowError, IndexError):  # "Expires: 0" means expired
        return None
