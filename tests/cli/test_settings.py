"""The salt is made once, kept from others, and never shown."""

import stat
from pathlib import Path

import pytest

from probenlp.errors import ProbenlpError
from probenlp.settings import SALT_VARIABLE, Settings, find_salt


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv(SALT_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path / "probenlp" / "salt"


def test_the_variable_wins(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SALT_VARIABLE, "shared between machines")
    assert find_salt() == b"shared between machines"
    assert not state.exists()


def test_a_salt_is_made_once_and_kept(state: Path) -> None:
    first = find_salt()
    assert len(first) == 64
    assert find_salt() == first
    assert stat.S_IMODE(state.stat().st_mode) == 0o600, "for its owner only"


def test_two_users_have_two_salts(state: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = find_salt()
    monkeypatch.setenv("XDG_STATE_HOME", str(state.parent / "other"))
    assert find_salt() != first


def test_a_place_that_cannot_be_written_says_how_to_do_without(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.delenv(SALT_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    with pytest.raises(ProbenlpError, match=f"set the variable {SALT_VARIABLE}"):
        find_salt()


def test_the_salt_is_shown_as_a_fingerprint_only() -> None:
    shown = Settings(salt=b"secret").shown()
    assert "secret" not in str(shown)
    assert "secret" not in repr(Settings(salt=b"secret"))
    assert shown["salt_fingerprint"] != Settings(salt=b"other").shown()["salt_fingerprint"]
