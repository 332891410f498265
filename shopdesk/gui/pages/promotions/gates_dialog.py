"""Entry rules of a programme against the campaign's products: passed, failed by how much, or unknown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from shopdesk.domain.campaigns.facts import fact_field, fact_text, fact_value
from shopdesk.domain.campaigns.gate_metrics import METRICS, Scope, show
from shopdesk.domain.campaigns.gates import Answer, Gate, RuleAnswer
from shopdesk.domain.campaigns.records import Campaign
from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError, Kind, Reader
from shopdesk.gui.look import Look
from shopdesk.gui.on_screen import roomy
from shopdesk.gui.opening import open_once
from shopdesk.gui.page_context import PageContext
from shopdesk.gui.pages.promotions.gate_board import SIGNS, GateBoard, answer_color
from shopdesk.gui.pages.promotions.gate_editor import GateEditor
from shopdesk.gui.widgets.controls import button, named, words
from shopdesk.gui.widgets.editors import Editor, editor
from shopdesk.gui.widgets.refusals import LyingLabel
from shopdesk.gui.widgets.vertical_scroll import VerticalScroll
from shopdesk.infra.i18n import current_language, listed, tr
from shopdesk.services.campaigns.views import ProductGate
from shopdesk.services.registry import Services

_KEY = "gate.{code}"


@dataclass(frozen=True, slots=True)
class _Loaded:
    """Every programme, and the store's own figures as they were last entered, by code."""

    gates: tuple[Gate, ...]
    known: dict[str, str]


