"""Decide of one word whether it begins the name of a private person, and where the name ends."""

import re
from typing import Final

from probenlp.annotate.pseudonyms.cast import Cast
from probenlp.annotate.pseudonyms.names import (
    EPONYM,
    INSTITUTION,
    ORDINARY,
    bare,
    is_contraction,
    is_first_name,
    place_names,
    word_names,
)
from probenlp.annotate.pseudonyms.slots import Slot, slots
from probenlp.annotate.pseudonyms.tokens import Token, Words

_PLAIN: Final = frozenset(
    """al alec bob ed eli ellis jack jay jean jude kay kim lee mark max nancy nick ray rob roy sam
    shelly sonny sue tom troy wally walter warren frank kit jasmine lexi paige quinn
    dominique""".split()
)
"""Names that are words, and seldom begin a sentence as words."""
_IN_SMALL_TOO: Final = frozenset(
    """alma coral eve dotty dot flora carmel paddy mick john harry peter pete barry jerry jimmy
    joel dolly betty gill josh milo nell percy perry elvis carmen stella stan mo ken des les len
    ann jo mel mandy rita mary mo ali dan don tim ted sid viv ria ravi cal ron phil rich jules
    una tara mina mimi bert patty ida norma reg marge gene adam maria prince hugh lisa lance gus
    rona nova ivor juan bonnie alec abbey penny martin laura leon""".split()
)
"""Names that are words where they have no capital; others in small letters are names even so."""
_VERBS: Final = frozenset("sue rob mark frank max pat ray jack tom".split())
_THINGS: Final = frozenset(
    "art bill charity glory ash honor melody mercy serenity crystal jade opal olive pearl".split()
)
"""Those that a capital inside a sentence does not make names: "the Bill", "Art therapy"."""
_OF_PERSONS: Final = frozenset(
    "is was has had and who said told came left went got did does knows never always rang "
    "wrote".split()
)
_BEFORE_PERSONS: Final = frozenset("with and to from by for told asked rang".split())
_ARTICLES: Final = frozenset("the a an this that these those every no".split())
_SPOKEN_TO: Final = re.compile(
    r"\s*[,:!–—-]\s*(?:you|your|you[’']re|please|I\b|thank|can|could|what|why|how|that[’']s|this"
    r"|well|good|it[’']s"
    r"|spot|great|we\b|if|don[’']t|do\b|sorry|are|is|agreed?|same|don’t|totally|completely"
    r"|exactly|my)",
    re.IGNORECASE,
)
_ENDS: Final = re.compile(r"\s*(?:[.,!?…;:)\n–—-]|x+\b|$)")
_LAST: Final = re.compile(r"\s*(?:[.!?…\n]|$)")
_INITIALS_BEFORE: Final = re.compile(r"(?<![\w.])(?:[A-Z]\.[ \u00a0]?){1,3}$")
PARTICLES: Final = frozenset("van von de la le der den bin ibn al el da di dos du ap ab".split())
_SURNAMES_AT_MOST: Final = 2
_BARE_PLACE: Final = frozenset("in at from near to of".split())


