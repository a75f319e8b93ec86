"""Comments of systems that nobody has described: found by what every thread has.

A thread is a part of the page that comes back once for each date, with an id, a short text that
differs (the writer's name) and a longer one (the comment). The steps: dates
(:mod:`.generic_map`), repeated elements (:mod:`.generic_units`), names and texts
(:mod:`.generic_slots`), whether it is a thread at all (:mod:`.generic_judge`), who answers whom
(:mod:`.generic_parents`). The idea of mining repeated records from a tree is Liu, Grossman and
Zhai's (MDR, KDD 2003); here a date anchors the record, so that one pass is enough.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from lxml.html import HtmlElement

from probenlp.harvest.comments.anonymous import is_nameless
from probenlp.harvest.comments.area import comment_areas
from probenlp.harvest.comments.assemble import Found, assemble
from probenlp.harvest.comments.generic_dates import find_date, is_mostly_date
from probenlp.harvest.comments.generic_judge import is_thread
from probenlp.harvest.comments.generic_map import Mark, PageMap, epoch_of
from probenlp.harvest.comments.generic_parents import find_parents, native_ids
from probenlp.harvest.comments.generic_slots import (
    Parsed,
    Slots,
    learn_slots,
    parse_units,
    slot_of,
    words_in,
)
from probenlp.harvest.comments.generic_units import Candidate, candidates
from probenlp.harvest.comments.generic_words import is_button, names_button
from probenlp.harvest.comments.markup import tag_of
from probenlp.harvest.comments.nesting import Marker
from probenlp.harvest.comments.posted import posted_from_element, posted_from_permalink
from probenlp.harvest.comments.render import Rendered, absolute, render
from probenlp.harvest.comments.surroundings import following_page
from probenlp.harvest.comments.thread import PageLike, Thread
from probenlp.records import Posted

_MOST_CANDIDATES: Final = 12
_MADE_UP: Final = "item-"
_LONGEST_BUTTON: Final = 40
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_NO_ID: Final = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Mined:
    """A thread as found, with all that is needed to read it."""

    page: PageMap
    candidate: Candidate
    units: list[Parsed]
    slots: Slots
    ids: dict[HtmlElement, str]
    parents: dict[HtmlElement, tuple[HtmlElement, str]]


class Generic:
    """Reads threads of unknown systems; asked only where no reader knows the system."""

    name = "generic"

    def detect(self, page: PageLike) -> float:
        """Score lowest of all."""
        return 0.26 if mine(page.tree) is not None else 0.0

    def read(self, page: PageLike) -> Thread:
        """Take the thread; without comments where nothing on the page is surely one."""
        mined = mine(page.tree)
        if mined is None:
            return Thread(system=self.name, structure="flat")
        names = {
            unit.key: mined.ids.get(unit.key) or f"{_MADE_UP}{number}"
            for number, unit in enumerate(mined.units, start=1)
        }
        thread = assemble(
            page,
            system=self.name,
            structure="tree" if mined.parents else "flat",
            found=[_read_unit(mined, unit, names, page.url) for unit in mined.units],
            containers=comment_areas(page.tree, _roots(mined.candidate)),
            marker=_marker(mined),
            next_pages=following_page(page.tree, page.url),
            warnings=["comments: the system is unknown; the thread was found by its shape"],
            check_nesting=False,
        )
        return _without_made_up_ids(thread)


def mine(tree: HtmlElement) -> Mined | None:
    """Find the thread of a page, if it has one.

    Of several candidates the one with the most comments is taken, and of equal ones the outermost:
    a reply stands inside what it answers.
    """
    body = tree.find("body")
    page = PageMap(body if body is not None else tree)
    best: Mined | None = None
    for candidate, _ in zip(candidates(page), range(_MOST_CANDIDATES), strict=False):
        if best is not None and (
            len(candidate.units) < len(best.units) or _is_within(candidate, best)
        ):
            continue
        units = parse_units(page, candidate)
        slots = learn_slots(page, units)
        ids = native_ids(units)
        parents = find_parents(candidate, units, ids)
        mined = Mined(page, candidate, units, slots, ids, parents)
        if best is not None and _rank(mined) <= _rank(best):
            continue
        if is_thread(page, units, slots, ids, has_replies=bool(parents)):
            best = mined
    return best


def _is_within(candidate: Candidate, best: Mined) -> bool:
    """Tell inner elements of comments that carry their ids themselves: there is nothing to gain."""
    first, mark = next(iter(candidate.dates.items()))
    outer = best.units[0].key
    same_dates = best.candidate.dates[outer].element is mark.element
    has_ids = len(best.ids) == len(best.units) and outer.get("id") == best.ids[outer]
    return same_dates and has_ids and (first is outer or outer in first.iterancestors())


def _rank(mined: Mined) -> tuple[int, bool, bool, int, bool]:
    """Prefer more comments, dates shown, dates with an instant, more answers, own ids.

    A forum shows when each writer joined beside when they wrote; an empty element with a number is
    for scripts, and may say when a comment was last changed.
    """
    units = mined.units
    keys = sum(
        unit.key in mined.ids and unit.key.get("id") == mined.ids[unit.key] for unit in units
    )
    instants = sum(
        (posted := _posted(mark)) is not None and posted.utc is not None
        for mark in mined.candidate.dates.values()
    )
    shown = sum(bool(words_in(mark.element)) for mark in mined.candidate.dates.values())
    return (
        len(units),
        2 * shown > len(units),
        2 * instants > len(units),
        len(mined.parents),
        2 * keys > len(units),
    )


def _roots(candidate: Candidate) -> Sequence[HtmlElement]:
    return [root for unit in candidate.units.values() for root in unit]


def _marker(mined: Mined) -> Marker:
    """Tell how ids stand in the source, where they stand on elements."""
    if not mined.ids or not all(unit.key.get("id") for unit in mined.units):
        return Marker("div", rf"({_NO_ID.pattern})")
    names = {re.sub(r"\d+$", "", value) for value in mined.ids.values()}
    if len(names) != 1:
        return Marker("div", rf"({_NO_ID.pattern})")
    tags = "|".join(sorted({re.escape(tag_of(unit.key)) for unit in mined.units}))
    return Marker(tags, rf"({re.escape(names.pop())}\d+)")


def _read_unit(mined: Mined, unit: Parsed, names: dict[HtmlElement, str], url: str | None) -> Found:
    place, name = mined.slots.names.get(unit.key, (None, None))
    link = _link_of(place)
    above = mined.parents.get(unit.key)
    mark = mined.candidate.dates[unit.key]
    return Found(
        element=unit.key,
        native_id=names[unit.key],
        parent=names[above[0]] if above else None,
        parent_source=above[1] if above else None,
        author_name=name,
        author_url=absolute(link.get("href"), url) if link is not None else None,
        is_anonymous=is_nameless(name, linked=link is not None),
        posted=_posted(mark),
        permalink=_permalink(unit, url),
        content=_content(mined, unit, place, url),
    )


def _link_of(place: HtmlElement | None) -> HtmlElement | None:
    if place is None:
        return None
    if tag_of(place) == "a" and place.get("href"):
        return place
    inner = place.find(".//a[@href]")
    above = place.getparent()
    if inner is None and above is not None and tag_of(above) == "a" and above.get("href"):
        return above
    return inner


def _posted(mark: Mark) -> Posted | None:
    if utc := epoch_of(mark.element):
        return Posted(utc=utc, raw=words_in(mark.element) or None, source="epoch")
    if "showComment=" in (href := mark.element.get("href") or ""):
        return posted_from_permalink(href, words_in(mark.element))
    posted = posted_from_element(mark.element)
    if posted is None or posted.utc:
        return posted
    title = (mark.element.get("title") or "").strip()
    if _YEAR.search(title) and not _YEAR.search(posted.raw or ""):
        return Posted(raw=title, source=posted.source)  # "6 months ago" says less than its title
    place = find_date(posted.raw or "")
    is_line = place is not None and not is_mostly_date(posted.raw or "")
    return (
        Posted(raw=(posted.raw or "")[slice(*place)], source="text")
        if is_line and place
        else posted
    )


def _permalink(unit: Parsed, url: str | None) -> str | None:
    for element in unit.dated:
        if tag_of(element) == "a" and (address := absolute(element.get("href"), url)):
            return address if "://" in address else None
    return None


def _content(
    mined: Mined, unit: Parsed, name_place: HtmlElement | None, url: str | None
) -> Rendered:
    """Render the text without the head, the buttons and the comments nested in it."""
    own = unit.lengths
    body = mined.slots.bodies[unit.key]
    has_head = body in unit.dated or body is unit.key

    def is_left_out(element: HtmlElement) -> bool:
        if element not in own or slot_of(mined.page, element) in mined.slots.constant:
            return True
        if has_head and (element in unit.dated or element is name_place):
            return _is_head(unit, element)
        return _is_furniture(unit, element)

    roots = [body] if not has_head else list(mined.candidate.units[unit.key])
    if has_head and body is not unit.key:
        roots = [body]
    return render(roots, skip=is_left_out, base_url=url)


def _is_head(unit: Parsed, element: HtmlElement) -> bool:
    """Tell a head with the date from an element that holds the text as well."""
    return unit.lengths[element] <= 2 * _LONGEST_BUTTON + 20


def _is_furniture(unit: Parsed, element: HtmlElement) -> bool:
    if tag_of(element) in ("button", "label", "nav"):
        return True
    if unit.lengths[element] > _LONGEST_BUTTON:
        return False
    return names_button(element) or (
        tag_of(element) in ("a", "span", "li", "div", "ul") and is_button(words_in(element) or "x")
    )


def _without_made_up_ids(thread: Thread) -> Thread:
    """Take the names away again that only served to tell parents."""

    def kept(native_id: str | None) -> str | None:
        return None if native_id and native_id.startswith(_MADE_UP) else native_id

    comments = tuple(
        replace(
            comment,
            native_id=kept(comment.native_id),
            parent_native_id=kept(comment.parent_native_id),
        )
        for comment in thread.comments
    )
    return replace(thread, comments=comments)
