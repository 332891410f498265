"""Does the built program work without the source tree? Each step has a time limit, for a fault may leave a window open.

The program is copied to a scratch folder and runs there with an environment that knows neither this checkout nor its
packages, with an own data folder, and without a screen. Needs nothing but the standard library.
"""

from __future__ import annotations

import argparse
import contextlib
import copy
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
KEPT = ("PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "LC_ALL", "COMSPEC", "WINDIR", "USERPROFILE")
PASSWORD = "five green umbrellas"
ORDERS = """\
订单编号,总金额,买家实际支付金额,收货地址 ,订单创建时间,订单付款时间 ,退款金额
1,178.8,0,上海,2020/2/20 23:59,2020/2/21 0:00,178.8
2,21,21,内蒙古自治区,2020/2/20 23:59,2020/2/21 0:00,0
3,37,0,安徽省,2020/2/20 23:59,,0
"""


class Failed(Exception):
    """A step went wrong."""


class Program:
    """The built program in its scratch folder."""

    def __init__(self, built: Path, scratch: Path) -> None:
        """Copy the program away from where it was built."""
        self.scratch = scratch
        shutil.copytree(built, scratch / "program", symlinks=True)
        names = ("shopdesk-cli.exe", "shopdesk", "Contents/MacOS/shopdesk")
        found = [scratch / "program" / name for name in names if (scratch / "program" / name).is_file()]
        if not found:
            raise Failed(f"there is no program in {built}")
        self.executable = found[0]
        self.data = scratch / "data"
        self.environment = {name: os.environ[name] for name in KEPT if name in os.environ}
        self.environment |= {"HOME": str(scratch), "QT_QPA_PLATFORM": "offscreen", "LC_ALL": "C.UTF-8"}
        self.who: dict[str, Any] = {}

    def elsewhere(self, name: str) -> Program:
        """The same program on another PC: a data folder of its own, as somebody whom PostgreSQL lets run a server."""
        other = copy.copy(self)
        home = self.scratch / name
        home.mkdir()
        other.who = server_user(self.scratch, home)
        other.data = home / "data"
        other.environment = {**self.environment, "HOME": str(home), "SHOPDESK_PASSWORD": PASSWORD}
        return other

    def command(self, *words: str) -> list[str]:
        """A command in its data folder."""
        return [str(self.executable), "--data-dir", str(self.data), "--lang", "en", *words]

    def figures(self) -> dict[str, Any]:
        """The sums of the day that the reports below are of."""
        words = ["kpi", "--from", "2020-02-20", "--to", "2020-02-20", "--by", "day", "--json"]
        totals: dict[str, Any] = json.loads(self.run(*words, limit=60))["totals"]
        return totals

    @contextlib.contextmanager
    def letting_in(self, limit: float) -> Iterator[str]:
        """Let another PC in meanwhile; gives its connection code.

        Raises:
            Failed: there was no code in time.
        """
        serving = subprocess.Popen(
            self.command("share", "serve", "--code", "owner"),
            cwd=self.scratch, env=self.environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, **self.who,
        )  # fmt: skip
        late = threading.Timer(limit, serving.kill)
        late.start()
        try:
            assert serving.stdout is not None
            code = serving.stdout.readline().decode("utf-8", "replace").strip()
            late.cancel()
            if not code:
                raise Failed(f"no code after {limit:.0f} s")
            yield code
        finally:
            late.cancel()
            serving.terminate()
            serving.wait(60)

    def run(self, *words: str, limit: float) -> str:
        """What a command prints.

        Raises:
            Failed: it took too long or ended with anything but 0.
        """
        try:
            done = subprocess.run(
                self.command(*words),
                cwd=self.scratch,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=limit,
                check=False,
                **self.who,
            )
        except subprocess.TimeoutExpired as late:
            said = (late.stdout or b"") + (late.stderr or b"")
            raise Failed(f"not done after {limit:.0f} s; so far: {said.decode(errors='replace')}") from late
        output = done.stdout.decode("utf-8", "replace")
        if done.returncode:
            raise Failed(f"exit code {done.returncode}\n{output}{done.stderr.decode('utf-8', 'replace')}")
        return output

    def stays_open(self, seconds: float) -> None:
        """Open the window and see that it neither ends nor complains for some seconds.

        Raises:
            Failed: the program ended or wrote an error.
        """
        log = self.scratch / "window.log"
        with log.open("wb") as output:
            # A stated platform counts as a screen, so this opens the window instead of writing files.
            window = subprocess.Popen(
                [str(self.executable), "--data-dir", str(self.data)],
                cwd=self.scratch,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
            )
            try:
                code: int | None = window.wait(seconds)
            except subprocess.TimeoutExpired:
                code = None
            finally:
                window.kill()
                window.wait()
        # A fault inside a slot neither ends the program nor is always printed; it is in the log file.
        logs = [log, *sorted((self.data / "logs").glob("*"))]
        said = "".join(path.read_text(encoding="utf-8", errors="replace") for path in logs)
        if code is not None or "Traceback" in said:
            raise Failed(f"the window ended with {code}:\n{said}")


class BundledServer:
    """The server inside the built program, on a socket in the scratch folder (Windows: a port of this machine)."""

    def __init__(self, program: Program) -> None:
        """Find its programs."""
        found = list((program.scratch / "program").rglob("pginstall/bin"))
        if not found:
            raise Failed("there is no server in the program")
        self.folder, self.home = found[0], program.scratch / "server"
        self.home.mkdir()
        self.who = server_user(program.scratch, self.home)
        self.port = free_port()
        place = f"127.0.0.1:{self.port}/postgres" if os.name == "nt" else f"/postgres?host={self.home}&port={self.port}"
        self.address = f"postgresql://shop@{place}"
        self.environment = program.environment
        self.said = ""

    def run(self, name: str, *words: str) -> str:
        """Run one of its programs; what it says goes to a file, which a server that it starts may keep open."""
        with tempfile.TemporaryFile() as said:
            done = subprocess.run(
                [str(self.folder / name), *words], cwd=self.home, env=self.environment, stdin=subprocess.DEVNULL,
                stdout=said, stderr=said, timeout=120, check=False, **self.who,
            )  # fmt: skip
            said.seek(0)
            text = said.read().decode("utf-8", "replace")
        if done.returncode:
            raise Failed(f"{name} ended with {done.returncode}: {text}")
        return text

    def __enter__(self) -> BundledServer:
        """Make its folder, start it."""
        self.said = self.run("postgres", "--version").strip()
        data = str(self.home / "data")
        self.run("initdb", "-D", data, "-U", "shop", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        listening = "127.0.0.1" if os.name == "nt" else ""
        options = f"-p {self.port} -c listen_addresses='{listening}'"
        options += "" if os.name == "nt" else f" -k '{self.home}'"
        self.run("pg_ctl", "-D", data, "-w", "-o", options, "start")
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it."""
        self.run("pg_ctl", "-D", str(self.home / "data"), "-m", "immediate", "stop")


def server_user(scratch: Path, home: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so there it runs as the user who has nothing but this ``home``."""
    if os.name != "posix" or os.geteuid() != 0:
        return {}
    scratch.chmod(0o755)
    shutil.chown(home, "nobody", "nogroup")
    return {"user": "nobody", "group": "nogroup", "extra_groups": []}


def free_port() -> int:
    """A port that nobody listens at just now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def version(program: Program) -> str:
    """It starts and knows its version."""
    return program.run("--version", limit=30).strip()


def self_test(program: Program) -> str:
    """Its own check of opening, migrating, computing, drawing and exporting."""
    lines = program.run("self-test", limit=180).strip().splitlines()
    return f"{len(lines)} lines, the last: {lines[-1] if lines else 'nothing'}"


def import_and_figures(program: Program) -> str:
    """A GBK order report comes in, its figures come out right, and a second import changes nothing."""
    report = program.scratch / "订单报表.csv"
    report.write_bytes(ORDERS.encode("gbk"))
    program.run("demo", "--seed", "1", limit=180)
    first = json.loads(program.run("import", str(report), "--json", limit=60))["files"][0]
    again = json.loads(program.run("import", str(report), "--json", limit=60))["files"][0]
    if (first["new"], again["new"], again["unchanged"]) != (3, 0, 3):
        raise Failed(f"imported {first}, then {again}")
    totals = program.figures()
    got = totals["orders"], totals["paid_orders"], totals["paid_amount"], totals["net_amount"]
    if got != (3, 2, "199.80", "21.00"):
        raise Failed(f"wrong figures: {got}")
    return "3 orders in, 199.80 paid, 21.00 net, the second import unchanged"


def shared_and_back(program: Program) -> str:
    """The server inside the program takes all records, answers the same from them, and gives them back."""
    before = program.figures()
    with BundledServer(program) as server:
        program.run("store", "move", "--to", server.address, limit=180)
        if not (program.data / "server.json").is_file():
            raise Failed("the data folder does not say where its records are")
        there = program.figures()
        program.run("store", "move", "--to", "file", limit=180)
    back = program.figures()
    if not before == there == back:
        raise Failed(f"before {before}, on the server {there}, back {back}")
    return f"{server.said}: the same figures before, there and back"


def joined_and_back(program: Program) -> str:
    """One PC shares, another joins by its code, both bring orders in, both see all, and everything goes back."""
    owner, helper = program.elsewhere("owner"), program.elsewhere("helper")
    heading, *rows = ORDERS.splitlines()
    files = [owner.data.with_name("one.csv"), helper.data.with_name("two.csv")]
    for file, orders in zip(files, (rows[:2], rows[2:]), strict=True):
        file.write_bytes("\n".join([heading, *orders, ""]).encode("gbk"))
    owner.run("demo", "--seed", "1", limit=180)
    owner.run("share", "start", "--name", "Lin", "--port", str(free_port()), limit=240)
    with owner.letting_in(60) as code:
        helper.run("share", "join", code, "--name", "Xiaoman", limit=60)
        owner.run("import", str(files[0]), limit=60)
        helper.run("import", str(files[1]), limit=60)
        seen = owner.figures(), helper.figures()
    owner.run("share", "back", limit=240)
    back = owner.figures()
    if not back == seen[0] == seen[1] or (back["orders"], back["net_amount"]) != (3, "21.00"):
        raise Failed(f"two PCs saw {seen}, and one had {back} afterwards")
    return "orders of both PCs on both and in the file, 21.00 net"


def weekly_report(program: Program) -> str:
    """A workbook is written."""
    target = program.scratch / "week.xlsx"
    program.run("report", "weekly", "--week", "2020-W08", "-o", str(target), limit=60)
    if target.read_bytes()[:2] != b"PK":
        raise Failed("not a workbook")
    return f"{target.stat().st_size // 1024} kB"


def worksheet(program: Program) -> str:
    """A PDF is written."""
    target = program.scratch / "day.pdf"
    program.run("print", "daily", "--date", "2026-03-16", "--blank", "-o", str(target), limit=60)
    if not target.read_bytes().startswith(b"%PDF"):
        raise Failed("not a PDF file")
    return f"{target.stat().st_size // 1024} kB"


def window(program: Program) -> str:
    """The window opens on the sample store and stays."""
    program.stays_open(8)
    return "open for 8 s without a complaint"


STEPS = (version, self_test, import_and_figures, shared_and_back, joined_and_back, weekly_report, worksheet, window)


def main() -> int:
    """Run every step and print one line for each."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    default = ROOT / "dist" / ("ShopDesk.app" if sys.platform == "darwin" else "shopdesk")
    parser.add_argument("--program", type=Path, default=default, help="the built folder")
    built = parser.parse_args().program
    failures = 0
    with tempfile.TemporaryDirectory(prefix="shopdesk-smoke-", ignore_cleanup_errors=True) as scratch:
        try:
            program = Program(built, Path(scratch))
        except (Failed, OSError) as trouble:
            print(f"FAILED  {trouble}")
            return 1
        for step in STEPS:
            started = time.monotonic()
            try:
                word, said = "ok", step(program)
            except (Failed, OSError, KeyError, ValueError) as trouble:
                word, said = "FAILED", str(trouble) or type(trouble).__name__
                failures += 1
            print(f"{word:7} {step.__name__:20} {time.monotonic() - started:5.1f} s  {said}", flush=True)
    print("the built program works" if not failures else f"{failures} of {len(STEPS)} steps failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
