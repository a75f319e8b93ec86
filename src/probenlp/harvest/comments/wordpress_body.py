"""Where the words of a WordPress comment stand, and what round them are buttons and plugins."""

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from probenlp.harvest.comments.markup import Parts, classes, tag_of
from probenlp.harvest.comments.render import Rendered, render
from probenlp.harvest.comments.wordpress_head import holds_head

_BODIES = (
    ".comment-content .wp-block-comment-content .comment_content .comment__content .cmt-content "
    ".comment-text .comment_text .comment__text .commenttext .commentText .comment-entry "
    ".comment-copy .contenttext @commentText .commentcontent .comment-description "
    ".comment_body .commentbody .comment__body .comment-body .format_text @text"
).split()
_BODY_CLASS = re.compile(
    r"comment.*(?:content|text|message|copy|entry|description|body)$", re.IGNORECASE
)
_FURNITURE = frozenset(
    "reply children comment-author vcard avatar says commentmetadata comment-metadata meta "
    "comment-footer comment-actions comment_postinfo comment-tools comment-links comment_meta "
    "comment-awaiting-moderation comment-notes edit-link comment-edit-link comment-permalink "
    "sharedaddy jp-relatedposts cld-like-dislike-wrap comment-rating comment-options "
    "wp-block-comment-reply-link wp-block-comment-edit-link wp-block-comment-author-name "
    "wp-block-comment-date wp-block-avatar heateor_sss_sharing_container screen-reader-text "
    "cmt-meta cmt-metadata cmt-reply cmt-author reply-container comment-number".split()
)
_FURNITURE_STARTS = (
    "comment-reply", "comment-edit", "comment-like", "comment-meta", "comment-vote", "comment-head",
    "comment_reply", "comment_edit", "comment-karma", "ckrating", "wp-ulike", "wpulike", "kksr-",
    "ast-comment-edit", "crfp-", "wprm-comment-rating",
)  # fmt: skip
_BUTTONS = frozenset(("comment-reply-link", "comment-edit-link", "reply", "edit-link"))
_IDS = ("respond", "commentform")
_BLOCKS = frozenset("p blockquote ul ol pre table figure h2 h3 h4 h5 h6 dl".split())


def is_furniture(element: HtmlElement) -> bool:
    """Tell buttons, meta data and plugins' widgets; no commenter can write class names."""
    names = classes(element)
    if element.get("id") in _IDS:
        return True
    return not _FURNITURE.isdisjoint(names) or any(
        name.startswith(_FURNITURE_STARTS) for name in names
    )


def find_body(parts: Parts) -> HtmlElement | None:
    """Find the element that holds the text alone; None where a theme has none.

    Themes use the same names for the whole comment with its head: such an element holds a name
    or a date and is passed by for one in it.
    """
    for selector in _BODIES:
        for element in parts.all(selector):
            if element is not parts.unit and not is_furniture(element) and not holds_head(element):
                return element
    for element in parts.all_elements():
        if element is parts.unit or is_furniture(element):
            continue
        named = any(_BODY_CLASS.search(name) for name in classes(element))
        if named and not holds_head(element):
            return element
    return None


def render_body(
    parts: Parts,
    body: HtmlElement | None,
    head: Sequence[HtmlElement | None],
    url: str | None,
) -> Rendered:
    """Render the comment's words.

    Without an element of its own the text is the paragraphs beside the author's line: core makes
    paragraphs of every comment, so that bare words there ("Says:") are the theme's.
    """

    def skip(element: HtmlElement) -> bool:
        return element in parts.units or element in head or is_furniture(element)

    if body is not None:
        return render([body], skip=skip, base_url=url)
    wrapper = _wrapper(parts, head)
    blocks = _blocks_of(wrapper, head, skip_furniture=True) if wrapper is not None else []
    if not blocks:  # a theme that puts the text into the author's card
        blocks = [
            block
            for paragraph in parts.all("p")[:1]
            for block in _blocks_of(paragraph.getparent(), head, skip_furniture=False)
        ]
    if not blocks:
        whole = parts.first(".comment-body")
        blocks = [whole if whole is not None else parts.unit]
    return render(blocks, skip=skip, base_url=url)


def _blocks_of(
    wrapper: HtmlElement, head: Sequence[HtmlElement | None], *, skip_furniture: bool
) -> list[HtmlElement]:
    return [
        child
        for child in wrapper
        if tag_of(child) in _BLOCKS
        and not (skip_furniture and is_furniture(child))
        and not any(
            inner in head or not _BUTTONS.isdisjoint(classes(inner)) for inner in child.iter("*")
        )
    ]


def _wrapper(parts: Parts, head: Sequence[HtmlElement | None]) -> HtmlElement | None:
    """Find the element whose paragraphs are the text."""
    for paragraph in parts.all("p"):
        parent = paragraph.getparent()
        if parent is None or paragraph in head or is_furniture(paragraph):
            continue
        if any(inner in head for inner in paragraph.iter("*")):
            continue
        if not any(is_furniture(above) or above in head for above in _between(paragraph, parts)):
            return parent
    return None


def _between(element: HtmlElement, parts: Parts) -> list[HtmlElement]:
    """Give the elements above one, up to the comment's own and without it."""
    found = []
    for above in element.iterancestors():
        if above is parts.unit:
            break
        found.append(above)
    return found
