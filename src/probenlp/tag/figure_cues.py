"""The words that join numbers to figures, and those that tell a count from a place in time.

Each pattern is matched at the edge of a number, on the few words around it.

"""

import re

_S = r"[^\S\n]{1,2}"
IN = re.compile(rf"{_S}in(?:{_S}every)?{_S}", re.IGNORECASE)
OUT_OF = re.compile(
    rf"(?:{_S}(?!is\b|was\b|are\b|were\b|be\b|and\b)(?:\w+|\w+{_S}(?!is|was|are|were)\w+))?{_S}out{_S}of(?:{_S}(?:every|only|just|the|a|an|possible|"
    rf"maximum|total|of|all|our|their))*{_S}"
    rf"|(?:{_S}\w+)?{_S}from{_S}an?{_S}(?:possible|maximum|total)(?:{_S}of)?{_S}",
    re.IGNORECASE,
)
OF = re.compile(
    rf"{_S}of(?:{_S}(?:the|these|those|our|its|their|all|his|her|this|a|total|of|other|remaining|"
    rf"[\w-]+['’]s?))*{_S}",
    re.IGNORECASE,
)
ONE_IN = re.compile(
    r"[^\S\n](?P<noun>(?!of\b|in\b|and\b|or\b)[a-z][a-z-]*(?:[^\S\n](?!of\b|in\b|and\b|or\b|was\b|is\b|had\b)"
    r"[a-z][a-z-]*){0,3})[^\S\n]in(?:[^\S\n]every)?[^\S\n]"
)
ONE_TO = re.compile(
    r"[^\S\n](?P<noun>[a-z][a-z-]*(?:[^\S\n][a-z][a-z-]*)?)[^\S\n](?:to|per|for)[^\S\n](?:every[^\S\n])?"
)
DASH = re.compile(r"[^\S\n]?[-‐‑–—][^\S\n]?")
TO = re.compile(
    rf"{_S}to{_S}(?:(?:about|around|over|nearly|almost|just{_S}over|just{_S}under){_S})?", re.I
)
AND = re.compile(rf"{_S}and{_S}", re.IGNORECASE)
OR = re.compile(rf"{_S}or{_S}", re.IGNORECASE)
COLON = re.compile(r"\s?:\s?|\s?to\s?|-to-")
OPEN = re.compile(
    r"(?:[^\S\n]of(?:[^\S\n][\w’'-]+){1,5}?|(?:[^\S\n][\w’'-]+){1,3}?)?"
    r"[^\S\n]?[(\[](?:or\s|i\.e\.,?\s|just\s|that is,?\s)?$",
    re.I,
)
APPOSED = re.compile(
    r",?[^\S\n]or[^\S\n]$|,[^\S\n]$|[^\S\n][–—-][^\S\n](?:or[^\S\n])?$", re.IGNORECASE
)
# "16 of the 40 cases, or 40 per cent,": one figure, said again after its noun.
OR_AGAIN = re.compile(r",?[^\S\n](?:or|that[^\S\n]is,?)[^\S\n]$", re.IGNORECASE)
BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
BY = re.compile(r"\bby\s(?:an?\s)?(?:further\s|another\s|only\s|just\s)?$", re.IGNORECASE)
FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
RATIO = re.compile(r"\bratios?\b[^.;\n]{0,40}$", re.IGNORECASE)
SCORE = re.compile(
    r"\b(?:scor(?:e|es|ed|ing)|rat(?:ed|ing|ings)|marked|marks|grad(?:ed|ing)|points)\b", re.I
)
SCORED = re.compile(
    r"\bscor(?:e|es|ed|ing)\b(?:\s(?:of|was|is|a|an|just|only|total|overall|to|at|been))*\s+$", re.I
)
RATE = re.compile(
    r"\s(?:each|apiece)\b|\s(?:per|for\severy|for\seach|to\severy|to\seach)\s(?!cent)[a-z][\w-]*"
    r"|\s(?:an?|every|each)\s(?:week|day|month|year|hour|head|night|shift|fortnight|quarter|minute)\b"
    r"|\s(?:weekly|monthly|daily|annually|yearly)\b|\sper\s\d[\d,]*",
    re.IGNORECASE,
)
PER = re.compile(rf"{_S}(?:per|for{_S}every|in{_S}every){_S}", re.IGNORECASE)
DEFINITE = re.compile(
    r"\b(?:the|these|those|both|all|our|their|its|this|that|first|last|past|next|other|remaining|previous|his|"
    r"her|my|your|final|latest|same|following|above|top|bottom|recent|any)\s+(?:key\s|main\s)?$",
    re.IGNORECASE,
)
POINTS_IN_TIME_BEFORE = re.compile(
    r"\b(?:the|these|those|last|past|next|first|previous|coming|final|recent|same|preceding|following|every|"
    r"other|early)\s+$",
    re.IGNORECASE,
)
POINTS_IN_TIME_AFTER = re.compile(
    r"\s(?:ago|later|earlier|on(?=[,.;:!?)]|$|\n|\s(?:from|we|they|it|he|she|i|there|and|but)\b)|hence|before|previously|old\b|from\snow|since|back\b|"
    r"of\sage)",
    re.IGNORECASE,
)
BACKWARD = re.compile(r"\b(?:the|these|those|all|both)\s$", re.IGNORECASE)
WITHIN = re.compile(r"\b(?:within|inside)\s+(?:the\s+)?$", re.IGNORECASE)
AMOUNT_BEFORE = re.compile(
    r"\b(?:total(?:l?ed|s|ling)?(?:\s+of)?|total\s+(?:is|was)|average(?:d|s)?(?:\s+of)?|numbers?(?:\s+of\s+[\w\s]{1,40}?)?"
    r"\s+(?:is|was|were|are|stood\s+at|had\s+\w+\s+to)|numbers?\s+\w+\s+(?:from|to|by)|rose\s+to|fell\s+to|"
    r"(?:risen|fallen|increased|dropped|grown|down|up|reduced|cut|reached|reaching|climbed)\s+(?:to|from)|"
    r"stood\s+at|stands\s+at|reached|totalling|(?:caseloads?|targets?|complement|establishment|capacity|maximum|headcount|workforce|roll|sample)\s+of|(?:average|number|total|caseload|median|mean|rate|score|count)\b[^.;,\n]{0,40}?\s(?:is|was|were|are|to|from|at|of)|(?:rang(?:es?|ed|ing)|var(?:y|ies|ied|ying))\s+(?:from|between)|figure\s+(?:was|of|is)|made\s+up\s+of)\s+$",
    re.IGNORECASE,
)
VERB_AFTER = re.compile(
    r"\s(?:were|was|are|is|had|have|has|did|do|said|told|felt|could|would|will|should|of\s(?:them|these|"
    r"those|whom|which|us|my|our|their|the|his|her|its|your)|received|remained?|lacked|left|needed|went|came|got)\b",
    re.IGNORECASE,
)

