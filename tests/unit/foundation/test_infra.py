"""Settings, safe writing, languages and paths."""

from __future__ import annotations

import errno
import io
import json
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.text import Text
from shopdesk.infra import atomic, i18n, paths
from shopdesk.infra.i18n import tr
from shopdesk.infra.settings import (
    CURRENT_STORE,
    LANGUAGE,
    LAST_FOLDER,
    REGISTRY,
    THEME,
    WINDOW_GEOMETRY,
    Setting,
    Settings,
)


def test_a_setting_is_there_after_the_next_start(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    Settings(file).set(THEME, "dark")
    assert Settings(file).get(THEME) == "dark"
    assert Settings(file).get(CURRENT_STORE) == 0


def test_an_undeclared_setting_fails(tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        Settings(tmp_path / "s.json").get(Setting("invented", 1))


@pytest.mark.parametrize("value", ["purple", 3, None])
def test_a_value_that_does_not_fit_fails(tmp_path: Path, value: object) -> None:
    with pytest.raises(ValueError, match="theme"):
        Settings(tmp_path / "s.json").set(THEME, value)  # type: ignore[arg-type]


def test_a_damaged_settings_file_is_kept_aside_and_the_defaults_hold(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text("{ cut", encoding="utf-8")
    settings = Settings(file)
    assert settings.get(LANGUAGE) == ""
    assert (tmp_path / "settings.damaged.json").read_text(encoding="utf-8") == "{ cut"


def test_values_of_a_newer_program_are_ignored_one_by_one(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text(json.dumps({"theme": "sepia", "unknown": 1, "current_store": 7}), encoding="utf-8")
    settings = Settings(file)
    assert settings.get(THEME) == "system"
    assert settings.get(CURRENT_STORE) == 7


def another(setting: Setting[Any]) -> Any:
    """A value that a setting may have and has not by itself."""
    now = setting.default
    if setting.choices:
        return next(value for value in setting.choices if value != now)
    return {bool: not now, int: 5, str: "08:15", list: ["x"], dict: {"x": 1}}[type(now)]


@pytest.mark.parametrize("setting", REGISTRY.values(), ids=lambda setting: setting.key)
def test_on_a_full_disk_what_nobody_asked_for_holds_and_what_was_asked_for_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: Setting[Any]
) -> None:
    settings = Settings(tmp_path / "settings.json")

    def full(*_args: object, **_more: object) -> None:
        raise atomic.explain_os_error(OSError(errno.ENOSPC, "No space left on device"), tmp_path / "settings.json")

    monkeypatch.setattr(atomic, "write_text", full)
    value = another(setting)
    if setting.field is None:
        settings.set(setting, value)
        assert settings.get(setting) == value
    else:
        with pytest.raises(EnvironmentFault, match="is full"):
            settings.set(setting, value)
        assert settings.get(setting) == setting.default


def test_a_folder_whose_name_is_no_text_is_kept_like_any_other(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    folder = os.fsdecode("/导出/".encode() + b"\xb5\xbc\xb3\xf6")
    Settings(file).set(LAST_FOLDER, folder)
    Settings(file).set(WINDOW_GEOMETRY, "place")
    assert Settings(file).get(LAST_FOLDER) == folder


@pytest.mark.parametrize("number", [errno.EIO, errno.EACCES])
def test_a_settings_file_that_the_machine_keeps_from_being_read_is_left_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    file = tmp_path / "settings.json"
    Settings(file).set(THEME, "dark")
    read = Path.read_text

    def refused(path: Path, *given: Any, **named: Any) -> str:
        if path == file:
            raise OSError(number, os.strerror(number))
        return read(path, *given, **named)

    with monkeypatch.context() as once:
        once.setattr(Path, "read_text", refused)
        settings = Settings(file)
    settings.set(WINDOW_GEOMETRY, "place")
    assert settings.get(WINDOW_GEOMETRY) == "place"
    with pytest.raises(EnvironmentFault, match="cannot be written"):
        settings.set(THEME, "light")
    assert [found.name for found in tmp_path.iterdir()] == ["settings.json"]
    assert Settings(file).get(THEME) == "dark"


def test_a_damaged_settings_file_in_a_folder_that_is_read_only_does_not_keep_the_program_from_starting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "settings.json"
    file.write_text("{ cut", encoding="utf-8")

    def denied(*_given: object) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(Path, "replace", denied)
    settings = Settings(file)
    settings.set(WINDOW_GEOMETRY, "place")
    assert file.read_text(encoding="utf-8") == "{ cut"


def test_a_temporary_file_that_cannot_be_removed_leaves_the_sentence_about_what_happened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_given: object, **_named: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr("shopdesk.infra.atomic.os.fsync", failing)
    monkeypatch.setattr(Path, "unlink", failing)
    with pytest.raises(EnvironmentFault, match="Input/output error"):
        atomic.write_text(tmp_path / "settings.json", "{}")


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path: Path) -> None:
    target = tmp_path / "report.xlsx"
    target.write_bytes(b"old")
    with pytest.raises(RuntimeError), atomic.replacing(target) as temporary:
        temporary.write_bytes(b"half")
        raise RuntimeError("cut off")
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["report.xlsx"]


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "full"), (errno.EACCES, "open in another program"), (errno.EIO, "cannot be written")],
)
def test_a_fault_of_the_disk_becomes_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    def fail(_source: object, _target: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "replace", fail)
    target = tmp_path / "a.pdf"
    with pytest.raises(EnvironmentFault, match=words):
        atomic.write_bytes(target, b"x")
    assert not target.exists()


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFault, match="gone does not exist"):
        atomic.write_bytes(tmp_path / "gone" / "a.pdf", b"x")


