"""doccano: a web server and its task queue, a project an export; its own page shows and draws."""

import json
import re
import secrets
import time
import urllib.error
import urllib.request
import uuid
from contextlib import ExitStack, suppress
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

from browser import Browser, seen
from playwright.sync_api import Error as PlaywrightError
from server import LOOPBACK, Programs, ToolError, free_port, wait_until

from probenlp.annotate import Manifest

PACKAGE = "doccano"
_USER = "ida"
_SECONDS = 30
_TRIES = 4

# The text is drawn in rows, whose ids say where they begin; their order in the page says nothing,
# since elements are used again, and those that wait for it stand far above the page. An empty row
# is shown as an arrow.
_ROWS = """
[...document.querySelectorAll("#container text[id*=':']")]
  .filter(row => row.getBoundingClientRect().top > -2000 && row.textContent !== "\u2b90")
  .sort((one, other) => parseInt(one.id) - parseInt(other.id))
"""
# A mark is a line below each row that it touches.
_PIECES = """
() => {
  const rows = ROWS, pieces = [];
  for (const [number, text] of rows.entries()) {
    const letters = [], data = text.textContent;
    for (let i = 0; i < data.length; ) {
      const wide = data.codePointAt(i) > 0xffff ? 2 : 1;
      const box = text.getExtentOfChar(i);
      letters.push({letter: data.slice(i, i + wide), x: box.x + box.width / 2, width: box.width});
      i += wide;
    }
    for (const line of text.parentElement.querySelectorAll("line")) {
      const left = line.x1.baseVal.value, right = line.x2.baseVal.value;
      const inside = letters.filter(({x, width}) => width > 0 && left <= x && x <= right);
      pieces.push({
        row: number,
        colour: line.getAttribute("stroke"),
        words: inside.map(one => one.letter).join(""),
        begins: inside.length > 0 && inside[0] === letters.find(one => one.width > 0),
        ends: inside.length > 0 && inside.at(-1) === letters.findLast(one => one.width > 0),
      });
    }
  }
  return pieces;
}
""".replace("ROWS", _ROWS.strip())


