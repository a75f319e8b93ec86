"""Bare numbers whose noun or unit is left out, since the reader knows it from the words before.

"Absence was 36 per cent; a year ago it was 67", "Planning was sufficient in 44% and reviewing in
31", "I have 62 cases, I had 38 on Friday", "Ashmere scored eight and Dunmoor nine". A number is
taken for a figure where it stands in a slot for an amount *and* its phrase ends with it; what it is
a figure of, it takes over from the figure before, if that is near.

"""

import re
from typing import Final

from probenlp.tag.figure import Figure

_HEDGE = r"(?:(?:only|just|now|then|still|once|already|even|at|to|from|by)\s)*"
_BE = r"(?:is|was|are|were|be|been|had\sbeen|has\sbeen|stood|stands|remained|ran|runs)"
_AMOUNT: Final = re.compile(
    r"\b(?:it|this|that|these|which|rates?|proportion|share|percentage|level|average|range|median|mean|"
    rf"score|total|answer|result|(?:figures?|number|count)(?:\s(?:for|in|at|across|among|of)\s[^,.;:\n]{{1,50}}?)?)"
    rf"(?:\s{_BE}|[’']s)\s{_HEDGE}$",
    re.IGNORECASE,
)
_COPULA: Final = re.compile(
    rf"(?<!\bhe\s)(?<!\bshe\s)(?<!\bI\s)(?<!\byou\s)(?<!\bwho\s)\b{_BE}\s{_HEDGE}$", re.IGNORECASE
)
_AGAINST: Final = re.compile(
    r"(?:\b(?:against|compared\s(?:with|to)|versus|vs\.?|up\sfrom|down\sfrom|instead\sof|rather\sthan)"
    rf"|,\s(?:from|not))\s{_HEDGE}$",
    re.IGNORECASE,
)
_IN: Final = re.compile(
    r"(?:\b(?:in|for|with)\s|\bof\s(?=all\s))(?:the\s(?:other|remaining|rest)\s|another\s|a\sfurther\s|all\s)?(?:only\s|just\s)?$",
    re.IGNORECASE,
)
_GOT: Final = re.compile(
    rf"\b(?:got|gets?|reached|recorded|managed|earned|received|given)\s{_HEDGE}$", re.IGNORECASE
)
_HAVE: Final = re.compile(
    r"(?:\b(?:have|has|had|holds?|held|carry|carries|carried|there\s(?:is|are|was|were))|[’'](?:ve|s\sgot))"
    rf"\s(?:got\s)?{_HEDGE}$",
    re.IGNORECASE,
)
# "In 79 the decision was right": the phrase ends with the number, whatever follows.
_IN_FRONT: Final = re.compile(
    r"^\s*[“‘\"']?(?:but\s|and\s|while\s)?in\s(?:only\s|just\s|the\s(?:other|remaining)\s)?$",
    re.IGNORECASE,
)
_OPENS: Final = re.compile(r"(?:^|[.!?][”’\"')]*\s)[“‘\"'(]?$")
_JOINT: Final = re.compile(r"[^.;:!?\n]{0,50}?(?:,|\band|\bbut|\bor)\s")
_NAMED_JOINT: Final = re.compile(
    r"[^.;:!?\n]{0,50}?(?:,|\band|\bbut)\s(?:for\s|in\s|at\s)?(?:(?:[A-Z][\w’'-]*|and|of|us|ours|them|you|"
    r"here|me)\s){1,6}"
)
_END: Final = re.compile(
    r"\s*(?:$|[.,;:!?)\]–—”’\"\n](?!\d)|\()|['’](?!\w)|\s(?:and|or|but|in|for|at|on|by|now|this|last|before|after|when|"
    r"because|if|so|then|as|today|already|between|among|since|until|instead|again|here|overall|"
    r"down|not|no|nobody|none|nothing|there|they|we|it|he|she|"
    r"to\s(?:go|date|the|spare)|short|spare)\b",
    re.IGNORECASE,
)
_LEFT_OVER: Final = re.compile(
    r"\s(?:more|others)(?=[.,;:!?)]|$|\s(?:in|at|on|for|from|to|because|and|or|but|if|when|who)\b)"
    r"|\s(?:more|fewer|less)(?=\sthan\b)|\s(?:fewer|less)(?=[.,;:!?)]|$)"
    r"|\s(?:down|to\s(?:go|come|spare))(?=[.,;:!?)]|$)",
    re.IGNORECASE,
)
_STOP: Final = re.compile(r"[.!?](?=[”’\"')]?\s)|\n")
_SENTENCE_START: Final = re.compile(r"(?:^|[.!?][”’\"')]*\s|\n)[“‘\"'(]?$")
_FRONTED: Final = re.compile(
    r"(?:^\s*|[,:;–—]\s|\bthat\s|\b(?:and|but)\s)[“\"]?of\s(?:(?:all|the|these|those|our|its|their|her|his|my)\s)*$",
    re.IGNORECASE,
)
_SCENE: Final = re.compile(
    r"^\s*[“\"]?(?:in|among)\s(?:all\s)?(?:the|these|those)\s$", re.IGNORECASE
)
_LEVEL: Final = re.compile(r"\s(?:to|from)\s(?:only\s|just\s)?")
_NEAR = 220


