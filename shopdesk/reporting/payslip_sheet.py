"""A payslip as HTML: a whole page with what every line was reckoned from, or half a page to cut off."""

from __future__ import annotations

from html import escape
from itertools import zip_longest

from shopdesk.domain.money import format_yuan
from shopdesk.domain.payroll.output import word
from shopdesk.domain.payroll.records import KeptLine, KeptRun, KeptSlip
from shopdesk.domain.payroll.runs import RunState
from shopdesk.domain.payroll.slip_parts import parts_of, slip_label
from shopdesk.domain.text import NO_DATA
from shopdesk.infra.i18n import current_language, tr

_STYLE = """
body { font-size: 9pt; }
p.top { font-size: 15pt; font-weight: bold; margin-top: 0px; margin-bottom: 2px; }
p.about { font-size: 9pt; color: #333333; margin-top: 0px; margin-bottom: 8px; }
p.note { font-size: 8.5pt; color: #333333; margin-top: 6px; margin-bottom: 0px; }
th { background-color: #e4e4e4; text-align: left; }
td.amount, th.amount { text-align: right; }
td.sum { background-color: #f0f0f0; font-weight: bold; }
.small { font-size: 8pt; color: #333333; }
"""


def payslip_html(run: KeptRun, slip: KeptSlip, store: str) -> str:
    """The page of one person."""
    parts = parts_of(slip)
    rows = [
        _head(tr("What was earned")),
        *(_row(line) for line in parts.earned),
        _sum(tr("Gross wage"), slip.gross_fen),
        _head(tr("What is taken off")),
        *(_row(line) for line in parts.taken),
        _sum(tr("Net wage"), slip.net_fen),
    ]
    if parts.carried:
        rows += [_head(tr("Carried to the next month, no part of this wage")), *(_row(line) for line in parts.carried)]
    notes = [*_notes(slip), tr("The whole calculation is attached to this PDF as JSON; “shopdesk payroll verify” "
                               "recomputes it.")]  # fmt: skip
    return _page(run, slip, store, "".join(rows), notes)


def half_payslip_html(run: KeptRun, slip: KeptSlip, store: str) -> str:
    """The same in half the height: what was earned on the left, what is taken off on the right."""
    parts = parts_of(slip)
    earned, taken = tr("What was earned"), tr("What is taken off")
    head = "".join(
        f'<th width="35%">{escape(words)}</th><th class="amount" width="15%">{escape(tr("Amount"))}</th>'
        for words in (earned, taken)
    )
    rows = [f"<tr>{head}</tr>"]
    for pair in zip_longest(parts.earned, parts.taken):
        cells = [_cells(line) if line is not None else "<td></td><td></td>" for line in pair]
        rows.append(f"<tr>{''.join(cells)}</tr>")
    sums = ((tr("Gross wage"), slip.gross_fen), (tr("Net wage"), slip.net_fen))
    rows.append("<tr>" + "".join(_sum_cells(words, fen) for words, fen in sums) + "</tr>")
    carried = [tr("{line}: {amount}", line=tr(line.name), amount=_money(line.amount_fen)) for line in parts.carried]
    return _page(run, slip, store, "".join(rows), [*carried, *_notes(slip)])


def _page(run: KeptRun, slip: KeptSlip, store: str, rows: str, notes: list[str]) -> str:
    chinese = current_language().startswith("zh")
    department, role = word(slip, "department", chinese), word(slip, "role", chinese)
    state = "" if run.state is RunState.LOCKED else f" · {tr('draft')}"
    about = f"{store} · {run.month:%Y-%m}{state} · {department} · {role}"
    days = tr("{count} calendar days employed", count=slip.days_employed)
    return (
        f"<html><head><style>{_STYLE}</style></head><body>"
        f'<p class="top">{escape(tr("Payslip"))} · {escape(slip_label(slip))}</p>'
        f'<p class="about">{escape(about)} · {escape(days)}</p>'
        f'<table width="100%" border="1" cellspacing="0" cellpadding="3">{rows}</table>'
        + "".join(f'<p class="note">{escape(note)}</p>' for note in notes)
        + "</body></html>"
    )


def _notes(slip: KeptSlip) -> list[str]:
    taxable, tax = _money(slip.taxable_fen), _money(slip.withheld_fen)
    notes = [tr("Income tax of the year so far: {tax} on {taxable} taxable.", tax=tax, taxable=taxable)]
    if slip.advance_fen:
        notes.append(tr("Open advance: {amount}", amount=_money(slip.advance_fen)))
    notes += [tr("Missing: {figure}.", figure=entry) for entry in slip.missing]
    return [*notes, *(tr(entry) for entry in slip.notices)]


def _money(fen: int | None) -> str:
    return NO_DATA if fen is None else format_yuan(fen)


def _head(words: str) -> str:
    return f'<tr><th width="76%">{escape(words)}</th><th class="amount" width="24%">{escape(tr("Amount"))}</th></tr>'


def _row(line: KeptLine) -> str:
    return f"<tr>{_cells(line)}</tr>"


def _cells(line: KeptLine) -> str:
    small = tr(line.explanation)
    if line.not_taken_fen:
        small += " " + tr("Not taken: {amount}", amount=_money(line.not_taken_fen))
    return (
        f'<td>{escape(tr(line.name))}<br><span class="small">{escape(small)}</span></td>'
        f'<td class="amount">{_money(line.amount_fen)}</td>'
    )


def _sum(words: str, fen: int | None) -> str:
    return f"<tr>{_sum_cells(words, fen)}</tr>"


def _sum_cells(words: str, fen: int | None) -> str:
    return f'<td class="sum">{escape(words)}</td><td class="sum amount" align="right">{_money(fen)}</td>'
