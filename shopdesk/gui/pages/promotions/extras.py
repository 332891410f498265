"""The smaller forms of the calendar: own days, the yearly holiday notice, milestones of one campaign and of a kind."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.campaigns.life import KIND_NAMES
from shopdesk.domain.campaigns.records import Anchor, CampaignKind, Milestone, MilestoneRule, OwnDay
from shopdesk.domain.errors import UserError
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.year_edit import YearEdit
from shopdesk.gui.widgets.day_edit import DayEdit
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.infra.i18n import current_language, tr


class NoticeForm(FormDialog):
    """Paste the State Council's notice of a year."""

    def __init__(self, context: PageContext, year: int, parent: QWidget) -> None:
        """For ``year`` unless the text names another."""
        super().__init__(tr("Official holiday notice"), self._submit_form, parent, ok_label=tr("Read and save"))
        self.setObjectName("promotions.noticeForm")
        self.setMinimumWidth(600)
        self._context = context
        self.year = YearEdit(year)
        self.source = QLineEdit()
        self.source.setPlaceholderText(tr("Where it was published, for example the page's address"))
        self.text = QPlainTextEdit()
        self.text.setMinimumHeight(220)
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(tr("Paste the notice's lines, for example “一、元旦:1月1日至3日放假…”"))
        self.add_row(tr("Year"), self.year, "promotions.notice.year")
        self.add_row(tr("Source"), self.source, "promotions.notice.source")
        self.add_row(tr("Text of the notice"), self.text, "promotions.notice.text")

    def _submit_form(self) -> bool:
        calendar, text, year, source = (
            self._context.services.calendar, self.text.toPlainText(), self.year.value(), self.source.text(),
        )  # fmt: skip
        self._context.tasks.database(
            lambda: calendar.paste_notice(text, year, source),
            done=lambda _notice: self.accept(),
            failed=self.complain,
            owner=self,
        )
        return False


