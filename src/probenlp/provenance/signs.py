"""What can be seen of a sentence that tells its writer's own words from a text he put in.

Each sign has a name, is there or not, and never depends on what a text is about: it is the person,
the form, the register, the place in the passage. The weights of the boundary model stand by these
names, so that a decision can be read.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from probenlp.domains.origins import Origins, by_form, words_of
from probenlp.provenance.introductions import TEXT_NOUNS, find_introduction
from probenlp.provenance.lines import END_MARK, URL, Line
from probenlp.provenance.pieces import Piece
from probenlp.provenance.register import comment_score

_WRITTEN: Final = {
    "i": r"(?<![\w’'])(?:I|I[’'](?:m|ve|d|ll)|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself)(?!\w)",
    "we": r"\b(?:we|our|us|ours)\b",
    "you": r"\b(?:you|your|yours|yourself)\b",
    "contraction": (
        r"\b(?:\w+n[’']t|(?:it|that|there|what|who|he|she|let|here|where|how)[’']s"
        r"|\w+[’'](?:re|ve|ll|d|m))\b"
    ),
    "slang": (
        r"\b(?:lol|haha\w*|hmm+|wow|yeah|yep|nope|nah|ok|okay|bloody|crap|bollocks|bullsh\w+"
        r"|shit\w*|joke|farce|shambles|mate|mates|folks|guys|lads?|bloke|quid|gaffer|innit|ta"
        r"|gonna|gotta|cos|coz|imho|imo|btw|fyi|tbh|tho|anyway|oh|ah|err?|gutted|knackered"
        r"|apparently|honestly|frankly|seriously|sadly|funny|typical|marvellous|brilliant|lovely"
        r"|positive|discuss|blimey|surely)\b"
    ),
    "stance": (
        r"\b(?:no wonder|fancy that|make it up|says it all|well said|spot on|so there|good luck"
        r"|rant over|thank you|thanks|for what it[’']s worth|i suppose|i think|i see|note that"
        r"|note the|read that|compare"
        r"|meanwhile|of course|as for|in fairness|to be fair|in other words|make of)\b"
    ),
    "pointing": (
        r"^(?:that|this|those|these|so|and|but|or|not|no|yes|well|which|then|now|nothing|nobody"
        r"|what|who|like|same|all|still|only|just|because|if|when|maybe|perhaps)\b"
    ),
    "about-text": (
        r"\b(?:(?:that|this|the|their|his|her) (?:last |first |next )?(?:line|bit|sentence"
        r"|paragraph|word|figure|quote)"
        r"|they (?:say|mean|forgot|left)|he (?:means|did)|she (?:means|did)"
        r"|it doesn[’']t (?:say|mention))\b"
    ),
    "said": (
        r"\b(?:said|says|told|added|according to|insisted|warned|announced|accused|admitted"
        r"|declined|confirmed|claimed|praised|criticised|revealed|described|argued|acknowledged)\b"
    ),
    "spokesperson": r"\bspokes(?:man|woman|person)\b",
    "passive": (
        r"\b(?:has|have|had|is|are|was|were|be|been|being) (?:\w+ly )?(?:been |being )?\w+ed\b"
    ),
    "titled": (
        r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Baroness|Cllr|Councillor|Professor"
        r"|Supt)\.? [A-Z]"
    ),
    "aged": r"\b[A-Z][\w’'-]+, \d\d,",
    "figure": r"\d",
    "percent": r"\bper cent\b|\bpercent\b|%",
    "money": r"£\d",
    "officials": (
        r"\b(?:leaders|managers|inspectors|practitioners|colleagues|ministers|stakeholders"
        r"|partners|officials|provision|arrangements|delivery|improvement|safeguarding|oversight"
        r"|governance|assessments?|priorities|commitment|opportunities|outcomes|recommendations?"
        r"|fieldwork|published|findings)\b"
    ),
    "found": (
        r"\b(?:[Ww]e|[Ii]nspectors|[Tt]he \w+) (?:found|saw|judged|recommend|read|looked"
        r"|visited|heard|interviewed)\b"
    ),
    "dear": r"^(?:[Dd]ear \w|Colleagues,|All,|Sir,)",
    "regards": (
        r"^(?:yours (?:sincerely|faithfully|truly|ever)|(?:with )?(?:my |our |very |kind "
        r"|best |warm )*"
        r"(?:regards|wishes|thanks)\b|in solidarity|in unity)"
    ),
    "numbered": r"^\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[ivx]{1,4}|[a-h])[).]\s",
    "shout": r"^(?=.*[A-Z]{3})[^a-z]{6,}$",
    "exclaims": r"!",
    "asks": r"\?[”\"’']?$",
    "unstopped": r"[\w’'%]$",
    "comma": r",$",
    "colon": r"[:：]$",
    "dash-end": r"(?:[:：]\s*[-–—]+|[-–—])$",
    "lower": r"^[a-z]",
    "semicolon": r";",
    "aside": r"\((?:[^()]*[?!]|[^()]*\b(?:I|my|we|yes|no|sic|mine|lol)\b[^()]*)\)",
    "dots": r"\.\.\.|…",
    "dashed": r"\w [-–—] \w",
    "opens-quote": r"^[“\"„‘]",
    "closes-quote": r"[”\"’]$",
    "single-quoted": r"(?<!\w)[‘'](?!\s)[^’'\n]{3,60}[’'](?!\w)",
    "face": "[\U0001f300-\U0001faff☀-➿]|[:;]-?[)(DP](?!\\w)",
    "slips": (
        r"\b(?:dont|wont|cant|isnt|didnt|doesnt|im|ive|thats|whats|shouldnt|wouldnt|couldnt)\b"
    ),
    "speech-tag": r"^[A-Z][\w’'-]+(?: (?:[A-Z][\w’'.-]+|of|the)){0,5}(?: \([^()]{3,60}\))?: \S",
}
_CASED: Final = frozenset(
    "i titled aged found dear shout lower numbered speech-tag unstopped aside".split()
)
_SIGNS: Final = tuple(
    (name, re.compile(words, 0 if name in _CASED else re.IGNORECASE))
    for name, words in _WRITTEN.items()
)
_BARE: Final = frozenset(
    "i we you contraction slang stance pointing about-text said spokesperson exclaims asks aside "
    "dots dashed face slips officials found passive lower".split()
)
"""Signs that are looked for outside of quotation marks: a quoted "I" is not the writer's."""
_SMALL: Final = frozenset(
    """the of by which was were has have been their there its an as with within whose for from that
    had who not only also however while although despite its under between each both more than who
    a it he she him her they them do does did get got gets go going went put know think just so
    even really too up out off down about here now one some no all any like because""".split()
)
"""Words without content, by whose presence writers and registers are told apart (stylometry)."""
_ABOVE: Final = {
    "here": (
        r"\b(?:here(?:[’']s| is| are| it is| they are)?|below|following|follows|in full"
        r"|in whole|the lot)\b"
    ),
    "copied": (
        r"\b(?:copied|copying|copy|pasted?|pasting|lifted|taken|cutting|cut|extracts?"
        r"|excerpts?|seen|saw"
        r"|found|quote|quoting|reposting|reposted|putting|put|share|sharing|shared|trimmed"
        r"|shortened|rearranged"
        r"|word for word|verbatim)\b"
    ),
    "from": r"\b(?:from|via|off|on|in) (?:the|their|our|today[’']s|yesterday[’']s|this|[A-Z])",
    "from-first": r"^(?:and |also |this |more |now )?(?:from|via)\b",
    "issued": (
        r"\b(?:put out|gone up|went up|went out|has gone|landed|dropped|appeared|published"
        r"|ran this|ran|carried|sent|got|had"
        r"|wrote|issued|out today|came out|came|arrived|circulate[sd]?|circular)\b"
    ),
    "page": (
        r"\b(?:page|pages|para|paras|paragraph|paragraphs|section|chapter|recommendation"
        r"|question|column|p)\.? ?\d"
    ),
    "says": r"\b(?:says|said|say|reads|writes|wrote|begins|goes|put it|has to say|told)\b",
    "hand": (
        r"\b(?:hand(?:ing|ed)? (?:over|you over)|over to|in (?:her|his|their|its) own words"
        r"|permission|guest|asked to stay anonymous|anonymous)\b"
    ),
    "reader": (
        r"\b(?:for (?:those|anyone|anybody|the|reference|completeness|info|information|your"
        r"|what)|in case|if you|make your own|judge for)\b"
    ),
    "dated": (
        r"\b(?:today|yesterday|tonight|last (?:week|night|month)|this (?:morning|afternoon"
        r"|evening|week|lunch)|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*"
        r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b"
    ),
    "web": (
        r"\b(?:website|site|web ?page|page|online|intranet|facebook|twitter|link|inbox|mailbox"
        r"|e?mail|noticeboard|pdf|paywall\w*)\b"
    ),
    "this": (
        r"\b(?:(?:for|ran|from|is|got|saw|found|copying|say|says|read|about) (?:this|these)\b"
        r"|this (?:appeared|just|came|is|was|one|landed|from|went)\b|the following\b"
        r"|the thing itself|the rest\b|as follows|what (?:they|he|she|it|the \w+) (?:said|says"
        r"|put|wrote|sent|has|had))"
    ),
    "keeps": (
        r"\b(?:(?:changed|cut|touched|altered|omitted|trimmed|edited|left) (?:in "
        r"|out )?(?:nothing|only|all|the)|not a word|unedited|word for word|full text"
        r"|full statement|in full|in their own|having moved|without comment|bits?"
        r"|the lines?)\b"
    ),
    "own-list": (
        r"\b(?:things?|points?|questions?|reasons?|fix(?:es)?|options?|thoughts?|ways?"
        r"|concerns?|tips?|steps?"
        r"|numbers|figures|lessons?|suggestions?|choices|examples?|problems?|issues|ideas"
        r"|answers?|order|list)\b[^:]{0,60}[:.]$"
    ),
    "quoted-title": r"[‘“\"'].{3,}[’”\"']",
    "i": r"(?<![\w’'])(?:I|I[’'](?:m|ve|d|ll)|[Mm]y|[Mm]e)(?!\w)",
    "person-said": (
        r"\b(?:said|says|told|added|asked|replied|explained|put it|wrote|went on)[^.]{0,40}:$"
    ),
}
_ABOVE_SIGNS: Final = tuple(
    (name, re.compile(words, 0 if name in ("i", "from") else re.IGNORECASE))
    for name, words in _ABOVE.items()
)
_BOUNDS = (4, 8, 14, 22, 32)
_LOOKED_AT = 1200
"""Characters of a sentence that are read: a line without a stop may be as long as a book."""


