"""Pay schemes: which there are, new versions of them, what one would have paid last month, and their text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from shopdesk.domain.errors import NotFound, UserError
from shopdesk.domain.fields import FieldError
from shopdesk.domain.payroll.inputs import PayrollInputs, PersonMonth
from shopdesk.domain.payroll.month import compute_month
from shopdesk.domain.payroll.records import SchemeVersion
from shopdesk.domain.payroll.scheme_checks import check_scheme
from shopdesk.domain.payroll.scheme_content import scheme_content, scheme_of
from shopdesk.domain.payroll.scheme_example import SchemeExample, example_lines
from shopdesk.domain.payroll.scheme_terms import SCHEME, scheme_terms
from shopdesk.domain.payroll.scheme_text import example_slip, scheme_text
from shopdesk.domain.payroll.schemes import Scheme
from shopdesk.domain.payroll.shipped import UNKNOWN
from shopdesk.domain.people import Person, Role
from shopdesk.domain.periods import month_of
from shopdesk.domain.setup.template import Wording
from shopdesk.domain.text import Names, Text
from shopdesk.infra.i18n import current_language, said_in
from shopdesk.services.payroll.locks import locked_sentence, locked_until
from shopdesk.services.payroll.rulebook import shipped_rules, shipped_schemes
from shopdesk.services.payroll.standing import scheme_in_force
from shopdesk.storage.columns import read_value
from shopdesk.storage.repositories.payroll import SchemeVersions

if TYPE_CHECKING:
    from shopdesk.services.context import ServiceContext
    from shopdesk.services.payroll.service import PayrollService
    from shopdesk.services.people.service import PeopleService

ROLE, PERSON = "role", "person"


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a scheme. ``kept`` is its record; ``None`` for the one that ships, which nobody changes."""

    scheme: Scheme
    kept: SchemeVersion | None = None


@dataclass(frozen=True, slots=True)
class SchemeEntry:
    """One scheme with its versions, oldest first, and whom it is for today: roles, or one person."""

    code: str
    versions: tuple[Version, ...]
    roles: tuple[Role, ...] = ()
    person: Person | None = None

    def on(self, day: date) -> Version:
        """The version that holds on a day; before the first one the first."""
        begun = [version for version in self.versions if version.scheme.valid_from <= day]
        return begun[-1] if begun else self.versions[0]

    def whom(self, language: str) -> str:
        """One person, or the names of the roles that it holds for today; empty for nobody."""
        if self.person is not None:
            return self.person.label
        comma = "、" if language.startswith("zh") else ", "
        return comma.join(role.name(language) for role in self.roles)

    def version(self, day: date) -> Version | None:
        """The version that begins on a day."""
        return next((one for one in self.versions if one.scheme.valid_from == day), None)


@dataclass(frozen=True, slots=True)
class SchemeBoard:
    """All schemes of a store; ``bare`` are the roles that have none, ``locked`` the last day that is locked."""

    entries: tuple[SchemeEntry, ...]
    bare: tuple[Role, ...]
    locked: date | None
    roles: tuple[Role, ...]
    people: tuple[Person, ...]
    own: tuple[Scheme, ...]

    def entry(self, code: str) -> SchemeEntry | None:
        """The scheme of a code."""
        return next((entry for entry in self.entries if entry.code == code), None)

    def begin_own(self, kind: str, key: Any, day: date) -> Scheme:
        """A scheme of their own for a role (by its code) or a person (by id), as what holds for them on a day.

        Where they have one, its version of that day.
        """
        person = next((one for one in self.people if kind == PERSON and one.id == key), None)
        code = person.role_code if person is not None else str(key)
        role = next((one for one in self.roles if one.code == code), None)
        who = None if person is None else person.id
        begin = UNKNOWN
        if role is not None:
            begin = scheme_in_force(self.own, who, role.code, role.department_code, role.level, day)
        if begin.code == f"{kind}-{key}":
            return begin
        names = (role.name_zh, role.name_en) if role is not None else (code, code)
        zh, en = names if person is None else (person.label, person.label)
        return replace(
            begin,
            code=f"{kind}-{key}",
            name=Wording(f"{zh}薪酬方案", f"Pay scheme: {en}"),
            roles=(code,) if person is None else (),
            person_id=who,
        )


