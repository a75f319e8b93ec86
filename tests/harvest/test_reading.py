"""From bytes to documents: pages, bad inputs, and what is told of them."""

import json
from pathlib import Path

import msgspec
import pytest

from probenlp.errors import HarvestError
from probenlp.harvest import Input, harvest, read
from probenlp.records import Document

BODY = "".join(
    f"<p>Inspectors looked at case {n} of the Moor Vale unit and found that it had been left "
    "without a plan for many weeks.</p>\n"
    for n in range(1, 7)
)
PAGE = f"""<!DOCTYPE html>
<html lang="en-GB"><head><meta charset="utf-8">
<title>Moor Vale told to improve | The Vale Observer</title>
<link rel="canonical" href="https://vale.example/2023/05/moor.html?utm_source=feed">
<meta property="og:site_name" content="The Vale Observer">
<meta property="og:title" content="Moor Vale told to improve">
<script type="application/ld+json">{{"@type": "NewsArticle", "author": {{"name": "Orla Finch"}},
"datePublished": "2023-05-04T09:30:00+01:00"}}</script></head>
<body><nav><a href="/">Home</a></nav>
<article><h1>Moor Vale told to improve</h1>
{BODY}<h2>What staff say</h2>
<blockquote><p>We had no one to do the checks &amp; no time, a manager said to the inspectors.</p>
</blockquote>
<ul><li>Ten cases were sound, of which most were old.</li>
<li>Thirty were not sound at all.</li></ul>
<p>The <a href="/report.pdf">full report</a> costs &pound;5 and is on the website of the unit.</p>
<p>Share this</p>
</article>
<div id="comments" class="comments-area"><h2 class="comments-title">2 comments</h2>
<ol class="comment-list">
<li class="comment even depth-1 parent" id="comment-7">
<article id="div-comment-7" class="comment-body">
<footer class="comment-meta"><div class="comment-author vcard"><b class="fn">Tam Weir</b></div>
<div class="comment-metadata"><a href="https://vale.example/2023/05/moor.html#comment-7">
<time datetime="2023-05-05T08:00:00+00:00">5 May 2023</time></a></div></footer>
<div class="comment-content"><p>It was always so in Moor Vale.</p></div></article>
<ol class="children"><li class="comment odd depth-2" id="comment-8">
<article id="div-comment-8" class="comment-body"><footer class="comment-meta">
<div class="comment-author vcard"><b class="fn">Anonymous</b></div></footer>
<div class="comment-content"><p>Not when I was there.</p></div></article></li></ol></li></ol>
<div id="respond" class="comment-respond"><h3 id="reply-title">Leave a Reply</h3><form></form></div>
</div><footer>All rights</footer></body></html>
"""


def page(text: str = PAGE, url: str | None = None) -> Document:
    return read(Input("page.html", text.encode(), url), salt=b"salt")


def test_a_page_becomes_title_article_and_comments() -> None:
    document = page()
    assert [passage.kind for passage in document.passages] == [
        "title",
        "article",
        "comment",
        "comment",
    ]
    title, article, first, reply = document.passages
    assert title.text == document.title == "Moor Vale told to improve"
    assert article.text.startswith("Inspectors looked at case 1")
    assert "always so" not in article.text
    assert "Share this" not in article.text
    assert first.text == "It was always so in Moor Vale."
    assert (reply.parent_id, reply.parent_source) == (first.id, "nesting")
    assert (document.structure, document.comments_claimed, document.comments_found) == (
        "tree",
        2,
        2,
    )


def test_what_the_page_states_is_taken() -> None:
    document = page()
    assert document.url == "https://vale.example/2023/05/moor.html?utm_source=feed"
    assert document.published is not None
    assert (document.published.date, document.published.how) == ("2023-05-04T08:30:00Z", "metadata")
    assert document.authors == ("Orla Finch",)
    assert (document.site, document.kind, document.language) == (
        "The Vale Observer",
        "news",
        "en-GB",
    )


def test_what_a_page_does_not_state_is_none() -> None:
    document = page(f"<html><body><article>{BODY}</article></body></html>")
    assert (document.title, document.published, document.authors) == (None, None, ())
    assert (document.site, document.kind, document.language, document.url) == (None,) * 4


def test_markup_becomes_regions_and_links() -> None:
    article = page().passages[1]
    marked = {region.kind: article.text[region.start : region.end] for region in article.regions}
    assert marked["heading"] == "What staff say"
    assert marked["blockquote"].startswith("We had no one to do the checks & no time")
    assert marked["list_item"] == "Thirty were not sound at all."
    (link,) = article.links
    assert article.text[link.start : link.end] == "full report"
    assert link.url == "https://vale.example/report.pdf"


def test_every_passage_leads_back_to_the_source() -> None:
    for passage in page().passages:
        assert passage.source_map is not None
        start, end = passage.source_map.to_source(0, len(passage.text)) or (0, 0)
        assert PAGE[start:end].startswith(passage.text[:10])
    article = page().passages[1]
    assert article.source_map is not None
    place = article.text.index("£5")
    start, end = article.source_map.to_source(place, place + 2) or (0, 0)
    assert PAGE[start:end] == "&pound;5"


