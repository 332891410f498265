"""Make this checkout ready to run: virtual environment, pinned packages, system libraries.

Every `make` target calls it first. It needs nothing but a bare Python 3.11 or newer, does only what is missing, and
says nothing when nothing is missing. What was done is noted in .venv/setup.json, so that a second call takes no time.

System packages are installed only on Debian and Ubuntu and only as root; anyone else gets the line to run, and the
setup goes on, for the libraries may be there under another name.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
NOTES = VENV / "setup.json"
LOCK = ROOT / "requirements.lock"
APT_LIST = ROOT / "tools" / "apt-packages.txt"
OLDEST = (3, 11)
OTHER_PYTHONS = ("python3.14", "python3.13", "python3.12", "python3.11")
VENV_PACKAGE = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
APT_INSTALL = ["apt-get", "install", "-y", "--no-install-recommends"]


class SetupError(Exception):
    """A step failed; the text says what to do."""


def main() -> int:
    """Do what the arguments ask and is not done yet."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--extras", default="", help="comma-separated extras of pyproject.toml: test, dev, package")
    parser.add_argument("--apt", default="", help="comma-separated groups of tools/apt-packages.txt")
    args = parser.parse_args()
    use_new_enough_python()
    try:
        Setup(extras=words(args.extras), groups=words(args.apt)).run()
    except SetupError as error:
        print(f"setup: {error}", file=sys.stderr)
        return 1
    return 0


def words(text: str) -> list[str]:
    """The words of a comma-separated list."""
    return [word for word in text.replace(",", " ").split() if word]


def say(text: str) -> None:
    """Tell what is done now."""
    print(f"setup: {text}", flush=True)


def use_new_enough_python() -> None:
    """Go on under a newer interpreter when this one is too old and a newer one is installed."""
    if sys.version_info >= OLDEST:
        return
    for name in OTHER_PYTHONS:
        found = shutil.which(name)
        if found:
            os.execv(found, [found, *sys.argv])
    have = ".".join(str(part) for part in sys.version_info[:3])
    need = ".".join(str(part) for part in OLDEST)
    sys.exit(f"setup: ShopDesk needs Python {need} or newer; this is {have}. Install a newer one and run make again.")


