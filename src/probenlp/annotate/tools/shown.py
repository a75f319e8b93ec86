"""What an annotator sees beside the text: where it is from, and what it answers."""

from probenlp.annotate.task import Task

MISSING = ""
"""Stands where the source states nothing: the same keys on every line, all of them strings."""


def meta_of(task: Task) -> dict[str, str]:
    """Give a task's id and context with the same keys for every task.

    doccano refuses a whole file in which keys differ from line to line, and Label Studio a task
    without a field that its configuration shows.
    """
    context = task.context
    return {
        "task_id": task.id,
        "document_id": task.document_id,
        "passage_id": task.passage_id,
        "text_sha256": task.text_sha256,
        "kind": context.kind or MISSING,
        "title": context.title or MISSING,
        "author": context.author or MISSING,
        "posted": context.posted or MISSING,
        "url": context.url or MISSING,
        "answers": said_by(context.parent_author, context.parent),
        "before": context.before or MISSING,
        "after": context.after or MISSING,
    }


def said_by(author: str | None, text: str | None) -> str:
    """Give somebody's words with their name before them.

    Examples
    --------
    >>> said_by("Moorhen", "It was never so."), said_by(None, None)
    ('Moorhen: It was never so.', '')
    """
    if not text:
        return MISSING
    return f"{author}: {text}" if author else text
