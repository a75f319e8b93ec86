"""The thread of a text dump, whichever way the page was rendered."""

from dataclasses import dataclass

from probenlp.harvest.byline import Byline
from probenlp.harvest.lines import Composition
from probenlp.records import Region, Removal, Structure


@dataclass(frozen=True, slots=True)
class DumpComment:
    """One comment of a dump.

    Attributes
    ----------
    path : str
        ``5.2`` is the second reply to the fifth comment.
    parent_path : str or None
        None at top level.
    byline : Byline or None
        Most renderers drop writer and date.
    """

    path: str
    parent_path: str | None
    depth: int
    byline: Byline | None
    made: Composition
    regions: tuple[Region, ...]
    closed: bool


@dataclass(frozen=True, slots=True)
class DumpThread:
    """The thread of a dump.

    Attributes
    ----------
    above : int
        Number of lines above the thread and its header.
    claimed : int or None
        What the header counts.
    removed : tuple of Removal
        Header, numbers, buttons, bylines, and the page below the thread.
    """

    above: int
    claimed: int | None
    structure: Structure
    comments: tuple[DumpComment, ...]
    removed: tuple[Removal, ...]
    warnings: tuple[str, ...]
    cut_off: bool
