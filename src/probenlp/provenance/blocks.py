"""Lay the evidence together: blocks that tile each passage."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from probenlp.domains import Domain
from probenlp.domains.origins import Origins, origins_of, words_of
from probenlp.provenance.boundary import shipped
from probenlp.provenance.decide import decide, echoed, prepare
from probenlp.provenance.known import KnownTexts, Match
from probenlp.provenance.lines import Line, lines_of
from probenlp.provenance.pastes import MARKED, PasteFinder
from probenlp.provenance.published import is_published
from probenlp.provenance.quotes import Quoted
from probenlp.provenance.reported import ReportedSpeech
from probenlp.provenance.thread import ThreadTexts
from probenlp.records import Block, Document, Passage, Provenance, SpeakerRole

_REPORT_NAMES = frozenset({"report", "foreword", "inspection", "findings"})
MOSTLY = 0.6
"""Share of a known text in quotation marks from which it stays a quotation: "…", she said."""


class _Stretch(NamedTuple):
    """A stretch with something known about it; ``what`` is a label or a paste's description."""

    start: int
    end: int
    name: str | None
    source: str | None
    evidence: tuple[str, ...]
    kind: Provenance


class _Label(NamedTuple):
    provenance: Provenance
    inner: Provenance | None
    name: str | None
    source: str | None
    evidence: tuple[str, ...]


_OWN = _Label("own", None, None, None, ("default:own",))


def find_blocks(
    document: Document, *, domain: Domain, known: KnownTexts | None = None
) -> dict[str, tuple[Block, ...]]:
    r"""Cut every passage of a document into blocks of one provenance each.

    Parameters
    ----------
    document : Document
        As harvested.
    domain : Domain
        Publishers, bodies and offices.
    known : KnownTexts or None
        The published texts of the run; without it a repost is known only by its introduction,
        its address or its form.

    Returns
    -------
    dict of str to tuple of Block
        By passage id. The blocks of a passage tile its text: the first starts at 0, each starts
        where the one before ends, the last ends at ``len(text)``. An empty passage has none.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> from probenlp.records import Document, Extractor, Passage, Source
    >>> text = "Here we go again. BBC website:-\n\nA new review has begun."
    >>> document = Document(
    ...     id="d", content_sha256="", extractor=Extractor(name="by hand", version="1"),
    ...     source=Source(name="d", media_type="text/plain", encoding="utf-8",
    ...                   encoding_how="utf-8", bytes=len(text)),
    ...     passages=(Passage(id="d#1", kind="comment", text=text),),
    ... )
    >>> for block in find_blocks(document, domain=load_domain("probation"))["d#1"]:
    ...     print(block.provenance, block.source_name, repr(text[block.start : block.end]))
    own None 'Here we go again. BBC website:-\n\n'
    pasted BBC website 'A new review has begun.'
    """
    reader = _Reader(document, domain, known)
    return {passage.id: reader.blocks(passage) for passage in document.passages}


class _Reader:
    """What the passages of one document have in common."""

    def __init__(self, document: Document, domain: Domain, known: KnownTexts | None) -> None:
        self.document = document
        self.origins: Origins = origins_of(domain)
        self.reported = ReportedSpeech(domain)
        self.known = known
        self.thread = ThreadTexts(document)
        self.threaded = any(passage.kind == "comment" for passage in document.passages)
        origin = self.origins.of_document(document)
        self.published = is_published(document, origin, self.origins)
        self.role = origin.role if origin else None

    def blocks(self, passage: Passage) -> tuple[Block, ...]:
        text = passage.text
        lines = lines_of(text)
        if not lines:
            return (_block(passage, 0, len(text), _OWN),) if text else ()
        finder = PasteFinder(lines, self.origins)
        matches = self.known.find(self.document, lines) if self.known else []
        published = self.published and passage.kind == "article"
        quoted = [*_quoted_regions(passage), *_marked_lines(lines)]
        pasted: list[_Stretch] = []
        if not published:
            pasted, echoes = self._pasted(passage, lines, finder)
            quoted += echoes
        base = _uncovered(quoted, pasted)
        quotes = [_quote(quote) for quote in finder.quoted]
        base, matches = _with_matches(base, matches, quotes, self.origins)
        impersonal = passage.kind == "article" and finder.register.is_impersonal()
        reports = self._reports(lines, base, published=published, impersonal=impersonal)
        labels = _labelled(len(text), base, quotes, reports, matches)
        return tuple(_block(passage, *stretch) for stretch in _tiled(text, labels))

    def _pasted(
        self, passage: Passage, lines: Sequence[Line], finder: PasteFinder
    ) -> tuple[list[_Stretch], list[_Stretch]]:
        """Find the pasted texts, and what is taken up from the thread to be answered."""
        prepared = prepare(
            passage, lines, finder, self.thread, self.origins, threaded=self.threaded
        )
        pasted = [
            _Stretch(found.start, found.end, found.name, None, found.evidence, "pasted")
            for found in decide(prepared, lines, shipped(), self.origins)
        ]
        echoes = [
            _Stretch(start, end, None, None, ("same-thread",), "quoted")
            for start, end in echoed(prepared)
        ]
        return pasted, echoes

    def _reports(
        self,
        lines: Sequence[Line],
        base: Sequence[_Stretch],
        *,
        published: bool,
        impersonal: bool,
    ) -> list[_Stretch]:
        """Find reported speech; a body that writes "inspectors found" of itself reports nobody."""
        under = _Cursor(base)
        found = []
        over = _Cursor([stretch for stretch in base if stretch.kind == "pasted"])
        reporter = self.role == "journalist" if published else impersonal
        news = [reporter or over.at(line.end - 1) is not None for line in lines]
        for start, end, evidence, body_role in self.reported.find(lines, news):
            stretch = under.at(start)
            writer = self.role if published else None
            if stretch is not None:
                named = self.origins.named_in(stretch.name or "")
                writer = named.role if named else _role_of_text(stretch.name or "")
            if writer == "inspectorate" and body_role is None:
                continue  # what people told an inspector is his finding
            if body_role is None or body_role != writer:
                found.append(_Stretch(start, end, None, None, (evidence,), "reported"))
        return found


