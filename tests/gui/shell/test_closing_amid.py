"""Closing the real program amid an import, a print, a report or the editing of a cell loses nothing, halves nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from shopdesk.bootstrap import App, open_app
from shopdesk.infra.clock import SystemClock
from tests.architecture.sources import ROOT
from tests.gui.shell.support import with_store
from tests.kpi_data import lively_store

# The program as a double click starts it. What is to be done begins once its data are open and its first page stands;
# ``hold`` keeps the thread of the database busy, as a large file on a slow disk does, until closing has begun to wait
# for what it was asked to do.
PROGRAM = """
import os, sys
from threading import Event
from pathlib import Path
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from shopdesk.gui import app
from shopdesk.gui.desktop import Desktop

opened = Desktop._on_opened

def when(known, act, desktop):
    timer = QTimer(desktop)
    def look():
        if known():
            timer.stop()
            act()
    timer.timeout.connect(look)
    timer.start(5)

def hold(desktop):
    closing, saves = Event(), desktop.window._last_saves
    wait_for = saves.hold
    def hold_on():
        waits = wait_for()
        closing.set()
        return waits
    saves.hold = hold_on
    desktop.tasks.database(lambda: print("held until closing", closing.wait(30)))

def do(desktop, folder):
    window = desktop.window
{what}

def on_opened(desktop, stores):
    opened(desktop, stores)
    if stores:
        when(desktop.tasks.idle, lambda: do(desktop, Path(sys.argv[1])), desktop)

Desktop._on_opened = on_opened
sys.exit(app.run_window(Path(sys.argv[1]), "en"))
"""


def run(folder: Path, what: str) -> str:
    """Do something in the program until it ends by itself; what it said."""
    program = PROGRAM.format(what="\n".join(f"    {line}" for line in what.strip().splitlines()))
    ended = subprocess.run(
        [sys.executable, "-c", program, str(folder)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert "Traceback" not in ended.stderr, ended.stderr
    log = "".join(file.read_text(encoding="utf-8") for file in (folder / "logs").glob("*.log"))
    assert "ERROR" not in log, log
    return ended.stdout


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return with_store(tmp_path / "data", SystemClock())


def again(folder: Path) -> App:
    """The data as the next start finds them."""
    app = open_app(folder, "en")
    assert app.services.history is not None
    return app


IMPORT = """
from shopdesk.gui.imports.entry import import_files
dialog = import_files(window.context, [folder / "orders.csv"])
def press():
    dialog.findChild(QPushButton, "imports.import").click()
    when(lambda: dialog.busy and dialog._task is not None, {wait}, desktop)
def close():
    print("importing", dialog.busy)
    {how}
when(lambda: dialog.findChild(QPushButton, "imports.import").isEnabled(), press, desktop)
"""


@pytest.mark.parametrize("how", ["window.close()", "dialog.close(); window.close()"])
def test_an_import_is_whole_or_not_there(folder: Path, how: str) -> None:
    rows = [f"{number},10.5,10.5,上海,2026/3/14 23:{number % 60:02d},2026/3/14 23:59,0" for number in range(1, 60_001)]
    heading = "订单编号,总金额,买家实际支付金额,收货地址,订单创建时间,订单付款时间,退款金额"
    (folder / "orders.csv").write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    said = run(folder, IMPORT.format(how=how, wait="lambda: QTimer.singleShot(300, desktop, close)"))
    assert "importing True" in said
    app = again(folder)
    store = app.services.stores.all()[0].id or 0
    runs, known = app.services.imports.list(store), app.services.kpi.data_range(store)
    assert (len(runs), known is not None) in ((0, False), (1, True))
    assert [run.new for run in runs] in ([], [60_000])
    app.close()


def test_what_stands_in_a_field_is_kept_although_the_data_are_busy(folder: Path) -> None:
    said = run(
        folder,
        """
page = window.open_page("setup")
def type_in():
    field = next(one for one in page.findChildren(QLineEdit) if one.objectName() == "setup.detail.due")
    hold(desktop)
    field.setFocus()
    QTest.keyClicks(field, "2026-04-30")
    window.close()
