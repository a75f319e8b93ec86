"""``probenlp migrate``: a run of an earlier schema version, as one of this."""

import sys
from pathlib import Path
from typing import Annotated

import typer


def migrate(
    folder: Annotated[Path, typer.Argument(metavar="OUT", help="The run; it is only read.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="A new folder to write.")],
) -> None:
    """Write a run of an earlier schema version as one of this version, into a new folder.

    Says what can be done where no way is known. Nothing is ever changed in place.
    """
    from probenlp.store.migrate import migrate as write

    for path in write(folder, out):
        sys.stdout.write(f"{path}\n")
