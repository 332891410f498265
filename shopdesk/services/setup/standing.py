"""Which steps, papers and visits of a store apply under its answers, and why each is there.

Nothing of it is kept: it follows from the template, the answers and what the owner wants all the same. So an answer
that changes touches no step and no paper, and one that comes back brings the same list.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from shopdesk.domain.setup.answers import Answers, Verdict, because, judge
from shopdesk.domain.setup.records import SetupDocument, SetupPlan, SetupStep, StepState
from shopdesk.domain.setup.template import SetupTemplate, TemplateDocument, TemplateStep, TemplateVisit
from shopdesk.domain.stores import PLATFORM_NAMES, TYPE_NAMES, Platform, StoreType
from shopdesk.domain.text import Text
from shopdesk.services.setup.templates import category_titles

_OWN = Text("you added it")
_WANTED = Text("you asked for it")
_EVERY = Text("every store needs it")
_OPTIONAL = Text("nobody asks for it; for your own use")


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether something applies, and why in words."""

    applies: bool
    why: Text


class Standings:
    """The answers of one store held against its template."""

    def __init__(self, template: SetupTemplate, answers: Answers) -> None:
        """Judge what ``template`` ships by ``answers``."""
        self._code = template.code
        self._answers = answers
        self._categories = category_titles()
        self._steps = {step.code: step for step in template.steps}
        self._documents = {document.code: document for document in template.documents}

    def step(self, step: SetupStep) -> Standing:
        """How a step stands; a done one that is no longer asked for says so."""
        return self._of(step, self._steps.get(step.code))

    def document(self, document: SetupDocument) -> Standing:
        """How a document stands."""
        return self._of(document, self._documents.get(document.code))

    def shipped(self, entry: TemplateStep | TemplateDocument | TemplateVisit) -> Standing:
        """How something of the template stands that the store does not have yet."""
        verdict = judge(entry.when, entry.needed, self._answers)
        return Standing(verdict.applies, self._why(entry, verdict))

    def steps(self, steps: Iterable[SetupStep]) -> list[SetupStep]:
        """The steps that count: those that apply, and what is done whatever the answers say now."""
        return [step for step in steps if step.state is StepState.DONE or self.step(step).applies]

    def documents(self, documents: Iterable[SetupDocument]) -> list[SetupDocument]:
        """The documents that apply."""
        return [document for document in documents if self.document(document).applies]

    def _of(self, record: SetupStep | SetupDocument, entry: TemplateStep | TemplateDocument | None) -> Standing:
        if entry is None or record.own:
            return Standing(True, _OWN)
        standing = self.shipped(entry)
        return Standing(True, _WANTED) if record.wanted and not standing.applies else standing

    def _why(self, entry: TemplateStep | TemplateDocument | TemplateVisit, verdict: Verdict) -> Text:
        if verdict.questions:
            return because(verdict, self._answers, self._categories)
        if not verdict.applies:
            return _OPTIONAL
        return every_store(entry.types, self._code)


def every_store(types: Sequence[str], code: str) -> Text:
    """Who needs what hangs on no answer: every store, those of the platform, or those of the type of ``code``."""
    platform, _, kind = code.partition(".")
    if code in types:
        return Text("every store of this type needs it: {kind}", kind=TYPE_NAMES[StoreType(kind)])
    if platform in types:
        return Text("every store there needs it: {platform}", platform=PLATFORM_NAMES[Platform(platform)])
    return _EVERY


def standings_of(plan: SetupPlan, template: SetupTemplate) -> Standings:
    """Those of a plan as it is answered."""
    return Standings(template, plan.answers)
