"""Sentences that assert nothing: addresses, dates, ornaments, signatures, frames, invitations."""

import re
from typing import Final

from probenlp.classify import standing
from probenlp.classify.asking import Cases, asked
from probenlp.classify.context import Context, Verdict
from probenlp.classify.sieve import guarded

OTHER: Final = Verdict("other")

# The "oo" of "--oo00oo--" is ornament too.
_LETTER = guarded(r"[^\W\d_oOxX]")
_ADDRESS = guarded(
    r"\W*(?:(?:source|link|see|via|here|read more|full (?:report|story))\W{0,3})?"
    r"(?:(?:https?://|www\.)\S+|[\w.+-]+@[\w.-]+\.\w+)\W*",
    re.IGNORECASE,
)
_MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
_DATE = guarded(
    r"(?:published |updated |posted |last updated )?(?:(?:\w{3,6}day),? )?(?:\d{1,2}(?:st|nd|rd"
    r"|th)? )?"
    rf"(?:(?:{_MONTHS}) ?(?:\d{{1,2}},? )?(?:\d{{4}})?|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}})"
    r"(?:,? (?:at )?\d{1,2}[:.]\d{2}(?: ?[ap]m)?(?: ?(?:gmt|bst))?)?\.?",
    re.IGNORECASE,
)
_BYLINE = guarded(r"[Bb]y [A-Z][\w’'-]+(?: [A-Z][\w’'-]+){1,3}(?:,? [\w ,&-]{3,60})?")
_NOTES = guarded(
    r"notes? (?:to|for) (?:the )?editors?:?|ends|press release|foreword"
    r"|introduction",
    re.IGNORECASE,
)
_CONTACT = guarded(
    r"\b(?:for (?:media|press|further|more) (?:enquir\w+|inquir\w+|information)|please contact|"
    r"contact the (?:press|media) office|press office on|media enquiries|follow us on|"
    r"sign up (?:to|for)|subscribe (?:to|here)|share this|leave a (?:reply|comment)|"
    r"the (?:full )?report (?:is|will be) available|can be (?:found|read|downloaded) (?:at|here"
    r"|on))\b",
    re.IGNORECASE,
)
INVITATION: Final = guarded(
    r"\b(?:we are (?:seeking|looking for|inviting|recruiting) \w+|(?:you are"
    r"|are) invited to (?:take part|participate)|"
    r"(?:take part|participate) in (?:this|our|a|the) (?:study|research|survey|interview)|"
    r"(?:complete|fill in|fill out) (?:this|our|the) (?:short |anonymous |online )?(?:survey"
    r"|questionnaire)|"
    r"ethics (?:committee|approval)|inclusion criteria|study title|participant information|"
    r"sign (?:this|the|our) petition|apply (?:now|by|here)|closing date for applications|"
    r"if you are interested in taking part|researchers? (?:from|at) the (?:school"
    r"|university|"
    r"department)|conducting research into|doctoral research)\b",
    re.IGNORECASE,
)
"""Marks of an advert, a petition, or an invitation to take part in research."""

_BEHIND_COLON: Final = '-–— \n\t“"'
_COLON = guarded(rf"[:：][{_BEHIND_COLON}]*\Z")
_SPEECH_END = guarded(
    r"\b(?:said|says|added|adds|told|continued|commented|explained|replied|responded|concluded|"
    r"summari[sz]ed|stated|wrote|writes|reports|reported|asked|noted|words|situation|statement|"
    r"reads|warned|insisted|remarked)\b",
    re.IGNORECASE,
)
_TEXT_NOUN = guarded(
    r"\b(?:release|report|website|site|article|foreword|summary|comment|post|blog|letter"
    r"|statement|"
    r"story|here|this|below|following|elsewhere|today|press|news|bbc|transcript|minutes)\b",
    re.IGNORECASE,
)
_POINTER = guarded(
    r"(?:i |just |i've just )?(?:saw|seen|found|read|copied|lifted|pasted|taken)"
    r"(?: and pasted)?(?: this| the following| it)? (?:elsewhere|from|on|in)\b.{0,60}[.:]?-?",
    re.IGNORECASE,
)
_NAME = guarded(
    r"(?:(?:Dame|Sir|Mr|Mrs|Ms|Dr|Prof(?:essor)?|Lord|Lady|Baroness) )*"
    r"[A-Z][\w’'-]+(?: [A-Z][\w’'.-]*){1,3}(?:,? (?:[CODM]BE|KC|QC|MP))*"
    r"(?:[\n,]\s*[A-Z][\w’'-]*(?:[ ,&-]+(?:(?:of|for|and|the|in)\b|[A-Z][\w’'-]*))*)?\.?"
)
_WRITERS: Final = frozenset({"commenter", "blogger", "practitioner"})
_ASKS = guarded(r"(?:\d+(?:\.\d+)*\.? )?(?:what|how|why|where|who)\b", re.I)
_HEADING: Final = 9
"""Words that a heading may have."""
_VERB = guarded(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|must|should|can|cannot|may|did|does|do|not|"
    r"makes?|fails?|failed|finds?|found|says?|said|let|lets|needs?|remains?|falls?|rises?|faces?|"
    r"conclude[sd]?|rated|warns?|calls?|gets?|puts?|leaves?|struggl\w+|improv\w+|slams?|"
    r"told|lacks?|loses?|lost|hit|cuts?|shows?|reveals?|praises?|criticises?)\b",
    re.IGNORECASE,
)


