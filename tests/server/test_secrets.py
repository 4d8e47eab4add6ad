"""Keys are made once, closed to others, and never quietly replaced."""

import base64
import json
import stat
from pathlib import Path

import pytest

from okoce.core.encryption import load_keyring
from okoce.server.errors import ServerError
from okoce.server.secrets import FILES, ensure_secrets, exposed


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("OKOCE_SECRETS_DIR", raising=False)
    monkeypatch.delenv("OKOCE_VAR_DIR", raising=False)
    return tmp_path


def test_made_closed_and_kept(project: Path) -> None:
    place = ensure_secrets(project)
    assert place == project / "var" / "secrets"
    assert stat.S_IMODE(place.stat().st_mode) == 0o700
    assert {name: stat.S_IMODE((place / name).stat().st_mode) for name in FILES} == dict.fromkeys(FILES, 0o600)
    assert sorted(path.name for path in place.iterdir()) == sorted(FILES)
    before = {name: (place / name).read_text() for name in FILES}
    assert len(before["django.key"].strip()) >= 50
    assert len(base64.b64decode(before["lookup.key"])) == 32
    stored = json.loads(before["encryption.json"])
    assert len(base64.b64decode(stored["keys"][stored["current"]])) == 32
    ensure_secrets(project)
    assert {name: (place / name).read_text() for name in FILES} == before
    assert exposed(project) == []


def test_what_is_made_can_seal_and_open(project: Path) -> None:
    keyring = load_keyring(ensure_secrets(project))
    assert keyring.open(keyring.seal("31", "test"), "test") == "31"


def test_two_installations_have_different_keys(tmp_path: Path, project: Path) -> None:
    first, second = ensure_secrets(tmp_path / "a"), ensure_secrets(tmp_path / "b")
    assert all((first / name).read_text() != (second / name).read_text() for name in FILES)


def test_lost_keys_of_existing_data_are_not_replaced(project: Path) -> None:
    place = ensure_secrets(project)
    (project / "var" / "prepared.json").write_text("{}")
    (place / "encryption.json").unlink()
    with pytest.raises(ServerError, match=r"(?s)encryption\.json.*backup"):
        ensure_secrets(project)
    assert not (place / "encryption.json").exists()


def test_open_keys_are_reported(project: Path) -> None:
    place = ensure_secrets(project)
    (place / "lookup.key").chmod(0o644)
    assert [str(place / "lookup.key") in sentence for sentence in exposed(project)] == [True]
