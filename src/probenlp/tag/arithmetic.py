"""The base pipeline's arithmetic by numpy's library, in one thread: the same sums in half the time.

Thinc multiplies matrices with blis, which takes two to three times as long as the OpenBLAS that
numpy brings, on processors of today. Held to one thread: at matrices of this size several wait for
each other (the recogniser of names took 2.3 instead of 0.6 seconds), above all beside other
workers. Vectors differ by the rounding of sums alone, as they do from processor to processor: by
4·10⁻⁶ at most, and no tag of any page at hand with them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from spacy.language import Language
from thinc.api import Model, NumpyOps
from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

_LIBRARIES: Final = tuple(ThreadpoolController().select(user_api="blas").lib_controllers)
"""What numpy multiplies matrices with, where its threads can be told."""


def by_numpy(nlp: Language) -> None:
    """Have a pipeline calculate by numpy's library.

    Parameters
    ----------
    nlp : Language
        A pipeline; it is changed in place, but for models on another device. It can still be
        trained and saved, and what is saved holds nothing of this.

    Examples
    --------
    >>> import spacy
    >>> by_numpy(spacy.blank("en"))  # nothing that calculates
    """
    for _, pipe in nlp.components:
        model = getattr(pipe, "model", None)
        if isinstance(model, Model) and type(model.ops) is NumpyOps:
            for node in model.walk():
                node.ops = OneThreadOps(use_blis=False)


class OneThreadOps(NumpyOps):  # type: ignore[misc]  # compiled, so without types
    """Thinc's operations with numpy's product of matrices, in one thread."""

    def gemm(self, *matrices: Any, **options: Any) -> Any:
        """Multiply two matrices."""
        with one_thread():
            return super().gemm(*matrices, **options)


@contextmanager
def one_thread() -> Iterator[None]:
    """Multiply matrices in one thread for a while; the setting of the rest of the program stays.

    ``threadpoolctl`` has the same, and asks for much else each time: 20 microseconds against 4.
    """
    before = [library.get_num_threads() for library in _LIBRARIES]
    for library in _LIBRARIES:
        library.set_num_threads(1)
    try:
        yield
    finally:
        for library, threads in zip(_LIBRARIES, before, strict=True):
            library.set_num_threads(threads)
