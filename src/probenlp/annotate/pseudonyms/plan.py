"""What is replaced in a document, and by what: the plan by which tasks and records are carried."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

import msgspec
import regex  # type: ignore[import-untyped]

from probenlp.annotate.pseudonyms.cast import (
    Cast,
    author_identity,
    cast_of,
    is_of_a_body,
    office_holders,
)
from probenlp.annotate.pseudonyms.codes import Codes
from probenlp.annotate.pseudonyms.contacts import contacts
from probenlp.annotate.pseudonyms.details import details
from probenlp.annotate.pseudonyms.finding import Finding, Kind, Level, Suspect, apart
from probenlp.annotate.pseudonyms.people import Reader
from probenlp.annotate.pseudonyms.rewriting import Rewriting, Stretch
from probenlp.records import Document, Passage, PassageTags

_JOINS: Final = regex.compile(r"[\p{M}\u200d\ufe0f\p{Emoji_Modifier}]+")


class Replaced(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How much was replaced in one document, without what.

    Attributes
    ----------
    counts : dict of str to int
        Stretches of its texts by kind.
    authors : int
        Passages whose writer's name was replaced.
    suspects : tuple of Suspect
        What may name a private person and was left, in offsets of the passages as they were.
    """

    document_id: str
    counts: dict[str, int] = {}
    authors: int = 0
    suspects: tuple[Suspect, ...] = ()


@dataclass
class PassagePlan:
    """What is replaced in one passage."""

    passage: Passage
    findings: list[Finding]
    instead: list[str]

    @cached_property
    def rewriting(self) -> Rewriting:
        """The way of the offsets."""
        return Rewriting(
            Stretch(one.start, one.end, len(words))
            for one, words in zip(self.findings, self.instead, strict=True)
        )

    @cached_property
    def text(self) -> str:
        """The text as it goes out."""
        return self.rewriting.apply(self.passage.text, self.instead)


@dataclass
class DocumentPlan:
    """What is replaced in one document.

    Attributes
    ----------
    authors : dict of str to str
        Names of writers as shown, and what stands in their place.
    forms : dict of str to str
        All words that are replaced somewhere in it, for fields that stand in no text.
    """

    document: Document
    level: Level
    codes: Codes
    passages: dict[str, PassagePlan]
    authors: dict[str, str]
    forms: dict[str, str] = field(default_factory=dict)
    suspects: list[Suspect] = field(default_factory=list)

    def loose(self, words: str) -> str:
        """Replace what is known of this document's private persons in words that stand alone.

        Parameters
        ----------
        words : str
            The name of a speaker, the title of a page, a snippet.
        """
        if self._pattern is None:
            return words
        return self._pattern.sub(lambda match: self.forms[match[0]], words)

    @cached_property
    def _pattern(self) -> "re.Pattern[str] | None":
        if not self.forms:
            return None
        longest = sorted(self.forms, key=lambda form: (-len(form), form))
        return re.compile(
            r"(?<!\w)(?:" + "|".join(re.escape(form) for form in longest) + r")(?!\w)"
        )

    def author(self, name: str | None) -> str | None:
        """Give the name of a writer as it goes out."""
        return None if name is None else self.authors.get(name, name)

    @property
    def replaced(self) -> Replaced:
        """How much is replaced, without what."""
        counts: dict[str, int] = {}
        for plan in self.passages.values():
            for one in plan.findings:
                counts[one.kind] = counts.get(one.kind, 0) + 1
        shown = [p.passage.author.name for p in self.passages.values() if p.passage.author]
        return Replaced(
            document_id=self.document.id,
            counts=dict(sorted(counts.items())),
            authors=sum(name in self.authors for name in shown),
            suspects=tuple(sorted(self.suspects)),
        )


class Pseudonymiser:
    """Decides for one export what is replaced by what.

    Parameters
    ----------
    salt : bytes
        Keys the pseudonyms; see :class:`probenlp.annotate.pseudonyms.codes.Codes`.
    level : str
        See :data:`probenlp.annotate.pseudonyms.Level`.
    domain : str
        Whose office holders stay.
    public : collection of str
        Further full names that stay: those who hold an office elsewhere in the corpus.
    """

    def __init__(
        self,
        salt: bytes,
        *,
        level: Level = "names",
        domain: str = "probation",
        public: Collection[str] = (),
    ) -> None:
        self.level: Level = level
        self.codes = Codes(salt)
        self._public = {*office_holders(domain), *(name.casefold() for name in public)}

    def plan(self, document: Document, tags: Iterable[PassageTags]) -> DocumentPlan:
        """Read a document and say what is replaced in it."""
        tagged = {one.passage_id: one for one in tags}
        cast = cast_of(document, tagged.values(), self._public)
        readers = {p.id: _reader(p, tagged.get(p.id), cast) for p in document.passages}
        named = {passage_id: reader.named() for passage_id, reader in readers.items()}
        plan = DocumentPlan(document, self.level, self.codes, {}, self._authors(document, cast))
        for passage in document.passages:
            reader = readers[passage.id]
            found = [*reader.findings(named[passage.id]), *self._others(document, passage, tagged)]
            findings = _whole_clusters(passage.text, apart(found))
            instead = [self.codes.instead_of(one) for one in findings]
            plan.passages[passage.id] = PassagePlan(passage, findings, instead)
            plan.suspects += reader.suspects(passage.id, findings)
        plan.forms = _forms(plan)
        return plan

    def _others(
        self, document: Document, passage: Passage, tagged: dict[str, PassageTags]
    ) -> Iterator[Finding]:
        yield from contacts(passage.text, of_a_body=is_of_a_body(document, passage))
        if self.level == "details" and passage.kind == "comment":
            tags = tagged.get(passage.id)
            units = [(u.span.start, u.span.end, u.kind) for u in tags.units] if tags else []
            yield from details(passage.text, units)

    def _authors(self, document: Document, cast: Cast) -> dict[str, str]:
        names = {}
        for form, identity in cast.handles.items():
            names[form] = self.codes.of(_kind(identity), identity)
        for passage in document.passages:
            author = passage.author
            if author is not None and author.name:
                own = author_identity(author.name, cast, author.key)
                if own is not None:
                    names[author.name] = self.codes.of(_kind(own), own)
        return names


def _forms(plan: DocumentPlan) -> dict[str, str]:
    forms = {form: code for form, code in plan.authors.items() if len(form) > 2}
    for one in plan.passages.values():
        text = one.passage.text
        for finding, words in zip(one.findings, one.instead, strict=True):
            if finding.kind != "detail" and finding.end - finding.start > 2:
                forms.setdefault(text[finding.start : finding.end], words)
    return forms


def _kind(identity: str) -> Kind:
    return "person" if identity.startswith("person:") else "handle"


def _reader(passage: Passage, tags: PassageTags | None, cast: Cast) -> Reader:
    units = [(unit.span.start, unit.span.end) for unit in tags.units] if tags else []
    people = tags.people if tags else ()
    return Reader(passage.text, people, units, cast, comment=passage.kind == "comment")


def _whole_clusters(text: str, findings: Sequence[Finding]) -> list[Finding]:
    """Let no stretch end before a mark that joins its last character: an accent of its own."""
    whole = []
    for one in findings:
        joined = _JOINS.match(text, one.end)
        end = joined.end() if joined else one.end
        whole.append(one if end == one.end else msgspec.structs.replace(one, end=end))
    return whole
