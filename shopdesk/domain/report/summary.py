"""The report in words: what happened, why, and what to do. Every sentence says figures that stand on a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from shopdesk.domain.kpi import Unit, Value, kpi
from shopdesk.domain.kpi.breakdown import AD_CHANNELS, CHANNEL_NAMES
from shopdesk.domain.kpi.decompose import AOV, CONVERSION, DAYS, OTHER, REST, VISITORS, Part
from shopdesk.domain.kpi.kinds import Kpi, Source
from shopdesk.domain.kpi.output import shown
from shopdesk.domain.kpi.why_words import effect_words, factor_name, signed
from shopdesk.domain.ledger.profit_words import listed
from shopdesk.domain.money import decimal_text, format_yuan, percent_text, ratio, signed_yuan
from shopdesk.domain.periods import By
from shopdesk.domain.report.money import MonthState
from shopdesk.domain.report.records import KeyFigure, PeriodReport
from shopdesk.domain.text import NO_DATA, Text
from shopdesk.domain.tiers.band import BandPosition

_PAID = "paid_amount"
_TOLD = ("visitors_per_day", "conversion", "aov", "refund_rate", "roi")
_CAUSES, _LARGEST = 4, 3  # causes, and names of one kind, that are said
_EVEN = Decimal(1)  # what an ad has to bring back at least for each yuan spent


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """Sentences by question; a question that nothing answers has one sentence that says so."""

    happened: tuple[Text, ...]
    why: tuple[Text, ...]
    todo: tuple[Text, ...]

    @property
    def blocks(self) -> tuple[tuple[Text, tuple[Text, ...]], ...]:
        """Each question with its sentences, in the order in which a meeting asks."""
        return (
            (Text("What happened"), self.happened),
            (Text("Why", context="report"), self.why),
            (Text("What to do"), self.todo),
        )


def summary(report: PeriodReport) -> Summary:
    """The report in words."""
    return Summary(
        happened=tuple(_happened(report)),
        why=tuple(_why(report)) or (Text("The figures do not say why: a cause needs both spans."),),
        todo=tuple(_todo(report)) or (Text("Nothing stands out. Keep to the plan."),),
    )


def month_remarks(state: MonthState) -> list[Text]:
    """How far the month of the account is, in sentences."""
    found = []
    if state.days_covered < state.days:
        found.append(
            Text("Statements cover {known} of the {days} days of the month.", known=state.days_covered, days=state.days)
        )
    if state.closed_on is None:
        found.append(Text("The month is not checked off yet."))
    elif state.closed_by:
        found.append(
            Text("The month was checked off on {day} by {who}.", day=state.closed_on.isoformat(), who=state.closed_by)
        )
    else:
        found.append(Text("The month was checked off on {day}.", day=state.closed_on.isoformat()))
    if state.changed:
        found.append(Text("{count} of its figures changed since and are not accepted.", count=state.changed))
    return found


# --- what happened ---------------------------------------------------------------------------------------------------


def _happened(report: PeriodReport) -> list[Text]:
    found = [_sales(report), *_month_end(report)]
    told = [figure for code in _TOLD if (figure := report.figure(code)) is not None and figure.now is not None]
    found += [_moved(report, figure) for figure in told]
    found += _money(report)
    if report.people is not None and report.people.share is not None:
        found.append(
            Text(
                "People cost {amount}, {share} of the paid amount of these days.",
                amount=format_yuan(report.people.cost_fen),
                share=percent_text(report.people.share, 1),
            )
        )
    problems = report.checks.problems
    if problems.opened or problems.still_open:
        found.append(
            Text(
                "Problems: {opened} opened, {closed} closed, {open} open, {overdue} of them overdue.",
                opened=problems.opened,
                closed=problems.closed,
                open=problems.still_open,
                overdue=problems.overdue,
            )
        )
    return found


def _sales(report: PeriodReport) -> Text:
    figure = report.figure(_PAID)
    if figure is None or figure.now is None:
        return report.words.no_sales
    said = _moved(report, figure)
    if figure.target:
        reached = percent_text(ratio(figure.now, figure.target), 1)
        said = Text(
            "{sentence} Target {target}, reached to {rate}.",
            sentence=said,
            target=shown(figure.kpi, figure.target),
            rate=reached,
        )
    return said


def _month_end(report: PeriodReport) -> list[Text]:
    """Where the month is likely to end, or how its middle foresaw it, and how often such a range held."""
    end = report.month_end
    outlook = None if end is None else end.pace.outlook
    if end is None or outlook is None or outlook.low is None or outlook.high is None:
        return []
    item = kpi(end.pace.metric)
    low, high = shown(item, outlook.low), shown(item, outlook.high)
    day = end.pace.until.isoformat()
    said = (
        Text("On {day} the month was likely to end between {low} and {high}.", day=day, low=low, high=high)
        if report.by is By.MONTH
        else Text(
            "The month's target is {target}; after {day} it was likely to end between {low} and {high}.",
            target=shown(item, end.pace.target), day=day, low=low, high=high,
        )
    )  # fmt: skip
    return [said, end.hits.sentence]


def _moved(report: PeriodReport, figure: KeyFigure) -> Text:
    """A figure, and how it moved against the span before, where both are known well enough."""
    name, now = figure.kpi.name, shown(figure.kpi, figure.now)
    change: Text | str = change_figure(figure.kpi, figure.now, figure.before)
    if figure.kpi.unit is Unit.RATE:
        change = Text("{points} percentage points", points=change)
    if figure.before is None or figure.before_short is not None:
        return Text("{figure}: {now}.", figure=name, now=now)
    return Text(
        "{figure}: {now} ({span}: {before}, {change}).",
        figure=name,
        now=now,
        span=report.words.before,
        before=shown(figure.kpi, figure.before),
        change=change,
    )


def change_figure(item: Kpi, now: Value, before: Value) -> str:
    """How a figure moved: rates in percentage points, scores and ROI in their own unit, all others in percent."""
    if now is None or before is None:
        return NO_DATA
    if item.unit is Unit.RATE:
        return decimal_text(Decimal(now - before) * 100, signed=True)
    if item.unit in (Unit.SCORE, Unit.MULTIPLE):
        return decimal_text(Decimal(now - before), signed=True)
    return signed(percent_text(ratio(now - before, abs(Decimal(before))), 1))


def _money(report: PeriodReport) -> list[Text]:
    money, found = report.money, []
    if money is None:
        return []
    if money.has_profit:
        total = money.days.total
        if total.profit is not None:
            found.append(
                Text(
                    "Profit: {amount}, {share} of net sales.",
                    amount=format_yuan(total.profit),
                    share=percent_text(ratio(total.profit, total.net_sales), 1),
                )
            )
        elif total.contribution is not None:
            found.append(
                Text(
                    "Contribution: {amount}; the profit is not known, because a running cost is missing.",
                    amount=format_yuan(total.contribution),
                )
            )
        else:
            found.append(Text("The profit is not known; the sheet about profit says what is missing."))
    if money.account:
        change = signed_yuan(sum(money.account.values()))
        found.append(Text("The account moved by {amount}.", amount=change))
    return found


# --- why -------------------------------------------------------------------------------------------------------------


def _why(report: PeriodReport) -> list[Text]:
    found = []
    if report.split is not None:
        parts = _largest([part for part in report.split.parts if part.effect], _CAUSES)
        found.append(
            Text(
                "The paid amount moved by {amount}: {parts}.",
                amount=signed_yuan(report.split.change),
                parts=listed([effect_words(factor_name(part.factor), part) for part in parts]),
            )
            if parts
            else Text("The paid amount did not move.")
        )
    elif (short := report.uneven.get(Source.ORDERS)) is not None:
        found.append(short.sentence)
    names = {channel.value: name for channel, name in CHANNEL_NAMES.items()}
    for title, moves in (
        (Text("By source"), report.by_channel),
        (Text("By product"), report.by_product),
        (Text("By province"), report.by_region),
    ):
        named = _largest([part for part in moves if part.factor not in (REST, OTHER) and part.effect], _LARGEST)
        if named:
            said = [effect_words(names.get(part.factor, part.factor), part) for part in named]
            found.append(Text("{what}: {parts}.", what=title, parts=listed(said)))
    for line in report.campaigns_run:
        if line.review is not None and line.review.store.sales_fen is not None:
            found.append(_campaign(line.campaign.name, line.review.store.sales_fen, line.review.sales_against_plan))
    return found


def _largest(parts: Sequence[Part], count: int) -> list[Part]:
    return sorted(parts, key=lambda part: (-abs(part.effect), part.factor))[:count]


def _campaign(name: str, sales: int, reached: Decimal | None) -> Text:
    if reached is None:
        return Text("On the days of “{name}” the store sold {amount}.", name=name, amount=format_yuan(sales))
    return Text(
        "On the days of “{name}” the store sold {amount}, {rate} of the plan.",
        name=name,
        amount=format_yuan(sales),
        rate=percent_text(reached, 1),
    )


# --- what to do ------------------------------------------------------------------------------------------------------


def _todo(report: PeriodReport) -> list[Text]:
    found = [*_of_target(report), *_of_cause(report), *_of_ads(report), *_of_products(report)]
    late = [one for one in report.checks.open_problems if one.is_open and one.days_late_on(report.known_until)]
    if late:
        found.append(
            Text(
                "Close the overdue problems, {count} of them, beginning with “{title}”.",
                count=len(late),
                title=late[0].title,
            )
        )
    if report.checks.repeated:
        found.append(
            Text(
                "Mend the cause of the {count} checks that failed three times or more.",
                count=len(report.checks.repeated),
            )
        )
    if report.people is not None and report.people.position is BandPosition.ABOVE:
        found.append(
            Text(
                "People cost more than the band of {band} allows: look at the tiers before hiring.",
                band=f"{percent_text(report.people.band_low, 1)}–{percent_text(report.people.band_high, 1)}",
            )
        )
    if report.due_milestones:
        day, title = report.due_milestones[0]
        found.append(
            Text(
                "Milestones that fall due by {end}: {count}. The first is due on {day}: “{title}”.",
                end=report.next_period.end.isoformat(),
                count=len(report.due_milestones),
                day=day.isoformat(),
                title=title,
            )
        )
    return found + _of_month(report)


def _of_target(report: PeriodReport) -> list[Text]:
    figure, found = report.figure(_PAID), []
    if figure is not None and figure.now is not None and figure.target and figure.now < figure.target:
        found.append(
            Text(
                "{amount} were missing to the target: keep the next one or change it.",
                amount=shown(figure.kpi, figure.target - figure.now),
            )
        )
    if report.next_target is None:
        found.append(Text("Set the target from {day} on, on the KPI page.", day=report.next_period.start.isoformat()))
    return found


def _of_cause(report: PeriodReport) -> list[Text]:
    """What to look at where the largest cause took sales away."""
    parts = report.split.parts if report.split is not None else ()
    worst = min((part for part in parts if part.factor != DAYS), key=lambda part: part.effect, default=None)
    if worst is None or worst.effect >= 0:
        return []
    advice = {
        VISITORS: Text("Fewer visitors cost most: look at search, ads and campaigns by source."),
        CONVERSION: Text("A lower conversion cost most: look at pages, prices, ratings and replies of the service."),
        AOV: Text("A lower amount per buyer cost most: look at bundles, gifts and discounts."),
    }.get(worst.factor)
    return [] if advice is None else [advice]


def _of_ads(report: PeriodReport) -> list[Text]:
    return [
        Text(
            "{source} brought back {roi} for each yuan: change words, bids or pages, or stop.",
            source=CHANNEL_NAMES[one.line.channel],
            roi=shown(kpi("roi"), one.line.roi),
        )
        for one in report.sources
        if one.line.channel in AD_CHANNELS and one.line.roi is not None and one.line.roi < _EVEN
    ]


def _of_products(report: PeriodReport) -> list[Text]:
    found = []
    for line in report.heroes:
        stock, least = line.stock_pieces, line.hero.minimum_pieces
        if stock is not None and (stock == 0 or (least is not None and stock < least)):
            name = line.hero.title or line.hero.product_id
            found.append(Text("Order “{product}” again: {stock} pieces are left.", product=name, stock=stock))
    if report.falling and report.falling[0].change_fen is not None:
        worst = report.falling[0]
        found.append(
            Text(
                "Look at “{product}”: its sales moved by {amount}.",
                product=worst.title or worst.product_id,
                amount=format_yuan(report.falling[0].change_fen),
            )
        )
    losing = [row for row in (report.money.products if report.money else ()) if row.key and (row.contribution or 0) < 0]
    if losing:
        worst_row = min(losing, key=lambda row: (row.contribution or 0, row.key))
        found.append(
            Text(
                "Products that lose money: {count}. “{product}” loses most, {amount}.",
                count=len(losing),
                product=worst_row.title or worst_row.key,
                amount=format_yuan(-(worst_row.contribution or 0)),
            )
        )
    return found


def _of_month(report: PeriodReport) -> list[Text]:
    state, found = report.money.month if report.money is not None else None, []
    if state is not None:
        if state.changed:
            found.append(Text("Accept the changed figures of the month, or take the import back, on the money page."))
        elif state.closed_on is None and report.made_at.date() > report.period.end and state.days_covered == state.days:
            found.append(Text("Every day stands in a statement: check the month off on the money page."))
        elif state.days_covered < state.days:
            found.append(Text("Import the statements of the days that are missing, then check the month off."))
    if report.gaps:
        found.append(Text("Close the gaps in the data that the last sheet lists: {count}.", count=len(report.gaps)))
    return found