def ends_phrase(text: str, place: int) -> bool:
    """Tell whether a number's phrase ends where the number does: no noun of its own follows."""
    return _END.match(text, place) is not None


def stands_in_slot(text: str, figure: Figure, context: str, earlier: Figure | None) -> str | None:
    """Tell which slot for an amount a bare number fills: ``own``, ``shared``, or None.

    Parameters
    ----------
    text : str
    figure : Figure
        The bare number, with its bound.
    context : str
        The words of its sentence before it.
    earlier : Figure or None
        The figure before, where it is near enough to share its noun or unit.

    Examples
    --------
    >>> from probenlp.tag.figures import find_figures
    >>> import spacy
    >>> doc = spacy.blank("en")("Absence was 36%; a year ago it was 67.")
    >>> [(figure.kind, figure.value) for figure in find_figures(doc)]
    [('share', 36.0), ('share', 67.0)]
    """
    if (
        earlier is not None
        and earlier.kind in ("change", "count")
        and _LEVEL.fullmatch(text, earlier.end, figure.start)
    ):
        return "shared"  # "fell by 40 to 320"
    if _IN_FRONT.search(context):
        return "shared" if earlier is not None else None
    if not ends_phrase(text, figure.end):
        return None
    if _AMOUNT.search(context):
        return "shared" if earlier is not None else "own"
    if _HAVE.search(context):
        return "own"
    if earlier is None:
        return None
    if _OPENS.search(text, max(0, figure.start - 14), figure.start):
        return "shared"
    gap = text[earlier.end : figure.start]
    joined = len(gap) < 70 and (_JOINT.fullmatch(gap) or _NAMED_JOINT.fullmatch(gap))
    slots = (_COPULA, _AGAINST, _IN, _GOT)
    return "shared" if joined or any(slot.search(context) for slot in slots) else None


def is_predicate(text: str, figure: Figure, context: str) -> bool:
    """Tell whether a bare number is what its sentence says of its subject: "Ashmere was 8"."""
    return _COPULA.search(context) is not None and ends_phrase(text, figure.end)


def left_over(text: str, place: int) -> int | None:
    """Give where a number ends that words after it make an amount: "two more", "six" to go."""
    found = _LEFT_OVER.match(text, place)
    if found is None:
        return None
    kept = found[0].strip().lower() in ("more", "others", "fewer", "less")
    return found.end() if kept else place


def near(text: str, earlier: Figure | None, place: int) -> Figure | None:
    """Give the figure before if it stands in the same sentence or the one before, in one line."""
    if earlier is None or place - earlier.end > _NEAR or place < earlier.end:
        return None
    stops = _STOP.findall(text, earlier.end, place)
    return earlier if len(stops) < 2 and "\n" not in stops else None


def is_alone(text: str, figure: Figure) -> bool:
    """Tell whether a number in words is a whole sentence: "Ninety-six!"."""
    opened = _SENTENCE_START.search(text, max(0, figure.start - 6), figure.start)
    return opened is not None and text[figure.end : figure.end + 1] in ("!", ".", "?")


def take_over(figure: Figure, earlier: Figure) -> None:
    """Give a bare number the kind and the unit of the figure before."""
    exact = not {"grammar:fraction", "grammar:in", "grammar:of"} & set(earlier.evidence)
    if earlier.kind == "share" and (figure.value > 250 or not exact):
        return  # "a third brought news. In the remaining 161 …" counts
    if earlier.kind == "change" and earlier.unit == "per cent":
        figure.kind, figure.unit = "share", "per cent"
        figure.evidence.append("elided:unit")
    if earlier.kind in ("share", "score", "duration", "rate", "count"):
        figure.kind, figure.unit = earlier.kind, earlier.unit
        figure.out_of = earlier.out_of if earlier.kind == "score" else None
        figure.evidence.append("elided:unit")
        if earlier.kind == "score" and figure.out_of and figure.value > figure.out_of:
            figure.kind, figure.unit, figure.out_of = "count", None, None


def opens_whole(context: str) -> bool:
    """Tell whether a count opens its clause as a whole: "[Of the] 57 women it helped, 22 …"."""
    return _FRONTED.search(context) is not None


def opens_scene(context: str) -> bool:
    """Tell whether a count opens its sentence as a whole: "[In the] 28 cases they read, 26 …"."""
    return _SCENE.search(context) is not None


def part_of(text: str, figure: Figure, whole: Figure | None) -> bool:
    """Make a bare number a share of the whole that its sentence opened with, if there is one."""
    if whole is None or _STOP.search(text, whole.end, figure.start) or figure.value_high:
        return False
    if whole.value <= 0 or figure.value > whole.value:
        return False
    figure.kind, figure.unit, figure.out_of = "share", "per cent", whole.value
    figure.value = 100 * figure.value / whole.value
    figure.evidence.append("grammar:of-fronted")
    return True