def signs_of(piece: Piece) -> list[str]:
    """Name what is to be seen of one sentence alone.

    Examples
    --------
    >>> from probenlp.provenance.lines import lines_of
    >>> from probenlp.provenance.pieces import pieces_of
    >>> piece, = pieces_of(lines_of("I can't believe it!"), [])
    >>> [sign for sign in signs_of(piece) if not sign.startswith("small:")]
    ['i', 'contraction', 'exclaims', 'words<8']
    """
    text, bare = piece.text[:_LOOKED_AT], piece.bare[:_LOOKED_AT]
    found = [name for name, sign in _SIGNS if sign.search(bare.strip() if name in _BARE else text)]
    words = words_of(bare)
    if piece.is_quoted:
        found.append("quoted")
    else:
        found += [f"small:{word}" for word in sorted(_SMALL & set(words))]
    size = len(text.split())
    found.append(next((f"words<{most}" for most in _BOUNDS if size < most), "words-many"))
    if URL.match(text):
        found.append("address")
    return found


def above_signs(line: Line, last: Piece, origins: Origins) -> list[str]:
    """Name what a line shows of being an introduction to the text below it.

    Parameters
    ----------
    line : Line
        The line above.
    last : Piece
        Its last sentence: what comes before that may be about anything.
    origins : Origins
        The publishers and bodies of the domain.
    """
    text = last.text[-_LOOKED_AT:]
    words = words_of(text)
    found = [name for name, sign in _ABOVE_SIGNS if sign.search(text)]
    if set(words) & TEXT_NOUNS:
        found.append("text-noun")
    if origins.named_in(text) is not None or by_form(text) is not None:
        found.append("publisher")
    introduction = find_introduction(line.text, origins)
    if introduction is not None:
        found.append("introduced-in-marks" if introduction.quoted_only else "introduced")
    found += [
        name
        for name, sign in _SIGNS
        if name in ("colon", "dash-end", "unstopped", "comma", "asks", "shout")
        and sign.search(text)
    ]
    # "Here is the summary. I'll say my piece after." announces one sentence early.
    if last.start > line.start:
        whole = line.text[-_LOOKED_AT:]
        found += [f"line-{name}" for name, sign in _ABOVE_SIGNS if sign.search(whole)]
    found.append("few-words" if len(words) <= 8 else "many-words")
    if last.is_quoted:
        found.append("quoted")
    found += _shapes(line)
    found += [name for name, sign in _SIGNS if name in ("regards", "dear") and sign.search(text)]
    return found


