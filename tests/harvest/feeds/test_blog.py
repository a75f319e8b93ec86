"""A whole blog between two dates, against sites that answer from memory."""

from datetime import date
from typing import Any

import pytest

from probenlp.harvest.feeds import harvest_blog
from probenlp.records import Document, Problem

DAY = 86_400_000


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    for place in (
        "blogger_walk.POSTS_A_PAGE",
        "blogger_walk.COMMENTS_A_PAGE",
        "wordpress_walk.POSTS_A_PAGE",
        "wordpress_walk.COMMENTS_A_PAGE",
    ):
        monkeypatch.setattr(f"probenlp.harvest.feeds.{place}", 3)


def posts(blog: Any, count: int = 8, comments: int = 0) -> list[Any]:
    """Posts a day apart, the first the oldest; every second one with comments."""
    return [
        blog.Post(
            100 + n,
            title=f"Rooms, part {n}",
            at=blog.FIRST + n * DAY,
            comments=[
                blog.Said(1000 * (n + 1) + k, html=f"Desk {k} of {n}.", at=blog.FIRST + n * DAY + k)
                for k in range(comments if n % 2 else 0)
            ],
        )
        for n in range(count)
    ]


def walk(site: Any, **more: Any) -> tuple[list[Document], list[Problem]]:
    url = "https://licence-conditions.example/"
    found = list(harvest_blog(url, fetch=site, salt=b"s", **more))
    documents = [one for one in found if isinstance(one, Document)]
    return documents, [one for one in found if isinstance(one, Problem)]


def titles(documents: list[Document]) -> list[str]:
    return [(document.title or "").removeprefix("Rooms, part ") for document in documents]


SITES = ["BloggerSite", "WordPressSite"]


@pytest.mark.parametrize("system", SITES)
def test_every_post_comes_once_the_latest_first_with_its_whole_thread(
    blog: Any, system: str
) -> None:
    site = getattr(blog, system)(posts(blog, 8, comments=7))
    documents, problems = walk(site)
    assert titles(documents) == list("76543210")
    assert problems == []
    assert [document.comments_found for document in documents] == [7, 0] * 4
    assert all(document.fetched_at == "2024-01-02T03:04:05Z" for document in documents)
    merges = [w for document in documents for w in document.warnings if w.startswith("merge:")]
    assert merges == []
    assert walk(getattr(blog, system)(posts(blog, 8, comments=7)))[0] == documents, "stable"


@pytest.mark.parametrize("system", SITES)
@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (date(2023, 11, 16), date(2023, 11, 18), "432"),
        (date(2023, 11, 20), None, "76"),
        (None, date(2023, 11, 15), "10"),
        (date(2030, 1, 1), None, ""),
    ],
)
def test_both_dates_are_included(
    blog: Any, system: str, since: date | None, until: date | None, expected: str
) -> None:
    site = getattr(blog, system)(posts(blog))
    documents, problems = walk(site, since=since, until=until)
    assert titles(documents) == list(expected)
    assert problems == []
    pages = [url for url in site.asked if "/rooms-" in url]
    assert len(pages) == len(expected), "no page outside the dates is asked for"


def test_dates_the_wrong_way_round_are_refused_at_once(blog: Any) -> None:
    with pytest.raises(ValueError, match="turn them round"):
        harvest_blog(
            "x", fetch=blog.Site([]), salt=b"", since=date(2024, 2, 1), until=date(2024, 1, 1)
        )


@pytest.mark.parametrize("system", SITES)
def test_one_failing_post_is_one_problem_and_the_rest_goes_on(blog: Any, system: str) -> None:
    site = getattr(blog, system)(posts(blog, 8, comments=2))
    site.failing = {"/rooms-103.html": 500}
    documents, problems = walk(site)
    assert titles(documents) == list("76543210")
    (problem,) = problems
    broken = documents[4]
    assert (problem.severity, problem.document_id) == ("incomplete", broken.id)
    assert problem.source.endswith("/rooms-103.html")
    assert broken.comments_found == 2, "the feed has them"
    assert broken.source.media_type == "application/json"
    assert any(warning.startswith("page: could not be read") for warning in broken.warnings)


@pytest.mark.parametrize("system", SITES)
@pytest.mark.parametrize("status", [404, 410])
def test_a_post_that_was_taken_down_is_not_kept_from_the_feed(
    blog: Any, system: str, status: int
) -> None:
    site = getattr(blog, system)(posts(blog, 3))
    site.failing = {"/rooms-101.html": status}
    documents, problems = walk(site)
    assert titles(documents) == list("20")
    assert [(problem.severity, problem.reason) for problem in problems] == [("failed", "missing")]


@pytest.mark.parametrize("system", SITES)
@pytest.mark.parametrize("deleted", [107, 104, 100])
def test_a_post_deleted_between_two_pages_hides_no_other(
    blog: Any, system: str, deleted: int
) -> None:
    site = getattr(blog, system)(posts(blog, 8))
    feed = "/feeds/posts/default" if system == "BloggerSite" else "/wp/v2/posts"

    def delete(url: str) -> None:
        if feed in url and sum(feed in asked for asked in site.asked) == 1:
            site.posts = [post for post in site.posts if post.number != deleted]

    site.before = delete
    documents, problems = walk(site)
    expected = [t for t in "76543210" if t != str(deleted - 100) or t == "7"]
    assert titles(documents) == expected, "the first page was read before"
    assert problems == []