class OwnDaysDialog(QDialog):
    """The store's own days: add, remove."""

    def __init__(self, context: PageContext, day: date, parent: QWidget) -> None:
        """Propose ``day`` for a new one."""
        super().__init__(parent)
        self.setWindowTitle(tr("Own days of the store"))
        self.setObjectName("promotions.ownDaysDialog")
        self.resize(480, 440)
        self._context = context
        self.list = QListWidget()
        self.list.setObjectName("promotions.ownDays.list")
        self.list.setAccessibleName(tr("Own days of the store"))
        self.name = QLineEdit()
        self.name.setObjectName("promotions.ownDays.name")
        self.name.setAccessibleName(tr("Name"))
        self.name.setPlaceholderText(tr("Anniversary, member day, launch…"))
        self.day = DayEdit(today=context.clock.today())
        self.day.setObjectName("promotions.ownDays.day")
        self.day.setAccessibleName(tr("Day"))
        self.day.set_day(day)
        self.yearly = QCheckBox(tr("Every year"))
        self.yearly.setChecked(True)
        self.problem = QLabel()
        self.problem.setProperty("tone", "bad")
        add = QPushButton(tr("Add"))
        add.setObjectName("promotions.ownDays.add")
        add.setProperty("role", "primary")
        remove = QPushButton(tr("Remove"))
        remove.setObjectName("promotions.ownDays.remove")
        close = QPushButton(tr("Close"))
        fields, foot = QHBoxLayout(), QHBoxLayout()
        for widget, stretch in ((self.name, 2), (self.day, 1), (self.yearly, 0), (add, 0)):
            fields.addWidget(widget, stretch)
        foot.addWidget(remove)
        foot.addStretch(1)
        foot.addWidget(close)
        layout = QVBoxLayout(self)
        layout.addWidget(self.list)
        layout.addLayout(fields)
        layout.addWidget(self.problem)
        layout.addLayout(foot)
        add.clicked.connect(self._on_add)
        remove.clicked.connect(self._on_remove)
        close.clicked.connect(self.accept)
        self._reload()

    def _reload(self) -> None:
        services, store_id = self._context.services, self._context.store_id
        self._context.tasks.database(lambda: services.calendar.own_days(store_id), done=self._on_loaded, owner=self)

    def _on_loaded(self, days: list[OwnDay]) -> None:
        self.list.clear()
        for own in days:
            text = f"{own.day:%m-%d}" if own.yearly else own.day.isoformat()
            item = QListWidgetItem(f"{text}  {own.name}" + (f"  ({tr('Every year')})" if own.yearly else ""))
            item.setData(Qt.ItemDataRole.UserRole, own.id)
            self.list.addItem(item)

    def _on_add(self) -> None:
        if self.day.day is None:
            self.problem.setText(tr("Enter a day like 2026-03-16."))
            return
        own = OwnDay(
            store_id=self._context.store_id, name=self.name.text(), day=self.day.day, yearly=self.yearly.isChecked()
        )
        services = self._context.services
        self._context.tasks.database(
            lambda: services.calendar.save_own_day(own), done=self._on_saved, failed=self._on_failed, owner=self
        )

    def _on_saved(self, _own: OwnDay) -> None:
        self.name.clear()
        self.problem.clear()
        self._reload()

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.problem.setText(tr(error.text))

    def _on_remove(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            services, own_id = self._context.services, item.data(Qt.ItemDataRole.UserRole)
            self._context.tasks.database(
                lambda: services.calendar.remove_own_day(own_id), done=lambda _none: self._reload(), owner=self
            )


class MilestoneForm(FormDialog):
    """A milestone of one campaign: what, and how many days from its start or end."""

    def __init__(self, context: PageContext, campaign_id: int, parent: QWidget) -> None:
        """A new milestone."""
        super().__init__(tr("New milestone"), self._submit_form, parent, ok_label=tr("Save"))
        self.setObjectName("promotions.milestoneForm")
        self._context = context
        self._campaign_id = campaign_id
        self.what = QLineEdit()
        self.offset = QSpinBox()
        self.offset.setRange(-180, 180)
        self.offset.setSuffix(tr(" days"))
        self.anchor = QComboBox()
        self.anchor.addItem(tr("from the first day"), Anchor.START)
        self.anchor.addItem(tr("from the last day"), Anchor.END)
        self.add_row(tr("What"), self.what, "promotions.milestone.what")
        self.add_row(tr("How many days"), self.offset, "promotions.milestone.offset")
        self.add_row(tr("Counted"), self.anchor, "promotions.milestone.anchor")

    def _submit_form(self) -> bool:
        text = self.what.text().strip()
        if not text:
            raise UserError(Text("Say what is to be done."))
        milestone = Milestone(
            store_id=self._context.store_id, campaign_id=self._campaign_id, title_zh=text, title_en=text,
            anchor=Anchor(self.anchor.currentData()), offset_days=self.offset.value(), due=self._context.clock.today(),
        )  # fmt: skip
        campaigns = self._context.services.campaigns
        self._context.tasks.database(
            lambda: campaigns.save_milestone(milestone),
            done=lambda _saved: self.accept(),
            failed=self.complain,
            owner=self,
        )
        return False


class MilestoneRulesForm(FormDialog):
    """The milestones that new campaigns of a kind get; one line each: days from the start (S) or end (E), what."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """Begin with the first kind."""
        super().__init__(tr("Milestones of new campaigns"), self._submit_form, parent, ok_label=tr("Save"))
        self.setObjectName("promotions.milestoneRules")
        self.setMinimumWidth(560)
        self._context = context
        self._rules: list[MilestoneRule] = []
        self.kind = QComboBox()
        for kind in CampaignKind:
            self.kind.addItem(tr(KIND_NAMES[kind]), kind)
        self.text = QPlainTextEdit()
        self.text.setMinimumHeight(300)
        self.text.setTabChangesFocus(True)
        hint = QLabel(
            tr(
                "One line for each: S (first day) or E (last day) with plus or minus days, then what is to be done. An "
                "empty list goes back to the shipped milestones."
            )
        )
        hint.setWordWrap(True)
        hint.setProperty("role", "muted")
        self.add_row(tr("Kind"), self.kind, "promotions.rules.kind")
        self.form.addRow(hint)
        self.add_row(tr("Milestones"), self.text, "promotions.rules.text")
        self.kind.currentIndexChanged.connect(lambda _index: self._load())
        self._load()

    def _load(self) -> None:
        campaigns, store_id, kind = (
            self._context.services.campaigns,
            self._context.store_id,
            CampaignKind(self.kind.currentData()),
        )
        self._context.tasks.database(
            lambda: campaigns.milestone_rules(store_id, kind), done=self._on_loaded, owner=self
        )

    def _on_loaded(self, rules: list[MilestoneRule]) -> None:
        self._rules = rules
        self.text.setPlainText("\n".join(rule_line(rule) for rule in rules))

    def _submit_form(self) -> bool:
        campaigns, store_id, kind = (
            self._context.services.campaigns,
            self._context.store_id,
            CampaignKind(self.kind.currentData()),
        )
        rules = read_rules(self.text.toPlainText(), store_id, kind, self._rules)
        self._context.tasks.database(
            lambda: campaigns.save_milestone_rules(store_id, kind, rules),
            done=lambda _none: self.accept(),
            failed=self.complain,
            owner=self,
        )
        return False


def rule_line(rule: MilestoneRule) -> str:
    """A milestone rule as the form writes it: ``S-30 Choose the products``."""
    title = rule.title_zh if current_language() == "zh_CN" else rule.title_en
    return f"{'S' if rule.anchor is Anchor.START else 'E'}{rule.offset_days:+d} {title}"


def read_rules(text: str, store_id: int, kind: CampaignKind, known: list[MilestoneRule]) -> list[MilestoneRule]:
    """The rules that the form's text says; a known title keeps its code and its other language.

    Raises:
        UserError: a line cannot be read.
    """
    by_title = {title: rule for rule in known for title in (rule.title_zh, rule.title_en)}
    rules = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        head, _, title = line.partition(" ")
        title = title.strip()
        try:
            anchor = {"S": Anchor.START, "E": Anchor.END}[head[:1].upper()]
            offset = int(head[1:])
        except (KeyError, ValueError):
            raise UserError(Text("This line cannot be read: “{line}”. Write it like S-30 and what is to be done.",
                                 line=line)) from None  # fmt: skip
        base = by_title.get(title) or MilestoneRule(store_id=store_id, kind=kind, title_zh=title, title_en=title)
        rules.append(replace(base, id=None, store_id=store_id, kind=kind, anchor=anchor, offset_days=offset))
    return rules
