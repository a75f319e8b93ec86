# ruff: noqa: E501, ISC004  (lines of markup)
"""What Blogger states, in whatever language and theme."""

from typing import Any

import pytest

from probenlp.harvest.comments import RawComment, Thread, read_thread
from probenlp.records import Posted


def flat(head: str, body: str = "<p>No rooms.</p>", foot: str = "", key: int = 71) -> str:
    return f"""<html><body><div id="comments"><h4>1 comment:</h4><dl id="comments-block">
<dt class="comment-author" id="c{key}">{head}</dt><dd class="comment-body">{body}</dd>
<dd class="comment-footer">{foot}</dd></dl></div></body></html>"""


def threaded(
    cite: str, body: str = '<p class="comment-content">No rooms.</p>', more: str = ""
) -> str:
    return f"""<html><body><div id="comments"><h4>Kommentare:</h4><div id="comment-holder"><ol
id="top-ra"><li class="comment" id="c71"><div class="comment-block"><div class="comment-header">
<cite class="user">{cite}</cite><span class="icon user "></span></div>{body}<span
class="comment-actions secondary-text"><a>Antworten</a><span class="item-control"><a>Löschen</a>
</span></span></div></li></ol>{more}</div></div></body></html>"""


def read(make_page: Any, html: str) -> Thread:
    thread = read_thread(make_page(html))
    assert thread is not None
    return thread


def only(make_page: Any, html: str) -> RawComment:
    (comment,) = read(make_page, html).comments
    return comment


@pytest.mark.parametrize(
    ("head", "name", "anonymous", "reason"),
    [
        ('<a href="https://www.blogger.com/profile/9">Ada Fenwick</a>\nsaid...', "Ada Fenwick",
         False, "a profile"),
        ("\nAnonymous\nsaid...", "Anonymous", True, "Blogger's word, no profile"),
        ("\nAnonym\nhat gesagt…", "Anonym", True, "the word in the blog's language"),
        ("\nTolland tea lady\nsaid...", "Tolland tea lady", False, "a typed name is a name"),
        ('<a href="https://www.blogger.com/profile/9">Anonymous</a>\nsaid...', "Anonymous", False,
         "a profile of that name is somebody"),
        ('<div class="avatar-image-container"><img title="ex PSO"/></div>ex PSO said...', "ex PSO",
         False, "joined lines: the avatar's title tells where the name ends"),
        ('<div class="avatar-image-container"><a href="/p"><img title="Jo"/></a></div>'
         '<a href="/profile/4">Jo Hallam</a> disse...', "Jo Hallam", False, "not the avatar's link"),
    ],
)  # fmt: skip
def test_author_of_a_flat_comment(
    head: str, name: str, anonymous: bool, reason: str, make_page: Any
) -> None:
    comment = only(make_page, flat(head))
    assert (comment.author_name, comment.is_anonymous) == (name, anonymous), reason


@pytest.mark.parametrize(
    ("cite", "name", "anonymous"),
    [
        ('<a href="https://www.blogger.com/profile/9" rel="nofollow">Ada</a>', "Ada", False),
        ("Anónimo", "Anónimo", True),
        ("Marcus (Lyne)", "Marcus (Lyne)", False),
    ],
)
def test_author_of_a_threaded_comment(
    cite: str, name: str, anonymous: bool, make_page: Any
) -> None:
    comment = only(make_page, threaded(cite))
    assert (comment.author_name, comment.is_anonymous) == (name, anonymous)


@pytest.mark.parametrize(
    ("link", "posted"),
    [
        (
            '<a href="https://b.example/p.html?showComment=1669315455123#c71">6:44 PM</a>',
            Posted(utc="2022-11-24T18:44:15.123Z", raw="6:44 PM", source="epoch"),
        ),
        # Copies of pages without the number: the words are all that is known.
        (
            '<a href="https://b.example/p.html#c71">24 November 2022 at 18:44</a>',
            Posted(raw="24 November 2022 at 18:44", source="text"),
        ),
        # A number that is no time (the year 1970).
        (
            '<a href="https://b.example/p.html?showComment=1234567890123456#c71">18:44</a>',
            Posted(raw="18:44", source="text"),
        ),
        ("", None),
    ],
)
def test_the_permalink_holds_the_instant(link: str, posted: Posted | None, make_page: Any) -> None:
    assert only(make_page, flat("Ada\nsaid...", foot=link)).posted == posted


def test_a_link_to_another_comment_in_the_text_is_not_the_permalink(make_page: Any) -> None:
    body = '<p>See <a href="https://b.example/p.html?showComment=1600000000000#c70">Jo</a></p>'
    foot = '<a href="https://b.example/p.html?showComment=1669315455123#c71">18:44</a>'
    comment = only(make_page, flat("Ada\nsaid...", body, foot))
    assert comment.permalink == "https://b.example/p.html?showComment=1669315455123#c71"
    assert comment.links[0].url == "https://b.example/p.html?showComment=1600000000000#c70"


def test_the_buttons_of_any_language_stay_out(make_page: Any) -> None:
    assert only(make_page, threaded("Ada")).text == "No rooms."


def test_a_block_inside_the_paragraph_loses_no_words(make_page: Any) -> None:
    # The parser ends "<p>" at "<blockquote>": the rest stands beside the paragraph.
    body = '<p class="comment-content">They say:<blockquote>All is well.</blockquote>It is not.</p>'
    comment = only(make_page, threaded("Ada", body))
    assert comment.text == "They say:\n\nAll is well.\n\nIt is not."
    assert [region.kind for region in comment.regions] == ["blockquote"]


def test_a_heading_without_a_figure_claims_nothing(make_page: Any) -> None:
    assert read(make_page, threaded("Ada")).claimed is None


def test_the_newer_themes_state_the_count_in_an_attribute(make_page: Any) -> None:
    html = threaded("Ada").replace(
        '<div id="comments">', '<section id="comments" data-num-comments="204">'
    )
    assert read(make_page, html).claimed == 204


def test_comments_behind_a_script_are_reported(make_page: Any) -> None:
    more = '<div class="loadmore"><a>Weitere laden…</a></div>'
    assert read(make_page, threaded("Ada", more=more)).warnings == (
        "the page loads further comments by script; they are not in the source",
    )


def test_further_pages_of_a_flat_thread_are_listed(make_page: Any) -> None:
    pager = (
        '<a href="https://b.example/p.html?commentPage=2#comments">Newer</a>'
        '<a href="https://b.example/p.html?commentPage=3#comments">Newest</a>'
        '<a href="https://b.example/p.html?showComment=1#c71">a comment</a>'
    )
    html = flat("Ada\nsaid...").replace("</dl>", f"</dl>{pager}")
    assert read(make_page, html).next_pages == (
        "https://b.example/p.html?commentPage=2",
        "https://b.example/p.html?commentPage=3",
    )


def test_an_empty_thread_is_empty(make_page: Any) -> None:
    html = '<html><body><div id="comments"><h4>0 comments:</h4><div id="comment-holder"></div></div></body></html>'
    thread = read(make_page, html)
    assert (thread.comments, thread.claimed) == ((), 0)
