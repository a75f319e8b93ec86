"""Pseudonyms: readable, the same for the same person, in no order that tells anything."""

import hmac
from collections.abc import Iterable
from typing import Final

from probenlp.annotate.pseudonyms.finding import Finding, Kind

_NAMES: Final[dict[Kind, str]] = {
    "person": "Person",
    "handle": "Handle",
    "email": "e-mail",
    "phone": "phone",
    "address": "address",
    "link": "link",
    "number": "number",
    "birth": "birth date",
    "detail": "detail",
}
_LETTERS: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without I and O, which look like digits."""
_PER_LETTER: Final = 99


class Codes:
    """Gives each identity its pseudonym.

    Parameters
    ----------
    salt : bytes
        The secret without which nobody can tell, by trying names, whose a pseudonym is. One salt
        gives one person one pseudonym in every export.

    Notes
    -----
    A code is drawn by HMAC-SHA256 of kind and identity. Where another has it already, the next is
    drawn; with more than a thousand persons the codes get longer.

    Examples
    --------
    >>> codes = Codes(b"lamp")
    >>> codes.of("person", "person:dave holt") == codes.of("person", "person:dave holt")
    True
    """

    def __init__(self, salt: bytes) -> None:
        self._salt = salt
        self._given: dict[tuple[Kind, str], str] = {}
        self._taken: dict[str, str] = {}

    def of(self, kind: Kind, identity: str) -> str:
        """Give the pseudonym of an identity."""
        key = kind, identity
        if key not in self._given:
            self._given[key] = self._drawn(kind, identity)
        return self._given[key]

    def instead_of(self, finding: Finding) -> str:
        """Give what is written in the place of a finding."""
        return finding.instead or self.of(finding.kind, finding.identity)

    def _drawn(self, kind: Kind, identity: str) -> str:
        attempt = 0
        while True:
            message = f"{kind}\0{identity}\0{attempt}".encode()
            number = int.from_bytes(hmac.digest(self._salt, message, "sha256")[:8], "big")
            reach = _PER_LETTER * 10 ** (attempt // 3)
            letter = _LETTERS[number % len(_LETTERS)]
            code = f"[{_NAMES[kind]} {letter}{number // len(_LETTERS) % reach + 1}]"
            if self._taken.setdefault(code, identity) == identity:
                return code
            attempt += 1

    def seal(self, text: str) -> str:
        """Give a digest of a text that cannot be found by trying texts without the salt."""
        return hmac.digest(self._salt, b"text\0" + text.encode("utf-8"), "sha256").hex()

    def given(self) -> Iterable[tuple[str, str]]:
        """List the pseudonyms given so far, and the identities they stand for."""
        return ((code, identity) for (_, identity), code in self._given.items())
