"""The explorer page in a real browser, opened from disk with every way to a network shut."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from probenlp.report.explorer import write_report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Make = Callable[..., SimpleNamespace]
Open = Callable[..., "Page"]

CLAIMS = 300
HOSTILE = {
    7: "<script>window.broken = 1</script> said the comment",
    8: "<img src=x onerror='window.broken = 2'> said the next",
    9: "It is “crèche” money &amp; nothing else 👩🏽‍⚖️ – an ÉLAN of sorts",
}


@pytest.fixture(scope="module")
def browser() -> Iterator["Browser"]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    named = os.environ.get("PROBENLP_CHROMIUM", "/usr/bin/chromium")
    program = shutil.which(named) or shutil.which("chromium")
    if program is None:
        pytest.skip(f"no browser at {named}: install chromium, or name one by PROBENLP_CHROMIUM")
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=program,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        try:
            yield launched
        finally:
            launched.close()


@pytest.fixture(scope="module")
def file(make_run: Make, tmp_path_factory: pytest.TempPathFactory) -> Path:
    run = make_run(CLAIMS, HOSTILE)
    run.claims[8] = replaced(run.claims[8], "javascript:window.broken = 3")
    path = tmp_path_factory.mktemp("explorer") / "report.html"
    write_report(path, **vars(run))
    return path


def replaced(claim: Any, url: str) -> Any:
    import msgspec

    selector = msgspec.structs.replace(claim.selector, url=url)
    return msgspec.structs.replace(claim, selector=selector)


@pytest.fixture
def open_page(browser: "Browser", file: Path) -> Iterator[Open]:
    """Open the page; afterwards it must have asked for nothing and complained of nothing."""
    contexts, asked, said = [], [], []

    def open_(address: str = "", path: Path = file, **options: Any) -> "Page":
        options = {
            "viewport": {"width": 1300, "height": 800},
            "reduced_motion": "reduce",
            **options,
        }
        context = browser.new_context(**options)
        contexts.append(context)
        context.route("**/*", lambda route: route.continue_() if _local(route) else route.abort())
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path.as_uri() + address)
        page.wait_for_selector("html[data-ready]", state="attached")
        return page

    yield open_
    for context in contexts:
        for page in context.pages:
            assert page.evaluate("window.broken") is None
        context.close()
    assert said == []
    assert [url for url in asked if not url.startswith(("file:", "data:"))] == []
    assert len([url for url in asked if url.startswith("file:")]) <= len(contexts)


def _local(route: Any) -> bool:
    return str(route.request.url).startswith(("file:", "data:"))


def status(page: "Page") -> str:
    return page.inner_text("#status")


def texts(page: "Page", column: str = "") -> list[str]:
    return page.locator(f"{column} a.claim .words").all_inner_texts()


def test_it_loads_with_two_columns_of_claims(open_page: Open, make_run: Make) -> None:
    page = open_page()
    assert page.title() == "Findings and testimony"
    assert status(page) == f"{CLAIMS} claims"
    official = sum(one.side == "official" for one in make_run(CLAIMS).claims)
    assert page.inner_text(".column-head.official .tally") == str(official)
    assert texts(page, ".column.official")
    assert texts(page, ".column.practitioner")
    assert not page.locator(".column.others").count()
    assert "1 problem" in page.inner_text("#what-run")


def test_others_are_shown_on_demand(open_page: Open) -> None:
    page = open_page()
    page.check("#others")
    assert texts(page, ".column.others")


def test_a_filter_narrows_and_its_counts_tell_the_truth(open_page: Open, make_run: Make) -> None:
    page = open_page()
    row = page.locator("[data-facet=unit] li", has_text="Dunmoor PDU")
    wanted = sum("Dunmoor PDU" in one.unit_names for one in make_run(CLAIMS).claims)
    assert row.locator(".tally").inner_text() == str(wanted)
    row.locator("input").check()
    assert status(page) == f"{wanted} of {CLAIMS} claims"
    assert row.locator(".tally").inner_text() == str(wanted)
    page.locator("[data-facet=holds] li", has_text="a figure").locator("input").check()
    both = sum(
        "Dunmoor PDU" in one.unit_names and one.statistic is not None
        for one in make_run(CLAIMS).claims
    )
    assert status(page) == f"{both} of {CLAIMS} claims"
    page.click("#clear")
    assert status(page) == f"{CLAIMS} claims"


def test_months_narrow_by_the_time_a_claim_is_of(open_page: Open, make_run: Make) -> None:
    page = open_page()
    page.select_option("#from", "2023-01")
    page.select_option("#to", "2023-12")
    dated = [one.period for one in make_run(CLAIMS).claims if one.period]
    within = sum("2023-01" <= one <= "2023-12" for one in dated if not one.startswith(".."))
    assert status(page) == f"{within} of {CLAIMS} claims"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("claim 123:", True),
        ("CRECHE elan", True),  # neither case nor accents
        ('"nothing else"', True),
        ('"else nothing"', False),  # in quotes: as it stands
        ("creche -elan", False),  # without
        ("zzz", False),
    ],
)
def test_search(open_page: Open, typed: str, found: bool) -> None:
    page = open_page("#by=none&others=1")
    page.fill("#search", typed)
    assert (len(texts(page)) == 1) is found
    assert ("No claim has all of that" in page.inner_text("#view")) is not found


def test_searched_words_are_marked_where_they_stand(open_page: Open) -> None:
    """Folding takes an accent away and leaves emoji of many code points as they are."""
    page = open_page("#by=none&others=1&q=elan+sorts")
    assert page.locator("a.claim mark").all_inner_texts() == ["ÉLAN", "sorts"]


def test_an_opened_claim_shows_words_place_and_evidence(open_page: Open, make_run: Make) -> None:
    page = open_page("#q=%22claim+14:%22&others=1")
    page.locator("a.claim").first.click()
    detail = page.locator("#detail")
    claim = make_run(CLAIMS).claims[14]
    text = detail.inner_text()
    assert claim.text in text
    assert "before" in detail.locator(".around").first.inner_text()
    for wanted in ("Outstanding", claim.id, "rule:14", "a commenter", "Held against the register"):
        assert wanted.lower() in text.lower() or wanted == "Outstanding"
    link = detail.locator("a.outward").first
    assert link.get_attribute("href") == claim.selector.url
    assert "noopener" in (link.get_attribute("rel") or "")
    page.keyboard.press("Escape")
    assert detail.is_hidden()
    assert page.evaluate("document.activeElement.classList.contains('claim')")


def test_the_register_is_shown_with_both_places(open_page: Open) -> None:
    page = open_page("#view=register")
    first = page.locator(".checked").first.inner_text()
    assert "Contradicts" in first
    assert "table outcomes, row o1, line 4" in first


def test_a_fact_told_more_than_once_is_shown_with_its_sources(open_page: Open) -> None:
    page = open_page("#view=groups")
    assert page.locator(".fact").count() == CLAIMS // 50
    assert page.locator(".witnesses strong").first.inner_text() == "3"
    page.locator(".fact a.claim").first.click()
    assert "Told 3 times" in page.inner_text("#detail")


def test_charts_follow_the_filters(open_page: Open) -> None:
    page = open_page("#view=charts")
    assert page.locator(".chart svg").count() == 6
    before = page.inner_text(".chart >> nth=0")
    page.locator("[data-facet=unit] input").first.check()
    assert page.inner_text(".chart >> nth=0") != before
    page.locator("svg [data-topic]").first.press("Enter")
    assert "view" not in page.evaluate("location.hash")
    assert "topic=" in page.evaluate("location.hash")


def test_charts_of_nothing_say_so(open_page: Open) -> None:
    page = open_page("#view=charts&q=zzz")
    assert page.locator(".chart .silent").count() == 4


def test_the_address_brings_the_view_back(open_page: Open) -> None:
    page = open_page()
    page.fill("#search", "claim 1")
    page.locator("[data-facet=topic] input").nth(1).check()
    page.select_option("#by", "month")
    page.locator("a.claim").nth(2).click()
    address, seen = page.evaluate("location.hash"), page.inner_text(".section")
    again = open_page(address)
    assert status(again) == status(page)
    assert again.inner_text(".section") == seen
    assert again.input_value("#by") == "month"
    assert again.inner_text("#detail") == page.inner_text("#detail")
    page.go_back()
    assert page.locator("#detail").is_hidden()
    assert page.input_value("#search") == "claim 1"


def test_an_address_of_nonsense_is_passed_over(open_page: Open) -> None:
    page = open_page("#view=nothing&claim=none&topic=no&from=x&by=%00&%zz")
    assert status(page) == f"{CLAIMS} claims"


def test_the_keyboard_is_enough(open_page: Open) -> None:
    page = open_page()
    page.keyboard.press("/")
    page.keyboard.type("kettle")
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    first = page.evaluate("document.activeElement.dataset.place")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.place") != first
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.dataset.place") == first
    page.keyboard.press("ArrowRight")
    assert page.evaluate("Boolean(document.activeElement.closest('.practitioner'))")
    page.keyboard.press("Enter")
    assert page.locator("#detail").is_visible()
    assert page.evaluate("document.activeElement.id") == "detail"
    page.keyboard.press("Escape")
    assert page.locator("#detail").is_hidden()
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#help").is_hidden()
    page.keyboard.press("4")
    assert page.locator(".chart").count() == 6


def test_going_on_by_keyboard_brings_more_sections(open_page: Open) -> None:
    page = open_page("#by=document")
    before = page.locator(".section").count()
    for _ in range(12):
        page.keyboard.press("End")
        page.locator("a.claim").last.focus()
        page.keyboard.press("j")
    assert page.locator(".section").count() > before


@pytest.mark.parametrize("place", [7, 8])
def test_markup_in_a_comment_stays_text(open_page: Open, place: int) -> None:
    page = open_page(f"#by=none&others=1&claim=d0.a:{place}")
    assert HOSTILE[place] in page.inner_text("#detail .exact")
    assert HOSTILE[place] in texts(page)
    assert page.locator("img").count() == 0


def test_only_addresses_of_the_web_become_links(open_page: Open) -> None:
    page = open_page("#claim=d0.a:8")
    assert page.locator("#detail a.outward").count() == 0
    assert "javascript:window.broken" in page.inner_text("#detail .links")
    assert page.locator("a[href^='javascript']").count() == 0


def test_names_and_roles_for_those_who_do_not_see_it(open_page: Open) -> None:
    """Every control has a name, every view is announced, a heading stands over each column."""
    page = open_page("#claim=d0.a:0")
    nameless = page.evaluate(
        """[...document.querySelectorAll("button, select, input, a[href], summary")].filter(
            (one) => !(one.innerText || one.textContent || one.ariaLabel
                       || one.labels?.[0]?.textContent || "").trim()).length"""
    )
    assert nameless == 0
    assert page.get_attribute("#detail", "role") == "dialog"
    assert page.get_attribute("#status", "aria-live") == "polite"
    assert page.locator("#views a[aria-current=page]").inner_text() == "Claims"
    assert page.locator(".column.official h3").first.text_content()


@pytest.mark.parametrize("width", [360, 820])
def test_no_view_scrolls_sideways(open_page: Open, width: int) -> None:
    page = open_page(viewport={"width": width, "height": 740})
    for view in ("claims", "groups", "register", "charts", "run"):
        for claim in ("", "&claim=d0.a:0"):
            page.evaluate("address => { location.hash = address }", f"#view={view}&others=1{claim}")
            page.wait_for_selector(f"body[data-view={view}]{'.detail-open' if claim else ''}")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, view


def test_filters_open_over_the_page_on_a_phone(open_page: Open) -> None:
    page = open_page(viewport={"width": 360, "height": 740})
    assert page.locator("#filters").is_hidden()
    page.click("#filters-button")
    page.locator("[data-facet=unit] input").first.check()
    page.click("#filters-done")
    assert page.locator("#filters").is_hidden()
    assert "of" in status(page)


def test_dark_and_light_follow_the_system_and_the_button(open_page: Open) -> None:
    light = "getComputedStyle(document.body).backgroundColor"
    page, dark = open_page(), open_page(color_scheme="dark")
    paper, night = page.evaluate(light), dark.evaluate(light)
    assert paper != night
    page.click("#theme")
    assert page.evaluate(light) == night
    page.keyboard.press("d")
    assert page.evaluate(light) == paper


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_text_stands_out_enough(open_page: Open, scheme: str) -> None:
    """Contrast of at least 4.5 to 1 (WCAG 2.2, 1.4.3), measured on what is drawn."""
    page = open_page("#claim=d0.a:0", color_scheme=scheme)
    assert page.evaluate(CONTRAST) == []


CONTRAST = """() => {
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => { paint.clearRect(0, 0, 1, 1); paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1); return [...paint.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map((v) => (v /= 255) <= 0.04045 ? v / 12.92
    : ((v + 0.055) / 1.055) ** 2.4).reduce((n, v, i) => n + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (one) => { for (; one; one = one.parentElement) {
    const colour = rgb(getComputedStyle(one).backgroundColor); if (colour[3] > 250) return colour; }
    return [255, 255, 255]; };
  return [...document.querySelectorAll("body *")].filter((one) => one.checkVisibility()
      && !one.closest(".empty") && !one.closest("svg, #data, script, option")
      && [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
    .map((one) => { const [a, b] = [light(rgb(getComputedStyle(one).color)), light(ground(one))];
      return [(Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05), one.className, one.tagName]; })
    .filter(([ratio]) => ratio < 4.5).slice(0, 5);
}"""


def test_printing_leaves_the_claims_and_drops_the_tools(open_page: Open) -> None:
    page = open_page()
    page.emulate_media(media="print")
    assert page.locator("#filters").is_hidden()
    assert page.locator("#search").is_hidden()
    assert page.locator("a.claim").first.is_visible()


def test_twenty_thousand_claims_are_drawn_as_they_are_needed(
    open_page: Open, make_run: Make, tmp_path: Path
) -> None:
    path = tmp_path / "large.html"
    write_report(path, **vars(make_run(20_000)))
    page = open_page(path=path)
    assert status(page) == "20,000 claims"
    assert page.locator("*").count() < 4_000
    page.fill("#search", "claim 19999:")
    assert status(page) == "1 of 20,000 claims"


def test_an_empty_run_says_so(open_page: Open, make_run: Make, tmp_path: Path) -> None:
    path = tmp_path / "empty.html"
    write_report(path, **vars(make_run(0)))
    page = open_page(path=path)
    assert "This run has made no claims" in page.inner_text("#view")
    for view in "2345":
        page.keyboard.press(view)
