"""Starting the windowed program."""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from shopdesk import bootstrap
from shopdesk.domain.errors import UserError
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_STARTED_MS = 5_000
_COLLECT_MS = 5_000
_WORTH_IT = 1_000  # objects made since the last time
_YOUNG_TIMES = 12  # of so many times, one looks at what has stayed longer, too
_log = logging.getLogger(__name__)


def has_display() -> bool:
    """Whether windows can be shown here."""
    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run_window(data_dir: Path | None, language: str | None) -> int:
    """Open the window and run until it is closed; without a display write the sample's files instead.

    The answer is the process's exit code.
    """
    if not has_display():
        from shopdesk.gui.headless import run_without_display

        return run_without_display(data_dir, language)
    # Collecting garbage between imports would cost a tenth of the start.
    gc.disable()
    from shopdesk.gui.quick_imports import import_qt, spare_imports

    import_qt()
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication, QMessageBox

    spare_imports()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("ShopDesk")
    application.setDesktopFileName("app.shopdesk.ShopDesk")
    try:
        app = bootstrap.prepare(data_dir, language)
    except UserError as error:
        QMessageBox.critical(None, "ShopDesk", tr(error.text))
        return 1
    from shopdesk.gui.single_instance import SingleInstance

    instance = SingleInstance(app.paths.data)
    if not instance.claim():
        app.close()
        return 0
    from shopdesk.gui.desktop import Desktop
    from shopdesk.gui.first_picture.cover import lay_cover
    from shopdesk.gui.theme import base_font
    from shopdesk.infra.fault_trace import FaultTrace

    application.setFont(base_font())
    desktop = Desktop(application, app)
    _catch_everything(desktop)
    trace = FaultTrace(app.paths.logs)
    before = trace.start()
    if before:
        desktop.window.painted.connect(
            lambda: desktop.jobs.show_sudden_end(before), Qt.ConnectionType.SingleShotConnection
        )
    instance.raised.connect(lambda: desktop.window.come_forward())
    desktop.window.painted.connect(desktop.open_data, Qt.ConnectionType.SingleShotConnection)
    desktop.window.painted.connect(instance.listen, Qt.ConnectionType.SingleShotConnection)
    desktop.keeps_picture = True
    desktop.leaving.connect(instance.release)
    lay_cover(desktop)
    desktop.window.show()
    QTimer.singleShot(_STARTED_MS, application, lambda: _collect_garbage(application))
    code = application.exec()
    instance.release()
    ended = desktop.close()
    trace.stop()
    if not ended:
        # Python would wait for the thread, and the program would go on without a window.
        logging.shutdown()
        os._exit(code)
    return code


def _collect_garbage(application: QApplication) -> None:
    """Collect from now on, on this thread only and in the pauses.

    Python by itself collects on whatever thread happens to allocate, and a worker that finds a closed window in a
    circle destroys it there, where Qt crashes. Modules and statements, which stay anyway, are left out: looking
    through them takes a tenth of a second.
    """
    from PySide6.QtCore import QTimer

    gc.freeze()
    timer = QTimer(application)
    young = [0]

    def collect() -> None:
        if gc.get_count()[0] < _WORTH_IT:
            return
        young[0] += 1
        gc.collect(1 if young[0] % _YOUNG_TIMES else 2)

    timer.timeout.connect(collect)
    timer.start(_COLLECT_MS)


def _catch_everything(desktop: object) -> None:
    """Bring errors that nobody handled to the window instead of losing them: sentences to its bar, bugs to a dialog."""

    def on_error(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        if isinstance(error, UserError):
            desktop.window.messages.error(tr(error.text))  # type: ignore[attr-defined]
            return
        _log.error("unhandled", exc_info=(kind, error, trace))
        desktop.jobs.show_crash(error)  # type: ignore[attr-defined]

    def on_thread_error(args: threading.ExceptHookArgs) -> None:
        _log.error("unhandled in a thread", exc_info=args.exc_value)

    sys.excepthook = on_error
    threading.excepthook = on_thread_error
