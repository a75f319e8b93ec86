"""Look-ups in the markup of a comment that never look into the comments nested in it."""

import re
from collections.abc import Collection
from typing import cast

from lxml.etree import XPath
from lxml.html import HtmlElement

_WIDGET_CLASSES = frozenset(
    "widget sidebar widget-area recentcomments recent-comments widget_recent_comments".split()
)


def tag_of(element: HtmlElement) -> str:
    """Give the tag in lower case, and nothing for comments and processing instructions."""
    tag = element.tag
    return tag if isinstance(tag, str) else ""


def classes(element: HtmlElement) -> list[str]:
    """Give the class names of an element."""
    value = element.get("class")
    return value.split() if value else []


# "//*[…]" takes time that grows with the square of what it finds, "/descendant::*[…]" does not. And
# XPath compares attributes ten times as slowly as it sees that there are any.
_WITH_ID = XPath("/descendant::*[@id]")
_WITH_CLASS = XPath("/descendant::*[@class]")


def with_id(tree: HtmlElement, *starts: str) -> list[HtmlElement]:
    """List the elements of a page whose id begins with one of some words, in its order."""
    found = cast("list[HtmlElement]", _WITH_ID(tree))
    return [element for element in found if element.get("id").startswith(starts)]


def with_class(tree: HtmlElement, *parts: str) -> list[HtmlElement]:
    """List the elements of a page whose classes hold one of some words or parts, in its order."""
    found = cast("list[HtmlElement]", _WITH_CLASS(tree))
    if len(parts) == 1:
        return [element for element in found if parts[0] in element.get("class")]
    holds = re.compile("|".join(map(re.escape, parts))).search
    return [element for element in found if holds(element.get("class"))]


_PROPERTIES = {"@": "itemprop", "%": "property"}


class Parts:
    """The elements of one comment, without those of the comments nested in it.

    Each element is seen once however deep the thread is, and looked up by tag, class or
    ``itemprop`` afterwards.

    Parameters
    ----------
    unit : lxml.html.HtmlElement
        The element that holds the comment (and, nested, its replies).
    units : collection of lxml.html.HtmlElement
        All comments of the page.
    """

    __slots__ = ("_elements", "_has_properties", "_names", "unit", "units")

    def __init__(self, unit: HtmlElement, units: Collection[HtmlElement]) -> None:
        self.unit = unit
        self.units = units
        self._names: dict[str, list[HtmlElement]] = {}
        self._elements: list[HtmlElement] = []
        self._has_properties = False
        self.add(unit)

    def add(self, root: HtmlElement) -> None:
        """Take in an element that belongs to the comment and stands beside it."""
        names, elements = self._names, own_elements(root, self.units)
        self._elements += elements
        for element in elements:
            names.setdefault(element.tag, []).append(element)
            if stated := element.get("class"):
                for name in stated.split():
                    names.setdefault(f".{name}", []).append(element)

    def all_elements(self) -> list[HtmlElement]:
        """Give every element, in the order of the page."""
        return self._elements

    def first(self, *selectors: str) -> HtmlElement | None:
        """Give the first element for the first selector that has any.

        Parameters
        ----------
        *selectors : str
            ``"tag"``, ``".class"``, ``"tag.class"``, ``"@itemprop"`` or ``"%property"`` (RDFa), the
            best one first.
        """
        for selector in selectors:
            if found := self.all(selector):
                return found[0]
        return None

    def all(self, selector: str) -> list[HtmlElement]:
        """Give every element for a selector, in the order of the page."""
        if selector[0] in _PROPERTIES and not self._has_properties:
            self._enter_properties()
        tag, dot, name = selector.partition(".")
        if tag and dot:
            return [element for element in self._names.get(f".{name}", []) if element.tag == tag]
        return self._names.get(selector, [])

    def _enter_properties(self) -> None:
        """Look at ``itemprop`` and ``property`` only for the systems that write them."""
        self._has_properties = True
        for element in self._elements:
            for mark, attribute in _PROPERTIES.items():
                for name in (element.get(attribute) or "").split():
                    self._names.setdefault(f"{mark}{name}", []).append(element)

    def has(self, *selectors: str) -> bool:
        """Tell whether any selector has an element."""
        return any(self.all(selector) for selector in selectors)


def own_elements(unit: HtmlElement, units: Collection[HtmlElement]) -> list[HtmlElement]:
    """List a comment's elements in the order of the page, passing by nested comments."""
    own = [unit]
    for element in unit.iterdescendants("*"):
        if element in units:
            break
        own.append(element)
    else:
        return own
    # It holds another: from here on every step has to see where it goes.
    own, stack = [unit], list(reversed(unit))
    while stack:
        element = stack.pop()
        if element in units or not isinstance(element.tag, str):
            continue
        own.append(element)
        stack.extend(reversed(element))
    return own


def is_in_widget(element: HtmlElement, allowed: Collection[str] = ()) -> bool:
    """Tell whether an element stands in a sidebar or widget, as lists of recent comments do.

    Parameters
    ----------
    element : lxml.html.HtmlElement
        What looks like a comment.
    allowed : collection of str
        Class names that make an ancestor harmless: Blogger puts the whole post into a widget.
    """
    for above in element.iterancestors():
        tag = tag_of(above)
        if tag in ("body", "main"):
            return False
        names = classes(above)
        if tag == "aside" or above.get("id") in ("sidebar", "secondary"):
            return True
        if not _WIDGET_CLASSES.isdisjoint(names) and not any(name in allowed for name in names):
            return True
    return False


def outermost(elements: Collection[HtmlElement]) -> list[HtmlElement]:
    """Keep the elements that stand in no other of them."""
    chosen = set(elements)
    return [
        element
        for element in elements
        if not any(above in chosen for above in element.iterancestors())
    ]


def nearest(element: HtmlElement, chosen: Collection[HtmlElement]) -> HtmlElement | None:
    """Give the nearest element above that is among the chosen."""
    for above in element.iterancestors():
        if above in chosen:
            return above
    return None