def test_a_sentence_within_a_sentence_is_translated_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_catalogue", {"Undo: {what}": "撤销：{what}", "Price": "价格", "verb|Open": "打开"})
    assert tr(Text("Undo: {what}", what=Text("Price"))) == "撤销：价格"
    assert tr("Open", context="verb") == "打开"
    assert tr("Open", context="state") == "Open"


def test_braces_without_values_are_plain_braces() -> None:
    assert tr("a {{b}}") == "a {b}"


def test_every_language_but_the_source_has_a_catalogue() -> None:
    for language in i18n.LANGUAGES:
        assert bool(i18n.load_catalogue(language)) == (language != i18n.SOURCE)


def test_a_data_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(EnvironmentFault, match="cannot be written"):
        paths.AppPaths(blocked / "data").create()


@pytest.mark.parametrize(
    ("name", "kept"), [("a.xlsx", True), ("A.XLSX", True), ("a", True), ("a.docx", False), ("a.pdf", False)]
)
def test_a_file_is_not_called_what_it_does_not_hold(tmp_path: Path, name: str, kept: bool) -> None:
    with nullcontext() if kept else pytest.raises(UserError, match=r"Change its ending to \.xlsx"):
        atomic.write_kind(tmp_path / name, b"...", ".xlsx")
    assert [one.name for one in tmp_path.iterdir()] == ([name] if kept else [])


def test_programs_that_begin_in_one_folder_at_the_same_time_do_not_refuse_each_other(tmp_path: Path) -> None:
    folders = paths.AppPaths(tmp_path / "data")
    with ThreadPoolExecutor(4) as pool:
        made = [pool.submit(folders.create) for _program in range(400)]
    assert [one.exception() for one in made if one.exception() is not None] == []
    assert not (folders.data / ".write-test").exists()


def test_a_file_named_as_a_folder_is_refused_in_words_and_the_folder_stays(tmp_path: Path) -> None:
    (tmp_path / "picture.png").mkdir()
    (tmp_path / "picture.png" / "kept.txt").write_text("kept", encoding="utf-8")
    with pytest.raises(EnvironmentFault, match="is a folder, so no file can have its name"):
        atomic.write_text(tmp_path / "picture.png", "new")
    assert (tmp_path / "picture.png" / "kept.txt").read_text(encoding="utf-8") == "kept"
    assert os.listdir(tmp_path) == ["picture.png"]


def test_a_source_that_is_open_elsewhere_is_named_and_not_the_target(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, target = tmp_path / "photo.png", tmp_path / "copies" / "photo.png"
    target.parent.mkdir()
    source.write_bytes(b"new")
    target.write_bytes(b"old")
    really = io.open

    def held(file: Any, *how: Any, **more: Any) -> Any:
        if file == source:
            raise PermissionError(errno.EACCES, "in use", str(file))
        return really(file, *how, **more)

    monkeypatch.setattr("builtins.open", held)
    with pytest.raises(EnvironmentFault) as refused, atomic.replacing(target) as temporary:
        shutil.copyfile(source, temporary)
    assert str(refused.value).startswith(f"{source} cannot be read: another program keeps it locked")
    assert target.read_bytes() == b"old"
    assert os.listdir(target.parent) == ["photo.png"]


@pytest.mark.parametrize("step", ["os.open", "os.fsync", "os.replace"])
@pytest.mark.parametrize("winerror", [None, 32])
def test_a_target_that_is_open_elsewhere_is_named_at_every_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, winerror: int | None
) -> None:
    def held(*given: Any) -> None:
        error = PermissionError(errno.EACCES, "in use", *(str(one) for one in given[:1] if isinstance(one, Path)))
        if winerror:
            error.winerror = winerror  # type: ignore[attr-defined]
        raise error

    target = tmp_path / "report.xlsx"
    target.write_bytes(b"old")
    with monkeypatch.context() as patched:
        patched.setattr(f"shopdesk.infra.atomic.{step}", held)
        with pytest.raises(EnvironmentFault, match="open in another program") as refused:
            atomic.write_bytes(target, b"new")
    assert str(target) in str(refused.value)
    assert target.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["report.xlsx"]
