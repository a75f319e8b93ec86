"""Sentences that keep a talk going and claim nothing of the service.

Greetings, thanks, requests, words about the text itself, notes of editors and moderators, adverts.

"""

import re
from typing import Final

from probenlp.classify.asking import Cases, asked
from probenlp.classify.context import Context, Verdict
from probenlp.classify.sieve import guarded
from probenlp.classify.standing import (
    ALONE,
    FIGURE,
    PARTLY_QUOTED,
    PASTED,
    QUOTED,
    RATING,
    TITLE,
    in_text_of,
)

OTHER: Final = Verdict("other")

_GREETING = guarded(
    r"^\W*(?:dear \S+.{0,40},?$|(?:hi|hello|hey|morning|evening|good (?:morning|afternoon|evening)"
    r"|greetings|happy (?:new year|christmas|easter|birthday)|welcome(?: back)?)\b.{0,40}$"
    r"|(?:yours (?:sincerely|faithfully|truly|ever|in \w+)|(?:kind|best|warm|kindest|warmest) "
    r"(?:regards|wishes)|regards|best wishes|in solidarity|take care|all the best|love and \w+"
    r"|god bless|(?:good ?bye|bye)\b).{0,60}$)",
    re.IGNORECASE,
)
_THANKS = guarded(
    r"^\W*(?:[A-Z]\w+,? |yes,? |and |so |but |oh |no,? |ah,? |just )*(?:many |big |huge |a big "
    r"|lots of )?"
    r"(?:thanks|thank you|thankyou|thank u|thx|ta|cheers|much appreciated|much obliged"
    r"|sorry (?:for|about|to hear) \w+|i(?:'m| am) (?:so |very |truly )?sorry(?: for your|$|[.!,])"
    r"|(?:my |our )?(?:deepest |sincere )?condolences|congratulations|congrats|rip\b"
    r"|bless (?:you|him"
    r"|her)|you(?:'re|r)? welcome|no problem|as ever, i(?:'m| am) grateful|apologies)\b",
    re.IGNORECASE,
)
_THANKED_AFTER = guarded(r",? (?:thank you|thanks|cheers)[.!]*\W*$", re.IGNORECASE)
_REQUEST = guarded(
    r"^\W*(?:\w+,? )?(?:can|could|may|might|would|will) (?:you|i|we|any(?:one|body|1)"
    r"|some(?:one|body)) "
    r"(?:please |just |also )?(?:say|ask|add|send|ring|call|quote|print|speak|post|share|email"
    r"|dm|pm"
    r"|message|put|tell me|point|explain|recommend|have a|give me|let me know|clarify|link|use"
    r"|help"
    r"|reach|contact|come)\b"
    r"|^\W*(?:does|do|has|is|did) (?:any(?:one|body|1)|there any(?:one"
    r"|body)?) (?:else )?(?:here |on "
    r"here |out there )?(?:know|have|got|heard|remember|able|who|been|tried|in)\b"
    r"|\bcan any(?:one|1|body) (?:tell|help|advise|explain|point)\b|\bany (?:advice|tips|ideas"
    r"|help"
    r"|suggestions)\b.{0,30}\?|^\W*(?:please |pls |do )+(?:get in touch|contact|email|message"
    r"|ring|call"
    r"|dm|pm|let me know|share|post|send|read on|scroll|see below|don't post|keep (?:it"
    r"|this) civil"
    r"|remember that (?:this|there))\b|\b(?:dm|pm|inbox|message|email) me\b|^\W*(?:may|might"
    r"|could|can) i "
    r"|^\W*(?:asking for a friend|quick question|genuine question|one question|a question)\b"
    r"|\b(?:hope|hoping) (?:that |this |it |you(?:'re| are)? )+(?:helps?|well|ok(?:ay)?|alright"
    r"|all ok"
    r"|makes sense)\b|\bhope it'?s ok to post\b|\bhappy to (?:chat|talk|answer|share|help)\b",
    re.IGNORECASE,
)
_ABOUT_TEXT = guarded(
    r"\bi(?:'ve| have|'ll| will|'m| am| just| shall)? (?:\w+ )?(?:copied|pasted|pasting|typed"
    r"|typing"
    r"|transcribed|reproduced?|quote (?:it|them|here|below)|putting (?:it|this|them) (?:here"
    r"|up)|put (?:it"
    r"|this|them) (?:here|up|below|in full)|linked|attach(?:ed)?|cut nothing|changed nothing"
    r"|edit(?:ed)?"
    r"|paraphras\w+|posting (?:it|this|them)|say my piece|(?:am )?closing comments"
    r"|(?:shall |will )?say (?:only|just) this|leave (?:it|this|that) (?:here|there)|post (?:it"
    r"|them|this)"
    r" (?:here|below|in full|again))\b"
    r"|\b(?:names? (?:have been|has been|are|were)|nothing has been|details (?:have been"
    r"|are)) changed\b"
    r"|\b(?:comments|this thread|the thread) (?:are|is|will|on this)(?: now| be| not| article)* "
    r"(?:closed|moderated|locked|pre-?moderated|off)\b|\breproduced (?:here|below|with)\b"
    r"|\bpermission to (?:print|publish|share|quote|use|post)\b|\bfor those (?:who|of you"
    r"|outside|that)"
    r"\b.{0,60}\b(?:here|click|read|link|haven't|outside|missed|asked)\b"
    r"|\bmore (?:on this )?(?:below|after"
    r" the jump|to follow|soon)\b|^\W*(?:edit|update|eta|tl;?dr|p\.?s\.?|nb|n\.b|fyi|disclaimer"
    r"|spoiler"
    r"|trigger warning|content warning|cw|tw|moderator|mod note|admin)\b ?\d?:"
    r"|\b(?:ran|published|carried|posted|printed|has) (?:this|the following|it in full"
    r"|the story|the full"
    r" \w+)\b.{0,50}$|^\W*here(?:'s| is| are|'re| it is| they are| we go| you go)\b"
    r"|^\W*(?:enjoyed|loved|liked|great|good|nice|excellent|lovely|useful|brilliant"
    r"|a most useful|a very good"
    r"|interesting) (?:this|post|piece|blog|article|thread|read|write-?up)\b.{0,30}$"
    r"|^\W*(?:next (?:week|time|month|post|up)|part (?:two|three|2|3|ii)|to be continued"
    r"|more anon)\b"
    r"|^\W*(?:link|links|source|video|audio|full (?:text|story|report|article|section)) (?:for"
    r"|to|here|is|in|"
    r"below)\b|\bthese are (?:from|taken from)\b|^\W*(?:for|in) (?:balance|completeness|full"
    r"|those words"
    r"|brief|short|summary)\W*$|\b(?:back to|meanwhile,? back)\b.{0,20}\bthe (?:post|topic"
    r"|thread)\b",
    re.IGNORECASE,
)
_REMOVED = guarded(
    r"^\W*(?:removed|deleted|comment (?:removed|deleted)|this (?:comment|post|message"
    r"|user) (?:has been|was|is)"
    r" .{0,60}(?:removed|deleted|hidden|moderators?|author|rules).{0,40}|flagged\b.{0,80}"
    r"|user (?:banned"
    r"|suspended).{0,40})\W*$|\b(?:message|post|comment) (?:withdrawn|hidden|held for review)\b",
    re.IGNORECASE,
)
_ADVERT = guarded(
    r"£\d[\d,.]*k?(?:/| an? | per |p/?)(?:week|day|hour|hr|ph|w|d)\b.{0,80}\b(?:phone|home|link"
    r"|refer|apply"
    r"|umbrella|remote|profile|agency|now)\b|\blink in (?:my )?(?:bio|profile)\b"
    r"|\brefer a friend\b"
    r"|\b(?:use|with) (?:promo |discount )?code [A-Z0-9]{3,}\b|\b(?:click|tap|swipe) (?:here|up"
    r"|the link|below)\b"
    r"|\blooking for your next (?:challenge|role|job|move)\b|\b(?:earn|win|save) (?:up to )?£\d"
    r"|\b(?:our|a) (?:practice|firm|agency|team) (?:places|recruits|specialises|can help)\b"
    r"|\bno win,? no fee\b|\bcall (?:us )?(?:now|today) (?:on|for)\b|\bfree (?:quote"
    r"|consultation|trial|delivery)\b"
    r"|\bvisit our (?:website|site|shop)\b|\b(?:urgent|immediate) (?:\W+ )?(?:vacanc\w+|start"
    r"|agency)\b"
    r"|\bI was (?:sceptical|skeptical) at first\b|\bwhats ?app \+?\d",
    re.IGNORECASE,
)
_READERS = guarded(
    r"^(?:do|have|are|were|did) you\b.{0,140}\?$|^(?:e-?mail|ring|call|text|contact|write to"
    r"|tell|phone) "
    r"(?:us|me|our|the|[A-Z]\w+|[\w.]+@)\b.{0,120}$|^(?:get|be) in touch\b|\btips in confidence\b"
    r"|\bis (?:the |an? |our )?[\w’' &]{0,50}\b(?:correspondent|columnist|reporter|editor"
    r"|freelance"
    r"|pseudonym)\b|\bthe (?:author|writer) is\b|^(?:read|see|watch|listen)(?: more| also| next"
    r"| again)?:"
    r"|\b(?:image|photo(?:graph)?|picture|illustration|credit|pic)s?: [A-Z]|\bgetty images\b"
    r"|\bsamaritans\b.{0,60}\b(?:116|call|contact|ring)|\ball rights reserved\b|©",
    re.IGNORECASE,
)
_LINE_NOISE = guarded(
    r"^(?:skip to (?:main )?content|advertisement|advert|most (?:popular|read|viewed|shared)"
    r"|log ?in|sign ?in"
    r"|menu|search|home|share(?: this)?|save|follow us\b.*|related (?:articles|stories|topics"
    r"|content)\b.*"
    r"|more (?:from|on|stories)\b.*|cookie settings.*|privacy policy.*|about us\b.*|contact us\b.*"
    r"|(?:leave|post|add|write) a (?:reply|comment)\b.*|\d+ (?:comments?|replies|likes?|shares?"
    r"|views?)\b.*"
    r"|(?:\W*ends?\W*)|embargo(?:ed)?\b.*|for immediate release\b.*|press (?:release"
    r"|notice)\b.*|news release\b.*"
    r"|not for publication\b.*|strictly private\b.*|subject: .*|from: .*|to: .*|sent: .*|cc: .*"
    r"|date: .*"
    r"|re: .*|ref(?:erence)?: .*|page \d+.*|table of contents|contents|appendi(?:x|ces)\b.*"
    r"|\d+ min read"
    r"|tags?: .*|filed under:? .*|categories:? .*|posted (?:by|in|on|at)\b.*|reply|report|quote"
    r"|like)$",
    re.IGNORECASE,
)
_NOTE = guarded(
    r"^\(?\d{1,3}[.)]? (?:Q\d|ibid|see\b|HC |HL |Cm\b|op\. cit|[A-Z]\w+ \(\w+\d+\)|\[)|^see also\b"
    r"|^\W*\((?:applause|laughter|interruption|cheers|pause|inaudible|crosstalk)\)\W*$"
    r"|^\d{1,2}[.:]\d{2} ?(?:[ap]\.?m\.?)?(?: sitting (?:suspended|resumed)\.?)?$"
    r"|^sitting suspended\b"
    r"|^\[[^\]\n]{1,90}\]$|^(?:question put|division|the house divided)\b",
    re.IGNORECASE,
)
_SHORT, _SHORTEST = 14, 6
"""Words of a civility that says no more; of one that only ends in thanks."""


