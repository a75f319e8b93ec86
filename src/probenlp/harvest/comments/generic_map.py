"""A page as the generic miner sees it: how its elements look, and where dates stand on it."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple, cast

from lxml.etree import XPath
from lxml.html import HtmlElement

from probenlp.harvest.comments.generic_dates import LONGEST_DATE, find_date, hints_at_date
from probenlp.harvest.comments.markup import tag_of
from probenlp.harvest.comments.posted import utc_of_epoch, utc_of_stamp

Look = tuple[str, ...]
"""How an element looks: its tag and its commonest class, or its tag and its parent's look."""

# What stands in a noscript is often all there is of a thread: forums write it for search engines.
_HIDDEN: Final = frozenset(
    "head script style template svg select textarea nav aside iframe object".split()
)
_MODIFIERS: Final = frozenset(
    "odd even first last alt clearfix clear row active new parent byuser hidden visible".split()
)
_EPOCH_NAME: Final = re.compile(r"time|date|stamp|epoch|created|posted|published", re.IGNORECASE)
_LONGEST_LINE: Final = 3 * LONGEST_DATE  # characters with their blanks; longer ones are prose
_MANY_IN_DATE: Final = 6  # elements a date may be put together from
_STATING = XPath(
    "descendant::*[self::time or @title or contains(@href, 'showComment=')"
    " or @*[starts-with(name(), 'data-') and (string-length() = 10 or string-length() = 13)]]"
)
_NUMBER = re.compile(r"\d+")
_NAMED_NUMBER: Final = re.compile(r"([^\d\s]{0,40}?)[-_]?(\d{1,20})((?:[-_][^\d\s]{1,20})?)")


class Mark(NamedTuple):
    """An element that shows a date.

    Attributes
    ----------
    element : lxml.html.HtmlElement
        The lowest one that holds all of it.
    words : str
        Its own words on one line, with what stands beside the date.
    """

    element: HtmlElement
    words: str


class PageMap:
    """The elements of a page's body, each looked at once.

    Parameters
    ----------
    body : lxml.html.HtmlElement
        Not changed.

    Attributes
    ----------
    elements : list of lxml.html.HtmlElement
        In the order of the page; hidden parts, menus and margins are left out.
    marks : list of Mark
        In the order of the page.
    """

    def __init__(self, body: HtmlElement) -> None:
        self.body = body
        self.elements, self._hinted = _scan(body)
        self._tokens: dict[str, tuple[str, ...]] = {}
        self._counts: Counter[str] = Counter()
        self._looks: dict[HtmlElement, Look] = {}
        for element in self.elements:
            if names := element.get("class"):
                self._counts.update(self._split(names))
        self.marks: list[Mark] = list(self._find_marks())

    def _split(self, names: str) -> tuple[str, ...]:
        found = self._tokens.get(names)
        if found is None:
            tokens = dict.fromkeys(_NUMBER.sub("#", name) for name in names.split())
            found = tuple(token for token in tokens if token not in _MODIFIERS)
            self._tokens[names] = found
        return found

    def look(self, element: HtmlElement) -> Look:
        """Tell how an element looks.

        Of several classes the one that is commonest on the page counts: "comment" and not "odd",
        "depth-3" or "by-ada". An element without a class looks as its parent does, and its tag.
        """
        known = self._looks.get(element)
        if known is None:
            known = self._own_look(element)
            above = element.getparent()
            if len(known) == 1 and above is not None:
                known = (*known, *self._own_look(above))
            self._looks[element] = known
        return known

    def _own_look(self, element: HtmlElement) -> Look:
        names = self._split(element.get("class") or "")
        tag = tag_of(element)
        return (tag, max(names, key=self._counts.__getitem__)) if names else (tag,)

    def _find_marks(self) -> Iterator[Mark]:
        """Look for dates where a figure or a word of dates was met, and where attributes state one.

        A clock within its date is part of it.
        """
        stating = {element for element in _stating(self.body) if _is_dated(element)}
        words: dict[HtmlElement, str] = {}
        for element in {*self._hinted, *stating}:
            own = _own_words(element)
            if own is not None and (element in stating or find_date(own)):
                words[element] = own
            elif own is not None and not _shows_within(element):
                words |= _put_together(element)
        marked: set[HtmlElement] = set()
        for element in self.elements:
            parent = element.getparent()
            if parent in marked and (element in words or len(parent) < _MANY_IN_DATE):
                marked.add(element)
            elif element in words:
                marked.add(element)
                yield Mark(element, words[element])


