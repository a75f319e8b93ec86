"""No word of probation stands in code: what belongs to the domain comes from its tables.

The words looked for come from the tables themselves: acronyms, full names of people, names and
titles of several words, and the roots of the trade. Docstrings and comments may use them as
examples. Words that any public service knows ("line manager", "service user") are general English,
and named below.

"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from probenlp.domains import load_domain, shipped_domains

PACKAGE = Path(__file__).parents[2] / "src" / "probenlp"
FILES = sorted(PACKAGE.rglob("*.py"))

ROOTS = (
    r"probation\w*|offend(?:er|ing)\w*|reoffend\w*|parole\w*|remand\w*|resettlement|desistance"
    r"|mappa|oasys|hmpps|hmip\w*|hmicfrs|ofsted|unpaid work|community payback|approved premises"
    r"|ex-prisoners?|on licence|napo|delius|sentencers?|criminogenic|grayling\w*"
)
"""What makes the trade, however a table writes it."""

GENERAL = frozenset(
    # Offices, bodies and jobs of any country's public life.
    "bbc|ceo|mps|pcc|ngo|hhj|home office|cabinet office|public accounts committee|chief executive"
    "|line manager|prime minister|justice secretary|lord chancellor|member of parliament"
    # Words of any service.
    "|service user|service users|newly qualified|media enquiries|union rep|the inspectorate"
    "|the watchdog|people on|agency staff|the service|the unit|the region|the report"
    # An idiom that a list of opinion words has too.
    "|car crash"
    # The tables' acronyms that are also words, codes of grammar, or units of measure.
    "|com|see|tom|eds|pos|prp|prt|ora|ete|led|rep|met|imp|app|act|ite|sir|aid|cap|fit|dot|set|new"
    "|all|dr|prof|age|hub|art|pop|bench".split("|")
)
ALLOWED = {
    # The name of the domain that is taken where none is named.
    ("*", "probation"),
    # UIMA's Common Analysis Structure, which a table has as another body's acronym.
    ("annotate/tools/inception.py", "cas"),
    ("annotate/tools/inception_types.py", "cas"),
}


def test_the_words_of_the_tables_stand_nowhere_in_code() -> None:
    found = {
        f"{name}:{line}: {word!r}"
        for name, line, text in all_strings()
        for word in words_in(text)
        if not allowed(name, word, text)
    }
    assert not found, "move these into a table of domains/probation:\n" + "\n".join(sorted(found))


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (r"\b(?:my (?:caseload|spo))", "spo"),
        ("Justin Russell", "justin russell"),
        (r"people\s+on\s+probation", "people on probation"),
        ("nps_division", "nps_division"),
        ("MAPPA level", "mappa"),
        ("Lambeth PDU", "lambeth pdu"),
    ],
)
def test_the_search_finds_what_it_should(text: str, word: str) -> None:
    assert word in set(words_in(text))


@pytest.mark.parametrize("text", ["position", "the national park", "spoke", "a posted comment"])
def test_the_search_finds_no_parts_of_words(text: str) -> None:
    assert not set(words_in(text))


def test_docstrings_are_not_searched() -> None:
    code = 'def f() -> str:\n    """Probation."""\n    return "light"\n'
    assert [text for _, text in strings_of(ast.parse(code))] == ["light"]


def allowed(name: str, word: str, text: str) -> bool:
    if (name, "*") in ALLOWED or (name, word) in ALLOWED:
        return True
    return ("*", word) in ALLOWED and text in shipped_domains()


def all_strings() -> Iterator[tuple[str, int, str]]:
    for file in FILES:
        name = file.relative_to(PACKAGE).as_posix()
        for line, text in strings_of(ast.parse(file.read_text(encoding="utf-8"))):
            yield name, line, text


def strings_of(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Give every string but those that stand alone as a statement: docstrings."""
    alone = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in alone:
            yield node.lineno, node.value


def words_in(text: str) -> Iterator[str]:
    plain = re.sub(r"\\[a-zA-Z][+*?]?", " ", text).lower()
    return (" ".join(match[0].split()) for match in PATTERN.finditer(plain))


def distinctive() -> Iterator[str]:
    """Give the words of the tables that tell them from general English."""
    tables = load_domain("probation")
    kinds = [word for kind in tables.kinds for word in (*kind.heads, *kind.plural_heads)]
    terms = [word for term in tables.glossary for word in (term.term, term.expansion)]
    titles = [word for role in tables.roles for word in (role.title, role.abbreviation)]
    people = [name for row in tables.people for name in (row.name, *row.aliases)]
    units = [name for row in tables.units for name in (row.name, *row.aliases)]
    aliases = [alias for role in tables.roles for alias in role.aliases]
    standards = [name for row in tables.standards for name in (row.name, *row.aliases)]
    yield from (kind.id for kind in tables.kinds if "_" in kind.id)
    for word in (*kinds, *terms, *titles, *people, *units, *aliases, *standards):
        acronym = sum(letter.isupper() for letter in word) >= 2 and word.isalpha()
        if len(word) > 2 and (acronym or len(word.split()) > 1):
            yield word.strip(" …")


def _pattern() -> re.Pattern[str]:
    words = {word.lower() for word in distinctive()} - GENERAL
    longest = sorted(words, key=lambda word: (-len(word), word))
    alternatives = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)
    return re.compile(rf"(?<![\w-])(?:{ROOTS}|{alternatives})(?![\w-])")


PATTERN = _pattern()
