"""Potato: its folder is its project, and a server serves one.

Potato is under the GPL. It runs as a program of its own here and is never imported; nothing of it
is part of this project.

"""

import json
import shutil
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from browser import Browser
from server import LOOPBACK, Programs, free_port, wait_until

from probenlp.annotate import Manifest

PACKAGE = "potato-annotation"
_TEXT = "#text-content-text"
_USER = "annotator"
_SECONDS = 60


class Project:
    """A folder that a server serves."""

    def __init__(self, folder: Path, browser: Browser, programs: Programs, tool: Path) -> None:
        self.folder, self.browser, self.page = folder, browser, browser.page
        self.programs, self.tool = programs, tool
        self.port = 0
        self.ids = self._ids()
        self.serve()

    def _ids(self) -> list[str]:
        lines = (self.folder / "data.jsonl").read_text(encoding="ascii").splitlines()
        return [json.loads(line)["id"] for line in lines][:-1]  # the last page is no task

    def serve(self) -> None:
        """Start a server on the folder and sign in."""
        self.port = free_port()
        command = [self.tool / "potato", "start", self.folder / "config.yaml", "-p", self.port]
        self.programs.serve(
            [*map(str, command), "--host", LOOPBACK], f"potato-{self.port}", self.port, _SECONDS
        )
        self.page.context.clear_cookies()
        self.page.goto(f"http://{LOOPBACK}:{self.port}/")
        self.page.fill("input[name=email]", _USER)
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector(_TEXT)

    def imported(self) -> int:
        """Count what the server says it holds, without the last page."""
        counted = self.page.locator("#progress-counter").inner_text()
        return int(counted.split("/")[1]) - 1

    def open(self, number: int) -> None:
        """Go to a text by its number."""
        wanted = self.ids[number]
        if self._current() != wanted:
            self.page.fill("#go_to", str(number + 1))
            self.page.click("#go-to-btn")
            wait_until(lambda: self._current() == wanted, _SECONDS, f"Potato shows {wanted}")
        self.page.wait_for_load_state("networkidle")

    def _current(self) -> str:
        field = self.page.locator("#instance_id")
        return field.input_value() if field.count() else ""

    def shown_marks(self) -> list[str]:
        """Read the words under the boxes."""
        self.page.wait_for_timeout(300)
        return self.browser.words_under(_TEXT, ".span-overlay-pure", ".span-highlight-segment")

    def shown_choices(self) -> set[str]:
        """Read the radio buttons."""
        checked = self.page.locator("input[type=radio]:checked")
        return {one.get_attribute("value") or "" for one in checked.all()}

    def draw(self, name: str, words: str) -> None:
        """Tick a label and draw."""
        before = self.page.locator(f'.span-overlay-pure[data-label="{name}"]').count()
        self.page.locator(f'input[for_span="true"][value="{name}"]').check(force=True)
        self.browser.draw_over(_TEXT, words)
        wait_until(
            lambda: self.page.locator(f'.span-overlay-pure[data-label="{name}"]').count() > before,
            _SECONDS,
            f"Potato marks {words!r}",
        )

    def remove(self, name: str, words: str) -> None:
        """Press the cross of a mark."""
        del words
        mark = self.page.locator(f'.span-overlay-pure[data-label="{name}"]')
        mark.locator(".span-delete-btn").click(force=True)
        wait_until(lambda: mark.count() == 0, _SECONDS, f"Potato takes {name} away")

    def choose(self, name: str, instead_of: str) -> None:
        """Press a radio button; that gives up the other."""
        del instead_of
        self.page.locator(f'input[type=radio][value="{name}"]').check(force=True)

    def finish(self) -> None:
        """Say that the text is done, and go on."""
        self.page.locator('input[type=radio][value="done"]').check(force=True)
        here = self._current()
        self.page.wait_for_timeout(700)  # it saves half a second after a change
        self.page.click("#next-btn")
        wait_until(lambda: self._current() not in ("", here), _SECONDS, f"Potato leaves {here}")

    def finish_all(self) -> None:
        """Say of the first text that it is done: with it Potato writes the state of all anew."""
        self.open(0)
        self.finish()

    def again(self) -> None:
        """Start a second server on the same folder."""
        self.serve()

    def written(self, folder: Path) -> Path:
        """Copy the states."""
        out = folder / "states"
        shutil.copytree(self.folder / "annotation_output", out)
        return out


class Driver:
    """Potato, a server a project."""

    doubles = "a second start shows each text once"

    def __init__(self, root: Path, tool: Path, browser: Browser, stack: ExitStack) -> None:
        self.root, self.tool, self.browser = root, tool, browser
        self.programs = stack.enter_context(Programs(root))
        self.projects: Sequence[Project] = ()

    def load(self, folder: Path, manifest: Manifest) -> Project:
        """Serve a copy of the folder."""
        del manifest
        copy = self.root / f"project-{len(self.projects)}"
        shutil.copytree(folder, copy)
        project = Project(copy, self.browser, self.programs, self.tool)
        self.projects = (*self.projects, project)
        return project
