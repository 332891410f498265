"""The smaller forms of the calendar: the yearly holiday notice, milestones of one campaign and of a kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QWidget

from shopdesk.domain.calendar.holidays import HolidayNotice
from shopdesk.domain.campaigns.nouns import HOLIDAY_NOTICE, MILESTONE, MILESTONE_RULE, check_milestone
from shopdesk.domain.campaigns.records import Anchor, CampaignKind, Milestone, MilestoneRule
from shopdesk.domain.fields import Field, Kind, Reader
from shopdesk.domain.text import Text
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.widgets.entry_table import EntryTable
from shopdesk.gui.widgets.owner_box import OwnerBox
from shopdesk.gui.widgets.record_form import RecordForm, fields_in
from shopdesk.gui.widgets.record_model import FieldColumns
from shopdesk.infra.i18n import current_language, tr


class NoticeForm(RecordForm):
    """Paste the State Council's notice of a year."""

    def __init__(self, context: PageContext, year: int, parent: QWidget) -> None:
        """For ``year`` unless the text names another."""
        years = {one: str(one) for one in range(year - 2, year + 3)}
        super().__init__(
            context.tasks,
            HOLIDAY_NOTICE,
            name="promotions.notice",
            title=tr("Official holiday notice"),
            confirm=tr("Read and save"),
            reader=Reader(context.clock.today(), tr, {"year": years}),
            parent=parent,
        )
        self.setMinimumWidth(600)
        self._calendar = context.services.calendar
        self.add_fields(*fields_in(HOLIDAY_NOTICE), values={"year": year})

    def work(self) -> Callable[[], HolidayNotice]:
        """Read the notice and keep it."""
        said = self.values()
        return lambda: self._calendar.paste_notice(said["text"], said["year"], said["source"])


class MilestoneForm(RecordForm):
    """A milestone of one campaign: what, who, how many days from which day of it, and after which other one."""

    def __init__(
        self, context: PageContext, campaign_id: int, others: Sequence[Milestone], parent: QWidget,
        milestone: Milestone | None = None,
    ) -> None:  # fmt: skip
        """A new milestone, or ``milestone`` to be changed; ``others`` are those of the campaign."""
        today, language = context.clock.today(), current_language()
        before = {one.id: one.title(language) for one in others if milestone is None or one.id != milestone.id}
        super().__init__(
            context.tasks,
            MILESTONE,
            name="promotions.milestone",
            title=tr("New milestone") if milestone is None else tr("Change a milestone"),
            confirm=tr("Save"),
            reader=Reader(today=today, say=tr, names={"after_id": before}),
            parent=parent,
            record=milestone,
        )
        self._campaigns = context.services.campaigns
        self._more = {} if milestone else {"store_id": context.store_id, "campaign_id": campaign_id, "due": today}
        self._title = "title_zh" if language == "zh_CN" else "title_en"
        owner = OwnerBox()
        owner.be_narrow()
        self.add_fields(self._title, labels={self._title: Text("What")})
        self.add_fields("owner", "offset_days", "anchor", "after_id", "note", widgets={"owner": owner})
        people, store_id = context.services.people, context.store_id
        context.tasks.database(
            lambda: [person.label for person in people.active(store_id, today)], done=owner.offer, owner=self
        )

    def work(self) -> Callable[[], Milestone]:
        """Keep it with what the fields say; its day follows from the campaign."""
        other = "title_en" if self._title == "title_zh" else "title_zh"
        more = self._more if self.record is not None else {**self._more, other: ""}
        milestone: Milestone = self.changed_record(**more)
        title = getattr(milestone, self._title)
        if self.record is None or title != getattr(self.record, self._title):
            # A title of one's own stands for both languages, and is no longer that of the rule.
            milestone = replace(milestone, title_zh=title, title_en=title, code="")
        check_milestone(milestone)
        return lambda: self._campaigns.save_milestone(milestone)


