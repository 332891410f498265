"""The shipped template of a store type: phases, steps, documents and clocks in both languages."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shopdesk.domain.setup.answers import When
from shopdesk.domain.setup.records import SetupClock, SetupDocument, SetupStep

_OWN_FILES = {"tmall": "tmall", "taobao": "taobao"}


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in both languages."""

    zh: str = ""
    en: str = ""


@dataclass(frozen=True, slots=True)
class TemplatePhase:
    """A phase of the way to the open store."""

    code: str
    title: Wording


@dataclass(frozen=True, slots=True)
class TemplateStep:
    """A step as it ships; ``types`` are those it is for, none for all, ``when`` the answers with which it is needed."""

    code: str
    phase: str
    title: Wording
    what: Wording
    why: Wording
    waits: tuple[str, ...]
    documents: tuple[str, ...]
    days: int
    blocks: bool
    types: tuple[str, ...] = ()
    when: When = field(default_factory=dict)
    needed: bool = True


@dataclass(frozen=True, slots=True)
class TemplateDocument:
    """A document as it ships; ``needed`` says whether it is while what it hangs on is not answered.

    ``renew`` says what to do when it runs out.
    """

    code: str
    title: Wording
    hint: Wording
    covered_by: str | None
    needed: bool
    types: tuple[str, ...] = ()
    when: When = field(default_factory=dict)
    renew: Wording = Wording()


@dataclass(frozen=True, slots=True)
class TemplateVisit:
    """A visit or upload as it ships; ``also`` is what is taken along beside the papers."""

    code: str
    title: Wording
    also: Wording
    papers: tuple[str, ...]
    types: tuple[str, ...] = ()
    when: When = field(default_factory=dict)
    needed: bool = True


@dataclass(frozen=True, slots=True)
class TemplateClock:
    """A time limit as it ships, with where it is known from and as of when."""

    code: str
    title: Wording
    consequence: Wording
    trigger: str | None
    ends: str | None
    days: int
    source: Wording
    as_of: date | None


@dataclass(frozen=True, slots=True)
class SetupTemplate:
    """Everything that ships for one store type; ``code`` is ``platform.type``."""

    code: str
    version: int
    phases: tuple[TemplatePhase, ...]
    steps: tuple[TemplateStep, ...]
    documents: tuple[TemplateDocument, ...]
    clocks: tuple[TemplateClock, ...]
    visits: tuple[TemplateVisit, ...] = ()


def files_for(platform: str) -> tuple[str, str]:
    """The names of the two template files that make up a platform's template."""
    return "common", _OWN_FILES.get(platform, "other")


def build_template(platform: str, store_type: str, parts: Iterable[Mapping[str, Any]]) -> SetupTemplate:
    """The template of a store type out of the parsed files, common part first.

    Steps and documents for other types are left out, and with them whatever waits for them.
    """
    files = list(parts)
    code = f"{platform}.{store_type}"

    def fits(entry: Mapping[str, Any]) -> bool:
        wanted = entry.get("types")
        return not wanted or code in wanted or platform in wanted

    rows = {
        kind: [row for part in files for row in part.get(kind, ()) if fits(row)]
        for kind in ("phase", "step", "document", "clock", "visit")
    }
    known = {row["code"] for row in rows["step"]}
    papers = {row["code"] for row in rows["document"]}
    phases = tuple(TemplatePhase(row["code"], _wording(row)) for row in rows["phase"])
    order = {phase.code: number for number, phase in enumerate(phases)}
    steps = [
        TemplateStep(
            code=row["code"],
            phase=row["phase"],
            title=_wording(row),
            what=_wording(row, "_what"),
            why=_wording(row, "_why"),
            waits=tuple(wait for wait in row.get("waits", ()) if wait in known),
            documents=tuple(paper for paper in row.get("documents", ()) if paper in papers),
            days=row.get("days", 1),
            blocks=row.get("blocks", True),
            **_condition(row),
        )
        for row in rows["step"]
    ]
    steps.sort(key=lambda step: order[step.phase])
    return SetupTemplate(
        code=code,
        version=sum(int(part.get("version", 1)) for part in files),
        phases=phases,
        steps=tuple(steps),
        documents=tuple(_document(row) for row in rows["document"]),
        clocks=tuple(_clock(row) for row in rows["clock"]),
        visits=tuple(_visit(row, papers) for row in rows["visit"]),
    )


def seed_steps(template: SetupTemplate, store_id: int) -> list[SetupStep]:
    """The steps a new plan starts with; the wording stays with the template."""
    return [
        SetupStep(
            store_id=store_id,
            code=step.code,
            phase=step.phase,
            position=number * 10,
            waits_for=step.waits,
            documents=step.documents,
            typical_days=step.days,
            blocks_opening=step.blocks,
        )
        for number, step in enumerate(template.steps, start=1)
    ]


def seed_documents(template: SetupTemplate, store_id: int) -> list[SetupDocument]:
    """The documents a new plan starts with; the answers say which of them are needed."""
    return [
        SetupDocument(store_id=store_id, code=document.code, position=number * 10, covered_by=document.covered_by)
        for number, document in enumerate(template.documents, start=1)
    ]


def seed_clocks(template: SetupTemplate, store_id: int) -> list[SetupClock]:
    """The time limits a new plan starts with."""
    return [
        SetupClock(
            store_id=store_id,
            code=clock.code,
            position=number * 10,
            trigger=clock.trigger,
            ends=clock.ends,
            days=clock.days,
        )
        for number, clock in enumerate(template.clocks, start=1)
    ]


def _wording(row: Mapping[str, Any], suffix: str = "") -> Wording:
    return Wording(zh=row.get(f"zh{suffix}", ""), en=row.get(f"en{suffix}", ""))


def _condition(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "types": tuple(row.get("types", ())),
        "when": {question: tuple(answers) for question, answers in row.get("when", {}).items()},
        "needed": row.get("needed", True),
    }


def _document(row: Mapping[str, Any]) -> TemplateDocument:
    return TemplateDocument(
        code=row["code"],
        title=_wording(row),
        hint=_wording(row, "_hint"),
        covered_by=row.get("covered_by"),
        renew=_wording(row, "_renew"),
        **_condition(row),
    )


def _visit(row: Mapping[str, Any], papers: Collection[str]) -> TemplateVisit:
    return TemplateVisit(
        code=row["code"],
        title=_wording(row),
        also=_wording(row, "_also"),
        papers=tuple(paper for paper in row["papers"] if paper in papers),
        **_condition(row),
    )


def _clock(row: Mapping[str, Any]) -> TemplateClock:
    return TemplateClock(
        code=row["code"],
        title=_wording(row),
        consequence=_wording(row, "_consequence"),
        trigger=row.get("trigger"),
        ends=row.get("ends"),
        days=row["days"],
        source=Wording(zh=row.get("source_zh", ""), en=row.get("source_en", "")),
        as_of=row.get("as_of"),
    )
