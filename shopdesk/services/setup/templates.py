"""The shipped setup templates and fee rule sets, read once and worded in the language in use."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from typing import Any

from shopdesk.domain.setup.fees import FeeRuleSet, parse_rule_set
from shopdesk.domain.setup.records import SetupClock, SetupDocument, SetupPlan, SetupStep, SetupVisit
from shopdesk.domain.setup.template import SetupTemplate, Wording, build_template, files_for
from shopdesk.domain.text import Either
from shopdesk.infra import paths
from shopdesk.infra.i18n import pick, tr


@lru_cache
def template_for(platform: str, store_type: str) -> SetupTemplate:
    """The template of a store type."""
    parts = [_read(f"templates/setup/{name}.toml") for name in files_for(platform)]
    return build_template(platform, store_type, parts)


def template_of(plan: SetupPlan) -> SetupTemplate:
    """The template that a plan was started from."""
    platform, _, store_type = plan.template.partition(".")
    return template_for(platform, store_type)


@lru_cache
def rule_sets() -> tuple[FeeRuleSet, ...]:
    """Every fee rule set that ships."""
    names = sorted(file.name for file in paths.resource("rules").glob("fees-*.toml"))
    return tuple(parse_rule_set({**_categories(), **_read(f"rules/{name}")}) for name in names)


@lru_cache
def category_titles() -> dict[str, Either]:
    """The categories that a store can sell, by code, with those that were taken apart since."""
    return {row["code"]: Either(row["zh"], row["en"]) for row in _categories()["category"]}


def offered_categories(chosen: str | None = None) -> dict[str, Either]:
    """Those that are still offered, and the one that was ``chosen``; the last one is for everything else."""
    old = {row["code"] for row in _categories()["category"] if row.get("old")}
    found = {code: title for code, title in category_titles().items() if code not in old or code == chosen}
    if chosen and chosen not in found:
        found = {chosen: Either(chosen, chosen), **found}  # the owner's own, by its name
    return found


@lru_cache
def budget_presets() -> tuple[dict[str, Any], ...]:
    """The example budgets as they stand in their file."""
    return tuple(_read("rules/setup-budgets.toml")["plan"])


def worded(text: Wording) -> str:
    """A shipped text in the language in use."""
    return pick(text.zh, text.en)


def renewal_sentence(renewal: str, owner: str) -> str:
    """What to do before a paper runs out, and who does it; ``renewal`` is empty where the template does not say."""
    what = renewal or tr("Get a new one in time and file its scan under Setup, Documents.")
    return tr("{owner}: {what}", owner=owner, what=what) if owner else what


class Words:
    """Titles and explanations: the user's own where there are any, else the template's in the language in use."""

    def __init__(self, template: SetupTemplate) -> None:
        """Look up what ``template`` says."""
        self._steps = {step.code: step for step in template.steps}
        self._documents = {document.code: document for document in template.documents}
        self._clocks = {clock.code: clock for clock in template.clocks}
        self._visits = {visit.code: visit for visit in template.visits}

    def step(self, step: SetupStep) -> tuple[str, str, str]:
        """Title, what to do, and why."""
        shipped = self._steps.get(step.code)
        texts = (shipped.title, shipped.what, shipped.why) if shipped else (Wording(), Wording(), Wording())
        own = (step.title, step.what, step.why)
        title, what, why = (worded(text) if mine is None else mine for text, mine in zip(texts, own, strict=True))
        return title or step.code, what, why

    def document(self, document: SetupDocument) -> tuple[str, str]:
        """Title and hint."""
        shipped = self._documents.get(document.code)
        title = document.title if document.title is not None else worded(shipped.title) if shipped else ""
        hint = document.hint if document.hint is not None else worded(shipped.hint) if shipped else ""
        return title or document.code, hint

    def renewal(self, document: SetupDocument) -> str:
        """What to do before a document runs out; empty where the template does not say."""
        shipped = self._documents.get(document.code)
        return worded(shipped.renew) if shipped else ""

    def visit(self, visit: SetupVisit) -> tuple[str, str]:
        """Title of a visit, and what is taken along beside the papers."""
        shipped = self._visits.get(visit.code)
        title = visit.title if visit.title is not None else worded(shipped.title) if shipped else ""
        also = visit.also if visit.also is not None else worded(shipped.also) if shipped else ""
        return title or visit.code, also

    def clock(self, clock: SetupClock) -> tuple[str, str, str]:
        """Title, consequence, and where it is known from."""
        shipped = self._clocks.get(clock.code)
        title = clock.title if clock.title is not None else worded(shipped.title) if shipped else ""
        what = clock.consequence if clock.consequence is not None else worded(shipped.consequence) if shipped else ""
        source = worded(shipped.source) if shipped else ""
        if shipped is not None and shipped.as_of is not None:
            source = f"{source} · {shipped.as_of.isoformat()}"
        return title or clock.code, what, source


def _categories() -> dict[str, Any]:
    return _read("rules/fee-categories.toml")


@lru_cache
def _read(relative: str) -> dict[str, Any]:
    return tomllib.loads(paths.resource(relative).read_text(encoding="utf-8"))
