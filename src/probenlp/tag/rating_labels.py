"""Find words that are grades of the inspectorate's scale, and tell grades from everyday words.

"Good" is a grade in quotation marks, after "rated", before "rating", with a capital inside a
sentence, or in a list with other grades; "a good start" and "an inadequate pension" are praise and
complaint.
"""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from spacy.lang.en.stop_words import STOP_WORDS

from probenlp.domains import Domain, RatingRow
from probenlp.tag.unit_choice import holds_at


class Hit(NamedTuple):
    """A grade word in a text, and the rule that makes it a grade; empty: none yet."""

    start: int
    end: int
    row: RatingRow
    rule: str = ""


_OPEN: Final = "‘“'\"«("
_QUOTES: Final = "‘’“”'\"«»"
_GAP: Final = (
    r"(?:\W+(?:as|at|of|to|be|being|is|was|were|are|been|has|have|had|an?|the|overall|all|both|only"
    r"|just|again|still|also|either|now|another|stayed|remains?|remained|from|with|single|merely"
    r"|consistently|equally|currently|provisionally|each)\b){0,7}\W*$"
)
_RATED = re.compile(
    r"\b(?:re-?rated|(?:up|down|re)?graded|rated|judged|deemed|scored|marked|ratings?|grades?|verdict)\b"
    + _GAP,
    re.IGNORECASE,
)
# After these an everyday word may follow ("given good advice"): the grade needs its capital.
_GIVEN = re.compile(
    r"\b(?:given|gave|gives?|awarded|received?|receives|achieved?|earned|got|remain(?:s|ed)?|stayed"
    r"|found|improved|improving|moved|rose|risen|fell|fallen|slipped|dropped|declined|went|up|down)"
    r"\b" + _GAP,
    re.IGNORECASE,
)
_RATING_AFTER = re.compile(r"[’”'\"]?\s+(?:overall\s+)?(?:ratings?|grades?|judgements?)\b", re.I)
_OVERALL_AFTER = re.compile(r"[’”'\"]?\s+overall\b(?!\s+[a-z])", re.I)
_JOINT = re.compile(
    r"\W*\b(?:and|or|nor|to|than|rather than|instead of|either|but|not)\b\W*|\W*,\W*", re.I
)
_FOR = re.compile(r"[’”'\"]?\s+(?:for|on)\b")
_GOES_ON = re.compile(r"[^.;:]{0,80}(?:\band|\bbut|,)\s+(?:as\s+)?[‘“'\"]?")
_NOUN_AFTER = re.compile(r"[’”'\"»)]?\s+([a-z]+(?:-[a-z]+)*)")
_NO_NAME_AFTER = re.compile(r"[’”'\"]?(?:\s+(?![A-Z])|\W*$|[^\w\s])")
_BESIDE_A_GRADE: Final = frozenset(
    {"overall", "rating", "ratings", "grade", "grades", "respectively"}
)
_NUMBER: Final = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|no|any|many|more|\d+)"
)
_PLURAL = re.compile(rf"[‘“'\"«]$|\b{_NUMBER}\s+$", re.IGNORECASE)
_ALSO = re.compile(r"\b(?:both|all|each|also|alike)\W*$", re.IGNORECASE)
_CLAUSE_ENDS = re.compile(r"\W*$|[’”'\"]?[.,;:)]")
# "The lowest of four grades", "the second-highest rating possible": grades by their rank. "One of
# the worst marks" is none, nor are "the highest standards".
_RANKED = re.compile(
    r"(?P<the>the\s+)?(?:(?P<nth>second|third|2nd|3rd)[\s-]+)?"
    r"(?P<end>highest|top|best|lowest|bottom|worst)[\s-]+"
    r"(?:possible\s+)?(?:(?:rating|grade|mark|judgement)(?!\w)(?:\s+(?:possible|available))?"
    r"(?:\s+of\s+(?:four|five|4|5)\b)?"
    r"|(?P<whole>of\s+(?:(?:the|its|their)\s+)?(?:\w+[’']s?\s+)?(?:four|five|4|5)"
    r"(?:\s+possible)?(?:\s+(?:ratings|grades|marks|judgements|categories|bands)\b|(?=\W*(?:$|[.,;:)–—]|and\b|but\b|for\b)))))",
    re.IGNORECASE,
)
_ONE_OF = re.compile(r"\b(?:one|some|among|many|few)\s+(?:of\s+)?$", re.IGNORECASE)


