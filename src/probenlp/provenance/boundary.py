"""A small linear model of where a pasted text begins and ends in a post or a comment.

A chain of two states, own and pasted, over the sentences of a passage: each sentence speaks for
one of them by its signs, and each step from one state to the other has its own evidence (an
introduction above; the writer's register again). It is a conditional random field (Lafferty,
McCallum and Pereira 2001) with signs that can be read and weights that are numbers in a JSON file,
so that every decision can be taken apart. What rules are sure of is held fast before it decides.
"""

import functools
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import msgspec

from probenlp.artefacts import artefact
from probenlp.domains.origins import Origins
from probenlp.errors import ModelError
from probenlp.provenance.announcing import Openings
from probenlp.provenance.lines import Line
from probenlp.provenance.pieces import Piece
from probenlp.provenance.signs import above_signs, placed_signs, plain_runs, signs_of

FORMAT: Final = "probenlp-paste-boundary-1"
_NEVER: Final = -1e9
_HERE: Final = frozenset(
    "dear regards shout opens-quote quoted numbered speech-tag lower i you exclaims asks "
    "contraction slang stance pointing about-text said titled aged slips face unstopped "
    "words<4 words<8 address".split()
)
"""Signs of a sentence that also count for the step from the sentence before it."""


class Seen(NamedTuple):
    """The signs of one sentence: as one of a text, as the first of one, as the first behind one.

    ``may_open`` is False where no pasted text can begin: a post announces what it puts in.
    """

    within: list[str]
    opens: list[str]
    closes: list[str]
    may_open: bool = True


class Weights(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The fitted weights, by sign; above 0 speaks for the paste, its beginning, its end."""

    format: str
    within: dict[str, float]
    opens: dict[str, float]
    closes: dict[str, float]


def look(
    pieces: Sequence[Piece],
    lines: Sequence[Line],
    origins: Origins,
    *,
    comment: bool,
) -> list[Seen]:
    """Collect the signs of a passage's sentences.

    Parameters
    ----------
    comment : bool
        Whether the passage is a comment.
    """
    seen: list[Seen] = []
    handed = False
    runs = plain_runs(pieces, lines)
    openings = Openings(pieces, lines, comment=comment)
    # Asked of a line, not of each sentence in it: a text without line breaks is one line.
    headlines = [not comment and line.is_headline for line in lines]
    for number, piece in enumerate(pieces):
        here = signs_of(piece)
        placed = list(placed_signs(number, pieces, lines, comment=comment))
        where = "line-start" if piece.opens_line else "same-line"
        step = [where, *placed, *(f"here:{sign}" for sign in here if sign in _HERE)]
        above, plain = ["above:nothing"], ["nothing"]
        if number:
            before = pieces[number - 1]
            above, plain = ["above:same-line"], ["same-line"]
            if before.closes_line:
                plain = above_signs(lines[before.line], before, origins)
                above = [f"above:{sign}" for sign in plain]
        handed = handed or ("above:hand" in above and "above:colon" in above)
        within = [*here, *placed, *runs[piece.line]]
        if handed:
            within.append("handed-over")
        # Two signs together say more than each: a colon that ends a line above a new line.
        opening = [*step, *above]
        if piece.opens_line:
            opening += [f"line-start+{sign}" for sign in above]
        typed = "passage-typed-few" not in runs[piece.line]
        if not comment:
            opening += [f"article+{sign}" for sign in above]
            within += [f"article+{sign}" for sign in runs[piece.line]]
            if headlines[piece.line]:
                opening += [f"headline+{sign}" for sign in runs[piece.line]]
        may_open = openings.may_open(number, plain, here, typed=typed)
        seen.append(Seen(within, opening, [*step, *above], may_open))
    if openings.first_line_brings:
        # "The press office has been quick, this just came round" is no headline.
        seen[0] = seen[0]._replace(may_open=False)
    return seen


class Boundary:
    """The model, for use.

    Parameters
    ----------
    weights : Weights
        As fitted.
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights

    def decide(self, seen: Sequence[Seen], held: Sequence[bool | None]) -> list[bool]:
        """Give the likeliest states: per sentence, whether it is pasted.

        Parameters
        ----------
        held : sequence of bool or None
            What is certain already; None where the model decides.
        """
        if not any(signs.may_open for signs in seen) and True not in held:
            # Most passages bring no text at all.
            return [False] * len(seen)
        weights = self._weights
        own, pasted = 0.0, _NEVER
        came: list[tuple[bool, bool]] = []
        for number, signs in enumerate(seen):
            may = signs.may_open or held[number] is True
            opened = own + (_sum(weights.opens, signs.opens) if may else _NEVER)
            closed = pasted + _sum(weights.closes, signs.closes)
            came.append((closed > own, pasted >= opened))
            own, pasted = max(own, closed), max(pasted, opened)
            pasted += _sum(weights.within, signs.within)
            if held[number] is True:
                own = _NEVER
            elif held[number] is False:
                pasted = _NEVER
        return _traced(came, pasted > own)

    def reasons(self, signs: Seen, *, opens: bool, most: int = 3) -> tuple[str, ...]:
        """Name the signs that spoke most for a paste's beginning, or for its end."""
        side = self._weights.opens if opens else self._weights.closes
        names = dict.fromkeys(signs.opens if opens else signs.closes)
        best = sorted(names, key=lambda name: (-side.get(name, 0.0), name))[:most]
        return tuple(name for name in best if side.get(name, 0.0) > 0)


def _sum(weights: dict[str, float], names: Iterable[str]) -> float:
    return sum(weights.get(name, 0.0) for name in names)


def _traced(came: Sequence[tuple[bool, bool]], state: bool) -> list[bool]:
    """Follow the best path back; each step says whether its state came from a paste."""
    path = []
    for from_own, from_pasted in reversed(came):
        path.append(state)
        state = from_pasted if state else from_own
    return path[::-1]


def read_weights(path: Path) -> Weights:
    """Read fitted weights.

    Raises
    ------
    ModelError
        If the file is no such model; names the file and the field.
    """
    try:
        weights = msgspec.json.decode(path.read_bytes(), type=Weights)
    except (OSError, msgspec.MsgspecError) as error:
        raise ModelError(f"{path}: {error}; fit the boundary model anew") from error
    if weights.format != FORMAT:
        raise ModelError(f"{path}: format: {weights.format!r}, wanted {FORMAT!r}")
    return weights


def write_weights(weights: Weights, path: Path) -> None:
    """Write weights so that the same weights give the same bytes."""
    plain = msgspec.to_builtins(weights)
    text = json.dumps(plain, indent=1, sort_keys=True, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


@functools.cache
def shipped() -> Boundary:
    """Give the model that ships, read once."""
    return Boundary(read_weights(artefact("provenance", "boundary.json")))
