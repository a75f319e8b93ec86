"""Words are found where they stand, and whatever people type is a search."""

import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probenlp.errors import OutputError, RecordError
from probenlp.store import open_run
from probenlp.store.search import Hit, SearchError, build_search, plain_query, search


def found(folder: Path, words: str, **more: Any) -> dict[str, list[str]]:
    hits = search(folder, words, **more)
    return {hit.id: [match.surface for match in hit.matches] for hit in hits}


@pytest.mark.parametrize(
    ("words", "hits"),
    [
        ("plans", {"news.a": ["plans"], "blog.a": ["plans"]}),
        ("PLANS", {"news.a": ["plans"], "blog.a": ["plans"]}),  # without case
        ("plan", {"blog.c1": ["plan"]}),  # no stems: who asks for a plan means one
        ("plan*", {"news.a": ["plans"], "blog.a": ["plans"], "blog.c1": ["plan"]}),
        ("inadequate plans", {"news.a": ["Inadequate", "plans"]}),  # all of them
        ('"25 per cent"', {"news.a": ["25 per cent"]}),
        ('"cent per"', {}),  # a phrase has an order
        ("‘inadequate’", {"news.a": ["Inadequate"]}),
        ("and", {"blog.c1": ["and"]} | {"blog.c3": ["and"] * 6000}),  # a word like any other
        ("each 😀", {"blog.c1": ["each"]}),  # what is no word is passed over
        ("umbrella", {}),
    ],
)
def test_words(words: str, hits: dict[str, list[str]], small_run: Path) -> None:
    assert found(small_run, words) == hits


def test_offsets_are_those_of_the_passage(small_run: Path) -> None:
    texts = {passage.id: passage.text for passage in open_run(small_run).passages}
    hits = [*search(small_run, "nobody"), *search(small_run, "nobody", among="claims")]
    hits += search(small_run, "cases", among="claims")
    assert {hit.passage_id for hit in hits} == {"blog.c1", "blog.c2"}
    for hit in hits:
        text = texts[hit.passage_id]
        assert all(match.holds_in(text) for match in hit.matches)
        assert text[hit.snippet_start :].startswith(hit.snippet)


def test_offsets_behind_an_emoji(small_run: Path) -> None:
    (hit,) = search(small_run, "tolland")
    assert hit.matches[0].surface == "Tolland"


def test_a_snippet_of_a_long_text_is_short_and_ends_at_words(small_run: Path) -> None:
    (hit,) = search(small_run, "caseload", among="passages")
    assert len(hit.snippet) < 200
    assert hit.snippet.split() == hit.snippet.strip().split()
    assert hit.snippet.endswith(("up,", "up", "again.", "My", "went", "caseload", "and"))


def test_a_voice_is_that_of_the_sentence(small_run: Path) -> None:
    """The article is official and news; only the words in that voice are found."""
    assert found(small_run, "plans", voice="news") == {"news.a": ["plans"]}
    assert found(small_run, "plans", voice="official_finding") == {}
    assert found(small_run, "inadequate", voice="official_finding") == {"news.a": ["Inadequate"]}
    assert found(small_run, "cases", among="claims", voice="practitioner_testimony")
    assert not found(small_run, "cases", among="claims", voice="news")


def test_a_unit_is_one_that_is_named_or_that_the_claim_is_about(small_run: Path) -> None:
    assert set(found(small_run, "plans", unit="ashmere")) == {"news.a"}
    assert set(found(small_run, "cases", among="claims", unit="ashmere")) == {"blog.c1:0#1"}
    assert found(small_run, "cases", among="claims", unit="wenbridge") == {}


def test_a_document(small_run: Path) -> None:
    assert set(found(small_run, "plans", document="blog")) == {"blog.a"}


def test_the_limit_counts_hits_in_the_voice(small_run: Path) -> None:
    assert len(found(small_run, "plan*", limit=2)) == 2
    assert len(found(small_run, "plans", voice="news", limit=1)) == 1


def test_the_best_place_comes_first(small_run: Path) -> None:
    hits = list(search(small_run, "plan*"))
    assert [hit.rank for hit in hits] == sorted(hit.rank for hit in hits)
    assert isinstance(hits[0], Hit)


