"""Run the measurements, each in a process of its own: ``python -m benchmarks [NAME…]``, all without a name.

Each ``bench_<name>.py`` measures against a floor taken in the same run and prints the ratio beside what it aims at.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
NAMES = sorted(file.stem.removeprefix("bench_") for file in HERE.glob("bench_*.py"))


def main(wanted: list[str]) -> int:
    """Run what was asked for, one after the other; two at a time would disturb each other."""
    unknown = [name for name in wanted if name not in NAMES]
    if unknown:
        print(f"there is no measurement called {', '.join(unknown)}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    failed = []
    for name in wanted or NAMES:
        print(f"== {name}", flush=True)
        script = HERE / f"bench_{name}.py"
        if subprocess.run([sys.executable, str(script)], cwd=HERE.parent, check=False).returncode:
            failed.append(name)
    if failed:
        print(f"not measured: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
