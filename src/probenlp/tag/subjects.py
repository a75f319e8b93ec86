"""The noun phrase beside a cue that names its speaker, by pattern.

A phrase is read outwards from the cue until a word or mark that ends a noun phrase. It needs no
parser, so it also holds in headlines and in comments without a full stop, where parsers fail.
"""

import re
from typing import Final, NamedTuple

from probenlp.tag.speaker_roles import is_human
from probenlp.tag.speech_cues import AUXILIARY, CLASSES, MODAL, NEGATION, is_adverb

_WORD: Final = re.compile(r"\d+[:.]\d+|\w+(?:[.’'&/@-]+\w+)*(?:[’'](?=\s))?|[^\w\s]")
_INITIAL: Final = re.compile(r"(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|Rev|St|Hon|Rt)\Z")
_REACH = 300
_MOST_WORDS = 18

_ENDS_CLAUSE: Final = frozenset(
    "but because when while after before as if although though that so since where than until "
    "unless whereas whether how why what".split()
)
_RELATIVE: Final = frozenset({"who", "which"})
_OPENS_ADJUNCT: Final = frozenset(
    "in on at during by from for with following throughout despite under over last earlier this "
    "next later after before since meanwhile however yet so then now today yesterday also finally "
    "and but or overall afterwards elsewhere moreover nevertheless instead only as".split()
)
_TIME: Final = frozenset(
    "year month week day morning evening afternoon night today yesterday tomorrow time century "
    "january february march april may june july august september october november december monday "
    "tuesday wednesday thursday friday saturday sunday".split()
)
_AFTER_STOP: Final = frozenset(
    "who which when as after during while in on by with about because following yesterday today "
    "last earlier this to before at that since if but is was has had will would were are".split()
)
_DETERMINERS: Final = frozenset(
    "the a an his her their our its this these those some many most several all other another "
    "one both few two three four".split()
)
_NUMERALS: Final = frozenset(
    "some many most several all another one both few two three four these those".split()
)
_LINKS: Final = frozenset("of for from at in on to with".split())
PRONOUNS: Final = frozenset({"he", "she", "they", "it", "i", "we"})
_BARE_VERBS: Final = AUXILIARY | frozenset(MODAL) - {"may", "to"}
# "is at pains to say", "rang to ask": said all the same, unlike "wants to say".
_SAID_TO: Final = frozenset(
    "pains went goes keen quick careful right anxious eager continued continues rings rang phones "
    "phoned writes wrote emails emailed stood paused".split()
)
_BEFORE_A_TIME: Final = _TIME | frozenset("in on at by earlier last this week".split())
_OPENS_CLAUSE: Final = frozenset("my he she they i we".split())
_KEEPS: Final = frozenset("keep keeps kept".split())
DASHES: Final = frozenset("—–-")


class Subject(NamedTuple):
    """Who a cue makes speak.

    Attributes
    ----------
    start, end : int
        The noun phrase, half-open, code points.
    denied : bool
        Negated, or only possible, or asked for: nobody has said it.
    passive : bool
        The phrase is what is spoken of or to, not the speaker.
    """

    start: int
    end: int
    denied: bool = False
    passive: bool = False


class Word(NamedTuple):
    """A word or mark of a text."""

    text: str
    start: int
    end: int

    @property
    def lower(self) -> str:
        """In small letters, with a plain apostrophe."""
        return self.text.lower().replace("’", "'")


def words_of(text: str, start: int, end: int) -> list[Word]:
    """Cut a stretch into words and marks; the dot of "Mr." belongs to it."""
    found: list[Word] = []
    for match in _WORD.finditer(text, start, end):
        dotted = match.group() == "." and found and found[-1].end == match.start()
        if dotted and _INITIAL.match(found[-1].text):
            found[-1] = Word(found[-1].text + ".", found[-1].start, match.end())
            continue
        found.append(Word(match.group(), *match.span()))
    return found


