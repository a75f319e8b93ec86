"""The words with which a writer announces another's text: "From the full report:-".

An introduction is read by its shape: a line, or the last sentence of a line, that ends in a colon
(or a colon and a dash) and names a kind of text ("press release", "report") or a publisher. What a
*person says* is no introduction of a text: "The Chief Inspector said:" opens a quotation.

"""

import re
from dataclasses import dataclass
from typing import Final

from probenlp.domains.origins import Origin, Origins, by_form, words_of

TEXT_NOUNS: Final = frozenset(
    """release releases report reports website site article articles foreword summary comment
    comments post posts blog tweet tweets thread letter letters email e-mail emails minutes
    transcript hansard story piece statement study survey guidance bulletin newsletter magazine
    editorial column leaflet document paper briefing circular notice advert submission evidence
    review extract excerpt text message memo announcement findings conclusions
    conclusion recommendations judgment judgement speech interview obituary facebook twitter
    linkedin intranet forum press media news introduction preface chapter page""".split()
)
"""Nouns for a text that can be pasted."""

_SPEECH: Final = frozenset(
    """said says say saying told tells added adds explained explains asked asks warned warns
    continued continues commented replied replies responded responds concluded concludes insisted
    summarised summarized claimed claims stated states wrote writes remarked noted notes stressed
    admitted""".split()
)
# "writes" and "states" also open whole articles: "The Guardian reports:", "Inside Time writes:".
_PUBLISHING: Final = frozenset("reports reported reporting writes carries has publishes".split())
_POINTERS: Final = frozenset(
    "this from following here today yesterday latest seen saw found lifted copied copy pasted "
    "paste via taken reposted repost posted extract excerpt below here".split()
)
# Lists that a writer makes, not texts that he brings: "My concerns about this report are:".
_LISTING: Final = frozenset(
    "are is were was include includes included including namely follows example be been".split()
)
_OWN_WORDS: Final = frozenset("my our your i i'm i've we we've".split())

_COLON = re.compile(r"[:：]\s*[-–—]{0,3}\s*$")
_COLON_DASH = re.compile(r"[:：]\s*[-–—]{1,3}\s*$")
_LAST_SENTENCE = re.compile(r"(?<=[.!?…])[”’\"')]*\s+(?=\S)")
# "Saw this elsewhere.", "Copied from the union's site", "Lifted from another forum".
_ELSEWHERE = re.compile(
    r"(?:i |just |i've just |i have just )?"
    r"(?:saw|seen|found|read|copied|lifted|pasted|reposted|re-posted|taken|nicked|borrowed)"
    r"(?: and pasted)?(?: this| the following| it| these)?"
    r"(?: (?:online|below))?"
    r" (?:elsewhere|from|on|in|over on|at)\b[^.:!?]{0,80}[.:!]?(?:-|–|—)?",
    re.IGNORECASE,
)
# "Taken from the Ashmere Courier, 22/11:", a paper that no table has.
_FROM_NAME = re.compile(
    r"(?:(?:[Tt]his|[Tt]he following|[Tt]aken|[Cc]opied|[Ll]ifted|[Ss]een|[Ff]ound|[Hh]ere"
    r"|[Pp]asted|[Rr]eposted)\b[\w ]{0,20}? )?"
    r"(?:[Ff]rom|[Vv]ia) (?:the |today's "
    r"|yesterday's )?[A-Z]\w+(?: [A-Z]\w+){0,4}(?:,? [\d/. ]{2,12})?"
    r"[:：][\s–—-]*$",
)
_HERE_IT_IS = re.compile(
    r"\b(?:here (?:it is|they are|is what \w+ sent)|reads? as follows)\b", re.I
)
_INLINE = re.compile(r"[:：]\s*[-–—]{0,3}\s*(?=[“\"])")
_MOST_WORDS = 20


@dataclass(frozen=True, slots=True)
class Introduction:
    """An announcement of another's text.

    Attributes
    ----------
    start, end : int
        Half-open, within the line.
    source_name : str or None
        As the writer names it, without the colon: "BBC website".
    origin : Origin or None
        The body of the domain that is named.
    rule : str
        Which shape decided.
    quoted_only : bool
        It announces a text only where quotation marks or a block quotation follow.
    """

    start: int
    end: int
    source_name: str | None
    origin: Origin | None
    rule: str
    quoted_only: bool = False


