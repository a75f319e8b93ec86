"""How long to wait before asking again."""

from datetime import UTC
from email.utils import parsedate_to_datetime

_FIRST = 2.0


def read_retry_after(value: str | None, now: float) -> float | None:
    """Read a Retry-After header (RFC 9110, 10.2.3).

    Parameters
    ----------
    value : str or None
        Whole seconds or an HTTP date.
    now : float
        Seconds since 1970, UTC.

    Returns
    -------
    float or None
        Seconds from now, 0 for a date that has passed; None where nothing can be read.

    Examples
    --------
    >>> read_retry_after("120", 0), read_retry_after("Thu, 01 Jan 1970 00:01:30 GMT", 30)
    (120.0, 60.0)
    >>> read_retry_after("soon", 0) is None
    True
    """
    text = (value or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:12])
    try:
        moment = parsedate_to_datetime(text)
        # "-0000" makes a naive time that is meant in UTC.
        aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return max(0.0, aware.timestamp() - now)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def wait_before(retry: int, retry_after: float | None) -> float:
    """Give the seconds to wait before a retry, counted from 1: twice as long each time.

    Examples
    --------
    >>> [wait_before(retry, None) for retry in (1, 2, 3)], wait_before(1, 30.0)
    ([2.0, 4.0, 8.0], 30.0)
    """
    return max(_FIRST * 2.0 ** (retry - 1), retry_after or 0.0)
