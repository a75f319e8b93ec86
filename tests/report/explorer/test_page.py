"""The explorer page as a file: what is in it, what is not, and that it holds no way out."""

import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probenlp.domains import load_domain
from probenlp.errors import OutputError, RecordError
from probenlp.records import Speaker
from probenlp.report.explorer import decode_island, report_page, write_report
from probenlp.report.explorer.island import escaped
from probenlp.report.naming import speaker_name

Make = Callable[..., SimpleNamespace]

HOSTILE = (
    "</script><script>alert(1)</script>",
    "<!-- <script> never closed",
    "<img src=x onerror=alert(1)>",
    "]]> &amp; &#39; \u2028 \u2029 \x85 \\u003c",
    "{{ 7 * 7 }} {% raw %}",
)


def page_of(run: SimpleNamespace, **more: object) -> str:
    return report_page(**vars(run), **more)  # type: ignore[arg-type]


class Elements(HTMLParser):
    """The elements of a page with their attributes, and the text outside of scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag not in {"meta", "link", "br", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def test_the_page_is_well_formed_and_has_one_island_one_script_one_style(make_run: Make) -> None:
    elements = Elements(page_of(make_run(60)))
    assert elements.open == []
    assert len(elements.named("script")) == 2
    assert len(elements.named("style")) == 1
    assert [one["type"] for one in elements.named("script") if "type" in one] == [
        "application/json"
    ]


def test_the_page_refers_to_nothing_outside_itself(make_run: Make) -> None:
    """Addresses of sources stand in the data only; nothing is loaded from anywhere."""
    page = page_of(make_run(60))
    for _, attributes in Elements(page).found:
        for name in ("src", "href", "action", "data", "poster", "srcset"):
            assert (attributes.get(name) or "#").startswith(("#", "data:,"))
    script = page.rpartition("<script>")[2]
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)\w", script + style)
    assert not re.search(
        r"\b(fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|import)\s*\(", script
    )
    assert "url(" not in style
    assert "@import" not in style


def test_no_markup_is_ever_written_by_the_script(make_run: Make) -> None:
    script = page_of(make_run(1)).rpartition("<script>")[2]
    for writer in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
    ):
        assert writer not in script


def test_a_policy_forbids_network_and_names_the_script_by_its_digest(make_run: Make) -> None:
    (policy,) = (
        one["content"] or ""
        for one in Elements(page_of(make_run(3))).named("meta")
        if one.get("http-equiv") == "Content-Security-Policy"
    )
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"].startswith("'sha256-")
    assert "unsafe" not in policy


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_stay_words(make_run: Make, text: str) -> None:
    page = page_of(make_run(30, {4: text}), title=text)
    assert len(Elements(page).named("script")) == 2
    assert not Elements(page).named("img")
    assert decode_island(page).claims[4].text == text
    assert decode_island(page).title == text


@given(st.text())
def test_what_is_escaped_means_the_same_and_says_nothing_to_html(text: str) -> None:
    written = escaped(json.dumps(text, ensure_ascii=False))
    assert json.loads(written) == text
    assert not set(written) & set("<>&\u2028\u2029")


def test_the_island_holds_every_claim_as_it_was(make_run: Make) -> None:
    run = make_run(240)
    island = decode_island(page_of(run))
    assert [one.id for one in island.claims] == [one.id for one in run.claims]
    for row, claim in zip(island.claims, run.claims, strict=True):
        assert (row.text, row.period) == (claim.text, claim.period)
        assert island.voices[row.voice] == claim.voice
        assert row.side == (-1 if claim.side is None else island.sides.index(claim.side))
        assert tuple(island.units[unit][1] for unit in row.units) == claim.unit_names
        assert row.detail.resolved == claim.resolved_text
        assert tuple(island.evidence[one] for one in row.detail.evidence) == claim.evidence
        assert (row.detail.figure and row.detail.figure.words) == (
            claim.statistic and claim.statistic.span.surface
        )
        passage = island.passages[row.passage]
        assert island.documents[passage.document].id == claim.document_id
        assert address(island, row) == claim.selector.url


def address(island: object, row: object) -> str:
    """Put a claim's address together as the page's script does."""
    link = row.detail.link  # type: ignore[attr-defined]
    passage = island.passages[row.passage]  # type: ignore[attr-defined]
    document = island.documents[passage.document]  # type: ignore[attr-defined]
    return str({"d": document.url, "p": passage.permalink, "=": ""}[link[0]]) + str(link[1:])


def test_groups_relations_and_checks_point_at_their_claims(make_run: Make) -> None:
    run = make_run(240)
    island = decode_island(page_of(run))
    ids = [one.id for one in island.claims]
    assert [tuple(ids[i] for i in one.claims) for one in island.groups] == [
        one.claim_ids for one in run.groups
    ]
    assert [(ids[one.testimony], ids[one.finding]) for one in island.relations] == [
        (one.testimony_id, one.finding_id) for one in run.relations
    ]
    assert [ids[one.claim] for one in island.checks] == [one.claim_id for one in run.checks]
    for row, claim in zip(island.claims, run.claims, strict=True):
        assert (island.groups[row.group].id if row.group >= 0 else None) == claim.group_id


def test_what_points_at_a_claim_that_is_not_there_is_left_out(make_run: Make) -> None:
    run = make_run(240)
    run.claims = run.claims[:30]
    island = decode_island(page_of(run))
    assert 0 < len(island.relations) < len(run.relations)
    assert 0 < len(island.checks) < len(run.checks)
    assert all(place < 30 for one in island.groups for place in one.claims)


def test_those_who_comment_and_write_are_not_named(make_run: Make) -> None:
    """A private speaker is in no field either; the words of a claim stay as they are."""
    page = page_of(make_run(240))
    for name in ("Bartholomew", "Wilhelmina", "Keeley"):
        assert name not in page
    assert "a commenter (00000" in page
    assert "Ada Quill" in page


def test_a_named_officer_who_tells_of_their_own_work_is_private() -> None:
    officer = Speaker(name="Keeley Hidden", role="inspected_body")
    assert speaker_name(officer, "practitioner_testimony") is None
    assert speaker_name(officer, "official_response") == "Keeley Hidden"


def test_units_topics_and_standards_have_names_with_a_domain_and_ids_without(
    make_run: Make,
) -> None:
    run = make_run(30)
    assert ("staffing", "staffing") in decode_island(page_of(run)).topics
    domain = load_domain("probation")
    island = decode_island(page_of(run, domain=domain))
    assert ("staffing", "Staffing and vacancies") in island.topics
    assert "Inadequate" in island.ratings


def test_claims_without_their_documents_are_shown_by_ids(make_run: Make) -> None:
    run = make_run(30)
    run.documents = []
    island = decode_island(page_of(run))
    assert island.documents[0].name == "d0"
    assert len(island.claims) == 30


def test_an_empty_run_gives_a_page(make_run: Make) -> None:
    island = decode_island(page_of(make_run(0)))
    assert island.claims == ()
    assert island.run.problems == (("failed", "broken.html", "no text"),)


def test_the_same_run_gives_the_same_bytes(make_run: Make) -> None:
    assert page_of(make_run(60)) == page_of(make_run(60))


def test_a_claim_costs_less_than_700_bytes(make_run: Make) -> None:
    small, large = (len(page_of(make_run(n)).encode()) for n in (0, 2000))
    assert (large - small) / 2000 < 700
    assert small < 110_000


def test_the_page_is_written_whole_or_not_at_all(make_run: Make, tmp_path: Path) -> None:
    path = tmp_path / "new" / "report.html"
    size = write_report(path, **vars(make_run(20)))
    assert size == path.stat().st_size
    assert [one.name for one in path.parent.iterdir()] == ["report.html"]
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(OutputError, match="cannot write"):
        write_report(tmp_path / "file" / "report.html", **vars(make_run(1)))


def test_another_page_is_refused_with_a_reason() -> None:
    with pytest.raises(RecordError, match="no data of an explorer page"):
        decode_island("<html></html>")
