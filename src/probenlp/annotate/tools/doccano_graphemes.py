"""Where doccano's grapheme mode counts otherwise than the Unicode Standard does now.

It splits by a library that knows emoji as Unicode 10 had them: a character joins what stands before
a zero width joiner, or a skin tone the person before it, only if a list of that time has it. A red
head (a woman, a joiner, red hair) is two there and one here, and all behind it would be marked one
place amiss.

"""

from probenlp.annotate.offsets import Offsets

_JOINER = "\u200d"
_TONES = range(0x1F3FB, 0x1F400)
_EXTENDING = "\ufe0e\ufe0f"

# Classes E_Base, E_Base_GAZ and Glue_After_Zwj of Unicode Standard Annex 29 for Unicode 10.
_BASES = (
    "261D 26F9 270A-270D 1F385 1F3C2-1F3C4 1F3C7 1F3CA-1F3CC 1F442-1F443 1F446-1F450 1F46E "
    "1F470-1F478 1F47C 1F481-1F483 1F485-1F487 1F4AA 1F574-1F575 1F57A 1F590 1F595-1F596 "
    "1F645-1F647 1F64B-1F64F 1F6A3 1F6B4-1F6B6 1F6C0 1F6CC 1F918-1F91C 1F91E-1F91F 1F926 "
    "1F930-1F939 1F93D-1F93E 1F9D1-1F9DD"
)
_BASES_AFTER_JOINER = "1F466-1F469"
_AFTER_JOINER = (
    "2640 2642 2695-2696 2708 2764 1F308 1F33E 1F373 1F393 1F3A4 1F3A8 1F3EB 1F3ED 1F48B "
    "1F4BB-1F4BC 1F527 1F52C 1F5E8 1F680 1F692"
)


def _characters(ranges: str) -> frozenset[str]:
    found = set()
    for one in ranges.split():
        first, _, last = one.partition("-")
        found |= {chr(code) for code in range(int(first, 16), int(last or first, 16) + 1)}
    return frozenset(found)


_TAKE_A_TONE = _characters(f"{_BASES} {_BASES_AFTER_JOINER}")
_FOLLOW_A_JOINER = _characters(f"{_BASES_AFTER_JOINER} {_AFTER_JOINER}")


def counted_otherwise(text: str) -> str | None:
    r"""Give the characters around the first place where doccano divides otherwise; None without.

    Examples
    --------
    >>> counted_otherwise("A farmer 👩🏽‍🌾 and a family 👨‍👩‍👧") is None
    True
    >>> ascii(counted_otherwise("Red hair: 👩‍🦰"))
    "'\\U0001f469\\u200d\\U0001f9b0'"
    """
    offsets = Offsets(text)
    for at in range(1, len(text)):
        if text[at - 1] == _JOINER:
            joined = text[at] in _FOLLOW_A_JOINER
        elif ord(text[at]) in _TONES:
            joined = text[:at][-3:].rstrip(_EXTENDING)[-1:] in _TAKE_A_TONE
        else:
            continue
        if joined == offsets.holds_border("grapheme", at):
            return text[max(0, at - 2) : at + 1]
    return None
