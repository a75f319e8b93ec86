"""Whose side a speaker is on: offices, bodies, and the nouns that can have something to say."""

import re
from typing import Final

from probenlp.domains import Domain
from probenlp.records import SpeakerRole, UnitMention

_LINK: Final = re.compile(r"\b(?:of|for|from|at|in|with|to|on)\s")
_FOR_A_BODY: Final = re.compile(
    r"(?:spokes\w+|leaders?|officials?|bosse?s?|chiefs?|representatives?|reps?|sources?|members?)\Z"
)
_HUMAN: Final = frozenset(
    "staff people person sources source team teams leadership management union unions charity "
    "charities campaigners watchdog government department ministry council board committee court "
    "police company force service agency authority report reports review inquiry study survey "
    "author authors mother father parent parents family families brother sister wife husband son "
    "daughter friend friends colleague colleagues chief chiefs head heads boss bosses chair chairs "
    "member members student students critics experts expert academics scientists judge judges peer "
    "peers mp mps secretary ceo spokesperson spokesman spokeswoman spokespeople victim victims "
    "resident residents patient patients respondent respondents participant participants public "
    "lawyers lawyer barrister solicitor prosecutors commissioner ombudsman regulator auditors "
    "officials official many some others another most several one both few all everyone somebody "
    "someone nobody he she they it who trainee trainees guardian press media paper newspaper party "
    "mayor "
    "inspection inspections findings statement letter men women man woman children client clients "
    "prisoner prisoners inspectorate nurse nurses "
    "bishop archbishop vicar priest imam rabbi captain coach goalkeeper pilot chef king queen "
    "prince princess president chancellor constable detective coroner magistrate tenant tenants "
    "landlord landlady neighbour neighbours pensioner pensioners boy girl boys girls survivor "
    "founder owner owners host midwife paramedic paramedics surgeon pupil pupils grandmother "
    "grandfather widow widower mum dad sergeant superintendent reverend "
    "professor doctor doctors governor governors deputy teacher teachers guard guards clerk".split()
)
_HUMAN_ENDING: Final = re.compile(
    r"\w+(?:visors?|igners?|searchers?|ficers?|agers?|nders?|ctors?|kers?|ivers?|eaders?|ters?"
    r"|sors?|nors?|lers?|yers?|ants?|ents?|ists?|ians?|men|women|people|person|man|woman|staff"
    r"|ees?)\Z"
)
_THING: Final = frozenset(
    "matters matter letters numbers quarter quarters chapter chapters centres factors factor "
    "sectors sector meters order orders assessments assessment documents document events event "
    "comments comment payments payment incidents incident arrangements improvements investments "
    "appointments contents contents requirements developments percent amount amounts moment months "
    "extent environment treatment management agreement statement statements employment fees "
    "degrees degree committees winter computers posters".split()
) - {"management"}


class Roles:
    """Offices of a domain by their names in running text, and units by their kind."""

    def __init__(self, domain: Domain) -> None:
        self._roles: dict[str, SpeakerRole] = {}
        for role in domain.roles:
            for name in (role.title, *role.aliases):
                key = fold(name)
                if len(key) > 2 and not name.startswith("ex-"):
                    self._roles.setdefault(key, domain.role_of(role))
        names = sorted(self._roles, key=len, reverse=True)
        self._pattern = re.compile(
            r"(?<![\w’'-])(?:" + "|".join(map(re.escape, names)) + r")(?:s|es)?(?![\w])"
        )
        self._bodies = {
            fold(name): kind.speakers
            for kind in domain.kinds
            if kind.speakers != "other" and not kind.inspected
            for name in (kind.id, kind.name, *kind.heads)
        }
        self._domain = domain

    def offices(self, phrase: str) -> list[tuple[int, int, SpeakerRole]]:
        """Find the offices a phrase names: offsets in it, and the role."""
        return [
            (*found.span(), self._role(found.group()))
            for found in self._pattern.finditer(fold(phrase))
        ]

    def _role(self, name: str) -> SpeakerRole:
        for ending in ("", "s", "es"):
            if name.endswith(ending) and name[: len(name) - len(ending)] in self._roles:
                return self._roles[name[: len(name) - len(ending)]]
        return "other"

    def of_body(self, phrase: str) -> SpeakerRole | None:
        """Give the side of "the union" or "union leaders", by the kinds of bodies there are."""
        words = [word.strip("'.,") for word in fold(phrase).split()]
        if words and _FOR_A_BODY.match(words[-1]):
            words.pop()
        if not words:
            return None
        last = words[-1].removesuffix("'s")
        return self._bodies.get(last) or self._bodies.get(last.removesuffix("s"))

    def of_unit(self, unit: UnitMention) -> SpeakerRole:
        """Give the side that a body speaks for, by its id and its kind."""
        return self._domain.role_of_unit(unit.unit_id, unit.kind)


