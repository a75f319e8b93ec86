"""The optional dependency of both directions of WARC."""

from importlib import import_module
from typing import Any


def warcio(module: str) -> Any:
    """Import a module of warcio.

    Raises
    ------
    ImportError
        That says how to install it.

    Examples
    --------
    >>> warcio("warcwriter").WARCWriter.__name__
    'WARCWriter'
    """
    try:
        return import_module(f"warcio.{module}")
    except ImportError as error:
        raise ImportError(
            "WARC files need warcio, which is not installed: pip install probenlp[warc]"
        ) from error
