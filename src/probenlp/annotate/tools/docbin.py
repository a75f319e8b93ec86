"""A spaCy ``DocBin``: marks as span groups, labels of whole texts as ``doc.cats``.

Spans of spaCy lie on tokens. Tokens are those of the blank English pipeline, divided wherever a
mark begins or ends inside one, so that no offset moves. What spaCy has no place for stands in
``doc.user_data["probenlp"]``. The file holds msgpack, never pickle.

"""

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from probenlp.annotate.fields import Fields
from probenlp.annotate.task import Task
from probenlp.annotate.tool import FormatError, Returned, ReturnedMark, Sheet, View
from probenlp.annotate.tools.answers import answer_of
from probenlp.annotate.wire import find_file

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DATA, KEY = "data.spacy", "probenlp"

_CHOSEN = 0.5

_DOCS = View(
    name="docs",
    unit="code_point",
    holds=frozenset({"marks", "links", "choices"}),
    attributes=True,
)


class DocBinFile:
    """SpaCy's file of documents, for training and for scripts."""

    name = "docbin"
    views = (_DOCS,)

    def write(self, tasks: Sequence[Task], sheet: Sheet) -> Iterator[tuple[str, bytes]]:
        """Write ``data.spacy``."""
        from spacy.tokens import DocBin

        binary = DocBin(store_user_data=True)
        for task in tasks:
            binary.add(_doc(task, sheet))
        yield DATA, binary.to_bytes()

    def read(self, path: Path, sheet: Sheet) -> Iterator[Returned]:
        """Read such a file, whoever changed it."""
        from spacy.tokens import DocBin

        del sheet
        file = find_file(path, DATA)
        try:
            docs = list(DocBin().from_bytes(file.read_bytes()).get_docs(_blank().vocab))
        except FileNotFoundError:
            raise FormatError(f"{file}: no such file") from None
        except Exception as error:  # msgpack and zlib raise what they like on other files
            raise FormatError(f"{file}: no DocBin of spaCy: {error}") from None
        for number, doc in enumerate(docs):
            yield _returned(f"{file.name}[{number}]", doc)

    def steps(self, sheet: Sheet) -> str:
        """Tell how to load it."""
        del sheet
        return f"""
    import spacy
    from spacy.tokens import DocBin
    nlp = spacy.blank("en")
    docs = list(DocBin().from_disk("{DATA}").get_docs(nlp.vocab))

`doc.spans` has a group a layer, `doc.cats` the labels of a whole text. To judge a task in a script,
change its groups and set `doc.user_data["{KEY}"]["answer"]` to `accept`, `reject` or `ignore`; save
with `DocBin(store_user_data=True)`. Offsets are code points; tokens are divided where a mark needs
it. Give a mark that you add any `span_id`.
"""


@cache
def _blank() -> "Language":
    import spacy

    return spacy.blank("en")


def _doc(task: Task, sheet: Sheet) -> "Doc":
    from spacy.tokens import Doc, Span

    words, spaces = tokens_of(
        task.text, {mark.start for mark in task.marks}, {mark.end for mark in task.marks}
    )
    doc = Doc(_blank().vocab, words=words, spaces=spaces)
    starts = {token.idx: token.i for token in doc}
    ends = {token.idx + len(token): token.i + 1 for token in doc}
    groups: dict[str, list[Span]] = {layer: [] for layer in sheet.labels.by_layer("mark")}
    for mark in task.marks:
        name = sheet.labels.name("mark", mark.layer, mark.label)
        first, last = starts[mark.start], ends[mark.end]
        groups[mark.layer].append(Span(doc, first, last, label=name, span_id=mark.id))
    for layer, spans in groups.items():
        doc.spans[layer] = spans
    chosen = [sheet.labels.name("choice", one.layer, one.label) for one in task.choices]
    doc.cats = {name: float(name in chosen) for name in sheet.labels.of("choice")}
    doc.user_data[KEY] = {
        "task_id": task.id,
        "attributes": {mark.id: mark.attributes for mark in task.marks},
        "origin": {
            mark.id: f"{mark.origin.model} {mark.origin.version}"
            for mark in task.marks
            if mark.origin is not None
        },
        "links": [
            {
                "label": sheet.labels.name("link", link.layer, link.label),
                "source": link.source,
                "target": link.target,
            }
            for link in task.links
        ],
        "answer": None,
        "annotator": None,
    }
    return doc


def tokens_of(text: str, starts: set[int], ends: set[int]) -> tuple[list[str], list[bool]]:
    """Divide a text into spaCy's words and the blanks after them, with a token at every border.

    Parameters
    ----------
    starts, ends : set of int
        Where marks begin and end.

    Returns
    -------
    tuple
        The words, and for each whether a blank follows that is no word of its own. Joined, they
        are the text.

    Examples
    --------
    >>> tokens_of("25% of it", {0}, {2})
    (['25', '%', 'of', 'it'], [False, True, True, False])
    """
    cuts = starts | ends | {0, len(text)}
    for token in _blank().tokenizer(text):
        cuts |= {token.idx, token.idx + len(token)}
    ordered = sorted(cuts)
    words: list[str] = []
    spaces: list[bool] = []
    for start, end in pairwise(ordered):
        # A blank that follows a word is no word, unless a mark begins or ends with it.
        follows = text[start:end] == " " and bool(words) and not spaces[-1]
        if follows and start not in starts and end not in ends:
            spaces[-1] = True
        else:
            words.append(text[start:end])
            spaces.append(False)
    return words, spaces


def _returned(place: str, doc: "Doc") -> Returned:
    problems: list[str] = []
    known = Fields(doc.user_data.get(KEY), f"user_data[{KEY!r}]", problems)
    attributes = known.inner("attributes")
    marks = tuple(
        ReturnedMark(
            ref=span.id_ or f"{layer}:{number}",
            name=span.label_,
            start=span.start_char,
            end=span.end_char,
            surface=span.text,
            id=span.id_ or None,
            attributes=attributes.strings(span.id_) if span.id_ in attributes else None,
        )
        for layer, group in doc.spans.items()
        for number, span in enumerate(group)
    )
    links = tuple(
        (one.text("label"), one.name("source"), one.name("target"))
        for one in known.objects("links")
    )
    return Returned(
        place=place,
        task_id=known.maybe_text("task_id"),
        text=doc.text,
        marks=marks,
        links=links,
        choices=tuple(name for name, score in doc.cats.items() if score >= _CHOSEN),
        answer=answer_of(known.maybe_text("answer"), problems),
        annotator=known.maybe_text("annotator"),
        problems=tuple(problems),
    )