def test_the_last_page_may_be_gone_when_it_is_asked_for(blog: Any) -> None:
    """Seven posts are three pages of three; without one of the first page they are two."""
    site = blog.WordPressSite(posts(blog, 7))

    def delete(url: str) -> None:
        if "/wp/v2/posts" in url and "&page=3&" in url:
            site.posts = [post for post in site.posts if post.number != 106]

    site.before = delete
    assert titles(walk(site)[0]) == list("6543210")


def test_a_new_post_between_two_pages_gives_nothing_twice(blog: Any) -> None:
    for system in SITES:
        site = getattr(blog, system)(posts(blog, 8))
        feed = "/feeds/posts/default" if system == "BloggerSite" else "/wp/v2/posts"

        def add(url: str, site: Any = site, feed: str = feed) -> None:
            if feed in url and sum(feed in asked for asked in site.asked) == 1:
                site.posts = [*site.posts, blog.Post(999, title="New", at=blog.FIRST + 99 * DAY)]

        site.before = add
        assert titles(walk(site)[0]) == list("76543210")


def test_posts_of_one_instant_are_all_found(blog: Any) -> None:
    """Imported blogs give a hundred posts one time, more than a page of the feed holds."""
    many = [blog.Post(100 + n, title=f"Rooms, part {n}", at=blog.FIRST) for n in range(8)]
    assert sorted(titles(walk(blog.BloggerSite(many))[0])) == list("01234567")


def test_comments_of_one_instant_are_all_found(blog: Any) -> None:
    said = [blog.Said(n, at=blog.FIRST) for n in range(500, 508)]
    (document,), _ = walk(blog.BloggerSite([blog.Post(1, comments=said)]))
    assert document.comments_found == 8
    assert not any("page alone" in warning for warning in document.warnings)


def test_a_blogger_post_without_comments_costs_one_request(blog: Any) -> None:
    site = blog.BloggerSite(posts(blog, 2))
    walk(site)
    assert len(site.asked) == 4, "the front page, the posts feed, two pages"


def test_wordpress_comments_of_many_posts_are_asked_for_together(blog: Any) -> None:
    site = blog.WordPressSite(posts(blog, 3))
    walk(site)
    assert sum("/wp/v2/comments" in url for url in site.asked) == 1


def test_a_comments_feed_that_fails_leaves_the_page(blog: Any) -> None:
    site = blog.BloggerSite(posts(blog, 2, comments=2))
    site.failing = {"/comments/default": 503}
    documents, problems = walk(site)
    assert [document.comments_found for document in documents] == [2, 0]
    assert [problem.severity for problem in problems] == ["incomplete"]
    assert not any("merge:" in warning for document in documents for warning in document.warnings)


def test_a_posts_feed_that_breaks_off_is_told(blog: Any) -> None:
    site = blog.WordPressSite(posts(blog, 8))
    site.failing = {"&page=2&": 500}
    documents, problems = walk(site)
    assert titles(documents) == list("765")
    assert [problem.severity for problem in problems] == ["incomplete"]


def test_a_front_page_that_fails_is_one_problem(blog: Any) -> None:
    site = blog.BloggerSite([])
    site.failing = {"example/": 500}
    documents, (problem,) = walk(site)
    assert (documents, problem.severity) == ([], "failed")


class Files(dict[str, Any]):
    """A site of files."""

    def __init__(self, blog: Any, files: dict[str, bytes]) -> None:
        super().__init__(files)
        self.blog = blog
        self.asked: list[str] = []

    def __call__(self, url: str) -> Any:
        self.asked.append(url)
        if url not in self:
            raise self.blog.FetchError(url, "status", "answered 404", status=404)
        return self.blog.Fetched(url, url, 200, {}, self[url], "2024-01-02T03:04:05Z")


def front(head: str) -> bytes:
    return f"<html><head>{head}</head><body><p>News</p></body></html>".encode()


RSS_LINK = '<link rel="alternate" type="application/rss+xml" href="/feed"/>'


def rss(*items: str) -> bytes:
    return (
        "<rss version='2.0' xmlns:slash='http://purl.org/rss/1.0/modules/slash/'"
        " xmlns:wfw='http://wellformedweb.org/CommentAPI/'><channel><title>N</title>"
        f"{''.join(items)}</channel></rss>"
    ).encode()


def item(post: Any, extra: str = "") -> str:
    day = f"{14 + (post.number - 100)} Nov 2023 22:13:20 GMT"
    return f"<item><title>x</title><link>{post.url}</link><pubDate>{day}</pubDate>{extra}</item>"


