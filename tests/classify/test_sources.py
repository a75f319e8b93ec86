"""Whose text a page and a paste are: by publisher, title, address, first lines, or wording."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from probenlp.classify.introduced import introduced_role, is_release_of_inspectors, opening_role
from probenlp.classify.registers import register_of
from probenlp.classify.sources import SourceReader
from probenlp.classify.titles import form_role, host_role, is_forum, is_opinion, submitter_role
from probenlp.domains import Domain
from probenlp.domains.origins import by_form
from probenlp.domains.speakers import speaker_names_of
from probenlp.records import Block, Passage

Parts = dict[str, Callable[..., Any]]
PLAIN = "The quay is long. The lamps are lit at dusk."


def role_of(domain: Domain, parts: Parts, text: str = PLAIN, **fields: Any) -> str | None:
    page = parts["document"](text, passage="article", site=fields.pop("site", None))
    thread = fields.pop("thread", False)
    below = (Passage(id="c", kind="comment", text="Well said."),) if thread else ()
    page = msgspec.structs.replace(page, passages=(*page.passages, *below), **fields)
    return SourceReader(page, domain, speaker_names_of(domain)).writer_of(page.passages[0]).role


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("Fenland Schools Inspectorate", "inspectorate"),
        ("Harbour Affairs Select Committee", "inspectorate"),
        ("Northern Water Ombudsman", "inspectorate"),
        ("Ministry of Ports", "government"),
        ("Quillshire County Council", "inspected_body"),
        ("Quillshire Hospitals NHS Foundation Trust", "inspected_body"),
        ("Quillshire Constabulary", "inspected_body"),
        ("Lamplighters’ Union", "union"),
        ("Tolbury Mercury", "journalist"),
        ("University of Tolbury", "academic"),
        ("Fenland Carers Network", "other"),
        ("Brackwater Care Homes Ltd", "provider"),
        ("Wren writes", None),
    ],
)
def test_a_body_that_no_table_has_is_told_by_its_name(name: str, role: str | None) -> None:
    found = by_form(name)
    assert (found.role if found else None) == role


@pytest.mark.parametrize(
    ("fields", "role"),
    [
        ({"title": "Written evidence submitted by the Lamplighters’ Union"}, "union"),
        ({"title": "Written evidence from Ada Quill (LMP0007)"}, "other"),
        ({"title": "Foreword by the Chief Inspector"}, "inspectorate"),
        ({"title": "A message from our Chief Executive"}, "inspected_body"),
        ({"title": "Unannounced inspection of Brackwater harbour"}, "inspectorate"),
        ({"title": "Our response to the lamp report"}, "inspected_body"),
        ({"url": "https://www.quillshire.police.uk/news/4"}, "inspected_body"),
        ({"authors": ("Branch Secretary",), "thread": True}, "union"),
        ({"thread": True}, "blogger"),
        ({"thread": True, "url": "https://lamps.example/forum/viewtopic.php?id=3"}, "commenter"),
    ],
)
def test_a_page_is_told_by_what_it_states(
    fields: dict[str, Any], role: str, domain: Domain, parts: Parts
) -> None:
    assert role_of(domain, parts, **fields) == role


def test_a_column_in_a_newspaper_is_its_writers(domain: Domain, parts: Parts) -> None:
    text = "I lit lamps for ten years. My hands still smell of oil, and I miss it."
    assert role_of(domain, parts, text, site="Tolbury Mercury") == "blogger"
    assert role_of(domain, parts, PLAIN, site="Tolbury Mercury") == "journalist"


@pytest.mark.parametrize(
    ("text", "role", "name"),
    [
        ("We found rust. We recommend a review. The report follows.", "inspectorate", "findings"),
        (
            "We accept this. We have appointed a warden. Our staff know.",
            "inspected_body",
            "answers",
        ),
        ("Ada Quill said that it was cold. The council told us so.", "journalist", "attribution"),
        ("I rang twice and my lamp never came!", "blogger", "first-person"),
        (PLAIN, None, "none"),
    ],
)
def test_a_text_shows_its_hand_by_its_wording(text: str, role: str | None, name: str) -> None:
    assert register_of(text) == (role, name)


def test_quoted_words_are_no_mark_of_the_writers_hand() -> None:
    assert register_of("“I rang and my lamp was out. I wept,” Ada Quill said.").role == "journalist"


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("The regulator's summary, for those without an hour to spare:", "inspectorate"),
        ("Statement from the firm on the Mercury site:", "inspected_body"),
        ("Off the intranet this morning:", "inspected_body"),
        ("Our branch sent round a motion:", "union"),
        ("In the Mercury's letters today:", "commenter"),
        ("Lovely weather here:", None),
    ],
)
def test_the_line_above_a_paste_says_whose_it_is(line: str, role: str | None) -> None:
    assert introduced_role(f"{line}\n{PLAIN}", len(line) + 1)[0] == role


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Dear colleagues,\nThe lamps will move.", "inspected_body"),
        ("Sir, Your leader is wrong about lamps.", "commenter"),
        ("This branch notes that the lamps are out.", "union"),
        (PLAIN, None),
    ],
)
def test_the_first_words_of_a_paste_say_whose_it_is(text: str, role: str | None) -> None:
    assert opening_role(text)[0] == role


def test_a_story_in_which_all_sides_speak_is_no_release() -> None:
    release = "Inspectors found rust. Inspectors also praised the lamps."
    assert is_release_of_inspectors(release)
    assert not is_release_of_inspectors(f"{release} A spokesman for the quay was sorry.")


def test_a_pasted_letter_in_a_newspaper_is_no_news(domain: Domain, parts: Parts) -> None:
    text = "In the Mercury's letters:\nSir, Your leader is wrong about lamps. I lit them."
    page = parts["document"](text)
    block = Block(
        passage_id="p",
        start=26,
        end=len(text),
        provenance="pasted",
        inner="own",
        source_name="Tolbury Mercury",
        evidence=("by hand",),
    )
    reader = SourceReader(page, domain, speaker_names_of(domain))
    assert reader.source_of(page.passages[0], block, None).role == "commenter"


def test_forms_of_titles_and_addresses() -> None:
    assert submitter_role("Lamps and how to light them") is None
    assert form_role("Government response to the lamp review") == "government"
    assert form_role("Lamps of the north") is None
    assert host_role("https://www.tolbury.ac.uk/x") == "academic"
    assert is_opinion("https://mercury.example/opinion/lamps")
    assert not is_opinion("https://mercury.example/news/comments-on-lamps")
    assert is_forum("r/Lamps")
    assert not is_forum("Tolbury Mercury", "https://mercury.example/news/4")
