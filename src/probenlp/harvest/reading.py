"""One input in, one document out, with what could not be read of it."""

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version

from probenlp import __version__
from probenlp.errors import HarvestError
from probenlp.harvest.count_check import count_mismatch
from probenlp.harvest.detection import form_of
from probenlp.harvest.drafts import GOES_ON, CommentDraft, Decoding, Draft, Incomplete
from probenlp.harvest.duplicates import mark_duplicates
from probenlp.harvest.encoding import Decoded, decode, is_binary
from probenlp.harvest.html_form import read_html_form
from probenlp.harvest.identity import comment_id, document_id
from probenlp.harvest.inputs import MAX_BYTES, Input, too_large
from probenlp.harvest.text_form import read_text_form
from probenlp.records import Document, Extractor, Passage, Problem, Reason, Source


@dataclass(frozen=True, slots=True)
class Harvested:
    """A document, and what of its input is not in it.

    Attributes
    ----------
    problems : tuple of Problem
        All of severity ``incomplete``: ``truncated``, ``encoding``, ``comment-count``,
        ``nesting``, ``internal``. Empty where all was read.
    next_pages : tuple of str
        Addresses of further pages of the same thread, which are not in the document: absolute
        where the page states them so or its own address is known.
    """

    document: Document
    problems: tuple[Problem, ...] = ()
    next_pages: tuple[str, ...] = ()


def read(item: Input, *, salt: bytes, max_bytes: int = MAX_BYTES) -> Document:
    r"""Read a page, a text or a text dump with its thread.

    Parameters
    ----------
    item : Input
        A file or a fetched page.
    salt : bytes
        The project's secret for the keys of authors.
    max_bytes : int
        Larger inputs are refused.

    Returns
    -------
    Document
        The same for the same input and salt, to the byte.

    Raises
    ------
    HarvestError
        With ``reason`` ``empty``, ``binary``, ``too-large``, ``unsupported`` (a feed, JSON) or
        ``no-text``.

    Examples
    --------
    >>> text = b"4 May 2023\n\nDale rated poor\n\nThe unit missed its targets.\n"
    >>> document = read(Input("dale.txt", text), salt=b"secret")
    >>> document.title, document.published.date, [passage.kind for passage in document.passages]
    ('Dale rated poor', '2023-05-04', ['title', 'article'])
    """
    return harvest(item, salt=salt, max_bytes=max_bytes).document


def harvest(item: Input, *, salt: bytes, max_bytes: int = MAX_BYTES) -> Harvested:
    """Read an input as :func:`read` does, and tell what of it could not be read.

    Raises
    ------
    HarvestError
        As :func:`read`.
    """
    decoded = _decoded(item, max_bytes)
    draft = _draft(Decoding(item, decoded, salt))
    _check(draft, decoded)
    if not (draft.text or draft.comments or draft.title):
        raise _refuse(item, "no-text", "holds markup but no text; is the page built by a script?")
    if not (draft.text or draft.comments):
        raise _refuse(item, "no-text", f"holds no more than a title, {draft.title!r}")
    document = _document(item, decoded, draft)
    problems = tuple(_problem(document, entry) for entry in draft.incomplete)
    return Harvested(document, problems, draft.next_pages)


def _decoded(item: Input, max_bytes: int) -> Decoded:
    if len(item.data) > max_bytes:
        raise _refuse(item, "too-large", too_large(len(item.data), max_bytes))
    if not item.data.strip():
        raise _refuse(item, "empty", "holds no bytes but blanks")
    if evidence := is_binary(item.data):
        raise _refuse(item, "binary", f"is no text: {evidence}; convert it to HTML or text first")
    decoded = decode(item.data, item.charset)
    if not decoded.text.strip("\ufeff \t\r\n\f\v\x00"):
        raise _refuse(item, "empty", "holds no characters but blanks")
    return decoded


def _draft(given: Decoding) -> Draft:
    form = form_of(given.decoded.text)
    if form == "feed":
        raise _refuse(given.item, "unsupported", "is a feed, wanted a page or a text")
    if form == "json":
        raise _refuse(given.item, "unsupported", "is data (JSON), wanted a page or a text")
    if form == "text":
        return read_text_form(given)
    draft = read_html_form(given)
    if draft is None:
        raise _refuse(given.item, "no-text", "holds no element that can be parsed")
    return draft


