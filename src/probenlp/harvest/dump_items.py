"""The items of a thread in a text dump: a scan over its lines, once, with a stack of levels."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from probenlp.harvest.dump_grammar import Furniture, Number, read_number
from probenlp.harvest.lines import Line


@dataclass(slots=True)
class Item:
    """One comment of a dump while it is read.

    Attributes
    ----------
    number : Number
        Its list number.
    lines : list of Line
        Its text; the first follows the number.
    pending : list of Line
        Lines that look like its buttons: text again, should more text follow them.
    """

    number: Number
    parent: "Item | None"
    path: str
    lines: list[Line]
    pending: list[Line] = field(default_factory=list)
    children: int = 0

    @property
    def depth(self) -> int:
        """0 at top level."""
        return self.path.count(".")

    @property
    def has_footer(self) -> bool:
        """Whether its buttons have been seen."""
        return any(not line.blank for line in self.pending)


@dataclass(slots=True)
class Items:
    """What a scan gave.

    Attributes
    ----------
    items : list of Item
        In order of the dump.
    furniture : list of Line
        Buttons, and strays between items.
    end : int
        Index of the first line below the thread.
    jumps : list of str
        Numbers that were left out by the renderer, in words.
    hanging : bool
        Whether the text of items stands to the right of their numbers.
    """

    items: list[Item] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    end: int = 0
    jumps: list[str] = field(default_factory=list)
    hanging: bool = False

    @property
    def with_footer(self) -> int:
        """How many items were closed by buttons."""
        return sum(item.has_footer for item in self.items)


class ItemScan:
    """Reads items line by line; see :func:`scan_items`."""

    def __init__(self, lines: Sequence[Line], first: int, furniture: Furniture) -> None:
        self.lines, self.first, self.buttons = lines, first, furniture
        start = read_number(lines[first])
        self.indent = start.indent if start else 0
        self.last_footer = self._last_footer()
        self.found = Items(hanging=self._is_hanging())
        self.open: list[Item] = []  # one for each level, the innermost last
        self.expected: dict[int, int] = {}  # by the column of the numbers
        self.at_top = 0

    def scan(self) -> Items:
        """Go through the lines until the thread ends."""
        for index in range(self.first, len(self.lines)):
            line = self.lines[index]
            if line.blank:
                self._blank(line)
            elif (
                not self._furniture(line, index)
                and not self._start(line)
                and not self._text(line, index)
            ):
                self.found.end = index
                break
        else:
            self.found.end = len(self.lines)
        for item in self.found.items:
            self.found.furniture += item.pending
        return self.found

    def _last_footer(self) -> int:
        """Find the last line of buttons; the words of a sidebar at the margin are none."""
        for index in range(len(self.lines) - 1, self.first, -1):
            line = self.lines[index]
            if not line.blank and line.indent >= self.indent and self.buttons.has(line.text):
                return index
        return -1

    def _is_hanging(self) -> bool:
        """Look whether most lines below the first number stand further in than it."""
        below = [
            line
            for line in self.lines[self.first + 1 : self.first + 400]
            if not line.blank and not (line.indent == self.indent and read_number(line))
        ]
        further = sum(line.indent > self.indent for line in below)
        return 2 * further > len(below)

    def _blank(self, line: Line) -> None:
        if self.open:
            item = self.open[-1]
            (item.pending if item.pending else item.lines).append(line)

    def _furniture(self, line: Line, index: int) -> bool:
        """Keep a line of buttons apart: it may turn out to be the writer's words."""
        if not self.open:
            return False
        number = read_number(line)
        if self.buttons.has(line.text) or (number and self._is_empty_form(number, index)):
            self.open[-1].pending.append(line)
            return True
        return False

    def _is_empty_form(self, number: Number, index: int) -> bool:
        """Know "7. Reply", the empty form below the last reply: nothing stands under it."""
        if not (self.open[-1].has_footer and self.buttons.has(number.line.text)):
            return False
        below = (line for line in self.lines[index + 1 : index + 20] if not line.blank)
        following = next(below, None)
        return following is None or following.indent <= number.indent

    def _start(self, line: Line) -> bool:
        number = read_number(line)
        if not number:
            return False
        level = self._level(number)
        if level is None:
            return False
        while len(self.open) > level:
            self.open.pop()
        parent = self.open[-1] if self.open else None
        self._note_jump(number, parent)
        place = self._place(parent)
        item = Item(number, parent, place, [number.line])
        self.expected[number.indent] = number.value + 1
        self.open.append(item)
        self.found.items.append(item)
        return True

    def _place(self, parent: Item | None) -> str:
        if parent is None:
            self.at_top += 1
            return str(self.at_top)
        parent.children += 1
        return f"{parent.path}.{parent.children}"

    def _note_jump(self, number: Number, parent: Item | None) -> None:
        expected = self.expected.get(number.indent, 1)
        if parent is not None and not parent.children:
            expected = 1
        if number.value != expected:
            where = f" under comment {parent.path}" if parent else ""
            self.found.jumps.append(f"number {number.value} where {expected} was due{where}")

    def _level(self, number: Number) -> int | None:
        """Decide on which level a number starts an item; None where it is text.

        People write numbered lists in comments. A number is an item's only if it is the next one
        on its level and the item before has had its buttons, or, where the layout shows it, if it
        stands left of the text column.
        """
        if not self.open:
            return 0
        current = self.open[-1]
        closed = current.has_footer
        for level, item in enumerate(self.open):
            if item.number.indent != number.indent:
                continue
            due = self.expected[number.indent]
            if number.value == due and (closed or self._is_outdented(number, current)):
                return level
            # The renderer left an item out: its number is gone, the next one's is not.
            if closed and self.found.hanging and due < number.value < due + 100:
                return level
        if number.value == 1 and closed and number.indent > current.number.indent:
            return len(self.open)
        return None

    def _is_outdented(self, number: Number, current: Item) -> bool:
        return self.found.hanging and number.indent <= current.number.indent

    def _text(self, line: Line, index: int) -> bool:
        """Add a line to the open item, or say that the thread has ended."""
        item = self.open[-1]
        outside = self.found.hanging and line.indent <= item.number.indent
        if item.has_footer:
            if outside and index < self.last_footer:
                item.pending.append(line)  # a stray between two items
                return True
            if outside or index > self.last_footer:
                return False
            item.lines += item.pending
            item.pending.clear()
        elif outside and index > self.last_footer and line.indent <= self.indent:
            return False
        item.lines.append(line)
        return True


def scan_items(lines: Sequence[Line], first: int, furniture: Furniture) -> Items:
    """Read the items of a thread.

    Parameters
    ----------
    lines : sequence of Line
        Of the whole dump.
    first : int
        Index of the line with number 1.
    furniture : Furniture
        The thread's buttons.

    Returns
    -------
    Items
        In time linear in the lines.
    """
    return ItemScan(lines, first, furniture).scan()
