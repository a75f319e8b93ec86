"""The list of public sources, and how it fails."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from probenlp.errors import HarvestError
from probenlp.harvest.feeds import harvest_source, read_sources
from probenlp.records import Document

SHIPPED = Path(__file__).parents[3] / "corpus" / "sources.toml"
GOOD = {
    "id": '"dale"',
    "name": '"The Dale Post"',
    "kind": '"feed"',
    "url": '"https://dale.example/feed"',
    "role": '"journalist"',
    "terms": '"Copyright of the paper"',
    "verified": "false",
}


def listed(folder: Path, *entries: dict[str, str]) -> Path:
    path = folder / "sources.toml"
    tables = ["\n".join(f"{k} = {v}" for k, v in entry.items()) for entry in entries]
    path.write_text("".join(f"[[source]]\n{table}\n" for table in tables), encoding="utf-8")
    return path


def test_the_list_that_ships_can_be_read() -> None:
    sources = read_sources(SHIPPED)
    roles = {source.id: source.role for source in sources}
    assert roles["hmip_news"] == "inspectorate", "from the publishers table"
    assert roles["on_probation_blog"] == "blogger"
    assert all(source.terms for source in sources)
    assert len(roles) == len(sources)


def test_an_entry(tmp_path: Path) -> None:
    (source,) = read_sources(listed(tmp_path, GOOD | {"since": "2023-05-04"}))
    assert (source.id, source.kind, source.role) == ("dale", "feed", "journalist")
    assert (source.urls, source.since) == (("https://dale.example/feed",), date(2023, 5, 4))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": '"podcast"'}, "kind 'podcast' is not one of feed, blog, sitemap, pages"),
        ({"terms": '""'}, "'terms' is missing or empty"),
        ({"verified": '"yes"'}, "'verified' is str, wanted bool"),
        ({"since": '"2023"'}, "'since' is str, wanted date"),
        ({"since": "2023-05-04T09:30:00Z"}, "'since' is datetime, wanted date"),
        ({"color": '"red"'}, r"unknown fields \['color'\]"),
        ({"url": '"file:///etc/passwd"'}, "is no address of the web"),
        ({"url": '"http://[half"'}, "is no address of the web"),
        ({"urls": '["https://dale.example/a"]'}, "either 'url' or 'urls'"),
        ({"role": '"wizard"'}, "role 'wizard' is not one of inspectorate"),
        ({"publisher": '"nobody"'}, "publisher 'nobody' is not one of"),
        ({"publisher": '"napo"'}, "contradicts the publishers table, where 'napo' is 'union'"),
    ],
)
def test_an_entry_that_cannot_be_used_is_named(
    tmp_path: Path, change: dict[str, str], message: str
) -> None:
    other = GOOD | {"id": '"fen"'}
    with pytest.raises(HarvestError, match=message) as caught:
        read_sources(listed(tmp_path, other, GOOD | change))
    assert "source 2 ('dale')" in str(caught.value)


def test_a_list_that_is_none(tmp_path: Path) -> None:
    path = tmp_path / "sources.toml"
    for text, message in (("", "no \\[\\[source\\]\\]"), ("a = ", "TOML"), ("source = 3", "no")):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(HarvestError, match=message):
            read_sources(path)
    with pytest.raises(HarvestError, match="stands in source 1 already"):
        read_sources(listed(tmp_path, GOOD, GOOD))


@pytest.mark.parametrize("kind", ["feed", "sitemap", "pages", "blog"])
def test_each_kind_is_harvested(tmp_path: Path, blog: Any, kind: str) -> None:
    post = blog.Post(100, title="Rooms")
    address = post.url if kind == "pages" else f"{blog.BLOG}/list"
    files = {
        "feed": f"<rss><channel><item><link>{post.url}</link></item></channel></rss>",
        "sitemap": f"<urlset><url><loc>{post.url}</loc></url></urlset>",
        "blog": "<html><head><link rel='alternate' type='application/rss+xml'"
        f" href='{blog.BLOG}/f'/></head><body>x</body></html>",
        "pages": "",
    }

    def fetch(url: str) -> Any:
        data = {
            f"{blog.BLOG}/list": files[kind].encode(),
            f"{blog.BLOG}/f": files["feed"].encode(),
            post.url: blog.blogger_page(post),
        }.get(url)
        if data is None:
            raise blog.FetchError(url, "status", "answered 404", status=404)
        return blog.Fetched(url, url, 200, {}, data, "2024-01-02T03:04:05Z")

    entry = GOOD | {"kind": f'"{kind}"', "url": f'"{address}"'}
    (source,) = read_sources(listed(tmp_path, entry))
    (document,) = harvest_source(source, fetch=fetch, salt=b"s")
    assert isinstance(document, Document)
    assert document.title == "Rooms"
    later = harvest_source(source, fetch=fetch, salt=b"s", since=date(2024, 1, 1))
    assert list(later) == [], "published in November 2023, as the page says"
