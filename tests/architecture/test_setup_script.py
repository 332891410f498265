"""The setup does what is missing, nothing else, and tells a user without rights the exact line."""

from __future__ import annotations

import importlib.util
import json
import sys

import pytest

from tests.architecture.sources import ROOT


@pytest.fixture
def setup(monkeypatch, tmp_path):
    """The script as a module, with its notes in a scratch folder."""
    spec = importlib.util.spec_from_file_location("shopdesk_setup", ROOT / "tools" / "setup.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "NOTES", tmp_path / ".venv" / "setup.json")
    return module


@pytest.fixture
def commands(setup, monkeypatch):
    """The commands that would have been run, instead of running them; the environment appears as they would make it."""
    seen = []

    def record(command, _trouble):
        seen.append(command)
        python = setup.python_in(setup.VENV)
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()

    monkeypatch.setattr(setup, "run", record)
    monkeypatch.setattr(setup, "has_pip", lambda python: python.exists())
    monkeypatch.setattr(setup, "has_venv_module", lambda: True)
    return seen


def test_the_second_run_does_nothing(setup, commands):
    setup.Setup(["test"], []).run()
    assert len(commands) == 3  # environment, packages, the checkout itself
    setup.Setup(["test"], []).run()
    setup.Setup([], []).run()
    assert len(commands) == 3


def test_another_extra_is_added_to_those_already_there(setup, commands):
    setup.Setup(["test"], []).run()
    setup.Setup(["dev"], []).run()
    assert commands[3][-3:] == ["--require-hashes", "--requirement", str(setup.VENV / "wanted.txt")]
    wanted = (setup.VENV / "wanted.txt").read_text(encoding="utf-8")
    assert "\npytest==" in wanted and "\nruff==" in wanted and "\nsqlalchemy==" in wanted
    assert "pyinstaller==" not in wanted
    assert json.loads(setup.NOTES.read_text(encoding="utf-8"))["extras"] == ["dev", "test"]


def test_a_changed_lock_installs_again(setup, commands, monkeypatch, tmp_path):
    setup.Setup([], []).run()
    (tmp_path / "requirements.lock").write_text("# for: run\nnumpy==1\n", encoding="utf-8")
    monkeypatch.setattr(setup, "LOCK", tmp_path / "requirements.lock")
    setup.Setup([], []).run()
    assert len(commands) == 5  # the environment stays, both installations run again


def test_damaged_notes_count_as_none(setup, commands):
    setup.Setup([], []).run()
    setup.NOTES.write_text("{", encoding="utf-8")
    setup.Setup([], []).run()
    assert len(commands) == 5


def test_an_extra_that_does_not_exist_is_an_error(setup):
    with pytest.raises(setup.SetupError, match="no extra called tset"):
        setup.Setup(["tset"], [])


def test_every_group_of_packages_can_be_read(setup):
    assert ["libglib2.0-0", "libglib2.0-0t64"] in setup.apt_groups(["qt"])
    assert setup.apt_groups(["window", "test", "libreoffice", "package"])
    with pytest.raises(setup.SetupError, match="no group called screen"):
        setup.apt_groups(["screen"])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system packages are a matter of Linux")
def test_without_rights_the_line_to_run_is_printed(setup, monkeypatch, capsys):
    monkeypatch.setattr(setup.shutil, "which", lambda name: name)
    monkeypatch.setattr(setup.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(setup, "is_installed", lambda package: package == "b")
    assert not setup.install_system_packages([["a", "b"], ["c", "d"], ["e"]])
    assert "sudo apt-get install -y --no-install-recommends c e\n" in capsys.readouterr().out


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="system packages are a matter of Linux")
def test_other_distributions_are_told_where_the_list_is(setup, monkeypatch, capsys):
    monkeypatch.setattr(setup.shutil, "which", lambda name: None)
    assert setup.install_system_packages([["a"]])
    assert "apt-packages.txt" in capsys.readouterr().out


def test_an_old_python_is_refused_in_words(setup, monkeypatch):
    monkeypatch.setattr(setup.sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(setup.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match=r"needs Python 3\.11 or newer; this is 3\.9\.2"):
        setup.use_new_enough_python()
