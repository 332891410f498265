"""Budgets to begin with: what published plans come to for one's own months, kept only when that is pressed."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtWidgets import QWidget

from shopdesk.domain.ads.start import START_CHOICE, StartChoice
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.money import format_yuan
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.answering_form import AnsweringForm
from shopdesk.infra.i18n import tr


class AdsStartForm(AnsweringForm):
    """Says the months and the source beside the choice; months with a budget keep theirs."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """Begin with this month and the least of the published range."""
        super().__init__(
            context.tasks,
            START_CHOICE,
            name="promotions.ads.start",
            title=tr("Budgets to begin with"),
            confirm=tr("Keep as my budgets"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
        )
        self._context = context
        self.add_fields(
            "plan", "channel", "month", values={
                "plan": StartChoice.__dataclass_fields__["plan"].default,
                "channel": StartChoice.__dataclass_fields__["channel"].default,
                "month": context.clock.today().replace(day=1),
            },
        )  # fmt: skip
        self.hint(tr("A starting point, to be changed: what fits your store, your own figures will say."))
        self.begin_answers(tr("What the budgets come to"), (1, 1), (820, 460))

    def work(self) -> Callable[[], object]:
        """Keep the budgets."""
        ads, store_id = self._context.services.ads, self._context.store_id
        choice = StartChoice(**self.values())
        return lambda: ads.keep_start(ads.start(store_id, choice))

    def answered(self) -> str:
        """Each month with its budget, and who says so."""
        ads = self._context.services.ads
        try:
            budgets = ads.start(self._context.store_id, StartChoice(**self.typed()))
        except UserError as error:
            return escape(tr(error.text))
        lines = [f"{one.month:%Y-%m}: <b>{escape(format_yuan(one.amount_fen))}</b>" for one in budgets]
        source, note = ads.start_source()
        lines += ["", escape(tr("Source: {source}.", source=source)), escape(note),
                  escape(tr("A month that has a budget of this programme keeps it."))]  # fmt: skip
        return "<br>".join(lines)