class GatesDialog(QDialog):
    """Choose a programme or all of them, fill in the store's figures once, read the answers."""

    def __init__(self, context: PageContext, campaign: Campaign, parent: QWidget) -> None:
        """Begin with the campaign's own programme."""
        super().__init__(parent)
        self.setWindowTitle(tr("Entry rules of platform programmes"))
        self.setObjectName("promotions.gatesDialog")
        roomy(self, 960, 600)
        self._context = context
        self._campaign = campaign
        self._gates: dict[str, Gate] = {}
        self._fields: dict[str, Editor] = {}
        self._known: dict[str, str] = {}
        self._reader = Reader(today=context.clock.today(), say=tr)
        self.programme = named(QComboBox(), "promotions.gates.programme", tr("Platform programme"))
        self.source = words(role="muted")
        self.form = QFormLayout()
        self.check = button("promotions.gates.check", tr("Check"), self._on_check, role="primary")
        self.edit = button("promotions.gates.edit", tr("Change these rules…"), self._on_edit)
        self.shipped = button("promotions.gates.shipped", tr("Back to the shipped rules"), self._on_shipped)
        self.problem = LyingLabel("promotions.gates.problem", self.check)
        self.answers = QLabel()
        self.answers.setObjectName("promotions.gates.answers")
        self.answers.setTextFormat(Qt.TextFormat.RichText)
        self.answers.setWordWrap(True)
        self.answers.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.shown = QStackedWidget()
        self.shown.addWidget(VerticalScroll(self.answers))
        self.board: GateBoard | None = None
        self._lay_out()
        self.programme.currentIndexChanged.connect(lambda _index: self._show_programme())
        self.look = Look(self, context, lambda: campaign.id, self._load, self._on_loaded, failed=self._on_refused)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.addWidget(self.programme)
        left.addWidget(self.source)
        fields = QWidget()
        fields.setLayout(self.form)
        self.form.setContentsMargins(0, 0, 0, 0)
        # All programmes together ask for more figures than a small screen has lines.
        left.addWidget(VerticalScroll(fields), 1)
        left.addWidget(self.check)
        left.addWidget(self.edit)
        left.addWidget(self.shipped)
        left.addWidget(button("promotions.gates.close", tr("Close"), self.accept))
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 16)
        row.setSpacing(16)
        row.addLayout(left, 2)
        row.addWidget(self.shown, 3)

    @property
    def gate(self) -> Gate | None:
        """The programme in view; ``None``: all of them."""
        return self._gates.get(self.programme.currentData())

    def _load(self, services: Services, campaign_id: int) -> _Loaded:
        store_id = self._campaign.store_id
        codes = [code for code, metric in METRICS.items() if metric.scope is Scope.STORE]
        # What is answered hangs on the campaign and its products, too: it is asked anew when somebody changes these.
        services.campaigns.view(campaign_id)
        found = {code: services.stores.setting(store_id, _KEY.format(code=code)) for code in codes}
        gates = services.campaigns.gates.of_store(store_id)
        return _Loaded(gates, {code: value for code, value in found.items() if value})

    def _on_refused(self, error: Exception) -> None:
        if not isinstance(error, UserError):
            raise error
        self.problem.say(tr(error.text))

    def _on_loaded(self, loaded: _Loaded) -> None:
        gates = loaded.gates
        if self._gates and gates == tuple(self._gates.values()):
            # The programmes are the same, so what is being typed stays.
            self._known = {**loaded.known, **self._known}
            self._tell()
            return
        self._known = loaded.known
        wanted = self.programme.currentData() or self._campaign.programme
        self._gates = {gate.code: gate for gate in gates}
        self._make_board(gates)
        self.programme.blockSignals(True)
        self.programme.clear()
        self.programme.addItem(tr("All programmes"), "")
        for gate in gates:
            self.programme.addItem(gate.name(current_language()), gate.code)
        self.programme.setCurrentIndex(max(self.programme.findData(wanted), 0))
        self.programme.blockSignals(False)
        self._show_programme()

    def _make_board(self, gates: Sequence[Gate]) -> None:
        if self.board is not None:
            self.shown.removeWidget(self.board)
            self.board.deleteLater()
        self.board = GateBoard(self._context, gates)
        self.board.opened.connect(lambda code: self.programme.setCurrentIndex(self.programme.findData(code)))
        self.shown.addWidget(self.board)

    def _on_edit(self) -> None:
        if self.gate is not None:
            form = GateEditor(self._context, self._campaign.store_id, self.gate, self)
            open_once(form)

    def _on_shipped(self) -> None:
        if self.gate is None:
            return
        campaigns, store_id, code = self._context.services.campaigns, self._campaign.store_id, self.gate.code
        self._context.tasks.database(lambda: campaigns.gates.reset(store_id, code), owner=self)

    def _show_programme(self) -> None:
        gate = self.gate
        self.edit.setVisible(gate is not None)
        self.shipped.setVisible(gate is not None and gate.own)
        while self.form.rowCount():
            self.form.removeRow(0)
        self._fields = {}
        for rule in (rule for one in (self._gates.values() if gate is None else [gate]) for rule in one.rules):
            metric = METRICS[rule.metric]
            if metric.scope is Scope.STORE and rule.metric not in self._fields:
                made = editor(fact_field(rule.metric), self._reader, widget=_box(rule.metric))
                made.set_value(fact_value(rule.metric, self._known.get(rule.metric, "")))
                named(made.widget, f"promotions.gates.{rule.metric}", tr(metric.name))
                self._fields[rule.metric] = made
                self.form.addRow(tr(metric.name), made.widget)
        self.source.setText(tr("√ passes, × so many rules fail, ? so many figures are missing. Each opens.")
                            if gate is None else _sources(gate))  # fmt: skip
        self._on_check()

    def _on_check(self) -> None:
        try:
            facts = {code: fact_text(made.value()) for code, made in self._fields.items()}
        except FieldError as error:
            self.problem.say(tr("{field}: {problem}", field=tr(error.field.label or ""), problem=tr(error.text)))
            return
        self.problem.say("")
        changed = {code: value for code, value in facts.items() if value != self._known.get(code, "")}
        self._known.update(facts)
        self._tell(changed)

    def _tell(self, changed: Mapping[str, str] | None = None) -> None:
        """Answer with the store's figures, keeping those that were ``changed``."""
        services, campaign, gate = self._context.services, self._campaign, self.gate
        gates, number, known = services.campaigns.gates, campaign.id or 0, dict(self._known)

        def work() -> list[list[ProductGate]]:
            for metric, value in (changed or {}).items():
                services.stores.set_setting(campaign.store_id, _KEY.format(code=metric), value)
            return gates.board(number, known) if gate is None else [gates.check(number, gate.code, known)]

        def show(found: list[list[ProductGate]]) -> None:
            if gate is None and self.board is not None:
                self.board.show_board(found)
                self.shown.setCurrentWidget(self.board)
            else:
                self.answers.setText("".join(map(self._product_html, found[0])))
                self.shown.setCurrentIndex(0)

        self._context.tasks.database(work, done=show, failed=self._on_refused, owner=self)

    def _product_html(self, entry: ProductGate) -> str:
        words = {Answer.PASSED: tr("passes"), Answer.FAILED: tr("fails"), Answer.UNKNOWN: tr("figures are missing")}
        title = escape(entry.product.title or entry.product.product_id)
        told = tr("{product}: {text}", product=title, text=escape(words[entry.answer.answer]))
        head = f"<b>{SIGNS[entry.answer.answer]} {told}</b>"
        answers = "".join(self._answer_html(answer) for answer in entry.answer.answers)
        advice = f"<p><b>{escape(tr(entry.answer.advice))}</b></p>" if entry.answer.advice is not None else ""
        told = _known(entry)
        source = f"<div>{escape(listed(told))}</div>" if told else ""
        return f"<p>{head}</p>{answers}{source}{advice}"

    def _answer_html(self, answer: RuleAnswer) -> str:
        color = answer_color(self._context.theme, answer.answer)
        text = escape(tr(answer.sentence))
        sign = f'<span style="color:{color.name()}">{SIGNS[answer.answer]}</span>'
        return f'<div style="margin-bottom:4px">{sign} {text}</div>'


def _box(code: str) -> QWidget | None:
    """A list for what may be yes, no or not said; anything else is typed."""
    return QComboBox() if fact_field(code).kind is Kind.FLAG else None


def _known(entry: ProductGate) -> list[str]:
    """The figures that nobody typed here, each with where it is from."""
    told = []
    for one in entry.imported:
        figure, value = tr(METRICS[one.code].name), tr(show(METRICS[one.code], one.value))
        told.append(
            tr("{figure} {value}, from your list of products", figure=figure, value=value)
            if one.day is None
            else tr("{figure} {value}, imported, up to {day}", figure=figure, value=value, day=one.day.isoformat())
        )
    return told


def _sources(gate: Gate) -> str:
    """How and when to apply, and where the rules are from."""
    apply = gate.apply_zh if current_language() == "zh_CN" else gate.apply_en
    source = (gate.source_zh or gate.source) if current_language() == "zh_CN" else gate.source
    told = (
        tr("Your own version of {day}. {source}", day=gate.as_of.isoformat(), source=source)
        if gate.own
        else tr(
            "As of {day}, not confirmed on the platform. Source: {source}",
            day=gate.as_of.isoformat(),
            source=source,
        )
    )
    return "\n".join(part for part in (apply, told) if part)