COORDINATED = re.compile(r"[^.;\n]{0,50}?(?:,|:|\band)\s")
PLACED = re.compile(r"\s(?:in|for|at|among|from|by)\s", re.IGNORECASE)
OF_US = re.compile(r"[^\S\n]of[^\S\n](?:us|them|you)\b(?!\s(?:all|both)\b)", re.IGNORECASE)
COUNTED_PART = re.compile(
    r"[^\S\n]of[^\S\n](?:the|these|those|its|our|their|his|her|your|my)(?=[^\S\n](?!\d))",
    re.IGNORECASE,
)
COUNTED_OF = re.compile(
    r"(?<=\bmembers)[^\S\n]of[^\S\n]staff\b"
    r"|(?<=\bstaff)[^\S\n]\((?:full[- ]time[- ]equivalents?|FTEs?|WTEs?)\)",
    re.IGNORECASE,
)
WHO = re.compile(r"[^\S\n](?:who|whom|whose)\b", re.IGNORECASE)
TIMES = re.compile(
    r"[^\S\n]times\b(?!\s(?:as|the|more|higher|greater|larger|likely|over|lower|longer|that|its|their|bigger|"
    r"worse|better|what)\b)",
    re.IGNORECASE,
)
AVERAGE = re.compile(
    r"\b(?:average(?:\s(?:caseload|workload))?\sof|average(?:s|d|ing)?|on\saverage)\s$",
    re.IGNORECASE,
)
EVERY = re.compile(r"\bevery\s$", re.IGNORECASE)
OWN_FIRST = re.compile(r"\b(?:their|his|her|its|my|our|your)\s(?P<first>first\s)$", re.IGNORECASE)
LIMIT = re.compile(r"\b(?:limit|cap|ceiling|upper\slimit)(?:\s(?:is|was|of|at))+\s$", re.IGNORECASE)
TOP = re.compile(
    r"\b(?:highest|best|maximum|top|most|perfect|possible)\b[^.;,\n]{0,40}\b(?:score|total|mark|points|rating|"
    r"maximum)\b[^.;,\n]{0,30}\s(?:is|was|are|of|be)\s$",
    re.IGNORECASE,
)
MAXIMUM_OF = re.compile(r"(?:a\s)?(?=maximum\sof\s)", re.IGNORECASE)
SCALE_BEFORE = re.compile(r"\bworth\s(?:an?\s)?(?:maximum\sof\s)?$", re.IGNORECASE)
SCALE_AFTER = re.compile(r"\s(?:each|apiece|per)\b", re.IGNORECASE)
OFF_TARGET = re.compile(
    r"\s(?:above|below|ahead|behind|more|fewer|less|higher|lower|short|clear|off|up|down|better|worse|adrift)\b",
    re.IGNORECASE,
)
MORE = re.compile(
    r"\b(?:increas|decreas|ris|rose|f[ae]ll|cut|reduc|gr[eo]w|drop|up|down|declin|boost|lower|rais|expand|"
    r"improv|gain|shr[aiu]nk)\w*\s(?:[\w’'-]+\s){0,5}?by\s|\bof\s$",
    re.IGNORECASE,
)
INTRODUCED = re.compile(
    r"\s(?:who|whom|whose|that|which|we|they|it|he|she|inspectors|made|sent|seen|read|held|given|left|lost|found|"
    r"taken|[a-z]{2,}ed)\b"
)
EACH = re.compile(
    r"\b(?:each|every|nobody|no[ -]one|everyone|everybody)\b[^,.;\n]{0,50}"
    r"\b(?:has|have|had|holds?|held|carr(?:y|ies|ied)|gets?|got|supervises?|manages?)\s(?:only\s|just\s)?$",
    re.IGNORECASE,
)
ANYTHING = re.compile(r"\b(?:any|every|some|no)(?:thing|body|one)\s$", re.IGNORECASE)
MEANS = re.compile(r"\s(?:and\s(?:you|it|they)|means?|is|counts?|gets?)\b", re.IGNORECASE)
CAPACITY = re.compile(
    r"\b(?:(?:capacity|limit|ceiling|cap|quota)\s(?:of|is|was)|target\s(?:is|was))\s(?:only\s|just\s)?$",
    re.IGNORECASE,
)
FEWER = re.compile(r"\s(?:fewer|more|less)\b(?!\sthan)", re.IGNORECASE)
STEP_THAN = re.compile(r"\s(?:more|fewer|less)\sthan\b|\s(?:fewer|less)\b", re.IGNORECASE)
RATED_FROM = re.compile(
    r"\b(?:rat(?:e|es|ed|ing)|scor(?:e|es|ed|ing)|mark(?:s|ed)?|scale)\b[^.;:\n]{0,40}\b(?:from|of)\s$",
    re.IGNORECASE,
)
LEVEL_NOUN = re.compile(
    r"\s(?:targets?|limits?|standards?|deadlines?|maximum|minimum|cap|threshold|rule|ceiling)\b",
    re.IGNORECASE,
)
THRESHOLD = re.compile(
    r"\b(?!(?:was|were|is|has|does|this|its|less|as|levels|rates|"
    r"caseloads|workloads)\b)(?:[a-z]{3,}s|people|staff|anything|anyone|everyone)\s$"
    r"|\b(?:[a-z]{3,}s|people|staff)\swith\san?\s[a-z-]+\s$",
    re.IGNORECASE,
)
