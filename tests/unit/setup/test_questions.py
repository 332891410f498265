"""The answers decide the list: held against a table written by hand, for every combination of answers."""

from __future__ import annotations

from itertools import product
from typing import Any

import pytest

from shopdesk.domain.setup.answers import CHOICES, QUESTIONS, Answers, Brand, Holder, Mark, Producer
from shopdesk.domain.setup.clashes import clashes
from shopdesk.domain.setup.records import SetupStep, StepState
from shopdesk.domain.setup.template import seed_documents, seed_steps
from shopdesk.domain.stores import Platform, Store, StoreType
from shopdesk.infra.i18n import set_language, tr
from shopdesk.services.setup.standing import Standings
from shopdesk.services.setup.templates import category_titles, template_for

SELLS = (None, "food", "tea", "cosmetics", "books", "medical", "ebikes", "clothing", "other")
TESTED = ("clothing", "shoes_bags_sports", "underwear", "accessories", "food", "tea", "ebikes")


def every_answer() -> list[Answers]:
    offered: list[list[Any]] = [
        list(SELLS) if question == "sells" else [None, *CHOICES[question]] for question in QUESTIONS
    ]
    return [Answers(**dict(zip(QUESTIONS, answers, strict=True))) for answers in product(*offered)]


def common(a: Answers) -> dict[str, bool]:
    own_without_mark = a.brand is Brand.OWN and a.mark is Mark.NONE
    return {
        "papers.mark": own_without_mark,
        "doc.mark_filing": own_without_mark,
        "papers.factory": a.producer is Producer.FACTORY,
        "doc.factory_contract": a.producer is Producer.FACTORY,
        "doc.food_licence": a.sells in ("food", "tea"),
        "doc.cosmetics": a.sells == "cosmetics",
        "doc.publications": a.sells == "books",
        "doc.medical": a.sells == "medical",
        "doc.ccc": a.sells == "ebikes",
        "doc.test_report": a.sells in TESTED,
    }


def on_tmall(a: Answers) -> dict[str, bool]:
    return common(a) | {
        "doc.commissioned": a.sells in ("food", "tea") and a.producer is Producer.FACTORY,
        "apply.tm_check": a.mark is Mark.PENDING,
    }


def flagship(a: Answers) -> dict[str, bool]:
    return on_tmall(a) | {"doc.sole_licence": a.brand is Brand.AGENT}


def multi_brand(a: Answers) -> dict[str, bool]:
    # Until somebody says whose brand it is, the type of store asks for the authorisation.
    return on_tmall(a) | {
        "doc.authorisation": a.brand in (None, Brand.AGENT),
        "doc.purchase": a.producer is Producer.BOUGHT,
    }


def elsewhere(a: Answers) -> dict[str, bool]:
    return common(a) | {
        "papers.brand": a.brand is not Brand.NONE,
        "doc.authorisation": a.brand is Brand.AGENT,
        "doc.trademark": a.brand is Brand.OWN and a.mark in (Mark.REGISTERED, Mark.PENDING),
    }


def enterprise(a: Answers) -> dict[str, bool]:
    return elsewhere(a) | {"doc.product_list": False}


def general(a: Answers) -> dict[str, bool]:
    return elsewhere(a) | dict.fromkeys(("doc.licence", "doc.tax_registration"), a.holder is not Holder.PERSON)


@pytest.mark.parametrize(
    ("platform", "kind", "table"),
    [
        ("tmall", "flagship", flagship),
        ("tmall", "multi_brand", multi_brand),
        ("taobao", "enterprise", enterprise),
        ("jd", "general", general),
    ],
)
def test_for_every_combination_of_answers_the_list_is_the_one_of_the_table(
    platform: str, kind: str, table: Any
) -> None:
    template = template_for(platform, kind)
    steps, documents = seed_steps(template, 1), seed_documents(template, 1)
    everything = {one.code for one in (*steps, *documents)}
    for answers in every_answer():
        standings = Standings(template, answers)
        found = {one.code for one in (*standings.steps(steps), *standings.documents(documents))}
        hangs = table(answers)
        assert set(hangs) <= everything
        assert found == {code for code in everything if hangs.get(code, True)}, answers


