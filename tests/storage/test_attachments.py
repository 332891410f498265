"""Attachments lie once by their content, and belong to backups and to what is restored from them."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from shopdesk.bootstrap import App, open_app
from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.settings import BACKUP_SECOND_FOLDER
from shopdesk.services.attachments import Pasted, check_opening, keep_attachment, path_of
from shopdesk.services.programs import bytes_run

PHOTO = b"\x89PNG" + bytes(range(256)) * 40


def files(folder: Path) -> list[str]:
    return sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(min_size=1, max_size=300), name=st.text(min_size=1, max_size=80))
def test_a_place_is_told_by_the_content_whatever_the_name(app: App, content: bytes, name: str) -> None:
    assume(not bytes_run(name, content))  # what would run is refused, wherever it comes from
    place = keep_attachment(app.services.ctx, Pasted(name, content))
    kept = app.paths.attachments / place
    assert kept.read_bytes() == content
    assert kept.stem.split(".")[0] == hashlib.sha256(content).hexdigest()
    assert place.isascii()
    assert keep_attachment(app.services.ctx, Pasted(name, content)) == place


def test_what_is_kept_twice_lies_there_once(app: App, tmp_path: Path) -> None:
    photo = tmp_path / "招牌.PNG"
    photo.write_bytes(PHOTO)
    first = keep_attachment(app.services.ctx, photo)
    written = (app.paths.attachments / first).stat().st_mtime_ns
    assert keep_attachment(app.services.ctx, Pasted("another name.png", PHOTO)) == first
    assert files(app.paths.attachments) == [first]
    assert (app.paths.attachments / first).stat().st_mtime_ns == written


def test_a_spoilt_copy_is_put_right_when_the_file_is_kept_again(app: App) -> None:
    place = keep_attachment(app.services.ctx, Pasted("a.png", PHOTO))
    (app.paths.attachments / place).write_bytes(PHOTO[:10])
    keep_attachment(app.services.ctx, Pasted("a.png", PHOTO))
    assert (app.paths.attachments / place).read_bytes() == PHOTO


def test_many_backups_hold_an_attachment_once(app: App, clock: FixedClock) -> None:
    place = keep_attachment(app.services.ctx, Pasted("a.png", PHOTO))
    made = [app.services.backups.create()]
    clock.set(clock.now() + timedelta(hours=1))
    other = keep_attachment(app.services.ctx, Pasted("b.png", PHOTO * 2))
    made.append(app.services.backups.create())
    assert files(app.paths.backups / "attachments") == sorted([place, other])
    listed = [json.loads(one.file.with_suffix(".attachments.json").read_text("utf-8")) for one in made]
    assert listed == [{place: len(PHOTO)}, {place: len(PHOTO), other: len(PHOTO) * 2}]
    assert [one.name for one in app.services.backups.list()] == [one.name for one in reversed(made)]


@pytest.mark.parametrize("spoil", [Path.unlink, lambda file: file.write_bytes(PHOTO[::-1])], ids=["gone", "changed"])
def test_a_backup_with_a_spoilt_attachment_is_not_sound(app: App, spoil: Callable[[Path], object]) -> None:
    place = keep_attachment(app.services.ctx, Pasted("a.png", PHOTO))
    made = app.services.backups.create()
    assert app.services.backups.verify(made.name)
    spoil(app.paths.backups / "attachments" / place)
    with pytest.raises(EnvironmentFault, match="is damaged or gone"):
        app.services.backups.verify(made.name)


def test_the_folder_of_the_backups_alone_brings_everything_to_another_machine(
    app: App, clock: FixedClock, tmp_path: Path
) -> None:
    app.services.stores.create("老店")
    place = keep_attachment(app.services.ctx, Pasted("a.png", PHOTO))
    made = app.services.backups.create()
    elsewhere = open_app(tmp_path / "new", "en", clock=clock)
    elsewhere.services.backups.restore(made.file)
    assert [store.name for store in elsewhere.services.stores.all()] == ["老店"]
    assert (elsewhere.paths.attachments / place).read_bytes() == PHOTO
    elsewhere.close()


def test_a_plain_backup_and_places_of_older_programs_stay_good(app: App) -> None:
    old = app.paths.attachments / "problems" / "3" / "16-090000-招牌.png"
    old.parent.mkdir(parents=True)
    old.write_bytes(PHOTO)
    made = app.services.backups.create()
    made.file.with_suffix(".attachments.json").unlink()  # as it was made before attachments belonged to backups
    assert app.services.backups.verify(made.name)
    old.unlink()
    app.services.backups.restore(made.file)
    assert old.read_bytes() == PHOTO


def test_restoring_over_a_damaged_file_brings_the_attachments_too(app: App, clock: FixedClock) -> None:
    place = keep_attachment(app.services.ctx, Pasted("a.png", PHOTO))
    made = app.services.backups.create()
    app.close()
    app.paths.database.write_bytes(b"SQLite format 3\x00" + b"\x00" * 9000)
    (app.paths.attachments / place).unlink()
    app.restore(made.name)
    assert (app.paths.attachments / place).read_bytes() == PHOTO


@pytest.mark.parametrize("place", ["../../../../../etc/passwd", "/etc/passwd", "ab/../../shopdesk.db"])
def test_a_place_that_leads_out_of_the_folder_is_never_opened(app: App, place: str) -> None:
    with pytest.raises(UserError, match="leads out of the data folder"):
        path_of(app.services.ctx, 1, place)


@pytest.mark.parametrize(
    ("name", "content"),
    [("scan.pdf", b"MZ\x90"), ("invoice\u202efdp.exe", b"%PDF"), ("run.sh", b"echo"), ("a.txt", b"#!/bin/sh\n")],
)
def test_what_would_run_is_not_handed_to_the_system(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / "kept"
    path.write_bytes(content)
    with pytest.raises(UserError, match="would run something"):
        check_opening(path, name)


def test_a_paper_is_handed_to_the_system(tmp_path: Path) -> None:
    path = tmp_path / "kept.pdf"
    path.write_bytes(b"%PDF-1.7")
    check_opening(path, "licence.pdf")


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path], None]:
    """Have another program keep a file locked, as a scanner for viruses or Excel does on Windows."""
    really = io.open

    def hold(file: Path) -> None:
        def refused(wanted: Any, *how: Any, **more: Any) -> Any:
            if wanted == file:
                raise PermissionError(13, "in use", str(file))
            return really(wanted, *how, **more)

        monkeypatch.setattr("builtins.open", refused)
        monkeypatch.setattr(io, "open", refused)

    return hold


def test_one_file_of_everything_names_the_photo_that_is_locked_and_stays_as_it_was(
    app: App, tmp_path: Path, held: Callable[[Path], None]
) -> None:
    photo = app.paths.attachments / keep_attachment(app.services.ctx, Pasted("a.png", PHOTO))
    target = tmp_path / "out" / "everything.zip"
    target.parent.mkdir()
    target.write_bytes(b"old")
    held(photo)
    with pytest.raises(EnvironmentFault, match="cannot be read: another program keeps it locked") as refused:
        app.services.one_file.write(target)
    assert str(photo) in str(refused.value)
    assert target.read_bytes() == b"old"
    assert files(target.parent) == ["everything.zip"]


@pytest.mark.parametrize("what", ["copy", "list", "photo"])
def test_a_copy_of_a_backup_names_what_is_locked(
    app: App, tmp_path: Path, held: Callable[[Path], None], what: str
) -> None:
    photo = keep_attachment(app.services.ctx, Pasted("a.png", PHOTO))
    made = app.services.backups.create()
    locked = {
        "copy": made.file,
        "list": made.file.with_suffix(".attachments.json"),
        "photo": app.paths.backups / "attachments" / photo,
    }[what]
    stick = tmp_path / "stick"
    stick.mkdir()
    app.settings.set(BACKUP_SECOND_FOLDER, str(stick))
    held(locked)
    with pytest.raises(EnvironmentFault, match="cannot be read: another program keeps it locked") as refused:
        app.services.backups.copy_elsewhere()
    assert str(locked) in str(refused.value)
    assert not [name for name in files(stick) if Path(name).name.startswith(".")], "no temporary file is left over"


def test_a_kept_paper_that_is_locked_is_said_when_it_is_opened(tmp_path: Path, held: Callable[[Path], None]) -> None:
    paper = tmp_path / "licence.pdf"
    paper.write_bytes(b"%PDF")
    held(paper)
    with pytest.raises(EnvironmentFault, match="another program keeps it locked"):
        check_opening(paper, "licence.pdf")