class NameRules:
    """Decides word by word in one passage.

    Parameters
    ----------
    words : Words
    cast : Cast
    comment : bool
        Whether it is a comment, where names are written in small letters too.

    Attributes
    ----------
    slots : dict
        Where names are put, and how; see :func:`probenlp.annotate.pseudonyms.slots.slots`.
    """

    def __init__(self, words: Words, cast: Cast, *, comment: bool) -> None:
        self.words, self.text, self.cast, self.comment = words, words.text, cast, comment
        self.slots: dict[int, set[Slot]] = {}
        for at, slot in slots(self.text):
            self.slots.setdefault(at, set()).add(slot)

    def rule(self, index: int) -> str | None:
        """Say why a word begins the name of a private person; None if it does not."""
        token = self.words.tokens[index]
        name = bare(token.text)
        if is_contraction(token.text):
            return None
        if len(name) < 2 or (name in ORDINARY and name not in place_names() | word_names()):
            return None
        places = self.slots.get(token.start, set())
        first = is_first_name(token.text)
        if "named" in places and name not in ORDINARY | INSTITUTION:
            loud = token.text.isupper() and not first
            if (token.capital and not loud) or first or self.cast.knows(name):
                return "named"
        if "told of" in places and self._is_told_of(index, name):
            return "told of"
        if "kin" in places and self._is_kin(index, name, first=first):
            return "kin"
        if not token.capital:
            return self._in_small(index, name, places, first=first)
        if first:
            loud = token.text.isupper() and len(name) < 4
            return "first name" if not loud or places or self.cast.knows(name) else None
        if name in word_names() | place_names() or self.cast.knows(name):
            return self._ambiguous(index, name, places)
        return "in a name's place" if self._is_strange(index, name, places) else None

    def _is_strange(self, index: int, name: str, places: set[Slot]) -> bool:
        """Tell a name of no list by where it stands: "poor old Quillon.", "Quillon, who"."""
        token = self.words.tokens[index]
        if "who" in places and not self.in_a_place(token.start):
            fits = True
        else:
            fits = "greeted" in places and _LAST.match(self.text, token.end) is not None
        known = ORDINARY | INSTITUTION | EPONYM | self.cast.small | self.cast.of_units
        lead = self.words.before(index)
        loud = token.text.isupper() or len(name) < 3
        of_more = lead is not None and (lead.capital or lead.text == "the")
        return fits and self.comment and name not in known and not loud and not of_more

    def _is_told_of(self, index: int, name: str) -> bool:
        """Tell a person from a body in "… …, 34," and "… … was recalled"."""
        following = self.words.after(index)
        words = {name, bare(following.text) if following else ""}
        strange = words & (ORDINARY | INSTITUTION | EPONYM | self.cast.of_units | self.cast.small)
        lead = self.words.before(index)
        alone = lead is None or (not lead.capital and lead.text not in ("the", "at", "in", "of"))
        loud = following is None or following.text.isupper()
        return not strange and alone and not loud

    def _is_kin(self, index: int, name: str, *, first: bool) -> bool:
        token = self.words.tokens[index]
        if first or self.cast.knows(name):
            return token.capital or name not in _IN_SMALL_TOO
        if not token.capital or name in ORDINARY | INSTITUTION | EPONYM or name in self.cast.small:
            return name in word_names() and token.capital
        following = self.words.after(index)
        lead = self.words.before(index)
        by_ties = lead is not None and lead.text.casefold() not in ("at", "in", "of", "the")
        return by_ties and (following is None or not following.capital) and len(name) > 2

    def _in_small(self, index: int, name: str, places: set[Slot], *, first: bool) -> str | None:
        token = self.words.tokens[index]
        if not self.comment:
            return None
        ends = _ENDS.match(self.text, token.end) is not None
        if "greeted" in places and (
            first or self.cast.knows(name) or (name in word_names() and ends)
        ):
            return "greeted" if name not in _IN_SMALL_TOO or ends else None
        if places & {"addressed", "told"} and (first or self.cast.knows(name)):
            return "addressed" if name not in word_names() | place_names() or ends else None
        if first and len(name) > 2 and name not in _IN_SMALL_TOO:
            return "first name in small letters"
        return None

    def _ambiguous(self, index: int, name: str, places: set[Slot]) -> str | None:
        """Decide on "Mark", "May", "Hope" and the like, which have a capital here."""
        token = self.words.tokens[index]
        known = self.cast.knows(name)
        ends = _ENDS.match(self.text, token.end) is not None
        if "greeted" in places and (known or ends or name in word_names()):
            following = self.words.after(index)
            return "greeted" if known or following is None or not following.capital else None
        lead = self.words.before(index)
        if lead is not None and lead.text.casefold() in _ARTICLES and not known:
            return None
        if places & {"addressed", "told"}:
            spoken_to = _SPOKEN_TO.match(self.text, token.end) is not None
            own = bare(token.text) != token.text.casefold()
            if known or (name in word_names() and (spoken_to or "told" in places or own)):
                return "addressed"
            last = _LAST.match(self.text, token.end) is not None
            if name in word_names() and not self.words.opens_sentence(index) and last:
                return "addressed"
            if "told" in places and name in place_names() and name not in self.cast.small:
                return "addressed" if not self.in_a_place(token.start) else None
        if token.text.isupper() and len(name) > 1 and not known:
            return None
        if known and (
            name not in word_names() | place_names() or not self.words.opens_sentence(index)
        ):
            return (
                "known name"
                if not self.in_a_place(token.start) or name not in place_names()
                else None
            )
        return self._with_capital(index, name)

    def _with_capital(self, index: int, name: str) -> str | None:
        """Decide on a name that is a word by its capital alone, and by what follows."""
        opens, lead = self.words.opens_sentence(index), self.words.before(index)
        following = self.words.after(index)
        if name in _PLAIN and (not opens or name not in _VERBS):
            return "first name"
        if name in _PLAIN and following is not None and following.text in _OF_PERSONS:
            return "first name"
        ends = _ENDS.match(self.text, token_end(self.words, index)) is not None
        if name in _THINGS and lead is not None and lead.text in _BEFORE_PERSONS and ends:
            return "first name"
        if name in word_names() - _THINGS and not opens and lead is not None and not lead.capital:
            return "first name"
        return None

    def whole(self, index: int, rule: str) -> tuple[int, int]:
        """Give the whole name that begins with a word: initials before, surnames behind."""
        first = last = self.words.tokens[index]
        names = 0
        while (
            names < _SURNAMES_AT_MOST and not own_length(last.text) and self._goes_on(index, rule)
        ):
            index += 1
            last = self.words.tokens[index]
            names += last.text not in PARTICLES
        start = first.start
        if initials := _INITIALS_BEFORE.search(self.text, max(0, start - 9), start):
            start = initials.start()
        return start, last.end - own_length(last.text)

    def _goes_on(self, index: int, rule: str) -> bool:
        """Tell whether the next word belongs to the name that this word is of."""
        word, following = self.words.tokens[index].text, self._further(index)
        if following is None or not word[0].isupper() or rule == "first name in small letters":
            return False
        if following.text in PARTICLES:
            then = self.words.after(index + 1)
            return then is not None and then.capital and not then.text.isupper()
        small = bare(following.text)
        loud = any(part.isupper() and len(part) > 1 for part in (word, following.text))
        if not following.capital or loud or small in ORDINARY or small in EPONYM:
            return False
        return not self.words.is_blocked(following.start, following.end)

    def _further(self, index: int) -> Token | None:
        """Give the next word of a name; an initial with its dot may stand between."""
        following = self.words.after(index)
        if following is not None:
            return following
        tokens = self.words.tokens
        if index + 1 < len(tokens):
            between = self.text[tokens[index].end : tokens[index + 1].start]
            if between == ". " and len(tokens[index].text) == 1:
                return tokens[index + 1]
        return None

    def in_a_place(self, start: int) -> bool:
        """Tell whether "in", "at" or the like stands right before."""
        index = self.words.at.get(start)
        lead = self.words.before(index) if index is not None else None
        return lead is not None and lead.text.casefold() in _BARE_PLACE


def token_end(words: Words, index: int) -> int:
    """Give where a word ends."""
    return words.tokens[index].end


def own_length(word: str) -> int:
    """Give how many characters of a possessive stand at the end."""
    for ending in ("'s", "’s", "'S", "’S", "'", "’"):
        if word.endswith(ending):
            return len(ending)
    return 0
