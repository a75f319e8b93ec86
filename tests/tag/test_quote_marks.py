"""Which marks quote, which are apostrophes, and what belongs together over paragraphs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from probenlp.tag.layout import blocks
from probenlp.tag.quote_marks import block_at, stretches

# [ ] stand round the words in marks; pieces of one stretch are tied by the same digit after "[".
# ¶ is a blank line, ⏎ a line break, ~ after a piece: it has no closing mark.
SPECIFICATION = """
He said “[no]”.  # curly marks
He said "[no]".  # straight marks
He said ‘[no]’.  # single curly marks
He said '[no]'.  # single straight marks
He said ``[no]''.  # marks typed as two
He said "[no]” and “[yes]".  # mixed pairs
He said “[no“] and left.  # xfail: an opening mark typed where a closing one is meant
Officers’ pay and the unit’s don’ts aren't here.  # apostrophes never open
It was the officers' fault and the judges' too.  # plural possessives close nothing
In the ’90s they’d sing rock ’n’ roll ’til ten.  # words that begin with an apostrophe
In the '90s they'd sing 'til ten.  # the same, typed straight
‘[We share the officers’ anger and the unit’s shame],’ he said.  # apostrophes inside
‘[The officers’ pay is poor]’ and ‘[so is ours]’.  # a possessive with better marks to come
“[She called it ‘a lie’ to us].”  # single inside double
‘[She called it “a lie” to us].’  # double inside single
“[She called it “a lie” to us].”  # the same marks inside
"[She called it "a lie" to us]."  # and straight
The “[one]” and the “[other]” were not “[the same]”.  # several in a sentence
(“[We tried].”)  # inside brackets
—“[We tried]”—  # between dashes
“[1We tried.~]¶“[1We failed].”  # each paragraph opens, the last closes
“[1We tried.~]¶“[1We failed.~]¶“[1We left].”  # three of them
‘[1We tried.~]¶‘[1We failed].’  # single marks do it too
"[1We tried.~]¶"[1We failed]."  # and straight ones
“[1We tried.~]¶“[1We failed.~]  # never closed: ends with the paragraph that opened last
“[We tried.~]¶She left. “[Good]” it was.  # the next paragraph opens with none
“[We tried.~]¶‘[We failed].’  # marks of another kind go on with nothing
“[We tried].”¶“[We failed].”  # both closed: two stretches
“[1We lack:~]⏎[1– desks~]⏎[1– staff].”  # a list inside one quotation
“[1Work was good.~]¶[1Plans were better].”  # closed a paragraph later, not reopened
He wrote “[we lost it all.~]¶Then he left.”  # a stray closing mark fetches nothing
“[1Work was good.~]⏎“[1Plans were better].”  # paragraphs apart by single breaks
5' 11" tall.  # feet and inches
""".strip().splitlines()


def read(line: str) -> tuple[str, list[list[tuple[str, bool]]], str]:
    """Give the text of a case, the wanted stretches as (words, closed), and its reason."""
    marked, _, reason = line.rpartition("  # ")
    marked = marked.replace("⏎", "\n").replace("¶", "\n\n")
    wanted: dict[str, list[tuple[str, bool]]] = {}
    text = ""
    for number, piece in enumerate(marked.split("[")):
        inner, _, rest = piece.partition("]") if number else ("", "", piece)
        tie = inner[0] if inner[:1].isdigit() else f"#{number}"
        inner = inner.removeprefix(tie)
        if number:
            wanted.setdefault(tie, []).append((inner.removesuffix("~"), not inner.endswith("~")))
        text += inner.removesuffix("~") + rest
    return text, list(wanted.values()), reason


@pytest.mark.parametrize("line", SPECIFICATION, ids=lambda line: read(line)[2][:50])
def test_marks_are_paired_where_marked(line: str, request: pytest.FixtureRequest) -> None:
    text, wanted, reason = read(line)
    if reason.startswith("xfail"):
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    found = [
        [(text[pair.start : pair.end].rstrip(",."), pair.has_close) for pair in stretch]
        for stretch in stretches(text, blocks(text))
    ]
    assert found == [[(words.rstrip(",."), closed) for words, closed in s] for s in wanted]


PIECES = st.lists(
    st.sampled_from(
        [*"“”‘’'\"«».,:( )-", "``", "''", "a", "officers", "s", "\n", "\n\n", "😀", " "]
    ),
    max_size=60,
).map("".join)


@given(text=PIECES)
@settings(max_examples=200, deadline=None)
def test_an_unclosed_mark_never_reaches_past_its_paragraph(text: str) -> None:
    layout = blocks(text)
    for stretch in stretches(text, layout):
        for pair in stretch:
            block = layout[pair.block]
            assert block.start <= pair.opened <= pair.start < pair.end <= pair.closed <= block.end
        if not stretch[-1].has_close:
            # It goes on only into paragraphs that open with a mark again.
            assert all(pair.opened == layout[pair.block].start for pair in stretch[1:])


@given(text=PIECES)
@settings(max_examples=100, deadline=None)
def test_stretches_are_in_order_and_apart(text: str) -> None:
    layout = blocks(text)
    last = 0
    for pair in (pair for stretch in stretches(text, layout) for pair in stretch):
        assert last <= pair.opened
        assert block_at(layout, pair.start) == pair.block
        last = pair.closed


@given(text=PIECES)
@settings(max_examples=100, deadline=None)
def test_a_further_paragraph_without_marks_changes_no_stretch(text: str) -> None:
    more = text.rstrip() + "\n\nNothing more was said about it."
    assert stretches(more, blocks(more)) == stretches(text.rstrip(), blocks(text.rstrip()))