class Project:
    """A project of the server, and the texts in it."""

    def __init__(self, server: "Driver", folder: Path, number: int, manifest: Manifest) -> None:
        self.server, self.folder, self.number = server, folder, number
        self.page, self.browser = server.browser.page, server.browser
        self.settings = json.loads((folder / "project.json").read_text(encoding="ascii"))
        self.relations = bool(self.settings.get("use_relation"))
        self.classes = manifest.view == "classification"
        lines = (folder / "data.jsonl").read_text(encoding="ascii").splitlines()
        self.texts = [seen(json.loads(line)["text"]) for line in lines]
        self.judged = False

    def imported(self) -> int:
        """Ask for the number of examples."""
        found = self.server.ask("GET", f"/v1/projects/{self.number}/examples?limit=1")
        return int(found["count"])

    def open(self, number: int) -> None:
        """Go to a text with the keys, as a person would."""
        if f"/projects/{self.number}/" not in self.page.url:
            self._start()
        counter = self._counter()
        here, wanted = counter.inner_text().strip(), f"{number + 1} of {len(self.texts)}"
        if here != wanted:
            self.page.keyboard.press("ArrowRight")
        wait_until(lambda: self._shows(self.texts[number]), _SECONDS, f"doccano shows {wanted}")
        self.page.wait_for_timeout(600)  # rows are measured after the text is there

    def _shows(self, text: str) -> bool:
        if self.classes:
            return text in seen(self.page.locator("main").inner_text())
        rows = self.page.evaluate(f"() => {_ROWS.strip()}.map(row => row.textContent)")
        return seen("".join(rows)) == text

    def _start(self) -> None:
        """Begin as a person would; the page stays blank if it is asked for before the project."""
        project = f"/v1/projects/{self.number}"
        for _ in range(_TRIES):
            with self.page.expect_response(lambda answer: answer.url.endswith(project)):
                self.page.goto(self.server.address(f"/projects/{self.number}"))
            self.page.wait_for_timeout(2000)
            self.page.get_by_text("Start Annotation").click()
            with suppress(PlaywrightError):
                self._counter().wait_for(timeout=15_000)
                return
        raise ToolError(f"doccano shows no text of project {self.number} in {_TRIES} tries")

    def _counter(self) -> Any:
        return self.page.get_by_text(re.compile(rf"^\s*\d+ of {len(self.texts)}\s*$")).first

    def shown_marks(self) -> list[str]:
        """Read the words above the lines, those of one mark in several rows together."""
        marks: list[dict[str, Any]] = []
        for piece in self.page.evaluate(_PIECES):
            rest = next((one for one in marks if _goes_on(one, piece)), None)
            if rest is None:
                marks.append(piece)
            else:
                rest |= {
                    "words": rest["words"] + piece["words"],
                    "row": piece["row"],
                    "ends": piece["ends"],
                }
        return [mark["words"] for mark in marks]

    def shown_choices(self) -> set[str]:
        """Read the chips with a tick."""
        chips = self.page.locator(".v-chip--active .v-chip__content")
        return {text.strip() for text in chips.all_inner_texts()}

    def draw(self, name: str, words: str) -> None:
        """Press the chip of a label and draw."""
        before = len(self.shown_marks())
        self._chip(name).click()
        self.browser.draw_over("#container", words, "text[id*=':']")
        wait_until(lambda: len(self.shown_marks()) > before, _SECONDS, f"doccano marks {words!r}")
        self._chip(name).click()  # pressed again it is let go

    def _chip(self, name: str) -> Any:
        return self.page.locator(".v-chip").filter(has_text=re.compile(rf"^\s*{name}\s*$")).first

    def remove(self, name: str, words: str) -> None:
        """Press the mark's name with the other button of the mouse."""
        del words
        before = len(self.shown_marks())
        self.page.locator("#container g g text", has_text=name).first.click(button="right")
        wait_until(lambda: len(self.shown_marks()) < before, _SECONDS, f"{name} goes in doccano")

    def choose(self, name: str, instead_of: str) -> None:
        """Press the chip, and that of the other to let it go."""
        for one in (name, instead_of):
            self._chip(one).click()
        wait_until(
            lambda: name in self.shown_choices() and instead_of not in self.shown_choices(),
            _SECONDS,
            f"doccano chooses {name} and not {instead_of}",
        )

    def finish(self) -> None:
        """Press Enter: the cross becomes a tick, and the text is approved."""
        self.judged = True
        with self.page.expect_response(
            lambda answer: "/states" in answer.url and answer.request.method == "POST"
        ) as sent:
            self.page.keyboard.press("Enter")
        if not sent.value.ok:
            raise ToolError(f"doccano refused to approve: {sent.value.status}")
        # It asks for the text anew, and would show that one instead of the next.
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_timeout(1000)

    def finish_all(self) -> None:
        """Do nothing: what is not approved is exported too if that is asked for."""

    def again(self) -> None:
        """Import the same file once more."""
        self.server.bring(self)

    def written(self, folder: Path) -> Path:
        """Export, a file a person, in an archive; once a person has approved texts, those alone."""
        return self.server.take_out(self, folder, approved=self.judged)


def _goes_on(mark: dict[str, Any], piece: dict[str, Any]) -> bool:
    """Tell whether a line below the next row is the rest of a mark."""
    follows = bool(piece["row"] == mark["row"] + 1 and piece["colour"] == mark["colour"])
    return follows and mark["ends"] and piece["begins"]


