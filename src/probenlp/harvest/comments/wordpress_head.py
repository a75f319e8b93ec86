"""Who wrote a WordPress comment and when, in the markup of any theme.

Core's own class names come first, then what themes make of them ("author_name",
"c-comment__author-name", "w-comments-item-date"): a name that ends in the word for it. Tags alone
("cite", a heading) decide last, and never inside the text, where the commenter may have written
them.
"""

import re
from collections.abc import Callable, Collection, Iterator

from lxml.html import HtmlElement

from probenlp.harvest.comments.markup import Parts, classes, tag_of
from probenlp.harvest.comments.posted import posted_from_element, shows_moment
from probenlp.harvest.comments.quotes import without_says
from probenlp.harvest.comments.render import text_of
from probenlp.records import Posted

_NAMES = (
    ".fn .comment-author-name .wp-block-comment-author-name .comment__author-name "
    ".comment-author-link .comment__author .comment-author .comment_author .commentauthor "
    ".comment-name .cmt-author .commenter .author @name @author"
).split()
_NAME_TAGS = ("cite", "a.url", "h2", "h3", "h4", "h5", "h6", "strong", "b")
_INNER_NAMES = ("cite", "b", "strong")  # beside which a theme may write the date bare
_NAME_CLASS = re.compile(r"(?:^|[-_])(?:author|(?:author|user|commenter)[-_]?name|commenter|name)$")
_DATES = (
    "time .comment-date .wp-block-comment-date .comment_date .comment__date .comment-time "
    ".commentdate .comment-published abbr.published .published .date"
).split()
_LONG_DATES = ".comment-metadata .commentmetadata .comment-meta .cmt-metadata .meta small".split()
_DATE_CLASS = re.compile(r"(?:^|[-_])(?:date|time|datetime|timestamp|published|age|posted)$")
_HEAD_CLASSES = frozenset(("fn", "vcard", "commentmetadata", "comment-meta", "comment-metadata"))
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_LONGEST_DATE = 60
_LONGEST_NAME = 100
_BESIDE_NAME = ("says", "date", "meta", "edit", "badge", "reply", "time", "avatar", "screen-reader")

Wanted = Callable[[HtmlElement], bool]


def holds_head(element: HtmlElement) -> bool:
    """Tell whether names or dates stand in an element: no commenter can write class names."""
    return any(
        not _HEAD_CLASSES.isdisjoint(names)
        or any(_NAME_CLASS.search(name) or _DATE_CLASS.search(name) for name in names)
        for inner in element.iterdescendants("*")
        if (names := classes(inner))
    )


def find_name(parts: Parts, user_text: Collection[HtmlElement]) -> HtmlElement | None:
    """Find the element with the writer's name."""

    def is_name(element: HtmlElement) -> bool:
        return 0 < len(name_in(element) or "") <= _LONGEST_NAME

    place = _first(parts, _NAMES, user_text, is_name) or _NOTHING
    if not place:
        place = _by_class(parts, _NAME_CLASS, user_text, is_name)
    if not place:
        place = _first(parts, _NAME_TAGS, user_text, lambda e: is_name(e) and not _is_date(e))
    if not place:
        return None
    inner = [e for e in place[0].iterdescendants(*_INNER_NAMES) if is_name(e)]
    return inner[0] if inner and tag_of(place[0]) not in _INNER_NAMES else place[0]


def name_in(place: HtmlElement | None) -> str | None:
    """Give the name without "says:", badges and dates that themes put into its element."""
    if place is None:
        return None
    words = text_of(place, _is_beside_name)
    return (without_says(words) if words.endswith(":") else words) or None


def author_url(place: HtmlElement | None) -> str | None:
    """Give the address the name leads to."""
    if place is None:
        return None
    around = place.getparent()
    links = [place, *([around] if around is not None else []), *place.iterfind(".//a[@href]")]
    for link in links:
        href = link.get("href") or ""
        if tag_of(link) == "a" and href.strip("#") and "#comment-" not in href:
            return str(href)
    return None


def find_date(
    parts: Parts, permalink: HtmlElement | None, user_text: Collection[HtmlElement]
) -> HtmlElement | None:
    """Find the element that shows the date."""
    place = _first(parts, _DATES, user_text, _is_date)
    if not place:
        place = _by_class(parts, _DATE_CLASS, user_text, _is_date)
    if not place and permalink is not None and _is_date(permalink):
        return _with_day(permalink)
    if not place:
        place = _first(parts, _LONG_DATES, user_text, _is_date)
    if not place:  # a date in an element of no name
        bare = [e for e in parts.all_elements() if e not in user_text and shows_moment(e)]
        place = bare[:1]
    return place[0] if place else None


def _with_day(link: HtmlElement) -> HtmlElement:
    """Take the words round a link that shows the clock alone: "4 May 2021 @ <a>10:12</a>"."""
    around = link.getparent()
    if around is None or _YEAR.search(_short_text(link)):
        return link
    words = " ".join(_short_text(around).split())
    return around if len(words) <= _LONGEST_DATE and _YEAR.search(words) else link


def posted_in(place: HtmlElement | None, skip: Wanted) -> Posted | None:
    """Read the date; a line of meta data without a figure is none."""
    if place is None:
        return None
    inner = place if tag_of(place) == "time" else place.find(".//time")
    return posted_from_element(inner if inner is not None else place, skip=skip)


_NOTHING: list[HtmlElement] = []


def _first(
    parts: Parts,
    selectors: Collection[str],
    user_text: Collection[HtmlElement],
    wanted: Wanted,
) -> list[HtmlElement]:
    """Give the first fitting element in a list, since an lxml element has no sure truth value."""
    for selector in selectors:
        for element in parts.all(selector):
            if element not in user_text and element is not parts.unit and wanted(element):
                return [element]
    return []


def _by_class(
    parts: Parts, pattern: re.Pattern[str], user_text: Collection[HtmlElement], wanted: Wanted
) -> list[HtmlElement]:
    for element in parts.all_elements():
        if element in user_text or element is parts.unit:
            continue
        if any(pattern.search(name) for name in classes(element)) and wanted(element):
            return [element]
    return []


def _is_date(element: HtmlElement) -> bool:
    if tag_of(element) in ("time", "abbr") and (element.get("datetime") or element.get("title")):
        return True
    return any(char.isdigit() for char in _short_text(element))


def _short_text(element: HtmlElement) -> str:
    pieces: list[str] = []
    for piece in _texts(element):
        pieces.append(piece)
        if sum(map(len, pieces)) > 4 * _LONGEST_DATE:
            return ""
    return " ".join(pieces)


def _texts(element: HtmlElement) -> Iterator[str]:
    return (str(text) for text in element.itertext())


def _is_beside_name(element: HtmlElement) -> bool:
    if tag_of(element) in ("time", "small"):
        return True
    return any(word in name for name in classes(element) for word in _BESIDE_NAME)
