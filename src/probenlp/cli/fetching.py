"""The options of commands that may ask the web for pages."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from probenlp.settings import Settings

_PANEL = "Fetching"

Sources = Annotated[
    list[str],
    typer.Argument(
        help="Files, folders, feeds (.xml, .json), addresses of pages, "
        "web archives (.warc, .warc.gz), lists of sources (.toml)."
    ),
]

Contact = Annotated[
    str | None,
    typer.Option(
        envvar="PROBENLP_CONTACT",
        rich_help_panel=_PANEL,
        help="Address or page by which a site's owner can reach you; sent with every request.",
    ),
]
Delay = Annotated[
    float,
    typer.Option(min=0.0, rich_help_panel=_PANEL, help="Seconds between two requests to one host."),
]
Cache = Annotated[
    Path | None,
    typer.Option(
        envvar="PROBENLP_CACHE",
        rich_help_panel=_PANEL,
        help="SQLite file that keeps answers, so that unchanged pages are not sent again.",
    ),
]
Warc = Annotated[
    Path | None,
    typer.Option(rich_help_panel=_PANEL, help="Web archive to keep what is fetched; a new file."),
]
Offline = Annotated[
    bool, typer.Option("--offline", rich_help_panel=_PANEL, help="Answer from --cache alone.")
]
AllowLoopback = Annotated[
    bool,
    typer.Option(
        "--allow-loopback", rich_help_panel=_PANEL, help="Let addresses of this machine pass."
    ),
]
FollowCommentPages = Annotated[
    bool,
    typer.Option(
        "--follow-comment-pages",
        rich_help_panel=_PANEL,
        help="Ask for the further pages of a thread as well.",
    ),
]


def settings_of(
    *,
    domain: str,
    max_bytes: int,
    contact: str | None,
    delay: float,
    cache: Path | None,
    warc: Path | None,
    offline: bool,
    allow_loopback: bool,
    follow_comment_pages: bool,
    register: Path | None = None,
    voice_model: Path | None = None,
) -> "Settings":
    """Make the settings of a run from a command's options, with the salt of this machine.

    Raises
    ------
    typer.BadParameter
        For settings that contradict each other, such as ``--offline`` without ``--cache``.
    """
    from probenlp.harvest.fetch import FetchSettings
    from probenlp.settings import Settings, find_salt

    try:
        fetch = FetchSettings(
            contact=contact,
            delay=delay,
            cache=cache,
            warc=warc,
            offline=offline,
            allow_loopback=allow_loopback,
            follow_comment_pages=follow_comment_pages,
            max_bytes=max_bytes,
        )
    except ValueError as error:
        raise typer.BadParameter(str(error)) from error
    return Settings(
        domain=domain,
        salt=find_salt(),
        max_bytes=max_bytes,
        register=register,
        voice_model=voice_model,
        fetch=fetch,
    )
