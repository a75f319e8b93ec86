"""Tell whether a rating is overall or for a standard, and which."""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from probenlp.domains import Domain
from probenlp.records import UnitMention
from probenlp.tag.rating_labels import Hit

_BETWEEN: Final = (
    r"(?:[^\w,;:.]+(?:was|were|is|are|has|have|had|been|be|being|to|as|an?|the|at|in|of|for|across|also|all"
    r"|both|only|again|now|each|rated|graded|judged|deemed|assessed|found|given|scored|marked|remained|rating"
    r"|remains?|still|lower|higher|than|below|nearly|almost|close|work|overall|s|its|not|never|previously))*\W*"
)
_BEFORE_NAME: Final = (
    r"(?:(?:its|the|their|our|your|both|quality|provision|range|standard|delivery|area|of|work|on|with"
    r"|for)\s+)*"
)
_WORK: Final = r"(?:\s+(?:services|work|provision))?"
_VERB: Final = (
    r"(?:was|were|is|are|has|have|had|remains?|remained|got|gets|received|achieved|scored|went|fell|rose"
    r"|improved|stayed)\b"
)
_ASIDE: Final = r"(?:\s*,[^,;:.]{1,80},|\s*,\s+which)?"
_ITEM_END = re.compile(r"[;–—]|\bbut\b|\bwhile\b|, with\b")
# What can be rated as a whole; anything else that is rated may be a part of it.
_PARTS: Final = (
    r"it|they|them|none|nobody|no one|neither|both|all|each|one|others?|another|what|which"
    r"|units?|areas?|services?|regions?|teams?|providers?|reports?|inspections?|ratings?|grades?"
    r"|scores?|verdicts?|overall"
)
_RATED_PARTS = re.compile(r"\b(?:standards|key questions|aspects|domains)\b", re.IGNORECASE)


class Part(NamedTuple):
    """One standard of one service: "for court work in Ashmere PDU"."""

    aspect: str
    unit: UnitMention


