"""Printing a scorecard: one page to talk it over with the person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from shopdesk.domain.money import percent_text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.people.growth.texts import (
    figure,
    pay_words,
    points,
    source_words,
    target_words,
    total_words,
)
from shopdesk.gui.print_dialog import Printable, PrintDialog
from shopdesk.gui.printing import html_pages
from shopdesk.infra.i18n import current_language, tr
from shopdesk.reporting.scorecard_sheet import CardPaper, CardRow, scorecard_html

if TYPE_CHECKING:
    from shopdesk.gui.paper.daily import Leaf
    from shopdesk.services.growth.views import PersonScore, ScoreBoard


class CardPrintDialog(PrintDialog):
    """Offers the card of one person, and those of everybody who has one."""

    def __init__(self, context: PageContext, board: ScoreBoard, score: PersonScore, roles: Mapping[str, str]) -> None:
        """On what the page shows now."""
        store, month = context.store.name, f"{board.month:%Y-%m}"

        def pages(scores: Sequence[PersonScore]) -> list[Leaf]:
            found: list[Leaf] = []
            for one in scores:
                html = scorecard_html(card_paper(one, store=store, month=month, role=roles.get(one.role_code, "")))
                found += html_pages(html, title=f"{one.person.label} · {month} · {store}")
            return found

        everybody = [one for one in board.people if one.filled is not None]
        title = tr("Scorecard")
        printables = [
            Printable("one", score.person.label, f"{title} {score.person.label} {month}", partial(pages, [score])),
            Printable("all", tr("Everybody, a page each"), f"{tr('Scorecards')} {month}", partial(pages, everybody)),
        ]
        super().__init__(context, "people.growth.print", tr("Print scorecards"), printables, tr("Print for"))


def card_paper(score: PersonScore, *, store: str, month: str, role: str) -> CardPaper:
    """A person's card in words."""
    filled = score.filled
    assert filled is not None
    language = current_language()
    return CardPaper(
        title=tr("Scorecard {month}", month=month),
        who=" · ".join(filter(None, (score.person.label, role, store))),
        card=filled.card.name(language),
        total=total_words(filled),
        pays=pay_words(score),
        rows=tuple(
            CardRow(
                name=line.indicator.name(language),
                weight=percent_text(line.indicator.weight, 0),
                target=target_words(line.indicator),
                figure=figure(line.actual.value, line.indicator.unit),
                score=points(line.score if line.counts else None),
                share=None if line.score is None or not line.counts else int(line.score),
                source=source_words(line),
            )
            for line in filled.lines
        ),
        trend=tuple((f"{one.month:%Y-%m}", points(one.total)) for one in score.trend),
    )
