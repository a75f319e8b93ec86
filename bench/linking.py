"""Linking measured on generated claims: ``python bench/linking.py [10000 …]``; ``linking.json``.

The claims are made by a program and say nothing about anybody. Their units, measures, values, dates
and reposts are spread as those of a real run are: few services have most of the claims, most facts
are told once, some are told again in other words, and a tenth of the documents paste another one.
Each size has a process of its own, so that its peak of memory is its own.
"""

import datetime
import itertools
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).parent / "linking.json"
SIZES = (10_000, 100_000, 1_000_000)
PER_DOCUMENT = 40
TOLD_AGAIN = 0.25
PASTED = 0.1
WITNESSES = 0.35

_START = "Ash Wen Tol Har Cal Mar Pell Sal Dun Kings Brack West Ottery Thorn Hollin Lin Stan Row"
_END = "mere bridge land row der sham stead ferry moss wick combe bury ton ford well marsh by gate"
_MEASURES = (
    ("probation officer posts", "were vacant", "staffing"),
    ("of the cases inspectors read", "were assessed well enough", "assessment"),
    ("domestic abuse enquiries", "had not been made", "domestic_abuse"),
    ("of people on probation", "were seen on time", "engagement"),
    ("unpaid work hours", "were completed", "unpaid_work"),
    ("of plans", "were reviewed with the manager", "management_oversight"),
    ("court reports", "were of the right quality", "court_work"),
    ("staff", "were absent through sickness", "sickness"),
    ("of officers", "held a workload above the agreed level", "caseload_workload"),
    ("recall files", "showed that an alternative was considered", "recall_release"),
)
_SAID = (
    ("My caseload went from {a} to {b} and nobody asked whether that works.", "caseload_workload"),
    ("We lost {a} colleagues in a year and the posts stand empty.", "staffing"),
    ("The checks are done late, if they are done; I did {a} on my lunch break.", "domestic_abuse"),
    ("Our manager reads every plan, and that was not so before.", "management_oversight"),
    ("I was off sick for {a} weeks and came back to {b} cases.", "sickness"),
    ("There were {a} of us on the corridor and then there were not.", None),
)


def units(count: int) -> list[str]:
    """Make so many names of services; the same for the same number."""
    chance = random.Random(count)  # noqa: S311
    names: dict[str, None] = {}
    while len(names) < count:
        parts = [
            chance.choice(_START.split()) + chance.choice(_END.split())
            for _ in range(chance.choice((1, 1, 2, 3)))
        ]
        names[f"{' and '.join(dict.fromkeys(parts))} PDU"] = None
    return [*names]


def claims(count: int, seed: int = 1) -> Iterator[Any]:
    """Make so many claims, document by document; the same for the same numbers."""
    chance = random.Random(seed)  # noqa: S311
    names = units(max(60, int(count**0.5)))
    pages: list[list[dict[str, Any]]] = []
    facts: list[dict[str, Any]] = []
    made = document = 0
    while made < count:
        if pages and chance.random() < PASTED:
            page = chance.choice(pages)
        else:
            page = [_told(chance, names, facts) for _ in range(PER_DOCUMENT)]
            pages = [*pages[-200:], page]
        for place, told in enumerate(page[: count - made]):
            yield _claim(f"d{document:07}", place, told)
            made += 1
        document += 1


def _aside(chance: random.Random) -> str:
    """Make words that hardly come twice, so that not every sentence is a copy of another."""
    return " ".join(chance.choice(_START.split()) + chance.choice(_END.split()) for _ in range(3))


class Generated:
    """So many claims, made anew each time they are gone through, as a run reads them anew."""

    def __init__(self, count: int) -> None:
        self._count = count

    def __iter__(self) -> Iterator[Any]:
        return claims(self._count)


def _told(chance: random.Random, names: list[str], facts: list[dict[str, Any]]) -> dict[str, Any]:
    if chance.random() < WITNESSES:
        a, b = chance.randint(2, 60), chance.randint(20, 160)
        unit = names[int(len(names) * chance.random() ** 3)]
        said, topic = chance.choice(_SAID)
        text = said.format(a=a, b=b)[:-1] + f", {_aside(chance)}."
        month = f"{chance.randint(2012, 2025)}-{chance.randint(1, 12):02}"
        return {"unit": unit, "text": text, "month": month, "value": None, "topic": topic}
    if facts and chance.random() < TOLD_AGAIN:
        fact = chance.choice(facts[-5000:])
    else:
        fact = {
            "unit": names[int(len(names) * chance.random() ** 3)],
            "measure": chance.choice(_MEASURES),
            "value": chance.randint(3, 97),
            "month": f"{chance.randint(2012, 2025)}-{chance.randint(1, 12):02}",
        }
        facts.append(fact)
        if len(facts) > 10_000:
            del facts[:5_000]
    whole, done, topic = fact["measure"]
    figure = chance.choice((f"{fact['value']} per cent", f"{fact['value']}%"))
    text = chance.choice(
        (
            f"Inspectors found that {figure} {whole} {done} in {fact['unit']}.",
            f"In {fact['unit']}, {figure} {whole} {done} at the time of the visit.",
            f"The report says that {figure} {whole} {done} there.",
        )
    )
    return fact | {"text": text, "figure": figure, "whole": whole, "done": done, "topic": topic}


