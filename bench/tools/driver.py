"""What each tool's file must offer so that it can be proven."""

from pathlib import Path
from typing import Protocol

from probenlp.annotate import Manifest


class Project(Protocol):
    """An export that a tool has taken in, open in the browser."""

    def imported(self) -> int:
        """Give how many texts the tool holds."""
        ...

    def open(self, number: int) -> None:
        """Show a text, from 0, in the order of the export."""
        ...

    def shown_marks(self) -> list[str]:
        """Give the words that are highlighted now, a mark each."""
        ...

    def shown_choices(self) -> set[str]:
        """Give the names of the labels that are chosen now."""
        ...

    def draw(self, name: str, words: str) -> None:
        """Mark words with a label, by mouse."""
        ...

    def remove(self, name: str, words: str) -> None:
        """Take away the one mark with a label and these words."""
        ...

    def choose(self, name: str, instead_of: str) -> None:
        """Choose a label for the text as a whole, in the place of another."""
        ...

    def finish(self) -> None:
        """Say that the text is done."""
        ...

    def finish_all(self) -> None:
        """Accept every text as it is."""
        ...

    def again(self) -> None:
        """Take the same export in a second time."""
        ...

    def written(self, folder: Path) -> Path:
        """Get the work out, and give what the importer shall read."""
        ...


class Driver(Protocol):
    """A tool that runs.

    Attributes
    ----------
    doubles : str
        What becomes of an export that is taken in twice, for the page of the documentation.
    """

    doubles: str

    def load(self, folder: Path, manifest: Manifest) -> Project:
        """Take an export in as its ``IMPORT.md`` says."""
        ...
