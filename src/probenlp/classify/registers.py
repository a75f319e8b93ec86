"""What kind of hand a text shows by its own wording: an inspector's, an office's, a reporter's.

For texts whose issuer nobody names: a report put into a thread without a word, a page of a site
that no table has. Each register is a handful of turns that its writers cannot do without, in any
service: inspectors "found", "saw" and "recommend"; those inspected "accept", "are sorry" and "have
since appointed"; reporters have everybody "said".

"""

import re
from typing import Final, NamedTuple

from probenlp.records import SpeakerRole


class Register(NamedTuple):
    """Whose wording it is.

    Attributes
    ----------
    role : str or None
        None where the text shows no hand.
    name : str
        Of the register, for the evidence.
    """

    role: SpeakerRole | None
    name: str


_QUOTED = re.compile(
    r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)|(?<!\w)[‘'][^\n‘]{12,600}?[’'](?![\w])", re.MULTILINE
)
_I = re.compile(r"(?<![\w’'.])(?:I|I[’'](?:m|ve|d|ll)|my|me|My)(?![\w.])")
_ATTRIBUTED = re.compile(
    r"\b(?:said|says|told|according to|announced|added|spokes(?:man|woman|person))\b"
)
_LOOSE = re.compile(
    r"\b(?:gonna|wanna|lol|yeah|bloke|mate|kids|lads?|tbh|imo|wtf|omg|guys|folks|stuff|gaffer)\b"
    r"|!{1,}|\b(?:wo|ca|do|did|is|was|are|does|has|have|had)n[’']t\b|[\U0001f300-\U0001faff]",
    re.IGNORECASE,
)
_FINDING = re.compile(
    r"\b(?:we|inspectors?|i|our inspectors) (?:also |have |had |therefore |again )?(?:found"
    r"|inspected"
    r"|saw|observed|judged|examined|reviewed|heard|recommend(?:ed)?|conclude[d]?|assessed|rated"
    r"|noted|sampled|interviewed|visited|spoke (?:to|with))\b"
    r"|\brecommendations?\b|\b(?:this|our|the) (?:inspection|investigation|inquest|inquiry|visit"
    r"|fieldwork|report)\b|\bnot (?:always|consistently|yet|sufficiently|routinely|well) \w+"
    r"|\bleaders (?:have|do|are|had|did|should|know|make)\b|\bof (?:the )?cases\b|\bwere not\b"
    r"|\bshould (?:ensure|make sure|review|improve)\b|\b(?:inadequate|requires improvement)\b"
    r"|\bmatters? of concern\b|\b(?:good|poor|effective|insufficient) (?:practice|work|oversight"
    r"|quality|leadership)\b|\bthe (?:service|force|school|trust|prison|home|provider|council"
    r"|department) (?:has|had|does|did|was|is|doesn[’']t|didn[’']t|needs|should)\b",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"\b(?:we|i) (?:fully |also |of course |have |do |very much )?(?:accept|welcome|recogni[sz]e"
    r"|acknowledge|regret|apologi[sz]e|take .{0,30}seriously|are committed|remain committed"
    r"|am committed|am proud|are proud|am sorry|are sorry|am pleased|are pleased|am determined"
    r"|are determined|are investing|are working|want to (?:thank|assure|reassure))\b"
    r"|\bwe (?:have|[’']ve) (?:now |already |also |since )?(?:recruited|invested|introduced"
    r"|appointed|opened|put|taken|begun|strengthened|launched|set up|agreed|made|trained"
    r"|commissioned|completed|established|increased|reduced)\b"
    r"|\bwe (?:will|shall) (?:continue|publish|work|report|ensure|be|make|keep|now)\b"
    r"|\bour (?:staff|improvement plan|plan|patients|board|colleagues|officers|people|teams"
    r"|priorit\w+|commitment|partners)\b|\b(?:this|the) government (?:is|has|will)\b"
    r"|\blessons\b|\bdear (?:colleagues?|all|parents?|team)\b|\bin post by\b|\bkind regards\b"
    r"|\bthank you for (?:your|everything|all)\b|\bhard work\b|\bgoing forward\b",
    re.IGNORECASE,
)
_LONG: Final = 120
"""Words under which a text shows no register but the plainest."""


def register_of(text: str, *, pasted: bool = False) -> Register:
    """Tell whose hand a text shows.

    Parameters
    ----------
    text : str
        A block, or a whole article; quotations in it count nothing.
    pasted : bool
        Put in by somebody: few turns suffice, as the choice is between issuers.

    Examples
    --------
    >>> register_of("We found poor practice. We recommend a review. We saw 40 of the cases.").role
    'inspectorate'
    >>> register_of("We accept this. We have recruited ten nurses and our staff know why.").role
    'inspected_body'
    >>> register_of("I rang twice and they told me my file was lost!").role
    'blogger'
    """
    plain = _QUOTED.sub(" ", text)
    words = max(1, plain.count(" "))
    finding, answer = len(_FINDING.findall(plain)), len(_ANSWER.findall(plain))
    personal, said = len(_I.findall(plain)), len(_ATTRIBUTED.findall(plain))
    wanted = 2 if pasted or words < _LONG else 3
    finds = finding >= wanted and finding >= 1.5 * answer and finding > personal
    answers = answer >= wanted and answer > finding
    # Counted only where it matters: it takes as long as all the others.
    loose = len(_LOOSE.findall(plain)) if finds or answers else 0
    official = finds and finding > personal + 2 * loose
    # A story of an inspection says "inspectors found" too, but everybody speaks in it.
    if official and (said < 3 or finding > 2 * said):
        return Register("inspectorate", "findings")
    if answers and loose <= answer:
        return Register("inspected_body", "answers")
    if personal >= 2 and personal * 60 > words and personal > said:
        return Register("blogger", "first-person")
    if said:
        return Register("journalist", "attribution")
    if personal >= 2:
        return Register("blogger", "first-person")
    return Register(None, "none")
