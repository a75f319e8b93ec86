"""What a person is asked to judge, and what comes back, in no tool's own terms.

A :class:`Task` is a text with what is already marked in it. An exporter writes it in the words of a
tool; what its importer reads there becomes an :class:`Annotation`, a line of the file that
``probenlp import`` writes. Offsets are half-open, in code points of the task's text, and in an
annotation in code points of the passage's.

"""

import hashlib
from typing import Final, Literal

import msgspec

TASK_VERSION = 1
"""Raised when a field changes its meaning or goes."""

Answer = Literal["accept", "reject", "ignore"]
"""``accept``: the marks that came back are right and none is missing; ``reject``: what was shown is
wrong, a negative judgement; ``ignore``: no judgement."""

About = Literal["passage", "sentence", "pair"]
"""What one task is about. Of a passage stretches are judged, of the others the text as a whole."""

Standing = Literal["kept", "added", "removed", "rejected"]
"""How a mark stands to what was shown: confirmed, new from the annotator's hand, taken away, or one
of those that were rejected as a whole (not all of them can be right)."""

_STANDS: Final = ("kept", "added")


class Origin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which program marked something, and in which version."""

    model: str
    version: str


class Mark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A label on a stretch of a text.

    Attributes
    ----------
    id : str
        Unique within the passage; the same in each part of a mark that a cut divides.
    layer : str
        See :data:`probenlp.annotate.layers.LAYERS`.
    start, end : int
        Half-open, code points.
    surface : str
        The words.
    attributes : dict of str to str
        What else is known of it: the value of a figure, the role of a speaker.
    score : float or None
        From 0 to 1, the program's own. None where a rule or a person decided.
    origin : Origin or None
        None: a person marked it.
    """

    id: str
    layer: str
    label: str
    start: int
    end: int
    surface: str
    attributes: dict[str, str] = {}
    score: float | None = None
    origin: Origin | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.surface) != self.end - self.start:
            raise ValueError(f"{self.surface!r} does not fill {self.start}..{self.end}")


class Link(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, order=True):
    """A relation that runs from one mark to another of the same task."""

    layer: str
    label: str
    source: str
    target: str


class Choice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A label for a text as a whole; attributes, score and origin as of a mark."""

    layer: str
    label: str
    attributes: dict[str, str] = {}
    score: float | None = None
    origin: Origin | None = None


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A stretch of a passage that stands in a task's text.

    Attributes
    ----------
    at : int
        Where in the task's text it begins.
    start, end : int
        Where it stands in the passage.
    passage_sha256 : str
        Of the passage's whole text in UTF-8, so that nothing is laid over another text.
    """

    document_id: str
    passage_id: str
    at: int
    start: int
    end: int
    passage_sha256: str


