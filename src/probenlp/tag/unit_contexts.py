"""Words around a place that tell whether the service there is meant, or the place itself.

"Newham was rated", "55 per cent in Newham", "the report on Newham" mean the service; "the office in
Newham", "Newham Council", "she lives in Newham" the place; "it rained in Newham" tells nothing. The
words are those of every inspectorate.
"""

import re
from typing import Final

from probenlp.tag.words import Words

_REACH: Final = 80
"""Code points looked at on either side."""

_INTRODUCED = re.compile(
    r"""(?:\b(?:inspections?|inspection\ reports?)\s+(?:of|for|in|at)
       |\binspect(?:ed|ing)
       |\breports?\s+(?:on|into|about)
       |\bratings?\s+(?:of|for)
       |\brated
       |\bsecond\s+look\s+at
       )\s+(?:the\s+)?(?:(?:\w+\s+){0,2}services?\s+(?:in|at|across|for)\s+)?$""",
    re.VERBOSE | re.IGNORECASE,
)
_FIGURE: Final = (
    r"figures?|scores?|scored|ratings?|results?|reports?|inspections?|findings?|grades?"
)
_WORK: Final = (
    r"judge?ments?|recommendations?|vacanc(?:y|ies)|(?:vacant|empty|unfilled)\s+\w+|workloads?|caseloads?|cases?|points?|averages?"
    r"|services?|leaders?|leadership|managers?|practitioners?|supervision|sickness|backlogs?"
)
RANKS: Final = (
    r"next|first|second|third|fourth|last|top|bottom|worst|best|lowest|highest|joint\s+\w+"
)
"""Places in a league table: "Newham was next with 36%"."""
_FIGURED_BEFORE = re.compile(
    rf"""(?:\d(?:\s*(?:%|per\s?cent|points?))?|%|\b(?:half|thirds?|quarters?|per\s?cent
       |{_FIGURE}|{_WORK}))\s+(?:in|for|on|of|at|across|from)\s+$
      |\binspectors\s+(?:(?:were|had|have|been|went|came|returned|back|also)\s+){{0,3}}
       (?:in|to|visited|inspected)\s+$
      |\b(?:leads?|led|runs?|ran|heads?|headed|manages?|managed)\s+(?:\w+\s+in\s+)?$""",
    re.VERBOSE | re.IGNORECASE,
)
_JUDGED = re.compile(
    r"""\s+(?:an?\s+overall|an?\s+[‘“'"]?\w+[’”'"]?)\s+(?:rating|grade)\b
      |(?:,\s+which)?\s+(?:(?:was|were|is|are|has|have|had|been|also|both|all|each|again|now|gets?|got)\s+)*
      (?:rated|graded|inspected|marked|scored\s+(?:just\s+|only\s+)?(?:\d|\w+\b)
       |given\s+(?:an?|one\s+of)\s+(?:\w+\s+){0,3}(?:rating|grade|score|marks?)
       |received\s+an?\s+(?:\w+\s+){0,2}(?:rating|grade|score))\b
      |\s+(?:got|gets|earned)\s+(?:just\s+|only\s+)?(?:\d|(?:one|two|three|four|five|six|seven|eight
       |nine|ten|eleven|twelve)\b)
      |,?\s+with\s+(?:\w+\s+)?\w+\s+points?\b""",
    re.VERBOSE | re.IGNORECASE,
)
_FIGURED_BEHIND = re.compile(
    rf"""(?:['’]s?)?\s+(?:(?:last|latest|first|previous|overall|new|own)\s+)?
      (?:(?:\d+|two|three|four|five|six)\s+)?(?:{_FIGURE}|leaders?|leadership|points?|one|units?)\b
      |\s+(?:was\s+|is\s+|on\s+)?(?:\d+|eight|nine|ten)(?=[,.;]|\s+(?:out|of)\b|$)
      |\s+(?:was|were|is|came|comes)\s+(?:the\s+)?(?:{RANKS})\b(?=[^.!?\n]*\b\d{{1,2}}\b)
      |\s+(?:was|were|is|has\s+been|had\s+been)\s+(?:carved|hived|merged|absorbed)\b""",
    re.VERBOSE | re.IGNORECASE,
)
# "In Ashmere, 36 per cent of posts were vacant": the sentence is about the service there.
_TOPIC_BEFORE = re.compile(r"(?:^|[\n.!?”\"]\s*)In\s+$")
_TOPIC_BEHIND = re.compile(r",[^.!?\n]*(?:\d|\bper cent|\b(?:half|thirds?|quarters?)\b)")
# "Newham (also ‘Inadequate’) lost four"
_IN_BRACKETS = re.compile(r"\s+\((?:(?:also|then|now|again|rated|still)\s+)*[‘“\"'](?=[A-Z])")
_GAPPED = re.compile(r"\s+[‘“\"'](?=[A-Z])")
# "the others, York and Leeds, were rated"
_OTHERS = re.compile(
    r"\bthe\s+(?:others?|other\s+\w+|two|rest),\s+(?:[A-Z][\w’'-]*(?:,\s+|\s+(?:(?:and|&)\s+)?))*$"
)
_OTHERS_JUDGED = re.compile(
    r",\s+(?:(?:both|all|were|was|are|is|have|has|been|each|again)\s+)*"
    r"(?:rated|graded|inspected|marked|scored|judged|requires?)\b"
)
_JOINED = re.compile(r"(?:,|\band|\bbut)\s+(?:the\s+)?$")
_PLACE_BEFORE = re.compile(
    r"""\b(?:offices?|courts?|prisons?|jails?|streets?|roads?|houses?|homes?|flats?|lives?|lived
      |living|born|raised|town|city|borough|county|MP|hospitals?|schools?|stations?|pubs?|moved|man
      |woman|children|families|communities|residents?|people|everybody|everyone|anyone|somebody|someone|police|councillors?|centre
      |meetings?|rooms?|licence|charity|community)\s+(?:in|of|for|from|at|near|to|around|outside)\s+
      (?:the\s+)?$
      |\b(?:much|parts?|most|north|south|east|west|outskirts|corners?|rest|all)\s+of\s+$
      |\b(?:near|outside|around|via|towards|born\s+in)\s+$""",
    re.VERBOSE | re.IGNORECASE,
)
_PLACE_BEHIND = re.compile(
    r"""-(?:based|born)|,?\s+based\b
      |\s+(?:council|courts?|magistrates|crown|police|offices?|hospitals?|prison|jail|stations?|town
       |city|schools?|road|street|residents?|man|men|woman|women|borough|university|college|library
       |market|hostel|estate|people|MPs?)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_CAPITAL_BEHIND: Final = re.compile(r"[ \u00a0-](?!I\b)[A-Z]")
_CAPITAL_BEFORE: Final = re.compile(r"(?:^|[\s(“‘\"'])([A-Z][\w’'-]*)[ \u00a0-]$")


class Surroundings:
    """The words before and behind a stretch of one text."""

    def __init__(self, words: Words, first: int, last: int) -> None:
        start, end = words.starts[first], words.ends[last - 1]
        self.before = words.text[max(0, start - _REACH) : start]
        self.behind = words.text[end : end + _REACH]

    @property
    def judged(self) -> bool:
        """Whether they speak of an inspection of the place: "rated", "the inspection of"."""
        # "Newham was rated ‘Good’, Lambeth ‘Inadequate’": the verb is left out.
        gapped = _GAPPED.match(self.behind) and _JOINED.search(self.before)
        gapped = gapped or _IN_BRACKETS.match(self.behind)
        if _OTHERS_JUDGED.match(self.behind) and _OTHERS.search(self.before):
            return True
        return bool(_INTRODUCED.search(self.before) or _JUDGED.match(self.behind) or gapped)

    @property
    def figured(self) -> bool:
        """Whether they give a figure or a finding for it: "55% in", "the … report"."""
        if _TOPIC_BEFORE.search(self.before) and _TOPIC_BEHIND.match(self.behind):
            return True
        return bool(_FIGURED_BEFORE.search(self.before) or _FIGURED_BEHIND.match(self.behind))

    @property
    def of_a_place(self) -> bool:
        """Whether they speak of the town: "the office in", "… Council", "lives in"."""
        return bool(_PLACE_BEFORE.search(self.before) or _PLACE_BEHIND.match(self.behind))

    def inside_a_name(self, openers: frozenset[str]) -> bool:
        """Whether the stretch is a part of a longer name: "Radio …", "… Road"."""
        before = _CAPITAL_BEFORE.search(self.before)
        if before and before[1].casefold() not in openers:
            return True
        return _CAPITAL_BEHIND.match(self.behind) is not None
