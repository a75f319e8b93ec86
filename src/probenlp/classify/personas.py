"""Who the writers of a thread are, by all that each of them says of himself.

One who writes "as a nurse of twenty years" in one comment is a nurse in the next one too; a name
("ex_screw", "Anonymous PO") tells as much. Quoted lines count nothing.
"""

import re
from collections import Counter
from typing import Final, Literal

from probenlp.classify.sieve import guarded
from probenlp.classify.wording import TradeWords
from probenlp.domains.descriptions import described
from probenlp.records import Document, Passage

Persona = Literal["practitioner", "service_user"]

_QUOTED = re.compile(r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)|^>.*$", re.MULTILINE)
_SENTENCE = re.compile(r"[^.!?\n]+[.!?\n]*")
_SEPARATORS = re.compile(r"[_\W\d]+")
# A term of the trade with "we" or "I" beside it.
_SHOP_TALK = guarded(r"\b(?:we|us|our|ours|i|my|me)\b", re.IGNORECASE)
# What those say too who never say what they are: "one of mine", "ours is off sick", "I've 61".
_RATHER_INSIDE = guarded(
    r"\b(?:(?:one|two|three|some|half|most|both|all) of (?:mine|ours)\b|ours (?:is|are|was|were"
    r"|has|had"
    r"|does|left)\b|(?:i|we)(?:'ve| have| had| hold| held| carry| carried|'ve got"
    r"| have got) (?:now )?"
    r"(?:\d+|\w+t(?:y|een)(?:-\w+)?|no|two|three|four|five|six|seven|eight|nine|ten)"
    r" (?!(?:kids|children|sons|daughters|years|months|weeks|days|hours|idea|doubt|problem"
    r"|choice)\b)"
    r"|can confirm\b|(?:at|in|into) work\b|us lot\b|the rota\b|the bosses\b|on (?:annual )?leave"
    r"|(?:\w+ |\d+ )(?:years|yrs|months) in\b|month \d+\b|off sick\b|we(?:'ve| have"
    r"| had) (?:lost|been told"
    r"|asked|had|got)\b|(?:asked|told|expected|emailed) (?:us|me) to\b|our (?:\w+ )?(?:office"
    r"|team|place)\b)",
    re.IGNORECASE,
)
_RATHER_SERVED = guarded(
    r"\b(?:(?:they|he|she|nobody|no one|someone) (?:\w+ ){0,2}?(?:told|gave|sent|rang|phoned"
    r"|wrote to|visited"
    r"|assessed|released|recalled|moved|refused|promised) me\b|my (?:appointment"
    r"|appt|hearing"
    r"|date|address|release|visit|bedroom|house|flat|benefits|life|crime|addiction|recovery"
    r"|illness|condition)\b"
    r"|(?:he|she)(?:'s| has| is| was) (?:been )?(?:inside|in (?:prison|hospital|care|custody)"
    r"|out (?:of"
    r"|on)|home|released|discharged|due out|in pain)\b|other side of the (?:desk|counter|door"
    r"|bars|glass)"
    r"|i (?:served|did) (?:\w+ ){1,3}(?:years?|months?|weeks?)\b)",
    re.IGNORECASE,
)
_STRONG: Final = 2
_MOST: Final = 400
"""Sentences of one passage that are read for what the writer says of himself."""
_AGREE: Final = 0.75
_ENOUGH: Final = 3


class Personas:
    """What the writers of a document are, as far as they say.

    Parameters
    ----------
    document : Document
        As harvested.
    trade : TradeWords
        The words that give insiders and service users away.
    """

    def __init__(self, document: Document, trade: TradeWords) -> None:
        self._trade = trade
        inside: Counter[str] = Counter()
        served: Counter[str] = Counter()
        for passage in document.passages:
            if passage.kind == "title":
                continue
            key = _key(passage)
            for one in _SENTENCE.findall(_QUOTED.sub(" ", passage.text))[:_MOST]:
                sentence = one.strip()  # as the trade words are asked, so that it is read once
                plain = sentence.replace("’", "'")
                served_here = trade.is_service_user(sentence)
                inside_here = trade.is_insider(sentence) and not served_here
                served[key] += _STRONG * served_here + _RATHER_SERVED.finds(plain)
                inside[key] += _STRONG * inside_here + _RATHER_INSIDE.finds(plain)
                inside[key] += _SHOP_TALK.finds(plain) and trade.jargon_in(sentence) > 0
            name = passage.author.name if passage.author else None
            told = described(_SEPARATORS.sub(" ", name)) if name else None
            if told is not None:
                inside[key] += _STRONG * (told.role == "practitioner")
                served[key] += _STRONG * told.is_service_user
        self._known: dict[str, Persona] = {}
        self._rather: dict[str, Persona] = {}
        for key in sorted({*inside, *served}):
            more = inside[key] >= served[key]
            if max(inside[key], served[key]) >= _STRONG:
                self._known[key] = "practitioner" if more else "service_user"
            elif inside[key] != served[key]:
                self._rather[key] = "practitioner" if more else "service_user"
        self.lean: Persona | None = self._lean(document)

    def _lean(self, document: Document) -> Persona | None:
        """Tell who writes in this thread, if those who say so agree."""
        keys = {_key(one) for one in document.passages if one.kind == "comment"}
        said = Counter(self._known[key] for key in sorted(keys) if key in self._known)
        most = said.most_common(1)
        enough = most and most[0][1] >= _ENOUGH and most[0][1] >= _AGREE * said.total()
        return most[0][0] if enough else None

    def of(self, passage: Passage) -> Persona | None:
        """Tell what the writer of a passage is; None where nothing says it."""
        return self._known.get(_key(passage))

    def rather(self, passage: Passage) -> Persona | None:
        """Tell what a writer may be, who never says so: by shop talk, else as the thread goes."""
        return self._rather.get(_key(passage)) or (self.lean if passage.kind == "comment" else None)


def _key(passage: Passage) -> str:
    author = passage.author
    if author is None or not author.key:
        return passage.id
    # Some boards link every name to one address: the name parts those whom the key does not.
    return f"{author.key}:{(author.name or '').casefold()}"
