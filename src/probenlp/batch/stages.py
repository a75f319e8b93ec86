"""What the stages of a batch do with one input or one document, and what decides in them."""

import functools
import hashlib
import importlib
import importlib.metadata
import platform
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol, cast

import msgspec

import probenlp
from probenlp.artefacts import artefact
from probenlp.batch.orders import STORE_VERSION, Digests, StageName, digest
from probenlp.domains import digest_of as digest_of_domain
from probenlp.domains import domain_folder, load_domain
from probenlp.pipeline.tally import LIBRARIES
from probenlp.records import Claim, Document, PassageTags
from probenlp.settings import Settings

if TYPE_CHECKING:
    from probenlp.harvest import Harvested, Input

_CODE: dict[StageName | Literal["known"], tuple[str, ...]] = {
    "harvest": ("records", "harvest", "pipeline"),
    "tag": ("records", "domains", "tag", "pipeline"),
    "classify": ("records", "domains", "provenance", "classify", "claims", "pipeline"),
    "known": ("records", "domains", "provenance"),
}
"""Parts of the package whose code decides in a stage."""

_BASE = "base"

_LATER = ("register", "voice_model")
"""Settings that decide nothing in the harvest."""


class Stages(Protocol):
    """What a worker does; a run without spaCy can bring its own."""

    def prepare(self, stage: StageName) -> None:
        """Load what a stage needs, if it is not loaded."""

    def harvest(self, item: "Input") -> "Harvested":
        """Make a document of an input."""

    def tag(self, document: Document) -> tuple[PassageTags, ...]:
        """Tag the passages of a document, without blocks and voices."""

    def decide(
        self, document: Document, tags: Iterable[PassageTags]
    ) -> tuple[tuple[PassageTags, ...], tuple[Claim, ...]]:
        """Find blocks, decide voices and make claims."""


class Work(Protocol):
    """A module that brings the stages."""

    make: Callable[[Settings, Path | None], Stages]
    """Makes the stages of a worker; the path is that of the index of known texts, where there is
    one."""
    digests: Callable[[Settings], Digests]
    """Gives what decides in each stage, without the known texts."""


def work_of(name: str) -> Work:
    """Find the module that does the work, by its dotted name."""
    return cast("Work", importlib.import_module(name))


def make(settings: Settings, known: Path | None) -> Stages:
    """Make the stages of ``probenlp run``; each loads what it needs at its first document."""
    return _Probenlp(settings, known)


class _Probenlp:
    def __init__(self, settings: Settings, known: Path | None) -> None:
        self._settings = settings
        self._known_path = known

    def prepare(self, stage: StageName) -> None:
        if stage == "tag":
            _ = self._tag
        elif stage == "classify":
            _ = self._decide

    def harvest(self, item: "Input") -> "Harvested":
        from probenlp.harvest import harvest

        return harvest(item, salt=self._settings.salt, max_bytes=self._settings.max_bytes)

    def tag(self, document: Document) -> tuple[PassageTags, ...]:
        return self._tag(document)

    def decide(
        self, document: Document, tags: Iterable[PassageTags]
    ) -> tuple[tuple[PassageTags, ...], tuple[Claim, ...]]:
        return self._decide(document, tags)

    @functools.cached_property
    def _tag(self) -> Callable[[Document], tuple[PassageTags, ...]]:
        from probenlp.tag.language import load
        from probenlp.tag.passages import tag_document

        nlp = load(self._settings.domain)

        def tag(document: Document) -> tuple[PassageTags, ...]:
            with nlp.memory_zone():  # the words of a document go with it: a worker does not grow
                return tag_document(nlp, document)

        return tag

    @functools.cached_property
    def _decide(
        self,
    ) -> Callable[
        [Document, Iterable[PassageTags]], tuple[tuple[PassageTags, ...], tuple[Claim, ...]]
    ]:
        from probenlp.pipeline.steps import Decider
        from probenlp.provenance import KnownTexts

        domain, path = self._settings.domain, self._known_path
        known = KnownTexts.open(path, domain=load_domain(domain)) if path else None
        return Decider(domain, known, self._settings.voice_model).decide


def digests(settings: Settings) -> Digests:
    """Say what decides in each stage.

    Raises
    ------
    DomainError, ModelError
        If the domain or the base pipeline is missing, or a voice model of one's own cannot be read.
    """
    load_domain(settings.domain)
    domain = digest_of_domain(domain_folder(settings.domain))
    libraries = [
        f"{name} {importlib.metadata.version(name)}" for name in (*LIBRARIES, "scikit-learn")
    ]
    common = digest(str(STORE_VERSION), probenlp.__version__, platform.python_version(), *libraries)
    shown = {name: value for name, value in settings.shown().items() if name not in _LATER}
    told = msgspec.json.encode(shown, order="deterministic").decode()
    base = artefact(_BASE)
    models = _weights(base)
    if settings.voice_model is not None:
        from probenlp.classify.model import load_model  # a driver needs it for nothing else

        load_model(settings.voice_model)  # one that cannot be read is told before the work
        models.append(settings.voice_model)
    return Digests(
        harvest=digest(common, _code("harvest"), told, domain),
        tag=digest(common, _code("tag"), domain, _files([base])),
        classify=digest(common, _code("classify"), domain, _files(models)),
        known=digest(common, _code("known"), domain),
    )


def _code(stage: StageName | Literal["known"]) -> str:
    package = Path(probenlp.__file__).parent
    return _files([package / part for part in _CODE[stage]], "*.py")


def _weights(base: Path) -> list[Path]:
    """Give the artefacts of all models but the base pipeline: voice and what else decides."""
    return [path for path in sorted(base.parent.iterdir()) if path != base]


def _files(folders: Iterable[Path], pattern: str = "*") -> str:
    """Digest the files below some folders, by name and content."""
    whole = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                name = path.relative_to(folder.parent).as_posix()
                whole.update(name.encode() + b"\0" + path.read_bytes() + b"\0")
    return whole.hexdigest()
