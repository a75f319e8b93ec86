"""Qualify statements: denied, hypothetical, past, reported (component ``probenlp_qualifiers``)."""

import bisect
from collections.abc import Iterable, Sequence
from typing import Final

import msgspec
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from probenlp.records import Qualifier, Quotation, Rating, Sentence, Span, Statistic
from probenlp.tag.annotations import attached, published, text_of
from probenlp.tag.qualifying import qualifiers_of

ORDER: Final[tuple[Qualifier, ...]] = ("negated", "hypothetical", "past", "reported")

_STATUS: Final[dict[str, Qualifier]] = {
    "negated": "negated",
    "hypothetical": "hypothetical",
    "previous": "past",
}
_NOBODY: Final = frozenset({"nobody", "none", "nothing", "neither", "no-one", "nowhere"})
_MODALS: Final = frozenset({"should", "would", "could", "might", "must", "will", "shall", "ought",
                            "'ll", "’ll", "'d", "’d", "wo", "may"})  # fmt: skip
_WISHES: Final = frozenset(
    "hope hoped hopes plan plans planned intend intends aim aims want wants wish wishes seek seeks"
    " promise promised pledge pledged propose proposed need needs expect expected recommend".split()
)
_FAILING: Final = frozenset(("fail", "fails", "failed", "failing"))
_BEFORE_ANOTHER: Final = _WISHES | _FAILING | {"used"}
_MOST: Final = 0.5  # of a sentence's characters inside a quotation


