"""The command line's frame: exit codes, one JSON document, languages, backups without a window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from shopdesk.__main__ import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def folder(tmp_path: Path) -> list[str]:
    return ["--data-dir", str(tmp_path / "data"), "--lang", "en"]


def test_wrong_usage_exits_with_2_and_says_so(folder: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([*folder, "backup", "explode"])
    assert stopped.value.code == 2
    assert "explode" in capsys.readouterr().err


def test_a_refusal_exits_with_1_and_one_sentence(folder: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*folder, "backup", "verify", "nothing.db"]) == 1
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.strip() == "There is no backup “nothing.db”. See the list of backups."


def test_sentences_come_in_the_language_asked_for(folder: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*folder[:2], "--lang=zh_CN", "backup", "verify", "nothing.db"]) == 1
    assert "没有名为" in capsys.readouterr().err


def test_backups_are_made_listed_checked_and_restored(folder: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*folder, "backup", "list"]) == 0
    assert "no backups yet" in capsys.readouterr().out
    assert main([*folder, "backup", "create", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["why"] == "manual" and made["size"] > 0
    assert main([*folder, "backup", "list", "--json"]) == 0
    assert [one["name"] for one in json.loads(capsys.readouterr().out)] == [made["name"]]
    assert main([*folder, "backup", "verify"]) == 0
    assert f"{made['name']}: sound" in capsys.readouterr().out
    assert main([*folder, "backup", "restore", made["name"]]) == 0
    assert "before_restore" in capsys.readouterr().out


def test_a_restore_works_where_the_data_are_damaged(
    folder: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*folder, "backup", "create", "--json"]) == 0
    name = json.loads(capsys.readouterr().out)["name"]
    (tmp_path / "data" / "shopdesk.db").write_bytes(b"\x01\x02" * 9_000)
    assert main([*folder, "backup", "list"]) == 1
    assert "damaged" in capsys.readouterr().err
    assert main([*folder, "backup", "restore", name]) == 0
    assert main([*folder, "backup", "verify", name]) == 0


def test_a_reader_that_goes_away_is_no_crash(tmp_path: Path) -> None:
    done = subprocess.run(
        f"'{sys.executable}' -m shopdesk --data-dir '{tmp_path}' calendar list --year 2026 | head -n 1",
        shell=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr


def test_the_command_line_needs_no_window_library(tmp_path: Path) -> None:
    script = (
        "import sys; from shopdesk.__main__ import main; "
        f"code = main(['--data-dir', {str(tmp_path)!r}, 'backup', 'list']); "
        "assert not [name for name in sys.modules if name.startswith('PySide6')]; sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
