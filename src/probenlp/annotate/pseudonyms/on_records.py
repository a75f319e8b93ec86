"""Documents, tags and claims with pseudonyms: a run that can be given away."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, TypeVar
from urllib.parse import unquote

import msgspec

from probenlp.annotate.pseudonyms.contacts import contacts
from probenlp.annotate.pseudonyms.finding import Level
from probenlp.annotate.pseudonyms.plan import DocumentPlan, PassagePlan, Pseudonymiser, Replaced
from probenlp.annotate.task import digest
from probenlp.errors import ProbenlpError
from probenlp.records import (
    Author,
    Block,
    Check,
    Claim,
    Document,
    Group,
    Link,
    Passage,
    PassageTags,
    Posted,
    Region,
    Span,
    Statistic,
)

_AROUND: Final = 32
_MONTH: Final = len("2023-09")
_NAME_FIELDS: Final = frozenset(
    {"name", "role", "source_name", "evidence", "resolved_text", "aspect"}
)
_OF_SERVICES: Final = frozenset({"UnitMention", "Rating", "Statistic"})
_Record = TypeVar("_Record")


def pseudonymise(
    document: Document,
    tags: Iterable[PassageTags],
    *,
    salt: bytes,
    level: Level = "names",
    domain: str = "probation",
) -> tuple[Document, tuple[PassageTags, ...], Replaced]:
    """Take private persons out of one document and its tags.

    Parameters
    ----------
    salt : bytes
        Keys the pseudonyms; the same person has the same one in all documents of one salt.
    level : str
        ``names``, or ``details`` for what tells a person by office and years as well.
    domain : str
        Whose office holders stay.

    Returns
    -------
    tuple
        Document and tags with every offset carried over, and how much was replaced.

    Notes
    -----
    For many documents make one :class:`Pseudonymiser` and use :func:`of_document`, :func:`of_tags`
    and :func:`of_claim` with its plans.
    """
    own = tuple(tags)
    plan = Pseudonymiser(salt, level=level, domain=domain).plan(document, own)
    return of_document(plan), tuple(of_tags(plan, one) for one in own), plan.replaced


def of_document(plan: DocumentPlan) -> Document:
    """Give a document as it goes out.

    The ways back to the source go, since they open it at the name: links to comments, what was
    taken out of the text as furniture, and the map of source offsets.
    """
    document = plan.document
    return msgspec.structs.replace(
        document,
        title=document.title and plan.loose(document.title),
        authors=tuple(plan.authors.get(name, name) for name in document.authors),
        source=msgspec.structs.replace(document.source, name=plan.loose(document.source.name)),
        warnings=tuple(plan.loose(one) for one in document.warnings),
        removed=(),
        passages=tuple(_passage(plan, plan.passages[one.id]) for one in document.passages),
    )


def _passage(plan: DocumentPlan, own: PassagePlan) -> Passage:
    passage, text = own.passage, own.text
    comment = passage.kind == "comment"
    return msgspec.structs.replace(
        passage,
        text=text,
        author=passage.author and _author(passage.author, plan),
        posted=_coarse(passage.posted) if comment and plan.level == "details" else passage.posted,
        permalink=None if comment else passage.permalink,
        links=tuple(
            _carried(link, own, text, plan) for link in passage.links if _may_stay(link, own, plan)
        ),
        regions=_blocks(passage.regions, own, plan),
        source_map=None,
    )


def _author(author: Author, plan: DocumentPlan) -> Author:
    key = author.key and plan.codes.seal(author.key)[:16]
    return msgspec.structs.replace(author, name=plan.author(author.name), key=key)


def _coarse(posted: Posted | None) -> Posted | None:
    utc = posted.utc if posted else None
    return None if not posted or not utc else Posted(utc=utc[:_MONTH], source=posted.source)


def _may_stay(link: Link, own: PassagePlan, plan: DocumentPlan) -> bool:
    """Tell whether a link tells of no private person: by its address, or by the words it is on."""
    if any(contacts(link.url, of_a_body=False)) or plan.loose(link.url) != link.url:
        return False
    return link.start is None or not any(
        one.start < (link.end or 0) and link.start < one.end for one in own.findings
    )


def of_tags(plan: DocumentPlan, tags: PassageTags) -> PassageTags:
    """Give the tags of a passage as they lie over the text that goes out.

    A figure that is a part of what was replaced, a payroll number, goes with it.

    Raises
    ------
    ProbenlpError
        If the tags are not of the passage's text.
    """
    own = _passage_plan(plan, tags.passage_id)
    if digest(own.passage.text) != tags.text_sha256:
        raise ProbenlpError(f"passage {tags.passage_id}: its text has changed since it was tagged")
    figures = tuple(one for one in tags.statistics if not _is_a_number(one, own))
    bare = msgspec.structs.replace(tags, blocks=(), statistics=figures)
    carried = _carried(bare, own, own.text, plan)
    blocks = _blocks(tags.blocks, own, plan)
    return msgspec.structs.replace(carried, blocks=blocks, text_sha256=digest(own.text))


def _is_a_number(figure: Statistic, own: PassagePlan) -> bool:
    """Tell whether a figure is somebody's number, which would stand in it as its value."""
    return own.rewriting.touches(figure.span.start, figure.span.end)