def test_a_notice_to_the_reader_is_listed_as_left_out() -> None:
    removed = page().removed
    assert any(gone.surface == "Share this" for gone in removed)
    assert all(0 <= gone.source_start < gone.source_end <= len(PAGE) for gone in removed)


def test_notes_to_editors_stay_as_a_region() -> None:
    notes = "<h3>Notes to editors</h3><ol><li>The report is on the website of the unit.</li></ol>"
    article = page(PAGE.replace("<p>Share this</p>", notes)).passages[1]
    (region,) = [region for region in article.regions if region.kind == "notes"]
    assert article.text[region.start : region.end].startswith("Notes to editors")
    assert region.end == len(article.text)


def test_a_comment_section_nobody_can_read_does_not_leak() -> None:
    words = "This is what a visitor of the page wrote under it and nobody can part it. " * 6
    thread = f'<section class="comment-section"><div>{words}</div></section>'
    start, end = PAGE.index('<div id="comments"'), PAGE.index("<footer>All")
    document = page(PAGE[:start] + thread + PAGE[end:])
    assert "what a visitor" not in document.passages[1].text
    assert any(warning.startswith("comments:") for warning in document.warnings)
    assert any("what a visitor" in gone.surface for gone in document.removed)


def test_an_empty_reply_form_is_no_thread() -> None:
    start, end = PAGE.index("<ol class="), PAGE.index('<div id="respond"')
    document = page(PAGE[:start] + PAGE[end:].replace("2 comments", ""))
    assert document.comments_found == 0
    assert "Leave a Reply" not in document.passages[1].text


def test_the_address_names_the_document_and_survives_a_new_harvest() -> None:
    once, again = page(), page(PAGE.replace("All rights", "No rights"))
    assert [passage.id for passage in once.passages] == [passage.id for passage in again.passages]
    assert once.content_sha256 != again.content_sha256


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (msgspec.json.encode(page()) for _ in range(2))
    assert first == second
    assert json.loads(first)["source"]["bytes"] == len(PAGE.encode())


def test_a_comment_posted_twice_is_marked() -> None:
    words = "Our office has had no heating since the autumn and nobody comes."
    text = f"2 comments:\n\n  1. {words}\n\n    ReplyDelete\n  2. {words}\n\n    ReplyDelete\n"
    document = read(Input("d.txt", ("Words of a post.\n\n" + text).encode()), salt=b"")
    one, two = document.passages[-2:]
    assert (one.duplicate_of, two.duplicate_of) == (None, one.id)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "binary"),
        (bytes(500), "binary"),
        (
            b"<html><head><script>draw('<p>words</p>')</script></head><body></body></html>",
            "no-text",
        ),
        (b"<html><head><title>Moor Vale</title></head><body></body></html>", "no-text"),
        (b"<!DOCTYPE html>", "no-text"),
        (b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>', "unsupported"),
    ],
)
def test_inputs_without_a_document(data: bytes, reason: str) -> None:
    with pytest.raises(HarvestError, match=r"^bad\.html: ") as caught:
        read(Input("bad.html", data), salt=b"")
    assert caught.value.reason == reason


def test_an_input_over_the_cap_is_refused_before_it_is_read() -> None:
    with pytest.raises(HarvestError, match="30000000 bytes") as caught:
        read(Input("big.html", b"x" * 30_000_000), salt=b"")
    assert caught.value.reason == "too-large"


@pytest.mark.parametrize("cut", [len(PAGE) * part // 10 for part in range(4, 10)])
def test_a_truncated_page_is_told(cut: int) -> None:
    told = harvest(Input("page.html", PAGE[:cut].encode()), salt=b"")
    assert "truncated" in {problem.reason for problem in told.problems}
    assert all(problem.severity == "incomplete" for problem in told.problems)
    assert all(problem.document_id == told.document.id for problem in told.problems)


def test_damaged_characters_are_told() -> None:
    data = PAGE.replace("costs", "für Büro").encode().replace(b"many weeks", b"many \xff weeks", 1)
    told = harvest(Input("page.html", data), salt=b"")
    assert [problem.reason for problem in told.problems] == ["encoding"]
    assert told.document.source.encoding_errors == "replace"


def test_windows_bytes_declared_utf8_keep_their_pounds() -> None:
    document = read(Input("page.html", PAGE.replace("&pound;", "£").encode("cp1252")), salt=b"")
    assert "£5" in document.passages[1].text
    assert document.source.encoding == "cp1252"


def test_an_entity_bomb_stays_small() -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    text = PAGE.replace("<!DOCTYPE html>", bomb).replace("many weeks", "many &b; weeks")
    assert len(page(text).passages[1].text) < 2 * len(page().passages[1].text)


def test_a_page_that_ends_the_extractor_ends_no_run(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("probenlp.harvest.html_form.extract_article", fail)
    told = harvest(Input("page.html", PAGE.encode()), salt=b"")
    assert [problem.reason for problem in told.problems] == ["internal"]
    assert told.document.comments_found == 2


def test_names_are_never_absolute(tmp_path: Path) -> None:
    from probenlp.harvest import sources

    (tmp_path / "a.txt").write_text("Words of a text.", encoding="utf-8")
    (item,) = sources([tmp_path])
    assert isinstance(item, Input)
    assert read(item, salt=b"").source.name == "a.txt"
