"""Check ``domain.toml``, and the role classes that the roles table uses."""

from collections.abc import Iterator
from typing import Final, get_args

from probenlp.domains.findings import Finding, nearest
from probenlp.domains.folder import Folder, at, unknown
from probenlp.domains.tables import SETTINGS
from probenlp.records import SpeakerRole

_KEYS: Final[dict[str, type]] = {
    "name": str,
    "title": str,
    "language": str,
    "inspectorate": list,
    "role_classes": dict,
    "single_offices": list,
}
_TYPES: Final[dict[type, str]] = {
    str: "a text in quotes",
    list: "a list of texts",
    dict: "a table of texts",
}
_SPEAKERS: Final = frozenset(get_args(SpeakerRole))


def check_settings(folder: Folder) -> Iterator[Finding]:
    """Check that the settings are there, of the right type, and lead to rows that exist."""
    if not folder.settings:
        return  # that it cannot be read is said already
    yield from _keys(folder)
    for unit in folder.list_of("inspectorate"):
        wanted = "the id of a row of units.tsv"
        yield from unknown(SETTINGS, 0, "inspectorate", unit, folder.ids("units"), wanted)
    if not folder.list_of("inspectorate"):
        yield at(
            SETTINGS,
            0,
            "inspectorate",
            "no-inspectorate",
            met="none",
            wanted="the ids of the units whose words are findings, the main one first",
        )
    for role in folder.list_of("single_offices"):
        wanted = "the id of a row of roles.tsv"
        yield from unknown(SETTINGS, 0, "single_offices", role, folder.ids("roles"), wanted)
    yield from _role_classes(folder)


def _keys(folder: Folder) -> Iterator[Finding]:
    for key, value in folder.settings.items():
        if key not in _KEYS:
            yield at(
                SETTINGS,
                0,
                key,
                "unknown-key",
                met="an unknown key",
                wanted=f"keys among {', '.join(_KEYS)}",
                advice=nearest(key, _KEYS.keys() - folder.settings.keys()),
            )
        elif not isinstance(value, _KEYS[key]):
            yield at(SETTINGS, 0, key, "wrong-type", met=repr(value), wanted=_TYPES[_KEYS[key]])
        elif isinstance(value, list) and not all(isinstance(item, str) for item in value):
            yield at(SETTINGS, 0, key, "wrong-type", met=repr(value), wanted="a list of texts")
    for key in ("name", "title"):
        if not folder.settings.get(key):
            yield at(SETTINGS, 0, key, "missing-key", met="nothing", wanted=f"the domain's {key}")
    language = folder.settings.get("language", "en")
    if isinstance(language, str) and language != "en":
        yield at(
            SETTINGS,
            0,
            "language",
            "language",
            met=repr(language),
            wanted="'en': the grammar of the taggers is English",
        )


def _role_classes(folder: Folder) -> Iterator[Finding]:
    classes = folder.settings.get("role_classes", {})
    if not isinstance(classes, dict):
        return
    for voice, role in classes.items():
        wanted = f"one of {', '.join(sorted(_SPEAKERS))}"
        yield from unknown(SETTINGS, 0, f"role_classes.{voice}", str(role), _SPEAKERS, wanted)
    for line in folder.roles:
        for voice in line.row.voice:
            wanted = "a key of role_classes in domain.toml"
            yield from unknown("roles", line.number, "voice", voice, frozenset(classes), wanted)