def of_claim(plan: DocumentPlan, claim: Claim) -> Claim:
    """Give a claim as it lies over the text that goes out, with its selector."""
    own = _passage_plan(plan, claim.passage_id)
    text = own.text
    figure = claim.statistic
    if figure is not None and _is_a_number(figure, own):
        claim = msgspec.structs.replace(claim, statistic=None)
    carried = _carried(claim, own, text, plan)
    start, end = carried.span.start, carried.span.end
    selector = msgspec.structs.replace(
        claim.selector,
        start=start,
        end=end,
        exact=text[start:end],
        prefix=text[max(0, start - _AROUND) : start],
        suffix=text[end : end + _AROUND],
        source_start=None,
        source_end=None,
        url=_url(claim, own, plan),
    )
    return msgspec.structs.replace(carried, text=text[start:end], selector=selector)


def of_check(plan: DocumentPlan, check: Check) -> Check:
    """Give what was held against the register as it lies over the text that goes out."""
    own = _passage_plan(plan, check.passage_id)
    return _carried(check, own, own.text, plan)


def of_group(plan: DocumentPlan, group: Group) -> Group:
    """Give a group with a label that names no private person of one document."""
    return msgspec.structs.replace(group, label=plan.loose(group.label))


def _url(claim: Claim, own: PassagePlan, plan: DocumentPlan) -> str | None:
    url = claim.selector.url
    if url is None or own.passage.kind == "comment":
        return None
    words = unquote(url)
    return url if plan.loose(words) == words else url.split("#")[0]


def _passage_plan(plan: DocumentPlan, passage_id: str) -> PassagePlan:
    if passage_id not in plan.passages:
        raise ProbenlpError(
            f"document {plan.document.id} has no passage {passage_id}; is it from another run?"
        )
    return plan.passages[passage_id]


_Stretch = TypeVar("_Stretch", Block, Region)


def _blocks(
    blocks: Iterable[_Stretch], own: PassagePlan, plan: DocumentPlan
) -> tuple[_Stretch, ...]:
    """Carry stretches that lie side by side; one that is a part of a replaced name goes."""
    carried = []
    for one in blocks:
        start, end = own.rewriting.border(one.start), own.rewriting.border(one.end)
        if start < end:
            name = one.source_name and plan.loose(one.source_name)
            carried.append(msgspec.structs.replace(one, start=start, end=end, source_name=name))
    return tuple(carried)


def _carried(record: _Record, own: PassagePlan, text: str, plan: DocumentPlan) -> _Record:
    """Carry every span in a record, and take names out of its fields."""
    value: Any = record
    if isinstance(value, Span):
        start, end = own.rewriting.there(value.start, value.end)
        return Span.of(text, start, end)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(_carried(one, own, text, plan) for one in value)  # type: ignore[return-value]
    if not isinstance(value, msgspec.Struct):
        return record
    changed: dict[str, Any] = {}
    for name in value.__struct_fields__:
        field = getattr(value, name)
        if name in _NAME_FIELDS and type(value).__name__ not in _OF_SERVICES:
            changed[name] = _loose(field, plan)
        elif isinstance(field, msgspec.Struct | tuple) and field:
            changed[name] = _carried(field, own, text, plan)
    if isinstance(value, Link) and value.start is not None and value.end is not None:
        changed["start"], changed["end"] = own.rewriting.there(value.start, value.end)
    return msgspec.structs.replace(value, **changed)  # type: ignore[no-any-return]


def _loose(field: Any, plan: DocumentPlan) -> Any:
    if isinstance(field, str):
        return plan.loose(field)
    if isinstance(field, tuple):
        return tuple(_loose(one, plan) for one in field)
    return field


def plans_of(
    pairs: Iterable[tuple[Document, Iterable[PassageTags]]], pseudonymiser: Pseudonymiser
) -> Mapping[str, DocumentPlan]:
    """Read many documents; the plans by their ids."""
    return {document.id: pseudonymiser.plan(document, tags) for document, tags in pairs}
