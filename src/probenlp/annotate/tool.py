"""What an annotation tool's file must offer, and the terms in which it speaks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

from probenlp.annotate.labels import LabelMap
from probenlp.annotate.offsets import OffsetUnit
from probenlp.annotate.task import Answer, Task
from probenlp.errors import ProbenlpError

Holds = Literal["marks", "links", "choices"]


class FormatError(ProbenlpError, ValueError):
    """A file is not what its tool writes; the message says what was wanted and how to get it."""


def never(text: str) -> str | None:
    """Give None: nearly every tool counts all that its unit counts."""
    del text
    return None


def as_it_is(text: str) -> str:
    """Give the text itself: what nearly every tool shows."""
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """One way in which a tool shows tasks.

    Attributes
    ----------
    name : str
        As named on the command line; part of the manifest.
    unit : str
        What its offsets count; ends are exclusive.
    holds : frozenset of str
        What can be judged in it. What it cannot hold stays aside, and comes back as it was.
    attributes : bool
        Whether attributes of marks travel through it and may be edited there.
    tells_answers : bool
        Whether its files say which tasks a person has looked at. Where they do not, each task that
        comes back counts as judged.
    twins : bool
        Whether two marks with one label in one place stay two. Where they do not, one that comes
        back stands for all of them.
    shows : callable
        The text as this tool holds it, of the same length; brat reads a CR LF as one character.
    miscounts : callable
        Gives what in a text this tool counts otherwise than its unit says, None where there is
        nothing. Such a text is left out, since a mark behind it would come back amiss.
    """

    name: str
    unit: OffsetUnit
    holds: frozenset[Holds]
    attributes: bool = False
    tells_answers: bool = True
    twins: bool = True
    shows: Callable[[str], str] = as_it_is
    miscounts: Callable[[str], str | None] = never


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What an exporter and an importer must know besides the tasks.

    Attributes
    ----------
    title : str
        Name of the project in the tool.
    labels : LabelMap
        The names that labels have in the tool.
    layers : tuple of str
        What is asked for.
    task_ids : tuple of str
        In the order of the export, for tools whose files are known by their number alone.
    """

    view: View
    title: str
    labels: LabelMap
    layers: tuple[str, ...]
    task_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedMark:
    """A mark as a tool gives it back.

    Attributes
    ----------
    ref : str
        By which links of the same record name it.
    name : str
        The label's name in the tool.
    start, end : int
        In the unit of the view.
    surface : str or None
        The words, where the tool says them.
    id : str or None
        Our id of it, where the tool keeps it.
    attributes : dict of str to str or None
        None where the tool does not carry them.
    """

    ref: str
    name: str
    start: int
    end: int
    surface: str | None = None
    id: str | None = None
    attributes: dict[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """A record as a tool gives it back, not yet checked.

    Attributes
    ----------
    place : str
        File and line, or position, for messages.
    task_id : str or None
        None where it was lost.
    text : str or None
        As the tool holds it; None where its files do not repeat it.
    links : tuple
        Name of the label, ref of the source, ref of the target.
    choices : tuple of str
        Names of the labels of the whole text.
    answer : str or None
        None: no person has judged it yet.
    annotator : str or None
        As the tool calls them.
    untouched : bool
        The tool tells that nobody has changed what went out, and does not repeat it.
    problems : tuple of str
        Why the record cannot be taken, as far as the tool's own file tells.
    """

    place: str
    task_id: str | None = None
    text: str | None = None
    marks: tuple[ReturnedMark, ...] = ()
    links: tuple[tuple[str, str, str], ...] = ()
    choices: tuple[str, ...] = ()
    answer: Answer | None = None
    annotator: str | None = None
    untouched: bool = False
    problems: tuple[str, ...] = field(default=())


class AnnotationTool(Protocol):
    """One annotation tool, in both directions."""

    @property
    def name(self) -> str:
        """As named on the command line."""
        ...

    @property
    def views(self) -> tuple[View, ...]:
        """The ways in which it shows tasks, the usual one first."""
        ...

    def write(self, tasks: Sequence[Task], sheet: Sheet) -> Iterator[tuple[str, bytes]]:
        """Give the files of an export: names below its folder, and contents.

        The tasks hold what the view can hold, and every label has a name in the sheet.
        """
        ...

    def read(self, path: Path, sheet: Sheet) -> Iterator[Returned]:
        """Read what the tool gives back.

        Parameters
        ----------
        path : Path
            The folder of the export, or the file or folder that the tool wrote.

        Raises
        ------
        FormatError
            If it is nothing that this tool writes. A single bad record is no error: it is returned
            with its problems.
        """
        ...

    def steps(self, sheet: Sheet) -> str:
        """Tell in Markdown how to load the export and how to get the work back out."""
        ...
