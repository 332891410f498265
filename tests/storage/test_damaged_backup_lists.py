"""The list of the files of a backup may be damaged in any way: nothing is removed then, and the check says it."""

from __future__ import annotations

import json
import string
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from shopdesk.bootstrap import App
from shopdesk.domain.backups import Backup
from shopdesk.domain.errors import EnvironmentFault
from shopdesk.infra.i18n import speaker
from shopdesk.services.attachments import Pasted, keep_attachment
from shopdesk.storage import backup_files

PHOTO = b"\x89PNG" + bytes(range(256)) * 40
WORDS = st.text(string.ascii_letters + "./中", max_size=8)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)


def is_a_list(damaged: bytes) -> bool:
    """Whether it says names with sizes after all, reckoned apart from the program."""
    try:
        found = json.loads(damaged.decode("utf-8"))
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and all(isinstance(one, int) and f"{one}".isdigit() for one in found.values())


DAMAGE = (
    st.binary(max_size=40)
    | st.integers(0, 60).map(lambda length: json.dumps({"ab/" + "0" * 64: 7}, indent=1).encode()[:length])
    | PLAIN.map(lambda value: json.dumps(value, ensure_ascii=False).encode())
    | PLAIN.map(lambda value: json.dumps({"中": value}, ensure_ascii=False).encode("gb18030"))
)


@pytest.fixture
def backup(app: App, monkeypatch: pytest.MonkeyPatch) -> Backup:
    """One with a photo, in a folder that also holds what no backup names; every new one lets an old one go."""
    keep_attachment(app.services.ctx, Pasted("a.png", PHOTO))
    made = app.services.backups.create()
    (app.paths.backups / "attachments" / "of nobody.png").write_bytes(PHOTO[:9])
    monkeypatch.setattr(backup_files, "rotate", lambda *_given: [app.paths.backups / "an older one.db"])
    return made


def kept(app: App) -> set[str]:
    return {file.name for file in (app.paths.backups / "attachments").rglob("*") if file.is_file()}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(damaged=DAMAGE)
@example(damaged=b"")
@example(damaged=b"\xff\xfe{\x00}\x00")
@example(damaged=b'["ab/c.png"]')
@example(damaged=b'{"ab/c.png": "7"}')
@example(damaged=b'{"ab/c.png": true}')
@example(damaged=b'{"ab/c.png": -7}')
@example(damaged=b"[" * 100_000)
@example(damaged=b'{"a": ' + b"9" * 5_000 + b"}")
def test_a_damaged_list_is_said_and_nothing_goes(app: App, backup: Backup, damaged: bytes) -> None:
    assume(not is_a_list(damaged))
    listed = backup.file.with_suffix(".attachments.json")
    listed.write_bytes(damaged)
    with pytest.raises(EnvironmentFault) as refused:
        app.services.backups.verify(backup.name)
    said = str(refused.value)
    assert backup.name in said
    assert str(listed) in said
    assert "Make a new backup" in said
    before = kept(app)
    made = app.services.backups.create()
    assert kept(app) == before
    for file in (made.file, made.file.with_suffix(".attachments.json")):
        file.unlink()


@pytest.mark.parametrize("damaged", [b"", b"[]", b"\xff", b'{"ab'], ids=["empty", "an array", "no words", "cut"])
def test_sound_data_come_back_with_their_files_where_the_list_is_damaged(
    app: App, backup: Backup, damaged: bytes
) -> None:
    (kept_photo,) = [file for file in app.paths.attachments.rglob("*.png") if file.is_file()]
    kept_photo.unlink()
    backup.file.with_suffix(".attachments.json").write_bytes(damaged)
    app.services.backups.restore(backup.name)
    assert kept_photo.read_bytes() == PHOTO


@pytest.mark.parametrize("what", ["the list", "a file"])
def test_what_another_program_holds_is_named(
    app: App, backup: Backup, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As Windows refuses what a virus scanner or an editor has open."""
    really = Path.open
    ending = ".attachments.json" if what == "the list" else ".png"

    def held(self: Path, *how: object, **more: object) -> object:
        if self.name.endswith(ending):
            raise PermissionError(13, "in use")
        return really(self, *how, **more)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", held)
    with pytest.raises(EnvironmentFault, match="cannot be read: in use") as refused:
        app.services.backups.verify(backup.name)
    assert backup.name in str(refused.value)
    assert "无法读取" in speaker("zh_CN")(refused.value.text)
