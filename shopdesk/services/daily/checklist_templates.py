"""The forms that ship with the program, read from their files."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from shopdesk.domain.daily.checklist import Form, form_from_plain, form_to_plain
from shopdesk.infra import paths

SHIPPED = ("normal", "campaign_day", "closing")


@dataclass(frozen=True, slots=True)
class ShippedForm:
    """One shipped form with its revision."""

    code: str
    revision: int
    zh: str
    en: str
    form: Form

    @property
    def plain(self) -> dict[str, Any]:
        """The form as plain values."""
        return form_to_plain(self.form)


@lru_cache(maxsize=len(SHIPPED))
def shipped_form(code: str) -> ShippedForm:
    """The shipped form with this code."""
    raw = tomllib.loads(paths.resource(f"templates/daily/{code}.toml").read_text(encoding="utf-8"))
    return ShippedForm(code=code, revision=raw["revision"], zh=raw["zh"], en=raw["en"], form=form_from_plain(raw))
