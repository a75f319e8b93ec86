"""The settings of a run on their way to a worker."""

from pathlib import Path
from typing import Any

import msgspec

from probenlp.settings import Settings


def pack_settings(settings: Settings) -> msgspec.Raw:
    """Write settings, the salt among them, for a worker's standard input."""
    return msgspec.Raw(msgspec.json.encode(settings, enc_hook=str))


def unpack_settings(packed: msgspec.Raw) -> Settings:
    """Read them back.

    Examples
    --------
    >>> unpack_settings(pack_settings(Settings(salt=b"grain"))).salt
    b'grain'
    """
    return msgspec.json.decode(packed, type=Settings, dec_hook=_path)


def _path(wanted: type, value: Any) -> Any:
    if issubclass(wanted, Path):
        return Path(value)
    raise NotImplementedError(wanted)
