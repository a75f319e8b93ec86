"""Tell a service from the place it is named after.

"Newham" is a place, unless the text introduces it as a unit: "the inspection of Newham", "Newham
was rated …", "Newham is one of the PDUs …", "Lambeth PDU, Newham and Croydon". The words here are
those of every inspectorate; heads of kinds come from the domain.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from probenlp.tag.gazetteer import Gazetteer, Match, longest
from probenlp.tag.unit_names import Form, UnitNames
from probenlp.tag.words import Words

_REACH: Final = 80
"""Code points looked at on either side."""

_INTRODUCED = re.compile(
    r"""(?:\b(?:inspections?|inspection\ reports?)\s+(?:of|for|in|at)
       |\binspect(?:ed|ing)
       |\breports?\s+(?:on|into)
       |\bratings?\s+(?:of|for)
       |\brated
       )\s+(?:the\s+)?(?:(?:\w+\s+){0,2}services?\s+(?:in|at|across|for)\s+)?$""",
    re.VERBOSE | re.IGNORECASE,
)
_JUDGED = re.compile(
    r"""\s+(?:an?\s+overall|an?\s+[‘“'"]?\w+[’”'"]?)\s+(?:rating|grade)\b
      |\s+(?:(?:was|were|is|are|has|have|had|been|also|both|all|each|again|now)\s+)*
      (?:rated|graded|inspected|scored\s+(?:just\s+|only\s+)?\d
       |given\s+an?\s+(?:\w+\s+){0,2}(?:rating|grade|score)
       |received\s+an?\s+(?:\w+\s+){0,2}(?:rating|grade|score))\b""",
    re.VERBOSE | re.IGNORECASE,
)
_GAPPED = re.compile(r"\s+[‘“\"'](?=[A-Z])")
_JOINED = re.compile(r"(?:,|\band|\bbut)\s+(?:the\s+)?$")
_ONE_OF = re.compile(r"\s+(?:is|was|remains)\s+(?:the\s+only\s+)?(?:one\s+)?of\s+(?:the\s+)?")


class Draft(NamedTuple):
    """A mention in the making: its words, the units it may be, or the name of an unknown one."""

    first: int
    last: int
    ids: tuple[str, ...]
    kind: str | None
    name: str | None
    rule: str


def with_places(
    words: Words, names: UnitNames, drafts: Sequence[Draft], matches: Sequence[Match[Form]]
) -> list[Draft]:
    """Add places that the text introduces as units, and unknown names said again without head.

    Parameters
    ----------
    drafts : sequence of Draft
        The names found, in order; places inside them are theirs.
    matches : sequence of Match
        All forms of the tables that stand in the text.

    Returns
    -------
    list of Draft
        In order.
    """
    used = {place for draft in drafts for place in range(draft.first, draft.last)}
    here = _Introductions(words, names, drafts)
    loose: list[Match[Form | Draft]] = []
    loose += (match for match in matches if match.payload.strength in ("evidence", "bare"))  # type: ignore[misc]
    places = [
        group
        for group in longest([*loose, *_said_again(words, names, drafts)])
        if used.isdisjoint(range(group[0].first, group[0].last))
    ]
    added: list[Draft] = []
    for group in places:
        if draft := here.introduced(group):
            added.append(draft)
            here.remember(draft)
    # "York and Leeds were both rated": the second is introduced, and the first with it.
    done = {draft.first: draft for draft in added}
    for group in reversed(places):
        if group[0].first in done:
            continue
        after = done.get(_after_joint(words, group[0].last))
        if (
            after
            and after.rule == "introduced"
            and (draft := here.of_kind(group, here.kind_of(after)))
        ):
            done[draft.first] = draft
    return sorted([*drafts, *done.values()])


def about_units(words: Words, names: UnitNames, ids: Iterable[str]) -> bool:
    """Tell whether a passage speaks of inspected units at all: one is named, or their kind."""
    for unit_id in ids:
        kind = names.kinds.get(names.units[unit_id].kind)
        if (kind and kind.inspected == "yes") or unit_id in names.domain.inspectorate:
            return True
    return any(
        names.kinds[head.payload.kind].inspected == "yes"
        and not words.surface(head.first, head.last).islower()
        for head in names.heads.find(words)
    )


def _introduced(first: int, last: int, ids: Iterable[str]) -> Draft | None:
    distinct = tuple(dict.fromkeys(ids))
    return Draft(first, last, distinct, None, None, "introduced") if distinct else None


def _after_joint(words: Words, last: int) -> int:
    keys = words.keys
    last += last < len(keys) and keys[last] == ","
    last += last < len(keys) and keys[last] == "and"
    return last + (last < len(keys) and keys[last] == "the")


def _said_again(
    words: Words, names: UnitNames, drafts: Iterable[Draft]
) -> Iterator[Match[Form | Draft]]:
    again: Gazetteer[Form | Draft] = Gazetteer()
    for draft in drafts:
        if draft.name and draft.kind and not draft.ids:
            kind = names.kinds[draft.kind]
            head = next(iter(kind.heads), kind.name).strip("… ")
            core = draft.name.removesuffix(head).removeprefix(head).strip()
            again.add(core, Draft(0, 0, (), draft.kind, draft.name, "grammar:said-again"))
    yield from again.find(words)


class _Introductions:
    """Tells for one text whether a place is introduced as a unit."""

    def __init__(self, words: Words, names: UnitNames, drafts: Sequence[Draft]) -> None:
        self._words, self._names = words, names
        self._ends: dict[int, str | None] = {}
        self._said: set[str] = set()
        for draft in drafts:
            self.remember(draft)
        self._about = about_units(words, names, self._said) or any(
            draft.kind and names.kinds[draft.kind].inspected == "yes" for draft in drafts
        )
        self._plurals = {
            kind.id: re.compile("|".join(map(re.escape, kind.plural_heads)))
            for kind in names.kinds.values()
            if kind.plural_heads
        }

    def remember(self, draft: Draft) -> None:
        """Take note of a mention, for lists that go on with a bare place."""
        self._said.update(draft.ids)
        self._ends[self._words.ends[draft.last - 1]] = self.kind_of(draft)

    def kind_of(self, draft: Draft) -> str | None:
        """Give a draft's kind; None where its units are of several."""
        kinds = {self._names.units[one].kind for one in draft.ids}
        return draft.kind or (kinds.pop() if len(kinds) == 1 else None)

    def introduced(self, group: Sequence[Match[Form | Draft]]) -> Draft | None:
        """Make a draft of those readings of one place that the text introduces."""
        first, last = group[0].first, group[0].last
        judged = self.judged(first, last)
        ids = []
        for match in group:
            form = match.payload
            if isinstance(form, Draft):
                if judged or "and" in self._words.keys[first:last]:
                    return form._replace(first=first, last=last)
            elif self._is_unit(form, first, last, judged=judged):
                ids.append(form.unit_id)
        draft = _introduced(first, last, ids)
        return draft if draft is None or judged else draft._replace(rule="named-place")

    def of_kind(self, group: Sequence[Match[Form | Draft]], kind: str | None) -> Draft | None:
        """Make a draft of the readings of one kind."""
        first, last = group[0].first, group[0].last
        forms = [match.payload for match in group if isinstance(match.payload, Form)]
        ids = [form.unit_id for form in forms if self._names.units[form.unit_id].kind == kind]
        return _introduced(first, last, ids)

    def _is_unit(self, form: Form, first: int, last: int, *, judged: bool) -> bool:
        kind = self._names.units[form.unit_id].kind
        if kind not in self._names.kinds or self._names.kinds[kind].inspected != "yes":
            return False
        return (
            judged
            or (form.strength == "evidence" and self._about)
            or self.counted(first, last, kind)
            or (form.unit_id in self._said and self.listed(first, kind))
        )

    def judged(self, first: int, last: int) -> bool:
        """Tell whether the words before or behind speak of an inspection of the place."""
        before, behind = self._around(first, last)
        # "Newham was rated ‘Good’, Lambeth ‘Inadequate’": the verb is left out.
        gapped = _GAPPED.match(behind) and _JOINED.search(before)
        return bool(_INTRODUCED.search(before) or _JUDGED.match(behind) or gapped)

    def counted(self, first: int, last: int, kind: str) -> bool:
        """Tell whether the place is counted among units: "is the only one of the divisions"."""
        _, behind = self._around(first, last)
        if (counted := _ONE_OF.match(behind)) and kind in self._plurals:
            return bool(self._plurals[kind].search(behind[counted.end() :][:40]))
        return False

    def listed(self, first: int, kind: str) -> bool:
        """Tell whether the place goes on a list: "Lambeth PDU and Newham"."""
        keys = self._words.keys
        before = first - 1
        before -= before > 0 and keys[before] == "the"
        joints = 0
        for joint in ("and", ","):
            if before > 0 and keys[before] == joint:
                before, joints = before - 1, joints + 1
        return joints > 0 and self._ends.get(self._words.ends[before]) == kind

    def _around(self, first: int, last: int) -> tuple[str, str]:
        text, start, end = self._words.text, self._words.starts[first], self._words.ends[last - 1]
        return text[max(0, start - _REACH) : start], text[end : end + _REACH]