def find_introduction(line: str, origins: Origins) -> Introduction | None:
    """Read the end of a line as the introduction of a pasted text.

    Parameters
    ----------
    line : str
        One line, without surrounding space.
    origins : Origins
        The names of the domain.

    Returns
    -------
    Introduction or None
        None also where a person's speech is introduced, or the writer's own list.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> from probenlp.domains.origins import origins_of
    >>> origins = origins_of(load_domain("probation"))
    >>> find_introduction("It gets worse. From the full report:-", origins).source_name
    'full report'
    >>> find_introduction("My worries about all this are:", origins) is None
    True
    """
    if len(line) > 2000:
        line = " " * (len(line) - 400) + line[-400:]
    if _COLON.search(line):
        return _with_colon(line, origins)
    return _elsewhere(line, origins)


def _with_colon(line: str, origins: Origins) -> Introduction | None:
    start = 0
    for gap in _LAST_SENTENCE.finditer(line):
        start = gap.end()
    start += len(line[start:]) - len(line[start:].lstrip())
    frame = line[start:]
    words = words_of(frame)
    dashed = _COLON_DASH.search(frame) is not None
    if not words or len(words) > _MOST_WORDS:
        return None
    origin = origins.named_in(frame) or _newspaper(frame)
    rule = _shape(frame, origin, dashed=dashed, whole=start == 0)
    if rule is None:
        return None
    return Introduction(start, len(line), _name(frame), origin, rule)


def _newspaper(frame: str) -> Origin | None:
    """Read "Ashmere Echo:-", a newspaper that no table has, by its name alone."""
    origin = by_form(frame) if len(frame.split()) <= 8 else None
    return origin if origin is not None and origin.role == "journalist" else None


def _shape(frame: str, origin: Origin | None, *, dashed: bool, whole: bool) -> str | None:
    """Name the shape of a frame that ends in a colon, or None for speech and lists."""
    words = words_of(frame)
    found = set(words)
    noun = bool(found & TEXT_NOUNS)
    pointed = bool(found & _POINTERS)
    # "Here is an extract" points; "my concerns are" lists.
    said = set(words[2:]) if words[0] in ("here", "this") else found
    if dashed and _HERE_IT_IS.search(frame):
        return "introduction:here"
    if found & _SPEECH or (said & _LISTING and not (noun and dashed)):
        return None
    if found & _OWN_WORDS and not pointed and not dashed:
        return None
    if noun and (dashed or pointed):
        return "introduction:text"
    if origin is not None and (dashed or pointed or found & _PUBLISHING):
        return "introduction:publisher"
    short = len(words) <= 6 and whole
    if origin is not None and short:
        return "introduction:publisher"
    if noun and short and words[-1] in TEXT_NOUNS | {"today", "yesterday"}:
        return "introduction:text"
    if (dashed and words[:1] in (["from"], ["via"])) or (dashed and words[:2] == ["this", "from"]):
        return "introduction:from"
    if whole and _FROM_NAME.match(frame):
        return "introduction:from"
    return None


def _elsewhere(line: str, origins: Origins) -> Introduction | None:
    """Read "Saw this elsewhere.": a pointer without a colon, at the start of its line."""
    found = _ELSEWHERE.match(line)
    if not found or not line[: found.end()].split():
        return None
    head = found[0]
    words = set(words_of(head))
    origin = origins.named_in(head)
    named = "elsewhere" in words or origin is not None or bool(words & TEXT_NOUNS)
    whole = found.end() >= len(line) - 1
    if not named or not (words & {"this", "these", "following", "copied", "lifted", "pasted"}):
        return None
    # "Saw this elsewhere. I'm sick of it …": own words follow, so only marks can open the text.
    return Introduction(
        0, found.end(), _name(head), origin, "introduction:elsewhere", quoted_only=not whole
    )


def find_inline(line: str, origins: Origins) -> Introduction | None:
    """Read an introduction in the middle of a line, before an opening mark.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> from probenlp.domains.origins import origins_of
    >>> origins = origins_of(load_domain("probation"))
    >>> find_inline("From the executive summary: “Staff were few.", origins).source_name
    'executive summary'
    """
    found = _INLINE.search(line)
    if found is None or found.start() > 400:
        return None
    frame = _with_colon(line[: found.end()].rstrip(), origins)
    if frame is None:
        return None
    return Introduction(
        frame.start, frame.end, frame.source_name, frame.origin, frame.rule, quoted_only=True
    )


