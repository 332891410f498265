"""Lines of the statements in a table: what moved, what it counts as, and where it stands in which file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QColor

from shopdesk.domain.fields import Reader
from shopdesk.domain.ledger.kinds import LINE_KIND_NAMES
from shopdesk.gui.pages.kpi.money.texts import money, signed
from shopdesk.gui.widgets.record_panel import RecordPanel
from shopdesk.gui.widgets.record_table import Column, RecordTable, RecordTableModel
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.services.ledger.views import LineRow

_WAITING = ("description", "account", "source", "rule", "title")