class Labels:
    """The grades of a domain's inspectorates.

    Parameters
    ----------
    domain : Domain
        Its first inspectorate's scale counts, unless a sentence names another inspectorate.
    """

    def __init__(self, domain: Domain) -> None:
        self._rows: dict[str, list[RatingRow]] = {}
        for row in domain.ratings:
            if row.kind == "label" and row.inspectorate in domain.inspectorate:
                self._rows.setdefault(row.inspectorate, []).append(row)
        self._first = domain.inspectorate[0] if domain.inspectorate else ""
        self._words: dict[str, dict[str, RatingRow]] = {}
        self._patterns: dict[str, re.Pattern[str]] = {}

    def find(self, text: str, start: int, end: int, date: str | None, named: set[str]) -> list[Hit]:
        """Find the grades of a sentence, everyday words left out.

        Parameters
        ----------
        text : str
            The passage.
        start, end : int
            The sentence.
        date : str or None
            The scale is the one in use then.
        named : set of str
            Ids of inspectorates that the sentence names.
        """
        others = sorted(named & self._rows.keys() - {self._first})
        inspectorate = others[0] if others and self._first not in named else self._first
        words, pattern = self._scale(inspectorate, date)
        if pattern is None:
            return []
        hits = []
        for found in pattern.finditer(text, start, end):
            form = _folded(found[0])
            if (row := words.get(form)) is not None:
                hits.append(Hit(found.start(), found.end(), row))
            elif (row := words.get(form.removesuffix("s"))) is not None and (
                # "Two ‘Goods’", "three Inadequates": so many grades, and whose is another matter.
                found[0][0].isupper()
                and _PLURAL.search(text[max(start, found.start() - 12) : found.start()])
            ):
                hits.append(Hit(found.start(), found.end(), row, "plural"))
        if hits := _judge(text, start, end, hits):
            return hits
        return _described(text, start, end, list(words.values()))

    def _scale(
        self, inspectorate: str, date: str | None
    ) -> tuple[dict[str, RatingRow], re.Pattern[str] | None]:
        rows = self._rows.get(inspectorate, [])
        held = [row for row in rows if holds_at(row.valid_from, row.valid_to, date)] or rows
        if not held:
            return {}, None
        scale = max(held, key=lambda row: row.valid_from).scale
        if scale not in self._patterns:
            self._words[scale] = {
                _folded(form): row
                for row in rows
                if row.scale == scale
                for form in (row.label, *row.surface_variants)
                if not form.isdigit() and not _RANKED.search(form)
            }
            forms = sorted(self._words[scale], key=len, reverse=True)
            choice = "|".join(re.escape(form).replace(r"\ ", r"\s+") for form in forms)
            self._patterns[scale] = re.compile(rf"(?<![\w-])(?:{choice})s?(?![\w-])", re.IGNORECASE)
        return self._words[scale], self._patterns[scale]


def _folded(form: str) -> str:
    return " ".join(form.strip(_QUOTES + " ").casefold().split())


def _described(text: str, start: int, end: int, rows: Sequence[RatingRow]) -> list[Hit]:
    """Find a grade that is told by its rank alone, where the sentence names none.

    Beside the grade itself ("‘Inadequate’, the lowest of four ratings") it says no more.
    """
    ranks = sorted({int(row.rank): row for row in rows if row.rank.isdigit()}.items())
    hits = []
    for found in _RANKED.finditer(text, start, end):
        if _ONE_OF.search(text[max(start, found.start() - 12) : found.start()]):
            continue
        place = {"second": 1, "2nd": 1, "third": 2, "3rd": 2}.get((found["nth"] or "").lower(), 0)
        from_top = found["end"].lower() in ("highest", "top", "best")
        if place < len(ranks):
            first = found.start() if found["whole"] else found.end("the")
            row = ranks[-1 - place if from_top else place][1]
            hits.append(Hit(max(first, found.start()), found.end(), row, "described"))
    return hits