class Driver:
    """doccano, signed in."""

    doubles = "a second import makes each text a second time"

    def __init__(self, root: Path, tool: Path, browser: Browser, stack: ExitStack) -> None:
        self.browser = browser
        self.port, password = free_port(), secrets.token_urlsafe(16)
        self.opener = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(jar := CookieJar())
        )
        self.jar = jar
        environment = {
            "DOCCANO_HOME": str(root),
            "STANDALONE": "True",
            "DJANGO_SETTINGS_MODULE": "config.settings.production",
            "DATABASE_URL": f"sqlite:///{root}/db.sqlite3",
            "MEDIA_ROOT": str(root / "media"),
            "SECRET_KEY": secrets.token_hex(32),
        }
        programs = stack.enter_context(Programs(root, environment))
        doccano = tool / "doccano"
        programs.call([doccano, "init"], 300)
        programs.call([doccano, "createuser", "--username", _USER, "--password", password], 120)
        (home,) = (tool.parent / "lib").glob("python*/site-packages/backend")
        programs.start([doccano, "task", "--concurrency", "1"], "doccano-tasks")
        # 'doccano webserver' listens on every interface; this is what it starts, on loopback.
        web: list[str | Path] = [
            tool / "gunicorn",
            "--chdir",
            home,
            "-b",
            f"{LOOPBACK}:{self.port}",
            "-w",
            "1",
        ]
        programs.serve([*web, "config.wsgi"], "doccano-web", self.port, 120)
        self.ask("POST", "/v1/auth/login/", {"username": _USER, "password": password})
        browser.page.context.clear_cookies()
        browser.page.goto(self.address("/auth"))
        browser.page.locator("input[name=username]").fill(_USER)
        browser.page.locator("input[name=password]").fill(password)
        browser.page.keyboard.press("Enter")
        browser.page.wait_for_url("**/projects**")

    def address(self, path: str) -> str:
        """Give the address of a path on the server."""
        return f"http://{LOOPBACK}:{self.port}{path}"

    def raw(
        self, method: str, path: str, body: bytes | None = None, kind: str = "application/json"
    ) -> bytes:
        """Ask the server; give what it answers.

        Raises
        ------
        ToolError
            If it refuses.
        """
        headers = {"Content-Type": kind, "Referer": self.address("/")}
        cookies = {one.name: str(one.value) for one in self.jar}
        headers["X-CSRFToken"] = cookies.get("csrftoken", "")
        request = urllib.request.Request(  # noqa: S310
            self.address(path), data=body, headers=headers, method=method
        )
        try:
            with self.opener.open(request, timeout=300) as answer:
                return bytes(answer.read())
        except urllib.error.HTTPError as error:
            said = error.read().decode("utf-8", "replace")[:500]
            raise ToolError(f"doccano, {method} {path}: {error.code} {said}") from None

    def ask(self, method: str, path: str, body: object = None) -> Any:
        """Do the same with JSON."""
        sent = None if body is None else json.dumps(body).encode()
        return json.loads(self.raw(method, path, sent) or b"null")

    def load(self, folder: Path, manifest: Manifest) -> Project:
        """Make the project of ``project.json``, its labels, and import the lines."""
        settings = json.loads((folder / "project.json").read_text(encoding="ascii"))
        settings["name"] = f"{settings['name']} {time.monotonic_ns()}"[:100]
        number = int(self.ask("POST", "/v1/projects", settings)["id"])
        kind = "category" if manifest.view == "classification" else "span"
        self._bring_labels(number, folder / "labels.json", kind)
        if manifest.view == "relations":
            self._bring_labels(number, folder / "relations.json", "relation")
        project = Project(self, folder, number, manifest)
        self.bring(project)
        return project

    def _bring_labels(self, number: int, file: Path, kind: str) -> None:
        body, form = _form("file", file)
        self.raw("POST", f"/v1/projects/{number}/{kind}-type-upload", body, form)

    def bring(self, project: Project) -> None:
        """Import the lines of an export, and wait until the task queue has taken them."""
        body, form = _form("filepond", project.folder / "data.jsonl")
        upload = self.raw("POST", "/v1/fp/process/", body, form).decode()
        task = "SequenceLabeling"
        if project.settings["project_type"] == "DocumentClassification":
            task = "DocumentClassification"
        if project.relations:
            task = "RelationExtraction"
        asked = {
            "format": "JSONL",
            "task": task,
            "uploadIds": [upload],
            "column_data": "text",
            "column_label": "label",
        }
        path = f"/v1/projects/{project.number}/upload"
        self._wait(self.ask("POST", path, asked)["task_id"])

    def _wait(self, task: str) -> None:
        state: dict[str, Any] = {}

        def done() -> bool:
            state.update(self.ask("GET", f"/v1/tasks/status/{task}"))
            return bool(state.get("ready"))

        wait_until(done, 300, f"doccano's task {task}", pause=0.5)
        result = state.get("result")
        problems = result.get("error") if isinstance(result, dict) else state.get("error")
        if problems:
            raise ToolError(f"doccano's task: {problems}"[:2000])

    def take_out(self, project: Project, folder: Path, *, approved: bool) -> Path:
        """Export as JSONL."""
        path = f"/v1/projects/{project.number}/download"
        asked = {"format": "JSONL", "exportApproved": approved}
        task = self.ask("POST", path, asked)["task_id"]
        self._wait(task)
        out = folder / "exported.zip"
        out.write_bytes(self.raw("GET", f"{path}?taskId={task}"))
        return out


def _form(field: str, file: Path) -> tuple[bytes, str]:
    """Write a file as a form of one field."""
    border = uuid.uuid4().hex
    head = (
        f'--{border}\r\nContent-Disposition: form-data; name="{field}"; filename="{file.name}"\r\n'
        "Content-Type: application/json\r\n\r\n"
    )
    body = head.encode() + file.read_bytes() + f"\r\n--{border}--\r\n".encode()
    return body, f"multipart/form-data; boundary={border}"
