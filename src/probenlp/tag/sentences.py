"""Find the sentences of a passage (component ``probenlp_sentences``).

Sentence ends come from the abbreviation statistics of nupunkt (Punkt after Kiss and Strunk, 2006),
inside one block at a time, and are then put right where inspection reports and comment threads
differ from what those statistics were counted on.
"""

import bisect
import re
from collections.abc import Iterator
from typing import Final

import numpy as np
import nupunkt
from spacy.language import Language
from spacy.tokens import Doc

from probenlp.records import Sentence, Span
from probenlp.tag.annotations import attach, text_of
from probenlp.tag.layout import Block, blocks

LONGEST: Final = 3_000
"""Code points of a sentence. A transcript or a table without any stop is no sentence of ten
thousand words: each of its figures would be told with all of it. On pages at hand the longest
sentence has 1,763."""

_TITLES: Final = (
    "Mr|Mrs|Ms|Dr|Prof|Rev|Revd|Hon|Rt|Sgt|Supt|Insp|Det|Cllr|Capt|Col|Gen|Lt|Sen|Gov|St|Messrs|"
    "cf|vs|approx|esp|incl|viz|ca|Eds?|Vols?|Figs?|Refs?"
)
_OPEN_END = re.compile(rf"(?:(?<!\w)(?:{_TITLES})|(?<!\w)(?:e\.g|i\.e|e\.\s?g|i\.\s?e|eg|ie|c))\.$")
# "No. 10", "para. 4", "p. 12": an abbreviation only before a number.
_BEFORE_NUMBER = re.compile(
    r"(?<!\w)(?:[Nn]os?|[Pp]aras?|pp?|[Cc]h|[Ss]ec|[Aa]rt|[Rr]eg|[Aa]nnex)\.$"
)
_LIST_MARKER = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,4})[.)]$|[-–—•*·‣▪◦●■➢>]+$")
_CLOSED = re.compile(r"[.!?…][\"'”’»)\]]+$")
_ASKED = re.compile(r"[!?][\"'”’»]+$")
_STATED = re.compile(r"\.[\"'”’»]+$")
# Marks that close something, and pictures, belong to the sentence before them.
_TAIL = re.compile(
    r"(?:\s*[\u2600-\u27bf\U0001f000-\U0001faff\u200d\ufe0f]+|[”»)\]]+|[\"'’]+(?=\s|$)|[.!?…]+)+"
)
_VERBS: Final = (
    "said|says|asked|asks|added|adds|told|replied|wrote|continued|explained|warned|tweeted|"
    "demanded|wondered|recalled|insisted"
)
_ATTRIBUTION = re.compile(
    rf"(?:[\w.’'-]+ ){{1,6}}(?:{_VERBS})"
    r"(?:[.,;:]|$| (?:the|her|him|them|us|me|in|on|at|after|when|yesterday|today|later)\b)"
)
_BARE_ATTRIBUTION = re.compile(rf"(?:[\w.’'-]+ ){{1,5}}(?:{_VERBS})[.,;:]?$")
# "… left last week.They never came back": the space is missing, as often in comments.
_GLUED = re.compile(r"(?<=[a-z]{2}[.!?])(?=[A-Z][a-z]*[ ,’'])")
# nupunkt counted its abbreviations on scanned law reports and takes "chaos." and "crazy." for some.
# A word that is none of these ends its sentence before a capital.
_STOPPED = re.compile(
    r"(?<![\w.@/])([^\W\d_][\w'’-]+|\d{2,})\.[\"'”’»)\]]*\s+(?=[“\"‘'(\[«]*[^\W\d_a-z])"
)
_ABBREVIATIONS: Final = frozenset(
    "mr mrs ms dr st mme rt hon prof rev revd sgt supt insp det cllr capt col gen lt sen gov "
    "messrs "
    "cf vs approx esp incl viz ca ed eds vol vols fig figs ref refs no nos para paras pp ch sec "
    "art "
    "reg annex etc eg ie al inc ltd co corp dept univ assoc govt jr sr ph bros jan feb mar apr jun "
    "jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun tel ext ave rd sq bn "
    "hants cambs lincs notts wilts northants beds berks bucks herts lancs leics oxon salop".split()
)
_ADDRESS = re.compile(r"\S*(?://|www\.|@)\S*")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    r"""Find the sentences of a passage.

    Parameters
    ----------
    text : str
        Paragraphs apart by blank lines, blocks by line breaks; see
        :func:`probenlp.tag.layout.blocks` for text wrapped at a width.

    Returns
    -------
    list of (int, int)
        Half-open code points, in order, without surrounding white space; together they hold every
        character that is no white space exactly once.

    Notes
    -----
    A stop's closing marks, brackets and pictures belong to its sentence. A sentence inside a
    quotation of several is a sentence; words that attribute a question to its speaker
    (``“Why?” asked Ms Tarn.``) stay with it.

    Examples
    --------
    >>> text = "Dr. Tarn left at 5 p.m. on Monday. (Nobody saw her.)\nMore staff!! 😀"
    >>> [text[start:end] for start, end in sentence_spans(text)]
    ['Dr. Tarn left at 5 p.m. on Monday.', '(Nobody saw her.)', 'More staff!! 😀']
    """
    return [span for block in blocks(text) for span in _sentences_of(text, block)]


