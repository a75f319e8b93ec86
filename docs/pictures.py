"""Make the pictures of the README anew: python docs/pictures.py [FOLDER OF A RUN].

Without a folder the sample corpus is run first. Needs the extra 'notebook', Playwright, and
Chromium (``PROBENLP_CHROMIUM`` may name it).

"""

import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from probenlp.corpus import Corpus

DOCS = Path(__file__).parent
PICTURES = DOCS / "pictures"
MOST_BYTES = 250_000

EXPLORER: dict[str, tuple[str, dict[str, Any]]] = {
    "explorer": ("#by=topic&topic=training", {}),
    "explorer-phone": ("#q=caseload", {"viewport": {"width": 390, "height": 780}}),
    "explorer-dark": ("#by=topic&q=recall", {"color_scheme": "dark"}),
}
"""Address within the page and settings of the browser, by picture."""

SMALL = ".pnlp {font: 13px/1.5 system-ui, sans-serif !important} .pnlp details {display: none}"
"""For the picture of the thread: a passage after the other, without the tables of evidence."""


def main(folder: Path) -> None:
    """Draw all pictures of a run."""
    import probenlp
    from probenlp.domains import load_domain
    from probenlp.report.charts import ratings_over_time, save_chart, volume_of_testimony
    from probenlp.report.explorer import write_report

    corpus, domain = probenlp.open(folder), load_domain()
    charts = {
        "chart-ratings": ratings_over_time(corpus.claims, corpus.documents, domain=domain),
        "chart-testimony": volume_of_testimony(corpus.claims, corpus.documents, domain=domain),
    }
    for name, chart in charts.items():
        save_chart(chart, PICTURES / f"{name}.png", scale=1.1)
    with tempfile.TemporaryDirectory() as aside:
        page = Path(aside) / "report.html"
        write_report(
            page,
            run=corpus.run,
            documents=corpus.documents,
            claims=corpus.claims,
            groups=corpus.groups,
            relations=corpus.relations,
            checks=corpus.checks,
            tags=corpus.tags,
            domain=domain,
        )
        thread = Path(aside) / "thread.html"
        thread.write_text(tagged_thread(corpus), encoding="utf-8")
        photograph(page, thread)
    for picture in sorted(PICTURES.glob("*.png")):
        size = picture.stat().st_size
        sys.stdout.write(f"{picture.name}: {size / 1000:.0f} kB\n")
        assert size < MOST_BYTES, f"{picture.name} is too large for a README"  # noqa: S101


def tagged_thread(corpus: "Corpus") -> str:
    """Draw a pasted comment and the thread that stands below it, with voices and tags.

    Taken is the page on which most comments answer another: of the sample, one whose commenters
    paste a news item, testify and disagree.
    """
    import msgspec

    from probenlp.report.views import document_html
    from probenlp.report.views.html import page_of

    thread = max(corpus.threads, key=lambda one: len(one) - len(one.roots))
    tags = {one.passage_id: one for one in corpus.tags if one.document_id == thread.id}
    roots = [
        place
        for place, one in enumerate(thread.roots)
        if any(block.provenance == "pasted" for block in tags[one.id].blocks)
    ]
    first = roots[0] if roots else 0
    shown = [one for root in thread.roots[first : first + 2] for _, one in thread.walk(root)]
    cut = msgspec.structs.replace(thread.document, passages=tuple(shown))
    return page_of(document_html(cut, [tags[one.id] for one in shown]))


def photograph(page: Path, thread: Path) -> None:
    """Take the pictures of the explorer page, and that of a thread."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("PROBENLP_CHROMIUM", "/usr/bin/chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            for name, (address, options) in EXPLORER.items():
                settings = {"viewport": {"width": 1280, "height": 800}, **options}
                tab = browser.new_page(reduced_motion="reduce", **settings)
                tab.goto(page.as_uri() + address)
                tab.wait_for_selector("html[data-ready]", state="attached")
                if name == "explorer":
                    disputed = tab.locator(".column.official a.claim:has(.flag.bad)")
                    disputed.filter(has_not_text="saved texts").first.click()
                    tab.mouse.move(0, 0)
                tab.screenshot(path=PICTURES / f"{name}.png")
            tab = browser.new_page(viewport={"width": 780, "height": 800}, bypass_csp=True)
            tab.goto(thread.as_uri())
            tab.add_style_tag(content=SMALL)
            tab.locator(".pnlp").screenshot(path=PICTURES / "tagged-thread.png")
        finally:
            browser.close()


def run_of_sample(folder: Path) -> Path:
    """Run the main job over the sample corpus."""
    from probenlp.cli import app

    app(["run", str(DOCS.parent / "corpus" / "sample"), "-o", str(folder)], standalone_mode=False)
    return folder


if __name__ == "__main__":
    if len(sys.argv) > 1:
        main(Path(sys.argv[1]))
    else:
        with tempfile.TemporaryDirectory() as made:
            main(run_of_sample(Path(made) / "run"))