def _claim(document: str, place: int, told: dict[str, Any]) -> Any:
    from probenlp.records import Claim, Selector, Span, Statistic

    text, start = told["text"], place * 200
    is_figure = told["value"] is not None

    def at(words: str) -> Span:
        found = text.index(words)
        return Span(start=start + found, end=start + found + len(words), surface=words)

    statistic = None
    if is_figure:
        statistic = Statistic(
            span=at(told["figure"]), kind="share", value=told["value"], unit="per cent",
            measure=at(told["done"]), population=at(told["whole"]),
        )  # fmt: skip
    passage = f"{document}.a" if is_figure else f"{document}.c{place // 8}"
    span = Span(start=start, end=start + len(text), surface=text)
    return Claim(
        id=f"{passage}:{span.start}-{span.end}",
        document_id=document,
        passage_id=passage,
        span=span,
        text=text,
        selector=Selector(start=span.start, end=span.end, exact=text, prefix="", suffix=""),
        type="finding" if is_figure else "testimony",
        voice="official_finding" if is_figure else "practitioner_testimony",
        provenance="own",
        unit_names=(told["unit"],),
        unit_basis="stated" if told["unit"] in text else "carried",
        period=told["month"],
        period_basis="published",
        topic=told["topic"],
        statistic=statistic,
    )


def once(count: int) -> dict[str, Any]:
    """Name, link, relate and check so many claims in this process; give seconds and megabytes."""
    import resource
    import time

    import msgspec

    from probenlp.claims import Checker, Linker, Namebook, Register, Relater
    from probenlp.domains import load_domain

    domain = load_domain("probation")
    seconds: dict[str, float] = {}
    clock = time.process_time()

    def lap(name: str) -> None:
        nonlocal clock
        seconds[name], clock = round(time.process_time() - clock, 2), time.process_time()

    names, linker = Namebook(domain), Linker(domain)
    for claim in claims(count):
        names.learn(claim)
    lap("make and learn names")
    for claim in names.settled(claims(count)):
        linker.add(claim)
    lap("make, name and read")
    found = [len(group.claim_ids) for group in linker.groups()]
    lap("group")
    linking = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    compared, relater = linker.compared, Relater(domain)
    del linker
    relations = sum(1 for _ in relater.relations(Generated(count)))
    lap("make and relate")
    checks = sum(1 for _ in Checker(Register(domain)).check(claims(count)))
    lap("make and check")
    for _ in claims(count):
        pass
    lap("make alone")
    return {
        "claims": count,
        "generated": True,
        "groups": len(found),
        "claims in groups": sum(found),
        "relations": relations,
        "checks": checks,
        "largest group": max(found, default=0),
        "linking": msgspec.structs.asdict(compared),
        "relating": msgspec.structs.asdict(relater.compared),
        "seconds": seconds,
        "linking_s": round(
            seconds["make, name and read"] + seconds["group"] - seconds["make alone"], 2
        ),
        "relating_s": round(seconds["make and relate"] - 3 * seconds["make alone"], 2),
        "linking_megabytes": round(linking),
        "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def linking(sizes: tuple[int, ...] = SIZES[:2]) -> dict[str, Any]:
    """Measure each size in a process of its own, and what ten times the claims cost."""
    at = [_apart(size) for size in sizes]
    return {"generated": True, "clock": "process_time", "at": at, "ratios": ratios(at)}


def ratios(at: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tell how much more the next size costs.

    Pairs do not depend on the machine. What making the claims costs, which is no part of linking,
    grows with the claims alone: where it grew more, the machine was slower at the larger size.
    """
    return [
        {
            "from": one["claims"],
            "to": other["claims"],
            "linking": round(other["linking_s"] / one["linking_s"], 2),
            "relating": round(other["relating_s"] / one["relating_s"], 2),
            "memory": round(other["peak_megabytes"] / one["peak_megabytes"], 2),
            "pairs compared": round(other["linking"]["pairs"] / one["linking"]["pairs"], 2),
            "pairs related": round(other["relating"]["pairs"] / one["relating"]["pairs"], 2),
            "making the claims": round(
                other["seconds"]["make alone"] / one["seconds"]["make alone"], 2
            ),
        }
        for one, other in itertools.pairwise(at)
    ]


def _apart(size: int) -> dict[str, Any]:
    done = subprocess.run(  # noqa: S603
        [sys.executable, __file__, "--once", str(size)], capture_output=True, text=True, check=True
    )
    figures: dict[str, Any] = json.loads(done.stdout)
    print(json.dumps(figures), flush=True)
    return figures


def main(arguments: list[str]) -> None:
    """Measure the sizes named, or all three; ``--once`` measures one here and prints it."""
    if arguments[:1] == ["--once"]:
        print(json.dumps(once(int(arguments[1]))))
        return
    result = linking(tuple(map(int, arguments)) or SIZES) | {
        "date": datetime.datetime.now(datetime.UTC).date().isoformat(),
        "cores": os.cpu_count(),
    }
    RESULTS.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result["ratios"]))


if __name__ == "__main__":
    main(sys.argv[1:])
