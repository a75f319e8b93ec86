"""Tell whether a text asserts a rating: of whom it speaks, now, and not as a wish or denial.

After ConText (Harkema et al., 2009) as medspaCy and EDS-NLP apply it: a marker's scope is its
clause, ends at a terminator, and look-alikes of markers ("not only", "since the last inspection")
are none.
"""

import re
from typing import Final

from probenlp.domains import Domain
from probenlp.records import RatingStatus

ANYONE: Final = "anyone"
"""The marker of a grade that is nobody's in particular: "any ‘Inadequate’ unit"."""

_CLAUSE = re.compile(
    r"[;:–—]|,?\s+\b(?:but|while|whilst|whereas|although|though|however|yet)\b"
    r"|,\s+(?:and|with|which|who)\b"
    r"|\.\s|,\s+(?:up|down|compared|having|from)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:said|says|told|report(?:s|ed)|announced|confirmed|revealed|learn(?:t|ed)|heard|knew"
    r"|found|noted)\b",
    re.IGNORECASE,
)
_PSEUDO = re.compile(
    r"\bnot only\b|\bsince (?:its|the|their|that) (?:last|previous|first) inspection\b"
    r"|\bno (?:fewer|less) than\b|\bif (?:not )?only\b|\bnot (?:surprisingly|least)\b",
    re.IGNORECASE,
)
_NEAR_MISS = re.compile(
    r"\b(?:close to|short of|shy of|far from|nowhere near|anything but|miss(?:ed|ing)?(?: out on)?"
    r"|narrowly missed|just below|below|lower than|higher than|rather than|instead of|other than"
    r"|better than|worse than|as opposed to|nearly|almost|not quite|bordering on|points? off"
    r"|on the (?:edge|brink|verge|cusp) of)"
    r"\W+(?:(?:an?|the|being|rated|rating|of|overall)\W+){0,4}$",
    re.IGNORECASE,
)
_NEGATED = re.compile(
    r"\b(?:not|never|neither|nor|none|nobody|nowhere|hardly|barely|scarcely|no longer|no"
    r"|fail(?:s|ed|ing)? to|unable to|denied|without)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\b(?:up|down|improv\w+|f[ae]ll\w*|dropp?\w*|declin\w+|slip\w*|mov\w+|went"
    r"|go(?:ne|es|ing)?|rose|risen|rise|downgrad\w+|upgrad\w+|chang\w+|improvement|progress\w*|lifted|raised|back)\b"
    r"(?:\W+(?!to\b)\w+){0,3}?\W+(?:from|on)\W+"
    r"(?:(?:an?|the|its|their|being|rated|previous|overall|rating|of|grade|last)\W+){0,6}$"
    r"|\w\W+from\W+(?:(?:an?|the|its|their|overall|rating|of)\W+){0,4}$"
    r"|\bcompared (?:with|to)\W+(?:(?:an?|the|its|their|rating|of)\W+){0,4}$",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\b(?:rang\w+|var\w+|anything|scale)\W+from\W+", re.IGNORECASE)
_EARLIER = re.compile(
    r"\b(?:previously|formerly|once|originally|had been|had (?:previously|once)|used to be"
    r"|last time|(?:at|in|after|following|during) (?:its|the|their|our|an|that)"
    r" (?:last|previous|earlier|first|prior) (?:inspection|report|visit)"
    r"|the (?:last|previous|earlier) (?:inspection|report|rating)"
    r"|(?:previous|earlier|last) ratings?(?: of| was)?|last year"
    r"|(?:\w+) years? (?:ago|earlier|before))\b",
    re.IGNORECASE,
)
_EARLIER_AFTER = re.compile(
    r"\b(?:(?:at|in|after|following|during) (?:its|the|their|our|an|that)"
    r" (?:last|previous|earlier|first|prior) (?:inspection|report|visit)|previously"
    r"|last (?:time|year)|years? (?:ago|earlier|before)|before (?:the|it|then))\b",
    re.IGNORECASE,
)
_NOW = re.compile(
    r"\b(?:now|this time|today|currently|has since|is|are)\b|\bto\b(?! be)", re.IGNORECASE
)
_THEN = re.compile(
    r"\b(?:now|this time|today|currently|has since|and (?:it |they )?(?:is|are))\b", re.IGNORECASE
)
# "Ashmere, from which the division was carved, was …": its own clause, and not the grade's.
_ASIDE = re.compile(
    r",\s+(?:(?:from|in|of|for|to|by|under|with|at)\s+)?(?:which|whose|who|where)\b[^,;:–—]*,(?=\s)"
)
_COMPARING = re.compile(r"\b(?:unlike|like|than|with|among|to)\b[^,]*$", re.IGNORECASE)
_YEAR = re.compile(r"\b(?:in|during|of|since|for)\s+(?:\w+\s+)?((?:19|20)\d\d)\b")
_PAST = re.compile(r"\b(?:was|were|had)\b", re.IGNORECASE)
_HYPOTHETICAL = re.compile(
    r"\b(?:if|would|could|might|may|should|unless|whether|hop(?:es?|ed|ing) |aim(?:s|ed|ing)?\b"
    r"|aspir\w+|targets?|expect\w*|wants?|wish\w*|striv\w+|in order to|plans? to|needs? to"
    r"|must|can|until|ambition\w*|journey to|road to|path to|towards?|likely|unlikely|will|so that"
    r"|to (?:become|get|achieve|reach|secure|earn|regain))\b"
)
_TO_BE = re.compile(r"\bto be\b")
_FOUND = re.compile(
    r"\b(?:found|judged|deemed|considered|assessed|felt|rated|thought|shown|known)\b"
    r"[^,;]*\bto be\b",
    re.IGNORECASE,
)


class Statuses:
    """Decides the status of ratings in a domain."""

    def __init__(self, domain: Domain) -> None:
        heads = [h for kind in domain.kinds for h in (*kind.plural_heads, *kind.heads)]
        nouns = "|".join(sorted(map(re.escape, heads), key=len, reverse=True))
        self._others = re.compile(
            rf"\b(?:other|neighbouring|another|sister)\s+(?:\w+\s+){{0,3}}?"
            rf"(?:{nouns}|areas?|services?|units?|regions?|providers?|teams?|places?|parts?)\b"
            r"|\belsewhere\b|\bothers\b",
            re.IGNORECASE,
        )
        # "A PDU with 0 to 4 points is ‘Inadequate’", "any ‘Inadequate’ unit": no particular one.
        self._anyone = re.compile(
            rf"(?:^|[.;:]\s)\W*(?:an?|any|every|each)\s+(?:\w+\s+){{0,2}}?(?:{nouns}|units?|areas?|services?"
            r"|regions?|providers?)\s+(?:with|that|which|scor\w+|earn\w+|gett\w+|between)\b"
            r"[^.;]*\b(?:points?|marks?|scores?|per cent)\b"
            r"[^.;]*\b(?:is|are|gets?|earns?|receives?)\b"
            rf"|\bany\s+(?:\w+\s+){{0,2}}?(?:{nouns}|units?|areas?|services?|regions?|providers?)\b"
            r"|\b(?:any|every|each)\W+$",
            re.IGNORECASE,
        )
        self._behind = re.compile(
            r"[’”'\"]?\W*(?:ratings?\W+)?(?:in|across|at|for|by|to|among)\s+"
            r"(?:(?:all|most|many|some|several|the|its|two|three|four|five|six)\s+){0,3}"
            r"(?:other|neighbouring|another|sister)\b|[’”'\"]?\W*elsewhere\b",
            re.IGNORECASE,
        )

    def of(
        self,
        text: str,
        sentence: tuple[int, int],
        hit: tuple[int, int],
        *,
        date: str | None,
        own: int,
        until: int,
    ) -> tuple[RatingStatus, str]:
        """Decide one rating's status.

        Parameters
        ----------
        text : str
            The passage.
        sentence, hit : (int, int)
            Half-open stretches of it.
        date : str or None
            When it was published.
        own : int
            Where the last service that the sentence names before the grade ends, or the
            sentence's start.
        until : int
            Where the next grade begins, or the sentence's end: what follows is about that one.

        Returns
        -------
        (str, str)
            The status and the marker that decided, in small letters; empty for ``asserted``.
        """
        before, after = _clause(text, (sentence[0], until), hit)
        near = text[max(sentence[0], hit[0] - 90) : hit[0]]
        if found := _NEAR_MISS.search(near):
            return "negated", _marker(found)
        if (found := _FROM.search(near)) and not _RANGE.search(near):
            return "previous", _marker(found)
        if found := _open(_NEGATED, before, _THEN):
            return "negated", _marker(found)
        if found := self._behind.match(text[hit[1] : sentence[1]]):
            return "elsewhere", _marker(found)
        found = self._others.search(text, max(own, sentence[0]), hit[0])
        if found and not _COMPARING.search(text[sentence[0] : found.start()]):
            return "elsewhere", _marker(found)
        if self._anyone.search(before):
            return "hypothetical", ANYONE
        if found := _open(_HYPOTHETICAL, before, None) or _wish(before):
            return "hypothetical", _marker(found)
        found = _open(_EARLIER, before, _NOW)
        # "said it had been rated Good" is "was rated Good", told.
        told = found and found[0].lower() == "had been" and _TOLD.search(text, sentence[0], hit[0])
        if found and not told:
            return "previous", _marker(found)
        if found := _EARLIER_AFTER.search(after):
            return "previous", _marker(found)
        if found := _earlier_year(before, after, date):
            return "previous", _marker(found)
        if text[sentence[0] : sentence[1]].rstrip("”’\"' ").endswith("?"):
            return "hypothetical", "question"
        return "asserted", ""


def _clause(text: str, sentence: tuple[int, int], hit: tuple[int, int]) -> tuple[str, str]:
    """Give the clause's words before and after a grade, look-alikes of markers blanked out."""
    before, after = text[sentence[0] : hit[0]], text[hit[1] : sentence[1]]
    before = _ASIDE.sub(_blank, before)
    cuts = [found.end() for found in _CLAUSE.finditer(before)]
    # "If it improves, it could …": a clause that opens the sentence keeps its comma's other side.
    before = before[cuts[-1] :] if cuts else before
    cut = _CLAUSE.search(after)
    after = after[: cut.start()] if cut else after
    return _PSEUDO.sub(_blank, before), after


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _open(
    marker: re.Pattern[str], before: str, terminator: re.Pattern[str] | None
) -> re.Match[str] | None:
    """Give the last marker whose scope reaches the end of the clause's first half."""
    last = None
    for last in marker.finditer(before):  # noqa: B007
        pass
    if last is None or (terminator and terminator.search(before, last.end())):
        return None
    return last


def _wish(before: str) -> re.Match[str] | None:
    return None if _FOUND.search(before) else _TO_BE.search(before)


def _earlier_year(before: str, after: str, date: str | None) -> re.Match[str] | None:
    """Find a year that lies before the publication; undated texts need a verb in the past."""
    for part in (after, before):
        found = _YEAR.search(part)
        if found is None:
            continue
        if date is None and _PAST.search(before):
            return found
        if date is not None and found[1] < date[:4]:
            return found
    return None


def _marker(found: re.Match[str]) -> str:
    return " ".join(re.findall(r"[\w’']+", found[0].lower()))[:40]
