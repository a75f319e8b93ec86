"""Corpus and claim extraction for the inspection of public services.

>>> import probenlp
>>> doc = probenlp.load()("Just over a third of posts at Ashmere and Tolland PDU were vacant.")
>>> [span.text for span in doc.spans["statistics"]]
['Just over a third']

"""

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

if TYPE_CHECKING:
    from probenlp.corpus import open_folder as open  # noqa: A004
    from probenlp.tag.language import load

__all__ = ["__version__", "load", "open"]

_LATER = {
    "load": ("probenlp.tag.language", "load"),
    "open": ("probenlp.corpus", "open_folder"),
}


def __getattr__(name: str) -> Any:
    """Import on first use: ``probenlp --help`` must not wait two seconds for spaCy."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import importlib

    module, attribute = _LATER[name]
    return getattr(importlib.import_module(module), attribute)
