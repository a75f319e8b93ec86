"""Ids of comments in markup of any system, and who answers whom.

What is stated wins over what is shown: an attribute or link that names another comment, then
nesting, then a box of replies that stands after its comment, then depth in a class or a margin.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from lxml.html import HtmlElement

from probenlp.harvest.comments.generic_map import named_number
from probenlp.harvest.comments.generic_slots import Parsed
from probenlp.harvest.comments.generic_units import Candidate
from probenlp.harvest.comments.generic_words import is_answer_link
from probenlp.harvest.comments.markup import classes, nearest, tag_of

_OFTEN: Final = 0.8
_NUMBERED: Final = ("data-comment-id", "data-id", "data-post-id", "data-cid", "data-commentid")
_PARENT_NAME: Final = re.compile(
    r"^data-.*(?:parent|reply-?to|replyto|in-reply|answers).*$|^parent(?:-?id)?$", re.IGNORECASE
)
_TO_PARENT = re.compile(r"parent|in[-_ ]?reply|reply[-_]?to|replied|antwort auf", re.IGNORECASE)
_DEPTH: Final = re.compile(
    r"(?:^|[-_])(?:depth|level|indent|lvl|nest(?:ing|ed)?|tier|ebene|niveau)[-_]*(\d{1,3})$",
    re.IGNORECASE,
)
_DEPTH_NAMES: Final = ("data-depth", "data-level", "data-indent", "aria-level", "indent")
_MARGIN: Final = re.compile(r"(?:margin|padding)-(?:left|inline-start)\s*:\s*([\d.]{1,7})")


def native_ids(units: Sequence[Parsed]) -> dict[HtmlElement, str]:
    """Find the id of each comment: of one name with a number, as on the others.

    Returns
    -------
    dict of lxml.html.HtmlElement to str
        By the first element of a comment; without those that have none.
    """
    by_name: dict[tuple[str, str], dict[HtmlElement, str]] = {}
    for unit in units:
        for element in unit.elements:
            for attribute, value in _ids(element):
                number = named_number(value)
                kind = (attribute, number[0] if number else "")
                if number and (number[0] or attribute != "id"):
                    by_name.setdefault(kind, {}).setdefault(unit.key, value)
    best: dict[HtmlElement, str] = {}
    for kind, found in sorted(by_name.items(), key=lambda entry: _rank(entry[0], entry[1])):
        if len(found) >= _OFTEN * len(units) and len(set(found.values())) == len(found):
            best = found
            break
        del kind
    return best


def _ids(element: HtmlElement) -> Iterator[tuple[str, str]]:
    if value := element.get("id"):
        yield "id", value
    for attribute in _NUMBERED:
        if value := element.get(attribute):
            yield attribute, value
    if tag_of(element) == "a":
        if value := element.get("name"):
            yield "name", value
        _, hash_sign, fragment = (element.get("href") or "").partition("#")
        if hash_sign and not is_answer_link(element):
            yield "href", fragment


def _rank(kind: tuple[str, str], found: dict[HtmlElement, str]) -> tuple[int, int]:
    order = ("id", *_NUMBERED, "name", "href")
    return -len(found), order.index(kind[0])


def find_parents(
    candidate: Candidate, units: Sequence[Parsed], ids: dict[HtmlElement, str]
) -> dict[HtmlElement, tuple[HtmlElement, str]]:
    """Find the comment that each comment answers, with how it is told."""
    roots = {root: key for key, unit in candidate.units.items() for root in unit}
    parents = _stated(units, ids)
    by_place = {
        unit.key: found for unit in units if (found := _by_place(unit.key, roots)) is not None
    }
    if not by_place:
        by_place = _by_depth(units)
    return by_place | parents


def _stated(
    units: Sequence[Parsed], ids: dict[HtmlElement, str]
) -> dict[HtmlElement, tuple[HtmlElement, str]]:
    """Read attributes and links that name the comment answered; it stands before the answer."""
    known: dict[str, HtmlElement] = {}
    parents: dict[HtmlElement, tuple[HtmlElement, str]] = {}
    for unit in units:
        for value in _named(unit):
            number = named_number(value)
            above = known.get(value) if value in known else known.get(number[1] if number else "")
            if above is not None and above is not unit.key:
                parents[unit.key] = (above, "attribute")
                break
        if own := ids.get(unit.key):
            known[own] = unit.key
            if number := named_number(own):
                known[number[1]] = unit.key
    return parents


def _named(unit: Parsed) -> Iterator[str]:
    for name, value in unit.key.items():
        if _PARENT_NAME.match(name):
            yield value.lstrip("#")
    for element in unit.elements:
        if tag_of(element) != "a" or element is unit.key:
            continue
        _, hash_sign, fragment = (element.get("href") or "").partition("#")
        names = f"{element.get('class') or ''} {element.get('title') or ''} {element.text or ''}"
        if hash_sign and fragment and _TO_PARENT.search(names):
            yield fragment


def _by_place(
    key: HtmlElement, roots: dict[HtmlElement, HtmlElement]
) -> tuple[HtmlElement, str] | None:
    """Take the comment round this one, or the one whose box of replies stands just after it."""
    around = nearest(key, roots)
    box = key.getparent()
    for _ in range(3):
        if box is None or box is around:
            break
        before = box.getprevious()
        while before is not None and not isinstance(before.tag, str):
            before = before.getprevious()
        if before is not None and before in roots and _is_box(box):
            return roots[before], "nesting"
        box = box.getparent()
    return (roots[around], "nesting") if around is not None else None


def _is_box(box: HtmlElement) -> bool:
    """Tell whether an element holds comments and no more than that: no text of its own."""
    return tag_of(box) in ("div", "ol", "ul", "dl", "section") and not (box.text or "").strip()


def _by_depth(units: Sequence[Parsed]) -> dict[HtmlElement, tuple[HtmlElement, str]]:
    """Read depths where comments stand one after another, set in by class or margin."""
    for read in (_depth_in_classes, _depth_in_attributes, _margin):
        depths = [read(unit) for unit in units]
        stated = [depth for depth in depths if depth is not None]
        if len(Counter(stated)) > 1 and (read is _margin or len(stated) >= _OFTEN * len(units)):
            # A margin is written only where there is one.
            return _stack(units, [depth or 0.0 for depth in depths])
    return {}


def _depth_in_classes(unit: Parsed) -> float | None:
    for element in _outer(unit):
        for name in classes(element):
            if found := _DEPTH.search(name):
                return float(found[1])
    return None


def _depth_in_attributes(unit: Parsed) -> float | None:
    for element in _outer(unit):
        for name in _DEPTH_NAMES:
            if (value := element.get(name) or "").isdecimal() and len(value) < 5:
                return float(value)
    return None


def _margin(unit: Parsed) -> float | None:
    for element in _outer(unit):
        if found := _MARGIN.search(element.get("style") or ""):
            return float(found[1]) if found[1].replace(".", "", 1).isdecimal() else None
    return None


def _outer(unit: Parsed) -> list[HtmlElement]:
    """Give the first elements of a comment, which set all of it in, and the one round it."""
    around = unit.key.getparent()
    outer = unit.elements[:3]
    return [*outer, around] if around is not None else outer


def _stack(
    units: Sequence[Parsed], depths: list[float]
) -> dict[HtmlElement, tuple[HtmlElement, str]]:
    parents: dict[HtmlElement, tuple[HtmlElement, str]] = {}
    above: list[tuple[float, HtmlElement]] = []
    for unit, depth in zip(units, depths, strict=True):
        while above and above[-1][0] >= depth:
            above.pop()
        if above:
            parents[unit.key] = (above[-1][1], "depth-class")
        above.append((depth, unit.key))
    return parents