class Context(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a reader needs beside the text, and is not asked about.

    Attributes
    ----------
    kind : str or None
        ``title``, ``article`` or ``comment``.
    title : str or None
        Of the page.
    parent_id, parent, parent_author
        The passage that this comment answers: its id, words, and writer.
    before, after : str or None
        The words around a text that is a part of its passage.
    """

    kind: str | None = None
    title: str | None = None
    parent_id: str | None = None
    parent: str | None = None
    parent_author: str | None = None
    author: str | None = None
    posted: str | None = None
    url: str | None = None
    before: str | None = None
    after: str | None = None


class Task(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One text to judge.

    Attributes
    ----------
    id : str
        Of the passage, with its offsets where the text is a part of it.
    about : str
        A passage (or a part of one), a sentence, or a pair of claims.
    parts : tuple of Part
        Where the text comes from: one stretch, or two for a pair of claims.
    text_sha256 : str
        Of ``text`` in UTF-8.
    layers : tuple of str
        What is asked for; a layer without a mark means that none was found, not that none was
        looked for.
    marks, links, choices
        What is already marked, each sorted.

    Raises
    ------
    ValueError
        If the text is empty or is not that of the digest, a mark does not hold in it, an id stands
        twice, or a link runs to no mark.
    """

    schema_version: int = TASK_VERSION
    id: str
    about: About = "passage"
    parts: tuple[Part, ...]
    text: str
    text_sha256: str
    context: Context = Context()
    layers: tuple[str, ...]
    marks: tuple[Mark, ...] = ()
    links: tuple[Link, ...] = ()
    choices: tuple[Choice, ...] = ()

    def __post_init__(self) -> None:
        if not self.text:
            raise ValueError(f"task {self.id}: no text")
        if digest(self.text) != self.text_sha256:
            raise ValueError(f"task {self.id}: the text is not that of its digest")
        ids = {mark.id for mark in self.marks}
        if len(ids) != len(self.marks):
            raise ValueError(f"task {self.id}: two marks with one id")
        for mark in self.marks:
            if self.text[mark.start : mark.end] != mark.surface:
                raise ValueError(f"task {self.id}: {mark.surface!r} is not at {mark.start}")
        for link in self.links:
            if not {link.source, link.target} <= ids:
                raise ValueError(f"task {self.id}: link {link.label} runs to no mark")

    @property
    def document_id(self) -> str:
        """The document of the text, of its first part where there are two."""
        return self.parts[0].document_id

    @property
    def passage_id(self) -> str:
        """The passage of the text, of its first part where there are two."""
        return self.parts[0].passage_id

    @property
    def asks(self) -> Literal["marks", "choices"]:
        """What is judged: stretches, or the text as a whole."""
        return "marks" if self.about == "passage" else "choices"

    @property
    def labelled(self) -> tuple[Mark | Choice, ...]:
        """All that bears a label: the marks, then the choices."""
        return (*self.marks, *self.choices)

    def with_judgements(
        self, marks: tuple[Mark, ...], links: tuple[Link, ...], choices: tuple[Choice, ...]
    ) -> "Task":
        """Give the same task with other marks, sorted as every task's are."""
        return msgspec.structs.replace(
            self,
            marks=tuple(sorted(marks, key=place_of)),
            links=tuple(sorted(links)),
            choices=tuple(sorted(choices, key=lambda choice: (choice.layer, choice.label))),
        )


class JudgedMark(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A mark in its passage, and how it stands to what was shown."""

    passage_id: str
    standing: Standing
    mark: Mark


class JudgedChoice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A label of a whole text, and how it stands to what was shown."""

    standing: Standing
    choice: Choice


class Annotation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What one person said of one task: a line of the file of annotations.

    Attributes
    ----------
    text, context
        As of the task, so that a line can be read alone and be judged again.
    parts : tuple of Part
        The stretches that were judged: where they hold no mark of a layer, there is none.
    by : str
        Who annotated, as named on import.
    annotator : str or None
        What the tool calls them, where it says.
    at : str
        When it was imported, ISO 8601 with ``Z``.
    guidelines : str
        The version of the guidelines that were followed.
    tool : str
        The tool and its view, as ``doccano/sequence``.
    marks : tuple of JudgedMark
        In offsets of the passage. Those ``removed`` or ``rejected`` are negative judgements, never
        gold. A mark that a cut divides stands once for each part, with one id.
    links : tuple of Link
        Between marks that stand.
    """

    schema_version: int = TASK_VERSION
    task_id: str
    text: str
    text_sha256: str
    context: Context = Context()
    about: About = "passage"
    parts: tuple[Part, ...]
    layers: tuple[str, ...]
    by: str
    annotator: str | None = None
    at: str
    guidelines: str
    tool: str
    answer: Answer
    marks: tuple[JudgedMark, ...] = ()
    links: tuple[Link, ...] = ()
    choices: tuple[JudgedChoice, ...] = ()

    def standing_marks(self, layer: str) -> list[Mark]:
        """Give the marks of a layer that stand after the person's work."""
        standing = (judged.mark for judged in self.marks if judged.standing in _STANDS)
        return [mark for mark in standing if mark.layer == layer]

    def standing_choices(self, layer: str) -> list[Choice]:
        """Give the labels of the whole text that stand after the person's work."""
        standing = (judged.choice for judged in self.choices if judged.standing in _STANDS)
        return [choice for choice in standing if choice.layer == layer]


def digest(text: str) -> str:
    """Give the SHA-256 of a text in UTF-8, in hexadecimal.

    Examples
    --------
    >>> digest("")[:8]
    'e3b0c442'
    """
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def place_of(mark: Mark) -> tuple[int, int, str, str, str]:
    """Give the order of marks: by place, then layer, label and id."""
    return mark.start, mark.end, mark.layer, mark.label, mark.id
