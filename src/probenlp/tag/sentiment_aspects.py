"""Which sides of the service a sentence speaks of, from the domain's aspects and topics."""

from collections.abc import Iterator, Sequence

from probenlp.domains import Domain
from probenlp.tag.phrases import Hit, PhraseTable, Word, plurals, verb_forms


class Aspects:
    """Finds aspects by their cues.

    Parameters
    ----------
    domain : Domain
        Its ``aspects`` table may be empty; then there are none.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> from probenlp.tag.phrases import words_of
    >>> aspects = Aspects(load_domain("probation"))
    >>> [hit.payload for hit in aspects.find(words_of("Vacancies rose and the roof leaks."))]
    [('staffing',), ('estate',), ('estate',)]
    """

    def __init__(self, domain: Domain) -> None:
        found: dict[str, tuple[str, ...]] = {}
        for aspect, form in _forms(domain):
            named = found.get(form, ())
            if aspect not in named:
                found[form] = (*named, aspect)
        self._table = PhraseTable(found.items())

    def find(self, words: Sequence[Word]) -> Iterator[Hit[tuple[str, ...]]]:
        """Give the cues in a sentence, each with the aspects it tells of."""
        return self._table.find(words)


def _forms(domain: Domain) -> Iterator[tuple[str, str]]:
    """Give each aspect's cues in their inflected forms."""
    topics = {topic.id: topic for topic in domain.topics}
    for aspect in domain.aspects:
        strong = [
            cue
            for topic in aspect.topics
            if topic in topics  # "probenlp domain check" tells of the others
            for cue in (*topics[topic].cue_lemmas, *topics[topic].cue_phrases)
        ]
        for cue in (*aspect.cues, *strong):
            for form in inflected(cue):
                yield aspect.id, form


def inflected(cue: str) -> tuple[str, ...]:
    """Give a cue, its plural, and what it is where it is a verb; an acronym has a plural only.

    Examples
    --------
    >>> inflected("IT"), inflected("leaver")
    (('IT',), ('leaver', 'leavers', 'leavered', 'leavering'))
    """
    if cue.isupper():
        return (cue,)
    plain = cue.lower()
    return tuple(dict.fromkeys((*plurals(plain), *verb_forms(plain))))
