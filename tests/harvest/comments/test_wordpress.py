# ruff: noqa: E501  (lines of markup)
"""WordPress: what core states, whatever a theme makes of it."""

from typing import Any

import pytest

from probenlp.harvest.comments import RawComment, Thread, read_thread

HEAD = '<link rel="stylesheet" href="/wp-content/themes/x/style.css"/>'


def page_of(items: str, heading: str = "<h3>Comments</h3>", after: str = "") -> str:
    return f"""<html><head>{HEAD}</head><body><div class="entry-content"><h1>Rooms</h1></div>
<div id="comments">{heading}<ol class="commentlist">{items}</ol>{after}</div></body></html>"""


def item(inside: str, number: int = 5, classes: str = "comment depth-1") -> str:
    return f'<li class="{classes}" id="comment-{number}">{inside}</li>'


def read(make_page: Any, html: str, url: str | None = "https://unit.example/rooms/") -> Thread:
    thread = read_thread(make_page(html, url))
    assert thread is not None
    return thread


def only(make_page: Any, html: str) -> RawComment:
    (comment,) = read(make_page, html).comments
    return comment


THEMES = {
    "Kubrick, before nested comments": (
        '<cite><a href="https://ada.example" rel="external nofollow">Ada Fenwick</a></cite> Says:'
        '<br/><small class="commentmetadata"><a href="#comment-5">May 4th, 2009 at 10:12 am</a>'
        ' <a href="#" class="comment-edit-link">edit</a></small><p>No rooms.</p><p>None.</p>'
    ),
    "classic": (
        '<div id="div-comment-5" class="comment-body"><div class="comment-author vcard"><cite '
        'class="fn">Ada Fenwick</cite><span class="says">says:</span></div><div '
        'class="comment-meta commentmetadata"><a href="https://unit.example/rooms/#comment-5">May '
        '4th, 2009 at 10:12 am</a></div><p>No rooms.</p><p>None.</p><div class="reply"><a '
        'class="comment-reply-link" href="#">Reply</a></div></div>'
    ),
    "the text in a box of the same name as the head's": (
        '<article id="comment-5x"><div class="comment-content"><ul class="comment-meta"><li '
        'class="comment-author">Ada Fenwick</li><li class="comment-time">May 4th, 2009 at 10:12 am'
        '</li></ul><div class="comment-text"><p>No rooms.</p><p>None.</p></div></div></article>'
    ),
    "block theme": (
        '<div class="wp-block-comment-author-name"><a href="https://ada.example">Ada Fenwick</a>'
        '</div><div class="wp-block-comment-date"><time datetime="2009-05-04T10:12:00"><a '
        'href="https://unit.example/rooms/#comment-5">May 4th, 2009 at 10:12 am</a></time></div>'
        '<div class="wp-block-comment-content"><p>No rooms.</p><p>None.</p></div><div '
        'class="wp-block-comment-reply-link"><a class="comment-reply-link" href="#">Reply</a></div>'
    ),
    "names of its own": (
        '<div class="acme-item__meta"><span class="acme-item__author">Ada Fenwick</span><span '
        'class="acme-item__date">May 4th, 2009 at 10:12 am</span></div><div '
        'class="acme-comment__message"><p>No rooms.</p><p>None.</p></div>'
    ),
    "the clock alone in the link": (
        '<div class="comment-author vcard"><b class="fn">Ada Fenwick</b></div><div '
        'class="comment-content"><p>No rooms.</p><p>None.</p></div><div>May 4th, 2009 at '
        '<a href="#comment-5">10:12 am</a></div>'
    ),
    "no names at all": (
        "<h4>Ada Fenwick</h4><p>No rooms.</p><p>None.</p><div><b>May 4th, 2009 at 10:12 am</b></div>"
    ),
}


@pytest.mark.parametrize("theme", THEMES)
def test_themes_are_read_by_the_names_of_core_and_their_like(theme: str, make_page: Any) -> None:
    comment = only(make_page, page_of(item(THEMES[theme])))
    assert comment.author_name == "Ada Fenwick"
    assert comment.posted is not None
    assert (comment.posted.utc, comment.posted.raw) == (None, "May 4th, 2009 at 10:12 am")
    assert comment.text == "No rooms.\n\nNone."


def test_a_date_in_a_cell_of_its_own_is_read_from_a_definition_list(make_page: Any) -> None:
    html = page_of("").replace(
        '<ol class="commentlist"></ol>',
        '<dl><dt class="comment depth-1" id="comment-5"><span class="comment_author">Ada</span> '
        '<span class="comment_time">May 4, 2009</span></dt><dd class="comment depth-1"><div '
        'class="format_text"><p>No rooms.</p></div></dd></dl>',
    )
    comment = only(make_page, html)
    assert (comment.native_id, comment.author_name, comment.text) == (
        "comment-5",
        "Ada",
        "No rooms.",
    )


