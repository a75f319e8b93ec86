"""Resolve the phrase that names a speaker to a canonical person or body and a role.

The order of authorities: a person or unit that other taggers found in the phrase; an office of the
domain's roles table; a pronoun's antecedent; a name by its form. What none of them tells is None.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Literal, NamedTuple, TypeVar

from spacy.tokens import Doc

from probenlp.records import PersonMention, Span, Speaker, SpeakerRole, UnitMention
from probenlp.tag.annotations import attached
from probenlp.tag.speaker_roles import (
    Roles,
    bare_name,
    fold,
    head_of,
    is_human,
    is_one_person,
    opening_person,
)

M = TypeVar("M", PersonMention, UnitMention)

Gender = Literal["he", "she"]

_HE: Final = re.compile(r"(?:Mr|Sir|Lord|Father|Fr)\b")
_SHE: Final = re.compile(r"(?:Mrs|Ms|Miss|Dame|Lady|Baroness|Sister)\b")
_PRONOUN: Final[dict[str, Gender | Literal["they", "it", "self"]]] = {
    "he": "he", "she": "she", "they": "they", "it": "it", "i": "self", "we": "self",
}  # fmt: skip
_LEAD: Final = re.compile(
    r"(?:the|a|an|its|their|his|her|our|this|one(?!\s+(?:of|in|or)\b))\s+", re.IGNORECASE
)
_RELATIVE: Final = re.compile(r"\s+(?:who|whose)\b")
# "Two thirds of the people on probation": the people.
_PART_OF: Final = re.compile(
    r"^(?:[\w-]+\s+){0,4}?(?:%|per\s?cent|half|thirds?|quarters?|fifths?|tenths?|most|many|some|all"
    r"|(?:\w+|\d+)(?=\s+of\s+the\s+\d+))\s+of\s+(?:the\s+)?(?:\d+\s+)?(?=\w+(?:\s|$))(?!them\b|us\b|those\b)",
    re.IGNORECASE,
)
_BARE: Final = frozenset("one another some others several many a third a second".split())
_SPOKESPERSON: Final = re.compile(r"\bspokes\w+", re.IGNORECASE)
_NAMED_PERSON: Final = re.compile(r",\s+(?:who|whose|an?|the|\d\d)\b")
_SHARE: Final = re.compile(
    r"(?:%|\bper\s?cent|\bhalf|\bthirds?|\bquarters?|\bfifths?|\btenths?"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|\d+) (?:in|out of) \w+)$",
    re.IGNORECASE,
)
_PRESS: Final = re.compile(
    r"\b(?:spokes\w+|representatives?|statement|officials?)\b", re.IGNORECASE
)
_DOCUMENT: Final = re.compile(
    r"\b(?:report|review|inspection|inquiry|study|survey|findings|statement|document|paper)s?\b",
    re.IGNORECASE,
)
_TITLED: Final = re.compile(
    r"(?:Mrs?|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Baroness|Professor|Prof|Rev|Cllr|Councillor)\.?"
    r"(?:\s+(?:\w\.\s*)*[A-Z][\w’'-]+){1,3}"
)
_APPOSITION: Final = re.compile(r"\s?[,(–—]\s?[^,()–—.:;“”\"]+")
_PREPOSITION: Final = re.compile(r"\b(?:of|for|from|at|in|with|to|on|the)\s+\Z")
_NAME: Final = re.compile(r"(?:[A-Z][\w’'-]+\.?\s+){1,3}[A-Z][\w’'-]+$")


_NAMED_REACH: Final = 3000
_UNNAMED_REACH: Final = 250
"""So many code points after a speaker may "he" or "she" still mean them."""


class Known(NamedTuple):
    """A speaker in the order of the text.

    Attributes
    ----------
    at : int
        Where the phrase that named them stands.
    """

    at: int
    speaker: Speaker
    evidence: str


class SpeakerResolver:
    """Resolves phrases of one document, in the order of the text.

    Parameters
    ----------
    doc : Doc
        With the groups ``people`` and ``units`` where their taggers have run.
    text : str
        Its text.
    roles : Roles
        Of the domain.
    quoted : callable
        Tells whether an offset lies in quotation marks: who is named there is no antecedent.
    """

    def __init__(self, doc: Doc, text: str, roles: Roles, quoted: Callable[[int], bool]) -> None:
        self._text = text
        self._doc = doc if doc.has_annotation("TAG") else None
        self._roles = roles
        self._people: Sequence[PersonMention] = sorted(
            attached(doc, "people") if "people" in doc.spans else _titled_names(text),
            key=lambda person: person.span.start,
        )
        self._units: Sequence[UnitMention] = sorted(
            attached(doc, "units"), key=lambda unit: unit.span.start
        )
        self._named = [
            person
            for person in self._people
            if person.span.surface.lower() not in _PRONOUN and not quoted(person.span.start)
        ]
        self._named_at = [person.span.start for person in self._named]
        self._units_at = [unit.span.start for unit in self._units]
        self._people_at = [person.span.start for person in self._people]
        self._genders: dict[str, Gender] = {}
        for person in self._people:
            if gender := _gender(person.span.surface):
                self._genders.setdefault(person.name, gender)
        self.history: list[Known] = []

    def person_in(self, start: int, end: int) -> PersonMention | None:
        """Give the first person that a stretch mentions."""
        return _first_over(self._people, self._people_at, start, end)

    def unit_in(self, start: int, end: int) -> UnitMention | None:
        """Give the first unit that a stretch mentions."""
        return _first_over(self._units, self._units_at, start, end)

    def is_inspected(self, unit: UnitMention) -> bool:
        """Tell whether a unit is one that others report on."""
        return self._roles.of_unit(unit) == "inspected_body"

    def unit_before(self, at: int) -> Span | None:
        """Give the place of the last unit that a text names before an offset."""
        place = bisect_left(self._units_at, at)
        return self._units[place - 1].span if place else None

    def _is_name(self, start: int, end: int) -> bool:
        """Tell whether one capitalised word is a name, by the parse or by what follows it."""
        if self._doc is None:
            return bool(_NAMED_PERSON.match(self._text, end))
        token = self._doc.char_span(start, end, alignment_mode="expand")
        return token is not None and token[0].tag_ == "NNP"

    def can_speak(self, start: int, end: int) -> bool:
        """Tell whether a phrase names somebody, or a body or text that states things."""
        phrase = self._text[start:end]
        if part := _PART_OF.match(phrase):  # "two thirds of the people we met said"
            start += part.end()
            phrase = phrase[part.end() :]
        head = head_of(phrase).strip()
        words = head.split()
        if not words:
            return False
        last = words[-1].strip("’'.").lower()
        if is_human(last) or self._roles.offices(head):
            return True
        if self.person_in(start, start + len(head)) or self.unit_in(start, start + len(head)):
            return True
        if _SHARE.search(head) or _SHARE.search(phrase):  # "four in five said", "46% thought"
            return True
        numbered = words[-1][0].isdigit() and words[0][0].isupper()  # "No 10", "Anon 09:15"
        return (words[-1][0].isupper() or numbered) and (
            len(words) > 1
            or not _opens_sentence(self._text, start)
            or self._is_name(start, start + len(words[0]))
        )

    def resolve(self, start: int, end: int, until: int | None = None) -> tuple[Speaker, str]:
        """Give the speaker that a phrase names, and how they were found.

        Parameters
        ----------
        start, end : int
            The phrase, half-open.
        until : int, optional
            How far an apposition after it may reach ("Ann Tarn, general secretary of …").
        """
        phrase = self._text[start:end]
        if relative := _RELATIVE.search(phrase):  # "two officers who spoke to us"
            end = start + relative.start()
            phrase = self._text[start:end]
        span = Span.of(self._text, start, end)
        lower = phrase.lower().replace("’", "'").split("'")[0]
        if lower in _PRONOUN:
            return self._of_pronoun(span, lower)
        head = head_of(phrase)
        if named := self._beside(span, phrase):
            return named
        person = self.person_in(start, end)
        if person and not self._in_adjunct(start, head, person.span.start):
            role = person.role_class or self._office(
                phrase + self._apposition(end, until or end), whole=True
            )
            return (
                Speaker(span=span, person_id=person.person_id, name=_name_of(person), role=role),
                "people:" + (person.person_id or "name"),
            )
        return self._of_body(span, phrase, head, until)

    def _beside(self, span: Span, phrase: str) -> tuple[Speaker, str] | None:
        """Read "the director, Owen Tarn, said": the office is his who is named beside it."""
        if self._text[span.end : span.end + 2] != ", ":
            return None
        person = self.person_in(span.end + 2, span.end + 3)
        office = self._office(phrase)
        if not person or person.span.start != span.end + 2 or not office:
            return None
        role = person.role_class or office
        speaker = Speaker(span=span, person_id=person.person_id, name=person.name, role=role)
        return speaker, "people:" + (person.person_id or "name")

    def _of_body(
        self, span: Span, phrase: str, head: str, until: int | None
    ) -> tuple[Speaker, str]:
        unit = self.unit_in(span.start, span.end)
        office = self._office(head)
        name = _plain_name(phrase)
        role: SpeakerRole | None
        apposed = self._apposition(span.end, until or span.end).strip(" ,(–—")
        if apposed and phrase.lower() in _BARE:
            name = _plain_name(apposed)  # "Another, a trainee, said"
            return Speaker(span=span, name=name, role=self._office(name)), "pattern:phrase"
        if unit and _SPOKESPERSON.search(phrase):
            return Speaker(span=span, name=name, role=self._roles.of_unit(unit)), "pattern:press"
        if unit:
            alone = unit.span.end >= span.end - 2 and unit.span.start <= span.start + 5
            if alone or _PRESS.search(phrase):
                role = self._roles.of_unit(unit)
                return Speaker(span=span, name=unit.name, role=role), f"units:{unit.unit_id}"
        # "A spokesman for Mr Marsh": the name is not the speaker's.
        if named := self._name(head if _PRESS.search(head) else phrase):
            apposed = self._apposition(span.end, until or span.end)
            role = self._office(phrase + apposed, whole=True)
            return Speaker(span=span, name=bare_name(named), role=role), "pattern:name"
        if office:
            return Speaker(span=span, name=name, role=office), "roles:" + fold(name)
        if phrase.isalpha() and phrase[0].isupper() and self._is_name(span.start, span.end):
            apposed = self._apposition(span.end, until or span.end)
            return Speaker(span=span, name=phrase, role=self._office(apposed)), "pattern:name"
        if side := self._roles.of_body(head):
            return Speaker(span=span, name=name, role=side), "kinds:" + fold(name)
        if _DOCUMENT.search(head):
            return self._of_document(span, name)
        role = self._roles.of_unit(unit) if unit else None
        return Speaker(span=span, name=bare_name(name), role=role), "pattern:phrase"

    def _apposition(self, end: int, until: int) -> str:
        """Give ", general secretary of the union" after a name; nothing where none follows."""
        found = _APPOSITION.match(self._text, end, min(until, end + 120))
        return found.group() if found else ""

    def _name(self, phrase: str) -> str | None:
        """Give the name in a phrase, without the office before it."""
        if titled := _TITLED.search(phrase):
            return titled.group()
        offices = self._roles.offices(phrase)
        rest = phrase[max((end for _, end, _ in offices), default=0) :]
        named = _NAME.search(rest)
        # "staff at Mill House": a place, not a person.
        if not named or _PREPOSITION.search(rest[: named.start()]):
            return None
        return named.group()

    def _of_document(self, span: Span, name: str) -> tuple[Speaker, str]:
        """Let "the report" speak for the inspectorate that the text named last before it."""
        place = bisect_left(self._units_at, span.end)
        for unit in reversed(self._units[max(0, place - 40) : place]):
            if self._roles.of_unit(unit) == "inspectorate":
                return Speaker(span=span, name=name, role="inspectorate"), f"units:{unit.unit_id}"
        return Speaker(span=span, name=name), "pattern:document"

    def _of_pronoun(self, span: Span, lower: str) -> tuple[Speaker, str]:
        """Resolve a pronoun.

        "He" and "she": the nearest of the last speaker who is a person and the persons named
        since, of those whose titles do not contradict; "they" and "it": the last speaker that is
        no person, if a body spoke last. "I" and "we" stay open: they are the writer, or unknown.
        """
        kind = _PRONOUN[lower]
        own = self.person_in(span.start, span.end)
        if own and own.span.start >= span.start:  # resolved by the tagger of people
            return (
                Speaker(span=span, person_id=own.person_id, name=own.name, role=own.role_class),
                "people:pronoun",
            )
        if kind == "he" or kind == "she":
            return self._of_he(span, kind)
        if kind in ("they", "it") and self.history and self.history[-1].evidence[:6] != "people":
            last = self.history[-1].speaker
            return Speaker(span=span, name=last.name, role=last.role), "rule:last-body"
        return Speaker(span=span), "rule:open"

    def _of_he(self, span: Span, gender: Gender) -> tuple[Speaker, str]:
        before = bisect_left(self._named_at, span.start)
        spoke = next(
            (
                known
                for known in reversed(self.history[-8:])
                if self._can_be(known, span.start)
                and self._gender_of(known.speaker) in (gender, None)
            ),
            None,
        )
        for person in reversed(self._named[max(0, before - 12) : before]):
            if self._genders.get(person.name, gender) != gender:
                continue
            if spoke and spoke.at >= person.span.start:
                break
            if spoke and not _opens_sentence(self._text, person.span.start):
                continue  # named in passing; who opens a sentence is its subject
            return (
                Speaker(
                    span=span, person_id=person.person_id, name=person.name, role=person.role_class
                ),
                "people:last-named",
            )
        if spoke:
            said = spoke.speaker
            if said.name:
                self._genders.setdefault(said.name, gender)  # "Jo Farrow … she": not "he" later
            return (
                Speaker(span=span, person_id=said.person_id, name=said.name, role=said.role),
                "rule:last-speaker",
            )
        if who := opening_person(self._text, span.start):
            phrase = self._text[slice(*who)]
            return Speaker(span=span, name=phrase, role=self._office(phrase)), "rule:subject-before"
        return Speaker(span=span), "rule:open"

    def _can_be(self, known: Known, at: int) -> bool:
        """Tell whether a speaker can be "he" or "she"; who has no name, only one paragraph on."""
        if known.evidence.startswith(("people", "pattern:name", "rule:last-speaker")):
            return at - known.at < _NAMED_REACH
        phrase = known.evidence.startswith(("roles", "pattern:phrase", "pattern:press"))
        near = at - known.at < _UNNAMED_REACH and self._text.count("\n", known.at, at) <= 2
        return phrase and near and is_one_person(known.speaker.name or "")

    def _gender_of(self, speaker: Speaker) -> Gender | None:
        name = speaker.name or ""
        return self._genders.get(name) or _gender(name)

    def _office(self, phrase: str, *, whole: bool = False) -> SpeakerRole | None:
        """Give the role of the last office in a phrase; of the first where more follows it."""
        offices = self._roles.offices(phrase)
        if not offices:
            return None
        return offices[0][2] if whole else offices[-1][2]

    def _in_adjunct(self, start: int, head: str, person: int) -> bool:
        """Tell whether a person is only named in "a spokesman for Mr Tarn"."""
        before = self._text[start + len(head.rstrip()) : person].split()
        return person > start + len(head) - 1 and bool(before) and before[-1] in ("for", "of")


def _first_over(mentions: Sequence[M], starts: Sequence[int], start: int, end: int) -> M | None:
    """Give the first mention that overlaps a stretch; mentions do not overlap one another."""
    place = max(0, bisect_left(starts, start) - 1)
    for mention in mentions[place : place + 3]:
        if mention.span.start < end and start < mention.span.end:
            return mention
    return None


def _titled_names(text: str) -> Iterator[PersonMention]:
    """Give "Mr Tarn" and the like where no tagger of people has run."""
    for found in _TITLED.finditer(text):
        yield PersonMention(
            span=Span.of(text, *found.span()), name=found.group(), evidence=("pattern:title",)
        )


def _name_of(person: PersonMention) -> str:
    """Give a person's name; of one the tables do not know, without what they are."""
    return person.name if person.person_id else bare_name(person.name)


def _gender(surface: str) -> Gender | None:
    if _HE.search(surface):
        return "he"
    return "she" if _SHE.search(surface) else None


def _plain_name(phrase: str) -> str:
    phrase = _PART_OF.sub("", phrase)
    return _LEAD.sub("", phrase, count=1) if _LEAD.match(phrase) else phrase


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip(" “\"‘'")
    return not before or before[-1] in ".!?:\n…"
