"""Places in which writers put names: greetings, replies, kinship, titles, signatures."""

import re
from collections.abc import Iterator
from typing import Final, Literal

from probenlp.annotate.pseudonyms.word_lists import pattern_named

Slot = Literal["named", "told of", "who", "kin", "greeted", "addressed", "told"]
"""``named``: "called …", "Mrs …"; ``told of``: "… …, 34," and the like, a name of two words;
``who``: "…, who";
``kin``: "my colleague …"; ``greeted``: "thanks …"; ``addressed``:
"…, you are right"; ``told``: "as … said", "…'s point"."""

_UNREAL: Final = re.compile(
    r"(?<![\w’'-])(?=[A-Z][\w’'-]*(?:,|\s\()\s?(?:which is |that is )?(?:not (?:his|her|their)|a"
    r" (?:false|made-up|different)) (?:real )?name)"
)
_WHO: Final = re.compile(r"(?<![\w’'-])(?=[A-Z][\w’'-]*,\swho(?:m|se)?\b)")
_CALLED: Final = re.compile(
    r"\b(?:called|named|goes by|known as|nicknamed|signed by)\s+[“\"'‘]?(?=[^\W\d_])", re.IGNORECASE
)
_NAMED: Final = pattern_named("slots.named", re.IGNORECASE)
_TIES: Final = pattern_named("slots.ties").pattern
_TOLD_OF: Final = pattern_named("slots.told_of")
_TIED: Final = re.compile(
    rf"\b(?:an?|the)\s+(?:[\w-]+\s+){{0,2}}?{_TIES}(?:,|\s+(?:is|was),?)?\s+(?=[^\W\d_])",
    re.IGNORECASE,
)
_KIN: Final = re.compile(
    rf"\b(?:my|our|his|her|their|your)\s+(?:[\w-]+\s+){{0,2}}?{_TIES}"
    r"(?:,|\s+(?:is|was|were|being|here|there),?)?(?:\s+(?:called|named))?\s+\(?(?=[^\W\d_])"
    r"|\bme and\s+(?=[^\W\d_])|(?<![\w’'-])(?=[^\W\d_][\w’'-]*\s+and\s+(?:I|me|myself)\b)",
    re.IGNORECASE,
)
_GREETING: Final = (
    r"(?:thanks(?: again| so much| a lot| for (?:that|this|sharing))?|thank you(?: so much)?"
    r"|thankyou|thx|ta"
    r"|cheers|hi(?: there)?|hiya|hello|hey|dear|(?:good )?(?:morning|afternoon|evening)"
    r"|good luck|well"
    r" (?:said|done|put|spoken|written)|spot on|hear,? hear|nice one|bless you|god bless"
    r"|take care|welcome"
    r"(?: back)?|happy (?:birthday|retirement)|congratulations|congrats|love you|rip|r\.i\.p\.?"
    r"|rest in"
    r" peace|bravo|great (?:post|point|comment|stuff|read|blog)|good (?:point|post|comment|one"
    r"|on you|man"
    r"|lad|shout|stuff)|nice (?:post|point)|stay strong|chin up|keep (?:going|it up)"
    r"|hang in there|speak soon"
    r"|see you(?: soon)?|best wishes|all the best|good night|poor old|poor|dearest|fair (?:point"
    r"|play|enough)"
    r"|well played|how are you|sorry to hear that|come back|you tell (?:em|them|’em|'em)|go on"
    r"|brilliant post"
    r"|excellent (?:post|point|comment)|(?:totally |completely |i |fully |quite |must )?(?:agree"
    r"|agreed|disagree)"
    r" (?:entirely |totally |completely )?with|seconded|spoken to|reply to|replying to"
    r"|in reply to|response to"
    r"|answer to|question for|shout ?out to|respect to|thanks to|credit to|hats off to|hugs to"
    r"|love to"
    r"|heard from|hear from|message for|(?:according|listen) to|ask|asked|tell|told|spoke (?:to"
    r"|with)|met"
    r"|cc|copy|at)"
)
_AFTER_GREETING: Final = re.compile(
    rf"(?<![\w’'-]){_GREETING}\s*[,:!-]?\s+@?(?=[^\W\d_])", re.IGNORECASE
)
_AT_SIGN: Final = re.compile(r"(?<!\w)@\s?(?=[^\W\d_])")
_WEAK: Final = re.compile(
    r"(?:\b(?:yes|no|oh|true|exactly|indeed|absolutely|sorry|please|ok|okay|and you|right|really"
    r"|agreed|lol"
    r"|haha|come on|come off it|nonsense|rubbish|well|you know|you are right|i know|quite|sadly"
    r"|amen)"
    r"|[\w’'])[,;]\s+(?=[^\W\d_][\w’'-]*\s*(?:[,.!?…;:)\n]|$))",
    re.IGNORECASE,
)
_OPENING: Final = re.compile(
    r"(?:^|\n|(?<=[.!?…]\s))[ \t>*“\"'‘(]*(?=[^\W\d_][\w’'-]*(?:\s[A-Z][\w’'-]*)?\s*(?:[,:;!…]"
    r"|\s[–—-]|\.\.))",
)
_AS_SAID: Final = re.compile(
    r"\b(?:as|like|what|that|which|when|after|since|because"
    r"|where)\s+(?=[^\W\d_][\w’'-]*(?:\s[A-Z][\w’'-]*)?"
    r"\s+(?:rightly |also |already |has |have |had |just |so )?(?:said|says|say|wrote|writes"
    r"|written|mentioned"
    r"|mentions|points? out|pointed out|put it|puts it|posted|posts|described|describes"
    r"|suggested|suggests"
    r"|asked|asks|explained|explains|commented|argues|argued|told|thinks|thought|knows|stated)\b)",
    re.IGNORECASE,
)
_TELLS: Final = re.compile(
    r"(?<![\w’'-])(?=[^\W\d_][\w’'-]*\s+(?:\([^)\n]{1,30}\)\s+)?(?:(?:above|below|earlier"
    r"|upthread)\b"
    r"|(?:said|says|wrote|writes|told|reckons|thinks|mentioned|mentions|pointed out|points out"
    r"|put it|puts it|is (?:right|spot on"
    r"|wrong|correct)|was (?:right|wrong|correct)|has it right|makes a|made a|hits the)\b))",
    re.IGNORECASE,
)
_POINT_OF: Final = pattern_named("slots.point_of", re.IGNORECASE)
_SELF: Final = re.compile(
    r"(?:^|[.!?…\n]\s*|\b)(?:(?:hi|hello),?\s+)?(?:I am|I[’']m|this is|it[’']s|only me"
    r"|yours truly),?\s+"
    r"(?=[^\W\d_][\w’'-]*\s*(?:[,.!(–—-]|here\b|from\b|again\b|and I\b|\s[A-Z]|$))",
    re.IGNORECASE,
)
_HERE: Final = re.compile(
    r"(?:^|\n|[.!?…]\s)\s*(?=[^\W\d_][\w’'-]*\s+(?:here|again)\b[,.:;!\s–—-])"
)

