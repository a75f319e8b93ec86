"""What is drawn is the text, all of it, once; with what was found, and nothing that can run."""

import html
import io
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from probenlp.records import (
    Author,
    Block,
    Claim,
    Document,
    Extractor,
    Passage,
    PassageTags,
    Quotation,
    Rating,
    Selector,
    Sentence,
    Source,
    Span,
    Speaker,
    Statistic,
    UnitMention,
)
from probenlp.report.thread_tree import Thread
from probenlp.report.views import (
    claim_html,
    document_html,
    passage_html,
    print_passage,
    thread_html,
    view_of,
)

TEXT = (
    "The report says 25 per cent of cases were seen.\n\nNobody asked us. "
    "A man said “it is cold <here>” on Monday."
)


def passage(text: str = TEXT, **more: Any) -> Passage:
    return Passage(**{"id": "d1.c1", "kind": "comment", "text": text, "path": "1", **more})


def span(words: str, text: str = TEXT) -> Span:
    start = text.index(words)
    return Span.of(text, start, start + len(words))


def block(start: int, end: int, provenance: Any, **more: Any) -> Block:
    return Block(passage_id="d1.c1", start=start, end=end, provenance=provenance, **more)


def tags(text: str = TEXT, **more: Any) -> PassageTags:
    fields = {"document_id": "d1", "passage_id": "d1.c1", "text_sha256": "", **more}
    return PassageTags(**fields)


def full() -> PassageTags:
    quote = span("“it is cold <here>”")
    return tags(
        blocks=(
            block(0, 49, "reported", source_name="the report", evidence=("attribution:says",)),
            block(49, quote.start, "own"),
            block(quote.start, quote.end, "quoted"),
            block(quote.end, len(TEXT), "own"),
        ),
        sentences=(
            Sentence(
                span=Span.of(TEXT, 0, 47),
                voice="official_finding",
                probabilities={"official_finding": 0.91, "news": 0.06},
                candidates=("official_finding", "news"),
                speaker=Speaker(role="inspectorate"),
                evidence=("reported-figure", "model:agrees"),
            ),
            Sentence(span=span("Nobody asked us."), voice="commentary", ambiguous=True),
            Sentence(span=Span.of(TEXT, TEXT.index("A man"), len(TEXT)), voice="news"),
        ),
        statistics=(
            Statistic(
                span=span("25 per cent"),
                kind="share",
                value=25.0,
                unit="%",
                comparator="=",
                measure=span("were seen"),
            ),
        ),
        units=(UnitMention(span=span("us"), kind="pdu", name="Ashmere PDU", unit_id="pdu_a"),),
        ratings=(Rating(span=span("cold"), label="Good", rating_id="good"),),
        quotations=(
            Quotation(spans=(span("it is cold <here>"),), form="direct", cue=span("said")),
        ),
    )


def words_of(page: str) -> str:
    """Give the letters that a browser shows of the text, without numbers and headings."""
    body = re.sub(r"<style>.*?</style>|<details.*?</details>|<h4>.*?</h4>", "", page, flags=re.S)
    body = re.sub(r'<div class="(key )?about">.*?</div>', "", body, flags=re.S)
    body = re.sub(r'<span class="(n|says)">.*?</span>', "", body, flags=re.S)
    blocks = re.findall(r'<div class="block[^>]*>(.*?)</div>', body, flags=re.S)
    return html.unescape("".join(re.sub(r"<[^>]*>", "", one) for one in blocks))


def test_all_of_the_text_stands_there_once() -> None:
    assert words_of(passage_html(passage(), full())) == TEXT


@given(st.data())
def test_whatever_overlaps_the_text_stays_whole(data: st.DataObject) -> None:
    letters = st.sampled_from("aé\n <&👩‍👩‍👧\u2028.“'\"")
    text = data.draw(st.text(letters, min_size=1, max_size=40).filter(str.strip))
    places = st.integers(0, len(text) - 1).flatmap(
        lambda start: st.tuples(st.just(start), st.integers(start + 1, len(text)))
    )
    spans = [Span.of(text, *place) for place in data.draw(st.lists(places, max_size=6))]
    units = tuple(UnitMention(span=one, name="n") for one in spans)
    cut = data.draw(st.integers(0, len(text)))
    blocks = tuple(
        block(start, end, kind)
        for start, end, kind in ((0, cut, "own"), (cut, len(text), "pasted"))
        if start < end
    )
    sentence = Sentence(span=Span.of(text, 0, len(text)), voice="news")
    seen = view_of(passage(text), tags(text, units=units, blocks=blocks, sentences=(sentence,)))
    pieces = [piece for _, some in seen.blocks for one in some for piece in one.pieces]
    assert "".join(piece.text for piece in pieces) == text
    assert [one for box in seen.boxes for one in box.parts] == list(seen.blocks)
    assert words_of(passage_html(seen.passage, tags(text, units=units, blocks=blocks))) == text


def test_a_line_in_which_blocks_change_is_one_box() -> None:
    boxes = view_of(passage(), full()).boxes
    assert [box.of.provenance if box.of else None for box in boxes] == ["reported", None]
    assert [part[0].provenance for part in boxes[1].parts] == ["own", "quoted", "own"]


def test_breaks_at_the_end_of_a_box_draw_no_empty_line() -> None:
    drawn = passage_html(passage(), full())
    assert drawn.count('<span class="gap">\n\n</span></div>') == 1
    assert ".gap{display:none}" in drawn


def test_a_sentence_says_voice_sureness_others_speaker_and_evidence() -> None:
    page = html.unescape(passage_html(passage(), full()))
    assert "official finding 0.91\nnot ruled out: official finding 0.91, news 0.06" in page
    assert "speaker: inspectorate\nreported-figure\nmodel:agrees" in page
    assert "reported, from the report (attribution:says)" in page
    assert 'class="sentence commentary unsure"' in page


