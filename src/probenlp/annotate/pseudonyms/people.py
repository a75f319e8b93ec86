"""Find the private persons of a passage: by the tags, by lists of names, by what stands around."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from probenlp.annotate.pseudonyms.cast import Cast, is_public, name_words
from probenlp.annotate.pseudonyms.finding import Finding, Kind, Suspect
from probenlp.annotate.pseudonyms.name_rules import PARTICLES, NameRules, own_length
from probenlp.annotate.pseudonyms.names import (
    EPONYM,
    INSTITUTION,
    ORDINARY,
    WORD,
    bare,
    is_contraction,
    is_first_name,
    may_be_first_name,
    place_names,
    word_names,
)
from probenlp.annotate.pseudonyms.slots import signatures
from probenlp.annotate.pseudonyms.tokens import Words
from probenlp.annotate.pseudonyms.word_lists import words_named
from probenlp.records import PersonMention

_RUN: Final = re.compile(r"\w+")
_TRADE: Final = words_named("people.trade")
_INITIALS: Final = re.compile(
    r"(?<![\w.’'-])(?:[A-Z]\.[ \u00a0]?){1,3}(?P<last>[A-Z][^\W\d_][\w’'-]*)"
)
_BYLINE: Final = re.compile(
    r"(?:^|\n)(?:Words |Report "
    r"|Story )?[Bb]y (?P<name>[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){1,2})(?=[,\n]|\s[@|]|$| [A-Z])"
)
_SCHOLAR: Final = re.compile(
    r",?\s+(?:of|from|at)\s+(?:the\s+)?(?:[A-Z]\w+\s+){0,3}(?:University|College|Institute"
    r"|Academy)\b"
    r"|,?\s+(?:MP|MSP|MS|KC|QC|CBE|OBE|MBE|JP)\b|,\s+(?:the\s+|a\s+)?(?:\w+\s+){0,2}(?:professor"
    r"|lecturer|MP"
    r"|peer|barrister)\b"
)


class Reader:
    """Reads one passage against the cast of its document.

    Parameters
    ----------
    text : str
    mentions : sequence of PersonMention
        The people that were tagged in it.
    units : iterable of tuple of int
        Where the names of services stand.
    cast : Cast
    comment : bool
        Whether it is a comment, where persons are private unless an office is named.
    """

    def __init__(
        self,
        text: str,
        mentions: Sequence[PersonMention],
        units: Iterable[tuple[int, int]],
        cast: Cast,
        *,
        comment: bool,
    ) -> None:
        self.text, self.cast, self.comment = text, cast, comment
        self.mentions = mentions
        for name in self._of_public_life():
            cast.public.add(name)
        public = [m for m in mentions if self._stays(m)]
        self._public = {range_ for m in public for range_ in _spans_of(text, m)}
        self.words = Words(text, units)
        self._rules = NameRules(self.words, cast, comment=comment)

    def _of_public_life(self) -> Iterator[str]:
        """Give the names of those whom the text shows as scholars, members, or its reporters."""
        shown = []
        if not self.comment:
            shown += [match["name"] for match in _BYLINE.finditer(self.text)]
        for mention in self.mentions:
            if _SCHOLAR.match(self.text, mention.span.end):
                shown.append(mention.name)
        for name in shown:
            words = name_words(name)
            if len(words) > 1:
                yield " ".join(bare(word) for word in words)

    def _stays(self, mention: PersonMention) -> bool:
        if is_public(mention):
            return True
        words = name_words(mention.name)
        return len(words) > 1 and self.cast.holds_office(words)

    def named(self) -> list[tuple[int, int, str]]:
        """Find stretches that name a private person, with the rule; the cast learns their names."""
        found = [*self._signed(), *self._mentioned(), *self._by_word(), *self._by_initials()]
        for start, end, _ in found:
            self.cast.add(WORD.findall(self.text[start:end]))
        return found

    def findings(self, named: Iterable[tuple[int, int, str]]) -> Iterator[Finding]:
        """Give what is to be replaced, when the whole thread has been read."""
        for start, end, rule in [*named, *self._again()]:
            words = WORD.findall(self.text[start:end])
            titled = self._is_titled(start)
            if words:
                identity = self.cast.identity(words, titled=titled)
                yield Finding(start, end, "person", identity, rule)
        yield from self._handles()

    def suspects(self, passage_id: str, taken: Iterable[Finding]) -> Iterator[Suspect]:
        """List words with capitals that may be names and were left."""
        ends = [(one.start, one.end) for one in taken]
        covered = {at for start, end in ends for at in range(start, end)}
        for index, token in enumerate(self.words.tokens):
            name = bare(token.text)
            if token.start in covered or not token.capital or not may_be_first_name(name):
                continue
            if self.words.opens_sentence(index) and not is_first_name(name):
                continue
            why = "in the name of a thing" if self.words.is_blocked(*token[:2]) else "may be a word"
            why = "holds an office" if token.start in self._public else why
            yield Suspect(passage_id=passage_id, start=token.start, end=token.end, why=why)

    def _is_titled(self, start: int) -> bool:
        return (
            re.search(
                r"\b(?:Mr|Mrs|Ms|Miss|Dr|Mx)\.?[ \u00a0]$", self.text[max(0, start - 6) : start]
            )
            is not None
        )

    def _signed(self) -> Iterator[tuple[int, int, str]]:
        """Read the lines under a comment: "Cheers, Dave", "- K.M.", or a name alone."""
        if not self.comment:
            return
        for start, end, closed in signatures(self.text):
            words = WORD.findall(self.text[start:end])
            if (
                not words
                or bare(words[0]) in ORDINARY
                or len(words) > 3
                or is_contraction(words[0])
            ):
                continue
            if self.words.is_blocked(start, end) or self.cast.holds_office(words):
                continue
            capital = all(word[0].isupper() for word in words)
            listed = may_be_first_name(words[0]) or self.cast.knows(words[0])
            short = all(len(word) <= 2 for word in words) and words[0].isupper() and capital
            known = any(bare(word) in ORDINARY | INSTITUTION | EPONYM for word in words)
            if closed and (listed or (capital and not known and self._rare(words[0]))):
                yield start, start + len(self.text[start:end].rstrip(".-")), "signature"
            elif (listed and capital and not known) or (
                short and bare("".join(words)) not in _TRADE
            ):
                yield start, end, "signature"

    def _rare(self, word: str) -> bool:
        return word.casefold() not in self.cast.small

    def _mentioned(self) -> Iterator[tuple[int, int, str]]:
        """Take over the persons that were tagged, but for those who hold an office."""
        for mention in self.mentions:
            if self._stays(mention):
                continue
            words = name_words(mention.span.surface)
            if not words or not self._may_be_private(mention, words):
                continue
            last = bare(words[-1])
            if mention.role is not None and last not in mention.name.casefold():
                continue
            start = mention.span.start + mention.span.surface.find(words[0])
            end = mention.span.end - own_length(mention.span.surface)
            if not self.words.is_blocked(start, end):
                yield start, end, "tagged"

    def _may_be_private(self, mention: PersonMention, words: Sequence[str]) -> bool:
        rule = mention.evidence[0].split(":")[0] if mention.evidence else ""
        small = {bare(word) for word in words}
        if small & (INSTITUTION | ORDINARY) and not (
            len(words) > 1 and may_be_first_name(words[0])
        ):
            return False
        if any(not word[0].isupper() and word not in PARTICLES for word in words):
            return False
        if rule in ("title", "apposition", "described"):
            return True
        if len(words) > 1:
            strange = small & (self.cast.small | self.cast.of_units)
            one_place = self._rules.in_a_place(mention.span.start) or "  " in mention.span.surface
            return may_be_first_name(words[0]) or not (strange or one_place)
        return is_first_name(words[0]) or (
            not small & (word_names() | place_names() | self.cast.small | self.cast.of_units)
            and len(words[0]) > 2
            and not words[0].isupper()
            and bool(self._rules.slots.get(mention.span.start, set()) - {"greeted"})
            and not self._rules.in_a_place(mention.span.start)
        )

    def _by_word(self) -> Iterator[tuple[int, int, str]]:
        """Go through the words: a first name, in what place, with which name behind it."""
        skip = 0
        for index, token in enumerate(self.words.tokens):
            if token.start < skip or token.start in self._public:
                continue
            rule = self._rules.rule(index)
            if rule is None:
                continue
            start, end = self._rules.whole(index, rule)
            words = WORD.findall(self.text[start:end])
            if self.words.is_blocked(start, end) and not (
                rule == "named" and not self.words.is_blocked(token.start, token.start + 1)
            ):
                continue
            if self.cast.holds_office(words):
                skip = end
                continue
            skip = end
            yield start, end, rule

    def _by_initials(self) -> Iterator[tuple[int, int, str]]:
        """Find "J. Crake", unless an office holder has that surname."""
        surnames = {name.split()[-1] for name in self.cast.public}
        for match in _INITIALS.finditer(self.text):
            last = bare(match["last"])
            start, end = match.start(), match.end() - own_length(match["last"])
            if last in surnames | ORDINARY | INSTITUTION or match.start("last") in self._public:
                continue
            if not self.words.is_blocked(start, end):
                yield start, end, "initials"

    def _again(self) -> Iterator[tuple[int, int, str]]:
        """Find the names of private persons again wherever they stand with a capital."""
        for index, token in enumerate(self.words.tokens):
            name = bare(token.text)
            if (
                not token.capital
                or name in ORDINARY
                or name in self.cast.small | self.cast.of_units
            ):
                continue
            if is_contraction(token.text):
                continue
            if name in word_names() | place_names() or token.start in self._public:
                continue
            if self.words.is_blocked(token.start, token.end):
                continue
            if name in self.cast.firsts and (
                is_first_name(name) or not self._rules.in_a_place(token.start)
            ):
                yield (*self._rules.whole(index, "again"), "known name")
            elif name in self.cast.lasts and (self.comment or self._is_titled(token.start)):
                lead = self.words.before(index)
                if lead is None or not lead.capital or self._is_titled(token.start):
                    yield token.start, token.end - own_length(token.text), "known surname"

    def _handles(self) -> Iterator[Finding]:
        """Find the names of commenters as they are shown above their comments."""
        index = self.cast.handle_index
        for match in _RUN.finditer(self.text):
            for offset, form in index.get(match[0].casefold(), ()):
                start = match.start() - offset
                if self._is_handle(start, start + len(form), form):
                    identity = self.cast.handles[form]
                    kind: Kind = "person" if identity.startswith("person:") else "handle"
                    yield Finding(start, start + len(form), kind, identity, "commenter's name")

    def _is_handle(self, start: int, end: int, form: str) -> bool:
        """Tell whether a commenter's name stands here, as a name and not as words of the text."""
        shown = self.text[start:end] if start >= 0 else ""
        strange = any(mark.isdigit() or mark in "_@" for mark in form)
        if shown != form and not (strange and shown.casefold() == form.casefold()):
            return False
        if self.text[end : end + 1].isalnum() or (start and self.text[start - 1].isalnum()):
            return False
        if not strange:
            single = " " not in form and bare(form) in word_names() | place_names()
            common = single or form.islower() or bare(form) in self.cast.small | ORDINARY
            if common and start not in self._rules.slots:
                return False
        return not self.words.is_blocked(start, end) and start not in self._public


def _spans_of(text: str, mention: PersonMention) -> Iterator[int]:
    """Give where the words of a mention begin."""
    for match in WORD.finditer(text, mention.span.start, mention.span.end):
        yield match.start()
