"""Whose text each block is: the writer's, or the issuer's of what was put in."""

import re
from collections import Counter
from typing import Final

from probenlp.classify.context import Source
from probenlp.domains import Domain
from probenlp.domains.origins import Origins, by_form, kind_of, origins_of, words_of
from probenlp.domains.speakers import SpeakerNames
from probenlp.records import Block, Document, Passage, SpeakerRole

_PERSONAL: Final = frozenset(
    "comment comments post posts forum facebook twitter tweet tweets thread reddit blog".split()
)
_NEWS: Final = frozenset("news newspaper article story media press editorial column".split())
_REPORT: Final = frozenset("report foreword inspection summary findings inspectorate".split())
_STUDY: Final = frozenset("study survey research paper journal university".split())
_ATTRIBUTED = re.compile(r"\b(?:said|told|according to|announced|spokes(?:man|woman|person))\b")
_QUOTED = re.compile(r"“[^”\n]*(?:”|$)|\"[^\"\n]*(?:\"|$)", re.MULTILINE)
_FIRST_PERSON = re.compile(r"(?<![\w’'])(?:I|I[’'](?:m|ve|d|ll)|my|me)(?!\w)")
_KIND_ROLES: Final[dict[str, SpeakerRole]] = {
    "news": "journalist",
    "blog_post": "blogger",
    "report": "inspectorate",
    "press_release": "inspectorate",
}


class SourceReader:
    """Tell the sources of one document's blocks.

    Parameters
    ----------
    document : Document
        As harvested.
    domain : Domain
        Its publishers and bodies.
    names : SpeakerNames
        Its speakers.
    """

    def __init__(self, document: Document, domain: Domain, names: SpeakerNames) -> None:
        self._origins: Origins = origins_of(domain)
        self._names = names
        self._document = document
        self._origin = self._origins.of_document(document)
        self.kind = kind_of(document, self._origin)
        self._has_thread = any(passage.kind == "comment" for passage in document.passages)

    def writer_of(self, passage: Passage) -> Source:
        """Tell whose own words a passage holds; no private person is named."""
        if passage.kind == "comment":
            by_author = passage.author is not None and passage.author.is_post_author
            return Source("blogger" if by_author else "commenter", how="comment")
        if self._origin is not None:
            return Source(
                self._origin.role, self._origin.name, f"publisher:{self._origin.id or 'by-form'}"
            )
        if self.kind in _KIND_ROLES:
            return Source(_KIND_ROLES[self.kind], how=f"kind:{self.kind}")
        if self._has_thread:
            return Source("blogger", how="thread-below")
        return self._by_register(passage.text)

    def _by_register(self, text: str) -> Source:
        text = _QUOTED.sub(" ", text)
        if len(_FIRST_PERSON.findall(text)) >= 2:
            return Source("blogger", how="register:first-person")
        if _ATTRIBUTED.search(text):
            return Source("journalist", how="register:attribution")
        return Source(None)

    def source_of(self, passage: Passage, block: Block, before: Source | None) -> Source:
        """Tell whose text a block is.

        Parameters
        ----------
        before : Source or None
            The source of the last paste in the same passage: "From the full report:-" below the
            inspectorate's release means the inspectorate's.
        """
        writer = self.writer_of(passage)
        if block.provenance != "pasted":
            named = self._by_name(block) if block.source_name else None
            return named if named is not None and block.provenance == "quoted" else writer
        if named := self._by_name(block):
            return named
        text = passage.text[block.start : block.end]
        words = set(words_of(block.source_name or ""))
        if words & _PERSONAL:
            return Source("commenter", how="paste:comment")
        if before is not None and words & _REPORT:
            return before
        if words & _REPORT or words & {"release"}:
            role = self._most_named(text) or "inspectorate"
            return Source(role, how="paste:report")
        if words & _STUDY:
            return Source("academic", how="paste:study")
        if words & _NEWS or any(rule.startswith("register") for rule in block.evidence):
            return Source("journalist", how="paste:news")
        return self._by_content(text)

    def _by_name(self, block: Block) -> Source | None:
        name = block.source_name or ""
        if origin := self._origins.named_in(name) or self._origins.at(name):
            return Source(origin.role, origin.name, f"named:{origin.id}")
        if origin := by_form(name):
            return Source(origin.role, origin.name, "named:by-form")
        speaker = self._names.last_in(words_of(name))
        if speaker is None or speaker.name in _PERSONAL or speaker.name in _REPORT:
            return None
        return Source(speaker.role, how=f"named:{speaker.name}")

    def _most_named(self, text: str) -> SpeakerRole | None:
        roles: list[SpeakerRole] = [
            name.role
            for name in self._names.all_in(words_of(text))
            if name.role in ("inspectorate", "government", "union")
        ]
        return Counter(roles).most_common(1)[0][0] if roles else None

    def _by_content(self, text: str) -> Source:
        if len(_FIRST_PERSON.findall(text)) >= 2:
            return Source("commenter", how="paste:first-person")
        if _ATTRIBUTED.search(text):
            return Source("journalist", how="paste:attribution")
        return Source("commenter" if _FIRST_PERSON.search(text) else None, how="paste:unknown")