def test_tags_say_what_is_known_of_them() -> None:
    page = html.unescape(passage_html(passage(), full()))
    for hint in (
        "share: 25 %",
        "what 25 per cent measures",
        "pdu: Ashmere PDU (pdu_a)",
        "Good: asserted; nobody named",
        "direct speech of somebody not named",
    ):
        assert hint in page, hint
    assert '<mark class="quotation rating"' in page, "the widest comes first"


def test_the_terms_that_decided_stand_with_their_weights() -> None:
    page = passage_html(passage(), full(), why={0: [("sign:figure", 0.5), ("words:<b>", -0.25)]})
    assert "+0.50 sign:figure" in page
    assert "-0.25 words:&lt;b&gt;" in page


@pytest.mark.parametrize(
    "nasty",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "{{ 7 * 7 }} {% raw %}",
        '"><svg onload=alert(1)>',
    ],
)
def test_nothing_of_a_source_runs(nasty: str) -> None:
    one = passage(nasty, permalink="javascript:alert(1)", author=Author(name=nasty, key="k"))
    found = tags(
        nasty,
        sentences=(Sentence(span=Span.of(nasty, 0, len(nasty)), evidence=(nasty,)),),
        blocks=(block(0, len(nasty), "pasted", source_name=nasty, evidence=(nasty,)),),
        units=(UnitMention(span=Span.of(nasty, 0, 2), name=nasty),),
    )
    page = passage_html(one, found)
    assert not re.search(r"<(script|img|svg)", page)
    assert "javascript:" not in page
    assert words_of(page) == nasty


def test_a_commenter_is_shown_by_key_and_not_by_name() -> None:
    page = passage_html(passage(author=Author(name="Tipstaff", key="b84c2268235b9161")), None)
    assert "Tipstaff" not in page
    assert "a commenter (b84c22)" in page


def test_a_passage_without_tags_is_its_text() -> None:
    assert words_of(passage_html(passage(), None)) == TEXT


def test_tags_of_a_longer_text_are_refused() -> None:
    with pytest.raises(ValueError, match="its text ends at 5"):
        view_of(passage("Short"), full())


def printed(evidence: bool) -> str:
    console = Console(file=io.StringIO(), width=200, color_system=None)
    seen = view_of(passage(), full(), {0: [("words:[red]", 0.5)]})
    print_passage(seen, console, evidence=evidence)
    return console.file.getvalue()  # type: ignore[attr-defined, no-any-return]


def test_a_terminal_gets_a_line_a_sentence() -> None:
    lines = printed(evidence=False).split("\n")
    assert lines[0] == "a commenter 1  d1.c1"
    assert lines[1] == "── reported, from the report: attribution:says"
    assert lines[2].split() == ["1", "official", "finding", "0.91", *TEXT[:47].split()]
    assert any(line.split()[:5] == ["2", "commentary", "rule", "?", "Nobody"] for line in lines)


def test_evidence_stands_under_its_sentence() -> None:
    said = printed(evidence=True)
    assert "by reported-figure; model:agrees" in said
    assert "+0.50 words:" in said
    assert "speaker: inspectorate" in said


def document(*passages: Passage) -> Document:
    return Document(
        id="d1",
        title="Cold <offices>",
        content_sha256="",
        passages=passages,
        structure="tree",
        extractor=Extractor(name="", version=""),
        source=Source(
            name="p", media_type="text/html", encoding="utf-8", encoding_how="utf-8", bytes=0
        ),
    )


def test_a_document_is_drawn_passage_by_passage() -> None:
    page = document_html(document(passage(), passage("Quite.", id="d1.c2")), [full()])
    assert "Cold &lt;offices&gt;" in page
    assert words_of(page) == TEXT + "Quite."
    assert page.count("<style>") == 1


def test_answers_stand_under_what_they_answer() -> None:
    first = passage("Forty-one.", depth=0, permalink="https://example.org/#c1")
    reply = passage("Sixty <b>here</b>.", id="d1.c2", path="1.1", depth=1, parent_id="d1.c1")
    page = thread_html(Thread(document(first, reply)))
    assert page.index("Forty-one.") < page.index("Sixty &lt;b&gt;here&lt;/b&gt;.")
    assert re.findall(r"margin-left:([\d.]+)rem", page) == ["0.0", "1.4"]
    assert 'href="https://example.org/#c1"' in page
    assert "and 1 more" in thread_html(Thread(document(first, reply)), most=1)


def test_a_claim_stands_in_its_surroundings_with_its_link() -> None:
    words = span("25 per cent of cases were seen")
    claim = Claim(
        id="d1.c1:16-46",
        document_id="d1",
        passage_id="d1.c1",
        span=words,
        text=words.surface,
        selector=Selector(
            start=16,
            end=46,
            exact=words.surface,
            prefix="The report says ",
            suffix=". <i>",
            url="https://example.org/#:~:text=25",
        ),
        type="finding",
        voice="official_finding",
        voice_probabilities={"official_finding": 0.914},
        provenance="reported",
        unit_names=("Ashmere PDU",),
        period="2024",
        period_basis="stated",
        resolved_text="25 per cent of cases at Ashmere PDU were seen",
        statistic=full().statistics[0],
    )
    page = claim_html(claim, document())
    for shown in (
        "finding · Cold &lt;offices&gt; · d1.c1:16-46",
        "official finding (0.91)",
        "2024 (stated)",
        "share: 25 %",
        "were seen",
        "read alone: 25 per cent of cases at Ashmere PDU were seen",
        'href="https://example.org/#:~:text=25"',
        ". &lt;i&gt;",
    ):
        assert shown in page, shown
