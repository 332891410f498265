"""Which days have figures from which report, and which days lack them."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from shopdesk.domain.fields import Kind
from shopdesk.domain.kpi import KpiTable, Source
from shopdesk.domain.kpi.kinds import SOURCE_NAMES
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.kpi.cells import FiguresPanel, column
from shopdesk.gui.pages.kpi.explain import days_text
from shopdesk.gui.widgets.record_model import Column
from shopdesk.infra.i18n import tr

# One figure that nearly every row of a report carries stands for the report.
_PROOF = {
    Source.ORDERS: "orders",
    Source.STORE_DAYS: "visitors_per_day",
    Source.CHANNELS: "impressions",
    Source.PRODUCTS: "product_pieces",
    Source.SERVICE: "reply_rate",
}


class GapsTab(QWidget):
    """Coverage by report, and the runs of days without any figure."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        """Without figures."""
        super().__init__(parent)
        self.summary = QLabel()
        self.summary.setObjectName("kpi.gapsSummary")
        self.summary.setWordWrap(True)
        count = Kind.COUNT
        self.view = FiguresPanel(context, "kpi.gaps", tr("Days with figures by report"), [
            Column(tr("Report", context="source"), lambda line: _sentence(tr(SOURCE_NAMES[line[0]])), name="report"),
            column("known", tr("Days with figures"), lambda line: line[1], count),
            column("missing", tr("Days missing"), lambda line: line[2], count),
        ])  # fmt: skip
        self.runs = FiguresPanel(context, "kpi.gapRuns", tr("Days without any figure"), [
            Column(tr("Days"), lambda run: run, text=days_text, order=lambda run: run.start, name="days"),
            column("length", tr("How many"), lambda run: run.length, count, adds_up=True),
        ])  # fmt: skip
        self.filled = QLabel()
        self.filled.setProperty("role", "muted")
        self.filled.setWordWrap(True)
        self.heading = QLabel(tr("Days without any figure"))
        self.heading.setProperty("role", "subtitle")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.addWidget(self.summary)
        self.view.setFixedHeight(230)
        layout.addWidget(self.view)
        layout.addWidget(self.filled)
        layout.addWidget(self.heading)
        layout.addWidget(self.runs, 1)
        layout.addStretch(0)

    def show_table(self, table: KpiTable) -> None:
        """Show the coverage of a span."""
        gaps = table.gaps()
        missing = sum(run.length for run in gaps)
        self.summary.setText(
            tr("All {count} days have figures.", count=table.period.length)
            if not missing
            else tr("{count} of {all} days have no figures at all. They are shown as gaps, never as zero.",
                    count=missing, all=table.period.length)
        )  # fmt: skip
        days = table.filled.get("paid_fen", 0)
        self.filled.setText(
            tr("On {count} days the paid amount comes from the platform's daily table: no order report covers them.",
               count=days)
            if days
            else ""
        )  # fmt: skip
        self.filled.setVisible(bool(days))
        whole = table.period.length
        known = [(source, table.totals.known_days(_PROOF[source])) for source in Source]
        self.view.show_lines([(source, days, whole - days) for source, days in known])
        self.runs.show_lines(gaps)
        for widget in (self.heading, self.runs):
            widget.setVisible(bool(gaps))


def _sentence(words: str) -> str:
    """With a capital at the head, for the words are written to stand within a sentence."""
    return words[:1].upper() + words[1:]
