"""Filling the daily form: open a day, answer, overrule the data, verify; nothing is lost or doubled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from shopdesk.domain.campaigns.records import Campaign, Hero
from shopdesk.domain.changes import ChangeKind
from shopdesk.domain.daily.checklist import Checklist, ChecklistVersion, Item
from shopdesk.domain.daily.day_forms import NORMAL, DayForm
from shopdesk.domain.daily.problems import Problem, ProblemFile, Repeat, Severity, check_problem, repeats, urgency
from shopdesk.domain.daily.sheet import AutoFinding, DaySheet, lines_of
from shopdesk.domain.daily.worksheet import Answer, Result, Worksheet, check_answer, may_verify, outcome
from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.people import Person
from shopdesk.domain.roster import DutyDay
from shopdesk.domain.text import Text
from shopdesk.infra.i18n import current_language
from shopdesk.services.attachments import Source, check_attachment, keep_attachment
from shopdesk.services.context import ServiceContext
from shopdesk.services.daily.day_forms import form_with_answered, forms_of_day
from shopdesk.services.daily.findings import findings_for
from shopdesk.services.kpi import DailyBrief
from shopdesk.storage.queries import daily as queries
from shopdesk.storage.repositories.daily import (
    Answers,
    Checklists,
    ChecklistVersions,
    ProblemFiles,
    Problems,
    Worksheets,
)
from shopdesk.storage.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class NewProblem:
    """What a failed check leaves to do, as asked for beside the item.

    ``continues`` is the id of an open problem that this fail belongs to, so that the same thing is not opened twice.
    """

    title: str
    detail: str = ""
    owner: str = ""
    due: date | None = None
    severity: Severity = Severity.NORMAL
    continues: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """The morning meeting's block, filled from the data."""

    brief: DailyBrief
    running: tuple[Campaign, ...]
    heroes: tuple[Hero, ...]
    duty: DutyDay

    @property
    def on_duty(self) -> tuple[Person, ...]:
        """Everybody who is expected at work that day."""
        return self.duty.people


