"""How a line reads: like a comment typed by a person, or like text that was published.

Only ever used next to other evidence (an introduction above, an address below): plain words alone
are always taken for the writer's own.

"""

import bisect
import re
from collections.abc import Sequence

from probenlp.provenance.lines import Line
from probenlp.provenance.pieces import blanked
from probenlp.provenance.quotes import Quoted

_FIRST_PERSON = re.compile(r"(?<![\w’'])(?:I|I[’'](?:m|ve|d|ll)|[Mm]y|[Mm]e|[Mm]yself)(?![\w])")
_WE = re.compile(r"\b(?:[Ww]e|[Oo]urs?|us)\b")
_CONTRACTION = re.compile(
    r"\b(?:\w+n[’']t|(?:it|that|there|what|who|he|she|let|here)[’']s|\w+[’'](?:re|ve|ll|d))\b",
    re.IGNORECASE,
)
_COLLOQUIAL = re.compile(
    r"\b(?:lol|haha\w*|hmm+|wow|yeah|yep|nope|ok|okay|bloody|crap|bullsh\w+|shit\w*|joke|farce|"
    r"shambles|mate|folks|guys|no wonder|fancy that|you couldn[’']t make it up|says it all|"
    r"thoughts\?|rant over|anyway|surely|frankly speaking|good luck|so there (?:we|you)|"
    r"well said|spot on|disgrace\w*|apparently|gonna|cos|imho|btw|fyi)\b",
    re.IGNORECASE,
)
_FACES = re.compile("[\U0001f300-\U0001faff☀-➿]|[:;]-?[)(DP](?!\\w)")
_ATTRIBUTION = re.compile(
    r"\b(?:said|told|added|according to|spokes(?:man|woman|person)|announced|published|"
    r"has been (?:rated|given|appointed)|inspectors)\b"
)


def comment_score(line: str) -> int:
    """Count the marks of a typed comment in a line whose quotations were blanked out.

    Examples
    --------
    >>> comment_score("I’m not surprised, it’s a shambles!") >= 3
    True
    >>> comment_score("The service supervises 1,268 people across five offices.")
    0
    """
    signs = (
        _FIRST_PERSON.search(line),
        _CONTRACTION.search(line),
        _COLLOQUIAL.search(line),
        _FACES.search(line),
        "!" in line,
        line.rstrip().endswith("?"),
        line[:1].islower(),
    )
    return sum(map(bool, signs)) + (len(_FIRST_PERSON.findall(line)) > 1)


class Register:
    """The registers of a passage's lines, quotations apart.

    Parameters
    ----------
    lines : sequence of Line
        The passage's lines.
    quoted : sequence of Quoted
        Its quotations, in order; what stands in them says nothing about the writer.
    """

    def __init__(self, lines: Sequence[Line], quoted: Sequence[Quoted]) -> None:
        self._lines = lines
        self._bare = blanked(lines, quoted)
        self.scores = [comment_score(text) if text.strip() else 0 for text in self._bare]
        """Per line, :func:`comment_score`; 0 for a line wholly in quotation marks."""
        self.in_quotation = [not text.strip(' .,;“”"') for text in self._bare]
        """Per line, whether all of it is quoted."""
        self._returns: dict[tuple[int, int], tuple[int, list[int]]] = {}

    def is_impersonal(self) -> bool:
        """Tell whether the writer never says "I" or "we": a reporter writes so."""
        return not any(_FIRST_PERSON.search(text) or _WE.search(text) for text in self._bare)

    def published(self, first: int, after: int) -> int:
        """Count the marks of published prose in lines ``first`` to ``after``; 0 for a comment.

        One comment-like line forbids it: published prose has no "I'm", no "!" and no "lol"
        outside its quotations.
        """
        if after - first < 1 or any(score > 0 for score in self.scores[first:after]):
            return 0
        text = " ".join(self._bare[first:after])
        words = sum(len(line.text.split()) for line in self._lines[first:after])
        if words < 40:
            return 0
        body = [line for line in self._lines[first:after] if not line.is_headline]
        signs = (
            self._lines[first].is_headline and len(body) > 0,
            any(line.is_dateline for line in self._lines[first : min(after, first + 4)]),
            _ATTRIBUTION.search(text) is not None,
            len(body) >= 3,
            words >= 120,
        )
        return sum(signs)

    def returns_at(self, first: int, after: int, *, wanted: int) -> int:
        """Find where, in lines ``first`` to ``after``, the writer speaks again at the end.

        Parameters
        ----------
        wanted : int
            How many marks of a comment the line of return must have; every line after it has one
            at least, unless it is an address or shorter than five words.

        Returns
        -------
        int
            The line's number, or ``after``.
        """
        # Asked of the same end for one beginning after the other: the way back is gone once.
        from_line, found = self._returns.get((after, wanted), (after, []))
        if first < from_line:
            found = self._returning(first, after, wanted)
            self._returns[after, wanted] = first, found
        place = bisect.bisect_right(found, first)
        return found[place] if place < len(found) else after

    def _returning(self, first: int, after: int, wanted: int) -> list[int]:
        """Give the lines behind ``first`` at which the writer may speak again, in order."""
        found = []
        for number in range(after - 1, first, -1):
            score = self.scores[number]
            line = self._lines[number]
            if score >= wanted:
                found.append(number)
            elif not (score or line.url or len(line.text.split()) < 5):
                break
        return found[::-1]
