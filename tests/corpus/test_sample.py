"""The sample pages, their thread gold, and the list of what they state agree with each other.

Nothing of the package is used here: the gold must be right before anything is measured on it.
"""

import html
import json
import os
import re
import unicodedata
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
SAMPLE = CORPUS / "sample"
SHARED = Path(os.environ.get("PROBENLP_SHARED", ROOT / ".." / "shared"))

PAGES = sorted(p for p in SAMPLE.iterdir() if p.suffix in {".html", ".txt"})
PAGE_NAMES = [p.name for p in PAGES]

GOLD_FIELDS = {
    "page",
    "title",
    "authors",
    "published",
    "site",
    "structure",
    "comments_claimed",
    "article_starts",
    "article_ends",
    "comments",
}
COMMENT_FIELDS = {
    "path",
    "native_id",
    "parent_path",
    "author",
    "is_post_author",
    "is_anonymous",
    "posted_utc",
    "posted_raw",
    "status",
    "text",
}
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{3})?Z")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
FURNITURE = ("ReplyDelete", "AntwortenLöschen", "Löschen\n", "Add comment", "says:", "said...")
MISCOUNTED = {
    "wordpress_classic_threaded.html": 1,  # WordPress counts the pingback
}


class Row(NamedTuple):
    """One line of a table in WORLD.md: who states what, in which words."""

    fact: str
    page: str
    where: str
    words: str


def squeeze(text: str) -> str:
    return " ".join(text.split())


def gold_of(page: str) -> dict[str, Any]:
    path = SAMPLE / f"{Path(page).stem}.thread.json"
    gold: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return gold


def plain(path: Path) -> str:
    """Return the text of a page without tags, scripts and styles."""
    text = path.read_text(encoding="utf-8", errors="replace")
    if path.suffix == ".html":
        text = re.sub(r"(?s)<(script|style)\b.*?</\1>|<[^>]+>", " ", text)
        text = html.unescape(text)
    return text


def cells(markdown: Path) -> list[list[str]]:
    """Return the rows of all tables of a file, the ruled lines left out."""
    return [
        [cell.strip() for cell in line[1:-1].split("|")]
        for line in markdown.read_text(encoding="utf-8").split("\n")
        if line.startswith("|") and not set(line) <= set("|-: ")
    ]


def world_tables() -> tuple[list[Row], list[tuple[str, Row]]]:
    """Return the facts and the voices beside them, each of the latter with its relation."""
    facts, voices = [], []
    for row in cells(SAMPLE / "WORLD.md"):
        if len(row) != 5:
            continue
        if row[1] in PAGE_NAMES:
            facts.append(Row(*row[:4]))
        elif row[0] in PAGE_NAMES:
            page, where, words, relation, fact = row
            voices.append((relation, Row(fact, page, where, words)))
    return facts, voices


FACTS, VOICES = world_tables()


def nine_words(text: str) -> set[tuple[str, ...]]:
    words = [word.lower() for word in re.findall(r"[^\W_]+", text)]
    return {tuple(words[i : i + 9]) for i in range(len(words) - 8)}


def test_every_page_has_gold_and_every_gold_a_page() -> None:
    named = {gold_of(name)["page"] for name in PAGE_NAMES}
    files = {p.name.removesuffix(".thread.json") for p in SAMPLE.glob("*.thread.json")}
    assert named == set(PAGE_NAMES)
    assert files == {p.stem for p in PAGES}
    assert len(PAGES) >= 14


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_gold_is_well_formed(name: str) -> None:
    gold = gold_of(name)
    assert set(gold) == GOLD_FIELDS
    assert gold["structure"] in {"tree", "flat", "none"}
    assert (gold["structure"] == "none") == (gold["comments"] == [])
    published = gold["published"]
    assert published is None or INSTANT.fullmatch(published) or DAY.fullmatch(published)
    for comment in gold["comments"]:
        assert set(comment) == COMMENT_FIELDS
        assert comment["status"] in {"visible", "deleted", "hidden", "truncated"}
        assert comment["posted_utc"] is None or INSTANT.fullmatch(comment["posted_utc"])


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_paths_count_from_one_and_follow_their_parents(name: str) -> None:
    gold = gold_of(name)
    children: dict[str, int] = {}
    known = {""}
    for comment in gold["comments"]:
        parent, _, place = comment["path"].rpartition(".")
        assert parent in known, "a reply stands after what it answers"
        children[parent] = children.get(parent, 0) + 1
        assert int(place) == children[parent]
        assert comment["parent_path"] == (parent or None)
        assert gold["structure"] == "tree" or not parent
        known.add(comment["path"])


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_texts_are_clean(name: str) -> None:
    for comment in gold_of(name)["comments"]:
        text = comment["text"]
        assert text
        assert text == text.strip()
        assert text == unicodedata.normalize("NFC", text)
        assert "\n\n\n" not in text
        assert not re.search(r"[ \t]\n|\n[ \t]", text), "indentation of the page is not text"
        assert not any(word in text for word in FURNITURE)


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_gold_texts_stand_in_the_page_in_order(name: str) -> None:
    gold, page = gold_of(name), squeeze(plain(SAMPLE / name))
    at = page.index(gold["article_starts"])
    at = page.index(gold["article_ends"], at)
    for comment in gold["comments"]:
        at = page.index(squeeze(comment["text"]), at) + 1


