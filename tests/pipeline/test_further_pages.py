"""A thread of several pages, over a real connection: listed always, followed on request."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from probenlp.harvest.fetch import FetchSettings
from probenlp.pipeline import harvest_documents
from probenlp.records import Document, Problem
from probenlp.settings import Settings


class Blog:
    """One post whose six comments stand on three pages, the last of which is its own."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.robots = "User-agent: *\nAllow: /\n"
        self.missing: set[str] = set()
        self.extra = ""
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                body = outer.answer(self.path)
                self.send_response(404 if body is None else 200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                self.wfile.write(body or b"")

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.home = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.url = f"{self.home}/rooms/"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, path: str) -> bytes | None:
        if path == "/robots.txt":
            return self.robots.encode()
        number = 3 if path == "/rooms/" else int(path.rstrip("/")[-1])
        return None if path in self.missing else self.page(number)

    def page(self, number: int) -> bytes:
        def item(n: int, depth: int, inside: str = "") -> str:
            return (
                f'<li id="comment-{n}" class="comment depth-{depth}"><b class="fn">Jo</b><a href="'
                f'{self.url}comment-page-{number}/#comment-{n}"><time datetime="2024-05-0{n}T10:00:'
                f'00+00:00">{n} May</time></a><div class="comment-content"><p>No rooms on floor {n}'
                f'.</p></div><ol class="children">{inside}</ol></li>'
            )

        first = 2 * number - 1
        pager = "".join(
            f'<a href="{self.url}comment-page-{n}/#comments">{n}</a>'
            for n in (number - 1, number + 1)
            if 1 <= n <= 3
        )
        return f"""<!DOCTYPE html><html><head><title>Rooms</title></head><body><link
href="/wp-content/x.css"/><article><h1>Rooms</h1><div class="entry-content"><p>The office at Ashmere
has 12 rooms for 40 people, and two of them flood when it rains for longer than a day.</p></div>
</article><div id="comments"><h2 class="comments-title">6 comments</h2><ol class="comment-list">
{item(first, 1, item(first + 1, 2))}</ol><nav>{pager}{self.extra}</nav></div></body>
</html>""".encode()


@pytest.fixture
def blog() -> Iterator[Blog]:
    served = Blog()
    yield served
    served.server.shutdown()
    served.server.server_close()


def gathered(blog: Blog, *, follow: bool) -> tuple[Document, list[Problem]]:
    problems: list[Problem] = []
    fetch = FetchSettings(delay=0, retries=0, allow_loopback=True, follow_comment_pages=follow)
    settings = Settings(salt=b"s", fetch=fetch)
    (document,) = harvest_documents([blog.url], settings, problems.append)
    return document, problems


def floors(document: Document) -> list[str]:
    return [p.text[-2] for p in document.passages if p.kind == "comment"]


def test_further_pages_are_listed_and_not_asked_for(blog: Blog) -> None:
    document, (problem,) = gathered(blog, follow=False)
    assert floors(document) == ["5", "6"]
    assert document.warnings[0] == f"thread: goes on at {blog.url}comment-page-2/"
    assert problem.reason == "comment-count"
    assert "further pages" in problem.detail
    assert blog.asked == ["/robots.txt", "/rooms/"]


def test_further_pages_are_followed_on_request(blog: Blog) -> None:
    document, problems = gathered(blog, follow=True)
    assert problems == []
    assert sorted(floors(document)) == list("123456")
    assert document.comments_found == document.comments_claimed == 6
    assert document.warnings == (
        "thread: 4 comments come from 3 further pages and have no source map",
    )
    passages = {p.id: p for p in document.passages}
    replies = [p for p in document.passages if p.parent_id]
    assert [(passages[r.parent_id or ""].text[-2], r.text[-2]) for r in replies] == [
        ("5", "6"),
        ("3", "4"),
        ("1", "2"),
    ]
    assert [p.path for p in document.passages if p.kind == "comment"] == [
        "1", "1.1", "2", "2.1", "3", "3.1",
    ]  # fmt: skip


def test_each_page_is_asked_for_once(blog: Blog) -> None:
    gathered(blog, follow=True)
    assert len(blog.asked) == len(set(blog.asked))


def test_a_page_that_is_missing_leaves_the_rest(blog: Blog) -> None:
    blog.missing = {"/rooms/comment-page-2/"}
    document, problems = gathered(blog, follow=True)
    assert floors(document) == ["5", "6"]
    assert {p.source for p in problems if p.reason == "missing"} == {f"{blog.url}comment-page-2/"}
    assert any(p.reason == "comment-count" for p in problems), "the thread is still not whole"
    assert f"thread: goes on at {blog.url}comment-page-2/" in document.warnings


def test_pages_of_another_site_are_listed_only(blog: Blog) -> None:
    blog.extra = '<a href="http://elsewhere.example/rooms/comment-page-9/#comments">9</a>'
    document, problems = gathered(blog, follow=True)
    assert sorted(floors(document)) == list("123456")
    assert "thread: goes on at http://elsewhere.example/rooms/comment-page-9/" in document.warnings
    assert problems == []


def test_a_rule_of_robots_txt_holds_for_further_pages(blog: Blog) -> None:
    blog.robots = "User-agent: *\nDisallow: /*/comment-page-\n"
    document, problems = gathered(blog, follow=True)
    assert floors(document) == ["5", "6"]
    assert not [path for path in blog.asked if "comment-page" in path]
    assert any("robots" in problem.detail for problem in problems)
