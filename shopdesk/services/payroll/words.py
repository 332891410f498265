"""The words of the workbook for departments and posts: what each means, and what is asked about."""

from __future__ import annotations

from collections.abc import Iterable

from shopdesk.domain.errors import UserError
from shopdesk.domain.people import Department, Level, Role
from shopdesk.domain.text import Text

LEVELS = {"组员": (Level.STAFF,), "组长": (Level.LEAD,), "主管": (Level.SUPERVISOR, Level.MANAGER),
          "经理": (Level.MANAGER,), "staff": (Level.STAFF,), "lead": (Level.LEAD,),
          "supervisor": (Level.SUPERVISOR, Level.MANAGER), "manager": (Level.MANAGER,)}  # fmt: skip
"""The levels that a word may mean, the first that has a role in the department; without any a role of the last."""
_DEPARTMENT_WORDS = {"编辑": "copy", "仓储": "logistics", "物流": "logistics"}


class Words:
    """Departments and roles of a store by the words that may stand in a workbook."""

    def __init__(self, departments: Iterable[Department], roles: Iterable[Role]) -> None:
        """Know the store's departments and roles, hidden ones too."""
        self.departments = list(departments)
        self.roles = list(roles)
        self.new_roles: dict[str, Role] = {}

    def department(self, word: str) -> str:
        """The code of a department.

        Raises:
            UserError: asks which department is meant.
        """
        wanted = _key(word)
        for department in self.departments:
            if wanted in (_key(department.name_zh), _key(department.name_en), department.code):
                return department.code
        if word in _DEPARTMENT_WORDS:
            return _DEPARTMENT_WORDS[word]
        names = "、".join(department.name_zh for department in self.departments if not department.hidden)
        raise UserError(Text("Which department is “{word}”? Write one of: {names}.", word=word, names=names))

    def role(self, department_code: str, word: str, now: str | None = None) -> str:
        """The code of the role that a word means in a department; ``now`` is the person's role, kept where it fits.

        A level without a role in the department makes one (:attr:`new_roles`).

        Raises:
            UserError: asks which role is meant.
        """
        wanted = _key(word)
        mine = [role for role in self.roles if role.department_code == department_code]
        for role in mine:
            if wanted in (_key(role.name_zh), _key(role.name_en), role.code):
                return role.code
        levels = LEVELS.get(wanted)
        if levels is None:
            names = "、".join(["组员", "组长", "主管", "经理", *(role.name_zh for role in mine if not role.hidden)])
            raise UserError(Text("Which role is “{word}”? Write one of: {names}.", word=word, names=names))
        fitting = next((found for one in levels if (found := [role for role in mine if role.level is one])), [])
        if any(role.code == now for role in fitting):
            return now or ""
        if fitting:
            return min(fitting, key=lambda role: (role.hidden, role.position)).code
        return self._made(department_code, word, levels[-1])

    def _made(self, department_code: str, word: str, level: Level) -> str:
        code = f"{department_code}_{level.value}"
        department = next(entry for entry in self.departments if entry.code == department_code)
        self.new_roles[code] = Role(
            store_id=department.store_id,
            code=code,
            department_code=department_code,
            name_zh=f"{department.name_zh}{word}",
            name_en=f"{department.name_en}: {level.value}",
            level=level,
            duty_code=code,
        )
        return code


def _key(word: str) -> str:
    return "".join(word.split()).casefold()
