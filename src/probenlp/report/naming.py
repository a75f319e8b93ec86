"""How people, services and documents are called where others read it.

People who comment are private persons. A report shows the names of those who speak for a body or
hold an office, and of nobody else.

"""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

import msgspec

from probenlp.domains import Domain
from probenlp.records import Author, Claim, Document, Passage, Speaker, Voice

PUBLIC_ROLES = frozenset({"inspectorate", "inspected_body", "government", "provider", "union"})
"""Whoever speaks in one of these roles speaks for a body, under their name or its own."""

PRIVATE_VOICES = frozenset({"practitioner_testimony", "service_user_testimony"})
"""A named officer who tells of their own work is a private person for all that."""

_KEY_SHOWN = 6


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """What the ids of a domain's tables are called.

    Attributes
    ----------
    units, topics, standards, aspects : dict of str to str
        Names by id.
    ratings : tuple of str
        The grades, the worst first.
    """

    units: Mapping[str, str] = {}
    topics: Mapping[str, str] = {}
    standards: Mapping[str, str] = {}
    aspects: Mapping[str, str] = {}
    ratings: tuple[str, ...] = ()


def names_of(domain: Domain | None) -> Names:
    """Give the names of a domain; none at all without a domain, and ids are then shown.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> grades = names_of(load_domain("probation")).ratings  # those of older scales too
    >>> grades.index("Inadequate") < grades.index("Good") < grades.index("Outstanding")
    True
    """
    if domain is None:
        return Names()
    return Names(
        units={row.id: row.name for row in domain.units},
        topics={row.id: row.name for row in domain.topics},
        standards={row.id: row.name for row in domain.standards},
        aspects={row.id: row.name or said(row.id) for row in domain.aspects},
        ratings=_grades(domain),
    )


def _grades(domain: Domain) -> tuple[str, ...]:
    """Order the grades of all scales by rank; a grade of several scales stands once."""
    rows = [row for row in domain.ratings if row.kind == "label" and row.rank.isdigit()]
    return tuple(dict.fromkeys(row.label for row in sorted(rows, key=lambda row: int(row.rank))))


def said(word: str) -> str:
    """Write a word of a closed list for people.

    Examples
    --------
    >>> said("practitioner_testimony")
    'practitioner testimony'
    """
    return word.replace("_", " ")


def units_of(claim: Claim, names: Names) -> list[str]:
    """Give the names of the services a claim is about."""
    return [*(names.units.get(unit, unit) for unit in claim.unit_ids), *claim.unit_names]


def speaker_name(speaker: Speaker, voice: Voice | None) -> str | None:
    """Give the name of a speaker whose name may be shown.

    Returns
    -------
    str or None
        None for private persons, whatever the text calls them.

    Examples
    --------
    >>> speaker_name(Speaker(name="Ada Quill", role="inspectorate"), "official_finding")
    'Ada Quill'
    >>> speaker_name(Speaker(name="Keeley", role="practitioner"), "practitioner_testimony") is None
    True
    """
    if speaker.name is None:
        return None
    if speaker.person_id is not None:
        return speaker.name
    public = speaker.role in PUBLIC_ROLES and voice not in PRIVATE_VOICES
    return speaker.name if public else None


def writer_label(passage: Passage, author: Author | None) -> str | None:
    """Say who wrote a passage without a name; None where a page's own text is meant.

    Examples
    --------
    >>> passage = Passage(id="d1.c1", kind="comment", text="Quite.")
    >>> writer_label(passage, Author(name="Tipstaff", key="b84c2268235b9161"))
    'a commenter (b84c22)'
    """
    if passage.kind != "comment":
        return None
    who = "the blogger" if author and author.is_post_author else "a commenter"
    return f"{who} ({author.key[:_KEY_SHOWN]})" if author and author.key else who


def site_label(document: Document) -> str:
    """Give the name of a document's site, its host, or else the kind of file it came from."""
    if document.site:
        return document.site
    host = _host(document.url or "")
    return host.removeprefix("www.") or "saved texts"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # "https://[half an address"
        return ""


def title_label(document: Document) -> str:
    """Give a document's title, or the name of what it was read from."""
    return document.title or document.source.name.rsplit("/", 1)[-1]


def by_id(documents: Iterable[Document]) -> dict[str, Document]:
    """Give documents by their ids."""
    return {document.id: document for document in documents}
