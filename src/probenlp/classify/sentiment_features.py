"""What the sentiment model sees of a sentence: its words and what the lexicon made of it.

Names and figures are masked; a word behind a denial is another word ("not_safe") up to the next
mark, so that praise denied does not teach praise.
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

import msgspec

from probenlp.classify.overlaps import Overlaps
from probenlp.records import PassageTags, Sentence, Sentiment

_DIGITS: Final = re.compile(r"\d+(?:[.,]\d+)*")
_PIECE: Final = re.compile(r"[\w'-]+|[^\w\s]")
_STOPS: Final = frozenset(".,;:!?–—")
_DENIALS: Final = frozenset(
    "not never no nobody nothing neither nor without cannot hardly barely".split()
)
_ENDS_IN_NOT: Final = re.compile(r"\w+n't")
_SCORE_BINS, _AROUND_BINS, _MEAN_BINS = 4, 3, 5
_LENGTHS, _LONGEST = 6, 6
_OFTEN: Final = 0.15


class SentimentFeatures(msgspec.Struct, frozen=True, kw_only=True):
    """One sentence as the sentiment model sees it.

    Attributes
    ----------
    text : str
        In small letters, names and figures masked.
    denied : str
        The same with what is denied marked.
    marks : tuple of str
        Names of what is true of it.
    score : float
        What the lexicon made of it, -1 to 1.
    """

    text: str
    denied: str
    marks: tuple[str, ...]
    score: float


def sentiment_features(tags: PassageTags) -> tuple[SentimentFeatures, ...]:
    """Take the features of a passage's sentences.

    Parameters
    ----------
    tags : PassageTags
        With its sentences and the sentiments that ``probenlp_sentiment`` gave them.

    Returns
    -------
    tuple of SentimentFeatures
        One for each sentence.
    """
    found: dict[int, list[Sentiment]] = {}
    for one in tags.sentiments:
        found.setdefault(one.span.start, []).append(one)
    of_sentences = [found.get(sentence.span.start, []) for sentence in tags.sentences]
    scores = [next((s.score for s in some if s.aspect is None), 0.0) for some in of_sentences]
    theme = [f"passage-aspect:{one}" for one in _theme(tags.sentiments, len(tags.sentences))]
    near = [[f"near-aspect:{one.aspect}" for one in some if one.aspect] for some in of_sentences]
    spans = [*(unit.span for unit in tags.units), *(person.span for person in tags.people)]
    names = Overlaps[None]((span.start, span.end, None) for span in spans)
    total, rows = sum(scores), []
    for at, (sentence, some) in enumerate(zip(tags.sentences, of_sentences, strict=True)):
        text = _masked(sentence, names)
        marks = [
            *_own_marks(some),
            *_style_marks(sentence),
            *_around(scores, total, at),
            *(near[at - 1] if at else ()),
            *(near[at + 1] if at + 1 < len(near) else ()),
            *theme,
        ]
        rows.append(
            SentimentFeatures(
                text=text,
                denied=denied_marked(text),
                marks=tuple(dict.fromkeys(marks)),
                score=scores[at],
            )
        )
    return tuple(rows)


def _masked(sentence: Sentence, names: "Overlaps[None]") -> str:
    span = sentence.span
    pieces, at = [], 0
    for start, end, _ in names.over(span):
        first, last = max(start - span.start, at), min(end, span.end) - span.start
        if first < last:
            pieces += [span.surface[at:first], " xx "]
            at = last
    text = "".join([*pieces, span.surface[at:]]) if pieces else span.surface
    return " ".join(_DIGITS.sub("0", text).replace("’", "'").lower().split())


def denied_marked(text: str) -> str:
    """Mark the words behind a denial, up to the next mark.

    Examples
    --------
    >>> denied_marked("it was not safe, it was cold")
    'it was not not_safe , it was cold'
    """
    pieces = _PIECE.findall(text)
    if "n't" not in text and _DENIALS.isdisjoint(pieces):
        return " ".join(pieces)
    marked, denied = [], False
    for piece in pieces:
        if piece in _STOPS:
            denied = False
        marked.append(f"not_{piece}" if denied and piece.isalpha() else piece)
        denied = denied or piece in _DENIALS or _ENDS_IN_NOT.fullmatch(piece) is not None
    return " ".join(marked)


def _theme(sentiments: Sequence[Sentiment], sentences: int) -> list[str]:
    """Give the aspects that a passage of some length comes back to: what "it" and "they" are."""
    counts = Counter(one.aspect for one in sentiments if one.aspect is not None)
    least = max(2.0, _OFTEN * sentences)
    return [aspect for aspect, count in sorted(counts.items()) if count >= least]


def _own_marks(found: Sequence[Sentiment]) -> list[str]:
    """Name what the lexicon found: not its words, which the model sees by itself."""
    marks = []
    for one in found:
        if one.aspect is not None:
            marks.append(f"aspect:{one.aspect}")
            continue
        marks.append(f"score:{_bin(one.score, _SCORE_BINS)}")
        for why in one.evidence:
            kind, _, rest = why.partition(":")
            if kind not in ("own", "domain", "vader"):
                marks.append(why)
            elif ":" in rest:
                marks.append(f"state:{rest.partition(':')[2]}")
    return marks


def _style_marks(sentence: Sentence) -> list[str]:
    words = sentence.span.surface
    marks = [f"is:{one}" for one in sentence.qualifiers]
    marks.append(f"length:{min(_LONGEST, words.count(' ') // _LENGTHS)}")
    bare = words.rstrip("”’\"' )")
    if bare.endswith("?"):
        marks.append("question")
    if "!" in words:
        marks.append("exclamation")
    if bare[-1:].isalnum():
        marks.append("no-stop")
    return marks


def _around(scores: Sequence[float], total: float, at: int) -> list[str]:
    """Name what the lexicon made of the sentences around: praise and blame come in runs."""
    before = scores[at - 1] if at else 0.0
    behind = scores[at + 1] if at + 1 < len(scores) else 0.0
    marks = [f"before:{_bin(before, _AROUND_BINS)}", f"behind:{_bin(behind, _AROUND_BINS)}"]
    if len(scores) > 1:
        others = (total - scores[at]) / (len(scores) - 1)
        return [*marks, f"others:{_bin(others, _MEAN_BINS)}"]
    return [*marks, "alone"]


def _bin(score: float, bins: int) -> int:
    return round(score * bins)
