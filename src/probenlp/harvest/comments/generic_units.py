"""Which elements of a page are repeated once for each date: candidates for comments.

Whatever a system calls its elements, a comment is one kind of element that holds one date of one
kind, its own, and replies nested in it hold theirs. So for each date the elements above it are
asked how they look, and for each look it is counted how many of its elements have exactly one date
of that kind that no nearer element of the same look claims. One pass over the dates; the climb is
bounded.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from lxml.html import HtmlElement

from probenlp.harvest.comments.generic_map import Look, Mark, PageMap, named_number
from probenlp.harvest.comments.generic_words import names_comment, split_name
from probenlp.harvest.comments.markup import tag_of

_HIGHEST: Final = 14  # levels from a date up to its comment
_LONE_DATES: Final = 0.8  # share of the units of a kind that must have one date
_COVERED: Final = 0.8  # of the most dates any kind has; outer kinds beyond it are preferred
_MOST_KINDS: Final = 6  # kinds of date that are looked into
_MOST_RUN: Final = 12  # siblings of one comment


@dataclass(frozen=True, slots=True)
class Candidate:
    """Elements that may be comments.

    Attributes
    ----------
    units : dict
        For each unit its elements: one, or, where a comment is written as siblings (a ``dt`` and
        two ``dd``), all of them. The key is the first.
    dates : dict
        The date of each unit.
    """

    units: dict[HtmlElement, tuple[HtmlElement, ...]]
    dates: dict[HtmlElement, Mark]


def candidates(page: PageMap) -> Iterator[Candidate]:
    """Give the candidates of each kind of date, the commonest kind first, the outermost first."""
    by_kind: dict[Look, list[Mark]] = defaultdict(list)
    for mark in page.marks:
        by_kind[page.look(mark.element)].append(mark)
    kinds = sorted(by_kind.values(), key=len, reverse=True)
    for marks in kinds[:_MOST_KINDS]:
        for held in _outermost_kinds(page, marks):
            dates = {unit: mine[0] for unit, mine in held.items()}
            yield Candidate({unit: (unit,) for unit in dates}, dates)
        if len(marks) > 1:
            yield from _runs(page, marks)


def _outermost_kinds(page: PageMap, marks: list[Mark]) -> Iterator[dict[HtmlElement, list[Mark]]]:
    """Give, for each fitting look, its elements with their dates; the highest above them first."""
    held: dict[Look, dict[HtmlElement, list[Mark]]] = defaultdict(lambda: defaultdict(list))
    heights: dict[Look, int] = defaultdict(int)
    for mark in marks:
        for height, (look, element) in enumerate(_climb(page, mark)):
            held[look][element].append(mark)
            heights[look] += height
    fitting: dict[Look, int] = {}
    for look, units in held.items():
        lone = sum(len(mine) == 1 for mine in units.values())
        is_enough = len(units) > 1 or _is_lone_comment(look)
        if is_enough and lone >= _LONE_DATES * len(units):
            fitting[look] = lone
    most = max(fitting.values(), default=0)
    kept = [look for look, lone in fitting.items() if lone >= _COVERED * most]
    kept.sort(key=lambda look: -heights[look] / sum(map(len, held[look].values())))
    for look in kept[:_MOST_KINDS]:
        yield held[look]


def _is_lone_comment(look: Look) -> bool:
    """Tell an id that only comments have: one element alone is not told by being repeated."""
    return look[0] == "#" and (look[1] in ("c", "comment") or names_comment(split_name(look[1])))


def _climb(page: PageMap, mark: Mark) -> Iterator[tuple[Look, HtmlElement]]:
    """Give the nearest element above a date for each look, and for each kind of numbered id."""
    seen: set[Look] = set()
    element: HtmlElement | None = mark.element
    for _ in range(_HIGHEST):
        if element is None or element is page.body:
            return
        looks = [page.look(element)]
        if (stated := named_number(element.get("id"))) and stated[0]:
            looks.append(("#", stated[0]))
        for look in looks:
            if look not in seen:
                seen.add(look)
                yield look, element
        element = element.getparent()


def _runs(page: PageMap, marks: list[Mark]) -> Iterator[Candidate]:
    """Part the children of one element into comments that are each several of them.

    The commonest case is a definition list. Children that look alike come back in each comment;
    the first comment begins as far before its date as the others can.
    """
    rows: dict[HtmlElement, dict[HtmlElement, Mark]] = defaultdict(dict)
    for mark in marks:
        element = mark.element
        for _ in range(_HIGHEST):
            parent = element.getparent()
            if parent is None:
                break
            rows[parent].setdefault(element, mark)
            element = parent
    lists = [parent for parent, dated in rows.items() if len(dated) > 1 and parent is not page.body]
    for parent in sorted(lists, key=lambda parent: -len(rows[parent]))[:1]:
        children = [child for child in parent if tag_of(child)]
        places = [index for index, child in enumerate(children) if child in rows[parent]]
        before = _lead(page, children, places)
        starts = [place - before for place in places]
        ends = [*starts[1:], min(len(children), places[-1] + max(1, _step(places) - before))]
        if (
            _step(places) < 2
            or max(end - start for start, end in zip(starts, ends, strict=True)) > _MOST_RUN
        ):
            return
        units = {
            children[start]: tuple(children[start:end])
            for start, end in zip(starts, ends, strict=True)
        }
        dates = dict(zip(units, (rows[parent][children[place]] for place in places), strict=True))
        yield Candidate(units, dates)


def _step(places: list[int]) -> int:
    return min(after - before for before, after in pairwise(places))


def _lead(page: PageMap, children: list[HtmlElement], places: list[int]) -> int:
    """Count the siblings before a date that belong to its comment, the same before each."""
    lead = 0
    for distance in range(1, _step(places)):
        looks = {page.look(children[at - distance]) for at in places if at >= distance}
        if len(looks) != 1 or places[0] < distance:
            break
        lead = distance
    return lead