def test_nothing_done_is_ever_lost_and_what_somebody_wants_stays() -> None:
    template = template_for("tmall", "flagship")
    done = [
        SetupStep(store_id=1, code=one.code, phase=one.phase, position=0, state=StepState.DONE)
        for one in seed_steps(template, 1)
    ]
    for answers in every_answer()[::7]:
        assert Standings(template, answers).steps(done) == done
    wanted = SetupStep(store_id=1, code="papers.mark", phase="papers", position=0, wanted=True)
    standings = Standings(template, Answers(brand=Brand.AGENT))
    assert standings.steps([wanted]) == [wanted]
    assert str(standings.step(wanted).why) == "you asked for it"


def test_every_step_and_paper_says_why_it_is_there_in_both_languages() -> None:
    template = template_for("tmall", "multi_brand")
    documents = {one.code: one for one in seed_documents(template, 1)}
    answers = Answers(brand=Brand.AGENT, producer=Producer.BOUGHT, sells="food", mark=Mark.PENDING)
    standings = Standings(template, answers)

    def why(code: str) -> str:
        return tr(standings.document(documents[code]).why)

    set_language("en")
    assert why("doc.food_licence") == "because you sell: Food"
    assert why("doc.authorisation") == "because you are an agent"
    assert why("doc.commissioned") == "does not apply: you buy finished goods"
    assert why("doc.cosmetics") == "does not apply: you sell: Food"
    assert why("doc.licence") == "every store needs it"
    two = Standings(template, Answers(producer=Producer.FACTORY, sells="tea"))
    assert tr(two.document(documents["doc.commissioned"]).why) == "because you sell: Tea, a factory produces for you"
    open_still = Standings(template, Answers(sells="tea"))
    assert tr(open_still.document(documents["doc.commissioned"]).why) == "depends on: Who produces?"
    assert tr(open_still.document(documents["doc.authorisation"]).why) == "until this is answered: Whose brand?"
    set_language("zh_CN")
    assert why("doc.food_licence") == "因为卖的是食品"
    assert why("doc.authorisation") == "因为是代理品牌"
    for language in ("en", "zh_CN"):
        set_language(language)
        for step in seed_steps(template, 1):
            assert tr(standings.step(step).why)


def test_the_categories_are_those_of_the_fees_and_conditions_name_only_what_can_be_answered() -> None:
    known = {question: set(map(str, CHOICES.get(question, category_titles()))) for question in QUESTIONS}
    for platform, kind in (("tmall", "flagship"), ("tmall", "exclusive"), ("taobao", "personal"), ("jd", "general")):
        template = template_for(platform, kind)
        for entry in (*template.steps, *template.documents, *template.visits):
            for question, answers in entry.when.items():
                assert set(answers) <= known[question], entry.code
        papers = {one.code for one in template.documents}
        for visit in template.visits:
            assert set(visit.papers) <= papers
            assert visit.title.zh and visit.title.en and visit.also.zh and visit.also.en


@pytest.mark.parametrize(
    ("platform", "kind", "answers", "said"),
    [
        (Platform.TMALL, StoreType.FLAGSHIP, Answers(brand=Brand.AGENT), ["sole licence"]),
        (Platform.TMALL, StoreType.EXCLUSIVE, Answers(brand=Brand.OWN), ["authorised brands"]),
        (Platform.TMALL, StoreType.FLAGSHIP, Answers(brand=Brand.NONE), ["asks for a trademark"]),
        (Platform.TMALL, StoreType.FLAGSHIP, Answers(mark=Mark.NONE), ["before the application"]),
        (Platform.TMALL, StoreType.FLAGSHIP, Answers(mark=Mark.PENDING), ["registered marks only"]),
        (Platform.TMALL, StoreType.FLAGSHIP, Answers(holder=Holder.PERSON), ["companies only"]),
        (Platform.TMALL, StoreType.FLAGSHIP, Answers(brand=Brand.OWN, holder=Holder.COMPANY), []),
        (Platform.TAOBAO, StoreType.PERSONAL, Answers(holder=Holder.COMPANY), ["enterprise store"]),
        (Platform.TAOBAO, StoreType.ENTERPRISE, Answers(holder=Holder.PERSON), ["business licence"]),
        (Platform.TAOBAO, StoreType.ENTERPRISE, Answers(brand=Brand.NONE, holder=Holder.BUSINESS), []),
    ],
)
def test_answers_that_do_not_go_with_the_kind_of_store_are_said(
    platform: Platform, kind: StoreType, answers: Answers, said: list[str]
) -> None:
    found = [str(text) for text in clashes(Store(name="x", platform=platform, store_type=kind), answers)]
    assert len(found) == len(said)
    assert all(part in text for part, text in zip(said, found, strict=True))