def _role_of_text(name: str) -> SpeakerRole | None:
    """Give whose text a "full report" or "foreword" is, where the writer names nobody."""
    return "inspectorate" if _REPORT_NAMES & set(words_of(name)) else None


def _block(passage: Passage, start: int, end: int, label: _Label) -> Block:
    return Block(
        passage_id=passage.id,
        start=start,
        end=end,
        provenance=label.provenance,
        inner=label.inner,
        source_name=label.name,
        source_document=label.source,
        evidence=label.evidence,
    )


def _quote(quote: Quoted) -> _Stretch:
    return _Stretch(quote.start, quote.end, None, None, (f"quote:{quote.rule}",), "quoted")


def _quoted_regions(passage: Passage) -> Iterable[_Stretch]:
    for region in sorted(passage.regions, key=lambda region: region.start):
        if region.kind == "blockquote" and region.end > region.start:
            evidence = ("region:blockquote",)
            yield _Stretch(region.start, region.end, region.source_name, None, evidence, "quoted")


def _uncovered(quoted: Iterable[_Stretch], pasted: Sequence[_Stretch]) -> list[_Stretch]:
    """Lay pasted texts over the marked-up quotations: a pasted one is no mere quotation."""
    over = _Cursor(pasted)
    left = []
    for stretch in _without_overlap(quoted):
        paste = over.at(stretch.start)
        if paste is None:
            left.append(stretch)
        elif paste.end < stretch.end:
            left.append(stretch._replace(start=paste.end))
    return _without_overlap([*pasted, *left])


def _marked_lines(lines: Sequence[Line]) -> Iterable[_Stretch]:
    """Read the "> …" of people who answer as in electronic mail."""
    for line in lines:
        if line.text.startswith(">") and len(line.text) > 2:
            yield _Stretch(line.start, line.end, None, None, ("quote:angle",), "quoted")


def _without_overlap(stretches: Iterable[_Stretch]) -> list[_Stretch]:
    """Keep, of two that overlap, the one that begins first and then the longer."""
    kept: list[_Stretch] = []
    for stretch in sorted(stretches, key=lambda one: (one.start, -one.end)):
        if not kept or stretch.start >= kept[-1].end:
            kept.append(stretch)
    return kept


def _with_matches(
    base: Sequence[_Stretch],
    matches: Sequence[Match],
    quotes: Sequence[_Stretch],
    origins: Origins,
) -> tuple[list[_Stretch], list[Match]]:
    """Lay the known texts over the base: they name the source of a paste, or are one themselves.

    A match in quotation marks stays a quotation. Gives back the matches that neither a paste nor
    a block quotation has taken up.
    """
    sources = _Sources(_without_overlap(base), origins)
    quoted = _Cursor(quotes)
    found, left = [], []
    for match in matches:
        if sources.take(match):
            continue
        within = quoted.at(match.start)
        if within and _shared(within, match) >= MOSTLY * (match.end - match.start):
            left.append(match)
            continue
        known = match.known
        evidence = (_evidence(match),)
        found.append(_Stretch(match.start, match.end, known.name, known.id, evidence, "pasted"))
    return _without_overlap([*sources.named(), *found]), left


def _shared(stretch: _Stretch, match: Match) -> int:
    return min(stretch.end, match.end) - max(stretch.start, match.start)