def fold(name: str) -> str:
    """Fold case and apostrophes; the length stays, so offsets do."""
    folded = "".join(low if len(low := char.lower()) == 1 else char for char in name)
    return folded.replace("’", "'")


def head_of(phrase: str) -> str:
    """Give a phrase up to its first adjunct: "a spokesman" of "a spokesman for the union"."""
    link = _LINK.search(phrase, 1)
    return phrase[: link.start()] if link else phrase


_CALLING: Final = frozenset(
    "striker winger midfielder defender goalkeeper keeper captain skipper manager coach boss "
    "referee umpire jockey singer actor actress author writer presenter broadcaster comedian "
    "musician rapper artist director producer teacher headteacher headmaster headmistress head "
    "principal nurse doctor surgeon consultant paramedic midwife pharmacist firefighter officer "
    "constable sergeant inspector superintendent detective pc dc ds di dci sgt insp supt det chief "
    "ch judge justice magistrate coroner barrister solicitor lawyer prosecutor farmer shopkeeper "
    "landlord landlady publican driver cyclist runner mother father mum dad grandmother "
    "grandfather gran brother sister son daughter wife husband widow widower neighbour resident "
    "tenant campaigner activist volunteer pensioner student pupil councillor mayor mp minister "
    "secretary chancellor senator congressman congresswoman president vicar reverend bishop "
    "archbishop imam rabbi priest canon corporal private lieutenant major colonel general "
    "commander admiral brigadier founder co-founder owner chairman chairwoman chair spokesman "
    "spokeswoman analyst economist historian scientist researcher engineer builder electrician "
    "plumber chef commissioner governor ex former veteran assistant deputy acting senior club "
    "team interim".split()
)
"""Words for what somebody is that news writes before a name, without an article."""
_COMPOUND: Final = re.compile(r"[A-Z][a-z]+(?:-[a-z]+)+\Z")


def bare_name(name: str) -> str:
    """Take what somebody is off the front of a name.

    Examples
    --------
    >>> bare_name("Striker Ade Marr"), bare_name("sister Jade"), bare_name("Sergeant Marr")
    ('Ade Marr', 'Jade', 'Sergeant Marr')
    """
    words = name.split()
    start = 0
    while start + 1 < len(words):
        word = words[start]
        rest = [other for other in words[start + 1 :] if other[0].isupper()]
        named = word.lower() in _CALLING or _COMPOUND.match(word)
        if not rest or not ((word.islower() and named) or (named and len(rest) > 1)):
            break
        start += 1
    return " ".join(words[start:])


_SENTENCE: Final = re.compile(r"(?:[.!?][”\"’']?\s+|\n\s*|\A)(?=[A-Z])")
_OPENS: Final = re.compile(r"(?:The|An?|One|Her|His|My)\s")
_OF_WHAT: Final = re.compile(r"\sof\s(?:the\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*")


def opening_person(text: str, before: int) -> tuple[int, int] | None:
    """Find the one person without a name that a sentence shortly before begins with.

    Examples
    --------
    >>> text = "The Bishop of Marr wrote to ministers. “It is cruel,” he said."
    >>> text[slice(*opening_person(text, text.index("he said")))]
    'Bishop of Marr'
    """
    base = max(0, before - 300)
    if text.rfind("\n", base, before) >= 0:
        base = max(base, text.rfind("\n", 0, text.rfind("\n", base, before)) + 1)
    for opening in reversed(list(_SENTENCE.finditer(text, base, before))):
        article = _OPENS.match(text, opening.end())
        if article is None:
            continue
        for word in list(re.finditer(r"[\w’'-]+", text[article.end() : before]))[:4]:
            noun = word[0].lower()
            if is_human(noun) or noun in _CALLING:
                end = article.end() + word.end()
                of = _OF_WHAT.match(text, end, before)
                whole = article.end(), of.end() if of else end
                return whole if is_one_person(text[slice(*whole)]) else None
    return None


_COLLECTIVE: Final = frozenset(
    "staff people team leadership management union charity government department ministry council "
    "board committee court police company force service agency authority report review inquiry "
    "study survey inspection inspectorate statement letter press media paper party public it they "
    "watchdog newspaper".split()
)


def is_one_person(phrase: str) -> bool:
    """Tell whether a phrase without a name can be one person: "my manager", "a resident"."""
    words = fold(head_of(phrase)).split()
    return bool(words) and not words[-1].endswith("s") and words[-1] not in _COLLECTIVE


def is_human(noun: str) -> bool:
    """Tell whether a noun in small letters names people, or a body or text that states things."""
    return noun in _HUMAN or (noun not in _THING and bool(_HUMAN_ENDING.match(noun)))
