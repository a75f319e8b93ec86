"""Whose text each block is: the writer's, or the issuer's of what was put in."""

import re
from collections import Counter
from typing import Final

from probenlp.classify.context import Source
from probenlp.classify.introduced import (
    introduced_role,
    is_release_of_inspectors,
    opening_role,
)
from probenlp.classify.personas import Personas
from probenlp.classify.registers import register_of
from probenlp.classify.titles import (
    form_role,
    host_role,
    is_debate,
    is_forum,
    is_opinion,
    office_role,
    submitter_role,
)
from probenlp.classify.wording import trade_words_of
from probenlp.domains import Domain
from probenlp.domains.descriptions import described
from probenlp.domains.origins import Origin, Origins, by_form, kind_of, origins_of, words_of
from probenlp.domains.speakers import SpeakerNames
from probenlp.records import Block, Document, DocumentKind, Passage, SpeakerRole

_PERSONAL: Final = frozenset(
    "comment comments post posts forum facebook twitter tweet tweets thread reddit blog".split()
)
_NEWS: Final = frozenset("news newspaper article story media press editorial column".split())
_REPORT: Final = frozenset("report foreword inspection summary findings inspectorate".split())
_STUDY: Final = frozenset("study survey research paper journal university".split())
_FIRST_PERSON = re.compile(r"(?<![\w’'])(?:I|I[’'](?:m|ve|d|ll)|my|me)(?!\w)")
_KIND_ROLES: Final[dict[DocumentKind, SpeakerRole]] = {
    "news": "journalist",
    "blog_post": "blogger",
    "report": "inspectorate",
    "press_release": "inspectorate",
}
_OFFICES: Final = frozenset({"inspectorate", "government", "inspected_body"})
_FIRST_LINES: Final = 4
"""Lines at the head of an article in which its issuer may be named."""


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
        articles = [one.text for one in document.passages if one.kind == "article"]
        self._title = document.title or next(
            (one.text for one in document.passages if one.kind == "title"), ""
        )
        self.is_debate = not self._has_thread and any(map(is_debate, articles))
        self._article = self._writer_of_article("\n".join(articles))
        self.personas = Personas(document, trade_words_of(domain))

    def writer_of(self, passage: Passage) -> Source:
        """Tell whose own words a passage holds; no private person is named."""
        if passage.kind != "comment":
            return self._article
        by_author = passage.author is not None and passage.author.is_post_author
        return Source("blogger" if by_author else "commenter", how="comment")

    def _writer_of_article(self, text: str) -> Source:
        """Ask the surest evidence first.

        Who sent the text in; who publishes it; the office in its title; the form of its title,
        address and first lines; that a thread hangs below it; its register.
        """
        if role := submitter_role(self._title):
            return Source(role, how="submitted-by")
        if self.is_debate:
            return Source("other", how="debate")
        if self._origin is not None and not is_forum(self._document.site, self._document.url):
            return self._published(self._origin, text)
        if role := self._office_of_author():
            return Source(role, how="office-of-author")
        if self.kind in _KIND_ROLES:
            return Source(_KIND_ROLES[self.kind], how=f"kind:{self.kind}")
        if not self._has_thread and (named := self._by_title(text)):
            return named
        if self._has_thread:
            return self._above_thread(text)
        register = register_of(text)
        return Source(register.role, how=f"register:{register.name}")

    def _published(self, origin: Origin, text: str) -> Source:
        """Give a publisher its own text; a column is its writer's, and so is a personal blog."""
        how = f"publisher:{origin.id or 'by-form'}"
        if origin.role == "journalist":
            stated = self._document.url and is_opinion(self._document.url)
            # A name alone ("Ashmere Times") may be a blog's: its register tells.
            if stated or register_of(text).name == "first-person":
                return Source("blogger", how="column")
        if origin.role == "academic" and self._has_thread and not origin.id:
            return Source("academic", how=how)
        return Source(origin.role, origin.name, how)

    def _office_of_author(self) -> SpeakerRole | None:
        """Tell an office that signs as the author: "Branch Secretary", "Communications Office"."""
        for author in self._document.authors:
            found = described(author) if author else None
            if found and (
                found.role == "union" or (found.role in _OFFICES and not self._has_thread)
            ):
                return found.role
        return None

    def _by_title(self, text: str) -> Source | None:
        lines = [self._title, *text.lstrip().split("\n", 12)[:12]]
        lines = [line.strip() for line in lines if line.strip()][: _FIRST_LINES + 1]
        for line in lines[:3]:
            if role := office_role(line):
                return Source(role, how="office-in-title")
        for line in lines:
            if len(line) < 120 and (role := form_role(line)):
                return Source(role, how="form-of-title")
        if self._document.url and (role := host_role(self._document.url)):
            return Source(role, how="form-of-address")
        for line in lines[1:]:
            short = len(line.split()) <= 8 and line[-1] not in ".!?"
            if short and (origin := self._origins.named_whole(line) or by_form(line)):
                return Source(origin.role, origin.name, "first-lines")
        return None

    def _above_thread(self, text: str) -> Source:
        """Tell who writes where people answer: a poster, a blogger, or an office that allows it."""
        if is_forum(self._document.site, self._document.url, self._title):
            return Source("commenter", how="forum")
        register = register_of(text)
        if register.name == "findings" and _FIRST_PERSON.search(text) is None:
            return Source("inspectorate", how="register:findings")
        return Source("blogger", how="thread-below")

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
        if self._is_own_article(passage, block):
            return writer
        text = passage.text[block.start : block.end]
        if opening_role(text) == ("commenter", "letter"):
            return Source("commenter", how="opening:letter")
        if named := self._by_name(block):
            return named
        return (
            self._by_kind(block, text, before)
            or self._introduced(passage, block, text)
            or self._by_content(text)
        )

    def _by_kind(self, block: Block, text: str, before: Source | None) -> Source | None:
        """Go by the kind of text that the block is said to be: a comment, a report, a study."""
        words = set(words_of(block.source_name or ""))
        if words & _PERSONAL:
            return Source("commenter", how="paste:comment")
        if before is not None and words & _REPORT:
            return before
        if words & _REPORT or words & {"release"}:
            role = self._most_named(text) or "inspectorate"
            return Source(role, how="paste:report")
        return Source("academic", how="paste:study") if words & _STUDY else None

    def _introduced(self, passage: Passage, block: Block, text: str) -> Source | None:
        """Go by the text's first words, the line that introduces it, and its register."""
        opening, told = opening_role(text)
        if opening is not None:
            return Source(opening, how=f"opening:{told}")
        if is_release_of_inspectors(text):
            return Source("inspectorate", how="paste:release")
        role, told = introduced_role(passage.text, block.start)
        if role is not None:
            return Source(role, how=f"introduced:{told}")
        register = register_of(text, pasted=True)
        if register.name in ("findings", "answers"):
            return Source(register.role, how=f"paste:{register.name}")
        news = set(words_of(block.source_name or "")) & _NEWS
        if news or any(rule.startswith("register") for rule in block.evidence):
            return Source("journalist", how="paste:news")
        return None

    def _is_own_article(self, passage: Passage, block: Block) -> bool:
        """Tell an office's page from a paste: a page alone, without a name, holds its own text."""
        nameless = block.source_name is None and block.source_document is None
        alone = passage.kind == "article" and not self._has_thread
        return nameless and alone and self._article.role in (*_OFFICES, "journalist")

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
        register = register_of(text, pasted=True)
        if register.name == "first-person":
            return Source("commenter", how="paste:first-person")
        if register.name == "attribution":
            return Source("journalist", how="paste:attribution")
        return Source("commenter" if _FIRST_PERSON.search(text) else None, how="paste:unknown")
