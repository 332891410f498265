"""The quarter for the tax office as a page to print (HTML for A4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from shopdesk.domain.ledger.cost_nouns import TAX_QUARTER
from shopdesk.domain.ledger.tax import (
    BASIS_NAMES,
    CAUSE_NAMES,
    COMPARISON_ONLY,
    Cause,
    TaxBridge,
    columns_of,
    fees_beside,
)
from shopdesk.domain.money import format_yuan, percent_text
from shopdesk.domain.text import NO_DATA
from shopdesk.infra.i18n import pick, tr
from shopdesk.reporting.setup_sheet import STYLE, TABLE


def tax_sheet(found: TaxBridge, store: str) -> str:
    """The page: the views of the quarter, what was declared, the causes of the difference, the rates with sources."""
    span = tr("{start} to {end}", start=found.quarter.start.isoformat(), end=found.quarter.end.isoformat())
    return (
        f"<html><head><style>{STYLE}</style></head><body>"
        f"<p class='top'>{escape(tr('Tax bridge'))} {found.label} · {escape(store)}</p>"
        f"<p class='about'>{escape(span)} · {escape(tr(COMPARISON_ONLY))}</p>"
        f"{_views(found)}{_declared(found)}{_differences(found)}{_fees(found)}{_rates(found)}</body></html>"
    )


def _views(found: TaxBridge) -> str:
    rows = [
        (tr(name), _money(column.total_fen), _money(column.returned_fen), _money(column.net_fen))
        for name, column in columns_of(found)
    ]
    if found.figures.net_fen is not None:
        rows.append((tr(TAX_QUARTER.label_of("net_fen")), "", "", _money(found.figures.net_fen)))
    head = (
        tr("View", context="tax bridge"),
        tr("Total"),
        tr("Returned", context="tax bridge"),
        tr("Net", context="tax bridge"),
    )
    return _section(tr("The views of the quarter, in yuan")) + _table(head, rows)


def _declared(found: TaxBridge) -> str:
    figures = found.figures
    rows = [
        (tr(TAX_QUARTER.label_of("vat_rate")), percent_text(figures.vat_rate, 0)),
        (tr("Declared sales without VAT"), _money(found.declared_fen)),
        (tr("Declared sales with VAT"), _money(found.declared_with_vat_fen)),
        (tr(TAX_QUARTER.label_of("basis")), tr(BASIS_NAMES[figures.basis]) if figures.basis else tr("not said")),
        (tr(TAX_QUARTER.label_of("outside_fen")), _money(figures.outside_fen)),
    ]
    note = f"<p>{escape(figures.note)}</p>" if figures.note else ""
    return _section(tr("What was declared")) + _table((tr("Figure"), tr("Value")), rows) + note


def _differences(found: TaxBridge) -> str:
    rows = [
        (
            tr(CAUSE_NAMES[one.cause]),
            _money(one.fen),
            "" if one.cause is Cause.NOT_EXPLAINED else tr("yes") if one.counted else tr("no, only pointed out"),
        )
        for one in found.differences
    ]
    head = (tr("Cause"), tr("Amount"), tr("Counted", context="tax bridge"))
    return _section(tr("From the declared amount up to the platform's")) + _table(head, rows)


def _fees(found: TaxBridge) -> str:
    rows = [(tr(name), _money(fen)) for name, fen in fees_beside(found)]
    return _section(tr("Fees")) + _table((tr("Figure"), tr("Value")), rows) if rows else ""


def _rates(found: TaxBridge) -> str:
    if not found.rates:
        return ""
    lines = "".join(
        f"<li>{escape(percent_text(rate.rate, 0))}: {escape(pick(rate.source.zh, rate.source.en))}</li>"
        for rate in found.rates
    )
    return _section(tr("VAT rates that held in the quarter")) + f"<ul class='small'>{lines}</ul>"


def _section(title: str) -> str:
    return f"<p class='head'>{escape(title)}</p>"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    titles = "".join(f"<th>{escape(title)}</th>" for title in head)
    body = "".join(
        "<tr>"
        + "".join(
            f"<td{' align=right' if place and len(head) > 2 else ''}>{escape(cell)}</td>"
            for place, cell in enumerate(row)
        )
        + "</tr>"
        for row in rows
    )
    return f"{TABLE}<thead><tr>{titles}</tr></thead>{body}</table>"


def _money(fen: int | None) -> str:
    return NO_DATA if fen is None else format_yuan(fen)
