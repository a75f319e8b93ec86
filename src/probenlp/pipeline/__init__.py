"""The one place where the stages meet: the main job, and each stage over many documents.

Names are looked up when they are used: harvesting must not wait for spaCy.

"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from probenlp.pipeline.gather import harvest_blog_documents, harvest_documents
    from probenlp.pipeline.job import run
    from probenlp.pipeline.steps import (
        Analyst,
        Decider,
        claim_documents,
        classify_documents,
        pair,
        tag_documents,
    )

__all__ = [
    "Analyst",
    "Decider",
    "claim_documents",
    "classify_documents",
    "harvest_blog_documents",
    "harvest_documents",
    "pair",
    "run",
    "tag_documents",
]

_PLACES = {"harvest_blog_documents": "gather", "harvest_documents": "gather", "run": "job"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = importlib.import_module(f"{__name__}.{_PLACES.get(name, 'steps')}")
    return getattr(module, name)
