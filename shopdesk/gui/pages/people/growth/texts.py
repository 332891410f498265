"""Words for scorecards and training."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from shopdesk.domain.fields import Reader
from shopdesk.domain.growth.scorecards import UNIT_NAMES, Indicator, written_bands
from shopdesk.domain.growth.scoring import Scored, ScoredLine
from shopdesk.domain.growth.sources import WHOSE_NAMES, Whose, source_of
from shopdesk.domain.kpi.kinds import Better, Unit
from shopdesk.domain.money import format_yuan, percent_text
from shopdesk.domain.people import Person, Role
from shopdesk.domain.text import NO_DATA
from shopdesk.infra.i18n import current_language, in_a_row, tr
from shopdesk.services.growth.views import PersonScore


def figure(value: Decimal | None, unit: Unit) -> str:
    """A figure in the unit of its card, or a dash."""
    if value is None:
        return NO_DATA
    text = f"{value:,f}"
    plain = text.rstrip("0").rstrip(".") if "." in text else text
    if unit is Unit.RATE:
        return f"{plain}%"
    return plain if unit in (Unit.COUNT, Unit.NUMBER, Unit.SCORE) else f"{plain} {tr(UNIT_NAMES[unit])}"


def points(value: Decimal | None) -> str:
    """A score or total, or a dash."""
    return NO_DATA if value is None else f"{value:.2f}"


def target_words(indicator: Indicator) -> str:
    """What an indicator asks for, in a few signs: the target with its direction, or its bands."""
    if indicator.bands:
        return written_bands(indicator.bands)
    sign = "≥" if indicator.better is Better.HIGHER else "≤"
    return f"{sign} {figure(indicator.target, indicator.unit)}"


def rule_words(indicator: Indicator) -> str:
    """How a figure becomes a score, as a sentence."""
    if indicator.bands:
        return tr("Bands (figure: points): {bands}", bands=written_bands(indicator.bands))
    return tr(
        "{target} is worth 100 points, {floor} is worth nothing, linear between them.",
        target=figure(indicator.target, indicator.unit),
        floor=figure(indicator.floor, indicator.unit),
    )


def source_words(line: ScoredLine) -> str:
    """Where the figure of a line came from."""
    actual = line.actual
    if actual.left_out:
        return tr("left out: {reason}", reason=actual.reason)
    if actual.typed:
        said = tr("typed: {reason}", reason=actual.reason)
        if actual.known is None:
            return said
        known = figure(actual.known, line.indicator.unit)
        return tr("{words} (the data say {figure})", words=said, figure=known)
    source = source_of(line.indicator.source)
    if source.whose is Whose.TYPED:
        return tr("to be typed")
    if source.whose is Whose.STORE:
        return tr("{name} ({whose})", name=source.name, whose=WHOSE_NAMES[source.whose])
    return tr(source.name)


def total_words(filled: Scored | None) -> str:
    """The total with what it stands for; what is missing is named with its weight, and is never taken for 0."""
    if filled is None:
        return tr("No scorecard names this role. Give it one under “Scorecards…”.")
    left = [line for line in filled.lines if line.actual.left_out]
    if filled.missing:
        names = _names(filled.missing)
        return tr(
            "No total: {weight} of the weight is missing ({names}). So far {part} of {most} points.",
            weight=percent_text(filled.missing_weight, 0),
            names=names,
            part=points(filled.known_part),
            most=points(filled.known_weight * 100),
        )
    if filled.total is None:
        return tr("No total: every indicator is left out.")
    if left:
        return tr(
            "Total {total} of 100, of {weight} of the weight; left out: {names}",
            total=points(filled.total),
            weight=percent_text(filled.known_weight, 0),
            names=_names(left),
        )
    return tr("Total {total} of 100", total=points(filled.total))


def pay_words(score: PersonScore) -> str:
    """What the score makes of the wage, by the person's pay scheme; empty where the scheme does not pay by it."""
    said = []
    for line in score.pays:
        name = line.component
        label = "" if name is None else (name.zh if current_language().startswith("zh") else name.en)
        amount = NO_DATA if line.amount_fen is None else format_yuan(line.amount_fen)
        said.append(
            tr("Pays {amount} ({name}): {explanation}", amount=amount, name=label, explanation=line.explanation)
        )
    return "\n".join(said)


def _names(lines: Iterable[ScoredLine]) -> str:
    return in_a_row(line.indicator.name(current_language()) for line in lines)


def role_names(roles: Iterable[Role]) -> dict[str, str]:
    """The roles' names in the language in use, by code."""
    return {role.code: role.name(current_language()) for role in roles}


def nobody_yet() -> str:
    """What a form says whose choice of people is empty."""
    return tr("Nobody is entered yet. Hire somebody in “Team” first, then choose the person here.")


def people_reader(reader: Reader, people: Iterable[Person], only: Iterable[int] = ()) -> Reader:
    """A reader that names people; with ``only`` it offers these first and then the others."""
    named = {person.id: person.label for person in people}
    first = {number: named[number] for number in only if number in named}
    return Reader(today=reader.today, say=reader.say, names={**reader.names, "person_id": {**first, **named}})
