"""Text dumps of pages with their threads."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probenlp.harvest import Input, harvest, read
from probenlp.harvest.byline import read_byline
from probenlp.harvest.dump_grammar import is_known_button
from probenlp.records import Document, Passage

POST = """\
Thursday 4 May 2023

Moor Vale told to improve

Inspectors have told the unit to improve. They gave 3 reasons:

  1. Staff
  2. Checks

19 comments came in last time, I counted them.

"""

THREAD = """\
4 comments:

  1. It was always so:

    1. no staff
    2. no checks

    Told you.

    ReplyDelete
    Replies
    1. Quite.
       And no pay.

      Delete
    2. Not here.

      Delete
  2. Delete

    was the button I pressed.

    ReplyDelete
"""


def comments_of(text: str) -> list[Passage]:
    return [p for p in document_of(text).passages if p.kind == "comment"]


def document_of(text: str) -> Document:
    return read(Input("dump.txt", text.encode()), salt=b"salt")


def assert_accounted(text: str, document: Document) -> None:
    """Check that runs are exact, and that with the removals they cover all that is not blank."""
    covered = [(gone.source_start, gone.source_end) for gone in document.removed]
    for passage in document.passages:
        assert passage.source_map is not None
        for run in passage.source_map.runs:
            assert text[run.source_start : run.source_end] == passage.text[run.start : run.end]
            covered.append((run.source_start, run.source_end))
        for region in passage.regions:
            assert 0 <= region.start < region.end <= len(passage.text)
    seen = bytearray(len(text))
    for start, end in covered:
        seen[start:end] = b"\1" * (end - start)
    missed = [place for place, sign in enumerate(text) if not seen[place] and not sign.isspace()]
    assert not missed, text[missed[0] - 20 : missed[0] + 20]


def test_a_thread_is_read_as_a_tree() -> None:
    document = document_of(POST + THREAD)
    assert (document.kind, document.comment_system, document.structure) == (
        "dump",
        "text-dump",
        "tree",
    )
    found = [p for p in document.passages if p.kind == "comment"]
    assert [(p.path, p.depth, p.parent_source) for p in found] == [
        ("1", 0, None),
        ("1.1", 1, "indent"),
        ("1.2", 1, "indent"),
        ("2", 0, None),
    ]
    assert [p.parent_id for p in found] == [None, found[0].id, found[0].id, None]
    assert [p.text for p in found] == [
        "It was always so:\n\n1. no staff\n2. no checks\n\nTold you.",
        "Quite.\nAnd no pay.",
        "Not here.",
        "Delete\n\nwas the button I pressed.",
    ]
    assert all(p.author is None and p.posted is None for p in found)
    assert_accounted(POST + THREAD, document)


def test_the_article_ends_above_the_thread() -> None:
    document = document_of(POST + THREAD)
    article = document.passages[1]
    assert document.title == "Moor Vale told to improve"
    assert document.published is not None
    assert document.published.how == "header-line"
    assert article.text.startswith("Inspectors have told")
    assert article.text.endswith("I counted them.")
    assert {gone.reason for gone in document.removed} == {"header", "numbering", "furniture"}


def test_the_count_is_compared_and_never_trusted() -> None:
    told = harvest(Input("d.txt", (POST + THREAD).encode()), salt=b"")
    assert told.problems == ()
    wrong = harvest(Input("d.txt", (POST + THREAD.replace("4 comm", "9 comm")).encode()), salt=b"")
    assert [problem.reason for problem in wrong.problems] == ["comment-count"]
    assert (wrong.document.comments_claimed, wrong.document.comments_found) == (9, 4)
    assert any("comment-count" in warning for warning in wrong.document.warnings)


def test_a_list_in_an_article_is_no_thread() -> None:
    document = document_of(POST)
    assert (document.comments_found, document.structure, document.kind) == (0, "none", None)


def test_below_the_thread_stands_the_rest_of_the_page() -> None:
    text = POST + THREAD + "\nSubscribe to this blog\n\n  1. Older post\n  2. Newer post\n"
    document = document_of(text)
    assert document.comments_found == 4
    assert document.removed[-1].reason == "boilerplate"
    assert document.removed[-1].surface.startswith("Subscribe")
    assert_accounted(text, document)


def test_a_dump_cut_in_a_comment_is_told() -> None:
    text = POST + THREAD + "  3. And so it goes on and"
    told = harvest(Input("d.txt", text.replace("4 comments", "5 comments").encode()), salt=b"")
    assert [problem.reason for problem in told.problems] == ["truncated"]
    last = told.document.passages[-1]
    assert (last.text, last.status) == ("And so it goes on and", "truncated")


def test_a_number_that_is_not_next_is_text() -> None:
    # The writer's list stands in the column of the comments' own numbers.
    text = THREAD.replace("    Told you.", "    Told you.\n\n  1. first\n  7. seventh")
    found = comments_of(POST + text)
    assert len(found) == 4
    assert found[0].text.endswith("1. first\n7. seventh")


def test_without_columns_only_buttons_part_comments() -> None:
    text = (
        "2 comments:\n\n1. Three things:\n\n1. one\n2. two\n\nReplyDelete\n2. No.\n\nReplyDelete\n"
    )
    assert [p.text for p in comments_of(POST + text)] == ["Three things:\n\n1. one\n2. two", "No."]


def test_a_comment_that_the_renderer_left_out_costs_no_other() -> None:
    text = "3 comments:\n\n  1. One.\n\n    ReplyDelete\n  3. Three.\n\n    ReplyDelete\n"
    document = document_of(POST + text)
    assert [p.text for p in document.passages[2:]] == ["One.", "Three."]
    assert any("number 3 where 2 was due" in warning for warning in document.warnings)


@pytest.mark.parametrize(
    "header",
    [
        "2 comments:",
        "2\n\nComments:",
        "Kommentare:",
        "2 Wortmeldungen:",
        "Comments (2)",
        "2 Comments",
        "",
    ],
)
@pytest.mark.parametrize(
    ("reply", "replies", "delete"),
    [
        ("ReplyDelete", "Replies", "Delete"),
        ("AntwortenLöschen", "Antworten", "Löschen"),
        ("ResponderEliminar", "Respuestas", "Eliminar"),
        ("RépondreSupprimer", "Réponses", "Supprimer"),
        ("Reply | Delete", "Replies", "Delete"),
    ],
)
def test_headers_and_buttons_of_many_blogs(
    header: str, reply: str, replies: str, delete: str
) -> None:
    thread = f"{header}\n\n  1. One.\n\n    {reply}\n    {replies}\n    1. Two.\n\n      {delete}\n"
    assert [(p.path, p.text) for p in comments_of(POST + thread)] == [
        ("1", "One."),
        ("1.1", "Two."),
    ]


def test_buttons_of_an_unknown_language_are_learnt() -> None:
    items = "".join(f"  {n}. Text {n}.\n\n    VastaKoPoisu\n" for n in range(1, 6))
    found = comments_of(f"{POST}5 kommenttia:\n\n{items}")
    assert [p.text for p in found] == [f"Text {n}." for n in range(1, 6)]


def test_a_writer_who_always_signs_is_no_button() -> None:
    items = "".join(
        f"  {n}. Text {n}.\n\n    {'Tam' if n % 2 else 'Weir ' + str(n)}\n\n    ReplyDelete\n"
        for n in range(1, 6)
    )
    found = comments_of(f"{POST}5 comments:\n\n{items}")
    assert found[0].text == "Text 1.\n\nTam"


def test_numbers_alone_are_read_where_layout_shows_them() -> None:
    text = (
        "3 comments:\n\n  1. One.\n     More.\n  2. Two.\n     1. a list\n  3. Three.\n\nBelow.\n"
    )
    document = document_of(POST + text)
    assert document.structure == "flat"
    found = [p for p in document.passages if p.kind == "comment"]
    assert [p.text for p in found] == ["One.\nMore.", "Two.\n1. a list", "Three."]
    assert all(p.parent_id is None and p.depth is None for p in found)


def test_writers_and_times_glued_to_the_numbers() -> None:
    text = (
        "2 Kommentare:\n\n  1. Orla Finch6. Juni 2021 um 10:23\n\n    Ja.\n\n    AntwortenLöschen\n"
        "    Antworten\n    1. tam_w7. Juni 2021 um 9:05\n\n      Nein.\n\n      Löschen\n"
        "      Antworten\n        Antworten\n    2. Antworten\nKommentar hinzufügen\n"
    )
    document = document_of(POST + text)
    found = [p for p in document.passages if p.kind == "comment"]
    assert [(p.path, p.text) for p in found] == [("1", "Ja."), ("1.1", "Nein.")]
    assert [p.author and p.author.name for p in found] == ["Orla Finch", "tam_w"]
    assert found[0].posted is not None
    assert (found[0].posted.raw, found[0].posted.utc) == ("6. Juni 2021 um 10:23", None)
    assert_accounted(POST + text, document)


@pytest.mark.parametrize(
    ("line", "name", "when"),
    [
        ("tam_w21:00", "tam_w", "21:00"),
        ("Anonymous24 November 2022 at 18:55", "Anonymous", "24 November 2022 at 18:55"),
        (
            "R. WeirMittwoch, Mai 10, 2023 4:14:00 PM",
            "R. Weir",
            "Mittwoch, Mai 10, 2023 4:14:00 PM",
        ),
        ("Tam 6 de junio de 2021, 10:23", "Tam", "6 de junio de 2021, 10:23"),
        # "Tam1" on the 26th, or "Tam12" on the 6th
        ("Tam126 May 2021 at 10:23", None, "Tam126 May 2021 at 10:23"),
    ],
)
def test_bylines(line: str, name: str | None, when: str) -> None:
    byline = read_byline(line)
    assert byline is not None
    assert (byline.name, byline.when) == (name, when)


@pytest.mark.parametrize("line", ["It was so.", "", "21:00", "x" * 500 + "21:00"])
def test_no_bylines(line: str) -> None:
    assert read_byline(line) is None


def test_one_comment_that_ends_its_line_with_an_hour_has_no_byline() -> None:
    text = "1 comment:\n\n  1. See you all at 18:55\n    by the gate.\n\n    ReplyDelete\n"
    (comment,) = comments_of(POST + text)
    assert comment.text == "See you all at 18:55\nby the gate."


SAID = """\
3 comments:

Orla Finch said...

As Tam said...

It was at
21:00

May 3, 2021 at 10:23 PM
Tam said...
This comment has been removed by the author.
May 4, 2021 at 9:05 AM
Anonymous said...

No.

May 4, 2021 at 9:06 AM

Post a Comment
"""


def test_the_layout_of_who_said_what_and_when() -> None:
    document = document_of(POST + SAID)
    found = [p for p in document.passages if p.kind == "comment"]
    assert (document.structure, len(found)) == ("flat", 3)
    assert found[0].text == "As Tam said...\n\nIt was at\n21:00"
    assert [p.status for p in found] == ["visible", "deleted", "visible"]
    assert [p.author and p.author.name for p in found] == ["Orla Finch", "Tam", "Anonymous"]
    assert found[2].author is not None
    assert (found[2].author.key, found[2].author.is_anonymous) == (None, True)
    assert [p.posted and p.posted.raw for p in found][2] == "May 4, 2021 at 9:06 AM"
    assert_accounted(POST + SAID, document)


def test_who_said_what_without_when() -> None:
    text = "2 comments:\n\nOrla said...\n\nYes.\n\nTam said...\n\nNo.\n"
    assert [p.text for p in comments_of(POST + text)] == ["Yes.", "No."]


@pytest.mark.parametrize("text", ["Delete this", "Reply to", "Replying", "Tam", "x" * 100, ""])
def test_no_buttons(text: str) -> None:
    assert not is_known_button(text)


# ---------------------------------------------------------------------------------------------
# Any tree, rendered as the renderers do, comes back equal.


@dataclass
class Tree:
    paragraphs: list[list[str]]
    replies: list["Tree"] = field(default_factory=list)


LINES = (
    st.text(
        alphabet=st.sampled_from("abcdefgh ijkl.,;!?()äß’–'\"0123456789"), min_size=1, max_size=30
    )
    .map(str.strip)
    .filter(lambda line: bool(line) and not is_known_button(line))
)
SAFE_FIRST = LINES.map(lambda line: "So " + line)
PARAGRAPHS = st.lists(
    st.lists(SAFE_FIRST | LINES.map("- {}".format), min_size=1, max_size=3), min_size=1, max_size=3
)
LISTS = st.integers(1, 3).map(lambda n: [f"{i}. point" for i in range(1, n + 1)])
TREES = st.recursive(
    st.builds(Tree, st.lists(PARAGRAPHS, min_size=1, max_size=1).map(lambda made: made[0])),
    lambda children: st.builds(Tree, PARAGRAPHS, st.lists(children, max_size=3)),
    max_leaves=8,
)


@dataclass(frozen=True)
class Dialect:
    reply: str
    replies: str
    delete: str
    blank_between: bool
    margin: int


DIALECTS = [
    Dialect("ReplyDelete", "Replies", "Delete", False, 2),
    Dialect("ReplyDelete", "Replies", "Delete", True, 2),
    Dialect("AntwortenLöschen", "Antworten", "Löschen", True, 4),
    Dialect("ResponderEliminar", "Respuestas", "Eliminar", False, 2),
]


def render(trees: Sequence[Tree], dialect: Dialect, indent: int, top: bool) -> list[str]:
    out: list[str] = []
    for number, tree in enumerate(trees, start=1):
        column = " " * (indent + 2)
        for place, paragraph in enumerate(tree.paragraphs):
            for line in paragraph:
                first = place == 0 and line is paragraph[0]
                out.append(f"{' ' * indent}{number}. {line}" if first else column + line)
            out.append("")
        out.append(column + (dialect.reply if top else dialect.delete))
        if tree.replies:
            out.append(column + dialect.replies)
            out += [""] if dialect.blank_between else []
            out += render(tree.replies, dialect, indent + 2, top=False)
        out += [""] if dialect.blank_between else []
    return out


def flatten(trees: Sequence[Tree], above: str = "") -> list[tuple[str, str]]:
    out: list[tuple[str, str]] = []
    for number, tree in enumerate(trees, start=1):
        path = f"{above}.{number}" if above else str(number)
        out.append((path, "\n\n".join("\n".join(lines) for lines in tree.paragraphs)))
        out += flatten(tree.replies, path)
    return out


@settings(max_examples=60, deadline=None)
@given(st.lists(TREES, min_size=1, max_size=4), st.sampled_from(DIALECTS))
def test_any_tree_comes_back(trees: list[Tree], dialect: Dialect) -> None:
    wanted = flatten(trees)
    text = f"{POST}{len(wanted)} comments:\n\n" + "\n".join(
        render(trees, dialect, dialect.margin, True)
    )
    told = harvest(Input("d.txt", text.encode()), salt=b"")
    found = [p for p in told.document.passages if p.kind == "comment"]
    assert [(p.path, p.text) for p in found] == wanted
    ids = {p.path: p.id for p in found}
    assert all(p.parent_id == ids.get((p.path or "").rpartition(".")[0]) for p in found)
    assert told.problems == ()
    assert_accounted(text, told.document)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.sampled_from("12. \n ReplyDt:s"), max_size=120))
def test_any_text_is_accounted_for(body: str) -> None:
    text = "Words of an article.\n\n2 comments:\n\n  1. x\n" + body
    assert_accounted(text, document_of(text))
