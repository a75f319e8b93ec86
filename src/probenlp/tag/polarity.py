"""Whether a figure is good or bad news for the service, from the domain's table of measures.

The rule, in this order:

1. The first cue of the table in the measure gives its direction; a negated measure turns it.
2. A change is good where a good thing rises or a bad thing falls.
3. A share of a bad thing is bad, unless the writer plays it down ("only 3%", "fewer than one in
   ten"); a share of a good thing is good from one half on, and bad below or after "only".
4. A count of a bad thing is bad; a count of a good thing tells nothing.

Everything else stays open (None).

"""

import re
from functools import lru_cache

from probenlp.domains import Domain, load_domain
from probenlp.records import Polarity
from probenlp.tag.figure import Figure

_BE = re.compile(r"\b(?:was|were|is|are|be|been|being)\b", re.IGNORECASE)
_SMALL = frozenset({"only", "just", "as few as", "as little as"})


class PolarityReader:
    """Reads polarities with the measures of one domain.

    Parameters
    ----------
    domain : Domain
        Its ``measures`` table may be empty; then every polarity stays open.
    """

    def __init__(self, domain: Domain) -> None:
        self.directions = {
            cue.lower(): row.direction for row in domain.measures for cue in row.cues
        }
        cues = sorted(self.directions, key=len, reverse=True)
        self.pattern = (
            re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, cues))})(?![\w-])", re.IGNORECASE)
            if cues
            else None
        )

    def direction(self, measure: str, *, is_clause: bool = False) -> str | None:
        """Give ``good`` or ``bad`` for the words of a measure, or None.

        Parameters
        ----------
        is_clause : bool
            The measure starts with its subject ("checks were missed"): the last cue decides, since
            the verb says what became of the thing. A predicate says it first ("satisfactory in
            relation to missed visits").
        """
        if self.pattern is None:
            return None
        found = list(self.pattern.finditer(measure))
        if not found:
            return None
        cues = [cue[0].lower() for cue in found]
        # "thought that their workload was manageable" holds a clause of its own.
        is_clause = is_clause or _BE.search(measure, found[0].end(), found[-1].start()) is not None
        return self.directions[cues[-1] if is_clause else cues[0]]

    def read(
        self, figure: Figure, measure: str, *, negated: bool, is_clause: bool = False
    ) -> Polarity | None:
        """Give the polarity of a figure whose measure is known; see the module for the rule.

        Examples
        --------
        >>> import spacy
        >>> from probenlp.tag.figures import find_figures
        >>> figure = find_figures(spacy.blank("en")("a quarter of plans"))[0]
        >>> polarity_reader("probation").read(figure, "satisfactory", negated=False)
        'bad'
        """
        direction = self.direction(measure, is_clause=is_clause)
        if direction is None:
            return None
        is_good = (direction == "good") != negated
        if figure.kind == "change":
            rises = any(rule == "change:rise" for rule in figure.evidence)
            return "good" if is_good == rises else "bad"
        small = figure.stance in _SMALL or figure.comparator in ("<", "≤")
        if figure.kind == "share":
            if not is_good:
                return "good" if small and figure.value < 50 else "bad"
            return "bad" if figure.stance in _SMALL or figure.value < 50 else "good"
        if figure.kind in ("count", "rate", "scale") and not is_good:
            return "bad"
        if figure.kind in ("score", "ratio"):
            return None
        return "bad" if not is_good and figure.kind == "duration" else None


@lru_cache(maxsize=4)
def polarity_reader(domain: str) -> PolarityReader:
    """Make the reader of a domain, once."""
    return PolarityReader(load_domain(domain))
