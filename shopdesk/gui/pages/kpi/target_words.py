"""Targets in sentences: how a month stands, where it will end, what makes it, and what does not fit."""

from __future__ import annotations

from datetime import date

from shopdesk.domain.fields import written
from shopdesk.domain.kpi import kpi
from shopdesk.domain.kpi.output import shown
from shopdesk.domain.money import format_yuan, percent_text
from shopdesk.domain.periods import month_of
from shopdesk.domain.target_aims import AIMS
from shopdesk.domain.target_drivers import SALES, Balance, made_by, standing
from shopdesk.domain.target_levels import FEWEST_DAYS, level_parts
from shopdesk.domain.target_range import HitRate
from shopdesk.domain.targets import Outlook, Pace, visitors_for, weeks_of
from shopdesk.gui.pages.kpi.target_view import TargetView
from shopdesk.infra.i18n import sentences, tr


def aim_text(metric: str, kept: int) -> str:
    """A target, or a figure that is kept like one, as it is typed."""
    return written(AIMS[metric].field, AIMS[metric].value(kept))


def month_sentences(view: TargetView) -> list[str]:
    """Everything that is said of the month in view."""
    if view.target is None:
        return [tr("This month has no target yet."), *driver_sentences(view)]
    if view.pace is None:
        return [*level_sentences(view), *driver_sentences(view)]
    said = [*pace_sentences(view.pace, view.hits), *effort_sentences(view)]
    if view.days_left:
        said.append(left_text(view.days_left, view.wanted.metric, tr("The typed days")))
    return [*said, *driver_sentences(view), *group_sentences(view)]


def pace_sentences(pace: Pace, hits: HitRate | None = None) -> list[str]:
    """How the month stands, in sentences."""
    metric = pace.metric
    said = [_nothing_yet(metric, pace.target)] if pace.nothing_known else _come_in(pace)
    if pace.needed_per_day is not None:
        if pace.outlook is not None:
            said.append(sentences([_projection(metric, pace.outlook), *hit_sentences(hits)]))
        needed = aim_text(metric, pace.needed_per_day)
        said.append(tr("Each remaining day has to bring {amount}.", amount=needed))
    if pace.missing_days:
        said.append(tr("{count} days have no figures yet and are left out of the pace.", count=pace.missing_days))
    return said


def _nothing_yet(metric: str, target: int) -> str:
    return tr("The target is {target}. There are no figures of this month yet.", target=aim_text(metric, target))


def _come_in(pace: Pace) -> list[str]:
    """What came in, and how far that is from what was due of the same days."""
    metric = pace.metric
    ahead = aim_text(metric, abs(pace.ahead))
    return [
        tr(
            "Until {day} {actual} of {target} came in ({share}).",
            day=pace.until,
            actual=aim_text(metric, pace.actual),
            target=aim_text(metric, pace.target),
            share=percent_text(pace.reached, 1),
        ),
        tr("That is {amount} ahead of the pace.", amount=ahead)
        if pace.ahead >= 0
        else tr("That is {amount} behind the pace.", amount=ahead),
    ]


def hit_sentences(hits: HitRate | None) -> list[str]:
    """How often such a range held, where one is given."""
    return [] if hits is None else [tr(hits.sentence)]


def level_sentences(view: TargetView) -> list[str]:
    """How a month stands whose days do not add up: its level until now against the target."""
    metric, target = view.wanted.metric, view.target or 0
    item = kpi(metric)
    if view.level is None:
        return [_nothing_yet(metric, target)]
    met = view.aim.met(view.level, target)
    sentence = (
        tr("Until {day} it is {actual}; the target of {target} is met.", day=view.until,
           actual=shown(item, view.level), target=aim_text(metric, target))
        if met
        else tr("Until {day} it is {actual}; the target of {target} is not met.", day=view.until,
                actual=shown(item, view.level), target=aim_text(metric, target))
    )  # fmt: skip
    lower = [tr("Lower is better here.")] if view.aim.lower else []
    return [
        sentence,
        *lower,
        *end_sentences(view),
        tr("Its days do not add up, so it is held as one level for the whole month."),
    ]


def end_sentences(view: TargetView) -> list[str]:
    """Where a level is likely to end and how often such a range held, or why that is not said."""
    if view.wanted.month != view.until.replace(day=1) or view.until == month_of(view.until).end:
        return []
    metric = view.wanted.metric
    if level_parts(metric) is None:
        return [
            tr("Refunds of days that are over still come in, so where the month ends is not said.")
            if view.aim.lower
            else tr("In the month's figure each buyer counts once, so its days do not tell where it ends.")
        ]
    if view.ends is None:
        return [tr("With fewer than {count} known days where the month ends is not said.", count=FEWEST_DAYS)]
    found, hits = view.ends
    low, high = (aim_text(metric, view.aim.kept(value)) for value in (found.low, found.high))
    words = tr("The month is likely to end between {low} and {high}.", low=low, high=high)
    return [sentences([words, *hit_sentences(hits)])]