@pytest.mark.parametrize(
    ("heading", "claimed"),
    [
        ("<h3>14 Gedanken zu „5 Gründe“</h3>", 14),
        ("<h3>One thought on “Five reasons in 2019”</h3>", None),
        ("<h2>2 Responses to <em>10 rooms</em></h2>", 2),
        ("<h3>Kommentare (1.204)</h3>", 1204),
        ("<h3>1,204 comments</h3>", 1204),
        ("<h3>Comments</h3>", None),
    ],
)
def test_the_heading_counts_in_any_language(
    heading: str, claimed: int | None, make_page: Any
) -> None:
    body = '<div class="comment-content"><p>No rooms.</p></div>'
    assert read(make_page, page_of(item(body), heading)).claimed == claimed


def test_pingbacks_are_counted_and_left_out(make_page: Any) -> None:
    text = '<div class="comment-content"><p>No rooms.</p></div>'
    items = (
        item(text) + item("Pingback: x", 6, "pingback depth-1") + item("y", 7, "trackback depth-1")
    )
    thread = read(make_page, page_of(items))
    assert len(thread.comments) == 1
    assert thread.warnings == ("2 pingbacks or trackbacks are no comments and were left out",)


def test_who_wrote_the_post_is_stated_by_core(make_page: Any) -> None:
    body = '<b class="fn">Jo</b><div class="comment-content"><p>No rooms.</p></div>'
    items = item(body) + item(body, 6, "comment byuser bypostauthor depth-1")
    assert [c.is_post_author for c in read(make_page, page_of(items)).comments] == [False, True]


def test_quoted_words_and_names_in_the_text_stay_the_commenters(make_page: Any) -> None:
    body = (
        '<b class="fn">Jo</b><div class="comment-content"><p>As <cite>Ada</cite> wrote:</p>'
        "<blockquote><p>No rooms.</p></blockquote><p><strong>None</strong> in 2019.</p></div>"
    )
    comment = only(make_page, page_of(item(body)))
    assert comment.author_name == "Jo"
    assert comment.text == "As Ada wrote:\n\nNo rooms.\n\nNone in 2019."
    assert [comment.text[r.start : r.end] for r in comment.regions] == ["Ada", "No rooms."]


@pytest.mark.parametrize(
    "plugin",
    [
        '<p class="comment-likes comment-not-liked"><a href="#">Like</a> 21 people</p>',
        '<div class="cld-like-dislike-wrap">3</div>',
        '<p class="comment-awaiting-moderation">Awaiting moderation.</p>',
        '<div class="sharedaddy">Share this</div>',
        "<form><button>Reply</button><label>Name</label></form>",
    ],
)
def test_plugins_add_nothing_to_the_text(plugin: str, make_page: Any) -> None:
    body = f'<b class="fn">Jo</b><div class="comment-content"><p>No rooms.</p>{plugin}</div>'
    assert only(make_page, page_of(item(body))).text == "No rooms."


def test_a_comment_that_waits_for_moderation_is_hidden(make_page: Any) -> None:
    body = (
        '<em class="comment-awaiting-moderation">Awaiting moderation.</em>'
        '<div class="comment-content"><p>No rooms.</p></div>'
    )
    assert only(make_page, page_of(item(body))).status == "hidden"


def test_the_form_alone_is_a_thread_without_comments(make_page: Any) -> None:
    form = '<div id="respond" class="comment-respond"><h3>Leave a Reply</h3><form></form></div>'
    thread = read(make_page, page_of("", heading="", after=form))
    assert thread.comments == ()


def test_a_sidebar_with_the_same_markup_is_no_thread(make_page: Any) -> None:
    body = '<div class="comment-content"><p>No rooms.</p></div>'
    aside = f'<div class="sidebar"><ul>{item(body, 8)}{item(body, 9)}</ul></div>'
    html = page_of(item(body)).replace("</body>", f"{aside}</body>")
    assert [c.native_id for c in read(make_page, html).comments] == ["comment-5"]


def test_pages_of_comments_are_listed_without_the_one_at_hand(make_page: Any) -> None:
    body = '<div class="comment-content"><p>No rooms.</p></div>'
    pager = (
        '<nav><a href="https://unit.example/rooms/comment-page-1/#comments">Older</a>'
        '<a href="https://unit.example/rooms/comment-page-2/#comments">2</a>'
        '<a href="https://unit.example/rooms/comment-page-2/#comment-5">a comment</a></nav>'
    )
    thread = read(
        make_page, page_of(item(body), after=pager), "https://unit.example/rooms/comment-page-2/"
    )
    assert thread.next_pages == ("https://unit.example/rooms/comment-page-1/",)


def test_other_systems_that_number_alike_are_not_called_wordpress(make_page: Any) -> None:
    html = page_of(item('<p class="x">No rooms.</p>', classes="remark")).replace(HEAD, "")
    thread = read(make_page, html)
    assert (thread.system, thread.comments[0].text) == ("unknown", "No rooms.")
