"""Services that one text introduces and others take for granted: claims get them by name.

"Marl and Overby" is two places until some text of the run says "Marl and Overby PDU". What a run
knows is known when all its claims are made, so that this is a pass over them, document by document.
"""

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import msgspec

from probenlp.claims.focus import LEAST_MENTIONS, Subject, lead_of
from probenlp.claims.link.facts import wording_of
from probenlp.claims.link.names import fold, full_names
from probenlp.claims.repeats import Repeats
from probenlp.claims.subject import NATIONAL, several_of
from probenlp.domains import Domain
from probenlp.records import Claim, Document, UnitBasis

NEAR: Final = 600
"""Characters behind a sentence within which what it is about is still spoken of."""

_CAPITAL: Final = r"[^\W\d_a-z][^\W\d_]*(?:['’-][^\W\d_]+)*"
_RUN: Final = re.compile(
    rf"{_CAPITAL}(?:(?:\s+|,\s+(?:and\s+)?|\s+(?:and|&|of|the|upon|on|with)\s+){_CAPITAL})*"
)
"""Words with capitals, and what joins them: "In Ashmere, Harrow Vale and St Bride’s"."""

_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_OTHER_THING: Final = re.compile(
    r"\s+(?:office|branch|road|street|council|court|prison|police|university|hospital|station|"
    r"college|school|echo|news|region)\b|['’]s\s+(?:office|branch|council|court|prison|police)\b",
    re.IGNORECASE,
)
"""What makes a place name the name of another thing: "the Ashmere branch"."""

_AFTER_A_PLACE: Final = re.compile(
    r"\s*(?:$|[.,;:!?)\]”’\"—–-])|\s+(?:and|or|but|was|were|is|are|has|have|had|did|does|do|got|"
    r"gets?|went|came|took|lost|kept|scored|earned|received|where|which|who|that|when|while|as|"
    r"with|in|at|on|for|from|to|by|of|than|after|before|since|until|last|this|they|we|it|he|she|"
    r"there|not|\d+|one|two|three|four|five|six|seven|eight|nine|ten|\w+ed)\b",
    re.IGNORECASE,
)
"""What may follow a name that stands for itself; another noun would make it a modifier."""

_PLACED: Final = re.compile(
    r"\b(?:in|on|at|across|for|of|from|to|with|near)\s+(?:the\s+)?\Z", re.IGNORECASE
)
"""What makes a name the place of something else that is spoken of."""

_GOES_ON: Final = re.compile(r"(?:,| and| &)\s+[^\W\d_a-z]")
"""What follows a part of a longer name, or of a list of places."""

JOINS: Final = 3
"""Words like "and" in a name, which do not count."""

_PARTS: Final = re.compile(r",\s+(?:and\s+)?|\s+and\s+|\s+&\s+")