when(lambda: desktop.tasks.idle() and page.findChild(QLineEdit, "setup.detail.due") is not None, type_in, desktop)
""",
    )
    assert "held until closing True" in said
    app = again(folder)
    store = app.services.stores.all()[0].id or 0
    assert "2026-04-30" in {f"{one.step.due_on}" for one in app.services.setup.board(store).steps()}
    app.close()


REPORT = """
from shopdesk.domain.periods import By, Period
from shopdesk.gui.saving import FileKind
from datetime import date
from PySide6.QtWidgets import QFileDialog
QFileDialog.getSaveFileName = staticmethod(lambda *_a, **_m: (str(folder / "out" / "week.xlsx"), ""))
desktop.jobs._write_report(Period(date(2026, 3, 9), date(2026, 3, 15)), By.WEEK, FileKind.WORKBOOK)
print("writing", len(desktop.tasks.long_ones()))
QTimer.singleShot({wait}, desktop, window.close)
"""


@pytest.mark.parametrize("wait", [0, 120])
def test_a_report_is_whole_or_not_there(folder: Path, wait: int) -> None:
    out = folder / "out"
    out.mkdir()
    app = open_app(folder, "en")
    store = app.services.stores.all()[0].id or 0
    lively_store(app.services.ctx, store, date(2026, 3, 15))
    app.close()
    assert "writing 1" in run(folder, REPORT.format(wait=wait))
    found = list(out.iterdir())
    assert [one.name for one in found] in ([], ["week.xlsx"]), "nothing half written stays beside it"
    for one in found:
        assert openpyxl.load_workbook(one).sheetnames
    again(folder).close()


def test_a_print_that_is_being_chosen_goes_with_the_window(folder: Path) -> None:
    said = run(
        folder,
        """
page = window.open_page("daily")
def press():
    action = next(one for one in desktop.commands.actions if one.objectName() == "file.printDaily")
    action.trigger()
    when(lambda: QApplication.activeModalWidget() is not None, close, desktop)
def close():
    print("over it", type(QApplication.activeModalWidget()).__name__)
    QApplication.activeModalWidget().print_pages()
    print("asking", type(QApplication.activeModalWidget()).__name__)
    QApplication.closeAllWindows()
    window.close()
when(desktop.tasks.idle, press, desktop)
""",
    )
    assert "over it" in said and "asking" in said
    again(folder).close()


def test_a_print_that_is_being_spooled_ends_whole(folder: Path) -> None:
    """Some drivers ask or show how far they are while they spool, and the window can be closed meanwhile."""
    said = run(
        folder,
        """
from PySide6.QtCore import QEventLoop
from PySide6.QtPrintSupport import QPrinter
from shopdesk.gui.paper import output
paint = output.paint_page
painted = []
def spool(painter, leaf, dpi):
    if not painted:
        driver = QEventLoop()
        QTimer.singleShot(0, desktop, lambda: (window.close(), driver.quit()))
        driver.exec()
        print("closed amid", window.isVisible())
    painted.append(leaf)
    paint(painter, leaf, dpi)
def press():
    action = next(one for one in desktop.commands.actions if one.objectName() == "file.printDaily")
    action.trigger()
    when(lambda: getattr(QApplication.activeModalWidget(), "_pages", ()), print_it, desktop)
def print_it():
    dialog = QApplication.activeModalWidget()
    dialog._pages = [*dialog._pages, *dialog._pages]
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(folder / "spooled.pdf"))
    dialog._printer = printer
    output.paint_page = spool
    dialog._print_now()
    print("pages", len(painted), len(dialog._pages))
window.open_page("daily")
when(desktop.tasks.idle, press, desktop)
""",
    )
    assert "closed amid False" in said
    words = said.split("pages ")[1].split()
    assert words[0] == words[1] and int(words[0]) >= 2
    paper = (folder / "spooled.pdf").read_bytes()
    assert paper.count(b"/Type /Page\n") == int(words[0]) and paper.rstrip().endswith(b"%%EOF")
    again(folder).close()
