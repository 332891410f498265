"""A payslip as a few lines of text to paste into a chat with the person, in Chinese or English."""

from __future__ import annotations

from shopdesk.domain.money import format_yuan
from shopdesk.domain.payroll.output import word
from shopdesk.domain.payroll.records import KeptLine, KeptRun, KeptSlip
from shopdesk.domain.payroll.runs import RunState
from shopdesk.domain.payroll.slip_parts import parts_of, slip_label
from shopdesk.domain.text import NO_DATA, Text
from shopdesk.infra.i18n import speaker


def payslip_text(run: KeptRun, slip: KeptSlip, store: str, language: str) -> str:
    """Every line with its amount, gross and net; a line of zero is left out, a missing figure is a dash."""
    say = speaker(language)
    chinese = language.startswith("zh")

    def amount(name: Text, fen: int | None) -> str:
        return say(Text("{line}: {amount}", line=name, amount=NO_DATA if fen is None else format_yuan(fen)))

    def rows(lines: tuple[KeptLine, ...]) -> list[str]:
        return [amount(line.name, line.amount_fen) for line in lines if line.amount_fen != 0]

    parts = parts_of(slip)
    state = "" if run.state is RunState.LOCKED else f" · {say(Text('draft'))}"
    posts = f"{word(slip, 'department', chinese)} · {word(slip, 'role', chinese)}"
    carried = rows(parts.carried)
    return "\n".join(
        [
            f"{say(Text('Payslip'))} {run.month:%Y-%m}{state} · {store}",
            f"{slip_label(slip)} · {posts}",
            "",
            *rows(parts.earned),
            amount(Text("Gross wage"), slip.gross_fen),
            *[f"- {row}" for row in rows(parts.taken)],
            amount(Text("Net wage"), slip.net_fen),
            *(["", *carried] if carried else []),
            *[say(Text("Missing: {figure}.", figure=entry)) for entry in slip.missing],
        ]
    )