def _judge(text: str, start: int, end: int, hits: list[Hit]) -> list[Hit]:
    """Keep what is a grade: first on its own evidence, then beside other grades."""
    words = [hit for hit in hits if _names_grade(text, hit)]
    judged = [hit._replace(rule=hit.rule or _rule(text, start, end, hit)) for hit in words]
    for forth in (1, -1):  # "rated good or outstanding", "good or ‘outstanding’"
        for at in range(len(judged))[::forth]:
            beside = at - forth
            if judged[at].rule or not 0 <= beside < len(judged):
                continue
            if _joined(text, judged[beside], judged[at], accepted=bool(judged[beside].rule)):
                judged[at] = judged[at]._replace(rule="listed")
                if not judged[beside].rule:
                    judged[beside] = judged[beside]._replace(rule="listed")
    if any(hit.rule for hit in judged):
        judged = [hit if hit.rule else _verb_again(text, start, end, hit) for hit in judged]
    return [hit for hit in judged if hit.rule]


def _verb_again(text: str, start: int, end: int, hit: Hit) -> Hit:
    """Read "One was rated inadequate; the others, A and B, both require improvement"."""
    also = _ALSO.search(text[max(start, hit.start - 12) : hit.start])
    if also and _CLAUSE_ENDS.match(text, hit.end, end):
        return hit._replace(rule="listed")
    return hit


def _names_grade(text: str, hit: Hit) -> bool:
    """Tell a grade's own word from a description of it ("the lowest possible rating")."""
    surface = text[hit.start : hit.end]
    if sum(letter.isupper() for letter in surface) == len(surface.replace(".", "")):
        return True
    own = _folded(hit.row.label)[:6]
    return own in _folded(surface) or len(surface) < 4


def _rule(text: str, start: int, end: int, hit: Hit) -> str:
    before, after = text[max(start, hit.start - 120) : hit.start], text[hit.end : end]
    surface = text[hit.start : hit.end]
    short = len(surface) < 4 and not surface.isupper()
    capital = surface[0].isupper() and not short
    noun = _NOUN_AFTER.match(after)
    praise = noun is not None and noun[1] not in STOP_WORDS and noun[1] not in _BESIDE_A_GRADE
    if _RATING_AFTER.match(after):
        return "rating-word"
    if _RATED.search(before) and not (praise and not capital):
        return "rated"
    if before[-1:] in tuple(_OPEN) and after[:1] and after[0] in "’”'\",.»)":
        return "" if praise and not capital else "quoted"
    if not capital:
        return ""
    if _GIVEN.search(before):
        return "given"
    line_start = not before.strip(_OPEN + " \n•-–*")
    if not line_start and _NO_NAME_AFTER.match(after) and not praise:
        return "capital"
    return ""


def _joined(text: str, one: Hit, other: Hit, *, accepted: bool) -> bool:
    first, second = sorted((one, other))
    between = text[first.end : second.start]
    if not accepted:  # both are everyday words so far: "good or outstanding", then no noun
        noun = _NOUN_AFTER.match(text, second.end)
        apart = one.row.label != other.row.label
        return (
            apart
            and bool(re.fullmatch(r"\s+or\s+", between))
            and (noun is None or noun[1] in STOP_WORDS)
        )
    if _JOINT.fullmatch(between):
        return True
    # "rated Good for leadership and inadequate for staffing"
    return bool(_FOR.match(text, second.end) and _GOES_ON.fullmatch(between))


def labels_of(hits: Sequence[Hit]) -> set[str]:
    """Give the grades of some hits."""
    return {hit.row.label for hit in hits}
