"""Filling the daily form: open a day, answer, overrule the data, verify; nothing is lost or doubled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from shopdesk.domain.changes import ChangeKind, ChangeSet
from shopdesk.domain.daily.checklist import Checklist, ChecklistVersion, Form, Item
from shopdesk.domain.daily.data_answers import Place, answers_of_data
from shopdesk.domain.daily.nouns import ANSWER, PROBLEM, check_problem
from shopdesk.domain.daily.problems import Problem, ProblemFile, Repeat, repeats, urgency
from shopdesk.domain.daily.sheet import AutoFinding, DaySheet, lines_of, next_turn
from shopdesk.domain.daily.worksheet import Answer, Result, Worksheet, check_answer, may_verify, outcome
from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.rights import if_seen
from shopdesk.domain.text import NO_DATA, Text
from shopdesk.infra.i18n import current_language
from shopdesk.services.attachments import Source, check_attachment, hand_in, keep_attachment
from shopdesk.services.context import ServiceContext
from shopdesk.services.daily.blocks import Blocks
from shopdesk.services.daily.brief import daily_brief
from shopdesk.services.daily.day_forms import checklists_of, form_with_answered, forms_of_day, pick_form
from shopdesk.services.daily.findings import Sources, findings_for
from shopdesk.services.daily.levels import LevelDesk
from shopdesk.services.daily.meetings import morning_agenda
from shopdesk.services.daily.unseen import Seen, check_seen, is_seen, says_the_same
from shopdesk.services.daily.views import Around, Meeting, NewProblem
from shopdesk.storage.queries import daily as queries
from shopdesk.storage.repositories.daily import (
    Answers,
    BlockTicks,
    ChecklistVersions,
    ProblemFiles,
    Problems,
    Worksheets,
)
from shopdesk.storage.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from shopdesk.services.campaigns.service import CampaignService
    from shopdesk.services.growth.service import GrowthService
    from shopdesk.services.kpi import KpiService
    from shopdesk.services.people.service import PeopleService
    from shopdesk.services.roster.service import RosterService
    from shopdesk.services.setup.service import SetupService
    from shopdesk.services.targets import TargetService

_NEWS = (ChangeKind.IMPORT, ChangeKind.UNDO, ChangeKind.REDO)
_OWN = frozenset({"answers", "worksheets", "problems", "problem_events", "problem_files", "problem_comments"})


class DailyService:
    """The daily forms of the stores."""

    def __init__(
        self,
        ctx: ServiceContext,
        *,
        campaigns: CampaignService,
        growth: GrowthService,
        kpi: KpiService,
        people: PeopleService,
        roster: RosterService,
        setup: SetupService,
        targets: TargetService,
    ) -> None:
        """Ask the other nouns what the data say and who is there."""
        self._ctx = ctx
        self._campaigns = campaigns
        self._growth = growth
        self._kpi = kpi
        self._people = people
        self._roster = roster
        self._targets = targets
        self._sources = Sources(ctx, campaigns, setup)
        self.levels = LevelDesk(ctx)
        self.blocks = Blocks(ctx, self._begin)

    # --- reading ---------------------------------------------------------------------------------------------------

    def sheet(self, store_id: int, day: date, checklist_id: int | None = None) -> DaySheet:
        """The form of a day: the chosen checklist, or the one begun on that day, or the one that fits the day.

        A day that was begun keeps the version it was filled with; today follows an edited form, keeping its answers.
        """
        ctx, today = self._ctx, self._ctx.clock.today()
        with ctx.reading() as reading:
            uow = reading.uow
            forms = forms_of_day(ctx, self._campaigns, uow, store_id, day)
            every = ctx.known(("checklists", store_id), lambda: checklists_of(ctx, store_id))
            checklist = pick_form(every, checklist_id, forms)
            worksheet = uow.repository(Worksheets).of(store_id, day, checklist.id or 0)
            answers = uow.repository(Answers).of(worksheet) if worksheet else []
            ticks = uow.repository(BlockTicks).of(worksheet) if worksheet else []
            version = ctx.known(
                ("version of day", checklist.id, day, worksheet and worksheet.version_id, day < today),
                lambda: self._version(uow, checklist, day, worksheet),
            )
            form = form_with_answered(uow, version, answers)
            carried = ctx.known(("carried", store_id, day, today), lambda: self._carried(store_id, day))
            again = ctx.known(
                ("inspections", store_id, day), lambda: uow.repository(Problems).to_inspect(store_id, day)
            )
            failing = self._repeats(uow, store_id, day)
            findings = self._findings(store_id, day, form) if day == today else {}
            asks = worksheet is not None or checklist.id in {one.checklist.id for one in forms}
            # To look at a form that the day does not ask for must not begin it.
            unkept = answers_of_data(
                Place(store_id=store_id, worksheet_id=(worksheet and worksheet.id) or 0, now=ctx.clock.now()),
                {item.code for item in form.asked_on(day)},
                answers,
                findings if asks else {},
                carried,
            )
            shown = list({one.item_code: one for one in (*answers, *unkept)}.values())
            linked = uow.repository(Problems).many(store_id, (one.problem_id for one in shown if one.problem_id))
            began = self._began(store_id, day) if day == today else None
            reading.hold_until(next_turn(form, day, ctx.clock.now()))
        new = len(shown) - len(answers)
        return DaySheet(
            store_id=store_id,
            day=day,
            checklist=checklist,
            form=form,
            worksheet=worksheet,
            lines=lines_of(form, day, ctx.clock.now(), shown, linked, carried, began, unkept),
            carried=carried,
            repeats=tuple(failing),
            findings=findings,
            checklists=tuple(
                dict.fromkeys(
                    [*(one for one in every if not one.archived), *(one.checklist for one in forms), checklist]
                )
            ),
            forms=tuple(
                replace(one, answered=one.answered + new) if one.checklist.id == checklist.id else one for one in forms
            ),
            unkept=unkept,
            ticks=tuple(ticks),
            inspections=tuple(again),
        )

    def _began(self, store_id: int, day: date) -> datetime | None:
        """When a store came in that has no form of an earlier day: it was made or opened, or got its first figures."""
        with self._ctx.read() as uow:
            key = ("older form", store_id, day)
            older = self._ctx.known(key, lambda: queries.has_form_before(uow.connection, store_id, day))
            return None if older else if_seen(lambda: queries.came_in(uow.connection, store_id, day), None)

    def _carried(self, store_id: int, day: date) -> tuple[Problem, ...]:
        """What earlier days left open, the most urgent first."""
        with self._ctx.read() as uow:
            open_then = uow.repository(Problems).open_on(store_id, day)
        until = min(day, self._ctx.clock.today())
        return tuple(sorted((one for one in open_then if one.opened_on < day), key=lambda one: urgency(one, until)))

    def _findings(self, store_id: int, day: date, form: Form) -> dict[str, AutoFinding]:
        asked = tuple((item.code, item.auto) for item in form.asked_on(day) if item.auto)
        key = ("findings", store_id, day, asked, current_language())
        return self._ctx.known(key, lambda: findings_for(self._sources, store_id, day, form))

    def sheets(self, store_id: int, day: date) -> list[DaySheet]:
        """Every form that a day asks for; the daily one where none asks anything."""
        with self._ctx.reading() as reading:
            forms = forms_of_day(self._ctx, self._campaigns, reading.uow, store_id, day)
            return [self.sheet(store_id, day, form.checklist.id) for form in forms] or [self.sheet(store_id, day)]

    def around(self, store_id: int, day: date) -> Around:
        """What stands around the form of a day."""
        return self._ctx.known(("around", store_id, day, current_language()), lambda: self._around(store_id, day))

    def _around(self, store_id: int, day: date) -> Around:
        # Who is on duty is the likelier checker and comes first.
        team = [*self._roster.on_duty(store_id, day).people, *self._people.active(store_id, day)]
        return Around(
            people=tuple(dict.fromkeys(person.label for person in team)),
            missed=tuple(self.missed_days(store_id, day)),
            roles=self._people.catalogue.role_names(store_id),
        )

    def meeting(self, store_id: int, day: date) -> Meeting:
        """What the morning meeting of a day needs."""
        return Meeting(
            day=day,
            brief=if_seen(lambda: daily_brief(self._kpi, self._targets, store_id, day), None),
            running=tuple(self._campaigns.running(store_id, day)),
            heroes=if_seen(lambda: tuple(self._campaigns.heroes.of_store(store_id)), None),
            duty=self._roster.on_duty(store_id, day),
            training=tuple(self._growth.training.due(store_id, day)),
            levels=if_seen(lambda: self.levels.of_day(store_id, day), None),
            agenda=morning_agenda(self._ctx, store_id, day),
        )

    def missed_days(self, store_id: int, day: date, look_back: int = 7) -> list[date]:
        """The days before ``day`` on which nobody began a form, since the first form ever."""
        with self._ctx.read() as uow:
            first = queries.first_day(uow.connection, store_id)
            begun = queries.days_begun(uow.connection, store_id, day - timedelta(days=look_back), day)
        if first is None:
            return []
        candidates = [day - timedelta(days=back) for back in range(look_back, 0, -1)]
        return [one for one in candidates if one > first and one not in begun]

    # --- answering -------------------------------------------------------------------------------------------------

    def answer(
        self,
        sheet: DaySheet,
        item_code: str,
        result: Result,
        *,
        number: Decimal | None = None,
        words: str = "",
        file: Source | None = None,
        more_files: Sequence[Source] = (),
        who: str | None = None,
        reason: str = "",
        problem: NewProblem | None = None,
        seen: Seen = None,
    ) -> Answer:
        """Answer an item, or answer it anew; a number outside the item's limits is no pass.

        A fail may leave a problem, which shows ``more_files``, too. Where the data say something else, ``reason`` says
        why they are overruled. What somebody else answered meanwhile stands where it says the same.

        Raises:
            UserError: the item asks for a number, words or a photo that is missing, or no reason is given.
            ChangedMeanwhile: somebody else answered something that is not among what was ``seen``.
        """
        item = self._item(sheet, item_code)
        result = outcome(item, result, number)
        finding = sheet.findings.get(item_code)
        if finding is not None and finding.result not in (None, result) and not reason.strip():
            raise UserError(
                Text("The data say otherwise: {what} Give a reason to overrule them.", what=finding.sentence)
            )
        for one in (*((file,) if file is not None else ()), *more_files):
            check_attachment(one)
        kept_file = keep_attachment(self._ctx, file, sheet.store_id) if file is not None else ""
        more = [(one, keep_attachment(self._ctx, one, sheet.store_id)) for one in more_files]
        with self._ctx.open_uow(Text("“{item}” answered", item=item.text(current_language()))) as uow:
            worksheet = self._begin(uow, sheet)
            answers = uow.repository(Answers)
            old = self._keep_unkept(uow, sheet, worksheet, but=item_code)
            kept_file = kept_file or (old.file if old else "")
            check_answer(item, result, number, words, kept_file, language=current_language())
            fresh = Answer(
                id=old.id if old else None,
                version=old.version if old else 0,
                store_id=sheet.store_id,
                worksheet_id=worksheet.id or 0,
                item_code=item_code,
                result=result,
                number=number,
                words=words.strip(),
                file=kept_file,
                who=(uow.actor if who is None else who).strip(),
                at=self._ctx.clock.now(),
                reason=reason.strip(),
                problem_id=old.problem_id if old else None,
            )
            if old is not None and not is_seen(old, seen) and problem is None and says_the_same(old, fresh):
                uow.commit()
                return old
            check_seen(item, old, seen, fresh)
            if problem is not None and result is Result.FAIL:
                problem_id = self._open_problem(uow, sheet, item, problem, worksheet, fresh.who)
                fresh = replace(fresh, problem_id=problem_id)
                if file is not None:
                    self._show_on_problem(uow, sheet, problem_id, fresh, file.name)
                for one, stored in more:
                    self._show_on_problem(uow, sheet, problem_id, replace(fresh, file=stored), one.name)
            kept = answers.update(ANSWER.tidy(fresh)) if fresh.id else answers.add(ANSWER.tidy(fresh))
            if file is not None:
                hand_in(self._ctx, uow, kept.store_id, kept_file)
            uow.commit()
            return kept

    def clear(self, sheet: DaySheet, item_code: str, *, seen: Seen = None) -> None:
        """Take an answer back; a problem it left stays until it is closed.

        Raises:
            NotFound: the item is not answered.
            ChangedMeanwhile: somebody else answered something that is not among what was ``seen``.
        """
        with self._ctx.open_uow(Text("An answer taken back")) as uow:
            answers = uow.repository(Answers)
            worksheet = uow.repository(Worksheets).of(sheet.store_id, sheet.day, sheet.checklist.id or 0)
            old = answers.to(worksheet, item_code) if worksheet else None
            if old is None and any(one.item_code == item_code for one in sheet.unkept):
                # The data answer it; there is nothing of a person's to take back.
                return
            if old is None:
                raise NotFound(Text("This item is not answered."))
            check_seen(self._item(sheet, item_code), old, seen)
            answers.remove(old.id or 0)
            uow.commit()

    def verify(self, sheet: DaySheet, item_code: str, who: str, *, seen: Seen = None) -> Answer:
        """Note a second person's look.

        Raises:
            UserError: nobody is named, or it is the person who answered.
            NotFound: the item is not answered.
            ChangedMeanwhile: somebody else answered something that is not among what was ``seen``.
        """
        with self._ctx.open_uow(Text("An answer verified")) as uow:
            answers = uow.repository(Answers)
            worksheet = self._begin(uow, sheet)
            self._keep_unkept(uow, sheet, worksheet)
            old = answers.to(worksheet, item_code)
            if old is None:
                raise NotFound(Text("This item is not answered."))
            check_seen(self._item(sheet, item_code), old, seen)
            if not may_verify(old, who):
                raise UserError(Text("Somebody else than {who} has to verify this.", who=old.who or NO_DATA))
            kept = answers.update(ANSWER.tidy(replace(old, verified_by=who, verified_at=self._ctx.clock.now())))
            uow.commit()
            return kept

    def answer_from_data(self, sheet: DaySheet) -> int:
        """Write down what the data answer on a form; a person's answer is never touched. Says how many."""
        if not sheet.unkept:
            return 0
        with self._ctx.open_uow(Text("Items answered from the data")) as uow:
            uow.kind = ChangeKind.AUTO
            self._keep_unkept(uow, sheet, self._begin(uow, sheet))
            uow.commit()
        return len(sheet.unkept)

    def follow(self, change_set: ChangeSet) -> None:
        """After an import, an undo or a redo, write down what the data now answer on the forms begun today."""
        if change_set.kind not in _NEWS or change_set.nouns <= _OWN:
            return
        today = self._ctx.clock.today()
        with self._ctx.read() as uow:
            begun = uow.repository(Worksheets).find(Worksheets.table.c.day == today)
        for worksheet in begun:
            self.answer_from_data(self.sheet(worksheet.store_id, today, worksheet.checklist_id))

    def _keep_unkept(self, uow: UnitOfWork, sheet: DaySheet, worksheet: Worksheet, *, but: str = "") -> Answer | None:
        """Write down what the data say on the form, all but the item ``but``, whose answer so far is given back."""
        answers = uow.repository(Answers)
        stored = {one.item_code: one for one in answers.of(worksheet)}
        given = {one.item_code: one for one in sheet.unkept}
        for code, fresh in given.items():
            old = stored.get(code)
            if code == but or (old is not None and not old.auto):
                continue
            fresh = replace(
                fresh,
                id=old.id if old else None,
                version=old.version if old else 0,
                worksheet_id=worksheet.id or 0,
            )
            answers.update(fresh) if old else answers.add(fresh)
        return stored.get(but) or given.get(but)

    # --- inside ----------------------------------------------------------------------------------------------------

    def _version(
        self, uow: UnitOfWork, checklist: Checklist, day: date, worksheet: Worksheet | None
    ) -> ChecklistVersion:
        versions = uow.repository(ChecklistVersions)
        if worksheet is not None and day < self._ctx.clock.today():
            return versions.get(worksheet.version_id, worksheet.store_id)
        valid = versions.valid_on(checklist, day)
        if worksheet is not None and valid is not None:
            # A clock set back must not bring an older form under answers given to a newer one.
            begun = versions.get(worksheet.version_id, worksheet.store_id)
            return begun if begun.number > valid.number else valid
        if valid is None:
            raise NotFound(Text("This form has no version."))
        return valid

    def _begin(self, uow: UnitOfWork, sheet: DaySheet) -> Worksheet:
        worksheets = uow.repository(Worksheets)
        checklist_id = sheet.checklist.id or 0
        found = worksheets.of(sheet.store_id, sheet.day, checklist_id)
        version = self._version(uow, sheet.checklist, sheet.day, found)
        if found is None:
            return worksheets.add(
                Worksheet(
                    store_id=sheet.store_id,
                    day=sheet.day,
                    checklist_id=checklist_id,
                    version_id=version.id or 0,
                    started_at=self._ctx.clock.now(),
                )
            )
        if found.version_id != version.id:
            return worksheets.update(replace(found, version_id=version.id or 0))
        return found

    def _open_problem(
        self, uow: UnitOfWork, sheet: DaySheet, item: Item, new: NewProblem, worksheet: Worksheet, who: str
    ) -> int:
        problems = uow.repository(Problems)
        # An answer that was taken back left its problem open, and so may an earlier day: neither is doubled.
        left = problems.open_from(worksheet, item.code)
        if new.continues is not None and (continued := problems.get(new.continues)).is_open:
            left = continued
        problem = Problem(
            store_id=sheet.store_id,
            title=new.title.strip(),
            detail=new.detail.strip(),
            area=item.area,
            item_code=item.code,
            worksheet_id=worksheet.id,
            severity=new.severity,
            owner=new.owner.strip(),
            due=new.due,
            opened_on=left.opened_on if left is not None else sheet.day,
            opened_by=who,
            needs_second=item.verify,
        )
        check_problem(problem)
        problem = PROBLEM.tidy(problem)
        if left is None:
            return problems.add(problem).id or 0
        fresh = replace(left, title=problem.title, owner=problem.owner, due=problem.due, severity=problem.severity)
        return problems.update(replace(fresh, detail=problem.detail or left.detail)).id or 0

    def _show_on_problem(self, uow: UnitOfWork, sheet: DaySheet, problem_id: int, answer: Answer, name: str) -> None:
        """The photo taken at the check belongs to the problem, too; both point to the one kept copy."""
        uow.repository(ProblemFiles).add(
            ProblemFile(
                store_id=sheet.store_id,
                problem_id=problem_id,
                at=answer.at,
                who=answer.who,
                name=name,
                stored=answer.file,
            )
        )
        hand_in(self._ctx, uow, sheet.store_id, answer.file)

    def _repeats(self, uow: UnitOfWork, store_id: int, day: date) -> list[Repeat]:
        return repeats(queries.failures(uow.connection, store_id, day - timedelta(days=13), day), day)

    def _item(self, sheet: DaySheet, item_code: str) -> Item:
        item = sheet.form.item(item_code)
        if item is None:
            raise NotFound(Text("This item is no longer on the form."))
        return item
