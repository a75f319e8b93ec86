"""Follow redirects by hand: each hop is a new address, to be vetted like the first."""

from urllib.parse import urljoin

from probenlp.harvest.fetch.addresses import normal_url
from probenlp.harvest.fetch.client import Answer
from probenlp.harvest.fetch.fetched import FetchError


class Trail:
    """The addresses of one visit, from the one that was asked for to the one that answers.

    Parameters
    ----------
    url : str
        As asked.
    max_redirects : int

    Attributes
    ----------
    url : str
        Where the trail stands, in normal form.
    notes : list of str
        Redirects from ``https`` to ``http``.

    Raises
    ------
    FetchError
        With reason ``scheme`` or ``address``.

    Examples
    --------
    >>> Trail("https://dale.example/news#top", 5).url
    'https://dale.example/news'
    """

    def __init__(self, url: str, max_redirects: int) -> None:
        self._max = max_redirects
        self.url = normal_url(url)
        self._seen = [self.url]
        self.notes: list[str] = []

    def follow(self, answer: Answer) -> None:
        """Go on to where a redirect points.

        Raises
        ------
        FetchError
            With reason ``redirects`` for a redirect to nowhere, in a circle, or one too many;
            ``scheme`` or ``address`` for one to where nothing is fetched.
        """
        here = self.url
        location = answer.headers.get("location", "").strip()
        if not location:
            raise FetchError(here, "redirects", f"answered {answer.status} without a Location")
        try:
            there = urljoin(here, _as_utf8(location))
        except ValueError as error:
            raise FetchError(here, "redirects", f"to {location!r}: {error}") from error
        self.url = normal_url(there)
        if self.url in self._seen:
            raise FetchError(here, "redirects", f"in a circle, back to {self.url}")
        if len(self._seen) > self._max:
            raise FetchError(here, "redirects", f"more than {self._max}, the next to {self.url}")
        self._seen.append(self.url)
        if here.startswith("https:") and self.url.startswith("http:"):
            self.notes.append(f"redirected from {here} to {self.url}, without encryption")


def _as_utf8(location: str) -> str:
    # Header bytes come as Latin-1; servers write UTF-8 into them ("é" arrives as "Ã©").
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location
