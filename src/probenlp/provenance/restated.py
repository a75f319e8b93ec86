"""Sentences that restate what an inspection found, with no "inspectors found" in them.

A blogger's "The unit scored 7 out of 21", a reporter's "Plans were good enough in 44 per cent of
cases" and an expert's "‘Requires improvement’, again" are statements of the inspectorate, given in
the writer's words. They are known by what only an inspection says: a score out of its most, a grade
of the domain's scales, a share of the cases that were read. What a writer makes of them is his own:
a question, an exclamation, an inference, anything of "I" and "we".
"""

import re
from typing import Final

from probenlp.domains import Domain
from probenlp.domains.building import built_once

_NUMBER: Final = (
    r"(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen"
    r"|fourteen|fifteen|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?)"
)
# "scored 7 points out of 21", "3 from a possible 27", "two of the three points".
_SCORE = re.compile(
    rf"\b{_NUMBER}(?: points?)?,? (?:"
    rf"(?:out of|from|of) (?:a|the) (?:possible|maximum)(?: of)? {_NUMBER}"
    rf"|points? (?:out of|of|from) {_NUMBER}|out of {_NUMBER}"
    rf"|of (?:the|its|those|these) {_NUMBER} points)\b",
    re.IGNORECASE,
)
_SHARE: Final = (
    r"(?:\d ?(?:%|per ?cent\b)|\b(?:half|(?:two |a |three )?(?:third|quarter|fifth|tenth)s?)\b"
    rf"|\b{_NUMBER} (?:in|out of|of) (?:every )?{_NUMBER}\b)"
)
_READ: Final = r"(?:read|examined|inspected|looked at|reviewed|followed|sampled|seen|drawn|audited)"
_ENOUGH: Final = (
    r"(?:sufficient|satisfactory|adequate|good enough|up to (?:standard|the mark)|properly \w+ed)"
)
_CASES = re.compile(
    rf"{_SHARE}[^.;]{{0,60}}\b(?:cases|files|records)\b"
    rf"|\b{_ENOUGH}\b[^.;]{{0,40}}{_SHARE}"
    rf"|\b(?:cases|files|records) (?:that )?(?:(?:inspectors|it|they) |were |was )?{_READ}\b"
    r"|\binspectors (?:also )?(?:read|inspected|interviewed|looked|gave|came|went|wanted|liked)\b",
    re.IGNORECASE,
)
_HINT = re.compile(
    r"points?\b|out of|possible|maximum|cases|files|records|[Ii]nspectors|recommendations"
    r"|sufficient|satisfactory|adequate|good enough|up to |properly"
)
"""One of these stands in every score and sample; looked for first, it is quick."""
_FIGURE = re.compile(
    rf"{_SHARE}|\b(?:fewer|less|more) than (?:a|one|two|half|\d)|\b(?!(?:19|20)\d\d\b)\d{{2,}}",
    re.IGNORECASE,
)
_A_SHARE = re.compile(_SHARE, re.IGNORECASE)
_MADE = re.compile(rf"\b(?:made|makes|contains|issued) {_NUMBER} recommendations\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"(?:It|They|She|He|Inspectors|The (?:report|inspectors|team|inspection))"
    r" (?:also |further |even )?"
    r"(?:found|liked|counted|noted|praised|saw|heard|wanted|rated|criticised|describ\w+|warn\w+"
    r"|recommend\w+|add\w+|said|says)\b"
)
_OWN = re.compile(
    r"(?<![\w’'])(?:I|I[’'](?:m|ve|d|ll)|me|my|myself|we|us|our|you|your)(?!\w)"
    r"|\b(?:should(?! (?:not )?have)|ought(?! to have)|must|imagine|compare|treat|suppose"
    r"|no wonder|at least|surely|perhaps|maybe|shame\w*|disgrace\w*|funny|joke)\b"
    # How a scale works is no result, and what a figure comes to is arithmetic.
    r"|\b(?:were|was) marked out of\b|\b(?:that is|that[’']s|which is) to say\b"
    r"|\b(?:is|makes) an? (?:third|ninth|half|quarter|fifth|sixth)\b|[!?]",
    re.IGNORECASE,
)
_LONGEST: Final = 700


class Restatements:
    """Find the sentences that restate an inspection's findings.

    Parameters
    ----------
    domain : Domain
        Its grades, by the names of its scales.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> restated = Restatements(load_domain("probation"))
    >>> restated.by_itself("The harbour unit scored 7 points out of 21.")
    'score'
    >>> restated.by_itself("I make that 7 points out of 21.") is None
    True
    """

    def __init__(self, domain: Domain) -> None:
        labels = {row.label for row in domain.ratings if row.kind == "label" and row.label}
        names = "|".join(re.escape(label) for label in sorted(labels, key=lambda x: (-len(x), x)))
        # "‘good’" in marks; without them only where a grade is given: "The Good News Post".
        marked = (
            rf"[‘'“\"](?i:{names})[’'”\"]"
            r"|\b(?:rated|graded|judged|branded|marked|as|to|from|got|of|was|were|still)"
            rf" (?:{names})\b"
        )
        self._grade = re.compile(marked) if names else None

    def by_itself(self, sentence: str) -> str | None:
        """Name what shows that a sentence restates a finding, whatever stands before it."""
        shown = self._shown(sentence[:_LONGEST])
        return None if shown is None or self.is_writers(sentence) else shown

    def _shown(self, sentence: str) -> str | None:
        if self._grade is not None and self._grade.search(sentence):
            return "grade"
        if _HINT.search(sentence) is None:
            return None
        if _SCORE.search(sentence):
            return "score"
        if _CASES.search(sentence):
            return "cases"
        return "recommendation" if _MADE.search(sentence) else None

    def goes_on(self, sentence: str, *, same_line: bool) -> bool:
        """Tell whether a sentence right behind a finding is a further one.

        Parameters
        ----------
        same_line : bool
            Whether they stand in one paragraph: in the next one only a share counts.
        """
        if same_line:
            further = bool(_FIGURE.search(sentence) or _GOES_ON.match(sentence))
        else:
            further = _A_SHARE.search(sentence) is not None
        return further and not self.is_writers(sentence)

    @staticmethod
    def is_writers(sentence: str) -> bool:
        """Tell whether the writer speaks for himself: asks, exclaims, concludes, says "I"."""
        return (
            len(sentence) > _LONGEST
            or sentence[-1] in ":-–"
            or "\t" in sentence
            or _OWN.search(sentence) is not None
        )


@built_once
def restatements_of(domain: Domain) -> Restatements:
    """Give the restatements of a domain, built once for each digest of its tables."""
    return Restatements(domain)