@pytest.mark.parametrize("words", ["", "   ", '"', '""', "*", "— 😀 …", "\0"])
def test_nothing_to_look_for(words: str, small_run: Path) -> None:
    with pytest.raises(SearchError, match="give letters or digits"):
        list(search(small_run, words))


@pytest.mark.parametrize(
    "words",
    [
        *("AND", "plans OR", "NOT plans", 'a lone " quote', "NEAR(a b)", "text:plans", "^plans"),
        *("(plans", "{a b}", "plans -good", "it's", "'; DROP TABLE claims", "%", "a\0b", "a+b"),
        "don’t",
    ],
)
def test_no_character_has_a_meaning_by_accident(words: str, small_run: Path) -> None:
    if any(letter.isalnum() for letter in words):
        list(search(small_run, words))


@settings(max_examples=150, deadline=None)
@given(words=st.text(max_size=30))
def test_any_text_is_a_query_or_says_it_holds_no_word(words: str) -> None:
    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    try:
        wanted = plain_query(words)
    except SearchError:
        assert not any(letter.isalnum() for letter in words)
    else:
        safe = wanted.encode("utf-8", "replace").decode()
        connection.execute("SELECT * FROM words WHERE words MATCH ?", (safe,)).fetchall()
    connection.close()


def test_the_query_language_where_it_is_asked_for(small_run: Path) -> None:
    assert set(found(small_run, "inadequate OR asked", raw=True)) == {"news.a", "blog.c2"}
    assert set(found(small_run, "plans NOT inadequate", raw=True)) == {"blog.a"}
    with pytest.raises(SearchError, match="fts5"):
        list(search(small_run, "plans AND", raw=True))


def test_an_unknown_voice_is_told_with_the_known(small_run: Path) -> None:
    with pytest.raises(SearchError, match="'gossip' is none of official_finding"):
        list(search(small_run, "plans", voice="gossip"))  # type: ignore[arg-type]


# ----------------------------------------------------------------------------------- the index


def test_it_is_made_once_and_again_for_another_run(write_run: Any, records: Any) -> None:
    folder = write_run(records)
    assert build_search(folder)
    before = (folder / "search.sqlite").stat().st_mtime_ns
    assert not build_search(folder)
    assert (folder / "search.sqlite").stat().st_mtime_ns == before
    records["documents.jsonl"] = records["documents.jsonl"][:1]
    records["tags.jsonl"] = records["tags.jsonl"][:1]
    write_run(records)
    assert set(found(folder, "plans")) == {"news.a"}


def test_it_may_stand_elsewhere(small_run: Path, tmp_path: Path) -> None:
    index = tmp_path / "indexes" / "one.sqlite"
    assert found(small_run, "plans", index=index)
    assert index.exists()
    assert not (small_run / "search.sqlite").exists()


def test_another_file_is_never_replaced(small_run: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear mother", encoding="utf-8")
    with pytest.raises(OutputError, match="is no index of probenlp"):
        build_search(small_run, letter)
    assert letter.read_text(encoding="utf-8") == "Dear mother"
    with pytest.raises(OutputError, match=r"cannot write there.*--index"):
        build_search(small_run, letter / "below.sqlite")


def test_a_broken_line_leaves_no_index(small_run: Path) -> None:
    path = small_run / "claims.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"finding"', b'"rumour"', 1))
    with pytest.raises(RecordError, match=r"claims.jsonl:\d: type: "):
        build_search(small_run)
    assert not [path for path in small_run.iterdir() if "search" in path.name]


def test_words_of_a_real_run(sample_run: Path, tmp_path: Path) -> None:
    texts = {passage.id: passage.text for passage in open_run(sample_run).passages}
    hits = list(search(sample_run, "probation", index=tmp_path / "i.sqlite", limit=None))
    for hit in hits:
        assert all(match.holds_in(texts[hit.passage_id]) for match in hit.matches)
        assert {match.surface.lower() for match in hit.matches} == {"probation"}
    with_it = {name for name, text in texts.items() if "probation" in text.lower()}
    assert {hit.id for hit in hits} <= with_it
    assert hits
