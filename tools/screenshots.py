"""Take the pictures of README and guides: each tab in light and dark, Chinese and English, on the sample store.

The real window is opened without a screen, on a fixed day, so that the same program gives the same pictures. Pictures
of 1280x800 go to ``docs/images``, larger ones, to look the window over, to ``out/screenshots``. Run by
``make screenshots``, a part of it with ``ARGS="--sizes 1920x1080 --pages kpi,daily-lookback --languages en"``.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtWidgets import QApplication

from shopdesk import bootstrap
from shopdesk.gui.desktop import Desktop
from shopdesk.gui.pictures import PAGE_NAMES, VIEWS, settle, take_page, window_on
from shopdesk.gui.sharing.code_dialog import CodeDialog
from shopdesk.gui.sharing.join_dialog import JoinDialog
from shopdesk.gui.sharing.shared_dialog import SharedDialog
from shopdesk.gui.theme import base_font
from shopdesk.infra.clock import FixedClock
from shopdesk.infra.i18n import tr
from shopdesk.services.sharing.holding import SharedState, ShownCode
from shopdesk.sharing.access import Group, Sight
from shopdesk.sharing.accounts import Account, Grant
from shopdesk.sharing.office import Session

ROOT = Path(__file__).resolve().parents[1]
DAY = datetime(2026, 3, 16, 9, 30)
SHOWN = "1280x800"
SHARING = ("sharing-people", "sharing-code", "sharing-join")
PICTURES = (*PAGE_NAMES, *(f"{page}-{view}" for page, views in VIEWS.items() for view in views), *SHARING)
_CODE = "2427Y8-00006B-X5Y3TW-QAFXFP-RGD166-PQ98DP-62DCR1-QV6V3T-7294HT-EQEJRV"


def main() -> int:
    """One data folder with the sample store for each language, one window for each theme and size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--to", type=Path, help="the folder for all pictures")
    parser.add_argument("--sizes", default=f"{SHOWN},1920x1080")
    parser.add_argument("--pages", default=",".join(PICTURES))
    parser.add_argument("--languages", default="zh_CN,en")
    parser.add_argument("--themes", default="light,dark")
    args = parser.parse_args()
    application = QApplication(sys.argv[:1])
    application.setFont(base_font())
    for language in args.languages.split(","):
        with sample_store(language) as app:
            for theme in args.themes.split(","):
                for size in args.sizes.split(","):
                    take(application, app, args, language, theme, size)
    return 0


def take(
    application: QApplication, app: bootstrap.App, args: argparse.Namespace, language: str, theme: str, size: str
) -> None:
    """Every picture of one window."""
    folder = args.to or (ROOT / "docs" / "images" if size == SHOWN else ROOT / "out" / "screenshots")
    width, height = (int(part) for part in size.split("x"))
    suffix = "" if size == SHOWN else f"-{size}"
    with window_on(application, app, theme=theme, size=(width, height)) as desktop:
        for picture in args.pages.split(","):
            page, _dash, view = picture.partition("-")
            target = folder / f"{picture}-{language}-{theme}{suffix}.png"
            print(take_sharing(desktop, view, target) if picture in SHARING else take_page(desktop, page, target, view))


def take_sharing(desktop: Desktop, view: str, target: Path) -> Path:
    """A dialog of sharing, told of people and of an address that are invented: nothing is shared for a picture."""
    people = (
        Account("a", "小满", Grant(Group.MANAGER, (1,), frozenset({Sight.COSTS}))),
        Account("b", "阿兰", Grant(Group.STAFF, (1,))),
        Account("c", "谷雨", Grant(Group.STAFF, (1,)), closed=True),
    )
    session = Session("小满", DAY.astimezone())
    state = SharedState(people, (session,), ("192.168.1.20",), 47632, is_open=True, stays=False, owner="林溪")
    holding: Any = SimpleNamespace(state=lambda: state)
    desktop.app.sharing.holding = holding
    dialog: Any
    if view == "people":
        dialog = SharedDialog(desktop)
    elif view == "code":
        whom = tr("For one PC, as: {group}", group=tr("Manager"))
        shown = ShownCode(_CODE, DAY + timedelta(minutes=15))
        dialog = CodeDialog(desktop.window.context, shown, whom, desktop.window)
    else:
        dialog = JoinDialog(desktop, desktop.window)
        dialog.code.setText(_CODE[:19] + "V")
    dialog.open()
    settle(desktop)
    dialog.grab().save(str(target))
    dialog.reject()
    settle(desktop)
    desktop.app.sharing.holding = None
    return target


@contextmanager
def sample_store(language: str) -> Iterator[bootstrap.App]:
    """A data folder of its own with the sample store."""
    with tempfile.TemporaryDirectory(prefix="shopdesk-pictures-", ignore_cleanup_errors=True) as folder:
        app = bootstrap.prepare(Path(folder), language, clock=FixedClock(DAY))
        app.open().demo.create(seed=1)
        yield app
        app.close()


if __name__ == "__main__":
    sys.exit(main())
