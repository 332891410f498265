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

    from shopdesk.bootstrap import App
    from shopdesk.gui.desktop import Desktop
    from shopdesk.gui.single_instance import SingleInstance

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
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    spare_imports()
    application = QApplication(sys.argv[:1])
    application.setApplicationName("ShopDesk")
    application.setDesktopFileName("app.shopdesk.ShopDesk")
    try:
        app = bootstrap.prepare(data_dir, language)
    except UserError as error:
        from PySide6.QtWidgets import QMessageBox

        QMessageBox.critical(None, "ShopDesk", tr(error.text))
        return 1
    from shopdesk.gui.single_instance import SingleInstance

    instance = SingleInstance(app.paths.data)
    if not instance.claim():
        app.close()
        return 0
    from shopdesk.gui.theme import base_font

    application.setFont(base_font())
    start = Start(application, app, instance)
    QTimer.singleShot(_STARTED_MS, application, lambda: _collect_garbage(application))
    code = application.exec()
    instance.release()
    if not start.end():
        # Python would wait for the thread, and the program would go on without a window.
        logging.shutdown()
        os._exit(code)
    return code


class Start:
    """The window, painted with what was kept of it, and behind that what fills it.

    What the frame is made of is imported when the window stands; the picture, if any, lies over all of it until then.
    """

    def __init__(self, application: QApplication, app: App, instance: SingleInstance) -> None:
        """Show the window."""
        from PySide6.QtCore import Qt

        from shopdesk.gui.first_picture.cover import lay_cover
        from shopdesk.gui.main_window import MainWindow
        from shopdesk.gui.theme import theme_of
        from shopdesk.infra.fault_trace import FaultTrace

        self._application = application
        self._app = app
        self._instance = instance
        self.window = MainWindow(app, theme_of(app.settings))
        self.desktop: Desktop | None = None
        self._broken: Exception | None = None
        self._trace = FaultTrace(app.paths.logs)
        self._before = self._trace.start()
        self._cover = lay_cover(app, self.window)
        self.window.painted.connect(self._on_painted, Qt.ConnectionType.SingleShotConnection)
        self.window.show()

    def end(self) -> bool:
        """Close what is open; ``False``: some work does not end.

        Raises:
            Exception: whatever kept the window from being filled.
        """
        if self._broken is not None:
            raise self._broken
        if self.desktop is None:
            self._app.close()
            return True
        ended = self.desktop.close()
        self._trace.stop()
        return ended

    def _on_painted(self) -> None:
        if not self.window.isVisible():
            return  # closed as soon as it stood
        try:
            desktop = self._fill()
        except Exception as error:
            self._broken = error
            self._application.exit(1)
            return
        if self._before:
            desktop.jobs.show_sudden_end(self._before)
        desktop.open_data()
        self._instance.listen()

    def _fill(self) -> Desktop:
        from shopdesk.gui.desktop import Desktop

        self.desktop = desktop = Desktop(self._application, self._app, self.window)
        _catch_everything(desktop)
        self._instance.raised.connect(lambda: desktop.window.come_forward())
        desktop.keeps_picture = True
        desktop.leaving.connect(self._instance.release)
        if self._cover is not None:
            self._cover.follow(desktop)
        return desktop


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
