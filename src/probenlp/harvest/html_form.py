"""An HTML page becomes a draft: thread first, then the article from what is left."""

import re
from bisect import bisect_left

from lxml.html import HtmlElement

from probenlp.harvest.article import Article, extract_article
from probenlp.harvest.comments import read_thread
from probenlp.harvest.comments.thread import RawComment, Thread
from probenlp.harvest.drafts import GOES_ON, CommentDraft, Decoding, Draft, Incomplete
from probenlp.harvest.identity import author_key
from probenlp.harvest.metadata import Metadata, read_metadata
from probenlp.harvest.page import Page, parse_page
from probenlp.harvest.placement import uncovered, unplaced
from probenlp.records import Author, Removal, SourceMap

_CONTAINERS = frozenset(
    "comments comment-list commentlist comments-area comments-list comments-section"
    " comments-container comment-section disqus_thread post-comments comment-respond respond"
    " comment-form commentform wpdcom".split()
)
_FORM_WORDS = 200  # characters: a form's own words ("Your address will not be published …")
_SURFACE = 200


def read_html_form(given: Decoding) -> Draft | None:
    """Read an HTML page.

    Returns
    -------
    Draft or None
        None where the markup holds nothing that can be parsed.
    """
    page = parse_page(given.item.name, given.item.url, given.decoded.text, given.salt)
    if page is None:
        return None
    stated = read_metadata(page.tree, page.url)
    draft = Draft(
        media_type="text/html",
        url=page.url,
        authors=stated.authors,
        published=stated.published,
        site=stated.site,
        kind=stated.kind,
        language=stated.language,
    )
    thread = read_thread(page)
    if thread:
        _add_thread(draft, thread, given.salt)
    _add_title(draft, page, stated)
    # From here on the tree has no comments any more, so that none leaks into the article.
    _cut_containers(draft, page, thread)
    _add_article(draft, page, stated)
    _check(draft, page)
    return draft


def _add_thread(draft: Draft, thread: Thread, salt: bytes) -> None:
    draft.next_pages = thread.next_pages
    if thread.next_pages:
        draft.warnings.append(f"{GOES_ON} {', '.join(thread.next_pages[:3])}")
    if not thread.comments and not thread.claimed:
        draft.warnings += thread.warnings
        return
    draft.comment_system = thread.system
    draft.structure = thread.structure
    draft.claimed, draft.pings = thread.claimed, thread.pings
    draft.warnings += thread.warnings
    if any(warning.startswith("nesting:") for warning in thread.warnings):
        draft.incomplete.append(Incomplete("nesting", "comments were lost with their nesting"))
    used: dict[str, int] = {}
    draft.comments = tuple(
        _comment(comment, ordinal, used, salt)
        for ordinal, comment in enumerate(thread.comments, start=1)
    )


def _comment(raw: RawComment, ordinal: int, used: dict[str, int], salt: bytes) -> CommentDraft:
    key = raw.native_id or raw.path or str(ordinal)
    used[key] = used.get(key, 0) + 1
    if used[key] > 1:  # a page that writes an id twice: the passages still need two names
        key = f"{key}~{used[key]}"
    return CommentDraft(
        key=key,
        text=raw.text,
        parent_key=raw.parent_native_id or _parent_path(raw),
        parent_source=raw.parent_source,
        path=raw.path,
        depth=raw.depth,
        native_id=raw.native_id,
        author=_author(raw, salt),
        posted=raw.posted,
        permalink=raw.permalink,
        status=raw.status,
        links=raw.links,
        regions=raw.regions,
        source_map=raw.source_map,
    )


def _parent_path(raw: RawComment) -> str | None:
    """Name the parent of a comment without native ids by its place."""
    if raw.native_id or raw.parent_source is None or not raw.path or "." not in raw.path:
        return None
    return raw.path.rpartition(".")[0]


def _author(raw: RawComment, salt: bytes) -> Author | None:
    stated = (raw.author_name, raw.author_url, raw.is_post_author, raw.is_anonymous)
    if all(value is None for value in stated):
        return None
    key = None if raw.is_anonymous else author_key(raw.author_name, raw.author_url, salt)
    return Author(
        name=raw.author_name,
        key=key,
        is_post_author=raw.is_post_author,
        is_anonymous=raw.is_anonymous,
    )


def _add_title(draft: Draft, page: Page, stated: Metadata) -> None:
    """Take the likeliest title that stands on the page; else one that stands in its head."""
    for after in (page.index.body_start, 0):
        for title in stated.titles:
            source_map = page.index.place(title, after=after)
            if source_map and not unplaced(title, source_map):
                draft.title, draft.title_map = title, source_map
                return
    draft.title = stated.titles[0] if stated.titles else None