class Aspects:
    """Finds the standards that a rating is for."""

    def __init__(self, domain: Domain) -> None:
        self._ids: dict[str, list[str]] = {}
        self._kinds: dict[str, set[str]] = {}
        forms: set[str] = set()
        for standard in domain.standards:
            for name in (re.sub(r"\s*\(.*\)", "", standard.name), *standard.aliases):
                self._ids.setdefault(_singular(name), []).append(standard.id)
                forms.add(" ".join(name.casefold().split()))
            # "Safety (approved premises)" is no standard of other kinds of unit.
            only = standard.applies_to if "(" in standard.name else ()
            self._kinds[standard.id] = {to.split()[0] for to in only}
        # "Services" is a standard, and "the service" is who is rated: no form loses its "s".
        choice = "|".join(
            re.escape(form).replace(r"\ ", r"\s+") + ("" if form.endswith("s") else "s?")
            for form in sorted(forms, key=len, reverse=True)
        )
        choice = choice or r"(?!)"
        self._one = re.compile(rf"\b(?P<one>{choice}){_WORK}\b", re.IGNORECASE)
        one = rf"{_BEFORE_NAME}(?:{choice}){_WORK}\b"
        some = rf"(?:{one})(?:(?:\s*,\s*and\s+|\s*,\s*|\s+and\s+)(?:{one}))*"
        self._for = re.compile(
            rf"[’”'\"]?,?[’”'\"]?\s+(?:ratings?\s+)?(?:overall\s+)?(?:for|on|in)\s+{some}",
            re.IGNORECASE,
        )
        self._subject = re.compile(rf"\b(?P<some>{some}){_BETWEEN}$", re.IGNORECASE)
        self._labelled = re.compile(
            rf"(?:^|[;:,.–—]\s*|\bfor\s+)(?P<some>{some})\s*(?:[–—-]|:|\()\s*[‘“'\"]?$",
            re.IGNORECASE,
        )
        self._opening = re.compile(
            rf"\W*(?P<some>{some})(?:\s+(?:at|in|of|across)\s)?\s*{_ASIDE}\s*{_VERB}", re.IGNORECASE
        )
        self._same = re.compile(
            rf"[’”'\"]?,?[’”'\"]?\s+as\s+(?:was|were|is|are)\s+(?P<some>(?:[\w’'-]+\s+){{0,5}}?{some})",
            re.IGNORECASE,
        )
        self._part = re.compile(
            rf"\bfor\s+(?P<one>{one})\s+(?:in|at)\s+(?:the\s+)?$", re.IGNORECASE
        )
        heads = [
            h for kind in domain.kinds for h in (*kind.heads, *kind.plural_heads) if "…" not in h
        ]
        self._whole = re.compile(
            rf"\b(?:{_PARTS}|{'|'.join(sorted(map(re.escape, heads), key=len, reverse=True))})\b",
            re.IGNORECASE,
        )

    def of(
        self, text: str, sentence: tuple[int, int], hit: Hit, units: Sequence[UnitMention]
    ) -> tuple[str, ...]:
        """Give the standards that a grade is for, or ``overall``, or nothing.

        Parameters
        ----------
        units : sequence of UnitMention
            The services named in the sentence: their words are no standards' ("services").
        """
        if found := self._for.match(text, hit.end, sentence[1]):
            named = self._named(found[0], units)
            if named:
                return named
        lead = self._lead(text, sentence, hit, units)
        clause = lead[max((found.end() for found in _ITEM_END.finditer(lead)), default=0) :]
        if "overall" not in clause.lower():
            found = self._subject.search(clause) or self._opening.match(clause)
            found = found or self._labelled.search(lead)
            named = self._named(found["some"], units) if found else ()
            if named and (also := self._same.match(text, hit.end, sentence[1])):
                named = tuple(dict.fromkeys(named + self._named(also["some"], units)))
            if named:
                return named
        around = clause[-80:] + text[hit.end : min(sentence[1], hit.end + 30)]
        return ("overall",) if re.search(r"\boverall\b", around, re.IGNORECASE) else ()

    def parts(self, text: str, hit: Hit, units: Sequence[UnitMention]) -> Iterator[Part]:
        """Read "two grades of ‘Good’: for court work in Ashmere PDU and for services in Vale PDU".

        Parameters
        ----------
        units : sequence of UnitMention
            The services named in the sentence.
        """
        begin = hit.end
        for unit in units:
            if unit.span.start < begin:
                continue
            found = self._part.search(text, begin, unit.span.start)
            if found is None or found.start() - begin > (40 if begin == hit.end else 8):
                return
            if one := self._named(found["one"], (unit,)):
                yield Part(one[0], unit)
            begin = unit.span.end

    def is_whole(self, text: str, sentence: tuple[int, int], hit: Hit) -> bool:
        """Tell whether what is rated is a service as such, though the sentence names none.

        "Six units were rated …", "It was rated …", "‘Good’ this time.": not "help with housing".
        """
        lead = text[sentence[0] : hit.start]
        if not any(character.isalnum() for character in lead):
            after = text[hit.end : sentence[1]]
            return not self._one.search(after)
        behind = text[hit.end : min(sentence[1], hit.end + 24)]
        if self._whole.match(behind.lstrip("’”'\" ")):
            return True
        return bool(self._whole.search(lead)) and not _RATED_PARTS.search(lead)

    def _lead(
        self, text: str, sentence: tuple[int, int], hit: Hit, units: Sequence[UnitMention]
    ) -> str:
        """Give the words before a grade, the names of services blanked out."""
        lead = text[max(sentence[0], hit.start - 300) : hit.start]
        offset = hit.start - len(lead)
        for unit in units:
            first, last = unit.span.start - offset, unit.span.end - offset
            if 0 <= first < last <= len(lead):
                lead = lead[:first] + " " * (last - first) + lead[last:]
        return lead

    def _named(self, words: str, units: Sequence[UnitMention]) -> tuple[str, ...]:
        found = (self._applying(named["one"], units) for named in self._one.finditer(words))
        return tuple(dict.fromkeys(one for one in found if one))

    def _applying(self, name: str, units: Sequence[UnitMention]) -> str | None:
        """Give the standard of that name that may apply to units of these kinds.

        The table names the kinds in short ("nps" for "nps_division").
        """
        kinds = {unit.kind for unit in units if unit.kind}
        for one in self._ids[_singular(name)]:
            to = self._kinds[one]
            if not to or not kinds or any(kind.startswith(tuple(to)) for kind in kinds):
                return one
        return None


def _singular(name: str) -> str:
    return " ".join(name.casefold().split()).removesuffix("s")
