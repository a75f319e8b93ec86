"""The last resort: the words of a comment section, where nothing of its structure is understood.

Trafilatura's flat text is better than silence: what people wrote can be searched and counted. Who
wrote what, when and to whom is not known, and no one may take one piece for one comment.
"""

from typing import Final

from lxml.html import HtmlElement
from trafilatura import bare_extraction

from probenlp.harvest.comments.markup import classes, is_in_widget, outermost
from probenlp.harvest.comments.render import render, text_of
from probenlp.harvest.comments.thread import PageLike, RawComment, Thread

_PLACES: Final = frozenset(
    "comments comment-list commentlist comments-area comments-list comments-section"
    " comments-container comments-wrapper comment-section post-comments article-comments"
    " comment-thread comments-thread".split()
)
_HEADINGS: Final = ("h1", "h2", "h3", "h4", "h5", "h6")
_LEAST: Final = 200
"""Characters below which a comment section is taken to say only that one may comment."""

_UNKNOWN: Final = (
    "comments: the system is unknown; the passages are paragraphs of the comment section, one "
    "comment may be several; authors, times and parents are unknown"
)


class FlatText:
    """Takes the words of a comment section that no reader knows; asked last of all."""

    name = "trafilatura"

    def detect(self, page: PageLike) -> float:
        """Score lowest: only where a section is named after comments and holds some text."""
        return 0.05 if _sections(page.tree) else 0.0

    def read(self, page: PageLike) -> Thread:
        """Take each paragraph that Trafilatura finds as a passage of its own."""
        sections = _sections(page.tree)
        texts = _paragraphs(page.tree, sections) if sections else []
        if sum(map(len, texts)) < _LEAST:
            return Thread(system=self.name, structure="none")
        return Thread(
            system=self.name,
            structure="none",
            comments=tuple(_placed(page, texts)),
            containers=tuple(sections),
            warnings=(_UNKNOWN,),
        )


def _sections(tree: HtmlElement) -> list[HtmlElement]:
    """Find what is plainly a place for comments, outside margins, with words beside its form."""
    found = [
        element
        for element in tree.iter("div", "section", "ol", "ul", "details")
        if not _PLACES.isdisjoint(
            [(element.get("id") or "").lower(), *(name.lower() for name in classes(element))]
        )
        and not is_in_widget(element)
        and next(element.iter("h1"), None) is None
    ]
    return [section for section in outermost(found) if len(_words(section)) >= _LEAST]


def _words(section: HtmlElement) -> str:
    return render([section]).text  # forms are not rendered


def _paragraphs(tree: HtmlElement, sections: list[HtmlElement]) -> list[str]:
    extracted = bare_extraction(tree, include_comments=True, with_metadata=False, fast=True)
    said = str(getattr(extracted, "comments", None) or "")
    held = " ".join(" ".join(_words(section) for section in sections).split())
    lines = (" ".join(line.split()) for line in said.split("\n"))
    headings = {text_of(heading) for section in sections for heading in section.iter(*_HEADINGS)}
    return [line for line in lines if line and line in held and line not in headings]


def _placed(page: PageLike, texts: list[str]) -> list[RawComment]:
    """Find the paragraphs in the source, each after the one before."""
    comments, after = [], None
    for text in texts:
        source_map = page.index.place(text, after=after) if page.index else None
        if source_map is not None:
            after = max(run.source_end for run in source_map.runs)
        comments.append(RawComment(native_id=None, text=text, source_map=source_map))
    return comments