def _scan(body: HtmlElement) -> tuple[list[HtmlElement], set[HtmlElement]]:
    """List the elements shown, and those whose own words may hold a date."""
    elements: list[HtmlElement] = []
    hinted: set[HtmlElement] = set()
    stack = [body]
    while stack:
        element = stack.pop()
        tag = element.tag
        tail = element.tail
        if tail and 1 < len(tail) <= _LONGEST_LINE and hints_at_date(tail):
            hinted.add(element.getparent())
        if not isinstance(tag, str) or tag in _HIDDEN:
            continue
        elements.append(element)
        text = element.text
        if text and 1 < len(text) <= _LONGEST_LINE and hints_at_date(text):
            hinted.add(element)
        stack.extend(reversed(element))
    hinted.discard(body.getparent())
    return elements, hinted


def _own_words(element: HtmlElement) -> str | None:
    """Give the words that stand in an element and in none below it; None where they are prose."""
    pieces = [element.text or "", *(child.tail or "" for child in element)]
    words = " ".join(" ".join(pieces).split()) if len(pieces) < LONGEST_DATE else ""
    return words if len(words) <= LONGEST_DATE else None


def _words_within(element: HtmlElement) -> str:
    """Give all words of a small element."""
    if sum(1 for _ in islice(element.iterdescendants(), _MANY_IN_DATE + 1)) > _MANY_IN_DATE:
        return ""
    return " ".join(" ".join(element.itertext()).split())


def _shows_within(element: HtmlElement) -> bool:
    return any(
        isinstance(child.tag, str)
        and (find_date(_words_within(child)) is not None or any(map(_is_dated, child.iter("*"))))
        for child in islice(element, _MANY_IN_DATE)
    )


def _put_together(element: HtmlElement) -> dict[HtmlElement, str]:
    """Find the lowest small element above that holds all of a date: "<b>14</b> <i>May</i> 2023"."""
    above: HtmlElement | None = element
    for _ in range(3):
        if above is None or not isinstance(above.tag, str):
            break
        words = _words_within(above)
        if not words or len(words) > LONGEST_DATE:
            break
        if find_date(words):
            return {} if _shows_within(above) else {above: words}
        above = above.getparent()
    return {}


def _stating(body: HtmlElement) -> list[HtmlElement]:
    """Find the elements whose attributes may state a date."""
    return cast("list[HtmlElement]", _STATING(body))


def _is_dated(element: HtmlElement) -> bool:
    """Tell whether attributes state a date."""
    if not isinstance(element.tag, str):
        return False
    if element.tag == "time" or "showComment=" in (element.get("href") or ""):
        return True
    title = element.get("title")
    if title and (utc_of_stamp(title) or (len(title) <= 40 and find_date(title))):
        return True
    return not len(element) and epoch_of(element) is not None


def epoch_of(element: HtmlElement) -> str | None:
    """Read an instant that an attribute states in seconds or milliseconds since 1970."""
    for name, value in element.items():
        if name.startswith("data-") and value.isdecimal() and len(value) in (10, 13):
            digits = int(value) * (1000 if len(value) == 10 else 1)
            if _EPOCH_NAME.search(name) and (utc := utc_of_epoch(digits)):
                return utc
    return None


def named_number(value: str | None) -> tuple[str, str] | None:
    """Split an id into its name and number.

    Returns
    -------
    tuple of str or None
        None where it has no single number.

    Examples
    --------
    >>> named_number("li-comment-812"), named_number("c77"), named_number("sidebar")
    (('li-comment', '812'), ('c', '77'), None)
    """
    found = _NAMED_NUMBER.fullmatch(value or "")
    return (found[1] + found[3], found[2]) if found else None