class DailyService:
    """The daily forms of the stores."""

    def __init__(self, ctx: ServiceContext) -> None:
        """Work within ``ctx``."""
        self._ctx = ctx

    # --- reading ---------------------------------------------------------------------------------------------------

    def sheet(self, store_id: int, day: date, checklist_id: int | None = None) -> DaySheet:
        """The form of a day: the chosen checklist, or the one begun on that day, or the one that fits the day.

        A day that was begun keeps the version it was filled with; today follows an edited form, keeping its answers.
        """
        self._ctx.services.checklists.ensure(store_id)
        with self._ctx.read() as uow:
            forms = forms_of_day(self._ctx, uow, store_id, day)
            checklist = self._pick(uow, store_id, checklist_id, forms)
            offered = uow.repository(Checklists).of_store(store_id)
            worksheet = uow.repository(Worksheets).of(store_id, day, checklist.id or 0)
            answers = uow.repository(Answers).of(worksheet.id or 0) if worksheet else []
            form = form_with_answered(uow, self._version(uow, checklist, day, worksheet), answers)
            problems = uow.repository(Problems)
            linked = problems.many(answer.problem_id for answer in answers if answer.problem_id)
            today = self._ctx.clock.today()
            found_before = [problem for problem in problems.open_on(store_id, day) if problem.opened_on < day]
            carried = sorted(found_before, key=lambda problem: urgency(problem, min(day, today)))
            failing = self._repeats(uow, store_id, day)
        findings = findings_for(self._ctx, store_id, day, form) if day == today else {}
        return DaySheet(
            store_id=store_id,
            day=day,
            checklist=checklist,
            form=form,
            worksheet=worksheet,
            lines=lines_of(form, day, self._ctx.clock.now(), answers, linked, carried),
            carried=tuple(carried),
            repeats=tuple(failing),
            findings=findings,
            checklists=tuple(dict.fromkeys([*offered, *(one.checklist for one in forms), checklist])),
            forms=forms,
        )

    def sheets(self, store_id: int, day: date) -> list[DaySheet]:
        """Every form that a day asks for; the daily one where none asks anything."""
        self._ctx.services.checklists.ensure(store_id)
        with self._ctx.read() as uow:
            forms = forms_of_day(self._ctx, uow, store_id, day)
        return [self.sheet(store_id, day, form.checklist.id) for form in forms] or [self.sheet(store_id, day)]

    def meeting(self, store_id: int, day: date) -> Meeting:
        """What the morning meeting of a day needs."""
        services = self._ctx.services
        return Meeting(
            brief=services.kpi.daily_brief(store_id, day),
            running=tuple(services.campaigns.running(store_id, day)),
            heroes=tuple(services.campaigns.heroes(store_id)),
            duty=services.roster.on_duty(store_id, day),
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
    ) -> Answer:
        """Answer an item, or answer it anew; a number outside the item's limits is no pass.

        A fail may leave a problem, which shows ``more_files``, too. Where the data say something else, ``reason`` says
        why they are overruled.

        Raises:
            UserError: the item asks for a number, words or a photo that is missing, or no reason is given.
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
        kept_file = self._keep_file(sheet, file) if file is not None else ""
        more = [(one, self._keep_file(sheet, one)) for one in more_files]
        with self._ctx.open_uow(Text("“{item}” answered", item=item.text(current_language()))) as uow:
            worksheet = self._begin(uow, sheet)
            answers = uow.repository(Answers)
            old = answers.to(worksheet.id or 0, item_code)
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
            if problem is not None and result is Result.FAIL:
                problem_id = self._open_problem(uow, sheet, item, problem, worksheet, fresh.who)
                fresh = replace(fresh, problem_id=problem_id)
                if file is not None:
                    self._show_on_problem(uow, sheet, problem_id, fresh, file.name)
                for one, stored in more:
                    self._show_on_problem(uow, sheet, problem_id, replace(fresh, file=stored), one.name)
            kept = answers.update(fresh) if old else answers.add(fresh)
            uow.commit()
            return kept

    def clear(self, sheet: DaySheet, item_code: str) -> None:
        """Take an answer back; a problem it left stays until it is closed.

        Raises:
            NotFound: the item is not answered.
        """
        with self._ctx.open_uow(Text("An answer taken back")) as uow:
            answers = uow.repository(Answers)
            worksheet = uow.repository(Worksheets).of(sheet.store_id, sheet.day, sheet.checklist.id or 0)
            old = answers.to(worksheet.id or 0, item_code) if worksheet else None
            if old is None:
                raise NotFound(Text("This item is not answered."))
            answers.remove(old.id or 0)
            uow.commit()

    def verify(self, sheet: DaySheet, item_code: str, who: str) -> Answer:
        """Note a second person's look.

        Raises:
            UserError: nobody is named, or it is the person who answered.
            NotFound: the item is not answered.
        """
        with self._ctx.open_uow(Text("An answer verified")) as uow:
            answers = uow.repository(Answers)
            worksheet = uow.repository(Worksheets).of(sheet.store_id, sheet.day, sheet.checklist.id or 0)
            old = answers.to(worksheet.id or 0, item_code) if worksheet else None
            if old is None:
                raise NotFound(Text("This item is not answered."))
            if not may_verify(old, who):
                raise UserError(Text("Somebody else than {who} has to verify this.", who=old.who or "—"))
            kept = answers.update(replace(old, verified_by=who.strip(), verified_at=self._ctx.clock.now()))
            uow.commit()
            return kept

    def answer_from_data(self, sheet: DaySheet) -> int:
        """Write down what the data answer on today's form; a person's answer is never touched. Says how many."""
        if sheet.day != self._ctx.clock.today() or not sheet.findings:
            return 0
        if sheet.worksheet is None and sheet.checklist.id not in {form.checklist.id for form in sheet.forms}:
            # To look at a form that the day does not ask for must not begin it.
            return 0
        wanted = {code: found for code, found in sheet.findings.items() if found.result is not None}
        wanted = {code: found for code, found in wanted.items() if self._data_may_answer(sheet, code, found)}
        if not wanted:
            return 0
        with self._ctx.open_uow(Text("Items answered from the data")) as uow:
            uow.kind = ChangeKind.AUTO
            worksheet = self._begin(uow, sheet)
            answers = uow.repository(Answers)
            for code, found in wanted.items():
                old = answers.to(worksheet.id or 0, code)
                if old is not None and not old.auto:
                    continue
                assert found.result is not None
                fresh = Answer(
                    id=old.id if old else None,
                    version=old.version if old else 0,
                    store_id=sheet.store_id,
                    worksheet_id=worksheet.id or 0,
                    item_code=code,
                    result=found.result,
                    at=self._ctx.clock.now(),
                    auto=True,
                    said=found.sentence,
                    problem_id=self._problem_of(sheet, code, found.result, old),
                )
                answers.update(fresh) if old else answers.add(fresh)
            uow.commit()
        return len(wanted)

    @staticmethod
    def _problem_of(sheet: DaySheet, code: str, result: Result, old: Answer | None) -> int | None:
        """What fails by the data goes with the item's earlier problem; to open one is a person's decision."""
        if old is not None and old.problem_id is not None:
            return old.problem_id
        line = sheet.line(code)
        earlier = line.earlier if line is not None and result is Result.FAIL else None
        return earlier.id if earlier is not None else None

    @staticmethod
    def _data_may_answer(sheet: DaySheet, code: str, found: AutoFinding) -> bool:
        line = sheet.line(code)
        if line is None:
            return False
        if line.answer is None:
            return True
        # Compared as words: a day within a kept sentence comes back as text.
        same = line.answer.result is found.result and str(line.answer.said) == str(found.sentence)
        return line.answer.auto and not same

    # --- inside ----------------------------------------------------------------------------------------------------

    def _pick(self, uow: UnitOfWork, store_id: int, wanted: int | None, forms: tuple[DayForm, ...]) -> Checklist:
        """The wanted checklist; otherwise one that is begun, the first that the day asks for, or the normal one."""
        if wanted is not None:
            return uow.repository(Checklists).get(wanted)
        by_progress = sorted(forms, key=lambda form: not form.answered)
        if by_progress:
            return by_progress[0].checklist
        normal = uow.repository(Checklists).with_code(store_id, NORMAL)
        if normal is None:
            raise NotFound(Text("This form has no version."))
        return normal

    def _version(
        self, uow: UnitOfWork, checklist: Checklist, day: date, worksheet: Worksheet | None
    ) -> ChecklistVersion:
        versions = uow.repository(ChecklistVersions)
        if worksheet is not None and day < self._ctx.clock.today():
            return versions.get(worksheet.version_id)
        valid = versions.valid_on(checklist.id or 0, day)
        if worksheet is not None and valid is not None:
            # A clock set back must not bring an older form under answers given to a newer one.
            begun = versions.get(worksheet.version_id)
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
        left = problems.open_from(worksheet.id or 0, item.code)
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

    def _repeats(self, uow: UnitOfWork, store_id: int, day: date) -> list[Repeat]:
        return repeats(queries.failures(uow.connection, store_id, day - timedelta(days=13), day), day)

    def _item(self, sheet: DaySheet, item_code: str) -> Item:
        item = sheet.form.item(item_code)
        if item is None:
            raise NotFound(Text("This item is no longer on the form."))
        return item

    def _keep_file(self, sheet: DaySheet, file: Source) -> str:
        return keep_attachment(self._ctx, file)
