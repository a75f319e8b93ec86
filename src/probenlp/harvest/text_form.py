"""A plain text or a text dump becomes a draft."""

import re

from probenlp.harvest.drafts import CommentDraft, Decoding, Draft, Incomplete
from probenlp.harvest.dump_reader import read_thread
from probenlp.harvest.dump_thread import DumpComment, DumpThread
from probenlp.harvest.identity import author_key, is_nobody
from probenlp.harvest.lines import split_lines
from probenlp.harvest.plain_text import read_plain_text
from probenlp.records import Author, Posted
from probenlp.records.vocabulary import PassageStatus

_DELETED = re.compile(
    r"(?:this (?:comment|post) has been (?:removed|deleted)\b.{0,60}|(?:comment|post) deleted"
    r"|dieser kommentar wurde .{0,40}(?:entfernt|gelöscht).{0,40}|\[?(?:deleted|removed)\]?"
    r"|este comentario ha sido eliminado.{0,60}|este comentário foi removido.{0,60}"
    r"|ce commentaire a été supprimé.{0,60})",
    re.IGNORECASE,
)


def read_text_form(given: Decoding) -> Draft:
    """Read a plain text, with the thread in it if it is a dump of a page.

    Returns
    -------
    Draft
        Whose runs all hold the same characters on both sides, and whose runs and removals together
        cover every character of the input that is not blank.
    """
    source = given.decoded.text
    lines = split_lines(source)
    thread = read_thread(source, lines)
    above = lines[: thread.above] if thread else lines
    body = read_plain_text(source, above, above_thread=thread is not None)
    draft = Draft(
        media_type="text/plain",
        url=given.item.url,
        title=body.title.text if body.title else None,
        title_map=body.title.source_map if body.title else None,
        text=body.article.text,
        text_map=body.article.source_map,
        regions=body.regions,
        authors=body.header.authors,
        published=body.header.published,
        removed=list(body.removed),
    )
    if thread:
        _add_thread(draft, thread, given.salt)
    return draft


def _add_thread(draft: Draft, thread: DumpThread, salt: bytes) -> None:
    draft.kind = "dump"
    draft.comment_system = "text-dump"
    draft.structure = thread.structure
    draft.claimed = thread.claimed
    draft.comments = tuple(_comment(comment, thread, salt) for comment in thread.comments)
    draft.removed = sorted([*draft.removed, *thread.removed], key=lambda gone: gone.source_start)
    draft.warnings += thread.warnings
    if thread.cut_off:
        draft.incomplete.append(
            Incomplete("truncated", "the last comment breaks off before its buttons")
        )


def _comment(comment: DumpComment, thread: DumpThread, salt: bytes) -> CommentDraft:
    last = comment is thread.comments[-1]
    status: PassageStatus = "deleted" if _DELETED.fullmatch(comment.made.text) else "visible"
    tree = thread.structure == "tree"
    return CommentDraft(
        key=comment.path,
        text=comment.made.text,
        parent_key=comment.parent_path,
        parent_source="indent" if comment.parent_path else None,
        path=comment.path,
        depth=comment.depth if tree else None,
        author=_author(comment, salt),
        posted=_posted(comment),
        status="truncated" if thread.cut_off and last else status,
        regions=comment.regions,
        source_map=comment.made.source_map,
    )


def _posted(comment: DumpComment) -> Posted | None:
    """Give the words shown: without a time zone they are no instant."""
    when = comment.byline.when if comment.byline else None
    return Posted(raw=when, source="text") if when else None


def _author(comment: DumpComment, salt: bytes) -> Author | None:
    name = comment.byline.name if comment.byline else None
    if not name:
        return None
    return Author(
        name=name,
        key=author_key(name, None, salt),
        is_anonymous=True if is_nobody(name) else None,
    )
