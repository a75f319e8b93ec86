"""A file without a name: room on the disk that goes with the process, whatever ends it."""

import os
import tempfile
import weakref
from pathlib import Path


class UnnamedFile:
    """Bytes that are appended and read back by their place.

    Parameters
    ----------
    folder : Path, optional
        Where there is room: that of the output. By default the system's for temporary files.

    Attributes
    ----------
    length : int
        Bytes there are.

    Raises
    ------
    OSError
        From any method, if the disk is full.

    Examples
    --------
    >>> file = UnnamedFile()
    >>> file.append(b"Ashmere"), file.append(b"Dene"), file.read(7, 4)
    (0, 7, b'Dene')
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._file = tempfile.TemporaryFile(buffering=0, dir=folder)  # noqa: SIM115  goes with us
        weakref.finalize(self, self._file.close)
        self.length = 0

    def append(self, data: bytes | bytearray | memoryview) -> int:
        """Write all of some bytes; give their place."""
        start, waiting = self.length, memoryview(data).cast("B")
        while waiting:
            written = os.write(self._file.fileno(), waiting)
            self.length += written
            waiting = waiting[written:]
        return start

    def read(self, start: int, length: int) -> bytes:
        """Read so many bytes from a place on."""
        return os.pread(self._file.fileno(), length, start)
