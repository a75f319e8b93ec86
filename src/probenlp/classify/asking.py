"""Which rules a sentence is asked by: only those that can say something of it.

A rule states with itself, in :func:`asked`, where it holds and which pattern it goes by, and looks
at neither again: what it states is what it needs, so that the two cannot drift apart. From that is
read off by which bits of a sentence (:mod:`probenlp.classify.standing` of its place,
:mod:`probenlp.classify.sieve` of its tokens) the rule can be passed over. A rule that states
nothing is asked everywhere. What the rules decide is the same whether any is passed over or not.
"""

import functools
import inspect
from collections.abc import Callable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from probenlp.classify.context import Context, Verdict
from probenlp.classify.sieve import SHARED, Guarded

Decide = Callable[[Context], Verdict | None]

_MOST_STANDINGS: Final = 4096
_ANY_TOKENS: Final = -1


class _Asked(NamedTuple):
    """What has to hold for a rule to be asked: see :func:`asked`."""

    everywhere: int = 0
    somewhere: int = 0
    never: int = 0
    patterns: tuple[Guarded, ...] = ()
    lacks: Guarded | None = None
    how: Literal["search", "match", "fullmatch"] = "search"
    of: Callable[[Context], str] | None = None

    def at(self, standing: int) -> bool:
        """Tell whether it may hold in a place."""
        return (
            standing & self.everywhere == self.everywhere
            and not standing & self.never
            and (not self.somewhere or bool(standing & self.somewhere))
        )


class Case:
    """A rule, or a part of one, with what has to hold for it to be asked; called as the rule is."""

    def __init__(self, decide: Callable[..., Verdict | None], needs: _Asked) -> None:
        functools.update_wrapper(self, decide)
        self._decide, self.needs = decide, needs
        arguments = inspect.signature(decide).parameters
        self._wants_match = "found" in arguments
        self._looks = tuple(getattr(one, needs.how) for one in needs.patterns)

    def __get__(self, instance: object, owner: type | None = None) -> "Case":
        """Bind a rule that is a method, as a function is bound."""
        if instance is None:
            return self
        return Case(self._decide.__get__(instance, owner), self.needs)

    def __call__(self, context: Context) -> Verdict | None:
        """Ask the rule, if all that it states holds."""
        return self.ask(context) if self.needs.at(context.standing) else None

    def ask(self, context: Context) -> Verdict | None:
        """Ask the rule in a place that is known to be one of its own."""
        needs = self.needs
        text = needs.of(context) if needs.of is not None else context.text
        if needs.lacks is not None and needs.lacks.finds(text):
            return None
        if not self._looks:
            return self._decide(context)
        for look in self._looks:
            if found := look(text):
                return self._decide(context, found) if self._wants_match else self._decide(context)
        return None


def asked(
    *,
    where: int = 0,
    where_any: int = 0,
    never: int = 0,
    finds: Guarded | tuple[Guarded, ...] = (),
    lacks: Guarded | None = None,
    how: Literal["search", "match", "fullmatch"] = "search",
    of: Callable[[Context], str] | None = None,
) -> Callable[[Callable[..., Verdict | None]], Case]:
    """State what has to hold for a rule to be asked.

    Parameters
    ----------
    where, where_any, never : int
        Bits of :mod:`probenlp.classify.standing`: all of which, one of which, none of which.
    finds : Guarded or tuple of Guarded
        A pattern that finds something in the sentence; of several the first that does. The rule is
        given the match if it takes an argument ``found``.
    lacks : Guarded, optional
        A pattern that finds nothing.
    how : str
        Whether ``finds`` is searched for, begins the sentence, or is the whole of it.
    of : callable, optional
        What of the sentence is looked at; its text as it is, without one.
    """
    patterns = (finds,) if isinstance(finds, Guarded) else finds
    needs = _Asked(where, where_any, never, patterns, lacks, how, of)
    return lambda decide: Case(decide, needs)


class Cases:
    """A rule of several cases: the first that decides, decides.

    Parameters
    ----------
    what : str
        What the rule is for.
    *cases : callable
    """

    def __init__(self, what: str, *cases: Decide) -> None:
        self.__doc__ = what
        self.cases = cases

    def __call__(self, context: Context) -> Verdict | None:
        """Ask all cases in turn."""
        for case in self.cases:
            if (verdict := case(context)) is not None:
                return verdict
        return None


class Rule(NamedTuple):
    """A rule with the name that its decisions carry as evidence."""

    name: str
    decide: Decide


class _Row(NamedTuple):
    """A case as it is asked: which tokens it needs, and which forbid it, as bits of the sieve."""

    name: str
    decide: Decide
    needed: int
    forbidden: int


class Rules:
    """Rules in their order.

    Parameters
    ----------
    rules : sequence of Rule
    pass_over : bool
        Whether rules that cannot decide are passed over; without it all are asked, one by one.
    """

    def __init__(self, rules: Sequence[Rule], *, pass_over: bool = True) -> None:
        self._rules, self._pass_over = tuple(rules), pass_over
        self._rows: dict[int, tuple[_Row, ...]] = {}

    def __iter__(self) -> Iterator[Rule]:
        """Give the rules in order."""
        return iter(self._rules)

    def __len__(self) -> int:
        """Count the rules."""
        return len(self._rules)

    def decide(self, context: Context) -> tuple[str, Verdict]:
        """Give the name and verdict of the first rule that decides.

        Raises
        ------
        LookupError
            If none does.
        """
        rows = self._rows.get(context.standing)
        if rows is None:
            rows = self._rows_at(context.standing)
        tokens = SHARED.tokens_of(context.plain)
        for name, decide, needed, forbidden in rows:
            if tokens & needed and not tokens & forbidden:
                verdict = decide(context)
                if verdict is not None:
                    return name, verdict
        raise LookupError("no rule decides: the last of them has to decide always")

    def _rows_at(self, standing: int) -> tuple[_Row, ...]:
        """Give the cases that may be asked in a place; sentences share few places."""
        if len(self._rows) >= _MOST_STANDINGS:
            self._rows.clear()
        rows = tuple(
            _row(rule.name, case) if self._pass_over else _Row(rule.name, case, _ANY_TOKENS, 0)
            for rule in self._rules
            for case in (rule.decide.cases if isinstance(rule.decide, Cases) else (rule.decide,))
            if not self._pass_over or not isinstance(case, Case) or case.needs.at(standing)
        )
        self._rows[standing] = rows
        return rows


def _row(name: str, decide: Decide) -> _Row:
    """Read off a case which tokens it needs, one of them; a pattern that needs none needs any."""
    if not isinstance(decide, Case):
        return _Row(name, decide, _ANY_TOKENS, 0)
    SHARED.read()
    needs = decide.needs
    one_of = [pattern.one_of if pattern.ways else _ANY_TOKENS for pattern in needs.patterns]
    shared = all(one.sieve is SHARED for one in needs.patterns)
    needed = functools.reduce(int.__or__, one_of, 0) if one_of and shared else _ANY_TOKENS
    forbidden = needs.lacks.proof if needs.lacks is not None else 0
    return _Row(name, decide.ask, needed, forbidden)
