"""The look for versions with known vulnerabilities: what it asks, what it makes of an answer, and our own list."""

from __future__ import annotations

import sys
import tomllib
from types import ModuleType

import pytest

from tests.architecture.sources import ROOT


@pytest.fixture
def audit(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    sys.modules.pop("audit", None)
    import audit

    return audit


def test_nothing_that_we_refuse_is_pinned(audit: ModuleType) -> None:
    pinned = audit.pins(audit.LOCK.read_text("utf-8"))
    rules = tomllib.loads(audit.REFUSED.read_text("utf-8"))["refused"]
    assert len(pinned) > 40 and "sqlalchemy" in pinned
    assert audit.refused(pinned, rules) == []
    assert audit.refused({**pinned, "pyside6-essentials": "6.12.0"}, rules)[0].startswith("pyside6-essentials 6.12.0: ")
    assert audit.refused({"pyside6-essentials": "6.120.1"}, rules) == []


def test_every_pin_is_asked_about_and_each_answer_belongs_to_its_pin(audit: ModuleType) -> None:
    pinned = audit.pins("# a lock\nalembic==1.18\nmako==1.2\n")
    asked = audit.question(pinned)["queries"]
    assert [(one["package"]["name"], one["version"]) for one in asked] == [("alembic", "1.18"), ("mako", "1.2")]
    answer = {"results": [{}, {"vulns": [{"id": "PYSEC-1"}, {"id": "GHSA-2"}]}]}
    assert audit.found(pinned, answer) == ["mako 1.2: PYSEC-1", "mako 1.2: GHSA-2"]


@pytest.mark.parametrize("answer", [OSError("no network"), {"results": []}, {}])
def test_where_nobody_can_be_asked_it_says_so_and_fails_nothing(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], answer: object
) -> None:
    def ask(_pinned: object) -> object:
        if isinstance(answer, OSError):
            raise answer
        return answer

    monkeypatch.setattr(audit, "ask", ask)
    assert audit.main() == 0
    assert "could not be asked" in capsys.readouterr().err


def test_a_vulnerable_pin_fails_the_audit(
    audit: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "ask", lambda pinned: {"results": [{"vulns": [{"id": "PYSEC-9"}]} for _ in pinned]})
    assert audit.main() == 1
    assert "PYSEC-9" in capsys.readouterr().out
