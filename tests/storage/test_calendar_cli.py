"""``shopdesk calendar``: the contract that scripts rely on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from shopdesk.cli.main import run


def call(capsys: pytest.CaptureFixture[str], folder: Path, *words: str) -> tuple[int, str, str]:
    code = run(["--data-dir", str(folder), "--lang", "en", "calendar", *words])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_list_as_json_has_exactly_the_promised_fields(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = call(capsys, tmp_path, "list", "--year", "2026", "--json")
    found = json.loads(out)
    assert code == 0
    assert list(found) == ["year", "days"]
    assert found["year"] == 2026
    assert all(list(day) == ["date", "name_zh", "name_en", "kind", "rule"] for day in found["days"])
    assert {day["kind"] for day in found["days"]} == {"festival", "solar_term", "holiday", "workday"}
    spring = {"name_zh": "春节", "name_en": "Spring Festival", "kind": "festival", "rule": "lunar:01-01"}
    assert {"date": "2026-02-17", **spring} in found["days"]
    assert [day["date"] for day in found["days"]] == sorted(day["date"] for day in found["days"])


def test_list_for_people_and_export(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _err = call(capsys, tmp_path, "list", "--year", "2056")
    assert code == 0
    assert "2056-11-11  festival    Double 11" in out.splitlines()
    target = tmp_path / "2026.ics"
    code, out, _err = call(capsys, tmp_path, "export", "--year", "2026", "-o", str(target))
    assert code == 0
    assert str(target) in out
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR")


def test_a_year_outside_or_a_missing_folder_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for year in ("1999", "2057"):
        code, out, err = call(capsys, tmp_path, "list", "--year", year, "--json")
        assert (code, out) == (1, "")
        assert "2000 to 2056" in err
    code, _out, err = call(capsys, tmp_path, "export", "--year", "2026", "-o", str(tmp_path / "no" / "x.ics"))
    assert code == 1
    assert "does not exist" in err
