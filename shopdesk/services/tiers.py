"""Tier tables of a store (shipped presets and own copies), their findings, and the planner over today's team."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.fields import check
from shopdesk.domain.payroll.people_cost import WagesKnown, wages_known
from shopdesk.domain.text import Text
from shopdesk.domain.tiers.nouns import TIER, TIER_TABLE, check_step
from shopdesk.domain.tiers.records import Ladder, TierTable
from shopdesk.infra.i18n import tr
from shopdesk.services.context import ServiceContext
from shopdesk.services.people.templates import Preset, presets, shipped_band
from shopdesk.services.turnover import month_turnovers
from shopdesk.storage.queries.payroll import month_costs
from shopdesk.storage.queries.people import put_quietly
from shopdesk.storage.repositories.stores import StoreSettings
from shopdesk.storage.repositories.tiers import TierTables

if TYPE_CHECKING:
    from shopdesk.domain.tiers.checks import Finding
    from shopdesk.domain.tiers.planner import Head, Plan
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.people.service import PeopleService
    from shopdesk.services.targets import TargetService

_CHOSEN_KEY = "people.tier_table"
_TURNOVER_KEY = "people.turnover"
_MONTHS = 3


class HintKind(StrEnum):
    """Where a proposed turnover comes from."""

    MEAN = "mean"
    TARGET = "target"


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnoverHint:
    """A monthly turnover that the store's data propose, with the months it was taken from."""

    kind: HintKind
    turnover_fen: int
    months: tuple[date, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TierChoice:
    """One table to choose: ``key`` is a preset's code or ``own:`` and the number of an own table."""

    key: str
    name: str
    about: str
    ladder: Ladder


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannerView:
    """Everything the tier planner shows, from one moment.

    ``turnover_fen`` is the one asked about; None where nothing is entered and the data propose nothing, and then there
    are no plans. Plans and findings are by the key of the choice.
    """

    names: dict[str, str]
    choices: tuple[TierChoice, ...]
    chosen: str
    hints: tuple[TurnoverHint, ...]
    turnover_fen: int | None
    plans: dict[str, Plan]
    findings: dict[str, tuple[Finding, ...]]

    @property
    def choice(self) -> TierChoice:
        """The table that the store plans with."""
        return next(choice for choice in self.choices if choice.key == self.chosen)

    @property
    def plan(self) -> Plan | None:
        """What that table says; None without a turnover."""
        return self.plans.get(self.chosen)


class TierService:
    """Tier tables and what they say about a store."""

    def __init__(self, ctx: ServiceContext, people: PeopleService, kpi: KpiService, targets: TargetService) -> None:
        """Compare the tables with the ``people`` there are and the turnover that ``kpi`` and ``targets`` know."""
        self._ctx = ctx
        self._people = people
        self._kpi = kpi
        self._targets = targets

    def view(self, store_id: int, turnover_fen: int | None = None) -> PlannerView:
        """Plan with every table at once, so that they can be compared.

        Without a turnover the one entered last counts, then what the data propose.
        """
        from shopdesk.domain.tiers.checks import check_ladder  # a report asks for the table alone
        from shopdesk.domain.tiers.planner import plan

        today = self._ctx.clock.today()
        self._ctx.ask_ahead(
            lambda: self._kpi.data_range(store_id),
            lambda: self._targets.month(store_id, today),
            lambda: self.entered_turnover(store_id),
            lambda: self.choices(store_id),
            lambda: self._people.catalogue.department_names(store_id),
            lambda: self.heads(store_id, today),
            lambda: self.wages(store_id),
            lambda: self.chosen(store_id),
        )
        hints = self.hints(store_id)
        if turnover_fen is None:
            turnover_fen = self.entered_turnover(store_id)
        if turnover_fen is None and hints:
            turnover_fen = hints[0].turnover_fen
        choices = self.choices(store_id)
        names = self._people.catalogue.department_names(store_id)
        heads = self.heads(store_id, today)
        wages = self.wages(store_id)
        planned = [choice for choice in choices if choice.ladder.steps] if turnover_fen is not None else []
        return PlannerView(
            names=names,
            choices=tuple(choices),
            chosen=self.chosen(store_id),
            hints=tuple(hints),
            turnover_fen=turnover_fen,
            plans={choice.key: plan(choice.ladder, turnover_fen or 0, heads, wages) for choice in planned},
            findings={choice.key: tuple(check_ladder(choice.ladder, names)) for choice in choices},
        )

    def entered_turnover(self, store_id: int) -> int | None:
        """The turnover that the user entered last in the planner, in fen."""
        with self._ctx.read() as uow:
            text = uow.repository(StoreSettings).value(store_id, _TURNOVER_KEY)
        return int(text) if text else None

    def remember_turnover(self, store_id: int, turnover_fen: int | None) -> None:
        """Keep what was entered in the planner for the next time; this is no edit that could be undone."""
        check(TIER.field("turnover_fen"), turnover_fen, named=True)
        with self._ctx.open_uow(Text("Turnover to plan with")) as uow:
            put_quietly(uow, store_id, _TURNOVER_KEY, "" if turnover_fen is None else str(turnover_fen))
            uow.commit()

    def choices(self, store_id: int) -> list[TierChoice]:
        """The shipped presets and the store's own tables, presets first."""
        offered = [
            TierChoice(
                key=preset.code, name=preset.name, about=preset.about, ladder=replace(preset.ladder, name=preset.name)
            )
            for preset in presets()
        ]
        with self._ctx.read() as uow:
            repo = uow.repository(TierTables)
            for table in self._own(store_id):
                preset = _preset(table.origin)
                offered.append(
                    TierChoice(
                        key=f"own:{table.id}",
                        name=table.name,
                        about=tr("Own table, copied from “{preset}”.", preset=preset.name),
                        ladder=repo.ladder(table, preset.ladder.departments),
                    )
                )
        return offered

    def chosen(self, store_id: int) -> str:
        """The key of the table that the store plans with; the first preset until one is chosen."""
        with self._ctx.read() as uow:
            key = uow.repository(StoreSettings).value(store_id, _CHOSEN_KEY)
        known = {preset.code for preset in presets()} | {f"own:{table.id}" for table in self._own(store_id)}
        return key if key in known else presets()[0].code

    def band(self, store_id: int) -> tuple[Decimal, Decimal]:
        """Between which shares of turnover the people cost is to lie, as the table says that the store plans with."""
        with self._ctx.read() as uow:
            key = uow.repository(StoreSettings).value(store_id, _CHOSEN_KEY)
        own = {f"own:{table.id}": (table.band_low, table.band_high) for table in self._own(store_id)}
        return own[key] if key in own else shipped_band()

    def _own(self, store_id: int) -> list[TierTable]:
        def read() -> list[TierTable]:
            with self._ctx.read() as uow:
                return uow.repository(TierTables).of_store(store_id)

        return self._ctx.once(("tier tables", store_id), read)

    def choose(self, store_id: int, key: str) -> None:
        """Plan with another table from now on."""
        with self._ctx.open_uow(Text("Choose the tier table")) as uow:
            uow.repository(StoreSettings).put(store_id, _CHOSEN_KEY, key)
            uow.commit()

    def copy(self, store_id: int, key: str, name: str) -> TierChoice:
        """Make an own table from another one and plan with it.

        Raises:
            UserError: no name, or an own table has it already.
        """
        source = self._choice(store_id, key)
        cleaned = clean_table_name(name)
        with self._ctx.open_uow(Text("Copy the tier table {name}", name=source.name)) as uow:
            repo = uow.repository(TierTables)
            if any(table.name == cleaned for table in repo.of_store(store_id)):
                raise UserError(Text("There is already a tier table called {name}. Choose another name.", name=cleaned))
            table = repo.add(
                TierTable(
                    store_id=store_id,
                    name=cleaned,
                    origin=source.ladder.origin,
                    band_low=source.ladder.band_low,
                    band_high=source.ladder.band_high,
                )
            )
            repo.save_steps(table, source.ladder.steps)
            uow.repository(StoreSettings).put(store_id, _CHOSEN_KEY, f"own:{table.id}")
            uow.commit()
        return self._choice(store_id, f"own:{table.id}")

    def save(self, ladder: Ladder) -> None:
        """Keep the edited steps of an own table. What the checks find does not prevent that.

        Raises:
            UserError: the table is a shipped preset, or a figure of it is out of bounds.
        """
        for step in ladder.steps:
            check_step(step)
        with self._ctx.open_uow(Text("Edit the tier table {name}", name=ladder.name)) as uow:
            repo = uow.repository(TierTables)
            table = repo.get(_own_id(ladder))
            repo.save_steps(table, ladder.steps)
            uow.commit()

    def rename(self, ladder: Ladder, name: str) -> None:
        """Give an own table another name.

        Raises:
            UserError: no name, the name is taken, or the table is a shipped preset.
        """
        cleaned = clean_table_name(name)
        with self._ctx.open_uow(Text("Rename the tier table {name}", name=ladder.name)) as uow:
            repo = uow.repository(TierTables)
            table = repo.get(_own_id(ladder))
            if any(other.name == cleaned and other.id != table.id for other in repo.of_store(table.store_id)):
                raise UserError(Text("There is already a tier table called {name}. Choose another name.", name=cleaned))
            repo.update(replace(table, name=cleaned))
            uow.commit()

    def reset(self, ladder: Ladder) -> None:
        """Bring an own table back to the preset it was copied from.

        Raises:
            UserError: the table is a shipped preset.
        """
        with self._ctx.open_uow(Text("Reset the tier table {name}", name=ladder.name)) as uow:
            repo = uow.repository(TierTables)
            table = repo.get(_own_id(ladder))
            repo.save_steps(table, _preset(table.origin).ladder.steps)
            uow.commit()

    def remove(self, ladder: Ladder) -> None:
        """Remove an own table.

        Raises:
            UserError: the table is a shipped preset.
        """
        with self._ctx.open_uow(Text("Remove the tier table {name}", name=ladder.name)) as uow:
            uow.repository(TierTables).remove_table(_own_id(ladder))
            uow.commit()

    def findings(self, store_id: int, ladder: Ladder) -> list[Finding]:
        """What the checks find in a table, with the store's names of the departments."""
        from shopdesk.domain.tiers.checks import check_ladder

        return check_ladder(ladder, self._people.catalogue.department_names(store_id))

    def plan(self, store_id: int, ladder: Ladder, turnover_fen: int, day: date | None = None) -> Plan:
        """The planner's answer for a turnover and the team of a day, today unless given.

        Raises:
            UserError: the table has no tier, or the turnover is below zero.
        """
        from shopdesk.domain.tiers.planner import plan

        heads = self.heads(store_id, day or self._ctx.clock.today())
        return plan(ladder, turnover_fen, heads, self.wages(store_id))

    def wages(self, store_id: int) -> WagesKnown:
        """What the wages of the last months say about the cost of the team."""
        with self._ctx.read() as uow:
            months = month_costs(uow.connection, store_id)
        return wages_known(months, self._ctx.clock.today(), back=_MONTHS)

    def heads(self, store_id: int, day: date) -> list[Head]:
        """The team of a day as the planner sees it."""
        from shopdesk.domain.tiers.planner import Head

        leading = {role.code for role in self._people.catalogue.roles(store_id, hidden=True) if role.leads}
        return [
            Head(
                department_code=person.department_code,
                leads=person.role_code in leading,
                base_fen=person.base_fen,
            )
            for person in self._people.active(store_id, day)
        ]

    def hints(self, store_id: int) -> list[TurnoverHint]:
        """What the store's data propose: the mean of the last full months, and this month's target."""
        today = self._ctx.clock.today()
        hints = []
        months = month_turnovers(self._kpi, store_id, today, _MONTHS)
        if months:
            mean = (2 * sum(months.values()) + len(months)) // (2 * len(months))
            hints.append(TurnoverHint(kind=HintKind.MEAN, turnover_fen=mean, months=tuple(sorted(months))))
        target = self._targets.month(store_id, today)
        if target is not None:
            hints.append(TurnoverHint(kind=HintKind.TARGET, turnover_fen=target, months=(today.replace(day=1),)))
        return hints

    def _choice(self, store_id: int, key: str) -> TierChoice:
        for choice in self.choices(store_id):
            if choice.key == key:
                return choice
        raise NotFound(Text("This tier table is no longer there. Choose another one."))


def clean_table_name(name: str) -> str:
    """Return the name of a table without needless blanks.

    Raises:
        UserError: nothing is left, or it is too long.
    """
    if not name.strip():
        raise UserError(Text("Give the tier table a name."))
    kept: str = check(TIER_TABLE.field("name"), name, named=True)
    return kept


def _own_id(ladder: Ladder) -> int:
    if ladder.table_id is None:
        raise UserError(Text("A shipped table cannot be changed. Copy it first."))
    return ladder.table_id


def _preset(code: str) -> Preset:
    for preset in presets():
        if preset.code == code:
            return preset
    return presets()[0]
