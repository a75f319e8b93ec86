"""Tell a service from the place it is named after.

"Newham" is a place, unless the text introduces it as a unit: "the inspection of Newham", "Newham
was rated …", "Newham is one of the PDUs …", "Lambeth PDU, Newham and Croydon"; or unless the
document has named the unit before.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from probenlp.tag.gazetteer import Gazetteer, Match, longest
from probenlp.tag.unit_contexts import Surroundings
from probenlp.tag.unit_echoes import Echo
from probenlp.tag.unit_grammar import OPENERS
from probenlp.tag.unit_names import Form, UnitNames
from probenlp.tag.words import Words

_REACH: Final = 80
"""Code points looked at behind a place."""

_ONE_OF = re.compile(r"\s+(?:is|was|remains)\s+(?:the\s+only\s+)?(?:one\s+)?of\s+(?:the\s+)?")
# "Newham was the first PDU to be inspected"
_IS_A: Final = r"\s+(?:is|was|became|remains)\s+(?:now\s+)?(?:an?|the)\s+(?:\w+\s+){0,2}"
_SPEAKS = re.compile(r" (?:spokes|source|official|insider)")
_PAPERS: Final = "media"


class Draft(NamedTuple):
    """A mention in the making: its words, the units it may be, or the name of an unknown one."""

    first: int
    last: int
    ids: tuple[str, ...]
    kind: str | None
    name: str | None
    rule: str


def with_places(
    words: Words,
    names: UnitNames,
    drafts: Sequence[Draft],
    matches: Sequence[Match[Form]],
    again: Gazetteer[Echo],
) -> list[Draft]:
    """Add places that the text introduces as units, and units named before in short.

    Parameters
    ----------
    drafts : sequence of Draft
        The names found, in order; places inside them are theirs.
    matches : sequence of Match
        All forms of the tables that stand in the text.
    again : Gazetteer of Echo
        The short forms of what the document has named.

    Returns
    -------
    list of Draft
        In order.
    """
    used = {place for draft in drafts for place in range(draft.first, draft.last)}
    here = _Introductions(words, names, drafts)
    loose: list[Match[Form | Echo]] = []
    loose += (match for match in matches if match.payload.strength in ("evidence", "bare"))  # type: ignore[misc]
    loose += again.find(words)  # type: ignore[arg-type]
    places = [
        group for group in longest(loose) if used.isdisjoint(range(group[0].first, group[0].last))
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

        # "is a PDU", but not "is a region of hills"
        self._called = {
            kind.id: re.compile(rf"{_IS_A}(?:{'|'.join(map(re.escape, heads))})\b")
            for kind in names.kinds.values()
            if (heads := [head for head in kind.heads if not head.islower() and "…" not in head])
        }

    def remember(self, draft: Draft) -> None:
        """Take note of a mention, for lists that go on with a bare place."""
        self._said.update(draft.ids)
        self._ends[self._words.ends[draft.last - 1]] = self.kind_of(draft)

    def kind_of(self, draft: Draft) -> str | None:
        """Give a draft's kind; None where its units are of several."""
        kinds = {self._names.units[one].kind for one in draft.ids}
        return draft.kind or (kinds.pop() if len(kinds) == 1 else None)

    def introduced(self, group: Sequence[Match[Form | Echo]]) -> Draft | None:
        """Make a draft of those readings of one place that the text introduces."""
        first, last = group[0].first, group[0].last
        around = Surroundings(self._words, first, last)
        for match in group:
            if isinstance(match.payload, Echo) and (
                draft := self._again(match.payload, first, last, around)
            ):
                return draft
        judged = around.judged
        forms = [match.payload for match in group if isinstance(match.payload, Form)]
        told = judged or (
            self._about
            and around.figured
            and not around.of_a_place
            and not around.inside_a_name(OPENERS)
        )
        ids = [f.unit_id for f in forms if self._is_unit(f, first, last, judged=judged, told=told)]
        draft = _introduced(first, last, ids)
        return draft if draft is None or judged else draft._replace(rule="named-place")

    def _again(self, echo: Echo, first: int, last: int, around: Surroundings) -> Draft | None:
        """Make a draft of a short form of what the document has named."""
        keys = self._words.keys
        if echo.definite:
            after_the = first > 0 and keys[first - 1] == "the"
            if not after_the and not _SPEAKS.match(around.behind):
                return None
            first -= after_the and echo.kind != _PAPERS
        elif not echo.proper:
            tailed = self._with_head(last, echo.kind)
            if tailed == last and not self._means_service(echo, around, keys[first:last]):
                return None
            last = tailed
        ids = (echo.unit_id,) if echo.unit_id else ()
        name = None if echo.unit_id else echo.name
        return Draft(first, last, ids, echo.kind, name, "said-again")

    def _with_head(self, last: int, kind: str | None) -> int:
        """Take a noun behind the place into the name: "the Ashmere unit", "Ashmere area"."""
        tails = self._names.tails.find(self._words, last, min(last + 3, len(self._words.keys)))
        ends = (m.last for m in tails if m.first == last and m.payload in (kind, ""))
        return max(ends, default=last)

    def _means_service(self, echo: Echo, around: Surroundings, keys: Sequence[str]) -> bool:
        if around.judged:
            return True
        if around.inside_a_name(OPENERS) or around.of_a_place:
            return False
        wide = echo.unit_id is not None and echo.kind in self._names.wide
        return "and" in keys or around.figured or (echo.whole and not wide)

    def of_kind(self, group: Sequence[Match[Form | Echo]], kind: str | None) -> Draft | None:
        """Make a draft of the readings of one kind."""
        first, last = group[0].first, group[0].last
        forms = [match.payload for match in group if isinstance(match.payload, Form)]
        ids = [form.unit_id for form in forms if self._names.units[form.unit_id].kind == kind]
        return _introduced(first, last, ids)

    def _is_unit(self, form: Form, first: int, last: int, *, judged: bool, told: bool) -> bool:
        kind = self._names.units[form.unit_id].kind
        if kind not in self._names.kinds or self._names.kinds[kind].inspected != "yes":
            return False
        return (
            judged
            or (told and kind not in self._names.wide)
            or (form.strength == "evidence" and self._about)
            or self.counted(last, kind)
            or (form.unit_id in self._said and self.listed(first, kind))
        )

    def counted(self, last: int, kind: str) -> bool:
        """Tell whether the place is counted among units: "is the only one of the divisions"."""
        end = self._words.ends[last - 1]
        behind = self._words.text[end : end + _REACH]
        if kind in self._called and self._called[kind].match(behind):
            return True
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