def subject_before(text: str, start: int, cue: int, form: str = "") -> Subject | None:
    """Find the subject of a cue that follows it.

    Parameters
    ----------
    text : str
        A passage.
    start : int
        Where the clause may begin: a sentence's start, or the end of a quotation.
    cue : int
        Where the cue begins.
    form : str
        The cue's word, to tell "was told" from "was saying".

    Returns
    -------
    Subject or None
        None where no noun phrase stands there.

    Examples
    --------
    >>> text = "In October this year Ms Tarn, head of the union, has also said"
    >>> subject = subject_before(text, 0, len(text) - 4)
    >>> text[subject.start : subject.end]
    'Ms Tarn'
    """
    words = words_of(text, max(start, cue - _REACH), cue)
    denied = passive = active = False
    if form.endswith("ing") and words and words[-1].lower in _KEEPS:
        words.pop()  # "people keep asking"
    while words and (
        words[-1].lower in AUXILIARY
        or words[-1].lower in MODAL
        or words[-1].lower in NEGATION
        or words[-1].lower.endswith("n't")
        or is_adverb(words[-1].text)
    ):
        word = words.pop().lower
        if word == "to" and words and words[-1].lower in _SAID_TO:
            words.pop()
            if words and words[-1].lower == "at":
                words.pop()
            active = True
            continue
        denied |= word in MODAL or word in NEGATION or word.endswith("n't")
        passive |= (
            not active
            and word in ("is", "was", "are", "were", "be", "been", "being")
            and not (form.endswith("ing"))
        )
    phrase = _phrase_before(words)
    if phrase and not all(word.lower in _DETERMINERS - _NUMERALS for word in phrase):
        return Subject(phrase[0].start, phrase[-1].end, denied, passive)
    return None


def _phrase_before(words: list[Word]) -> list[Word]:
    """Give the noun phrase at the end of some words."""
    if words and words[-1].lower in _RELATIVE:  # "Ms Tarn, who runs …", "inspectors who said"
        words = words[:-1]
        if words and words[-1].text == ",":
            words = words[:-1]
        return _last_phrase(words)
    if words and words[-1].lower in ("and", "but", "or", "then"):
        return _first_phrase(words[:-1])  # "She welcomed the plan and said": the clause's subject
    if words and (words[-1].text == "," or words[-1].text in DASHES):
        return _before_apposition(words[:-1])
    return _last_phrase(words)


def _ends_phrase(word: Word) -> bool:
    return word.lower in _ENDS_CLAUSE or not (word.text[0].isalnum() or word.text in "&@£%")


def _last_phrase(words: list[Word]) -> list[Word]:
    if words and words[-1].lower in PRONOUNS:
        return words[-1:]  # "worth repeating here I think", "the rule, which he described"
    if described := _described(words):
        return described
    phrase: list[Word] = []
    for word in reversed(words[-_MOST_WORDS:]):
        if _ends_phrase(word):
            break
        phrase.insert(0, word)
    for place in range(len(phrase) - 1, -1, -1):
        if phrase[place].lower in _BARE_VERBS:
            phrase = _after_joint(phrase[place + 1 :])
            break
    joints = [place for place, word in enumerate(phrase) if word.lower in ("and", "or")]
    for place in reversed(joints):
        if not _one_phrase(phrase[:place], phrase[place + 1 :]):
            phrase = phrase[place + 1 :]
            break
    return _without_adjunct(phrase)


def _described(words: list[Word]) -> list[Word]:
    """Give "people" of "people who left (said)" and of "people we met (said)"."""
    if len(words) > 2 and words[-2].lower.split("'")[0] in PRONOUNS and words[-1].text.islower():
        before = words[-3]
        if before.text[0].isalnum() and is_human(before.lower):
            return _last_phrase(words[:-2])
    return _before_relative(words)


def _before_relative(words: list[Word]) -> list[Word]:
    """Give "people" of "people who left (said)", but not "staff" of "staff who we (said)"."""
    for place in range(len(words) - 1, max(0, len(words) - _MOST_WORDS), -1):
        word = words[place]
        if not (word.text[0].isalnum() or word.text in "&@£%"):
            return []
        if word.lower == "who":
            verb = words[place + 1] if place + 1 < len(words) else None
            plain = verb is not None and verb.text.islower()
            if not verb or not plain or verb.lower in _DETERMINERS or verb.lower in PRONOUNS:
                return []
            if is_human(verb.lower):
                return []
            return _last_phrase(words[:place])
    return []


def _after_joint(phrase: list[Word]) -> list[Word]:
    """Give "inspectors" of "(was) rated poor and inspectors"."""
    joints = [place for place, word in enumerate(phrase) if word.lower in ("and", "or")]
    return phrase[joints[-1] + 1 :] if joints else phrase


def _one_phrase(left: list[Word], right: list[Word]) -> bool:
    """Tell whether words on both sides of "and" can be one subject."""
    if not left or not right:
        return False
    if right[0].lower in PRONOUNS:
        return False
    return not any(word.lower in CLASSES and word.lower == word.text for word in left)