def test_a_site_of_feeds_and_sitemaps(blog: Any) -> None:
    some = posts(blog, 4)
    urls = "".join(
        f"<url><loc>{post.url}</loc><lastmod>2023-11-{14 + n}</lastmod></url>"
        for n, post in enumerate(some)
    )
    other = "<url><loc>https://elsewhere.example/x</loc></url>"
    files = Files(
        blog,
        {
            f"{blog.BLOG}/": front(RSS_LINK),
            f"{blog.BLOG}/feed": rss(item(some[3]), item(some[2])),
            f"{blog.BLOG}/sitemap.xml": (
                f"<sitemapindex><sitemap><loc>{blog.BLOG}/tags.xml</loc></sitemap><sitemap>"
                f"<loc>{blog.BLOG}/post-sitemap.xml</loc></sitemap></sitemapindex>"
            ).encode(),
            f"{blog.BLOG}/post-sitemap.xml": f"<urlset>{urls}{other}</urlset>".encode(),
            **{post.url: blog.wordpress_page(post) for post in some},
        },
    )
    documents, problems = walk(files)
    assert (titles(documents), problems) == (list("3201"), [])
    assert documents[0].published is not None
    assert f"{blog.BLOG}/tags.xml" not in files.asked
    assert "https://elsewhere.example/x" not in files.asked
    documents, _ = walk(files, since=date(2023, 11, 15))
    assert titles(documents) == list("321"), (
        "the sitemap says that the first was last touched before"
    )


def test_sitemaps_are_not_asked_for_where_the_feed_reaches_back_far_enough(blog: Any) -> None:
    some = posts(blog, 2)
    files = Files(
        blog,
        {
            f"{blog.BLOG}/": front(RSS_LINK),
            f"{blog.BLOG}/feed": rss(item(some[1]), item(some[0])),
            some[1].url: blog.wordpress_page(some[1]),
        },
    )
    documents, problems = walk(files, since=date(2023, 11, 15))
    assert (titles(documents), problems) == (["1"], [])
    assert not any("sitemap" in url for url in files.asked)


def test_wordpress_that_keeps_its_interface_shut_is_read_by_its_feed(blog: Any) -> None:
    site = blog.WordPressSite(posts(blog, 2))
    site.failing = {"/wp-json/": 401}
    feed = rss(*(item(post) for post in site.posts))
    answered = site.answer
    site.answer = lambda path, query: feed if path == "/feed/" else answered(path, query)
    documents, (problem,) = walk(site)
    assert titles(documents) == list("01")
    assert problem.severity == "incomplete"
    assert "instead" in problem.detail


def paged(blog: Any) -> tuple[Any, dict[str, bytes]]:
    """A WordPress post whose thread stands on two pages, without a feed of comments."""
    said = [blog.Said(n, at=blog.FIRST + n, html=f"Desk {n}.") for n in range(1, 5)]
    post = blog.Post(100, comments=said)
    more = f"{post.url}/comment-page-2/"
    link = f'<nav><a class="next" href="{more}#comments">Older comments</a></nav></div></body>'
    first = blog.wordpress_page(post, lambda one: one.number < 3).decode()
    second = blog.wordpress_page(post, lambda one: one.number >= 3)
    files = {
        f"{blog.BLOG}/": front(RSS_LINK),
        f"{blog.BLOG}/feed": rss(item(post)),
        post.url: first.replace("</div></body>", link).encode(),
        more: second,
    }
    return post, files


def test_further_pages_of_a_thread_are_followed(blog: Any) -> None:
    _, files = paged(blog)
    (document,), problems = walk(Files(blog, files))
    comments = [p for p in document.passages if p.kind == "comment"]
    assert [p.native_id for p in comments] == [f"comment-{n}" for n in range(1, 5)]
    assert [p.path for p in comments] == ["1", "2", "3", "4"]
    assert [p.source_map is None for p in comments] == [False, False, True, True]
    assert {p.id.partition(".")[0] for p in comments} == {document.id}
    assert problems == [], "all that the heading counts is there"
    assert any("come from 1 further pages" in warning for warning in document.warnings)


def test_further_pages_are_followed_on_request_only(blog: Any) -> None:
    _, files = paged(blog)
    site = Files(blog, files)
    (document,), problems = walk(site, follow_pages=False)
    assert document.comments_found == 2
    assert [problem.reason for problem in problems] == ["comment-count"]
    assert not any("comment-page" in url for url in site.asked)


def test_a_further_page_that_fails_is_a_problem(blog: Any) -> None:
    post, files = paged(blog)
    del files[f"{post.url}/comment-page-2/"]
    (document,), problems = walk(Files(blog, files))
    assert document.comments_found == 2
    assert {problem.reason for problem in problems} == {"missing", "comment-count"}


def test_a_page_that_leads_to_the_front_page_is_gone(blog: Any) -> None:
    site = blog.BloggerSite(posts(blog, 1))

    def fetch(url: str) -> Any:
        answer = site(url)
        if "/rooms-" not in url:
            return answer
        return blog.Fetched(url, f"{blog.BLOG}/", 200, {}, answer.data, answer.fetched_at)

    documents, (problem,) = walk(fetch)
    assert documents == []
    assert "taken down" in problem.detail
