"""Fields of a foreign record, taken with care: what is missing or of another type is noted."""

from collections.abc import Iterator


class Fields:
    """A JSON object of unknown shape.

    Parameters
    ----------
    value : object
        What was met; anything but an object has no fields, which is noted.
    where : str
        Its place in the record, for messages; empty for the record itself.
    problems : list of str
        Takes a line for each field that cannot be used.

    Examples
    --------
    >>> problems = []
    >>> fields = Fields({"start": "4", "label": "pdu"}, "spans[0]", problems)
    >>> fields.whole("start"), fields.text("label"), problems
    (0, 'pdu', ["spans[0].start: '4', wanted a whole number"])
    """

    def __init__(self, value: object, where: str, problems: list[str]) -> None:
        self.where, self.problems = where, problems
        self.values: dict[str, object] = value if isinstance(value, dict) else {}
        if not isinstance(value, dict):
            self._note("", value, "an object")

    def __contains__(self, key: str) -> bool:
        return self.values.get(key) is not None

    def text(self, key: str) -> str:
        """Give a string; the empty one, with a note, if there is none."""
        value = self.values.get(key)
        if isinstance(value, str):
            return value
        self._note(key, value, "a text")
        return ""

    def maybe_text(self, key: str) -> str | None:
        """Give a string, or None if the field is missing or null."""
        return self.text(key) if key in self else None

    def whole(self, key: str) -> int:
        """Give a whole number; 0, with a note, if there is none."""
        value = self.values.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        self._note(key, value, "a whole number")
        return 0

    def name(self, key: str) -> str:
        """Give a string or a whole number, as a string: tools number what we name."""
        value = self.values.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            return str(value)
        return self.text(key)

    def items(self, key: str) -> list[object]:
        """Give a list; the empty one if the field is missing or null."""
        value = self.values.get(key)
        if value is None or isinstance(value, (list, tuple)):  # msgpack gives tuples
            return list(value or ())
        self._note(key, value, "a list")
        return []

    def texts(self, key: str) -> list[str]:
        """Give a list of strings."""
        found = []
        for number, value in enumerate(self.items(key)):
            if isinstance(value, str):
                found.append(value)
            else:
                self._note(f"{key}[{number}]", value, "a text")
        return found

    def inner(self, key: str) -> "Fields":
        """Give an object inside this one; an empty one if the field is missing or null."""
        value = self.values.get(key)
        return Fields({} if value is None else value, self._path(key), self.problems)

    def objects(self, key: str) -> Iterator["Fields"]:
        """Give the objects of a list."""
        for number, value in enumerate(self.items(key)):
            yield Fields(value, self._path(f"{key}[{number}]"), self.problems)

    def strings(self, key: str) -> dict[str, str]:
        """Give an object whose values are strings; numbers become strings."""
        inner = self.inner(key)
        return {name: inner.name(name) for name in inner.values}

    def _path(self, key: str) -> str:
        return f"{self.where}.{key}" if self.where and key else self.where or key

    def _note(self, key: str, value: object, wanted: str) -> None:
        met = "missing" if value is None else repr(value)[:60]
        place = self._path(key)
        self.problems.append(f"{place}: {met}, wanted {wanted}" if place else f"{met}, {wanted}")