@pytest.mark.parametrize("name", [n for n in PAGE_NAMES if n.endswith(".html")])
def test_ids_times_and_names_are_those_of_the_markup(name: str) -> None:
    page = html.unescape((SAMPLE / name).read_text(encoding="utf-8"))
    for comment in gold_of(name)["comments"]:
        native = comment["native_id"]
        assert len(re.findall(rf"""\bid=["']{native}["']""", page)) == 1
        assert comment["author"] in page
        assert comment["posted_raw"] in page
        if name.startswith("blogger"):
            found = re.findall(rf"showComment=(\d+)#{native}\b", page)
            instant = datetime.fromisoformat(comment["posted_utc"])
            assert found == [str(round(instant.timestamp() * 1000))]


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_nobody_answers_before_the_question(name: str) -> None:
    comments = {c["path"]: c for c in gold_of(name)["comments"]}
    for comment in comments.values():
        if comment["posted_utc"] and comment["parent_path"]:
            asked = datetime.fromisoformat(comments[comment["parent_path"]]["posted_utc"])
            assert asked < datetime.fromisoformat(comment["posted_utc"])


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_the_heading_claims_what_the_gold_says(name: str) -> None:
    gold, page = gold_of(name), plain(SAMPLE / name)
    claimed = gold["comments_claimed"]
    if claimed is None:
        assert gold["comments"] == []
        return
    assert re.search(rf"\b{claimed} (?:comments|Kommentare|Comments|thoughts|Responses)\b", page)
    assert claimed - len(gold["comments"]) == MISCOUNTED.get(name, 0)


def test_the_readme_lists_every_page_with_its_count() -> None:
    listed = {
        row[0].strip("`"): int(row[2])
        for row in cells(CORPUS / "README.md")
        if len(row) == 4 and row[0].strip("`") in PAGE_NAMES
    }
    assert listed == {name: len(gold_of(name)["comments"]) for name in PAGE_NAMES}


@pytest.mark.parametrize("row", [*FACTS, *(row for _, row in VOICES)], ids=str)
def test_each_fact_stands_where_the_list_says(row: Row) -> None:
    comments = {c["path"]: squeeze(c["text"]) for c in gold_of(row.page)["comments"]}
    if row.where == "article":
        text = squeeze(plain(SAMPLE / row.page))
        for comment in comments.values():  # else words of a comment could pass for the article's
            text = text.replace(comment, "")
    else:
        text = comments[row.where]
    assert row.words in text


def test_facts_are_told_again_in_other_pages() -> None:
    pages: dict[str, set[str]] = {}
    for row in FACTS:
        pages.setdefault(row.fact, set()).add(row.page)
    again = {fact for fact, told in pages.items() if len(told) >= 2}
    assert len(again) >= 30
    assert {row.fact for _, row in VOICES} <= set(pages)
    assert {relation for relation, _ in VOICES} == {"supports", "disputes", "adds"}


def test_look_alikes_are_facts_of_the_list() -> None:
    known = {row.fact for row in FACTS}
    pairs = [row[:2] for row in cells(SAMPLE / "WORLD.md") if len(row) == 4 and row[0] in known]
    assert len(pairs) >= 10
    assert all(one != other and other in known for one, other in pairs)


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_addresses_and_telephone_numbers_are_nobodys(name: str) -> None:
    text = plain(SAMPLE / name)
    assert all(m.endswith(".example") for m in re.findall(r"[\w.]+@([\w.-]*\w)", text))
    assert all(n.startswith("01632 960") for n in re.findall(r"\b0\d{4} \d{6}\b", text))


@pytest.fixture(scope="module")
def words_of_others() -> set[tuple[str, ...]]:
    files = [*SHARED.glob("seeds/*.txt"), *SHARED.glob("pages/**/*.html")]
    if not files:
        pytest.skip("the folder of real pages is not here")
    return set().union(*(nine_words(plain(path)) for path in files))


@pytest.mark.parametrize("name", PAGE_NAMES)
def test_no_nine_words_are_somebody_elses(name: str, words_of_others: set[tuple[str, ...]]) -> None:
    assert nine_words(plain(SAMPLE / name)) & words_of_others == set()
