"""A million comments, resumed after any crash, on one machine or many.

The stages of :func:`probenlp.pipeline.run`, shard by shard in processes of their own; the same
bytes, whatever the number of processes and however often it was stopped. Names are looked up when
they are used, so that a worker loads what its stage needs and no more.

"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from probenlp.batch.events import Event
    from probenlp.batch.job import BatchResult, run_batch
    from probenlp.batch.options import BatchOptions

__all__ = ["BatchOptions", "BatchResult", "Event", "run_batch"]

_PLACES = {"BatchOptions": "options", "Event": "events"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = importlib.import_module(f"{__name__}.{_PLACES.get(name, 'job')}")
    return getattr(module, name)