_PLACES: Final[tuple[tuple[re.Pattern[str], Slot], ...]] = (
    (_NAMED, "named"),
    (_UNREAL, "named"),
    (_WHO, "who"),
    (_CALLED, "greeted"),
    (_TIED, "greeted"),
    (_TOLD_OF, "told of"),
    (_KIN, "kin"),
    (_AFTER_GREETING, "greeted"),
    (_AT_SIGN, "greeted"),
    (_WEAK, "addressed"),
    (_OPENING, "addressed"),
    (_SELF, "addressed"),
    (_HERE, "addressed"),
    (_AS_SAID, "told"),
    (_TELLS, "told"),
    (_POINT_OF, "told"),
)

_CLOSING: Final = (
    r"(?:(?:(?:kind(?:est)?|best|warm(?:est)?|many|with)\s+)*regards|rgds|cheers"
    r"|(?:many )?thanks(?: again"
    r"| all| everyone)?|thank you|best(?: wishes)?|all the best|atb|yours(?: \w+){0,2}"
    r"|(?:lots of |much )?love"
    r"(?: to all| and solidarity)?|ta|take care|respect|(?:in |yours in )?solidarity|sincerely"
    r"|signed|peace"
    r"|stay safe|keep smiling|good luck(?: all)?|over and out|bye(?: for now)?|keep the faith"
    r"|up the union)"
)
_NAME_LINE: Final = (
    r"(?P<name>[^\W\d_][\w.’'-]*(?:[ \u00a0][^\W\d_][\w.’'-]*){0,3})"
    r"(?P<rest>[ \t]*(?:[,(|–—-][^\n]{0,60}|x{1,5}|X{1,5}|❤️?|😊|🙂|👍|🙏)?[ \t.!*]*)"
)
_CLOSED: Final = re.compile(
    rf"(?:^|(?<=\n)|(?<=[.!?…;,] )|(?<=[.!?…;,] ))[ \t]*{_CLOSING}[ \t]*[,.!:;–—-]*\s+(?:from\s+)?"
    rf"[–—-]*[ \t]*{_NAME_LINE}(?=\n|$)",
    re.IGNORECASE,
)
_DASHED: Final = re.compile(
    rf"(?:(?<=\n)|(?<=[.!?…)”\"’] )|(?<=[.!?…)”\"’]))[ \t]*(?:[–—~]|--?)[ \t]*{_NAME_LINE}(?=\n|$)"
)
_BARE_LINE: Final = re.compile(rf"(?<=\n)[ \t*_]*{_NAME_LINE}(?=\s*$|\n[^\n]*$)")


def slots(text: str) -> Iterator[tuple[int, Slot]]:
    """Find where names are put.

    Yields
    ------
    tuple
        Where the name would begin, and of what kind the place is.

    Examples
    --------
    >>> ("Thanks dave, as Ida said."[16:19], (16, "told") in slots("Thanks dave, as Ida said."))
    ('Ida', True)
    """
    for pattern, slot in _PLACES:
        for match in pattern.finditer(text):
            yield match.end(), slot


def signatures(text: str) -> Iterator[tuple[int, int, bool]]:
    r"""Find what may be a writer's name under a text.

    Yields
    ------
    tuple
        The stretch, and whether words of farewell or a dash stand before it.

    Examples
    --------
    >>> text = "Not on.\n\nCheers, Ida Crane x"
    >>> {text[start:end].removesuffix(" x") for start, end, closed in signatures(text) if closed}
    {'Ida Crane'}
    """
    for pattern in (_CLOSED, _DASHED):
        for match in pattern.finditer(text):
            if len(match["name"].split()) <= 4:
                yield (*match.span("name"), True)
    tail = max(0, len(text) - 160)
    for match in _BARE_LINE.finditer(text, tail):
        yield (*match.span("name"), False)
