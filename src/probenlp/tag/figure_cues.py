"""The words that join numbers to figures, and those that tell a count from a place in time.

Each pattern is matched at the edge of a number, on the few words around it.

"""

import re

_S = r"[^\S\n]{1,2}"
IN = re.compile(rf"{_S}in(?:{_S}every)?{_S}", re.IGNORECASE)
OUT_OF = re.compile(
    rf"(?:{_S}(?!is\b|was\b|are\b|were\b|be\b|and\b)(?:\w+|\w+{_S}(?!is|was|are|were)\w+))?{_S}out{_S}of(?:{_S}(?:every|only|just|the|a|an|possible|"
    rf"maximum|total|of|all|our|their))*{_S}",
    re.IGNORECASE,
)
OF = re.compile(
    rf"{_S}of(?:{_S}(?:the|these|those|our|its|their|all|his|her|this|a|total|of|other|remaining))*{_S}",
    re.IGNORECASE,
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
BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
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
    r"her|my|your|final|latest|same|following|above|top|bottom|recent|any|of)\s+(?:key\s|main\s)?$",
    re.IGNORECASE,
)
POINTS_IN_TIME_BEFORE = re.compile(
    r"\b(?:the|these|those|last|past|next|first|previous|coming|final|recent|same|preceding|following|every|"
    r"other|early)\s+$",
    re.IGNORECASE,
)
POINTS_IN_TIME_AFTER = re.compile(
    r"\s(?:ago|later|earlier|on\b(?!\s+(?:a|the|average|their))|hence|before|previously|old\b|from\snow|since|"
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
