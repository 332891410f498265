"""The rows behind a figure from any page: what shows them lies with the KPIs, and no page knows another."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

from shopdesk.domain.kpi import Basis
from shopdesk.domain.kpi.chart_answer import Behind
from shopdesk.gui.opening import open_once

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from shopdesk.domain.ledger.kinds import LineKind
    from shopdesk.domain.periods import Period
    from shopdesk.gui.page_context import PageContext


def open_behind(context: PageContext, behind: Behind, parent: QWidget) -> QDialog:
    """Open the rows behind a figure over whatever shows it."""
    shown = importlib.import_module("shopdesk.gui.pages.kpi.rows_dialog")
    wanted = importlib.import_module("shopdesk.gui.pages.kpi.rows_of")
    dialog: QDialog = shown.open_rows(context, wanted.RowsOf.behind(behind, Basis.CREATED), parent)
    return dialog


def open_lines(context: PageContext, title: str, days: Period, kinds: tuple[LineKind, ...], parent: QWidget) -> QDialog:
    """Open the lines of the statements behind a figure over whatever shows it."""
    view = importlib.import_module("shopdesk.gui.pages.kpi.money.lines_view")
    dialog: QDialog = view.LinesDialog(context, title, view.LinesQuestion(context.store_id, days, kinds), parent)
    return open_once(dialog)