def _sentences_of(text: str, block: Block) -> Iterator[tuple[int, int]]:
    words = re.sub(r"\s", " ", text[block.start : block.end])
    found: list[tuple[int, int]] = []
    for start, end in _shifted(words, _cut(words)):
        if found and _goes_on(words[slice(*found[-1])], words[start:end]):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    for start, end in found:
        for first, last in _no_longer(words, start, end):
            yield block.start + first, block.start + last


def _no_longer(words: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what is too long for a sentence, behind a comma or at least between words."""
    while end - start > LONGEST:
        least, most = start + LONGEST // 2, start + LONGEST
        cut = max(words.rfind(mark, least, most) for mark in (", ", "; ", ": ")) + 1
        cut = cut or words.rfind(" ", least, most)
        if cut < least and (cut := words.find(" ", most, end)) < 0:
            break  # one word, however long
        yield start, start + len(words[start:cut].rstrip())
        start = cut + len(words[cut:end]) - len(words[cut:end].lstrip())
    yield start, end


def _cut(words: str) -> Iterator[int]:
    """Give the places where a sentence begins: nupunkt's, and those it misses."""
    starts = {start for start, _ in nupunkt.sent_spans(words)}
    glued = {found.start() for found in _GLUED.finditer(words)}
    if glued:
        for address in _ADDRESS.finditer(words):
            glued -= set(range(*address.span()))
    stopped = {
        found.end()
        for found in _STOPPED.finditer(words)
        if found.group(1).lower() not in _ABBREVIATIONS
    }
    yield from sorted(starts | glued | stopped)


def _shifted(words: str, starts: Iterator[int]) -> Iterator[tuple[int, int]]:
    """Give the stretches between starts, with what closes a sentence moved to its end."""
    begin = 0
    for start in [*starts, len(words)]:
        cut = start
        if 0 < start < len(words) and (tail := _TAIL.match(words, start)):
            cut = tail.end()
        if cut <= begin:
            continue
        stretch = words[begin:cut]
        if kept := stretch.strip():
            lead = len(stretch) - len(stretch.lstrip())
            yield begin + lead, begin + lead + len(kept)
        begin = cut


def _goes_on(before: str, after: str) -> bool:
    """Tell whether a stretch that was cut off still belongs to the sentence before it."""
    first = after[0]
    if not any(character.isalnum() for character in after):
        return True
    tail = before[-24:]
    if _LIST_MARKER.fullmatch(before) or not any(character.isalnum() for character in before):
        return True
    if first.islower():
        return bool(_CLOSED.search(tail)) or tail.endswith(("...", "…", ",", " -", "–"))
    if _OPEN_END.search(tail) or (first.isdigit() and _BEFORE_NUMBER.search(tail)):
        return True
    if _ASKED.search(tail):
        return bool(_ATTRIBUTION.match(after))
    return bool(_STATED.search(tail) and len(after) < 80 and _BARE_ATTRIBUTION.match(after))


class SentenceSplitter:
    """Set where sentences start and put a :class:`~probenlp.records.Sentence` for each.

    Every token is told whether it starts a sentence, so that a parser that runs later keeps all
    boundaries. A token that reaches over a boundary stays in the sentence it begins in. Where the
    document was parsed already, its trees are left alone and only the records are written.
    """

    def __call__(self, doc: Doc) -> Doc:
        """Tag one document."""
        text = text_of(doc)
        spans = sentence_spans(text)
        if len(doc) and not doc.has_annotation("DEP"):
            _set_starts(doc, [start for start, _ in spans])
        attach(doc, "sentences", [Sentence(span=Span.of(text, *span)) for span in spans])
        return doc


def _set_starts(doc: Doc, starts: list[int]) -> None:
    flags = np.full(len(doc), -1, dtype=np.int64)
    flags[0] = 1
    if len(starts) > 1:
        # White space before the first sentence cannot be a sentence: its own start is token 0.
        first = np.searchsorted(doc.to_array("IDX"), starts[1:], side="left")
        flags[first[first < len(doc)]] = 1
    doc.from_array("SENT_START", flags.astype(np.uint64))  # type: ignore[arg-type]


@Language.factory(
    "probenlp_sentences",
    assigns=["doc.spans", "token.is_sent_start"],
    default_config={"domain": "probation", "max_length": None},
)
def make_sentence_splitter(
    nlp: Language,
    name: str,  # noqa: ARG001  spaCy gives it
    domain: str,  # noqa: ARG001  every tagger takes it, sentences are the same in all
    max_length: int | None,
) -> SentenceSplitter:
    """Make the component.

    ``max_length`` is the longest text, in characters, that the pipeline is to take. It is set here,
    because spaCy keeps a component's config when it saves a pipeline, but not that limit.
    """
    if max_length is not None:
        nlp.max_length = max_length
    return SentenceSplitter()


def sentence_at(spans: list[tuple[int, int]], offset: int) -> int:
    """Give the number of the last sentence that starts at or before an offset, at least 0."""
    return max(0, bisect.bisect_right(spans, (offset, 1 << 60)) - 1)
