from urllib.parse import unquote

from hypothesis import given
from hypothesis import strategies as st

from probenlp.claims.selector import CONTEXT, select, text_fragment
from probenlp.records import Document, Extractor, Passage, Run, Source, SourceMap, Span

TEXT = "We looked at 40 cases. In 31 of them the plan – where there was one – was sufficient. Good."


def a_document(url: str | None) -> Document:
    return Document(
        id="d1",
        url=url,
        content_sha256="0",
        source=Source(
            name="a.html", media_type="text/html", encoding="utf-8", encoding_how="utf-8", bytes=1
        ),
        extractor=Extractor(name="test", version="0"),
    )


def a_passage(**fields: str) -> Passage:
    source_map = SourceMap(runs=(Run(0, len(TEXT), 100, 100 + len(TEXT)),))
    kind = "comment" if "permalink" in fields else "article"
    return Passage(id="d1.a", kind=kind, text=TEXT, source_map=source_map, **fields)  # type: ignore[arg-type]


SPAN = Span.of(TEXT, 23, 83)


def test_the_selector_finds_the_words_again() -> None:
    selector = select(a_document(None), a_passage(), SPAN)
    assert TEXT[selector.start : selector.end] == selector.exact == SPAN.surface
    assert TEXT.endswith(selector.exact + selector.suffix)
    assert TEXT.startswith(selector.prefix + selector.exact)
    assert len(selector.prefix) <= CONTEXT
    assert (selector.source_start, selector.source_end) == (123, 183)


def test_no_address_is_made_up() -> None:
    assert select(a_document(None), a_passage(), SPAN).url is None


def test_an_article_is_opened_at_the_words() -> None:
    url = select(a_document("https://example.org/a#top"), a_passage(), SPAN).url
    assert url is not None
    assert url.startswith("https://example.org/a#:~:text=In%2031%20of%20them")


def test_a_comment_is_opened_by_its_permalink() -> None:
    permalink = "https://example.org/a?showComment=1#c2"
    passage = a_passage(permalink=permalink)
    assert select(a_document("https://example.org/a"), passage, SPAN).url == permalink


@given(st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip))
def test_a_text_fragment_holds_no_syntax_but_its_own_comma(words: str) -> None:
    fragment = text_fragment(words)
    assert not set(fragment) & set(" -&\n#")
    parts = [unquote(part) for part in fragment.split(",")]
    plain = " ".join(words.split())
    assert plain.startswith(parts[0])
    assert plain.endswith(parts[-1])
