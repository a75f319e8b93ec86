"""Who is who in a document: those who hold an office, and those who are private persons.

A thread has one cast. "Dave" is the commenter Dave Holt where only one Dave is known, and whoever
holds an office in one passage holds it in all.

"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Final

from probenlp.annotate.pseudonyms.names import (
    ORDINARY,
    WORD,
    bare,
    is_contraction,
    is_first_name,
    may_be_first_name,
    well_known,
)
from probenlp.annotate.pseudonyms.word_lists import pattern_named
from probenlp.domains import load_domain
from probenlp.records import Document, Passage, PassageTags, PersonMention

_OF_OFFICE: Final = frozenset(
    {"inspectorate", "inspected_body", "government", "union", "provider", "academic", "journalist"}
)
_PRIVATE_ROLES: Final = frozenset({"practitioner", "commenter", "blogger"})
_HONOURS: Final = pattern_named("cast.honours")
_SPEAKERS: Final = frozenset({"inspectorate", "government", "union", "academic", "journalist"})
_SENIOR: Final = pattern_named("cast.senior", re.IGNORECASE)
_TITLES: Final = pattern_named("cast.titles")
_NOBODY: Final = re.compile(
    r"\W*(?:anonymous|anon|guest|unknown|deleted|removed|\[deleted\]|\[removed\]|moderator|mod"
    r"|admin"
    r"|administrator|automoderator|editor|editors?' note|comment deleted|nobody|no name|user"
    r"|webmaster)\W*\d*\W*",
    re.IGNORECASE,
)
_BODY_AUTHOR: Final = re.compile(
    r"\b(?:press (?:office|desk)|communications|news ?desk|team|inspectorate|ministry|department"
    r"|trust"
    r"|council|committee|association|union branch|reporters?|staff reporter|correspondent"
    r"|\(sponsored\))\b",
    re.IGNORECASE,
)
_RUN: Final = re.compile(r"\w+")
_ASIDE: Final = re.compile(r"\s*[(\[,|].*$")
_PUBLISHED: Final = frozenset({"news", "press_release", "report"})


@dataclass
class Cast:
    """The people of one document.

    Attributes
    ----------
    document_id : str
        A first name that is known nowhere else is one person in it, and another in another.
    public : set of str
        Full names in small letters that stay.
    handles : dict of str to str
        Names of commenters as shown, and whose they are.
    firsts, lasts : dict
        First and last names, and the private persons who bear them.
    small, of_units : frozenset of str
        Words that stand in small letters somewhere in it, and those of its services' names.
    """

    document_id: str
    public: set[str]
    handles: dict[str, str] = field(default_factory=dict)
    firsts: dict[str, set[str]] = field(default_factory=dict)
    lasts: dict[str, set[str]] = field(default_factory=dict)
    small: frozenset[str] = frozenset()
    of_units: frozenset[str] = frozenset()

    @cached_property
    def handle_index(self) -> dict[str, list[tuple[int, str]]]:
        """Names of commenters by their first word in small letters, and where it stands in them."""
        index: dict[str, list[tuple[int, str]]] = {}
        for form in self.handles:
            if match := _RUN.search(form):
                index.setdefault(match[0].casefold(), []).append((match.start(), form))
        return index

    def add(self, words: Iterable[str]) -> None:
        """Remember a private person by the words of the name."""
        parts = [bare(word) for word in words if not is_contraction(word)]
        if len(parts) > 1:
            identity = "person:" + " ".join(parts)
            self.firsts.setdefault(parts[0], set()).add(identity)
            self.lasts.setdefault(parts[-1], set()).add(identity)
        elif parts and parts[0] not in self.of_units:
            self.firsts.setdefault(parts[0], set())

    def identity(self, words: Iterable[str], *, titled: bool = False) -> str:
        """Give whose name this is; a name alone is that of the one person known to bear it."""
        parts = [bare(word) for word in words]
        if len(parts) > 1:
            return "person:" + " ".join(parts)
        known = self.lasts.get(parts[0], set()) if titled else set()
        known = known or self.firsts.get(parts[0], set()) or self.lasts.get(parts[0], set())
        return min(known) if len(known) == 1 else f"person:{self.document_id}:{parts[0]}"

    def holds_office(self, words: Iterable[str]) -> bool:
        """Tell whether a name stays: an office holder's, or a well-known one."""
        full = " ".join(bare(word) for word in words)
        return full in self.public or full in well_known()

    def knows(self, word: str) -> bool:
        """Tell whether a private person of this first name is known."""
        return bare(word) in self.firsts


