"""The form of one component of a scheme: what it is reckoned from, and what that brings."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from shopdesk.domain.errors import UserError
from shopdesk.domain.fields import FieldError, Reader
from shopdesk.domain.payroll.scheme_checks import check_scheme, commission_in_yuan, slip_of_percent
from shopdesk.domain.payroll.scheme_terms import (
    COMPONENT,
    ComponentTerms,
    Way,
    component_of,
    component_terms,
    shown_fields,
    way_for,
)
from shopdesk.domain.payroll.schemes import Basis, Component, Scheme
from shopdesk.domain.setup.template import Wording
from shopdesk.gui.pages.people.schemes.band_rows import BandRows
from shopdesk.gui.pages.people.schemes.beside_form import BesideForm
from shopdesk.gui.widgets.record_form import fields_in
from shopdesk.infra.i18n import tr

if TYPE_CHECKING:
    from shopdesk.gui.page_context import PageContext


class ComponentDialog(BesideForm):
    """Edits a component within its scheme; ``saved`` carries it. Nothing is kept before the scheme is."""

    def __init__(
        self,
        context: PageContext,
        scheme: Scheme,
        component: Component | None,
        person_id: int | None,
        parent: QWidget,
    ) -> None:
        """Edit ``component`` of ``scheme``, or a new one."""
        reader = Reader(today=context.clock.today(), say=tr)
        self._whole = scheme
        self._component = component
        self._code = component.code if component is not None else _free_code(scheme)
        begin = component or Component(code=self._code, name=Wording(), basis=_first_basis(scheme))
        super().__init__(
            context.tasks,
            COMPONENT,
            name="people.schemes.component",
            title=tr("Component of “{scheme}”", scheme=scheme.name.zh or scheme.name.en),
            confirm=tr("Take it into the scheme"),
            reader=reader,
            parent=parent,
            record=component_terms(begin),
        )
        self.bands = BandRows(reader, "people.schemes.component.bands", begin.basis)
        self.bands.show_bands(begin.bands, begin.basis)
        names = fields_in(COMPONENT)
        place = names.index("unit_fen") + 1
        self.add_fields(*names[:place])
        self.in_yuan = self.hint()
        self.in_yuan.setObjectName("people.schemes.component.inYuan")
        self.form.addRow(self.bands)
        self.add_fields(*names[place:])
        self.put_example(context, person_id)
        self.bands.changed.connect(self.example.renew)
        self.bands.changed.connect(self.fit)
        for name in ("basis", "way", "pool_by"):
            self.editors[name].changed.connect(self._arrange)
        self.editors["rate"].changed.connect(self._say_in_yuan)
        self._arrange()

    def scheme(self) -> Scheme | None:
        """The scheme with the component as it is typed."""
        try:
            scheme = self._with(self._made())
            check_scheme(scheme)
        except UserError:
            return None
        return scheme

    def work(self) -> Callable[[], Component]:
        """The component; refused where the rules could not pay it."""
        component = self._made(self.values())
        check_scheme(self._with(component))
        return lambda: component

    def values(self) -> dict[str, Any]:
        """What the fields say that mean something for this basis; what is hidden stays as it begins."""
        every = self.editors
        self.editors = {name: made for name, made in every.items() if name in self._shown()}
        try:
            return super().values()
        finally:
            self.editors = every

    def _made(self, said: dict[str, Any] | None = None) -> Component:
        if said is None:
            said = {name: self.editors[name].value() for name in self._shown()}
        terms: ComponentTerms = replace(self.record, **said)
        bands = self.bands.bands() if way_for(terms.basis, terms.way) is not Way.RATE else ()
        return component_of(self._code, terms, bands)

    def _with(self, component: Component) -> Scheme:
        parts = [component if one is self._component else one for one in self._whole.components]
        return replace(self._whole, components=tuple(parts if self._component is not None else [*parts, component]))

    def _shown(self) -> frozenset[str]:
        basis, way = self._basis, self.editors["way"].value()
        shown = shown_fields(basis, way)
        by_points = self.editors["pool_by"].raw() == "points"
        return shown if by_points else shown - {"points"}

    @property
    def _basis(self) -> Basis:
        basis: Basis = self.editors["basis"].value()
        return basis

    def _arrange(self) -> None:
        """Show the fields that mean something for the basis and the way of paying."""
        shown = self._shown()
        for name in self.editors:
            self.show_field(name, name in shown)
            if name not in shown:
                self._hide_problem(name)
        banded = "way" in shown and way_for(self._basis, self.editors["way"].value()) is not Way.RATE
        self.bands.set_basis(self._basis)
        self.form.setRowVisible(self.bands, banded)
        self._say_in_yuan()
        self.fit()

    def _say_in_yuan(self) -> None:
        sentence, warned = "", False
        if "rate" in self._shown():
            try:
                rate = self.editors["rate"].value()
            except FieldError as error:
                sentence, warned = (tr(error.text), True) if error.limit else ("", False)
            else:
                warning = slip_of_percent(rate)
                sentence, warned = tr(warning or commission_in_yuan(rate)), warning is not None
        self.in_yuan.setText(sentence)
        self.in_yuan.setProperty("role", "" if warned else "muted")
        self.in_yuan.setProperty("tone", "warning" if warned else "")
        self.in_yuan.style().unpolish(self.in_yuan)
        self.in_yuan.style().polish(self.in_yuan)
        self.form.setRowVisible(self.in_yuan, bool(sentence))

    def _raw(self) -> dict[str, Any]:
        return {**super()._raw(), "bands": self.bands.raw()}


def _free_code(scheme: Scheme) -> str:
    taken = {part.code for part in scheme.components}
    return next(code for number in range(1, len(taken) + 2) if (code := f"part{number}") not in taken)


def _first_basis(scheme: Scheme) -> Basis:
    """A new component begins with own sales, or where these are paid already with a fixed amount."""
    return Basis.OWN_SALES if scheme.component(Basis.OWN_SALES) is None else Basis.FIXED
