"""Which pages share text: a release, the blog that pastes it, the comment that cuts it up.

Such pages are one source, and never stand on both sides of a split.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

_WORD: Final = re.compile(r"\w+")
_RUN: Final = 9
"""Words in a row that two writers hardly ever share by chance."""
_SHARED: Final = 2
"""Runs, not overlapping each other's beginning, that make two pages one source."""


def source_groups(texts: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Name each page's source: the first page of those that share text with it.

    Parameters
    ----------
    texts : mapping of str to sequence of str
        By page, its passages.

    Examples
    --------
    >>> said = "Leaders knew what was wrong and for three years did nothing at all about it there."
    >>> source_groups({"a": [said], "b": [f"Look: {said}"], "c": ["Nobody came."]})
    {'a': 'a', 'b': 'a', 'c': 'c'}
    """
    parent = {page: page for page in texts}

    def root(page: str) -> str:
        while parent[page] != page:
            page = parent[page]
        return page

    pages_of: dict[str, set[str]] = defaultdict(set)
    for page, passages in texts.items():
        for passage in passages:
            words = [word.casefold() for word in _WORD.findall(passage)]
            for at in range(len(words) - _RUN + 1):
                pages_of[" ".join(words[at : at + _RUN])].add(page)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for pages in pages_of.values():
        ordered = sorted(pages)
        for other in ordered[1:]:
            shared[ordered[0], other] += 1
    for (one, other), count in shared.items():
        if count >= _SHARED:
            first, second = sorted((root(one), root(other)))
            parent[second] = first
    return {page: root(page) for page in texts}
