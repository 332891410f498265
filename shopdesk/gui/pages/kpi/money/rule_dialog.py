"""The form of an own rule for statement lines, with what it would catch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError, Reader
from shopdesk.domain.ledger.kinds import LINE_KIND_NAMES, LineKind
from shopdesk.domain.ledger.lines import StatementLine
from shopdesk.domain.ledger.rule_words import words_for
from shopdesk.domain.ledger.rules import STATEMENT_RULE, RuleSign, StatementRule
from shopdesk.gui.look import Look, at_work
from shopdesk.gui.pages.kpi.money.lines_view import FoundLine, LinesTable, with_files
from shopdesk.gui.pages.kpi.money.texts import signed
from shopdesk.gui.widgets.controls import words
from shopdesk.gui.widgets.record_form import RecordForm
from shopdesk.gui.widgets.scaled import scaled
from shopdesk.infra.i18n import in_a_row, sentences, tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext
    from shopdesk.gui.task_runner import TaskRunner
    from shopdesk.services.ledger.service import Caught
    from shopdesk.services.registry import Services

_NAME = "kpi.money.rule"
_PAUSE_MS = 250
_ANY = LineKind.NOT_CLASSIFIED
_KINDS_NAMED = 3


class AllLines:
    """Where work that goes through all lines of a store is run: in the pool, so that no page waits behind it."""

    def __init__(self, tasks: TaskRunner, title: str) -> None:
        """Run it there under this title; it can be stopped, and then changes nothing."""
        self._tasks = tasks
        self._title = title

    def database(
        self,
        work: Callable[..., Any],
        done: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        owner: QObject | None = None,
    ) -> object:
        """Run ``work``, which is given what to tell its progress to, and answer here."""
        return self._tasks.background(
            lambda progress, cancelled: work(at_work(progress, cancelled)),
            title=self._title,
            done=done,
            failed=failed,
            owner=owner,
        )


class RuleDialog(RecordForm):
    """Whatever is typed, the lines below are those that would become another kind by it."""

    def __init__(
        self,
        context: PageContext,
        parent: QWidget | None = None,
        *,
        rule: StatementRule | None = None,
        start: Mapping[str, Any] | None = None,
    ) -> None:
        """A form on ``rule``, or on a new one that begins with ``start``."""
        super().__init__(
            AllLines(context.tasks, tr("Sorting the lines by the rules")),
            STATEMENT_RULE,
            name=_NAME,
            title=tr("Rule for statement lines"),
            confirm=tr("Keep the rule"),
            reader=Reader(today=context.clock.today(), say=tr),
            parent=parent,
            record=rule,
        )
        self._ledger, self._store = context.services.ledger, context.store_id
        self.setMinimumWidth(scaled(self, 720))
        self.add_fields("words", "place", "sign", "kind", "since", "note", values=start)
        if rule is None:
            # Nothing is chosen for whoever makes a rule: what came first in the list would be a sale.
            self["kind"].setPlaceholderText(tr("Choose…"))
            self["kind"].setCurrentIndex(-1)
        self.caught = words(name=f"{_NAME}.caught")
        self.form.addRow(self.caught)
        self.lines = LinesTable(context, f"{_NAME}.lines", tr("What the rule would catch"))
        self.lines.setMinimumHeight(scaled(self, 130))
        self.form.addRow(self.lines.panel)
        self._wrong: FieldError | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_PAUSE_MS)
        self.look = Look(
            self,
            context,
            self._wanted,
            _load_caught,
            self._show_caught,
            failed=self._say_no,
            long=tr("Looking for lines that the rule catches"),
        )
        self._soon.timeout.connect(self._look_for)
        for one in self.editors.values():
            one.changed.connect(self._soon.start)
        self["words"].setFocus()

    def done(self, result: int) -> None:
        """Nothing is looked for any more."""
        self._soon.stop()
        super().done(result)

    def work(self) -> Callable[..., StatementRule]:
        """Keep the rule."""
        rule = self.changed_record(store_id=self._store)
        return lambda at_work: self._ledger.save_rule(rule, at_work)

    def _wanted(self) -> StatementRule | None:
        """The rule as it stands; what it catches can be told before anybody said what that counts as."""
        said = {}
        for name in ("words", "place", "sign", "since"):
            try:
                said[name] = self.editors[name].value()
            except FieldError as error:
                self._wrong = error
                return None
        begun = self.record if self.record is not None else StatementRule(store_id=self._store, words="", kind=_ANY)
        return replace(begun, **said)

    def _look_for(self) -> None:
        if self._wanted() is None:
            self._say_no(self._wrong)
        else:
            self.look.ask()

    def _say_no(self, error: Exception | None) -> None:
        self.lines.clear()
        typed = bool(self["words"].text().strip())
        self.caught.setText(
            tr(error.text)
            if typed and isinstance(error, UserError)
            else tr("Type what the lines contain, and they stand here.")
        )

    def _show_caught(self, answer: tuple[Caught, list[FoundLine]]) -> None:
        caught, lines = answer
        self.lines.set_records(lines)
        self.caught.setText(
            sentences(
                (
                    tr("It would catch {count} lines, {amount} together.",
                       count=f"{caught.count:,}", amount=signed(caught.amount)),
                    _taken(caught),
                )
            )
            if caught.count
            else tr("It would change no line: none contains this, or these are of that kind already.")
        )  # fmt: skip


def _taken(caught: Caught) -> str:
    """That lines would lose the kind that they have: whoever types a single letter sees what else it stands in."""
    if not caught.taken:
        return ""
    kinds = [
        tr("{kind} {count}", kind=tr(LINE_KIND_NAMES[kind]), count=f"{count:,}")
        for kind, count in caught.taken[:_KINDS_NAMED]
    ]
    more = "…" if len(caught.taken) > _KINDS_NAMED else ""
    count = sum(count for _, count in caught.taken)
    return tr("{count} of them have a kind already and would lose it: {kinds}{more}.",
              count=f"{count:,}", kinds=in_a_row(kinds), more=more)  # fmt: skip


def _load_caught(
    services: Services, rule: StatementRule, at_work: Callable[[int, int], None]
) -> tuple[Caught, list[FoundLine]]:
    """What a rule would change."""
    found = services.ledger.would_catch(rule, at_work)
    return found, list(with_files(services, rule.store_id, found.examples))


def rule_start(line: StatementLine) -> dict[str, Any]:
    """What a rule for a line begins with: words that its brothers have, where they stand, which way its money went."""
    words, place = words_for(line)
    return {
        "words": words,
        "place": place,
        "sign": RuleSign.IN if line.amount > 0 else RuleSign.OUT,
        "since": None,
        "note": "",
    }
