"""Marks of testimony and of opinion: each with a name and a weight, so that it can be explained."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from probenlp.classify.sieve import Guarded, Several, guarded


class Mark(NamedTuple):
    """A sign of testimony (weight above 0) or of opinion (below)."""

    name: str
    weight: float
    pattern: Guarded


def _mark(name: str, weight: float, pattern: str) -> Mark:
    return Mark(name, weight, guarded(pattern, re.IGNORECASE))


MARKS: Final = (
    _mark("told-to", 1.0, r"\b(?:told|instructed|ordered|expected|asked|forced|made|having) to\b"),
    _mark(
        "hearsay",
        1.0,
        r"\b(?:i (?:understand|hear|heard|am told|gather)|i(?:'ve| have) (?:heard|been told)|"
        r"i'm told|rumou?r|word is|a colleague)\b",
    ),
    _mark(
        "past",
        0.9,
        r"\b(?:was|were|wasn't|weren't|had|hadn't|did|didn't|went|came|said|told|took|got|gave"
        r"|left(?! of)"
        r"|sat|rang|wrote|made|saw|found|kept|put|sent|asked|stood|ran|spent|held|lost|met"
        r"|brought|knew"
        r"|began|spoke|couldn't|heard|turned|quit|broke|fell|grew|slept|wore|drove|paid|taught"
        r"|read out"
        r"|[a-z]{3,}(?<!ne)(?<!fe)(?<!spe)ed)\b",
    ),
    _mark(
        "event",
        0.4,
        r"\b(?:(?:has|have|had|was|were|been) (?:\w+ly |not |never |all |also |just "
        r"|now )?\w+(?:ed|en|wn)\b"
        r"|(?:has|have|had) (?:left|gone|quit|lost|put|cut|shut|had|been)|(?<!what's )left(?! of)|"
        r"(?:has|have|had) no\b|resigned|quit|"
        r"went (?:off )?sick|got|took|put in|handed in|(?:is|are|was|were) (?:off|on|leaving"
        r"|missing|short|down|at)\b)",
    ),
    _mark(
        "when",
        0.7,
        r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|march|april|june|july"
        r"|august|september|october|november|december|christmas|easter|xmas|summer|winter|autumn"
        r"|(?:this|last|every|each|that|one|next|the) (?:day|week|month|year|morning|afternoon"
        r"|night"
        r"|spring|shift|term)|(?:weeks?|months?|years?|days|hours|mins?|minutes) (?:ago|later"
        r"|in|on end"
        r"|now|of|since|before|after)|\d (?:weeks?|months?|years?|yrs|wks|days|hours|hrs|mins?"
        r"|minutes)"
        r"|for (?:weeks|months|years)|daily|weekly|yesterday|today|tonight|nowadays|since|still"
        r"|no longer"
        r"|already|again|most (?:days|weeks)|regularly)\b",
    ),
    _mark(
        "number",
        0.5,
        r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|(?:twen"
        r"|thir|for|fif"
        r"|six|seven|eigh|nine)ty|hundred|dozen)\b",
    ),
    _mark("somebody", 0.9, r"\b(?:he|she|him|her|his|hers)\b"),
    _mark("my", 0.7, r"\b(?:my|mine)\b"),
    _mark("nobody", 0.4, r"\b(?:nobody|no one|no-one|none) (?!cares)"),
    _mark(
        "lack",
        0.5,
        r"\b(?:there (?:is|are|was|were|isn't|aren't)|there's)(?: \w+)? (?:no|not|hardly|barely"
        r"|only|zero)"
        r"|\b(?:there (?:is|are|was|were)) (?:no|hardly|barely|only|zero|\d+)|\bwith (?:zero|no"
        r"|little)\b"
        r"|\b(?:not enough|too few|too many|hardly any|no one to)\b",
    ),
    _mark(
        "strain",
        0.75,
        r"\b(?:under-?staffed|short-?staffed|over-?worked|burn(?:ed|t)[ -]?out|stretched|swamped|"
        r"drowning|snowed under|off sick|on the sick|unmanageable|exhausted|on our knees|"
        r"leaving in droves|under pressure|run ragged|backlogs?|no time|skeleton)\b",
    ),
    _mark("we", 0.3, r"\b(?:we|us|our)\b"),
    _mark("i", 0.3, r"\bI\b(?! (?:think|believe|hope|suspect|doubt|reckon|guess|wish))"),
    _mark(
        "own-deed",
        0.5,
        r"\bI (?:\w+ly )?(?!need|want|lik|lov|hat|agre|wish|hop|doubt|believ|wonder|suppos|decid)"
        r"(?:\w+ed|did|went|rang|ring|sat|wrote|write|sent|send|saw|see|came|had|have \d+|got"
        r"|took|made|"
        r"spoke|told|found|asked|do|had been|cover|covered|started|left)\b",
    ),
    _mark(
        "obligation",
        -1.2,
        r"\b(?:(?:is|are) (?:badly |urgently )?needed|isn't working|should(?:n't)?|must|ought"
        r"|needs? to|has to|have to face|had better|it(?:'s"
        r"| is) (?:high )?time)\b",
    ),
    _mark(
        "prediction",
        -1.0,
        r"\b(?:will|won't|'ll|shall|going to|gonna|bound to|no doubt|inevitabl\w+)\b",
    ),
    _mark("possibility", -0.4, r"\b(?:would|wouldn't|might|may|could|perhaps|maybe)\b"),
    _mark("denial", -0.4, r"\b(?:not|isn't|aren't|don't|doesn't|cannot|can't)\b"),
    _mark("likeness", -0.4, r"\b(?:like an?|as if|as though|sort of|kind of|more \w+ than)\b"),
    _mark(
        "public",
        -0.5,
        r"\b(?:people|everyone|everybody|the public|taxpayers?|the country|society|politicians?"
        r"|the"
        r" system|the media|the press)\b",
    ),
    _mark("question", -2.0, r"\?[”’\"')\s]*$"),
    _mark(
        "appeal",
        -2.0,
        r"^(?:and,? |so,? |but,? |please,? |come on,? )*(?:please|stop|wake up|get (?:a grip|rid"
        r"|out|on)|"
        r"let(?:'s| us)|don't|do not|give (?:us|them|staff)|bring back|ask yourself|look at"
        r"|imagine|"
        r"remember|shame on|good luck|well done|keep|join|vote|sack|scrap|listen|try|feel sorry"
        r"|enough|bring|frame|never mind|be \w+$|tell (?:them|him|her|us)|spare (?:us|me))\b",
    ),
    _mark("please", -1.0, r"\bplease\b"),
    _mark(
        "opinion",
        -2.0,
        r"\b(?:i (?:\w+ )?(?:think|believe|hope|wonder|suspect|doubt|reckon|guess|wish|agree"
        r"|disagree|"
        r"feel sorry|despair|for one)|in my (?:view|opinion|book)|to my mind|if you ask me|imho|"
        r"no wonder|surely|frankly|clearly|obviously|of course|let's hope|it seems|seems to me|"
        r"to be fair|the truth is|trouble is|problem is|fact is|i'm (?:tired|sick|fed up|amazed|"
        r"surprised|sorry|glad|afraid))\b",
    ),
    _mark(
        "evaluation",
        -1.25,
        r"\b(?:disgrac\w+|a?shame\w*|shambl\w+|scandal\w*|ridiculous\w*|pathetic\w*|stupid\w*|"
        r"appalling\w*|insult\w*|absurd\w*|farc\w+|joke|idiot\w*|clueless|useless|incompeten\w+|"
        r"hopeless\w*|terrible|awful|brilliant|excellent|fantastic|wonderful|madness|"
        r"nonsense|rubbish|outrage\w*|horror|nightmare|laughable|spineless|toothless|"
        r"out of touch|not fit for purpose|broken|busted|toxic|evil|greedy|unforgivable|"
        r"unsustainable|wrong|unfair|sad(?:ly)?|depressing|predictable|foolhardy|pointless|flawed|"
        r"pitiful|mistake|car crash)\b",
    ),
    _mark(
        "mockery",
        -2.0,
        r"\b(?:ha(?:ha)+\w*|lol|lmao|rofl|yeah right|fancy that|you couldn't make it up)\b",
    ),
    _mark("exclamation", -0.5, r"!"),
    _mark("counterfactual", -1.0, r"\bif\b.{0,60}\bwould\b|\bwould\b.{0,60}\bif\b"),
    _mark(
        "condition",
        -0.5,
        r"\b(?:if (?:only|you|they|we)|what if|unless|as if|imagine if"
        r"|until they)\b",
    ),
    _mark(
        "generality",
        -0.4,
        r"\b(?:nobody cares|no-?one cares|always|never|everyone knows"
        r"|nothing changes|same old)\b",
    ),
    _mark("you", -0.4, r"^@|\b(?:you|your|yourself|yourselves)\b"),
    _mark("face", -0.3, "[\U0001f300-\U0001faff☀-➿]"),
)
"""The marks, in order; each counts once a sentence. That the writer speaks as an insider counts
beside them, see :meth:`TradeWords.is_insider`."""


@lru_cache(maxsize=4096)
def marks_in(text: str) -> tuple[Mark, ...]:
    """Find the marks of a sentence; the rules and the model both ask.

    Examples
    --------
    >>> [mark.name for mark in marks_in("They should resign!")]
    ['obligation', 'exclamation']
    """
    return tuple(_BY_PATTERN.found_in(text.replace("’", "'")))


_BY_PATTERN: Final = Several({mark: mark.pattern for mark in MARKS})
