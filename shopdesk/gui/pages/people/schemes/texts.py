"""Schemes and their components in a few words, for tables."""

from __future__ import annotations

from decimal import Decimal

from shopdesk.domain.payroll.scheme_text import BASIS_NAMES
from shopdesk.domain.payroll.schemes import MONEY_BASES, BandMode, Basis, Component, Scheme
from shopdesk.domain.payroll.shipped import BEGINNING
from shopdesk.domain.payroll.words import percent, yuan
from shopdesk.domain.setup.template import Wording
from shopdesk.infra.i18n import current_language, pick, tr
from shopdesk.services.payroll.schemes import SchemeEntry


def name_of(name: Wording) -> str:
    """A name in the reader's language, where there is one."""
    return pick(name.zh, name.en)


def whom(entry: SchemeEntry) -> str:
    """Whom a scheme is for, in the language in use."""
    return entry.whom(current_language()) or tr("nobody now")


def pays(part: Component) -> str:
    """What a component pays: its rate, its amount, or its bands."""
    rates = [band.rate for band in part.bands] or [part.rate or Decimal(0)]
    shown = [percent(rate) if part.basis in MONEY_BASES else yuan(rate) for rate in rates]
    if not part.bands:
        return shown[0]
    if part.mode is BandMode.SLICES:
        return tr("{count} slices, {low} to {high}", count=len(shown), low=shown[0], high=shown[-1])
    return tr("{count} bands, {low} to {high}", count=len(shown), low=shown[0], high=shown[-1])


def in_short(scheme: Scheme) -> str:
    """All components of a scheme in one line."""
    parts = [
        tr("{name} {pays}", name=name_of(part.name), pays=pays(part))
        if part.basis is Basis.FIXED
        else tr("{basis} × {pays}", basis=BASIS_NAMES[part.basis], pays=pays(part))
        for part in scheme.components
    ]
    return " · ".join(parts)


def version_words(scheme: Scheme) -> str:
    """How a version is called: by its day, or that it ships."""
    if scheme.valid_from == BEGINNING:
        return tr("Version as it ships")
    return tr("Version of {day}", day=scheme.valid_from.isoformat())
