"""Where there is no display: the same program writes report, worksheet and pictures to ``out/`` instead."""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from shopdesk import bootstrap
from shopdesk.domain.errors import EnvironmentFault, UserError
from shopdesk.domain.periods import By
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.domain.stores import Store

OUT = Path("out")
FONT_PACKAGE = "fonts-wqy-microhei"


def run_without_display(data_dir: Path | None, language: str | None, out: Path = OUT) -> int:
    """Say that there is no display, write the files to ``out``, and give the exit code.

    Without ``data_dir`` a scratch folder with the sample store is used, so that nothing of the user is touched.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory(prefix="shopdesk-", ignore_cleanup_errors=True) as scratch:
        try:
            app = bootstrap.prepare(data_dir or Path(scratch), language)
            print(tr("There is no display here, so no window can open. Writing to {folder}:", folder=out.absolute()))
            return _write_all(app, out)
        except UserError as error:
            print(tr(error.text), file=sys.stderr)
            return 1


def _write_all(app: bootstrap.App, out: Path) -> int:
    from PySide6.QtWidgets import QApplication

    from shopdesk.gui.theme import base_font, chinese_font

    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    if chinese_font() is None:
        print(
            tr(
                "No Chinese font is installed, so Chinese shows as boxes. Install one: apt-get install {package}",
                package=FONT_PACKAGE,
            ),
            file=sys.stderr,
        )
    application.setFont(base_font())
    _make_folder(out)
    try:
        services = app.open()
        stores = services.stores.all()
        store = stores[0] if stores else services.demo.create()
        for path in (*_papers(app, store, out), *_pictures(application, app, out)):
            print(f"  {path}")
    finally:
        app.close()
    return 0


def _make_folder(out: Path) -> None:
    from shopdesk.infra.atomic import explain_os_error

    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise explain_os_error(error, out) from error


def _papers(app: bootstrap.App, store: Store, out: Path) -> list[Path]:
    """The report on the newest whole week, where there are figures, and yesterday's worksheet with its back."""
    from shopdesk.gui.paper.output import write_daily_pdf
    from shopdesk.services.daily.papers import PaperWish, daily_papers

    today = app.clock.today()
    store_id, report = store.id or 0, out / "weekly-report.xlsx"
    made = []
    try:
        made.append(
            app.services.reports.write_weekly(store_id, app.services.reports.last_whole(store_id, By.WEEK), report)
        )
    except EnvironmentFault:
        raise
    except UserError as error:
        # A store without a week of figures still has its worksheet and its pages.
        print(f"  {report.name}: {tr(error.text)}")
    worksheet = out / "daily-worksheet.pdf"
    wish = PaperWish(store_ids=(store.id or 0,), day=today - timedelta(days=1), back=True)
    write_daily_pdf(daily_papers(app.services, wish), worksheet)
    return [*made, worksheet]


def _pictures(application: object, app: bootstrap.App, out: Path) -> list[Path]:
    """A picture of each tab of the real window."""
    from PySide6.QtWidgets import QApplication

    from shopdesk.gui.pictures import PAGE_NAMES, take_page, window_on

    assert isinstance(application, QApplication)
    with window_on(application, app) as desktop:
        return [take_page(desktop, page, out / f"{page}.png") for page in PAGE_NAMES]
