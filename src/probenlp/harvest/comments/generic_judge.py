"""Whether repeated parts of a page are a thread: what else comes repeated, and how it differs.

Teasers, search results, products, events and rows of a forum's index each lead to a page of their
own by a title; a list of recent comments leads to many pages. Comments lead nowhere but to
themselves, and they carry an id, because sites link to them.
"""

from collections.abc import Iterator, Sequence
from typing import Final
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from probenlp.harvest.comments.generic_map import PageMap, named_number
from probenlp.harvest.comments.generic_slots import Parsed, Slots, words_in
from probenlp.harvest.comments.generic_words import (
    is_answer_link,
    name_words,
    names_aside,
    names_author,
    names_comment,
    names_post,
)
from probenlp.harvest.comments.markup import tag_of

_MOST: Final = 0.6
_ENOUGH: Final = 2.0
_TITLE: Final = 12  # characters of a link that may be a title
_MANY_WORDS: Final = 4  # more than most names have
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
_LEVELS_AROUND: Final = 8


def is_thread(
    page: PageMap,
    units: Sequence[Parsed],
    slots: Slots,
    ids: dict[HtmlElement, str],
    *,
    has_replies: bool,
) -> bool:
    """Judge repeated parts by what threads have and what other lists have.

    Parameters
    ----------
    page : PageMap
    units : sequence of Parsed
        What would be the comments.
    slots : Slots
        Their names and texts.
    ids : dict
        Their ids.
    has_replies : bool
        Whether some answer others.
    """
    count = len(units)
    texts = sum(_text_length(unit, slots) > 0 for unit in units)
    if len(slots.names) < _MOST * count or texts < _MOST * count:
        return False
    if _leads_elsewhere(units, slots) or _is_beside(page, units) or _holds_title(page, units):
        return False
    return _evidence(units, ids, has_replies=has_replies) >= (_ENOUGH if count > 1 else 3.0)


def _text_length(unit: Parsed, slots: Slots) -> int:
    """Count the characters of a text, without the name and the date where they stand in it."""
    body = slots.bodies[unit.key]
    length = unit.lengths.get(body, 0)
    if body in unit.dated or body is unit.key:
        length -= len(words_in(unit.date)) + len(slots.names.get(unit.key, (None, ""))[1])
    return max(0, length - 1)


def _evidence(units: Sequence[Parsed], ids: dict[HtmlElement, str], *, has_replies: bool) -> float:
    """Add up what speaks for comments: ids, names, answers, buttons to answer."""
    count = len(units)
    named = sum(names_comment(name_words(unit.key)) for unit in units) >= _MOST * count
    around = _names_around(units[0].key)
    answerable = sum(any(map(is_answer_link, unit.elements)) for unit in units) >= _MOST * count
    has_ids = len(ids) >= _MOST * count
    score = 0.0
    if has_ids:
        kinds = {number[0] for value in ids.values() if (number := named_number(value))}
        score += 1.5 if any(names_comment(name_words_of(kind)) for kind in kinds) else 0.75
    score += 0.5 * (sum(_links_to_itself(unit, ids) for unit in units) >= _MOST * count)
    score += 1.0 * named + 1.0 * answerable + 1.0 * has_replies
    score += 0.75 * around
    score += 0.5 * (sum(names_post(name_words(unit.key)) for unit in units) >= _MOST * count)
    return score


def _links_to_itself(unit: Parsed, ids: dict[HtmlElement, str]) -> bool:
    own = ids.get(unit.key)
    return own is not None and any(
        (link.get("href") or "").endswith(f"#{own}") for link in _links(unit)
    )


def name_words_of(name: str) -> frozenset[str]:
    """Split an id's name into words."""
    return frozenset(word for word in name.lower().replace("_", "-").split("-") if word)


def _names_around(key: HtmlElement) -> bool:
    """Tell whether what holds the units is named after comments."""
    for level, above in enumerate(key.iterancestors()):
        if level == _LEVELS_AROUND or tag_of(above) in ("body", "html"):
            return False
        words = name_words(above)
        if names_comment(words) and not names_aside(words):
            return True
    return False


