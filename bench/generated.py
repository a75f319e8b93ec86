"""Generated corpora: pages made by a program, which say so in their first line and in results."""

import random
from pathlib import Path

NOTE = "Generated text for measuring speed; it says nothing about anybody."

_OFFICES = "Ashmere Tolland Wenbridge Harrow-on-Leam Castlebeck Dunmarsh Ottery Pellow".split()
_SAID = (
    "Inspectors looked at {n} cases in {office} and found that {p} per cent were planned well.",
    "In {office} {n} of {m} posts were vacant when the inspection began.",
    "“We have {n} people for the work of {m},” said a manager in {office}.",
    "My caseload in {office} went from {n} to {m} in a year, and nobody asked whether that works.",
    "The region says that {p} per cent of the plans from {office} are reviewed in time.",
    "I left {office} after {n} months; the training never came.",
)


def page(number: int, sentences: int = 6) -> str:
    """Make the text of a page: the same for the same number.

    Parameters
    ----------
    number : int
    sentences : int
        About 15 words each.
    """
    chance = random.Random(number)  # noqa: S311
    lines = [NOTE, ""]
    for _ in range(sentences):
        least = chance.randint(3, 60)
        lines.append(
            chance.choice(_SAID).format(
                office=chance.choice(_OFFICES),
                n=least,
                m=least + chance.randint(2, 40),
                p=chance.randint(5, 95),
            )
        )
    return "\n".join(lines) + "\n"


def write_pages(folder: Path, count: int, sentences: int = 6) -> Path:
    """Write so many pages, five hundred to a folder."""
    for number in range(count):
        path = folder / f"{number // 500:04}" / f"page-{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(number, sentences), encoding="utf-8")
    return folder
