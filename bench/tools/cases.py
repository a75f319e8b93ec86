"""Texts that tools count differently, invented for this purpose, with what is marked in each.

Every text has a stretch that is not marked yet: the driver draws a mark over it by mouse, and the
same words must come back.

"""

from dataclasses import dataclass

from probenlp.annotate import Choice, Context, Link, Mark, Origin, Part, Task
from probenlp.annotate.task import digest

ORIGIN = Origin(model="probenlp", version="0.1")

_MARK_LAYERS = ("units", "statistics", "people", "quotations")
_CHOICE_LAYERS = ("sentiment", "voice")


@dataclass(frozen=True, slots=True)
class Case:
    """A text for marks.

    Attributes
    ----------
    about : str
        What is hard in it.
    marks : tuple of (str, str, str)
        Layer, label, and words, of which the first occurrence is meant.
    draw : str
        Words to mark by hand; their first occurrence.
    links : tuple of (str, int, int)
        Label, and the numbers of two marks of the layer of quotations.
    """

    about: str
    text: str
    marks: tuple[tuple[str, str, str], ...]
    draw: str
    links: tuple[tuple[str, int, int], ...] = ()


DRAWN_LAYER, DRAWN_LABEL = "statistics", "period"
"""What the driver marks by hand. No case has a mark with it."""

CASES = (
    Case(
        "emoji before the marks, a relation",
        "😀 Only 25 per cent at Gullhaven, ‘the lamp is out’, said Ida Crane on Friday.",
        (
            ("statistics", "share", "25 per cent"),
            ("units", "pdu", "Gullhaven"),
            ("quotations", "direct", "the lamp is out"),
            ("quotations", "speaker", "Ida Crane"),
        ),
        "Friday",
        (("said_by", 2, 3),),
    ),
    Case(
        "families that joiners make",
        "The 👩‍👩‍👧‍👦 and 👨‍👩‍👧 houses at Ternmouth took 14 of 30 people last winter.",
        (("units", "approved_premises", "Ternmouth"), ("statistics", "ratio", "14 of 30")),
        "last winter",
    ),
    Case(
        "skin tones, one of them in a mark",
        "👍🏽👍🏿 Ruth Fell 👋🏾 had 61 cases 🤷🏻 through all of spring.",
        (("people", "officer", "Ruth Fell 👋🏾"), ("statistics", "count", "61 cases")),
        "spring",
    ),
    Case(
        "flags of countries and of a part of one",
        "🇬🇧🇮🇪 and 🏴󠁧󠁢󠁷󠁬󠁳󠁿: Plashet saw 8 in 10 within a week of release.",
        (("units", "pdu", "Plashet"), ("statistics", "ratio", "8 in 10")),
        "a week",
    ),
    Case(
        "hair and professions after joiners, from later versions of Unicode",
        "👩‍🦰 and 👩🏽‍🚒 and 🧑‍🦽 wrote: Ternmouth lost 9 officers in autumn.",
        (("units", "pdu", "Ternmouth"), ("statistics", "count", "9 officers")),
        "autumn",
    ),
    Case(
        "hearts with and without a variation selector, a keycap",
        "❤️ ❤ 1️⃣ Plashet: 77 per cent ✔️ were seen by Monday.",
        (("units", "pdu", "Plashet"), ("statistics", "share", "77 per cent")),
        "Monday",
    ),
    Case(
        "accents that combine",
        "Cafe\u0301 Bry\u0302n, run by Zoe\u0308 A\u030angstro\u0308m, took 12 people in June.",
        (
            ("units", "service", "Cafe\u0301 Bry\u0302n"),
            ("people", "manager", "Zoe\u0308 A\u030angstro\u0308m"),
            ("statistics", "count", "12 people"),
        ),
        "June",
    ),
    Case(
        "lines that end in CR LF, a mark across one",
        "Findings 😀\r\nOnly 12 per cent\r\nof files\r\n\r\nat Gullhaven had a plan in March.",
        (("statistics", "share", "12 per cent\r\nof files"), ("units", "pdu", "Gullhaven")),
        "March",
    ),
    Case(
        "paragraphs that end in LF",
        "Findings 😀\n\nOnly 12 per cent of files\n\nat Gullhaven had a plan in April.",
        (("statistics", "share", "12 per cent"), ("units", "pdu", "Gullhaven")),
        "April",
    ),
    Case(
        "line and paragraph separators",
        "A note 😀\u2028Over 30 cases\u2029were late at Plashet\x85until May.",
        (("statistics", "count", "Over 30 cases"), ("units", "pdu", "Plashet")),
        "May",
    ),
    Case(
        "marks inside marks, and marks that cross",
        "😀 ‘We held 40 cases each at Gullhaven PDU’, said Ida Crane of Ternmouth in July.",
        (
            ("quotations", "direct", "We held 40 cases each at Gullhaven PDU"),
            ("statistics", "count", "40 cases"),
            ("statistics", "measure", "cases each at Gullhaven"),
            ("units", "pdu", "Gullhaven PDU"),
            ("quotations", "speaker", "Ida Crane"),
            ("people", "officer", "Ida Crane of Ternmouth"),
            ("quotations", "cue", "said"),
        ),
        "July",
        (("said_by", 0, 4), ("cue", 0, 6)),
    ),
    Case(
        "blanks at the beginning, within and at the end",
        "  \t 😀  17 of 20  files,\u00a0at  Plashet, were late in  August.  ",
        (("statistics", "ratio", "17 of 20  files"), ("units", "pdu", "Plashet")),
        "August",
    ),
    Case(
        "signs that mean something in HTML, JSON and YAML",
        "😀 <b>5 per cent</b> & more &amp; \"less\" \\ 'x': {Plashet} 3 < 4 #in <i>October</i>",
        (("statistics", "share", "<b>5 per cent</b>"), ("units", "pdu", "Plashet")),
        "October",
    ),
    Case(
        "a right-to-left name and blanks of no width",
        "😀 كريم\u200f of Ternmouth\u200b kept 6\u2060per\u2060cent through December.",
        (("people", "officer", "كريم"), ("statistics", "share", "6\u2060per\u2060cent")),
        "December",
    ),
)