class SchemeService:
    """The pay schemes of each store."""

    def __init__(self, ctx: ServiceContext, *, payroll: PayrollService, people: PeopleService) -> None:
        """Work within ``ctx``, with the month's figures and the people that the others have."""
        self._ctx = ctx
        self._payroll = payroll
        self._people = people

    def board(self, store_id: int) -> SchemeBoard:
        """Every scheme with its versions and whom it is for today."""
        roles = tuple(self._people.catalogue.roles(store_id))
        people = tuple(self._people.everyone(store_id))
        with self._ctx.read() as uow:
            kept = uow.repository(SchemeVersions).of_store(store_id)
            locked = locked_until(uow, store_id)
        own = [Version(_scheme(one), one) for one in kept]
        today = self._ctx.clock.today()
        schemes = [version.scheme for version in own]
        holds = {
            role.code: scheme_in_force(schemes, None, role.code, role.department_code, role.level, today)
            for role in roles
        }
        bare = tuple(role for role in roles if holds[role.code].code == UNKNOWN.code)
        return SchemeBoard(_entries(own, roles, people, holds), bare, locked, roles, people, tuple(schemes))

    def save(self, store_id: int, scheme: Scheme, kept: SchemeVersion | None = None) -> SchemeVersion:
        """Keep a new version, or what was changed in the version ``kept``.

        Raises:
            UserError: it contradicts itself, a locked month lies within it, or a version begins on that day already.
        """
        SCHEME.tidy(scheme_terms(scheme))
        check_scheme(scheme)
        reason = Text("Pay scheme {name} from {day}", name=scheme.name.zh, day=scheme.valid_from.isoformat())
        with self._ctx.open_uow(reason) as uow:
            last = locked_until(uow, store_id)
            if last is not None and kept is not None and kept.valid_from <= last:
                raise UserError(
                    Text(
                        "This version has paid months that are locked. Make a new version of it, from {day} or later.",
                        day=(last + timedelta(days=1)).isoformat(),
                    )
                )
            if last is not None and scheme.valid_from <= last:
                raise FieldError(SCHEME.field("valid_from"), locked_sentence(last))
            versions = uow.repository(SchemeVersions)
            for other in versions.of_store(store_id):
                if (other.code, other.valid_from) == (scheme.code, scheme.valid_from) and (
                    kept is None or other.id != kept.id
                ):
                    raise FieldError(
                        SCHEME.field("valid_from"),
                        Text("A version begins on {day} already. Change that one, or choose another day.",
                             day=scheme.valid_from.isoformat()),
                    )  # fmt: skip
            record = SchemeVersion(
                store_id=store_id,
                person_id=scheme.person_id,
                code=scheme.code,
                valid_from=scheme.valid_from,
                content=scheme_content(scheme),
            )
            if kept is None:
                saved = versions.add(record)
            else:
                saved = versions.update(replace(record, id=kept.id, version=kept.version))
            uow.commit()
        return saved

    def remove(self, kept: SchemeVersion) -> None:
        """Take a version away; the one before it holds on.

        Raises:
            UserError: it has paid a locked month.
        """
        with self._ctx.open_uow(Text("Pay scheme removed from {day}", day=kept.valid_from.isoformat())) as uow:
            last = locked_until(uow, kept.store_id)
            if last is not None and kept.valid_from <= last:
                raise UserError(
                    Text("This version has paid months that are locked, so it stays. A new version can take its place.")
                )
            uow.repository(SchemeVersions).remove(kept)
            uow.commit()

    def example(self, store_id: int, month: date, scheme: Scheme, person_id: int | None = None) -> SchemeExample:
        """What a real person would have got in a month with ``scheme`` in the place of what it was; nothing is kept.

        Without ``person_id`` the first one who is paid by this scheme is taken. Where nobody was employed, an invented
        month of round figures is.
        """
        check_scheme(scheme)
        inputs = self._payroll.gather(store_id, month).inputs
        if not inputs.people:
            slip = example_slip(scheme, shipped_rules())
            return SchemeExample(None, "", month, (), example_lines(None, slip), None, slip)
        chosen = _chosen(inputs, scheme, person_id)
        labels = tuple((one.id, f"{one.name} ({one.mark})" if one.mark else one.name) for one in inputs.people)
        before = next(slip for slip in compute_month(inputs).slips if slip.person_id == chosen.id)
        after = next(
            slip for slip in compute_month(_replaced(inputs, scheme, chosen.id)).slips if slip.person_id == chosen.id
        )
        return SchemeExample(
            chosen.id, dict(labels)[chosen.id], month, labels, example_lines(before, after), before, after
        )

    def named(self, store_id: int, code: str, day: date | None = None) -> tuple[SchemeEntry, Version]:
        """The scheme of a code with the version that holds today, or that begins on ``day``.

        Raises:
            NotFound: there is none.
        """
        board = self.board(store_id)
        entry = board.entry(code)
        if entry is None:
            known = Names(one.code for one in board.entries)
            raise NotFound(Text("There is no pay scheme {code}. There are: {known}", code=code, known=known))
        version = entry.on(self._ctx.clock.today()) if day is None else entry.version(day)
        if version is None:
            days = Names(one.scheme.valid_from.isoformat() for one in entry.versions)
            raise NotFound(Text("No version of {code} begins on that day. They begin on: {days}", code=code, days=days))
        return entry, version

    @staticmethod
    def text(scheme: Scheme, language: str = "") -> list[str]:
        """The scheme as sentences with a worked example, in a language or in the one in use."""
        return said_in(language or current_language(), scheme_text(scheme, shipped_rules()))

    def last_month(self) -> date:
        """The first day of the month before this one, whose figures an example is computed with."""
        return month_of(month_of(self._ctx.clock.today()).start - timedelta(days=1)).start