@asked(lacks=_LETTER)
def nothing_said(context: Context) -> Verdict | None:
    """Take for furniture what has no letters: ornaments, numbers, a lone face aside."""
    return None if any(ord(sign) > 0x2600 for sign in context.text) else OTHER


@asked(finds=_ADDRESS, how="fullmatch")
def address(_: Context) -> Verdict | None:
    """Take for furniture a web or e-mail address, with or without "Source:" before it."""
    return OTHER


dateline = Cases(
    "Take for furniture a date or a byline on a line of its own.",
    asked(where=standing.ALONE, finds=(_DATE, _BYLINE), how="fullmatch")(lambda _: OTHER),
    asked(where=standing.HEADER)(lambda _: OTHER),
)


@asked(where=standing.TURN_HEAD | standing.LINE_END)
def turn_heading(_: Context) -> Verdict | None:
    """Take for furniture the line that gives somebody the floor: "Wren Tallis (Fenland East)"."""
    return OTHER


@asked(where_any=standing.ALONE | standing.HEADING | standing.TITLE, never=standing.RATING)
def _label_or_topic(context: Context) -> Verdict | None:
    """Tell what heads a text without a verb, or as "What we found" does, from a headline."""
    alone = context.line_start and context.line_end
    heading = "heading" in context.regions or context.passage.kind == "title"
    bare = context.text[-1] not in '.!?…”’"' and context.state == "own"
    if bare and _is_label(context):
        return OTHER
    short = alone and len(context.words) <= _HEADING and context.passage.kind == "article"
    short = short or (alone and len(context.words) <= 3 and context.is_pasted)
    if not (heading or (short and bare)):
        return None
    return None if _VERB.finds(context.text) or context.has_figure else OTHER


section_heading = Cases(
    """Take for furniture a heading without a claim: "Foreword", "Staffing and workloads".

    A heading that claims something ("Staff shortages put the public at risk") is left to the
    rules below, and takes the voice of the text it heads. "What we found", "How we inspect" and
    "4 CIRCUMSTANCES" claim nothing, whatever verb they have.
    """,
    asked(finds=_NOTES, how="fullmatch", of=lambda one: one.text.strip(" .:-"))(lambda _: OTHER),
    _label_or_topic,
)


def _is_label(context: Context) -> bool:
    """Tell "What must get better" and "6 ACTION SHOULD BE TAKEN" from a claim."""
    letters = [sign for sign in context.text if sign.isalpha()]
    shouted = len(letters) > 3 and all(sign.isupper() for sign in letters)
    asks = _ASKS.match(context.text) is not None and len(context.words) <= _HEADING
    return context.passage.kind == "article" and (shouted or asks)


@asked(where=standing.ALONE, never=standing.TITLE, finds=_NAME, how="fullmatch")
def _name_alone(context: Context) -> Verdict | None:
    """Take a name alone for a signature, unless it is a short sentence."""
    return None if len(context.words) > 12 or _VERB.finds(context.text) else OTHER


signature = Cases(
    "Take for furniture a name, or an office below a name, on a line of its own.",
    asked(where=standing.SIGNATURE)(lambda _: OTHER),
    _name_alone,
)


@asked(where=standing.COMMENT, finds=_POINTER, how="fullmatch")
def _pointer(context: Context) -> Verdict | None:
    """Take for furniture "Copied from the intranet." in a comment; with a colon it is a frame."""
    return None if _is_frame(context) else OTHER


@asked(finds=_COLON)
def _bringing_in(context: Context) -> Verdict | None:
    if not _is_frame(context):
        return None
    plain = context.text.rstrip(_BEHIND_COLON)
    tail = " ".join(plain.split()[-9:])
    dashed = plain != context.text.rstrip() and context.text.rstrip()[-1] in "-–—"
    if context.source.role in _WRITERS and context.line_end and not context.has_rating:
        return OTHER  # below a post, what ends its line in a colon brings something in
    named = _SPEECH_END.finds(tail) or _TEXT_NOUN.finds(tail) or dashed
    return OTHER if named or len(context.words) <= 4 else None


def _is_frame(context: Context) -> bool:
    return context.quoted_share <= 0.3 and _COLON.search(context.text) is not None


frame = Cases(
    """Take for furniture an attribution frame or a paste introduction that ends in a colon.

    "In the north office the service was short of:" ends in a colon too, but claims something: it
    has neither a verb of saying near its end nor a word for a text.
    """,
    _pointer,
    _bringing_in,
)

invitation = Cases(
    "Take for furniture a research invitation, petition or advert, and the text that is one.",
    asked(where=standing.INVITED)(lambda _: OTHER),
    asked(finds=INVITATION)(lambda _: OTHER),
)


@asked(finds=_CONTACT)
def contact(_: Context) -> Verdict | None:
    """Take for furniture contact lines and buttons: "For media enquiries, please contact …"."""
    return OTHER
