"""Sentences that give a public speaker's words in indirect speech: "Inspectors found that …".

Only bodies and offices of the domain's tables count, and pronouns that follow one in the same
line: "my manager said we must" is the writer's own account of an event.

"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from probenlp.domains import Domain
from probenlp.domains.origins import words_of
from probenlp.domains.speakers import SpeakerName, speaker_names_of
from probenlp.provenance.lines import Line
from probenlp.records import SpeakerRole

_VERB = re.compile(
    r"\b(?:found|finds|said|says|told|concluded|concludes|noted|notes|warned|warns|added|adds|"
    r"stated|states|stressed|judged|reported|highlighted|acknowledged|criticised|praised|"
    r"described|identified|recommended|recommends|insisted|denied|confirmed|claimed|announced|"
    r"admitted|argued|observed|revealed|saw|explained|considered|accepted)\b",
    re.IGNORECASE,
)
_ACCORDING = re.compile(r"\baccording to\b", re.IGNORECASE)
_GAP = re.compile(r"(?<=[.!?])[”’\"')]*\s+(?=[“‘\"'(]?[A-Z0-9])")
_PRONOUNS: Final = frozenset({"he", "she", "they", "it"})
_PUBLIC: Final = frozenset({"inspectorate", "government", "inspected_body"})
_PRIVATE: Final = frozenset({"i", "we", "my", "our", "me", "us", "who", "that", "which"})
_WINDOW = 12
"""Words before the verb in which its subject is looked for."""


class Reported(NamedTuple):
    """A sentence that gives a public speaker's words.

    Attributes
    ----------
    start, end : int
        Half-open, code points of the passage's text.
    evidence : str
        Who said it, and the verb.
    body_role : str or None
        The role of the one who speaks, where that is a body and no person.
    """

    start: int
    end: int
    evidence: str
    body_role: SpeakerRole | None


class ReportedSpeech:
    """Find the sentences in which a public speaker is reported.

    Parameters
    ----------
    domain : Domain
        Its people, roles and units of the public side are the speakers.
    """

    def __init__(self, domain: Domain) -> None:
        self._names = speaker_names_of(domain)

    def find(self, lines: Sequence[Line]) -> Iterator[Reported]:
        """Give the reported sentences in order; none reaches past its line."""
        for line in lines:
            if not (_VERB.search(line.text) or _ACCORDING.search(line.text)):
                continue
            spoke: SpeakerName | None = None
            for start, end in _sentences(line.text):
                found = self._reports(line.text[start:end], spoke)
                if found:
                    speaker, cue = found
                    itself = speaker.person_id is None
                    role = speaker.role if itself else None
                    yield Reported(line.start + start, line.start + end, f"attribution:{cue}", role)
                spoke = found[0] if found else None

    def _reports(self, sentence: str, spoke: SpeakerName | None) -> tuple[SpeakerName, str] | None:
        if found := _ACCORDING.search(sentence):
            after = words_of(sentence[found.end() : found.end() + 120])[:_WINDOW]
            name = self._public(self._names.last_in(after))
            return (name, f"according to {name.name}") if name else None
        verb = _VERB.search(sentence)
        if verb is None or sentence[0] in '“"‘':
            return None
        before = words_of(sentence[: verb.start()])
        subject = before[-_WINDOW:]
        if len(before) > 2 * _WINDOW or _PRIVATE & set(subject[-3:]):
            return None
        name = self._public(self._names.subject_in(subject))
        if name is None and spoke and before[:1] and before[0] in _PRONOUNS and len(before) <= 3:
            return spoke, f"{before[0]} {verb[0].lower()}"
        return (name, f"{name.name} {verb[0].lower()}") if name else None

    @staticmethod
    def _public(speaker: SpeakerName | None) -> SpeakerName | None:
        return speaker if speaker is not None and speaker.role in _PUBLIC else None


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for gap in _GAP.finditer(text):
        yield start, gap.start() + len(gap[0].rstrip())
        start = gap.end()
    if start < len(text):
        yield start, len(text)