class Setup:
    """One run: what is wanted, what the notes say is done, and the steps in between."""

    def __init__(self, extras: list[str], groups: list[str]) -> None:
        """Read what is wanted from pyproject.toml and what was done from the notes."""
        import tomllib

        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        unknown = [extra for extra in extras if extra not in project["optional-dependencies"]]
        if unknown:
            raise SetupError(f"pyproject.toml has no extra called {', '.join(unknown)}")
        self.project = project
        self.groups = groups
        self.notes = read_notes()
        self.key = {
            "checkout": str(ROOT),
            "python": ".".join(str(part) for part in sys.version_info[:2]),
            "locked": digest(LOCK.read_bytes()),
            "project": digest(json.dumps(project, sort_keys=True).encode()),
        }
        fits = all(self.notes.get(name) == value for name, value in self.key.items())
        self.extras = sorted({*extras, *self.notes.get("extras", [])})
        self.packages_done = fits and self.extras == self.notes.get("extras")

    def run(self) -> None:
        """Do every step that is not done."""
        self._system_packages()
        if self.packages_done and python_in(VENV).exists():
            return
        self._environment()
        self._python_packages()
        self._note(**self.key, extras=self.extras)
        say("ready.")

    def _system_packages(self) -> None:
        listed = digest(APT_LIST.read_bytes())
        done = self.notes.get("apt", []) if self.notes.get("apt_list") == listed else []
        groups = [group for group in self.groups if group not in done]
        requirements = apt_groups(groups)
        if not python_in(VENV).exists() and not has_venv_module():
            requirements.append([VENV_PACKAGE, "python3-venv"])
        if requirements and install_system_packages(requirements):
            self._note(apt=sorted({*done, *groups}), apt_list=listed)

    def _environment(self) -> None:
        python = python_in(VENV)
        if python.exists() and self.notes.get("python", self.key["python"]) == self.key["python"] and has_pip(python):
            return
        if not has_venv_module():
            raise SetupError(f"Python's venv module is missing. Install it ({VENV_PACKAGE}) and run make again")
        say(f"making the environment {VENV.name} with Python {self.key['python']}")
        run([sys.executable, "-m", "venv", "--clear", str(VENV)], "the environment could not be made")

    def _python_packages(self) -> None:
        wanted = VENV / "wanted.txt"
        wanted.write_text(locked_for(LOCK.read_text(encoding="utf-8"), {"run", *self.extras}), encoding="utf-8")
        say(f"installing the packages pinned in {LOCK.name}" + (f" ({', '.join(self.extras)})" if self.extras else ""))
        pip = [str(python_in(VENV)), "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
        trouble = "pip could not install the packages; is the network there? Run make again to go on"
        # What arrives has to be, byte for byte, a file that was there when the lock was written.
        run([*pip, "--only-binary=:all:", "--require-hashes", "--requirement", str(wanted)], trouble)
        run(
            [*pip, "--no-build-isolation", "--no-deps", "--editable", str(ROOT)],
            "the checkout could not be installed",
        )

    def _note(self, **done: object) -> None:
        self.notes.update(done)
        if VENV.is_dir():
            temporary = NOTES.with_suffix(".tmp")
            temporary.write_text(json.dumps(self.notes, indent=1), encoding="utf-8")
            temporary.replace(NOTES)


def read_notes() -> dict:
    """What earlier runs noted; empty when nothing usable is there."""
    try:
        notes = json.loads(NOTES.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return notes if isinstance(notes, dict) else {}


def locked_for(lock: str, purposes: set[str]) -> str:
    """The part of a lock that serves one of the purposes, ``run`` and extras; a line before each package names its own.

    Raises:
        SetupError: no package serves one of them.
    """
    kept, served = [], set()
    for package in lock.split("# for: ")[1:]:
        named, _, lines = package.partition("\n")
        serves = set(words(named)) & purposes
        served |= serves
        if serves:
            kept.append(lines)
    if served != purposes:
        raise SetupError(f"{LOCK.name} has nothing for {', '.join(sorted(purposes - served))}; run make lock")
    return "".join(kept)


def digest(data: bytes) -> str:
    """A short fingerprint."""
    return hashlib.sha256(data).hexdigest()[:16]


def python_in(venv: Path) -> Path:
    """The interpreter of an environment."""
    return venv / "Scripts" / "python.exe" if os.name == "nt" else venv / "bin" / "python"


def has_pip(python: Path) -> bool:
    """Whether an environment's interpreter starts and has pip; an environment cut off in the making has not."""
    try:
        return subprocess.run([str(python), "-m", "pip", "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def run(command: list[str], trouble: str) -> None:
    """Run a command with its output shown.

    Raises:
        SetupError: it failed.
    """
    if subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode:
        raise SetupError(f"{trouble}.\n       The command was: {' '.join(command)}")


# --- system packages ---------------------------------------------------------------------------------------------


def has_venv_module() -> bool:
    """Whether this Python can make environments; Debian ships that part in a package of its own."""
    importlib.invalidate_caches()
    return importlib.util.find_spec("ensurepip") is not None


def apt_groups(groups: list[str]) -> list[list[str]]:
    """The requirements of some groups; each is a list of packages of which one is enough."""
    sections: dict[str, list[list[str]]] = {}
    section = ""
    for raw in APT_LIST.read_text(encoding="utf-8").splitlines():
        line = raw.split("#")[0].strip()
        if line.startswith("["):
            section = line.strip("[]")
            sections[section] = []
        elif line:
            sections[section].append([name.strip() for name in line.split("|")])
    for group in groups:
        if group not in sections:
            raise SetupError(f"{APT_LIST.name} has no group called {group}")
    return [requirement for group in groups for requirement in sections[group]]


def install_system_packages(requirements: list[list[str]]) -> bool:
    """Install what is missing, or print the line that does; true when nothing is missing afterwards."""
    if not sys.platform.startswith("linux"):
        return True
    if not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        say("this is not Debian or Ubuntu; if Qt does not start, install the libraries named in " + APT_LIST.name)
        return True
    missing = [choice for choice in requirements if not any(map(is_installed, choice))]
    if not missing:
        return True
    if os.geteuid() != 0:
        line = " ".join(["sudo", *APT_INSTALL, *(choice[0] for choice in missing)])
        say(f"system packages are missing. To install them run:\n\n    {line}\n")
        return False
    say(f"installing system packages: {' '.join(choice[0] for choice in missing)}")
    return apt_install(missing)


def is_installed(package: str) -> bool:
    """Whether dpkg has the package in place."""
    query = ["dpkg-query", "--show", "--showformat=${db:Status-Status}", package]
    return subprocess.run(query, capture_output=True, text=True, check=False).stdout == "installed"


def apt_install(missing: list[list[str]]) -> bool:
    """Install with apt, with fresh package lists when the first try fails."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    quiet = ["-qq", "-o", "Dpkg::Use-Pty=0", "-o", "DPkg::Lock::Timeout=120"]
    for fresh in (False, True):
        if fresh:
            subprocess.run(["apt-get", "update", "-qq"], stdin=subprocess.DEVNULL, env=environment, check=False)
        names = [offered(choice) for choice in missing]
        if all(names):
            command = [*APT_INSTALL, *quiet, *(name for name in names if name)]
            # The first try may fail on old lists; its complaints would only alarm.
            output = None if fresh else subprocess.DEVNULL
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=output,
                env=environment,
                check=False,
            )
            if done.returncode == 0:
                return True
    say("apt could not install everything; going on without. The command was:")
    print("    " + " ".join([*APT_INSTALL, *(choice[0] for choice in missing)]), flush=True)
    return False


def offered(choice: list[str]) -> str | None:
    """The first of some packages that the release offers; ``None`` when the lists know none of them."""
    for package in choice:
        shown = subprocess.run(["apt-cache", "policy", package], capture_output=True, text=True, check=False).stdout
        if "Candidate:" in shown and "Candidate: (none)" not in shown:
            return package
    return None


if __name__ == "__main__":
    sys.exit(main())
