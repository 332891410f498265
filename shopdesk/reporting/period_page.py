"""The main page of the weekly and the monthly report on paper: the same sentences and figures as the first sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from shopdesk.domain.daily.meetings import MEETING_NAMES, Minute
from shopdesk.domain.kpi import Value
from shopdesk.domain.kpi.output import shown
from shopdesk.domain.kpi.wholeness import Shortfall
from shopdesk.domain.money import format_yuan, percent_text, ratio
from shopdesk.domain.report.records import CampaignLine, KeyFigure, PeriodReport
from shopdesk.domain.report.summary import change_figure, summary
from shopdesk.domain.text import NO_DATA
from shopdesk.infra.i18n import tr
from shopdesk.reporting.period_workbook import about_line
from shopdesk.reporting.setup_sheet import STYLE, TABLE

_STYLE = "p.line { margin-top: 1px; margin-bottom: 1px; } td, th { font-size: 8pt; }"
_FIGURES = (17, 13, 13, 10, 13, 10, 13, 11)
_CAMPAIGNS = (38, 14, 14, 17, 17)
_DECISIONS = (44, 20, 14, 12, 10)
"""The widths of columns in percent: an amount must not break in two."""
_MOST_DECISIONS = 10


@dataclass(frozen=True, slots=True)
class ReportPage:
    """The page as HTML for A4, and its name."""

    html: str
    title: str


def page(report: PeriodReport) -> ReportPage:
    """Summary, key figures, campaigns and the next span's target."""
    title = f"{tr(report.words.report)} {report.label}"
    parts = [f"<p class='top'>{escape(title)} · {escape(report.store)}</p>"]
    parts.append(f"<p class='about'>{escape(about_line(report))}</p>")
    for question, sentences in summary(report).blocks:
        lines = "".join(f"<p class='line'>• {escape(tr(sentence))}</p>" for sentence in sentences)
        parts.append(f"<p class='head'>{escape(tr(question))}</p>{lines}")
    parts.append(_figures(report))
    parts += _campaigns(report)
    parts += _meetings(report)
    target = NO_DATA if report.next_target is None else format_yuan(report.next_target)
    start, end = report.next_period.start.isoformat(), report.next_period.end.isoformat()
    parts.append(f"<p class='head'>{escape(tr('Targets from {start} to {end}', start=start, end=end))}</p>")
    parts.append(f"<p>{escape(tr('Target {amount}', amount=target))}</p>")
    html = (
        f"<html><head><meta charset='utf-8'><style>{STYLE}{_STYLE}</style></head><body>{''.join(parts)}</body></html>"
    )
    return ReportPage(html, f"{report.store} · {title}")


def _figures(report: PeriodReport) -> str:
    if not report.key_figures:
        return f"<p>{escape(tr(report.words.no_figures))}</p>"
    words = report.words
    head = (
        tr("Figure"),
        tr(words.this),
        tr(words.before),
        tr("Change"),
        tr(words.last_year),
        tr("Change"),
        tr("Target"),
        tr("Target reached"),
    )
    rows = [_figure(figure) for figure in report.key_figures]
    units = tr("Rates change in percentage points, scores and ROI in their own unit, all others in percent.")
    table = _table(head, _FIGURES, rows)
    return f"<p class='head'>{escape(tr('Key figures'))}</p>{table}<p class='small'>{escape(units)}</p>"


def _figure(figure: KeyFigure) -> Sequence[str]:
    target = figure.target
    return (
        tr(figure.kpi.name),
        shown(figure.kpi, figure.now),
        shown(figure.kpi, figure.before),
        _change(figure, figure.before, figure.before_short),
        shown(figure.kpi, figure.last_year),
        _change(figure, figure.last_year, figure.last_year_short),
        shown(figure.kpi, target),
        percent_text(ratio(figure.now, target), 1),
    )


def _change(figure: KeyFigure, before: Value, short: Shortfall | None) -> str:
    if short is not None:
        return tr(short.brief)
    return change_figure(figure.kpi, figure.now, before)


def _campaigns(report: PeriodReport) -> list[str]:
    words = report.words
    found = []
    for title, lines in ((words.ended, report.campaigns_run), (words.coming, report.campaigns_coming)):
        if lines:
            head = (tr("Campaign"), tr("From"), tr("To"), tr("Planned sales"), tr("Actual sales"))
            table = _table(head, _CAMPAIGNS, [_campaign(line) for line in lines])
            found.append(f"<p class='head'>{escape(tr(title))}</p>{table}")
    return found


def _campaign(line: CampaignLine) -> Sequence[str]:
    planned, sold = line.campaign.plan_sales_fen, line.review.store.sales_fen if line.review else None
    return (
        line.campaign.name,
        line.campaign.start.isoformat(),
        line.campaign.end.isoformat(),
        NO_DATA if planned is None else format_yuan(planned),
        NO_DATA if sold is None else format_yuan(sold),
    )


def _meetings(report: PeriodReport) -> list[str]:
    """What was decided, open or done; the workbook lists all points."""
    decided = [one for one in report.minutes if one.problem is not None]
    if not decided:
        return []
    head = (tr("Decision"), tr("Meeting"), tr("Responsible"), tr("Due"), tr("State"))
    table = _table(head, _DECISIONS, [_decision(one) for one in decided[:_MOST_DECISIONS]], side="left")
    found = [f"<p class='head'>{escape(tr('From the meetings'))}</p>{table}"]
    if len(decided) > _MOST_DECISIONS:
        more = tr("{count} more in the agenda", count=len(decided) - _MOST_DECISIONS)
        found.append(f"<p class='small'>{escape(more)}</p>")
    return found


def _decision(one: Minute) -> Sequence[str]:
    followed = one.problem or one.point
    return (
        one.point.decision,
        f"{tr(MEETING_NAMES[one.point.kind])} {one.point.day.isoformat()}",
        followed.owner,
        NO_DATA if followed.due is None else followed.due.isoformat(),
        "" if one.state is None else tr(one.state),
    )


def _table(head: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[str]], *, side: str = "right") -> str:
    titles = "".join(
        f"<th width='{width}%'{_side(number, side)}>{escape(title)}</th>"
        for number, (title, width) in enumerate(zip(head, widths, strict=True))
    )
    body = "".join(
        f"<tr>{''.join(f'<td{_side(number, side)}>{escape(text)}</td>' for number, text in enumerate(row))}</tr>"
        for row in rows
    )
    return f"{TABLE}<tr>{titles}</tr>{body}</table>"


def _side(number: int, side: str) -> str:
    return f" align='{side}'" if number else ""
