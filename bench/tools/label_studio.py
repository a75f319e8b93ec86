"""Label Studio: one server, a project an export; its own interface shows, draws and submits."""

import json
import secrets
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

from browser import Browser
from server import LOOPBACK, Programs, ToolError, free_port, wait_until

from probenlp.annotate import Manifest

PACKAGE = "label-studio"
_USER = "ida@example.org"
_SECONDS = 30

_ENVIRONMENT = {
    "COLLECT_ANALYTICS": "false",
    "LATEST_VERSION_CHECK": "false",
    "SENTRY_DSN": "",
    "FRONTEND_SENTRY_DSN": "",
}

# A highlight is drawn in pieces where marks cross. In a text their class names the mark; in a
# dialogue all but the last piece of a mark lack a class.
_WORDS_OF_MARKS = """
() => {
  const marks = new Map();
  let open = null, number = 0;
  for (const piece of document.querySelectorAll(".htx-highlight")) {
    const own = [...piece.classList].find(one => /^htx-highlight-.*-\\d+$/.test(one));
    const last = piece.classList.contains("htx-highlight-last");
    const name = own || open || `mark${number++}`;
    marks.set(name, (marks.get(name) || "") + piece.textContent);
    open = own || last ? null : name;
  }
  return [...marks.values()];
}
"""
_CHOSEN = """
() => [...document.querySelectorAll("input.ant-checkbox-input:checked")].map(one => one.name)
"""
_READY = """
(id) => {
  const store = window.Htx && Htx.annotationStore;
  return Boolean(store && store.selected && Htx.task && String(Htx.task.id) === id
    && document.querySelector('button[name=submit], button[name=update]'));
}
"""


class Project:
    """A project of the server, and the texts in it."""

    def __init__(self, server: "Driver", folder: Path, number: int, manifest: Manifest) -> None:
        self.server, self.folder, self.number = server, folder, number
        self.page, self.browser = server.browser.page, server.browser
        self.view = manifest.view
        self.order = [task.id for task in manifest.tasks]
        self._numbers: dict[str, int] = {}

    def imported(self) -> int:
        """Ask for the number of tasks."""
        return int(self.server.ask("GET", f"/api/projects/{self.number}")["task_number"])

    def open(self, number: int) -> None:
        """Go to a task and wait until its annotation is there."""
        if not self._numbers:
            found = self.server.ask("GET", f"/api/tasks?project={self.number}&page_size=500")
            self._numbers = {one["data"]["task_id"]: one["id"] for one in found["tasks"]}
        task = self._numbers[self.order[number]]
        self.page.goto(self.server.address(f"/projects/{self.number}/data?task={task}"))
        self.page.wait_for_function(_READY, arg=str(task))
        # The text is there before its marks, and those are there before they can be changed.
        before: list[tuple[list[str], set[str]]] = []

        def settled() -> bool:
            before.append((self.shown_marks(), self.shown_choices()))
            return len(before) > 1 and any(before[-1]) and before[-1] == before[-2]

        with suppress(ToolError):  # the proof says what is not shown
            wait_until(settled, _SECONDS, "marks or labels shown", pause=1)

    def shown_marks(self) -> list[str]:
        """Read the highlighted words."""
        words: list[str] = self.page.evaluate(_WORDS_OF_MARKS)
        return words

    def shown_choices(self) -> set[str]:
        """Read the ticked boxes."""
        return set(self.page.evaluate(_CHOSEN))

    def draw(self, name: str, words: str) -> None:
        """Press a label and draw."""
        before = len(self.shown_marks())
        self.page.locator(".lsf-label", has_text=name).first.click()
        text = ".lsf-richtext__container"
        if self.view == "dialogue":
            text = "[data-testid^='phrase:'] >> nth=-1"
        self.browser.draw_over(text, words)
        wait_until(
            lambda: len(self.shown_marks()) > before, _SECONDS, f"Label Studio marks {words!r}"
        )
        self.page.keyboard.press("Escape")

    def remove(self, name: str, words: str) -> None:
        """Press the highlight and delete it."""
        before = len(self.shown_marks())
        self.page.locator(".htx-highlight", has_text=words).first.click()
        self.page.keyboard.press("Backspace")
        wait_until(
            lambda: len(self.shown_marks()) < before, _SECONDS, f"Label Studio takes {name} away"
        )

    def choose(self, name: str, instead_of: str) -> None:
        """Tick the box; that unticks the other."""
        self.page.locator(f"input[name='{name}']").click(force=True)
        wait_until(
            lambda: instead_of not in self.shown_choices(), _SECONDS, f"no longer {instead_of}"
        )

    def finish(self) -> None:
        """Submit."""
        with self.page.expect_response(
            lambda answer: "/annotations" in answer.url and answer.request.method == "POST"
        ) as sent:
            self.page.locator("button[name=submit]").click()
        if not sent.value.ok:
            raise ToolError(f"Label Studio refused to submit: {sent.value.status}")

    def finish_all(self) -> None:
        """Let the server make an annotation of every prediction."""
        action = f"/api/dm/actions?id=predictions_to_annotations&project={self.number}"
        everything = {"selectedItems": {"all": True, "excluded": []}}
        found = self.server.ask("GET", f"/api/projects/{self.number}/model-versions/")
        versions = list(found if isinstance(found, dict) else {})
        for version in versions:
            self.server.ask("POST", action, everything | {"model_version": version})

    def again(self) -> None:
        """Import the same file once more."""
        self.server.bring(self.number, self.folder)

    def written(self, folder: Path) -> Path:
        """Export as JSON."""
        path = f"/api/projects/{self.number}/export?exportType=JSON&download_all_tasks=true"
        out = folder / "exported.json"
        out.write_bytes(self.server.raw("GET", path))
        return out