def driver_sentences(view: TargetView) -> list[str]:
    """Whether the month's visitors, conversion and amount per buyer make its sales."""
    days = month_of(view.wanted.month).length
    if made_by(days, view.drivers) is None or view.wanted.group or view.wanted.metric not in view.drivers:
        return []
    return [sentences(drivers_text(days, standing(days, view.drivers)))]


def drivers_text(days: int, found: Balance) -> list[str]:
    """What the drivers make, and what they leave of the sales."""
    made = made_by(days, found.values)
    if made is None:
        return [tr("Visitors, conversion and amount per buyer are not all known, so nothing is worked out.")]
    said = [
        tr(
            "{days} days × {visitors} visitors × {conversion} × {value} make {made}.",
            days=days,
            visitors=aim_text("visitors_per_day", found.values["visitors_per_day"] or 0),
            conversion=aim_text("conversion", found.values["conversion"] or 0),
            value=aim_text("aov", found.values["aov"] or 0),
            made=format_yuan(made),
        )
    ]
    if found.missing and not found.fits:
        said.append(left_text(found.missing, SALES, tr("Visitors, conversion and amount per buyer")))
    return said


def group_sentences(view: TargetView) -> list[str]:
    """What the product groups' targets come to, beside the store's."""
    sales = view.drivers.get(SALES)
    if view.groups_together is None or sales is None or view.wanted.metric != SALES:
        return []
    words = tr("The product groups together: {together} of {sales}.",
               together=format_yuan(view.groups_together), sales=format_yuan(sales))  # fmt: skip
    left = sales - view.groups_together
    return [sentences((words, left_text(left, SALES, tr("The product groups")) if left else ""))]


def year_words(view: TargetView) -> str:
    """What the months come to, and what they leave of the year."""
    metric = view.wanted.metric
    if not view.targets:
        return tr("Type a target for the year and split it, or type the months.")
    if not view.aim.adds_up:
        return tr("{count} months with a target. Its days do not add up, so the year has no sum.",
                  count=len(view.targets))  # fmt: skip
    total = aim_text(metric, sum(view.targets.values()))
    said = tr("{count} months with a target, together {total}", count=len(view.targets), total=total)
    return f"{said}\n{left_text(view.left, metric, tr('The months'))}" if view.left else said


def week_words(view: TargetView) -> str:
    """The weeks of the month, each by its days there; nothing parts a week from its amount at the end of a line."""
    if not view.days:
        return ""
    first, last = min(view.days), max(view.days)
    weeks = (
        f"{_days(max(week.start, first), min(week.end, last))}:\N{NO-BREAK SPACE}{aim_text(view.wanted.metric, value)}"
        for week, value in weeks_of(view.days).items()
    )
    return tr("By week, with its days: {weeks}", weeks="   ".join(weeks))


def _days(first: date, last: date) -> str:
    return str(first.day) if first == last else f"{first.day}-{last.day}"


def effort_sentences(view: TargetView) -> list[str]:
    """What the remaining days take at the store's own conversion and value per buyer."""
    if view.wanted.metric != SALES or view.wanted.group:
        return []
    needed = view.pace.needed_per_day if view.pace is not None else None
    visitors = visitors_for(needed, view.conversion, view.per_buyer) if needed else None
    if visitors is None:
        return []
    return [
        tr(
            "At the conversion ({conversion}) and value per buyer ({value}) of the last 28 days, "
            "that takes {visitors} visitors a day.",
            conversion=percent_text(view.conversion),
            value=format_yuan(view.per_buyer or 0),
            visitors=f"{visitors:,}",
        )
    ]


def left_text(left: int, metric: str, who: str) -> str:
    """What parts leave of their target: missing above zero, too much below."""
    amount = aim_text(metric, abs(left))
    return (
        tr("{who} do not come to the target: {amount} is missing.", who=who, amount=amount)
        if left > 0
        else tr("{who} come to more than the target: {amount} too much.", who=who, amount=amount)
    )


def _projection(metric: str, outlook: Outlook) -> str:
    if outlook.low is None or outlook.high is None:
        return tr(
            "If it goes on like this, the month ends at about {amount}.", amount=_round(metric, outlook.projected)
        )
    return tr(
        "If it goes on like this, the month ends at about {amount} (likely {low} to {high}).",
        amount=_round(metric, outlook.projected),
        low=_round(metric, outlook.low),
        high=_round(metric, outlook.high),
    )


def _round(metric: str, kept: int) -> str:
    """Whole yuan where there are no fen, so that a rounded amount does not look exact."""
    return aim_text(metric, kept).removesuffix(".00")