class _Sources:
    """Which known document each paste was taken from: the one that holds most of its words."""

    def __init__(self, base: Sequence[_Stretch], origins: Origins) -> None:
        self._base = base
        self._origins = origins
        self._cursor = _Cursor(base)
        self._taken: dict[int, list[Match]] = {}

    def take(self, match: Match) -> bool:
        """Note a match under the stretch that it begins in; False where it begins in none."""
        stretch = self._cursor.at(match.start)
        if stretch is None:
            return False
        self._taken.setdefault(stretch.start, []).append(match)
        return True

    def named(self) -> list[_Stretch]:
        """Give the stretches, those with a known source naming it."""
        return [self._name(stretch) for stretch in self._base]

    def _name(self, stretch: _Stretch) -> _Stretch:
        matches = self._taken.get(stretch.start, [])
        words: dict[str, int] = {}
        for match in matches:
            words[match.known.id] = words.get(match.known.id, 0) + match.words
        if not words:
            return stretch
        best = max(words, key=lambda id_: words[id_])
        match = next(match for match in matches if match.known.id == best)
        named = self._origins.named_in(stretch.name) if stretch.name else None
        # A press release and a newspaper share sentences. What the writer calls the inspectorate's
        # release did not come from the newspaper, even where only the newspaper is in the run.
        if named and match.known.rank > 1 and named.role != "journalist":
            return stretch._replace(evidence=(*stretch.evidence, f"same-words:{best}"))
        return stretch._replace(
            name=stretch.name or match.known.name,
            source=best,
            evidence=(*stretch.evidence, f"known-text:{best} {words[best]} words"),
        )


def _evidence(match: Match) -> str:
    return f"known-text:{match.known.id} {match.containment:.2f} of {match.words} words"


class _Cursor:
    """Look stretches up by rising offsets, each step in constant time on the whole."""

    def __init__(self, stretches: Sequence[_Stretch]) -> None:
        self._stretches = sorted(stretches, key=lambda one: one.start)
        self._next = 0

    def at(self, offset: int) -> _Stretch | None:
        while self._next < len(self._stretches) and self._stretches[self._next].end <= offset:
            self._next += 1
        if self._next < len(self._stretches) and self._stretches[self._next].start <= offset:
            return self._stretches[self._next]
        return None


def _labelled(
    length: int,
    base: Sequence[_Stretch],
    quotes: Sequence[_Stretch],
    reports: Sequence[_Stretch],
    matches: Sequence[Match],
) -> list[tuple[int, int, _Label]]:
    """Cut the text wherever any layer begins or ends, and label each piece from all layers."""
    known = [
        _Stretch(
            match.start, match.end, match.known.name, match.known.id, (_evidence(match),), "own"
        )
        for match in matches
    ]
    layers = [base, quotes, reports, known]
    cuts = {0, length}
    for layer in layers:
        for stretch in layer:
            cuts.update((stretch.start, stretch.end))
    places = sorted(cut for cut in cuts if 0 <= cut <= length)
    cursors = [_Cursor(layer) for layer in layers]
    pieces = []
    for start, end in pairwise(places):
        pieces.append((start, end, _label(*(cursor.at(start) for cursor in cursors))))
    return pieces


def _label(
    base: _Stretch | None, quote: _Stretch | None, report: _Stretch | None, known: _Stretch | None
) -> _Label:
    inner = quote or report
    name, source, proof = known[2:5] if known is not None else (None, None, ())
    if base is not None and base.kind == "pasted":
        # Marks round the paste are the paster's own, not speech within the text.
        if quote is not None and MARKED in base.evidence:
            inner = None
        state = inner.kind if inner else "own"
        evidence = (*base.evidence, *(inner.evidence if inner else ()))
        return _Label("pasted", state, base.name, base.source, evidence)
    if base is not None:
        return _Label(base.kind, None, base.name, base.source, base.evidence)
    if inner is not None:
        return _Label(inner.kind, None, name, source, (*inner.evidence, *proof))
    return _OWN


def _tiled(text: str, pieces: Sequence[tuple[int, int, _Label]]) -> list[tuple[int, int, _Label]]:
    """Join equal neighbours, and give the space between two pieces to the one before it."""
    tiles: list[tuple[int, int, _Label]] = []
    for start, end, label in pieces:
        words = text[start:end].lstrip()
        begin = end - len(words)
        if tiles and (not words or tiles[-1][2] == label):
            tiles[-1] = (tiles[-1][0], end, tiles[-1][2])
        elif tiles:
            tiles[-1] = (tiles[-1][0], begin, tiles[-1][2])
            tiles.append((begin, end, label))
        elif words:
            tiles.append((0, end, label))
    return tiles
