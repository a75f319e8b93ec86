"""When a comment was written: an instant only where the page states one."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from lxml.html import HtmlElement

from probenlp.harvest.comments.render import nothing, text_of
from probenlp.records import Posted

_SHOW_COMMENT = re.compile(r"[?&]showComment=(\d{10,14})\b")
_STAMP = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)"
)


_MOMENT = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.]\d\d\b")
_LONGEST_DATE = 60


def shows_moment(element: HtmlElement) -> bool:
    """Tell whether an element's own first words are a date or a clock time and little else."""
    words = " ".join((element.text or "").split())
    return len(words) <= _LONGEST_DATE and bool(_MOMENT.search(words))


def utc_of_epoch(milliseconds: int) -> str | None:
    """Write an instant as ISO 8601 with ``Z``; None outside the years 1990 to 2100.

    Examples
    --------
    >>> utc_of_epoch(1669315455123)
    '2022-11-24T18:44:15.123Z'
    """
    if not 631_152_000_000 <= milliseconds < 4_102_444_800_000:
        return None
    seconds, rest = divmod(milliseconds, 1000)
    return _write(datetime.fromtimestamp(seconds, tz=UTC).replace(microsecond=rest * 1000))


def utc_of_stamp(stamp: str) -> str | None:
    """Turn an ISO 8601 date-time with an offset to UTC; None without an offset.

    Examples
    --------
    >>> utc_of_stamp("2020-10-22T17:17:43+08:00"), utc_of_stamp("2020-10-22T17:17:43")
    ('2020-10-22T09:17:43Z', None)
    """
    found = _STAMP.search(stamp)
    if not found:
        return None
    year, month, day, hour, minute, second, fraction, zone = found.groups()
    zone = "+00:00" if zone == "Z" else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
    millis = f"{fraction}00"[:4] if fraction else ""
    iso = f"{year}-{month}-{day}T{hour}:{minute}:{second or '00'}{millis}{zone}"
    try:
        return _write(datetime.fromisoformat(iso).astimezone(UTC))
    except (ValueError, OverflowError):  # a 31 June, or the year 1 west of Greenwich
        return None


def _write(moment: datetime) -> str:
    precision = "milliseconds" if moment.microsecond else "seconds"
    return moment.isoformat(timespec=precision).replace("+00:00", "Z")


def posted_from_permalink(href: str | None, shown: str | None) -> Posted | None:
    """Read Blogger's ``showComment=``: the instant of publication in milliseconds, always UTC.

    It is the same whatever language, format and time zone the blog shows its dates in.
    """
    found = _SHOW_COMMENT.search(href or "")
    utc = None
    if found:
        digits = int(found[1])
        utc = utc_of_epoch(digits if len(found[1]) > 11 else digits * 1000)
    if utc:
        return Posted(utc=utc, raw=shown or None, source="epoch")
    return Posted(raw=shown, source="text") if shown else None


def posted_from_element(
    element: HtmlElement | None, skip: Callable[[HtmlElement], bool] = nothing
) -> Posted | None:
    """Read a ``time`` element, or any element that shows a date.

    The words shown win over the attribute as ``raw``, since the attribute survives in ``utc``. An
    attribute without an offset states no instant: it becomes ``raw`` where nothing is shown.
    """
    if element is None:
        return None
    title = (element.get("title") or "").strip()
    shown = text_of(element, skip) or title or None
    stamp = element.get("datetime") or element.get("content") or title
    if utc := utc_of_stamp(stamp):
        return Posted(utc=utc, raw=shown or stamp, source="datetime")
    raw = shown or stamp.strip() or None
    return Posted(raw=raw, source="text") if raw else None


def posted_from_epoch(seconds: str | None, shown: str | None) -> Posted | None:
    """Read an attribute that holds seconds since 1970, as Drupal, vBulletin and others write."""
    digits = (seconds or "").strip()
    utc = utc_of_epoch(int(digits) * 1000) if digits.isdecimal() and len(digits) <= 11 else None
    if utc:
        return Posted(utc=utc, raw=shown or None, source="epoch")
    return Posted(raw=shown, source="text") if shown else None
