"""The same comment twice: sent again by a nervous finger, or once more by the feed."""

from collections.abc import Iterable

from msgspec.structs import replace

from probenlp.records import Passage

SHORT = 40
"""Characters; below, comments are alike by chance ("Well said!"), a longer one posted twice is one
text."""


def mark_duplicates(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """Mark comments that repeat an earlier one of the thread word for word.

    Parameters
    ----------
    passages : iterable of Passage
        Of one document, in its order.

    Returns
    -------
    tuple of Passage
        The same, none left out; a repeated comment names the first one in ``duplicate_of``.

    Examples
    --------
    >>> said = "Nobody has had supervision since before the summer."
    >>> thread = [Passage(id=f"d.c{n}", kind="comment", text=said) for n in (1, 2)]
    >>> [passage.duplicate_of for passage in mark_duplicates(thread)]
    [None, 'd.c1']
    """
    first: dict[str, str] = {}
    marked = []
    for passage in passages:
        words = " ".join(passage.text.split())
        earlier = passage.id
        if passage.kind == "comment" and len(words) >= SHORT:
            earlier = first.setdefault(words, passage.id)
        is_new = earlier == passage.id
        marked.append(passage if is_new else replace(passage, duplicate_of=earlier))
    return tuple(marked)