@cache
def office_holders(domain: str) -> frozenset[str]:
    """Give the full names in a domain's table of people, in small letters."""
    names: set[str] = set()
    for person in load_domain(domain).people:
        for form in (person.name, *person.aliases):
            words = WORD.findall(_TITLES.sub("", form))
            if len(words) > 1:
                names.add(" ".join(bare(word) for word in words))
    return frozenset(names)


def is_public(mention: PersonMention) -> bool:
    """Tell whether a person is named as the holder of an office or speaks in a public function.

    A practitioner who is named ("probation officer Ida Crane") is a private person.
    """
    if mention.person_id is not None:
        return True
    if mention.role_class in _PRIVATE_ROLES:
        return False
    if mention.role is not None and not _SENIOR.search(mention.role):
        return mention.role_class in _SPEAKERS  # "her old manager, …" holds no public office
    if mention.role_class in _OF_OFFICE or mention.role is not None:
        return True
    return _HONOURS.search(mention.span.surface) is not None


def public_names(tags: Iterable[PassageTags]) -> Iterator[str]:
    """Give the full names of those who hold an office by the tags, in small letters."""
    for one in tags:
        for mention in one.people:
            words = name_words(mention.name)
            if len(words) > 1 and is_public(mention):
                yield " ".join(bare(word) for word in words)


def name_words(name: str) -> list[str]:
    """Give the words of a name without titles.

    Examples
    --------
    >>> name_words("Dr Ida Crane-Moss")
    ['Ida', 'Crane-Moss']
    """
    return WORD.findall(_TITLES.sub("", name))


def cast_of(document: Document, tags: Iterable[PassageTags], public: Collection[str]) -> Cast:
    """Gather the people of a document before its texts are read.

    Parameters
    ----------
    public : collection of str
        Full names that stay, in small letters.
    """
    tagged = tuple(tags)
    cast = Cast(document.id, {*public, *public_names(tagged)})
    names = (unit.name for one in tagged for unit in one.units)
    cast.of_units = frozenset(bare(word) for name in names for word in WORD.findall(name))
    words: set[str] = set()
    for passage in document.passages:
        words.update(word for word in WORD.findall(passage.text) if word.islower())
        if passage.author is not None and passage.author.name:
            _add_author(cast, passage.author.name, passage.author.key)
    for name in document.authors:
        if document.kind not in _PUBLISHED:
            _add_author(cast, name)
    cast.small = frozenset(words)
    return cast


def _add_author(cast: Cast, name: str, key: str | None = None) -> None:
    identity = author_identity(name, cast, key)
    if identity is None:
        return
    core = _ASIDE.sub("", name).strip() or name
    forms = {name, name.lstrip("@"), name.removeprefix("u/")}
    for form in forms | ({core} if identity.startswith("person:") else set()):
        cast.handles.setdefault(form, identity)
    if identity.startswith("person:"):
        words = name_words(core)
        cast.firsts.setdefault(bare(words[0]), set()).add(identity)
        if len(words) > 1 and len(words[-1]) > 1:
            cast.lasts.setdefault(bare(words[-1]), set()).add(identity)


def author_identity(name: str, cast: Cast, key: str | None = None) -> str | None:
    """Give whose name stands above a comment; None for nobody's, a body's, or an office holder's.

    Parameters
    ----------
    key : str, optional
        The author's, which tells one "Dave" from another, and is the same in several threads.

    Examples
    --------
    >>> cast = Cast("d1", {"ada quill"})
    >>> shown = ("Anonymous", "Ada Quill", "OldHand74", "Ida (PO)")
    >>> [author_identity(name, cast) for name in shown]
    [None, None, 'handle:oldhand74', 'person:d1:ida']
    """
    if _NOBODY.fullmatch(name) or _BODY_AUTHOR.search(name):
        return None
    core = _ASIDE.sub("", name).strip() or name
    words = name_words(core)
    if words and len(words) > 1 and cast.holds_office(words):
        return None
    if _is_name(core, words):
        parts = [bare(word) for word in words]
        own = parts[0] if len(parts) > 1 else f"{key or cast.document_id}:{parts[0]}"
        return "person:" + " ".join([own, *parts[1:]])
    return "handle:" + " ".join(name.lstrip("@").removeprefix("u/").split()).casefold()


def _is_name(core: str, words: list[str]) -> bool:
    if not 1 <= len(words) <= 3 or any(mark.isdigit() or mark == "_" for mark in core):
        return False
    if bare(words[-1]) in ORDINARY or " ".join(core.split()).count(" ") >= 3:
        return False
    titled = _TITLES.match(core) is not None
    return titled or is_first_name(words[0]) or (len(words) > 1 and may_be_first_name(words[0]))


def is_of_a_body(document: Document, passage: Passage) -> bool:
    """Tell whether a body or a paper published the text: its addresses are then those of bodies."""
    return passage.kind != "comment" and document.kind != "blog_post"
