"""The shipped setup templates and fee rules are complete, in both languages, and hang together."""

from __future__ import annotations

import re
from typing import Any

import pytest

from shopdesk.domain.setup.fees import FeeItem
from shopdesk.domain.setup.records import DocumentState
from shopdesk.domain.setup.rules import check_waits
from shopdesk.domain.setup.template import build_template, seed_clocks, seed_documents, seed_steps
from shopdesk.domain.stores import Platform, types_of
from shopdesk.services.setup.templates import budget_presets, rule_sets, template_for

KINDS = [(platform, kind) for platform in Platform for kind in types_of(platform)]
FORBIDDEN = re.compile("刷单|好评返现|补单|罚款")


@pytest.mark.parametrize(("platform", "kind"), KINDS)
def test_every_store_type_has_six_phases_with_steps_in_both_languages(platform: str, kind: str) -> None:
    template = template_for(platform, kind)
    assert [phase.code for phase in template.phases] == ["plan", "papers", "apply", "prepare", "open", "grow"]
    assert {step.phase for step in template.steps} == {phase.code for phase in template.phases}
    for step in template.steps:
        for text in (step.title, step.what, step.why):
            assert text.zh
            assert text.en
            assert not re.search("[一-鿿]", text.en), text.en
            assert not FORBIDDEN.search(text.zh), text.zh
    for document in template.documents:
        assert document.title.zh
        assert document.title.en
        assert document.hint.zh
        assert document.hint.en


@pytest.mark.parametrize(("platform", "kind"), KINDS)
def test_codes_are_unique_and_no_step_waits_for_itself(platform: str, kind: str) -> None:
    template = template_for(platform, kind)
    for entries in (template.steps, template.documents, template.clocks):
        codes = [entry.code for entry in entries]
        assert len(codes) == len(set(codes))
    steps = seed_steps(template, 1)
    for step in steps:
        check_waits(step, steps, {})
    assert "apply.pay" in {step.code for step in steps}
    assert all(clock.trigger in {step.code for step in steps} for clock in template.clocks if clock.trigger)


def test_what_a_flagship_asks_for_differs_from_a_multi_brand_and_a_personal_store() -> None:
    def papers(platform: str, kind: str) -> set[str]:
        return {document.code for document in template_for(platform, kind).documents}

    assert "doc.sole_licence" in papers("tmall", "flagship")
    assert "doc.authorisation" not in papers("tmall", "flagship")
    assert "doc.purchase" in papers("tmall", "multi_brand")
    assert "doc.licence" not in papers("taobao", "personal")
    assert "doc.licence" in papers("taobao", "enterprise")


def test_the_two_papers_merged_into_the_licence_are_covered_by_it() -> None:
    covered = {paper.code: paper.covered_by for paper in template_for("tmall", "exclusive").documents}
    assert covered["doc.tax_registration"] == covered["doc.organisation_code"] == "doc.licence"


def test_the_supplier_step_names_all_thirteen_points() -> None:
    step = next(step for step in template_for("tmall", "flagship").steps if step.code == "plan.suppliers")
    assert "13" in step.what.zh
    assert "13" in step.what.en


def test_the_clocks_are_15_days_to_pay_and_30_days_to_go_live() -> None:
    clocks = {clock.code: clock for clock in template_for("tmall", "flagship").clocks}
    assert (clocks["clock.pay"].days, clocks["clock.pay"].ends) == (15, "apply.pay")
    assert (clocks["clock.live"].days, clocks["clock.live"].trigger) == (30, "apply.pay")
    assert all(clock.source.zh and clock.as_of for clock in clocks.values())


def test_every_fee_figure_names_source_and_date_in_both_languages() -> None:
    for rules in rule_sets():
        for rule in rules.rules:
            assert rule.source.zh
            assert rule.source.en
            assert rule.as_of is not None
            assert (rule.amount_fen is None) == (rule.item in (FeeItem.SERVICE_FEE, FeeItem.COMMISSION))


def test_the_example_budget_keeps_the_fault_of_its_source() -> None:
    plan = budget_presets()[0]
    total = sum(line["amount"] for phase in plan["phase"] for line in phase["lines"])
    assert (plan["stated_total"], total) == (900_000, 895_000)


def test_a_step_is_put_in_the_order_of_its_phase_and_forgets_what_is_not_there() -> None:
    common: dict[str, Any] = {
        "phase": [{"code": "plan", "zh": "一"}, {"code": "open", "zh": "二"}],
        "step": [
            {"code": "late", "phase": "open", "zh": "后", "waits": ["early", "other"], "documents": ["paper", "x"]},
            {"code": "early", "phase": "plan", "zh": "先", "days": 3, "blocks": False},
            {"code": "other", "phase": "plan", "zh": "别", "types": ["jd", "tmall.flagship"]},
        ],
        "document": [
            {"code": "paper", "zh": "证"},
            {"code": "food", "zh": "食", "needed": False, "when": {"sells": ["food"]}},
        ],
        "clock": [{"code": "pay", "zh": "付", "days": 15}],
    }
    made = build_template("taobao", "personal", [common, {"version": 2, "step": []}])
    assert (made.code, made.version) == ("taobao.personal", 3)
    assert [(one.code, one.waits, one.documents) for one in made.steps] == [
        ("early", (), ()),
        ("late", ("early",), ("paper",)),
    ]
    assert [(one.days, one.blocks) for one in made.steps] == [(3, False), (1, True)]
    for platform, kind in (("tmall", "flagship"), ("jd", "any")):
        assert [one.code for one in build_template(platform, kind, [common]).steps] == ["early", "other", "late"]
    assert [one.code for one in build_template("tmall", "speciality", [common]).steps] == ["early", "late"]
    steps = seed_steps(made, 5)
    assert [(one.code, one.position, one.typical_days, one.blocks_opening, one.store_id) for one in steps] == [
        ("early", 10, 3, False, 5),
        ("late", 20, 1, True, 5),
    ]
    assert [(one.position, one.state) for one in seed_documents(made, 5)] == [
        (10, DocumentState.MISSING),
        (20, DocumentState.MISSING),
    ]
    assert [(one.needed, one.when) for one in made.documents] == [(True, {}), (False, {"sells": ("food",)})]
    assert [(one.position, one.days) for one in seed_clocks(made, 5)] == [(10, 15)]
