"""Which part of each comment is the writer's name, which the text, and which comes back in all.

A slot is a place in a comment as it looks: an element's look with its parent's. What stands in a
slot varies from comment to comment in a way of its own: names are short and differ, texts are long,
buttons say the same each time.
"""

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from lxml.html import HtmlElement

from probenlp.harvest.comments.generic_dates import find_date, rest_of_line
from probenlp.harvest.comments.generic_map import Look, PageMap
from probenlp.harvest.comments.generic_units import Candidate
from probenlp.harvest.comments.generic_words import (
    is_button,
    names_author,
    names_button,
    names_head,
)
from probenlp.harvest.comments.markup import own_elements, tag_of

Slot = tuple[Look, Look]

_LONGEST_NAME: Final = 60
_OFTEN: Final = 0.6  # share of the comments that must have a slot
_MOST_OF = 0.9
_FORMS = frozenset("form button input label textarea select".split())
_PARAGRAPHS = frozenset("p ul ol li blockquote pre table h1 h2 h3 h4 h5 h6".split())
_SILENT = frozenset("script style textarea select button".split())
_DIGITS = re.compile(r"\d+")
# "Ada Fenwick Reply to Bea Orme", "Ada Fenwick @Bea Orme": of two names the first wrote.
_ADDRESSED = re.compile(
    r"\s+(?:(?:in\s)?reply to|replied to|replying to|antwort(?:et)? auf|en réponse à|in risposta a|"
    r"en respuesta a|em resposta a|als reactie op|odpowiedź do|в ответ на)\b.*$",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\s(?:says|said|wrote|sagt|schrieb|dit|dice|hat gesagt)$", re.IGNORECASE)
_CONNECTED = re.compile(r"^(?:by|von|par|de|por|di|da|door|av|af)\s+", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Parsed:
    """One comment with the elements that are its own, not those of comments nested in it.

    Attributes
    ----------
    elements : list of lxml.html.HtmlElement
        In the order of the page.
    lengths : dict of lxml.html.HtmlElement to int
        Visible characters in each, links counted half: what is nothing but a link is no text.
    texts : dict of lxml.html.HtmlElement to int
        The same without what is named as a head or a panel of the writer, and without what says
        the same in all comments.
    """

    key: HtmlElement
    date: HtmlElement
    elements: list[HtmlElement] = field(default_factory=list)
    lengths: dict[HtmlElement, int] = field(default_factory=dict)
    texts: dict[HtmlElement, int] = field(default_factory=dict)
    headed: set[HtmlElement] = field(default_factory=set)
    dated: set[HtmlElement] = field(default_factory=set)


@dataclass(slots=True)
class Slots:
    """What was learned from all comments of a candidate.

    Attributes
    ----------
    names : dict of lxml.html.HtmlElement to (lxml.html.HtmlElement or None, str)
        For each comment the element with its writer's name, and the name.
    bodies : dict of lxml.html.HtmlElement to lxml.html.HtmlElement
        For each comment the element with its text, and maybe with its head.
    constant : set of Slot
        What says the same in all comments.
    """

    names: dict[HtmlElement, tuple[HtmlElement | None, str]]
    bodies: dict[HtmlElement, HtmlElement]
    constant: set[Slot]


def parse_units(page: PageMap, candidate: Candidate) -> list[Parsed]:
    """Collect the elements of each comment; every element of the page is seen once."""
    roots = {root for unit in candidate.units.values() for root in unit}
    return [
        _parse(page, key, unit, candidate.dates[key].element, roots)
        for key, unit in candidate.units.items()
    ]


def _parse(
    page: PageMap,
    key: HtmlElement,
    unit: tuple[HtmlElement, ...],
    date: HtmlElement,
    roots: Collection[HtmlElement],
) -> Parsed:
    parsed = Parsed(key, date)
    for root in unit:
        parsed.elements += own_elements(root, roots)
    parsed.lengths = _lengths(parsed.elements, ())
    for element in parsed.elements:
        if element.getparent() in parsed.headed or (
            element not in roots and names_head(page.look(element))
        ):
            parsed.headed.add(element)
    above: HtmlElement | None = date
    while above is not None and above in parsed.lengths:
        parsed.dated.add(above)
        above = above.getparent()
    return parsed


def _lengths(
    elements: list[HtmlElement], left_out: Collection[HtmlElement]
) -> dict[HtmlElement, int]:
    """Count the characters of text within each element, in one pass from the last."""
    lengths: dict[HtmlElement, int] = {}
    for element in reversed(elements):
        tag = tag_of(element)
        length = len((element.text or "").strip())
        for child in element:
            length += lengths.get(child, 0) + len((child.tail or "").strip())
        if tag in _SILENT or element in left_out:
            length = 0
        lengths[element] = length // 2 if tag == "a" else length
    return lengths


def slot_of(page: PageMap, element: HtmlElement) -> Slot:
    """Name the slot an element stands in."""
    above = element.getparent()
    return page.look(element), page.look(above) if above is not None else ()


def learn_slots(page: PageMap, units: list[Parsed]) -> Slots:
    """Find the slots of names and texts in all comments of a candidate."""
    by_slot: dict[Slot, list[tuple[Parsed, HtmlElement]]] = defaultdict(list)
    for unit in units:
        for element in unit.elements:
            by_slot[slot_of(page, element)].append((unit, element))
    constant = {slot for slot, places in by_slot.items() if _is_constant(places, len(units))}
    for unit in units:
        same = {element for element in unit.elements if slot_of(page, element) in constant}
        unit.texts = _lengths(unit.elements, unit.headed | same)
        if not any(unit.texts.values()):
            unit.texts = unit.lengths
    bodies = _find_bodies(by_slot, constant, units)
    return Slots(_find_names(by_slot, bodies, constant, units), bodies, constant)


def _is_constant(places: list[tuple[Parsed, HtmlElement]], count: int) -> bool:
    """Tell whether a slot says the same wherever it is, figures aside ("12 Likes")."""
    if len(places) < 3 or len(places) < count / 3 or names_author(places[0][1]):
        return False  # "Guest 12" is a name
    said = set()
    for unit, element in places:
        if unit.lengths[element] > _LONGEST_NAME or element in unit.dated:
            return False
        said.add(_DIGITS.sub("#", words_in(element)).casefold())
        if len(said) > 1:
            return False
    return said != {""}


def words_in(element: HtmlElement) -> str:
    """Give the words in an element on one line; none where they are many.

    The element may hold all comments nested in this one: they are not read through.
    """
    pieces: list[str] = []
    length = 0
    for piece in element.itertext("*"):
        pieces.append(piece)
        length += len(piece.strip())
        if length > 3 * _LONGEST_NAME or len(pieces) > 3 * _LONGEST_NAME:
            return ""
    return " ".join(" ".join(pieces).split())


def _find_bodies(
    by_slot: dict[Slot, list[tuple[Parsed, HtmlElement]]],
    constant: set[Slot],
    units: list[Parsed],
) -> dict[HtmlElement, HtmlElement]:
    """Take the slot with the most text and no date.

    Of paragraphs that stand by themselves, what is round them is the body.
    """
    volumes: dict[Slot, int] = {}
    for slot, places in by_slot.items():
        if slot in constant or any(element in unit.dated for unit, element in places):
            continue
        if names_head(slot[0]) or tag_of(places[0][1]) in ("a", *_FORMS):
            continue
        volumes[slot] = sum(unit.texts[element] for unit, element in places)
    most = max(volumes.values(), default=0)
    main = [slot for slot, volume in volumes.items() if volume >= _MOST_OF * most and most]
    bodies: dict[HtmlElement, HtmlElement] = {}
    # The innermost element with nearly all of the text leaves most furniture outside.
    for slot in reversed(main):
        places = by_slot[slot]
        held = len({id(unit) for unit, _ in places})
        if held < _OFTEN * len(units):
            continue
        is_whole = len(places) == held and not _is_paragraph(slot[0])
        if not is_whole and any(_is_clean_around(unit, element) for unit, element in places):
            continue  # an element further out holds all paragraphs
        for unit, element in places:
            around = element.getparent()
            is_inner = not is_whole and around is not None and around in unit.lengths
            bodies.setdefault(unit.key, around if is_inner and around is not None else element)
        break
    for unit in units:
        if unit.key not in bodies:
            bodies[unit.key] = _narrowest(unit)
    return bodies


def _is_paragraph(look: Look) -> bool:
    """Tell elements that come several to a text, unless a class makes one of them the text."""
    return look[0] in _PARAGRAPHS and len(look) != 2


def _is_clean_around(unit: Parsed, element: HtmlElement) -> bool:
    """Tell whether what holds a paragraph holds no date, and so can be the text."""
    around = element.getparent()
    return around is not None and around in unit.lengths and around not in unit.dated


def _narrowest(unit: Parsed) -> HtmlElement:
    """Go down from a comment as long as one child holds nearly all of its text and its date."""
    element = unit.elements[0]
    for _ in range(len(unit.elements)):
        inner = [
            child
            for child in element
            if child in unit.lengths and unit.lengths[child] >= 0.95 * unit.lengths[element]
        ]
        if not inner or not unit.lengths[element]:
            break
        element = inner[0]
    return element


def _find_names(
    by_slot: dict[Slot, list[tuple[Parsed, HtmlElement]]],
    bodies: dict[HtmlElement, HtmlElement],
    constant: set[Slot],
    units: list[Parsed],
) -> dict[HtmlElement, tuple[HtmlElement | None, str]]:
    """Rank the slots that may hold names, and take for each comment the best that it has."""
    ranked = []
    for order, (slot, places) in enumerate(by_slot.items()):
        if slot in constant:
            continue
        named = [
            (unit, element, name)
            for unit, element in places
            if (name := name_in(unit, element)) and not _is_in_body(element, bodies[unit.key], unit)
        ]
        share = len({id(unit) for unit, _, _ in named}) / len(units)
        filled = sum(unit.lengths[element] > 0 for unit, element in places)
        if not named or len(named) < _OFTEN * filled:
            continue
        varied = len({name for _, _, name in named}) / len(named)
        hinted = max(names_author(element) for _, element, _ in named[:5])
        if share >= _OFTEN / 2 and (hinted or (varied > 0.3 and share >= _OFTEN)):
            # "Ada Fenwick | 4 May": what stands in one line with the date is no title.
            beside = any(find_date(words_in(element)) for _, element, _ in named[:5])
            longer = sum(len(name) for _, _, name in named) / len(named) / _LONGEST_NAME
            rank = 2 * hinted + share + varied / 2 + beside - longer / 2
            ranked.append((-rank, order, named))
    names: dict[HtmlElement, tuple[HtmlElement | None, str]] = {}
    for _, _, named in sorted(ranked, key=lambda entry: entry[:2]):
        for unit, element, name in named:
            names.setdefault(unit.key, (element, name))
    for unit in units:
        if unit.key not in names and (name := _name_beside_date(unit)):
            names[unit.key] = (None, name)
    return names


def name_in(unit: Parsed, element: HtmlElement) -> str | None:
    """Read a name: a few words, no date, no button, no figure alone."""
    if tag_of(element) in _FORMS or not 0 < unit.lengths[element] <= _LONGEST_NAME:
        return None
    if names_button(element) or leads_within_page(element):
        return None
    words = words_in(element)
    if find_date(words):
        words = rest_of_line(words)
    words = _CONNECTED.sub("", words.rstrip(" :,·•|–-")).strip()
    words = _SAYS.sub("", _ADDRESSED.sub("", words))
    has_letter = any(char.isalpha() for char in words)
    if not has_letter or len(words) > _LONGEST_NAME or len(words.split()) > 7:
        return None
    return None if is_button(words) or (words.endswith((".", "?")) and " " in words) else words


def leads_within_page(element: HtmlElement) -> bool:
    """Tell a link to a comment, which is its date or its title and never its writer."""
    link = element if tag_of(element) == "a" else element.find("a[@href]")
    fragment = (link.get("href") or "").partition("#")[2] if link is not None else ""
    return any(char.isdigit() for char in fragment)


def _name_beside_date(unit: Parsed) -> str | None:
    """Read "Ada Fenwick on 4 May 2023:", where no element is the name's own."""
    element: HtmlElement | None = unit.date
    for _ in range(3):
        if element is None or element not in unit.lengths:
            return None
        words = words_in(element)
        if len(words) <= 2 * _LONGEST_NAME and (name := rest_of_line(words)):
            fits = len(name.split()) <= 5 and any(char.isalpha() for char in name)
            return name if fits and not is_button(name) else None
        element = element.getparent()
    return None


def _is_in_body(element: HtmlElement, body: HtmlElement, unit: Parsed) -> bool:
    """Tell whether an element is part of a text; a body that holds the date holds the head too."""
    if body in unit.dated or body is unit.key:
        return False
    above: HtmlElement | None = element
    while above is not None and above in unit.lengths:
        if above is body:
            return True
        above = above.getparent()
    return False
