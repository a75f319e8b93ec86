"""A passage on a terminal: a line a sentence, its voice before it, its tags in colour."""

from typing import Final

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from probenlp.records import Block
from probenlp.report.naming import said, writer_label
from probenlp.report.views.html import block_words, speaker_of, voices_open
from probenlp.report.views.pieces import PassageView, SentenceView, Stretch

STYLES: Final = {
    "official_finding": "bright_blue",
    "official_response": "magenta",
    "practitioner_testimony": "dark_orange3",
    "service_user_testimony": "deep_pink3",
    "commentary": "yellow",
    "news": "green",
    "other": "bright_black",
}
_MARKS: Final = {
    "unit": "underline blue",
    "person": "underline magenta",
    "statistic": "bold",
    "rating": "bold red",
    "measure": "",
    "quotation": "italic",
    "cue": "underline",
}
_WIDEST: Final = max(len(said(voice)) for voice in STYLES)


def print_passage(view: PassageView, console: Console, *, evidence: bool = False) -> None:
    """Print a passage.

    Parameters
    ----------
    view : PassageView
    console : rich.console.Console
        Colours are left out where it has none; what they say stands in words as well.
    evidence : bool
        Print under each sentence what decided.
    """
    passage = view.passage
    who = writer_label(passage, passage.author) or passage.kind
    path = f" {passage.path}" if passage.path else ""
    console.print(Text(f"{who}{path}  {passage.id}", style="bold"))
    told: str | None = None
    for block, stretches in view.blocks:
        if (line := _block_line(block)) != told:
            console.print(Text(line, style="dim"))
            told = line
        for stretch in stretches:
            _print_stretch(stretch, console, evidence=evidence)
    console.print()


def _block_line(block: Block) -> str:
    return f"── {block_words(block)}: {', '.join(block.evidence) or 'no reason given'}"


def _print_stretch(stretch: Stretch, console: Console, *, evidence: bool) -> None:
    one = stretch.sentence
    if one is None:
        if (between := _text(stretch).plain.strip()) and between:
            console.print(Padding(Text(between, style="dim"), (0, 0, 0, 2)))
        return
    voice = one.sentence.voice or "open"
    head = Text()
    head.append(f"{one.number:>3} " if stretch.begins else "  … ", style="dim")
    head.append(f"{said(voice):<{_WIDEST}} ", style=STYLES.get(voice, ""))
    head.append(f"{one.sure:.2f} " if one.sure is not None else "rule ", style="dim")
    head.append("? " if one.sentence.ambiguous else "  ")
    console.print(head + _text(stretch))
    if evidence and stretch.begins:
        for line in _reasons(one):
            console.print(Padding(Text(line, style="dim"), (0, 0, 0, 6)))


def _text(stretch: Stretch) -> Text:
    text = Text()
    for piece in stretch.pieces:
        words = " ".join(piece.text.split("\n")) if "\n" in piece.text else piece.text
        styles = (_MARKS.get(mark.layer, "") for mark in piece.marks)
        text.append(words, style=" ".join(style for style in styles if style))
    return text


def _reasons(one: SentenceView) -> list[str]:
    lines = [f"by {'; '.join(one.sentence.evidence) or 'no reason given'}"]
    if others := voices_open(one):
        lines.append(f"not ruled out: {others}")
    if speaker := speaker_of(one):
        lines.append(f"speaker: {speaker}")
    if one.sentence.relays:
        lines.append(f"relays the views of a {said(one.sentence.relays)}")
    lines += [f"{weight:+.2f} {escape(term)}" for term, weight in one.why]
    return lines