_LEADING = re.compile(
    r"(?:(?:this|here|is|now|their|your|our|my|and|also|then|so|just|today's|the|following"
    r"|latest|more|an?|it|"
    r"from|on|in|at|via|seen|saw|found|copied|lifted|taken|extract|pasted|reposted|over|elsewhere|"
    r"i|i've|have|read|was)\b[\s,]*)+",
    re.IGNORECASE,
)
_BEHIND_FROM = re.compile(r".*\b(?:from|via) (?:the |their |our |an? |today's )?(\S.*)$")
_ASIDE = re.compile(
    r"(?:,|\s+(?:but|and|which|that|worth|left|about|regarding|re|for|posted|published|dated)\b)"
)
_TRAILING = re.compile(
    r"(?:[\s,]+(?:today|yesterday|this|morning|evening|reports|reported|writes|here|below|now|"
    r"carries|has|publishes))*[\s:：.!–—-]*$",
    re.IGNORECASE,
)


def _name(frame: str) -> str | None:
    """Cut the frame down to the source's name as written."""
    name = _TRAILING.sub("", frame.strip())
    lead = _LEADING.match(name)
    name = name[lead.end() :] if lead else name
    # "Funny how nobody quotes this bit from the report" names its source behind "from".
    behind = _BEHIND_FROM.search(name)
    name = behind[1] if behind else name
    # "Comment put under the May post but of use to all" names its source in one word.
    name = _ASIDE.split(name, maxsplit=1)[0]
    name = name.strip(" :：-–—.,")
    names = bool(TEXT_NOUNS & set(words_of(name))) or any(
        word[0].isupper() for word in name.split()[1:]
    )
    # "One of them was too good not to share" announces a text and names none.
    return name if names or 0 < len(name.split()) <= 2 else None


def source_named_in(sentence: str, origins: Origins) -> str | None:
    """Name the source of a text by the sentence above it, whatever the sentence's shape.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> from probenlp.domains.origins import origins_of
    >>> source_named_in("Ashmere Echo, last night", origins_of(load_domain("probation")))
    'Ashmere Echo'
    """
    if len(sentence) > 400:
        return None
    if introduction := find_introduction(sentence, origins):
        return introduction.source_name
    if origin := origins.named_in(sentence):
        return origin.name
    head = sentence.split(",")[0].strip(" :：-–—.")
    origin = by_form(head) if len(head.split()) <= 6 else None
    return origin.name if origin is not None else None


_POINTED: Final = re.compile(
    r"\b(?:here(?:[’']s| is| are)?|below|following|follows|in full|word for word|verbatim)\b",
    re.IGNORECASE,
)
_THIS: Final = re.compile(r"\b(?:this|these)\b", re.IGNORECASE)
_TEXTS: Final = TEXT_NOUNS | {"reply", "response", "answer", "notice"} - {
    "here",
    "page",
    "comment",
    "comments",
    "post",
    "posts",
    "review",
}


def announces_text(line: str) -> bool:
    """Tell whether a line above a block quotation announces a text, with a colon or without.

    Examples
    --------
    >>> announces_text("Here is the watchdog's summary, and my view comes after.")
    True
    >>> announces_text("She answered at once.")
    False
    """
    last = line[-400:]
    # "This allows the reply to be read early." points at what it says itself.
    pointed = _POINTED.search(last) or (_COLON.search(last) and _THIS.search(last))
    return pointed is not None and not _TEXTS.isdisjoint(words_of(last))


_HANDS_OVER: Final = re.compile(
    r"\b(?:hand(?:ing|ed)? (?:you |this |the \w+ )?over (?:today |now "
    r"|here )?to (?!the (?:police|courts?|watchdog))"
    r"|guest (?:post|blog|piece|article|writer|author)|over to (?:him|her|them)\b"
    r"|asked me to (?:post|publish|share|put)"
    r"|(?:with|has|have|given|gave) (?:me )?(?:(?:his|her|their) )?permission"
    r"|(?:names?|details|places?) (?:have|has) been (?:changed|altered)"
    r"|changed nothing|(?:wishes|wants|asked) to (?:stay|remain|be) anonymous)",
    re.IGNORECASE,
)


_HANDING: Final = 8
"""Words of a paragraph that hands over: less is a heading or a note."""


def hands_over(line: str) -> bool:
    """Tell whether a blogger gives the floor to a guest in this paragraph.

    Examples
    --------
    >>> hands_over("Today I'm handing over to a nurse from the night shift.")
    True
    >>> hands_over("They handed over the keys.")
    False
    """
    return len(line.split()) >= _HANDING and _HANDS_OVER.search(line[:4000]) is not None
