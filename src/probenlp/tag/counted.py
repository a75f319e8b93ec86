"""What a bare number counts: the noun phrase after it, by the tags where there are some."""

import re
from typing import Final

import msgspec
from spacy.tokens import Doc, Token

_PREMODIFIERS: Final = frozenset(
    {"JJ", "JJR", "JJS", "VBN", "VBG", "NN", "NNS", "NNP", "NNPS", "HYPH", "POS", "AFX", "RB"}
)
_NOUNS: Final = frozenset({"NN", "NNS", "NNP", "NNPS"})
_PLURALS: Final = frozenset(
    "people staff men women children police personnel officers criteria clergy crew youth media "
    "alumni data workforce offspring feet sheep".split()
)
_NOT_NOUNS: Final = frozenset(
    "as is was has this its his us yes perhaps always less unless across towards besides plus "
    "does goes says means makes takes gives gets lacks needs remains appears seems shows thus "
    "afterwards sometimes nevertheless whereas others".split()
)
# Words that end a noun phrase for the pattern that works without a tagger.
_STOPS: Final = frozenset(
    "a an the of in on at to for from with by and or but nor so if as than that which who whom "
    "whose "
    "when where while were was is are be been being had have has did do does done said say says "
    "will would can could may might shall should must not no never also still yet just only each "
    "per "
    "every i we you he she it they them him her us me my our your their his its this these those "
    "there here after before since until during under over into about against between because out "
    "up down off then left went came told found made took got saw gave felt became remained".split()
)
_WORD = re.compile(r"[^\S\n]{1,2}([A-Za-z][A-Za-z'’&-]*)")
_REACH = 7  # tokens from the number to the noun it counts


class Counted(msgspec.Struct, frozen=True, kw_only=True):
    """The phrase a number counts, from its first adjective to its head noun.

    Attributes
    ----------
    plural : bool
        Whether the head is a plural or a collective; "40 percentage" is neither.
    """

    start: int
    end: int
    head: str
    plural: bool


def counted_after(doc: Doc, text: str, place: int, *, single: bool = False) -> Counted | None:
    """Find the noun phrase right after a number; None where none follows.

    Parameters
    ----------
    doc : Doc
        Tagged or not; without tags the first plural within four plain words is taken.
    text : str
        ``doc.text``; handed in, since spaCy joins the tokens anew each time it is asked.
    place : int
        Where the number ends, in code points.
    single : bool
        The number is one: a singular noun follows.

    Examples
    --------
    >>> import spacy
    >>> doc = spacy.blank("en")("500 vacant positions in Ashmere")
    >>> counted_after(doc, doc.text, 3)
    Counted(start=4, end=20, head='positions', plural=True)
    """
    # One token tells: ``doc.has_annotation`` walks the whole document, and this runs per figure.
    span = doc.char_span(place - 1, place, alignment_mode="expand")
    if span is not None and len(span) > 0 and span[0].tag != 0:
        return _by_tags(doc, place)
    return _by_words(text, place, single=single)


def _by_tags(doc: Doc, place: int) -> Counted | None:
    span = doc.char_span(place - 1, place, alignment_mode="expand")
    if span is None:
        return None
    first: Token | None = None
    head: Token | None = None
    for index in range(span.end, min(len(doc), span.end + _REACH)):
        token = doc[index]
        if "\n" in token.text or (first is None and token.is_space):
            break
        if token.tag_ not in _PREMODIFIERS or token.lower_ in _STOPS:
            break
        if head is not None and not _continues(head, token):
            break
        first = first or token
        if token.tag_ in _NOUNS and token.tag_ != "HYPH":
            head = token
    if first is None or head is None or first.idx <= place - 1:
        return None
    return Counted(
        start=first.idx, end=head.idx + len(head), head=head.text, plural=_is_plural(head)
    )


def _continues(head: Token, token: Token) -> bool:
    """Tell whether a phrase with a noun goes on: "inspection reports", not "cases overdue"."""
    if token.tag_ in ("HYPH", "POS"):
        return True
    if head.tag_ == "NNS" and token.tag_ not in ("NNS", "NN"):
        return False
    if head.tag_ in ("NNS", "NNPS") and head.dep_ and head.dep_ not in ("compound", "nmod", "poss"):
        return False
    return token.tag_ in _NOUNS or token.tag_ in ("VBG", "VBN", "JJ")


def _is_plural(head: Token) -> bool:
    if head.tag_ == "NNP":  # "15 Probation Delivery Units": a tagger's plural name is often NNP
        return len(head) > 4 and head.text.endswith("s") and not head.text.endswith(("ss", "us"))
    return head.tag_ in ("NNS", "NNPS") or head.lower_ in _PLURALS


def _by_words(text: str, place: int, *, single: bool) -> Counted | None:
    start, end = -1, place
    for _ in range(4):
        word = _WORD.match(text, end)
        if not word or word[1].lower() in _STOPS:
            return None
        start = word.start(1) if start < 0 else start
        end = word.end()
        lower = word[1].lower()
        if single:  # "only one officer": without tags the first word is taken for the noun
            return Counted(start=start, end=end, head=word[1], plural=False)
        if lower in _PLURALS or (
            lower.endswith("s")
            and not lower.endswith(("ss", "us", "'s"))
            and lower not in _NOT_NOUNS
        ):
            return Counted(start=start, end=end, head=word[1], plural=True)
        if text[end : end + 1] in ",.;:":
            return None
    return None
