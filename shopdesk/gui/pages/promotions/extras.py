"""The smaller forms of the calendar: the yearly holiday notice, milestones of one campaign and of a kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from shopdesk.domain.campaigns.life import KIND_NAMES
from shopdesk.domain.campaigns.nouns import MILESTONE, check_milestone
from shopdesk.domain.campaigns.records import Anchor, CampaignKind, Milestone, MilestoneRule
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import Reader
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.year_edit import YearEdit
from shopdesk.gui.widgets.form_dialog import FormDialog
from shopdesk.gui.widgets.record_form import RecordForm
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


class MilestoneForm(RecordForm):
    """A milestone of one campaign: what, and how many days from its start or end."""

    def __init__(self, context: PageContext, campaign_id: int, parent: QWidget) -> None:
        """A new milestone."""
        today = context.clock.today()
        super().__init__(
            context.tasks,
            MILESTONE,
            name="promotions.milestone",
            title=tr("New milestone"),
            confirm=tr("Save"),
            reader=Reader(today=today, say=tr),
            parent=parent,
        )
        self._campaigns = context.services.campaigns
        self._more = {"store_id": context.store_id, "title_en": "", "campaign_id": campaign_id, "due": today}
        self.add_fields("title_zh", "offset_days", "anchor", labels={"title_zh": Text("What")})

    def work(self) -> Callable[[], Milestone]:
        """Add it with what the fields say; its day follows from the campaign."""
        milestone = self.changed_record(**self._more)
        milestone = replace(milestone, title_en=milestone.title_zh)
        check_milestone(milestone)
        return lambda: self._campaigns.save_milestone(milestone)


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
        self.add_row(tr("Kind"), self.kind, "promotions.rules.kind")
        self.hint(
            tr(
                "One line for each: S (first day) or E (last day) with plus or minus days, then what is to be done. An "
                "empty list goes back to the shipped milestones."
            )
        )
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
