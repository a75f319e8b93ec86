"""The lines of a brat file, by what they say."""

import json
import re
from dataclasses import dataclass

from probenlp.annotate.fields import Fields

_BOUND = re.compile(r"(?P<name>\S+) (?P<places>\d+ \d+(?:;\d+ \d+)*)")
_RELATION = re.compile(r"(?P<name>\S+) Arg1:(?P<source>T\d+) Arg2:(?P<target>T\d+)\s*")
_NOTE = re.compile(r"\S+ (?P<on>T\d+)")


@dataclass(frozen=True, slots=True)
class Bound:
    """A mark: its label, its pieces, and the words that the line repeats."""

    name: str
    places: str
    words: str

    @property
    def pieces(self) -> list[tuple[int, int]]:
        """The pieces in code points, in the order of the line."""
        found = []
        for piece in self.places.split(";"):
            start, end = piece.split()
            found.append((int(start), int(end)))
        return found


class Standoff:
    """A file of marks.

    Attributes
    ----------
    bounds : dict of str to Bound
        By the ids of the file.
    notes : dict of str to Fields
        Our notes by the mark that they are on; a person's own notes are left aside.
    relations : list of tuple of str
        Label, source and target.
    problems : list of str
        A line for each that cannot be read.
    """

    def __init__(self, text: str) -> None:
        self.bounds: dict[str, Bound] = {}
        self.notes: dict[str, Fields] = {}
        self.relations: list[tuple[str, str, str]] = []
        self.problems: list[str] = []
        for number, line in enumerate(text.split("\n"), start=1):
            if line.strip():
                self._take(line, number)

    def _take(self, line: str, number: int) -> None:
        ref, _, rest = line.partition("\t")
        body, _, tail = rest.partition("\t")
        if ref.startswith("T") and (found := _BOUND.fullmatch(body)):
            if ref in self.bounds:
                self.problems.append(f"line {number}: a second {ref}")
            self.bounds[ref] = Bound(found["name"], found["places"], tail)
        elif ref.startswith("R") and (found := _RELATION.fullmatch(body)):
            self.relations.append((found["name"], found["source"], found["target"]))
        elif ref.startswith("#"):
            self._note(body, tail, number)
        else:
            self.problems.append(f"line {number}: {line[:60]!r}, wanted a mark, relation or note")

    def _note(self, body: str, tail: str, number: int) -> None:
        found = _NOTE.fullmatch(body)
        try:
            value = json.loads(tail)
        except ValueError:
            return  # a person's note, in words
        if found is None or not isinstance(value, dict):
            return
        self.notes[found["on"]] = Fields(value, f"line {number}", self.problems)
