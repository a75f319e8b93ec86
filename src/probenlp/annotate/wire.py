"""JSON as annotation tools read it: escaped to ASCII, one object a line, nothing else a line end.

doccano guesses the encoding of relation files and fails on UTF-8; other readers split lines at
U+2028 and U+0085, which stand in pasted comments. Escapes leave nothing to guess or to split.

"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from probenlp.annotate.tool import FormatError


def ascii_json(value: object, *, indent: int | None = None) -> bytes:
    r"""Write a value as JSON in ASCII.

    Examples
    --------
    >>> ascii_json({"text": "£5\u2028"})
    b'{"text": "\\u00a35\\u2028"}'
    """
    return json.dumps(value, ensure_ascii=True, allow_nan=False, indent=indent).encode("ascii")


def json_lines(values: Iterable[object]) -> bytes:
    """Write a value a line, each line ended."""
    return b"".join(ascii_json(value) + b"\n" for value in values)


def read_text(path: Path) -> str:
    """Read a file of UTF-8, with or without a byte order mark, line ends as they are.

    Raises
    ------
    FormatError
        If it is missing or is not UTF-8.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        raise FormatError(f"{path}: no such file; name what the tool wrote with --data") from None
    except IsADirectoryError:
        raise FormatError(f"{path}: a folder; wanted a file") from None
    except UnicodeDecodeError as error:
        raise FormatError(f"{path}: not UTF-8 at byte {error.start}; was it saved anew?") from None


def read_json(path: Path) -> Any:
    """Read a file that is one JSON value.

    Raises
    ------
    FormatError
        If it is not; where it is JSON Lines, the message says so.
    """
    text = read_text(path)
    try:
        return loads(text)
    except (ValueError, RecursionError) as error:
        lines = " (it looks like JSON Lines)" if "Extra data" in str(error) else ""
        raise FormatError(f"{path}: not JSON: {error}{lines}") from None


def loads(text: str) -> Any:
    """Read JSON.

    Raises
    ------
    ValueError
        If it is none, or holds half of a surrogate pair, which is no character and can be written
        nowhere.
    """
    value = json.loads(text)
    if "\\ud" in text.lower():
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    return value


def read_json_lines(path: Path) -> Iterator[tuple[str, dict[str, Any] | None, str]]:
    """Read objects, one a line.

    Yields
    ------
    tuple
        The place for messages; the object, or None where the line holds none; and then why.

    Raises
    ------
    FormatError
        If no line of the file holds an object.
    """
    yield from parse_json_lines(read_text(path), path.name, str(path))


def parse_json_lines(
    text: str, name: str, path: str
) -> Iterator[tuple[str, dict[str, Any] | None, str]]:
    """Do the same with the text of a file."""
    found = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            found.append((f"{name}:{number}", *_object(line)))
    if found and all(value is None for _, value, _ in found):
        raise FormatError(f"{path}: no line is a JSON object: {found[0][2]}; wanted JSON Lines")
    yield from found


def _object(line: str) -> tuple[dict[str, Any] | None, str]:
    try:
        value = loads(line)
    except (ValueError, RecursionError) as error:
        return None, f"not JSON: {error}"
    if not isinstance(value, dict):
        return None, f"a JSON {type(value).__name__}, wanted an object"
    return value, ""


def find_file(path: Path, *names: str) -> Path:
    """Give the path itself if it is a file, else the first of the names that is in the folder.

    Raises
    ------
    FormatError
        If none is there.
    """
    if not path.is_dir():
        return path
    for name in names:
        if (path / name).exists():
            return path / name
    raise FormatError(f"{path}: holds no {' and no '.join(names)}; name the file with --data")