class Stretches:
    """Stretches of a text, looked up by place; those that overlap are one."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        merged: list[tuple[int, int]] = []
        for start, end in sorted(stretches):
            if merged and start < merged[-1][1]:
                merged[-1] = (merged[-1][0], max(merged[-1][1], end))
            else:
                merged.append((start, end))
        self._all = merged

    def holding(self, offset: int) -> tuple[int, int] | None:
        """Give the stretch that holds an offset."""
        at = bisect.bisect_right(self._all, (offset, 1 << 60)) - 1
        return self._all[at] if at >= 0 and offset < self._all[at][1] else None

    def hold(self, span: Span) -> bool:
        """Tell whether a span lies inside one of them."""
        holding = self.holding(span.start)
        return holding is not None and span.end <= holding[1]

    def common(self, span: Span) -> int:
        """Count the characters that a span shares with them."""
        at = max(0, bisect.bisect_right(self._all, (span.start, 1 << 60)) - 1)
        shared = 0
        while at < len(self._all) and self._all[at][0] < span.end:
            start, end = self._all[at]
            shared += max(0, min(end, span.end) - max(start, span.start))
            at += 1
        return shared


class Qualifiers:
    """Say of each statistic, rating and sentence how it is qualified.

    It reads what ``probenlp_statistics``, ``probenlp_ratings`` and ``probenlp_quotations`` found
    and fills in the ``qualifiers`` of their records and of the sentences. Of a sentence it is the
    main statement that is qualified, by the parse where there is one.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Qualify the records of one document."""
        text, date = text_of(doc), published(doc)
        quotations: tuple[Quotation, ...] = attached(doc, "quotations")
        said = Stretches(
            (span.start, span.end) for quotation in quotations for span in quotation.spans
        )
        sentences: tuple[Sentence, ...] = attached(doc, "sentences")
        places = Stretches((one.span.start, one.span.end) for one in sentences)
        if sentences:
            parsed = doc.has_annotation("DEP")  # looks at every token
            found = [self._sentence(doc, one, said, date, parsed=parsed) for one in sentences]
            _again(doc, "sentences", found)
        statistics: tuple[Statistic, ...] = attached(doc, "statistics")
        if statistics:
            told = [self._statistic(text, one, places, said, date) for one in statistics]
            _again(doc, "statistics", told)
        ratings: tuple[Rating, ...] = attached(doc, "ratings")
        if ratings:
            _again(doc, "ratings", [_rating(one, said) for one in ratings])
        return doc

    def _statistic(
        self,
        text: str,
        statistic: Statistic,
        sentences: Stretches,
        said: Stretches,
        date: str | None,
    ) -> Statistic:
        span = statistic.span
        found: set[Qualifier] = set()
        if holding := sentences.holding(span.start):
            start, end = holding
            target = (span.start - start, min(span.end, end) - start)
            found = set(qualifiers_of(text[start:end], target, date=date)) & {"past"}
        if statistic.negated:
            found.add("negated")
        if statistic.hypothetical:
            found.add("hypothetical")
        if said.hold(span):
            found.add("reported")
        return msgspec.structs.replace(statistic, qualifiers=_ordered(found))

    def _sentence(
        self,
        doc: Doc,
        sentence: Sentence,
        said: Stretches,
        date: str | None,
        *,
        parsed: bool,
    ) -> Sentence:
        span = sentence.span
        words = doc.char_span(span.start, span.end, alignment_mode="contract")
        found: set[Qualifier] = set()
        head: Token | None = None
        if words is not None and len(words):
            head = _main_verb(words) if parsed else words[len(words) - 1]
            target = (head.idx - span.start, head.idx - span.start + len(head))
            found = set(qualifiers_of(span.surface, target, date=date))
            if parsed:
                found = (found - {"negated"}) | _by_parse(head)
                if "hypothetical" in found and not _is_open(head, span.surface):
                    found.discard("hypothetical")
        length = max(1, span.end - span.start)
        if said.common(span) >= _MOST * length or (head and said.holding(head.idx)):
            found.add("reported")
        return msgspec.structs.replace(sentence, qualifiers=_ordered(found))


def _rating(rating: Rating, said: Stretches) -> Rating:
    found: set[Qualifier] = {_STATUS[rating.status]} if rating.status in _STATUS else set()
    if said.hold(rating.span):
        found.add("reported")
    return msgspec.structs.replace(rating, qualifiers=_ordered(found))


def _main_verb(words: DocSpan) -> Token:
    """Give the verb that carries the statement; of "She said it was cold", "was".

    Of "hopes to recruit" and "used to visit" it is the second verb that is hoped for, or past.
    """
    verb: Token = words.root
    for child in verb.children:
        if child.dep_ == "ccomp" and child.tag_.startswith("V"):
            verb = child
            break
    if verb.lower_ in _BEFORE_ANOTHER:
        return next((child for child in verb.children if child.dep_ == "xcomp"), verb)
    return verb


def _by_parse(head: Token) -> set[Qualifier]:
    """Negation of the main verb itself, of its subject or of its object."""
    if head.dep_ == "xcomp" and (
        head.head.lower_ in _FAILING or any(child.dep_ == "neg" for child in head.head.children)
    ):
        return {"negated"}
    for child in head.children:
        if child.dep_ == "neg" or child.lower_ in ("never", "hardly", "barely", "scarcely"):
            return {"negated"}
        if child.dep_ in ("nsubj", "nsubjpass", "dobj", "attr", "expl") and (
            child.lower_ in _NOBODY or any(_denies(word) for word in child.children)
        ):
            return {"negated"}
    return set()


def _denies(word: Token) -> bool:
    """Tell "no files" from "no fewer than nine files", which is a bound."""
    if word.lower_ not in ("no", "neither"):
        return False
    following = word.doc[min(word.i + 1, len(word.doc) - 1)].lower_
    return following not in ("fewer", "less", "more", "doubt", "wonder")


def _is_open(head: Token, sentence: str) -> bool:
    """Tell whether the main verb itself is modal, conditional, a wish or asked."""
    if sentence.rstrip("”’\"' )").endswith("?"):
        return True
    near = [*head.children, head.head]
    if any(token.lower_ in _MODALS for token in near if token.dep_ == "aux" or token == head):
        return True
    if head.head.lower_ in _WISHES and head.dep_ == "xcomp":
        return True
    return any(
        token.lower_ in ("if", "unless", "whether") for child in near for token in child.children
    )


def _ordered(found: Iterable[Qualifier]) -> tuple[Qualifier, ...]:
    return tuple(sorted(found, key=ORDER.index))


def _again(doc: Doc, group: str, records: Sequence[Statistic | Rating | Sentence]) -> None:
    """Put records back in place of the ones they were made from; spans, labels and ids stay."""
    doc.spans[group].attrs["records"] = msgspec.to_builtins(list(records))


@Language.factory("probenlp_qualifiers", assigns=["doc.spans"])
def make_qualifiers(nlp: Language, name: str) -> Qualifiers:  # noqa: ARG001
    """Make the component for a pipeline.

    Examples
    --------
    >>> import spacy
    >>> nlp = spacy.blank("en")
    >>> for name in ("sentences", "statistics", "qualifiers"):
    ...     _ = nlp.add_pipe(f"probenlp_{name}")
    >>> doc = nlp("Two years ago 40 per cent of the posts were empty.")
    >>> attached(doc, "statistics")[0].qualifiers
    ('past',)
    """
    return Qualifiers()