def _without_adjunct(phrase: list[Word]) -> list[Word]:
    """Take "In October this year" off the front of a subject."""
    if not phrase or phrase[0].lower not in _OPENS_ADJUNCT:
        return phrase
    if phrase[0].lower in ("this", "one") and not (len(phrase) > 1 and phrase[1].lower in _TIME):
        return phrase
    start = len(phrase) - 1
    while start > 0:
        before = phrase[start - 1]
        if phrase[start].lower in _DETERMINERS and before.lower not in _LINKS:
            break
        if before.lower in _TIME or before.text.isdigit() or is_adverb(before.text):
            break
        if start - 1 == 0 or (before.lower in _LINKS and before.lower not in ("of", "for")):
            break
        start -= 1
    if start == 1 and len(phrase) > 2 and phrase[1].lower in _DETERMINERS:
        return []  # "In the report": all of it is the adjunct
    return phrase[start:]


def _first_phrase(words: list[Word]) -> list[Word]:
    """Give the subject that a clause begins with."""
    phrase: list[Word] = []
    for word in words:
        if _ends_phrase(word) or word.lower in _BARE_VERBS or word.lower in CLASSES:
            if phrase:
                break
            continue
        if (
            phrase
            and word.text.islower()
            and word.lower.endswith(("ed", "s"))
            and (phrase[-1].lower in ("he", "she", "they", "it") or phrase[-1].text[0].isupper())
        ):
            break
        phrase.append(word)
    return _without_adjunct(phrase[:_MOST_WORDS])


def _before_apposition(words: list[Word]) -> list[Word]:
    """Give "Ms Tarn" of "Ms Tarn, head of the union, and of its fund,"."""
    parts: list[list[Word]] = [[]]
    for word in words:
        if word.text == "," or word.text in DASHES or word.text in "()":
            parts.append([])
        else:
            parts[-1].append(word)
    parts = [part for part in parts if part]
    if len(parts) > 1 and parts[-1][0].lower in _OPENS_CLAUSE:
        return _first_phrase(parts[-1])  # "it rained, my manager looked up, said …": no apposition
    named = [part for part in parts if _names(_last_phrase(part))]
    if len(parts) > 1:
        named = [part for part in parts[:-1] if _names(_last_phrase(part))] or named
        return _last_phrase(named[-1]) if named else _last_phrase(parts[0])
    return _last_phrase(parts[-1]) if parts else []


def _names(phrase: list[Word]) -> bool:
    return bool(phrase) and phrase[-1].text[0].isupper() and phrase[-1].lower not in _TIME


def subject_after(text: str, cue: int, end: int) -> Subject | None:
    """Find the subject of a cue that stands before it: "said the union’s secretary, Ms Tarn".

    Examples
    --------
    >>> text = "said the union’s general secretary, Ann Tarn, in a letter"
    >>> subject = subject_after(text, 4, len(text))
    >>> text[subject.start : subject.end]
    'the union’s general secretary, Ann Tarn'
    """
    words = words_of(text, cue, min(end, cue + _REACH))
    phrase: list[Word] = []
    rest = 0
    for place, word in enumerate(words):
        rest = place
        following = words[place + 1] if place + 1 < len(words) else None
        if phrase and word.text.islower() and word.lower.endswith("ed"):
            # "reports published today": who says it ends before the participle.
            ends = following is None or not following.text[0].isalnum()
            if ends or following.lower in _BEFORE_A_TIME:  # type: ignore[union-attr]
                break
        if word.lower in _AFTER_STOP or not (word.text[0].isalnum() or word.text in "&@£%"):
            break
        if word.lower in ("and", "or") and not (
            place + 1 < len(words) and words[place + 1].text[0].isupper()
        ):
            break
        phrase.append(word)
    else:
        rest = len(words)
    if not phrase or len(phrase) > _MOST_WORDS:
        return None
    # "said the director, Ann Tarn": the name after the comma is the same person.
    tail = words[rest : rest + 1]
    if tail and tail[0].text == "," and not phrase[-1].text[0].isupper():
        name = _name_run(words[rest + 1 :])
        if name:
            phrase += name
    return Subject(phrase[0].start, phrase[-1].end)


def _name_run(words: list[Word]) -> list[Word]:
    run: list[Word] = []
    for word in words:
        if not word.text[0].isupper():
            break
        run.append(word)
    return run if 1 < len(run) < 6 else []
