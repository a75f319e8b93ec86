"""Where the trained artefacts lie: inside an installed package, or beside ``src`` in a checkout."""

from pathlib import Path

from probenlp.errors import ModelError


def artefact(*parts: str) -> Path:
    """Find a file or folder under ``models/``.

    Raises
    ------
    ModelError
        If it is in neither place, with both places named.

    Examples
    --------
    >>> artefact("base", "manifest.json").name
    'manifest.json'
    """
    package = Path(__file__).parent
    places = (package / "models", package.parents[1] / "models")
    for place in places:
        path = place.joinpath(*parts)
        if path.exists():
            return path
    wanted = "/".join(parts)
    raise ModelError(
        f"no models/{wanted}: looked in {places[0]} and {places[1]}; reinstall probenlp"
    )
