"""Tag the inspectorate's ratings and who got them (component ``probenlp_ratings``)."""

import bisect
import itertools
import re
from collections.abc import Iterator, Sequence

from spacy.language import Language
from spacy.tokens import Doc

from probenlp.domains import load_domain
from probenlp.records import Rating, RatingStatus, Span, UnitMention
from probenlp.tag.annotations import attach, attached, published, text_of
from probenlp.tag.rating_aspects import Aspects
from probenlp.tag.rating_kinds import RatedKinds
from probenlp.tag.rating_labels import Hit, Labels, labels_of
from probenlp.tag.rating_scope import Scope, UnitScopes
from probenlp.tag.rating_status import ANYONE, Statuses
from probenlp.tag.sentences import sentence_spans

_LISTED = re.compile(r"[\s,‘’“”'\"]*(?:\b(?:and|or)\b)?[\s‘’“”'\"]*")
_ALSO = re.compile(r"\b(?:also|too|both|alongside|as well)\b", re.IGNORECASE)
_SCALE = 3
"""So many different grades in one list are the scale itself, not anybody's ratings."""


class RatingTagger:
    """Put a :class:`~probenlp.records.Rating` for each rating into ``doc.spans["ratings"]``.

    It reads the units that ``probenlp_units`` found; without them ratings have no units.

    Parameters
    ----------
    domain : str
        The name of a domain that ships, or the path of a folder of tables.
    """

    def __init__(self, domain: str = "probation") -> None:
        self._domain = load_domain(domain)
        self._labels = Labels(self._domain)
        self._statuses = Statuses(self._domain)
        self._aspects = Aspects(self._domain)
        self._kinds = RatedKinds(self._domain)

    def __call__(self, doc: Doc) -> Doc:
        """Tag one document."""
        ratings = self.find(text_of(doc), _sentences(doc), attached(doc, "units"), published(doc))
        attach(
            doc,
            "ratings",
            ratings,
            label=lambda rating: rating.label,
            kb_id=lambda rating: rating.rating_id,
        )
        return doc

    def find(
        self,
        text: str,
        sentences: Sequence[tuple[int, int]],
        units: Sequence[UnitMention],
        date: str | None = None,
    ) -> list[Rating]:
        """Find the ratings of a passage.

        Parameters
        ----------
        text : str
            The passage.
        sentences : sequence of (int, int)
            Half-open, in order.
        units : sequence of UnitMention
            The units of the passage, in order.
        date : str or None
            When it was published.

        Returns
        -------
        list of Rating
            In order; a grade for two standards is two ratings of one span.
        """
        scopes = UnitScopes(text, units, self._kinds)
        bodies = [u for u in units if u.unit_id in self._domain.inspectorate]
        found: list[Rating] = []
        starts = [body.span.start for body in bodies]
        for sentence in sentences:
            first, last = (bisect.bisect_left(starts, end) for end in sentence)
            named = {body.unit_id or "" for body in bodies[first:last]}
            hits = self._labels.find(text, *sentence, date, named)
            if not self._is_scale(text, sentence, hits, scopes):
                for at in range(len(hits)):
                    found.extend(self._ratings(text, sentence, hits, at, scopes, date))
        return found

    def _is_scale(
        self, text: str, sentence: tuple[int, int], hits: Sequence[Hit], scopes: UnitScopes
    ) -> bool:
        """Tell whether grades are only listed: "four ratings: ‘Outstanding’, ‘Good’, …"."""
        return (
            len(labels_of(hits)) >= _SCALE
            and not scopes.names_in(*sentence)
            and all(
                _LISTED.fullmatch(text, one.end, other.start)
                for one, other in itertools.pairwise(hits)
            )
        )

    def _ratings(
        self,
        text: str,
        sentence: tuple[int, int],
        hits: Sequence[Hit],
        at: int,
        scopes: UnitScopes,
        date: str | None,
    ) -> Iterator[Rating]:
        hit = hits[at]
        status, marker = self._status(text, sentence, hits, at, scopes, date)
        named = scopes.names_in(*sentence)
        evidence = [f"context:{hit.rule}"] + ([f"status:{marker}"] if marker else [])
        if parts := list(self._aspects.parts(text, hit, named)):
            for part in parts:
                yield _rating(
                    text, hit, (part.unit,), part.aspect, status, [*evidence, "units:part"]
                )
            return
        scope, status, marker = self._scope(text, sentence, hits, at, scopes, (status, marker))
        evidence = [f"context:{hit.rule}"]
        evidence += [f"units:{scope.rule}"] if scope.rule else []
        evidence += [f"status:{marker}"] if marker else []
        aspects = self._aspects.of(text, sentence, hit, named)
        if scope.rule == "placed" and not aspects and at > 0:
            aspects = self._aspects.of(text, sentence, hits[at - 1], named)
        # A service that is rated as such is rated overall; an open subject may be anything.
        whole = scope.units and scope.rule not in ("back:only", "back:focus")
        whole = whole or (hit.rule != "plural" and self._aspects.is_whole(text, sentence, hit))
        if not aspects and whole:
            aspects = ("overall",)
        for aspect in aspects or (None,):
            yield _rating(text, hit, scope.units, aspect, status, evidence)

    def _scope(
        self,
        text: str,
        sentence: tuple[int, int],
        hits: Sequence[Hit],
        at: int,
        scopes: UnitScopes,
        decided: tuple[RatingStatus, str],
    ) -> tuple[Scope, RatingStatus, str]:
        """Tell whom a grade is about, and whether that makes it one from elsewhere."""
        status, marker = decided
        named = scopes.names_in(hits[at].end, sentence[1])
        if marker == ANYONE or hits[at].rule == "plural" or (status == "elsewhere" and not named):
            return Scope((), ""), status, marker
        scope = scopes.of(hits, at, sentence)
        # "Inspectors also gave ‘Good’ to two neighbouring units, in A and B": of the same round.
        also = _ALSO.search(text, sentence[0], hits[at].start)
        if status == "elsewhere" and also:
            return scope, "asserted", ""
        named_here = scope.rule in ("nearest", "given-to", "placed", "following")
        aside = named_here and not also and scopes.is_aside(scope.units, sentence)
        if status == "asserted" and aside:
            return scope, "elsewhere", "aside"
        return scope, status, marker

    def _status(
        self,
        text: str,
        sentence: tuple[int, int],
        hits: Sequence[Hit],
        at: int,
        scopes: UnitScopes,
        date: str | None,
    ) -> tuple[RatingStatus, str]:
        hit = hits[at]
        own = scopes.last_end(sentence, hit)
        until = hits[at + 1].start if at + 1 < len(hits) else sentence[1]
        status, marker = self._statuses.of(
            text, sentence, (hit.start, hit.end), date=date, own=own, until=until
        )
        # "good or outstanding in other divisions": what follows the list holds for all of it.
        if status == "asserted" and at + 1 < len(hits) and hits[at + 1].rule == "listed":
            link = text[hit.end : hits[at + 1].start].strip("‘’“”'\" ")
            if link in ("or", "nor"):
                return self._status(text, sentence, hits, at + 1, scopes, date)
        return status, marker


def _rating(
    text: str,
    hit: Hit,
    units: Sequence[UnitMention],
    aspect: str | None,
    status: RatingStatus,
    evidence: Sequence[str],
) -> Rating:
    return Rating(
        span=Span.of(text, hit.start, hit.end),
        label=hit.row.label,
        rating_id=hit.row.id,
        unit_ids=tuple(dict.fromkeys(unit.unit_id for unit in units if unit.unit_id)),
        unit_names=tuple(dict.fromkeys(unit.name for unit in units if not unit.unit_id)),
        aspect=aspect,
        status=status,
        evidence=tuple(evidence),
    )


def _sentences(doc: Doc) -> list[tuple[int, int]]:
    """Give the sentences that were found already, else find them."""
    if "sentences" in doc.spans:
        return [(tag.span.start, tag.span.end) for tag in attached(doc, "sentences")]
    return sentence_spans(text_of(doc))


@Language.factory(
    "probenlp_ratings",
    requires=["doc.spans"],
    assigns=["doc.spans"],
    default_config={"domain": "probation"},
)
def make_rating_tagger(nlp: Language, name: str, domain: str) -> RatingTagger:  # noqa: ARG001
    """Make the component for a domain."""
    return RatingTagger(domain)