class Namebook:
    """Knows the services that the texts of a run name by their kind.

    Show it every claim of a run, then let it settle them.

    Parameters
    ----------
    domain : Domain
        Its kinds tell by what nouns a service is named.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> book = Namebook(load_domain("probation"))
    >>> book.add_name("Marl and Overby PDU")
    >>> book.named("At Marl and Overby three posts were vacant.")
    [(3, 'Marl and Overby PDU')]
    >>> book.named("The Marl and Overby Echo asked why.")
    []
    """

    def __init__(self, domain: Domain) -> None:
        nouns = {
            fold(head): kind.id
            for kind in domain.kinds
            if kind.speakers == "inspected_body"
            for head in kind.heads
        }
        self._nouns = sorted((noun for noun in nouns if "…" not in noun), key=len, reverse=True)
        self._inspected = [
            noun for noun in self._nouns
            if any(k.inspected == "yes" and k.id == nouns[noun] for k in domain.kinds)
        ]  # fmt: skip
        self._plural = several_of(domain)
        self._shown: dict[str, str] = {}
        self._wordings = Repeats[Subject]()
        self._full: dict[str, str] | None = None
        self._bare: dict[str, str] = {}
        self._parts: dict[str, str] = {}
        self._longest = 1

    def learn(self, claim: Claim) -> None:
        """Take in the names in a claim."""
        for name in claim.unit_names:
            if name != NATIONAL:
                self.add_name(name)
        one_body = len(claim.unit_ids) + len(claim.unit_names) == 1
        if one_body and claim.unit_basis != "context" and (words := wording_of(claim)):
            self._wordings.tell(words, Subject(claim.unit_ids, claim.unit_names, "context"))

    def add_name(self, name: str) -> None:
        """Take in a name as it is written."""
        self._shown.setdefault(fold(name), " ".join(name.split()))
        self._full = None

    def in_full(self, name: str) -> str:
        """Give the one longer name of a service, or the same: "Marl PDU"."""
        full = self._ready()
        found = full.get(fold(name))
        return self._shown[found] if found else name

    def named(self, text: str) -> list[tuple[int, str]]:
        """Find services that a text mentions by their bare names, with their places."""
        self._ready()
        found: list[tuple[int, str]] = []
        for run in _RUN.finditer(text):
            found += self._in_run(text, run)
        return found

    def settled(
        self, claims: Iterable[Claim], documents: Iterable[Document] = ()
    ) -> Iterator[Claim]:
        """Give claims with the services of the run put in by name.

        Parameters
        ----------
        claims : iterable of Claim
            Of whole documents, one document after the other.
        documents : iterable of Document, optional
            In the order of the claims: how a text begins may tell what all of it is about. Some may
            have no claims.

        Yields
        ------
        Claim
            In the same order.
        """
        texts = iter(documents)
        for document_id, group in itertools.groupby(claims, key=lambda claim: claim.document_id):
            document = next((one for one in texts if one.id == document_id), None)
            lead = lead_of(document) if document else ""
            yield from self._about(self._carried(group), lead)

    def _ready(self) -> dict[str, str]:
        if self._full is None:
            self._full = full_names(self._shown)
            self._read_bare(self._full)
        return self._full

    def _read_bare(self, full: dict[str, str]) -> None:
        """Learn the names without their nouns, and their parts where no other service has them."""
        wholes: dict[str, set[str]] = {}
        parts: dict[str, set[str]] = {}
        for name in self._shown:
            core = self._core(name)
            if core is None or name in full:
                continue
            wholes.setdefault(_key(core), set()).add(name)
            for part in _PARTS.split(core):
                parts.setdefault(_key(part), set()).add(name)
        self._bare = {key: min(names) for key, names in wholes.items() if len(names) == 1}
        self._parts = {
            key: min(names) for key, names in parts.items() if len(names) == 1 and key not in wholes
        }
        self._longest = max((key.count(" ") + 1 for key in self._bare), default=1)

    def _core(self, name: str) -> str | None:
        for noun in self._inspected:
            if name.endswith(f" {noun}"):
                return name.removesuffix(noun).strip()
        return None

    def _in_run(self, text: str, run: re.Match[str]) -> Iterator[tuple[int, str]]:
        words = [*_WORD.finditer(text, run.start(), run.end())]
        place = 0
        while place < len(words):
            length, name = self._name_at(text, words, place)
            if name:
                yield words[place].start(), self._shown[name]
            place += length

    def _name_at(
        self, text: str, words: Sequence[re.Match[str]], place: int
    ) -> tuple[int, str | None]:
        for length in range(min(self._longest + JOINS, len(words) - place), 0, -1):
            first, last = words[place], words[place + length - 1]
            key = _key(text[first.start() : last.end()])
            name = self._bare.get(key)
            if name is None and (name := self._parts.get(key)):
                after = text[last.end() : last.end() + 40]
                if (
                    _GOES_ON.match(after)
                    or not _AFTER_A_PLACE.match(after)
                    or _is_modified(text, words, place)
                ):
                    name = None
            if name and _stands_alone(text, words, place, length):
                return length, name
        return 1, None

    def _carried(self, claims: Iterable[Claim]) -> Iterator[Claim]:
        """Name services claim by claim, and carry them over to the claims behind."""
        named: Claim | None = None
        instead: tuple[tuple[str, ...], tuple[str, ...]] = ((), ())
        for claim in claims:
            known = (claim.unit_ids, claim.unit_names)
            if named and named.passage_id != claim.passage_id:
                named = None
            if claim.unit_basis == "stated":
                named = None
                yield self._written_out(claim)
            elif subject := self._stated(claim):
                instead = known
                one = _with(claim, subject, "unit:known-to-the-run")
                named = one if len(subject.ids) + len(subject.names) == 1 else None
                yield one
            elif named and known == instead and claim.span.start - named.span.end < NEAR:
                if self._is_of_several(claim):
                    yield claim
                else:
                    carried = Subject(named.unit_ids, named.unit_names, "carried")
                    yield _with(claim, carried, "unit:known-to-the-run")
            else:
                yield self._repeated(claim) or self._written_out(claim)

    def _repeated(self, claim: Claim) -> Claim | None:
        """Give a claim what another one says with the same words, where it names nobody."""
        if claim.unit_basis not in (None, "context") or not (words := wording_of(claim)):
            return None
        found = self._wordings.first(words)
        if found is None:
            return None
        return self._written_out(_with(claim, found, "unit:same-words"))

    def _stated(self, claim: Claim) -> Subject | None:
        """Find the service that a claim names barely: the one beside its figure."""
        found = self.named(claim.text)
        if not found:
            return None
        stated = claim.statistic or claim.rating
        if stated is None:
            return _named_as(dict.fromkeys(name for _, name in found), "stated")
        if claim.rating and claim.unit_basis:  # "a service on the Sallow Coast was rated": not it
            found = [one for one in found if not _PLACED.search(claim.text, 0, one[0])]
            if not found:
                return None
        figure = stated.span.start - claim.span.start
        before = [name for place, name in found if place < figure]
        return _named_as([before[-1] if before else found[0][1]], "stated")

    def _written_out(self, claim: Claim) -> Claim:
        names = tuple(dict.fromkeys(map(self.in_full, claim.unit_names)))
        if names == claim.unit_names:
            return claim
        return _with(claim, Subject(claim.unit_ids, names, claim.unit_basis), "unit:in-full")

    def _is_of_several(self, claim: Claim) -> bool:
        return self._plural is not None and self._plural.search(claim.text) is not None

    def _about(self, claims: Iterable[Claim], lead: str) -> Iterator[Claim]:
        """Give claims that name nobody what their document begins with, or most of it is about."""
        claims = [*claims]
        topic = self._topic(claims, lead)
        for claim in claims:
            if topic and claim.unit_basis is None and not self._is_of_several(claim):
                yield _with(claim, topic, "unit:of-the-document")
            else:
                yield claim

    def _topic(self, claims: Sequence[Claim], lead: str) -> Subject | None:
        counted = Counter(
            (claim.unit_ids, claim.unit_names)
            for claim in claims
            if claim.unit_basis == "stated" and claim.unit_names != (NATIONAL,)
        )
        topic, most = counted.most_common(1)[0] if counted else (((), ()), 0)
        if most >= LEAST_MENTIONS and 3 * most >= 2 * counted.total():
            return Subject(*topic, "context")
        in_lead = {name for _, name in self.named(lead)}
        return Subject((), (in_lead.pop(),), "context") if len(in_lead) == 1 else None


