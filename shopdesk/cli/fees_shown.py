"""What ``shopdesk fees show`` prints: every fee with its rule, what they come to, and what changes later."""

from __future__ import annotations

from typing import Any

from shopdesk.cli.output import money, print_json, rate
from shopdesk.domain.money import format_yuan
from shopdesk.domain.setup.fee_scenario import TOTAL_NAMES
from shopdesk.domain.setup.fees import FEE_ITEM_NAMES
from shopdesk.domain.text import NO_DATA
from shopdesk.infra.i18n import tr
from shopdesk.services.setup.fee_reading import FeeView
from shopdesk.services.setup.fee_words import (
    change_words,
    figure_words,
    rule_words,
    standing_words,
    total_doubts,
    year_words,
)


def show(store: str, view: FeeView, *, as_json: bool) -> None:
    """Print the fees of a store, in lines or as one document."""
    if as_json:
        print_json(document(store, view))
        return
    for line in view.estimate.lines:
        words = (figure_words(line), year_words(line), standing_words(line)[0], rule_words(line))
        print(f"{tr(FEE_ITEM_NAMES[line.item])}: {' · '.join(filter(None, words))}")
    for name, fen in totals(view).items():
        print(f"{tr(TOTAL_NAMES[name])}: {NO_DATA if fen is None else format_yuan(fen)}")
    for said in total_doubts(view.estimate):
        print(said)
    for change in view.later():
        print(tr("Later: {change}", change=change_words(change)))


def totals(view: FeeView) -> dict[str, int | None]:
    """What the figures come to, in fen."""
    found = view.estimate
    return {
        "tied": found.tied_up_fen,
        "year": found.year_cost_fen,
        "cash": found.first_year_cash_fen,
        "break_even": None if view.break_even is None else view.break_even.year_fen,
    }


def document(store: str, view: FeeView) -> dict[str, Any]:
    """The fees for a script: amounts in yuan and rates as strings, what is not known as null."""
    return {
        "store": store,
        "day": view.day,
        "rule_set": view.rule_set.code,
        "fees": [
            {
                "item": line.item,
                "amount": money(line.amount_fen),
                "rate": rate(line.rate),
                "year": money(line.year_fen),
                "back": money(line.refund_fen),
                "own": line.own,
                "verified": line.verified,
                "from": line.begins,
                "as_of": line.as_of,
                "link": line.link or None,
            }
            for line in view.estimate.lines
        ],
        "totals": {name: money(fen) for name, fen in totals(view).items()},
        "later": [{"from": one.day, "item": one.item} for one in view.later()],
    }
