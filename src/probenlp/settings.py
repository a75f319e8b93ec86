"""What a run can be told, and the secret that keeps commenters' keys from being turned back."""

import hashlib
import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from probenlp.errors import ProbenlpError
from probenlp.harvest.fetch import FetchSettings

SALT_VARIABLE = "PROBENLP_SALT"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run.

    Attributes
    ----------
    domain : str
        Name of a domain that ships, or the path of a folder of tables.
    salt : bytes
        Keys of authors are made with it. Two runs with one salt give one person one key; nobody
        without it can tell which name a key stands for.
    max_bytes : int
        Larger inputs are refused.
    register : Path or None
        A table ``outcomes.tsv`` of one's own, which claims are held against beside the domain's.
    voice_model : Path or None
        The folder of a voice model of one's own, which ``probenlp train voice`` wrote; without it
        the one that ships decides.
    fetch : FetchSettings
        How to ask for pages; nothing is asked for unless an address is named.
    """

    domain: str = "probation"
    salt: bytes = field(default=b"", repr=False)
    max_bytes: int = 20_000_000
    register: Path | None = None
    voice_model: Path | None = None
    fetch: FetchSettings = FetchSettings()  # noqa: RUF009  frozen

    def shown(self) -> dict[str, str]:
        """Give the settings for a report: the salt only as a fingerprint."""
        shown = {
            "domain": self.domain,
            "max_bytes": str(self.max_bytes),
            "salt_fingerprint": hashlib.sha256(b"probenlp:" + self.salt).hexdigest()[:8],
        }
        if self.register is not None:
            shown["register"] = f"{self.register.name} {_digest_of(self.register)}"
        if self.voice_model is not None:
            shown["voice_model"] = f"{self.voice_model.name} {_digest_of(self.voice_model)}"
        return shown


def _digest_of(path: Path) -> str:
    """Give eight digits that change with a file or a folder; one that is missing is told later."""
    files = [path] if path.is_file() else sorted(one for one in path.glob("*") if one.is_file())
    content = b"".join(one.read_bytes() for one in files)
    return hashlib.sha256(content).hexdigest()[:8] if files else "missing"


def find_salt() -> bytes:
    """Give the salt of this user.

    It is the variable ``PROBENLP_SALT``, or else the content of a file that is made at random the
    first time, readable by its owner only, in the folder for state of the XDG specification.

    Raises
    ------
    ProbenlpError
        If the file cannot be made or read; the message says how to do without it.
    """
    if given := os.environ.get(SALT_VARIABLE):
        return given.encode()
    state = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    path = state / "probenlp" / "salt"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_bytes()
        with os.fdopen(handle, "wb") as file:
            salt = secrets.token_hex(32).encode()
            file.write(salt)
        return salt
    except OSError as error:
        raise ProbenlpError(
            f"{path}: cannot keep the salt for authors' keys there: {error.strerror}; "
            f"set the variable {SALT_VARIABLE} to any secret text"
        ) from error
