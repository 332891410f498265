"""Without a display the program says so and writes its files; the self-test says what works and what does not.

Both make a sample store first. A usual run lets the program make it where there is no display, and gives the self-test
one that is there; ``SHOPDESK_EXTREMES=all`` lets the self-test make its own, as the built program does.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage

from shopdesk.bootstrap import App, prepare
from shopdesk.cli import self_test
from shopdesk.cli.main import run
from shopdesk.domain.stores import Store
from shopdesk.gui import headless, pictures
from shopdesk.gui.headless import run_without_display
from shopdesk.infra.clock import FixedClock
from tests.gui.sample_store import NOW, make_sample

ROOT = Path(__file__).resolve().parents[2]


def test_start_without_a_display_writes_report_worksheet_and_five_pictures(tmp_path):
    """As a user without a display sees it: the program itself, in a process of its own."""
    environment = {key: value for key, value in os.environ.items() if key not in ("DISPLAY", "WAYLAND_DISPLAY")}
    environment.pop("QT_QPA_PLATFORM", None)
    done = subprocess.run(
        [sys.executable, "-m", "shopdesk", "--lang", "en"],
        cwd=tmp_path,
        env={**environment, "PYTHONPATH": str(ROOT), "SHOPDESK_DATA_DIR": str(tmp_path / "mine")},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "There is no display here" in done.stdout
    out = tmp_path / "out"
    assert (out / "daily-worksheet.pdf").read_bytes().startswith(b"%PDF")
    # Competitors have a sheet in weeks in which one was looked at; which week it is, today decides.
    assert [name for name in load_workbook(out / "weekly-report.xlsx").sheetnames if name != "Competitors"] == [
        "Overview", "Day by day", "Traffic and ads", "Products", "Campaigns", "Daily checks", "People", "Account",
        "Profit", "Why sales moved", "Next week and agenda", "Gaps and definitions",
    ]  # fmt: skip
    for page in pictures.PAGE_NAMES:
        assert QImage(str(out / f"{page}.png")).width() == 1280
    assert not (tmp_path / "mine").exists(), "the user's own data folder was touched"


def test_it_uses_the_stores_of_a_given_folder(app: App, store: Store, qapp, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(headless, "_pictures", lambda *_: [])
    assert run_without_display(app.paths.data, "en", tmp_path / "out") == 0
    sheet = subprocess.run(["pdftotext", tmp_path / "out" / "daily-worksheet.pdf", "-"], capture_output=True, text=True)
    assert store.name in sheet.stdout
    # Without any figures there is no report, and that is said.
    assert not (tmp_path / "out" / "weekly-report.xlsx").exists()
    assert "No whole week has figures yet" in capsys.readouterr().out


def test_it_names_the_font_package_where_no_chinese_font_is(app, store, qapp, tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(headless, "_pictures", lambda *_: [])
    monkeypatch.setattr("shopdesk.gui.theme.chinese_font", lambda: None)
    assert run_without_display(app.paths.data, "en", tmp_path / "out") == 0
    assert "fonts-wqy-microhei" in capsys.readouterr().err


def test_a_folder_that_cannot_be_made_gets_a_sentence(app, store, qapp, tmp_path, capsys):
    (tmp_path / "file").write_text("")
    assert run_without_display(app.paths.data, "en", tmp_path / "file" / "out") == 1
    assert "does not exist" in capsys.readouterr().err


def with_a_sample(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """The self-test begins with a sample store that is there."""
    app = prepare(make_sample(folder, "en"), "en", clock=FixedClock(NOW))
    (store,) = app.open().stores.all()

    def begin(bench: self_test._Bench, scratch: Path) -> None:
        bench.folder, bench._app, bench._store = scratch, app, store

    monkeypatch.setattr(self_test._Bench, "__init__", begin)


def test_the_self_test_passes_and_leaves_the_users_data_alone(qapp, tmp_path, capsys, monkeypatch):
    if os.environ.get("SHOPDESK_EXTREMES") != "all":
        with_a_sample(monkeypatch, tmp_path / "sample")
    assert run(["--data-dir", str(tmp_path / "mine"), "--lang", "en", "self-test"]) == 0
    lines = capsys.readouterr().out.strip().splitlines()
    assert len(lines) == len(self_test._CHECKS) + 1
    assert all(line.startswith("ok ") for line in lines[:-1])
    assert not (tmp_path / "mine" / "shopdesk.db").exists()


def test_a_failed_check_is_named_and_the_others_still_run(qapp, tmp_path, capsys, monkeypatch):
    def broken(_bench: object) -> str:
        raise ValueError("wrong sum")

    kept = {self_test._resources, self_test._open, self_test._compute, self_test._calendar}  # none needs a sample store
    checks = tuple((name, check) for name, check in self_test._CHECKS if check in kept)
    checks = tuple((name, broken if check is self_test._compute else check) for name, check in checks)
    monkeypatch.setattr(self_test, "_CHECKS", checks)
    assert run(["--data-dir", str(tmp_path), "--lang", "en", "self-test"]) == 1
    said = capsys.readouterr()
    assert "failed  Compute: ValueError: wrong sum" in said.out
    assert said.out.count("ok      ") == 3
    assert "1 of 4 checks failed" in said.err


def test_an_error_in_the_window_is_not_passed_over(app, store, qapp):
    def broken() -> None:
        raise ValueError("the chart cannot be drawn")

    app.close_data()
    with pytest.raises(pictures.NotSettled, match="cannot be drawn"), pictures.window_on(qapp, app) as desktop:
        QTimer.singleShot(0, broken)
        pictures.settle(desktop)
