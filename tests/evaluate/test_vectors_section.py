"""The table of sentence vectors: written where the extra is installed, left as it was elsewhere."""

import sys
import zlib
from collections.abc import Sequence

import numpy as np
import pytest

from probenlp.classify.features import SentenceFeatures
from probenlp.classify.vectors import DEFAULT, ENCODERS, MiniLM, Vectors, of_unit_length
from probenlp.evaluate.sections import vectors as section
from probenlp.evaluate.sections.voice import MODEL, WITHHELD
from probenlp.evaluate.voice_gold import Example, GoldSentence


class Hashed:
    size = 8
    digest = "d" * 64

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = [np.random.default_rng(zlib.crc32(t.encode())).normal(size=8) for t in texts]
        return of_unit_length(np.array(rows, dtype=np.float32))


def example(voice: str, text: str, source: str) -> Example:
    return Example(
        page=source,
        page_digest=source,
        source=source,
        gold=GoldSentence(
            key="a",
            start=0,
            end=len(text),
            text=text,
            voice=voice,  # type: ignore[arg-type]
            provenance="own",
        ),
        features=SentenceFeatures(
            text=text, marks=(), block=f"{source}{voice}", passage=source, document=source
        ),
        rule="",
        rule_voice="other",
        provenance="own",
        in_comment=False,
    )


EXAMPLES = [
    example(voice, text, source)
    for source in "abcdefgh"
    for voice, text in (
        ("official_finding", "we found that plans were weak"),
        ("official_finding", "inspectors judged the records poor"),
        ("practitioner_testimony", "nobody told us on the wing"),
        ("practitioner_testimony", "i had nine new people on monday"),
    )
]


def test_without_the_extra_there_is_no_section(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.setitem(ENCODERS, DEFAULT, lambda: MiniLM())
    assert section.vectors_section(EXAMPLES, {}, "") is None


def test_each_way_stands_beside_itself_with_vectors(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENCODERS, DEFAULT, Hashed)
    monkeypatch.setattr(section, "PACKAGES", ("numpy",))
    table = section.vectors_section(EXAMPLES, section.plain_ways(EXAMPLES), "Invented.")
    assert table is not None
    rows = {row[0]: dict(zip(table["columns"], row, strict=True)) for row in table["rows"]}
    with_vectors = f"{MODEL}, with vectors", f"{WITHHELD}, with vectors"
    assert set(rows) == {MODEL, WITHHELD, *with_vectors}
    for name, cells in rows.items():
        assert cells["five voices"].startswith("1.000 [")
        assert cells["gain"] == ("+0.000 [+0.000, +0.000]" if name in with_vectors else "")
        assert float(cells["sentences/s"].replace(",", "")) > 0
    assert "numpy" in table["measured"]
