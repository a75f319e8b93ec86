"""From the records of a run to tasks: by passage, by sentence, or by pairs of claims."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import msgspec

from probenlp.annotate.cutting import cuts, divide
from probenlp.annotate.layers import DIFFERENT, SAME, check_layers, choices_of, marks_of
from probenlp.annotate.task import Choice, Context, Origin, Part, Task, digest
from probenlp.errors import ProbenlpError
from probenlp.records import Claim, Document, Group, Passage, PassageTags

AROUND = 240
"""Code points shown before and after a sentence."""

_BETWEEN = "\n\n"


def passage_tasks(
    document: Document,
    tags: Iterable[PassageTags],
    layers: Iterable[str],
    origin: Origin,
    *,
    claims: Iterable[Claim] = (),
    limit: int | None = None,
) -> Iterator[Task]:
    """Make the tasks of a document, a passage each, long ones in parts.

    Parameters
    ----------
    document : Document
    tags : iterable of PassageTags
        Of its passages; a passage without tags gives no task.
    layers : iterable of str
        Of those that are judged by passage.
    origin : Origin
        The program that made the tags.
    claims : iterable of Claim
        Of this document; needed for the layer ``claims``.
    limit : int, optional
        Code points from which on a passage is cut at its blocks and paragraphs. None: never.

    Raises
    ------
    LayerError
        If a layer is not judged by passage.
    ProbenlpError
        If tags are not of the passage's text.
    """
    wanted = check_layers(layers, "passage")
    passages = {passage.id: passage for passage in document.passages}
    stated: dict[str, list[Claim]] = {}
    for claim in claims:
        stated.setdefault(claim.passage_id, []).append(claim)
    for one in tags:
        passage = _passage(passages, one)
        own_claims = stated.get(passage.id, ())
        marks, links = marks_of(one, passage.text, wanted, own_claims, origin)
        borders = [block.end for block in one.blocks]
        stretches = cuts(passage.text, borders, marks, links, limit or len(passage.text))
        shares = divide(marks, links, stretches)
        for (start, end), (part_marks, part_links) in zip(stretches, shares, strict=True):
            task = _task_of(document, passages, passage, one.text_sha256, start, end, wanted)
            yield task.with_judgements(part_marks, part_links, ())


def sentence_tasks(
    document: Document, tags: Iterable[PassageTags], layers: Iterable[str], origin: Origin
) -> Iterator[Task]:
    """Make the tasks of a document, a sentence each, to be labelled as a whole.

    Raises
    ------
    LayerError
        If a layer is not judged by sentence.
    ProbenlpError
        If tags are not of the passage's text.
    """
    wanted = check_layers(layers, "sentence")
    passages = {passage.id: passage for passage in document.passages}
    for one in tags:
        passage = _passage(passages, one)
        for sentence in one.sentences:
            start, end = sentence.span.start, sentence.span.end
            task = _task_of(document, passages, passage, one.text_sha256, start, end, wanted)
            choices = tuple(choices_of(sentence, one, wanted, origin))
            about_it = msgspec.structs.replace(task, about="sentence")
            yield about_it.with_judgements((), (), choices)


def pair_tasks(
    documents: Iterable[Document],
    claims: Iterable[Claim],
    groups: Iterable[Group],
    origin: Origin,
) -> Iterator[Task]:
    """Make tasks of two claims each, which state the same fact or not.

    Those that a group holds, each with the next, are shown as the same. Look-alikes, with the same
    kind of figure and the same value outside one group, each with the next, are shown as
    different, so that a judge meets both.

    Raises
    ------
    ProbenlpError
        If a group names a claim that is not given.
    """
    known = {claim.id: claim for claim in claims}
    passages = {
        passage.id: (document, passage) for document in documents for passage in document.passages
    }
    for group in groups:
        if missing := set(group.claim_ids) - set(known):
            raise ProbenlpError(f"group {group.id} names claim {min(missing)}, which is not given")
        for one, other in pairwise(group.claim_ids):
            yield _pair(known[one], known[other], SAME, passages, origin)
    for first, second in _look_alikes(known.values()):
        yield _pair(first, second, DIFFERENT, passages, origin)


def _look_alikes(claims: Iterable[Claim]) -> Iterator[tuple[Claim, Claim]]:
    alike: dict[tuple[str, float, str | None], list[Claim]] = {}
    for claim in claims:
        if (figure := claim.statistic) is not None:
            alike.setdefault((figure.kind, figure.value, figure.unit), []).append(claim)
    for group in alike.values():
        for one, other in pairwise(group):
            apart = one.group_id is None or one.group_id != other.group_id
            if apart and one.text != other.text:
                yield one, other


def _pair(
    one: Claim,
    other: Claim,
    label: str,
    passages: Mapping[str, tuple[Document, Passage]],
    origin: Origin,
) -> Task:
    parts, titles, text = [], [], ""
    for claim in (one, other):
        document, passage = passages[claim.passage_id]
        parts.append(
            Part(
                document_id=claim.document_id,
                passage_id=claim.passage_id,
                at=len(text),
                start=claim.span.start,
                end=claim.span.end,
                passage_sha256=digest(passage.text),
            )
        )
        titles.append(document.title or document.source.name)
        text += claim.text + (_BETWEEN if claim is one else "")
    return Task(
        id=f"{one.id}~{other.id}",
        about="pair",
        parts=tuple(parts),
        text=text,
        text_sha256=digest(text),
        context=Context(title=" / ".join(titles)),
        layers=("pairs",),
        choices=(Choice(layer="pairs", label=label, origin=origin),),
    )


def _passage(passages: Mapping[str, Passage], tags: PassageTags) -> Passage:
    passage = passages.get(tags.passage_id)
    if passage is None:
        raise ProbenlpError(
            f"tags of passage {tags.passage_id}, which document {tags.document_id} does not have"
        )
    if digest(passage.text) != tags.text_sha256:
        raise ProbenlpError(f"passage {passage.id}: its text has changed since it was tagged")
    return passage


def _task_of(
    document: Document,
    passages: Mapping[str, Passage],
    passage: Passage,
    passage_sha256: str,
    start: int,
    end: int,
    layers: Sequence[str],
) -> Task:
    text = passage.text[start:end]
    part = Part(
        document_id=document.id,
        passage_id=passage.id,
        at=0,
        start=start,
        end=end,
        passage_sha256=passage_sha256,
    )
    return Task(
        id=passage.id if len(text) == len(passage.text) else f"{passage.id}:{start}-{end}",
        parts=(part,),
        text=text,
        text_sha256=digest(text),
        context=_context(document, passages, passage, start, end),
        layers=tuple(layers),
    )


def _context(
    document: Document, passages: Mapping[str, Passage], passage: Passage, start: int, end: int
) -> Context:
    parent = passages.get(passage.parent_id or "")
    author, posted = passage.author, passage.posted
    return Context(
        kind=passage.kind,
        title=document.title,
        parent_id=parent.id if parent else None,
        parent=parent.text if parent else None,
        parent_author=parent.author.name if parent and parent.author else None,
        author=author.name if author else None,
        posted=(posted.utc or posted.raw) if posted else None,
        url=passage.permalink or document.url,
        before=passage.text[max(0, start - AROUND) : start] or None,
        after=passage.text[end : end + AROUND] or None,
    )
