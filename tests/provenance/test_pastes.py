"""The specification of blocks is ``passages.txt``: marked passages, each with its reason."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from probenlp.domains import Domain
from probenlp.provenance import find_blocks
from probenlp.records import Document, Region

Read = Callable[..., tuple[object, object]]


def cases() -> list[tuple[str, str]]:
    lines = Path(__file__).with_name("passages.txt").read_text(encoding="utf-8").split("\n")
    parts = re.split(r"(?m)^(@@ |## )", "\n".join(line for line in lines if line[:2] != "# "))
    texts: dict[str, str] = {}
    found = []
    for mark, part in zip(parts[1::2], parts[2::2], strict=True):
        name, _, words = part.partition("\n")
        for key, text in texts.items():
            words = words.replace(f"{{{key}}}", text)
        words = words.strip("\n").replace("\\u00a0", "\u00a0")
        if mark == "@@ ":
            texts[name] = words
        else:
            found.append((name, words))
    return found


@pytest.mark.parametrize(("reason", "passage"), cases(), ids=[reason for reason, _ in cases()])
def test_each_block_is_found_where_marked(reason: str, passage: str, read: Read) -> None:
    wanted, found = read(passage)
    assert found == wanted, reason


@pytest.mark.parametrize("kind", ["news", "press_release", "report"])
def test_published_text_is_its_publishers_own_but_for_quotations(kind: str, read: Read) -> None:
    passage = (
        "From the full report:-\n\nLeaders knew the risks.\n\n"
        "<<q|“We had no plan for any of it,”>> one said."
    )
    wanted, found = read(passage, kind=kind, passage_kind="article")
    assert found == wanted


@pytest.mark.parametrize(
    ("above", "provenance", "name"),
    [
        ("She answered at once.", "quoted", "Mara Quill"),  # the markup names whom it quotes
        ("From the full report:-", "pasted", "full report"),  # the writer names a text
    ],
)
def test_a_block_quotation_is_quoted_unless_a_text_is_introduced(
    above: str, provenance: str, name: str, make: Callable[..., Document], domain: Domain
) -> None:
    text = f"{above}\n\nLeaders knew the risks.\n\nI doubt it."
    start = text.index("Leaders")
    region = Region(start=start, end=start + 23, kind="blockquote", source_name="Mara Quill")
    blocks = find_blocks(make(text, regions=(region,)), domain=domain)["d#1"]
    assert [b.provenance for b in blocks] == ["own", provenance, "own"]
    assert blocks[1].source_name == name


@pytest.mark.parametrize(
    ("introduction", "name"),
    [
        ("BBC website:-", "BBC website"),
        ("This from the Guardian:", "Guardian"),
        ("HMI press release today:-", "HMI press release"),
        ("Comment left on the other thread but worth having here:-", "Comment"),
        ("Saw this elsewhere", None),
        ("This one was too good not to share, so here it is:-", None),
        ("Worth a look, and nobody mentions it. From their bulletin:-", "bulletin"),
    ],
)
def test_the_source_is_named_as_the_writer_names_it(
    introduction: str, name: str | None, make: Callable[..., Document], domain: Domain
) -> None:
    document = make(f"{introduction}\n\nThe wing will close in May, its owners say.")
    assert find_blocks(document, domain=domain)["d#1"][-1].source_name == name
