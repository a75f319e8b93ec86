"""A headless Chromium that reads highlighted words and draws over words with the mouse."""

import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page, Route, sync_playwright
from server import LOOPBACK, ToolError

CHROMIUM = Path("/usr/bin/chromium")
_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_SECONDS = 20

_ENDS_OF_WORDS = """
([element, words, within]) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const places = [];
  let text = "";
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.parentElement.closest(within)) continue;
    if (node.parentElement.getBoundingClientRect().top < -2000) continue;  // laid aside
    for (let i = 0; i < node.data.length; i++) places.push([node, i]);
    text += node.data;
  }
  const at = text.indexOf(words);
  if (at < 0) return text;
  const edge = (place, right) => {
    const range = document.createRange();
    range.setStart(place[0], place[1]);
    range.setEnd(place[0], place[1] + 1);
    const boxes = range.getClientRects();
    const box = boxes[right ? boxes.length - 1 : 0];
    return {x: right ? box.right : box.left, y: (box.top + box.bottom) / 2};
  };
  const first = places[at], last = places[at + words.length - 1];
  first[0].parentElement.scrollIntoView({block: "center"});
  return [edge(first, false), edge(last, true)];
}
"""

_WORDS_UNDER_BOXES = """
([element, boxesOf, skipped]) => {
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const letters = [];
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (skipped && node.parentElement.closest(skipped)) continue;
    for (let i = 0; i < node.data.length; ) {
      const wide = node.data.codePointAt(i) > 0xffff ? 2 : 1;
      const range = document.createRange();
      range.setStart(node, i);
      range.setEnd(node, i + wide);
      const box = range.getBoundingClientRect();
      const x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
      letters.push({letter: node.data.slice(i, i + wide), x, y, width: box.width});
      i += wide;
    }
  }
  // A box is drawn a few pixels larger than the words in it.
  const holds = (box, {x, y}) =>
    box.left + 4 <= x && x <= box.right - 4 && box.top <= y && y <= box.bottom;
  return [...element.querySelectorAll(boxesOf[0])].map(mark => {
    const boxes = [...mark.querySelectorAll(boxesOf[1])].map(e => e.getBoundingClientRect());
    const inside = letters.filter(l => l.width > 0 && boxes.some(box => holds(box, l)));
    return inside.map(l => l.letter).join("");
  });
}
"""

_UNSEEN = ("Cf", "Cc", "Mn", "Me", "Zs", "Zl", "Zp")
"""Categories of characters that have no width of their own, or are blank."""


def seen(words: str) -> str:
    r"""Give words without what cannot be seen on its own: blanks, joiners, accents that combine.

    Examples
    --------
    >>> seen("Cafe\u0301 \u200bB")
    'CafeB'
    """
    return "".join(one for one in words if unicodedata.category(one) not in _UNSEEN)


class Browser:
    """One page of a browser, and what it asked of other machines.

    Attributes
    ----------
    version : str
        Of the browser.
    foreign : set of str
        Hosts that a page wanted to reach and was not let to.
    """

    def __init__(self, page: Page, version: str) -> None:
        self.page, self.version = page, version
        self.foreign: set[str] = set()
        page.set_default_timeout(_SECONDS * 1000)
        page.route("**/*", self._on_loopback_alone)

    def _on_loopback_alone(self, route: Route) -> None:
        address = urlsplit(route.request.url)
        if address.hostname in (LOOPBACK, "localhost", None):
            route.continue_()
        else:
            self.foreign.add(address.hostname)
            route.abort()

    def draw_over(self, container: str, words: str, within: str = "*") -> None:
        """Press the mouse before the first occurrence of words and let it go behind them.

        Parameters
        ----------
        container : str
            A selector; its text nodes hold the words.
        within : str
            A selector of the elements whose text counts, where not all of it does.

        Raises
        ------
        ToolError
            If they are not shown there.
        """
        element = self.page.locator(container).element_handle()
        ends = element and self.page.evaluate(_ENDS_OF_WORDS, [element, words, within])
        if not isinstance(ends, list):
            raise ToolError(f"the words {words!r} are not in what {container} shows: {ends!a}")
        first, last = ends
        mouse = self.page.mouse
        mouse.move(first["x"] + 0.5, first["y"])
        mouse.down()
        mouse.move((first["x"] + last["x"]) / 2, last["y"], steps=4)
        mouse.move(last["x"] - 0.5, last["y"], steps=4)
        mouse.up()

    def words_under(self, container: str, mark: str, box: str) -> list[str]:
        """Give the words that lie under the boxes of each mark.

        Parameters
        ----------
        container, mark, box : str
            Selectors: of the text, of a mark in it, and of the boxes that a mark draws.
        """
        element = self.page.locator(container).element_handle()
        words: list[str] = self.page.evaluate(_WORDS_UNDER_BOXES, [element, [mark, box], mark])
        return words


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start the browser, and end it when the block is left.

    Raises
    ------
    ToolError
        If there is none.
    """
    if not CHROMIUM.exists():
        raise ToolError(f"{CHROMIUM}: no such browser; install Chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(_FLAGS))
        try:
            context = chromium.new_context(viewport={"width": 1500, "height": 1100})
            yield Browser(context.new_page(), chromium.version)
        except Error as error:
            raise ToolError(f"in the browser: {error.message}") from error
        finally:
            chromium.close()
