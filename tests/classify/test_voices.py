"""The specification of voices is ``voices.txt``: sentences in their place, with the reason."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from probenlp.classify import assign_voices
from probenlp.domains import Domain

VOICES = {
    "F": "official_finding",
    "R": "official_response",
    "T": "practitioner_testimony",
    "C": "commentary",
    "N": "news",
    "S": "service_user_testimony",
    "O": "other",
}
Parts = dict[str, Callable[..., Any]]


class Case(NamedTuple):
    reason: str
    settings: dict[str, str]
    text: str
    sentences: list[tuple[int, int]]
    wanted: list[str]


def cases() -> list[Case]:
    whole = Path(__file__).with_name("voices.txt").read_text(encoding="utf-8")
    whole = "\n".join(
        line for line in whole.split("\n") if not line.startswith("# ") and line != "#"
    )
    return [read_case(part) for part in re.split(r"(?m)^## ", whole)[1:]]


def read_case(part: str) -> Case:
    head, _, body = part.partition("\n")
    reason, _, stated = head.partition(" | ")
    settings = dict(re.findall(r"(\w+)=(.*?)(?= \w+=|$)", stated))
    text = ""
    sentences: list[tuple[int, int]] = []
    wanted: list[str] = []
    for line in body.strip("\n").split("\n"):
        if not line:
            text = text.rstrip() + "\n\n"
            continue
        mark, _, words = line.partition(" ")
        # Furniture stands on lines of its own, running text does not.
        lead = "\n" if text and not text.endswith("\n") and "O" in (mark, *wanted[-1:]) else ""
        text = (text.rstrip() if lead else text) + lead
        sentences.append((len(text), len(text) + len(words)))
        wanted.append(mark)
        text += f"{words} "
    return Case(reason, settings, text.rstrip(), sentences, wanted)


def decide(case: Case, parts: Parts, domain: Domain) -> list[Any]:
    given = case.settings
    kind = given.get("kind", "blog_post") or None
    document = parts["document"](case.text, **{**given, "kind": kind})
    name = given.get("name") or None
    blocks = (parts["block"](case.text, given.get("block", "own"), given.get("inner"), name),)
    tags = parts["tags"](case.text, case.sentences, blocks)
    (result,) = assign_voices(document, (tags,), domain=domain)
    return list(result.sentences)


@pytest.mark.parametrize("case", cases(), ids=[case.reason for case in cases()])
def test_each_sentence_has_the_voice_it_is_marked_with(
    case: Case, parts: Parts, domain: Domain
) -> None:
    found = decide(case, parts, domain)
    wrong = [
        f"{sentence.span.surface!r}: {sentence.voice} by {sentence.evidence[0]}, wanted {mark}"
        for sentence, mark in zip(found, case.wanted, strict=True)
        if sentence.voice != VOICES[mark[0]] or ("?" in mark and not sentence.ambiguous)
    ]
    assert not wrong, "\n".join([case.reason, *wrong])


def test_the_specification_is_as_large_as_it_says() -> None:
    assert sum(len(case.wanted) for case in cases()) >= 100
