"""The page itself: template, style, script and data in one file that loads nothing.

A content security policy in the page forbids all network, and allows exactly the one style and the
one script whose digests it names: text of a comment that became markup by mistake could still do
nothing.

"""

import base64
import functools
import hashlib
import os
import tempfile
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from probenlp.domains import Domain
from probenlp.errors import OutputError
from probenlp.records import Check, Claim, Document, Group, PassageTags, Relation, RunReport
from probenlp.report.explorer.island import Island, encode_island
from probenlp.report.explorer.rows import Rows

if TYPE_CHECKING:
    from jinja2 import Template

_WEB = files("probenlp.report.explorer") / "web"
_TEMPLATE = "page.html.jinja"
_STYLES = ("style.css", "views.css")
_SCRIPTS = (
    "data.js",
    "elements.js",
    "state.js",
    "filter.js",
    "search.js",
    "facets.js",
    "claims.js",
    "detail.js",
    "lists.js",
    "drawing.js",
    "charts.js",
    "keys.js",
    "main.js",
)
"""They share one scope, in this order; none has a build step."""


def report_page(
    *,
    run: RunReport,
    documents: Iterable[Document],
    claims: Iterable[Claim],
    groups: Iterable[Group] = (),
    relations: Iterable[Relation] = (),
    checks: Iterable[Check] = (),
    tags: Iterable[PassageTags] = (),
    domain: Domain | None = None,
    title: str | None = None,
) -> str:
    """Make the explorer page of a run.

    Parameters
    ----------
    run : RunReport
        What the run did; shown at the foot of the page.
    documents, claims, groups, relations, checks : iterable of records
        Of that run. What points at a claim that is not given is left out.
    tags : iterable of PassageTags
        For the charts of sentiment and of who quotes whom; without them these say so.
    domain : Domain or None
        Names units, topics and standards; without it their ids are shown.
    title : str or None
        Heading of the page.

    Returns
    -------
    str
        One HTML document in UTF-8; it needs no other file and no network. The names of private
        persons are not in it, other than in the words of the claims themselves.
    """
    rows = Rows(domain)
    rows.add_documents(documents)
    of_run = tuple(groups)
    rows.add_claims(claims, of_run)
    heading = title or "Findings and testimony"
    return _render(rows.island(heading, run, of_run, relations, checks, tags))


def write_report(
    path: Path,
    *,
    run: RunReport,
    documents: Iterable[Document],
    claims: Iterable[Claim],
    groups: Iterable[Group] = (),
    relations: Iterable[Relation] = (),
    checks: Iterable[Check] = (),
    tags: Iterable[PassageTags] = (),
    domain: Domain | None = None,
    title: str | None = None,
) -> int:
    """Write the explorer page of a run; the parameters are those of :func:`report_page`.

    Returns
    -------
    int
        The size of the file in bytes.

    Raises
    ------
    OutputError
        If it cannot be written there. The file is then as it was before.
    """
    page = report_page(
        run=run,
        documents=documents,
        claims=claims,
        groups=groups,
        relations=relations,
        checks=checks,
        tags=tags,
        domain=domain,
        title=title,
    ).encode()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, partial = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(page)
        Path(partial).chmod(0o644)
        Path(partial).replace(path)
    except OSError as error:
        raise OutputError(f"{path}: cannot write there: {error.strerror}") from error
    return len(page)


def _render(island: Island) -> str:
    style, script = _joined(_STYLES), f'(() => {{\n"use strict";\n{_joined(_SCRIPTS)}}})();'
    return _template().render(
        title=island.title,
        started=island.run.started[:10],
        style=style,
        script=script,
        data=encode_island(island),
        style_digest=_digest(style),
        script_digest=_digest(script),
    )


@functools.cache
def _template() -> "Template":
    """Compile the template; Jinja2 is not imported before a page is wanted."""
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    return environment.from_string((_WEB / _TEMPLATE).read_text(encoding="utf-8"))


@functools.cache
def _joined(names: tuple[str, ...]) -> str:
    return "".join((_WEB / name).read_text(encoding="utf-8") for name in names)


def _digest(text: str) -> str:
    """Give the digest of an inline style or script as a content security policy writes it."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
