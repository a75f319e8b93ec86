"""Lists of the latest comments in the main column, with the markup of a thread, are no thread."""

from typing import Any

import pytest

from probenlp.harvest.comments import Thread, read_thread

HERE = "https://unit.example/rooms/"
HEAD = '<link rel="stylesheet" href="/wp-content/themes/x/style.css">'


def item(number: int, inner: str, classes: str = "comment") -> str:
    return f'<li id="comment-{number}" class="{classes}">{inner}</li>'


def whole(number: int, words: str, page: str = HERE) -> str:
    return (
        f'<b class="fn">Ada</b> <a href="{page}#comment-{number}"><time datetime="2024-05-04">4 May'
        f'</time></a><div class="comment-content"><p>{words}</p></div>'
    )


def read(make_page: Any, *lists: str, url: str | None = HERE) -> Thread | None:
    body = "".join(f'<div><h3>Comments</h3><ol class="commentlist">{x}</ol></div>' for x in lists)
    html = (
        f"<html><head>{HEAD}</head><body><main><div class='entry-content'><h1>Rooms</h1>"
        f"<p>The office has 12 rooms.</p></div>{body}</main></body></html>"
    )
    return read_thread(make_page(html, url), without=("generic", "trafilatura"))


def words(thread: Thread | None) -> list[str]:
    return [comment.text for comment in thread.comments] if thread else []


THREAD = item(5, whole(5, "No rooms."), "comment depth-1") + item(
    6, whole(6, "None at all."), "comment depth-1"
)

LATEST = {
    "items that lead to several posts": (
        item(8, whole(8, "Chairs?", "https://unit.example/chairs/"), "comment depth-1")
        + item(9, whole(9, "Heating!", "https://unit.example/heating/"), "comment depth-1")
    ),
    "items that lead to one other post": (
        item(8, whole(8, "Chairs?", "https://unit.example/chairs/"), "comment depth-1")
    ),
    "names and titles": (
        item(8, 'Ada on <a href="https://unit.example/chairs/#comment-8">Chairs for all</a>')
        + item(9, 'Jo on <a href="https://unit.example/chairs/#comment-9">Chairs for all</a>')
    ),
    "beginnings with dots": (
        item(8, f'<p>There were chairs and then…</p><a href="{HERE}#comment-8">read on</a>')
        + item(9, f'<p>The heating has been [...]</p><a href="{HERE}#comment-9">more</a>')
    ),
    "copies of comments of this post": (
        item(5, f'<b class="fn">Ada</b><a href="{HERE}#comment-5">No</a>')
        + item(6, f'<b class="fn">Ada</b><a href="{HERE}#comment-6">None at</a>')
    ),
}


@pytest.mark.parametrize("kind", LATEST)
@pytest.mark.parametrize("first", [False, True], ids=["below the thread", "above the thread"])
def test_a_list_of_the_latest_is_left_out(kind: str, first: bool, make_page: Any) -> None:
    lists = (LATEST[kind], THREAD) if first else (THREAD, LATEST[kind])
    assert words(read(make_page, *lists)) == ["No rooms.", "None at all."]


@pytest.mark.parametrize("kind", ["items that lead to several posts", "names and titles"])
def test_a_front_page_with_such_a_list_has_no_thread(kind: str, make_page: Any) -> None:
    assert words(read(make_page, LATEST[kind], url="https://unit.example/")) == []


def test_a_block_of_the_latest_comments_is_no_thread(make_page: Any) -> None:
    block = "".join(
        '<li class="wp-block-latest-comments__comment"><article><footer class="'
        'wp-block-latest-comments__comment-meta"><a class="wp-block-latest-comments__comment-'
        f'author" href="https://{n}.example">Jo</a> on <a class="wp-block-latest-comments__comment-'
        f'link" href="https://unit.example/p{n}/#comment-{n}">Post {n}</a><time datetime="2024-05-0'
        f'{n}T10:00:00+00:00" class="wp-block-latest-comments__comment-date">{n} May 2024</time>'
        f'</footer><div class="wp-block-latest-comments__comment-excerpt"><p>Chairs {n} were</p>'
        "</div></article></li>"
        for n in range(1, 6)
    )
    html = (
        f"<html><head>{HEAD}</head><body><main><p>Welcome.</p><ol class='wp-block-latest-comments "
        f"has-dates has-excerpts'>{block}</ol></main></body></html>"
    )
    assert words(read_thread(make_page(html, "https://unit.example/"))) == []


def test_a_thread_with_links_of_another_form_stays(make_page: Any) -> None:
    """Blogs link to their comments by number while the page goes by its name."""
    plain = "https://unit.example/?p=12"
    thread = item(5, whole(5, "No rooms.", plain)) + item(6, whole(6, "None.", plain))
    assert words(read(make_page, thread)) == ["No rooms.", "None."]


def test_a_thread_whose_links_name_the_page_of_comments_stays(make_page: Any) -> None:
    pages = [f"{HERE}comment-page-{n}/" for n in (1, 2)]
    thread = item(5, whole(5, "No rooms.", pages[0])) + item(6, whole(6, "None.", pages[1]))
    assert words(read(make_page, thread)) == ["No rooms.", "None."]


def test_comments_that_trail_off_stay(make_page: Any) -> None:
    thread = item(5, whole(5, "No rooms...")) + item(6, whole(6, "And no chairs…"))
    assert words(read(make_page, thread)) == ["No rooms...", "And no chairs…"]


def test_replies_go_with_the_list_they_stand_in(make_page: Any) -> None:
    other = "https://unit.example/chairs/"
    reply = f'<ul class="children">{item(9, whole(9, "Yes.", other), "comment depth-2")}</ul>'
    latest = item(8, whole(8, "Chairs?", other) + reply, "comment depth-1")
    assert words(read(make_page, THREAD, latest)) == ["No rooms.", "None at all."]
