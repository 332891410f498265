"""Build the program for the system this runs on, into dist/.

Linux: dist/shopdesk/ (the program as one folder) and, with ``--archive``, a tar file with desktop entry, icons and an
installer for one user. Windows: the folder and, where Inno Setup is installed, a setup program. macOS: ShopDesk.app.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tarfile
import time
from datetime import UTC, datetime
from pathlib import Path

from icons import render_all  # beside this script
from server_files import PACKAGE

from shopdesk import __version__

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "packaging"
BUILD, DIST = ROOT / "build", ROOT / "dist"
APP_ID = "app.shopdesk.ShopDesk"


def main() -> int:
    """Icons, version information, PyInstaller, trimming, what the system wants around the program."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--archive", action="store_true", help="on Linux also write the compressed archive")
    args = parser.parse_args()
    started = time.monotonic()
    render_all(ROOT / "resources" / "icons" / "shopdesk.svg", BUILD / "icons")
    write_version_information()
    # Times in the archive follow the last commit, so that the same source gives the same program.
    environment = {**os.environ, "PYTHONHASHSEED": "1", "SOURCE_DATE_EPOCH": str(int(last_change().timestamp()))}
    command = [sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level=WARN"]
    command += [f"--workpath={BUILD}", f"--distpath={DIST}", str(HERE / "shopdesk.spec")]
    subprocess.run(command, check=True, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)
    program = DIST / "shopdesk"
    let_the_server_run(DIST)
    if sys.platform.startswith("linux"):
        strip_interpreter(program)
        lay_out_for_desktops(DIST / "share")
        if args.archive:
            write_archive(program)
    elif sys.platform == "win32":
        build_installer()
    print(f"built {program.relative_to(ROOT)}: {megabytes(program)} MB in {time.monotonic() - started:.0f} s")
    return 0


def write_version_information() -> None:
    """The version as Windows wants it."""
    numbers = [int(part) for part in __version__.split("+")[0].split(".")[:3]]
    text = (HERE / "windows" / "version_info.txt.in").read_text(encoding="utf-8")
    text = text.replace("@NUMBERS@", str((*numbers, 0))).replace("@VERSION@", __version__)
    (BUILD / "version_info.txt").write_text(text, encoding="utf-8")


def last_change() -> datetime:
    """When the source was last committed; today outside a checkout."""
    try:
        asked = ["git", "log", "-1", "--format=%ct"]
        shown = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True).stdout
        return datetime.fromtimestamp(int(shown), UTC)
    except (OSError, ValueError, subprocess.CalledProcessError):
        return datetime.now(UTC)


def let_the_server_run(built: Path) -> None:
    """Data are copied without the right to be run, and the programs of PostgreSQL go in as data."""
    for folder in built.rglob(f"{PACKAGE}/pginstall/bin"):
        for file in folder.iterdir():
            file.chmod(0o755)


def strip_interpreter(program: Path) -> None:
    """Take the debugging symbols out of libpython, 17 MB in some builds of Python. Nothing else bears stripping."""
    if shutil.which("strip"):
        for library in (program / "_internal").glob("libpython3*.so*"):
            subprocess.run(["strip", "--strip-unneeded", str(library)], check=True)


def lay_out_for_desktops(share: Path) -> None:
    """Desktop entry, store metadata and icons in the folders where Linux desktops look, checked where tools exist."""
    shutil.rmtree(share, ignore_errors=True)
    for folder in ("applications", "metainfo"):
        (share / folder).mkdir(parents=True)
    entry = share / "applications" / f"{APP_ID}.desktop"
    shutil.copy(HERE / "linux" / entry.name, entry)
    metainfo = share / "metainfo" / f"{APP_ID}.metainfo.xml"
    text = (HERE / "linux" / f"{metainfo.name}.in").read_text(encoding="utf-8")
    text = text.replace("@VERSION@", __version__).replace("@DATE@", f"{last_change():%Y-%m-%d}")
    metainfo.write_text(text, encoding="utf-8")
    for icon in (BUILD / "icons" / "hicolor").rglob("shopdesk.*"):
        target = share / "icons" / icon.relative_to(BUILD / "icons").with_name(f"{APP_ID}{icon.suffix}")
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(icon, target)
    check(["desktop-file-validate", str(entry)])
    check(["appstreamcli", "validate", "--no-net", str(metainfo)])


def check(command: list[str]) -> None:
    """Run a checker; say so where it is not installed."""
    if shutil.which(command[0]):
        subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    else:
        print(f"{command[0]} is not installed, so {Path(command[-1]).name} was not checked")


def write_archive(program: Path) -> None:
    """Program, desktop files and installer in one compressed file."""
    name = f"ShopDesk-{__version__}-linux-{os.uname().machine}"
    with tarfile.open(DIST / f"{name}.tar.xz", "w:xz") as archive:
        archive.add(program, f"{name}/program")
        archive.add(DIST / "share", f"{name}/share")
        archive.add(HERE / "linux" / "install.sh", f"{name}/install.sh")
        for document in ("LICENSE", "README.md"):
            archive.add(ROOT / document, f"{name}/{document}")
    print(f"{name}.tar.xz: {(DIST / f'{name}.tar.xz').stat().st_size / 1e6:.0f} MB")


def build_installer() -> None:
    """The setup program for Windows, where Inno Setup's compiler is installed."""
    compiler = shutil.which("iscc") or r"C:\Program Files (x86)\Inno Setup 6\ISCC.exe"
    if not Path(compiler).exists():
        print("Inno Setup is not installed, so no setup program was made")
        return
    subprocess.run([compiler, f"/DAppVersion={__version__}", str(HERE / "windows" / "shopdesk.iss")], check=True)


def megabytes(folder: Path) -> int:
    """The size of a folder's files."""
    files = (path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return round(sum(path.stat().st_size for path in files) / 1e6)


if __name__ == "__main__":
    sys.exit(main())