def placed_signs(
    number: int, pieces: Sequence[Piece], lines: Sequence[Line], *, comment: bool
) -> Iterator[str]:
    """Name what the place of a sentence in its passage shows."""
    piece = pieces[number]
    line = lines[piece.line]
    kind = "comment" if comment else "article"
    yield f"in-{kind}"
    if piece.line == 0:
        yield f"first-line-of-{kind}"
    if piece.line == len(lines) - 1:
        yield f"last-line-of-{kind}"
    if piece.line == len(lines) - 2:
        yield "last-line-but-one"
    if len(lines) == 1:
        yield "only-line"
    if piece.opens_line:
        yield from _shapes(line)
    if len(line.text) > 200:
        yield "long-line"
    elif len(line.text) < 70:
        yield "short-line"


def plain_runs(pieces: Sequence[Piece], lines: Sequence[Line]) -> list[list[str]]:
    """Name, for each line, the run of impersonal lines that it is part of.

    A post that says "I" in every paragraph and then for five paragraphs says it not once has
    probably given the floor to somebody else; one that never says it has not.
    """
    typed = [0] * len(lines)
    for piece in pieces:
        typed[piece.line] += comment_score(piece.bare) if piece.bare.strip() else 0
    personal = sum(map(bool, typed)) / max(1, len(lines))
    signs: list[list[str]] = [[] for _ in lines]
    first = 0
    while first < len(lines):
        after = first + 1
        while after < len(lines) and bool(typed[after]) == bool(typed[first]):
            after += 1
        size = after - first
        length = "1" if size == 1 else "2-3" if size < 4 else "4-6" if size < 7 else "7+"
        kind = "typed" if typed[first] else "plain"
        share = "most" if personal > 0.6 else "some" if personal > 0.25 else "few"
        names = [f"run-{kind}-{length}", f"passage-typed-{share}"]
        if kind == "plain":
            names += [f"plain-in-{share}", f"plain-{length}-in-{share}"]
        for line in range(first, after):
            signs[line] = names
        first = after
    return signs


def _shapes(line: Line) -> Iterator[str]:
    if line.url:
        yield "address-line"
    if line.is_separator:
        yield "separator"
    if line.is_dateline:
        yield "dateline"
    if line.is_headline:
        yield "headline"
    if END_MARK.fullmatch(line.text):
        yield "ends-mark"