_SMALL: Final = frozenset({"and", "of", "the"})

_OPENS: Final = frozenset(
    "in at for across of by from to than the and but as when while if since after before until with"
    " only even so then now what both because although though like near around our your".split()
)
"""Words that have a capital only where a sentence opens."""


def _key(name: str) -> str:
    words = (word.casefold().replace("’", "'") for word in _WORD.findall(name))
    return " ".join(word.removesuffix("'s") for word in words if word not in _SMALL)


def _stands_alone(text: str, words: Sequence[re.Match[str]], place: int, length: int) -> bool:
    """Tell whether a name is not a part of another: "the Ashmere Echo", "Ashmere Road"."""
    last = words[place + length - 1]
    if _OTHER_THING.match(text, last.end()):
        return False
    if place + length < len(words):
        following = words[place + length]
        if text[last.end() : following.start()].isspace() and following[0][0].isupper():
            return False
    if place == 0:
        return True
    before, between = words[place - 1][0], text[words[place - 1].end() : words[place].start()]
    return not (between == " " and before[0].isupper() and before.casefold() not in _OPENS)


def _is_modified(text: str, words: Sequence[re.Match[str]], place: int) -> bool:
    """Tell whether a place is one of several that are joined: "Ashmere and Dene"."""
    if not place:
        return False
    between = text[words[place - 1].end() : words[place].start()]
    return words[place - 1][0] in ("and", "&", "of") or "," in between


def _named_as(names: Iterable[str], basis: UnitBasis) -> Subject:
    return Subject((), tuple(names), basis)


def _with(claim: Claim, subject: Subject, rule: str) -> Claim:
    return msgspec.structs.replace(
        claim,
        unit_ids=subject.ids,
        unit_names=subject.names,
        unit_basis=subject.basis,
        evidence=(*claim.evidence, rule),
    )
