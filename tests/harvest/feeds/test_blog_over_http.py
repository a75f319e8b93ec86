"""A whole blog over a real connection: command line, fetcher, feeds, pages, cache, archive."""

import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from probenlp.harvest.fetch import FetchError
from probenlp.records import Document
from probenlp.store import read_records

Call = Callable[..., subprocess.CompletedProcess[str]]


class Served:
    """An invented blog behind a port of this machine, and what it was asked for."""

    def __init__(self, site: Any, home: str) -> None:
        self.site, self.home, self.asked = site, home, list[str]()
        self.robots = b"User-agent: *\nAllow: /\n"
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                status, body, headers = outer.answer(self.path)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, path: str) -> tuple[int, bytes, dict[str, str]]:
        if path == "/robots.txt":
            return 200, self.robots, {"Content-Type": "text/plain"}
        try:
            fetched = self.site(self.home + path)
        except FetchError as error:
            return error.status or 500, b"", {}
        body = fetched.data.replace(self.home.encode(), self.url.encode())
        body = body.replace(json.dumps(self.home)[1:-1].encode(), self.url.encode())
        is_json = body[:1] in (b"{", b"[")
        kind = "application/json" if is_json else "text/html; charset=utf-8"
        return 200, body, {"Content-Type": kind, **dict(fetched.headers)}


@pytest.fixture
def served(blog: Any) -> Iterator[Served]:
    day = 86_400_000
    posts = [
        blog.Post(
            100 + n,
            title=f"Rooms, part {n}",
            at=blog.FIRST + n * day,
            comments=[
                blog.Said(10 * n + 1, at=blog.FIRST + n * day, html="Forty of us, twelve desks."),
                blog.Said(10 * n + 2, at=blog.FIRST + n * day + 5, html="Ten.", parent=10 * n + 1),
            ],
        )
        for n in range(3)
    ]
    served = Served(blog.BloggerSite(posts), blog.BLOG)
    yield served
    served.server.shutdown()
    served.server.server_close()


@pytest.fixture
def probenlp(tmp_path: Path) -> Call:
    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603
            [sys.executable, "-m", "probenlp", "harvest", *arguments,
             "--allow-loopback", "--delay", "0", "--cache", "cache.sqlite"],
            cwd=tmp_path, capture_output=True, text=True, check=False, encoding="utf-8",
            env={"PROBENLP_SALT": "test", "HOME": str(tmp_path)},
        )  # fmt: skip

    return call


def documents_in(done: subprocess.CompletedProcess[str], folder: Path) -> list[Document]:
    (folder / "out.jsonl").write_text(done.stdout, encoding="utf-8")
    return list(read_records(folder / "out.jsonl", Document))


def test_a_whole_blog_comes_with_its_threads(
    served: Served, probenlp: Call, tmp_path: Path
) -> None:
    done = probenlp("--blog", f"{served.url}/", "--since", "2023-11-15")
    assert done.returncode == 0, done.stderr
    documents = documents_in(done, tmp_path)
    assert [document.title for document in documents] == ["Rooms, part 2", "Rooms, part 1"]
    for document in documents:
        first, reply = (p for p in document.passages if p.kind == "comment")
        assert reply.parent_id == first.id
        assert first.posted
        assert first.posted.utc
        assert document.fetched_at, "when it was fetched is stated"
        assert document.warnings == ()


def test_offline_gives_the_same_from_the_cache(
    served: Served, probenlp: Call, tmp_path: Path
) -> None:
    online = probenlp("--blog", f"{served.url}/")
    asked = len(served.asked)
    offline = probenlp("--blog", f"{served.url}/", "--offline")
    assert offline.returncode == 0, offline.stderr
    assert len(served.asked) == asked, "nothing was asked for"
    assert offline.stdout == online.stdout


def test_what_was_fetched_is_kept_and_read_again(
    served: Served, probenlp: Call, tmp_path: Path
) -> None:
    pages = [f"{served.url}/2023/11/rooms-{number}.html" for number in (100, 101)]
    live = probenlp(*pages, "--warc", "kept.warc.gz")
    assert live.returncode == 0, live.stderr
    again = probenlp("kept.warc.gz")
    assert again.returncode == 0, again.stderr
    assert documents_in(again, tmp_path) == documents_in(live, tmp_path)


def test_a_rule_of_robots_txt_is_kept(served: Served, probenlp: Call) -> None:
    served.robots = b"User-agent: *\nDisallow: /2023/*/rooms-101\n"
    pages = [f"{served.url}/2023/11/rooms-{number}.html" for number in (100, 101)]
    done = probenlp(*pages)
    assert done.returncode == 1
    assert done.stdout.count("\n") == 1, "the other page is there"
    assert "rooms-101.html: robots: " in done.stderr
    assert not [path for path in served.asked if "rooms-101" in path]


def test_a_list_of_sources_is_a_source(served: Served, probenlp: Call, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        '[[source]]\nid = "licence"\nname = "Licence Conditions"\nkind = "blog"\nrole = "blogger"\n'
        f'url = "{served.url}/"\nterms = "for this test"\nverified = true\n'
    )
    done = probenlp("mine.toml")
    assert done.returncode == 0, done.stderr
    assert len(documents_in(done, tmp_path)) == 3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--blog", "http://127.0.0.1/", "a.html"], "name sources, or one blog"),
        ([], "name sources, or one blog"),
        (["--blog", "http://127.0.0.1/", "--since", "yesterday"], "expected a day such as"),
        (["--blog", "http://x.example/", "--since", "2024-02-01", "--until", "2024-01-01"],
         "lies after"),
    ],
)  # fmt: skip
def test_a_bad_call_does_nothing(probenlp: Call, arguments: list[str], message: str) -> None:
    done = probenlp(*arguments)
    assert done.returncode == 2
    assert message in " ".join(done.stderr.split()).replace("│ ", "")


def test_the_encoding_named_by_the_server_alone_is_used(
    served: Served, probenlp: Call, tmp_path: Path
) -> None:
    text = "<title>Łódź</title><article><p>" + "Żółw śpi w biurze od roku. " * 20 + "</article>"
    served.answer = lambda path: (  # type: ignore[method-assign]
        200,
        b"" if path == "/robots.txt" else f"<html><body>{text}</body></html>".encode("iso-8859-2"),
        {"Content-Type": "text/html; charset=ISO-8859-2"},
    )
    live = probenlp(f"{served.url}/a.html", "--warc", "kept.warc.gz")
    (document,) = documents_in(live, tmp_path)
    assert "Żółw śpi" in document.passages[-1].text
    assert document.source.encoding_how == "declared"
    assert probenlp("kept.warc.gz").stdout == live.stdout