def _cut_containers(draft: Draft, page: Page, thread: Thread | None) -> None:
    for container in thread.containers if thread else ():
        _cut(container)
    for container in _unread_containers(page.tree):
        words = _comment_words(container)
        if len(re.sub(r"\s+", "", words)) > _FORM_WORDS and not (thread and thread.comments):
            place = _extent(page.index.place(words, after=page.index.body_start))
            draft.warnings.append(
                f"comments: {len(words)} characters of a comment section were left out; no reader"
                " knows its comment system"
            )
            if place:
                draft.removed.append(_removal(page, *place, "furniture"))
        _cut(container)


def _unread_containers(tree: HtmlElement) -> list[HtmlElement]:
    """Find what is plainly a place for comments and no place for an article."""
    found: list[HtmlElement] = []
    for element in tree.iter("div", "section", "ol", "ul", "aside", "details", "form"):
        names = {(element.get("id") or "").lower(), *(element.get("class") or "").lower().split()}
        if names & _CONTAINERS and next(element.iter("h1"), None) is None:
            found.append(element)
    return found


def _comment_words(container: HtmlElement) -> str:
    parts = container.xpath(
        "descendant::text()[not(ancestor::form or ancestor::script or ancestor::style"
        " or ancestor::h2 or ancestor::h3 or ancestor::noscript)]"
    )
    return "\n".join(line for part in parts if (line := str(part).strip()))


def _cut(element: HtmlElement) -> None:
    if element.getparent() is not None:
        element.drop_tree()


def _add_article(draft: Draft, page: Page, stated: Metadata) -> None:
    try:
        article = extract_article(page.tree, page.url, stated.titles)
    except Exception as error:  # the extractor is not ours, and one page must not end a run
        draft.incomplete.append(
            Incomplete(
                "internal", f"no article could be extracted: {type(error).__name__}: {error}"
            )
        )
        article = Article()
    draft.text, draft.regions, draft.links = article.text, article.regions, article.links
    if not article.text:
        draft.warnings.append("article: none was found on the page")
        return
    draft.text_map = page.index.place(article.text, after=page.index.body_start)
    if missing := unplaced(article.text, draft.text_map):
        draft.warnings.append(f"article: {missing} characters have no place in the source")
    _add_removals(draft, page, article)


def _add_removals(draft: Draft, page: Page, article: Article) -> None:
    maps = [comment.source_map for comment in draft.comments] + [draft.title_map]
    taken = sorted(run.source_start for source_map in maps if source_map for run in source_map.runs)
    if draft.text_map:
        for start, end in uncovered(page.index, draft.text_map):
            if not _any_between(taken, start, end):
                draft.removed.append(_removal(page, start, end, "boilerplate"))
    for words in article.boilerplate:
        if place := _extent(page.index.place(words, after=page.index.body_start)):
            draft.removed.append(_removal(page, *place, "boilerplate"))
    draft.removed = sorted(_outermost(draft.removed), key=lambda gone: gone.source_start)


def _outermost(removals: list[Removal]) -> list[Removal]:
    """Drop removals that lie inside others."""
    kept: list[Removal] = []
    for gone in sorted(removals, key=lambda gone: (gone.source_start, -gone.source_end)):
        if not kept or gone.source_end > kept[-1].source_end:
            kept.append(gone)
    return kept


def _any_between(places: list[int], start: int, end: int) -> bool:
    return bisect_left(places, start) < bisect_left(places, end)


def _extent(source_map: SourceMap | None) -> tuple[int, int] | None:
    if source_map is None:
        return None
    runs = source_map.runs
    return min(run.source_start for run in runs), max(run.source_end for run in runs)


def _removal(page: Page, start: int, end: int, reason: str) -> Removal:
    shown = re.sub(
        r"<[^>]{0,2000}>?", " ", page.source_text[start : min(end, start + 10 * _SURFACE)]
    )
    surface = re.sub(r"\s+", " ", shown).strip()[:_SURFACE]
    return Removal(source_start=start, source_end=end, reason=reason, surface=surface)


def _check(draft: Draft, page: Page) -> None:
    """Say what of the page is not in the draft for certain."""
    flat = page.index.flat
    if flat.open_ended or not flat.closed:
        what = "ends inside a tag, comment or script" if flat.open_ended else "is never closed"
        draft.incomplete.append(Incomplete("truncated", f"the page {what}: it seems to be cut off"))
    if page.lost_nesting and not any(entry.reason == "nesting" for entry in draft.incomplete):
        draft.incomplete.append(
            Incomplete("nesting", "elements are nested deeper than the parser goes; see warnings")
        )
    lost = sum(unplaced(comment.text, comment.source_map) for comment in draft.comments)
    if lost:
        draft.warnings.append(f"thread: {lost} characters of comments have no place in the source")
