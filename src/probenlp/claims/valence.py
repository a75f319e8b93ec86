"""Whether a claim speaks well or ill of the service, and whether it disputes what others say."""

import re
from typing import Final

from probenlp.claims.link.meaning import stem
from probenlp.domains import Domain
from probenlp.records import Claim

_WORD: Final = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")

_DENIES: Final = frozenset("not no never none nobody without hardly nowt neither nor".split())
REACH: Final = 6
"""Words before a cue in which a denial turns it round ("was not done in time")."""

_ILL: Final = frozenset(
    "nobody nowt never lost gone left quit leaving resign resigned missing broken shut tired cried"
    " crying unpaid late ignored alone unsafe empty exhausted nothing worse short desperate overdue"
    " cancelled collapsed drowning guessing lunch nights weekend".split()
)
_WELL: Final = frozenset(
    "better good great proud supported improved improving calmer manageable safer settled helped"
    " excellent brilliant works fine lovely best up-to-date".split()
)
"""Words of any trade; those of the service stand in the measures table."""

DISPUTES: Final = re.compile(
    r"\b(?:(?:do(?:es)?|did)(?:n['’]?t| not) (?:recogni[sz]e|believe|accept|agree|happen|exist)|"
    r"(?:is|was|are|were)(?:n['’]?t| not) (?:true|right|like that|what|how|the (?:whole|case))|"
    r"(?:not|never|hardly) (?:true|so|fair|the whole|what happened)|contrary to|"
    r"wrong|untrue|nonsense|rubbish|misleading|quibble|fiction|made up|laughed|polished|fiddled|"
    r"massaged|on paper|there is no (?:such|plan)|except (?:that|it)|only because|without them|"
    r"leave .{3,40} out and|counted (?:as|me|her|him|them)|counts? .{2,30} as|"
    r"recorded as|(?:pressed|ticked) (?:the|that) (?:button|box)|in reality|the truth is|"
    r"actually|far from|as if)\b|"
    r"\d\W{1,3}not (?:\d|one|two|three)",
    re.IGNORECASE,
)
"""Words by which somebody says that it is not so, or not the whole of it."""

CONFIRMS: Final = re.compile(
    r"\b(?:(?:they|it|that|the report|inspectors?)(?:['’]s| is| are| was| were|['’]re) "
    r"(?:right|true|fair|spot on|accurate)|bang to rights|can confirm|same (?:here|for us|story)|"
    r"so (?:was|did|do|is) (?:mine|ours|we|i)|that is (?:what|how|my)|all true|spot on|"
    r"exactly (?:that|this|what)|as (?:they|the report) says?)\b",
    re.IGNORECASE,
)


_FALLS: Final = re.compile(
    r"\b(?:fallen|falls?|fell|dropped|drops?|come down|coming down|came down|goes down|gone down|"
    r"down (?:to|from|by)|reduced|cut (?:to|from|by)|halved|no longer|cleared|got rid of)\b",
    re.IGNORECASE,
)
"""What is ill and becomes less is well: "vacancies have fallen to 19 per cent"."""

_RISES: Final = re.compile(
    r"\b(?:moved up|gone up|went up|up from|risen|rose|improved (?:to|from)|this time|better than|"
    r"now rated|no longer)\b",
    re.IGNORECASE,
)
"""A low grade that is one better than the last is good news."""

_FROM_TO: Final = re.compile(
    r"\bfrom\s+(?:an?\s+)?(?P<one>[\w,.]+)\s*(?:%|per cent|\w+)?\s+to\s+(?P<two>[\w,.]+)",
    re.IGNORECASE,
)
_CLIMBS: Final = re.compile(
    r"\band (?:climbing|rising|counting|going up)\b|\bwe lost\b|\bfewer of us\b|"
    r"\bthere (?:were|was|used to be) \w+ of us\b",
    re.IGNORECASE,
)
_NUMBERS: Final = {
    word: number
    for number, word in enumerate(
        "none one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
        " fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
}


class Valence:
    """Reads whether words speak well or ill of the service.

    Parameters
    ----------
    domain : Domain
        Its measures table tells which words are good or bad for the service.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> valence = Valence(load_domain("probation"))
    >>> valence.of_words("Checks were completed on time."), valence.of_words("Posts were vacant.")
    (1, -1)
    >>> valence.of_words("The kettle is red.")
    0
    """

    def __init__(self, domain: Domain) -> None:
        self._signs: dict[tuple[str, ...], int] = {}
        for row in domain.measures:
            for cue in row.cues:
                words = tuple(stem(word) for word in _WORD.findall(cue.lower()))
                self._signs[words] = 1 if row.direction == "good" else -1
        self._longest = max(map(len, self._signs), default=1)

    def of_claim(self, claim: Claim) -> int:
        """Read a claim: 1 for well, -1 for ill, 0 where nothing tells."""
        if claim.statistic and claim.statistic.kind == "share" and claim.statistic.value > 100:
            return -1  # a load of more than the whole, whatever it is of
        if claim.type == "testimony" and (way := _way_of(claim.text)):
            return way
        if claim.statistic and claim.statistic.polarity in ("good", "bad"):
            good = claim.statistic.polarity == "good"
            return 1 if good or _FALLS.search(claim.text) else -1
        if claim.rating:
            low = claim.rating.label.lower() in ("inadequate", "requires improvement", "poor")
            return -1 if low and not _RISES.search(claim.text) else 1
        if claim.sentiment and abs(claim.sentiment.score) >= 0.2:
            return 1 if claim.sentiment.score > 0 else -1
        return self.of_words(claim.text)

    def of_words(self, text: str) -> int:
        """Read words: 1, -1 or 0."""
        plain = [word.replace("’", "'") for word in _WORD.findall(text.lower())]
        stems = [stem(word) for word in plain]
        total = 0
        for place in range(len(stems)):
            sign = self._sign_at(stems, plain, place)
            if sign and any(
                word in _DENIES or word.endswith("n't")
                for word in plain[max(0, place - REACH) : place]
            ):
                sign = -abs(sign)  # what is denied is ill news, whether good or "not missing"
            total += sign
        return (total > 0) - (total < 0)

    def _sign_at(self, stems: list[str], plain: list[str], place: int) -> int:
        for length in range(min(self._longest, len(stems) - place), 0, -1):
            if sign := self._signs.get(tuple(stems[place : place + length])):
                return sign
        return (plain[place] in _WELL) - (plain[place] in _ILL)


def _way_of(words: str) -> int:
    """Read which way things go by what a witness counts: "from 143 to 109", "138 and climbing".

    What a service counts of itself (cases, days, a load) is a burden: more of it is ill.
    """
    if _CLIMBS.search(words):
        return -1
    for found in _FROM_TO.finditer(words):
        one, two = _number(found["one"]), _number(found["two"])
        if one is not None and two is not None and one != two:
            return 1 if two < one else -1
    return 0


def _number(word: str) -> float | None:
    plain = word.replace(",", "").rstrip(".").lower()
    if plain in _NUMBERS:
        return float(_NUMBERS[plain])
    return float(plain) if plain.replace(".", "", 1).isdigit() else None