class RuleTable(EntryTable):
    """The milestones of a kind, said in the reader's language; a title of one's own stands for both."""

    def __init__(self, reader: Reader, fresh: Callable[[Sequence[MilestoneRule]], MilestoneRule]) -> None:
        """Without milestones."""
        title = "title_zh" if current_language() == "zh_CN" else "title_en"
        columns = FieldColumns[MilestoneRule](MILESTONE_RULE, reader).columns(only=("anchor", "offset_days", title))
        columns[-1] = replace(columns[-1], header=tr("What"))
        super().__init__(
            MILESTONE_RULE, reader, "promotions.milestoneRules.rules", tr("Milestones"), fresh, columns=columns
        )

    def changed_entry(self, entry: MilestoneRule, name: str, value: Any) -> MilestoneRule:
        """The milestone with a value from one of its cells."""
        if name.startswith("title"):
            return replace(entry, title_zh=value, title_en=value, code="")
        changed: MilestoneRule = replace(entry, **{name: value})
        return changed


class MilestoneRulesForm(RecordForm):
    """The milestones that new campaigns of a kind get; those of several kinds can be changed before they are saved."""

    def __init__(self, context: PageContext, parent: QWidget) -> None:
        """Begin with the first kind."""
        reader = Reader(context.clock.today(), tr)
        super().__init__(
            context.tasks,
            MILESTONE_RULE,
            name="promotions.milestoneRules",
            title=tr("Milestones of new campaigns"),
            confirm=tr("Save"),
            reader=reader,
            parent=parent,
        )
        self.setMinimumWidth(640)
        self._campaigns, self._store_id = context.services.campaigns, context.store_id
        self._kept: dict[CampaignKind, tuple[MilestoneRule, ...]] = {}
        self._changed: dict[CampaignKind, tuple[MilestoneRule, ...]] = {}
        self.rules = RuleTable(reader, self._fresh)
        self.rules.edited.connect(lambda: self._changed.update({self.kind: self.rules.raw()}))
        self.add_fields("kind", values={"kind": next(iter(CampaignKind))})
        self.hint(tr("An empty list goes back to the shipped milestones."))
        self.add_fields(Field("rules", Kind.DATA, Text("Milestones")), widgets={"rules": self.rules}, bare=True)
        self.editors["kind"].changed.connect(self._show_kind)
        context.tasks.database(self._load, done=self._on_loaded, owner=self)

    @property
    def kind(self) -> CampaignKind:
        """The kind in view."""
        return CampaignKind(self.editors["kind"].value())

    @property
    def dirty(self) -> bool:
        """Whether the milestones of any kind are changed."""
        return any(rules != self._kept.get(kind) for kind, rules in self._changed.items())

    def _fresh(self, rules: Sequence[MilestoneRule]) -> MilestoneRule:
        anchor = rules[-1].anchor if rules else Anchor.START
        return MilestoneRule(store_id=self._store_id, kind=self.kind, title_zh="", title_en="", anchor=anchor)

    def _load(self) -> dict[CampaignKind, tuple[MilestoneRule, ...]]:
        return {kind: tuple(self._campaigns.milestone_rules(self._store_id, kind)) for kind in CampaignKind}

    def _on_loaded(self, kept: dict[CampaignKind, tuple[MilestoneRule, ...]]) -> None:
        self._kept = kept
        self._show_kind()

    def _show_kind(self) -> None:
        self.rules.set_value(self._changed.get(self.kind, self._kept.get(self.kind, ())))

    def work(self) -> Callable[[], None]:
        """Keep the milestones of every kind that was changed."""
        self.values()
        changed = [(kind, rules) for kind, rules in self._changed.items() if rules != self._kept.get(kind)]
        for _kind, rules in changed:
            for rule in rules:
                check_milestone(rule)

        def keep() -> None:
            for kind, rules in changed:
                self._campaigns.save_milestone_rules(self._store_id, kind, rules, self._kept.get(kind))

        return keep
