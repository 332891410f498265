"""A payslip as HTML for a page of A4: every line with what it was reckoned from, what is taken off, what is paid."""

from __future__ import annotations

from html import escape

from shopdesk.domain.money import format_yuan
from shopdesk.domain.payroll.output import word
from shopdesk.domain.payroll.records import KeptLine, KeptRun, KeptSlip
from shopdesk.domain.payroll.slip import DEDUCTIONS, Code, RunState
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
    name = f"{slip.name} ({slip.mark})" if slip.mark else slip.name
    chinese = current_language().startswith("zh")
    department, role = word(slip, "department", chinese), word(slip, "role", chinese)
    state = "" if run.state is RunState.LOCKED else f" · {tr('draft')}"
    about = f"{store} · {run.month:%Y-%m}{state} · {department} · {role}"
    days = tr("{count} calendar days employed", count=slip.days_employed)
    earned = [line for line in slip.lines if not _taken(line)]
    taken = [line for line in slip.lines if _taken(line)]
    rows = [
        _head(tr("What was earned")),
        *(_row(line) for line in earned),
        _sum(tr("Gross wage"), slip.gross_fen),
        _head(tr("What is taken off")),
        *(_row(line) for line in taken),
        _sum(tr("Net wage"), slip.net_fen),
    ]
    taxable, tax = _money(slip.taxable_fen), _money(slip.withheld_fen)
    notes = [tr("Income tax of the year so far: {tax} on {taxable} taxable.", tax=tax, taxable=taxable)]
    if slip.advance_fen:
        notes.append(tr("Open advance: {amount}", amount=_money(slip.advance_fen)))
    notes += [tr("Missing: {figure}.", figure=entry) for entry in slip.missing]
    notes += [tr(entry) for entry in slip.notices]
    notes.append(tr("The whole calculation is attached to this PDF as JSON; “shopdesk payroll verify” recomputes it."))
    return (
        f"<html><head><style>{_STYLE}</style></head><body>"
        f'<p class="top">{escape(tr("Payslip"))} · {escape(name)}</p>'
        f'<p class="about">{escape(about)} · {escape(days)}</p>'
        f'<table width="100%" border="1" cellspacing="0" cellpadding="3">{"".join(rows)}</table>'
        + "".join(f'<p class="note">{escape(note)}</p>' for note in notes)
        + "</body></html>"
    )


def _taken(line: KeptLine) -> bool:
    return Code(line.code) in DEDUCTIONS


def _money(fen: int | None) -> str:
    return "—" if fen is None else format_yuan(fen)


def _head(words: str) -> str:
    return f'<tr><th width="76%">{escape(words)}</th><th class="amount" width="24%">{escape(tr("Amount"))}</th></tr>'


def _row(line: KeptLine) -> str:
    small = tr(line.explanation)
    if line.not_taken_fen:
        small += " " + tr("Not taken: {amount}", amount=_money(line.not_taken_fen))
    return (
        f'<tr><td>{escape(tr(line.name))}<br><span class="small">{escape(small)}</span></td>'
        f'<td class="amount">{_money(line.amount_fen)}</td></tr>'
    )


def _sum(words: str, fen: int | None) -> str:
    return f'<tr><td class="sum">{escape(words)}</td><td class="sum amount" align="right">{_money(fen)}</td></tr>'