SENTENCES = (
    ("😀 Nobody has lit lamp 7 since May.", "practitioner_testimony", "negative"),
    ("👩‍👩‍👧‍👦 The inspectors rated Plashet ‘Good’.", "official_finding", "positive"),
    ("Cafe\u0301 Bry\u0302n opened\r\non Monday <b>& more</b>.", "news", "neutral"),
)
"""Texts that bear labels as a whole: the words, the voice, and the sentiment."""

NEW_VOICE = "commentary"
"""The driver takes the voice of the first sentence away and chooses this."""


def mark_tasks() -> list[Task]:
    """Make a task of every text with marks."""
    return [_mark_task(number, case) for number, case in enumerate(CASES, start=1)]


def choice_tasks() -> list[Task]:
    """Make a task of every text with labels."""
    tasks = []
    for number, (text, voice, sentiment) in enumerate(SENTENCES, start=1):
        choices = (
            Choice(layer="voice", label=voice, score=0.5, origin=ORIGIN),
            Choice(layer="sentiment", label=sentiment, score=0.75, origin=ORIGIN),
        )
        task = _task(f"hard.s{number}", text, _CHOICE_LAYERS, "sentence")
        tasks.append(task.with_judgements((), (), choices))
    return tasks


def drawn_at(case: Case) -> tuple[int, int]:
    """Give where the words to be drawn stand, in code points."""
    start = case.text.index(case.draw)
    return start, start + len(case.draw)


def _mark_task(number: int, case: Case) -> Task:
    marks = []
    for place, (layer, label, words) in enumerate(case.marks):
        start = case.text.index(words)
        marks.append(
            Mark(
                id=f"m{place}",
                layer=layer,
                label=label,
                start=start,
                end=start + len(words),
                surface=words,
                attributes={"note": "é 😀"},
                score=0.5,
                origin=ORIGIN,
            )
        )
    links = tuple(
        Link(layer="quotations", label=label, source=f"m{source}", target=f"m{target}")
        for label, source, target in case.links
    )
    task = _task(f"hard.c{number}", case.text, _MARK_LAYERS, "passage")
    return task.with_judgements(tuple(marks), links, ())


def _task(name: str, text: str, layers: tuple[str, ...], about: str) -> Task:
    part = Part(
        document_id="hard",
        passage_id=name,
        at=0,
        start=0,
        end=len(text),
        passage_sha256=digest(text),
    )
    return Task(
        id=name,
        about="sentence" if about == "sentence" else "passage",
        parts=(part,),
        text=text,
        text_sha256=digest(text),
        context=Context(
            kind="comment",
            title="Lamps 😀 & <b>wicks</b>",
            parent="Are they lit? 👩‍👩‍👧‍👦",
            parent_author="Moorhen",
            author="Dipper",
        ),
        layers=layers,
    )
