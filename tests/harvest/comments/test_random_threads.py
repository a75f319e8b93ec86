"""The law of harvesting: a thread written in any system's markup comes back as it was."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from probenlp.harvest.comments import read_thread

# Letters, figures, marks, markup's own characters, emoji with joiners; no white space of any kind.
_CHARACTERS = st.sampled_from(
    ["👩‍🏫", *"abcdeXYZ019£€%.,;:!?'\"<>&()[]-–…’“”@#/é", "ß", "中", "👍", "👩‍🏫"]
)
_WORDS = st.lists(_CHARACTERS, min_size=1, max_size=9).map("".join)
_PARAGRAPH = st.lists(_WORDS, min_size=1, max_size=8).map(" ".join)
_NAMES = st.sampled_from(
    ["Ada Fenwick", "Tolland tea lady", "J. (Leeds)", "ex-PSO", "ΔΣ", "o’Neil"]
)


def _trees() -> st.SearchStrategy[Any]:
    leaf: st.SearchStrategy[Any] = st.tuples(
        _NAMES, st.lists(_PARAGRAPH, min_size=1, max_size=3), st.just([])
    )
    return st.recursive(
        leaf,
        lambda inner: st.tuples(
            _NAMES, st.lists(_PARAGRAPH, min_size=1, max_size=3), st.lists(inner, max_size=3)
        ),
        max_leaves=8,
    )


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(trees=st.lists(_trees(), min_size=1, max_size=4))
def test_a_thread_comes_back_as_it_was_written(
    trees: list[Any], markup: Any, make_note: Any, make_page: Any
) -> None:
    system, writer, is_tree = markup
    numbers = iter(range(1001, 9999))

    def build(tree: Any) -> Any:
        author, paragraphs, replies = tree
        number = next(numbers)
        return make_note(number, author, paragraphs, [build(reply) for reply in replies])

    notes = [build(tree) for tree in trees]
    thread = read_thread(make_page(writer(notes)))
    assert thread is not None
    assert thread.system == system
    assert thread.warnings == ()

    expected: list[Any] = []

    def walk(siblings: list[Any], above: str) -> None:
        for place, note in enumerate(siblings, 1):
            path = f"{above}.{place}" if above else str(place)
            expected.append((note.author, note.text, path if is_tree else None))
            walk(note.replies, path)

    walk(notes, "")
    has_replies = any(note.replies for note in notes)
    found = [
        (comment.author_name, comment.text, comment.path if is_tree and has_replies else None)
        for comment in thread.comments
    ]
    if not has_replies:
        expected = [(author, text, None) for author, text, _ in expected]
    assert found == expected