def _check(draft: Draft, decoded: Decoded) -> None:
    if decoded.warning:
        draft.warnings.append(f"encoding: {decoded.warning}")
    if decoded.damaged:
        draft.incomplete.append(
            Incomplete(
                "encoding",
                f"{decoded.damaged} places are not valid {decoded.encoding} and show as U+FFFD",
            )
        )
    if decoded.misdeclared:
        draft.incomplete.append(
            Incomplete(
                "encoding",
                f"declares {decoded.misdeclared} and is not; read as {decoded.encoding}, as "
                "browsers do: compare letters beyond ASCII with the page",
            )
        )
    if mismatch := count_mismatch(draft):
        draft.incomplete.append(Incomplete("comment-count", mismatch))
    draft.warnings += [f"{entry.reason}: {entry.detail}" for entry in draft.incomplete]


def _document(item: Input, decoded: Decoded, draft: Draft) -> Document:
    sha256 = hashlib.sha256(item.data).hexdigest()
    name = document_id(draft.url, sha256)
    return Document(
        id=name,
        url=draft.url,
        title=draft.title,
        authors=draft.authors,
        published=draft.published,
        site=draft.site,
        kind=draft.kind,
        language=draft.language,
        content_sha256=sha256,
        source=Source(
            name=item.name,
            media_type=draft.media_type,
            encoding=decoded.encoding,
            encoding_errors=decoded.errors,
            encoding_how=decoded.how,
            bytes=len(item.data),
        ),
        extractor=_extractor(draft),
        comment_system=draft.comment_system,
        structure=draft.structure,
        comments_claimed=draft.claimed,
        comments_found=len(draft.comments),
        warnings=tuple(draft.warnings),
        removed=tuple(draft.removed),
        passages=_passages(name, draft),
    )


def _extractor(draft: Draft) -> Extractor:
    if draft.media_type == "text/html":
        return Extractor(name="trafilatura", version=_trafilatura_version())
    return Extractor(name="probenlp", version=__version__)


@cache  # looked up on disk, which takes as long as a small page
def _trafilatura_version() -> str:
    return version("trafilatura")


def _passages(document: str, draft: Draft) -> tuple[Passage, ...]:
    passages: list[Passage] = []
    if draft.title:
        passages.append(
            Passage(id=f"{document}.t", kind="title", text=draft.title, source_map=draft.title_map)
        )
    if draft.text:
        passages.append(
            Passage(
                id=f"{document}.a",
                kind="article",
                text=draft.text,
                links=draft.links,
                regions=draft.regions,
                source_map=draft.text_map,
            )
        )
    keys = {comment.key for comment in draft.comments}
    comments = (_comment(document, comment, keys) for comment in draft.comments)
    return mark_duplicates((*passages, *comments))


def _comment(document: str, comment: CommentDraft, keys: set[str]) -> Passage:
    parent = comment.parent_key if comment.parent_key in keys else None
    return Passage(
        id=comment_id(document, None, comment.key),
        kind="comment",
        text=comment.text,
        parent_id=comment_id(document, None, parent) if parent else None,
        parent_source=comment.parent_source if parent else None,
        path=comment.path,
        depth=comment.depth,
        native_id=comment.native_id,
        author=comment.author,
        posted=comment.posted,
        permalink=comment.permalink,
        status=comment.status,
        links=comment.links,
        regions=comment.regions,
        source_map=comment.source_map,
    )


def _refuse(item: Input, reason: Reason, detail: str) -> HarvestError:
    return HarvestError(detail, source=item.name, reason=reason)


def _problem(document: Document, entry: Incomplete) -> Problem:
    return Problem(
        source=document.source.name,
        stage="harvest",
        severity="incomplete",
        reason=entry.reason,
        detail=entry.detail,
        document_id=document.id,
    )


__all__ = ["GOES_ON", "Harvested", "harvest", "read"]
