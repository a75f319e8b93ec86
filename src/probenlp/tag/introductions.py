"""Who speaks in words that a colon introduces without a verb: "From the union’s bulletin: “…"."""

import re
from typing import Final

from spacy.lang.en.stop_words import STOP_WORDS

from probenlp.tag.speakers import SpeakerResolver
from probenlp.tag.subjects import Subject, Word, words_of

_ABOUT: Final = re.compile(r"\b(?:of|on|about|into|at|in)\s+(?:the\s+)?$", re.IGNORECASE)
_DOCUMENT: Final = re.compile(
    r"\b(?:[Tt]he|[Tt]heir|[Ii]ts|[Hh]is|[Hh]er|[Aa])\s(?P<what>(?:[A-Z][\w’'-]+\s){1,3}"
    r"(?:report|letter|review|statement|bulletin|judgment|survey|inquiry|email|memo))\b"
)


class Introductions:
    """Reads introductions of one passage.

    Parameters
    ----------
    text : str
        The passage.
    resolver : SpeakerResolver
        Knows what can be a speaker.
    """

    def __init__(self, text: str, resolver: SpeakerResolver) -> None:
        self._text = text
        self._resolver = resolver

    def named(self, start: int, end: int) -> Subject | None:
        """Find who an introduction without a verb of saying is about: its first name or office."""
        text = self._text
        person = self._resolver.person_in(start, end)
        words = words_of(text, start, end)
        if person:
            opening = self._opening_name(words)  # "Chief Inspector Ruth Vale": with the office
            if opening and opening.start <= person.span.start < opening.end:
                return opening
            return Subject(max(start, person.span.start), min(end, person.span.end))
        if words and words[0].lower in ("he", "she", "they"):
            return Subject(words[0].start, words[0].end)
        if owned := self._owned(words):
            return owned
        unit = self._resolver.unit_in(start, end)
        # "page 14 of the Newham one": what a report is about does not speak in it.
        if unit and not (
            self._resolver.is_inspected(unit) and _ABOUT.search(text[start : unit.span.start])
        ):
            return Subject(max(start, unit.span.start), min(end, unit.span.end))
        return self._opening_name(words) or self._document(start, end)

    def _document(self, start: int, end: int) -> Subject | None:
        """Give the text that an introduction speaks of: "a line in the Ashmere report: …"."""
        found = _DOCUMENT.search(self._text, start, end)
        return Subject(*found.span("what")) if found else None

    def _owned(self, words: list[Word]) -> Subject | None:
        """Read "From their bulletin:": the body that was named last before."""
        if (
            len(words) < 3
            or words[0].lower not in ("from", "in")
            or words[1].lower not in ("their", "its")
        ):
            return None
        unit = self._resolver.unit_before(words[0].start)
        return Subject(unit.start, unit.end) if unit else None

    def _opening_name(self, words: list[Word]) -> Subject | None:
        """Give the name or office that an introduction begins with."""
        head = []
        if words and words[0].lower in ("from", "in", "via", "by"):  # "From the full report:"
            words = words[1:]
        for word in words:
            if not (word.text[0].isupper() or word.lower in ("of", "the", "for", "and", "a")):
                break
            head.append(word)
        if len(words) <= 3 and not head[len(words) :]:
            head = words
        while head and not head[-1].text[0].isupper() and len(head) < len(words):
            head.pop()
        if len(head) == 1 and len(words) > 1 and head[0].lower.split("'")[0] in STOP_WORDS:
            return None  # "One was too good not to share: …", "I've kept this: …"
        if head and self._resolver.can_speak(head[0].start, head[-1].end):
            return Subject(head[0].start, head[-1].end)
        return None
