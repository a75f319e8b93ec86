"""The folder of a run: complete, or as it was before."""

import contextlib
import hashlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from probenlp.errors import OutputError
from probenlp.records import RunReport
from probenlp.store.jsonl import atomic_file, open_writer

FILES = (
    "documents.jsonl",
    "tags.jsonl",
    "claims.jsonl",
    "groups.jsonl",
    "relations.jsonl",
    "checks.jsonl",
)
"""What a run writes, in the order of the stages; ``run.json`` comes last and vouches for them."""

RUN = "run.json"


class OutputFolder:
    """Collects the files of one run aside and puts them in place together.

    The files are written into a hidden folder inside the output folder. :meth:`commit` moves them
    to their names and writes ``run.json``, with their digests, last. A run that ends otherwise
    leaves the files of the run before as they were.

    Parameters
    ----------
    path : Path
        Made if it is missing.

    Raises
    ------
    OutputError
        If the path is a file, cannot be written to, or is a folder that holds other things and no
        ``run.json``: a slip in the command line must not litter somebody's folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if path.exists() and not path.is_dir():
            raise OutputError(f"{path}: is a file; expected a folder to write to")
        if (other := _something_else(path)) and not (path / RUN).exists():
            raise OutputError(
                f"{path}: holds other files ({other.name}, …) and no {RUN}; "
                "name a new or empty folder"
            )
        try:
            path.mkdir(parents=True, exist_ok=True)
            self._partial = Path(tempfile.mkdtemp(prefix=".partial-", dir=path))
        except OSError as error:
            raise OutputError(f"{path}: cannot write there: {error.strerror}") from error

    @contextlib.contextmanager
    def writer(self, name: str) -> Iterator[Callable[[msgspec.Struct], object]]:
        """Open one of :data:`FILES` for records."""
        with open_writer(self._partial / name) as write:
            yield write

    def read_path(self, name: str) -> Path:
        """Give the place of a file that has been written and not yet committed."""
        return self._partial / name

    def digests(self) -> dict[str, str]:
        """Give the SHA-256 of each file written so far."""
        return {path.name: _sha256(path) for path in sorted(self._partial.iterdir())}

    def commit(self, report: RunReport) -> tuple[Path, ...]:
        """Put the files in place and the report beside them.

        Returns
        -------
        tuple of Path
            All files of the run, the report last.
        """
        placed = []
        for name in FILES:
            if (self._partial / name).exists():
                (self._partial / name).replace(self.path / name)
                placed.append(self.path / name)
        with atomic_file(self.path / RUN) as file:
            file.write(msgspec.json.format(msgspec.json.encode(report), indent=2) + b"\n")
        self.discard()
        return (*placed, self.path / RUN)

    def discard(self) -> None:
        """Remove what was written aside, and the folder where nothing else is in it."""
        shutil.rmtree(self._partial, ignore_errors=True)
        with contextlib.suppress(OSError):
            self.path.rmdir()


def _something_else(folder: Path) -> Path | None:
    """Find an entry that no interrupted run has left behind."""
    if not folder.is_dir():
        return None
    return next((e for e in sorted(folder.iterdir()) if not e.name.startswith(".partial-")), None)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
