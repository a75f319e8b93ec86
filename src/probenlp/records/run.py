"""What a run did: versions, settings, counts, and everything that went wrong or was left out."""

import msgspec

from probenlp.records.vocabulary import SCHEMA_VERSION, Reason, Severity


class Problem(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """An input that gave nothing, or less than it holds.

    Attributes
    ----------
    source : str
        The input's name, as in ``Source.name``.
    stage : str
        Where it came up: ``read``, ``harvest``, ``tag``, …
    detail : str
        What was met, what was wanted, what to try.
    document_id : str or None
        The document that is in the output all the same.
    """

    source: str
    stage: str
    severity: Severity
    reason: Reason
    detail: str
    document_id: str | None = None


class Stage(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """A stage's settings and the digest of what decided in it (tables, weights)."""

    name: str
    seconds: float
    settings: dict[str, str] = {}
    digest: str | None = None


class Count(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """How many of a thing the output holds, in all and by kind."""

    total: int
    by: dict[str, int] = {}


class RunReport(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, gc=False):
    """The file ``run.json``.

    Attributes
    ----------
    versions : dict of str to str
        Of this package, Python, and the libraries whose version can change the output.
    settings : dict of str to str
        As given; secrets only as a fingerprint.
    files : dict of str to str
        The SHA-256 of each file of the output.
    counts : dict of str to Count
        ``documents``, ``passages``, ``statistics``, …
    skipped : dict of str to int
        Files of the folders named that are no documents, by reason.
    removed : dict of str to int
        Characters of the sources that are in no passage, by reason.
    """

    schema_version: int = SCHEMA_VERSION
    started: str
    seconds: float
    versions: dict[str, str]
    settings: dict[str, str]
    stages: tuple[Stage, ...]
    files: dict[str, str]
    counts: dict[str, Count]
    skipped: dict[str, int]
    removed: dict[str, int]
    problems: tuple[Problem, ...]