def _leads_elsewhere(units: Sequence[Parsed], slots: Slots) -> bool:
    """Tell whether each unit has a title that is a link to a page, or its links go to many pages.

    A link with a fragment leads to a place: to one page from comments, to many from a list of
    recent ones. A name may be a link, as may a heading that is a name.
    """
    titled = 0
    pages: list[str] = []
    for unit in units:
        name_place = slots.names.get(unit.key, (None, ""))[0]
        targets = list(_title_links(unit, name_place, slots.bodies[unit.key]))
        titled += bool(targets)
        anchors = [link for link in _links(unit) if _is_permalink(link)]
        pages += [_page_of(link) for link in anchors[:1]]
    if titled >= _MOST * len(units):
        return True
    if _mostly_links(units, slots):
        return True
    return len(pages) >= _MOST * len(units) and len(set(pages)) > max(1, 0.4 * len(pages))


def _mostly_links(units: Sequence[Parsed], slots: Slots) -> bool:
    """Tell whether the texts are links: what remains of a row of an index or a menu."""
    linked = total = 0
    for unit in units:
        body = slots.bodies[unit.key]
        inside = body is unit.key
        total += unit.lengths.get(body, 0)
        for link in body.iter("a"):
            if link in unit.lengths and not inside:
                linked += unit.lengths[link]
    return total > 0 and linked > 0.6 * (total)


def _title_links(
    unit: Parsed, name_place: HtmlElement | None, body: HtmlElement
) -> Iterator[HtmlElement]:
    inside = set(body.iter("a")) if body is not unit.key and body not in unit.dated else set()
    for link in _links(unit):
        if _is_permalink(link) or link in inside or _is_name(link, name_place):
            continue
        around = [link, *list(link.iterancestors())[:2], *link.iter("*")]
        in_heading = any(tag_of(element) in _HEADINGS for element in around)
        if in_heading or ("title" in name_words(link) | name_words(around[1])):
            href = link.get("href") or ""
            if len(words_in(link)) >= _TITLE and not href.startswith(("#", "javascript:")):
                yield link


def _is_name(link: HtmlElement, place: HtmlElement | None) -> bool:
    """Tell whether a link is the writer's name, not a title that was taken for one."""
    if place is None or (link is not place and place not in link.iterancestors()):
        return False
    is_said = max(names_author(link), names_author(place)) > 0
    return is_said or len(words_in(place).split()) < _MANY_WORDS


def _links(unit: Parsed) -> Iterator[HtmlElement]:
    return (element for element in unit.elements if tag_of(element) == "a" and element.get("href"))


def _is_permalink(link: HtmlElement) -> bool:
    fragment = (link.get("href") or "").partition("#")[2]
    return any(char.isdigit() for char in fragment)


def _page_of(link: HtmlElement) -> str:
    """Give the path of a link with a fragment, without the number that the fragment names."""
    try:
        parts = urlsplit(link.get("href") or "")
    except ValueError:  # "http://[x" typed as a link
        return ""
    number = named_number(parts.fragment)
    path = parts.path.partition("/comment-page-")[0].rstrip("/")
    return path.replace(number[1], "") if number else path


def _is_beside(page: PageMap, units: Sequence[Parsed]) -> bool:
    """Tell whether the units stand in a margin, a menu, a footer or a list named as one.

    What holds the page's first heading holds the matter of the page, whatever it is called.
    """
    first = next(page.body.iter("h1"), None)
    main = set(first.iterancestors()) if first is not None else set()
    if any(names_aside(name_words(unit.key)) for unit in units[:3]):
        return True
    for above in units[0].key.iterancestors():
        if above in main or tag_of(above) in ("body", "html"):
            break
        if tag_of(above) in ("aside", "nav", "footer", "header"):
            return True
        if names_aside(name_words(above)):
            return True
    return False


def _holds_title(page: PageMap, units: Sequence[Parsed]) -> bool:
    """Tell whether a unit holds the page's heading: then it is the article."""
    keys = {unit.key for unit in units}
    return any(
        above in keys for heading in page.body.iter("h1") for above in heading.iterancestors()
    )
