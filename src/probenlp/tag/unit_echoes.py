"""Know units again by less than their names, once a document has named them.

"Dunmoor" after "Dunmoor PDU", "Ashmere" after "Ashmere and Tolland PDU", "the Echo" after "Tolland
Echo", "ACA" after "Ashmere Carers Association (ACA)". What is a unit again, and what is only the
place, the words around it decide, see :mod:`probenlp.tag.unit_contexts`.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from probenlp.domains import Kind
from probenlp.records import UnitMention
from probenlp.tag.gazetteer import Gazetteer
from probenlp.tag.unit_bodies import head_noun, initials
from probenlp.tag.unit_names import UnitNames, core_of, spellings

_PARTS = re.compile(r",? (?:and|&) |, ")
_SHORTEST: Final = 4


class Echo(NamedTuple):
    """What a short form stands for, and how much it says.

    Attributes
    ----------
    unit_id, kind, name : str or None
        The unit; by name where no table has it.
    whole : bool
        Whether it says all of the name but the head ("Ashmere and Tolland"), or one place of it.
    proper : bool
        Whether it is no place at all: an acronym, a newspaper's short title.
    definite : bool
        Whether it is a common noun with a capital, which stands with its article ("the Ministry").
    """

    unit_id: str | None
    kind: str | None
    name: str
    whole: bool = True
    proper: bool = False
    definite: bool = False


def echoes(names: UnitNames, named: Iterable[UnitMention]) -> Gazetteer[Echo]:
    """Make the short forms of the units that a document has named.

    Parameters
    ----------
    named : iterable of UnitMention
        Of the whole document as far as known, the one meant most likely last.
    """
    forms: Gazetteer[Echo] = Gazetteer()
    by_form: dict[str, Echo] = {}
    for mention in named:
        if mention.candidates or mention.evidence[0].startswith("anaphor"):
            continue
        unit = Echo(mention.unit_id, mention.kind, mention.name)
        kind = names.kinds.get(mention.kind or "")
        inspected = kind is not None and kind.inspected == "yes"
        if kind is not None and inspected:
            short = _of_service(unit, kind)
        else:
            short = _of_body(unit, mention.span.surface)
        for form, echo in short:
            # "Ashmere" is Ashmere PDU before it is a part of Ashmere and Tolland PDU
            if echo.whole or form not in by_form or not by_form[form].whole:
                by_form[form] = echo
    for form, echo in by_form.items():
        forms.add(form, echo)
    return forms


def _of_service(unit: Echo, kind: Kind) -> Iterator[tuple[str, Echo]]:
    core = core_of(unit.name, kind)
    if core is None or core == unit.name:
        return
    for spelled in spellings(core):
        yield spelled, unit
    parts = _PARTS.split(core)
    if len(parts) > 1:
        yield from ((part, unit._replace(whole=False)) for part in parts if len(part) >= _SHORTEST)


def _of_body(unit: Echo, surface: str) -> Iterator[tuple[str, Echo]]:
    words = unit.name.replace("’", "'").split()
    if len(words) < 2:
        return
    if unit.unit_id is None:
        yield unit.name, unit._replace(proper=True)
        short = initials(unit.name)
        # two letters are too few, unless the text puts them behind the name
        if len(short) > 2 or (len(short) > 1 and surface == short):
            yield short, unit._replace(proper=True)
    if head := head_noun(unit.name):
        yield head, unit._replace(definite=True)
