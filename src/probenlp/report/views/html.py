"""Passages and documents as HTML: inert, escaped, styled by itself, readable in a notebook."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

import jinja2
import msgspec

from probenlp.records import Block, Document, Passage, PassageTags
from probenlp.report.naming import said, title_label, writer_label
from probenlp.report.views.pieces import PassageView, SentenceView, Why, view_of

_WEB: Final = Path(__file__).parent / "web"

KEY: Final = (
    "unit", "person", "statistic", "measure", "rating", "quotation", "cue",
)  # fmt: skip
VOICES: Final = (
    "official_finding", "official_response", "practitioner_testimony",
    "service_user_testimony", "commentary", "news", "other",
)  # fmt: skip


@cache
def templates() -> Any:
    """Give the macros that draw; every value that they are given is escaped."""
    loader = jinja2.FileSystemLoader(_WEB)
    environment = jinja2.Environment(
        loader=loader, autoescape=True, undefined=jinja2.StrictUndefined
    )
    return environment.get_template("views.html.jinja").module


@cache
def style() -> str:
    """Give the style of all views."""
    return (_WEB / "views.css").read_text(encoding="utf-8")


class _Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A passage with its heading, as the template draws it."""

    seen: PassageView
    title: str
    about: str
    link: str | None
    open: bool

    def hint(self, one: SentenceView) -> str:
        """Tell a reader who points at a sentence what is known of it."""
        sure = f" {one.sure:.2f}" if one.sure is not None else ""
        others = self.others(one)
        lines = [f"{said(one.sentence.voice or 'open')}{sure}"]
        if others:
            lines.append(f"not ruled out: {others}")
        if speaker := self.speaker(one):
            lines.append(f"speaker: {speaker}")
        return "\n".join((*lines, *one.sentence.evidence))

    def block(self, block: Block) -> str:
        """Write whose text a block is, and how that is known."""
        return f"{block_words(block)} ({', '.join(block.evidence)})"

    def words(self, block: Block) -> str:
        """Write whose text a block is."""
        return block_words(block)

    def said(self, word: str | None) -> str:
        """Write a word of a closed list for people."""
        return said(word) if word else "open"

    def others(self, one: SentenceView) -> str:
        """Write the voices that cannot be ruled out, where there is more than one."""
        return voices_open(one)

    def speaker(self, one: SentenceView) -> str:
        """Write who speaks: the name of who has an office, the role of all others."""
        return speaker_of(one)


def block_words(block: Block) -> str:
    """Write whose text a block is.

    Examples
    --------
    >>> block_words(Block(passage_id="p", start=0, end=9, provenance="pasted", inner="quoted",
    ...                   source_name="the evening paper"))
    'pasted, quoted inside, from the evening paper'
    """
    words: list[str] = [block.provenance]
    if block.inner and block.inner not in ("own", block.provenance):
        words.append(f"{block.inner} inside")
    if block.source_name or block.source_document:
        words.append(f"from {block.source_name or block.source_document}")
    return ", ".join(words)


def voices_open(one: SentenceView) -> str:
    """Write the voices that cannot be ruled out with their probabilities; empty if it is one."""
    if len(one.sentence.candidates) < 2:
        return ""
    shares = one.sentence.probabilities
    return ", ".join(f"{said(v)} {shares.get(v, 0):.2f}" for v in one.sentence.candidates)


def speaker_of(one: SentenceView) -> str:
    """Write who speaks a sentence: role, and name where the text gives one."""
    speaker = one.sentence.speaker
    known = [said(word) for word in (speaker.role,) if word]
    return ", ".join([*([speaker.name] if speaker.name else []), *known])


def passage_html(
    passage: Passage,
    tags: PassageTags | None,
    *,
    why: Why | None = None,
    open_evidence: bool = False,
) -> str:
    """Draw one passage.

    Parameters
    ----------
    passage : Passage
    tags : PassageTags or None
        Of its text.
    why : mapping, optional
        The terms that decided, by the start of a sentence.
    open_evidence : bool
        Whether the table of evidence is open from the beginning.

    Returns
    -------
    str
        HTML with its style; everything of the source is escaped, and nothing is loaded.
    """
    shown = _shown(passage, tags, why or {}, open_evidence)
    return framed([templates().passage(shown)], _legend())


def document_html(
    document: Document,
    tags: Sequence[PassageTags],
    *,
    why: Mapping[str, Why] | None = None,
) -> str:
    """Draw a document: its title, article and comments with all that was found in them."""
    by_passage = {one.passage_id: one for one in tags}
    reasons = why or {}
    drawn = [
        templates().passage(
            _shown(passage, by_passage.get(passage.id), reasons.get(passage.id, {}), False)
        )
        for passage in document.passages
    ]
    return framed(drawn, _legend(title_label(document)))


def _shown(passage: Passage, tags: PassageTags | None, why: Why, open_evidence: bool) -> _Shown:
    title = writer_label(passage, passage.author) or passage.kind.capitalize()
    place = f"comment {passage.path}" if passage.path else passage.kind
    posted = (passage.posted.utc or passage.posted.raw) if passage.posted else None
    return _Shown(
        seen=view_of(passage, tags, why),
        title=title,
        about=" · ".join(word for word in (place, posted, passage.id) if word),
        link=web_link(passage.permalink),
        open=open_evidence,
    )


def web_link(address: str | None) -> str | None:
    """Give an address that a page may link to; None for what is no web address.

    Examples
    --------
    >>> web_link("https://example.org/a"), web_link("javascript:alert(1)")
    ('https://example.org/a', None)
    """
    return address if address and address.lower().startswith(("http://", "https://")) else None


def _legend(title: str | None = None) -> str:
    environment = jinja2.Environment(autoescape=True)
    return environment.from_string(
        "{% if title %}<h4>{{ title }}</h4>{% endif %}"
        '<div class="key about">{% for one in voices %}<span class="sentence {{ one }}">'
        "{{ said(one) }}</span>{% endfor %}<br>"
        "{% for one in layers %}<span><mark class='{{ one }}'>{{ one }}</mark></span>{% endfor %}"
        "<span>dotted: open</span></div>"
    ).render(title=title, voices=VOICES, layers=KEY, said=said)


def framed(parts: Sequence[str], head: str = "") -> str:
    """Put drawn parts into one frame with its style."""
    return f'<div class="pnlp"><style>{style()}</style>{head}{"".join(map(str, parts))}</div>'


def page_of(drawn: str) -> str:
    """Put a view into a page of its own that a browser opens from disk."""
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width"><title>probenlp</title></head>'
        f"<body>{drawn}</body></html>"
    )
