"""The comments of a page as the tree that they are."""

from collections import defaultdict
from collections.abc import Iterator

from probenlp.records import Document, Passage
from probenlp.report.naming import title_label, writer_label

SHOWN = 60
"""Comments that a drawing has."""

LINE = 72
"""Letters of a comment that a drawing has."""


class Thread:
    """The comments of one document: who answers whom.

    A comment whose parent is not known stands at the root; in a flat thread all do.

    Parameters
    ----------
    document : Document
        The page.

    Attributes
    ----------
    id : str
        That of the document.
    document : Document
    comments : tuple of Passage
        In the order of the page.
    roots : tuple of Passage
        Those that answer the page itself, or nobody who is known.

    Examples
    --------
    >>> from probenlp.records import Extractor, Source
    >>> first = Passage(id="d1.c1", kind="comment", text="Forty-one cases each.", path="1", depth=0)
    >>> reply = Passage(id="d1.c2", kind="comment", text="We have sixty.", path="1.1", depth=1,
    ...                 parent_id="d1.c1")
    >>> page = Document(id="d1", title="Caseloads", content_sha256="", passages=(first, reply),
    ...                 structure="tree", extractor=Extractor(name="", version=""),
    ...                 source=Source(name="p", media_type="text/html", encoding="utf-8",
    ...                               encoding_how="utf-8", bytes=0))
    >>> thread = Thread(page)
    >>> thread
    Caseloads: 2 comments, 2 deep
    └─ 1 a commenter: Forty-one cases each.
       └─ 1.1 a commenter: We have sixty.
    >>> [reply.text for reply in thread.children(thread.roots[0])]
    ['We have sixty.']
    """

    def __init__(self, document: Document) -> None:
        self.id = document.id
        self.document = document
        self.comments = tuple(one for one in document.passages if one.kind == "comment")
        self._by_id = {one.id: one for one in self.comments}
        self._children: dict[str, list[Passage]] = defaultdict(list)
        self._parents: dict[str, Passage] = {}
        roots = []
        earlier: dict[str, Passage] = {}
        for comment in self.comments:
            # An answer stands behind what it answers; a loop of parents can so never form.
            if parent := earlier.get(comment.parent_id or ""):
                self._children[parent.id].append(comment)
                self._parents[comment.id] = parent
            else:
                roots.append(comment)
            earlier[comment.id] = comment
        self.roots = tuple(roots)

    @property
    def structure(self) -> str:
        """``tree`` where the page states who answers whom, ``flat`` where it does not."""
        return self.document.structure

    def __len__(self) -> int:
        return len(self.comments)

    def __iter__(self) -> Iterator[Passage]:
        return iter(self.comments)

    def __getitem__(self, passage_id: str) -> Passage:
        return self._by_id[passage_id]

    def parent(self, comment: Passage) -> Passage | None:
        """Give the comment that one answers; None at the root."""
        return self._parents.get(comment.id)

    def children(self, comment: Passage) -> tuple[Passage, ...]:
        """Give the direct answers to a comment."""
        return tuple(self._children.get(comment.id, ()))

    def ancestors(self, comment: Passage) -> tuple[Passage, ...]:
        """Give what a comment answers, and what that answers, up to the root."""
        above: list[Passage] = []
        while (parent := self.parent(above[-1] if above else comment)) is not None:
            above.append(parent)
        return tuple(above)

    def walk(self, start: Passage | None = None) -> Iterator[tuple[int, Passage]]:
        """Walk the tree, each comment before its answers.

        Parameters
        ----------
        start : Passage or None
            Only this comment and what stands under it; None: all.

        Yields
        ------
        tuple of int and Passage
            How deep below the start it stands, from 0, and the comment.
        """
        waiting = [(0, one) for one in reversed((start,) if start is not None else self.roots)]
        while waiting:
            depth, comment = waiting.pop()
            yield depth, comment
            waiting += [(depth + 1, one) for one in reversed(self._children.get(comment.id, ()))]

    @property
    def depth(self) -> int:
        """How many comments answer one another at most: 1 without answers, 0 without comments."""
        return max((depth + 1 for depth, _ in self.walk()), default=0)

    @property
    def authors(self) -> dict[str, tuple[Passage, ...]]:
        """The comments by the key of who wrote them, the busiest first.

        Those of Anonymous, who is many people, are in none.
        """
        by_key: dict[str, list[Passage]] = defaultdict(list)
        for comment in self.comments:
            if comment.author and comment.author.key:
                by_key[comment.author.key].append(comment)
        return {
            key: tuple(own) for key, own in sorted(by_key.items(), key=lambda item: -len(item[1]))
        }

    def __repr__(self) -> str:
        count = len(self)
        of = f"{count} comment{'' if count == 1 else 's'}"
        lines = [f"{title_label(self.document)}: {of}, {self.depth} deep"]
        lines += [_line(comment, bars) for comment, bars in self._drawn()]
        if count > SHOWN:
            lines.append(f"… {count - SHOWN:,} more")
        return "\n".join(lines)

    def _drawn(self) -> Iterator[tuple[Passage, str]]:
        """Give the first comments with the bars that join them to those above."""
        waiting = [(one, "", one is self.roots[-1]) for one in reversed(self.roots)]
        left = SHOWN
        while waiting and left:
            comment, above, is_last = waiting.pop()
            yield comment, above + ("└─ " if is_last else "├─ ")
            left -= 1
            answers = self._children.get(comment.id, [])
            below = above + ("   " if is_last else "│  ")
            waiting += [(one, below, one is answers[-1]) for one in reversed(answers)]


def _line(comment: Passage, bars: str) -> str:
    who = writer_label(comment, comment.author) or "a commenter"
    text = " ".join(comment.text.split()) or f"({comment.status})"
    text = text if len(text) <= LINE else text[: LINE - 1] + "…"
    place = f"{comment.path} " if comment.path else ""
    return f"{bars}{place}{who}: {text}"