class Driver:
    """Label Studio, signed in."""

    doubles = "a second import makes each text a second time"

    def __init__(self, root: Path, tool: Path, browser: Browser, stack: ExitStack) -> None:
        self.browser = browser
        self.token, password = secrets.token_hex(20), secrets.token_urlsafe(16)
        self.port = free_port()
        environment = {**_ENVIRONMENT, "LABEL_STUDIO_BASE_DATA_DIR": str(root)}
        programs = stack.enter_context(Programs(root, environment))
        program, legacy = tool / "label-studio", "--enable-legacy-api-token"
        who = ["--username", _USER, "--password", password, "--user-token", self.token]
        programs.call([program, "init", "proof", *who, legacy, "--no-browser"], 600)
        start: list[str | Path] = [program, "start", "--no-browser", "-p", str(self.port)]
        programs.serve(
            [*start, "--internal-host", LOOPBACK, legacy], "label-studio", self.port, 180
        )
        page = browser.page
        page.goto(self.address("/user/login/"))
        page.fill("input[name=email]", _USER)
        page.fill("input[name=password]", password)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda address: "login" not in address)

    def address(self, path: str) -> str:
        """Give the address of a path on the server."""
        return f"http://{LOOPBACK}:{self.port}{path}"

    def raw(self, method: str, path: str, body: bytes | None = None) -> bytes:
        """Ask the server; give what it answers.

        Raises
        ------
        ToolError
            If it refuses.
        """
        headers = {"Authorization": f"Token {self.token}", "Content-Type": "application/json"}
        request = urllib.request.Request(  # noqa: S310
            self.address(path), data=body, headers=headers, method=method
        )
        try:
            with urllib.request.urlopen(request, timeout=300) as answer:  # noqa: S310
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            said = error.read().decode("utf-8", "replace")[:500]
            raise ToolError(f"Label Studio, {method} {path}: {error.code} {said}") from None

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Do the same with JSON."""
        sent = None if body is None else json.dumps(body).encode()
        return json.loads(self.raw(method, path, sent) or b"null")

    def bring(self, number: int, folder: Path) -> None:
        """Import the tasks of an export into a project."""
        self.raw("POST", f"/api/projects/{number}/import", (folder / "tasks.json").read_bytes())

    def load(self, folder: Path, manifest: Manifest) -> Project:
        """Make the project with our configuration, predictions shown, and import."""
        settings = {
            "title": f"{manifest.title} {time.monotonic_ns()}"[:50],
            "label_config": (folder / "config.xml").read_text(encoding="utf-8"),
            "show_collab_predictions": True,
        }
        number = int(self.ask("POST", "/api/projects/", settings)["id"])
        self.bring(number, folder)
        return Project(self, folder, number, manifest)
