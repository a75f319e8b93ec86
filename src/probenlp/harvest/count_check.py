"""Why a page says another number of comments than were found on it.

The page's own count is a checksum. What it counts differs by system: WordPress counts pingbacks,
Reddit comments that are gone, and all count what stands on further pages or loads on a click.
"""

from probenlp.harvest.drafts import Draft

_BY_SCRIPT = ("by script", "were not loaded")


def count_mismatch(draft: Draft) -> str | None:
    """Say how the page's count differs from what was found, with the likeliest reason.

    Returns
    -------
    str or None
        None where they agree, or the page states no count.

    Examples
    --------
    >>> count_mismatch(Draft(media_type="text/html", claimed=3, comment_system="drupal"))
    'the page says 3 comments, 0 were found: no mark of the others is in the source; compare with the page'
    """  # noqa: E501
    found = len(draft.comments)
    if draft.claimed in (None, found, found + draft.pings):
        return None
    return f"the page says {draft.claimed} comments, {found} were found: {_reason(draft, found)}"


def _reason(draft: Draft, found: int) -> str:
    if draft.claimed is not None and found > draft.claimed:
        return "its count seems to leave out replies, or to be older than the thread"
    if any(entry.reason == "nesting" for entry in draft.incomplete):
        return "some were lost with their nesting"
    if draft.next_pages:
        return "the thread goes on on further pages, which were not read"
    if any(sign in warning for warning in draft.warnings for sign in _BY_SCRIPT):
        return "the page loads the others by script, so that they are not in its source"
    if any(entry.reason == "truncated" for entry in draft.incomplete):
        return "the page is cut off"
    return _REASONS.get(
        draft.comment_system or "", "no mark of the others is in the source; compare with the page"
    )


_REASONS = {
    "wordpress": (
        "WordPress counts pingbacks and trackbacks as well, which many themes do not show; no mark"
        " of further comments is in the source"
    ),
    "wpdiscuz": "wpDiscuz loads further comments on a click",
    "blogger-threaded": "Blogger shows the first 200 and loads the others by script",
    "reddit-old": (
        "Reddit counts comments that were deleted or removed, and shows only those that have"
        " answers"
    ),
    "reddit": "Reddit counts deleted comments, and loads most of a thread on a click",
}
