"""Comments stated in a page's JSON-LD, apart from its markup.

A reply stands in the ``comment`` of the comment it answers, or names it in ``parentItem``.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from typing import Any

from lxml.etree import ParserError
from lxml.html import HtmlElement, fragment_fromstring

from probenlp.harvest.comments.assemble import Found
from probenlp.harvest.comments.posted import utc_of_stamp
from probenlp.harvest.comments.render import Rendered, absolute, render
from probenlp.harvest.comments.thread import PageLike
from probenlp.records import Posted

_TYPES = frozenset(("Comment", "UserComments", "Answer"))
_MOST_DATA = 5_000_000


@dataclass(frozen=True, slots=True)
class Stated:
    """A comment of the page's data, with its name and that of the one it stands in."""

    values: dict[str, Any]
    name: str
    above: str | None


def stated_comments(tree: HtmlElement) -> Iterator[Stated]:
    """Find the comments in the order of the data, without recursion: data may nest for ever."""
    count = 0
    for script in tree.xpath("/descendant::script[@type='application/ld+json']"):
        waiting: list[tuple[Any, str | None]] = [(value, None) for value in _loaded(script)]
        while waiting:
            value, above = waiting.pop()
            if isinstance(value, list):
                waiting.extend((item, above) for item in reversed(value))
            elif isinstance(value, dict):
                if _is_comment(value):
                    count += 1
                    comment = Stated(value, _name(value, count), above)
                    yield comment
                    waiting.extend(_parts(value, comment.name))
                else:
                    waiting.extend(_parts(value, above))


def _loaded(script: HtmlElement) -> list[Any]:
    text = script.text or ""
    if not any(word in text for word in ("omment", "Answer")) or len(text) > _MOST_DATA:
        return []
    try:
        return [json.loads(text, strict=False)]
    except (ValueError, RecursionError):  # broken data on an otherwise sound page
        return []


def _parts(value: dict[str, Any], above: str | None) -> list[tuple[Any, str | None]]:
    """Give what stands in an object; what it answers (``parentItem``) stands above it."""
    return [
        (item, above)
        for key, item in reversed(value.items())
        if isinstance(item, list | dict) and key not in ("parentItem", "author", "creator")
    ]


def _is_comment(value: dict[str, Any]) -> bool:
    kinds = value.get("@type")
    stated = kinds if isinstance(kinds, list) else [kinds]
    return bool(_text(value)) and any(kind in _TYPES for kind in map(str, stated))


def _text(value: dict[str, Any]) -> str:
    said = value.get("text") or value.get("commentText")
    return said if isinstance(said, str) else ""


def _name(value: dict[str, Any], count: int) -> str:
    return str(value.get("@id") or value.get("url") or f"item-{count}")


def read_stated(page: PageLike) -> Iterator[Found]:
    """Read each comment of the page's data once."""
    seen: set[str] = set()
    for comment in stated_comments(page.tree):
        if comment.name not in seen:  # pages state their data twice, for two search engines
            seen.add(comment.name)
            yield _found(comment, page.url)


def _found(comment: Stated, url: str | None) -> Found:
    parent = _parent(comment)
    address = comment.values.get("url")
    return Found(
        element=None,
        native_id=comment.name,
        parent=parent,
        parent_source=("nesting" if parent == comment.above else "attribute") if parent else None,
        author_name=_author(comment.values),
        posted=_date(comment.values),
        permalink=absolute(address, url) if isinstance(address, str) else None,
        content=_content(_text(comment.values), url),
    )


def _parent(comment: Stated) -> str | None:
    stated = comment.values.get("parentItem")
    if isinstance(stated, dict):
        name = stated.get("@id") or stated.get("url")
        if isinstance(name, str) and stated.get("@type") in (*_TYPES, None):
            return name
    return comment.above


def _author(values: dict[str, Any]) -> str | None:
    author = values.get("author") or values.get("creator")
    person = author[0] if isinstance(author, list) and author else author
    name = person.get("name") if isinstance(person, dict) else person
    return unescape(name).strip() or None if isinstance(name, str) else None


def _date(values: dict[str, Any]) -> Posted | None:
    stated = (values.get(key) for key in ("datePublished", "dateCreated", "commentTime"))
    stamp = next((value for value in stated if isinstance(value, str) and value), None)
    if stamp is None:
        return None
    return Posted(utc=utc_of_stamp(stamp), raw=stamp, source="microdata")


def _content(text: str, url: str | None) -> Rendered:
    """Render text that may hold markup, escaped once more or not."""
    if "<" not in text and "&" not in text:
        return Rendered(text.strip())
    try:
        return render([fragment_fromstring(unescape(text), create_parent="div")], base_url=url)
    except (ParserError, ValueError):
        return Rendered(text.strip())