def _scheme(kept: SchemeVersion) -> Scheme:
    return read_value(
        lambda content: scheme_of(kept.code, kept.valid_from, kept.person_id, content),
        kept.content,
        Text("a pay scheme"),
    )


def _entries(
    own: Sequence[Version], roles: Iterable[Role], people: Iterable[Person], holds: dict[str, Scheme]
) -> tuple[SchemeEntry, ...]:
    by_code: dict[str, list[Version]] = {entry.scheme.code: [Version(entry.scheme)] for entry in shipped_schemes()}
    for version in own:
        by_code.setdefault(version.scheme.code, []).append(version)
    names = {person.id: person for person in people}
    found = []
    for code, versions in by_code.items():
        versions.sort(key=lambda version: version.scheme.valid_from)
        mine = tuple(role for role in roles if holds[role.code].code == code)
        person = names.get(versions[-1].scheme.person_id)
        if mine or len(versions) > 1 or versions[0].kept is not None:
            found.append(SchemeEntry(code, tuple(versions), mine, person))
    return tuple(found)


def _chosen(inputs: PayrollInputs, scheme: Scheme, person_id: int | None) -> PersonMonth:
    people = inputs.people
    wanted = scheme.person_id if person_id is None else person_id
    mine = [one for one in people if any(terms.scheme.code == scheme.code for terms in one.terms)]
    return next((one for one in people if one.id == wanted), (mine or list(people))[0])


def _replaced(inputs: PayrollInputs, scheme: Scheme, chosen: int) -> PayrollInputs:
    """The month with ``scheme`` for everybody who is paid by its code, and for the person whose slip is shown."""

    def person(one: PersonMonth) -> PersonMonth:
        terms = tuple(
            replace(held, scheme=scheme) if one.id == chosen or held.scheme.code == scheme.code else held
            for held in one.terms
        )
        return replace(one, terms=terms)

    return replace(inputs, people=tuple(person(one) for one in inputs.people))