def _plain(context: Context) -> str:
    return context.plain


def _is_other(_: Context) -> Verdict | None:
    return OTHER


line_noise = Cases(
    "Take for furniture menus, embargo lines, footnotes, stage directions, moderators' marks.",
    asked(finds=_REMOVED)(_is_other),
    asked(finds=_NOTE, of=lambda one: one.text.strip())(_is_other),
    asked(
        where=ALONE,
        finds=_LINE_NOISE,
        how="match",
        of=lambda one: one.text.strip(" \t–—-*#"),
    )(_is_other),
)


@asked(finds=_ADVERT)
def advert(_: Context) -> Verdict | None:
    """Take for furniture what sells or recruits: "refer a friend", "link in bio"."""
    return OTHER


@asked(never=QUOTED, finds=_GREETING, how="match", of=_plain)
def _greeting(context: Context) -> Verdict | None:
    return OTHER if len(context.words) <= _SHORT + 6 else None


@asked(never=QUOTED | FIGURE | RATING, finds=_THANKS, how="match", of=_plain)
def _thanks(context: Context) -> Verdict | None:
    return OTHER if len(context.words) <= _SHORT else None


@asked(never=QUOTED | FIGURE | RATING, finds=_THANKED_AFTER, of=_plain)
def _thanked_after(context: Context) -> Verdict | None:
    return OTHER if len(context.words) <= _SHORTEST else None


civility = Cases(
    "Take for furniture greetings, closings, thanks and condolences, where they say no more.",
    _greeting,
    _thanks,
    _thanked_after,
)


@asked(
    where_any=in_text_of("commenter", "blogger", "practitioner", "academic", "union"),
    never=TITLE | QUOTED | PASTED,
    finds=_REQUEST,
    of=_plain,
)
def request(_: Context) -> Verdict | None:
    """Take for furniture a request to others in the talk: "Could you ring me?", "any advice?"."""
    return OTHER


@asked(
    never=QUOTED | PASTED | FIGURE | in_text_of("inspectorate", "government", "inspected_body"),
    finds=_ABOUT_TEXT,
    of=_plain,
)
def about_the_text(_: Context) -> Verdict | None:
    """Take for furniture words about the text itself: "I've cut nothing", "names are changed"."""
    return OTHER


@asked(
    where=in_text_of("journalist"),
    never=QUOTED | PARTLY_QUOTED,
    finds=_READERS,
    of=lambda one: one.text.strip(),
)
def to_readers(_: Context) -> Verdict | None:
    """Take for furniture a newspaper's words to its readers: "Have you been affected?"."""
    return OTHER
