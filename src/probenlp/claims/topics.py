"""Which topic and which inspection standard a sentence is about, from the domain's tables."""

import re
from collections import Counter

from probenlp.domains import Domain


class Topics:
    """Finds the topic of a sentence: strong cues decide, weak ones only break ties.

    Parameters
    ----------
    domain : Domain
        Its topics table gives, for each topic, strong cue words and phrases and weak words.

    Examples
    --------
    >>> from probenlp.domains import load_domain
    >>> topics = Topics(load_domain("probation"))
    >>> topics.topic_of("More than 150 vacancies were unfilled.")
    'staffing'
    >>> topics.topic_of("It rained.") is None
    True
    """

    def __init__(self, domain: Domain) -> None:
        strong: dict[str, list[str]] = {}
        weak: dict[str, list[str]] = {}
        for topic in domain.topics:
            for cue in topic.cue_lemmas + topic.cue_phrases:
                strong.setdefault(_folded(cue), []).append(topic.id)
            for cue in topic.weak_lemmas:
                weak.setdefault(_folded(cue), []).append(topic.id)
        self._strong, self._strong_pattern = strong, _any_of(strong)
        self._weak, self._weak_pattern = weak, _any_of(weak)
        self._standards = {topic.id: topic.related_standards for topic in domain.topics}

    def topic_of(self, sentence: str) -> str | None:
        """Give the topic with the most strong cues; None without any, and where two stay level."""
        votes = self._votes(sentence, self._strong, self._strong_pattern)
        if not votes:
            return None
        best = max(votes.values())
        leading = {topic for topic, count in votes.items() if count == best}
        if len(leading) > 1:
            support = self._votes(sentence, self._weak, self._weak_pattern)
            most = max(support[topic] for topic in leading)
            leading = {topic for topic in leading if support[topic] == most}
        return leading.pop() if len(leading) == 1 else None

    def standard_of(self, topic: str | None) -> str | None:
        """Give the standard a topic belongs to; None where it may belong to several."""
        related = self._standards.get(topic or "", ())
        return related[0] if len(related) == 1 else None

    def _votes(
        self, sentence: str, cues: dict[str, list[str]], pattern: re.Pattern[str] | None
    ) -> Counter[str]:
        votes: Counter[str] = Counter()
        if pattern is None:
            return votes
        for match in pattern.finditer(sentence.replace("’", "'")):
            votes.update(cues[_base_form(match[0], cues)])
        return votes


def _folded(cue: str) -> str:
    """Fold case, but not of an acronym: "IT failed" is about computers, "it failed" is not."""
    return cue if cue.isupper() else cue.lower()


def _any_of(cues: dict[str, list[str]]) -> re.Pattern[str] | None:
    if not cues:
        return None
    longest_first = sorted(cues, key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(_inflected, longest_first))})\b")


def _inflected(cue: str) -> str:
    """Allow the endings of number, tense and -ing; English inflects the last word of a phrase."""
    if cue.isupper():
        return rf"{re.escape(cue)}s?"
    if cue.endswith("y") and cue[-2:-1] not in "aeiou":
        return rf"(?i:{re.escape(cue[:-1])}(?:y|ies|ied|ying))"
    if cue.endswith("e"):
        return rf"(?i:{re.escape(cue[:-1])}(?:e|es|ed|ing))"
    return rf"(?i:{re.escape(cue)}(?:s|es|ed|ing)?)"


def _base_form(found: str, cues: dict[str, list[str]]) -> str:
    """Undo :func:`_inflected`."""
    if found in cues:
        return found
    if found.removesuffix("s").isupper() and found.removesuffix("s") in cues:
        return found.removesuffix("s")
    found = found.lower()
    if found in cues:
        return found
    for ending, base in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ing", "e"), ("es", ""),
                         ("es", "e"), ("ed", ""), ("ed", "e"), ("s", "")):  # fmt: skip
        if found.endswith(ending) and (form := found.removesuffix(ending) + base) in cues:
            return form
    raise AssertionError(f"{found!r} matched no cue")
