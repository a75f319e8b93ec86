"""From the comments a reader found to a thread: places in the tree, source maps, lost comments."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from lxml.html import HtmlElement

from probenlp.harvest.comments.nesting import Lost, Marker, find_lost
from probenlp.harvest.comments.render import Rendered
from probenlp.harvest.comments.surroundings import claimed_count, count_beside_title, further_pages
from probenlp.harvest.comments.thread import PageLike, RawComment, Thread
from probenlp.records import Posted, Structure
from probenlp.records.vocabulary import PassageStatus


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One comment as it stands in the markup, before its place in the thread is worked out.

    Attributes
    ----------
    element : lxml.html.HtmlElement
        What holds it; None where the page states it as data and not in its tree.
    parent : str or None
        Native id of the comment it answers.
    """

    element: HtmlElement | None
    native_id: str | None
    content: Rendered
    parent: str | None = None
    parent_source: str | None = None
    author_name: str | None = None
    author_url: str | None = None
    is_post_author: bool | None = None
    is_anonymous: bool | None = None
    posted: Posted | None = None
    permalink: str | None = None
    status: PassageStatus = "visible"


def assemble(
    page: PageLike,
    *,
    system: str,
    structure: Structure,
    found: Sequence[Found],
    containers: Sequence[HtmlElement],
    marker: Marker,
    read_unit: Callable[[HtmlElement], Found | None] | None = None,
    claimed: int | None = None,
    next_pages: Sequence[str] = (),
    warnings: Sequence[str] = (),
    check_nesting: bool = True,
    read_headings: bool = True,
) -> Thread:
    """Build the thread.

    Parameters
    ----------
    page : PageLike
        Where the comments stand.
    system, structure
        As in :class:`Thread`.
    found : sequence of Found
        In the order of the page; a parent stands before its replies.
    containers : sequence of lxml.html.HtmlElement
        What to cut out of the article.
    marker : Marker
        How the comments' ids are told in the source.
    read_unit : callable or None
        Reads a comment from an element parsed by itself; by it comments are saved that the
        parser dropped because they were nested too deep.
    claimed : int or None
        Where the system states the count elsewhere than in a heading.
    next_pages : sequence of str
        Where the system turns pages in another way than blogs do.
    warnings : sequence of str
        What the reader noticed.
    check_nesting : bool
        False where ids say nothing sure of comments.
    read_headings : bool
        False where headings are titles and count nothing, as in forums.
    """
    notes = list(warnings)
    is_asked = check_nesting or page.index is not None
    tags = list(marker.in_source(page.source_text)) if is_asked else []
    lost = find_lost(page, marker, tags) if check_nesting else None
    if lost and lost.ids:
        found, note = _save(found, lost, read_unit)
        notes.append(note)
    comments = _place_in_source(page, _place_in_thread(found, structure), tags)
    if claimed is None and read_headings:
        claimed = claimed_count(found[0].element if found else None, containers)
        if claimed is None:
            claimed = count_beside_title(page.tree, page.url)
    return Thread(
        system=system,
        structure=structure,
        claimed=claimed,
        comments=tuple(comments),
        containers=tuple(containers),
        next_pages=tuple(next_pages) or further_pages(page.tree, containers, page.url),
        warnings=tuple(notes),
    )


def _save(
    found: Sequence[Found], lost: Lost, read_unit: Callable[[HtmlElement], Found | None] | None
) -> tuple[list[Found], str]:
    """Read dropped comments one by one from their stretch of the source, in its order."""
    count = len(lost.ids)
    said = f"nesting: the parser dropped {count} comments that the source holds"
    if read_unit is None:
        return list(found), f"{said}; they are missing"
    known = {comment.native_id: comment for comment in found if comment.content.text}
    partial = {comment.native_id for comment in found} - set(known)
    merged: list[Found] = []
    for native_id, parent, element in lost.units(known, partial):
        comment = read_unit(element) if element is not None else known.get(native_id)
        if comment is not None:
            if comment.parent is None and parent is not None:
                comment = replace(comment, parent=parent, parent_source="nesting")
            merged.append(replace(comment, native_id=native_id))
    saved = max(0, len(merged) - len(found))
    return merged, f"{said}; {saved} of them were read from the source one by one"


def _place_in_thread(found: Sequence[Found], structure: Structure) -> list[RawComment]:
    """Count the comments among their siblings, in one pass."""
    is_tree = structure == "tree"
    paths: dict[str, tuple[str, int]] = {}
    children: dict[str, int] = {}
    placed = []
    for comment in found:
        parent = comment.parent if comment.parent in paths else None
        above, depth = paths[parent] if parent else ("", -1)
        children[above] = children.get(above, 0) + 1
        path = f"{above}.{children[above]}" if above else str(children[above])
        if comment.native_id:
            paths.setdefault(comment.native_id, (path, depth + 1))
        placed.append(_raw(comment, parent, path if is_tree else None, depth + 1, is_tree))
    return placed


def _raw(
    comment: Found, parent: str | None, path: str | None, depth: int, is_tree: bool
) -> RawComment:
    return RawComment(
        native_id=comment.native_id,
        parent_native_id=parent,
        parent_source=comment.parent_source if parent else None,
        path=path,
        depth=depth if is_tree else None,
        author_name=comment.author_name,
        author_url=comment.author_url,
        is_post_author=comment.is_post_author,
        is_anonymous=comment.is_anonymous,
        posted=comment.posted,
        permalink=comment.permalink,
        status=comment.status,
        text=comment.content.text,
        regions=comment.content.regions,
        links=comment.content.links,
    )


def _place_in_source(
    page: PageLike, comments: list[RawComment], tags: Sequence[re.Match[str]]
) -> list[RawComment]:
    """Find each text between its own start tag and that of the next comment."""
    if page.index is None:
        return comments
    starts: dict[str, int] = {}
    ends: dict[str, int] = {}
    previous = None
    for tag in tags:
        starts[tag[1]] = tag.start()
        if previous is not None:
            ends[previous] = tag.start()
        previous = tag[1]
    placed = []
    for comment in comments:
        key = comment.native_id or ""
        source_map = (
            page.index.place(comment.text, after=starts.get(key), before=ends.get(key))
            if comment.text
            else None
        )
        placed.append(replace(comment, source_map=source_map))
    return placed
