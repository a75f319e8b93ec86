"""The line over a Drupal comment: who, when, and whom it answers.

Versions 7 and later give each an element of its own. Version 6 and plain themes write one line,
"Submitted by Ann Other (not verified) on Mon, 05/04/2009 - 10:12" or the date first and the name
after a dash, in the site's language.
"""

import re
from datetime import UTC, datetime

from lxml.html import HtmlElement

from probenlp.harvest.comments.markup import Parts, classes, tag_of
from probenlp.harvest.comments.render import text_of

_NUMBER = re.compile(r"comment-(\d+)$")
_NAMES = (".username", "%foaf:name", ".comment__author", ".comment-author", ".author", "@name")
_LINES = (".submitted", ".comment__submitted", ".comment-submitted", ".comment__meta", "footer")
_TIMES = (".comment__time", ".comment-time", ".comment__date", ".comment-date", "time")
# Added to the name of a writer who has no account, in the site's language.
_UNVERIFIED = re.compile(
    r"\s*\((?:not verified|nicht überprüft|no verificado|non vérifié|niet gecontroleerd|"
    r"non verificato|não verificado|inte verifierad|ikke bekreftet|ikke verificeret|"
    r"niezweryfikowany|не проверено|vahvistamaton|neověřeno|nem ellenőrzött)\)$",
    re.IGNORECASE,
)
_BAR = re.compile(r"\s+[|·•]\s+")
_SENTENCE = re.compile(
    r"\S{3,20}(?: \S{1,12})? (?:by|von|par|por|door|da|av|af|przez) (?P<name>.{1,60}?) "
    r"(?:on|am|le|el|op|il|em|den|dnia) (?P<date>.{6,60})"
)
_FIRST_WORDS = re.compile(r"^(?:[a-zà-ÿ]{1,12} ){1,3}(?=\S*[\d,])")
_LINKS_OF_THE_LINE = frozenset(
    "permalink comment-permalink comment__permalink parent visually-hidden element-invisible "
    "comment__author commenter-name comment__new new".split()
)
_CLOCK = re.compile(r"\b\d{1,2}[:.](\d\d)\b")
_FIGURES = re.compile(r"\d+")
_QUARTER = 15  # zones differ by whole quarters of an hour


def name_place(parts: Parts) -> HtmlElement | None:
    """Find the element that holds the writer's name alone; None where the line has none."""
    place = parts.first(*_NAMES)
    if place is not None:
        return place
    line = parts.first(*_LINES)
    stated, _ = _split(text_of(line)) if line is not None else (None, None)
    links = line.iter("a") if line is not None else ()
    return next((link for link in links if stated and text_of(link) == stated), None)


def name_of(parts: Parts) -> str | None:
    """Read the writer's name, without the system's note that nobody has checked it."""
    place = parts.first(*_NAMES)
    if place is not None:
        return _UNVERIFIED.sub("", text_of(place)) or None
    line = parts.first(*_LINES)
    return _split(text_of(line))[0] if line is not None else None


def date_shown(parts: Parts) -> str | None:
    """Read the date as the page shows it."""
    own = parts.first(*_TIMES)
    line = parts.first(*_LINES)
    if own is not None and (shown := text_of(own)):
        return shown
    if line is None:
        return None
    name = name_place(parts)
    if parts.first(*_NAMES) is None:
        return _split(text_of(line))[1]
    words = text_of(line, lambda inner: inner is name or _is_link_of_the_line(inner))
    words = _FIRST_WORDS.sub("", words.strip(" |·•—-")).strip(" .|·•—-")
    return words if any(char.isdigit() for char in words) else None


def _is_link_of_the_line(element: HtmlElement) -> bool:
    return not _LINKS_OF_THE_LINE.isdisjoint(classes(element))


def _split(line: str) -> tuple[str | None, str | None]:
    """Part a line into name and date.

    Examples
    --------
    >>> _split("Mon, 05/04/2009 - 10:12 — Ann Other (not verified)")
    ('Ann Other', 'Mon, 05/04/2009 - 10:12')
    >>> _split("Submitted by Ann Other on 4 May 2009."), _split("Ann Other | 4 May 2009")
    (('Ann Other', '4 May 2009'), ('Ann Other', '4 May 2009'))
    """
    line = line.strip().removesuffix(".")
    date, dash, name = line.partition(" — ")
    if dash and _has_figure(date):
        return _UNVERIFIED.sub("", name) or None, date
    if (sentence := _SENTENCE.fullmatch(line[:200])) and _has_figure(sentence["date"]):
        return _UNVERIFIED.sub("", sentence["name"]) or None, sentence["date"]
    name, *rest = _BAR.split(line, maxsplit=1)
    if rest and _has_figure(rest[0]):
        return _UNVERIFIED.sub("", name) or None, rest[0]
    return None, line if _has_figure(line) else None


def _has_figure(words: str) -> bool:
    return any(char.isdigit() for char in words)


def answered(parts: Parts) -> str | None:
    """Read whom a comment says to answer: "In reply to …", written for screen readers."""
    for selector in (".parent", ".visually-hidden", ".element-invisible"):
        for place in parts.all(selector):
            links = [place] if tag_of(place) == "a" else place.iter("a")
            for link in links:
                if number := _NUMBER.search(link.get("href") or ""):
                    return f"comment-{number[1]}"
    return None


def timestamp(parts: Parts, shown: str | None) -> str | None:
    """Read the seconds since 1970 that mark new comments, where the date shown bears them out.

    Drupal writes when the comment was last changed: an editor's correction or a late approval
    moves it. It is the time of writing only where the clock and the day shown are the same.
    """
    for element in parts.all_elements():
        seconds = element.get("data-comment-timestamp")
        if seconds and seconds.isdecimal() and len(seconds) <= 11:
            return seconds if _agrees(int(seconds), shown or "") else None
    return None


def _agrees(seconds: int, shown: str) -> bool:
    """Compare an instant with a date in an unknown zone.

    Examples
    --------
    >>> _agrees(1241431920, "Mon, 05/04/2009 - 11:12"), _agrees(1241431920, "4 May 2009")
    (True, False)
    """
    clock = _CLOCK.search(shown)
    moment = datetime.fromtimestamp(seconds, tz=UTC)
    if clock is None or (int(clock[1]) - moment.minute) % _QUARTER:
        return False
    days = {datetime.fromtimestamp(seconds + shift, tz=UTC).day for shift in (-86400, 0, 86400)}
    return any(int(figures) in days for figures in _FIGURES.findall(shown) if len(figures) < 3)
